#include "outreach/reading_ease.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "base/text.h"

namespace handraise {
namespace {

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }

int syllables(std::string_view word) {
  const std::string w = lower_ascii(word);
  int count = 0;
  for (size_t i = 0; i < w.size(); ++i) count += is_vowel(w[i]) && (i == 0 || !is_vowel(w[i - 1]));
  const size_t n = w.size();
  const auto consonant = [&](size_t back) { return n > back && !is_vowel(w[n - 1 - back]); };
  if (n > 2 && w[n - 1] == 'e' && consonant(1) && !(w[n - 2] == 'l' && consonant(2))) --count;                       // "make", not "table"
  if (n > 3 && w.ends_with("ed") && consonant(2) && w[n - 3] != 't' && w[n - 3] != 'd') --count;                    // "asked"
  if (n > 3 && w.ends_with("es") && consonant(2) && std::string_view("sxzcgh").find(w[n - 3]) == std::string_view::npos && !(w[n - 3] == 'l' && consonant(3))) --count;  // "makes"
  return std::max(count, 1);
}

}  // namespace

Reading read_text(std::string_view folded, const std::vector<MessageSentence>& sentences) {
  Reading reading;
  for (const MessageSentence& sentence : sentences) {
    const std::string_view text = folded.substr(sentence.begin, sentence.end - sentence.begin);
    size_t words = 0;
    for (size_t at = 0; at < text.size();) {
      if (const size_t shut = blank_end(text, at); shut > 0) { at = shut; continue; }
      if (std::isalpha(static_cast<unsigned char>(text[at])) == 0) { ++at; continue; }
      size_t end = at;
      while (end < text.size() && (std::isalpha(static_cast<unsigned char>(text[end])) != 0 || (text[end] == '\'' && end > at))) ++end;
      reading.syllables += static_cast<size_t>(syllables(text.substr(at, end - at)));
      ++words;
      at = end;
    }
    reading.words += words;
    reading.sentences += words > 0;
  }
  return reading;
}

}  // namespace handraise
