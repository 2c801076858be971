// The pilot: how long, from when, with whom, and what counts as success.
#include <algorithm>
#include <cmath>

#include "brief/reading.h"

namespace handraise {
namespace {

double weeks_of(double value, const std::string& unit) {
  if (unit == "month") return std::round(value * 52 / 12);
  if (unit == "quarter") return std::round(value * 13);
  return std::max(1.0, std::round(hours_of(value, unit) / (24 * 7)));
}

bool sign_between(const Passage& passage, size_t i) { return passage.is(i, ",") || passage.is(i, ".") || passage.is(i, ";") || passage.is(i, "--") || passage.is(i, "|") || passage.is(i, "(") || passage.is(i, ")") || passage.is(i, ":"); }

}  // namespace

void find_pilot(Reading* reading) {
  int open = -1;   // the paragraph in which a pilot is being spoken of
  for (size_t p = 0; p < reading->passages.size(); ++p) {
    Passage& passage = reading->passages[p];
    const bool named = passage.has("pilot_word");
    const bool label = reading->labelled(passage, "pilot_word");
    if (named) open = passage.sentence.paragraph;
    const bool context = named || label || (open == passage.sentence.paragraph && passage.sentence.shape == Sentence::Shape::prose);
    if (!context || passage.has("pilot_not")) continue;
    bool any = false;
    for (Amount& amount : passage.amounts) {
      if (amount.used || amount.unit != Amount::Unit::duration || !amount.period.empty()) continue;
      if (amount.duration != "week" && amount.duration != "month" && amount.duration != "quarter" && !(amount.duration == "day" && amount.high >= 14)) continue;
      if (passage.meant(amount.first, amount.last, kNotReal | kNegated)) continue;
      if (!named && !label && passage.has("metric")) continue;
      amount.used = true;
      any = true;
      reading->add_number("pilot.weeks", weeks_of(amount.middle(), amount.duration), p, amount.first, amount.last);
    }
    if (!named && !label && !any && !passage.has("pilot_success") && !passage.has("pilot_start") && !passage.has("pilot_won")) continue;
    for (const Tag* start : passage.tags_of("pilot_start")) {
      if (reading->has("pilot.start")) break;
      size_t first = start->last;
      if (passage.is(first, ":") || passage.inside(first, "article")) ++first;
      if (passage.inside(first, "on_word") && !passage.is(first, "in")) ++first;
      size_t end = first;
      bool time = false;
      while (end < passage.size() && end < first + 5 && (!sign_between(passage, end) || (passage.is(end, ".") && passage.inside(end + 1, "month"))) && !passage.inside(end, "pilot_end") && !passage.inside(end, "and")) {
        time = time || passage.inside(end, "month") || passage.inside(end, "date") || passage.inside(end, "time_word") || passage.inside(end, "start_word");
        ++end;
      }
      if (!time || end == first) continue;
      reading->add_words("pilot.start", p, first, end);
    }
    for (const Tag* success : passage.tags_of("pilot_success")) {
      if (reading->has("pilot.success")) break;
      size_t first = success->last;
      while (first < passage.size() && (passage.is(first, ":") || passage.is(first, "=") || passage.inside(first, "be") || (passage.is(first, "at") && !passage.is(first + 1, "least")) || passage.is(first, "if") || passage.is(first, "when") || passage.is(first, "\"") || passage.inside(first, "article"))) ++first;
      size_t end = first;
      while (end < passage.size() && !(sign_between(passage, end) && !(passage.is(end, ":") ))) ++end;
      if (end <= first) continue;
      reading->add_words("pilot.success", p, first, end);
    }
    // "If a dozen of them move to Portfolio we roll it out", "if twenty turn paying it's a success", "ten meetings would be a success".
    for (const Tag* won : passage.tags_of("pilot_won")) {
      if (reading->has("pilot.success") || won->first == 0) break;
      size_t first = won->first;
      while (first > 0 && !passage.inside(first - 1, "if_word")) --first;
      if (first == 0) continue;
      size_t last = won->first;
      while (last > first && (passage.token(last - 1).kind == Token::Kind::sign || passage.is(last - 1, "it") || passage.is(last - 1, "out") || passage.is(last - 1, "of"))) --last;
      if (last > first && last - first <= 14) reading->add_words("pilot.success", p, first, last);
    }
    if (reading->has("pilot.segment")) continue;
    for (const Tag* with : passage.tags_of("pilot_with")) {
      size_t first = with->last;
      while (first < passage.size() && (passage.inside(first, "article") || passage.inside(first, "pilot_skip"))) ++first;
      size_t end = first;
      bool group = false, time = false;
      while (end < passage.size() && end < first + 9 && !sign_between(passage, end) && !(passage.inside(end, "and") ) && (!passage.inside(end, "pilot_end") || (passage.is(end, "with") && (passage.inside(end + 1, "bound") || passage.amount_at(end + 1))))) {
        group = group || passage.inside(end, "industry") || (passage.inside(end, "job") && passage.token(end).text.ends_with("s")) || passage.inside(end, "segment_noun") || passage.inside(end, "account_noun") || passage.inside(end, "plan_name_noun");
        time = time || (end == first && (passage.inside(end, "month") || passage.inside(end, "date") || passage.inside(end, "time_word") || passage.token(end).kind == Token::Kind::number || (passage.amount_at(end) && !passage.amount_at(end)->at_least)));
        group = group || passage.inside(end, "segment_label") || ((passage.is(with->first, "only") || passage.is(with->first, "just")) && end == first && passage.token(end).text.ends_with("s") && !is_stop(passage, end));   // "in the supply segment", "only castles"
        ++end;
      }
      if (!group || time || end == first) continue;
      if (reading->first("pilot.success") && reading->first("pilot.success")->passage == p && passage.token(first).begin >= reading->first("pilot.success")->begin) continue;
      reading->add_words("pilot.segment", p, first, end);
      break;
    }
    // A part of a list that is a group of accounts: "five weeks, cloud accounts with at least ten seats, success …".
    if (!reading->has("pilot.segment") && (named || label))
      for (const Span& item : read_list(passage, passage.label_end, passage.size())) {
        size_t last = item.first;
        while (last < item.last && !is_stop(passage, last) && passage.token(last).kind == Token::Kind::word) ++last;
        if (last > item.first + 1 && last - item.first <= 4 && (passage.inside(last - 1, "account_noun") || passage.inside(last - 1, "segment_noun")) && !passage.inside(item.first, "pilot_word")) {
          size_t end = item.last;
          for (size_t i = item.first; i < end; ++i) if (sign_between(passage, i)) end = i;
          reading->add_words("pilot.segment", p, item.first, end);
          break;
        }
      }
  }
}

}  // namespace handraise
