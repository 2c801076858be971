#include "outreach/check_message.h"

#include <gmock/gmock.h>

#include <ctime>

#include "base/text.h"

namespace handraise {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const MessageRules& rules() {
  static const MessageRules loaded = [] {
    Result<MessageRules> result = load_message_rules(HANDRAISE_SOURCE_DIR "/playbooks/outreach_rules.yaml");
    if (!result) ADD_FAILURE() << print_errors(result.errors());
    return *result;
  }();
  return loaded;
}

std::vector<std::string> ids(const std::vector<Finding>& findings) {
  std::vector<std::string> out;
  for (const Finding& finding : findings) out.push_back(finding.rule);
  return out;
}

std::vector<Finding> check(std::string_view text, const MessageContext& context = {}) { return check_message(read_message_text(text), rules(), context); }

Signal signal(std::string name, SignalKind kind = SignalKind::intent, std::vector<std::string> events = {}) {
  Signal made;
  made.name = std::move(name);
  made.kind = kind;
  made.events = std::move(events);
  return made;
}

TEST(MessageRules, EveryRuleFindsItsBadExamplesAndNoGoodOneOrFriend) {
  for (const RuleExamples& examples : rules().examples()) {
    const auto finds = [&](const std::string& text) {
      const std::vector<Finding> findings = check(text, examples.context);
      return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) { return finding.rule == examples.rule; });
    };
    for (const std::string& text : examples.bad) EXPECT_TRUE(finds(text)) << examples.rule << " misses: " << text;
    for (const std::string& text : examples.good) EXPECT_FALSE(finds(text)) << examples.rule << " blames: " << text;
    for (const std::string& text : examples.friends) EXPECT_FALSE(finds(text)) << examples.rule << " blames the friend: " << text;
  }
}

TEST(MessageRules, GoodExamplesBreakNoOtherRuleEither) {
  for (const RuleExamples& examples : rules().examples()) {
    for (const std::vector<std::string>* texts : {&examples.good, &examples.friends}) {
      for (const std::string& text : *texts) {
        MessageContext context = examples.context;
        context.closing = true;
        for (const Finding& finding : check(text, context)) {
          const bool structural = finding.rule == "many_asks" || finding.rule == "no_ask" || finding.rule == "hard_reading";
          EXPECT_TRUE(structural) << examples.rule << ": " << text << "\n is blamed by " << finding.rule << " for '" << finding.words << "'";
        }
      }
    }
  }
}

TEST(CheckMessage, GivesTheSpanTheReasonAndABetterWording) {
  const std::vector<Finding> findings = check("Subject: Hello\n\nHi Ann,\n\nWe noticed that you’ve been busy. Shall I help?");
  ASSERT_THAT(ids(findings), ElementsAre("surveillance"));
  EXPECT_EQ(findings[0].part, "body");
  EXPECT_EQ(findings[0].words, "We noticed that you");
  EXPECT_EQ(findings[0].begin, 9u);
  EXPECT_THAT(findings[0].why, HasSubstr("watched"));
  EXPECT_THAT(findings[0].better, HasSubstr("If you would like help"));
}

TEST(CheckMessage, FindsWhatIsWrittenAcrossALineBreakOrWithCurlyQuotes) {
  EXPECT_THAT(ids(check("We\nnoticed that\nyou like it. Shall I help?")), ElementsAre("surveillance"));
  EXPECT_THAT(ids(check("I see you’re new. Shall I help?")), ElementsAre("surveillance"));
}

TEST(CheckMessage, AllowsRePrefixAndMemoryOnceTheyHaveWritten) {
  EXPECT_THAT(ids(check("Subject: Re: roles\n\nAs discussed, here is the page. Shall I add IT?")), ElementsAre("deception", "deception"));
  EXPECT_THAT(check("Subject: Re: roles\n\nAs discussed, here is the page. Shall I add IT?", {.in_thread = true}), IsEmpty());
}

TEST(CheckMessage, LetsAClosingNoteHaveNoAsk) {
  EXPECT_THAT(ids(check("I wish you a good start.")), ElementsAre("no_ask"));
  EXPECT_THAT(check("I wish you a good start.", {.closing = true}), IsEmpty());
  EXPECT_THAT(check("This is my last note."), IsEmpty());   // it says so itself
}

TEST(CheckMessage, WantsSenderAndOptOutOnlyWhereTheyAreAskedFor) {
  EXPECT_THAT(check("Shall I send it?"), IsEmpty());
  EXPECT_THAT(ids(check("Shall I send it?", {.opt_out_required = true, .sender_required = true})), ElementsAre("no_opt_out", "no_sender"));
}

TEST(CheckMessage, FindsAHintAtASignalThatIsNotApproved) {
  MessageContext context;
  context.unapproved = {signal("limits", SignalKind::intent, {"Usage Limit Approached"}), signal("company_size", SignalKind::fit)};
  EXPECT_THAT(ids(check("Are your limits a worry?", context)), ElementsAre("unapproved_signal"));
  EXPECT_THAT(ids(check("Would a company of your size want this?", context)), ElementsAre("unapproved_signal"));
  EXPECT_THAT(check("Would your company want this?", context), IsEmpty());
}

TEST(CheckMessage, TakesNoEverydayWordOfAnInventedNameForAHint) {
  MessageContext context;
  for (const char* name : {"one_thing", "destroy_trust", "reply", "free_upgrade", "harbour_gate"}) {
    context.unapproved.push_back(signal(name, SignalKind::depth, {name}));
    context.unapproved.back().label = replace_all(name, "_", " ");
  }
  EXPECT_THAT(check("One thing I can do: a short reply with the answers. You can trust it. Shall I send it?", context), IsEmpty());
  EXPECT_THAT(ids(check("Shall I help with the upgrade?", context)), ElementsAre("unapproved_signal"));             // the rules know the word
  EXPECT_THAT(ids(check("Shall I help with the gates of the harbour?", context)), ElementsAre("unapproved_signal"));  // the whole name
  EXPECT_THAT(check("Shall I help with the gates?", context), IsEmpty());
}

TEST(CheckMessage, LeavesWordsOfApprovedSignalsFree) {
  MessageContext context;
  context.unapproved = {signal("limit_page", SignalKind::intent)};
  context.approved = {signal("usage_limit")};
  EXPECT_THAT(check("Shall I help you plan for the limit?", context), IsEmpty());
}

TEST(CheckMessage, FindsKindsOfDataThatAreNeverMentioned) {
  MessageContext context;
  context.never_mention = {"query text", "dashboard titles"};
  EXPECT_THAT(ids(check("Shall I help with your dashboard title?", context)), ElementsAre("sensitive_data"));
}

TEST(CheckMessage, KnowsOnlyTheBlanksThatExist) {
  EXPECT_THAT(check("Hi {{first_name}}, shall I send it?", {.blanks = {"first_name"}}), IsEmpty());
  EXPECT_THAT(ids(check("Hi {{frist_name}}, shall I send it?", {.blanks = {"first_name"}})), ElementsAre("broken_placeholder"));
}

TEST(CheckMessage, LetsNoBlankGoOut) {
  EXPECT_THAT(check("Hi {{first_name}}, shall I send it?"), IsEmpty());
  EXPECT_THAT(ids(check("Hi {{first_name}}, shall I send it?", {.filled = true})), ElementsAre("broken_placeholder"));
  EXPECT_THAT(check("Hi Robin, shall I send it?", {.filled = true}), IsEmpty());
}

TEST(CheckMessage, SurvivesAnyBytes) {
  const MessageContext context;
  for (const std::string& text : {std::string(), std::string("{{"), std::string("}}{"), std::string("\xff\xfe?\xc3"), std::string(5000, '?'), std::string("[") + std::string(100, ' '),
                                  std::string("\r\n\r\n"), std::string(3000, '{'), std::string("<%[{{a}}")}) {
    for (const Finding& finding : check_message({"", text, text}, rules(), context)) {
      EXPECT_LE(finding.begin, finding.end);
      EXPECT_LE(finding.end, text.size());
    }
  }
}

TEST(CountAsks, CountsAsTheReadmeSays) {
  EXPECT_EQ(count_asks("Shall I send it?", rules()), 1);
  EXPECT_EQ(count_asks("Shall I send it? Just reply yes.", rules()), 1);
  EXPECT_EQ(count_asks("Would a call help?\n\nWho else should join?", rules()), 2);
  EXPECT_EQ(count_asks("Would a call help? Is Tuesday fine?", rules()), 1);
  EXPECT_EQ(count_asks("A reply still reaches me.", rules()), 1);
  EXPECT_EQ(count_asks("I wish you a good start.", rules()), 0);
}

TEST(ReadingEase, IsFleschsFormula) {
  EXPECT_EQ(reading_ease("Short."), 100);
  // 20 words, 2 sentences, 20 syllables: 206.835 - 1.015 * 10 - 84.6
  EXPECT_NEAR(reading_ease("The cat sat on the mat and it was red. The dog ran to the door and it was shut."), 112.085, 1e-9);
}

TEST(MessageRules, NameEveryMistakeOfTheFile) {
  const Result<MessageRules> result = parse_message_rules(
      "asks: {requests: 'a'}\n"
      "opt_out: 'b'\n"
      "rules:\n"
      "  - {id: one, why: w, better: b, patterns: ['(']}\n"
      "  - {id: two, why: w, beter: b, check: nothing, examples: {bad: [a], good: [b, c]}}\n",
      "rules.yaml");
  ASSERT_FALSE(result);
  const std::string text = print_errors(result.errors());
  EXPECT_THAT(text, HasSubstr("rules.yaml:4:"));
  EXPECT_THAT(text, HasSubstr("does not compile"));
  EXPECT_THAT(text, HasSubstr("rule 'one' needs 'examples'"));
  EXPECT_THAT(text, HasSubstr("did you mean 'better'?"));
  EXPECT_THAT(text, HasSubstr("no check named 'nothing'"));
  EXPECT_THAT(text, HasSubstr("at least two bad and two good"));
}

TEST(MessageRules, AreReadAndAppliedFast) {
  // Processor time, so that busy neighbours do not count.
  const auto milliseconds = [](std::clock_t from, std::clock_t to) { return 1000.0 * static_cast<double>(to - from) / CLOCKS_PER_SEC; };
  const std::clock_t start = std::clock();
  ASSERT_TRUE(load_message_rules(HANDRAISE_SOURCE_DIR "/playbooks/outreach_rules.yaml"));
  const std::clock_t loaded = std::clock();
  for (int i = 0; i < 20; ++i) check("Subject: Help with roles\n\nHi {{first_name}},\n\nI help with roles and access. I can put the answers on one page, in plain words.\n\nShall I send it?");
  RecordProperty("load_us", static_cast<int>(1000 * milliseconds(start, loaded)));
  RecordProperty("check_us", static_cast<int>(1000 * milliseconds(loaded, std::clock()) / 20));
  EXPECT_LT(milliseconds(start, loaded), 1000);  // generous: sanitizers
}

}  // namespace
}  // namespace handraise
