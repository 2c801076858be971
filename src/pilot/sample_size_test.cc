#include "pilot/sample_size.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "pilot/interval.h"

namespace handraise {
namespace {

double per_arm(double held, double treated, double power = .80) {
  TestPlan plan;
  plan.power = power;
  return accounts_per_arm(held, treated, plan)->treated;
}

// R's documentation of power.prop.test: .50 against .75, power .90, n = 76.7. The closed formula gives 76.707; R's root finder prints
// 76.693 at its default tolerance.
TEST(SampleSize, AgreesWithRsDocumentedExample) {
  EXPECT_NEAR(per_arm(.50, .75, .90), 76.7, .05);
  EXPECT_NEAR(per_arm(.50, .75, .90), 76.7070, 5e-4);
  EXPECT_NEAR(normal_power(.50, .75, 50, 50), .740, 5e-4);  // the page's other example: n = 50, power 0.740
}

TEST(SampleSize, GoldenSizes) {
  EXPECT_EQ(accounts_needed(per_arm(.15, .22)), 482);
  EXPECT_EQ(accounts_needed(per_arm(.15, .25)), 250);
  EXPECT_EQ(accounts_needed(per_arm(.03, .12)), 134);
  EXPECT_EQ(accounts_needed(per_arm(.10, .20)), 199);
  // The list of the reviewed pack, each within 2.
  EXPECT_NEAR(per_arm(.15, .20), 905, 2);
  EXPECT_NEAR(per_arm(.15, .30), 122, 2);
  EXPECT_NEAR(per_arm(.15, .35), 74, 2);
}

TEST(SampleSize, OneSidedNeedsLess) {
  TestPlan plan;
  plan.sides = Sides::one;
  EXPECT_LT(accounts_per_arm(.15, .22, plan)->treated, per_arm(.15, .22));
  // One-sided at alpha is two-sided at twice alpha.
  TestPlan twice;
  twice.alpha = .10;
  EXPECT_NEAR(accounts_per_arm(.15, .22, plan)->treated, accounts_per_arm(.15, .22, twice)->treated, 1e-9);
}

TEST(SampleSize, UnequalArmsKeepTheirRatioAndCostMore) {
  TestPlan plan;
  plan.held_per_treated = .25;  // a fifth held out
  const ArmSizes arms = *accounts_per_arm(.15, .22, plan);
  EXPECT_NEAR(arms.held / arms.treated, .25, 1e-12);
  EXPECT_GT(arms.held + arms.treated, 2 * per_arm(.15, .22));
  EXPECT_NEAR(normal_power(.15, .22, arms.treated, arms.held), .80, 1e-9);
}

TEST(SampleSize, ImpossibleQuestionsHaveNoSize) {
  EXPECT_FALSE(accounts_per_arm(.2, .2));
  EXPECT_FALSE(accounts_per_arm(-.1, .2));
  EXPECT_FALSE(accounts_per_arm(.2, 1.2));
  EXPECT_FALSE(accounts_per_arm(std::numeric_limits<double>::quiet_NaN(), .2));
  TestPlan plan;
  plan.held_per_treated = 0;
  EXPECT_FALSE(accounts_per_arm(.1, .2, plan));
  EXPECT_TRUE(std::isfinite(per_arm(0, 1)));
  EXPECT_GT(per_arm(0, 1), 0);
  EXPECT_EQ(normal_power(.1, .2, 0, 10), 0);
  EXPECT_EQ(accounts_needed(std::numeric_limits<double>::quiet_NaN()), 0);
  EXPECT_EQ(accounts_needed(5), 5);
  EXPECT_EQ(accounts_needed(5.001), 6);
}

TEST(SampleSize, SmallestLiftSolvesTheFormula) {
  EXPECT_NEAR(.15 + *smallest_lift(.15, 72, 72), .351, 5e-4);
  EXPECT_NEAR(.10 + *smallest_lift(.10, 48, 48), .333, 5e-4);
  EXPECT_NEAR(.15 + *smallest_lift(.15, 36, 36), .447, 5e-4);
  for (const double rate : {0.0, .01, .15, .5, .9}) {
    for (const double n : {40.0, 300.0, 5000.0}) {
      const auto lift = smallest_lift(rate, n, n);
      if (lift) { EXPECT_NEAR(per_arm(rate, rate + *lift), n, 1e-6 * n) << rate << ' ' << n; }
    }
  }
  EXPECT_FALSE(smallest_lift(.15, 2, 2));
  EXPECT_FALSE(smallest_lift(.15, 0, 50));
  EXPECT_FALSE(smallest_lift(1, 50, 50));
}

TEST(SampleSize, FewerThanTenOutcomesAreCountedExactly) {
  EXPECT_EQ(outcome_test(10), OutcomeTest::normal);
  EXPECT_EQ(outcome_test(9.9), OutcomeTest::exact);
  EXPECT_EQ(outcome_test(5), OutcomeTest::exact);
  EXPECT_EQ(outcome_test(4.9), OutcomeTest::none);
  EXPECT_EQ(outcome_test(std::numeric_limits<double>::quiet_NaN()), OutcomeTest::none);
}

TEST(SampleSize, ExactPowerOfFisher) {
  EXPECT_NEAR(exact_power(.03, .18, 63, 63), .736, 5e-4);
  EXPECT_NEAR(exact_power(.03, .12, 134, 134), .758, 5e-4);
  EXPECT_NEAR(exact_power(.03, .165, 63, 63), .651, 5e-4);
  // R package statmod, power.fisher.test(0.5, 0.9, 20, 20): "70% chance of detecting difference", from 100 simulated tables;
  // counting all tables in whole numbers gives .742389.
  EXPECT_NEAR(exact_power(.5, .9, 20, 20), .742389, 5e-7);
  EXPECT_NEAR(exact_power(.5, .9, 20, 20), .70, .046);
  EXPECT_EQ(exact_power(.03, .18, 0, 63), 0);
  EXPECT_NEAR(exact_power(.45, .50, 3001, 3001), normal_power(.45, .50, 3001, 3001), 1e-12);
  EXPECT_NEAR(exact_power(.45, .48, 3000, 3000), normal_power(.45, .48, 3000, 3000), .02);
  EXPECT_EQ(exact_power(0, 1, 20, 20), 1);
  EXPECT_EQ(exact_power(0, 0, 20, 20), 0);
}

TEST(SampleSize, FisherPAgreesWithR) {
  EXPECT_NEAR(fisher_p(3, 4, 1, 4), .4857142857, 1e-9);         // ?fisher.test, the lady tasting tea
  EXPECT_NEAR(fisher_p(2, 12, 15, 18), .0005367241, 1e-9);      // ?fisher.test, convictions of twins
  EXPECT_NEAR(fisher_p(0, 10, 0, 10), 1, 1e-12);
  EXPECT_LT(fisher_p(2, 12, 15, 18, true), fisher_p(2, 12, 15, 18));
  EXPECT_EQ(fisher_p(1, 0, 1, 4), 1);
}

// Power over every table with Fisher's p found one by one: no shortcut shared with the function under test but fisher_p.
TEST(SampleSize, ExactPowerIsTheSumOverAllTables) {
  for (const auto& [n, m] : std::vector<std::pair<int, int>>{{7, 7}, {12, 5}, {20, 31}}) {
    const std::vector<double> bt = binomial_chances(n, .45), bh = binomial_chances(m, .1);
    double power = 0;
    for (int x = 0; x <= n; ++x)
      for (int y = 0; y <= m; ++y)
        if (fisher_p(x, n, y, m) <= .05) power += bt[static_cast<size_t>(x)] * bh[static_cast<size_t>(y)];
    EXPECT_NEAR(exact_power(.1, .45, n, m), power, 1e-12);
  }
}

TEST(SampleSize, BoschlooIsNeverWeakerThanFisherAndKeepsItsSize) {
  for (const int64_t n : {8, 20, 63}) {
    EXPECT_GE(exact_power(.03, .18, n, n, .05, ExactTest::boschloo), exact_power(.03, .18, n, n) - 1e-12) << n;
    for (const double rate : {.01, .033, .1, .27, .5, .77}) {
      EXPECT_LE(exact_power(rate, rate, n, n, .05, ExactTest::boschloo), .0505) << n << ' ' << rate;
      EXPECT_LE(exact_power(rate, rate, n, n), .05) << n << ' ' << rate;
    }
  }
}

TEST(SampleSize, ExactSizeIsTheFirstOfItsRunWithThePower) {
  const int64_t n = *exact_accounts_per_arm(.03, .18);
  EXPECT_GT(n, 63);
  EXPECT_GE(exact_power(.03, .18, n, n), .80);
  EXPECT_LT(exact_power(.03, .18, n - 1, n - 1), .80);
  EXPECT_FALSE(exact_accounts_per_arm(.1, .1));
  EXPECT_FALSE(exact_accounts_per_arm(.10, .101));
}

TEST(SampleSize, ClustersMakeItLarger) {
  EXPECT_NEAR(cluster_factor(5, 0, .05), 1.2, 1e-12);              // 1 + (k - 1) ICC
  EXPECT_NEAR(cluster_factor(5, .6, .05), 1 + (1.36 * 5 - 1) * .05, 1e-12);
  EXPECT_EQ(cluster_factor(1, 0, .3), 1);
  EXPECT_EQ(cluster_factor(0, 1, .3), 1);
  EXPECT_EQ(cluster_factor(4, 1, 0), 1);
}

TEST(SampleSize, WeeksFollowTheSmallerArm) {
  const ArmSizes equal{482, 482};
  EXPECT_NEAR(*weeks_to_enrol(equal, 36, .5), 482 / 18.0, 1e-9);
  EXPECT_NEAR(*weeks_to_enrol(equal, 36, .2), 482 / 7.2, 1e-9);    // n/(V min(h, 1 - h))
  TestPlan plan;
  plan.held_per_treated = .25;
  const ArmSizes fitted = *accounts_per_arm(.15, .22, plan);
  EXPECT_NEAR(*weeks_to_enrol(fitted, 36, .2), (fitted.treated + fitted.held) / 36, 1e-9);
  EXPECT_NEAR(*volume_to_enrol(equal, 4, .5), 241, 1e-9);
  EXPECT_FALSE(weeks_to_enrol(equal, 0, .5));
  EXPECT_FALSE(weeks_to_enrol(equal, 36, 0));
  EXPECT_FALSE(weeks_to_enrol(equal, 36, 1));
  EXPECT_FALSE(volume_to_enrol(equal, 0, .5));
}

}  // namespace
}  // namespace handraise
