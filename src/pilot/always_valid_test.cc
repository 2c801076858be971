#include "pilot/always_valid.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/chance.h"
#include "pilot/interval.h"

namespace handraise {
namespace {

// A pilot of `treated` and `held` accounts, looked at after each of `looks` parts.
struct Read { bool above = false, below = false, misses = false; };
Read run_of(Chance& chance, double rate_held, double rate_treated, int64_t treated, int64_t held, int looks, double guess_held, double guess_lift) {
  AlwaysValid sequence(guess_held, guess_lift);
  int64_t before_treated = 0, before_held = 0;
  Read run;
  const double truth = rate_treated - rate_held;
  for (int i = 1; i <= looks; ++i) {
    const int64_t now_treated = treated * i / looks, now_held = held * i / looks;
    ArmCounts block{now_treated - before_treated, 0, now_held - before_held, 0};
    for (int64_t k = 0; k < block.treated; ++k) block.events_treated += chance.share() < rate_treated ? 1 : 0;
    for (int64_t k = 0; k < block.held; ++k) block.events_held += chance.share() < rate_held ? 1 : 0;
    before_treated = now_treated, before_held = now_held;
    sequence.look(block);
  }
  run.above = sequence.above(0);
  run.below = sequence.below(0);
  run.misses = sequence.above(truth) || sequence.below(truth);   // the true difference is ruled out at some look
  return run;
}

// The claim that all rests on, by adding up every outcome: whatever was seen before and however wrong the guess, a block is worth at most 1
// on average for every pair of rates inside the null.
TEST(AlwaysValid, ABlockIsWorthAtMostOneUnderEveryPairOfTheNull) {
  double largest = 0;
  for (const ArmCounts& past : {ArmCounts{}, ArmCounts{12, 5, 9, 1}, ArmCounts{30, 0, 4, 4}}) {
    for (const auto& [treated, held] : std::vector<std::pair<int64_t, int64_t>>{{1, 1}, {6, 2}, {0, 3}, {5, 9}}) {
      for (const double d : {-.3, 0.0, .1, .6}) {
        for (const double step : {-.4, -.02, .01, .05, .3}) {
          std::vector<std::vector<double>> worth;
          for (int64_t x = 0; x <= treated; ++x) {
            worth.emplace_back();
            for (int64_t y = 0; y <= held; ++y) worth.back().push_back(std::exp(log_block_worth({treated, x, held, y}, past, .11, difference_line(d), difference_line(d + step))));
          }
          for (double h = 0; h <= 1 + 1e-12; h += .05) {
            for (const double within : {0.0, .05, .2}) {   // the whole of "at most d", or "at least d"
              const double t = h + d - (step > 0 ? within : -within);
              if (t < 0 || t > 1) continue;
              const std::vector<double> bt = binomial_chances(treated, t), bh = binomial_chances(held, std::min(h, 1.0));
              double mean = 0;
              for (size_t x = 0; x < worth.size(); ++x)
                for (size_t y = 0; y < worth[x].size(); ++y) mean += bt[x] * bh[y] * worth[x][y];
              EXPECT_LE(mean, 1 + 1e-7) << treated << ' ' << held << " d " << d << " step " << step << " h " << h << " t " << t;
              largest = std::max(largest, mean);
            }
          }
        }
      }
    }
  }
  EXPECT_NEAR(largest, 1, 1e-6);   // and not by being worth nothing
}

TEST(AlwaysValid, ABlockIsWorthAtMostOneUnderEveryRatioOfTheNull) {
  double largest = 0;
  const ArmCounts past{12, 5, 9, 1};
  constexpr int64_t kTreated = 6, kHeld = 3;
  for (const double ratio : {.3, 1.0, 2.5}) {
    for (const double step : {.5, .9, 1.2, 4.0}) {
      for (double h = .02; h <= 1; h += .07) {
        for (const double within : {1.0, .8, .3}) {   // the whole of "at most the ratio", or "at least"
          const double t = h * (step > 1 ? ratio * within : ratio / within);
          if (t > 1) continue;
          const std::vector<double> bt = binomial_chances(kTreated, t), bh = binomial_chances(kHeld, h);
          double mean = 0;
          for (int64_t x = 0; x <= kTreated; ++x)
            for (int64_t y = 0; y <= kHeld; ++y) mean += bt[static_cast<size_t>(x)] * bh[static_cast<size_t>(y)] * std::exp(log_block_worth({kTreated, x, kHeld, y}, past, .11, ratio_line(ratio), ratio_line(ratio * step)));
          EXPECT_LE(mean, 1 + 1e-7) << ratio << ' ' << step << ' ' << h << ' ' << t;
          largest = std::max(largest, mean);
        }
      }
    }
  }
  EXPECT_NEAR(largest, 1, 1e-2);
}

// The promise: looks every week, 2,000 pilots without any difference, one or both ends; guesses of rate and lift that are right, or far off.
TEST(AlwaysValid, WeeklyLooksKeepTheFalseAlarmsAndTheCoverage) {
  constexpr int kRuns = 2000;
  struct Case { int64_t treated, held; double held_rate, treated_rate, guess_held, guess_lift; };
  uint64_t seed = 1;
  for (const Case& each : {Case{10, 10, .11, .11, .11, .04}, Case{10, 10, .5, .5, .11, .3}, Case{47, 47, .01, .01, .11, .04}, Case{50, 12, .3, .3, .05, .05},
                           Case{300, 75, .11, .11, .11, .04}, Case{2000, 2000, .05, .05, .05, .02}, Case{2000, 500, .5, .5, .3, .1}, Case{47, 47, .11, .15, .11, .04},
                           Case{300, 300, .2, .35, .1, .05}, Case{2000, 2000, .03, .05, .03, .02}, Case{100, 25, .5, .2, .4, .1}}) {
    Chance chance(seed++);
    int alarms = 0, misses = 0;
    for (int i = 0; i < kRuns; ++i) {
      const Read run = run_of(chance, each.held_rate, each.treated_rate, each.treated, each.held, 12, each.guess_held, each.guess_lift);
      alarms += run.above || run.below ? 1 : 0;
      misses += run.misses ? 1 : 0;
    }
    if (each.held_rate == each.treated_rate) { EXPECT_LE(alarms, kRuns / 20) << each.treated << ' ' << each.held_rate; }
    EXPECT_LE(misses, kRuns / 20) << each.treated << ' ' << each.held_rate << ' ' << each.treated_rate;
  }
}

// What fixed-sample tests do when they are read every week: the same looks, false alarms well over 5 %. The simulation above can fail.
TEST(AlwaysValid, AFixedTestReadEveryWeekBreaksItsPromise) {
  Chance chance(7);
  int alarms = 0;
  for (int run = 0; run < 2000; ++run) {
    int64_t x = 0, y = 0;
    bool alarm = false;
    for (int64_t n = 25; n <= 300; n += 25) {
      for (int i = 0; i < 25; ++i) x += chance.share() < .2 ? 1 : 0, y += chance.share() < .2 ? 1 : 0;
      const ShareInterval interval = difference_interval(x, n, y, n);
      alarm = alarm || interval.low > 0 || interval.high < 0;
    }
    alarms += alarm ? 1 : 0;
  }
  EXPECT_GT(alarms, 2000 / 8);
}

TEST(AlwaysValid, TheIntervalHoldsWhatIsNotRuledOut) {
  AlwaysValid sequence(.1, .1);
  for (int i = 0; i < 8; ++i) sequence.look({50, 12, 50, 5});
  const ShareInterval interval = sequence.interval();
  EXPECT_GT(interval.low, 0);
  EXPECT_LT(interval.low, .14);
  EXPECT_GT(interval.high, .14);
  EXPECT_LT(interval.high, .3);
  EXPECT_TRUE(sequence.above(interval.low - 1e-4));
  EXPECT_FALSE(sequence.above(interval.low + 1e-4));
  EXPECT_TRUE(sequence.below(interval.high + 1e-4));
  EXPECT_FALSE(sequence.below(interval.high - 1e-4));
  const ShareInterval ratio = sequence.ratio_interval();
  EXPECT_GT(ratio.low, 1);
  EXPECT_LT(ratio.low, 2.4);
  EXPECT_GT(ratio.high, 2.4);
  EXPECT_LT(ratio.high, 8);
  // A fixed test of the same counts is narrower: that is the price of looking.
  const ShareInterval fixed = difference_interval(96, 400, 40, 400);
  EXPECT_GT(fixed.low, interval.low);
  EXPECT_LT(fixed.high, interval.high);
}

TEST(AlwaysValid, NothingSeenRulesNothingOut) {
  AlwaysValid sequence(.1, .1);
  EXPECT_EQ(sequence.interval().low, -1);
  EXPECT_EQ(sequence.interval().high, 1);
  sequence.look({});
  sequence.look({-5, 7, 3, -1});   // what cannot be is pulled to what can
  EXPECT_FALSE(sequence.above(0));
  EXPECT_LT(sequence.interval().low, -.5);
  AlwaysValid strange(std::nan(""), std::nan(""), std::nan(""));
  strange.look({10, 10, 10, 0});
  EXPECT_FALSE(std::isnan(strange.log_evidence_above(0)));
  EXPECT_FALSE(std::isnan(strange.interval().low));
}

// Under once-planned looks the same pilot needs fewer accounts; it is also decided sooner than its full length when the lift is there.
TEST(AlwaysValid, SizesForWeeklyLooksCostAboutSeventyPercentMore) {
  TestPlan plan;
  for (const auto& [held, treated] : std::vector<std::pair<double, double>>{{.11, .22}, {.5, .75}, {.15, .22}, {.03, .12}}) {
    const double fixed = accounts_per_arm(held, treated, plan)->treated;
    const ArmSizes sizes = *always_valid_accounts(held, treated, 8, plan, 1000);
    EXPECT_GT(sizes.treated, 1.4 * fixed);
    EXPECT_LT(sizes.treated, 1.9 * fixed);
    const AlwaysValidPower power = always_valid_power(held, treated, accounts_needed(sizes.treated), accounts_needed(sizes.held), 8, plan, 1000, 99);
    EXPECT_NEAR(power.power, plan.power, .05);   // other draws
    EXPECT_LT(power.accounts_seen, .8);
  }
  EXPECT_FALSE(always_valid_accounts(.1, .1, 8, plan));
  EXPECT_FALSE(always_valid_accounts(.1, .1001, 8, plan));
  EXPECT_EQ(always_valid_power(.1, .2, 0, 10, 8, plan).power, 0);
}

}  // namespace
}  // namespace handraise
