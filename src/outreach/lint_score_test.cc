#include "outreach/lint_score.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

namespace handraise {
namespace {

using ::testing::ElementsAre;

const MessageRules& rules() {
  static const MessageRules loaded = *load_message_rules(HANDRAISE_SOURCE_DIR "/playbooks/outreach_rules.yaml");
  return loaded;
}

MessageFile labelled(const std::string& name) {
  std::ifstream stream(HANDRAISE_SOURCE_DIR "/tests/outreach/" + name, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  return read_message_file(text, name, MessageForm::json_lines);
}

TEST(LintScore, CountsMessagesRuleByRule) {
  const MessageFile file = read_message_file(
      "{\"id\": \"right\", \"body\": \"We noticed that you joined. Shall I?\", \"expect\": [\"surveillance\"]}\n"
      "{\"id\": \"missed\", \"body\": \"Shall I?\", \"expect\": [\"hype\"]}\n"
      "{\"id\": \"wrong\", \"body\": \"I help with roles.\", \"expect\": []}\n"
      "{\"id\": \"unlabelled\", \"body\": \"I help with roles.\"}\n",
      "f", MessageForm::json_lines);
  const LintScore score = score_messages(file.messages, rules());
  EXPECT_EQ(score.bad, 2);
  EXPECT_EQ(score.caught, 1);
  EXPECT_EQ(score.good, 1);
  EXPECT_EQ(score.flagged, 1);
  EXPECT_EQ(score.rules.at("surveillance").right, 1);
  EXPECT_EQ(score.rules.at("hype").missed, 1);
  EXPECT_EQ(score.rules.at("no_ask").wrong, 1);
  EXPECT_THAT(score.misses, ElementsAre("missed: missed hype", "wrong (good): wrongly no_ask “”"));
}

TEST(LintScore, LabelsNameRulesThatExist) {
  const std::vector<std::string> ids = rules().ids();
  for (const FiledMessage& message : labelled("own.jsonl").messages) {
    for (const std::string& rule : *message.expect) EXPECT_NE(std::find(ids.begin(), ids.end(), rule), ids.end()) << message.text.id << ": " << rule;
  }
}

// Messages that the rules were written by. What the rules do on messages that nobody who wrote them has seen is measured on blind.jsonl.
TEST(LintScore, CatchesAllOfTheKnownBadAndFlagsNoneOfTheKnownGood) {
  for (const std::string name : {"own.jsonl", "more.jsonl"}) {
    const MessageFile file = labelled(name);
    ASSERT_TRUE(file.errors.empty()) << print_errors(file.errors);
    const LintScore score = score_messages(file.messages, rules());
    EXPECT_GE(score.bad, 50) << name;
    EXPECT_GE(score.good, 50) << name;
    EXPECT_EQ(score.caught, score.bad) << print_score(score, name, true);
    EXPECT_EQ(score.flagged, 0) << print_score(score, name, true);
    for (const auto& [rule, each] : score.rules) {
      EXPECT_EQ(each.missed, 0) << rule << "\n" << print_score(score, name, true);
      EXPECT_GE(each.precision(), 0.5) << rule << "\n" << print_score(score, name, true);
    }
  }
}

// Every rule is broken by one of them, so that none goes unmeasured.
TEST(LintScore, OwnMessagesBreakEveryRule) {
  std::set<std::string> broken;
  for (const FiledMessage& message : labelled("own.jsonl").messages) broken.insert(message.expect->begin(), message.expect->end());
  for (const std::string& id : rules().ids()) EXPECT_TRUE(broken.contains(id)) << id;
}

}  // namespace
}  // namespace handraise
