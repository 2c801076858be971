#include "brief/passage.h"

#include <algorithm>

namespace handraise {
namespace {

constexpr size_t kTypoLetters = 6;
constexpr size_t kTagsMax = 4000;   // of one sentence

// Distance of two words where a swap of neighbours counts one; more than `most` is `most + 1`.
size_t typo_distance(std::string_view a, std::string_view b, size_t most) {
  if (a.size() > b.size() + most || b.size() > a.size() + most) return most + 1;
  std::vector<size_t> before(b.size() + 1), row(b.size() + 1), two(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    two = before;
    before = row;
    row[0] = i;
    size_t least = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], two[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
  }
  return row[b.size()];
}

// What a word nobody knows may have meant: a known word with the same first letter, one slip away (two in long words).
std::string corrected(const std::string& word, const Words& words) {
  if (word.size() >= 4 && word.size() < kTypoLetters && words.known.count(word) == 0 && word.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos) {
    // Short words: only two letters that changed places, never the first ("trail", "slaes").
    for (size_t i = 1; i + 1 < word.size(); ++i) {
      std::string swapped = word;
      std::swap(swapped[i], swapped[i + 1]);
      if (words.swappable.count(swapped) != 0) return swapped;
    }
    return word;
  }
  if (word.size() < kTypoLetters || word.size() > 24 || words.known.count(word) != 0) return word;
  const size_t most = word.size() >= 10 ? 2 : 1;
  auto at = std::ranges::lower_bound(words.long_stems, word.substr(0, 1));
  std::string best = word;
  size_t distance = most + 1;
  for (; at != words.long_stems.end() && (*at)[0] == word[0]; ++at) {
    const size_t now = typo_distance(word, *at, most);
    if (now > most) continue;
    // A different ending is another form of the word, not a slip: "invited" is no "invites".
    size_t same = 0;
    while (same < word.size() && same < at->size() && word[same] == (*at)[same]) ++same;
    if (same + (now == 1 ? 1 : 3) >= word.size() || same + 1 >= at->size()) continue;
    if (now < distance) {
      distance = now;
      best = *at;
    }
  }
  return best;
}

struct Matcher {
  const Passage& passage;
  size_t from = 0;
  // Where the parts from `k` on end when they begin at token `i`; 0 if they do not match.
  size_t match(const Phrase& phrase, size_t k, size_t i, int* budget) const {
    if (--*budget < 0) return 0;
    if (k == phrase.parts.size()) return i;
    const Phrase::Part& part = phrase.parts[k];
    const std::vector<Token>& tokens = passage.sentence.tokens;
    if (part.gap > 0) {
      for (size_t n = 0; n <= part.gap && i + n < tokens.size(); ++n) {
        if (n > 0 && !part.over_signs && (tokens[i + n - 1].is("--") || tokens[i + n - 1].is(";"))) break;
        if (n > 0 && !part.over_signs && (tokens[i + n - 1].is(",") || tokens[i + n - 1].is(":") || tokens[i + n - 1].is(".") || tokens[i + n - 1].is("(") || tokens[i + n - 1].is("|") || passage.inside(i + n - 1, "clause_break"))) break;
        if (const size_t end = match(phrase, k + 1, i + n, budget)) return end;
      }
      return 0;
    }
    if (part.number) {
      if (i < tokens.size() && tokens[i].kind == Token::Kind::number)
        if (const size_t end = match(phrase, k + 1, i + 1, budget)) return end;
    } else if (i < tokens.size()) {
      for (const std::string& word : part.stems)
        if (tokens[i].stem == word && (part.exact.empty() || exact(i, part.exact)))
          if (const size_t end = match(phrase, k + 1, i + 1, budget)) return end;
      for (const auto& [kind, value] : part.kinds)
        for (const uint32_t at : passage.covering[i]) {
          const Tag& tag = passage.tags[at];
          if (tag.first == i && tag.phrase->kind == kind && (value.empty() || tag.phrase->value == value))
            if (const size_t end = match(phrase, k + 1, tag.last, budget)) return end;
        }
    }
    for (const std::vector<std::string>& run : part.runs) {
      size_t n = 0;
      while (n < run.size() && i + n < tokens.size() && tokens[i + n].stem == run[n]) ++n;
      if (n == run.size())
        if (const size_t end = match(phrase, k + 1, i + n, budget)) return end;
    }
    return part.optional ? match(phrase, k + 1, i, budget) : 0;
  }
  bool exact(size_t i, const std::string& written) const {
    // The token's own letters: capitals tell "US" from "us" and "AM" from "am"; a plural s may follow.
    const Token& token = passage.sentence.tokens[i];
    const bool capitals = std::ranges::all_of(written, [](char c) { return !(c >= 'a' && c <= 'z'); });
    if (!capitals) return token.capital == (written[0] >= 'A' && written[0] <= 'Z') && (token.text.size() == written.size() || token.text.ends_with("'s"));
    return token.capital && (written.size() < 2 || token.upper);
  }
};

void add_tags(const Words& words, const std::unordered_map<std::string, std::vector<int>>& index, bool patterns, Passage* passage) {
  std::vector<Tag> found;
  const Matcher matcher{*passage};
  const auto attempt = [&](const std::vector<int>& candidates, size_t i) {
    for (const int at : candidates) {
      int budget = 200;
      const Phrase& phrase = words.phrases[static_cast<size_t>(at)];
      if (const size_t end = matcher.match(phrase, 0, i, &budget)) if (end > i) found.push_back({&phrase, i, end});
    }
  };
  for (size_t i = 0; i < passage->size() && found.size() < kTagsMax; ++i) {
    if (const auto at = index.find(passage->token(i).stem); at != index.end()) attempt(at->second, i);
    if (!patterns) continue;
    if (passage->token(i).kind == Token::Kind::number)
      if (const auto at = index.find("<#>"); at != index.end()) attempt(at->second, i);
    std::vector<std::string> tried;
    for (const Tag& tag : passage->tags) {
      if (tag.first > i) break;
      if (tag.first != i) continue;
      std::string key = "<" + tag.phrase->kind + ">";
      if (std::ranges::find(tried, key) != tried.end()) continue;
      if (const auto at = index.find(key); at != index.end()) attempt(at->second, i);
      tried.push_back(std::move(key));
    }
  }
  passage->tags.insert(passage->tags.end(), found.begin(), found.end());
  // Longest first among equals; then what lies inside another of its kind goes.
  std::ranges::stable_sort(passage->tags, [](const Tag& a, const Tag& b) { return a.first != b.first ? a.first < b.first : a.last > b.last; });
  std::vector<Tag> kept;
  std::unordered_map<std::string_view, size_t> reach;   // where the last tag of the kind ended
  for (const Tag& tag : passage->tags) {
    const auto last = reach.find(tag.phrase->kind);
    const bool twin = !kept.empty() && tag.phrase->kind == "region" && kept.back().phrase->kind == "region" && kept.back().first == tag.first && kept.back().last == tag.last && kept.back().phrase->value != tag.phrase->value;
    if (last != reach.end() && tag.last <= last->second && !twin) continue;
    reach[tag.phrase->kind] = tag.last;
    kept.push_back(tag);
  }
  passage->tags = std::move(kept);
  passage->covering.assign(passage->size(), {});
  for (size_t at = 0; at < passage->tags.size(); ++at)
    for (size_t i = passage->tags[at].first; i < passage->tags[at].last; ++i) passage->covering[i].push_back(static_cast<uint32_t>(at));
}

void find_label(Passage* passage) {
  const std::vector<Token>& tokens = passage->sentence.tokens;
  size_t start = 0;
  while (start < tokens.size() && (tokens[start].is("|") || tokens[start].is("*") || tokens[start].is("\"") || tokens[start].is("{") || tokens[start].is("]"))) ++start;
  size_t end = start;
  const bool row = passage->sentence.shape == Sentence::Shape::row;
  if (passage->sentence.column) {
    for (size_t i = 1; i < tokens.size() && i < 5; ++i) {
      passage->label.push_back(tokens[i - 1].stem);
      if (tokens[i].begin >= tokens[i - 1].end + 2) {
        passage->label_end = i;
        return;
      }
    }
    passage->label.clear();
  }
  for (size_t i = start; i < tokens.size() && i < start + 8; ++i) {
    const bool equals = tokens[i].is("=") && i <= start + 3;
    const bool bold = tokens[i].is(".") && i + 1 < tokens.size() && tokens[i + 1].is("*") && start > 0;
    if (row ? tokens[i].is("|") : (tokens[i].is(":") || equals || bold)) {
      end = i;
      break;
    }
    if (tokens[i].is(".")) break;
  }
  if (end == start) return;
  for (size_t i = start; i < end; ++i)
    if (tokens[i].kind != Token::Kind::sign || tokens[i].is("/")) passage->label.push_back(tokens[i].stem);
  passage->label_end = end + 1;
}

// Numbers the clauses and says of every token whether it is denied, past, somebody else's, supposed or wished.
void find_stances(Passage* passage) {
  const size_t n = passage->size();
  passage->stance.assign(n, 0);
  passage->clause.assign(n, 0);
  int clause = 0, outer = 0;
  for (size_t i = 0; i < n; ++i) {
    const Token& token = passage->token(i);
    const bool breaks = token.is("--") || token.is(";") || token.is("|") || passage->tag_at(i, "clause_break");
    const bool comma = i > 0 && passage->is(i - 1, ",") && passage->tag_at(i, "clause_start");
    if (token.is("(")) outer = clause;
    // "Trials are what our customers run, not what we offer: Cohortwell is …"
    const bool colon = i > 1 && passage->is(i - 1, ":") && i > passage->label_end && token.capital && token.kind == Token::Kind::word;
    if (breaks || comma || colon || token.is("(") || (token.is(".") && i + 1 < n)) ++clause;
    if (token.is(")")) clause = std::max(outer, clause + 1);
    passage->clause[i] = clause;
  }
  const auto mark = [&](size_t first, size_t last, uint8_t bit) {
    for (size_t i = first; i < last && i < n; ++i) passage->stance[i] = static_cast<uint8_t>(passage->stance[i] | bit);
  };
  const auto clause_end = [&](size_t i) {
    size_t end = i;
    while (end < n && passage->clause[end] == passage->clause[i]) ++end;
    return end;
  };
  const auto clause_begin = [&](size_t i) {
    size_t begin = i;
    while (begin > 0 && passage->clause[begin - 1] == passage->clause[i]) --begin;
    return std::max(begin, i > passage->label_end ? passage->label_end : 0);
  };
  const auto comma_after = [&](size_t i, size_t end) {
    while (i < end && !passage->is(i, ",") && !(passage->is(i, ":") && i >= passage->label_end)) ++i;
    return i;
  };
  for (const Tag& tag : passage->tags) {
    const std::string& kind = tag.phrase->kind;
    if (kind == "negator") {
      if (tag.phrase->value == "none") continue;   // "nobody else", "no later than": denies nothing
      const size_t end = clause_end(tag.last - 1);
      if (tag.last < n && passage->token(tag.last).glued && passage->token(tag.last - 1).kind == Token::Kind::word && passage->token(tag.last).kind == Token::Kind::word) continue;   // no-code
      if (tag.phrase->value == "after") {   // "is not tracked", "are excluded": what stands before
        size_t begin = clause_begin(tag.first);
        // "active in Sweden and Denmark, Norway is not possible": up to the comma, unless a list ends before it ("A, B and C are not tracked").
        size_t comma = tag.first;
        while (comma > begin && !passage->is(comma - 1, ",")) --comma;
        bool list = tag.first <= comma;
        for (size_t i = comma; i < tag.first; ++i) list = list || passage->inside(i, "and") || passage->inside(i, "or");
        if (!list && comma > begin && comma < tag.first && !passage->is(tag.first, ",")) begin = comma;
        const bool leads = tag.first == begin || (tag.last < n && (passage->is(tag.last, "in") || passage->is(tag.last, "for") || passage->is(tag.last, "to")));
        if (leads) mark(tag.first, clause_end(tag.last - 1), kNegated);   // "Not available in China"
        if (tag.first > begin) mark(begin, tag.last, kNegated);
      } else if (tag.phrase->value == "verb") {
        mark(tag.first, end, kNegated);
      } else {   // "no SSO, SCIM or logs": over commas only where a list ends with or
        size_t stop = comma_after(tag.last, end);
        for (size_t i = stop; i < end; ++i)
          if (passage->tag_at(i, "or")) {
            stop = comma_after(i, end);
            break;
          } else if (passage->inside(i, "negator") || passage->token(i).kind == Token::Kind::number || passage->inside(i, "and")) {
            break;
          }
        for (size_t i = tag.last; i < stop; ++i)
          if (passage->inside(i, "and") || passage->is(i, "+")) {
            stop = i;
            break;
          }
        mark(tag.first, stop, kNegated);
      }
    } else if (kind == "past") {
      // "12 % expanded last year" is the last figure there is, unless a newer one stands beside it.
      if (tag.phrase->value == "recent" || (tag.phrase->value == "soft" && !passage->has("now_word"))) continue;   // "in October we had 640" is the last figure there is
      size_t begin = tag.first;
      while (begin > 0 && passage->clause[begin - 1] == passage->clause[tag.first] && !passage->is(begin - 1, ",")) --begin;
      size_t end = clause_end(tag.first);
      for (size_t i = tag.last; i < end; ++i)
        if (passage->is(i, ":")) end = i;
      size_t stop = comma_after(tag.last, end);
      if (stop == tag.last && stop < end) stop = comma_after(stop + 1, end);   // "Last year, we had 8k"
      mark(begin, stop, kPast);
    } else if (kind == "retract") {
      mark(0, tag.last, kPast);
    } else if (kind == "other_company") {
      mark(tag.phrase->value == "here" ? tag.first : clause_begin(tag.first), clause_end(tag.first), kOther);
    } else if (kind == "supposed") {
      // "by the end of next year" is a date.
      bool dated = false;
      for (const Tag& by : passage->tags)
        if (by.phrase->kind == "by_word" && by.last <= tag.first && tag.first <= by.last + 3 && passage->clause[by.first] == passage->clause[tag.first]) dated = tag.phrase->parts.size() == 2;
      if (dated) continue;
      bool delight = tag.first > 0 && passage->inside(tag.first - 1, "delighted");
      if (passage->is(tag.first, "if"))   // "If we could reach 8 % I'd be happy"
        for (size_t i = tag.last; i < n; ++i) delight = delight || (passage->inside(i, "delighted") && i > 1 && (passage->is(i - 1, "be") || passage->is(i - 1, "are")));
      mark(tag.first, clause_end(tag.last - 1), delight ? kWished : kSupposed);
    } else if (kind == "wish") {
      mark(tag.first, clause_end(tag.last - 1), kWished);
    }
  }
}

}  // namespace

const Tag* Passage::tag_at(size_t i, std::string_view kind) const {
  if (i >= covering.size()) return nullptr;
  for (const uint32_t at : covering[i])
    if (tags[at].first == i && tags[at].phrase->kind == kind) return &tags[at];
  return nullptr;
}

const Tag* Passage::tag_before(size_t i, std::string_view kind) const {
  if (i == 0 || i > covering.size()) return nullptr;
  for (const uint32_t at : covering[i - 1])
    if (tags[at].last == i && tags[at].phrase->kind == kind) return &tags[at];
  return nullptr;
}

std::vector<const Tag*> Passage::tags_of(std::string_view kind) const {
  std::vector<const Tag*> found;
  for (const Tag& tag : tags)
    if (tag.phrase->kind == kind) found.push_back(&tag);
  return found;
}

const Tag* Passage::first_of(std::string_view kind, std::string_view value) const {
  for (const Tag& tag : tags)
    if (tag.phrase->kind == kind && (value.empty() || tag.phrase->value == value)) return &tag;
  return nullptr;
}

bool Passage::inside(size_t i, std::string_view kind) const {
  if (i >= covering.size()) return false;
  for (const uint32_t at : covering[i])
    if (tags[at].phrase->kind == kind) return true;
  return false;
}

Amount* Passage::amount_at(size_t i) {
  for (Amount& quantity : amounts)
    if (quantity.first == i) return &quantity;
  return nullptr;
}

bool Passage::meant(size_t first, size_t last, uint8_t mask) const {
  for (size_t i = first; i < last && i < stance.size(); ++i)
    if ((stance[i] & mask) != 0) return true;
  return false;
}

Passage read_passage(Sentence sentence, const Words& words) {
  Passage passage;
  passage.sentence = std::move(sentence);
  for (Token& token : passage.sentence.tokens)
    if (token.kind == Token::Kind::word) token.stem = corrected(token.stem, words);
  passage.covering.assign(passage.size(), {});
  add_tags(words, words.plain, false, &passage);
  add_tags(words, words.patterns, true, &passage);
  add_tags(words, words.nested, true, &passage);
  find_label(&passage);
  find_stances(&passage);
  passage.amounts = read_amounts(passage);
  return passage;
}

}  // namespace handraise
