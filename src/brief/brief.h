// From words to facts: what a person wrote about the company, as facts that keep the words they came from.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "motion/facts.h"

namespace handraise {

struct Words;  // the word lists themselves, see brief/lexicon.h

// The words the brief room knows: playbooks/lexicon/*.yaml. Cheap to copy, safe to share between threads.
class Lexicon {
 public:
  explicit Lexicon(std::shared_ptr<const Words> words) : words_(std::move(words)) {}
  const Words& words() const { return *words_; }

 private:
  std::shared_ptr<const Words> words_;
};

// Reads `directory`/lexicon/*.yaml. `directory` is the playbooks folder.
Result<Lexicon> load_lexicon(const std::string& directory);

// The facts of a free text (a sentence, bullets, an e-mail, a table). Every fact's `words` is an exact substring of `text`
// and `at` its place. What the text does not say is absent. The verdict and refused_parts are set too. Fails on an empty text and
// on bytes that are not UTF-8; reads at most the first 100,000 bytes and says so in `unread`. Linear in the length of the text.
Result<Facts> read_brief(std::string_view text, const std::string& file, const Lexicon& lexicon);

// brief.yaml: what was understood, for a person to correct. parse_brief(print_brief(facts)) gives the same facts.
std::string print_brief(const Facts& facts);

// Reads brief.yaml. A leaf is {value, words, at}, {value, from: answer} or a plain value (an answer). All mistakes at once.
Result<Facts> parse_brief(std::string_view yaml, const std::string& file);

// Whether the text is meant as a brief.yaml: a line at its left edge begins with `facts:` or another key of that file.
bool looks_like_brief_yaml(std::string_view text);

}  // namespace handraise
