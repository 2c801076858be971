#include "pilot/calendar.h"

#include <gtest/gtest.h>

namespace handraise {
namespace {

TEST(Calendar, FourWeeksOfATrialAreReadInWeekNine) {
  const PilotDates dates = plan_dates(4, horizon_days(OutcomeKind::trial_to_paid, 14, 0));
  EXPECT_EQ(dates.horizon_days, 28);
  EXPECT_EQ(dates.last_enrolment_day, 28);
  EXPECT_EQ(dates.last_outcome_day, 59);
  EXPECT_EQ(dates.readout_week, 9);
  EXPECT_EQ(dates.leading_readout_week, 4);
  EXPECT_FALSE(dates.leading_only);
}

TEST(Calendar, ExpansionWaitsNinetyDays) {
  const PilotDates dates = plan_dates(8, horizon_days(OutcomeKind::expansion, 0, 0));
  EXPECT_EQ(dates.last_outcome_day, 56 + 90 + 3);
  EXPECT_EQ(dates.readout_week, 22);
  EXPECT_EQ(plan_dates(8, 90, 0).readout_week, 21);  // 20.9 weeks, read at the end of the 21st
}

TEST(Calendar, AnOutcomeOnTheDayOfAReviewWaitsForTheNext) { EXPECT_EQ(plan_dates(4, 28, 0).readout_week, 9); }

TEST(Calendar, AskedLengthThatHoldsTheReadoutLeavesLess) {
  EXPECT_NEAR(enrolment_weeks_left(9, 28), 9 - 31 / 7.0, 1e-12);
  EXPECT_LT(enrolment_weeks_left(4, 28), 0);
  EXPECT_TRUE(plan_dates(enrolment_weeks_left(4, 28), 28).leading_only);
  EXPECT_EQ(plan_dates(-1, 28).last_outcome_day, 31);
}

TEST(Calendar, HorizonByObjective) {
  EXPECT_EQ(horizon_days(OutcomeKind::trial_to_paid, 30, 0), 44);
  EXPECT_EQ(horizon_days(OutcomeKind::pipeline, 0, 62), 62);
  EXPECT_EQ(horizon_days(OutcomeKind::pipeline, 0, 0), 90);
}

// Fabijan et al., "Diagnosing sample ratio mismatch in online controlled experiments" (2019): 821,588 against 815,482 of an even
// draw has p = 1.8e-6.
TEST(Calendar, SampleRatioMismatchIsSeen) {
  const SampleRatio ratio = check_sample_ratio(821588, 815482, .5);
  EXPECT_NEAR(ratio.p / 1.8e-6, 1, .05);
  EXPECT_TRUE(ratio.mismatch);
  EXPECT_FALSE(check_sample_ratio(40, 32, .5).mismatch);
  EXPECT_NEAR(check_sample_ratio(50, 50, .5).p, 1, 1e-12);
  EXPECT_NEAR(check_sample_ratio(60, 40, .5).chi_square, 4, 1e-12);
  EXPECT_NEAR(check_sample_ratio(60, 40, .5).p, .0455, 5e-5);
  EXPECT_EQ(check_sample_ratio(0, 0, .5).p, 1);
  EXPECT_TRUE(check_sample_ratio(10, 1, 0).mismatch);
  EXPECT_FALSE(check_sample_ratio(10, 0, 0).mismatch);
}

}  // namespace
}  // namespace handraise
