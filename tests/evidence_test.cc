// From assumptions to measured numbers: a pack's own motion is run on a company's past, and the pack is written again with what was measured.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <cmath>
#include <string>
#include <vector>

#include "designing.h"
#include "motion/parse_motion.h"
#include "running.h"

namespace handraise {
namespace {

using running::Folder;
using running::handraise;
using running::Finished;
using running::read;
using running::source;
using running::write;
using Json = nlohmann::ordered_json;

constexpr Timestamp kStart = 1767571200LL * kSecond;  // 2026-01-05, a Monday

// A past in which some accounts do all that the motion looks for and others only sign up. Of the former `paid_of_ten` in ten pay eight days later, of
// the latter one in twenty.
class Past {
 public:
  Past(const Motion& motion, int accounts, int paid_of_ten) {
    for (int i = 0; i < accounts; ++i) account(motion, i, i % 3 == 0, paid_of_ten);
  }
  std::string events, outcomes = "account,outcome,reached_at\n";

 private:
  void account(const Motion& motion, int i, bool busy, int paid_of_ten) {
    const std::string domain = "company" + std::to_string(i) + ".example";
    const Timestamp first = kStart + (static_cast<int64_t>(i) * 37 % 210) * kDay + 9 * kHour;
    Json traits = Json::object();
    for (const Signal& signal : motion.signals) if (signal.trait) set_trait(traits, *signal.trait);
    for (const TraitTest& trait : motion.segment.all) set_trait(traits, trait);
    for (int user = 0; user < 4; ++user) {
      const std::string id = "u" + std::to_string(i) + "-" + std::to_string(user);
      line(first + user * kMinute, {{"type", "identify"}, {"userId", id}, {"traits", {{"email", id + "@" + domain}}}});
      line(first + user * kMinute + 1000, {{"type", "group"}, {"userId", id}, {"groupId", domain}, {"traits", traits}});
      if (!busy) continue;
      for (const Signal& signal : motion.signals) {
        if (signal.trait || signal.kind == SignalKind::risk || signal.hand_raise || signal.points < 0 || excludes(motion, signal)) continue;
        Json properties = Json::object();
        for (const PropertyTest& test : signal.where) set(properties, test.property, test.test);
        for (int n = 0; n < static_cast<int>(signal.at_least); ++n) {
          if (signal.count == Count::sum) properties[signal.count_property] = signal.at_least;
          if (signal.count == Count::distinct) properties[signal.count_property] = "value " + std::to_string(n);
          const int64_t apart = signal.count == Count::days ? kDay : kHour / 4;
          line(first + kHour + user * kMinute + n * apart, {{"type", "track"}, {"userId", id}, {"event", signal.events.front()}, {"properties", properties}});
        }
      }
    }
    const bool paid = busy ? i / 3 % 10 < paid_of_ten : i % 20 == 1;
    if (paid) outcomes += domain + ",paid," + print_time(first + 8 * kDay) + "\n";
  }
  static bool excludes(const Motion& motion, const Signal& signal) {
    for (const Exclusion& each : motion.qualify.never_if) if (each.signal == signal.name) return true;
    return false;
  }
  static void set_trait(Json& traits, const TraitTest& trait) { set(traits, trait.trait.substr(trait.trait.find('.') + 1), trait.test); }
  static void set(Json& into, const std::string& name, const Test& test) {
    if (!test.equals.empty()) {
      if (test.equals.front() == "false" || test.equals.front() == "true") into[name] = test.equals.front() == "true";
      else into[name] = test.equals.front();
    }
    else if (test.in) into[name] = test.in->front();
    else if (test.at_least) into[name] = *test.at_least;
    else if (test.at_most) into[name] = *test.at_most;
    else into[name] = "yes";
  }
  void line(Timestamp time, Json record) {
    record["timestamp"] = print_time(time);
    record["messageId"] = "m" + std::to_string(++messages_);
    events += record.dump() + "\n";
  }
  int messages_ = 0;
};

// The pack of an example, its motion run on such a past.
struct Proof {
  Folder pack, past, run;  // kept in the tests that look at them
  Finished backtest;
  Proof(const std::string& brief, int accounts, int paid_of_ten, std::vector<std::string> more = {}) {
    EXPECT_EQ(handraise({"pack", brief, "-o", pack.path()}).code, 0);
    const Result<Motion> motion = parse_motion(read(pack / "motion.yaml"), "motion.yaml");
    EXPECT_TRUE(motion);
    const Past made(*motion, accounts, paid_of_ten);
    std::vector<std::string> words = {"backtest", pack / "motion.yaml", write(past / "events.jsonl", made.events), "--outcomes", write(past / "paid.csv", made.outcomes), "-o", run.path()};
    words.insert(words.end(), more.begin(), more.end());
    backtest = handraise(words);
    EXPECT_EQ(backtest.code, 0) << backtest.err;
  }
  Json report() const { return Json::parse(read(run / "report.json")); }
};

const Quantity& planned(const Motion& motion, const char* name) {
  const Quantity* quantity = motion.quantity(name);
  if (quantity == nullptr) { ADD_FAILURE() << name; static const Quantity none; return none; }
  return *quantity;
}
bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Evidence, MeasuredNumbersStandWhereAssumptionsStood) {
  const std::string brief = source("examples/trial-analytics.txt");
  const Proof proof(brief, 600, 4);
  Folder out;
  const Finished done = handraise({"pack", brief, "--evidence", proof.run.path(), "-o", out.path()});
  ASSERT_EQ(done.code, 0) << done.out << done.err;
  const Json figures = proof.report()["figures"];
  const Result<Motion> before = parse_motion(read(proof.pack / "motion.yaml"), "before"), after = parse_motion(read(out / "motion.yaml"), "after");
  ASSERT_TRUE(before && after);

  // What the run measured is planned with, to the digit, and says from which run.
  const double raised = figures["hand_raise_share"]["of"], all = figures["hand_raise_share"]["n"];
  EXPECT_NEAR(planned(*after, "qualified_week").value, figures["qualified_week"]["value"].get<double>() * (all - raised) / all, 1e-6);
  EXPECT_NEAR(planned(*after, "baseline_rate").value, figures["precision"]["value"].get<double>(), 1e-6);
  EXPECT_NEAR(planned(*after, "baseline_rate").low, figures["precision"]["low"].get<double>(), 1e-6);
  EXPECT_NEAR(planned(*after, "coverage").value, figures["coverage"]["value"].get<double>(), 1e-6);
  for (const Quantity& each : after->planning) EXPECT_EQ(each.from == Origin::measured, holds(each.source, "backtest of ")) << each.name;
  EXPECT_EQ(planned(*before, "baseline_rate").from, Origin::assumed);
  EXPECT_FALSE(planned(*after, "baseline_rate").replaces.empty());

  // The chain of guesses from the signups is gone, and nothing else of the plan's inputs moved.
  for (const char* name : {"mapped_share", "segment_share", "activated_share", "users_per_account"}) EXPECT_EQ(after->quantity(name), nullptr) << name;
  for (const Quantity& each : before->planning) {
    const Quantity* now = after->quantity(each.name);
    if (now == nullptr || now->from == Origin::measured || each.name == "wanted_lift") continue;
    EXPECT_EQ(*now, each) << each.name;
  }
  // The definition is the one that was measured.
  EXPECT_EQ(after->signals, before->signals);
  EXPECT_EQ(after->qualify, before->qualify);
  EXPECT_EQ(after->context.facts, before->context.facts);

  const std::string pack = read(out / "pack.md");
  EXPECT_TRUE(holds(pack, "### Measured"));
  EXPECT_TRUE(holds(pack, "measured on past usage"));
  EXPECT_TRUE(holds(pack, "**On past usage:**"));
  EXPECT_FALSE(holds(read(proof.pack / "pack.md"), "### Measured"));
  EXPECT_EQ(handraise({"gate", out.path()}).code, 0);

  // Nothing is lost by printing from the motion alone.
  Folder again;
  ASSERT_EQ(handraise({"pack", "--motion", out / "motion.yaml", "-o", again.path()}).code, 0);
  for (const char* file : {"pack.md", "pack.html", "motion.yaml"}) EXPECT_EQ(read(out / file), read(again / file)) << file;
}

TEST(Evidence, ATunedBarIsTakenAsMeasured) {
  const std::string brief = source("examples/trial-analytics.txt");
  Proof proof(brief, 300, 4);
  const Result<Motion> motion = parse_motion(read(proof.pack / "motion.yaml"), "motion.yaml");
  ASSERT_TRUE(motion);
  std::string text = read(proof.pack / "motion.yaml");
  const std::string from = "score_at_least: " + print_number(motion->qualify.score_at_least), to = "score_at_least: " + print_number(motion->qualify.score_at_least + 5);
  ASSERT_NE(text.find(from), std::string::npos);
  text.replace(text.find(from), from.size(), to);
  Folder run, out;
  ASSERT_EQ(handraise({"backtest", write(proof.past / "tuned.yaml", text), proof.past / "events.jsonl", "--outcomes", proof.past / "paid.csv", "-o", run.path()}).code, 0);
  const Finished done = handraise({"pack", brief, "--evidence", run.path(), "-o", out.path()});
  EXPECT_TRUE(done.code == 0 || done.code == 4) << done.err;
  const Result<Motion> after = parse_motion(read(out / "motion.yaml"), "after");
  ASSERT_TRUE(after);
  EXPECT_EQ(after->qualify.score_at_least, motion->qualify.score_at_least + 5);
}

TEST(Evidence, SaysWhatStaysAssumedAndWhy) {
  const std::string brief = source("examples/trial-analytics.txt");
  Folder out;
  {
    const Proof proof(brief, 300, 4, {"--horizon", "200d"});
    const Finished done = handraise({"pack", brief, "--evidence", proof.run.path(), "-o", out.path()});
    EXPECT_TRUE(holds(done.out, "The baseline stays assumed: the run counted outcomes over 200 days")) << done.out << done.err;
    const Result<Motion> after = parse_motion(read(out / "motion.yaml"), "after");
    ASSERT_TRUE(after);
    EXPECT_EQ(planned(*after, "baseline_rate").from, Origin::assumed);
    EXPECT_EQ(planned(*after, "qualified_week").from, Origin::measured);
  }
  const Proof few(brief, 40, 0);
  const Finished done = handraise({"pack", brief, "--evidence", few.run.path(), "-o", out.path()});
  EXPECT_TRUE(holds(done.out, "too few to plan on")) << done.out << done.err;
}

TEST(Evidence, ForAnotherUnitOrDamagedIsAnError) {
  const std::string brief = source("examples/trial-analytics.txt");
  const Proof proof(brief, 60, 4);
  const auto refused = [&](const std::string& folder, const std::string& why) {
    const Finished done = handraise({"pack", brief, "--evidence", folder});
    EXPECT_EQ(done.code, 2) << done.out.substr(0, 200);
    EXPECT_TRUE(holds(done.err, why)) << done.err;
    EXPECT_EQ(done.out, "");
  };
  refused("/nowhere", "the folder that handraise backtest -o wrote");
  const std::string report = read(proof.run / "report.json"), motion = read(proof.run / "motion.yaml");
  Folder damaged;
  write(damaged / "motion.yaml", motion);
  const auto with = [&](std::string text) { write(damaged / "report.json", text); };
  with(report.substr(0, report.size() / 2));
  refused(damaged.path(), "no JSON");
  with("[1, 2]");
  refused(damaged.path(), "no report of a backtest");
  Json json = Json::parse(report);
  json["figures"]["qualified_week"]["low"] = -4;
  with(json.dump());
  refused(damaged.path(), "figures.qualified_week: expected 0 ≤ low ≤ value ≤ high");
  json = Json::parse(report);
  json["figures"]["precision"]["value"] = "high";
  with(json.dump());
  refused(damaged.path(), "figures.precision");
  json = Json::parse(report);
  json["unit"] = json["unit"] == "user" ? "account" : "user";
  with(json.dump());
  refused(damaged.path(), "unit: the report speaks of");
  // A definition of the other unit, measured well.
  const Proof other(source("examples/seat-expansion.txt"), 60, 4);
  if (other.report()["unit"] != proof.report()["unit"]) refused(other.run.path(), "--evidence: measured on");
  const Finished both = handraise({"pack", "--motion", proof.pack / "motion.yaml", "--evidence", proof.run.path()});
  EXPECT_EQ(both.code, 2);
  EXPECT_TRUE(holds(both.err, "needs the brief"));
}

// Every number of a report, damaged in turn: an error, or a plan whose figures are numbers.
TEST(Evidence, SurvivesDamageOfEveryNumber) {
  const std::string brief = source("examples/trial-analytics.txt");
  const Proof proof(brief, 60, 4);
  const Json report = proof.report();
  const std::string motion = read(proof.run / "motion.yaml");
  const Facts facts = parse_motion(motion, "motion.yaml")->context.facts;
  ASSERT_TRUE(read_evidence(report.dump(), motion, "proof"));
  size_t turned_down = 0;
  for (const auto& [name, figure] : report["figures"].items()) {
    for (const auto& [key, value] : figure.items()) {
      for (const Json& other : {Json(), Json(-1), Json(1e308), Json("x"), Json::object()}) {
        Json made = report;
        made["figures"][name][key] = other;
        const Result<BacktestEvidence> evidence = read_evidence(made.dump(), motion, "proof");
        if (!evidence) { ++turned_down; continue; }
        const Result<Motion> designed = design_core(facts, designing::library(), &*evidence);
        ASSERT_TRUE(designed);
        for (const auto& [id, made_figure] : compute_figures(*designed, Depth::plan).all) EXPECT_TRUE(std::isfinite(made_figure.value)) << name << "." << key << " " << id;
      }
    }
  }
  EXPECT_GE(turned_down, 20u);
}

}  // namespace
}  // namespace handraise
