// A message as its checks read it: plain quotes and spaces, in sentences, with the way back to the bytes as written.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace handraise {

// `lines` keeps every line break; `folded` has a space for a single one and keeps blank lines. Both have the same length.
struct PlainText {
  std::string lines, folded;
  std::vector<uint32_t> at;  // place in the text as written, for each byte and the end
};
PlainText plain_text(std::string_view written);

// The end of the blank {{…}} that opens at `at`; 0: none opens there, or it is not shut before the line or the next one.
size_t blank_end(std::string_view text, size_t at);

struct MessageSentence {
  size_t begin = 0, end = 0;  // bytes of `folded`, without blanks around
  int paragraph = 0;
  bool question = false;
};
// Sentences end at . ? ! before a blank, at a blank line, or before a list item; not after "e.g." and the like.
std::vector<MessageSentence> sentences_of(std::string_view folded);
// Does the byte at `at` stand between double quotes of its paragraph?
bool is_quoted(std::string_view folded, size_t at);

}  // namespace handraise
