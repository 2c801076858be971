#include "pack/case_run.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace handraise {
namespace {

Signal signal(std::string name, std::string event, SignalKind kind, Count count, double at_least, double points) {
  Signal made;
  made.name = std::move(name);
  made.label = made.name;
  made.events = {std::move(event)};
  made.kind = kind;
  made.count = count;
  made.at_least = at_least;
  made.within = 14 * kDay;
  made.points = points;
  return made;
}

Motion motion() {
  Motion made;
  made.signals = {signal("activated", "Query Run", SignalKind::activation, Count::events, 3, 20), signal("invited", "Invite Accepted", SignalKind::invite, Count::users, 2, 40),
                  signal("priced", "Viewed Pricing Page", SignalKind::intent, Count::events, 1, 25), signal("left", "Export Everything", SignalKind::risk, Count::events, 1, -30)};
  Signal fit;
  fit.name = "size";
  fit.kind = SignalKind::fit;
  fit.points = 10.5;
  fit.trait = TraitTest{"account.employees", {}};
  fit.trait->test.at_least = 200;
  made.signals.push_back(fit);
  made.qualify.score_at_least = 60;
  made.qualify.half_life = {false, 7 * kDay};
  made.qualify.must_have = {"activated"};
  return made;
}

WorkedCase qualifies() {
  WorkedCase made;
  made.id = "qualifies";
  made.traits = {{"account.employees", "300"}};
  made.records = {{0, "analyst A", "Query Run", {}, 3}, {3, "analyst A", "Invite Accepted", {}, 1}, {3, "analyst B", "Invite Accepted", {}, 1}};
  made.evaluated_day = 3;
  return made;
}

TEST(CaseRun, RowsStandInOrderAndAddUpToTheScore) {
  const CaseResult result = run_case(motion(), qualifies());
  // fit 10.5; 20 points three days less two minutes (the newest of three, a minute apart) after: x = 259080 s / 604800 s, 20 × 0.5^x = 14.862…; 40 fresh.
  ASSERT_EQ(result.rows.size(), 3u);
  EXPECT_EQ(result.rows[0].signal, "size");
  EXPECT_EQ(result.rows[0].points_now, 10.5);
  EXPECT_EQ(result.rows[1].signal, "activated");
  EXPECT_EQ(result.rows[1].when, "day 0");
  EXPECT_EQ(result.rows[1].event, "3 × Query Run by analyst A");
  EXPECT_EQ(result.rows[1].value, 3);
  EXPECT_EQ(result.rows[1].points, 20);
  EXPECT_NEAR(result.rows[1].points_now, 14.862, 0.001);
  EXPECT_EQ(result.rows[2].event, "2 × Invite Accepted by analyst A and analyst B");
  EXPECT_EQ(result.rows[2].when, "day 3");
  EXPECT_EQ(result.rows[2].running_total, result.score);
  EXPECT_EQ(result.outcome, "qualified");
  EXPECT_EQ(result.reason, "");
}

TEST(CaseRun, ANearMissSaysTheFirstGateThatFailed) {
  WorkedCase near = qualifies();
  near.records.pop_back();
  CaseResult result = run_case(motion(), near);
  EXPECT_EQ(result.outcome, "not_qualified");
  EXPECT_EQ(result.reason, "score 25.4, below the bar of 60");  // 10.5 + 14.862
  EXPECT_FALSE(result.rows[2].on);
  EXPECT_EQ(result.rows[2].points_now, 0);

  WorkedCase lone;
  lone.id = "lone_pricing_visit";
  lone.records = {{0, "analyst A", "Viewed Pricing Page", {}, 1}};
  result = run_case(motion(), lone);
  EXPECT_EQ(result.reason, "“activated” is not reached: 0 of 3");
  EXPECT_EQ(result.score, 25);
}

TEST(CaseRun, TriageHotHandRaiseAndExclusionAreTold) {
  Motion changed = motion();
  changed.qualify.hot_at = 65;
  EXPECT_EQ(run_case(changed, qualifies()).outcome, "hot");
  changed.qualify.score_at_least = 70;
  changed.qualify.triage_from = 60;
  EXPECT_EQ(run_case(changed, qualifies()).outcome, "triage");
  changed.qualify.never_if = {{"invited", "", std::nullopt, ""}};
  EXPECT_EQ(run_case(changed, qualifies()).outcome, "not_qualified");
  EXPECT_EQ(run_case(changed, qualifies()).reason, "excluded by “invited”");
  changed = motion();
  changed.signals[2].hand_raise = true;
  WorkedCase asks = qualifies();
  asks.records = {{0, "analyst A", "Viewed Pricing Page", {}, 1}};
  EXPECT_EQ(run_case(changed, asks).outcome, "hand_raise");
}

TEST(CaseRun, RiskCountsAgainstAndASignalWhoseWindowPassedStandsAtNothing) {
  WorkedCase late = qualifies();
  late.records.push_back({4, "analyst B", "Export Everything", {}, 1});
  late.evaluated_day = 17;
  const CaseResult result = run_case(motion(), late);
  ASSERT_EQ(result.rows.size(), 4u);
  EXPECT_FALSE(result.rows[1].on);       // day 0 to 17: out of 14 days
  EXPECT_EQ(result.rows[1].value, 0);
  EXPECT_FALSE(result.rows[2].on);       // exactly 14 days: gone
  EXPECT_EQ(result.rows[3].points_now, -30);
  EXPECT_EQ(result.score, -19.5);
}

TEST(CaseRun, EveryWayOfKnowingAccountsGivesOneAccount) {
  for (const std::vector<std::string>& ways : {std::vector<std::string>{"group"}, {"email_domain"}, {"trait:company"}, {"email_domain", "group"}}) {
    Motion changed = motion();
    changed.identity.account_by = ways;
    EXPECT_EQ(run_case(changed, qualifies()).outcome, "qualified") << ways[0];
  }
  Motion users = motion();
  users.unit = Unit::user;  // each user by themselves: nobody has two who accepted
  const CaseResult result = run_case(users, qualifies());
  EXPECT_EQ(result.outcome, "not_qualified");
  EXPECT_EQ(result.rows[2].event, "Invite Accepted by analyst A");
}

TEST(CaseRun, ManyRecordsAreCutOffNotEndless) {
  WorkedCase many = qualifies();
  many.records.assign(1000, {0, "analyst A", "Query Run", {}, 100'000});
  EXPECT_EQ(run_case(motion(), many).rows[1].points_now, 20);
}

}  // namespace
}  // namespace handraise
