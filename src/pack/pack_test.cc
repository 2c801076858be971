#include "pack/pack.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/text.h"
#include "pack/sample_motion_test.h"

namespace handraise {
namespace {

// Sentences of prose: no tables, headings, lists of texts to send.
std::vector<std::string> sentences_of(const std::string& markdown) {
  std::vector<std::string> sentences;
  for (const std::string_view line : split(markdown, '\n')) {
    if (line.starts_with("## Appendix")) break;
    if (line.empty() || line[0] == '|' || line[0] == '#' || line[0] == '>' || line[0] == '<') continue;
    std::string now;
    for (size_t i = 0; i < line.size(); ++i) {
      now += line[i];
      const bool end = (line[i] == '.' || line[i] == '?' || line[i] == '!') && (i + 1 == line.size() || line[i + 1] == ' ' || line[i + 1] == '*');
      if (end) { sentences.push_back(std::move(now)); now.clear(); }
    }
    if (count_words(now) > 2) sentences.push_back(std::move(now));
  }
  return sentences;
}

// Without numbers, names and quotes.
std::string masked(const std::string& sentence) {
  std::string out;
  bool quoted = false;
  for (size_t i = 0; i < sentence.size();) {
    if (sentence.compare(i, 3, "“") == 0) { quoted = true; i += 3; continue; }
    if (sentence.compare(i, 3, "”") == 0) { quoted = false; out += 'Q'; i += 3; continue; }
    if (!quoted && std::isdigit(static_cast<unsigned char>(sentence[i])) != 0) { if (out.empty() || out.back() != '0') out += '0'; ++i; continue; }
    if (!quoted && std::isalpha(static_cast<unsigned char>(sentence[i])) != 0) out += sentence[i];
    else if (!quoted && sentence[i] == ' ' && !out.empty() && out.back() != ' ') out += ' ';
    ++i;
  }
  return out;
}

const SamplePack& trial() { static const SamplePack sample = sample_pack(kTrialFacts); return sample; }
const SamplePack& seats() { static const SamplePack sample = sample_pack(kSeatFacts); return sample; }

TEST(Pack, HasItsEightPartsInOrder) {
  size_t at = 0;
  for (const char* heading : {"\n## 1. ", "\n## 2. ", "\n## 3. ", "\n## 4. ", "\n## 5. ", "\n## 6. ", "\n## 7. ", "\n## 8. ", "\n## Assumptions"}) {
    const size_t found = trial().pack.markdown.find(heading);
    ASSERT_NE(found, std::string::npos) << heading;
    EXPECT_GT(found, at);
    at = found;
  }
  EXPECT_EQ(trial().pack.markdown.find("\n## Appendix"), std::string::npos);
}

TEST(Pack, StaysWithinItsBudget) {
  for (const SamplePack* sample : {&trial(), &seats()}) {
    EXPECT_GE(sample->pack.words, 3000u);
    EXPECT_LE(sample->pack.words, 4500u);
    EXPECT_EQ(sample->pack.words, count_pack_words(sample->pack.markdown));
    size_t parts = 0;
    for (const auto& [part, words] : sample->pack.words_by_part) parts += words;
    EXPECT_EQ(parts, sample->pack.words);
  }
  EXPECT_GE(sample_pack(kNobodyFacts).pack.words, 1200u);
  EXPECT_LE(sample_pack(kNobodyFacts).pack.words, 2000u);
}

TEST(Pack, NoBlankLineStandsInsideATable) {
  for (const char* facts : {kTrialFacts, kSeatFacts, kNobodyFacts, kBlastFacts, kEnterpriseFacts}) {
    const SamplePack sample = sample_pack(facts);
    const std::vector<std::string_view> lines = split(sample.pack.markdown, '\n');
    for (size_t i = 1; i < lines.size(); ++i) {
      if (!lines[i].starts_with("|") || lines[i - 1].starts_with("|")) continue;
      ASSERT_LT(i + 1, lines.size());
      EXPECT_TRUE(lines[i + 1].starts_with("| :-") || lines[i + 1].starts_with("| --")) << "a row without its head: " << lines[i];
    }
  }
}

TEST(Pack, NoCellBeginsAFormula) {
  Motion motion = trial().motion;
  for (Signal& signal : motion.signals) signal.label = "=HYPERLINK(\"x\")", signal.why = "+1+cmd|' /C calc'!A0", signal.false_positives = "@SUM(A1)";
  for (Fact& fact : motion.context.facts.all) if (fact.path == "product" || fact.path == "bottleneck") fact.value = "-2+3+cmd|' /C calc'!A0";
  for (Risk& risk : motion.risks) risk.what = "\t=1+1", risk.owner = "=1";
  const Result<Pack> pack = write_pack(motion, trial().figures, sample_templates(), trial().cases);
  ASSERT_TRUE(pack);
  size_t guarded = 0;
  for (const std::string_view line : split(pack->markdown, '\n')) {
    if (!line.starts_with("|")) continue;
    std::string plain = replace_all(replace_all(replace_all(std::string(line), "\\|", "/"), "*", ""), "\\", "");
    for (const std::string_view raw : split(plain, '|')) {
      const std::string_view cell = trim(raw);
      if (cell.starts_with("'")) ++guarded;
      const bool mark = cell.size() > 1 && cell[0] == '=' && (cell[1] == 'F' || cell == "=");  // =F8 names a formula of ours
      const bool figure = cell.size() > 1 && (cell[0] == '+' || cell[0] == '-') && cell.find_first_not_of("+-.,:0123456789 p%") == std::string_view::npos;
      EXPECT_TRUE(cell.empty() || mark || figure || cell == "=" || std::string_view("=+-@").find(cell[0]) == std::string_view::npos) << cell;
    }
  }
  EXPECT_GT(guarded, 10u);
  EXPECT_EQ(print_html(*pack, motion, trial().figures, sample_templates()).find(">=HYPERLINK"), std::string::npos);
}

TEST(Pack, IsAPureFunctionOfItsMotion) {
  const Result<Pack> again = write_pack(trial().motion, trial().figures, sample_templates(), trial().cases);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->markdown, trial().pack.markdown);
  EXPECT_EQ(again->marks.size(), trial().pack.marks.size());
}

TEST(Pack, NothingIsLeftUnfilled) {
  for (const char* facts : {kTrialFacts, kSeatFacts, kNobodyFacts, kBlastFacts, kEnterpriseFacts}) {
    const std::string& text = sample_pack(facts).pack.markdown;
    EXPECT_FALSE(text.empty());
    for (const char* hole : {"{{#", "{{^", "{{/", "{=", "\n\n\n", "  ", "\xEE\x80\x80", "..", " ,", " .\n", "()", "****", "a AE", "a SDR"}) EXPECT_EQ(text.find(hole), std::string::npos) << hole << " in " << text.substr(text.find(hole) > 60 ? text.find(hole) - 60 : 0, 140);
  }
}

TEST(Pack, EveryRowOfATableHasItsColumns) {
  for (const char* facts : {kTrialFacts, kSeatFacts, kNobodyFacts, kBlastFacts, kEnterpriseFacts}) {
    const SamplePack sample = sample_pack(facts);
    size_t columns = 0;
    for (const std::string_view line : split(sample.pack.markdown, '\n')) {
      if (!line.starts_with("|")) { columns = 0; continue; }
      size_t bars = 0;
      for (size_t i = 0; i < line.size(); ++i) if (line[i] == '|' && (i == 0 || line[i - 1] != '\\')) ++bars;
      if (columns == 0) columns = bars;
      EXPECT_EQ(bars, columns) << line;
    }
  }
}

TEST(Pack, MarksStandInTheOrderOfTheDocument) {
  const SamplePack& sample = trial();
  bool quoted = false;
  std::set<char> kinds;
  for (const PackMark& mark : sample.pack.marks) {
    const bool known = mark.mark == "you" || mark.mark == "run" || mark.mark[0] == '=' || mark.mark[0] == 'A' || mark.mark[0] == 'B';
    EXPECT_TRUE(known) << mark.mark;
    kinds.insert(mark.mark[0]);
    quoted = quoted || mark.behind == "“2 SDRs” (brief.txt:2)";
  }
  EXPECT_TRUE(quoted);
  for (const char kind : {'y', '=', 'A'}) EXPECT_EQ(kinds.count(kind), 1u) << kind;
}

TEST(Pack, PageOneTellsWhereItsFiguresComeFrom) {
  const std::string page = trial().pack.markdown.substr(0, trial().pack.markdown.find("\n## 1."));
  EXPECT_NE(page.find("yours · "), std::string::npos);
  EXPECT_NE(page.find("**Verdict: ready"), std::string::npos);
  EXPECT_NE(page.find("Biggest risk"), std::string::npos);
  EXPECT_LE(count_pack_words(page), 400u);
  EXPECT_GE(count_pack_words(page), 300u);
}

TEST(Pack, AssumptionsAreNumberedAsTheyAreMarked) {
  const SamplePack& sample = trial();
  std::set<std::string> rows;
  for (const std::string_view line : split(sample.pack.markdown, '\n')) {
    if (line.starts_with("| A")) rows.insert(std::string(trim(line.substr(2, line.find('|', 2) - 2))));
  }
  for (const PackMark& mark : sample.pack.marks) {
    if (mark.mark[0] != 'A') continue;
    EXPECT_TRUE(rows.count(mark.mark)) << mark.mark << " has no row in the register";
  }
}

TEST(Pack, SentencesAreShort) {
  for (const SamplePack* sample : {&trial(), &seats()}) {
    const std::vector<std::string> sentences = sentences_of(sample->pack.markdown);
    size_t words = 0;
    for (const std::string& sentence : sentences) words += count_words(sentence);
    ASSERT_GT(sentences.size(), 20u);
    EXPECT_LE(static_cast<double>(words) / static_cast<double>(sentences.size()), 22.0);
  }
}

TEST(Pack, TwoCompaniesShareFewSentences) {
  std::set<std::string> others;
  for (const std::string& sentence : sentences_of(seats().pack.markdown)) others.insert(masked(sentence));
  size_t shared = 0, all = 0;
  for (const std::string& sentence : sentences_of(trial().pack.markdown)) {
    ++all;
    shared += others.count(masked(sentence));
  }
  EXPECT_LE(static_cast<double>(shared), 0.25 * static_cast<double>(all)) << shared << " of " << all;
}

TEST(Pack, ARefusalShowsTheArithmeticOfTheRequest) {
  const SamplePack sample = sample_pack(kBlastFacts);
  EXPECT_NE(sample.pack.markdown.find("**Verdict: no.**"), std::string::npos);
  EXPECT_NE(sample.pack.markdown.find("| Hours to answer them | **125** |"), std::string::npos);
  EXPECT_NE(sample.pack.markdown.find("| **150** |"), std::string::npos);
  EXPECT_GE(sample.pack.words, 650u);
  EXPECT_LE(sample.pack.words, 1100u);
}

TEST(Pack, PrerequisitesComeWithADateAndNoMoney) {
  const SamplePack sample = sample_pack(kNobodyFacts);
  EXPECT_NE(sample.pack.markdown.find("**Verdict: not yet"), std::string::npos);
  EXPECT_NE(sample.pack.markdown.find("Next look: D+"), std::string::npos);
  EXPECT_EQ(sample.pack.markdown.find("### Money"), std::string::npos);
  EXPECT_EQ(sample.pack.markdown.find("False alarm"), std::string::npos);
}

TEST(Pack, HostileFactsStayText) {
  SamplePack sample = sample_pack(kTrialFacts);
  Motion motion = sample.motion;
  motion.context.title = "x | <script>alert(1)</script> [a](javascript:b)";
  for (Fact& fact : motion.context.facts.all) if (fact.path == "bottleneck") fact.value = "=cmd|' /C calc'!A0\n# head\n| row |";
  for (Signal& signal : motion.signals) signal.label = "`l` | ](x) <img src=x onerror=1>";
  const Result<Pack> pack = write_pack(motion, sample.figures, sample_templates(), sample.cases);
  ASSERT_TRUE(pack);
  const std::string html = print_html(*pack, motion, sample.figures, sample_templates());
  for (const char* bad : {"<script", "<img", "href=\"javascript", "<a href=\"http"}) EXPECT_EQ(html.find(bad), std::string::npos) << bad;
  EXPECT_EQ(pack->markdown.find("\n# head"), std::string::npos);
}

TEST(PackTemplates, AMissingSlotNamesFileAndLine) {
  PackTemplates templates = sample_templates();
  templates.parts["end"] = "fine\n{{nonsense}}\n";
  const Result<Pack> pack = write_pack(trial().motion, trial().figures, templates, {});
  ASSERT_FALSE(pack);
  EXPECT_EQ(pack.errors()[0].where.line, 2);
  EXPECT_NE(pack.errors()[0].where.file.find("pack/end.md"), std::string::npos);
}

TEST(PackTemplates, AMissingFolderIsAnErrorForEachFile) {
  const Result<PackTemplates> templates = load_pack_templates("/nowhere");
  ASSERT_FALSE(templates);
  EXPECT_GT(templates.errors().size(), 10u);
}

}  // namespace
}  // namespace handraise
