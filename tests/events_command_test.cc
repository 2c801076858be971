// `handraise events` as its user runs it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "running.h"

namespace handraise {
namespace {

const char kUsage[] =
    R"({"type":"identify","messageId":"m1","userId":"ann","timestamp":"2026-03-01T09:00:00Z","traits":{"email":"ann@acme.com"}})" "\n"
    R"({"type":"track","messageId":"m2","userId":"ann","event":"Invite sent","timestamp":"2026-03-01T09:00:01Z","properties":{"role":"member"}})" "\n"
    R"({"type":"track","messageId":"m3","userId":"ann","event":"Report Shared","timestamp":"2026-03-01T09:00:02Z"})" "\n"
    R"({"type":"track","messageId":"m3","userId":"ann","event":"Report Shared","timestamp":"2026-03-01T09:00:03Z"})" "\n"
    "\x1b[2J nonsense\n"
    R"({"type":"track","userId":"bob","event":"Invite sent","timestamp":"soon"})" "\n"
    R"({"type":"identify","userId":"cy","timestamp":"2026-03-01T10:00:00Z","traits":{"email":"cy@gmail.com"}})" "\n"
    R"({"type":"track","userId":"cy","event":"\u001b[31mRed","timestamp":"2026-03-01T10:00:00Z"})" "\n";

const char kMotion[] =
    "signals:\n"
    "  invited: {kind: invite, event: Invite Sent, where: {role: admin}, within: 7d}\n"
    "  shared: {kind: depth, event: Report Shared, within: 7d}\n"
    "qualify: {}\n";

TEST(EventsCommand, PrintsWhatIsInTheFiles) {
  const running::Folder folder;
  const std::string file = running::write(folder / "a.jsonl", kUsage);
  const running::Finished done = running::handraise({"events", file});
  EXPECT_EQ(done.code, 0);
  EXPECT_EQ(done.err, "");
  EXPECT_EQ(done.out,
            "records     5: 3 events, 2 identify, 0 group, 0 alias\n"
            "time        2026-03-01T09:00:00.000Z to 2026-03-01T10:00:00.000Z\n"
            "users       2, 1 of them with a personal address and no other account\n"
            "accounts    1\n"
            "mapped      66.7 % of events belong to an account, 33.3 % to people with a personal address, 0.0 % to nobody known\n"
            "duplicates  1\n"
            "rejected    2 of 8 lines\n"
            "            1 × no time that can be read in timestamp, originalTimestamp or receivedAt; expected 2026-03-02T09:00:00Z, years 1970 to 9999 (first: " + file + ":6)\n"
            "            1 × not a JSON object (first: " + file + ":5)\n"
            "            every one with its line: --rejects FILE\n"
            "\n"
            "events by count\n"
            "  1  \\x1b[31mRed\n"
            "  1  Invite sent\n"
            "  1  Report Shared\n");
}

TEST(EventsCommand, TellsWhatAMotionAsksForAndNeverOccurs) {
  const running::Folder folder;
  const std::string file = running::write(folder / "a.jsonl", kUsage), motion = running::write(folder / "m.yaml", kMotion);
  running::Finished done = running::handraise({"events", "--motion", motion, file});
  EXPECT_EQ(done.code, 0);
  EXPECT_EQ(done.out.substr(done.out.find("\n" + motion)),
            "\n" + motion + ": 1 part asks for what does not occur here\n"
            "  missing  signals.invited: Invite Sent 0; 0 match\n"
            "           no event is named 'Invite Sent'; did you mean 'Invite sent' (1)?\n"
            "  ok       signals.shared: Report Shared 1; 1 match\n");
  running::write(folder / "m.yaml", running::read(motion).replace(std::string(kMotion).find("Invite Sent"), 11, "Invite sent"));
  done = running::handraise({"events", "--motion", motion, file, "--json"});
  const auto json = nlohmann::json::parse(done.out);
  EXPECT_EQ(json["motion"][0]["problems"][0], "what is asked of 'role' never holds; it is 'member' (1)");
  EXPECT_EQ(json["records"], 5);
  EXPECT_EQ(json["rejected"], 2);
  EXPECT_EQ(json["names"][0]["event"], "\x1b[31mRed");
}

TEST(EventsCommand, WritesRejectsAsATableThatNoSheetComputes) {
  const running::Folder folder;
  const std::string file = running::write(folder / "=a.jsonl", "nonsense\n"), rejects = folder / "r.csv";
  const running::Finished done = running::run({"sh", "-c", "cd " + folder.path() + " && " HANDRAISE_BINARY " events =a.jsonl --rejects r.csv"});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_EQ(running::read(rejects), "file,line,reason\n'=a.jsonl,1,not a JSON object\n");
}

TEST(EventsCommand, BadInputIsTwoAndLeavesNothingBehind) {
  const running::Folder folder;
  const std::string file = running::write(folder / "a.jsonl", kUsage), rejects = folder / "r.csv";
  running::Finished done = running::handraise({"events", file, "--strict", "--rejects", rejects});
  EXPECT_EQ(done.code, 2);
  EXPECT_EQ(done.out, "");
  EXPECT_EQ(done.err, file + ":5: not a JSON object\n  without --strict it would go to the rejects\n");
  EXPECT_FALSE(std::filesystem::exists(rejects));
  EXPECT_FALSE(std::filesystem::exists(rejects + ".part"));
  done = running::handraise({"events", folder / "none.jsonl"});
  EXPECT_EQ(done.code, 2);
  EXPECT_EQ(done.err, folder / "none.jsonl" + ": cannot be read: No such file or directory\n  is the path right?\n");
  running::write(folder / "short.gz", std::string("\x1f\x8b\x08\0\0\0\0\0\0\0\x01", 11));
  EXPECT_EQ(running::handraise({"events", folder / "short.gz"}).code, 2);
  EXPECT_EQ(running::handraise({"events"}).code, 2);
}

TEST(EventsCommand, ReadsTablesByTheirHeaderOrAMapAndStandardInput) {
  const running::Folder folder;
  running::write(folder / "map.yaml", "input:\n  time: wann\n  user: wer\n  event_name: Login\n");
  running::Finished done = running::handraise({"events", "-", "--map", folder / "map.yaml"}, "wann,wer\n2026-03-01T09:00:00Z,ann\n");
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_NE(done.out.find("  1  Login\n"), std::string::npos) << done.out;
  done = running::handraise({"events", "-"}, "time,user,event\n2026-03-01T09:00:00Z,ann,A\n");
  EXPECT_NE(done.out.find("columns     - {time: time, user: user, event: event}  (guessed; other columns are properties)\n"), std::string::npos) << done.out;
  EXPECT_EQ(done.err, "-: columns read as {time: time, user: user, event: event}\n");
  done = running::handraise({"events", "-"}, "wann,wer\n2026-03-01T09:00:00Z,ann\n");
  EXPECT_EQ(done.code, 2);
  EXPECT_EQ(done.err, "-:1: no column for the time in the header (wann, wer)\n  say which: {time: …} in the motion's `input:` or in a file given with --map\n");
}

// An interruption while it waits for more: nothing is written, and it ends.
TEST(EventsCommand, CtrlCEndsItAndNothingIsWritten) {
  const running::Folder folder;
  const std::string script = "cd " + folder.path() + " && mkfifo pipe; " HANDRAISE_BINARY " events - --rejects r.csv <pipe & reader=$!; exec 3>" + folder / "pipe" +
                             "; while [ ! -e r.csv.part ]; do sleep 0.01; done; i=0; while [ $i -lt 500 ]; do echo '{\"type\":\"track\"' >&3; i=$((i+1)); done; kill -TERM $reader; echo end >&3; exec 3>&-; wait $reader; echo $? >" + folder / "code";
  running::run({"sh", "-c", script});
  EXPECT_EQ(running::read(folder / "code"), "130\n");
  EXPECT_FALSE(std::filesystem::exists(folder / "r.csv"));
  EXPECT_FALSE(std::filesystem::exists(folder / "r.csv.part"));
}

}  // namespace
}  // namespace handraise
