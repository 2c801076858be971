// What is wanted: the objective, the parts of the pack, tone and language of the outreach.
#include <algorithm>

#include "brief/reading.h"

namespace handraise {
namespace {

void find_objective(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  const bool label = reading->labelled(passage, "objective_label");
  const bool second_label = reading->in_label(passage, "objective_second");
  for (const Tag* tag : passage.tags_of("objective")) {
    bool named = false;   // "Pipeline is the goal: …"
    for (const Tag* goal : passage.tags_of("objective_lead")) named = named || (goal->last <= passage.label_end && (goal->first >= tag->last || goal->last <= tag->first));
    if (tag->last <= passage.label_end && !second_label && !named) continue;
    if (passage.meant(tag->first, tag->last, kNotReal | kNegated)) continue;
    bool lead = label || second_label;
    size_t from = 0;
    for (const Tag* goal : passage.tags_of("objective_lead"))
      if (goal->first != tag->first && ((goal->last <= tag->first && tag->first <= goal->last + (goal->last - goal->first >= 4 ? 28 : 12)) || (goal->first >= tag->last && goal->first <= tag->last + 5)) && (passage.clause[goal->first] == passage.clause[tag->first] || goal->first < tag->first + 3)) {
        // Words like "for" and "need" lead only right before.
        const bool weak = passage.inside(goal->first, "weak_lead");
        if (weak && !(goal->last <= tag->first && tag->first <= goal->last + (passage.inside(goal->first, "very_weak") ? 1u : 5u) && (reading->passages.size() > 1 || !passage.inside(goal->first, "very_weak")))) continue;
        lead = true;
        from = std::max(from, goal->last);
      }
    // "If existing customers add more on top, great, but that's secondary."
    if (!lead && passage.has("second_strong") && passage.tags_of("objective").size() == 1 && !reading->has("objective", tag->phrase->value)) {
      reading->add("objective_secondary", tag->phrase->value, p, tag->first, tag->last);
      continue;
    }
    // "First we want more trials to convert, then bigger contracts."
    for (const Tag* word : passage.tags_of("objective_second"))
      if (word->last == tag->first && std::ranges::any_of(reading->found, [&](const Found& finding) { return finding.path == "objective" && finding.passage == p; })) lead = true;
    // "and pipeline second"
    if (!lead && passage.size() <= 6 && passage.has("objective_second") && reading->has("objective")) lead = true;
    if (!lead) continue;
    // A figure beside it makes it a metric ("Expansion: 9 %"), unless the sentence is about the goal.
    bool figure = false;
    for (const Amount& amount : passage.amounts)
      figure = figure || (amount.used && amount.unit == Amount::Unit::percent && amount.first >= tag->last && amount.first <= tag->last + 2);
    if (figure && !label && !passage.has("strong_lead") && !passage.has("target_lead")) continue;
    if (passage.inside(tag->first, "asked") || (passage.tag_before(tag->first, "asked_noun"))) continue;
    bool second = second_label;
    for (const Tag* word : passage.tags_of("objective_second")) {
      const bool before = word->last <= tag->first && tag->first <= word->last + 6 && !passage.is(word->last, ",");
      const bool after = word->first >= tag->last && word->first <= tag->last + 3;
      bool other = false;   // another objective between the word and this one
      for (const Tag* between : passage.tags_of("objective"))
        if (between != tag && ((between->first >= word->last && between->last <= tag->first) || (between->first >= tag->last && between->last <= word->first))) other = true;
      if (after) for (size_t i = tag->last; i < word->first; ++i) if (passage.is(i, ",") || passage.is(i, ";") || passage.inside(i, "and") || passage.is(i, "(") || passage.is(i, ".")) other = true;
      if ((before || after) && !other) second = true;
    }
    if (!second && reading->has("objective")) {
      if (!reading->has("objective", tag->phrase->value)) {
        const Found* first = reading->first("objective");
        if (first->passage == p) second = true;
        else continue;
      } else {
        continue;
      }
    }
    reading->add(second ? "objective_secondary" : "objective", tag->phrase->value, p, tag->first, tag->last);
  }
}

// The objective that a target or the bottleneck names where nothing else does.
void infer_objective(Reading* reading) {
  const auto take = [&](const Found& from, const std::string& value) {
    Found finding = from;
    finding.path = "objective";
    finding.value = value;
    reading->found.push_back(finding);
  };
  const auto objective_of = [](const std::string& metric) -> std::string {
    if (metric == "trial_to_paid") return "trial_to_paid";
    if (metric == "expansion_rate" || metric == "expansion") return "expansion";
    if (metric == "acv_lift") return "acv_lift";
    return "";
  };
  if (!reading->has("objective")) {
    if (const Found* metric = reading->first("target.metric"))
      if (const std::string value = objective_of(metric->value); !value.empty()) take(*metric, value);
  }
  if (!reading->has("objective") && reading->has("seats.from"))
    if (const Found* seats = reading->first("seats.to")) take(*seats, "expansion");   // from few seats to many
  // One that is only second, with no first, is the first.
  if (!reading->has("objective"))
    for (Found& finding : reading->found)
      if (finding.path == "objective_secondary") {
        finding.path = "objective";
        break;
      }
  if (!reading->has("objective"))
    if (const Found* bottleneck = reading->first("bottleneck")) {
      const Passage& passage = reading->passages[bottleneck->passage];
      for (const Tag* tag : passage.tags_of("objective"))
        if (passage.inside(tag->first, "weak_number")) {
          take(*bottleneck, tag->phrase->value);
          break;
        }
    }
  // An objective with a date is a target, also without a figure: "more of the trials should pay by Q3".
  if (const Found* goal = reading->first("objective"); goal && !reading->has("target.to") && !reading->has("target.by")) {
    const Passage& passage = reading->passages[goal->passage];
    size_t first = 0;
    while (first < passage.size() && passage.token(first).begin < goal->begin) ++first;
    size_t last = first;
    while (last < passage.size() && passage.token(last).end <= goal->end) ++last;
    const Found found = *goal;
    const size_t before = reading->found.size();
    if (!passage.has("pilot_word")) find_deadline(reading, goal->passage, first, last);
    if (reading->found.size() > before) {   // "the reps we hired in spring" is no date to come
      bool to_come = false;
      for (const Tag* by : passage.tags_of("deadline_word")) to_come = to_come || passage.token(by->first).begin == reading->found.back().begin;
      if (!to_come) reading->found.pop_back();
    }
    if (reading->has("target.by") && !reading->has("target.metric")) {
      reading->found.push_back(found);
      reading->found.back().path = "target.metric";
      if (found.value == "expansion") reading->found.back().value = "expansion_rate";
    }
  }
  // A target without a metric is the objective's.
  const Found* to = reading->first("target.to");
  const Found* objective = reading->first("objective");
  if (to && !reading->has("target.metric") && objective) {
    Found metric = *to;
    metric.path = "target.metric";
    metric.value = objective->value == "expansion" ? "expansion_rate" : objective->value;
    reading->found.push_back(metric);
  }
}

void find_asked(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  const bool label = reading->in_label(passage, "asked_label") || (reading->heading_of(passage) && reading->heading_of(passage)->size() <= 9 && reading->heading_of(passage)->has("asked_label"));
  bool after_first = false;
  for (const Tag* tag : passage.tags_of("asked")) {
    if (tag->last <= passage.label_end && passage.label_end > 0 && !passage.has("asked_lead")) continue;
    if (passage.meant(tag->first, tag->last, kNegated | kPast | kOther)) continue;
    // "Help us with two matters. The first: a definition, and the routing."
    const bool asked_before = p > 0 && reading->passages[p - 1].size() <= 10 && reading->passages[p - 1].has("asked_lead") && !reading->passages[p - 1].has("asked") && passage.label_end > 0 && passage.label_end <= 4 && passage.has("ordinal");
    bool lead = label || asked_before || ((tag->first == 0 || passage.token(tag->first - 1).kind == Token::Kind::sign) && passage.inside(tag->first, "asked_imperative"));   // "Define PQLs for us."
    for (const Tag* word : passage.tags_of("asked_lead")) {
      if (word->last > tag->first) continue;
      if (passage.clause[word->first] == passage.clause[tag->first] || after_first || passage.inside(word->first, "asked_label")) lead = true;
      // A weak lead wants something of the right kind soon: "we want scoring".
      if (!label && passage.inside(word->first, "weak_asked") && tag->first > word->last + 7 && !after_first) lead = false;
    }
    if (!lead && passage.inside(tag->first, "asked_strong") && (passage.has("asked_please") || passage.size() <= tag->last + 3 || passage.token(passage.size() - 1).is("?"))) lead = true;
    const Found* product = reading->first("product");
    if (product && passage.token(tag->first).begin >= product->begin && passage.token(tag->first).begin < product->end) continue;
    if (!lead || passage.has("asked_block_strong")) continue;
    if (passage.inside(tag->first, "asked_not")) continue;
    const std::string& value = tag->phrase->value;
    // Words with another common meaning count only in a list or with their full name.
    if (tag->last - tag->first == 1 && (value == "pilot" || value == "sla" || value == "report" || value == "outreach") && !label && !after_first && !passage.inside(tag->first, "asked_strong")) {
      bool listed = false;
      for (const Tag* word : passage.tags_of("asked_imperative")) {
        const bool near = word->last <= tag->first && tag->first <= word->last + 3 && passage.clause[word->first] == passage.clause[tag->first];
        const bool asks = word->first == 0 || passage.token(word->first - 1).kind == Token::Kind::sign || passage.inside(word->first - 1, "asking") || passage.inside(word->first, "asks_us");
        listed = listed || (near && asks);
      }
      for (const Tag* other : passage.tags_of("asked")) listed = listed || (other != tag && other->phrase->value != value);
      if (!listed) continue;
    }
    after_first = true;
    reading->add("asked_for", value, p, tag->first, tag->last);
  }
}

void find_tone(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  const bool label = reading->labelled(passage, "tone_label");
  for (const Tag* tag : passage.tags_of("tone")) {
    const std::string& value = tag->phrase->value;
    if (passage.meant(tag->first, tag->last, kPast | kOther | kSupposed) || (value != "no_pressure" && tag->last - tag->first < 3 && passage.meant(tag->first, tag->last, kNegated))) continue;
    if (passage.is(tag->first, "kind") && tag->first > 0 && (passage.inside(tag->first - 1, "article") || passage.inside(tag->first - 1, "each") || passage.is(tag->first - 1, "this") || passage.is(tag->last, "of"))) continue;   // "each kind" is no tone
    bool lead = label || passage.tag_at(tag->first, "tone_strong");
    // "Mails go out in German. Warm, no jargon.": a fragment goes on with what was spoken of.
    if (!lead && p > 0 && passage.size() <= 12 && tag->first <= 1 && passage.sentence.paragraph == reading->passages[p - 1].sentence.paragraph && (reading->passages[p - 1].has("language_lead") || reading->passages[p - 1].has("tone_lead"))) lead = true;
    for (const Tag* word : passage.tags_of("tone_lead")) {
      const size_t gap = word->first > tag->last ? word->first - tag->last : tag->first > word->last ? tag->first - word->last : 0;
      if (word->first == tag->first) continue;
      const bool strong = passage.inside(word->first, "tone_label");
      if (gap <= (strong ? 12u : 7u) && passage.clause[word->first] == passage.clause[tag->first]) lead = true;
      if (strong && word->last <= tag->first) lead = true;
    }
    if (reading->has("tone") && !lead && p == reading->first("tone")->passage && passage.clause[tag->first] >= 0) lead = true;
    if (!lead && value == "no_pressure" && passage.size() <= 8) lead = true;
    if (!lead) continue;
    // "three short mails" says how long they are; "a short pilot" does not.
    if (!label && value == "short" && (passage.inside(tag->last, "pilot_word") || passage.inside(tag->last, "duration"))) continue;
    if (value == "direct" && (passage.is(tag->last, "sales") || passage.is(tag->last, "line") || passage.is(tag->last, "link"))) continue;
    reading->add("tone", value, p, tag->first, tag->last);
  }
  const bool language = reading->labelled(passage, "language_lead");
  for (const Tag* tag : passage.tags_of("language")) {
    if (passage.meant(tag->first, tag->last, kNegated | kNotReal)) continue;
    if (passage.inside(tag->last, "segment_noun") || passage.inside(tag->last, "region_label") || passage.inside(tag->last, "industry")) continue;
    bool lead = language;
    // "three mails, in Spanish", "polite, in Japanese"
    if (tag->first > 0 && passage.is(tag->first - 1, "in") && (passage.has("tone") || passage.has("asked", "outreach") || passage.has("asked", "sequence") || passage.has("tone_lead")) && !passage.inside(tag->last, "segment_noun")) lead = true;
    for (const Tag* word : passage.tags_of("language_lead")) {
      const size_t gap = word->first > tag->last ? word->first - tag->last : tag->first > word->last ? tag->first - word->last : 0;
      bool comma = false;
      for (size_t i = std::min(word->last, tag->last); i < std::max(word->first, tag->first); ++i) comma = comma || (passage.is(i, ",") && !passage.inside(i + 1, "language"));
      if (gap <= 8 && (!comma || gap <= 3) && passage.clause[word->first] == passage.clause[tag->first]) lead = true;
    }
    if (!lead) continue;
    reading->add("language", tag->phrase->value, p, tag->first, tag->last);
  }
}

}  // namespace

void find_request(Reading* reading) {
  for (size_t p = 0; p < reading->passages.size(); ++p) {
    find_objective(reading, p);
    find_asked(reading, p);
    find_tone(reading, p);
  }
  infer_objective(reading);
}

}  // namespace handraise
