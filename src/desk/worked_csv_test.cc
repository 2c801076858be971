#include "desk/worked_csv.h"

#include <gtest/gtest.h>

namespace handraise {
namespace {

Timestamp at(const char* text) { return *parse_date_or_time(text); }

Motion two_signals() {
  Motion motion;
  motion.signals.resize(2);
  motion.signals[0].name = "invited";
  motion.signals[1].name = "connected";
  motion.dispositions = {{"bad_fit", "", "", ""}, {"meeting_set", "", "", ""}};
  return motion;
}

const std::string kQualified =
    "account,qualified_at,tier,score,signals,hinges\n"
    "acme.com,2026-03-02T09:00:00Z,hot,85.5,invited;connected,connected\n"
    "acme.com,2026-04-06T09:00:00Z,qualified,60,connected,connected\n"
    "'=evil,2026-03-03T09:00:00Z,hand_raise,0,,\n";

Result<WorkedCsv> read(const std::string& dispositions, const Motion& motion = two_signals(), const std::string& qualified = kQualified, const std::vector<Outcome>* outcomes = nullptr) {
  WorkedTables tables;
  tables.qualifications = qualified, tables.qualifications_file = "q.csv";
  tables.dispositions = dispositions, tables.dispositions_file = "d.csv";
  tables.outcomes = outcomes;
  return WorkedCsv::read(motion, tables);
}
std::vector<WorkedAccount> all(const WorkedCsv& worked) { return worked.between(0, at("2100-01-01")); }

TEST(WorkedCsv, PutsWhatWasReportedWithTheQualificationItCameAfter) {
  const auto worked = read("account,at,disposition,owner,cause,alerted_at,first_touch_at\n"
                           "acme.com,2026-03-05,meeting_set,ann,,2026-03-02T09:05:00Z,2026-03-02T10:00:00Z\n"
                           "acme.com,2026-04-07T09:00:00Z,bad_fit,bob,student,,\n"
                           "'=evil,2026-03-03,bad_fit,,,,\n");
  ASSERT_TRUE(worked) << print_errors(worked.errors());
  const std::vector<WorkedAccount> rows = all(*worked);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].tier, Tier::hot);
  EXPECT_EQ(rows[0].score, 85.5);
  EXPECT_EQ(rows[0].signals, (std::vector<uint16_t>{0, 1}));
  EXPECT_EQ(rows[0].hinges, (std::vector<uint16_t>{1}));
  EXPECT_EQ(rows[0].owner, "ann");
  EXPECT_EQ(rows[0].alerted_at, at("2026-03-02T09:05:00Z"));
  EXPECT_EQ(rows[0].first_touch_at, at("2026-03-02T10:00:00Z"));
  ASSERT_EQ(rows[0].dispositions.size(), 1u);
  EXPECT_EQ(rows[1].account, "=evil") << "the apostrophe is the table's";
  EXPECT_EQ(rows[1].dispositions.size(), 1u) << "a day alone is the whole day, so not before 09:00 of it";
  EXPECT_EQ(rows[2].owner, "bob");
  EXPECT_EQ(rows[2].dispositions.at(0).cause, "student");
  EXPECT_EQ(rows[2].alerted_at, rows[2].qualified_at);
  EXPECT_EQ(worked->newest(), at("2026-04-07T09:00:00Z"));
  EXPECT_EQ(worked->between(at("2026-03-03T09:00:00Z"), at("2026-04-06T09:00:00Z")).size(), 1u) << "from counts, to does not";
}

TEST(WorkedCsv, CountsWhatHasNoQualificationBeforeIt) {
  const auto worked = read("account,at,disposition\nacme.com,2026-03-01,bad_fit\nother.com,2026-03-09,bad_fit\n");
  ASSERT_TRUE(worked) << print_errors(worked.errors());
  EXPECT_EQ(worked->without_qualification(), 2u);
  EXPECT_FALSE(worked->knows_touches());
  EXPECT_TRUE(worked->knows_hinges());
}

TEST(WorkedCsv, TakesTheFirstOutcomeAfterTheQualification) {
  const std::vector<Outcome> outcomes = {{"acme.com", "", "paid", at("2026-05-01")}, {"acme.com", "", "paid", at("2026-03-10")}, {"acme.com", "", "paid", at("2026-01-01")}};
  const auto worked = read("account,at,disposition\n", two_signals(), kQualified, &outcomes);
  ASSERT_TRUE(worked) << print_errors(worked.errors());
  EXPECT_EQ(all(*worked)[0].outcome_at, at("2026-03-10"));
  EXPECT_EQ(all(*worked)[2].outcome_at, at("2026-05-01"));
  EXPECT_FALSE(all(*worked)[1].outcome_at);
}

TEST(WorkedCsv, AUserIsFoundByItsOwnNameOrByItsAccount) {
  Motion motion = two_signals();
  motion.unit = Unit::user;
  const std::string qualified = "account,qualified_at,tier,score,signals,user_account\nu1,2026-03-02T09:00:00Z,hot,85,invited,acme.com\nu2,2026-03-03T09:00:00Z,hot,85,invited,acme.com\n";
  const auto worked = read("account,at,disposition\nu1,2026-03-09,bad_fit\nacme.com,2026-03-09,meeting_set\n", motion, qualified);
  ASSERT_TRUE(worked) << print_errors(worked.errors());
  EXPECT_EQ(all(*worked)[0].dispositions.at(0).value, "bad_fit");
  EXPECT_EQ(all(*worked)[1].dispositions.at(0).value, "meeting_set") << "of an account: its newest qualification";
  EXPECT_FALSE(worked->knows_hinges());
}

TEST(WorkedCsv, NobodyWasToldOfAHeldOutAccountThatDidNotRaiseItsHand) {
  WorkedTables tables;
  const std::string none = "account,at,disposition\n";
  tables.qualifications = kQualified, tables.dispositions = none;
  tables.held_out = {"acme.com", "=evil"};
  const auto worked = WorkedCsv::read(two_signals(), tables);
  ASSERT_TRUE(worked) << print_errors(worked.errors());
  ASSERT_EQ(all(*worked).size(), 1u);
  EXPECT_EQ(all(*worked)[0].account, "=evil");
}

TEST(WorkedCsv, SaysWhatIsWrongAndWhere) {
  const auto told = [](const std::string& dispositions, const std::string& qualified = kQualified) {
    const auto worked = read(dispositions, two_signals(), qualified);
    return worked ? std::string() : print_errors(worked.errors());
  };
  EXPECT_EQ(told("account,at,disposition\nacme.com,soon,bad_fit\n"), "d.csv:2:10: 'soon' is no time; expected one as 2026-03-02 or 2026-03-02T09:00:00Z\n");
  EXPECT_EQ(told("account,at,disposition\nacme.com,2026-03-05,bad_fti\n"), "d.csv:2:21: 'bad_fti' is no disposition of the motion; did you mean 'bad_fit'?\n");
  EXPECT_EQ(told("account,at,disposition,first_touch_at\nacme.com,2026-03-05,bad_fit,2026-03-05\n"), "d.csv:2:29: '2026-03-05' is no time; expected one as 2026-03-02T09:00:00Z: a day alone does not tell whether a promise was kept\n");
  EXPECT_EQ(told("account,at,disposition,alerted_at,first_touch_at\nacme.com,2026-03-05,bad_fit,2026-03-02T10:00:00Z,2026-03-02T09:00:00Z\n"), "d.csv:2:50: the first touch lies before the alert\n");
  EXPECT_EQ(told("account,at,disposition\n", "account,qualified_at,tier,score,signals\na,2026-03-02T09:00:00Z,hot,85,invted\n"), "q.csv:2:31: the motion has no signal 'invted'; did you mean 'invited'?\n");
  EXPECT_EQ(told("account,at,disposition\n", "account,qualified_at,tier,score,signals\na,2026-03-02T09:00:00Z,warm,85,\n"), "q.csv:2:24: 'warm' is no tier; expected qualified, hot or hand_raise\n");
  EXPECT_EQ(told("account,at,disposition\n", "account,qualified_at,tier,score,signals\na,2026-03-02T09:00:00Z,hot,8x,\n"), "q.csv:2:28: '8x' is no score; expected a number\n");
  EXPECT_EQ(told("account,at,disposition\n,2026-03-05,bad_fit\n"), "d.csv:2:1: no account\n");
}

}  // namespace
}  // namespace handraise
