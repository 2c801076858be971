// The questions: what they measure, recomputed by hand; how they are asked; and that an answer moves what it should and nothing else.
#include <gtest/gtest.h>
#include <pty.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "base/yaml.h"
#include "brief/brief.h"
#include "designing.h"
#include "motion/print_motion.h"
#include "running.h"

namespace handraise {
namespace {

using designing::designed;
using designing::Designed;
using designing::Pairs;
using designing::stated;
using designing::with;
using running::Finished;
using running::Folder;
using running::read;
using running::source;
using running::write;
using Json = nlohmann::json;

std::string brief_of(const Folder& folder, const Pairs& facts) { return write(folder / "brief.yaml", print_brief(stated(facts))); }
Json intake(const Pairs& facts) {
  Folder folder;
  const Finished run = running::handraise({"intake", brief_of(folder, facts), "--json"});
  EXPECT_EQ(run.code, 0) << run.err;
  return Json::parse(run.out)["questions"];
}
Json measure(const Json& all, const std::string& id) {
  for (const Json& each : all) if (each["id"] == id) return each;
  ADD_FAILURE() << "no question " << id;
  return {};
}
// A design with the answers of a choice as the JSON prints them.
Designed answered(const Pairs& facts, const Json& choice) {
  Pairs answers;
  for (const Json& each : choice["facts"]) answers.emplace_back(each["path"], each["value"]);
  return designed(with_answers(stated(facts), answers));
}

// ---- the measure ---------------------------------------------------------------------------------------------------

// F3 by hand: the 80 % interval of a factor is 2 × 1.2816 standard deviations of its logarithm.
double variance(const Motion& motion, const char* name) {
  const Quantity* quantity = motion.quantity(name);
  return quantity == nullptr || quantity->low <= 0 ? 0 : std::pow(std::log(quantity->high / quantity->low) / 2.563, 2);
}
double doubt_by_hand(const Motion& motion, const char* name) {
  double all = 0;
  for (const char* each : {"mapped_share", "segment_share", "activated_share", "reaching_share", "consent_share", "users_per_account"}) all += variance(motion, each);
  return variance(motion, name) / all;
}

TEST(IntakeMeasure, OfActivationIsItsShareOfTheDoubtAndTheRatioOfVolumes) {
  const Pairs facts = designing::trial();
  const Json asked = measure(intake(facts), "activation");
  const Designed base = designed(facts);
  EXPECT_NEAR(asked["doubt"], doubt_by_hand(base.motion, "activated_share"), 1e-9);
  // V is a product: another activation rate changes it in proportion, the bar unchanged.
  double most = 0;
  for (const Json& choice : asked["choices"]) {
    const double rate = std::stod(choice["facts"][0]["value"].get<std::string>()), ratio = rate / base.motion.quantity("activated_share")->value;
    EXPECT_NEAR(choice["moves"]["volume"], std::fabs(std::log10(ratio)), 1e-9) << choice["label"];
    most = std::max(most, std::fabs(std::log10(ratio)));
  }
  EXPECT_NEAR(asked["volume"], most, 1e-9);
  EXPECT_EQ(asked["verdict"], 0);
  EXPECT_EQ(asked["unit"], 0);
}

// Signals with threshold, window and points, and the bar: two designs differ by the share of rules that only one of them has.
double distance(const Motion& a, const Motion& b) {
  const auto rules = [](const Motion& motion) {
    std::set<std::vector<std::string>> made = {{"bar", std::to_string(motion.qualify.score_at_least)}};
    for (const Signal& each : motion.signals) made.insert({each.name, std::to_string(each.at_least), std::to_string(each.within), std::to_string(each.points), each.exists ? "there" : "missing", each.approved ? "said" : "silent"});
    return made;
  };
  const auto left = rules(a), right = rules(b);
  size_t common = 0;
  for (const auto& each : left) common += right.count(each);
  return 1 - static_cast<double>(common) / static_cast<double>(left.size() + right.size() - common);
}

TEST(IntakeMeasure, OfTheCategoryIsTheDistanceOfTwoRealDesigns) {
  const Pairs facts = with(designing::trial(), {{"category", ""}, {"signals", "invite"}});
  const Json asked = measure(intake(facts), "category");
  const Designed base = designed(facts);
  double most = 0;
  for (const Json& choice : asked["choices"]) {
    const Designed other = answered(facts, choice);
    EXPECT_NEAR(choice["moves"]["signals"], distance(base.motion, other.motion), 1e-9) << choice["label"];
    EXPECT_NEAR(choice["moves"]["volume"], std::min(1.0, std::fabs(std::log10(other["qualified_week"] / base["qualified_week"]))), 1e-9) << choice["label"];
    most = std::max(most, distance(base.motion, other.motion));
  }
  EXPECT_GT(most, 0.5);   // another kind of product has other signals
  EXPECT_NEAR(asked["signals"], most, 1e-9);
  EXPECT_EQ(asked["doubt"], 0);
}

TEST(IntakeMeasure, OfThePeopleIsTheVerdictAndThePilotThatTheyAllow) {
  const Pairs facts = with(designing::usage(), {{"reps.ae", ""}});
  const Json asked = measure(intake(facts), "people");
  const Designed base = designed(facts);
  bool nobody = false;
  for (const Json& choice : asked["choices"]) {
    const Designed other = answered(facts, choice);
    const bool verdict = other.motion.context.facts.verdict.value != base.motion.context.facts.verdict.value;
    EXPECT_EQ(choice["moves"]["verdict"], verdict ? 1 : 0) << choice["label"];
    nobody = nobody || verdict;
    // Accounts in the smaller arm, as the product of volume, weeks and share, capped by the team.
    if (other.motion.pilot.arms.empty()) continue;
    const double pilot = other.motion.pilot.rule != base.motion.pilot.rule ? 1 : std::max(std::fabs(std::log10(other.figures.value("needed_per_arm", 1) / base.figures.value("needed_per_arm", 1))),
                                                                                            std::fabs(std::log10(std::max(1.0, other["per_arm"]) / std::max(1.0, base["per_arm"]))));
    EXPECT_NEAR(choice["moves"]["pilot"], std::min(1.0, pilot), 1e-9) << choice["label"];
  }
  EXPECT_TRUE(nobody);
  EXPECT_EQ(asked["verdict"], 1);
}

TEST(IntakeMeasure, PrintsAllTwentyAndRanksByTheSumItNames) {
  for (const Pairs& facts : {designing::trial(), designing::seats(), designing::founder(), Pairs{{"product", "a tool"}}}) {
    const Json all = intake(facts);
    ASSERT_EQ(all.size(), 20u);
    double before = 1e9;
    size_t asked = 0;
    for (const Json& each : all) {
      const double total = 3 * each["verdict"].get<double>() + 2 * each["unit"].get<double>() + each["signals"].get<double>() + 1.5 * each["volume"].get<double>() + each["pilot"].get<double>() + 2 * each["doubt"].get<double>();
      EXPECT_NEAR(each["total"], total, 1e-9) << each["id"];
      EXPECT_FALSE(each["moves"].get<std::string>().empty() && !each["answered"]) << each["id"];
      if (each["answered"]) { EXPECT_EQ(each["total"], 0); continue; }
      EXPECT_LE(each["total"].get<double>(), before + 1e-9) << each["id"];
      before = each["total"];
      asked += each["asked"] ? 1 : 0;
      // The nearest choice is the one that moves the plan least.
      const auto moved = [](const Json& move) { return 3 * move["verdict"].get<double>() + 2 * move["unit"].get<double>() + move["signals"].get<double>() + 1.5 * move["volume"].get<double>() + move["pilot"].get<double>(); };
      for (const Json& choice : each["choices"]) EXPECT_LE(moved(each["choices"][each["nearest"].get<size_t>()]["moves"]), moved(choice["moves"]) + 1e-9) << each["id"];
    }
    EXPECT_GT(asked, 0u);
  }
}

// ---- what is asked -------------------------------------------------------------------------------------------------

TEST(IntakeQuestions, NeverAskWhatTheBriefSaysNorForSecrets) {
  const Result<Lexicon> lexicon = load_lexicon(source("playbooks"));
  ASSERT_TRUE(lexicon);
  size_t briefs = 0;
  for (const char* folder : {"tests/briefs/own", "tests/briefs/blind", "examples"}) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(source(folder))) if (entry.path().extension() == ".txt") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (size_t i = 0; i < paths.size(); i += 3) {   // every third: each takes twenty designs
      SCOPED_TRACE(paths[i].filename().string());
      const Result<Facts> facts = read_brief(read(paths[i].string()), "brief", *lexicon);
      ASSERT_TRUE(facts);
      const Result<std::vector<QuestionMeasure>> measures = measure_questions(*facts, designing::library());
      ASSERT_TRUE(measures);
      ++briefs;
      for (const QuestionMeasure& each : *measures) {
        if (!each.asks()) continue;
        const QuestionCandidate& candidate = *each.candidate;
        if (each.contradiction) {
          EXPECT_TRUE(std::any_of(facts->contradictions.begin(), facts->contradictions.end(), [&](const Contradiction& one) { return one.fact == candidate.fact; })) << candidate.id;
        } else {
          EXPECT_FALSE(facts->has(candidate.fact)) << candidate.id;
          for (const std::string& path : candidate.never_if) EXPECT_FALSE(facts->has(path)) << candidate.id << " " << path;
          if (candidate.fact == "reps.*") { EXPECT_FALSE(std::any_of(facts->all.begin(), facts->all.end(), [](const Fact& fact) { return fact.path.rfind("reps.", 0) == 0; })); }
        }
        for (const char* secret : {"password", "passwort", "api key", "credential", "secret", "token", "login data", "card number"}) EXPECT_FALSE(contains(lower_ascii(candidate.question + candidate.why), secret)) << candidate.id;
      }
      const Result<Motion> motion = design_motion(*facts, designing::library());
      ASSERT_TRUE(motion);
      EXPECT_LE(motion->open_questions.size(), 5u);
    }
  }
  EXPECT_GT(briefs, 20u);
}

TEST(IntakeQuestions, AContradictionIsAskedFirstWithItsReadings) {
  Folder folder;
  const std::string brief = write(folder / "brief.txt", "We are an analytics tool with a 14-day trial, two SDRs, and track invites. We have 12,000 signups a month. Marketing says it is 8,000 signups a month.\n");
  const Finished run = running::handraise({"intake", brief});
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(run.out.rfind("1. Your brief gives 12,000 and 8,000 for signups per month: which one holds?", 0), 0u) << run.out;
}

// ---- asking on a terminal ------------------------------------------------------------------------------------------

// Runs the program on a terminal of its own and types `keys`.
std::string on_terminal(const std::vector<std::string>& words, const std::string& keys, int* code) {
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) {
    std::vector<char*> arguments = {const_cast<char*>(HANDRAISE_BINARY)};
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    alarm(30);
    execv(HANDRAISE_BINARY, arguments.data());
    _exit(127);
  }
  EXPECT_EQ(::write(terminal, keys.data(), keys.size()), static_cast<ssize_t>(keys.size()));
  std::string shown;
  char buffer[4096];
  for (ssize_t got = 0; (got = ::read(terminal, buffer, sizeof buffer)) > 0;) shown.append(buffer, static_cast<size_t>(got));
  int status = 0;
  waitpid(child, &status, 0);
  close(terminal);
  *code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return shown;
}

TEST(IntakeTerminal, TakesALetterAValueASkipAndExplainsWhatItCannotRead) {
  Folder folder;
  const std::string brief = brief_of(folder, with(designing::trial(), {{"baselines.signups_per_month", ""}, {"baselines.trial_to_paid", ""}, {"rep_hours.all", ""}}));
  const Finished plain = running::handraise({"intake", brief, "--json"});
  const Json all = Json::parse(plain.out)["questions"];
  ASSERT_EQ(all[0]["id"], "signups");   // the first three, as measured
  int code = -1;
  // A word that is no number, then the number; then letter b; then skip everything else.
  const std::string shown = on_terminal({"intake", brief, "-o", folder / "answered.yaml"}, "many\n2400\nb\n\n\n\n", &code);
  EXPECT_EQ(code, 0) << shown;
  EXPECT_TRUE(contains(shown, "1. How many new signups")) << shown;
  EXPECT_TRUE(contains(shown, "expected a number")) << shown;
  EXPECT_TRUE(contains(shown, "if you skip")) << shown;
  EXPECT_TRUE(contains(shown, "5. ")) << shown;
  EXPECT_FALSE(contains(shown, "6. ")) << shown;
  const Result<Facts> facts = parse_brief(read(folder / "answered.yaml"), "answered.yaml");
  ASSERT_TRUE(facts) << print_errors(facts.errors());
  EXPECT_EQ(facts->number("baselines.signups_per_month"), 2400);
  EXPECT_EQ(facts->find("baselines.signups_per_month")->from, Origin::answer);
  size_t answers = 0;
  for (const Fact& fact : facts->all) answers += fact.from == Origin::answer ? 1 : 0;
  EXPECT_GE(answers, 2u);    // the number and what letter b says
  EXPECT_LE(answers, 6u);    // nothing where it was skipped
  // What was answered is not asked again, and the pack plans with it.
  const Finished again = running::handraise({"intake", folder / "answered.yaml"});
  EXPECT_FALSE(contains(again.out, "How many new signups")) << again.out;
  EXPECT_EQ(running::handraise({"pack", folder / "answered.yaml", "-o", folder / "out"}).code, 0);
  EXPECT_TRUE(contains(read(folder / "out/motion.yaml"), "signups_per_month"));
}

TEST(IntakeTerminal, EndsWhereTheInputEnds) {
  Folder folder;
  int code = -1;
  const std::string shown = on_terminal({"intake", brief_of(folder, {{"product", "a tool"}}), "-o", folder / "answered.yaml"}, "\x04", &code);
  EXPECT_EQ(code, 0) << shown;
  EXPECT_FALSE(contains(shown, "2. ")) << shown;
  EXPECT_TRUE(parse_brief(read(folder / "answered.yaml"), "answered.yaml"));
}

TEST(IntakeTerminal, AnAnswersFileSettlesQuestionsAndEntersThePack) {
  Folder folder;
  const std::string brief = source("examples/trial-analytics.txt");
  const std::string answers = write(folder / "answers.yaml", "facts:\n  baselines:\n    signups_per_month: 6000\n  rep_hours:\n    all: {value: 20, from: answer}\n");
  const Finished before = running::handraise({"intake", brief}), after = running::handraise({"intake", brief, "--answers", answers});
  EXPECT_EQ(after.code, 0) << after.err;
  EXPECT_TRUE(contains(before.out, "signups come in"));
  EXPECT_FALSE(contains(after.out, "signups come in"));
  EXPECT_FALSE(contains(after.out, "How many hours a week"));
  ASSERT_EQ(running::handraise({"pack", brief, "-o", folder / "a", "--answers", answers}).code, 0);
  // The same as writing them into brief.yaml by hand.
  std::string edited = read(folder / "a/brief.yaml");
  ASSERT_EQ(running::handraise({"pack", brief, "-o", folder / "b"}).code, 0);
  EXPECT_NE(read(folder / "b/pack.md"), read(folder / "a/pack.md"));
  ASSERT_EQ(running::handraise({"pack", write(folder / "edited.yaml", edited), "-o", folder / "c"}).code, 0);
  EXPECT_EQ(read(folder / "a/motion.yaml"), read(folder / "c/motion.yaml"));
  EXPECT_EQ(read(folder / "a/pack.md"), read(folder / "c/pack.md"));
  const Finished wrong = running::handraise({"intake", brief, "--answers", write(folder / "wrong.yaml", "facts:\n  signups: 3\n")});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_TRUE(contains(wrong.err, "wrong.yaml:2:")) << wrong.err;
}

// ---- what an answer moves ------------------------------------------------------------------------------------------

using Leaves = std::map<std::string, std::string>;
void leaves_of(const YamlNode& node, const std::string& path, Leaves& leaves) {
  if (node.is_map()) {
    for (const auto& [key, value] : node.fields) leaves_of(value, path.empty() ? key : path + "." + key, leaves);
  } else if (node.is_list()) {
    const auto name_of_item = [](const YamlNode& item) {
      for (const char* key : {"id", "name", "event", "value", "role", "tier"}) if (const YamlNode* field = item.is_map() ? item.find(key) : nullptr; field != nullptr && field->is_scalar()) return field->text;
      return item.is_scalar() ? item.text : std::string();
    };
    std::map<std::string, int> seen;
    for (const YamlNode& item : node.items) {
      const std::string name = name_of_item(item);
      const int count = seen[name]++;
      leaves_of(item, path + "[" + name + (count > 0 ? "#" + std::to_string(count) : "") + "]", leaves);
    }
  } else {
    leaves[path] = node.text;
  }
}
Leaves leaves_of(const Designed& made) {
  Leaves leaves;
  const Result<YamlNode> yaml = parse_yaml(print_motion(made.motion), "motion.yaml");
  if (!yaml) ADD_FAILURE() << print_errors(yaml.errors());
  else leaves_of(*yaml, "", leaves);
  std::erase_if(leaves, [](const auto& leaf) { return leaf.first.rfind("open_questions", 0) == 0; });   // a settled question makes room for the next
  for (const auto& [id, figure] : made.figures.all) leaves["figure." + id] = figure.full();
  return leaves;
}
bool under(const std::string& path, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](const std::string& prefix) { return path.rfind(prefix, 0) == 0; });
}

struct Answer {
  const char* name;
  Pairs facts, answers;
  std::vector<std::string> moves;     // each of these moves
  std::vector<std::string> may_move;  // and these may; nothing else does
};
std::vector<Answer> answers() {
  using namespace designing;
  const Pairs bare = with(trial(), {{"baselines.signups_per_month", ""}, {"sla.value", ""}, {"sla.unit", ""}, {"pilot.weeks", ""}, {"rep_hours.all", ""}, {"price.amount", ""}, {"price.currency", ""}, {"price.per", ""}, {"price.period", ""}});
  const std::vector<std::string> plan = {"decisions[D2", "decisions[X1", "decisions_needed", "risks", "pilot.", "context.readiness", "context.verdict_reason", "context.tags", "instrumentation.indicators", "instrumentation.quality_checks", "figure."};
  const auto and_plan = [&](std::vector<std::string> more) {
    more.insert(more.end(), plan.begin(), plan.end());
    return more;
  };
  return {
      {"where it is kept", bare, {{"crm", "hubspot"}, {"alert_channel", "slack"}}, {"context.facts.facts.crm", "routing.crm", "routing.channel"},
       {"context.facts.facts.alert_channel", "context.tags", "funnel.raci", "next_steps", "pilot.calendar", "workflow."}},
      {"signups", bare, {{"baselines.signups_per_month", "2000"}}, {"context.facts.facts.baselines", "planning[signups_per_month]", "figure.qualified_week", "figure.signups_week", "figure.per_arm"}, and_plan({"routing.duty_slots"})},
      {"more signups than the team can take", bare, {{"baselines.signups_per_month", "6000"}}, {"qualify.score_at_least", "qualify.triage_from", "decisions[D22]", "figure.qualified_week"},
       and_plan({"context.facts.facts.baselines", "planning[signups_per_month]", "qualify.hot_at", "signals.", "routing.", "examples", "workflow.", "sla.", "decisions[X2]", "funnel.stages"})},
      {"hours", bare, {{"rep_hours.all", "20"}}, {"context.facts.facts.rep_hours", "planning[selling_hours.sdr]", "routing.pools[sdr]", "figure.cap_week", "figure.qualified_week"}, and_plan({"planning[selling_hours", "planning[motion_share", "routing.pools", "routing.duty_slots", "decisions[D11]", "funnel.", "sla."})},
      {"response time", bare, {{"sla.value", "4"}, {"sla.unit", "business_hour"}}, {"context.facts.facts.sla", "sla.promises[hot]"},
       {"context.tags", "decisions[D11]", "decisions[D28]", "funnel.stages", "instrumentation.dashboards", "routing.over_capacity", "routing.duty_slots", "routing.rules", "workflow.", "figure.sla"}},
      {"weeks", bare, {{"pilot.weeks", "4"}}, {"context.facts.facts.pilot", "pilot.weeks", "pilot.asked_weeks", "decisions[D25]", "figure.readout_day", "figure.per_arm"}, and_plan({"next_steps", "context.goal", "figure.", "planning[wanted_lift]"})},
      {"deal size", bare, {{"acv.min", "5000"}, {"acv.max", "15000"}, {"acv.currency", "USD"}, {"acv.period", "year"}}, {"context.facts.facts.acv", "planning[deal_uplift]", "figure.break_even_lift", "figure.value_year"}, and_plan({"decisions[D1]", "planning[wanted_lift]"})},
      {"consent", bare, {{"regions", "eu"}, {"consent_share", "0.2"}}, {"context.facts.facts.regions", "planning[consent_share]", "decisions[D18]", "qualify.never_if", "outreach.compliance", "figure.signups_needed"},
       and_plan({"context.facts.facts.consent_share", "context.before_day_1", "examples", "next_steps", "routing.rules", "outreach.", "workflow."})},
      {"buyer", bare, {{"buyer_roles", "CFO"}}, {"context.facts.facts.buyer_roles", "decisions[D1]"}, {"context.", "outreach.", "funnel."}},
      {"never mention", bare, {{"forbidden_signals.never_mention", "integration"}}, {"context.facts.facts.forbidden_signals", "signals.", "outreach.never_mention"}, {"context.tags", "outreach.", "workflow.", "routing.rules"}},
      {"stock", with(seats(), {{"baselines.paying_accounts", ""}}), {{"baselines.active_accounts", "1500"}}, {"context.facts.facts.baselines", "planning[active_accounts]", "figure.stock_now", "figure.qualified_week"}, and_plan({"routing.duty_slots", "routing.rules", "next_steps", "funnel.stages", "sla."})},
  };
}

TEST(IntakeAnswers, MoveWhatTheyShouldAndNothingElse) {
  for (const Answer& answer : answers()) {
    SCOPED_TRACE(answer.name);
    const Leaves before = leaves_of(designed(answer.facts)), after = leaves_of(designed(with_answers(stated(answer.facts), answer.answers)));
    std::set<std::string> moved;
    for (const auto& [path, value] : before) if (const auto found = after.find(path); found == after.end() || found->second != value) moved.insert(path);
    for (const auto& [path, value] : after) if (before.find(path) == before.end()) moved.insert(path);
    for (const std::string& expected : answer.moves) {
      EXPECT_TRUE(std::any_of(moved.begin(), moved.end(), [&](const std::string& path) { return path.rfind(expected, 0) == 0; })) << expected << " should have moved";
    }
    for (const std::string& path : moved) EXPECT_TRUE(under(path, answer.moves) || under(path, answer.may_move)) << path << " moved: " << (before.count(path) != 0 ? before.at(path) : "–") << " → " << (after.count(path) != 0 ? after.at(path) : "–");
  }
}

// The definition, the people and the words stay where only volume or dates are answered.
TEST(IntakeAnswers, OfVolumeAndDatesLeaveTheDefinitionAlone) {
  const Designed before = designed(with(designing::trial(), {{"baselines.signups_per_month", ""}, {"pilot.weeks", ""}}));
  for (const Pairs& each : {Pairs{{"baselines.signups_per_month", "3000"}}, Pairs{{"pilot.weeks", "6"}}, Pairs{{"crm", "hubspot"}}, Pairs{{"sla.value", "4"}}}) {
    const Designed after = designed(with_answers(before.motion.context.facts, each));
    EXPECT_EQ(after.motion.signals, before.motion.signals);
    EXPECT_EQ(after.motion.qualify, before.motion.qualify);
    EXPECT_EQ(after.motion.identity, before.motion.identity);
    EXPECT_EQ(after.motion.outreach.messages, before.motion.outreach.messages);
    EXPECT_EQ(after.motion.routing.cadence, before.motion.routing.cadence);
    EXPECT_EQ(after.motion.unit, before.motion.unit);
  }
}

}  // namespace
}  // namespace handraise
