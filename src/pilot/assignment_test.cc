#include "pilot/assignment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/chance.h"
#include "base/text.h"

namespace handraise {
namespace {

Motion motion_with(double holdout) {
  Motion motion;
  Signal signal;
  signal.name = "invited", signal.events = {"Invite Sent"}, signal.at_least = 2, signal.within = 7 * kDay, signal.points = 20;
  motion.signals = {signal};
  motion.pilot.arms = {{"treatment", 1 - holdout, "called"}, {"holdout", holdout, "left alone"}};
  motion.pilot.rule = GoRule::prove;
  return motion;
}
Candidates table(const std::string& text, CandidateOptions options = {}) {
  const Result<Candidates> read = read_candidates(text, "q.csv", options);
  EXPECT_TRUE(read) << print_errors(read ? Errors{} : read.errors());
  return read ? *read : Candidates{};
}
std::string many(int accounts) {
  std::string text = "account,qualified_at,tier,score,signals\n";
  for (int i = 0; i < accounts; ++i) text += "account" + std::to_string(i) + ".example,2026-03-02T09:00:00.000Z,qualified,60.000000,invited\n";
  return text;
}
Assignment assigned(const Motion& motion, const std::string& text, const std::vector<Exposure>& before = {}) {
  const Result<Assignment> result = assign(motion, kPublicKey, table(text), before, "exposures.csv", {});
  EXPECT_TRUE(result) << print_errors(result ? Errors{} : result.errors());
  Assignment copy = *result;
  copy.alerts.clear();   // their rows are gone
  return copy;
}
std::string logged(const std::vector<Exposure>& before, const std::vector<Exposure>& added) { return print_exposures(before, true) + print_exposures(added, false); }

TEST(Assignment, ArmsDependOnNothingButKeyMotionStratumAndAccount) {
  const Motion motion = motion_with(.3);
  const Assignment all = assigned(motion, many(500));
  // Half of them, in the opposite order, then the rest beside the log of the first half: the same arms.
  std::string half = "account,qualified_at\n";
  for (int i = 498; i >= 0; i -= 2) half += "account" + std::to_string(i) + ".example,2026-03-02T09:00:00Z\n";
  const Assignment first = assigned(motion, half);
  const Assignment second = assigned(motion, many(500), first.added);
  EXPECT_EQ(first.added.size() + second.added.size(), 500u);
  EXPECT_EQ(second.known, 250);
  std::map<std::string, ExposureArm> arms;
  for (const auto* part : {&first, &second}) for (const Exposure& each : part->added) arms[each.account] = each.arm;
  for (const Exposure& each : all.added) EXPECT_EQ(arms.at(each.account), each.arm) << each.account;
  // Nothing new: nothing changes.
  EXPECT_TRUE(assigned(motion, many(500), all.added).added.empty());
}

// Of 20,000 draws the held-out share lies within three standard deviations of the motion's, and shares no more than chance with another motion's or stratum's.
TEST(Assignment, HoldsOutTheShareAndDrawsEachMotionAnew) {
  for (const double share : {.05, .2, .5}) {
    int held = 0, both = 0;
    for (int i = 0; i < 20000; ++i) {
      const std::string account = "account" + std::to_string(i);
      const bool one = draw_arm(kPublicKey, "a", "", account, share) == ExposureArm::holdout;
      held += one;
      both += one && draw_arm(kPublicKey, "b", "", account, share) == ExposureArm::holdout;
    }
    EXPECT_NEAR(held, 20000 * share, 3 * std::sqrt(20000 * share * (1 - share)));
    EXPECT_NEAR(both, 20000 * share * share, 3 * std::sqrt(20000 * share * share));
  }
  EXPECT_EQ(draw_arm(kPublicKey, "a", "", "x", 0), ExposureArm::treatment);
  EXPECT_EQ(draw_arm(kPublicKey, "a", "", "x", 1), ExposureArm::holdout);
  // Where parts meet matters: ("ab", "c") is not ("a", "bc").
  int same = 0;
  for (int i = 0; i < 200; ++i) same += draw_arm(kPublicKey, "m", "ab", "c" + std::to_string(i), .5) == draw_arm(kPublicKey, "m", "a", "bc" + std::to_string(i), .5);
  EXPECT_LT(same, 130);
  EXPECT_GT(same, 70);
}

TEST(Assignment, AHeldOutAccountAlertsNobodyButForAHandRaise) {
  const Motion motion = motion_with(.5);
  std::string text = many(60);
  const Assignment plain = assigned(motion, text);
  std::string held;
  for (const Exposure& each : plain.added) if (each.arm == ExposureArm::holdout) held = each.account;
  ASSERT_FALSE(held.empty());
  text += held + ",2026-03-05T09:00:00.000Z,hand_raise,0.000000,invited\nasked.example,2026-03-03T09:00:00.000Z,hand_raise,0.000000,invited\n";
  const Candidates candidates = table(text);
  const Assignment result = *assign(motion, kPublicKey, candidates, {}, "exposures.csv", {"account0.example"});
  std::map<std::string, ExposureArm> arms;
  for (const Exposure& each : result.added) arms[each.account] = each.arm;
  EXPECT_EQ(arms.at(held), ExposureArm::holdout);               // stays where it was drawn …
  EXPECT_EQ(arms.at("asked.example"), ExposureArm::hand_raise);  // … and who asked first is never drawn
  EXPECT_EQ(arms.at("account0.example"), ExposureArm::owned);
  int hand_raises = 0;
  for (const Candidate* each : result.alerts) {
    hand_raises += each->hand_raise;
    EXPECT_TRUE(each->hand_raise || arms.at(each->account) != ExposureArm::holdout) << each->account;
  }
  EXPECT_EQ(hand_raises, 2);
  EXPECT_EQ(static_cast<int64_t>(result.alerts.size()) + result.held_alerts, 62);
  EXPECT_EQ(result.held_alerts, result.held);
  EXPECT_NE(print_alerts(candidates, result).find(held + ",2026-03-05T09:00:00.000Z,hand_raise"), std::string::npos);
  EXPECT_EQ(print_alerts(candidates, result).find(held + ",2026-03-02"), std::string::npos);
}

TEST(Assignment, ReportsTheBalanceOfStrataWithoutForcingIt) {
  const Motion motion = motion_with(.5);
  std::string text = "account,qualified_at,region\n";
  for (int i = 0; i < 400; ++i) text += "a" + std::to_string(i) + ",2026-03-02T09:00:00Z," + (i % 4 == 0 ? "east" : "west") + "\n";
  CandidateOptions options;
  options.stratum = "region";
  const Assignment result = *assign(motion, kPublicKey, table(text, options), {}, "exposures.csv", {});
  ASSERT_EQ(result.balance.size(), 2u);
  EXPECT_EQ(result.balance[0].stratum, "east");
  EXPECT_EQ(result.balance[0].treated + result.balance[0].held, 100);
  EXPECT_NE(result.balance[0].treated, 50);   // by itself, not by turns
  EXPECT_FALSE(result.ratio.mismatch);
  EXPECT_NE(print_assignment(motion, result).find("Reported, not forced"), std::string::npos);
}

TEST(Assignment, TheLogIsReadBackAsItWasWritten) {
  const Motion motion = motion_with(.5);
  const std::string text = "account,qualified_at\n\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",2026-03-02T09:00:00.123Z\n\"a,b\",2026-03-02T09:00:00Z\n-1,2026-03-01T09:00:00Z\n";
  const Assignment result = assigned(motion, text);
  const std::string log = logged({}, result.added);
  for (const std::string_view line : split(log, '\n')) EXPECT_TRUE(line.empty() || std::string_view("=+-@\t").find(line[0]) == std::string_view::npos) << line;
  const std::vector<Exposure> read = *read_exposures(log, "exposures.csv");
  ASSERT_EQ(read.size(), 3u);
  EXPECT_EQ(read[0].account, "-1");
  EXPECT_EQ(read[1].account, "a,b");
  EXPECT_EQ(read[2].account, "=HYPERLINK(\"http://x\",\"y\")");
  EXPECT_EQ(read[2].at, *parse_time("2026-03-02T09:00:00.123Z"));
  EXPECT_EQ(print_exposures(read, true), log);
  EXPECT_TRUE(assigned(motion, text, read).added.empty());
}

TEST(Assignment, ALogOfAnotherPlanIsRefused) {
  const Motion motion = motion_with(.5);
  std::vector<Exposure> before = assigned(motion, many(40)).added;
  for (size_t i = 0; i < before.size(); ++i) before[i].line = static_cast<int64_t>(i + 2);
  const auto refused = [&](const Motion& changed, const HashKey& key) {
    const Candidates candidates = table(many(40));
    const Result<Assignment> result = assign(changed, key, candidates, before, "exposures.csv", {});
    return result ? std::string() : result.errors()[0].message;
  };
  EXPECT_EQ(refused(motion, kPublicKey), "");
  Motion changed = motion;
  changed.qualify.score_at_least = 10;   // another definition
  EXPECT_NE(refused(changed, kPublicKey).find("was drawn under motion"), std::string::npos);
  changed = motion_with(.2);             // other shares
  EXPECT_NE(refused(changed, kPublicKey).find("was drawn under motion"), std::string::npos);
  changed = motion;
  changed.pilot.rule = GoRule::bet;      // another rule, chosen after the first draw
  EXPECT_NE(refused(changed, kPublicKey).find("was drawn under motion"), std::string::npos);
  HashKey other = kPublicKey;
  other[0] ^= 1;
  EXPECT_NE(refused(motion, other).find("would not be drawn to"), std::string::npos);
  changed = motion;
  changed.signals[0].why = "said better";   // words are free
  changed.pilot.arms[0].what = "called within two hours";
  EXPECT_EQ(refused(changed, kPublicKey), "");
}

TEST(Assignment, OfUsersTheAccountIsDrawn) {
  CandidateOptions options;
  options.unit = Unit::user;
  const Candidates users = table("account,qualified_at,user_account\nann,2026-03-02T09:00:00Z,acme.example\nbob,2026-03-02T10:00:00Z,acme.example\ncat,2026-03-02T10:00:00Z,\n", options);
  EXPECT_EQ(users.rows[0].account, "acme.example");
  EXPECT_EQ(users.rows[1].account, "acme.example");
  EXPECT_EQ(users.rows[2].account, "~cat");
  EXPECT_EQ(table("account,qualified_at\nacme.example,2026-03-02T09:00:00Z\n", options).rows[0].account, "acme.example");   // a table of accounts
}

TEST(Assignment, MistakesHaveAPlace) {
  const auto told = [](const std::string& text, CandidateOptions options = {}) {
    const auto read = read_candidates(text, "q.csv", options);
    return read ? std::string() : print_errors(read.errors());
  };
  EXPECT_EQ(told("account,qualified_at\nacme,soon\n,2026-03-02T09:00:00Z\n"), "q.csv:2:6: 'soon' is no time; expected one as 2026-03-02T09:00:00Z\nq.csv:3:1: no account\n");
  EXPECT_EQ(told("acme\n"), "q.csv:1:1: no time at which 'acme' qualified; expected a column qualified_at, or --at for the list\n");
  EXPECT_EQ(told("acount,qualified_at\nx,y\n"), "q.csv:1:1: no column 'account'; expected account,qualified_at,tier,… or a list with an account a line\n  did you mean 'acount' to be it? Rename it\n");
  const auto log = [](const std::string& text) { return print_errors(read_exposures(text, "e.csv").errors()); };
  EXPECT_EQ(log("account,at,arm,motion\nx,2026-03-02T09:00:00Z,treated,m\nx,2026-03-02,holdout,m\n"),
            "e.csv:2:24: 'treated' is no arm; expected treatment, holdout, hand_raise or owned\ne.csv:3:3: '2026-03-02' is no time; expected one as 2026-03-02T09:00:00Z\n");
  EXPECT_EQ(log("account,at,arm,motion\nx,2026-03-02T09:00:00Z,holdout,m\nx,2026-03-02T09:00:00Z,holdout,m\n"), "e.csv:3:1: account 'x' stands in line 2 already\n");
  EXPECT_TRUE(print_errors(parse_hash_key("12", "key").errors()).starts_with("key:1:1: is no key; expected 32 hexadecimal digits\n  make one: "));
  // A list: an account a line.
  CandidateOptions options;
  options.at = 0;
  EXPECT_EQ(table("acme.example\nbeta.example\n", options).rows.size(), 2u);
}

}  // namespace
}  // namespace handraise
