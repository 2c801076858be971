#include "pilot/go_rule.h"

#include <gtest/gtest.h>

#include <cmath>

#include "pilot/interval.h"

namespace handraise {
namespace {

TEST(GoRule, BetOddsAt72AnArm) {
  const GoOdds odds = go_odds_at_lifts(GoRule::bet, .15, .07, 72, 72);
  EXPECT_NEAR(odds.none, .201, 5e-4);
  EXPECT_NEAR(odds.half, .39, 5e-3);
  EXPECT_NEAR(odds.full, .595, 5e-4);
}

// Closed forms and symmetry; then E. Miller's formula against plain integration.
TEST(GoRule, ChanceThatTreatedIsBetter) {
  EXPECT_NEAR(chance_treated_better(0, 0, 0, 0), .5, 1e-14);
  EXPECT_NEAR(chance_treated_better(1, 1, 0, 0), 2.0 / 3, 1e-14);  // Beta(2, 1) against a uniform
  EXPECT_NEAR(chance_treated_better(12, 72, 12, 72), .5, 1e-12);
  EXPECT_NEAR(chance_treated_better(15, 72, 9, 60) + chance_treated_better(9, 60, 15, 72), 1, 1e-12);
  EXPECT_NEAR(chance_treated_better(5000, 10000, 5000, 10000), .5, 1e-9);   // terms underflow at first
  EXPECT_NEAR(chance_treated_better(200, 200, 0, 200), 1, 1e-12);
  EXPECT_NEAR(chance_treated_better(0, 200, 200, 200), 0, 1e-12);
  for (const auto& [x, y] : {std::pair{16, 11}, std::pair{3, 9}, std::pair{60, 2}}) {
    double sum = 0, held_below = 0, total = 0;
    const int steps = 200000;
    for (int i = 0; i < steps; ++i) {
      const double p = (i + .5) / steps;
      const double density_t = std::pow(p, x) * std::pow(1 - p, 72 - x), density_h = std::pow(p, y) * std::pow(1 - p, 72 - y);
      sum += density_t * (held_below + .5 * density_h);
      held_below += density_h;
      total += density_t;
    }
    EXPECT_NEAR(chance_treated_better(x, 72, y, 72), sum / total / held_below, 1e-6) << x;
  }
}

TEST(GoRule, OddsAreTheSumOverAllPairs) {
  const std::vector<double> bt = binomial_chances(31, .3), bh = binomial_chances(19, .1);
  double bet = 0, prove = 0;
  for (int x = 0; x <= 31; ++x) {
    for (int y = 0; y <= 19; ++y) {
      const double chance = bt[static_cast<size_t>(x)] * bh[static_cast<size_t>(y)];
      if (chance_treated_better(x, 31, y, 19) >= .8) bet += chance;
      if (difference_interval(x, 31, y, 19).low > 0) prove += chance;
    }
  }
  EXPECT_NEAR(go_odds(GoRule::bet, .1, .3, 31, 19), bet, 1e-10);
  EXPECT_NEAR(go_odds(GoRule::prove, .1, .3, 31, 19), prove, 1e-10);
  EXPECT_EQ(go_odds(GoRule::learn, .1, .3, 31, 19), 0);
}

TEST(GoRule, ProveAtTheNeededSizeHasAboutItsPowerAndSize) {
  EXPECT_NEAR(go_odds(GoRule::prove, .15, .22, 482, 482), .80, .02);
  EXPECT_NEAR(go_odds(GoRule::prove, .15, .15, 482, 482), .025, .005);
}

TEST(GoRule, ChoiceFollowsSizeThenOutcomesThenUndoing) {
  GoQuestion question;
  question.rate_held = .15;
  question.lift_wanted = .07;
  question.treated = question.held = 500;
  EXPECT_EQ(choose_go_rule(question).rule, GoRule::prove);
  question.treated = question.held = 72;
  const GoChoice bet = choose_go_rule(question);
  EXPECT_EQ(bet.rule, GoRule::bet);
  EXPECT_NEAR(*bet.lift_shown, .201, 5e-4);
  EXPECT_NEAR(bet.outcomes_expected_held, 10.8, 1e-12);
  question.undone_in_a_quarter = false;
  EXPECT_EQ(choose_go_rule(question).rule, GoRule::learn);
  question.undone_in_a_quarter = true;
  question.held = 30;  // 4.5 outcomes
  EXPECT_EQ(choose_go_rule(question).rule, GoRule::learn);
  question.held = 0;
  EXPECT_EQ(choose_go_rule(question).rule, GoRule::learn);
  EXPECT_FALSE(choose_go_rule(question).lift_shown);
}

TEST(GoRule, FewOutcomesAreProvenExactlyOrNotAtAll) {
  // 6 outcomes expected; the normal formula shows the lift, Fisher's test has less than the power.
  GoQuestion question;
  question.rate_held = .045;
  question.treated = question.held = 134;
  question.lift_wanted = .105;
  const GoChoice choice = choose_go_rule(question);
  EXPECT_EQ(choice.test, OutcomeTest::exact);
  EXPECT_LE(*choice.lift_shown, question.lift_wanted);
  EXPECT_EQ(choice.rule, exact_power(.045, .15, 134, 134) >= .80 ? GoRule::prove : GoRule::bet);
}

TEST(GoRule, EmptyArmsNeverGo) {
  EXPECT_EQ(go_odds(GoRule::bet, .1, .2, 0, 72), 0);
  EXPECT_EQ(go_odds(GoRule::prove, .1, .2, 72, 0), 0);
  EXPECT_EQ(go_odds(GoRule::bet, 0, 0, 72, 72), 0);  // no outcomes at all: .5
  EXPECT_NEAR(go_odds(GoRule::bet, 0, 1, 72, 72), 1, 1e-12);
}

}  // namespace
}  // namespace handraise
