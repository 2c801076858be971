#include <set>

#include "base/text.h"
#include "pack/drawing.h"
#include "pack/sample_motion_test.h"

namespace handraise {
namespace {

// The first fault of the page's tags, or "": every tag is closed in its order, attributes are quoted, ids stand once.
std::string fault_of(const std::string& html) {
  static const std::set<std::string> alone = {"meta", "br", "hr", "!doctype"};
  std::vector<std::string> open;
  std::set<std::string> ids;
  for (size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    if (!open.empty() && open.back() == "style" && html.compare(at, 8, "</style>") != 0) continue;
    const size_t end = html.find('>', at);
    if (end == std::string::npos) return "a tag is never closed";
    std::string tag = html.substr(at + 1, end - at - 1);
    size_t quotes = 0;
    for (const char c : tag) quotes += c == '"';
    if (quotes % 2 != 0) return "a quote is open in <" + tag + ">";
    const size_t id = tag.find(" id=\"");
    if (id != std::string::npos && !ids.insert(tag.substr(id + 5, tag.find('"', id + 5) - id - 5)).second) return "id twice: " + tag;
    const bool closes = tag[0] == '/', self = tag.back() == '/';
    if (closes) tag.erase(0, 1);
    const std::string name = lower_ascii(tag.substr(0, tag.find_first_of(" /")));
    if (self || alone.count(name)) continue;
    if (!closes) { open.push_back(name); continue; }
    if (open.empty() || open.back() != name) return "</" + name + "> closes " + (open.empty() ? "nothing" : "<" + open.back() + ">");
    open.pop_back();
  }
  return open.empty() ? "" : "<" + open.back() + "> stays open";
}

TEST(Html, IsWellFormedForEveryVerdict) {
  for (const char* facts : {kTrialFacts, kSeatFacts, kNobodyFacts, kBlastFacts, kEnterpriseFacts}) {
    const SamplePack sample = sample_pack(facts);
    EXPECT_EQ(fault_of(print_html(sample.pack, sample.motion, sample.figures, sample_templates())), "");
  }
}

TEST(Html, LoadsNothingAndRunsNothing) {
  const SamplePack sample = sample_pack(kTrialFacts);
  const std::string html = print_html(sample.pack, sample.motion, sample.figures, sample_templates());
  for (const char* bad : {"<script", "<link", "<img", "src=", "http:", "https:", "@import", "url(", "onclick"}) EXPECT_EQ(html.find(bad), std::string::npos) << bad;
  EXPECT_NE(html.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(html.find("<html lang=\"en\">"), std::string::npos);
  EXPECT_NE(html.find("<title>"), std::string::npos);
  EXPECT_NE(html.find("class=\"skip\" href=\"#main\""), std::string::npos);
}

TEST(Html, ContentsLeadToHeadings) {
  const SamplePack sample = sample_pack(kTrialFacts);
  const std::string html = print_html(sample.pack, sample.motion, sample.figures, sample_templates());
  size_t links = 0;
  for (size_t at = html.find("<a href=\"#"); at != std::string::npos; at = html.find("<a href=\"#", at + 1)) {
    const std::string id = html.substr(at + 10, html.find('"', at + 10) - at - 10);
    EXPECT_NE(html.find(" id=\"" + id + "\""), std::string::npos) << id;
    ++links;
  }
  EXPECT_EQ(links, 9u);  // eight parts and the end
}

TEST(Html, FromMarksTellWhatStandsBehindThem) {
  const SamplePack sample = sample_pack(kTrialFacts);
  const std::string html = print_html(sample.pack, sample.motion, sample.figures, sample_templates());
  EXPECT_NE(html.find("title=\"“2 SDRs” (brief.txt:2)"), std::string::npos);
  EXPECT_NE(html.find("<abbr class=\"mark\" title=\"accounts the team can take = 60 × "), std::string::npos);
}

TEST(Html, WideTablesScrollInTheirOwnNamedRegion) {
  Pack pack;
  pack.markdown = "## Signals\n\n| a | b | c | d | e |\n| - | - | - | - | - |\n| 1 | some longer text | 3 | 4 | 5 |\n\n| a | b |\n| - | - |\n| 1 | 2 |\n";
  const std::string html = print_html(pack, {}, {}, {});
  EXPECT_NE(html.find("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"Signals: a\">"), std::string::npos);
  EXPECT_NE(html.find("data-label=\"b\">some longer text"), std::string::npos);
  EXPECT_NE(html.find("aria-label=\"Signals: a (2)\""), std::string::npos);
}

TEST(Drawing, TellsInWordsWhatItShows) {
  const SamplePack sample = sample_pack(kTrialFacts);
  const std::string funnel = draw_funnel(sample.motion, sample.figures), duty = draw_duty_day(sample.motion, sample.figures);
  for (const std::string& svg : {funnel, duty}) {
    EXPECT_NE(svg.find("role=\"img\""), std::string::npos);
    EXPECT_NE(svg.find("<title id="), std::string::npos);
    EXPECT_NE(svg.find("<desc id="), std::string::npos);
  }
  EXPECT_NE(duty.find("alerts are looked at"), std::string::npos);
  EXPECT_EQ(draw_funnel({}, {}), "");
  EXPECT_EQ(draw_duty_day({}, {}), "");
}

}  // namespace
}  // namespace handraise
