// What a reader stumbles over, in the golden packs and those of every third development brief: page 1 too long, "1 weeks", "a account", "in in", a bracket that never shuts, a label that says another
// number than its threshold, a holdout that goes from 20 % to 20 %.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "running.h"

namespace handraise {
namespace {

std::string text_of(const std::string& folder) {
  const std::string pack = running::read(folder + "/pack.md");
  return pack.substr(0, pack.find("\n## Appendix"));
}

std::vector<std::string> faults_of(const std::string& pack, const std::regex& fault) {
  std::vector<std::string> found;
  for (std::sregex_iterator at(pack.begin(), pack.end(), fault), end; at != end; ++at) found.push_back(at->str());
  return found;
}

// "≥ 6 days / 14 d" behind a label that says "on four days".
std::vector<std::string> labels_beside_thresholds(const std::string& pack) {
  static constexpr std::array<std::string_view, 8> words = {"one day", "two days", "three days", "four days", "five days", "six days", "seven days", "eight days"};
  std::vector<std::string> found;
  for (const std::string_view line : split(pack, '\n')) {
    const size_t at = line.find("≥ ");
    if (!line.starts_with("| S") || at == std::string_view::npos || !(contains(line, " days / ") || contains(line, " day / "))) continue;
    const std::string_view label = split(line, '|')[2];
    for (size_t i = 0; i < words.size(); ++i) {
      if (!contains(label, words[i])) continue;
      const std::string threshold = "≥ " + std::to_string(i + 1) + (i == 0 ? " day /" : " days /");
      if (!contains(line, threshold)) found.emplace_back(line);
    }
  }
  return found;
}

// Cells and paragraphs that open a bracket and never shut it were cut in the middle.
std::vector<std::string> cut_in_brackets(const std::string& pack) {
  std::vector<std::string> found;
  for (const std::string_view line : split(pack, '\n')) {
    for (const std::string_view cell : split(line, line.starts_with("|") ? '|' : '\n')) {
      if (std::count(cell.begin(), cell.end(), '(') != std::count(cell.begin(), cell.end(), ')')) found.emplace_back(cell);
    }
  }
  return found;
}

TEST(PackWords, FaultsAreFound) {
  EXPECT_EQ(cut_in_brackets("| EU/EEA | at once (GDPR art. 21(2) and |").size(), 1u);
  EXPECT_TRUE(cut_in_brackets("| EU/EEA | at once (GDPR art. 21(2)) |").empty());
  EXPECT_EQ(labels_beside_thresholds("| S2 | **work on four days** | depth | `A` | ≥ 6 days / 14 d | 10 |").size(), 1u);
  EXPECT_TRUE(labels_beside_thresholds("| S2 | **work on six days** | depth | `A` | ≥ 6 days / 14 d | 10 |").empty());
}

TEST(PackWords, NoDevelopmentBriefGivesAPackThatAReaderStumblesOver) {
  const std::regex many("(^|[ (>|])1 (weeks|days|hours|minutes|accounts|companies|sellers|SDRs|AEs|people|months|conversions|expansions|PQLs|PQAs|touches|users)\\b");
  const std::regex article("\\ba (account|admin|expansion|AE|SDR|owner|order|employee|administrator|analyst|engineer)\\b");
  const std::regex twice("\\b([a-z]+) \\1\\b");
  const std::regex same("from ([0-9]+ %) to \\1");
  running::Folder out;
  size_t packs = 0, ready = 0;
  for (const char* set : {"packs", "briefs/own", "briefs/blind"}) {
    const bool golden = std::string_view(set) == "packs";
    std::vector<std::filesystem::path> briefs;
    for (const auto& entry : std::filesystem::directory_iterator(running::source(std::string("tests/") + set))) {
      if (golden) briefs.push_back(entry.path() / "brief.txt");
      else if (entry.path().extension() == ".txt") briefs.push_back(entry.path());
    }
    std::sort(briefs.begin(), briefs.end());
    for (size_t i = 0; i < briefs.size(); i += golden ? 1 : 3) {
      const std::filesystem::path& brief = briefs[i];
      const std::string folder = out / std::to_string(packs++);
      const running::Finished run = running::handraise({"pack", brief.string(), "-o", folder});
      ASSERT_TRUE(run.code == 0 || run.code == 3 || run.code == 4) << brief << run.err.substr(0, 1000);
      const std::string pack = text_of(folder);
      EXPECT_EQ(faults_of(pack, many), std::vector<std::string>()) << brief;
      EXPECT_EQ(faults_of(pack, article), std::vector<std::string>()) << brief;
      EXPECT_EQ(faults_of(pack, same), std::vector<std::string>()) << brief;
      EXPECT_EQ(faults_of(pack, twice), std::vector<std::string>()) << brief;
      EXPECT_EQ(labels_beside_thresholds(pack), std::vector<std::string>()) << brief;
      EXPECT_EQ(cut_in_brackets(pack), std::vector<std::string>()) << brief;
      EXPECT_FALSE(contains(pack, "{n}")) << brief;
      if (!contains(pack, "**Verdict: ready")) continue;
      ++ready;
      const size_t page = count_words(pack.substr(0, pack.find("\n## ")));
      EXPECT_TRUE(page >= 300 && page <= 400) << brief << ": page 1 has " << page << " words";
      std::smatch words;  // as the program counts: drawings and hidden marks are no words
      ASSERT_TRUE(std::regex_search(run.out, words, std::regex("([0-9]),([0-9]{3}) words"))) << run.out;
      const int total = std::stoi(words.str(1) + words.str(2));
      EXPECT_TRUE(total >= 3000 && total <= 4500) << brief << ": " << total << " words";
    }
  }
  EXPECT_GT(ready, 40u);
}

}  // namespace
}  // namespace handraise
