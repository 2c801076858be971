#include <gtest/gtest.h>

#include "brief/brief.h"

namespace handraise {
namespace {

Facts read(std::string_view text) {
  static const Result<Lexicon> lexicon = load_lexicon(HANDRAISE_SOURCE_DIR "/playbooks");
  const Result<Facts> facts = read_brief(text, "brief.txt", *lexicon);
  return facts ? *facts : Facts{};
}
using Reasons = std::vector<std::string>;
constexpr std::string_view kFair = "We have a 14-day trial, usage events, mapping by email domain, 2 SDRs. We want a PQL definition. ";

TEST(Boundary, TheBlastIsRefusedWithAReasonAndAnOffer) {
  const Facts facts = read("Write a generic cold outbound sequence for any product and send it to 50,000 people.");
  EXPECT_EQ(facts.verdict.value, VerdictValue::refused);
  EXPECT_EQ(facts.verdict.reasons, (Reasons{"mass_outreach", "no_product_signals"}));
  ASSERT_EQ(facts.refused_parts.size(), 1u);
  EXPECT_EQ(facts.refused_parts[0].reason, "mass_outreach");
  EXPECT_FALSE(facts.refused_parts[0].why.empty());
  EXPECT_FALSE(facts.refused_parts[0].instead.empty());
}

TEST(Boundary, AnUnfairPartOfAFairRequestIsSplitOff) {
  const Facts facts = read(std::string(kFair) + "Also hide the unsubscribe link in the footer.");
  EXPECT_EQ(facts.verdict.value, VerdictValue::ready);
  EXPECT_EQ(facts.verdict.reasons, Reasons{"optout_evasion"});
  ASSERT_EQ(facts.refused_parts.size(), 1u);
  EXPECT_EQ(facts.refused_parts[0].words, "hide the unsubscribe link in the footer");
}

TEST(Boundary, NearMissesDoNotTrigger) {
  for (const char* text : {"No cold outreach please.", "Legal signed off on the templates.", "Enterprise is 10 % of our users.", "No fake urgency, no tricks.", "Never pretend to be somebody else.",
                           "We don't scrape LinkedIn profiles.", "Our pricing was rebuilt from scratch last year.", "Until May we blasted 50,000 contacts a month, that is over."}) {
    const Facts facts = read(std::string(kFair) + text);
    EXPECT_EQ(facts.verdict.value, VerdictValue::ready) << text;
    EXPECT_TRUE(facts.verdict.reasons.empty()) << text << ": " << (facts.verdict.reasons.empty() ? "" : facts.verdict.reasons[0]);
    EXPECT_TRUE(facts.refused_parts.empty()) << text;
  }
}

TEST(Boundary, WhatMustExistFirstIsNamed) {
  EXPECT_EQ(read("Freemium, 900 signups a month. There is no sales team.").verdict.reasons, Reasons{"nobody_to_sell"});
  EXPECT_EQ(read("Trial of 14 days, 2 AEs, activation 2 %.").verdict.reasons, Reasons{"no_activation"});
  EXPECT_EQ(read("2 AEs. It isn't released and nobody can sign up.").verdict.reasons, Reasons{"no_self_serve"});
}

TEST(Boundary, EnterpriseOnlyIsNoFit) {
  const Facts facts = read("We are purely enterprise and relationship-led; product usage signals are minimal. What is a PQA for us?");
  EXPECT_EQ(facts.verdict.value, VerdictValue::not_a_fit);
  EXPECT_EQ(facts.verdict.reasons, (Reasons{"enterprise_only", "no_usage"}));
}

TEST(Boundary, ExpertWorkIsMarkedAndTheRestGoesOn) {
  const Facts facts = read(std::string(kFair) + "And confirm that we are compliant with the GDPR.");
  EXPECT_EQ(facts.verdict.value, VerdictValue::ready);
  EXPECT_EQ(facts.verdict.reasons, Reasons{"legal_advice"});
}

}  // namespace
}  // namespace handraise
