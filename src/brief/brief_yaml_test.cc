#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "brief/brief.h"

namespace handraise {
namespace {

std::string file_text(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

TEST(BriefYaml, EveryBriefReadsBackAsItWasPrinted) {
  const Result<Lexicon> lexicon = load_lexicon(HANDRAISE_SOURCE_DIR "/playbooks");
  ASSERT_TRUE(lexicon);
  for (const char* set : {"own", "boundary"})
    for (const auto& entry : std::filesystem::directory_iterator(std::string(HANDRAISE_SOURCE_DIR "/tests/briefs/") + set)) {
      if (entry.path().extension() != ".txt") continue;
      const Result<Facts> facts = read_brief(file_text(entry.path()), entry.path().filename().string(), *lexicon);
      ASSERT_TRUE(facts) << entry.path();
      const std::string printed = print_brief(*facts);
      EXPECT_TRUE(looks_like_brief_yaml(printed));
      const Result<Facts> back = parse_brief(printed, "brief.yaml");
      ASSERT_TRUE(back) << entry.path() << "\n" << print_errors(back.errors());
      EXPECT_TRUE(*back == *facts) << entry.path() << "\n" << printed;
    }
}

TEST(BriefYaml, HardTextsReadBack) {
  Facts facts;
  for (const char* words : {"why so? yes: no", "a, b [c] {d}", "\"quoted\" \\ back", "# no comment", "- x", "100 %", "no", "tab\there", "é – “x”", "*star & anchor", "line\nbreak"})
    facts.all.push_back({"segments", words, words, {"a b: c?.txt", 3, 7}, Origin::stated});
  facts.all.push_back({"tools", "segment", "", {}, Origin::answer});
  facts.unread = {"? what", "", "yes"};
  facts.contradictions = {{"trial_days", {"14", "21"}, "14", "because: it, is"}};
  facts.refused_parts = {{"x: y", "deception", "why?", "instead, this"}};
  const Result<Facts> back = parse_brief(print_brief(facts), "brief.yaml");
  ASSERT_TRUE(back) << print_errors(back.errors()) << print_brief(facts);
  EXPECT_TRUE(*back == facts) << print_brief(*back);
}

TEST(BriefYaml, PlainValuesAreAnswers) {
  const Result<Facts> facts = parse_brief("facts:\n  trial_days: 14\n  card_required: no\n  model: [free_trial, freemium]\n  regions: [us_ca, no]\n  reps: {sdr: 2}\n", "brief.yaml");
  ASSERT_TRUE(facts) << print_errors(facts.errors());
  EXPECT_EQ(facts->number("trial_days"), 14);
  EXPECT_EQ(facts->find("trial_days")->from, Origin::answer);
  EXPECT_EQ(facts->text("card_required"), "no");
  EXPECT_TRUE(facts->includes("model", "freemium"));
  EXPECT_TRUE(facts->includes("regions", "no"));
  EXPECT_EQ(facts->number("reps.sdr"), 2);
}

TEST(BriefYaml, TellsAllMistakesAtOnce) {
  const Result<Facts> facts = parse_brief(
      "facts:\n"
      "  trial_dys: 14\n"
      "  trial_days: two weeks\n"
      "  model: [free_trail]\n"
      "  baselines:\n"
      "    churn_rate: 31\n"
      "verdit: {}\n",
      "brief.yaml");
  ASSERT_FALSE(facts);
  const std::string text = print_errors(facts.errors());
  EXPECT_NE(text.find("brief.yaml:2:3: no key 'trial_dys'"), std::string::npos) << text;
  EXPECT_NE(text.find("did you mean 'trial_days'?"), std::string::npos) << text;
  EXPECT_NE(text.find("brief.yaml:3:15: trial_days: 'two weeks' is not what belongs here; expected a number"), std::string::npos) << text;
  EXPECT_NE(text.find("did you mean 'free_trial'?"), std::string::npos) << text;
  EXPECT_NE(text.find("did you mean 0.31?"), std::string::npos) << text;
  EXPECT_NE(text.find("did you mean 'verdict'?"), std::string::npos) << text;
  EXPECT_EQ(facts.errors().size(), 5u);
}

TEST(BriefYaml, AFreeTextIsNotTakenForIt) {
  EXPECT_TRUE(looks_like_brief_yaml("# corrected\nfacts:\n  trial_days: 14\n"));
  EXPECT_FALSE(looks_like_brief_yaml("We have a trial. Some facts: 14 days, 2 SDRs."));
  EXPECT_FALSE(looks_like_brief_yaml("facts: we have 2 SDRs\n"));
  EXPECT_FALSE(looks_like_brief_yaml(""));
}

}  // namespace
}  // namespace handraise
