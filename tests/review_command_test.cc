// `handraise review` as its user meets it: from a backtest's table and a CRM's export to what is decided on Monday.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "running.h"

namespace handraise {
namespace {

using running::Finished;
using running::Folder;
using running::handraise;
using running::read;
using running::write;

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// 24 accounts in the weeks before 2026-03-09: the first twelve invited somebody, the others connected something, each enough to qualify.
struct Story {
  Folder folder;
  std::string motion = folder / "motion.yaml", usage = folder / "usage.jsonl", crm = folder / "crm.csv", paid = folder / "paid.csv", table = folder / "backtest/qualifications.csv";

  explicit Story(int bad = 6) {
    write(motion,
          "handraise: 1\nunit: account\n"
          "signals:\n"
          "  invited: {kind: invite, event: Invite Sent, within: 30d, points: 60}\n"
          "  connected: {kind: integration, event: Source Connected, within: 30d, points: 60}\n"
          "qualify: {score_at_least: 50}\n");
    std::string events, rows = "account,at,disposition,owner,cause\n";
    for (int i = 0; i < 24; ++i) {
      const std::string name = "a" + std::string(i < 10 ? "0" : "") + std::to_string(i) + ".example";
      const std::string day = "2026-02-" + std::string(i < 9 ? "0" : "") + std::to_string(1 + i);
      events += R"({"type":"track","userId":"u)" + std::to_string(i) + R"(","event":")" + (i < 12 ? "Invite Sent" : "Source Connected") + R"(","timestamp":")" + day + R"(T10:00:00Z","context":{"groupId":")" + name + "\"}}\n";
      rows += name + "," + day + "T12:00:00Z," + (i < bad ? "bad_fit,ann,student" : "contacted,bob,") + "\n";
    }
    events += R"({"type":"track","userId":"u99","event":"Viewed","timestamp":"2026-03-08T23:00:00Z","context":{"groupId":"late.example"}})" "\n";
    write(usage, events);
    write(crm, rows);
    write(paid, "account,outcome,reached_at\na23.example,paid,2026-03-01T00:00:00Z\n");
    const Finished run = handraise({"backtest", motion, usage, "-o", folder / "backtest"});
    EXPECT_EQ(run.code, 0) << run.err;
  }
  Finished review(std::vector<std::string> more = {}) const {
    std::vector<std::string> words = {"review", motion, table, crm, "--week", "2026-W10"};
    words.insert(words.end(), more.begin(), more.end());
    return handraise(words);
  }
};

TEST(ReviewCommand, ProposesAChangeAndSaysWhatItWouldHaveDone) {
  const Story story;
  const Finished run = story.review({"--outcomes", story.paid, "--usage", story.usage});
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_TRUE(holds(run.out, "Decide on 1: Halve the points of invited: 60 to 30.")) << run.out;
  EXPECT_TRUE(holds(run.out, "6 of 12 accounts that hinged on it were bad (50 %, 25 % to 75 %), 0 of 12 others were.")) << run.out;
  // 30 points are below the bar of 50: the twelve that invited do not come, six bad and six accepted. Five weeks from 2026-02-01 10:00 to the
  // last record hold all 24 but the first.
  EXPECT_TRUE(holds(run.out, "Backtest of 5 weeks to 2026-03-08: 4.6 a week qualify, 2.4 with the change")) << run.out;
  EXPECT_TRUE(holds(run.out, "Of 5 accounts reported bad 5 would not have come, of 18 accepted ones 6 neither.")) << run.out;
  EXPECT_TRUE(holds(run.out, "Converted              1 of 24")) << run.out;
}

TEST(ReviewCommand, WithoutUsageItSaysThatNothingWasBacktested) {
  const Story story;
  const Finished run = story.review();
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_TRUE(holds(run.out, "Not backtested: give the usage with --usage.")) << run.out;
  EXPECT_TRUE(holds(run.out, "as reported, no outcomes were given")) << run.out;
  EXPECT_TRUE(holds(run.out, "In time: not measured")) << run.out;
}

TEST(ReviewCommand, NothingIsProposedWhereNoRuleIsMet) {
  const Story story(3);   // 3 of 12
  const Finished run = story.review();
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_TRUE(holds(run.out, "Change nothing: no rule is met.")) << run.out;
}

TEST(ReviewCommand, WritesItsFilesTheSameEachTime) {
  const Story story;
  for (const char* name : {"one", "two"}) ASSERT_EQ(story.review({"-o", story.folder / name}).code, 0);
  EXPECT_TRUE(holds(read(story.folder / "one/review.md"), "# Weekly review 2026-W10"));
  for (const char* file : {"/review.md", "/review.json"}) EXPECT_EQ(read(story.folder / "one" + file), read(story.folder / "two" + file));
  EXPECT_EQ(story.review({"--json"}).out, read(story.folder / "one/review.json"));
}

TEST(ReviewCommand, ByDefaultItIsTheWeekOfTheNewestRow) {
  const Story story;
  const Finished run = handraise({"review", story.motion, story.table, story.crm});
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_TRUE(holds(run.out, "Weekly review 2026-W09, 2026-02-23 to 2026-02-24, so far")) << run.out;
}

TEST(ReviewCommand, LeavesOutWhomNobodyWasToldOf) {
  const Story story;
  write(story.folder / "exposures.csv", "account,at,arm,stratum,motion\na00.example,2026-02-01T10:00:00Z,holdout,,m\na01.example,2026-02-02T10:00:00Z,treatment,,m\n");
  const Finished run = story.review({"--exposures", story.folder / "exposures.csv"});
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_TRUE(holds(run.out, "Accepted               18 of 23")) << run.out;
  EXPECT_TRUE(holds(run.err, "not counted: 1 disposition of an account that had not qualified by then")) << run.err;
}

TEST(ReviewCommand, SaysWhatIsWrong) {
  const Story story;
  const auto refused = [&](const std::vector<std::string>& more, const std::string& why) {
    const Finished run = story.review(more);
    EXPECT_EQ(run.code, 2) << run.out;
    EXPECT_TRUE(holds(run.err, why)) << run.err;
  };
  refused({"--as-of", "2026-03-01"}, "--week: stands beside --as-of");
  refused({"--outcomes", write(story.folder / "bad.csv", "account,outcome,reached_at\na,paid,never\n")}, "bad.csv:2:");
  refused({"--outcomes", story.paid, "--outcome", "piad"}, "piad");
  write(story.crm, "account,at,dispositoin\n");
  refused({}, "crm.csv:1:1: no column 'disposition'");
  EXPECT_EQ(handraise({"review", story.motion, story.table, story.crm, "--week", "2026-10"}).code, 2);
}

}  // namespace
}  // namespace handraise
