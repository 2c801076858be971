#include "brief/amount.h"

#include <gtest/gtest.h>

#include "base/result.h"
#include "brief/brief.h"
#include "brief/passage.h"

namespace handraise {
namespace {

std::vector<Amount> amounts(const std::string& text) {
  static const Result<Lexicon> lexicon = load_lexicon(HANDRAISE_SOURCE_DIR "/playbooks");
  std::vector<Sentence> sentences = read_sentences(text);
  EXPECT_EQ(sentences.size(), 1u) << text;
  return read_passage(sentences.at(0), lexicon->words()).amounts;
}

Amount amount(const std::string& text) {
  const std::vector<Amount> found = amounts(text);
  EXPECT_EQ(found.size(), 1u) << text;
  return found.empty() ? Amount{} : found[0];
}

TEST(Amount, ReadsNumbersAsPeopleWriteThem) {
  struct Case { const char* text; double low, high; };
  for (const Case& item : std::initializer_list<Case>{{"12k signups", 12000, 12000}, {"1.2M users", 1.2e6, 1.2e6}, {"1,200 teams", 1200, 1200}, {"4.800 teams", 4800, 4800}, {"1'500 teams", 1500, 1500},
                                                      {"2 400 inscriptions", 2400, 2400}, {"two SDRs", 2, 2}, {"a couple of hundred teams", 200, 200}, {"200–2,000 employees", 200, 2000}, {"250 bis 3.000 Mitarbeiter", 250, 3000},
                                                      {"between 50 and 100 teams", 50, 100}, {"6-9k teams", 6000, 9000}, {"half a dozen teams", 6, 6}, {"100+ seats", 100, 100}}) {
    const Amount read = amount(item.text);
    EXPECT_DOUBLE_EQ(read.low, item.low) << item.text;
    EXPECT_DOUBLE_EQ(read.high, item.high) << item.text;
    EXPECT_EQ(read.unit, Amount::Unit::count) << item.text;
  }
}

TEST(Amount, ReadsShares) {
  for (const char* text : {"20%", "20 %", "20 percent", "20 Prozent", "about a fifth", "one in five", "1 in 5"}) {
    const Amount read = amount(text);
    EXPECT_EQ(read.unit, Amount::Unit::percent) << text;
    EXPECT_NEAR(read.middle(), 0.2, 1e-9) << text;
  }
  EXPECT_NEAR(amount("3,1 %").middle(), 0.031, 1e-9);
  EXPECT_NEAR(amount("a third (33%)").middle(), 0.33, 1e-9);
}

TEST(Amount, ReadsMoneyAndWhatItIsPer) {
  struct Case { const char* text; double value; const char* currency; const char* per; const char* period; };
  for (const Case& item : std::initializer_list<Case>{{"$20/seat/mo", 20, "USD", "seat", "month"}, {"4.800 € pro Jahr", 4800, "EUR", "", "year"}, {"CHF 49.- per user and month", 49, "CHF", "user", "month"},
                                                      {"29 € HT par utilisateur et par mois", 29, "EUR", "user", "month"}, {"A$55 per project per month", 55, "AUD", "project", "month"},
                                                      {"₹1,499 per agent seat per month", 1499, "INR", "seat", "month"}, {"89 kr per month (SEK)", 89, "SEK", "", "month"}, {"$0.50 per GB", 0.5, "USD", "gb", ""}}) {
    const Amount read = amount(item.text);
    EXPECT_EQ(read.unit, Amount::Unit::money) << item.text;
    EXPECT_DOUBLE_EQ(read.low, item.value) << item.text;
    EXPECT_EQ(read.currency, item.currency) << item.text;
    EXPECT_EQ(read.per, item.per) << item.text;
    EXPECT_EQ(read.period, item.period) << item.text;
  }
}

TEST(Amount, ReadsDurations) {
  EXPECT_EQ(amount("14-day").duration, "day");
  EXPECT_EQ(amount("2h").duration, "hour");
  EXPECT_EQ(amount("4 business hours").duration, "business_hour");
  EXPECT_EQ(amount("30m").duration, "minute");
  EXPECT_EQ(amount("within a day").duration, "day");
  EXPECT_EQ(amount("zwei Wochen").duration, "week");
  EXPECT_EQ(amount("8 hours a week").period, "week");
}

TEST(Amount, ChangesKeepBothEnds) {
  const Amount read = amount("from 3% to 5%");
  EXPECT_TRUE(read.change);
  EXPECT_NEAR(read.low, 0.03, 1e-9);
  EXPECT_NEAR(read.high, 0.05, 1e-9);
  EXPECT_TRUE(amount("3% -> 5%").change);
}

TEST(Amount, NamesAndDatesAreNone) {
  for (const char* text : {"SOC 2", "ISO 27001", "3 March", "since 2022.", "B2B", "at 9:30", "24/7"}) EXPECT_TRUE(amounts(text).empty()) << text;
}

}  // namespace
}  // namespace handraise
