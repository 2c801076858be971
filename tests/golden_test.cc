// Golden packs: each folder of tests/packs is a story, brief.txt in, want/ out. `scripts/golden` rewrites want/; read the diff.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "running.h"

namespace handraise {
namespace {

std::vector<std::string> stories() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(running::source("tests/packs"))) {
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// The first lines that differ, as a person wants to see them.
std::string first_difference(const std::string& want, const std::string& got) {
  const std::vector<std::string> a = running::lines_of(want), b = running::lines_of(got);
  for (size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const std::string left = i < a.size() ? a[i] : "(end)", right = i < b.size() ? b[i] : "(end)";
    if (left != right) return "line " + std::to_string(i + 1) + "\n  want: " + left + "\n  got:  " + right;
  }
  return want == got ? "" : "only the end of the last line differs";
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, PackIsAsWanted) {
  running::Folder out;
  const std::string story = running::source("tests/packs/" + GetParam());
  const running::Finished run = running::handraise({"pack", story + "/brief.txt", "-o", out.path()});
  EXPECT_EQ(run.code, 0) << run.err;
  for (const char* file : {"motion.yaml", "pack.md", "gate.json"}) {
    const std::string want = running::read(story + "/want/" + file);
    EXPECT_NE(want, "") << "no want/" << file << "; run scripts/golden and read what it writes";
    EXPECT_EQ(first_difference(want, running::read(out / file)), "") << file << "; if this is meant: scripts/golden, then read the diff";
  }
}

// What README.md quotes is what the program prints.
TEST(Readme, ShowsPageOneAsItIsPrinted) {
  running::Folder out;
  ASSERT_EQ(running::handraise({"pack", running::source("examples/trial-analytics.txt"), "-o", out.path()}).code, 0);
  std::string want, got;
  for (const std::string& line : running::lines_of(running::read(out / "pack.md"))) {
    want += line.empty() ? ">\n" : "> " + line + "\n";
    if (line.starts_with("**What it is worth")) break;
  }
  bool inside = false;
  for (const std::string& line : running::lines_of(running::read(running::source("README.md")))) {
    if (line == "<!-- page 1 ends -->") break;
    if (inside) got += line + "\n";
    inside = inside || line == "<!-- page 1 begins -->";
  }
  EXPECT_EQ(first_difference(want, got), "") << "README.md; scripts/golden rewrites it";
}

TEST(Readme, ShowsTheBacktestAsItIsPrinted) {
  const std::string real = running::source("examples/dataplane-usage/");
  const running::Finished run = running::handraise({"backtest", real + "motion.yaml", real + "events.jsonl.gz", "--outcomes", real + "outcomes.csv", "--from", "2019-11-14"}, "", 60);
  ASSERT_EQ(run.code, 0) << run.err;
  const std::string want = run.out.substr(0, run.out.find("\nNext:"));
  const std::string readme = running::read(running::source("README.md"));
  EXPECT_NE(readme.find("```\n" + want + "```\n"), std::string::npos) << "README.md; scripts/golden rewrites it";
}

TEST(Readme, ShowsTheTuningAsItIsPrinted) {
  const std::string real = running::source("examples/dataplane-usage/");
  const running::Finished run = running::handraise({"tune", real + "start.yaml", real + "events.jsonl.gz", "--outcomes", real + "outcomes.csv"}, "", 60);
  ASSERT_EQ(run.code, 0) << run.err;
  const std::string want = run.out.substr(0, std::min(run.out.find("\nWhat looked best"), run.out.find("\nThe changes")));
  const std::string readme = running::read(running::source("README.md"));
  EXPECT_NE(readme.find("```\n" + want + "```\n"), std::string::npos) << "README.md; scripts/golden rewrites it";
}

INSTANTIATE_TEST_SUITE_P(Packs, Golden, testing::ValuesIn(stories()), [](const testing::TestParamInfo<std::string>& story) {
  std::string name = story.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace handraise
