// Numbers that are measured or wanted: every amount goes to the nearest metric that can have it.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "brief/reading.h"

namespace handraise {
namespace {

using Unit = Amount::Unit;

struct Metric {
  std::string_view id;     // of the lexicon's kind "metric"
  std::string_view path;
  Unit unit;
};
constexpr Metric kMetrics[] = {
    {"signups", "baselines.signups_per_month", Unit::count},
    {"active_accounts", "baselines.active_accounts", Unit::count},
    {"active_users", "baselines.active_users", Unit::count},
    {"paying_accounts", "baselines.paying_accounts", Unit::count},
    {"qualified_per_week", "baselines.qualified_per_week", Unit::count},
    {"activation_rate", "baselines.activation_rate", Unit::percent},
    {"trial_to_paid", "baselines.trial_to_paid", Unit::percent},
    {"expansion_rate", "baselines.expansion_rate", Unit::percent},
    {"churn_rate", "baselines.churn_rate", Unit::percent},
    {"meeting_rate", "baselines.meeting_rate", Unit::percent},
    {"win_rate", "baselines.win_rate", Unit::percent},
    {"consent_share", "consent_share", Unit::percent},
    {"coverage", "mapping.coverage", Unit::percent},
    {"time_to_value_hours", "baselines.time_to_value_hours", Unit::duration},
    {"cycle_days", "baselines.cycle_days", Unit::duration},
    {"sla", "sla.value", Unit::duration},
};

const Metric* metric_of(std::string_view id) {
  for (const Metric& metric : kMetrics)
    if (metric.id == id) return &metric;
  return nullptr;
}

// How far an amount and a metric's word are apart; nothing if they cannot belong together.
std::optional<double> distance(const Passage& passage, const Amount& amount, const Tag& tag) {
  const bool before = tag.last <= amount.first;
  const size_t from = before ? tag.last : amount.last, to = before ? amount.first : tag.first;
  if (!before && tag.first < amount.last && tag.last > amount.first) return 0.0;   // one inside the other
  if (from > to || to - from > 40) return std::nullopt;
  // "27 % take a first booking, and that's our activation"; "activation we call first match, that's 44 %"
  if (to - from <= 24) {
    size_t points = from;
    bool free = true;
    for (const Amount& other : passage.amounts) free = free && (&other == &amount || other.last <= from || other.first >= to);
    while (points < to && !passage.tag_at(points, "that_is") && !passage.tag_at(points, "defines")) ++points;
    if (free && points < to && to - points <= 5 && points > from) return 6.0;
  }
  double cost = static_cast<double>(to - from) + (before ? 0.0 : 0.3);
  for (size_t i = from; i < to; ++i) {
    const Token& token = passage.token(i);
    // An aside costs little: "activation, which for us means three entries, is 36 %".
    if (token.is(",") && passage.inside(i + 1, "aside")) {
      size_t k = i + 1;
      while (k < to && !passage.is(k, ",")) ++k;
      if (k < to) {
        cost -= static_cast<double>(k - i) - 1;
        i = k;
        continue;
      }
    }
    if (token.is("(")) {
      size_t k = i + 1;
      while (k < to && !passage.is(k, ")")) ++k;
      if (k < to) {
        cost -= static_cast<double>(k - i) - 1;
        i = k;
        continue;
      }
    }
    if (token.is(";") || token.is("--") || token.is("|")) cost += token.is("|") && passage.sentence.shape == Sentence::Shape::row ? 0.5 : 8;
    else if (token.is(".") || token.is("/")) cost += 10;
    else if (token.is(",")) cost += 5;
    else if (token.is("(") || token.is(")")) cost += 1;
    else if (token.is(":") || token.is("=")) cost += before ? -0.5 : 12;
    else if (passage.inside(i, "and")) cost += 3;
    else if (passage.inside(i, "clause_break")) cost += 6;
    else if (passage.inside(i, "is_a") && before) cost -= 0.5;
  }
  // Past another amount: that one is nearer.
  for (const Amount& other : passage.amounts)
    if (&other != &amount && other.first >= from && other.last <= to) cost += other.unit == amount.unit ? 4 : 1.5;
  return cost;
}

std::string period_near(const Reading& reading, const Passage& passage, const Amount& amount) {
  if (!amount.period.empty()) return amount.period;
  // "12k signups/mo", "300 signups per week": right behind the noun.
  for (size_t i = amount.last; i < std::min(passage.size(), amount.last + 6); ++i) {
    if (passage.is(i, ",") || passage.is(i, ";") || passage.is(i, ".")) break;
    const Tag* per = passage.is(i, "/") ? passage.tag_at(i + 1, "period") : nullptr;
    if (!per && passage.inside(i, "per")) per = passage.tag_at(i + 1, "period");
    if (per) return per->phrase->value;
  }
  // "Signups/month: 1,850"
  for (size_t i = amount.first; i-- > 0 && i + 6 > amount.first;)
    if (passage.is(i, "/") && passage.tag_at(i + 1, "period")) return passage.tag_at(i + 1, "period")->phrase->value;
  const Tag* nearest = nullptr;
  size_t least = 0;
  for (const Tag& tag : passage.tags) {
    if (tag.phrase->kind != "adverb_period") continue;
    const size_t gap = (tag.first > amount.first ? tag.first - amount.first : amount.first - tag.first) + (passage.clause[tag.first] == passage.clause[amount.first] ? 0 : 20);
    if (!nearest || gap < least) nearest = &tag, least = gap;
  }
  if (nearest) return nearest->phrase->value;
  for (const Tag& tag : passage.tags)
    if (tag.phrase->kind == "adverb_word") return tag.phrase->value;
  if (const Passage* heading = reading.heading_of(passage)) {
    for (const char* kind : {"adverb_period", "adverb_word"})
      if (const Tag* tag = heading->first_of(kind)) return tag->phrase->value;
  }
  return "";
}

// "12 % at the moment", "today 5 %": a figure of the present whatever is wished around it.
bool present(const Passage& passage, const Amount& amount) {
  for (size_t i = amount.first >= 3 ? amount.first - 3 : 0; i < std::min(passage.size(), amount.last + 3); ++i)
    if (passage.inside(i, "present_word") && passage.clause[i] == passage.clause[amount.first] && (i >= amount.last ? true : !passage.is(i + 1, ","))) {
      bool other = false;   // it belongs to a nearer figure
      for (const Amount& near : passage.amounts) other = other || (&near != &amount && ((near.first > i && near.last <= amount.first) || (near.first >= amount.last && near.last <= i)));
      if (!other) return true;
    }
  return false;
}

bool wanted(const Reading& reading, const Passage& passage, const Amount& amount) {
  const size_t begin = clause_begin(passage, amount.first);
  if (!amount.change && present(passage, amount)) return false;
  // "4.5 % before Giving Tuesday": a share with a date to come right behind it.
  if (amount.unit == Unit::percent && !passage.meant(amount.first, amount.last, kPast))
    if (const Tag* by = passage.tag_at(amount.last, "by_word"); by && passage.inside(amount.last, "deadline_word") && !passage.has("changed_verb")) return true;
  if (amount.unit == Unit::percent || amount.unit == Unit::money)
    for (const Tag& tag : passage.tags)
      if (tag.phrase->kind == "wish" && tag.last <= amount.first && passage.clause[tag.last - 1] == passage.clause[amount.first] && !passage.inside(tag.first, "weak_wish")) return true;
  for (size_t i = begin; i < amount.first; ++i)   // "thrilled if we could push that to 9 %"
    if (passage.inside(i, "delighted") && (amount.unit == Unit::percent || amount.unit == Unit::money)) return true;
  for (const Tag& tag : passage.tags)
    if (tag.phrase->kind == "target_lead" && tag.first >= begin && (tag.first >= passage.label_end || amount.first < passage.label_end) && tag.first < amount.first && passage.clause[tag.first] == passage.clause[amount.first]) {
      bool comma = false;   // "get 12k signups, trial-to-paid 3 %": the verb is the first part's
      for (size_t i = tag.last; i < amount.first; ++i) comma = comma || (passage.is(i, ",") && tag.last - tag.first == 1 && !passage.has("strong_target"));
      if (!comma) return true;
    }
  if (amount.change && reading.labelled(passage, "objective_label")) return true;
  for (size_t i = amount.last; i < std::min(passage.size(), amount.last + 2) && passage.token(i).kind == Token::Kind::word; ++i)   // "8 % wanted", "9 % is our goal"
    if (passage.tag_at(i, "target_after") && passage.clause[i] == passage.clause[amount.first]) return true;
  return reading.labelled(passage, "strong_target");
}

std::string unit_of(const Amount& amount) { return amount.duration; }

void add_target(Reading* reading, size_t p, const std::string& metric, const Amount& amount) {
  if (reading->has("target.to")) return;
  const bool both = amount.change || amount.range;
  if (both) reading->add_number("target.from", amount.low, p, amount.first, amount.last);
  reading->add_number("target.to", both ? amount.high : amount.middle(), p, amount.first, amount.last);
  if (!metric.empty()) reading->add("target.metric", metric, p, amount.first, amount.last);
  find_deadline(reading, p, amount.first, amount.last);
}

std::string target_metric(const std::string& id) {
  for (const Metric& metric : kMetrics)
    if (metric.id == id && metric.path.starts_with("baselines.")) return std::string(metric.path.substr(10));
  return "";
}

void read_passage_metrics(Reading* reading, size_t p) {
  Passage& passage = reading->passages[p];
  struct Pair { double cost; size_t amount; const Tag* tag; const Metric* metric; };
  std::vector<Pair> pairs;
  const auto compatible = [&](const Amount& amount, const Metric& metric) {
    if (amount.times) return false;
    if (amount.unit != metric.unit) return false;
    if (metric.unit == Unit::duration) {
      const std::string& unit = amount.duration;
      if (metric.id == "sla") return (unit == "minute" || unit == "hour" || unit == "business_hour" || unit == "day" || unit == "business_day" || unit == "second") && amount.period.empty() && amount.high <= 240 && !((unit == "day" || unit == "business_day") && amount.high > 10);
      if (metric.id == "cycle_days") return unit == "day" || unit == "week" || unit == "month" || unit == "business_day";
      return true;
    }
    if (metric.unit == Unit::count) return amount.per.empty() && amount.high >= 1;
    return amount.high <= 1.0001;
  };
  std::vector<const Tag*> metric_tags;
  for (const Tag& tag : passage.tags)
    if (tag.phrase->kind == "metric" && metric_of(tag.phrase->value)) metric_tags.push_back(&tag);
  // A metric in the heading or before the sentence's other words covers the passage: "Mapping: domain, 81 %".
  for (size_t k = 0; k < passage.amounts.size(); ++k) {
    const Amount& amount = passage.amounts[k];
    if (amount.used || passage.meant(amount.first, amount.last, kOther | kSupposed)) continue;
    // What would be a success, and what changes by so much, is no state of today.
    bool aim = passage.inside(amount.last, "change_noun");
    for (const Tag* success : passage.tags_of("pilot_success")) aim = aim || (success->last <= amount.first && passage.sentence.tokens.size() < 60);
    if (aim) continue;
    for (const Tag* tag : metric_tags) {
      const Metric& metric = *metric_of(tag->phrase->value);
      if (!compatible(amount, metric)) continue;
      if (metric.id == "coverage" && passage.has("metric", "consent_share")) continue;
      // "Three deals out of ten we work": a common verb is of mapping only where mapping is spoken of.
      if (metric.id == "coverage" && tag->last - tag->first == 1 && !passage.has("mapping") && !passage.has("mapping_word") && !reading->labelled(passage, "mapping_word") && !(p > 0 && (reading->passages[p - 1].has("mapping") || reading->passages[p - 1].has("mapping_word")))) continue;
      std::optional<double> cost = distance(passage, amount, *tag);
      if (!cost) continue;
      // Verbs that say little bind only from near by.
      double most = 14;
      if (tag->last - tag->first == 1 && passage.inside(tag->first, "weak_metric")) most = 7, *cost += 1;
      if (tag->last - tag->first >= 2) *cost -= 0.6;
      if (*cost > most) continue;
      pairs.push_back({*cost, k, tag, &metric});
    }
  }
  std::ranges::stable_sort(pairs, {}, &Pair::cost);
  std::map<const Tag*, int> taken;
  for (const Pair& pair : pairs) {
    Amount& amount = passage.amounts[pair.amount];
    if (amount.used) continue;
    const Tag& tag = *pair.tag;
    const bool past = passage.meant(amount.first, amount.last, kPast);
    if (past) { amount.used = true; continue; }
    const bool negated = passage.meant(tag.first, tag.last, kNegated) && passage.tag_before(tag.first, "negator");
    const std::string metric_id(pair.metric->id);
    const bool target = wanted(*reading, passage, amount) && metric_id != "sla" && metric_id != "coverage" && metric_id != "consent_share";
    // A change under no wish is history and state: "went from 2 % to 3 %" is 3 % today.
    if (target && pair.metric->unit == Unit::count && passage.has("seat_noun") && metric_id != "paying_accounts") continue;
    if (target || (amount.change && !passage.has("changed_verb") && metric_id != "sla")) {
      amount.used = true;
      add_target(reading, p, target_metric(metric_id), amount);
      // "from 19 % to 25 %": where it begins is where it stands.
      if (amount.change && pair.metric->unit == Unit::percent && !reading->has(pair.metric->path)) reading->add_number(pair.metric->path, amount.low, p, amount.first, amount.last);
      continue;
    }
    if (taken[&tag]++ > 0 && !passage.has("correction")) continue;
    if (negated && metric_id != "coverage") continue;
    const size_t first = std::min(amount.first, tag.first), last = std::max(amount.last, tag.last);
    const bool close = last - first <= 16;
    const size_t from = close ? first : amount.first, to = close ? last : amount.last;
    double value = amount.change ? amount.high : amount.middle();
    if (metric_id == "signups") {
      if (value < 2) continue;
      const std::string period = period_near(*reading, passage, amount);
      double months = per_month(period);
      if (months == 0) continue;
      value = std::round(value * months);
      // "520 trials in a year": the whole count over the period.
    } else if (metric_id == "qualified_per_week") {
      const std::string period = period_near(*reading, passage, amount);
      if (period == "month") value = std::round(value * 12 / 52);
      else if (period == "day") value *= 5;
      else if (period != "week" && !passage.has("adverb_word", "week")) continue;
    } else if (metric_id == "time_to_value_hours") {
      value = hours_of(value, unit_of(amount));
    } else if (metric_id == "cycle_days") {
      value = std::round(hours_of(value, unit_of(amount)) / 24);
    } else if (metric_id == "active_accounts" || metric_id == "active_users" || metric_id == "paying_accounts") {
      if (value < 2 || (!amount.period.empty() && amount.period != "month" && amount.period != "week" && amount.period != "day")) continue;
    } else if (metric_id == "sla") {
      if (passage.meant(tag.first, tag.last, kNegated) && !amount.at_most) continue;
      if (reading->labelled(passage, "support_word") || (passage.has("support_word") && clause_begin(passage, amount.first) <= passage.first_of("support_word")->first && passage.clause[passage.first_of("support_word")->first] == passage.clause[amount.first])) { amount.used = true; continue; }
      amount.used = true;
      reading->add_number("sla.value", amount.high, p, from, to);
      bool business = false;   // "4h (business hours)", "3 hours, of work hours I mean", "two hours in office time"
      for (const Tag* time : passage.tags_of("business_time")) business = business || (time->first >= amount.last && time->first <= amount.last + 4);
      reading->add("sla.unit", business && amount.duration == "hour" ? "business_hour" : amount.duration, p, from, to);
      continue;
    }
    amount.used = true;
    reading->add_number(pair.metric->path, value, p, from, to);
  }
}

// "We'd like expansion at 20 %, it is 12 % at the moment": the metric was named for what is wanted.
void read_present(Reading* reading, size_t p) {
  Passage& passage = reading->passages[p];
  for (Amount& amount : passage.amounts) {
    if (amount.used || amount.unit != Unit::percent || amount.change || amount.high > 1 || passage.meant(amount.first, amount.last, kNotReal | kNegated) || !present(passage, amount)) continue;
    const Metric* nearest = nullptr;
    for (const Tag* tag : passage.tags_of("metric"))
      if (const Metric* metric = metric_of(tag->phrase->value); metric && metric->unit == Unit::percent && metric->path.starts_with("baselines.") && tag->last <= amount.first) nearest = metric;
    // "We want more of the free teams to pay. At present it is seven in a hundred."
    if (!nearest && p > 0 && passage.size() <= 12 && passage.sentence.paragraph == reading->passages[p - 1].sentence.paragraph)
      for (const Tag* tag : reading->passages[p - 1].tags_of("objective"))
        nearest = tag->phrase->value == "trial_to_paid" ? metric_of("trial_to_paid") : tag->phrase->value == "expansion" ? metric_of("expansion_rate") : nearest;
    if (!nearest || reading->has(nearest->path)) continue;
    amount.used = true;
    reading->add_number(nearest->path, amount.middle(), p, amount.first, amount.last);
  }
}

// "For 55 % a basis is stored, the DPO counted only 38 %": the same thing, counted by somebody else.
void read_other_counts(Reading* reading, size_t p) {
  Passage& passage = reading->passages[p];
  for (Amount& amount : passage.amounts) {
    if (amount.used || amount.unit != Unit::percent || amount.change || amount.range || passage.meant(amount.first, amount.last, kAnyStance) || wanted(*reading, passage, amount)) continue;
    const Tag* said = passage.tag_before(amount.first, "other_reading");
    if (!said || said->last - said->first < 2) continue;
    for (auto finding = reading->found.rbegin(); finding != reading->found.rend(); ++finding) {
      if (finding->passage != p) break;
      const FactKind* kind = fact_kind(finding->path);
      const bool share = (finding->path.starts_with("baselines.") || finding->path == "consent_share" || finding->path == "mapping.coverage") && kind && std::strtod(finding->value.c_str(), nullptr) < 1;
      if (!share || finding->begin > passage.token(amount.first).begin) continue;
      amount.used = true;
      reading->add_number(std::string(finding->path), amount.middle(), p, amount.first, amount.last);
      break;
    }
  }
}

// "How many signups do you get? About 220 a month": the metric stands in the heading.
void read_headed_metrics(Reading* reading, size_t p) {
  Passage& passage = reading->passages[p];
  const Passage* heading = reading->heading_of(passage);
  if (!heading || heading->size() > 14 || passage.has("metric") || passage.size() > 16) return;
  for (Amount& amount : passage.amounts) {
    if (amount.used || amount.times || passage.meant(amount.first, amount.last, kAnyStance)) continue;
    for (const Tag& tag : heading->tags) {
      const Metric* metric = tag.phrase->kind == "metric" ? metric_of(tag.phrase->value) : nullptr;
      if (!metric || metric->unit != amount.unit) continue;
      double value = amount.middle();
      if (metric->id == "sla") {
        if (amount.duration == "week" || amount.duration == "month") continue;
        reading->add("sla.unit", amount.duration, p, amount.first, amount.last);
      } else if (metric->id == "signups") {
        const double months = per_month(period_near(*reading, passage, amount));
        if (months == 0) continue;
        value = std::round(value * months);
      } else if (metric->id == "time_to_value_hours") {
        value = hours_of(value, amount.duration);
      } else if (metric->id == "cycle_days") {
        value = std::round(hours_of(value, amount.duration) / 24);
      } else if (metric->unit == Unit::count && (value < 2 || !amount.per.empty())) {
        continue;
      }
      amount.used = true;
      reading->add_number(metric->path, value, p, amount.first, amount.last);
      break;
    }
  }
}

// "$400k of new pipeline", "pipeline: 250,000 € a quarter".
bool of_pipeline(const Reading& reading, size_t p, const Amount& amount) {
  const Passage& passage = reading.passages[p];
  for (const Tag* tag : passage.tags_of("objective"))
    if (tag->phrase->value == "pipeline" && ((tag->first >= amount.last && tag->first <= amount.last + 4) || (tag->last <= amount.first && amount.first <= tag->last + 6))) return true;
  // "Objective is pipeline. From $80k to $120k a month."
  if (amount.change && p > 0 && reading.passages[p - 1].has("objective", "pipeline") && reading.passages[p - 1].has("objective_lead")) return true;
  return reading.labelled(passage, "objective", "pipeline");
}

// "Speed? Same business day", "the call has to happen on the next working day": a day without a figure.
void read_sla_day(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  const Tag* day = passage.first_of("sla_day");
  if (!day || passage.meant(day->first, day->last, kNotReal | kNegated)) return;
  const Passage* question = p > 0 && passage.size() <= 6 ? &reading->passages[p - 1] : nullptr;
  const bool answers = passage.has("metric", "sla") || reading->labelled(passage, "metric", "sla") || (question && question->size() <= 8 && question->has("metric", "sla"));
  if (!answers || passage.has("pilot_word")) return;
  reading->add("sla.value", "1", p, day->first, day->last);
  reading->add("sla.unit", day->phrase->value, p, day->first, day->last);
}

// What is left: "Goal: 6 % by Q3" without a metric, "Raise that 30 % to 40 %", "target is 9 k€".
void read_targets(Reading* reading, size_t p) {
  Passage& passage = reading->passages[p];
  if (reading->has("target.to")) return;
  for (Amount& amount : passage.amounts) {
    if (amount.used || passage.meant(amount.first, amount.last, kOther | kSupposed | kPast)) continue;
    if (amount.unit != Unit::percent && amount.unit != Unit::money) continue;
    const bool label = reading->labelled(passage, "strong_target");
    bool lead = label || wanted(*reading, passage, amount);
    if (!lead && amount.unit == Unit::money && amount.change && of_pipeline(*reading, p, amount)) lead = true;
    if (!lead && amount.unit == Unit::money && of_pipeline(*reading, p, amount))
      for (const Tag* goal : passage.tags_of("objective_lead")) lead = lead || (goal->last <= amount.first && passage.clause[goal->first] == passage.clause[amount.first]);
    if (!lead) continue;
    if (amount.unit == Unit::money) {
      if (of_pipeline(*reading, p, amount)) {
        amount.used = true;
        add_target(reading, p, "pipeline", amount);
        return;
      }
      if (!passage.has("acv") && !reading->has("acv.min")) continue;
      if (!amount.per.empty() && amount.per != "account") continue;
      amount.used = true;
      add_target(reading, p, "acv_lift", amount);
      return;
    }
    // A metric named in the passage, else the objective, else what had this value before.
    std::string metric;
    for (const Tag* tag : passage.tags_of("metric"))
      if (const Metric* known = metric_of(tag->phrase->value); known && known->unit == Unit::percent && known->path.starts_with("baselines.") && metric.empty()) metric = target_metric(tag->phrase->value);
    if (metric.empty())
      for (const Found& finding : reading->found)
        if (finding.path.starts_with("baselines.") && std::abs(std::strtod(finding.value.c_str(), nullptr) - amount.low) < 1e-9) metric = finding.path.substr(10);
    // "6 % end up as customers. We'd like 9 %": what was measured before.
    if (metric.empty()) {
      size_t nearest = 0;
      for (const Found& finding : reading->found) {
        const bool share = finding.path == "baselines.trial_to_paid" || finding.path == "baselines.expansion_rate" || finding.path == "baselines.activation_rate" || (finding.path.starts_with("baselines.") && finding.path.ends_with("_rate") && finding.passage + 1 >= p);
        if (share && finding.begin < passage.token(amount.first).begin && finding.begin >= nearest) nearest = finding.begin, metric = finding.path.substr(10);
      }
    }
    amount.used = true;
    add_target(reading, p, metric, amount);
    return;
  }
}

// "GitHub org = account (group), 88 %": a share beside a way of mapping is its coverage.
void read_coverage(Reading* reading, size_t p) {
  Passage& passage = reading->passages[p];
  if (reading->has("mapping.coverage") || !passage.has("mapping")) return;
  if (!passage.has("mapping_word") && !reading->labelled(passage, "mapping_word") && !passage.has("mapping_strong")) return;
  for (Amount& amount : passage.amounts) {
    if (amount.used || amount.unit != Unit::percent || amount.high > 1 || passage.meant(amount.first, amount.last, kNotReal)) continue;
    amount.used = true;
    reading->add_number("mapping.coverage", amount.middle(), p, amount.first, amount.last);
    return;
  }
}

}  // namespace

void find_deadline(Reading* reading, size_t p, size_t first, size_t last) {
  const Passage& passage = reading->passages[p];
  for (const bool behind : {true, false})
    for (const Tag* by : passage.tags_of("by_word")) {
      if ((behind ? by->first < last : by->last > first) || reading->has("target.by")) continue;
      size_t end = by->last;
      while (end < passage.size() && end < by->last + 7 && passage.token(end).kind != Token::Kind::sign && !(passage.inside(end, "and") && !passage.inside(end + 1, "time_word")) && !passage.inside(end, "clause_break") && !passage.inside(end, "by_end") && !(!behind && passage.inside(end, "article") && end > by->last + 1)) ++end;
      bool time = false;
      for (size_t i = by->first; i < end; ++i) time = time || (i >= by->last && (passage.inside(i, "month") || passage.inside(i, "date"))) || passage.inside(i, "time_word") || (behind && i >= by->last && passage.token(i).kind == Token::Kind::number);
      // "by Diwali", "before Giving Tuesday", "by the AGM": a name right behind the figure is a day.
      const size_t named = passage.is(by->last, "the") ? by->last + 1 : by->last;
      time = time || (behind && named > by->last && by->first <= last + 1 && passage.inside(by->first, "deadline_word") && named < passage.size() && passage.token(named).capital && !passage.inside(named, "role"));
      time = time || (behind && by->first <= last + 1 && by->last - by->first == 1 && passage.inside(by->first, "deadline_word") && by->last < passage.size() && passage.token(by->last).kind == Token::Kind::word && (passage.token(by->last).capital || passage.is(by->first, "before")) && !passage.inside(by->last, "role"));
      if (time) reading->add_words("target.by", p, by->first, end);
    }
}

void find_baselines(Reading* reading) {
  for (size_t p = 0; p < reading->passages.size(); ++p) {
    read_passage_metrics(reading, p);
    read_present(reading, p);
    read_other_counts(reading, p);
    read_headed_metrics(reading, p);
    read_sla_day(reading, p);
    read_coverage(reading, p);
    read_targets(reading, p);
  }
}

}  // namespace handraise
