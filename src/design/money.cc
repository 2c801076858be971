#include "design/money.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace handraise {
namespace {

constexpr double kMost = 1e15;
double positive(double value) { return value > 0 ? std::min(value, kMost) : 0; }  // NaN is 0
double share(double value) { return std::min(positive(value), 1.0); }
double finite(double value) { return std::isnan(value) ? 0 : std::clamp(value, -kMost, kMost); }

// What a lift of 1 is worth a year.
double value_of_all(const MotionValue& value) {
  return 52 * positive(value.worked_per_week) * finite(value.deal_uplift) * share(value.margin);
}

}  // namespace

std::optional<ImpliedRate> implied_rate(double target, const std::vector<double>& rates_before, double flagged_above) {
  double before = 1;
  for (const double rate : rates_before) before *= share(rate);
  if (before < 1e-12) return std::nullopt;
  ImpliedRate implied;
  implied.rate = positive(target) / before;
  implied.belief = implied.rate > 1 + 1e-12 ? Belief::refused : implied.rate > flagged_above + 1e-12 ? Belief::flagged : Belief::believable;
  return implied;
}

double blended_effect(double worked_per_week, double lift, double signups_per_week) {
  const double signups = positive(signups_per_week);
  return signups > 0 ? std::clamp(positive(worked_per_week) * finite(lift) / signups, -1.0, 1.0) : 0;
}

std::optional<Coverage> payer_coverage(double volume, double rate_qualified, double signups_per_week, double rate_all) {
  const double payers = positive(signups_per_week) * share(rate_all);
  if (payers <= 0) return std::nullopt;
  Coverage coverage;
  coverage.share = positive(volume) * share(rate_qualified) / payers;
  coverage.reading = coverage.share < 0.10 ? CoverageReading::misses_most : coverage.share > 0.80 ? CoverageReading::selects_payers : CoverageReading::fits;
  return coverage;
}

double seat_uplift(double price_per_seat_month, double seats_to, double discount, double seats_from) {
  return 12 * positive(price_per_seat_month) * (positive(seats_to) * (1 - share(discount)) - positive(seats_from));
}

double usage_uplift(double spend_per_year, double uplift_share) { return positive(spend_per_year) * positive(uplift_share); }

double cost_per_year(const std::vector<RoleCost>& roles, double tools_per_year) {
  double cost = positive(tools_per_year);
  for (const RoleCost& role : roles) cost += 52 * positive(role.hours_per_week) * positive(role.loaded_rate);
  return cost;
}

double deals_per_year(const MotionValue& value, double lift) { return 52 * positive(value.worked_per_week) * finite(lift); }
double value_per_year(const MotionValue& value, double lift) { return value_of_all(value) * finite(lift); }
double net_per_year(const MotionValue& value, double lift) { return value_per_year(value, lift) - positive(value.cost_per_year); }

std::optional<double> break_even_lift(const MotionValue& value) {
  const double all = value_of_all(value);
  if (!(all > 1e-9)) return std::nullopt;
  return positive(value.cost_per_year) / all;
}

std::optional<double> break_even_uplift(const MotionValue& value, double lift) {
  const double deals = deals_per_year(value, lift) * share(value.margin);
  if (!(deals > 1e-9)) return std::nullopt;
  return positive(value.cost_per_year) / deals;
}

double lift_wanted(const MotionValue& value) {
  const auto even = break_even_lift(value);
  return std::clamp(even ? 2 * *even : 0.02, 0.02, 1.0);
}

double holdout_cost(double volume, double holdout_share, double weeks, double lift, double deal_uplift) {
  return positive(volume) * share(holdout_share) * positive(weeks) * finite(lift) * finite(deal_uplift);
}

PilotWorth pilot_worth(const MotionValue& value, double lift, const GoOdds& odds, const PilotCost& cost) {
  struct Case {
    double weight, part, go;
  };
  PilotWorth worth;
  for (const Case& one : std::array{Case{.3, 0, odds.none}, Case{.4, .5, odds.half}, Case{.3, 1, odds.full}}) {
    const double net = net_per_year(value, one.part * lift);
    const double held = holdout_cost(cost.volume, cost.holdout_share, cost.weeks, one.part * lift, value.deal_uplift);
    worth.pilot_first += one.weight * (share(one.go) * net - held);
    worth.at_once += one.weight * net;
  }
  worth.pilot_first -= positive(cost.other);
  return worth;
}

}  // namespace handraise
