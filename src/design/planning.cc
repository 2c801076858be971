#include "design/planning.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace handraise {
namespace {

class Planning {
 public:
  Planning(const Facts& facts, const Situation& situation, const std::vector<PlanningDefault>& defaults)
      : facts_(facts), situation_(situation), defaults_(defaults) {}

  std::vector<Quantity> run() {
    volume();
    outcome();
    deal();
    people();
    for (const char* name : {"hot_share", "hand_raise_share", "first_touch_minutes", "research_minutes_hot", "research_minutes", "follow_up_minutes", "call_minutes", "logging_minutes",
                             "meeting_minutes", "opportunity_minutes", "meeting_rate_hot", "meeting_rate", "opportunity_rate", "win_rate", "holdout_after", "margin", "tool_cost_month",
                             "arrive_working", "arrive_night", "arrive_weekend"}) {
      assume(name);
    }
    assume("per_usd." + facts_.text("acv.currency", facts_.text("price.currency", "USD")));
    std::stable_sort(made_.begin(), made_.end(), [](const Quantity& a, const Quantity& b) { return rank(a.from) < rank(b.from); });
    return std::move(made_);
  }

 private:
  static int rank(Origin from) { return from == Origin::stated || from == Origin::answer || from == Origin::measured ? 0 : from == Origin::computed ? 1 : 2; }

  // From a fact, where there is one. `label` and `unit` come from the planning default of that name where it has one.
  bool state(const char* name, std::string_view path, std::string label, std::string unit) {
    const Fact* fact = facts_.find(path);
    if (fact == nullptr) return false;
    if (!can_plan_with(unit, facts_.number(path))) return false;
    Quantity quantity;
    if (const PlanningDefault* row = find_planning(defaults_, name, situation_.tags)) quantity = row->quantity;
    quantity.name = name;
    if (quantity.label.empty()) { quantity.label = std::move(label); quantity.unit = std::move(unit); }
    quantity.value = quantity.low = quantity.high = facts_.number(path);
    quantity.from = fact->from;
    quantity.source = fact->words.empty() ? "your answer" : fact->words;
    quantity.changes.clear();
    quantity.check.clear();
    quantity.pass.clear();
    made_.push_back(std::move(quantity));
    return true;
  }
  bool assume(const std::string& name) {
    const PlanningDefault* row = find_planning(defaults_, name, situation_.tags);
    if (row == nullptr) return false;
    Quantity quantity = row->quantity;
    quantity.name = name;
    made_.push_back(std::move(quantity));
    return true;
  }
  void compute(const char* name, std::string label, std::string unit, double value, double low, double high, std::string source, Origin from = Origin::computed) {
    Quantity quantity;
    quantity.name = name;
    quantity.label = std::move(label);
    quantity.unit = std::move(unit);
    quantity.value = value;
    quantity.low = low;
    quantity.high = high;
    quantity.source = std::move(source);
    quantity.from = from;
    made_.push_back(std::move(quantity));
  }
  const Quantity* find(std::string_view name) const {
    for (const Quantity& quantity : made_) if (quantity.name == name) return &quantity;
    return nullptr;
  }

  void volume() {
    state("signups_per_month", "baselines.signups_per_month", "signups a month", "a month");
    if (situation_.has("expansion")) {
      if (!state("active_accounts", "baselines.paying_accounts", "paying accounts", "accounts")) state("active_accounts", "baselines.active_accounts", "active accounts", "accounts");
    }
    if (!state("mapped_share", "mapping.coverage", "signups whose company we can tell", "share")) assume("mapped_share");
    assume("segment_share");
    if (!state("activated_share", "baselines.activation_rate", "accounts that reach first value", "share")) assume("activated_share");
    assume("reaching_share");
    if (situation_.has("eu_consent") && !state("consent_share", "consent_share", "contacts with a stored basis", "share")) assume("consent_share");
    if (situation_.has("expansion")) assume("weeks_qualified");
    else assume("users_per_account");
  }

  void outcome() {
    // The rate of qualified accounts without a rep. What the brief states is the rate of all; those who qualify do better.
    const Fact* all = facts_.find(situation_.has("expansion") ? "baselines.expansion_rate" : "baselines.trial_to_paid");
    const PlanningDefault* multiple = find_planning(defaults_, "qualified_multiple", situation_.tags);
    const double rate = all != nullptr ? facts_.number(all->path) : 0;
    // A rate of 0 says that nobody paid yet, and one near 1 leaves nothing to win: neither can be a baseline, so ours stands in.
    if (rate > 0 && rate < 0.9 && !situation_.has("pipeline") && !situation_.has("acv_lift")) {
      const double times = multiple != nullptr ? multiple->quantity.value : 3, low = multiple != nullptr ? multiple->quantity.low : 2, high = multiple != nullptr ? multiple->quantity.high : 4.5;
      const auto bounded = [](double share) { return std::min(share, 0.5); };
      Quantity quantity;
      quantity.name = "baseline_rate";
      quantity.label = "qualified accounts that convert without a rep";
      quantity.unit = "share";
      quantity.value = std::max(rate, bounded(rate * times));
      quantity.low = std::max(rate, bounded(rate * low));
      quantity.high = std::max(rate, bounded(rate * high));
      if (quantity.low >= quantity.high) quantity.low = rate;
      if (quantity.low >= quantity.high) quantity.high = std::min(0.95, rate * 1.2);
      quantity.from = Origin::assumed;
      quantity.source = print_number(times) + " times your " + (all->words.empty() ? print_percent(rate, 1) : all->words);
      if (const PlanningDefault* row = find_planning(defaults_, "baseline_rate", situation_.tags)) {
        quantity.changes = row->quantity.changes;
        quantity.check = row->quantity.check;
      }
      quantity.pass = "between " + print_number(std::round(quantity.low * 100)) + " and " + print_number(std::round(quantity.high * 100)) + " in 100";
      made_.push_back(std::move(quantity));
    } else {
      assume("baseline_rate");
    }
    // F22 weighs those who qualify against all who pay: a published rate stands in for theirs.
    if (rate <= 0 && situation_.has("trial_to_paid")) assume("free_to_paid");
    const double horizon = situation_.has("expansion") ? 90 : situation_.has("trial") ? facts_.number("trial_days", 14) + 14
                           : situation_.has("pipeline") || situation_.has("acv_lift") ? facts_.number("baselines.cycle_days", 60) : 30;
    compute("horizon_days", "days from qualification until the outcome counts", "days", horizon, horizon, horizon,
            situation_.has("trial") && !situation_.has("expansion") ? "trial days + 14" : situation_.has("expansion") ? "a quarter" : facts_.has("baselines.cycle_days") ? "your sales cycle" : "ours",
            situation_.has("trial") || facts_.has("baselines.cycle_days") ? Origin::computed : Origin::assumed);
    Quantity& days = made_.back();
    if (days.from == Origin::assumed) {
      days.low = horizon * 2 / 3;
      days.high = horizon * 4 / 3;
      if (const PlanningDefault* row = find_planning(defaults_, "horizon_days", situation_.tags)) {
        days.changes = row->quantity.changes;
        days.check = row->quantity.check;
        days.pass = row->quantity.pass;
      }
    }
  }

  void deal() {
    // F23: first-year value of one more deal.
    const double price = facts_.number("price.amount"), from = facts_.number("seats.from"), to = facts_.number("seats.to");
    const std::string per = facts_.text("price.per"), period = facts_.text("price.period", "month");
    const double times = period == "year" ? 1 : period == "month" ? 12 : period == "week" ? 52 : 0;
    const double low = facts_.number("acv.min", facts_.number("acv.max")), high = facts_.number("acv.max", facts_.number("acv.min"));
    const double acv_times = facts_.text("acv.period") == "month" ? 12 : 1;
    if (low > 0) {
      const Fact& deal = *facts_.find(facts_.has("acv.min") ? "acv.min" : "acv.max");
      compute("deal_uplift", "first-year value of one more deal", facts_.text("acv.currency", "USD") + " a year", (low + high) / 2 * acv_times, low * acv_times, high * acv_times, deal.words.empty() ? "your answer" : deal.words, deal.from);
    } else if (price > 0 && to > from && (per == "seat" || per == "user") && times > 0) {
      const PlanningDefault* row = find_planning(defaults_, "seat_discount", situation_.tags);
      const double discount = row != nullptr ? row->quantity.value : 0, discount_low = row != nullptr ? row->quantity.low : 0, discount_high = row != nullptr ? row->quantity.high : 0;
      if (row != nullptr) assume("seat_discount");
      const double seats_from = facts_.has("seats.from") ? from : default_value("seats_today", 0);
      if (!facts_.has("seats.from")) assume("seats_today");
      const auto uplift = [&](double cut) { return times * price * (to * (1 - cut) - seats_from); };
      compute("deal_uplift", "first-year value of one more deal", facts_.text("price.currency", "USD") + " a year", uplift(discount), uplift(discount_high), uplift(discount_low),
              print_number(times) + " × " + print_number(price) + " × (" + print_count(to) + " seats less discount − " + print_number(seats_from) + ")");
    } else if (price > 0 && times > 0 && !situation_.has("usage_based") && (per == "account" || per == "workspace" || per == "site" || per == "project" || per == "location")) {
      compute("deal_uplift", "first-year value of one more deal", facts_.text("price.currency", "USD") + " a year", times * price, times * price, times * price, print_number(times) + " × " + print_number(price));
    }
    // F23: the lift wanted, stated as a target or half of the baseline until the money says more.
    const double target_from = facts_.number("target.from"), target_to = facts_.number("target.to");
    const double baseline = find("baseline_rate") != nullptr ? find("baseline_rate")->value : 0;
    const std::string metric = facts_.text("target.metric");
    const double rate_from = target_from > 0 ? target_from : facts_.number(situation_.has("expansion") ? "baselines.expansion_rate" : "baselines.trial_to_paid");
    if (baseline > 0 && rate_from > 0 && rate_from < 1 && target_to > rate_from && target_to < 1 && (metric == "trial_to_paid" || metric == "expansion" || metric == "expansion_rate")) {
      const double asked = std::min(baseline * (target_to / rate_from - 1), 0.9 - baseline);
      const double lift = std::min(asked, std::max(0.02, carried_lift()));  // F21: what would need every meeting won is a wish
      std::string source = print_percent(rate_from, 1) + " to " + print_percent(target_to, 1) + ", as a ratio on the baseline";
      if (lift < asked) source += ", would be " + print_percent(asked, 1) + "; what the meetings can carry is planned";
      compute("wanted_lift", "lift wanted on qualified accounts", "share", lift, lift, lift, source);
    } else if (baseline > 0) {
      const PlanningDefault* row = find_planning(defaults_, "wanted_ratio", situation_.tags);
      const double ratio = row != nullptr ? row->quantity.value : 0.5, ratio_low = row != nullptr ? row->quantity.low : 0.25, ratio_high = row != nullptr ? row->quantity.high : 1;
      Quantity quantity;
      if (row != nullptr) quantity = row->quantity;
      quantity.name = "wanted_lift";
      quantity.label = "lift wanted on qualified accounts";
      quantity.unit = "share";
      // Ours, so never more than the meetings could carry at a believable rate of winning (F21).
      quantity.value = std::max(0.02, std::floor(std::min(baseline * ratio, carried_lift()) * 100) / 100);
      quantity.low = std::min(quantity.value, std::max(0.01, baseline * ratio_low));
      quantity.high = std::max(quantity.value, baseline * ratio_high);
      quantity.from = Origin::assumed;
      quantity.source = "ours";
      made_.push_back(std::move(quantity));
    }
  }
  double carried_lift() const {
    const double hot = default_value("hot_share", 0.3), meetings = hot * default_value("meeting_rate_hot", 0.23) + (1 - hot) * default_value("meeting_rate", 0.10);
    return 0.35 * meetings * (situation_.has("trial_to_paid") ? 1 : default_value("opportunity_rate", 0.46));
  }
  double default_value(const char* name, double otherwise) const {
    const PlanningDefault* row = find_planning(defaults_, name, situation_.tags);
    return row != nullptr ? row->quantity.value : otherwise;
  }

  void people() {
    std::vector<std::string> roles;
    if (situation_.has("no_seller")) return;
    for (const Fact& fact : facts_.all) {
      const std::string role = fact.path.rfind("reps.", 0) == 0 ? fact.path.substr(5) : "";
      if (!role.empty() && (sells(role) || role == "se") && people_of(facts_, role) > 0) roles.push_back(role);
    }
    if (situation_.has("staff_assumed")) {
      roles.push_back("rep");
      if (!assume("people.rep")) compute("people.rep", "sellers who work this", "people", 2, 1, 4, "ours", Origin::assumed);
    }
    for (const std::string& role : roles) {
      const std::string stated = facts_.has("rep_hours." + role) ? "rep_hours." + role : "rep_hours.all";
      const std::string hours = "selling_hours." + role, share = "motion_share." + role;
      if (!state(hours.c_str(), stated, "hours a week of each " + role_word(role), "hours a week")) {
        if (!assume(hours)) compute(hours.c_str(), "hours a week of each " + role_word(role), "hours a week", 24, 20, 28, "ours", Origin::assumed);
        if (role == "founder") compute(share.c_str(), "share of them for this motion", "share", 1, 1, 1, "the hours above are meant for it");
        else if (!assume(share)) compute(share.c_str(), "share of them for this motion", "share", 0.3, 0.2, 0.5, "ours", Origin::assumed);
      }
      const std::string rate = "loaded_rate." + role;
      if (!assume(rate)) compute(rate.c_str(), "loaded cost of an hour, " + role_word(role), "an hour", 60, 40, 90, "ours", Origin::assumed);
    }
    assume("absence");
    assume("hand_raise_minutes");
    assume("first_touch_hours");
  }

  const Facts& facts_;
  const Situation& situation_;
  const std::vector<PlanningDefault>& defaults_;
  std::vector<Quantity> made_;
};

}  // namespace

bool can_plan_with(std::string_view unit, double value) {
  if (unit == "share") return value > 0 && value <= 1;
  if (unit == "hours a week") return value > 0 && value <= 60;
  return value >= 0;
}

std::vector<Quantity> plan_quantities(const Facts& facts, const Situation& situation, const std::vector<PlanningDefault>& defaults) {
  return Planning(facts, situation, defaults).run();
}

}  // namespace handraise
