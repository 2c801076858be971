#include "brief/amount.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "brief/passage.h"

namespace handraise {
namespace {

struct Reader {
  const Passage& passage;
  const std::vector<Token>& tokens;

  const Tag* tag_at(size_t i, std::string_view kind) const { return passage.tag_at(i, kind); }
  const Tag* tag_before(size_t i, std::string_view kind) const { return passage.tag_before(i, kind); }
  bool is(size_t i, std::string_view text) const { return i < tokens.size() && tokens[i].text == text; }
  bool number(size_t i) const { return i < tokens.size() && tokens[i].kind == Token::Kind::number; }

  // A number that is part of a name or a date: SOC 2, 3 March, 2027, 10:30, 2nd.
  bool masked(size_t i) const {
    for (const char* kind : {"compliance", "tool", "crm", "not_a_number", "date"})
      if (passage.inside(i, kind)) return true;
    if (!number(i)) return false;
    if (is(i + 1, ":") && number(i + 2) && tokens[i + 1].glued && tokens[i + 2].glued) return true;
    if (i >= 2 && is(i - 1, ":") && number(i - 2) && tokens[i].glued && tokens[i - 1].glued) return true;
    if (is(i + 1, "st") || is(i + 1, "nd") || is(i + 1, "rd") || is(i + 1, "th")) return tokens[i + 1].glued;
    if (i > 0 && (is(i - 1, "#") || is(i - 1, "\xC2\xA7"))) return true;
    const bool year = tokens[i].text.size() == 4 && tokens[i].value >= 1990 && tokens[i].value <= 2099 && std::floor(tokens[i].value) == tokens[i].value;
    if (year && !unit_follows(i + 1)) {
      if (i == 0) return true;
      return tag_before(i, "year_lead") || tag_before(i, "month") || i + 1 == tokens.size() || is(i + 1, ".") || is(i + 1, ",") || is(i + 1, ")") || is(i + 1, ";");
    }
    return false;
  }
  bool unit_follows(size_t i) const { return is(i, "%") || tag_at(i, "percent") || tag_at(i, "currency"); }

  // "a day" after "within", "about", "under": one. Elsewhere it says how often.
  bool one_article(size_t i) const {
    if (!(is(i, "a") || is(i, "an") || is(i, "one")) || !tag_at(i + 1, "duration") || i == 0) return false;
    if (i > 1 && (is(i - 1, ",") || is(i - 1, ":")) && (passage.inside(i - 2, "trial_word") || passage.inside(i - 2, "pilot_word"))) return true;   // "free trial, a month"
    if (is(i - 1, "in") && is(i, "an") && is(i + 1, "hour")) return true;
    return tag_before(i, "bound") || tag_before(i, "about");
  }
  // One number at `i`: digits or words, with "thousand" behind it. Returns the token after it, or `i`.
  size_t number_at(size_t i, double* value, bool* share) const {
    *share = false;
    if (i >= tokens.size() || masked(i)) return i;
    size_t next = i;
    if (number(i)) {
      *value = tokens[i].value;
      next = i + 1;
      if (const Tag* fraction = tag_at(i, "fraction"); fraction && fraction->last > i + 1) {
        *value = std::strtod(fraction->phrase->value.c_str(), nullptr);
        *share = true;
        return fraction->last;
      }
    } else if (const Tag* fraction = tag_at(i, "fraction"); fraction && !(tag_at(i, "number") && tag_at(i, "number")->last > fraction->last) && !tag_at(fraction->last, "duration") && !tag_at(fraction->last, "weekday")) {
      *value = std::strtod(fraction->phrase->value.c_str(), nullptr);
      *share = true;
      next = fraction->last;
      return next;
    } else if (one_article(i)) {
      *value = 1;
      next = i + 1;
    } else if (const Tag* word = tag_at(i, "number")) {
      *value = std::strtod(word->phrase->value.c_str(), nullptr);
      next = word->last;
      // thirty-three
      if (*value >= 20 && *value <= 90 && std::fmod(*value, 10) == 0)
        if (const Tag* unit = tag_at(next, "number"); unit && tokens[next].glued) {
          const double ones = std::strtod(unit->phrase->value.c_str(), nullptr);
          if (ones >= 1 && ones <= 9) *value += ones, next = unit->last;
        }
    } else {
      return i;
    }
    // one in five, 3 out of 100, three deals out of ten
    const Tag* of = tag_at(next, "out_of");
    for (size_t k = 1; k <= 2 && !of && next + k < tokens.size() && tokens[next + k - 1].kind == Token::Kind::word; ++k)
      if (is(next + k, "out") && is(next + k + 1, "of")) of = tag_at(next + k, "out_of");
    // "one trial in twelve buys": one of something, and nothing that the twelve count
    bool singular = false;
    for (size_t k = 1; k <= 2 && !of && *value == 1 && next + k < tokens.size() && tokens[next + k - 1].kind == Token::Kind::word && !passage.inside(next + k - 1, "stop"); ++k)
      if (is(next + k, "in") || is(next + k, "out")) of = tag_at(next + k, "out_of"), singular = of != nullptr;
    if (of && singular) {
      size_t after = tag_at(of->last, "number") && !number(of->last) ? tag_at(of->last, "number")->last : of->last + 1;
      const bool counts = after < tokens.size() && tokens[after].kind == Token::Kind::word && !passage.inside(after, "stop") && !passage.inside(after, "metric") && !passage.inside(after, "signal");
      if (counts || tag_at(after, "duration") || (number(of->last) && tokens[of->last].value > 200)) of = nullptr;
    }
    if (of) {
      double whole = 0;
      bool ignored = false;
      size_t after = next;
      const size_t from = is(of->last, "each") || is(of->last, "every") ? of->last + 1 : of->last;   // "eleven out of each hundred"
      if (number(from)) whole = tokens[from].value, after = from + 1;
      else if (const Tag* word = tag_at(from, "number")) whole = std::strtod(word->phrase->value.c_str(), nullptr), after = word->last;
      else if (is(from, "a") && tag_at(from + 1, "multiplier")) whole = std::strtod(tag_at(from + 1, "multiplier")->phrase->value.c_str(), nullptr), after = from + 2;   // "seven in a hundred"
      (void)ignored;
      // "of" alone counts of a round number only: "52 of a hundred", not "one of three reps".
      const bool vague = of->phrase->value == "of_round" && from == of->last && (*value < 1 || !(whole == 10 || whole == 100));
      if (whole > *value && whole >= 2 && *value > 0 && whole <= 1000 && !vague) {
        *value /= whole;
        *share = true;
        return after;
      }
    }
    const bool spelled = !number(i);
    while (const Tag* times = tag_at(next, "multiplier")) {
      *value *= std::strtod(times->phrase->value.c_str(), nullptr);
      next = times->last;
    }
    // "three hundred and twenty", "three thousand six hundred"
    if (spelled && *value >= 100 && next > i + 1) {
      const size_t more = is(next, "and") ? next + 1 : next;
      double rest = 0;
      bool part = false;
      if (more < tokens.size() && tokens[more].kind == Token::Kind::word && tag_at(more, "number") && !tag_at(more, "fraction"))
        if (const size_t end = number_at(more, &rest, &part); end != more && !part && rest >= 1 && rest < (*value >= 1000 && std::fmod(*value, 1000) == 0 ? 1000 : 100)) *value += rest, next = end;
    }
    return next;
  }

  size_t skip_fillers(size_t i) const {
    for (int n = 0; n < 2; ++n)
      if (const Tag* filler = tag_at(i, "filler")) i = filler->last;
    return i;
  }

  // "/seat/mo", "per user per month", "a month", "pro Nutzer und Monat": what the quantity is per.
  size_t pers(size_t i, Amount* quantity) const {
    size_t end = i;
    for (int n = 0; n < 3; ++n) {
      size_t at = skip_fillers(end);
      bool sign = is(at, "/");
      const Tag* lead = tag_at(at, "per");
      // "35 € by month and location", "2.8 % by month"; by the end of a month is a date
      if (lead && lead->phrase->value == "by" && !((tag_at(lead->last, "per_what") && quantity->unit == Amount::Unit::money) || (tag_at(lead->last, "period") && quantity->unit != Amount::Unit::count && !is(lead->last + 1, "end")))) lead = nullptr;
      if (n == 0 && is(at, ",") && tag_at(at + 1, "per") && tag_at(at + 1, "per")->phrase->value == "strong" && quantity->unit == Amount::Unit::money) lead = tag_at(at + 1, "per"), at = at + 1;
      if (!sign && !lead && n > 0 && (tag_at(at, "and") || is(at, ",") || is(at, "|"))) {
        const Tag* inner = tag_at(at + 1, "per");
        if (inner) lead = inner, at = at + 1;
        else sign = tag_at(at + 1, "period") != nullptr || tag_at(at + 1, "per_what") != nullptr;
      }
      size_t noun = sign ? at + 1 : lead ? lead->last : at;
      if (tag_at(noun, "per") && sign) noun = tag_at(noun, "per")->last;
      if (!sign && !lead) {
        // "31 € a seat, monthly"
        if (is(at, ",") && n > 0 && quantity->unit == Amount::Unit::money && tag_at(at + 1, "adverb_period")) ++at;
        if (const Tag* adverb = tag_at(at, "adverb_period"); adverb && quantity->period.empty()) {
          quantity->period = adverb->phrase->value;
          end = adverb->last;
          continue;
        }
        break;
      }
      // The noun may have a word before it: "per company account", "per active user".
      const Tag* period = tag_at(noun, "period");
      const Tag* what = tag_at(noun, "per_what");
      if (!period && !what && lead && noun + 1 < tokens.size() && tokens[noun].kind == Token::Kind::word) {
        what = tag_at(noun + 1, "per_what");
        if (what && tag_at(noun + 1, "period")) what = nullptr;
      }
      // "per agent seat": the thing that is counted is the last word.
      if (what && tag_at(what->last, "per_what") && !tag_at(what->last, "period")) what = tag_at(what->last, "per_what");
      if (what && !(period && quantity->unit != Amount::Unit::money)) {
        if (quantity->per.empty()) quantity->per = what->phrase->value;
        end = what->last;
        if (period && period->last >= what->last && quantity->period.empty() && quantity->unit != Amount::Unit::money) quantity->period = period->phrase->value;
      } else if (period) {
        if (quantity->period.empty()) quantity->period = period->phrase->value;
        end = period->last;
      } else {
        if (quantity->unit == Amount::Unit::money && quantity->per.empty() && noun < tokens.size() && tokens[noun].kind == Token::Kind::word && (sign || (lead && lead->phrase->value == "strong"))) {
          quantity->per = "other";
          end = noun + 1;
          continue;
        }
        break;
      }
    }
    return end;
  }

  // The quantity that begins at `i`; returns the token after it, or `i`.
  size_t read(size_t i, Amount* quantity) const {
    size_t at = i;
    quantity->first = i;
    const auto currency = [&](size_t k) -> size_t {
      if (const Tag* tag = tag_at(k, "currency"); tag && tag->phrase->value != "ambiguous") {
        if (quantity->currency.empty()) quantity->currency = tag->phrase->value;
        return tag->last;
      }
      return k;
    };
    at = currency(at);
    if (at != i && is(at, "~")) ++at;
    double value = 0;
    bool share = false;
    size_t next = number_at(at, &value, &share);
    if (next == at) return i;
    // "two and a half days", "a day and a half"
    const auto half = [&](size_t k) { return is(k, "and") && is(k + 1, "a") && is(k + 2, "half") ? k + 3 : k; };
    if (const size_t after = half(next); after != next) value += 0.5, next = after;
    quantity->low = quantity->high = value;
    const auto units = [&](size_t k, bool* percent, std::string* duration) {
      if (is(k, "%")) { *percent = true; return k + 1; }
      if (const Tag* tag = tag_at(k, "percent")) { *percent = true; return tag->last; }
      const size_t behind = currency(k);
      if (behind != k) return behind;
      if (const Tag* tag = tag_at(k, "duration"); tag && duration) {
        *duration = tag->phrase->value;
        return tag->last;
      }
      return k;
    };
    bool percent = false;
    const size_t before_unit = next;
    next = units(next, &percent, &quantity->duration);
    if (const size_t after = half(next); after != next && !quantity->duration.empty()) quantity->low = quantity->high = value += 0.5, next = after;
    // "30m": a million only where it is no time.
    if (number(at) && quantity->duration.empty() && next == before_unit && tokens[at].text.ends_with("m") && tokens[at].value < 240e6 && tokens[at].value >= 5e6 && quantity->currency.empty() && std::fmod(tokens[at].value, 5e6) == 0) {
      quantity->duration = "minute";
      quantity->low = quantity->high = value / 1e6;
    }
    if (is(next, "+") && (next + 1 >= tokens.size() || tokens[next].glued) && !number(next + 1)) {
      quantity->at_least = true;
      ++next;
      if (quantity->duration.empty() && quantity->currency.empty() && !percent) next = units(next, &percent, &quantity->duration);
    } else if (const Tag* more = tag_at(next, "or_more")) {
      (more->phrase->value == "less" ? quantity->at_most : quantity->at_least) = true;
      next = more->last;
    }
    // Ranges and changes.
    size_t second = next;
    const Tag* to = tag_at(next, "to");
    if (is(next, "-") || is(next, "--") || is(next, "\xE2\x80\xA6")) second = next + 1;
    else if (to) second = to->last;
    else if (is(next, "->") || (is(next, "-") && is(next + 1, ">")) || is(next, ">")) second = next + 1;
    else if (tag_at(next, "and") && i > 0 && tag_before(i, "between")) second = tag_at(next, "and")->last;
    if (second != next && !is(next, "--")) {
      const size_t from = is(second, ">") ? second + 1 : second;
      size_t after = currency(from);
      if (is(after, "~")) ++after;
      double other = 0;
      bool other_share = false;
      const size_t end = number_at(after, &other, &other_share);
      if (end != after) {
        std::string duration;
        bool other_percent = false;
        const size_t finish = units(end, &other_percent, &duration);
        const bool same = quantity->duration.empty() || duration.empty() || duration == quantity->duration;
        const bool kinds = (other_percent || !percent) || !other_percent;
        if (same && kinds && other > 0) {
          const bool arrow = is(next, "->") || is(next, ">") || (to && i > 0 && tag_before(i, "from"));
          // 6–9k: the first shares the second's thousands.
          if (number(after) && number(at) && quantity->low < other / 500 && tokens[after].text.find_first_of("kKmM") != std::string::npos && tokens[at].text.find_first_of("kKmM") == std::string::npos)
            quantity->low *= tokens[after].text.find_first_of("kK") != std::string::npos ? 1e3 : 1e6;
          if (tokens[end - 1].kind == Token::Kind::word && tag_before(end, "multiplier") && quantity->low * 50 < other && number(at)) quantity->low *= std::strtod(tag_before(end, "multiplier")->phrase->value.c_str(), nullptr);
          quantity->high = other;
          if (quantity->high < quantity->low && !arrow) std::swap(quantity->low, quantity->high);
          quantity->range = !arrow;
          quantity->change = arrow;
          percent = percent || other_percent;
          share = share || other_share;
          if (quantity->duration.empty()) quantity->duration = duration;
          next = finish;
          if (is(next, "+")) ++next;
        }
      }
    }
    if ((is(next, "x") && tokens[next].glued) || is(next, "\xC3\x97")) quantity->times = true, ++next;
    if (percent || share) {
      quantity->unit = Amount::Unit::percent;
      if (percent) quantity->low /= 100, quantity->high /= 100;
      quantity->currency.clear();
      quantity->duration.clear();
    } else if (!quantity->currency.empty()) {
      quantity->unit = Amount::Unit::money;
      quantity->duration.clear();
    } else if (!quantity->duration.empty()) {
      quantity->unit = Amount::Unit::duration;
    }
    quantity->last = next;
    const size_t end = pers(next, quantity);
    if (end > next) quantity->last = end;
    // A currency's name behind what it is per: "89 kr per month (SEK)".
    if (const Tag* tag = tag_at(quantity->last + 1, "currency"); tag && is(quantity->last, "(") && quantity->unit == Amount::Unit::money && tag->phrase->value != "ambiguous")
      quantity->currency = tag->phrase->value;
    if (const Tag* lead = tag_before(i, "bound")) (lead->phrase->value == "most" ? quantity->at_most : quantity->at_least) = true;
    if (i > 0 && (is(i - 1, ">") || is(i - 1, "\xE2\x89\xA5"))) quantity->at_least = true;
    if (i > 0 && (is(i - 1, "<") || is(i - 1, "\xE2\x89\xA4"))) quantity->at_most = true;
    return quantity->last;
  }
};

}  // namespace

std::vector<Amount> read_amounts(const Passage& passage) {
  const Sentence& sentence = passage.sentence;
  const Reader reader{passage, sentence.tokens};
  std::vector<Amount> amounts;
  for (size_t i = 0; i < sentence.tokens.size();) {
    Amount quantity;
    const size_t end = reader.read(i, &quantity);
    if (end == i) {
      ++i;
      continue;
    }
    // What it is per may be told again for the next one ("12k signups/mo"); go on right after the number itself.
    amounts.push_back(quantity);
    i = end;
  }
  // "of a hundred people we write to, nine talk to us"
  for (size_t k = 1; k < amounts.size(); ++k) {
    const Amount& whole = amounts[k - 1];
    Amount& part = amounts[k];
    const bool round = whole.unit == Amount::Unit::count && (whole.low == 10 || whole.low == 100 || whole.low == 1000) && !whole.range && whole.period.empty();
    if (!round || whole.first == 0 || !(reader.is(whole.first - 1, "of")) || part.unit != Amount::Unit::count || part.low >= whole.low || part.low < 1 || part.range || part.first > whole.last + 8) continue;
    bool comma = false;
    for (size_t i = whole.last; i < part.first; ++i) comma = comma || reader.is(i, ",");
    if (!comma) continue;
    part.low = part.high = part.low / whole.low;
    part.unit = Amount::Unit::percent;
    part.per.clear();
    amounts.erase(amounts.begin() + static_cast<long>(k) - 1);
  }
  // "about a third (33 %)", "one half of contacts (50 %)": the figure in brackets is the exact one.
  for (size_t k = 1; k < amounts.size(); ++k) {
    const Amount& before = amounts[k - 1];
    const size_t first = amounts[k].first;
    if (before.unit != Amount::Unit::percent || amounts[k].unit != Amount::Unit::percent || first == 0 || !reader.is(first - 1, "(")) continue;
    if (before.low - amounts[k].low < 0.05 && amounts[k].low - before.low < 0.05) {
      amounts[k].first = before.first;
      amounts.erase(amounts.begin() + static_cast<long>(k) - 1);
      --k;
    }
  }
  return amounts;
}

double hours_of(double value, const std::string& unit) {
  if (unit == "minute") return value / 60;
  if (unit == "hour" || unit == "business_hour") return value;
  if (unit == "day" || unit == "business_day") return value * 24;
  if (unit == "week") return value * 24 * 7;
  if (unit == "month") return value * 24 * 30;
  if (unit == "quarter") return value * 24 * 91;
  if (unit == "year") return value * 24 * 365;
  return value / 3600;   // seconds
}

double per_month(const std::string& period) {
  if (period == "month") return 1;
  if (period == "week") return 52.0 / 12;
  if (period == "day") return 365.0 / 12;
  if (period == "year") return 1.0 / 12;
  if (period == "quarter") return 1.0 / 3;
  return 0;
}

}  // namespace handraise
