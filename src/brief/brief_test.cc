#include "brief/brief.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"

namespace handraise {
namespace {

const Lexicon& lexicon() {
  static const Result<Lexicon> loaded = load_lexicon(HANDRAISE_SOURCE_DIR "/playbooks");
  if (!loaded) ADD_FAILURE() << print_errors(loaded.errors());
  return *loaded;
}

Facts read(std::string_view text) {
  const Result<Facts> facts = read_brief(text, "brief.txt", lexicon());
  if (!facts) {
    ADD_FAILURE() << print_errors(facts.errors());
    return {};
  }
  return *facts;
}

std::string file_text(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

using Values = std::vector<std::string>;

TEST(Brief, ReadsTheFirstExample) {
  const Facts facts = read(file_text(HANDRAISE_SOURCE_DIR "/examples/trial-analytics.txt"));
  EXPECT_EQ(facts.text("product"), "B2B analytics tool");
  EXPECT_EQ(facts.list("model"), Values{"free_trial"});
  EXPECT_EQ(facts.number("trial_days"), 14);
  EXPECT_EQ(facts.text("objective"), "trial_to_paid");
  EXPECT_EQ(facts.text("bottleneck"), "low trial-to-paid");
  EXPECT_EQ(facts.text("mapping.method"), "email_domain");
  EXPECT_EQ(facts.number("reps.sdr"), 2);
  EXPECT_EQ(facts.number("reps.ae"), 2);
  EXPECT_EQ(facts.number("pilot.weeks"), 4);
  EXPECT_EQ(facts.list("asked_for"), (Values{"pack", "definition", "routing", "outreach", "pilot"}));
  EXPECT_EQ(facts.verdict.value, VerdictValue::ready);
}

TEST(Brief, ReadsTheSecondExample) {
  const Facts facts = read(file_text(HANDRAISE_SOURCE_DIR "/examples/seat-expansion.txt"));
  EXPECT_EQ(facts.list("model"), Values{"seat_based"});
  EXPECT_EQ(facts.number("price.amount"), 20);
  EXPECT_EQ(facts.text("price.currency"), "USD");
  EXPECT_EQ(facts.text("price.per"), "seat");
  EXPECT_EQ(facts.number("seats.to"), 100);
  EXPECT_EQ(facts.text("objective"), "expansion");
  EXPECT_EQ(facts.list("signals"), (Values{"invite", "admin_setup", "integration"}));
}

TEST(Brief, KeepsTheWordsAndTheirPlace) {
  const std::string text = "Grüße aus Köln.\nWir sind «Lotse». Testphase: 14 Tage, 2 SDRs und 1 AE.\n";
  for (const Fact& fact : read(text).all) {
    EXPECT_NE(text.find(fact.words), std::string::npos) << fact.path;
    std::vector<std::string_view> lines = split(text, '\n');
    ASSERT_LE(static_cast<size_t>(fact.at.line), lines.size());
    const std::string_view line = lines[static_cast<size_t>(fact.at.line) - 1];
    size_t byte = 0;
    for (int column = 1; column < fact.at.column; ++column) {
      ++byte;
      while (byte < line.size() && (static_cast<unsigned char>(line[byte]) & 0xC0) == 0x80) ++byte;
    }
    EXPECT_TRUE(line.substr(byte).starts_with(fact.words)) << fact.path << " '" << fact.words << "' at column " << fact.at.column;
  }
}

TEST(Brief, DenialGivesNoPositiveFact) {
  const Facts facts = read("We have 2 AEs and no SDRs. There is no CRM. We sell in France, not in Spain. Not tracked: SSO requests. No credit card for the trial.");
  EXPECT_EQ(facts.number("reps.ae"), 2);
  ASSERT_TRUE(facts.has("reps.sdr"));
  EXPECT_EQ(facts.number("reps.sdr", 9), 0);
  EXPECT_EQ(facts.text("crm"), "none");
  EXPECT_EQ(facts.list("regions"), Values{"fr"});
  EXPECT_EQ(facts.list("regions_excluded"), Values{"es"});
  EXPECT_EQ(facts.list("missing_signals"), Values{"sso_request"});
  EXPECT_FALSE(facts.has("signals"));
  EXPECT_EQ(facts.text("card_required"), "no");
}

TEST(Brief, UsersThatCannotBeMappedAreNone) {
  const Facts facts = read("We can't map users to companies yet. Two AEs sell our freemium whiteboard.");
  EXPECT_EQ(facts.text("mapping.method"), "none");
  EXPECT_EQ(facts.verdict.value, VerdictValue::needs_prerequisites);
  EXPECT_EQ(facts.verdict.reasons, Values{"unmappable"});
}

TEST(Brief, OtherCompaniesAndDreamsAreNoFacts) {
  const Facts facts = read("Our competitor has 12 SDRs and a 60-day trial. In an ideal world we'd have ten AEs. We have a 14-day trial and one AE.");
  EXPECT_EQ(facts.number("trial_days"), 14);
  EXPECT_FALSE(facts.has("reps.sdr"));
  EXPECT_EQ(facts.number("reps.ae"), 1);
}

TEST(Brief, TheOldValueIsReplacedByTheNewOne) {
  EXPECT_EQ(read("Last year 8k signups a month, now 12k signups a month.").number("baselines.signups_per_month"), 12000);
}

TEST(Brief, ContradictionsUseTheSaferReadingAndShowBoth) {
  const Facts facts = read("We get 12k signups per month.\n\nThe dashboard says 8k signups per month.");
  EXPECT_EQ(facts.number("baselines.signups_per_month"), 8000);
  ASSERT_EQ(facts.contradictions.size(), 1u);
  EXPECT_EQ(facts.contradictions[0].fact, "baselines.signups_per_month");
  EXPECT_EQ(facts.contradictions[0].readings, (Values{"12000", "8000"}));
  EXPECT_EQ(facts.contradictions[0].used, "8000");
  EXPECT_FALSE(facts.contradictions[0].why.empty());
}

TEST(Brief, SentencesWithoutAFactAreUnread) {
  const Facts facts = read("Hi there!\n\nWe have 2 AEs. The weather is fine.");
  EXPECT_EQ(facts.unread, (Values{"Hi there!", "The weather is fine."}));
}

TEST(Brief, WordsOfOtherLanguagesAndTypingErrorsAreUnderstood) {
  const Facts german = read("Testphase 14 Tage ohne Kreditkarte. Vertrieb: zwei Account Executives. Wir nutzen Salesforse. DSGVO gilt.");
  EXPECT_EQ(german.number("trial_days"), 14);
  EXPECT_EQ(german.text("card_required"), "no");
  EXPECT_EQ(german.number("reps.ae"), 2);
  EXPECT_EQ(german.text("crm"), "salesforce");
  EXPECT_EQ(german.list("compliance"), Values{"gdpr"});
  const Facts french = read("Essai de deux semaines, 2 400 inscriptions par mois, trois commerciaux.");
  EXPECT_EQ(french.number("trial_days"), 14);
  EXPECT_EQ(french.number("baselines.signups_per_month"), 2400);
  EXPECT_EQ(french.number("reps.rep"), 3);
}

TEST(Brief, TablesAreRead) {
  const Facts facts = read("| Topic | Value |\n|---|---|\n| Trial | 14 days |\n| Signups | 3.4k per month |\n| CRM | HubSpot |\n| SLA | 2 business hours |\n");
  EXPECT_EQ(facts.number("trial_days"), 14);
  EXPECT_EQ(facts.number("baselines.signups_per_month"), 3400);
  EXPECT_EQ(facts.text("crm"), "hubspot");
  EXPECT_EQ(facts.number("sla.value"), 2);
  EXPECT_EQ(facts.text("sla.unit"), "business_hour");
}

TEST(Brief, AnEmptyTextIsAnError) {
  const Result<Facts> facts = read_brief(" \n\t ", "brief.txt", lexicon());
  ASSERT_FALSE(facts);
  EXPECT_EQ(print_errors(facts.errors()), "brief.txt: empty; expected a few sentences about the product, its users and its sales team\n");
}

TEST(Brief, BytesThatAreNoTextAreAnErrorWithTheirLine) {
  const Result<Facts> latin = read_brief("fine\nK\xF6ln", "brief.txt", lexicon());
  ASSERT_FALSE(latin);
  EXPECT_EQ(latin.errors()[0].where.line, 2);
  const Result<Facts> binary = read_brief(std::string_view("ab\0cd", 5), "brief.txt", lexicon());
  ASSERT_FALSE(binary);
  EXPECT_EQ(binary.errors()[0].message, "a control character; expected text, not a binary file");
}

TEST(Brief, HugeTextsAreCutAndSaySo) {
  std::string text = "We have 2 SDRs. ";
  while (text.size() < 3'000'000) text += "we have 12k signups a month and 3 % trial-to-paid, ";
  const auto before = std::chrono::steady_clock::now();
  const Facts facts = read(text);
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(20));   // under sanitizers; a tenth without
  EXPECT_EQ(facts.number("reps.sdr"), 2);
  ASSERT_FALSE(facts.unread.empty());
  EXPECT_TRUE(facts.unread.back().ends_with("were not read)")) << facts.unread.back();
}

TEST(Brief, OneEndlessWordIsAnswered) { EXPECT_TRUE(read(std::string(2'000'000, 'a')).all.empty()); }

TEST(Lexicon, AMissingFolderIsAnError) {
  const Result<Lexicon> none = load_lexicon("/nonexistent");
  ASSERT_FALSE(none);
  EXPECT_NE(none.errors()[0].message.find("no word lists"), std::string::npos);
}

TEST(Lexicon, AFileInAnotherFormIsNamed) {
  const std::string folder = testing::TempDir() + "/handraise_lexicon_test";
  std::filesystem::create_directories(folder + "/lexicon");
  std::ofstream(folder + "/lexicon/a.yaml") << "crm: [salesforce]\n";
  const Result<Lexicon> loaded = load_lexicon(folder);
  ASSERT_FALSE(loaded);
  EXPECT_NE(loaded.errors()[0].message.find("not in the form of a word list"), std::string::npos);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace handraise
