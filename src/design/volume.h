// How many accounts qualify a week, and how sure we are (F1 to F5). Volumes are a week unless the name says so, factors are shares or
// other positive multipliers. Pure; total: negative or non-finite inputs count as 0, and nothing is NaN.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "motion/quantity.h"

namespace handraise {

// F1: 12/52 of a month, not a quarter.
double per_week(double per_month);
double per_month(double per_week);

// One link of the chain signups -> qualified accounts. [low, high] is its 80 % interval; low = high: known. A low end under a
// hundredth of the high end counts as that hundredth: a range without a floor has no logarithm.
struct VolumeFactor {
  std::string name;
  double low = 0;
  double value = -1;      // the middle; negative: sqrt(low * high)
  double high = 0;
  bool divides = false;   // users per account divide
};
VolumeFactor factor_of(const Quantity& quantity, bool divides = false);  // from its own value and range

// F2, F3: a product with its 80 % interval. Factors vary independently in logs: s_i = ln(high/low)/2.563, s the root of their squares.
struct Volume {
  double value = 0;
  double low = 0;
  double high = 0;
  double log_sd = 0;                  // s
  double all_low_to_all_high = 1;     // what taking every low or every high end would span, for contrast
  std::vector<double> doubt;          // s_i^2/s^2 a factor, in their order; sums to 1, or all 0 when everything is known
};
// The start (signups or accounts, a week) may itself have a range: add it as a factor. A factor of 0 makes the volume 0 with no range.
Volume volume_of(double start_per_week, const std::vector<VolumeFactor>& factors);

// Planning case (b) turned round: signups a MONTH that give `volume` a week through this chain, with the range of the chain on them.
// nullopt: the chain lets nobody through. 18 a week through F3's example: about 5,200 (2,100-12,700).
std::optional<Volume> signups_needed_per_month(double volume, const std::vector<VolumeFactor>& factors);

// F5: accounts a week that reps work; hand-raises come on top.
double worked_per_week(double volume, double holdout_share);

// F4: expansion. Accounts that qualify on the first day and those that come anew.
struct StockFlow {
  double backlog = 0;                 // B: accounts qualified on day 1
  double flow = 0;                    // V = B/D, first qualifications a week (Little's law); 0 when D is 0
  double realerts_max = 0;            // B/cooldown: what may alert again a week unless a disposition excludes it; 0: no cooldown
};
StockFlow stock_and_flow(double accounts_qualified, double weeks_qualified, double cooldown_weeks);

// F4: weeks until the backlog is worked off: B(1-h)/(C - V(1-h)). nullopt: never.
std::optional<double> drain_weeks(const StockFlow& stock, double cap, double holdout_share);

}  // namespace handraise
