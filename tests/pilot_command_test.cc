// `handraise pilot` as its user meets it: a pilot from its size to its readout.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

#include "running.h"

namespace handraise {
namespace {

using running::Finished;
using running::Folder;
using running::handraise;
using running::read;
using running::write;

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
nlohmann::json json_of(const Finished& run) { return nlohmann::json::parse(run.out); }

std::string motion_file(const Folder& folder, const std::string& looks) {
  return write(folder / "motion.yaml", R"(signals:
  invited: {kind: invite, event: Invite Sent, at_least: 2, within: 7d, points: 60}
qualify: {score_at_least: 60}
planning:
  - {name: baseline_rate, label: rate, value: 0.1, low: 0.1, high: 0.1, unit: share, from: assumed}
  - {name: wanted_lift, label: lift, value: 0.2, low: 0.2, high: 0.2, unit: share, from: assumed}
  - {name: horizon_days, label: horizon, value: 28, low: 28, high: 28, unit: days, from: assumed}
pilot:
  weeks: 4
  arms: [{name: treatment, share: 0.5}, {name: holdout, share: 0.5}]
  rule: prove
  looks: )" + looks + R"(
  triggers:
    - {name: Opt-outs, kind: stop, counts: opted out, p_ok: 0.01, p_bad: 0.05, k: 4, action: pause that message}
    - {name: Enough fits, kind: scale, counts: bad fit or wrong signal, p_ok: 0.15, p_bad: 0.35, k: 30}
)");
}

// R's documentation: power.prop.test(p1 = .50, p2 = .75, power = .90) needs 76.7 in each group.
TEST(PilotCommand, SizesRsExample) {
  const Finished run = handraise({"pilot", "size", "--baseline", "0.50", "--target", "0.75", "--power", "0.90", "--json"});
  ASSERT_EQ(run.code, 0) << run.err;
  const auto size = json_of(run);
  EXPECT_NEAR(size["per_group"].get<double>(), 76.7, .05);
  EXPECT_EQ(size["per_group_rounded_up"], 77);
  EXPECT_EQ(size["arms"]["treated"]["rounded_up"], 77);
  EXPECT_EQ(size["total_rounded_up"], 154);
  const Finished words = handraise({"pilot", "size", "--baseline", "0.50", "--target", "0.75", "--power", "0.90"});
  EXPECT_TRUE(words.out.starts_with("77 accounts in each group (76.7 before rounding) show 75 % against 50 %.\n")) << words.out;
  EXPECT_NEAR(json_of(handraise({"pilot", "size", "--mean-difference", "1", "--sd", "1", "--power", "0.90", "--json"}))["per_group"].get<double>(), 22.0211, 2e-4);
}

TEST(PilotCommand, SaysWhatIsWrongWithAQuestion) {
  const auto refused = [](std::vector<std::string> words, const std::string& why) {
    words.insert(words.begin(), {"pilot", "size"});
    const Finished run = handraise(words);
    EXPECT_EQ(run.code, 2) << run.out;
    EXPECT_TRUE(holds(run.err, why)) << run.err;
  };
  refused({"--baseline", "1.5", "--target", "0.2"}, "--baseline: 1.5 is not a share, 0 to 1");
  refused({"--baseline", "0.2"}, "needs a MOTION, or --baseline with --target or --lift");
  refused({"--baseline", "0.2", "--target", "0.2"}, "no number of accounts tells a rate from itself");
  refused({"--baseline", "0.2", "--lift", "0.9"}, "which is no share");
  refused({"--baseline", "0.2", "--lift", "0.1", "--looks", "daily"}, "--looks: 'daily'; expected once or weekly");
  refused({"--baseline", "0.2", "--lift", "0.1", "--trigger", "x:0.5:0.1"}, "--trigger: 'x:0.5:0.1' is no trigger");
  refused({"--baseline", "0.2", "--lift", "0.1", "--icc", "0.1"}, "--icc: needs the other of --icc and --cluster-size");
}

// Assign in two goes, as a job that was restarted would; then read too early, and in time.
TEST(PilotCommand, FromTheFirstDrawToTheVerdict) {
  const Folder folder;
  const std::string motion = motion_file(folder, "once"), exposures = folder / "exposures.csv", alerts = folder / "alerts.csv";
  std::string first = "account,qualified_at,tier,score,signals\n", all = first;
  for (int i = 0; i < 300; ++i) {
    const std::string row = "a" + std::to_string(i) + ".example,2026-03-" + std::string(i % 20 < 8 ? "0" : "") + std::to_string(2 + i % 20) + "T09:00:00.000Z,qualified,60.000000,invited\n";
    if (i % 3 == 0) first += row;
    all += row;
  }
  all += "asked.example,2026-03-05T09:00:00.000Z,hand_raise,0.000000,invited\n'=1+1,2026-03-02T08:00:00.000Z,qualified,60.000000,invited\n";
  ASSERT_EQ(handraise({"pilot", "assign", motion, write(folder / "first.csv", first), "--exposures", exposures}).code, 0);
  const std::string log = read(exposures);
  const Finished run = handraise({"pilot", "assign", motion, write(folder / "all.csv", all), "--exposures", exposures, "--alerts", alerts, "--json"});
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_TRUE(read(exposures).starts_with(log)) << "what was drawn stays, byte for byte";
  EXPECT_EQ(json_of(run)["added"].size(), 202u);
  EXPECT_EQ(json_of(run)["known"], 100);
  const std::string whole = read(exposures);
  ASSERT_EQ(handraise({"pilot", "assign", motion, folder / "all.csv", "--exposures", exposures}).code, 0);
  EXPECT_EQ(read(exposures), whole);
  Folder anew;   // all at once: the same arms
  ASSERT_EQ(handraise({"pilot", "assign", motion, folder / "all.csv", "--exposures", anew / "e.csv"}).code, 0);
  auto lines = running::lines_of(whole), others = running::lines_of(read(anew / "e.csv"));
  std::sort(lines.begin(), lines.end()), std::sort(others.begin(), others.end());
  EXPECT_EQ(lines, others);

  std::string paid = "account,outcome,reached_at\n";
  int treated = 0, held = 0;
  for (const std::string& line : lines) {
    const std::string account = line.substr(0, line.find(','));
    EXPECT_NE(account[0], '=');
    const bool is_held = holds(line, ",holdout,");
    if (is_held) { EXPECT_FALSE(holds("\n" + read(alerts), "\n" + account + ",")) << account; }
    if (is_held ? held++ % 10 == 0 : holds(line, ",treatment,") && treated++ % 3 == 0) paid += account + ",paid,2026-03-25T09:00:00Z\n";
  }
  EXPECT_TRUE(holds(read(alerts), "asked.example,"));
  const std::string outcomes = write(folder / "paid.csv", paid);

  const Finished early = handraise({"pilot", "readout", motion, exposures, outcomes, "--as-of", "2026-04-20"});
  EXPECT_EQ(early.code, 3);
  EXPECT_TRUE(early.out.starts_with("Too early: one look was planned, on 2026-04-30")) << early.out;
  EXPECT_FALSE(holds(early.out, "Difference"));
  // A job that follows the default reads as of the newest row it was given, and that is too early as well.
  EXPECT_EQ(handraise({"pilot", "readout", motion, exposures, outcomes}).code, 3);

  const std::string crm = write(folder / "crm.csv", "account,at,disposition\na1.example,2026-03-20T09:00:00Z,signal_wrong\n");
  const Finished due = handraise({"pilot", "readout", motion, exposures, outcomes, "--dispositions", crm, "--as-of", "2026-05-01", "-o", folder / "out"});
  ASSERT_EQ(due.code, 0) << due.err;
  EXPECT_TRUE(due.out.starts_with("Scale: the interval of the difference lies above 0, and no trigger stands against it.")) << due.out;
  EXPECT_TRUE(holds(due.out, "one planned look; exact unconditional interval of 95 %")) << due.out;
  const auto readout = nlohmann::json::parse(read(folder / "out/readout.json"));
  EXPECT_EQ(readout["effect"]["treated"], treated);
  EXPECT_EQ(readout["effect"]["held"], held);
  EXPECT_GT(readout["effect"]["difference_low"].get<double>(), 0);
  EXPECT_TRUE(read(folder / "out/readout.md").starts_with("# Pilot readout\n\n**Scale"));

  // The plan is fixed with the first draw.
  motion_file(folder, "weekly");
  const Finished changed = handraise({"pilot", "readout", motion, exposures, outcomes});
  EXPECT_EQ(changed.code, 2);
  EXPECT_TRUE(holds(changed.err, exposures + ":2:1: account ")) << changed.err;
  EXPECT_TRUE(holds(changed.err, "was drawn under motion")) << changed.err;
}

TEST(PilotCommand, WeeklyLooksMayBeTakenFromTheFirstAccountOn) {
  const Folder folder;
  const std::string motion = motion_file(folder, "weekly"), exposures = folder / "e.csv";
  ASSERT_EQ(handraise({"pilot", "assign", motion, write(folder / "list.txt", "acme.example\nbeta.example\n"), "--at", "2026-03-02T09:00:00Z", "--exposures", exposures}).code, 0);
  const Finished run = handraise({"pilot", "readout", motion, exposures, write(folder / "paid.csv", "account,outcome,reached_at\nacme.example,paid,2026-03-20T09:00:00Z\n"), "--as-of", "2026-05-04"});
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_TRUE(run.out.starts_with("Cannot tell yet: ")) << run.out;
  EXPECT_TRUE(holds(run.out, "anytime-valid confidence sequence for two proportions")) << run.out;
}

TEST(PilotCommand, MistakesHaveFileLineAndColumn) {
  const Folder folder;
  const std::string motion = motion_file(folder, "once"), bad = write(folder / "bad.csv", "account,qualified_at\nacme,soon\n");
  const Finished run = handraise({"pilot", "assign", motion, bad, "--exposures", folder / "e.csv"});
  EXPECT_EQ(run.code, 2);
  EXPECT_EQ(run.err, bad + ":2:6: 'soon' is no time; expected one as 2026-03-02T09:00:00Z\n");
  EXPECT_FALSE(std::filesystem::exists(folder / "e.csv"));
  const std::string log = write(folder / "log.csv", "account,at,arm,stratum,motion\nacme,2026-03-02T09:00:00Z,treated,,x\n");
  EXPECT_EQ(handraise({"pilot", "readout", motion, log, bad}).err, log + ":2:27: 'treated' is no arm; expected treatment, holdout, hand_raise or owned\n");
  for (const char* command : {"size", "assign", "readout"}) {
    const Finished help = handraise({"pilot", command, "--help"});
    EXPECT_EQ(help.code, 0);
    EXPECT_TRUE(holds(help.out, std::string("handraise pilot ") + command + " ")) << help.out;
    EXPECT_TRUE(holds(help.out, "Example")) << help.out;
  }
}

}  // namespace
}  // namespace handraise
