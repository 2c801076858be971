#include "pilot/pilot_size.h"

#include <gtest/gtest.h>

#include <cmath>
#include <iostream>

#include "pilot/always_valid.h"
#include "pilot/one_look.h"

namespace handraise {
namespace {

SizeQuestion asking(double held, double treated, double power = .80) {
  SizeQuestion question;
  question.rate_held = held;
  question.rate_treated = treated;
  question.plan.power = power;
  return question;
}
bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// R's documentation of power.prop.test: .50 against .75 with power .90 needs 76.7; .50 against .501 at .001 needs 10451937; .90 against 1 with power .80
// needs 73.37; .90 against 50 accounts shows .8026. UCLA's page on Stata's power twoproportions: .30 against .15 needs 121 an arm.
TEST(PilotSize, AgreesWithPublishedSizes) {
  const PilotSize size = *size_pilot(asking(.50, .75, .90));
  EXPECT_NEAR(size.arms.held, 76.7, .05);
  EXPECT_EQ(accounts_needed(size.arms.held), 77);
  EXPECT_EQ(size.arms.treated, size.arms.held);
  EXPECT_EQ(size.method, SizeMethod::normal);
  SizeQuestion fine = asking(.50, .501, .90);
  fine.plan.alpha = .001;
  EXPECT_NEAR(size_pilot(fine)->arms.held / 10451937, 1, 1e-6);
  EXPECT_NEAR(size_pilot(asking(.90, 1.0))->arms.held, 73.37, .01);
  EXPECT_EQ(accounts_needed(size_pilot(asking(.30, .15))->arms.held), 121);
  SizeQuestion fifty = asking(.50, .75, .90);
  fifty.weekly = 50, fifty.weeks = 2;
  EXPECT_NEAR(.50 + *size_pilot(fifty)->reach->shown, .8026, 5e-5);
}

TEST(PilotSize, AMeanIsSizedByStudentsTest) {
  SizeQuestion question;
  question.difference = 1, question.standard_deviation = 1;
  question.plan.power = .90;
  const PilotSize size = *size_pilot(question);
  EXPECT_NEAR(size.arms.held, 22.02110, 2e-4);   // R's documentation of power.t.test
  EXPECT_EQ(size.method, SizeMethod::students_t);
}

// Under ten outcomes in the holdout the normal formula is not trusted: the size is that of the exact test that the readout uses.
TEST(PilotSize, FewExpectedOutcomesAreCountedExactly) {
  const PilotSize size = *size_pilot(asking(.03, .18));
  EXPECT_EQ(size.method, SizeMethod::exact);
  const auto n = static_cast<int64_t>(size.arms.held);
  EXPECT_GE(one_look_power(.03, .18, n, n), .80);
  EXPECT_LT(one_look_power(.03, .18, n - 1, n - 1), .80);
  EXPECT_TRUE(holds(print_size(asking(.03, .18), size, {}), "under five: no verdict"));
  EXPECT_EQ(size_pilot(asking(.30, .45))->method, SizeMethod::normal);
}

TEST(PilotSize, UnequalArmsKeepTheirRatio) {
  SizeQuestion question = asking(.15, .22);
  question.plan.held_per_treated = .25;
  const PilotSize size = *size_pilot(question);
  EXPECT_NEAR(size.arms.treated / size.arms.held, 4, 1e-9);
  EXPECT_NEAR(normal_power(.15, .22, size.arms.treated, size.arms.held), .80, 1e-9);
  for (const SizeRow& row : size.curve) EXPECT_NEAR(row.arms.treated / row.arms.held, 4, .02);
}

// A. Donner, N. Klar: 1 + (k - 1) ICC. Five users an account that are alike by .2 are worth 1.8 times fewer users.
TEST(PilotSize, UsersInAccountsAreWorthLess) {
  SizeQuestion question = asking(.10, .20);
  const double users = size_pilot(question)->arms.held;
  question.clusters = {5, 0, .2};
  const PilotSize size = *size_pilot(question);
  EXPECT_NEAR(size.cluster_factor, 1.8, 1e-12);
  EXPECT_NEAR(size.arms.held, users * 1.8 / 5, 1e-9);
  question.looks = Looks::weekly;
  EXPECT_FALSE(size_pilot(question));
}

// No finite-population correction: a pilot of all there are is sized like any other, since it stands for accounts to come.
TEST(PilotSize, VolumeDoesNotChangeTheSize) {
  SizeQuestion question = asking(.15, .22);
  const double alone = size_pilot(question)->arms.held;
  question.weekly = 1;
  EXPECT_EQ(size_pilot(question)->arms.held, alone);
}

TEST(PilotSize, PowerCurveAndReachAgreeWithTheSize) {
  SizeQuestion question = asking(.15, .22);
  question.weekly = 36, question.weeks = 4, question.horizon = 28;
  const PilotSize size = *size_pilot(question);
  double before = 0;
  for (const SizeRow& row : size.curve) {
    EXPECT_GT(row.power, before);
    before = row.power;
  }
  EXPECT_NEAR(size.curve[3].power, .80, .001);
  EXPECT_NEAR(*size.curve[3].shown, .07, .0002);
  EXPECT_NEAR(*size.weeks_needed, 2 * size.arms.held / 36, 1e-9);
  // F13 and F20 of the formulas: 72 an arm show .351; seven points, bet, go 20 / 39 / 60 %. F17: 28 days after four weeks, day 59, week 9.
  EXPECT_EQ(size.reach->arms.held, 72);
  EXPECT_NEAR(.15 + *size.reach->shown, .351, 5e-4);
  EXPECT_EQ(size.choice->rule, GoRule::bet);
  EXPECT_NEAR(size.odds->none, .20, .01);
  EXPECT_NEAR(size.odds->half, .39, .01);
  EXPECT_NEAR(size.odds->full, .60, .01);
  EXPECT_EQ(size.dates->last_outcome_day, 59);
  EXPECT_TRUE(holds(print_size(question, size, parse_time("2026-03-02T00:00:00Z")), "2026-05-04  review of week 9"));
}

// F18: of 72, .01 fine and .05 bad: 3, false alarm 3.6 %, power 70 %.
TEST(PilotSize, TriggersCarryTheirOdds) {
  SizeQuestion question = asking(.15, .22);
  question.weekly = 36, question.weeks = 4;
  Trigger trigger;
  trigger.name = "opt-outs", trigger.p_ok = .01, trigger.p_bad = .05;
  question.triggers = {trigger};
  const PilotSize size = *size_pilot(question);
  ASSERT_EQ(size.triggers.size(), 1u);
  EXPECT_EQ(size.triggers[0].trigger.k, 3);
  EXPECT_EQ(size.triggers[0].trigger.kind, "stop");
  EXPECT_NEAR(size.triggers[0].false_alarm, .036, 5e-4);
  EXPECT_NEAR(size.triggers[0].power, .70, 5e-3);
  question.weeks = 2;   // 36 treated: power 27 %
  EXPECT_EQ(size_pilot(question)->triggers[0].trigger.kind, "look");
}

TEST(PilotSize, WeeklyLooksAreSizedForTheirInterval) {
  SizeQuestion question = asking(.15, .30);
  question.looks = Looks::weekly;
  question.weekly = 50;
  const PilotSize size = *size_pilot(question);
  EXPECT_EQ(size.method, SizeMethod::always_valid);
  EXPECT_EQ(size.look_count, std::ceil(*size.weeks_needed - 1e-9));   // a look for each week that it takes
  const AlwaysValidPower power = always_valid_power(.15, .30, accounts_needed(size.arms.treated), accounts_needed(size.arms.held), size.look_count, question.plan, 2000, 17);
  EXPECT_NEAR(power.power, .80, .04);   // draws of its own: three standard deviations of 1,000 and 2,000 runs
  EXPECT_GT(size.arms.held, size.one_look.held);
  std::cout << "15 % against 30 %: one look " << accounts_needed(size.one_look.held) << " an arm with power " << normal_power(.15, .30, size.one_look.treated, size.one_look.held) << "; " << size.look_count << " weekly looks "
            << accounts_needed(size.arms.held) << " with power " << power.power << ", decided after " << power.accounts_seen << " of them on average\n";
}

TEST(PilotSize, WhatHasNoAnswerSaysSo) {
  EXPECT_EQ(size_pilot(asking(.2, .2)).errors()[0].message, "no number of accounts tells a rate from itself");
  SizeQuestion mean;
  mean.standard_deviation = 1;
  EXPECT_EQ(size_pilot(mean).errors()[0].message, "no number of accounts shows this difference of means");
  SizeQuestion tiny = asking(.1, .1005);
  tiny.looks = Looks::weekly;
  EXPECT_EQ(size_pilot(tiny).errors()[0].message, "more than 50,000 accounts in an arm");
}

}  // namespace
}  // namespace handraise
