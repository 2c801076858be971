// When a pilot can be read, and whether its arms are what was drawn (F16, F17). Days count from "launch approved" (D+0), weeks are of
// seven days. Pure; total: negative inputs count as 0.
#pragma once

#include <cstdint>

namespace handraise {

// Days from qualification (not signup) until the outcome is known.
enum class OutcomeKind { trial_to_paid, expansion, pipeline };
// F17: trial days + 14; 90; the median cycle for opportunities (90 when unknown, that is <= 0).
int horizon_days(OutcomeKind kind, int trial_days, int median_cycle_days);

constexpr int kBillingLagDays = 3;

struct PilotDates {
  double enrolment_weeks = 0;
  int last_enrolment_day = 0;    // 7 W, rounded up
  int horizon_days = 0;
  int last_outcome_day = 0;      // 7 W + O + billing lag
  int readout_week = 0;          // reviews close each week; the first one after last_outcome_day, so day 59 gives week 9
  int leading_readout_week = 0;  // the review that closes enrolment: leading metrics only
  bool leading_only = false;     // no enrolment would be left before a readout inside the asked weeks
};

// F17. Without enrolment (W <= 0) leading_only is set and the dates are those of W = 0.
PilotDates plan_dates(double enrolment_weeks, int horizon, int billing_lag = kBillingLagDays);

// F17: what is left for enrolment when the asked length includes the readout: weeks - (O + lag)/7; <= 0: only leading metrics.
double enrolment_weeks_left(double asked_weeks, int horizon, int billing_lag = kBillingLagDays);

// F16: sample-ratio mismatch. Chi-square with one degree of freedom of the arms against the drawn shares.
struct SampleRatio {
  double chi_square = 0;
  double p = 1;
  bool mismatch = false;   // p < .001: stop and find out why before any readout
};
SampleRatio check_sample_ratio(int64_t treated, int64_t held, double holdout_share);

}  // namespace handraise
