#include "outreach/sentences.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"

namespace handraise {
namespace {

struct Swap {
  std::string_view from;
  char to;
};
constexpr std::array<Swap, 11> kSwaps = {{{"\u2019", '\''}, {"\u2018", '\''}, {"\u02bc", '\''}, {"\u201c", '"'}, {"\u201d", '"'}, {"\u201e", '"'},
                                         {"\u00ab", '"'}, {"\u00bb", '"'}, {"\u00a0", ' '}, {"\u202f", ' '}, {"\u2011", '-'}}};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

// A dot that ends no sentence: "e.g.", "a.m.", "St.", initials.
bool abbreviates(std::string_view text, size_t dot) {
  size_t start = dot;
  while (start > 0 && !is_blank(text[start - 1]) && text[start - 1] != '(') --start;
  const std::string word = lower_ascii(text.substr(start, dot - start));
  static const std::array<std::string_view, 14> known = {"e.g", "i.e", "mr", "mrs", "ms", "dr", "st", "vs", "approx", "no", "inc", "ltd", "z.b", "cf"};
  return std::find(known.begin(), known.end(), word) != known.end() || (word.size() == 1 && std::isalpha(static_cast<unsigned char>(word[0])) != 0 && word != "i");
}

}  // namespace

PlainText plain_text(std::string_view written) {
  PlainText out;
  for (size_t at = 0; at < written.size();) {
    if (written[at] == '\r') { ++at; continue; }
    const auto swap = std::find_if(kSwaps.begin(), kSwaps.end(), [&](const Swap& one) { return written.substr(at).starts_with(one.from); });
    out.at.push_back(static_cast<uint32_t>(at));
    out.lines += swap != kSwaps.end() ? swap->to : written[at] == '\t' ? ' ' : written[at];
    at += swap != kSwaps.end() ? swap->from.size() : 1;
  }
  out.at.push_back(static_cast<uint32_t>(written.size()));
  out.folded = out.lines;
  for (size_t at = 0; at < out.folded.size(); ++at) {
    if (out.lines[at] != '\n') continue;
    const bool blank_line = (at > 0 && out.lines[at - 1] == '\n') || (at + 1 < out.lines.size() && out.lines[at + 1] == '\n');
    const std::string_view next = std::string_view(out.lines).substr(at + 1, 2);
    const bool item = next == "- " || next == "* " || next.starts_with("\xe2\x80");
    if (!blank_line && !item) out.folded[at] = ' ';
  }
  return out;
}

size_t blank_end(std::string_view text, size_t at) {
  if (!text.substr(at).starts_with("{{")) return 0;
  for (size_t i = at + 2; i + 1 < text.size() && text[i] != '\n'; ++i) {
    if (text[i] == '}' && text[i + 1] == '}') return i + 2;
    if (text[i] == '{' && text[i + 1] == '{') return 0;
  }
  return 0;
}

std::vector<MessageSentence> sentences_of(std::string_view text) {
  std::vector<MessageSentence> out;
  int paragraph = 0;
  size_t begin = 0;
  const auto close = [&](size_t end) {
    size_t from = begin, to = end;
    while (from < to && is_blank(text[from])) ++from;
    while (to > from && is_blank(text[to - 1])) --to;
    if (from < to) {
      size_t last = to;
      while (last > from && (text[last - 1] == '"' || text[last - 1] == ')' || text[last - 1] == '\'' || text[last - 1] == '!')) --last;
      out.push_back({from, to, paragraph, last > from && text[last - 1] == '?'});
    }
    begin = end;
  };
  for (size_t at = 0; at < text.size(); ++at) {
    if (const size_t shut = blank_end(text, at); shut > 0) { at = shut - 1; continue; }
    if (text[at] == '\n') {
      close(at);
      if (at + 1 < text.size() && text[at + 1] == '\n') ++paragraph;
      continue;
    }
    if (text[at] != '.' && text[at] != '?' && text[at] != '!') continue;
    size_t end = at + 1;
    while (end < text.size() && (text[end] == '.' || text[end] == '?' || text[end] == '!' || text[end] == '"' || text[end] == ')' || text[end] == '\'')) ++end;
    if (end < text.size() && !is_blank(text[end])) continue;
    if (text[at] == '.' && end == at + 1 && abbreviates(text, at)) continue;
    // "who pays?" asked by somebody else goes on in small letters
    if (text[end - 1] == '"' && end + 1 < text.size() && std::islower(static_cast<unsigned char>(text[end + 1])) != 0) continue;
    close(end);
    at = end - 1;
  }
  close(text.size());
  return out;
}

bool is_quoted(std::string_view folded, size_t at) {
  const size_t paragraph = folded.rfind("\n\n", at);
  const size_t from = paragraph == std::string_view::npos ? 0 : paragraph;
  const std::string_view before = folded.substr(from, at - from);
  return std::count(before.begin(), before.end(), '"') % 2 == 1 && folded.find('"', at) != std::string_view::npos;
}

}  // namespace handraise
