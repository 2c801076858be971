// Not filler: packs of different briefs share at most a fifth of their sentences (scripts/shared-sentences counts).
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "running.h"

namespace handraise {
namespace {

std::string script() { return running::source("scripts/shared-sentences"); }

TEST(SharedSentences, MasksNamesNumbersAndQuotesAndLeavesTablesOut) {
  running::Folder folder;
  const std::string one = running::write(folder / "one.md",
                                         "# A\n\n| the | same | table | in | both |\n\nGive Glimpsely 14 days before anybody calls the account by phone. Dashboards carry the intent here, not logins of the owner.\n");
  const std::string two = running::write(folder / "two.md",
                                         "# B\n\n| the | same | table | in | both |\n\nGive Northwind 30 days before anybody calls the account by phone. Repositories that build in the cloud tell us who stays for long.\n");
  const running::Finished run = running::run({script(), "--max", "0.25", one, two});
  EXPECT_EQ(run.code, 1) << run.err;
  EXPECT_NE(run.out.find("50 % shared (1 and 1 of 2 and 2 sentences)"), std::string::npos) << run.out;
  EXPECT_EQ(running::run({script(), "--max", "0.5", one, two}).code, 0);
}

TEST(SharedSentences, TenPairsOfBlindBriefsShareAtMostAFifth) {
  std::vector<std::string> briefs;
  for (const auto& entry : std::filesystem::directory_iterator(running::source("tests/briefs/blind"))) {
    if (entry.path().extension() == ".txt") briefs.push_back(entry.path().string());
  }
  std::sort(briefs.begin(), briefs.end());
  running::Folder out;
  std::vector<std::string> packs;  // the first twenty that are neither refused nor redirected
  for (const std::string& brief : briefs) {
    if (packs.size() == 20) break;
    const std::string folder = out / std::filesystem::path(brief).stem().string();
    const running::Finished run = running::handraise({"pack", brief, "-o", folder});
    if (run.code == 3) continue;
    EXPECT_TRUE(run.code == 0 || run.code == 4) << brief << "\n" << run.err.substr(0, 2000);
    if (std::filesystem::exists(folder + "/pack.md")) packs.push_back(folder);
  }
  ASSERT_EQ(packs.size(), 20u);
  std::vector<std::string> words = {script(), "--max", "0.2"};
  for (size_t i = 0; i < 10; ++i) words.push_back(packs[i]), words.push_back(packs[i + 10]);
  const running::Finished run = running::run(words);
  EXPECT_EQ(run.code, 0) << run.out << run.err;
}

}  // namespace
}  // namespace handraise
