#include "brief/sentence.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "brief/lexicon.h"

namespace handraise {
namespace {

constexpr long kTokensMax = 240;

// What ends with a point and does not end a sentence.
constexpr std::array<std::string_view, 40> kShort = {"e.g", "i.e", "eg", "ie", "approx", "ca", "vs", "etc", "z.b", "bzw", "mio", "tsd", "nr", "st", "mr", "mrs", "ms", "dr",
                                                     "inc", "ltd", "co", "corp", "no", "p.ex", "ex", "aprox", "max", "min", "avg", "incl", "excl", "inkl", "zzgl", "d.h", "u.a",
                                                     "mo", "yr", "p.a", "p.m", "bspw"};

struct Line {
  size_t begin, end;   // trimmed of blanks, bullet signs and markers
  size_t indent = 0;   // blanks before it
  bool blank = false, bullet = false, numbered = false, heading = false, row = false, ruler = false, column = false, spoken = false, quoted = false;
};

bool blank_at(std::string_view text, size_t i) { return text[i] == ' ' || text[i] == '\t' || text[i] == '\r' || text[i] == '\n' || text[i] == '\v' || text[i] == '\f'; }

void shrink(std::string_view text, size_t* begin, size_t* end) {
  while (*begin < *end && blank_at(text, *begin)) ++*begin;
  while (*end > *begin && blank_at(text, *end - 1)) --*end;
}

// Where the first column of a line ends: up to four words, then two blanks. 0: there are no columns.
size_t column_gap(std::string_view text, size_t begin, size_t end) {
  int words = 1;
  for (size_t i = begin; i + 2 < end && i < begin + 32; ++i) {
    if (text[i] == '.' || text[i] == ',' || text[i] == ':' || (text[i] >= '0' && text[i] <= '9')) return 0;
    if (text[i] == ' ' && text[i + 1] == ' ') return i > begin && words <= 4 ? i : 0;
    if (text[i] == ' ' && ++words > 4) return 0;
  }
  return 0;
}

Line read_line(std::string_view text, size_t begin, size_t end) {
  Line line;
  line.begin = begin;
  line.end = end;
  shrink(text, &line.begin, &line.end);
  line.indent = line.begin - begin;
  while (line.begin < line.end && text[line.begin] == '>') {   // quoted mail
    ++line.begin;
    shrink(text, &line.begin, &line.end);
    line.quoted = true;
  }
  const auto size = [&] { return line.end - line.begin; };
  const auto at = [&](size_t i) { return line.begin + i < line.end ? text[line.begin + i] : '\0'; };
  if (size() == 0) {
    line.blank = true;
    return line;
  }
  if (at(0) == '|' || text.substr(line.begin, std::min<size_t>(size(), 34)).find('|') != std::string_view::npos) {
    line.row = true;
    line.ruler = text.substr(line.begin, size()).find_first_not_of("|-: \t") == std::string_view::npos;
    return line;
  }
  if (text.substr(line.begin, size()).find_first_not_of("-=_*~# \t") == std::string_view::npos) {
    line.blank = true;
    return line;
  }
  size_t hashes = 0;
  while (at(hashes) == '#') ++hashes;
  if (hashes > 0 && at(hashes) == ' ') {
    line.heading = true;
    line.begin += hashes;
  } else if ((at(0) == '-' || at(0) == '*' || at(0) == '+') && (at(1) == ' ' || at(1) == '\t')) {
    line.bullet = true;
    line.begin += 2;
  } else if (text.substr(line.begin, size()).starts_with("\xE2\x80\xA2") || text.substr(line.begin, size()).starts_with("\xE2\x80\x93 ") ||
             text.substr(line.begin, size()).starts_with("\xE2\x97\xA6") || text.substr(line.begin, size()).starts_with("\xE2\x80\x94 ")) {
    line.bullet = true;
    line.begin += 3;
  } else {
    size_t digits = 0;
    while (at(digits) >= '0' && at(digits) <= '9') ++digits;
    if (digits == 0 && at(0) == '(') while (at(digits + 1) >= '0' && at(digits + 1) <= '9') ++digits;
    if (at(0) == '(' && digits > 0 && at(digits + 1) == ')') {
      line.bullet = true;
      line.begin += digits + 2;
    } else if (digits > 0 && digits <= 2 && (at(digits) == '.' || at(digits) == ')') && at(digits + 1) == ' ') {
      line.bullet = line.numbered = true;
      line.begin += digits + 2;
    }
  }
  // "[bot] What does it do?", "[me] …": who speaks.
  if (at(0) == '[' && !line.bullet) {
    const size_t close = text.find(']', line.begin);
    if (close != std::string_view::npos && close < std::min(line.end, line.begin + 16) && close > line.begin + 2 && close + 1 < line.end) {
      line.begin = close + 1;
      shrink(text, &line.begin, &line.end);
      line.spoken = true;
    }
  }
  // "SIZE        over 50 employees": a label and what it holds, in columns.
  if (!line.bullet && !line.heading && column_gap(text, line.begin, line.end) > 0) line.bullet = line.column = true;
  for (const std::string_view answer : {"A: ", "Answer: ", "-> ", "Antwort: ", "R: "})   // the sign of an answer is no label
    if (text.substr(line.begin, line.end - line.begin).starts_with(answer)) line.begin += answer.size();
  if (line.bullet && line.begin + 3 < line.end && text[line.begin] == '[' && text[line.begin + 2] == ']') line.begin += 3;   // - [x]
  shrink(text, &line.begin, &line.end);
  if (line.begin == line.end) line.blank = true;
  return line;
}

// Whether a label follows: up to four words and a colon; within quotation marks where `quoted`.
bool label_ahead(std::string_view text, size_t i, size_t end, bool quoted) {
  while (i < end && blank_at(text, i)) ++i;
  if (quoted) {
    if (i >= end || text[i] != '"') return false;
    const size_t close = text.find('"', i + 1);
    if (close == std::string_view::npos || close >= end || close > i + 32) return false;
    size_t colon = close + 1;
    while (colon < end && blank_at(text, colon)) ++colon;
    return colon < end && text[colon] == ':';
  }
  int words = 1;
  for (size_t k = i; k < end && k < i + 36; ++k) {
    if (text[k] == ':') return k > i + 1 && k + 1 < end && blank_at(text, k + 1);
    if (text[k] == ' ' && ++words > 4) return false;
    if (text[k] == '.' || text[k] == ',' || text[k] == ';' || text[k] == '(') return false;
  }
  return false;
}

bool lower_at(std::string_view text, size_t i) { return text[i] >= 'a' && text[i] <= 'z'; }

// Whether the sign at `i` ends a sentence that began at `begin`.
bool ends_sentence(std::string_view text, size_t begin, size_t i, size_t end) {
  if (text[i] != '.' && text[i] != '!' && text[i] != '?' && text[i] != ';') return false;
  if (text[i] == ';') return false;
  size_t next = i + 1;
  while (next < end && (text[next] == '"' || text[next] == ')' || text[next] == '\'' || text[next] == '*')) ++next;
  if (next >= end) return true;
  if (!blank_at(text, next)) return false;
  if (text[i] != '.') return true;
  if (i > begin && text[i - 1] == '.') {   // "..." goes on where a small letter follows
    size_t word = next;
    while (word < end && blank_at(text, word)) ++word;
    if (word < end && lower_at(text, word)) return false;
  }
  while (next < end && blank_at(text, next)) ++next;
  if (next >= end) return true;
  size_t word = i;
  while (word > begin && !blank_at(text, word - 1) && text[word - 1] != '(' && text[word - 1] != '/') --word;
  const std::string last = fold(text.substr(word, i - word));
  const bool known = std::ranges::find(kShort, last) != kShort.end();
  const bool capital = !lower_at(text, next);
  if (known) {
    // "etc. We" ends, "approx. 200" and "ca. 12k" do not.
    return (last == "etc" || last == "inc" || last == "ltd" || last == "mo" || last == "yr" || last == "no" || last == "max" || last == "min" || last == "p.a" || last == "p.m" || last == "corp" || last == "co") && capital && !(text[next] >= '0' && text[next] <= '9');
  }
  // "4. Mai" is a date.
  if (last.size() <= 2 && last.find_first_not_of("0123456789") == std::string::npos) {
    static constexpr std::array<std::string_view, 16> kMonths = {"jan", "feb", "mar", "apr", "mai", "may", "jun", "jul", "aug", "sep", "oct", "okt", "nov", "dec", "dez", "m\xC3\xA4r"};
    const std::string word_after = lower_ascii(text.substr(next, 3));
    if (std::ranges::any_of(kMonths, [&](std::string_view month) { return word_after.starts_with(month.substr(0, 3)); })) return false;
  }
  if (last.size() == 1 && last[0] >= 'a' && last[0] <= 'z' && capital && word > begin) return false;   // an initial
  return true;
}

}  // namespace

std::vector<Sentence> read_sentences(std::string_view text) {
  std::vector<Line> lines;
  for (size_t begin = 0; begin <= text.size();) {
    size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) end = text.size();
    lines.push_back(read_line(text, begin, end));
    begin = end + 1;
  }
  // How wide the text was wrapped, if it was: several lines come near the longest.
  size_t width = 0, near = 0;
  const auto length_of = [&](const Line& line) { return line.blank || line.row || line.heading ? 0 : line.end - line.begin; };
  for (const Line& line : lines) width = std::max(width, length_of(line));
  for (const Line& line : lines) near += length_of(line) * 5 >= width * 4 ? 1 : 0;
  size_t written = 0, small_heads = 0;
  for (const Line& line : lines) {
    if (length_of(line) == 0 || line.bullet) continue;
    ++written;
    small_heads += lower_at(text, line.begin) ? 1 : 0;
  }
  const bool wrapped_text = width >= 50 && width <= 110 && near >= 3 && near * 2 >= written && small_heads * 4 <= written * 3;
  std::vector<Sentence> sentences;
  int paragraph = 0, heading = -1, table = -1;
  bool bullets = false;   // inside a list that the current heading leads
  const auto push = [&](size_t begin, size_t end, Sentence::Shape shape) {
    shrink(text, &begin, &end);
    if (begin >= end) return;
    Sentence sentence{begin, end, shape, heading, paragraph, false, {}};
    sentence.tokens = read_tokens(text, begin, end);
    if (sentence.tokens.empty()) return;
    // An endless sentence is read in pieces: every step after this one may look at each word of a sentence from each other.
    while (sentence.tokens.size() > static_cast<size_t>(kTokensMax)) {
      Sentence piece{begin, sentence.tokens[kTokensMax].begin, shape, heading, paragraph, false, {sentence.tokens.begin(), sentence.tokens.begin() + kTokensMax}};
      sentence.tokens.erase(sentence.tokens.begin(), sentence.tokens.begin() + kTokensMax);
      begin = sentence.begin = piece.end;
      shrink(text, &piece.begin, &piece.end);
      sentences.push_back(std::move(piece));
    }
    sentences.push_back(std::move(sentence));
  };
  const auto push_prose = [&](size_t begin, size_t end, Sentence::Shape shape) {
    size_t start = begin;
    int depth = 0;
    for (size_t i = begin; i < end; ++i) {   // "Region: Texas; Goal: trial to paid", {"crm": "Attio", "alerts": "Slack"}
      if (text[i] == '[' || text[i] == '(' || (text[i] == '{' && i > begin)) ++depth;
      if (text[i] == ']' || text[i] == ')' || text[i] == '}') --depth;
      if (depth > 0 || (text[i] != ';' && text[i] != ',' && text[i] != '{') || !label_ahead(text, i + 1, end, text[i] != ';')) continue;
      if (i > start) push(start, i, Sentence::Shape::bullet);
      start = i + 1;
      shape = Sentence::Shape::bullet;
    }
    begin = start;
    for (size_t i = begin; i < end; ++i)
      if (ends_sentence(text, start, i, end)) {
        size_t stop = i + 1;
        while (stop < end && (text[stop] == '"' || text[stop] == ')' || text[stop] == '\'' || text[stop] == '*')) ++stop;
        push(start, stop, shape);
        start = stop;
        i = stop;
      }
    push(start, end, shape);
  };
  for (size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (line.blank) {
      ++paragraph;
      table = -1;
      // A blank line after its list, or two paragraphs on, ends what a heading leads; a blank right after it does not.
      if (bullets) {
        size_t next = i + 1;
        while (next < lines.size() && lines[next].blank) ++next;
        if (next < lines.size() && !lines[next].bullet && heading >= 0 && text[sentences[static_cast<size_t>(heading)].end - 1] == ':') heading = -1;
        bullets = false;
      }
      continue;
    }
    if (line.row) {
      if (line.ruler) continue;
      const bool head = table < 0 && i + 1 < lines.size() && lines[i + 1].row && lines[i + 1].ruler;
      const int outer = heading;
      if (table >= 0) heading = table;
      push(line.begin, line.end, Sentence::Shape::row);
      heading = outer;
      if (head && !sentences.empty()) table = static_cast<int>(sentences.size()) - 1;
      continue;
    }
    const std::string_view line_words = text.substr(line.begin, line.end - line.begin);
    const bool numbered_heading = line.bullet && line.numbered && line_words.size() < 48 && std::string_view(".:;!?").find(line_words.back()) == std::string_view::npos && i + 1 < lines.size() && !lines[i + 1].blank && !lines[i + 1].numbered && !lower_at(text, lines[i + 1].begin);
    const bool bare = line_words.size() < 40 && !lower_at(text, line.begin) && std::string_view(".:;!?,").find(line_words.back()) == std::string_view::npos && line_words.find_first_of("0123456789:") == std::string_view::npos && std::ranges::count(line_words, ' ') <= 4;
    const bool titled = bare && !line.bullet && !line.heading && i + 1 < lines.size() && !lines[i + 1].blank && (i == 0 || lines[i - 1].blank);
    // "Q: Who sells?", "3. Who sells?": the answer stands below.
    size_t after = i + 1;   // of a quoted question the answer may stand behind a blank line
    while (after < lines.size() && lines[after].blank) ++after;
    const bool asked = line_words.back() == '?' && line_words.size() < 120 && after < lines.size() && ((line.spoken && after == i + 1) || (line.quoted && !lines[after].quoted));
    const bool question = asked || (line_words.back() == '?' && i + 1 < lines.size() && line_words.size() < 120 && (line_words.starts_with("Q:") || line_words.starts_with("Q.") || line_words.starts_with("Question") || line.numbered || line.heading ||
                          (line.bullet && !lines[i + 1].bullet && !lines[i + 1].blank) || (lines[i + 1].begin + 2 < lines[i + 1].end && (text.substr(lines[i + 1].begin, 2) == "A:" || text.substr(lines[i + 1].begin, 2) == "->"))) &&
                          std::string_view(line_words).find(". ", 3) == std::string_view::npos);
    if (line.heading || numbered_heading || titled || question) {
      ++paragraph;
      const size_t before = sentences.size();
      push(line.begin, line.end, Sentence::Shape::heading);
      if (sentences.size() == before) continue;  // a mark that no reader sees
      sentences.back().heading = -1;
      heading = static_cast<int>(sentences.size()) - 1;
      bullets = false;
      continue;
    }
    size_t end = line.end;
    // Lines of one paragraph are one text when they were only wrapped: the next word would not have fitted, or the line goes on
    // in small letters. Who writes everything small (a chat) breaks lines on purpose.
    size_t last = i;
    while (last + 1 < lines.size()) {
      const Line& before = lines[last];
      const Line& next = lines[last + 1];
      if (next.blank || next.bullet || next.heading || next.row || next.spoken || next.quoted != before.quoted) break;
      const size_t length = before.end - before.begin;
      const size_t word = std::min(text.find_first_of(" \n", next.begin), next.end) - next.begin;
      const bool small = lower_at(text, next.begin) || (text[next.begin] >= '0' && text[next.begin] <= '9');
      const bool open = std::string_view(".:;!?").find(text[before.end - 1]) == std::string_view::npos;
      const bool full = wrapped_text && length + 1 + word >= width && text[before.end - 1] != ':';
      const bool goes_on = small && open && (line.bullet ? next.indent >= 2 || lower_at(text, next.begin) : length >= 40 && !lower_at(text, line.begin));
      const bool labelled = text.substr(next.begin, next.end - next.begin).find(':') < 28 && !small;
      if (!(full || goes_on || (line.bullet && next.indent > before.indent && open)) || labelled) break;
      ++last;
      end = lines[last].end;
    }
    i = last;
    const bool leads = text[end - 1] == ':' || (text.substr(line.begin, end - line.begin).starts_with("**") && text.substr(line.begin, end - line.begin).ends_with("**"));
    if (leads && !line.bullet) {
      // The last sentence of the text leads what follows: "Some facts. We can see:"
      heading = -1;
      push_prose(line.begin, end, Sentence::Shape::prose);
      if (!sentences.empty()) {
        heading = static_cast<int>(sentences.size()) - 1;
        if (sentences.back().tokens.size() <= 12) sentences.back().shape = Sentence::Shape::heading;
      }
      bullets = false;
      continue;
    }
    if (line.bullet) bullets = true;
    else if (bullets) {
      heading = -1;
      bullets = false;
    }
    const size_t before = sentences.size();
    push_prose(line.begin, end, line.bullet ? Sentence::Shape::bullet : Sentence::Shape::prose);
    if (line.column && sentences.size() > before) sentences[before].column = true;
  }
  return sentences;
}

}  // namespace handraise
