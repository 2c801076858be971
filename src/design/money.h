// What the motion and its pilot are worth (F21 to F24). Money in the motion's currency, lifts and rates shares, volumes accounts a week,
// values a year. Pure; total: where a result does not exist it is nullopt, never NaN or infinite.
#pragma once

#include <optional>
#include <vector>

#include "pilot/go_rule.h"

namespace handraise {

// F21: the next step's rate that a target implies, e.g. win rate = lift/(meetings * opportunities). .09, .30, .55: .545.
enum class Belief { believable, flagged, refused };   // <= .35; above; > 1
struct ImpliedRate {
  double rate = 0;
  Belief belief = Belief::believable;
};
// nullopt: a step before it is 0.
std::optional<ImpliedRate> implied_rate(double target, const std::vector<double>& rates_before, double flagged_above = 0.35);

// F22: change of the whole funnel's rate when only V_T accounts a week are helped: V_T * lift / S_w. 0 without signups.
double blended_effect(double worked_per_week, double lift, double signups_per_week);
// F22: share of all payers who come by the definition: V p0/(S_w p_all).
enum class CoverageReading { misses_most, fits, selects_payers };  // < .10; between; > .80
struct Coverage {
  double share = 0;
  CoverageReading reading = CoverageReading::fits;
};
std::optional<Coverage> payer_coverage(double volume, double rate_qualified, double signups_per_week, double rate_all);

// F23: value of one more deal. Seats: 12 price (seats_to (1 - discount) - seats_from). Usage: share of a year's spend added.
double seat_uplift(double price_per_seat_month, double seats_to, double discount, double seats_from);
double usage_uplift(double spend_per_year, double uplift_share);

struct RoleCost {
  double hours_per_week = 0;
  double loaded_rate = 0;     // an hour
};
double cost_per_year(const std::vector<RoleCost>& roles, double tools_per_year);

// F23, a year at full scale.
struct MotionValue {
  double worked_per_week = 0; // V_T
  double deal_uplift = 0;     // delta ACV
  double margin = 1;
  double cost_per_year = 0;
};
double deals_per_year(const MotionValue& value, double lift);           // 52 V_T lift
double value_per_year(const MotionValue& value, double lift);           // deals * delta ACV * margin
double net_per_year(const MotionValue& value, double lift);             // value - cost
std::optional<double> break_even_lift(const MotionValue& value);        // nullopt: no volume or no deal value; may exceed 1
std::optional<double> break_even_uplift(const MotionValue& value, double lift);  // delta ACV that pays at this lift; no deal size known
double lift_wanted(const MotionValue& value);                           // not stated: twice break-even, at least .02, at most 1

// F24. What holding out costs while the pilot runs: V h W lift delta ACV (no margin, as deals forgone).
double holdout_cost(double volume, double holdout_share, double weeks, double lift, double deal_uplift);

struct PilotWorth {
  double pilot_first = 0;     // sum of weight * P(go) * (a year's net) - the pilot's cost
  double at_once = 0;         // sum of weight * (a year's net): going without a pilot
};
// F24 over lift none, half, full with weights .3, .4, .3. `pilot_cost` holds holdout cost (at each lift) plus the pilot's own cost.
struct PilotCost {
  double volume = 0, holdout_share = 0, weeks = 0;
  double other = 0;           // set-up, tools
};
PilotWorth pilot_worth(const MotionValue& value, double lift, const GoOdds& odds, const PilotCost& cost);

}  // namespace handraise
