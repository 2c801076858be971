#include "brief/brief.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "brief/reading.h"

namespace handraise {
namespace {

constexpr size_t kBytesMax = 100'000;
constexpr size_t kUnreadMax = 200;
constexpr size_t kUnreadCharacters = 300;

// `text` cut to what is read: whole characters only.
std::string_view readable(std::string_view text) {
  if (text.size() <= kBytesMax) return text;
  size_t end = kBytesMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return text.substr(0, end);
}

}  // namespace

Result<Facts> read_brief(std::string_view text, const std::string& file, const Lexicon& lexicon) {
  if (trim(text).empty()) return Error{"empty; expected a few sentences about the product, its users and its sales team", {file, 0, 0}, "", ""};
  const std::string_view read = readable(text);
  if (!is_utf8(read)) {
    size_t line = 1, begin = 0;
    for (size_t i = read.find('\n'); i != std::string_view::npos; i = read.find('\n', begin)) {
      if (!is_utf8(read.substr(begin, i - begin))) break;
      begin = i + 1;
      ++line;
    }
    return Error{"not UTF-8 text; expected words in UTF-8", {file, static_cast<int>(line), 1}, "save the file as UTF-8", ""};
  }
  for (size_t i = 0; i < read.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(read[i]);
    if (c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\v' && c != '\f') {
      const int line = 1 + static_cast<int>(std::count(read.begin(), read.begin() + static_cast<long>(i), '\n'));
      return Error{"a control character; expected text, not a binary file", {file, line, 0}, "", ""};
    }
  }
  Reading reading(read, file, lexicon.words());
  find_product(&reading);
  find_pricing(&reading);
  find_people(&reading);
  find_market(&reading);
  find_baselines(&reading);
  find_signals(&reading);
  find_workflow(&reading);
  find_pilot(&reading);
  find_request(&reading);
  Facts facts;
  settle(reading, &facts);
  judge(reading, &facts);

  std::set<size_t> gave;
  std::set<int> leads;
  for (const Found& finding : reading.found) {
    gave.insert(finding.passage);
    leads.insert(reading.passages[finding.passage].sentence.heading);
  }
  for (size_t p = 0; p < reading.passages.size() && facts.unread.size() < kUnreadMax; ++p) {
    const Passage& passage = reading.passages[p];
    if (gave.count(p) != 0) continue;
    if (leads.count(static_cast<int>(p)) != 0) continue;   // a heading that something was read under has been understood
    std::string_view words = read.substr(passage.sentence.begin, passage.sentence.end - passage.sentence.begin);
    if (words.size() > kUnreadCharacters) {
      size_t end = kUnreadCharacters;
      while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0u) == 0x80u) --end;
      words = words.substr(0, end);
    }
    facts.unread.emplace_back(words);
  }
  if (read.size() < text.size()) facts.unread.push_back("(" + print_count(static_cast<double>(text.size() - read.size())) + " bytes after the first " + print_count(static_cast<double>(read.size())) + " were not read)");
  return facts;
}

}  // namespace handraise
