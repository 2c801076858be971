// `handraise lint` as its user runs it, and what `handraise check` says of words that no message may hold.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "running.h"

namespace handraise {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

const char kNote[] = "Subject: Help with roles\n\nHi Ann,\n\nWe noticed that your team is new. Shall I help?\n";
const char kClean[] = "Subject: Help with roles\n\nHi Ann,\n\nIf you would like help with roles, I can send a page. Shall I?\n";

TEST(LintCommand, PrintsPlaceRuleReasonAndABetterWording) {
  const running::Finished done = running::handraise({"lint", "-"}, kNote);
  EXPECT_EQ(done.code, 4);
  EXPECT_EQ(done.err, "");
  EXPECT_EQ(done.out,
            "-:5:1: surveillance “We noticed that your”: It tells people that they are watched; trust is gone, whatever follows.\n"
            "  We noticed that your team is new. Shall I help?\n"
            "  ^\n"
            "  better: Say what you can help with, not what you saw: \"If you would like help with …, I can …\".\n"
            "1 message, 1 finding in 1\n");
}

TEST(LintCommand, GivesNothingFoundAndZeroForACleanMessage) {
  const running::Finished done = running::handraise({"lint", "-"}, kClean);
  EXPECT_EQ(done.code, 0);
  EXPECT_EQ(done.out, "1 message, nothing found\n");
}

TEST(LintCommand, GivesJsonWithIdsAndSpans) {
  const running::Folder folder;
  const std::string file = running::write(folder / "a.jsonl", "{\"id\": \"m1\", \"body\": \"Shall I send it?\"}\n{\"id\": \"m2\", \"subject\": \"Re: roles\", \"body\": \"Shall I send it?\"}\n");
  const running::Finished done = running::handraise({"lint", "--json", file});
  EXPECT_EQ(done.code, 4);
  const Json json = Json::parse(done.out);
  ASSERT_EQ(json["messages"].size(), 2u);
  EXPECT_EQ(json["messages"][0], (Json{{"id", "m1"}, {"file", file}, {"line", 1}, {"findings", Json::array()}}));
  const Json& finding = json["messages"][1]["findings"].at(0);
  EXPECT_EQ(finding["rule"], "deception");
  EXPECT_EQ(finding["part"], "subject");
  EXPECT_EQ(finding["line"], 2);
  EXPECT_EQ(finding["column"], 26);   // behind the 25 characters {"id": "m2", "subject": "
  EXPECT_EQ(finding["length"], 3);
  EXPECT_EQ(finding["words"], "Re:");
  EXPECT_EQ(json["errors"], Json::array());
}

TEST(LintCommand, GoesOnBehindABadLineAndSaysSoWithTwo) {
  const running::Finished done = running::handraise({"lint", "-"}, "{\"body\": \"We noticed that you are in. Shall I?\"}\n{\"body\": \n{\"body\": \"We noticed that you are in. Shall I?\"}\n");
  EXPECT_EQ(done.code, 2);
  EXPECT_THAT(done.err, HasSubstr("-:2:10: is no JSON"));
  EXPECT_THAT(done.out, HasSubstr("-:1:11: surveillance"));
  EXPECT_THAT(done.out, HasSubstr("-:3:11: surveillance"));
}

TEST(LintCommand, GivesSarifThatPointsIntoTheFile) {
  const running::Folder folder;
  const std::string note = running::write(folder / "a note.txt", kNote), bad = running::write(folder / "b.jsonl", "nonsense\n");
  const running::Finished done = running::handraise({"lint", "--sarif", note, bad});
  EXPECT_EQ(done.code, 2);
  const Json sarif = Json::parse(done.out);
  EXPECT_EQ(sarif["version"], "2.1.0");
  const Json& run = sarif["runs"].at(0);
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
  const Json& result = run["results"].at(0);
  EXPECT_EQ(result["ruleId"], "surveillance");
  EXPECT_EQ(run["tool"]["driver"]["rules"].at(result["ruleIndex"].get<size_t>())["id"], "surveillance");
  EXPECT_THAT(result["message"]["text"].get<std::string>(), HasSubstr("watched"));
  const Json& place = result["locations"].at(0)["physicalLocation"];
  EXPECT_THAT(place["artifactLocation"]["uri"].get<std::string>(), HasSubstr("a%20note.txt"));
  EXPECT_EQ(place["region"], (Json{{"startLine", 5}, {"startColumn", 1}, {"endLine", 5}, {"endColumn", 21}}));
  EXPECT_EQ(run["invocations"].at(0)["executionSuccessful"], false);
  EXPECT_EQ(run["invocations"].at(0)["toolExecutionNotifications"].at(0)["locations"].at(0)["physicalLocation"]["region"]["startLine"], 1);
}

TEST(LintCommand, TakesWhatMayBeNamedFromAMotion) {
  const running::Folder folder;
  const std::string motion = running::write(folder / "m.yaml", "signals:\n  invited: {kind: invite, event: Invite Sent, within: 7d, approved: true}\n  priced: {kind: intent, event: Viewed Pricing Page, within: 7d}\nqualify: {}\n");
  EXPECT_EQ(running::handraise({"lint", "-"}, "Shall I answer questions about invites?").code, 0);
  EXPECT_EQ(running::handraise({"lint", "--motion", motion, "-"}, "Shall I answer questions about invites?").code, 0);
  const running::Finished done = running::handraise({"lint", "--motion", motion, "-"}, "Shall I answer questions about pricing?");
  EXPECT_EQ(done.code, 4);
  EXPECT_THAT(done.out, HasSubstr("unapproved_signal “pricing”"));
}

TEST(LintCommand, PassesTheMessagesOfEveryGoldenPack) {
  int motions = 0;
  for (const auto& story : std::filesystem::directory_iterator(running::source("tests/packs"))) {
    const running::Finished done = running::handraise({"lint", (story.path() / "want/motion.yaml").string()});
    EXPECT_EQ(done.code, 0) << done.out << done.err;
    ++motions;
  }
  EXPECT_GE(motions, 4);
}

TEST(LintCommand, SaysWhatItExpects) {
  EXPECT_EQ(running::handraise({"lint"}).code, 2);
  EXPECT_EQ(running::handraise({"lint", "--json", "--sarif", "-"}, kClean).code, 2);
  const running::Finished missing = running::handraise({"lint", "nowhere.txt", "-"}, kClean);
  EXPECT_EQ(missing.code, 2);
  EXPECT_THAT(missing.err, HasSubstr("nowhere.txt: cannot be read"));
  EXPECT_EQ(missing.out, "1 message, nothing found\n");
  EXPECT_THAT(running::handraise({"lint", "--help"}).out, HasSubstr("handraise lint note.md"));
}

TEST(CheckCommand, TakesNoMotionWhoseMessagesNameAForbiddenSignal) {
  const running::Folder folder;
  const std::string head =
      "signals:\n"
      "  invited: {kind: invite, event: Invite Sent, within: 7d, approved: true}\n"
      "  priced: {kind: intent, event: Viewed Pricing Page, within: 7d}\n"
      "qualify: {}\n"
      "outreach:\n"
      "  messages:\n"
      "    - id: M1\n";
  const std::string listed = running::write(folder / "listed.yaml", head + "      signals: [priced]\n      body: Shall I?\n");
  const running::Finished by_name = running::handraise({"check", listed});
  EXPECT_EQ(by_name.code, 2);
  EXPECT_THAT(by_name.err, HasSubstr("listed.yaml:8:17: "));
  EXPECT_THAT(by_name.err, HasSubstr("'priced' is not approved"));
  const std::string said = running::write(folder / "said.yaml", head + "      signals: [invited]\n      body: Shall I send the page on pricing?\n");
  const running::Finished by_word = running::handraise({"check", said});
  EXPECT_EQ(by_word.code, 2);
  EXPECT_EQ(by_word.err, said + ":9:38: outreach.messages.M1: 'pricing' hints at a signal that outreach may not refer to\n"
            "        body: Shall I send the page on pricing?\n"
            "                                       ^\n"
            "  say it otherwise, or approve the signal\n");
  const std::string fine = running::write(folder / "fine.yaml", head + "      signals: [invited]\n      body: Shall I send the page on invites?\n");
  EXPECT_EQ(running::handraise({"check", fine}).code, 0);
}

}  // namespace
}  // namespace handraise
