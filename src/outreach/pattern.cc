#include "outreach/pattern.h"

#include <re2/re2.h>

namespace handraise {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

Pattern::Pattern(const std::string& expression) {
  RE2::Options options;
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  options.set_encoding(RE2::Options::EncodingLatin1);  // bytes: a tenth of the states for [^.?!]{0,60}
  options.set_max_mem(64 << 20);
  compiled_ = std::make_shared<const RE2>(expression, options);
}

bool Pattern::ok() const { return compiled_ != nullptr && compiled_->ok(); }
std::string Pattern::error() const { return compiled_ == nullptr ? "" : compiled_->error(); }
bool Pattern::found(std::string_view text) const { return ok() && RE2::PartialMatch(piece(text), *compiled_); }

std::optional<Pattern::Hit> Pattern::find(std::string_view text, size_t from) const {
  re2::StringPiece hit;
  if (!ok() || from > text.size() || !compiled_->Match(piece(text), from, text.size(), RE2::UNANCHORED, &hit, 1)) return std::nullopt;
  const size_t begin = static_cast<size_t>(hit.data() - text.data());
  return Hit{begin, begin + hit.size()};
}

size_t Pattern::length_at_start(std::string_view text) const {
  re2::StringPiece hit;
  return ok() && compiled_->Match(piece(text), 0, text.size(), RE2::ANCHOR_START, &hit, 1) ? hit.size() : 0;
}

}  // namespace handraise
