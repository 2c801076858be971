#include <gtest/gtest.h>

#include "brief_score.h"

namespace handraise {
namespace {

SetScore scored(const std::string& set) {
  static const Result<Lexicon> lexicon = load_lexicon(HANDRAISE_SOURCE_DIR "/playbooks");
  EXPECT_TRUE(lexicon) << print_errors(lexicon.errors());
  const SetScore score = score_briefs(HANDRAISE_SOURCE_DIR "/tests/" + set, *lexicon);
  EXPECT_TRUE(score.unreadable.empty()) << score.unreadable.front();
  return score;
}

// What has been reached, rounded down to the last half percent: a change may not read these briefs worse.
TEST(BriefSets, TheDevelopmentSetIsReadAsWellAsBefore) {
  const SetScore score = scored("briefs/own");
  EXPECT_GE(score.read, 122);
  EXPECT_GE(score.all.precision(), 0.98);
  EXPECT_GE(score.all.recall(), 0.945);
  EXPECT_EQ(score.verdicts_right, score.verdicts);
}

TEST(BriefSets, EveryVerdictOfTheBoundarySetIsRight) {
  const SetScore score = scored("briefs/boundary");
  EXPECT_EQ(score.verdicts, 53);
  EXPECT_EQ(score.verdicts_right, score.verdicts);
}

TEST(BriefSets, NaturalProseOfAnotherHandIsReadAsWellAsBefore) {
  const SetScore score = scored("corpus/briefs");
  EXPECT_EQ(score.read, 60);
  EXPECT_GE(score.all.precision(), 0.865);
  EXPECT_GE(score.all.recall(), 0.58);
}

}  // namespace
}  // namespace handraise
