#include "base/text.h"

#include <gtest/gtest.h>

#include "base/template.h"
#include "base/time.h"

namespace handraise {
namespace {

TEST(Text, NumbersPrintAsAReaderWritesThem) {
  EXPECT_EQ(print_number(0.1), "0.1");
  EXPECT_EQ(print_number(20), "20");
  EXPECT_EQ(print_number(1e6), "1000000");
  EXPECT_EQ(print_fixed(2.675, 2), "2.68");
  EXPECT_EQ(print_fixed(-0.001, 2), "0.00");
  EXPECT_EQ(print_count(1234567), "1,234,567");
  EXPECT_EQ(print_count(999), "999");
  EXPECT_EQ(print_percent(0.031, 1), "3.1 %");
}

TEST(Text, BytesThatAreNotUtf8AreRepairedAndCounted) {
  EXPECT_TRUE(is_utf8("é—😀"));
  EXPECT_FALSE(is_utf8("\xC0\x80"));
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));
  EXPECT_EQ(count_characters("é—😀"), 3u);
  EXPECT_EQ(repair_utf8("a\xFF" "b\x01"), "a\xEF\xBF\xBD" "b");
}

TEST(Text, NearestWordIsNearOrNone) {
  EXPECT_EQ(nearest_word("invted", {"invited", "integrated"}), "invited");
  EXPECT_EQ(nearest_word("zzz", {"invited", "integrated"}), "");
}

TEST(Text, WordsAreWhatHoldsALetterOrDigit) {
  EXPECT_EQ(count_words("one  two – | 3 %"), 3u);
}

TEST(Time, Rfc3339IsReadToTheMillisecond) {
  EXPECT_EQ(print_time(*parse_time("2026-03-08T09:00:00Z")), "2026-03-08T09:00:00.000Z");
  EXPECT_EQ(print_time(*parse_time("2026-03-08 09:00:00.123999+0200")), "2026-03-08T07:00:00.123Z");
  EXPECT_EQ(parse_time("1970-01-01T00:00:00Z"), Timestamp{0});
  for (const char* bad : {"2026-02-29T00:00:00Z", "1969-12-31T23:59:59Z", "2026-03-08", "2026-03-08T09:00Z", "2026-03-08T24:00:00Z", "2026-03-08T09:00:00X", ""}) EXPECT_FALSE(parse_time(bad)) << bad;
}

TEST(Time, ReadsOneAfterAnotherAsEachAlone) {
  TimeReader reader;
  for (const char* text : {"2026-03-08T09:00:00Z", "2026-03-08T23:59:59.999Z", "2026-03-08T23:59:60Z", "2026-03-08T00:00:00.001Z", "2026-03-08T24:00:00Z", "2026-03-08T09:60:00Z", "2026-03-08T09:0a:00Z", "2026-03-08 10:00:00Z",
                           "2026-03-08T10:00:00+01", "2026-03-08T10:00:00.12345", "2026-03-08T10:00:00.1-0X", "2026-03-08T10:00:00.12/Z", "2016-12-31T23:59:60.500Z", "2016-12-31T00:00:00Z", "2017-01-01T00:00:00Z", "2017-02-29T00:00:00Z", "2017-02-29T00:00:00Z",
                           "2017-01-01T00:00:0:Z", ""}) {
    EXPECT_EQ(reader.read(text), parse_time(text)) << text;
  }
}

TEST(Time, DurationsHaveANumberAndAUnit) {
  EXPECT_EQ(*parse_duration("7d"), 7 * kDay);
  EXPECT_EQ(*parse_duration("1.5h"), 90 * kMinute);
  EXPECT_EQ(*parse_duration("2w"), 14 * kDay);
  EXPECT_EQ(print_duration(14 * kDay), "14d");
  EXPECT_EQ(print_duration(90 * kMinute), "90m");
  for (const char* bad : {"d", "7", "-7d", "7.d", "1e3d", "7 d", "0d"}) EXPECT_FALSE(parse_duration(bad)) << bad;
}

TEST(Template, SlotsFlagsAndListsAreFilled) {
  Slots slots;
  slots.set("name", "acme").flag("hot", true);
  slots.row("rows", Slots().set("x", "1")).row("rows", Slots().set("x", "2"));
  EXPECT_EQ(*fill("{{name}}{{#hot}}!{{/hot}}{{^hot}}?{{/hot}}{{#rows}} {{x}}{{/rows}}", slots, "t"), "acme! 1 2");
  EXPECT_EQ(*fill("a\n{{#hot}}\nb\n{{/hot}}\nc\n", slots, "t"), "a\nb\nc\n");
}

TEST(Text, ArticlesFollowTheSound) {
  for (const char* word : {"account", "SDR", "AE", "HR lead", "invitation", "order", "umbrella"}) EXPECT_EQ(with_article(word), std::string("an ") + word);
  for (const char* word : {"user", "CSM", "PQL", "UI designer", "company", "unit", "usage event", "founder", "one-person team"}) EXPECT_EQ(with_article(word), std::string("a ") + word);
}

TEST(Template, MissingSlotIsAnErrorWithItsPlace) {
  const auto filled = fill("one\ntwo {{gone}}", Slots(), "t.md");
  ASSERT_FALSE(filled);
  EXPECT_EQ(print_errors(filled.errors()), "t.md:2:5: no slot named 'gone'\n");
}

TEST(Text, WhatWouldMoveATerminalIsSpelt) {
  EXPECT_EQ(escape_controls("plain \xC3\xA9 \xF0\x9F\x99\x82"), "plain \xC3\xA9 \xF0\x9F\x99\x82");
  EXPECT_EQ(escape_controls("a\x1b[31m\r\n\tb\x7f"), "a\\x1b[31m\\r\\n\\tb\\x7f");
  EXPECT_EQ(escape_controls("a\r\n\tb", true), "a\\r\n\tb");
  EXPECT_EQ(escape_controls("\xC2\x9B\xE2\x80\xAE\xE2\x81\xA6\xE2\x80\xA8\xFF"), "\\u{9b}\\u{202e}\\u{2066}\\u{2028}\xEF\xBF\xBD");
}

}  // namespace
}  // namespace handraise
