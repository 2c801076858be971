#include "pilot/interval.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

namespace handraise {
namespace {

// R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I.
TEST(Interval, WilsonAgreesWithNewcombesTable) {
  struct Row { int64_t events, n; double low, high; };
  for (const Row& row : {Row{81, 263, .2553, .3662}, Row{15, 148, .0624, .1605}, Row{0, 20, 0, .1611}, Row{1, 29, .0061, .1718}}) {
    const ShareInterval interval = wilson_interval(row.events, row.n);
    EXPECT_NEAR(interval.low, row.low, 5e-5) << row.events;
    EXPECT_NEAR(interval.high, row.high, 5e-5) << row.events;
  }
}

TEST(Interval, ExactAgreesWithNewcombesTable) {
  struct Row { int64_t events, n; double low, high; };
  for (const Row& row : {Row{81, 263, .2527, .3676}, Row{15, 148, .0578, .1617}, Row{0, 20, 0, .1684}, Row{1, 29, .0009, .1776}}) {
    const ShareInterval interval = exact_interval(row.events, row.n);
    EXPECT_NEAR(interval.low, row.low, 5e-5) << row.events;
    EXPECT_NEAR(interval.high, row.high, 5e-5) << row.events;
  }
}

// R. G. Newcombe, "Interval estimation for the difference between independent proportions", the same volume, table II, method 10.
TEST(Interval, DifferenceAgreesWithNewcombesTable) {
  struct Row { int64_t a, m, b, n; double low, high; };
  for (const Row& row : {Row{56, 70, 48, 80, .0524, .3339}, Row{9, 10, 3, 10, .1705, .8090}, Row{5, 56, 0, 29, -.0381, .1926},
                         Row{10, 10, 0, 20, .6791, 1}, Row{10, 10, 0, 10, .6075, 1}, Row{0, 10, 0, 20, -.1611, .2775}}) {
    const ShareInterval interval = difference_interval(row.a, row.m, row.b, row.n);
    EXPECT_NEAR(interval.low, row.low, 6e-5) << row.a << '/' << row.m;
    EXPECT_NEAR(interval.high, row.high, 6e-5) << row.a << '/' << row.m;
  }
}

TEST(Interval, NothingSeenSaysNothing) {
  EXPECT_EQ(wilson_interval(0, 0).low, 0);
  EXPECT_EQ(wilson_interval(0, 0).high, 1);
  EXPECT_EQ(exact_interval(3, 0).high, 1);
  EXPECT_EQ(difference_interval(0, 0, 0, 0).low, -1);
  EXPECT_EQ(difference_interval(0, 0, 0, 0).high, 1);
  EXPECT_EQ(wilson_interval(9, 5).high, 1);   // more events than trials count as all of them
  EXPECT_EQ(wilson_interval(-4, 5).low, 0);
}

TEST(Interval, NormalQuantilesAreThePublishedOnes) {
  EXPECT_NEAR(normal_quantile(.975), 1.959963984540054, 1e-12);
  EXPECT_NEAR(normal_quantile(.90), 1.281551565544600, 1e-12);
  EXPECT_NEAR(normal_quantile(.80), 0.841621233572914, 1e-12);
  EXPECT_NEAR(normal_quantile(.5), 0, 1e-15);
  EXPECT_TRUE(std::isfinite(normal_quantile(0)));
  EXPECT_TRUE(std::isfinite(normal_quantile(1)));
  EXPECT_TRUE(std::isfinite(normal_quantile(std::numeric_limits<double>::quiet_NaN())));
  EXPECT_NEAR(normal_chance_below(normal_quantile(.3)), .3, 1e-14);
}

TEST(Interval, BinomialChancesSumToOneAndAgreeWithTheTails) {
  for (const int64_t n : {0, 1, 2, 36, 72, 1000, 20000}) {
    for (const double rate : {0.0, 1e-9, .01, .15, .5, .97, 1.0}) {
      const std::vector<double> chances = binomial_chances(n, rate);
      ASSERT_EQ(chances.size(), static_cast<size_t>(n) + 1);
      EXPECT_NEAR(std::accumulate(chances.begin(), chances.end(), 0.0), 1, 1e-12);
      const int64_t k = static_cast<int64_t>(static_cast<double>(n) * rate) + 1;
      double above = 0;
      for (int64_t i = k; i <= n; ++i) above += chances[static_cast<size_t>(i)];
      EXPECT_NEAR(binomial_at_least(n, rate, k), above, 1e-11) << n << ' ' << rate;
      EXPECT_NEAR(binomial_at_most(n, rate, k - 1), 1 - above, 1e-11) << n << ' ' << rate;
    }
  }
  EXPECT_NEAR(binomial_chances(10, .5)[5], 252.0 / 1024, 1e-15);
  EXPECT_EQ(binomial_at_least(-3, .5, 0), 1);
  EXPECT_EQ(binomial_at_least(5, std::numeric_limits<double>::quiet_NaN(), 1), 0);
}

}  // namespace
}  // namespace handraise
