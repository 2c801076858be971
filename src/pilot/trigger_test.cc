#include "pilot/trigger.h"

#include <gtest/gtest.h>

#include <cmath>

#include "pilot/interval.h"

namespace handraise {
namespace {

TEST(Trigger, OptOutsAt72And36) {
  const CountTrigger at_72 = plan_count_trigger(72, .01, .05);
  EXPECT_EQ(at_72.at_least, 3);
  EXPECT_NEAR(at_72.false_alarm, .036, 5e-4);
  EXPECT_NEAR(at_72.power, .70, 5e-3);
  EXPECT_FALSE(at_72.look);
  const CountTrigger at_36 = plan_count_trigger(36, .01, .05);
  EXPECT_EQ(at_36.at_least, 3);
  EXPECT_NEAR(at_36.false_alarm, .006, 5e-4);
  EXPECT_NEAR(at_36.power, .27, 5e-3);
  EXPECT_TRUE(at_36.look);
}

TEST(Trigger, OneCountLessWouldAlarmTooOften) {
  for (const int64_t n : {1, 10, 36, 72, 400, 5000}) {
    for (const double rate : {0.0, .003, .01, .2, .9}) {
      const CountTrigger trigger = plan_count_trigger(n, rate, rate * 2);
      EXPECT_LE(trigger.false_alarm, .05);
      if (trigger.at_least > 1) { EXPECT_GT(binomial_at_least(n, rate, trigger.at_least - 1), .05) << n << ' ' << rate; }
    }
  }
}

TEST(Trigger, NobodyTreatedNeverFires) {
  const CountTrigger trigger = plan_count_trigger(0, .01, .05);
  EXPECT_EQ(trigger.at_least, 1);
  EXPECT_EQ(trigger.power, 0);
  EXPECT_TRUE(trigger.look);
  EXPECT_EQ(plan_count_trigger(-5, .01, .05).n, 0);
  EXPECT_EQ(plan_count_trigger(10, 1, 1).at_least, 11);
}

// One opt-out allowed at most nowhere: the gates of the reviewed packs, "opt-out at most 1 %", fail fine pilots this often.
TEST(Trigger, GateThatAsksForZeroFailsHalfOfFinePilots) {
  EXPECT_NEAR(1 - binomial_at_most(72, .01, 0), .515, 5e-4);
  EXPECT_NEAR(1 - binomial_at_most(63, .01, 0), .469, 5e-4);
  EXPECT_NEAR(1 - binomial_at_most(48, .01, 0), .383, 5e-4);
  const CountGate gate = plan_count_gate(72, .01, .05);
  EXPECT_EQ(gate.at_most, 2);
  EXPECT_GE(gate.pass_when_ok, .90);
  EXPECT_LT(binomial_at_most(72, .01, 1), .90);
  EXPECT_NEAR(gate.pass_when_bad, 1 - .70, 5e-3);
  EXPECT_EQ(plan_count_gate(0, .01, .05).at_most, 0);
}

TEST(Trigger, NoThresholdFinerThanOneAccount) {
  EXPECT_FALSE(rate_resolves(.01, 72));
  EXPECT_FALSE(rate_resolves(.003, 54));
  EXPECT_TRUE(rate_resolves(.02, 50));
  EXPECT_FALSE(rate_resolves(.5, 0));
}

TEST(Trigger, ReviewedTriggersFireOnNoise) {
  EXPECT_NEAR(fall_trigger_chance(72, .15, .20, .15), .229, 5e-4);                // at most 8 of 72
  EXPECT_NEAR(mean_fall_chance(.2, 3.2), .475, 5e-4);
  EXPECT_NEAR(difference_trigger_chance(63, .05, 63, .05, .03), .266, 6e-4);
  EXPECT_EQ(fall_trigger_chance(0, .15, .2, .15), 0);
  EXPECT_EQ(fall_trigger_chance(72, 0, .2, .15), 0);
  EXPECT_EQ(mean_fall_chance(.2, 0), 0);
  EXPECT_EQ(mean_fall_chance(.2, 0, .3), 1);
}

TEST(Trigger, DifferencesAreTheSumOverAllPairs) {
  const std::vector<double> bt = binomial_chances(17, .2), bh = binomial_chances(23, .1);
  double chance = 0;
  for (int x = 0; x <= 17; ++x)
    for (int y = 0; y <= 23; ++y)
      if (23 * x - 17 * y > .08 * 17 * 23 + 1e-9) chance += bt[static_cast<size_t>(x)] * bh[static_cast<size_t>(y)];
  EXPECT_NEAR(difference_trigger_chance(17, .2, 23, .1, .08), chance, 1e-12);
  EXPECT_EQ(difference_trigger_chance(0, .2, 23, .1, .08), 0);
  EXPECT_NEAR(difference_trigger_chance(10, 1, 10, 0, .5), 1, 1e-12);
  EXPECT_EQ(difference_trigger_chance(10, 1, 10, 0, 1), 0);  // not more than 1
}

TEST(Trigger, PlannedDifferenceKeepsItsFalseAlarm) {
  const DifferenceTrigger trigger = plan_difference_trigger(72, 72, .05, .20);
  EXPECT_LE(trigger.false_alarm, .05);
  EXPECT_GT(difference_trigger_chance(72, .05, 72, .05, trigger.threshold - 1.0 / 72), .05);
  EXPECT_NEAR(trigger.threshold * 72, std::round(trigger.threshold * 72), 1e-9);
  EXPECT_GT(trigger.power, .5);
  EXPECT_FALSE(trigger.look);
  const DifferenceTrigger nobody = plan_difference_trigger(0, 72, .05, .20);
  EXPECT_EQ(nobody.power, 0);
  EXPECT_TRUE(nobody.look);
}

}  // namespace
}  // namespace handraise
