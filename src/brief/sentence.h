// A brief cut into what is read as one: sentences, bullets, headings, cells of a table; each with its tokens.
#pragma once

#include <string_view>
#include <vector>

#include "brief/token.h"

namespace handraise {

struct Sentence {
  enum class Shape { prose, bullet, heading, row };
  size_t begin = 0, end = 0;    // bytes in the brief, trimmed
  Shape shape = Shape::prose;
  int heading = -1;             // index of the heading it stands under, or of the head row of its table
  int paragraph = 0;            // sentences of one paragraph, list or table share the number
  bool column = false;          // its label is told from the rest by blanks: "SIZE        over 50 employees"
  std::vector<Token> tokens;
};

std::vector<Sentence> read_sentences(std::string_view text);

}  // namespace handraise
