// Every story of tests/semantics, told by every engine.
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "engine/naive_engine.h"
#include "engine/story.h"
#include "engine/stream_engine.h"

namespace handraise {
namespace {

std::vector<std::filesystem::path> story_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(HANDRAISE_SOURCE_DIR "/tests/semantics")) {
    if (entry.path().extension() == ".test") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

class Semantics : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Semantics, EveryEngineTellsTheStory) {
  const auto story = parse_story(text_of(GetParam()), "tests/semantics/" + GetParam().filename().string());
  ASSERT_TRUE(story) << print_errors(story.errors());
  EXPECT_FALSE(story->title.empty()) << "the first line says which rule the story shows: # <rule>";
  EXPECT_FALSE(story->records.empty());
  for (const std::string& each : run_story(*story, [](EngineInput input) { return std::make_unique<NaiveEngine>(std::move(input)); })) ADD_FAILURE() << "naive: " << each;
  for (const std::string& each : run_story(*story, [](EngineInput input) { return make_engine(std::move(input)); })) ADD_FAILURE() << "stream: " << each;
}

INSTANTIATE_TEST_SUITE_P(Stories, Semantics, testing::ValuesIn(story_files()), [](const auto& each) { return each.param.stem().string(); });

TEST(Story, ThereAreStoriesForEveryRule) { EXPECT_GE(story_files().size(), 45u); }

// A runner that never disagrees proves nothing.
TEST(Story, ADisagreementIsTold) {
  const std::string text =
      "# points\nmotion   used: Used, within 7d, points 10; score_at_least 10\nrecord   03-01 09:00  acme  ann  Used\n"
      "expect   03-01 09:00  acme  11  hot  because  used: 1 of 2, newest 03-01 09:01\nscore    03-01 09:00  other  absent\nscore  03-01 09:00  acme  10  neither\n";
  const auto story = parse_story(text, "points.test");
  ASSERT_TRUE(story) << print_errors(story.errors());
  const auto disagreements = run_story(*story, [](EngineInput input) { return std::make_unique<NaiveEngine>(std::move(input)); });
  EXPECT_EQ(disagreements, (std::vector<std::string>{"points.test:4: got 2026-03-01T09:00:00.000Z acme 10 qualified", "points.test:4: used: at_least is 1",
                                                     "points.test:4: used is on", "points.test:4: used: newest is 2026-03-01T09:00:00.000Z", "points.test:6: got holds"}));
}

TEST(Story, MistakesHaveTheirLine) {
  const auto story = parse_story("# x\nmotion  used: Used, within 7d\nrecords  03-01 09:00  acme  ann  Used\n", "x.test");
  ASSERT_FALSE(story);
  EXPECT_EQ(story.errors()[0].where.line, 3);
  EXPECT_EQ(story.errors()[0].message, "no such word: records");
}

}  // namespace
}  // namespace handraise
