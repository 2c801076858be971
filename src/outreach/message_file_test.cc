#include "outreach/message_file.h"

#include <gmock/gmock.h>

#include "base/text.h"

namespace handraise {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const MessageRules& rules() {
  static const MessageRules loaded = *load_message_rules(HANDRAISE_SOURCE_DIR "/playbooks/outreach_rules.yaml");
  return loaded;
}

// "line:column+length rule words" of every finding.
std::vector<std::string> found(std::string_view text, MessageForm form) {
  std::vector<std::string> out;
  const MessageFile file = read_message_file(text, "f", form);
  const FilePlaces places(text, "f");
  for (const FiledMessage& message : file.messages) {
    for (const Finding& finding : check_message(message.text, rules(), message.context)) {
      const FiledSpan span = places.span(message, finding);
      out.push_back(std::to_string(span.begin.line) + ":" + std::to_string(span.begin.column) + "+" + std::to_string(span.length) + " " + finding.rule + " " + finding.words);
    }
  }
  return out;
}
std::vector<std::string> ids(const MessageFile& file) {
  std::vector<std::string> out;
  for (const FiledMessage& message : file.messages) out.push_back(message.text.id);
  return out;
}

TEST(MessageFile, ATextIsOneMessageWithItsSubject) {
  const MessageFile file = read_message_file("Subject: Help with roles\nTouch: 2\n\nHi Ann,\n\nShall I?\n\n", "note.txt", MessageForm::text);
  ASSERT_EQ(file.messages.size(), 1u);
  EXPECT_EQ(file.messages[0].text.subject, "Help with roles");
  EXPECT_EQ(file.messages[0].text.body, "Hi Ann,\n\nShall I?");
  EXPECT_EQ(file.messages[0].context.touch, 2);
}

TEST(MessageFile, ATextWithoutHeadIsAllBody) {
  const MessageFile file = read_message_file("Hi Ann, note: shall I?\nSubject matter is roles.", "note.txt", MessageForm::text);
  ASSERT_EQ(file.messages.size(), 1u);
  EXPECT_EQ(file.messages[0].text.body, "Hi Ann, note: shall I?\nSubject matter is roles.");
}

TEST(MessageFile, MarkdownHoldsAMessageForEachSubject) {
  const MessageFile file = read_message_file(
      "# Sequence\n\nSome words before.\n\n## First touch\n\n**Subject:** Help with *roles*\n\nHi Ann,\n\n> Shall I send [the guide](https://example.com)?\n\n---\n\n## Goodbye\nSubject: Bye\nClosing: yes\n\nAll the best.\n", "m.md", MessageForm::markdown);
  EXPECT_THAT(ids(file), ElementsAre("First touch", "Goodbye"));
  EXPECT_EQ(file.messages[0].text.subject, "Help with roles");
  EXPECT_EQ(file.messages[0].text.body, "Hi Ann,\n\nShall I send [the guide](https://example.com)?");
  EXPECT_EQ(file.messages[1].text.body, "All the best.");
  EXPECT_TRUE(file.messages[1].context.closing);
}

TEST(MessageFile, MarkdownWithoutSubjectsHasAMessageForEachHeading) {
  const MessageFile file = read_message_file("# Notes\n\n## One\nShall I?\n\n## Two\nMay I?\n", "m.md", MessageForm::markdown);
  EXPECT_THAT(ids(file), ElementsAre("One", "Two"));
}

TEST(MessageFile, JsonLinesGiveIdPartsAndContext) {
  const MessageFile file = read_message_file(R"({"id": 7, "subject": null, "body": "Shall I?", "approved_signals": ["invite"], "touch": 3, "opt_out_required": true, "expect": ["no_opt_out"]})" "\n"
                                             R"({"body": "All the best.", "touch": "closing", "opt_out_required": true, "sender_required": false})", "a.jsonl", MessageForm::json_lines);
  ASSERT_EQ(file.messages.size(), 2u);
  const FiledMessage& message = file.messages[0];
  EXPECT_EQ(message.text.id, "7");
  EXPECT_TRUE(message.context.approved_only && message.context.opt_out_required);
  EXPECT_EQ(message.context.touch, 3);
  EXPECT_TRUE(message.context.sender_required);   // who must let people opt out must say who writes
  EXPECT_TRUE(file.messages[1].context.closing);
  EXPECT_GT(file.messages[1].context.touch, 1);
  EXPECT_FALSE(file.messages[1].context.sender_required);
  EXPECT_EQ(message.context.approved[0].name, "invite");
  EXPECT_THAT(*message.expect, ElementsAre("no_opt_out"));
}

TEST(MessageFile, ABadLineIsNamedAndCostsNoOther) {
  const MessageFile file = read_message_file("{\"body\": \"Shall I?\"}\n{\"body\": \n[1]\n{\"body\": 3}\n{\"subject\": \"x\"}\n{\"bod\": \"x\", \"body\": \"y\"}\n\n{\"body\": \"May I?\"}", "a.jsonl", MessageForm::json_lines);
  EXPECT_THAT(ids(file), ElementsAre("1", "8"));
  const std::string errors = print_errors(file.errors);
  EXPECT_THAT(errors, HasSubstr("a.jsonl:2:10: is no JSON"));
  EXPECT_THAT(errors, HasSubstr("a.jsonl:3:1: is no message; expected an object with at least a body"));
  EXPECT_THAT(errors, HasSubstr("a.jsonl:4:1: 'body' must be a text"));
  EXPECT_THAT(errors, HasSubstr("a.jsonl:5:1: has no 'body'"));
  EXPECT_THAT(errors, HasSubstr("a.jsonl:6:1: has no field 'bod'\n  did you mean 'body'?"));
}

TEST(FilePlaces, FindASpanBehindEscapesAndOtherAlphabets) {
  // 18 characters before the body, 20 of its first line, 4 of the line ends: "We" is the 43rd.
  EXPECT_THAT(found("{\"id\":\"a\",\"body\":\"Gr\\u00fc\\u00df Gott,\\n\\nWe noticed that you’re in. Shall I?\"}", MessageForm::json_lines), ElementsAre("1:43+19 surveillance We noticed that you"));
  EXPECT_THAT(found("Grüß Gott,\n\nÄh: we noticed that you’re in. Shall I?", MessageForm::text), ElementsAre("3:5+19 surveillance we noticed that you"));
  EXPECT_THAT(found("## A\nHi,\n\n> **We noticed** that you’re in. Shall I?", MessageForm::markdown), ElementsAre("4:5+19 surveillance We noticed that you"));
}

TEST(FilePlaces, PutWhatIsMissingAtTheEndOfTheBody) {
  EXPECT_THAT(found("Subject: Roles\n\nI help with roles.\n\n", MessageForm::text), ElementsAre("3:19+0 no_ask "));
}

TEST(FilePlaces, FindTheMessagesOfAMotionWhereTheyStand) {
  const char* motion =
      "signals:\n"
      "  invited: {kind: invite, event: Invite Sent, within: 7d, approved: true}\n"
      "  priced: {kind: intent, event: Viewed Pricing Page, within: 7d}\n"
      "qualify: {}\n"
      "outreach:\n"
      "  messages:\n"
      "    - id: M1\n"
      "      subjects: [Roles, \"A \\\"pricing\\\" question?\"]\n"
      "      body: |-\n"
      "        Hi {{first_name}},\n"
      "\n"
      "        May I write about pricing? Say no and I won't write again.\n"
      "\n"
      "        {{sender_name}}, Example Ltd\n";
  EXPECT_THAT(found(motion, MessageForm::motion), ElementsAre("12:27+7 unapproved_signal pricing", "8:30+7 unapproved_signal pricing"));
}

TEST(FormOf, IsToldByTheNameAndByTheFirstBytesOfStandardInput) {
  EXPECT_EQ(form_of("a.MD", ""), MessageForm::markdown);
  EXPECT_EQ(form_of("a.jsonl", ""), MessageForm::json_lines);
  EXPECT_EQ(form_of("motion.yaml", ""), MessageForm::motion);
  EXPECT_EQ(form_of("a.txt", "{\"a\""), MessageForm::text);
  EXPECT_EQ(form_of("-", " {\"id\": 1}"), MessageForm::json_lines);
  EXPECT_EQ(form_of("-", "# Sequence"), MessageForm::markdown);
  EXPECT_EQ(form_of("-", "Hi Ann"), MessageForm::text);
}

TEST(MessageFile, AnyBytesAreAMessageOrAnError) {
  for (const std::string& text : {std::string(), std::string("\xef\xbb\xbf"), std::string("Subject:"), std::string("#\n#"), std::string("\\"), std::string("{\"body\":\"\\ud800\"}"), std::string("{\"body\":\"\\\\\"}"), std::string(300, '['),
                                  std::string("<!--"), std::string("\r\n\r\n"), std::string("touch: 99999999999999999999")}) {
    for (const MessageForm form : {MessageForm::text, MessageForm::markdown, MessageForm::json_lines, MessageForm::motion}) found(text, form);
  }
}

}  // namespace
}  // namespace handraise
