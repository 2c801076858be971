#include "pilot/calendar.h"

#include <algorithm>
#include <cmath>

namespace handraise {

int horizon_days(OutcomeKind kind, int trial_days, int median_cycle_days) {
  switch (kind) {
    case OutcomeKind::trial_to_paid: return std::max(trial_days, 0) + 14;
    case OutcomeKind::expansion: return 90;
    case OutcomeKind::pipeline: return median_cycle_days > 0 ? median_cycle_days : 90;
  }
  return 90;
}

PilotDates plan_dates(double enrolment_weeks, int horizon, int billing_lag) {
  PilotDates dates;
  dates.leading_only = !(enrolment_weeks > 0);
  dates.enrolment_weeks = dates.leading_only ? 0 : std::min(enrolment_weeks, 5200.0);
  dates.horizon_days = std::clamp(horizon, 0, 36500);
  dates.last_enrolment_day = static_cast<int>(std::ceil(7 * dates.enrolment_weeks - 1e-9));
  dates.last_outcome_day = dates.last_enrolment_day + dates.horizon_days + std::clamp(billing_lag, 0, 3650);
  // A review closes week k on day 7 k; what comes in on that very day is not in it.
  dates.readout_week = dates.last_outcome_day / 7 + 1;
  dates.leading_readout_week = dates.last_enrolment_day / 7 + (dates.last_enrolment_day % 7 != 0 ? 1 : 0);
  return dates;
}

double enrolment_weeks_left(double asked_weeks, int horizon, int billing_lag) {
  const double weeks = asked_weeks > 0 && std::isfinite(asked_weeks) ? asked_weeks : 0;
  return weeks - (static_cast<double>(std::max(horizon, 0)) + std::max(billing_lag, 0)) / 7.0;
}

SampleRatio check_sample_ratio(int64_t treated, int64_t held, double holdout_share) {
  SampleRatio ratio;
  const auto t = static_cast<double>(std::max<int64_t>(treated, 0)), h = static_cast<double>(std::max<int64_t>(held, 0));
  const double n = t + h;
  if (n <= 0) return ratio;
  const double drawn = holdout_share >= 0 ? std::min(holdout_share, 1.0) : 0;
  if (drawn <= 0 || drawn >= 1) {
    // An arm that nobody should be in: one account in it is a mismatch.
    ratio.mismatch = drawn <= 0 ? h > 0 : t > 0;
    ratio.p = ratio.mismatch ? 0 : 1;
    return ratio;
  }
  const double gap = h - n * drawn;
  ratio.chi_square = gap * gap / (n * drawn) + gap * gap / (n * (1 - drawn));
  ratio.p = std::erfc(std::sqrt(ratio.chi_square / 2));
  ratio.mismatch = ratio.p < 0.001;
  return ratio;
}

}  // namespace handraise
