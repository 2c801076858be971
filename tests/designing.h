// Designs from facts, without a text: what the crossing tests of the design share.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "design/design.h"
#include "design/intake.h"

namespace handraise::designing {

using Pairs = std::vector<std::pair<std::string, std::string>>;

inline Library& library() {
  static Library loaded = [] {
    Result<Library> read = Library::load(HANDRAISE_SOURCE_DIR);
    if (!read) ADD_FAILURE() << print_errors(read.errors());
    return std::move(*read);
  }();
  return loaded;
}

// Facts as a brief would state them.
inline Facts stated(const Pairs& pairs) {
  Facts facts;
  for (const auto& [path, value] : pairs) {
    Fact fact;
    fact.path = path;
    fact.value = value;
    fact.words = value;
    facts.all.push_back(std::move(fact));
  }
  return facts;
}

// `base` with some paths said otherwise; a value of "" takes the path away.
inline Pairs with(Pairs base, const Pairs& other) {
  for (const auto& [path, value] : other) std::erase_if(base, [&path = path](const auto& each) { return each.first == path; });
  for (const auto& each : other) if (!each.second.empty()) base.push_back(each);
  return base;
}

struct Designed {
  Motion motion;
  Figures figures;
  double operator[](std::string_view id) const { return figures.value(id, -1); }
  bool has(std::string_view id) const { return figures.find(id) != nullptr; }
  const Decision* decision(std::string_view id) const { return motion.decision(id); }
};

inline Designed designed(const Facts& facts) {
  Designed made;
  Result<Motion> motion = design_motion(facts, library());
  if (!motion) {
    ADD_FAILURE() << print_errors(motion.errors());
    return made;
  }
  made.motion = std::move(*motion);
  made.figures = compute_figures(made.motion);
  return made;
}
inline Designed designed(const Pairs& pairs) { return designed(stated(pairs)); }

// Companies that differ in model, unit, staff and category.
inline Pairs trial() {
  return {{"category", "analytics"}, {"model", "free_trial"}, {"trial_days", "14"}, {"objective", "trial_to_paid"}, {"baselines.signups_per_month", "3000"}, {"baselines.trial_to_paid", "0.04"},
          {"reps.sdr", "2"}, {"reps.ae", "2"}, {"rep_hours.all", "12"}, {"mapping.method", "group"}, {"usage_data", "yes"}, {"signals", "invite"}, {"signals", "integration"}, {"sla.value", "2"}, {"sla.unit", "hour"},
          {"price.amount", "49"}, {"price.currency", "USD"}, {"price.per", "account"}, {"price.period", "month"}, {"pilot.weeks", "8"}};
}
inline Pairs seats() {
  return {{"category", "collaboration"}, {"model", "seat_based"}, {"objective", "expansion"}, {"seats.from", "20"}, {"seats.to", "200"}, {"price.amount", "20"}, {"price.currency", "USD"}, {"price.per", "seat"},
          {"price.period", "month"}, {"baselines.paying_accounts", "3000"}, {"baselines.expansion_rate", "0.03"}, {"reps.ae", "2"}, {"reps.csm", "2"}, {"mapping.method", "group"}, {"usage_data", "yes"}, {"signals", "invite"}, {"signals", "admin_setup"}, {"pilot.weeks", "12"}};
}
inline Pairs founder() {
  return {{"category", "developer_tools"}, {"model", "freemium"}, {"objective", "trial_to_paid"}, {"baselines.signups_per_month", "900"}, {"baselines.trial_to_paid", "0.02"}, {"reps.founder", "1"}, {"rep_hours.founder", "5"},
          {"mapping.method", "group"}, {"usage_data", "yes"}, {"price.amount", "29"}, {"price.currency", "EUR"}, {"price.per", "account"}, {"price.period", "month"}};
}
inline Pairs usage() {
  return {{"category", "data_infrastructure"}, {"model", "usage_based"}, {"objective", "pipeline"}, {"baselines.signups_per_month", "2500"}, {"reps.ae", "3"}, {"mapping.method", "billing"}, {"usage_data", "yes"},
          {"acv.min", "20000"}, {"acv.max", "40000"}, {"acv.currency", "USD"}, {"acv.period", "year"}, {"signals", "usage_limit"}};
}
inline Pairs clinic() {
  return {{"category", "healthcare"}, {"model", "free_trial"}, {"trial_days", "30"}, {"objective", "trial_to_paid"}, {"baselines.signups_per_month", "800"}, {"reps.sdr", "1"}, {"reps.ae", "1"}, {"mapping.method", "group"},
          {"usage_data", "yes"}, {"compliance", "hipaa"}, {"regions", "us"}, {"sla.value", "1"}, {"sla.unit", "business_day"}};
}
inline Pairs scanner() {
  return {{"category", "security"}, {"model", "free_trial"}, {"trial_days", "21"}, {"objective", "acv_lift"}, {"baselines.signups_per_month", "600"}, {"reps.sdr", "3"}, {"reps.ae", "3"}, {"mapping.method", "sso"}, {"usage_data", "yes"},
          {"acv.min", "12000"}, {"acv.max", "60000"}, {"acv.currency", "USD"}, {"acv.period", "year"}};
}

}  // namespace handraise::designing
