// A long run that is stopped: Ctrl-C and a kill leave no half-written file; and on a terminal it says how far it is.
#include <gtest/gtest.h>

#include <pty.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/chance.h"
#include "base/time.h"
#include "running.h"

namespace handraise {
namespace {

namespace fs = std::filesystem;
using running::Folder;
using running::handraise;
using running::lines_of;
using running::read;
using running::source;
using running::write;

// Enough usage for a run that can be caught in the middle.
struct Usage {
  Folder folder;
  std::string motion, events, outcomes;
  Usage() {
    motion = write(folder / "motion.yaml", "handraise: 1\nsignals:\n  used: {kind: depth, event: Used, count: days, at_least: 2, within: 7d, points: 10}\nqualify: {score_at_least: 10, cooldown: 14d}\n");
    std::string text, table = "account,outcome,reached_at\n";
    Chance chance(7);
    for (int64_t i = 0; i < 150'000; ++i) {
      const std::string account = "account" + std::to_string(chance.below(3000));
      text += "{\"type\":\"track\",\"event\":\"Used\",\"userId\":\"u-" + account + "\",\"context\":{\"groupId\":\"" + account + "\"},\"timestamp\":\"" + print_time(1767571200000 + i * 120'000) + "\"}\n";
    }
    for (int i = 0; i < 3000; i += 3) table += "account" + std::to_string(i) + ",won," + print_time(1767571200000 + static_cast<int64_t>(chance.below(200)) * kDay) + "\n";
    events = write(folder / "events.jsonl", text);
    outcomes = write(folder / "won.csv", table);
  }
  std::vector<std::string> words(const std::string& out) const { return {HANDRAISE_BINARY, "backtest", motion, events, "--outcomes", outcomes, "-o", out}; }
};
const Usage& usage() {
  static const Usage made;
  return made;
}

// Starts it, sends the signal after so many milliseconds, gives its exit code (128 + signal when it was killed).
int run_and_signal(const std::vector<std::string>& words, int signal, int after_ms) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    const int nowhere = open("/dev/null", O_RDWR);
    dup2(nowhere, 0), dup2(nowhere, 1), dup2(nowhere, 2);
    execvp(arguments[0], arguments.data());
    _exit(127);
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(after_ms));
  kill(child, signal);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string first_line_and_size(const std::string& path) {
  const std::string text = read(path);
  return text.substr(0, text.find('\n')) + " " + std::to_string(text.size());
}

TEST(Interruption, AtAnyMomentLeavesAWholeFolderOrNone) {
  const std::vector<std::string> files = {"qualifications.csv", "report.md", "report.html", "report.json", "motion.yaml"};
  Folder out;
  ASSERT_EQ(running::run(usage().words(out / "whole"), "", 60).code, 0);
  int stopped = 0, killed = 0;
  for (const int signal : {SIGINT, SIGTERM, SIGKILL}) {
    for (int after = 0; after <= 600; after += 60) {
      const std::string folder = out / ("at" + std::to_string(signal) + "-" + std::to_string(after));
      const int code = run_and_signal(usage().words(folder), signal, after);
      const bool done = code == 0;
      EXPECT_TRUE(done || code == 130 || code == 128 + signal) << code;
      stopped += code == 130;
      killed += code == 128 + SIGKILL;
      EXPECT_TRUE(!done || fs::exists(folder));
      EXPECT_FALSE(code == 130 && fs::exists(folder)) << folder;
      if (!fs::exists(folder)) continue;
      for (const std::string& file : files) EXPECT_EQ(first_line_and_size(folder + "/" + file), first_line_and_size(out / "whole/" + file)) << folder;
    }
  }
  EXPECT_GT(stopped, 0) << "the run was never caught in the middle: make it longer";
  EXPECT_GT(killed, 0);
  // What a kill may have left beside does not stand in the way of the next run.
  for (const fs::directory_entry& each : fs::directory_iterator(out.path())) {
    const std::string name = each.path().filename().string();
    if (name.find("at9-") != 0 || name.find("at9-0") == std::string::npos) continue;
    EXPECT_EQ(running::run(usage().words(each.path().string()), "", 60).code, 0);
  }
}

TEST(Interruption, AnOldReportIsWholeOldOrWholeNewFileByFile) {
  Folder out;
  ASSERT_EQ(running::run(usage().words(out / "report"), "", 60).code, 0);
  std::vector<std::string> words = usage().words(out / "report");
  words.push_back("--keep-duplicates");
  for (int after = 0; after <= 600; after += 100) {
    run_and_signal(words, SIGKILL, after);
    for (const char* file : {"qualifications.csv", "report.md", "report.json", "motion.yaml"}) EXPECT_GT(read(out / "report/" + file).size(), 100u) << file;
    EXPECT_TRUE(read(out / "report/report.json").ends_with("}\n"));
  }
}

TEST(Progress, StandsOnATerminalAndNowhereElse) {
  Folder out;
  int control = -1;
  const pid_t child = forkpty(&control, nullptr, nullptr, nullptr);
  ASSERT_GE(child, 0);
  if (child == 0) {
    std::vector<std::string> words = usage().words(out / "report");
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    execvp(arguments[0], arguments.data());
    _exit(127);
  }
  std::string shown;
  char buffer[4096];
  for (ssize_t count; (count = ::read(control, buffer, sizeof buffer)) > 0;) shown.append(buffer, static_cast<size_t>(count));
  close(control);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0) << shown;
  EXPECT_NE(shown.find("records"), std::string::npos) << shown;
  EXPECT_NE(shown.find("/s"), std::string::npos) << shown;
  EXPECT_NE(shown.find(" left"), std::string::npos) << shown;
  const running::Finished quiet = running::run(usage().words(out / "quiet"), "", 60);
  EXPECT_EQ(quiet.err, "");
}

}  // namespace
}  // namespace handraise
