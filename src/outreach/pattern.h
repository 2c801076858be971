// A regular expression in RE2's language over bytes, any letter case. Cheap to copy; an empty one is found nowhere.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace handraise {

class Pattern {
 public:
  struct Hit {
    size_t begin = 0, end = 0;
  };
  Pattern() = default;
  explicit Pattern(const std::string& expression);
  explicit operator bool() const { return compiled_ != nullptr; }
  bool ok() const;             // false: it does not compile, see error()
  std::string error() const;
  bool found(std::string_view text) const;
  std::optional<Hit> find(std::string_view text, size_t from = 0) const;  // the leftmost one that begins at `from` or later
  size_t length_at_start(std::string_view text) const;                    // of a match that begins the text; 0: none

 private:
  std::shared_ptr<const re2::RE2> compiled_;
};

}  // namespace handraise
