// Odd numbers, missing pieces and everyday words: a pack comes out, passes its gate and says nothing absurd.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "brief/brief.h"
#include "cli/reading.h"
#include "designing.h"
#include "running.h"

namespace handraise {
namespace {

using designing::Pairs;
using designing::stated;
using designing::with;
using running::source;

const PackTools& tools() {
  static const PackTools loaded = [] {
    Result<PackTools> read = load_pack_tools(HANDRAISE_SOURCE_DIR);
    if (!read) ADD_FAILURE() << print_errors(read.errors());
    return std::move(*read);
  }();
  return loaded;
}

std::string failures(const GateReport& gate) {
  std::string text;
  for (const GateItem& item : gate.checklist) if (!item.pass) text += item.id + ": " + item.evidence + "\n";
  for (const Disagreement& each : gate.disagreements) text += each.place + ": " + each.what + ", expected " + each.expected + ", found " + each.found + "\n";
  return text;
}

bool finite(double value) { return std::isfinite(value); }

// What must hold of any pack.
void expect_sane(const Facts& facts) {
  const Result<Motion> motion = design_motion(facts, designing::library());
  ASSERT_TRUE(motion) << print_errors(motion.errors());
  const Result<PrintedPack> printed = print_pack(*motion, tools());
  ASSERT_TRUE(printed) << print_errors(printed.errors());
  EXPECT_TRUE(printed->gate.passed) << failures(printed->gate);
  for (const auto& [id, figure] : printed->figures.all) {
    EXPECT_TRUE(finite(figure.value) && finite(figure.low) && finite(figure.high)) << id;
    if (figure.formula <= 22) { EXPECT_GE(figure.value, 0) << id; }  // money may be lost, accounts may not
    EXPECT_LE(figure.low, figure.value + 1e-9 * (1 + std::fabs(figure.value))) << id;
    EXPECT_GE(figure.high, figure.value - 1e-9 * (1 + std::fabs(figure.value))) << id;
    EXPECT_FALSE(figure.shown.empty()) << id;
  }
  for (const CapacityRow& row : printed->figures.capacity) EXPECT_TRUE(finite(row.use) && row.use >= 0 && row.people > 0) << row.role;
  for (const LiftRow& row : printed->figures.lifts) EXPECT_TRUE(row.per_arm > 0 && finite(row.weeks_high)) << row.lift;
  for (const TriggerRow& row : printed->figures.triggers) EXPECT_TRUE(row.k >= 0 && row.k <= row.n && row.false_alarm >= 0 && row.power <= 1) << row.name;
  // The words: no hole, no number that is none. (A blank that people fill is {{name}}.)
  for (const char* none : {"{=", " nan", " inf ", "-inf", "|nan", "NaN"}) EXPECT_FALSE(contains(printed->pack.markdown, none)) << none;
  const VerdictValue verdict = motion->context.facts.verdict.value;
  if (verdict == VerdictValue::ready) {
    EXPECT_GE(motion->pilot.weeks, 1);
    EXPECT_LE(motion->pilot.weeks, 26);
    EXPECT_FALSE(motion->routing.pools.empty());
  }
}

struct Odd { const char* path; std::vector<const char*> values; };
const std::vector<Odd>& oddities() {
  static const std::vector<Odd> all = {
      {"baselines.signups_per_month", {"", "0", "1", "1000000000"}},
      {"baselines.paying_accounts", {"0", "1", "1000000000"}},
      {"baselines.trial_to_paid", {"", "0", "0.00001", "0.99", "1", "2"}},
      {"baselines.expansion_rate", {"0", "1"}},
      {"baselines.activation_rate", {"0", "0.001", "1", "2"}},
      {"mapping.coverage", {"0", "0.01", "1", "2"}},
      {"mapping.method", {"", "none", "manual"}},
      {"consent_share", {"0", "0.01", "1", "2.5"}},
      {"reps.ae", {"", "0", "1", "10000"}},
      {"reps.se", {"3"}},
      {"reps.support", {"5"}},
      {"rep_hours.all", {"0", "0.1", "168"}},
      {"trial_days", {"", "0", "1", "2", "3650"}},
      {"price.amount", {"0", "0.001", "1000000"}},
      {"acv.min", {"0", "1", "1000000000"}},
      {"seats.from", {"0", "200", "500"}},
      {"seats.to", {"1", "1000000"}},
      {"sla.value", {"", "0", "1", "100000"}},
      {"pilot.weeks", {"", "0", "1", "52", "520"}},
      {"employees.from", {"0", "9999999"}},
      {"category", {"", "nonprofit"}},
      {"objective", {"", "pipeline"}},
      {"usage_data", {"no"}},
      {"missing_signals", {"activation", "data_connected", "usage_depth", "invite"}},
      {"forbidden_signals.never_use", {"activation", "usage_depth", "invite"}},
      {"signals", {"", "one_thing", "reply", "next week"}},
  };
  return all;
}

class Oddity : public testing::TestWithParam<int> {};

// Each odd value in one company, in turn, so that all companies meet many of them.
TEST_P(Oddity, StillGivesAPackThatPassesItsGate) {
  const std::vector<Pairs> companies = {designing::trial(), designing::seats(), designing::founder(), designing::usage(), designing::clinic(), designing::scanner()};
  size_t turn = static_cast<size_t>(GetParam());
  for (const Odd& odd : oddities()) {
    for (const char* value : odd.values) {
      const size_t which = turn++ % companies.size();
      SCOPED_TRACE(std::string(odd.path) + " = " + value + " in company " + std::to_string(which));
      expect_sane(stated(with(companies[which], {{odd.path, value}})));
    }
  }
}
INSTANTIATE_TEST_SUITE_P(Company, Oddity, testing::Values(0, 1));

TEST(Robustness, PiecesMayBeMissing) {
  for (const Pairs& company : {designing::trial(), designing::seats(), designing::founder(), designing::usage()}) {
    for (size_t i = 0; i < company.size(); ++i) {
      SCOPED_TRACE("without " + company[i].first);
      expect_sane(stated(with(company, {{company[i].first, ""}})));
    }
  }
  expect_sane(stated({}));
  expect_sane(stated({{"product", "a tool"}}));
}

TEST(Robustness, EverydayWordsAsSignalsAreFine) {
  const std::vector<std::string> words = {"one", "thing", "team", "trust", "help", "next", "step", "reply", "work", "question", "time", "person", "week", "look", "price", "order", "market", "plan", "good", "small", "first", "answer", "own", "page", "end", "set", "write", "call"};
  for (size_t i = 0; i + 3 < words.size(); i += 3) {
    SCOPED_TRACE(words[i]);
    expect_sane(stated(with(designing::trial(), {{"signals", words[i] + "_" + words[i + 1]}, {"events", words[i + 2]}})));
    expect_sane(stated(with(designing::seats(), {{"events", words[i] + " " + words[i + 3]}})));
  }
}

TEST(Robustness, EveryBriefOfTheTestsPasses) {
  const Result<Lexicon> lexicon = load_lexicon(source("playbooks"));
  ASSERT_TRUE(lexicon);
  size_t briefs = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(source("tests/briefs"))) {
    if (entry.path().extension() != ".txt") continue;
    SCOPED_TRACE(entry.path().filename().string());
    const Result<Facts> facts = read_brief(running::read(entry.path().string()), "brief", *lexicon);
    ASSERT_TRUE(facts);
    ++briefs;
    expect_sane(*facts);
  }
  EXPECT_GT(briefs, 100u);
}

TEST(Robustness, OddTextsEndInAnAnswer) {
  for (const char* text : {"We are a CRM. 1e9 signups a month, 10,000 SDRs, a 3650-day trial, 200 % trial-to-paid, SLA 0 minutes, a 520-week pilot, $0 per seat.", "0 SDRs, 0 signups, 0-day trial, 0 % activation.",
                           "Tool. 14-day trial. One SDR with 0 hours a week. 1 signup a month."}) {
    SCOPED_TRACE(text);
    running::Folder folder;
    const running::Finished run = running::handraise({"pack", running::write(folder / "brief.txt", text), "-o", folder / "out"});
    EXPECT_TRUE(run.code == 0 || run.code == 3) << run.code << run.out << run.err;
  }
}

}  // namespace
}  // namespace handraise
