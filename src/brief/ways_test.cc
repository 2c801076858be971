// The ways people say one thing: tests/briefs/ways/*.txt, a line each. "text => path: value, value; path: none". \n is a new line.
// `verdict` and `reasons` are those of the boundary.
// Only the paths that are named are compared, and these wholly.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "brief/brief.h"

namespace handraise {
namespace {

std::string listed(std::vector<std::string> values) {
  for (std::string& value : values) value = lower_ascii(trim(value));
  std::ranges::sort(values);
  std::string out;
  for (const std::string& value : values) out += (out.empty() ? "" : ", ") + value;
  return out.empty() ? "none" : out;
}

TEST(Ways, EachWayOfSayingAFactIsRead) {
  const Result<Lexicon> lexicon = load_lexicon(HANDRAISE_SOURCE_DIR "/playbooks");
  ASSERT_TRUE(lexicon) << print_errors(lexicon.errors());
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(HANDRAISE_SOURCE_DIR "/tests/briefs/ways")) files.push_back(entry.path());
  std::ranges::sort(files);
  int lines = 0;
  for (const std::filesystem::path& path : files) {
    std::ifstream stream(path);
    int number = 0;
    for (std::string line; std::getline(stream, line);) {
      ++number;
      if (trim(line).empty() || line.front() == '#') continue;
      const size_t arrow = line.rfind(" => ");
      ASSERT_NE(arrow, std::string::npos) << path.filename() << ":" << number;
      const std::string text = replace_all(line.substr(0, arrow), "\\n", "\n");
      const Result<Facts> facts = read_brief(text, "way", *lexicon);
      ASSERT_TRUE(facts) << print_errors(facts.errors());
      ++lines;
      for (std::string_view want : split(std::string_view(line).substr(arrow + 4), ';')) {
        const size_t colon = want.find(':');
        ASSERT_NE(colon, std::string_view::npos) << path.filename() << ":" << number;
        const std::string fact(trim(want.substr(0, colon)));
        std::vector<std::string> wanted;
        for (std::string_view value : split(want.substr(colon + 1), ',')) wanted.emplace_back(trim(value));
        std::vector<std::string> given;
        for (const Fact& found : facts->all)
          if (found.path == fact) given.push_back(found.value);
        if (fact == "verdict") given.emplace_back(name_of(facts->verdict.value));
        if (fact == "reasons") given = facts->verdict.reasons;
        EXPECT_EQ(listed(given), listed(wanted)) << path.filename().string() << ":" << number << " " << fact << "\n  " << text;
      }
    }
  }
  EXPECT_GE(lines, 300);
}

}  // namespace
}  // namespace handraise
