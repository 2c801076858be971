// How easy a text reads: Flesch (1948), syllables by groups of vowels, blanks left out.
#pragma once

#include <string_view>
#include <vector>

#include "outreach/sentences.h"

namespace handraise {

struct Reading {
  size_t words = 0, sentences = 0, syllables = 0;
  double ease() const { return 206.835 - 1.015 * static_cast<double>(words) / static_cast<double>(sentences) - 84.6 * static_cast<double>(syllables) / static_cast<double>(words); }
};
Reading read_text(std::string_view folded, const std::vector<MessageSentence>& sentences);

}  // namespace handraise
