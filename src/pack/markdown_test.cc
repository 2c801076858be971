#include <gtest/gtest.h>

#include "pack/pack.h"
#include "pack/part.h"

namespace handraise {
namespace {

TEST(EscapeMarkdown, PlainWordsStayAsTheyAre) {
  for (const char* text : {"2 SDRs + 2 AEs", "200–2,000 employees", "a_b in data_source_connected", "é — 日本語", "AT & T", "0.05 pp", "5 % (2–9)", "{{first_name}}"}) EXPECT_EQ(escape_markdown(text), text);
}

TEST(EscapeMarkdown, TextNeverBecomesStructure) {
  const std::pair<const char*, const char*> cases[] = {
      {"a|b", "a\\|b"},
      {"a\nb\r\n| c", "a b \\| c"},
      {"`code`", "\\`code\\`"},
      {"**bold** _soft_", "\\*\\*bold\\*\\* \\_soft\\_"},
      {"<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"},
      {"[text](http://x)", "\\[text\\](http\\://x)"},
      {"![p](x)", "\\!\\[p\\](x)"},
      {"see https://x.example", "see https\\://x.example"},
      {"www.x.example", "www\\.x.example"},
      {"&lt; &#60;", "\\&lt; \\&#60;"},
      {"# head", "\\# head"},
      {"- item", "'- item"},
      {"1. item", "1\\. item"},
      {"2) item", "2\\) item"},
      {"~~gone~~", "\\~\\~gone\\~\\~"},
      {"a\\|b", "a\\\\\\|b"},
  };
  for (const auto& [text, want] : cases) EXPECT_EQ(escape_markdown(text), want) << text;
}

TEST(EscapeMarkdown, ACellIsNoFormula) {
  EXPECT_EQ(escape_markdown("=HYPERLINK(1)"), "'=HYPERLINK(1)");
  EXPECT_EQ(escape_markdown("+1+cmd|' /C calc'!A0"), "'+1+cmd\\|' /C calc'!A0");
  EXPECT_EQ(escape_markdown("-2+3"), "'-2+3");
  EXPECT_EQ(escape_markdown("+A1"), "'+A1");
  EXPECT_EQ(escape_markdown("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(escape_markdown(" \t=1"), "'=1");
  EXPECT_EQ(escape_markdown("\r\n=1"), "'=1");
  EXPECT_EQ(code_span("-foo"), "'-foo");
}

TEST(EscapeMarkdown, AFigureWithItsSignStays) {
  for (const char* text : {"+4 pp", "+2.6 pp", "-5 %", "+1,200", "−3 pp"}) EXPECT_EQ(escape_markdown(text), text);
}

TEST(EscapeMarkdown, HiddenCharactersAreGone) {
  EXPECT_EQ(escape_markdown("a\xEE\x80\x80" "7\xEE\x80\x81" "b"), "a7b");           // the marks of the From column
  EXPECT_EQ(escape_markdown("exe\xE2\x80\xAEgnp"), "exegnp");                      // right-to-left override
  EXPECT_EQ(escape_markdown(std::string("a\0b\x1B[0m", 7)), "ab\\[0m");
  EXPECT_EQ(escape_markdown("bad \xFF byte"), "bad \xEF\xBF\xBD byte");
}

TEST(EscapeMarkdown, ItShowsExactlyTheText) {
  for (const char* text : {"a|b <i> `x` *y* [z](u) & &amp; \\ # $1 ~", "1. one", "www.a.b https://c", "__init__", "a*b*c"}) {
    Pack pack;
    pack.markdown = "| Head |\n| --- |\n| " + escape_markdown(text) + " |\n";
    const std::string html = print_html(pack, {}, {}, {});
    EXPECT_NE(html.find(">" + escape_html(text) + "</td>"), std::string::npos) << text << "\n" << html;
  }
}

TEST(CodeSpan, OnlyPlainTextIsCode) {
  EXPECT_EQ(code_span("Invite Accepted"), "`Invite Accepted`");
  EXPECT_EQ(code_span("a`b|c"), "a\\`b\\|c");
  EXPECT_EQ(code_span(""), "");
}

TEST(CountPackWords, CellsAndTextWithoutTheGate) {
  EXPECT_EQ(count_pack_words("# Two words\n\n| a | b |\n| --- | :-: |\n| 1 | – |\n"), 5u);
  EXPECT_EQ(count_pack_words("one two\n\n## Appendix: the gate\n\nthree four\n"), 2u);
  EXPECT_EQ(count_pack_words("one two\n\n## Appendix: more of it\n\nthree four\n"), 8u);
  EXPECT_EQ(count_pack_words("<!-- drawing: funnel -->\n"), 0u);
}

}  // namespace
}  // namespace handraise
