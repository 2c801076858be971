// A sentence as the matchers see it: its tokens, the phrases of the lexicon in it, its amounts, and how each word is meant.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "brief/lexicon.h"
#include "brief/amount.h"
#include "brief/sentence.h"

namespace handraise {

// How a word is meant. No bit: stated of the writer's company today.
enum Stance : uint8_t { kNegated = 1, kPast = 2, kOther = 4, kSupposed = 8, kWished = 16 };

struct Passage {
  Sentence sentence;
  std::vector<Tag> tags;               // by first token; of one kind never inside one another
  std::vector<std::vector<uint32_t>> covering;   // of each token: the tags it is part of
  std::vector<Amount> amounts;
  std::vector<uint8_t> stance;         // of each token
  std::vector<int> clause;             // number of the clause that each token stands in
  std::vector<std::string> label;      // stems before a ':' or the first cell of a row, if there are few of them
  size_t label_end = 0;                // tokens of the label and its sign

  size_t size() const { return sentence.tokens.size(); }
  const Token& token(size_t i) const { return sentence.tokens[i]; }
  bool is(size_t i, std::string_view text) const { return i < size() && token(i).text == text; }
  // The longest tag of `kind` that begins at token `i`, or nullptr.
  const Tag* tag_at(size_t i, std::string_view kind) const;
  // The longest tag of `kind` that ends just before token `i`, or nullptr.
  const Tag* tag_before(size_t i, std::string_view kind) const;
  std::vector<const Tag*> tags_of(std::string_view kind) const;
  const Tag* first_of(std::string_view kind, std::string_view value = "") const;
  bool has(std::string_view kind, std::string_view value = "") const { return first_of(kind, value) != nullptr; }
  bool inside(size_t i, std::string_view kind) const;   // token i is part of such a tag
  Amount* amount_at(size_t i);                      // the quantity that begins at token i
  bool meant(size_t first, size_t last, uint8_t mask) const;   // one of the tokens has one of the stances
};

Passage read_passage(Sentence sentence, const Words& words);

}  // namespace handraise
