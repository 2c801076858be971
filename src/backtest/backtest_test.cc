// B1 to B9 on histories small enough to be counted by hand, and every warning, each seen to fire and seen to be silent.
#include "backtest/backtest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "backtest/logistic.h"
#include "backtest/report.h"
#include "backtest/tables.h"
#include "events/duplicates.h"

namespace handraise {
namespace {

constexpr Timestamp kMonday = 1767571200000;  // 2026-01-05 00:00 UTC

Signal signal(const std::string& name, const std::string& event, double points = 10) {
  Signal made;
  made.name = name;
  made.events = {event};
  made.within = 7 * kDay;
  made.points = points;
  return made;
}

struct Past {
  Motion motion;
  std::vector<Record> records;
  std::vector<Outcome> outcomes;
  Past() {
    motion.signals = {signal("used", "Used")};
    motion.qualify.score_at_least = 10;
    motion.qualify.cooldown = 30 * kDay;
  }
  void record(double day, const std::string& account, const std::string& event, const std::string& user = "") {
    Record made;
    made.time = kMonday + static_cast<Timestamp>(day * static_cast<double>(kDay));
    made.group = account;
    made.user = user.empty() ? account + "-u" : user;
    made.event = event;
    records.push_back(std::move(made));
  }
  void won(double day, const std::string& account) { outcomes.push_back({account, "", "won", kMonday + static_cast<Timestamp>(day * static_cast<double>(kDay))}); }
  Backtest measured(std::optional<double> cap = {}, Duration horizon = 30 * kDay) {
    order_records(records);
    UsageHistory history({motion, {}, outcomes, {}, outcomes.empty() ? "" : "won", horizon});
    for (const Record& each : records) history.add(each);
    history.finish(std::nullopt);
    MeasureInput input{history};
    if (!outcomes.empty()) input.outcome.name = "won";
    input.cap = cap;
    return measure(input);
  }
};

bool warns(const Backtest& result, Warning::Kind kind, const std::string& signal = "") {
  return std::any_of(result.warnings.begin(), result.warnings.end(), [&](const Warning& each) { return each.kind == kind && (signal.empty() || each.signal == signal); });
}

// Seven accounts in the week of 5 January, the data end on 1 April.
Past seven() {
  Past past;
  past.record(1.0, "hit", "Used");
  past.won(15, "hit");
  past.record(1.1, "miss", "Used");
  past.record(1.2, "uncalled", "Opened");   // got there without having qualified
  past.won(20, "uncalled");
  past.record(1.3, "idle", "Opened");
  past.record(1.4, "calm", "Opened");
  past.record(1.5, "there", "Used");        // had it before it qualified
  past.won(1.25, "there");
  past.record(75, "late", "Used");          // its thirty days pass the end of the data
  past.record(86, "last", "Opened");
  return past;
}

TEST(Backtest, OfSevenAccountsIsCountedByHand) {
  const Backtest result = seven().measured();
  EXPECT_EQ(result.qualified, 4u);           // hit, miss, there, late
  EXPECT_EQ(result.already_there, 1u);
  EXPECT_EQ(result.immature, 1u);
  EXPECT_EQ(result.precision.of, 1u);        // B1: of hit and miss
  EXPECT_EQ(result.precision.n, 2u);
  // Wilson's interval of 1 of 2, z = 1.96: (0.0945, 0.9055).
  EXPECT_NEAR(result.precision.low, 0.0945, 5e-4);
  EXPECT_NEAR(result.precision.high, 0.9055, 5e-4);
  // B2: at the end of that first week five could be called (hit, miss, uncalled, idle, calm; there has it), two get there within 30 days.
  ASSERT_TRUE(result.base_rate);
  EXPECT_DOUBLE_EQ(result.base_rate->value, 2.0 / 5);
  ASSERT_TRUE(result.lift);
  EXPECT_DOUBLE_EQ(result.lift->value, 0.5 / 0.4);   // B3
  // B4: of hit, uncalled and there, all in scope at some look, only hit was called before. B5: 14 days before.
  EXPECT_EQ(result.outcomes_in_data, 3u);
  EXPECT_EQ(result.coverage.n, 3u);
  EXPECT_EQ(result.coverage.of, 1u);
  ASSERT_TRUE(result.lead_days);
  EXPECT_DOUBLE_EQ(result.lead_days->value, 14);
  EXPECT_TRUE(result.too_few);
  EXPECT_TRUE(warns(result, Warning::Kind::few_outcomes));
}

TEST(Backtest, VolumeAndBacklogByWeek) {
  Past past;
  // Whole weeks 1, 2 and 3 have 5, 0 and 4 new accounts; the data begin in week 0 and end in week 4.
  past.record(6, "first", "Opened");
  for (int i = 0; i < 5; ++i) past.record(7 + i, "a" + std::to_string(i), "Used");
  for (int i = 0; i < 4; ++i) past.record(21 + i, "b" + std::to_string(i), "Used");
  past.record(28, "last", "Opened");
  const Backtest result = past.measured(2.0);
  ASSERT_EQ(result.weeks.size(), 5u);
  EXPECT_EQ(result.recent_weeks, 3u);
  EXPECT_DOUBLE_EQ(result.recent_mean, 3);            // B6
  const double backlog[] = {0, 3, 1, 3, 1};           // B7: max(0, before + new − 2)
  for (size_t i = 0; i < 5; ++i) EXPECT_DOUBLE_EQ(result.weeks[i].backlog, backlog[i]) << i;
  EXPECT_DOUBLE_EQ(result.backlog_most, 3);
  EXPECT_EQ(result.weeks_over, 2u);
  // A list of all-alike scores cannot be cut to 2 a week: the bar that fits lies above them.
  ASSERT_TRUE(result.bar_that_fits);
  EXPECT_EQ(*result.bar_that_fits, 11);
}

TEST(Backtest, ASignalAloneAndWhatHingesOnIt) {
  Past past;
  past.motion.signals = {signal("telling", "Telling", 10), signal("idle", "Idle", 10)};
  // Of 40 accounts with the telling event half get there; of 40 without it, who do the other thing, a tenth.
  for (int i = 0; i < 40; ++i) {
    past.record(1, "t" + std::to_string(i), "Telling");
    if (i % 2 == 0) past.won(10, "t" + std::to_string(i));
    past.record(1, "i" + std::to_string(i), "Idle");
    if (i % 10 == 0) past.won(10, "i" + std::to_string(i));
  }
  past.record(60, "last", "Opened");
  const Backtest result = past.measured();
  EXPECT_EQ(result.precision.of, 24u);
  EXPECT_EQ(result.precision.n, 80u);
  ASSERT_TRUE(result.signals[0].alone && result.signals[1].alone && result.signals[0].given_others);
  EXPECT_EQ(result.signals[0].hinges, 40u);   // B9: without its only signal none of the forty qualifies
  // B8: on the first look half of those with it get there against 24 of 80 of all; later looks have it off, and those who are left get there no more.
  EXPECT_GT(result.signals[0].alone->value, result.signals[1].alone->value);
  EXPECT_GT(result.signals[0].alone->low, 1);
  EXPECT_GT(result.signals[0].given_others->value, 1);
}

TEST(Logistic, OneYesNoFeatureHasTheLogOddsRatioAsItsCoefficient) {
  LogisticData data;
  data.width = 1;
  const auto add = [&](float x, uint8_t y, int times) {
    for (int i = 0; i < times; ++i) data.features.push_back(x), data.reached.push_back(y), data.cluster.push_back(static_cast<uint32_t>(data.cluster.size()));
  };
  add(1, 1, 30), add(1, 0, 10), add(0, 1, 20), add(0, 0, 60);
  const LogisticFit fit = fit_logistic(data, 1e-9);
  ASSERT_TRUE(fit.converged);
  EXPECT_NEAR(fit.coefficients[0], std::log(30.0 * 60 / (10.0 * 20)), 1e-6);
  EXPECT_NEAR(fit.intercept, std::log(20.0 / 60), 1e-6);
  // Each row its own cluster: White's error, here √(1/30 + 1/10 + 1/20 + 1/60).
  EXPECT_NEAR(fit.standard_errors[0], std::sqrt(1.0 / 30 + 1.0 / 10 + 1.0 / 20 + 1.0 / 60), 1e-6);
  EXPECT_LT(fit_logistic(data, 100).coefficients[0], fit.coefficients[0]);   // the penalty shrinks
  EXPECT_EQ(fit_logistic(data, 1, {-1}).coefficients[0], 0);                 // and the wrong side is nothing
}

// ---- warnings --------------------------------------------------------------------------------------------------------

TEST(Warnings, LeakageIsASignalThatComesOnlyAfterTheOutcome) {
  for (const bool leaks : {true, false}) {
    Past past;
    past.motion.signals.push_back(signal("invoiced", "Invoice Opened"));
    for (int i = 0; i < 8; ++i) {
      const std::string account = "a" + std::to_string(i);
      past.record(1, account, "Used");
      past.won(10, account);
      past.record(leaks ? 12 : 3, account, "Invoice Opened");
    }
    past.record(60, "last", "Opened");
    const Backtest result = past.measured();
    EXPECT_EQ(warns(result, Warning::Kind::leakage, "invoiced"), leaks);
    EXPECT_FALSE(warns(result, Warning::Kind::leakage, "used"));
  }
}

TEST(Warnings, OneCustomersScriptMakesMostOfASignal) {
  for (const bool script : {true, false}) {
    Past past;
    for (int i = 0; i < 200; ++i) past.record(1 + i * 0.01, "busy", "Used", script ? "robot" : "person " + std::to_string(i));
    for (int i = 0; i < 100; ++i) past.record(1 + i * 0.01, "a" + std::to_string(i), "Used");
    for (int i = 0; i < (script ? 0 : 300); ++i) past.record(1 + i * 0.01, "b" + std::to_string(i), "Used");
    const Backtest result = past.measured();
    EXPECT_EQ(warns(result, Warning::Kind::script, "used"), script);
    if (!script) continue;
    EXPECT_EQ(result.warnings[0].name, "robot");
    EXPECT_NEAR(result.warnings[0].share, 200.0 / 300, 1.0 / 64);
  }
}

TEST(Warnings, ASignalThatNeverMatched) {
  Past past = seven();
  past.motion.signals.push_back(signal("misspelled", "Usde"));
  const Backtest result = past.measured();
  EXPECT_TRUE(warns(result, Warning::Kind::never_matched, "misspelled"));
  EXPECT_FALSE(warns(result, Warning::Kind::never_matched, "used"));
}

TEST(Warnings, OutcomesThatWereThereBeforeOrOutOfScopeOrCannotBeJudgedYet) {
  Past past;
  for (int i = 0; i < 30; ++i) {
    const std::string account = "a" + std::to_string(i);
    past.record(10, account, "Used");
    past.won(i < 4 ? 9 : 20, account);
  }
  past.record(60, "last", "Opened");
  EXPECT_TRUE(warns(past.measured(), Warning::Kind::already_there));
  EXPECT_FALSE(warns(past.measured(), Warning::Kind::few_outcomes));
  EXPECT_FALSE(warns(past.measured(), Warning::Kind::out_of_scope));
  EXPECT_FALSE(warns(past.measured(), Warning::Kind::unjudged));
  for (int i = 0; i < 30; ++i) past.won(21, "unknown" + std::to_string(i));
  EXPECT_TRUE(warns(past.measured(), Warning::Kind::out_of_scope));
  EXPECT_TRUE(warns(past.measured({}, 100 * kDay), Warning::Kind::unjudged));
}

// ---- report ----------------------------------------------------------------------------------------------------------

TEST(Report, SaysTheSameInAllItsForms) {
  Past past = seven();
  const Backtest result = past.measured(5.0);
  const Result<BacktestWords> words = load_backtest_words(HANDRAISE_SOURCE_DIR "/templates");
  ASSERT_TRUE(words);
  const Result<BacktestReport> report = print_backtest(past.motion, result, {past.records.size(), 0, 0, {"usage.jsonl"}}, *words);
  ASSERT_TRUE(report) << print_errors(report.errors());
  for (const std::string* text : {&report->markdown, &report->html, &report->gist}) {
    EXPECT_NE(text->find("1 of 2"), std::string::npos);
    EXPECT_NE(text->find("won"), std::string::npos);
  }
  EXPECT_NE(report->json.find("\"of\": 1"), std::string::npos);
  EXPECT_NE(report->json.find("\"holds_now\""), std::string::npos);
}

TEST(Report, ANameOfACustomerIsNeverMarkupNorAFormula) {
  Past past;
  past.record(1, "=HYPERLINK(1)", "Used");
  past.record(2, "<script>alert(1)</script>", "Used");
  past.motion.signals[0].name = "used";
  past.outcomes.push_back({"=HYPERLINK(1)", "", "<b>won</b>|x", kMonday + 5 * kDay});
  order_records(past.records);
  UsageHistory history({past.motion, {}, past.outcomes, {}, "<b>won</b>|x", 30 * kDay});
  for (const Record& each : past.records) history.add(each);
  history.finish(kMonday + 60 * kDay);
  const std::string table = print_qualifications(history);
  EXPECT_TRUE(table.starts_with("account,qualified_at,tier,score,signals,hinges,outcome_at,judged\n")) << table;
  EXPECT_NE(table.find("\n'=HYPERLINK(1),"), std::string::npos);
  EXPECT_NE(table.find(",used,used,"), std::string::npos) << "without its only signal it would not have qualified: " << table;
  MeasureInput input{history};
  input.outcome.name = "<b>won</b>|x";
  const Result<BacktestWords> words = load_backtest_words(HANDRAISE_SOURCE_DIR "/templates");
  ASSERT_TRUE(words);
  const Result<BacktestReport> report = print_backtest(past.motion, measure(input), {2, 0, 0, {"<i>.jsonl"}}, *words);
  ASSERT_TRUE(report);
  for (const char* raw : {"<script>alert", "<b>won", "<i>.jsonl", "<td>="}) EXPECT_EQ(report->html.find(raw), std::string::npos) << raw;
}

}  // namespace
}  // namespace handraise
