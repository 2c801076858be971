// The program as its user meets it: a brief in, a pack out, and clear answers to everything that is no brief.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "pack/pack.h"
#include "running.h"

namespace handraise {
namespace {

namespace fs = std::filesystem;
using running::Folder;
using running::handraise;
using running::lines_of;
using running::read;
using running::Finished;
using running::source;
using running::write;

const std::vector<std::string> kFiles = {"pack.md", "pack.html", "motion.yaml", "brief.yaml", "gate.json"};

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::set<std::string> commands() {
  std::set<std::string> names;
  bool inside = false;
  for (const std::string& line : lines_of(handraise({"--help"}).out)) {
    if (line.rfind("Subcommands", 0) == 0) inside = true;
    else if (inside && line.rfind("  ", 0) == 0 && line.size() > 2 && line[2] != ' ') names.insert(line.substr(2, line.find(' ', 2) - 2));
    else if (inside && line.empty()) break;
  }
  return names;
}

// ---- examples ------------------------------------------------------------------------------------------------------

class Example : public testing::TestWithParam<std::string> {
 protected:
  std::string brief() const { return source("examples/" + GetParam() + ".txt"); }
};

TEST_P(Example, GivesFiveFilesAndPassesItsGate) {
  Folder out;
  const Finished run = handraise({"pack", brief(), "-o", out.path()});
  ASSERT_EQ(run.code, 0) << run.out << run.err;
  EXPECT_EQ(run.err, "");
  for (const std::string& file : kFiles) EXPECT_GT(read(out / file).size(), 500u) << file;
  EXPECT_EQ(std::distance(fs::directory_iterator(out.path()), fs::directory_iterator()), 5);
  const size_t words = count_pack_words(read(out / "pack.md"));
  EXPECT_GE(words, 3000u);
  EXPECT_LE(words, 4500u);
  EXPECT_EQ(handraise({"gate", out.path()}).code, 0);
  EXPECT_EQ(handraise({"check", out / "motion.yaml"}).code, 0);
}

TEST_P(Example, PageOneIsShortAndHoldsNoSlot) {
  const Finished run = handraise({"pack", brief()});
  ASSERT_EQ(run.code, 0) << run.err;
  const size_t end = run.out.find("\n## ");
  ASSERT_NE(end, std::string::npos);
  const size_t words = count_pack_words(run.out.substr(0, end));
  EXPECT_GE(words, 300u);
  EXPECT_LE(words, 400u);
  EXPECT_FALSE(holds(run.out, "{="));
  EXPECT_FALSE(holds(run.out, "{{#"));
  EXPECT_FALSE(holds(run.out, " nan ")) << "a number that is none";
  for (int part = 1; part <= 8; ++part) EXPECT_TRUE(holds(run.out, "\n## " + std::to_string(part) + ". ")) << part;
  EXPECT_TRUE(holds(run.out, "\n## Appendix"));
}

TEST_P(Example, IsTheSameByteForByteEveryTime) {
  Folder one, two;
  ASSERT_EQ(handraise({"pack", brief(), "-o", one.path()}).code, 0);
  ASSERT_EQ(handraise({"pack", brief(), "-o", two.path()}).code, 0);
  for (const std::string& file : kFiles) EXPECT_TRUE(read(one / file) == read(two / file)) << file;
}

TEST_P(Example, MotionFilePrintsTheSamePack) {
  Folder one, two;
  ASSERT_EQ(handraise({"pack", brief(), "-o", one.path()}).code, 0);
  const Finished run = handraise({"pack", "--motion", one / "motion.yaml", "-o", two.path()});
  EXPECT_EQ(run.code, 0) << run.err;
  for (const std::string& file : kFiles) {
    if (file == "gate.json") continue;
    const std::vector<std::string> a = lines_of(read(one / file)), b = lines_of(read(two / file));
    for (size_t i = 0; i < std::min(a.size(), b.size()); ++i) ASSERT_EQ(a[i], b[i]) << file << ":" << i + 1;
    EXPECT_TRUE(read(one / file) == read(two / file)) << file;
  }
}

TEST_P(Example, BriefYamlGivesTheSamePack) {
  Folder one, two;
  ASSERT_EQ(handraise({"pack", brief(), "-o", one.path()}).code, 0);
  const Finished run = handraise({"pack", one / "brief.yaml", "-o", two.path()});
  EXPECT_EQ(run.code, 0) << run.err;
  for (const std::string& file : kFiles) EXPECT_TRUE(read(one / file) == read(two / file)) << file;
}

INSTANTIATE_TEST_SUITE_P(Both, Example, testing::Values("trial-analytics", "seat-expansion"), [](const testing::TestParamInfo<std::string>& story) {
  return story.param == "trial-analytics" ? "TrialAnalytics" : "SeatExpansion";
});

TEST(PackCommand, ReadsStandardInput) {
  const Finished run = handraise({"pack", "-"}, read(source("examples/trial-analytics.txt")));
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(run.out.rfind("# ", 0), 0u) << run.out.substr(0, 200);
}

TEST(PackCommand, RefusesABlastAndWritesTheCounterOffer) {
  Folder out;
  const Finished run = handraise({"pack", source("examples/cold-blast.txt"), "-o", out.path()});
  EXPECT_EQ(run.code, 3) << run.err;
  for (const std::string& file : kFiles) EXPECT_TRUE(fs::exists(out / file)) << file;
  const std::string pack = read(out / "pack.md");
  const size_t words = count_pack_words(pack);
  EXPECT_GE(words, 600u);
  EXPECT_LE(words, 1200u);
  EXPECT_TRUE(holds(pack, "50,000")) << "the arithmetic of the request";
  EXPECT_TRUE(holds(pack, "ilot")) << "a pilot stands in it";
  size_t messages = 0, questions = 0;
  for (const std::string& line : lines_of(pack)) {
    if (holds(line, "Subject")) ++messages;
    if (holds(line, "?")) ++questions;
  }
  EXPECT_GE(messages, 3u) << "a sequence of three, written out";
  EXPECT_GE(questions, 5u);
  EXPECT_FALSE(holds(run.err, "gate"));
}

TEST(PackCommand, AnswersOverrideTheBrief) {
  Folder out;
  const std::string answers = write(out / "answers.yaml", "facts:\n  baselines:\n    signups_per_month: 3000\n");
  const Finished run = handraise({"pack", source("examples/trial-analytics.txt"), "--answers", answers, "-o", out / "pack"});
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_TRUE(holds(read(out / "pack/pack.md"), "3,000"));
}

// ---- what is no brief ----------------------------------------------------------------------------------------------

// Bad input: exit 2, one clear message on stderr that names the place, nothing on stdout.
void expect_message(const Finished& run, const std::string& names, double seconds_max = 2) {
  EXPECT_EQ(run.code, 2) << run.out.substr(0, 500) << run.err.substr(0, 500);
  EXPECT_EQ(run.out, "");
  EXPECT_TRUE(holds(run.err, names)) << run.err.substr(0, 500);
  EXPECT_LE(run.seconds, seconds_max);
  EXPECT_FALSE(holds(run.err, "terminate")) << run.err.substr(0, 500);
}

TEST(PackCommand, BadUsageIsExitTwo) {
  EXPECT_EQ(handraise({}).code, 2);
  EXPECT_EQ(handraise({"pakc"}).code, 2);
  EXPECT_EQ(handraise({"pack"}).code, 2);
  EXPECT_EQ(handraise({"pack", "--no-such-option"}).code, 2);
  EXPECT_EQ(handraise({"pack", source("examples/trial-analytics.txt"), "--motion", "x.yaml"}).code, 2);
  EXPECT_EQ(handraise({"gate"}).code, 2);
  EXPECT_EQ(handraise({"check"}).code, 2);
  EXPECT_EQ(handraise({"intake"}).code, 2);
  for (const std::vector<std::string>& words : {std::vector<std::string>{"pakc"}, {"pack", "--no-such-option"}, {"gate"}}) EXPECT_NE(handraise(words).err, "") << words[0];
}

TEST(PackCommand, MissingFilesFoldersAndUnwritablePlaces) {
  Folder folder;
  expect_message(handraise({"pack", folder / "none.txt"}), "none.txt");
  expect_message(handraise({"pack", folder.path()}), folder.path());
  expect_message(handraise({"gate", folder / "none"}), "motion.yaml");
  expect_message(handraise({"check", folder / "none.yaml"}), "none.yaml");
  write(folder / "file", "x");
  expect_message(handraise({"pack", source("examples/trial-analytics.txt"), "-o", folder / "file/under"}), "file/under");
  const Finished json = handraise({"pack", folder / "none.txt", "--json"});
  EXPECT_EQ(json.code, 2);
  EXPECT_TRUE(holds(json.out, "\"errors\"")) << json.out;
}

TEST(PackCommand, EmptyBinaryAndBrokenText) {
  Folder folder;
  expect_message(handraise({"pack", write(folder / "empty.txt", "")}), "empty.txt");
  expect_message(handraise({"pack", write(folder / "blank.txt", " \n\t\n")}), "blank.txt");
  std::string bytes(4096, '\0');
  uint32_t state = 7;
  for (char& byte : bytes) state = state * 1664525u + 1013904223u, byte = static_cast<char>(state >> 24);
  expect_message(handraise({"pack", write(folder / "program.bin", bytes)}), "program.bin");
  expect_message(handraise({"pack", write(folder / "latin.txt", "Wir sind ein Analysewerkzeug f\xFCr H\xE4ndler, 14 Tage Trial, 2 SDRs.\n")}), "UTF-8");
  expect_message(handraise({"pack", "-"}, ""), "brief");
  const Finished nul = handraise({"pack", write(folder / "nul.txt", std::string("We are a CRM with a trial\0 of 14 days, 2 SDRs.", 47))});
  EXPECT_TRUE(nul.code == 0 || nul.code == 2) << nul.code << nul.err;
}

TEST(PackCommand, TenMegabytesAndEndlessLinesAreAnsweredWithinTwoSeconds) {
  Folder folder;
  const std::string brief = read(source("examples/trial-analytics.txt"));
  std::string prose = brief, words, letters(10 << 20, 'a'), numbers, brackets(10 << 20, '[');
  while (prose.size() < (10u << 20)) prose += "\nOn day " + std::to_string(prose.size()) + " our team talked about the weather, 12 seats and a plan for spring.";
  while (words.size() < (10u << 20)) words += "trial ";
  while (numbers.size() < (10u << 20)) numbers += "1,000 $20/seat 14-day 2 SDRs + ";
  for (const auto& [name, text] : {std::pair<const char*, const std::string&>{"prose", prose}, {"words", words}, {"letters", letters}, {"numbers", numbers}, {"brackets", brackets}}) {
    const Finished run = handraise({"pack", write(folder / name, text), "-o", folder / "out"}, "", 60);
    EXPECT_TRUE(run.code == 0 || run.code == 2 || run.code == 3) << name << ": exit " << run.code << " " << run.err.substr(0, 1000);
    EXPECT_LE(run.seconds, 2.0) << name;
  }
  EXPECT_EQ(handraise({"pack", write(folder / "prose", prose), "-o", folder / "out"}).code, 0) << "the brief stands at its beginning";
}

TEST(PackCommand, YamlBombsDeepNestingAndDuplicateKeysAreErrors) {
  Folder folder;
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i <= 9; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int k = 0; k < 9; ++k) bomb += before + ", ";
    bomb += before + "]\n";
  }
  const std::string deep = "signals: " + std::string(100000, '[') + "\n";
  const std::string twice = "handraise: \"1\"\nhandraise: \"1\"\n";
  for (const auto& [name, text] : {std::pair<const char*, const std::string&>{"bomb", bomb}, {"deep", deep}, {"twice", twice}}) {
    const std::string file = write(folder / (std::string(name) + ".yaml"), text);
    for (const std::vector<std::string>& command : {std::vector<std::string>{"check", file}, {"pack", "--motion", file}}) {
      const Finished run = handraise(command);
      expect_message(run, std::string(name) + ".yaml:");
    }
    const Finished brief = handraise({"pack", write(folder / (std::string(name) + "-brief.yaml"), "facts:\n  product: x\n" + text)});
    EXPECT_EQ(brief.code, 2) << name << brief.out.substr(0, 300);
    EXPECT_LE(brief.seconds, 2.0);
  }
}

TEST(PackCommand, MistakesOfAMotionNameLineColumnAndTheNearestWord) {
  Folder folder;
  ASSERT_EQ(handraise({"pack", source("examples/trial-analytics.txt"), "-o", folder / "out"}).code, 0);
  std::vector<std::string> lines = lines_of(read(folder / "out/motion.yaml"));
  int damaged = 0, number = 0;
  std::string text;
  for (std::string& line : lines) {
    ++number;
    if (damaged == 0 && line.rfind("qualify:", 0) == 0) damaged = number, line = "qualifi:";
    text += line + "\n";
  }
  ASSERT_GT(damaged, 0);
  const Finished run = handraise({"check", write(folder / "motion.yaml", text)});
  EXPECT_EQ(run.code, 2);
  EXPECT_TRUE(holds(run.err, "motion.yaml:" + std::to_string(damaged) + ":1:")) << run.err;
  EXPECT_TRUE(holds(run.err, "qualify")) << run.err;
}

// ---- hostile names -------------------------------------------------------------------------------------------------

// Stands in the Markdown so that it means something: not behind a backslash, not in a code span.
bool holds_live(const std::string& markdown, const std::string& part) {
  for (const std::string& line : lines_of(markdown)) {
    for (size_t at = line.find(part); at != std::string::npos; at = line.find(part, at + 1)) {
      if (at > 0 && line[at - 1] == '\\') continue;
      size_t ticks = 0;
      for (size_t i = 0; i < at; ++i) ticks += line[i] == '`' && (i == 0 || line[i - 1] != '\\');
      if (ticks % 2 == 0) return true;
    }
  }
  return false;
}

size_t pipes_of(const std::string& line) {
  size_t count = 0;
  for (size_t i = 0; i < line.size(); ++i) count += line[i] == '|' && (i == 0 || line[i - 1] != '\\');
  return count;
}

TEST(PackCommand, HostileNamesComeOutEscaped) {
  const std::vector<std::string> names = {
      "<script>alert(1)</script>",
      "<img src=x onerror=alert(1)>",
      "=HYPERLINK(\\\"http://evil.example\\\",\\\"x\\\")",
      "+cmd|' /C calc'!A0",
      "a | b | c",
      "`code` **bold** _em_ # no heading",
      "[click](javascript:alert(1)) ![p](http://evil.example/p.png)",
      "one\\n\\n# Owned\\n\\n| a | b |\\n| - | - |",
      "{{product}} {=qualified_week} {{#list}}",
      "\\\"quoted\\\": 'and' & <b>more</b> -->",
      "http://evil.example/path?x=1",
  };
  for (const std::string& name : names) {
    SCOPED_TRACE(name);
    Folder folder;
    const std::string answers = write(folder / "answers.yaml", "facts:\n  product_name: \"" + name + "\"\n  product: \"" + name + " tool\"\n  plans: [\"" + name +
                                                                   "\"]\n  segments: [\"" + name + "\"]\n  user_roles: [\"" + name + "\"]\n  buyer_roles: [\"" + name + "\"]\n  bottleneck: \"" + name +
                                                                   "\"\n  approvals: [\"" + name + "\"]\n");
    const Finished run = handraise({"pack", source("examples/trial-analytics.txt"), "--answers", answers, "-o", folder / "out"});
    EXPECT_EQ(run.code, 0) << run.err.substr(0, 3000);
    const std::string pack = read(folder / "out/pack.md"), html = read(folder / "out/pack.html");
    ASSERT_NE(pack, "");
    for (const char* raw : {"<script", "<img", "<b>"}) {
      EXPECT_FALSE(holds_live(pack, raw)) << raw;
      EXPECT_FALSE(holds(html, raw)) << raw;
    }
    for (const char* raw : {"href=\"javascript", "href=\"http://evil", "src=\"http", "<td>=HYPERLINK", "<td>+cmd", "<th scope=\"row\">=HYPERLINK"}) EXPECT_FALSE(holds(html, raw)) << raw << ": a cell pasted into a spreadsheet would be a formula";
    for (const char* raw : {"| =HYPERLINK", "\n=HYPERLINK", "| +cmd", "\n+cmd", "\n# Owned"}) EXPECT_FALSE(holds(pack, raw)) << raw;
    for (const char* raw : {"](javascript", "](http://evil", "**bold**"}) EXPECT_FALSE(holds_live(pack, raw)) << raw;
    size_t columns = 0;
    int number = 0;
    for (const std::string& line : lines_of(pack)) {
      ++number;
      if (line.empty() || line[0] != '|') {
        columns = 0;
        continue;
      }
      const size_t pipes = pipes_of(line);
      if (columns == 0) columns = pipes;
      EXPECT_EQ(pipes, columns) << "pack.md:" << number << ": " << line;
    }
    EXPECT_EQ(handraise({"check", folder / "out/motion.yaml"}).code, 0);
    Folder again;
    EXPECT_EQ(handraise({"pack", "--motion", folder / "out/motion.yaml", "-o", again.path()}).code, 0);
    EXPECT_TRUE(read(again / "pack.md") == pack);
  }
}

// ---- the gate ------------------------------------------------------------------------------------------------------

TEST(GateCommand, NamesTheLineOfAChangedFigure) {
  Folder folder;
  const std::string out = folder / "out";
  ASSERT_EQ(handraise({"pack", source("examples/trial-analytics.txt"), "-o", out}).code, 0);
  const std::string pack = read(out + "/pack.md");
  const std::vector<std::string> lines = lines_of(pack);
  int tried = 0;
  for (size_t i = 5; i < lines.size() && tried < 8; i += 23) {
    if (holds(lines[i], "## Appendix")) break;
    // The first figure of the line that stands alone: not part of a name as in S1 or D+5.
    size_t at = std::string::npos;
    for (size_t k = 1; k < lines[i].size() && at == std::string::npos; ++k) {
      if (std::isdigit(static_cast<unsigned char>(lines[i][k])) != 0 && (lines[i][k - 1] == ' ' || lines[i][k - 1] == '*' || lines[i][k - 1] == '$')) at = k;
    }
    if (at == std::string::npos) {
      i -= 22;
      continue;
    }
    std::vector<std::string> damaged = lines;
    damaged[i][at] = damaged[i][at] == '9' ? '8' : static_cast<char>(damaged[i][at] + 1);
    std::string text;
    for (const std::string& line : damaged) text += line + "\n";
    write(out + "/pack.md", text);
    const Finished run = handraise({"gate", out});
    EXPECT_EQ(run.code, 4) << damaged[i];
    EXPECT_TRUE(holds(run.out, "pack.md:" + std::to_string(i + 1))) << damaged[i] << "\n" << run.out.substr(run.out.size() > 1500 ? run.out.size() - 1500 : 0);
    ++tried;
  }
  EXPECT_EQ(tried, 8);
  write(out + "/pack.md", pack);
  EXPECT_EQ(handraise({"gate", out}).code, 0);
}

TEST(GateCommand, FindsARemovedLineAndAnAddedPromise) {
  Folder folder;
  const std::string out = folder / "out";
  ASSERT_EQ(handraise({"pack", source("examples/seat-expansion.txt"), "-o", out}).code, 0);
  const std::string pack = read(out + "/pack.md");
  write(out + "/pack.md", pack + "\nWe guarantee a 30 % discount to everybody who signs this month.\n");
  EXPECT_EQ(handraise({"gate", out}).code, 4);
  std::vector<std::string> lines = lines_of(pack);
  for (size_t i = lines.size() / 2; i < lines.size(); ++i) {
    if (lines[i].rfind("| ", 0) != 0 || lines[i].rfind("| :", 0) == 0) continue;
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
    break;
  }
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  write(out + "/pack.md", text);
  EXPECT_EQ(handraise({"gate", out}).code, 4);
}

// ---- the program ---------------------------------------------------------------------------------------------------

TEST(Program, EveryCommandHasHelpWithAnExample) {
  const std::set<std::string> names = commands();
  for (const char* name : {"pack", "intake", "gate", "check"}) EXPECT_EQ(names.count(name), 1u) << name;
  for (const std::string& name : names) {
    const Finished run = handraise({name, "--help"});
    EXPECT_EQ(run.code, 0) << name;
    EXPECT_TRUE(holds(run.out, "Example")) << run.out;
    EXPECT_TRUE(holds(run.out, "handraise " + name)) << run.out;
  }
  EXPECT_TRUE(holds(handraise({"--help"}).out, "Example"));
}

TEST(Program, SaysItsVersion) {
  const Finished run = handraise({"--version"});
  EXPECT_EQ(run.code, 0);
  EXPECT_EQ(run.out.rfind("handraise ", 0), 0u) << run.out;
  EXPECT_TRUE(std::isdigit(static_cast<unsigned char>(run.out[10])) != 0) << run.out;
}

TEST(Program, DoesNotLoadTheWarehouse) {
  const Finished run = running::run({"ldd", HANDRAISE_BINARY});
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_FALSE(holds(run.out, "duckdb")) << run.out;
}

TEST(Program, IntakeAsksAtMostFiveQuestionsAndMeasuresTwenty) {
  const Finished run = handraise({"intake", source("examples/trial-analytics.txt")});
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_TRUE(holds(run.out, "1. ")) << run.out;
  EXPECT_FALSE(holds(run.out, "6. ")) << run.out;
  const Finished json = handraise({"intake", source("examples/trial-analytics.txt"), "--json"});
  size_t count = 0;
  for (size_t at = json.out.find("\"total\":"); at != std::string::npos; at = json.out.find("\"total\":", at + 1)) ++count;
  EXPECT_EQ(count, 20u);
}

// ---- README --------------------------------------------------------------------------------------------------------

TEST(Readme, NamesOnlyCommandsScriptsAndFilesThatExist) {
  const std::string readme = read(source("README.md"));
  const std::set<std::string> names = commands();
  std::set<std::string> shown;
  for (const std::string& line : lines_of(readme)) {
    for (size_t at = line.find("build/handraise "); at != std::string::npos; at = line.find("build/handraise ", at + 1)) {
      const size_t from = at + 16;
      const std::string word = line.substr(from, line.find_first_of(" `\n", from) - from);
      if (word[0] == '-') continue;
      EXPECT_EQ(names.count(word), 1u) << word;
      shown.insert(word);
    }
    for (const char* folder : {"scripts/", "examples/", "docs/", "playbooks/", "templates/", "src/", "tests/"}) {
      for (size_t at = line.find(folder); at != std::string::npos; at = line.find(folder, at + 1)) {
        if (at > 0 && (std::isalnum(static_cast<unsigned char>(line[at - 1])) != 0 || line[at - 1] == '/')) continue;
        const size_t end = line.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./", at);
        std::string path = line.substr(at, end == std::string::npos ? end : end - at);
        while (!path.empty() && path.back() == '.') path.pop_back();
        EXPECT_TRUE(fs::exists(source(path))) << path;
      }
    }
  }
  EXPECT_EQ(shown.count("pack"), 1u);
  EXPECT_TRUE(holds(readme, "scripts/try"));
  EXPECT_TRUE(holds(readme, "scripts/test"));
}

TEST(Readme, ItsPackCommandsRun) {
  Folder folder;
  int ran = 0;
  // The reader's own usage and outcomes, as small as they can be.
  write(folder / "usage.jsonl", "{\"type\":\"identify\",\"userId\":\"u1\",\"timestamp\":\"2026-02-01T09:00:00Z\",\"traits\":{\"email\":\"u1@acme.example\"}}\n"
                                "{\"type\":\"track\",\"userId\":\"u1\",\"event\":\"Query Run\",\"timestamp\":\"2026-02-02T09:00:00Z\",\"properties\":{\"trigger\":\"manual\"}}\n");
  write(folder / "paid.csv", "account,outcome,reached_at\nacme.example,paid,2026-02-09T09:00:00Z\n");
  write(folder / "crm.csv", "account,at,disposition\nacme.example,2026-02-05T09:00:00Z,meeting_set\n");
  for (std::string line : lines_of(read(source("README.md")))) {
    const std::string start = "build/handraise ";
    if (line.rfind(start, 0) != 0) continue;
    line = line.substr(0, line.find("  #"));
    std::vector<std::string> words;
    std::string word;
    for (const char c : line.substr(start.size()) + " ") {
      if (c != ' ') word += c;
      else if (!word.empty()) words.push_back(word), word.clear();
    }
    for (std::string& each : words) {
      if (each.rfind("examples/", 0) == 0) each = source(each);
      else if (each.rfind("out", 0) == 0 || each == "usage.jsonl" || each.ends_with(".csv")) each = folder / each;
    }
    const Finished run = handraise(words);
    EXPECT_EQ(run.code, 0) << line << "\n" << run.err;
    ++ran;
  }
  EXPECT_GE(ran, 3);
}

}  // namespace
}  // namespace handraise
