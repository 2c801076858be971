#include "design/rule_space.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <random>
#include <set>

namespace handraise {
namespace {

RuleSignal signal(double points, int kind) {
  RuleSignal result;
  result.points = points;
  result.kind = kind;
  return result;
}
RuleSignal must(RuleSignal of) { return of.must_have = true, of; }
RuleSignal fit(double points) {
  RuleSignal result = signal(points, 99);
  result.fit = true;
  return result;
}

// The reviewed pack's score card: S1 and S2 of 15 are gates, S3 S5 S6 S7 give 10 each, fit 10 or 15, and the team 0, 8 or 15.
// 79 of its 96 patterns reach 60, 38 reach 75, and everybody starts with 40.
TEST(RuleSpace, ReviewedScoreCardPassesNearlyEverybody) {
  int64_t patterns = 0, reaching = 0, hot = 0;
  for (const double team : {0.0, 8.0, 15.0}) {
    RuleSet rules;
    rules.signals = {must(signal(15, 0)), must(signal(15, 0)), signal(10, 1), must(signal(team, 2)), signal(10, 2),
                     signal(10, 1), signal(10, 3), must(fit(10)), fit(5)};
    rules.bar = 60;
    rules.hot_at = 75;
    const RuleSpace space = *rule_space_of(rules);
    patterns += space.patterns;
    reaching += space.reaching;
    hot += space.hot;
    EXPECT_EQ(space.points_start, 40 + team);
  }
  EXPECT_EQ(patterns, 96);
  EXPECT_EQ(reaching, 79);
  EXPECT_EQ(hot, 38);
}

// The standard points of a PQL: the best two kinds give 50, so two kinds are always there at 60 and three are not.
TEST(RuleSpace, TwoKindsNeverBindThreeMay) {
  RuleSet rules;
  rules.signals = {signal(25, 0), signal(25, 1), signal(15, 2), signal(10, 3), signal(15, 4), fit(10)};
  rules.bar = 60;
  rules.kinds_at_least = 2;
  EXPECT_FALSE(rule_space_of(rules)->kinds_bind);
  rules.kinds_at_least = 3;
  const RuleSpace space = *rule_space_of(rules);
  EXPECT_TRUE(space.kinds_bind);   // depth, breadth and fit are 60 of two kinds
  EXPECT_TRUE(space.bar_binds);
  EXPECT_EQ(space.points_max, 100);
  EXPECT_TRUE(space.never_decisive.empty());
}

TEST(RuleSpace, MinimalPatternsAndSignalsInDisguise) {
  RuleSet rules;
  rules.signals = {must(signal(0, 0)), signal(40, 1), signal(20, 2), signal(20, 3), signal(5, 4)};
  rules.bar = 60;
  const RuleSpace space = *rule_space_of(rules);
  EXPECT_EQ(space.patterns, 16);
  EXPECT_EQ(space.reaching, 6);
  EXPECT_EQ(space.minimal, (std::vector<Pattern>{0b00111, 0b01011}));
  EXPECT_EQ(space.minimal_count, 2);
  EXPECT_EQ(space.never_decisive, std::vector<int>{4});   // ballast
  EXPECT_EQ(space.always_on, std::vector<int>{1});        // a gate in all but name
  EXPECT_TRUE(space.gates_implied.empty());
  EXPECT_FALSE(space.hot_reachable);
  EXPECT_FALSE(space.any_of_binds);
  EXPECT_EQ(pattern_words(space.minimal[0], {"activated", "depth", "invited", "integrated", "looked"}), "activated + depth + invited");
}

TEST(RuleSpace, AGateThatTheBarImpliesIsNamed) {
  RuleSet rules;
  rules.signals = {must(signal(50, 0)), signal(20, 1), signal(20, 2)};
  rules.bar = 60;
  EXPECT_EQ(rule_space_of(rules)->gates_implied, std::vector<int>{0});
  rules.bar = 40;   // 40 without it
  EXPECT_TRUE(rule_space_of(rules)->gates_implied.empty());
}

TEST(RuleSpace, AnyOfBindsOnlyWhereItExcludes) {
  RuleSet rules;
  rules.signals = {signal(30, 0), signal(30, 1), signal(30, 2)};
  rules.signals[0].any_of = rules.signals[1].any_of = true;
  rules.bar = 60;
  EXPECT_FALSE(rule_space_of(rules)->any_of_binds);   // two of three always hold one of two
  rules.bar = 30;
  EXPECT_TRUE(rule_space_of(rules)->any_of_binds);
  EXPECT_EQ(rule_space_of(rules)->patterns, 6);
}

TEST(RuleSpace, FadedPointsCount) {
  RuleSet rules;
  rules.signals = {signal(30, 0), signal(30, 1)};
  rules.bar = 60;
  EXPECT_EQ(rule_space_of(rules)->reaching, 1);
  rules.signals[0].left = .5;
  EXPECT_EQ(rule_space_of(rules)->reaching, 0);
  EXPECT_TRUE(rule_space_of(rules)->minimal.empty());
  EXPECT_TRUE(rule_space_of(rules)->always_on.empty());
}

TEST(RuleSpace, EmptyNegativeAndTooMany) {
  RuleSet rules;
  EXPECT_EQ(rule_space_of(rules)->patterns, 1);
  EXPECT_EQ(rule_space_of(rules)->reaching, 1);
  rules.bar = 1;
  EXPECT_EQ(rule_space_of(rules)->reaching, 0);
  rules.signals = {signal(10, 0), signal(-50, 1)};
  EXPECT_EQ(rule_space_of(rules)->patterns, 2);   // risk stays off
  EXPECT_EQ(rule_space_of(rules)->points_max, 10);
  rules.signals.assign(21, signal(5, 0));
  EXPECT_FALSE(rule_space_of(rules));
  EXPECT_FALSE(bar_ladder(rules, {10}));
  rules.signals[0].points = std::nan("");
  rules.signals.resize(3);
  EXPECT_TRUE(rule_space_of(rules));
}

// The plain meaning, pattern by pattern.
bool holds(const RuleSet& rules, Pattern p) {
  double points = 0;
  std::set<int> kinds;
  bool any_of = false, asked = false;
  for (size_t i = 0; i < rules.signals.size(); ++i) {
    const RuleSignal& one = rules.signals[i];
    const bool on = p >> i & 1;
    asked |= one.any_of;
    any_of |= one.any_of && on;
    if (one.must_have && !on) return false;
    if (!on) continue;
    points += one.points;
    if (one.points > 0 && !one.fit) kinds.insert(one.kind);
  }
  return (any_of || !asked) && points >= rules.bar && static_cast<int>(kinds.size()) >= rules.kinds_at_least;
}

TEST(RuleSpace, AgreesWithThePlainMeaning) {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    RuleSet rules;
    const size_t n = random() % 13;   // over ten varying signals: both halves in use
    for (size_t i = 0; i < n; ++i) {
      RuleSignal one = signal(static_cast<double>(random() % 7) * 5, static_cast<int>(random() % 4));
      one.fit = random() % 6 == 0;
      one.must_have = random() % 6 == 0;
      one.any_of = random() % 5 == 0;
      one.chance_on = static_cast<double>(random() % 11) / 10;
      rules.signals.push_back(one);
    }
    rules.bar = static_cast<double>(random() % 15) * 5;
    rules.kinds_at_least = static_cast<int>(random() % 4);
    const RuleSpace space = *rule_space_of(rules);
    int64_t reaching = 0, minimal = 0;
    std::vector<int64_t> decides(n, 0);
    std::vector<uint8_t> gate_excludes(n, 0);
    double chance = 0;
    for (Pattern p = 0; p < Pattern{1} << n; ++p) {
      RuleSet less = rules;
      for (size_t i = 0; i < n; ++i) {
        if (!rules.signals[i].must_have || gate_excludes[i] || (p >> i & 1)) continue;
        less.signals[i].must_have = false;
        if (holds(less, p)) gate_excludes[i] = 1;
        less.signals[i].must_have = true;
      }
      if (!holds(rules, p)) continue;
      ++reaching;
      double one_chance = 1;
      bool smallest = true;
      for (size_t i = 0; i < n; ++i) {
        one_chance *= p >> i & 1 ? rules.signals[i].chance_on : 1 - rules.signals[i].chance_on;
        if (!(p >> i & 1)) continue;
        if (!holds(rules, p & ~(Pattern{1} << i))) ++decides[i];
        else smallest = false;
      }
      chance += one_chance;
      minimal += smallest;
    }
    EXPECT_EQ(space.reaching, reaching) << round;
    EXPECT_EQ(space.minimal_count, minimal) << round;
    for (const Pattern p : space.minimal) EXPECT_TRUE(holds(rules, p));
    for (size_t i = 0; i < n; ++i) {
      EXPECT_EQ(space.decisive[i] > 0, decides[i] > 0) << round << ' ' << i;
      const bool implied = std::count(space.gates_implied.begin(), space.gates_implied.end(), static_cast<int>(i)) > 0;
      EXPECT_EQ(implied, reaching > 0 && rules.signals[i].must_have && !gate_excludes[i]) << round << ' ' << i;
    }
    EXPECT_NEAR((*bar_ladder(rules, {rules.bar}))[0].chance, chance, 1e-12) << round;
  }
}

TEST(RuleSpace, LadderFallsWithTheBar) {
  RuleSet rules;
  rules.signals = {must(signal(0, 0)), signal(25, 1), signal(25, 2), signal(15, 3)};
  rules.signals[0].chance_on = .4;
  const std::vector<BarStep> steps = *bar_ladder(rules, {0, 25, 50, 65, 66});
  EXPECT_NEAR(steps[0].chance_given_gates, 1, 1e-12);
  EXPECT_NEAR(steps[0].chance, .4, 1e-12);
  EXPECT_NEAR(steps[1].chance_given_gates, .75, 1e-12);
  EXPECT_NEAR(steps[3].share_of_patterns, 1.0 / 8, 1e-12);
  EXPECT_EQ(steps[4].chance, 0);
  for (size_t i = 1; i < steps.size(); ++i) EXPECT_LE(steps[i].chance, steps[i - 1].chance);
  rules.signals[0].chance_on = 0;
  EXPECT_EQ((*bar_ladder(rules, {0}))[0].chance, 0);
}

TEST(RuleSpace, TwentySignalsAreQuick) {
  RuleSet rules;
  for (int i = 0; i < 20; ++i) rules.signals.push_back(signal(5 + i, i % 6));
  rules.bar = 60;
  const auto start = std::chrono::steady_clock::now();
  const RuleSpace space = *rule_space_of(rules);
  EXPECT_EQ(space.patterns, 1 << 20);
  EXPECT_LE(space.minimal.size(), 64u);
  EXPECT_GT(space.minimal_count, 64);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(3));
}

}  // namespace
}  // namespace handraise
