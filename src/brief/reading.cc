#include "brief/reading.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace handraise {
namespace {
constexpr size_t kFoundMax = 3000;   // no person writes that many facts; keeps every step linear in the text
}

Reading::Reading(std::string_view brief, const std::string& name, const Words& lexicon) : text(brief), file(name), words(lexicon) {
  for (Sentence& sentence : read_sentences(text)) passages.push_back(read_passage(std::move(sentence), words));
  // "GROWTH: … HEAD OF SALES: … GROWTH: …": who speaks is no label of what is said.
  std::map<std::vector<std::string>, int> labels;
  for (const Passage& passage : passages)
    if (passage.label_end > 0 && passage.sentence.shape != Sentence::Shape::row) ++labels[passage.label];
  for (Passage& passage : passages)
    if (const auto said = labels.find(passage.label); passage.label_end > 0 && said != labels.end() && said->second >= 3) {
      for (size_t i = 0; i < passage.label_end; ++i) passage.stance[i] = kSupposed;
      passage.label.clear();
      passage.label_end = 0;
    }
  // A question that leads an answer states nothing itself.
  for (Passage& passage : passages)
    if (passage.sentence.shape == Sentence::Shape::heading && passage.size() > 0 && passage.token(passage.size() - 1).is("?"))
      for (uint8_t& stance : passage.stance) stance = static_cast<uint8_t>(stance | kSupposed);
  // "Where does it block? Nobody calls them." The question leads its answer like a heading.
  for (size_t p = 0; p + 1 < passages.size(); ++p) {
    const Passage& question = passages[p];
    if (question.size() < 2 || question.size() > 11 || !question.token(question.size() - 1).is("?") || question.sentence.shape == Sentence::Shape::heading) continue;
    for (size_t q = p + 1; q < std::min(p + 3, passages.size()); ++q) {
      Passage& answer = passages[q];
      const bool near = answer.sentence.paragraph == question.sentence.paragraph && answer.sentence.heading < 0 && answer.label_end == 0;
      if (!near || answer.size() == 0 || answer.token(answer.size() - 1).is("?") || answer.token(0).is("no") || (q > p + 1 && answer.size() > 6)) break;
      answer.sentence.heading = static_cast<int>(p);
    }
  }
  // "We're bound to FERPA? No, that was a joke."
  for (size_t p = 0; p + 1 < passages.size(); ++p) {
    Passage& question = passages[p];
    if (question.size() == 0 || !question.token(question.size() - 1).is("?") || passages[p + 1].size() == 0 || !passages[p + 1].token(0).is("no")) continue;
    bool from = false;
    for (size_t i = 0; i < question.size(); ++i) {
      if (from) question.stance[i] = static_cast<uint8_t>(question.stance[i] | kSupposed);
      const Token& token = question.token(i);
      from = from || token.is("for") || token.is("to") || token.is("have") || token.is("has") || token.is("need") || token.is("use");
    }
  }
}

void Reading::add(std::string_view path, std::string value, size_t passage, size_t first, size_t last) {
  const std::vector<Token>& tokens = passages[passage].sentence.tokens;
  if (first >= last || last > tokens.size() || value.empty() || found.size() >= kFoundMax) return;
  found.push_back({std::string(path), std::move(value), tokens[first].begin, tokens[last - 1].end, passage});
}

void Reading::add_number(std::string_view path, double value, size_t passage, size_t first, size_t last) {
  // A tidy decimal: 3.1 % is 0.031, not 0.031000000000000003.
  add(path, print_number(std::stod(print_fixed(value, 9))), passage, first, last);
}

void Reading::add_words(std::string_view path, size_t passage, size_t first, size_t last) {
  if (first >= last || last > passages[passage].size()) return;
  add(path, written(passages[passage], first, last), passage, first, last);
}

bool Reading::has(std::string_view path) const { return first(path) != nullptr; }

bool Reading::has(std::string_view path, std::string_view value) const {
  return std::ranges::any_of(found, [&](const Found& finding) { return finding.path == path && finding.value == value; });
}

const Found* Reading::first(std::string_view path) const {
  for (const Found& finding : found)
    if (finding.path == path) return &finding;
  return nullptr;
}

std::string Reading::written(const Passage& passage, size_t first, size_t last) const {
  const std::vector<Token>& tokens = passage.sentence.tokens;
  if (first >= last || last > tokens.size()) return "";
  return std::string(text.substr(tokens[first].begin, tokens[last - 1].end - tokens[first].begin));
}

const Passage* Reading::heading_of(const Passage& passage) const {
  const int heading = passage.sentence.heading;
  if (heading < 0 || static_cast<size_t>(heading) >= passages.size()) return nullptr;
  const Passage& found_heading = passages[static_cast<size_t>(heading)];
  return &found_heading == &passage ? nullptr : &found_heading;
}

bool Reading::in_label(const Passage& passage, std::string_view kind, std::string_view value) const {
  for (const Tag& tag : passage.tags)
    if (tag.phrase->kind == kind && tag.last <= passage.label_end && (value.empty() || tag.phrase->value == value)) return true;
  return false;
}

bool Reading::labelled(const Passage& passage, std::string_view kind, std::string_view value) const {
  if (in_label(passage, kind, value)) return true;
  const Passage* heading = heading_of(passage);
  return heading && heading->size() <= 16 && heading->has(kind, value);
}

size_t clause_end(const Passage& passage, size_t i) {
  size_t end = i;
  while (end < passage.size() && passage.clause[end] == passage.clause[i]) ++end;
  return end;
}

size_t clause_begin(const Passage& passage, size_t i) {
  size_t begin = i;
  while (begin > 0 && passage.clause[begin - 1] == passage.clause[i]) --begin;
  return begin;
}

bool is_stop(const Passage& passage, size_t i) {
  if (i >= passage.size()) return true;
  const Token& token = passage.token(i);
  return token.kind != Token::Kind::word || passage.inside(i, "stop");
}

size_t skip_articles(const Passage& passage, size_t i) {
  while (i < passage.size() && (passage.inside(i, "article") || passage.is(i, "\"") || passage.is(i, "*") || passage.is(i, "`"))) ++i;
  return i;
}

std::vector<Span> read_list(const Passage& passage, size_t i, size_t end) {
  std::vector<Span> items;
  end = std::min(end, passage.size());
  size_t start = i;
  int depth = 0;
  const auto close = [&](size_t last) {
    size_t first = skip_articles(passage, start);
    while (last > first && passage.token(last - 1).kind == Token::Kind::sign) --last;
    if (first < last) items.push_back({first, last});
  };
  for (; i < end; ++i) {
    const Token& token = passage.token(i);
    if (token.is("(")) ++depth;
    if (token.is(")")) depth = std::max(0, depth - 1);
    if (depth > 0) continue;
    const Tag* joint = passage.tag_at(i, "and");
    if (!joint) joint = passage.tag_at(i, "or");
    const bool sign = token.is(",") || token.is("/") || token.is("+") || token.is("&") || token.is(";");
    if (!joint && !sign) continue;
    close(i);
    start = joint ? joint->last : i + 1;
    if (joint) i = joint->last - 1;
  }
  close(end);
  return items;
}

std::string snake_case(const Passage& passage, size_t first, size_t last) {
  std::string out;
  for (size_t i = first; i < last; ++i) {
    const Token& token = passage.token(i);
    if (token.kind == Token::Kind::sign) continue;
    std::string word;
    for (const char c : token.text)
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_') word += c;
    if (word.empty()) continue;
    out += (out.empty() ? "" : "_") + word;
  }
  return out;
}

}  // namespace handraise
