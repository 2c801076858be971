#include "outreach/message_slots.h"

#include <algorithm>

#include "base/text.h"

namespace handraise {
namespace {

bool is_name_letter(char c) { return (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9'); }

// The slot that opens at `at`: "<name>" with at most a capital first letter; 0: none.
size_t slot_length(std::string_view text, size_t at) {
  if (text[at] != '<' || at + 2 >= text.size()) return 0;
  const char head = text[at + 1];
  if (!((head >= 'a' && head <= 'z') || (head >= 'A' && head <= 'Z'))) return 0;
  size_t end = at + 2;
  while (end < text.size() && is_name_letter(text[end])) ++end;
  return end < text.size() && text[end] == '>' ? end + 1 - at : 0;
}

void add_once(std::vector<std::string>& names, std::string name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
}

}  // namespace

std::vector<std::string> slots_in(std::string_view text) {
  std::vector<std::string> names;
  for (size_t at = 0; at < text.size(); ++at) {
    const size_t length = slot_length(text, at);
    if (length > 0) add_once(names, lower_ascii(text.substr(at + 1, length - 2)));
  }
  return names;
}

std::vector<std::string> blanks_in(std::string_view text) {
  std::vector<std::string> names;
  for (size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2)) {
    const size_t shut = text.find("}}", at);
    if (shut == std::string_view::npos) break;
    add_once(names, std::string(trim(text.substr(at + 2, shut - at - 2))));
  }
  return names;
}

std::string fill_slots(std::string_view text, const std::function<std::string(const std::string&)>& value) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t length = slot_length(text, at);
    if (length == 0) { out += text[at++]; continue; }
    const std::string_view name = text.substr(at + 1, length - 2);
    std::string words = value(lower_ascii(name));
    if (name[0] >= 'A' && name[0] <= 'Z' && !words.starts_with("{{")) words = upper_first(words);
    out += words;
    at += length;
  }
  return out;
}

}  // namespace handraise
