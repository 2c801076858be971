#include "pilot/readout.h"

#include <gtest/gtest.h>

#include <cmath>
#include <iostream>

#include "base/chance.h"
#include "pilot/always_valid.h"

namespace handraise {
namespace {

const Timestamp kStart = *parse_time("2026-03-02T09:00:00Z");
constexpr int kHorizon = 28, kKnown = kHorizon + kBillingLagDays;   // days

Motion motion_with(GoRule rule, Looks looks, double holdout = .5) {
  Motion motion;
  motion.pilot.rule = rule;
  motion.pilot.looks = looks;
  motion.pilot.weeks = 4;
  motion.pilot.arms = {{"treatment", 1 - holdout, ""}, {"holdout", holdout, ""}};
  const auto plan = [&](const char* name, double value) {
    Quantity quantity;
    quantity.name = name, quantity.value = quantity.low = quantity.high = value;
    motion.planning.push_back(quantity);
  };
  plan("baseline_rate", .10);
  plan("wanted_lift", .10);
  plan("horizon_days", kHorizon);
  return motion;
}

// A pilot as its files hold it.
struct Told {
  std::vector<Exposure> exposures;
  std::vector<PilotOutcome> outcomes;
  std::vector<GuardrailRow> guardrails;

  // `accounts` of an arm, evenly over `weeks`; the first `reached` of them get there `after` days.
  void arm(ExposureArm arm, int accounts, int reached, double weeks = 4, const std::string& stratum = "", double after = 10) {
    for (int i = 0; i < accounts; ++i) {
      const std::string account = std::string(name_of(arm)) + stratum + std::to_string(i);
      const Timestamp at = kStart + static_cast<Timestamp>(weeks * static_cast<double>(kWeek) * i / accounts);
      exposures.push_back({account, at, arm, stratum, "m", 0});
      if (i < reached) outcomes.push_back({account, at + static_cast<Duration>(after * kDay)});
    }
  }
  Readout read(const Motion& motion, double days, bool with_intervals = true) const { return read_pilot({motion, exposures, outcomes, guardrails.empty() ? nullptr : &guardrails, kStart + static_cast<Duration>(days * kDay), with_intervals}); }
};
bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Readout, OneLookRefusesToBeReadEarlyAndShowsNothing) {
  const Motion motion = motion_with(GoRule::prove, Looks::once);
  Told told;
  told.arm(ExposureArm::treatment, 100, 60);
  told.arm(ExposureArm::holdout, 100, 10);
  const Readout early = told.read(motion, 28 + kKnown - .01);
  EXPECT_EQ(early.verdict, PilotVerdict::too_early);
  EXPECT_FALSE(early.effect);
  // 50.5: 200 accounts from day 0 to day 27.72.
  EXPECT_EQ(print_readout(motion, early, "paid"), R"(Too early: one look was planned, on 2026-04-30, when the outcome of the last account of 4 weeks is known. Reading sooner, and again then, would give more false alarms than the 5 % that are promised, so nothing of the outcome is shown.

  Rule                               prove; one planned look; exact unconditional interval of 95 %
  Read                               as of 2026-04-30T08:45:36.000Z
  Drawn                              100 treated, 100 held out since 2026-03-02; 50.5 a week
  Arms as drawn                      yes (p = 1.000)
  The plan's difference needs        199 treated, 199 held out
  Can be read on                     2026-04-30

  By intention to treat, by account: each counts in the arm it was drawn to.
)");
  const Readout due = told.read(motion, 28 + kKnown);
  EXPECT_EQ(due.verdict, PilotVerdict::scale);
  EXPECT_EQ(due.effect->counts.events_treated, 60);
  EXPECT_EQ(due.effect->counts.events_held, 10);
  EXPECT_GT(due.effect->difference.low, 0);
  EXPECT_GT(due.effect->ratio.low, 1);
}

TEST(Readout, TheVerdictFollowsTheRule) {
  const auto verdict = [](GoRule rule, int treated_reached, int held_reached) {
    Told told;
    told.arm(ExposureArm::treatment, 100, treated_reached);
    told.arm(ExposureArm::holdout, 100, held_reached);
    return told.read(motion_with(rule, Looks::once), 60);
  };
  EXPECT_EQ(verdict(GoRule::prove, 30, 10).verdict, PilotVerdict::scale);
  EXPECT_EQ(verdict(GoRule::prove, 10, 30).verdict, PilotVerdict::roll_back);
  const Readout unsure = verdict(GoRule::prove, 15, 10);
  EXPECT_EQ(unsure.verdict, PilotVerdict::cannot_tell);
  EXPECT_TRUE(holds(unsure.because, "The one look is used up")) << unsure.because;
  EXPECT_TRUE(holds(unsure.because, "a new pilot of 199 treated and 199 held-out accounts")) << unsure.because;
  EXPECT_EQ(verdict(GoRule::bet, 15, 10).verdict, PilotVerdict::scale);      // .86 (sum of F20's formula) is over .80
  EXPECT_EQ(verdict(GoRule::bet, 11, 10).verdict, PilotVerdict::roll_back);
  const Readout learning = verdict(GoRule::learn, 60, 1);
  EXPECT_EQ(learning.verdict, PilotVerdict::go_on);
  EXPECT_FALSE(learning.judged);
}

// Intention to treat, by account: whatever a rep did, whoever left the window, whoever had got there before.
TEST(Readout, AnAccountCountsInItsArmFromItsExposureToItsHorizon) {
  const Motion motion = motion_with(GoRule::prove, Looks::once);
  Told told;
  const auto one = [&](const std::string& name, ExposureArm arm, double day, std::optional<double> reached) {
    told.exposures.push_back({name, kStart + static_cast<Duration>(day * kDay), arm, "", "m", 0});
    if (reached) told.outcomes.push_back({name, kStart + static_cast<Duration>((day + *reached) * kDay)});
  };
  one("first", ExposureArm::treatment, 0, kHorizon);              // on the last day: counts
  one("late", ExposureArm::treatment, 1, kHorizon + .001);        // a moment after it: not
  one("before", ExposureArm::holdout, 2, -1);                     // had got there: in neither arm
  one("same", ExposureArm::holdout, 2, 0);
  one("worked", ExposureArm::holdout, 3, 5);                      // a rep called it all the same
  one("raised", ExposureArm::hand_raise, 3, 5);
  one("owned", ExposureArm::owned, 3, 5);
  one("after", ExposureArm::treatment, 28, 5);                    // enrolment is over
  told.outcomes.push_back({"nobody", kStart});
  told.outcomes.push_back({"worked", kStart + 20 * kDay});        // again: the earliest counts
  told.guardrails.push_back({"worked", "meeting_set", kStart + 4 * kDay});
  Motion with_dispositions = motion;
  Disposition met;
  met.value = "meeting_set";
  with_dispositions.dispositions = {met};
  const Readout readout = told.read(with_dispositions, 60);
  EXPECT_EQ(readout.effect->counts.treated, 2);
  EXPECT_EQ(readout.effect->counts.events_treated, 1);
  EXPECT_EQ(readout.effect->counts.held, 1);
  EXPECT_EQ(readout.effect->counts.events_held, 1);
  EXPECT_EQ(readout.there_already, 2);
  EXPECT_EQ(readout.held_touched, 1);
  EXPECT_EQ(readout.hand_raises, 1);
  EXPECT_EQ(readout.owned, 1);
  EXPECT_EQ(readout.late, 1);
}

TEST(Readout, ArmsThatAreNotWhatWasDrawnAreNotCompared) {
  Told told;
  told.arm(ExposureArm::treatment, 140, 80);
  told.arm(ExposureArm::holdout, 60, 2);
  const Readout readout = told.read(motion_with(GoRule::prove, Looks::once), 60);
  EXPECT_EQ(readout.verdict, PilotVerdict::cannot_tell);
  EXPECT_FALSE(readout.effect);
  EXPECT_TRUE(holds(readout.because, "not what was drawn (140 treated, 60 held out"));
  EXPECT_EQ(told.read(motion_with(GoRule::prove, Looks::once, .3), 60).verdict, PilotVerdict::scale);
}

TEST(Readout, TriggersStopAtTheirCountWheneverTheyAreRead) {
  Motion motion = motion_with(GoRule::prove, Looks::once);
  Trigger opt_outs, fits;
  opt_outs.name = "Opt-outs", opt_outs.kind = "stop", opt_outs.counts = "opted out", opt_outs.p_ok = .01, opt_outs.p_bad = .05, opt_outs.k = 3, opt_outs.action = "pause that message";
  fits.name = "Enough fits", fits.kind = "scale", fits.counts = "bad fit or wrong signal", fits.p_ok = .15, fits.p_bad = .35, fits.k = 1;
  motion.pilot.triggers = {opt_outs, fits};
  Told told;
  told.arm(ExposureArm::treatment, 72, 40);
  told.arm(ExposureArm::holdout, 72, 5);
  EXPECT_EQ(told.read(motion, 60).verdict, PilotVerdict::go_on) << "a gate that nobody counted is not open";
  told.guardrails = {{"treatment1", "opted_out", kStart + 5 * kDay}, {"treatment1", "Opt-outs", kStart + 6 * kDay}, {"treatment2", "opted_out", kStart + 5 * kDay},
                     {"holdout3", "opted_out", kStart + 5 * kDay}, {"treatment3", "signal_wrong", kStart + 8 * kDay}};
  Readout readout = told.read(motion, 60);
  EXPECT_EQ(readout.verdict, PilotVerdict::scale);
  EXPECT_EQ(*readout.triggers[0].count, 2) << "accounts, not rows, and treated ones only";
  EXPECT_NEAR(readout.triggers[0].false_alarm, .036, 5e-4);   // F18
  told.guardrails.push_back({"treatment4", "bad_fit", kStart + 8 * kDay});
  readout = told.read(motion, 60);
  EXPECT_EQ(readout.verdict, PilotVerdict::go_on);
  EXPECT_TRUE(holds(readout.because, "Enough fits (2, at most 1) stands against it")) << readout.because;
  told.guardrails.push_back({"treatment9", "opted out", kStart + 9 * kDay});
  EXPECT_EQ(told.read(motion, 20).verdict, PilotVerdict::roll_back) << "before the outcome can be read";
  EXPECT_EQ(told.read(motion, 8.5).verdict, PilotVerdict::too_early) << "before it happened";
  EXPECT_TRUE(holds(told.read(motion, 60).because, "Opt-outs: 3 of 72, and at 3 it stops: pause that message."));
}

TEST(Readout, SegmentsPayForTheirNumberAndDecideNothing) {
  const Motion motion = motion_with(GoRule::prove, Looks::once);
  Told told;
  for (const char* region : {"east", "west"}) {
    told.arm(ExposureArm::treatment, 60, 20, 4, region);
    told.arm(ExposureArm::holdout, 60, 8, 4, region);
  }
  const Readout readout = told.read(motion, 60);
  ASSERT_EQ(readout.segments.size(), 2u);
  Told alone;
  alone.arm(ExposureArm::treatment, 60, 20);
  alone.arm(ExposureArm::holdout, 60, 8);
  const Readout one = alone.read(motion, 60);
  EXPECT_LT(readout.segments[0].effect.difference.low, one.effect->difference.low);
  EXPECT_GT(readout.segments[0].effect.difference.high, one.effect->difference.high);
  EXPECT_TRUE(holds(print_readout(motion, readout, "paid"), "Each interval at 97.5 %"));
}

// Weekly: valid from the first account on, of whole weeks only, and an outcome moves no account into another look.
TEST(Readout, WeeklyLooksCountWhatIsKnownAtTheEndOfAWeek) {
  const Motion motion = motion_with(GoRule::prove, Looks::weekly);
  Told told;
  told.arm(ExposureArm::treatment, 100, 70);
  told.arm(ExposureArm::holdout, 100, 10);
  const Readout first = told.read(motion, 1);
  EXPECT_EQ(first.verdict, PilotVerdict::cannot_tell);
  EXPECT_EQ(first.effect->counts.treated, 0);
  EXPECT_EQ(first.effect->difference.low, -1);
  // The accounts of the first day are known after 31 days, which is in the fifth week.
  EXPECT_EQ(told.read(motion, 34.9).effect->counts.treated, 0);
  const int64_t known = told.read(motion, 35).effect->counts.treated;
  EXPECT_EQ(known, 15);   // those of the first four days: 100 in 28 days, at days 0, .28, … 3.92
  EXPECT_EQ(told.read(motion, 41.9).effect->counts.treated, known);
  EXPECT_EQ(told.read(motion, 63).effect->counts.treated, 100);
  EXPECT_EQ(told.read(motion, 63).verdict, PilotVerdict::scale);
  EXPECT_TRUE(holds(told.read(motion, 63).method, "anytime-valid confidence sequence for two proportions"));
}

TEST(Readout, SaysHowManyMoreWeeksItTakes) {
  Motion motion = motion_with(GoRule::prove, Looks::weekly);
  for (Quantity& quantity : motion.planning) if (quantity.name == "wanted_lift") quantity.value = .30;
  Told told;
  told.arm(ExposureArm::treatment, 20, 4);
  told.arm(ExposureArm::holdout, 20, 2);
  const Readout readout = told.read(motion, 28);
  // 20 an arm in the 26.6 days from the first to the last, 10.53 a week: what is missing at that pace in whole weeks, then 31 days until the last is known.
  const double missing = readout.needed->treated - 20;
  const int weeks = static_cast<int>(std::ceil(missing / (40 / 3.8 / 2)));
  EXPECT_GT(missing, 0);
  EXPECT_EQ(*readout.tells_at, readout.as_of + weeks * kWeek + kKnown * kDay);
  EXPECT_EQ(*readout.weeks_more, weeks + 5);
  EXPECT_TRUE(holds(told.read(motion, 63).because, "0 lies inside the interval of the difference. At 10.5 accounts a week the ")) << told.read(motion, 63).because;
  EXPECT_FALSE(told.read(motion_with(GoRule::prove, Looks::once), 28).weeks_more) << "one look is not put off";
}

TEST(Readout, NeverCallsItLift) {
  Told told;
  told.arm(ExposureArm::treatment, 100, 30);
  told.arm(ExposureArm::holdout, 100, 10);
  for (const Looks looks : {Looks::once, Looks::weekly}) {
    const Motion motion = motion_with(GoRule::prove, looks);
    const Readout readout = told.read(motion, 63);
    EXPECT_FALSE(holds(print_readout(motion, readout, "paid") + print_readout_markdown(motion, readout, "paid") + print_readout_json(motion, readout, "paid"), "lift"));
  }
}

TEST(Readout, NamesCannotBecomeStructureOrFormulas) {
  Told told;
  told.arm(ExposureArm::treatment, 100, 30, 4, "=1+1|<b>");
  told.arm(ExposureArm::holdout, 100, 10, 4, "[x](http://y)\x1b[2J");
  told.guardrails = {{"treatment=1+1|<b>1", "=cmd|'/c'!A1", kStart + 30 * kDay}};
  const Motion motion = motion_with(GoRule::prove, Looks::once);
  const Readout readout = told.read(motion, 60);
  const std::string markdown = print_readout_markdown(motion, readout, "paid");
  EXPECT_FALSE(holds(markdown, "<b>"));
  EXPECT_FALSE(holds(markdown, "[x](http"));
  EXPECT_FALSE(holds(markdown, "| =")) << markdown;
  EXPECT_TRUE(holds(markdown, "| Difference | 20.0 pp more (")) << markdown;
  EXPECT_FALSE(holds(print_readout(motion, readout, "paid"), "\x1b"));
}

TEST(Readout, GuardrailsAreReadStrictly) {
  EXPECT_EQ(read_guardrails("account,at,disposition\n'=x,2026-03-02T09:00:00Z,opted_out\n", "g.csv")->at(0).account, "=x");
  EXPECT_EQ(print_errors(read_guardrails("account,at,guardrail\na,2026-03-02T09:00:00Z,\na,then,x\n", "g.csv").errors()),
            "g.csv:2:24: neither guardrail nor disposition\ng.csv:3:3: 'then' is no time; expected one as 2026-03-02T09:00:00Z\n");
  EXPECT_EQ(print_errors(read_guardrails("account,at\na,2026-03-02T09:00:00Z\n", "g.csv").errors()), "g.csv:1:1: no column 'guardrail' and none 'disposition'; expected account,at and one of them\n");
}

// ---- The promise, by simulation: whole pilots, from exposures and outcomes to the verdict, read every week -----------------------------------------

struct Company { int accounts; double holdout, rate_held, rate_treated; };
Told drawn(Chance& chance, const Company& company) {
  Told told;
  for (int i = 0; i < company.accounts; ++i) {
    const bool held = chance.share() < company.holdout;
    const Timestamp at = kStart + static_cast<Timestamp>(chance.share() * 8 * static_cast<double>(kWeek));
    const std::string account = std::to_string(i);
    told.exposures.push_back({account, at, held ? ExposureArm::holdout : ExposureArm::treatment, "", "m", 0});
    if (chance.share() < (held ? company.rate_held : company.rate_treated)) told.outcomes.push_back({account, at + 1 + static_cast<Timestamp>(chance.share() * kHorizon * static_cast<double>(kDay - 1))});
  }
  return told;
}

TEST(Readout, WeeklyPeekingKeepsTheFalsePositivesOfTwoThousandPilots) {
  constexpr int kRuns = 2000;
  const Motion motion = motion_with(GoRule::prove, Looks::weekly);
  Chance chance(2026);
  int scaled = 0, rolled_back = 0;
  for (int run = 0; run < kRuns; ++run) {
    const Told told = drawn(chance, {100, .5, .2, .2});
    bool scale = false, back = false;
    for (int week = 5; week <= 13; ++week) {   // each Monday, stopping as soon as there is a verdict
      const PilotVerdict verdict = told.read(motion, week * 7, false).verdict;
      scale = scale || verdict == PilotVerdict::scale, back = back || verdict == PilotVerdict::roll_back;
      if (scale || back) break;
    }
    scaled += scale, rolled_back += back;
  }
  EXPECT_LE(scaled, kRuns * .025);
  EXPECT_LE(rolled_back, kRuns * .025);
  std::cout << "weekly peeking, nothing there: scale in " << scaled << ", roll back in " << rolled_back << " of " << kRuns << " pilots\n";
}

// One planned look: false positives of whole pilots, and its power beside the weekly rule's at the size planned for one look.
TEST(Readout, OneLookKeepsItsFalsePositivesAndHasThePowerItWasSizedFor) {
  constexpr int kRuns = 600;
  Motion once = motion_with(GoRule::prove, Looks::once), weekly = motion_with(GoRule::prove, Looks::weekly);
  once.pilot.weeks = weekly.pilot.weeks = 8;
  Chance chance(7);
  int wrong = 0, found = 0, found_weekly = 0;
  for (int run = 0; run < kRuns; ++run) {
    wrong += drawn(chance, {398, .5, .2, .2}).read(once, 7 * 14, false).verdict != PilotVerdict::cannot_tell;
    const Told real = drawn(chance, {398, .5, .10, .20});   // F12: 199 an arm
    found += real.read(once, 7 * 14, false).verdict == PilotVerdict::scale;
    found_weekly += real.read(weekly, 7 * 14, false).verdict == PilotVerdict::scale;
  }
  EXPECT_LE(wrong, kRuns * .05 + 3 * std::sqrt(kRuns * .05 * .95));
  EXPECT_NEAR(found, kRuns * .80, 3 * std::sqrt(kRuns * .8 * .2) + kRuns * .01);   // arms are drawn, so seldom even
  EXPECT_LT(found_weekly, found);
  EXPECT_GT(found_weekly, kRuns / 3);
  std::cout << "199 an arm, 10 % against 20 %: one look finds it in " << 100.0 * found / kRuns << " % of pilots, weekly looks in " << 100.0 * found_weekly / kRuns << " %\n";
}

}  // namespace
}  // namespace handraise
