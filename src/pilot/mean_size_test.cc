#include "pilot/mean_size.h"

#include <gtest/gtest.h>

#include <cmath>

namespace handraise {
namespace {

// R's documentation of power.t.test: n = 20, delta = 1 has power .8689528; power .90 needs 22.02110, one-sided 17.84713.
TEST(MeanSize, AgreesWithRsDocumentedExamples) {
  EXPECT_NEAR(mean_power(1, 1, 20, 20), .8689528, 1e-6);
  TestPlan plan;
  plan.power = .90;
  EXPECT_NEAR(accounts_for_means(1, 1, plan)->treated, 22.02110, 2e-4);
  plan.sides = Sides::one;
  EXPECT_NEAR(accounts_for_means(1, 1, plan)->treated, 17.84713, 2e-4);
}

// J. Cohen, "A power primer" (1992), table 2: power .80, alpha .05, two-sided; small, medium and large differences need 393, 64 and 26 an arm.
// F. Faul and others, "G*Power 3" (2007): d = .5, one-sided, power .95: 88 an arm.
TEST(MeanSize, AgreesWithPublishedTables) {
  EXPECT_NEAR(accounts_for_means(.2, 1)->treated, 393, .5);
  EXPECT_EQ(accounts_needed(accounts_for_means(.5, 1)->treated), 64);
  EXPECT_EQ(accounts_needed(accounts_for_means(.8, 1)->treated), 26);
  TestPlan plan;
  plan.power = .95;
  plan.sides = Sides::one;
  EXPECT_EQ(accounts_needed(accounts_for_means(.5, 1, plan)->treated), 88);
}

TEST(MeanSize, UnitsDoNotMatterAndUnequalArmsCostMore) {
  EXPECT_NEAR(accounts_for_means(50, 100)->treated, accounts_for_means(.5, 1)->treated, 1e-4);
  EXPECT_NEAR(accounts_for_means(-.5, 1)->treated, accounts_for_means(.5, 1)->treated, 1e-9);
  TestPlan plan;
  plan.held_per_treated = .25;
  const ArmSizes arms = *accounts_for_means(.5, 1, plan);
  EXPECT_GT(arms.treated + arms.held, 2 * accounts_for_means(.5, 1)->treated);
  EXPECT_NEAR(mean_power(.5, 1, arms.treated, arms.held), .80, 1e-5);
  EXPECT_NEAR(*smallest_difference(1, arms.treated, arms.held, plan), .5, 1e-5);
}

TEST(MeanSize, ImpossibleQuestionsHaveNoAnswer) {
  EXPECT_FALSE(accounts_for_means(0, 1));
  EXPECT_FALSE(accounts_for_means(1, 0));
  EXPECT_FALSE(accounts_for_means(1e-9, 1));
  EXPECT_FALSE(accounts_for_means(std::nan(""), 1));
  EXPECT_FALSE(smallest_difference(1, 0, 10));
  EXPECT_EQ(mean_power(1, 1, 1, 1), 0);
  EXPECT_NEAR(mean_power(1e9, 1, 50, 50), 1, 1e-12);
}

}  // namespace
}  // namespace handraise
