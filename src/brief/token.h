// The words, numbers and signs of a piece of text, each with its place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handraise {

struct Token {
  enum class Kind { word, number, sign };
  Kind kind = Kind::word;
  size_t begin = 0, end = 0;   // bytes in the whole text
  std::string text;            // folded; for signs the sign, with dashes as "-" (range) or "--" (pause)
  std::string stem;
  double value = 0;            // number
  bool glued = false;          // nothing but a hyphen, or nothing at all, stands before it
  bool capital = false;        // begins with a capital letter
  bool upper = false;        // a word of which two letters or more are capitals: "SDRs", "US"
  bool is(std::string_view what) const { return text == what; }
};

// Tokens of text[begin, end). Hyphens inside words go ("trial-to-paid" is three tokens), "12k" and "1.2M" are one number.
std::vector<Token> read_tokens(std::string_view text, size_t begin, size_t end);

}  // namespace handraise
