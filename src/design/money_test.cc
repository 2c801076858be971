#include "design/money.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace handraise {
namespace {

TEST(Money, RatesThatTheTargetImplies) {
  const ImpliedRate lift = *implied_rate(.09, {.30, .55});
  EXPECT_NEAR(lift.rate, .545, 5e-4);
  EXPECT_EQ(lift.belief, Belief::flagged);
  EXPECT_NEAR(implied_rate(.12, {.30, .55})->rate, .73, 5e-3);
  EXPECT_EQ(implied_rate(.04, {.30, .55})->belief, Belief::believable);
  EXPECT_EQ(implied_rate(.20, {.30, .55})->belief, Belief::refused);
  EXPECT_FALSE(implied_rate(.09, {.30, 0}));
  EXPECT_EQ(implied_rate(.1, {})->rate, .1);
}

TEST(Money, SalesAssistBarelyMovesTheWholeFunnel) {
  EXPECT_NEAR(blended_effect(36, .07, 3000 * 12 / 52.0), .0036, 5e-5);
  EXPECT_EQ(blended_effect(36, .07, 0), 0);
}

TEST(Money, CoverageReadsBothEnds) {
  EXPECT_NEAR(payer_coverage(36, .15, 693, .04)->share, 5.4 / 27.72, 1e-9);
  EXPECT_EQ(payer_coverage(36, .15, 693, .04)->reading, CoverageReading::fits);
  EXPECT_EQ(payer_coverage(10, .15, 693, .04)->reading, CoverageReading::misses_most);
  EXPECT_EQ(payer_coverage(200, .15, 693, .04)->reading, CoverageReading::selects_payers);
  EXPECT_FALSE(payer_coverage(36, .15, 0, .04));
}

// The second reviewed pack: 20 USD a seat, 14 seats grow to 100, 15 % discount; 117 accounts, 9 points.
TEST(Money, SeatUplift) {
  EXPECT_NEAR(seat_uplift(20, 14, 0, 0), 3360, 1e-9);
  EXPECT_NEAR(seat_uplift(20, 100, 0, 0), 24000, 1e-9);
  EXPECT_NEAR(seat_uplift(20, 100, .15, 0), 20400, 1e-9);
  EXPECT_NEAR(seat_uplift(20, 100, .15, 14), 17040, 1e-9);
  EXPECT_NEAR(117 * .09 * seat_uplift(20, 100, .15, 14), 179e3, 500);
  EXPECT_LT(seat_uplift(20, 10, .5, 14), 0);
  EXPECT_NEAR(usage_uplift(12000, .25), 3000, 1e-9);
}

// The first reviewed pack: 36 a week, 6,000 USD a deal, 21.8k a month; break-even 2.3 points. With a fifth held out 8.7 deals a month.
TEST(Money, BreakEvenLift) {
  MotionValue value{36, 6000, 1, 12 * 21833.33};
  EXPECT_NEAR(*break_even_lift(value), .023, 5e-4);
  EXPECT_NEAR(lift_wanted(value), 2 * *break_even_lift(value), 1e-12);
  EXPECT_NEAR(net_per_year(value, *break_even_lift(value)), 0, 1e-6);
  EXPECT_NEAR(*break_even_uplift(value, *break_even_lift(value)), 6000, 1e-6);
  value.worked_per_week = 36 * .8;
  EXPECT_NEAR(deals_per_year(value, .07) / 12, 8.7, .05);
  EXPECT_NEAR(value_per_year(value, .07) / 12, 52e3, 500);
  EXPECT_NEAR(cost_per_year({{10, 50}, {5, 100}}, 1200), 52 * 1000 + 1200, 1e-9);
}

TEST(Money, NoDealSizeOrVolumeHasNoBreakEven) {
  EXPECT_FALSE(break_even_lift({36, 0, 1, 1000}));
  EXPECT_FALSE(break_even_lift({0, 6000, 1, 1000}));
  EXPECT_FALSE(break_even_lift({36, -50, 1, 1000}));
  EXPECT_FALSE(break_even_uplift({36, 0, 1, 1000}, 0));
  EXPECT_EQ(lift_wanted({36, 0, 1, 1000}), .02);
  EXPECT_EQ(lift_wanted({1, 1, 1, 1e9}), 1);
  EXPECT_EQ(lift_wanted({36, 6000, 1, 0}), .02);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(std::isfinite(net_per_year({nan, nan, nan, nan}, nan)));
}

TEST(Money, WorthOfThePilot) {
  const MotionValue value{30, 5000, .8, 100000};
  const GoOdds odds{.2, .39, .6};
  const PilotCost cost{36, .5, 4, 2000};
  const auto net = [&](double lift) { return 52 * 30 * lift * 5000 * .8 - 100000; };
  const auto held = [&](double lift) { return 36 * .5 * 4 * lift * 5000; };
  const PilotWorth worth = pilot_worth(value, .08, odds, cost);
  EXPECT_NEAR(worth.pilot_first, .3 * (.2 * net(0) - held(0)) + .4 * (.39 * net(.04) - held(.04)) + .3 * (.6 * net(.08) - held(.08)) - 2000, 1e-6);
  EXPECT_NEAR(worth.at_once, .3 * net(0) + .4 * net(.04) + .3 * net(.08), 1e-6);
  EXPECT_NEAR(holdout_cost(36, .5, 4, .08, 5000), held(.08), 1e-9);
  // Where going without a look loses money on average, the pilot is the better bet; where nobody is held out it costs only itself.
  const MotionValue dear{30, 5000, .8, 400000};
  EXPECT_GT(pilot_worth(dear, .08, odds, cost).pilot_first, pilot_worth(dear, .08, odds, cost).at_once);
}

}  // namespace
}  // namespace handraise
