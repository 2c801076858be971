#include "outreach/word_stem.h"

#include <cctype>

#include "base/text.h"
#include "outreach/sentences.h"

namespace handraise {
namespace {

bool is_word_byte(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || (static_cast<unsigned char>(c) & 0x80) != 0; }

}  // namespace

std::string stem_of(std::string_view word) {
  std::string stem = lower_ascii(word);
  for (const std::string_view ending : {"isons", "ison", "ings", "ing", "ions", "ion", "ers", "ies", "ed", "es", "s", "e", "y"}) {
    if (stem.size() < ending.size() + 3 || !stem.ends_with(ending)) continue;
    if (ending == "s" && stem.ends_with("ss")) break;
    stem.resize(stem.size() - ending.size());
    if (stem.size() > 3 && stem[stem.size() - 1] == stem[stem.size() - 2] && stem.back() != 's' && stem.back() != 'l') stem.pop_back();
    break;
  }
  return stem;
}

std::vector<StemmedWord> stems_in(std::string_view text) {
  std::vector<StemmedWord> words;
  for (size_t at = 0; at < text.size();) {
    if (const size_t shut = blank_end(text, at); shut > 0) { at = shut; continue; }
    if (!is_word_byte(text[at])) { ++at; continue; }
    size_t end = at + 1;
    while (end < text.size() && is_word_byte(text[end])) {
      const bool hump = std::isupper(static_cast<unsigned char>(text[end])) != 0 && std::islower(static_cast<unsigned char>(text[end - 1])) != 0;
      if (hump) break;
      ++end;
    }
    words.push_back({stem_of(text.substr(at, end - at)), at, end});
    at = end;
  }
  return words;
}

}  // namespace handraise
