// pack.md as found against the pack printed anew: which lines differ, and whether a figure, a date, a name or a definition does.
// Lines are aligned (LCS); a changed line is compared by what it states, so that other words for the same are only a note.
#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "pack/gate_parts.h"

namespace handraise {
namespace {

constexpr size_t kDisagreementsMost = 200;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// Without the backslashes of Markdown.
std::string plain(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && std::ispunct(static_cast<unsigned char>(text[i + 1])) != 0) continue;
    out += text[i];
  }
  return std::string(trim(out));
}

enum class Shape { blank, heading, row, rule, item, quote, prose };
Shape shape_of(std::string_view line) {
  const std::string_view text = trim(line);
  if (text.empty()) return Shape::blank;
  if (text[0] == '#') return Shape::heading;
  if (text[0] == '|') return text.find_first_not_of("|-: ") == std::string_view::npos ? Shape::rule : Shape::row;
  if (text[0] == '>') return text.size() > 1 ? Shape::quote : Shape::blank;
  if (text.substr(0, 2) == "- " || text.substr(0, 2) == "* ") return Shape::item;
  return Shape::prose;
}

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  std::string cell;
  const std::string_view text = trim(line);
  for (size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) { cell += text[i]; cell += text[++i]; continue; }
    if (text[i] == '|') { cells.push_back(plain(cell)); cell.clear(); continue; }
    cell += text[i];
  }
  if (!trim(cell).empty()) cells.push_back(plain(cell));
  return cells;
}

// ---- what a text states --------------------------------------------------------------------------------------------

struct Stated {
  std::string kind;    // number | date | name
  std::string canon;   // equal canons state the same
  std::string shown;
};

// Names: capitalised inside a sentence somewhere in the pack, and the names of the motion that are several words.
struct Names {
  std::set<std::string> capitals;
  std::vector<std::string> phrases;   // lower case
};

std::string singular(std::string word) {
  if (word.size() > 3 && word.back() == 's' && word[word.size() - 2] != 's') word.pop_back();
  return word;
}

std::string time_unit(const std::string& word) {
  static const std::map<std::string, std::string> units = {
      {"second", "s"}, {"seconds", "s"}, {"min", "m"}, {"minute", "m"}, {"minutes", "m"}, {"h", "h"}, {"hour", "h"}, {"hours", "h"}, {"d", "d"}, {"day", "d"}, {"days", "d"}, {"week", "w"}, {"weeks", "w"},
      {"month", "mo"}, {"months", "mo"}, {"quarter", "q"}, {"quarters", "q"}, {"year", "y"}, {"years", "y"}, {"daily", "daily"}, {"weekly", "weekly"}, {"monthly", "monthly"}, {"hourly", "hourly"}, {"yearly", "yearly"}};
  const auto found = units.find(word);
  return found == units.end() ? "" : found->second;
}
std::string number_word(const std::string& word) {
  static const std::map<std::string, std::string> numbers = {{"two", "2"}, {"three", "3"}, {"four", "4"}, {"five", "5"}, {"six", "6"}, {"seven", "7"}, {"eight", "8"}, {"nine", "9"}, {"ten", "10"}, {"eleven", "11"},
                                                             {"twelve", "12"}, {"twenty", "20"}, {"thirty", "30"}, {"fifty", "50"}, {"hundred", "100"}, {"thousand", "1000"}, {"half", "1/2"}, {"twice", "2x"}, {"double", "2x"}, {"third", "1/3"}};
  const auto found = numbers.find(word);
  return found == numbers.end() ? "" : found->second;
}

class Reader {
 public:
  Reader(std::string_view text, const Names& names) : text_(text), names_(names) {}

  std::vector<Stated> read() {
    spans();
    size_t at = 0;
    bool start = true;   // of a sentence
    std::string before;  // the word before
    while (at < text_.size()) {
      const char c = text_[at];
      if (is_digit(c) || (c == '.' && at + 1 < text_.size() && is_digit(text_[at + 1]) && (at == 0 || !is_digit(text_[at - 1])))) {
        at = number(at);
        start = false;
        before.clear();
      } else if (is_letter(c)) {
        at = word(at, start, before);
        start = false;
      } else {
        if (c == '.' || c == '?' || c == '!' || c == ':') { start = true; before.clear(); }
        if (c == '(' || c == '*') start = start || c == '*';
        ++at;
      }
    }
    const std::string low = lower_ascii(text_);
    for (const std::string& phrase : names_.phrases) {
      for (size_t found = low.find(phrase); found != std::string::npos; found = low.find(phrase, found + phrase.size())) out_.push_back({"name", "phrase:" + phrase, phrase});
    }
    return std::move(out_);
  }

 private:
  void put(const char* kind, std::string canon, std::string_view shown) { out_.push_back({kind, std::move(canon), std::string(shown)}); }
  // Backticks, bold, italics, quotes, blanks.
  void spans() {
    const struct { std::string_view open, close; const char* kind; } marks[] = {{"`", "`", "code"}, {"**", "**", "bold"}, {"“", "”", "quote"}, {"{{", "}}", "blank"}};
    for (const auto& mark : marks) {
      size_t at = text_.find(mark.open);
      while (at != std::string_view::npos) {
        const size_t from = at + mark.open.size(), end = text_.find(mark.close, from);
        if (end == std::string_view::npos) break;
        const std::string_view inside = text_.substr(from, end - from);
        if (mark.open == "`" || mark.open == "{{" || std::none_of(inside.begin(), inside.end(), is_digit)) put("name", std::string(mark.kind) + ":" + std::string(inside), inside);
        at = text_.find(mark.open, end + mark.close.size());
      }
    }
    // *italics*: a single star on either side.
    for (size_t at = text_.find('*'); at != std::string_view::npos; at = text_.find('*', at + 1)) {
      if ((at + 1 < text_.size() && text_[at + 1] == '*') || (at > 0 && text_[at - 1] == '*')) continue;
      size_t end = at;
      do { end = text_.find('*', end + 1); } while (end != std::string_view::npos && ((end + 1 < text_.size() && text_[end + 1] == '*') || text_[end - 1] == '*'));
      if (end == std::string_view::npos) break;
      const std::string_view inside = text_.substr(at + 1, end - at - 1);
      if (count_words(inside) <= 10 && std::none_of(inside.begin(), inside.end(), is_digit)) put("name", "italic:" + lower_ascii(inside), inside);
      at = end;
    }
  }
  size_t number(size_t at) {
    size_t end = at;
    // 2026-03-02 and 09:30
    const auto digits = [&](size_t from, size_t n) {
      for (size_t i = 0; i < n; ++i) if (from + i >= text_.size() || !is_digit(text_[from + i])) return false;
      return true;
    };
    if (digits(at, 4) && text_.substr(at + 4, 1) == "-" && digits(at + 5, 2) && text_.substr(at + 7, 1) == "-" && digits(at + 8, 2)) {
      put("date", "day:" + std::string(text_.substr(at, 10)), text_.substr(at, 10));
      return at + 10;
    }
    if (digits(at, 2) && text_.substr(at + 2, 1) == ":" && digits(at + 3, 2)) {
      put("date", "time:" + std::string(text_.substr(at, 5)), text_.substr(at, 5));
      return at + 5;
    }
    std::string value;
    while (end < text_.size()) {
      if (is_digit(text_[end])) value += text_[end];
      else if ((text_[end] == '.' || text_[end] == ',') && end + 1 < text_.size() && is_digit(text_[end + 1])) { if (text_[end] == '.') value += '.'; }
      else break;
      ++end;
    }
    if (end < text_.size() && is_letter(text_[end]) && static_cast<unsigned char>(text_[end]) < 0x80 && time_unit(lower_ascii(text_.substr(end, 1))).empty()) {  // 12k, 2M, 3x
      while (end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end])) && static_cast<unsigned char>(text_[end]) < 0x80) value += text_[end++];
    }
    std::string canon = print_number(std::strtod(value.c_str(), nullptr));
    for (const char c : value) if (is_letter(c)) canon += c;
    // What stands before: a sign, a currency, a comparison.
    std::string_view front = text_.substr(0, at);
    while (!front.empty() && front.back() == ' ') front.remove_suffix(1);
    for (const std::string_view sign : {"≥", "≤", "<", ">", "−", "+", "±", "$", "€", "£", "×", "÷"}) {
      if (front.size() >= sign.size() && front.substr(front.size() - sign.size()) == sign) {
        if (sign == "+" && front.size() > 1 && front[front.size() - 2] == 'D') {
          put("date", "D+" + canon, "D+" + std::string(text_.substr(at, end - at)));
          return end;
        }
        canon = std::string(sign) + canon;
        front.remove_suffix(sign.size());
        break;
      }
    }
    std::string_view back = text_.substr(end);
    while (!back.empty() && back.front() == ' ') back.remove_prefix(1);
    for (const std::string_view unit : {"%", "pp", "€"}) if (back.substr(0, unit.size()) == unit) canon += std::string(unit);
    put("number", canon, text_.substr(at, end - at));
    return end;
  }
  size_t word(size_t at, bool start, std::string& before) {
    size_t end = at;
    bool has_digit = false;
    size_t capitals = 0;
    while (end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end]) || ((text_[end] == '\'' || text_[end] == '_' || text_[end] == '.') && end + 1 < text_.size() && is_letter(text_[end + 1]) && text_[end] != '.') || (text_[end] == '_'))) {
      has_digit = has_digit || is_digit(text_[end]);
      capitals += is_upper(text_[end]) ? 1 : 0;
      ++end;
    }
    const std::string raw(text_.substr(at, end - at));
    const std::string low = lower_ascii(raw);
    if (raw == "D" && text_.substr(end, 1) == "+") return end;   // read with its number
    const std::string unit = time_unit(low), number_text = number_word(low);
    if (has_digit || raw.find('_') != std::string::npos) put("name", "id:" + raw, raw);
    else if (!unit.empty() && (unit.size() > 1 || low.size() > 1 || (at > 0 && (is_digit(text_[at - 1]) || text_[at - 1] == ' ')))) put("number", "unit:" + ((before == "business" || before == "open" || before == "working" || before == "calendar") ? before + " " : std::string()) + unit, (before == "business" || before == "open" ? before + " " : std::string()) + raw);
    else if (!number_text.empty()) put("number", number_text, raw);
    else if (capitals >= 2 || (capitals == 1 && is_upper(raw[0]) && (!start || names_.capitals.count(singular(raw)) > 0) && raw.size() > 1)) put("name", "cap:" + singular(raw), raw);
    before = low;
    return end;
  }

  std::string_view text_;
  const Names& names_;
  std::vector<Stated> out_;
};

std::vector<Stated> stated_in(std::string_view text, const Names& names) { return Reader(text, names).read(); }

// What a sentence denies, and which way its comparisons point.
struct Sense {
  int denials = 0;
  bool under = false, over = false, before = false, after = false;
  int ors = 0, ands = 0;
};
Sense sense_of(std::string_view text) {
  Sense sense;
  std::string word;
  const auto close = [&] {
    if (word.empty()) return;
    static const std::set<std::string> denials = {"not", "never", "no", "nobody", "none", "nothing", "without", "cannot", "neither", "nor", "except", "unless"};
    if (denials.count(word) > 0 || (word.size() > 3 && word.compare(word.size() - 3, 3, "n't") == 0)) ++sense.denials;
    if (word == "under" || word == "below" || word == "fewer" || word == "less" || word == "most" || word == "lower") sense.under = true;
    if (word == "over" || word == "above" || word == "more" || word == "least" || word == "higher") sense.over = true;
    if (word == "before" || word == "until") sense.before = true;
    if (word == "after" || word == "from") sense.after = true;
    if (word == "or") ++sense.ors;
    if (word == "and") ++sense.ands;
    word.clear();
  };
  for (const char c : text) {
    if (is_letter(c) || c == '\'') word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    else close();
  }
  close();
  return sense;
}
bool turned(const Sense& a, const Sense& b) {
  return a.denials != b.denials || (a.under && !a.over && b.over && !b.under) || (a.over && !a.under && b.under && !b.over) || (a.before && !a.after && b.after && !b.before) ||
         (a.after && !a.before && b.before && !b.after);
}

// The words only: no marks, no letter case.
std::string bare(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_letter(c) || is_digit(c)) out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    else if (std::string_view("<>=+%$").find(c) != std::string_view::npos) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  return std::string(trim(out));
}

// ---- alignment -----------------------------------------------------------------------------------------------------

struct Hunk {
  size_t expected = 0, expected_end = 0, found = 0, found_end = 0;
};

class Aligner {
 public:
  Aligner(const std::vector<std::string_view>& expected, const std::vector<std::string_view>& found) {
    std::unordered_map<std::string_view, int> ids;
    const auto number = [&](const std::vector<std::string_view>& lines, std::vector<int>& into) {
      for (const std::string_view line : lines) into.push_back(ids.emplace(line, static_cast<int>(ids.size())).first->second);
    };
    number(expected, a_);
    number(found, b_);
  }
  std::vector<Hunk> run() {
    align(0, a_.size(), 0, b_.size());
    return std::move(hunks_);
  }

 private:
  void add(size_t a, size_t a_end, size_t b, size_t b_end) {
    if (a == a_end && b == b_end) return;
    if (!hunks_.empty() && hunks_.back().expected_end == a && hunks_.back().found_end == b) { hunks_.back().expected_end = a_end; hunks_.back().found_end = b_end; return; }
    hunks_.push_back({a, a_end, b, b_end});
  }
  void align(size_t a, size_t a_end, size_t b, size_t b_end) {
    while (a < a_end && b < b_end && a_[a] == b_[b]) { ++a; ++b; }
    size_t tail_a = a_end, tail_b = b_end;
    while (tail_a > a && tail_b > b && a_[tail_a - 1] == b_[tail_b - 1]) { --tail_a; --tail_b; }
    const size_t n = tail_a - a, m = tail_b - b;
    if (n == 0 || m == 0) { add(a, tail_a, b, tail_b); return; }
    if (n * m <= 400'000) { table(a, tail_a, b, tail_b); return; }
    anchors(a, tail_a, b, tail_b);
  }
  void table(size_t a, size_t a_end, size_t b, size_t b_end) {
    const size_t n = a_end - a, m = b_end - b;
    std::vector<uint16_t> best((n + 1) * (m + 1), 0);
    const auto cell = [&](size_t i, size_t j) -> uint16_t& { return best[i * (m + 1) + j]; };
    for (size_t i = n; i-- > 0;) {
      for (size_t j = m; j-- > 0;) cell(i, j) = a_[a + i] == b_[b + j] ? static_cast<uint16_t>(cell(i + 1, j + 1) + 1) : std::max(cell(i + 1, j), cell(i, j + 1));
    }
    size_t i = 0, j = 0;
    while (i < n && j < m) {
      if (a_[a + i] == b_[b + j]) { ++i; ++j; continue; }
      const size_t from_i = i, from_j = j;
      while (i < n && j < m && a_[a + i] != b_[b + j]) cell(i + 1, j) >= cell(i, j + 1) ? ++i : ++j;
      add(a + from_i, a + (i < n && j < m ? i : n), b + from_j, b + (i < n && j < m ? j : m));
      if (i == n || j == m) return;
    }
    add(a + i, a_end, b + j, b_end);
  }
  // Lines that stand once on either side, in an order that both share.
  void anchors(size_t a, size_t a_end, size_t b, size_t b_end) {
    std::unordered_map<int, std::pair<size_t, size_t>> once;   // line -> count, place in b
    std::unordered_map<int, size_t> in_a;
    for (size_t i = a; i < a_end; ++i) ++in_a[a_[i]];
    for (size_t j = b; j < b_end; ++j) { auto& each = once[b_[j]]; ++each.first; each.second = j; }
    std::vector<std::pair<size_t, size_t>> pairs;
    for (size_t i = a; i < a_end; ++i) {
      const auto found = once.find(a_[i]);
      if (in_a[a_[i]] == 1 && found != once.end() && found->second.first == 1) pairs.emplace_back(i, found->second.second);
    }
    if (pairs.empty()) { add(a, a_end, b, b_end); return; }
    std::vector<size_t> tails, before(pairs.size(), SIZE_MAX);
    for (size_t k = 0; k < pairs.size(); ++k) {
      const auto at = std::lower_bound(tails.begin(), tails.end(), pairs[k].second, [&](size_t t, size_t value) { return pairs[t].second < value; });
      if (at != tails.begin()) before[k] = *(at - 1);
      if (at == tails.end()) tails.push_back(k); else *at = k;
    }
    std::vector<size_t> chain;
    for (size_t k = tails.back(); k != SIZE_MAX; k = before[k]) chain.push_back(k);
    std::reverse(chain.begin(), chain.end());
    for (const size_t k : chain) {
      align(a, pairs[k].first, b, pairs[k].second);
      a = pairs[k].first + 1;
      b = pairs[k].second + 1;
    }
    align(a, a_end, b, b_end);
  }
  std::vector<int> a_, b_;
  std::vector<Hunk> hunks_;
};

// ---- comparison ----------------------------------------------------------------------------------------------------

class Comparison {
 public:
  Comparison(std::string_view found, std::string_view expected, const GateWords& words, const Motion& motion) : words_(words), motion_(motion) {
    for (const std::string_view line : split(expected, '\n')) expected_.push_back(strip(line));
    for (const std::string_view line : split(found, '\n')) found_.push_back(strip(line));
  }

  WordChanges run() {
    const std::vector<Hunk> hunks = Aligner(expected_, found_).run();
    if (hunks.empty()) return {};
    expected_lines_.insert(expected_.begin(), expected_.end());
    found_lines_.insert(found_.begin(), found_.end());
    learn_names();
    for (const Hunk& hunk : hunks) compare(hunk);
    return std::move(out_);
  }

 private:
  static std::string_view strip(std::string_view line) {
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\t')) line.remove_suffix(1);
    return line;
  }
  void learn_names() {
    for (const std::string_view line : expected_) {
      bool start = true;
      for (size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (is_letter(c)) {
          size_t end = i;
          while (end < line.size() && (is_letter(line[end]) || is_digit(line[end]))) ++end;
          if (!start && is_upper(c) && end - i > 1) names_.capitals.insert(singular(std::string(line.substr(i, end - i))));
          start = false;
          i = end - 1;
        } else if (is_digit(c)) start = false;
        else if (std::string_view(".?!:|>#*\"(").find(c) != std::string_view::npos) start = true;
      }
    }
    std::set<std::string> phrases;
    const auto add = [&](const std::string& name) {
      const std::string low = lower_ascii(name);
      if (low.find(' ') != std::string::npos && low.size() >= 8 && low.size() < 80 && low.find("{=") == std::string::npos) phrases.insert(low);
    };
    for (const Signal& signal : motion_.signals) add(signal.label);
    for (const Stage& stage : motion_.funnel.stages) add(stage.owner);
    for (const std::string& role : motion_.funnel.roles) add(role);
    for (const NextStep& step : motion_.next_steps) add(step.owner);
    for (const Risk& risk : motion_.risks) add(risk.owner);
    for (const Message& message : motion_.outreach.messages) add(message.name);
    names_.phrases.assign(phrases.begin(), phrases.end());
    for (const Signal& signal : motion_.signals) {
      const auto& must = motion_.qualify.must_have;
      if ((signal.points > 0 || std::find(must.begin(), must.end(), signal.name) != must.end()) && !signal.label.empty()) deciding_.push_back(lower_ascii(signal.label));
    }
    bar_ = print_number(motion_.qualify.score_at_least);
  }

  std::string place(size_t found_line) const { return "pack.md:" + std::to_string(std::min(found_line, found_.size() - 1) + 1); }
  void disagree(size_t line, std::string what, std::string expected, std::string found) {
    if (out_.disagreements.size() < kDisagreementsMost) out_.disagreements.push_back({place(line), std::move(what), std::move(expected), std::move(found)});
  }
  void note(size_t line, std::string what, std::string_view expected, std::string_view found) {
    if (out_.notes.size() < kDisagreementsMost) out_.notes.push_back({place(line), std::move(what), std::string(expected), std::string(found)});
  }

  static double alike(std::string_view a, std::string_view b) {
    if (shape_of(a) != shape_of(b)) return 0;
    const std::string left = bare(plain(a)), right = bare(plain(b));
    if (left.empty() || right.empty()) return 0;
    std::map<std::string_view, int> counts;
    int n = 0, m = 0, same = 0;
    for (const std::string_view word : split(left, ' ')) { ++counts[word]; ++n; }
    for (const std::string_view word : split(right, ' ')) {
      ++m;
      const auto at = counts.find(word);
      if (at != counts.end() && at->second > 0) { --at->second; ++same; }
    }
    return 2.0 * same / (n + m);
  }

  struct Loose {
    Stated stated;
    size_t line;
    bool used = false;
  };

  void compare(const Hunk& hunk) {
    std::vector<size_t> left, right;
    for (size_t i = hunk.expected; i < hunk.expected_end; ++i) if (shape_of(expected_[i]) != Shape::blank) left.push_back(i);
    for (size_t j = hunk.found; j < hunk.found_end; ++j) if (shape_of(found_[j]) != Shape::blank) right.push_back(j);
    // Which line became which: the pairing that keeps most words, in order.
    const size_t n = left.size(), m = right.size();
    std::vector<std::pair<size_t, size_t>> pairs;
    if (n > 0 && m > 0 && n * m <= 20'000) {
      std::vector<double> best((n + 1) * (m + 1), 0), match(n * m, 0);
      const auto cell = [&](size_t i, size_t j) -> double& { return best[i * (m + 1) + j]; };
      for (size_t i = n; i-- > 0;) {
        for (size_t j = m; j-- > 0;) {
          double value = alike(expected_[left[i]], found_[right[j]]);
          if (value < 0.25) value = 0;
          if (n == 1 && m == 1 && shape_of(expected_[left[i]]) == shape_of(found_[right[j]])) value = std::max(value, 0.1);
          match[i * m + j] = value;
          cell(i, j) = std::max({cell(i + 1, j), cell(i, j + 1), value > 0 ? cell(i + 1, j + 1) + value : 0});
        }
      }
      for (size_t i = 0, j = 0; i < n && j < m;) {
        if (match[i * m + j] > 0 && cell(i, j) == cell(i + 1, j + 1) + match[i * m + j]) pairs.emplace_back(i++, j++);
        else if (cell(i, j) == cell(i + 1, j)) ++i;
        else ++j;
      }
    } else {
      for (size_t i = 0; i < std::min(n, m); ++i) if (shape_of(expected_[left[i]]) == shape_of(found_[right[i]])) pairs.emplace_back(i, i);
    }
    std::vector<bool> left_used(n, false), right_used(m, false);
    std::vector<Loose> missing, extra;
    struct Reworded { size_t line; std::string_view expected, found; };
    std::vector<Reworded> reworded;
    for (const auto& [i, j] : pairs) {
      left_used[i] = right_used[j] = true;
      const std::string_view want = expected_[left[i]], have = found_[right[j]];
      if (plain(want) == plain(have)) continue;
      promises(have, want, right[j]);
      if (shape_of(want) == Shape::row) { row(left[i], right[j]); continue; }
      if (shape_of(want) == Shape::heading && bare(plain(want)) != bare(plain(have))) { disagree(right[j], "heading", plain(want), plain(have)); continue; }
      difference(plain(want), plain(have), right[j], missing, extra);
      reworded.push_back({right[j], want, have});
    }
    const size_t gap = hunk.found;
    for (size_t i = 0; i < n; ++i) {
      if (left_used[i]) continue;
      const std::string_view line = expected_[left[i]];
      if (moved(line, found_lines_)) { note(gap, "moved", plain(line), ""); continue; }
      const Shape shape = shape_of(line);
      if (shape == Shape::rule) continue;
      if (shape == Shape::heading || shape == Shape::row || shape == Shape::item) { disagree(gap, "removed", plain(line), ""); continue; }
      const std::vector<Stated> stated = stated_in(plain(line), names_);
      for (const Stated& each : stated) missing.push_back({each, gap});
      if (stated.empty() || n == m) note(gap, "removed", plain(line), "");
    }
    for (size_t j = 0; j < m; ++j) {
      if (right_used[j]) continue;
      const std::string_view line = found_[right[j]];
      promises(line, "", right[j]);
      if (moved(line, expected_lines_)) { note(right[j], "moved", "", plain(line)); continue; }
      const Shape shape = shape_of(line);
      if (shape == Shape::rule) continue;
      if (shape == Shape::heading || shape == Shape::row) { disagree(right[j], "added", "", plain(line)); continue; }
      for (const Stated& each : stated_in(plain(line), names_)) extra.push_back({each, right[j]});
      note(right[j], "added", "", plain(line));
    }
    const size_t reported = out_.disagreements.size();
    settle(missing, extra);
    if (out_.disagreements.size() > reported) return;
    for (const Reworded& each : reworded) {
      const std::string want = plain(each.expected), have = plain(each.found);
      if (bare(want) == bare(have)) continue;
      const Sense a = sense_of(want), b = sense_of(have);
      if (turned(a, b)) disagree(each.line, "meaning", want, have);
      else if (defines(want)) disagree(each.line, "definition", want, have);
      else note(each.line, "reworded", want, have);
    }
  }

  // The sentences that say who qualifies: the bar and a gate, or a signal that gives points, in one line.
  bool defines(const std::string& line) const {
    const std::string low = lower_ascii(line);
    if (low.find(bar_) == std::string::npos) return false;
    return std::any_of(deciding_.begin(), deciding_.end(), [&](const std::string& label) { return low.find(label) != std::string::npos; });
  }

  static bool moved(std::string_view line, const std::unordered_set<std::string_view>& lines) { return line.size() > 12 && lines.count(line) > 0; }

  void difference(std::string_view want, std::string_view have, size_t line, std::vector<Loose>& missing, std::vector<Loose>& extra) const {
    std::vector<Stated> a = stated_in(want, names_), b = stated_in(have, names_);
    std::vector<bool> used(b.size(), false);
    for (const Stated& each : a) {
      size_t j = 0;
      while (j < b.size() && (used[j] || b[j].canon != each.canon)) ++j;
      if (j < b.size()) used[j] = true;
      else missing.push_back({each, line});
    }
    for (size_t j = 0; j < b.size(); ++j) if (!used[j]) extra.push_back({b[j], line});
  }

  void settle(std::vector<Loose>& missing, std::vector<Loose>& extra) {
    for (Loose& want : missing) {  // went to another line of the paragraph
      for (Loose& have : extra) if (!want.used && !have.used && have.stated.canon == want.stated.canon) want.used = have.used = true;
    }
    for (Loose& want : missing) {
      if (want.used) continue;
      for (Loose& have : extra) {
        if (have.used || have.stated.kind != want.stated.kind || have.line != want.line) continue;
        want.used = have.used = true;
        disagree(have.line, want.stated.kind, want.stated.shown, have.stated.shown);
        break;
      }
    }
    for (const Loose& want : missing) if (!want.used) disagree(want.line, want.stated.kind, want.stated.shown, "");
    for (const Loose& have : extra) if (!have.used) disagree(have.line, have.stated.kind, "", have.stated.shown);
  }

  // The header row above a line of a table.
  static std::vector<std::string> header_of(const std::vector<std::string_view>& lines, size_t line) {
    size_t i = line;
    while (i > 0 && (shape_of(lines[i - 1]) == Shape::row || shape_of(lines[i - 1]) == Shape::rule)) --i;
    return shape_of(lines[i]) == Shape::row ? cells_of(lines[i]) : std::vector<std::string>();
  }
  void row(size_t expected_line, size_t found_line) {
    const std::vector<std::string> want = cells_of(expected_[expected_line]), have = cells_of(found_[found_line]), header = header_of(expected_, expected_line);
    if (want.size() != have.size()) { disagree(found_line, "definition", plain(expected_[expected_line]), plain(found_[found_line])); return; }
    for (size_t c = 0; c < want.size(); ++c) {
      if (want[c] == have[c]) continue;
      std::vector<Loose> missing, extra;
      difference(want[c], have[c], found_line, missing, extra);
      if (!missing.empty() || !extra.empty()) {
        const std::string kind = !missing.empty() ? missing.front().stated.kind : extra.front().stated.kind;
        disagree(found_line, kind, want[c], have[c]);
        continue;
      }
      if (bare(want[c]) == bare(have[c])) { note(found_line, "reworded", want[c], have[c]); continue; }
      const bool prose = c < header.size() && std::find(words_.prose_columns.begin(), words_.prose_columns.end(), header[c]) != words_.prose_columns.end();
      if (turned(sense_of(want[c]), sense_of(have[c]))) disagree(found_line, "meaning", want[c], have[c]);
      else if (prose && count_words(want[c]) > 2) note(found_line, "reworded", want[c], have[c]);
      else disagree(found_line, count_words(want[c]) <= 3 ? "name" : "definition", want[c], have[c]);
    }
  }

  void promises(std::string_view line, std::string_view instead_of, size_t at) {
    const auto look = [&](const std::vector<PromiseWord>& rules, const char* what) {
      const std::vector<PhraseHit> before = find_phrases(plain(instead_of), rules);
      for (const PhraseHit& hit : find_phrases(plain(line), rules)) {
        if (std::any_of(before.begin(), before.end(), [&](const PhraseHit& each) { return each.rule == hit.rule; })) continue;
        const std::string low = lower_ascii(hit.words);
        const auto& facts = motion_.context.facts.all;
        if (std::any_of(facts.begin(), facts.end(), [&](const Fact& fact) { return lower_ascii(fact.words).find(low) != std::string::npos; })) continue;
        disagree(at, what, "not promised: " + hit.rule->why, hit.words);
        return;
      }
    };
    look(words_.promises, "promise");
    look(words_.secrets, "secret");
  }

  const GateWords& words_;
  const Motion& motion_;
  std::vector<std::string_view> expected_, found_;
  std::unordered_set<std::string_view> expected_lines_, found_lines_;
  Names names_;
  std::vector<std::string> deciding_;
  std::string bar_;
  WordChanges out_;
};

}  // namespace

WordChanges compare_words(std::string_view found, std::string_view expected, const GateWords& words, const Motion& motion) {
  if (found == expected) return {};
  return Comparison(found, expected, words, motion).run();
}

}  // namespace handraise
