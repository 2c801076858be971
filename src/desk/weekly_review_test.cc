#include "desk/weekly_review.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/text.h"
#include "desk/review_report.h"

namespace handraise {
namespace {

Timestamp at(const char* text) { return *parse_date_or_time(text); }
const Timestamp kMonday = at("2026-03-02");            // of the reviewed week, 2026-W10
const Timestamp kSundayNight = kMonday + kWeek - 1;

// A desk in memory.
class Desk : public WorkedAccounts {
 public:
  std::vector<WorkedAccount> rows;
  bool touches = false, hinges = true;
  std::vector<WorkedAccount> between(Timestamp from, Timestamp to) const override {
    std::vector<WorkedAccount> found;
    for (const WorkedAccount& each : rows) if (each.qualified_at >= from && each.qualified_at < to) found.push_back(each);
    std::stable_sort(found.begin(), found.end(), [](const WorkedAccount& a, const WorkedAccount& b) { return a.qualified_at < b.qualified_at; });
    return found;
  }
  bool knows_touches() const override { return touches; }
  bool knows_hinges() const override { return hinges; }
  bool knows_outcomes() const override { return true; }

  WorkedAccount& add(Timestamp when, std::vector<uint16_t> hinged, double score = 60, Tier tier = Tier::qualified) {
    WorkedAccount row;
    row.account = "account " + std::to_string(rows.size());
    row.qualified_at = row.alerted_at = when;
    row.tier = tier, row.score = score;
    row.signals = row.hinges = std::move(hinged);
    rows.push_back(row);
    return rows.back();
  }
  // `bad` of `n` accounts that hinged on a signal turned out bad; reported one after the other, the bad ones first.
  void reported(uint16_t signal, int bad, int n, Timestamp from = kMonday - 4 * kWeek, const char* cause = "") {
    for (int i = 0; i < n; ++i) add(from + i * kHour, {signal}).dispositions.push_back({from + kDay + i * kHour, i < bad ? "bad_fit" : "contacted", i < bad ? cause : ""});
  }
};

constexpr uint16_t kInvited = 0, kConnected = 1;

Motion a_motion() {
  Motion motion;
  motion.signals.resize(2);
  motion.signals[kInvited].name = "invited", motion.signals[kInvited].kind = SignalKind::invite, motion.signals[kInvited].points = 25;
  motion.signals[kConnected].name = "connected", motion.signals[kConnected].kind = SignalKind::integration, motion.signals[kConnected].points = 30;
  motion.qualify.score_at_least = 50;
  motion.workflow.review = {{5, "alerts, in time, hours used", "RevOps", "under 90 %: slots first"}, {10, "ten dispositions read aloud", "SDR", "three of one cause"}, {10, "one change at most, backtested", "Head", "the rule below"}};
  motion.workflow.change_rule = "the rule for changes";
  return motion;
}
// One person with 20 hours a week, an hour an account: 20 × 0.8 = 16 a week (F8).
void staff(Motion& motion) {
  Pool pool;
  pool.role = "sdr", pool.people = 1, pool.selling_hours = 20, pool.share = 1;
  motion.routing.pools = {pool};
  CadenceStep step;
  step.name = "first message", step.tier = "both", step.role = "sdr", step.minutes = 60;
  motion.routing.cadence = {step};
}

ReviewRules rules_of(const Motion& motion) {
  const Result<ReviewRules> rules = load_review_rules(HANDRAISE_SOURCE_DIR "/templates", motion);
  EXPECT_TRUE(rules) << print_errors(rules.errors());
  return *rules;
}
WeeklyReview review_of(const Desk& desk, const Motion& motion = a_motion(), Timestamp as_of = kSundayNight) {
  const ReviewRules rules = rules_of(motion);
  const Result<WeeklyReview> review = review_week({motion, desk, rules, as_of, 30 * kDay});
  EXPECT_TRUE(review) << print_errors(review.errors());
  return *review;
}
bool says(const std::vector<std::string>& lines, const std::string& part) {
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return contains(line, part); });
}
std::string changes(const WeeklyReview& review) {
  std::string all;
  for (const Proposal& each : review.proposals) all += each.path + " " + each.before + " " + each.after + "\n";
  return all;
}

TEST(WeeklyReview, CountsWhatASignalBrought) {
  Desk desk;
  const auto brought = [&](std::vector<const char*> values) {
    WorkedAccount& row = desk.add(kMonday, {kInvited});
    Timestamp when = kMonday + kHour;
    for (const char* value : values) row.dispositions.push_back({when += kHour, value, ""});
    return &row;
  };
  brought({"contacted", "meeting_set", "converted_assisted"});
  brought({"contacted", "meeting_set", "bad_fit"});         // a meeting that showed that it was no fit
  brought({"converted_alone"});
  brought({"no_response"});
  brought({})->outcome_at = kMonday + 2 * kDay;             // nothing reported, yet it paid
  brought({})->outcome_at = kMonday + 31 * kDay;            // beyond 30 days, and not seen yet either
  const WeeklyReview review = review_of(desk);
  const WorkedTally& tally = review.signals[kInvited].hinged;
  EXPECT_EQ(tally.accounts, 6);
  EXPECT_EQ(tally.reported, 4);
  EXPECT_EQ(tally.accepted, 1);
  EXPECT_EQ(tally.meetings, 2);
  EXPECT_EQ(tally.converted, 3);
  EXPECT_EQ(tally.bad, 1);
  EXPECT_EQ(review.signals[kConnected].hinged.accounts, 0);
  EXPECT_EQ(review.signals[kConnected].others.accounts, 6);
}

TEST(WeeklyReview, WhatComesLaterIsNotSeen) {
  Desk desk;
  desk.add(kMonday, {kInvited}).dispositions = {{kMonday + kHour, "contacted", ""}, {kSundayNight + 1, "bad_fit", ""}};
  desk.add(kSundayNight + 1, {kInvited});
  EXPECT_EQ(review_of(desk).all.accounts, 1);
  EXPECT_EQ(review_of(desk).all.bad, 0);
  EXPECT_EQ(review_of(desk, a_motion(), kSundayNight + 1).all.bad, 1);
  EXPECT_EQ(review_of(desk, a_motion(), kSundayNight + 1).this_week.accounts, 1) << "the next week has begun";
}

// 4 of at least 12 that hinged on it, and more than of the others.
TEST(WeeklyReview, ASignalThatIsBadMoreOftenThanTheOthersLosesHalfItsPoints) {
  Desk desk;
  desk.reported(kInvited, 4, 12);
  desk.reported(kConnected, 0, 12);
  const WeeklyReview review = review_of(desk);
  ASSERT_EQ(changes(review), "signals.invited.points 25 12.5\n");
  const Proposal& proposal = review.proposals[0];
  EXPECT_EQ(proposal.owner, "Head") << "who owns the item on changes";
  EXPECT_EQ(proposal.changed->signals[kInvited].points, 12.5);
  EXPECT_TRUE(contains(proposal.evidence, "4 of 12 accounts that hinged on it were bad (33 %, 14 % to 61 %), 0 of 12 others were")) << proposal.evidence;
  EXPECT_EQ(proposal.flip, "No change had 1 of the 4 not been bad, nor once 1 more are not.") << "3 of 12 and 4 of 13 are below 4 of 12";
  EXPECT_TRUE(proposal.changes_who_qualifies);
}

TEST(WeeklyReview, FewAreTooFewToSay) {
  Desk desk;
  desk.reported(kInvited, 8, 11);
  desk.reported(kConnected, 0, 12);
  const WeeklyReview review = review_of(desk);
  EXPECT_EQ(changes(review), "");
  EXPECT_TRUE(says(review.unsaid, "invited: 8 bad of 11, too few to say; 12 are needed."));
}

TEST(WeeklyReview, ASignalIsNotToBlameForWhatTheOthersShowAsWell) {
  Desk desk;
  desk.reported(kInvited, 6, 12);
  desk.reported(kConnected, 6, 12);
  EXPECT_EQ(changes(review_of(desk)), "");
  EXPECT_TRUE(says(review_of(desk).unsaid, "invited: 6 bad of 12, no more than among accounts without it (6 of 12)"));
  Desk alone;
  alone.reported(kInvited, 12, 12);
  EXPECT_EQ(changes(review_of(alone)), "");
  EXPECT_TRUE(says(review_of(alone).unsaid, "every account rests on it"));
}

TEST(WeeklyReview, ASignalWithoutPointsIsAGate) {
  Desk desk;
  desk.reported(kInvited, 6, 12);
  desk.reported(kConnected, 0, 12);
  Motion motion = a_motion();
  motion.signals[kInvited].points = 0;
  EXPECT_EQ(changes(review_of(desk, motion)), "");
  EXPECT_TRUE(says(review_of(desk, motion).unsaid, "It is a gate without points to halve"));
}

TEST(WeeklyReview, AFounderLooksAtTheLastEight) {
  Motion motion = a_motion();
  motion.context.tags = {"founder"};
  Desk desk;
  desk.reported(kConnected, 0, 8);
  desk.reported(kInvited, 0, 30, kMonday - 8 * kWeek);
  desk.reported(kInvited, 3, 8);
  EXPECT_EQ(changes(review_of(desk)), "") << "3 of 38";
  EXPECT_EQ(changes(review_of(desk, motion)), "signals.invited.points 25 12.5\n") << "3 of the last 8";
}

// The rules in numbers are those that the motion says in words.
TEST(WeeklyReview, RulesAreThoseOfTheMotionsTexts) {
  std::ifstream file(HANDRAISE_SOURCE_DIR "/templates/motion/workflow.yaml");
  const std::string texts((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  Motion founder = a_motion();
  founder.context.tags = {"founder"};
  const ReviewRules team = rules_of(a_motion()), alone = rules_of(founder);
  EXPECT_TRUE(contains(texts, std::to_string(team.signal_bad) + " of at least " + std::to_string(team.signal_of) + " accounts that hinged on it"));
  EXPECT_TRUE(contains(texts, std::to_string(alone.signal_bad) + " of its last " + std::to_string(alone.signal_of) + " accounts"));
  EXPECT_TRUE(alone.signal_last && !team.signal_last);
  const auto word = [](int number) { return number == 2 ? "two" : number == 3 ? "three" : "?"; };
  EXPECT_TRUE(contains(texts, std::string(word(team.same_cause)) + " of one cause") && contains(texts, std::string(word(alone.same_cause)) + " of one cause"));
  std::ifstream values(HANDRAISE_SOURCE_DIR "/templates/motion/dispositions.yaml");
  const std::string list((std::istreambuf_iterator<char>(values)), std::istreambuf_iterator<char>());
  for (const std::string& value : team.values()) EXPECT_TRUE(contains(list, "{value: " + value + ",")) << value;
}

TEST(WeeklyReview, ACauseNamedThreeTimesInTheWeekIsMended) {
  Desk desk;
  desk.reported(kInvited, 2, 2, kMonday, "student");
  EXPECT_TRUE(review_of(desk).proposals.empty());
  desk.reported(kConnected, 1, 1, kMonday, "Student ");
  desk.reported(kConnected, 5, 5, kMonday - 2 * kWeek, "rival");
  const WeeklyReview review = review_of(desk);
  ASSERT_EQ(review.proposals.size(), 1u);
  EXPECT_TRUE(contains(review.proposals[0].change, "student")) << review.proposals[0].change;
  EXPECT_EQ(review.proposals[0].owner, "SDR");
  EXPECT_FALSE(review.proposals[0].changed) << "the motion does not hold what tells a student";
  ASSERT_EQ(review.causes.size(), 2u);
  EXPECT_EQ(review.causes[0].week, 3);
  EXPECT_EQ(review.causes[1].all, 5);
}

// ---- promises ----

Desk alerts(int kept, int n, const char* hour = "14:10", Tier tier = Tier::qualified, double score = 60) {
  Desk desk;
  desk.touches = true;
  for (int i = 0; i < n; ++i) {
    const Timestamp day = kMonday - (i / 5 % 3) * kWeek + i % 5 * kDay;   // Monday to Friday of this and the two weeks before
    WorkedAccount& row = desk.add(*parse_time(print_time(day).substr(0, 11) + hour + ":00Z"), {kInvited}, score + i, tier);
    row.first_touch_at = row.alerted_at + (i < kept ? 30 : 90) * kMinute;
  }
  return desk;
}
Motion promising(std::vector<Slot> slots) {
  Motion motion = a_motion();
  for (const char* tier : {"hot", "qualified"}) {
    Promise promise;
    promise.tier = tier, promise.minutes = 60, promise.words = "1 open hour";
    motion.sla.promises.push_back(promise);
  }
  motion.routing.duty_slots = std::move(slots);
  motion.qualify.hot_at = 80;
  return motion;
}

// Wilson's interval of 10 of 20 ends at 70 %, below the 90 % promised.
TEST(WeeklyReview, AMissedPromiseAsksForASlotWhereNobodyLooks) {
  const WeeklyReview review = review_of(alerts(10, 20), promising({{"09:00", "09:20"}}));
  ASSERT_EQ(review.promises.size(), 1u);
  EXPECT_EQ(review.promises[0].due, 20);
  EXPECT_EQ(review.promises[0].kept, 10);
  ASSERT_EQ(changes(review), "routing.duty_slots  14:00–14:20\n");
  EXPECT_EQ(review.proposals[0].owner, "RevOps");
  EXPECT_EQ(review.proposals[0].changed->routing.duty_slots.back().from, "14:00");
  EXPECT_TRUE(contains(review.proposals[0].evidence, "10 of 10 missed ones were first seen from 14:00 on, when nobody looks")) << review.proposals[0].evidence;
  EXPECT_FALSE(review.proposals[0].changes_who_qualifies);
}

TEST(WeeklyReview, WhereSomebodyLooksTheSlotGetsLongerOrFewerAreHot) {
  const std::vector<Slot> slots = {{"14:00", "14:20"}};
  EXPECT_EQ(changes(review_of(alerts(10, 20), promising(slots))), "routing.duty_slots 14:00–14:20 14:00–14:40\n");
  const WeeklyReview all_day = review_of(alerts(10, 20), promising({{"09:00", "18:00"}}));
  ASSERT_EQ(all_day.proposals.size(), 1u);
  EXPECT_TRUE(contains(all_day.proposals[0].change, "another person on duty from 14:00 on")) << all_day.proposals[0].change;
  // Scores 100 to 119: ten kept in time are 90 % of eleven, and eleven lie at 109 or above.
  EXPECT_EQ(changes(review_of(alerts(10, 20, "14:10", Tier::hot, 100), promising(slots))), "qualify.hot_at 80 109\n");
}

// 17 of 20 is 85 %, but 95 % lies within its interval.
TEST(WeeklyReview, AMissThatMayBeLuckChangesNothing) {
  const Motion motion = promising({{"09:00", "09:20"}});
  EXPECT_TRUE(review_of(alerts(17, 20), motion).proposals.empty());
  EXPECT_TRUE(says(review_of(alerts(17, 20), motion).unsaid, "qualified alerts in time: 17 of 20 is below 90 %, and too few to say"));
  EXPECT_TRUE(says(review_of(alerts(0, 9), motion).unsaid, "9 fell due in 4 weeks, 10 are needed."));
  EXPECT_TRUE(review_of(alerts(20, 20), motion).proposals.empty());
}

TEST(WeeklyReview, AnAlertThatIsNotDueYetIsNeitherKeptNorMissed) {
  Desk desk;
  desk.touches = true;
  desk.add(at("2026-03-04T14:00:00Z"), {kInvited});                    // untouched
  const Motion motion = promising({});
  const auto tally = [&](const char* as_of) { return review_of(desk, motion, at(as_of)).promises.at(0); };
  EXPECT_EQ(tally("2026-03-04T15:00:00Z").waiting, 1);
  EXPECT_EQ(tally("2026-03-04T15:00:00Z").due, 0);
  EXPECT_EQ(tally("2026-03-04T15:01:00Z").due, 1);
  EXPECT_EQ(tally("2026-03-04T15:01:00Z").kept, 0);
  desk.rows[0].dispositions.push_back({at("2026-03-04T14:30:00Z"), "bad_fit", ""});
  EXPECT_EQ(tally("2026-03-04T15:01:00Z").kept, 1) << "looked at and closed in time";
  desk.touches = false;
  EXPECT_TRUE(says(review_of(desk, motion).unsaid, "not measured"));
}

// ---- capacity ----

void weeks_of(Desk& desk, std::vector<std::pair<int, double>> accounts_and_scores, int weeks) {
  for (int week = 0; week < weeks; ++week) {
    for (const auto& [n, score] : accounts_and_scores) {
      for (int i = 0; i < n; ++i) desk.add(kMonday - week * kWeek + kHour, {kInvited}, score);
    }
  }
}

TEST(WeeklyReview, TwoWeeksOverWhatTheTeamCanTakeRaiseTheBarAsFarAsNeeded) {
  Motion motion = a_motion();
  staff(motion);
  Desk desk;
  weeks_of(desk, {{5, 50}, {15, 60}}, 3);   // 20 a week
  const WeeklyReview review = review_of(desk, motion);
  ASSERT_TRUE(review.cap);
  EXPECT_DOUBLE_EQ(*review.cap, 16);
  ASSERT_EQ(changes(review), "qualify.score_at_least 50 51\n") << "at 51 points 15 a week are left";
  EXPECT_TRUE(contains(review.proposals[0].evidence, "20 and 20")) << review.proposals[0].evidence;
  EXPECT_TRUE(contains(review.proposals[0].flip, "16 or fewer")) << review.proposals[0].flip;
  for (WorkedAccount& each : desk.rows) if (each.score == 50) each.tier = Tier::hand_raise;
  EXPECT_EQ(changes(review_of(desk, motion)), "") << "no bar holds a hand-raise back";
}

TEST(WeeklyReview, WhereEveryScoreIsAlikeNoBarHelps) {
  Motion motion = a_motion();
  staff(motion);
  Desk desk;
  weeks_of(desk, {{20, 60}}, 3);
  EXPECT_EQ(changes(review_of(desk, motion)), "");
  EXPECT_TRUE(says(review_of(desk, motion).unsaid, "no bar below 61 points brings it down"));
}

TEST(WeeklyReview, FourWeeksUnderHalfLowerTheBarByAStepUnlessMostIsBad) {
  Motion motion = a_motion();
  staff(motion);
  Desk desk;
  weeks_of(desk, {{7, 60}}, 5);             // half of 16 is 8
  EXPECT_EQ(changes(review_of(desk, motion)), "qualify.score_at_least 50 45\n");
  for (WorkedAccount& each : desk.rows) each.dispositions.push_back({each.qualified_at + kHour, "bad_fit", ""});
  EXPECT_EQ(changes(review_of(desk, motion)), "");
  Desk enough;
  weeks_of(enough, {{7, 60}}, 5);
  enough.add(kMonday - 2 * kWeek, {kInvited});   // eight in one of the four weeks
  EXPECT_EQ(changes(review_of(enough, motion)), "");
}

TEST(WeeklyReview, AWeekThatIsNotOverIsNoWeekOfVolume) {
  Motion motion = a_motion();
  staff(motion);
  Desk desk;
  weeks_of(desk, {{20, 60}, {20, 50}}, 3);
  EXPECT_EQ(review_of(desk, motion, kMonday + 3 * kDay).volume.size(), 1u) << "of three weeks the first is not whole, the last not over";
  EXPECT_EQ(review_of(desk, motion).volume.size(), 2u);
}

// ---- all together ----

Desk everything() {
  Desk desk = alerts(10, 20);
  desk.reported(kInvited, 6, 12, kMonday, "student");
  desk.reported(kConnected, 0, 40, kMonday, "");
  desk.reported(kConnected, 3, 3, kMonday, "<b>rival</b> | [x](http://evil.example)");
  desk.rows.back().account = "=HYPERLINK(\"http://evil.example\")";
  desk.rows.back().owner = "\x1b[31mann";
  weeks_of(desk, {{17, 70}}, 3);
  return desk;
}
Motion everything_motion() {
  Motion motion = promising({{"09:00", "09:20"}});
  staff(motion);
  motion.pilot.arms = {{"treatment", 0.8, ""}, {"holdout", 0.2, ""}};
  return motion;
}

TEST(WeeklyReview, ProposesThreeChangesAtMostAndNamesTheRest) {
  const WeeklyReview review = review_of(everything(), everything_motion());
  ASSERT_EQ(review.proposals.size(), 3u);
  EXPECT_EQ(review.proposals[0].rule, "sla") << "slots first";
  EXPECT_EQ(review.proposals[1].rule, "capacity");
  EXPECT_EQ(review.proposals[2].rule, "signal");
  EXPECT_EQ(review.later.size(), 2u);
  ASSERT_EQ(review.agenda.size(), 3u);
  EXPECT_TRUE(contains(review.agenda[0].now, "qualified")) << review.agenda[0].now;
  EXPECT_EQ(review.agenda[2].item.rule, "the rule for changes");
  EXPECT_EQ(review.aloud.size(), 10u);
  EXPECT_EQ(std::count_if(review.aloud.begin(), review.aloud.end(), [](const ReportedRow& row) { return row.bad; }), 5);
}

TEST(ReviewReport, NamesAreNeverMarkupNorFormulasNorControls) {
  const Motion motion = everything_motion();
  const ReviewRules rules = rules_of(motion);
  const WeeklyReview review = review_of(everything(), motion);
  const Result<ReviewReport> report = print_review(motion, review, rules, false);
  ASSERT_TRUE(report) << print_errors(report.errors());
  for (const char* raw : {"<b>", "[x](", "| =HYPERLINK"}) EXPECT_FALSE(contains(report->markdown, raw)) << raw << "\n" << report->markdown;
  EXPECT_FALSE(contains(report->terminal, "\x1b"));
  EXPECT_TRUE(contains(report->terminal, "Weekly review 2026-W10, 2026-03-02 to 2026-03-08\n")) << report->terminal;
  EXPECT_TRUE(contains(report->terminal, "Not backtested: give the usage with --usage."));
  EXPECT_TRUE(contains(report->terminal, "this waits for the readout."));
  EXPECT_TRUE(contains(report->json, "\"week\": \"2026-W10\""));
  const Result<ReviewReport> again = print_review(motion, review_of(everything(), motion), rules, false);
  EXPECT_EQ(report->terminal + report->markdown + report->json, again->terminal + again->markdown + again->json);
}

TEST(ReviewReport, AWeekInWhichNothingHappenedIsSaid) {
  const Motion motion = a_motion();
  const ReviewRules rules = rules_of(motion);
  const Result<ReviewReport> report = print_review(motion, review_of(Desk{}), rules, false);
  ASSERT_TRUE(report) << print_errors(report.errors());
  EXPECT_TRUE(contains(report->terminal, "Nothing qualified and nothing was reported in the 13 weeks up to this one.")) << report->terminal;
}

}  // namespace
}  // namespace handraise
