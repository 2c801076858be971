#include "pack/gate.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <sstream>

#include "base/text.h"
#include "brief/brief.h"
#include "design/design.h"
#include "pack/case_run.h"
#include "pack/pack.h"

namespace handraise {
namespace {

const std::string kDirectory = HANDRAISE_SOURCE_DIR;

// What all tests share, read once.
struct Knowledge {
  Library library;
  Lexicon lexicon;
  GateRules rules;
  PackTemplates templates;
};
Knowledge& knowledge() {
  static Knowledge* const made = [] {
    Result<Library> library = Library::load(kDirectory);
    Result<Lexicon> lexicon = load_lexicon(kDirectory + "/playbooks");
    Result<GateRules> rules = load_gate_rules(kDirectory);
    Result<PackTemplates> templates = load_pack_templates(kDirectory + "/templates");
    EXPECT_TRUE(library && lexicon && rules && templates) << (rules ? "" : print_errors(rules.errors()));
    return new Knowledge{std::move(*library), std::move(*lexicon), std::move(*rules), std::move(*templates)};
  }();
  return *made;
}

Facts facts_of(const std::string& example) {
  std::ifstream in(kDirectory + "/examples/" + example);
  std::ostringstream text;
  text << in.rdbuf();
  Result<Facts> facts = read_brief(text.str(), example, knowledge().lexicon);
  EXPECT_TRUE(facts);
  return *facts;
}
Motion design(const Facts& facts) {
  Result<Motion> motion = design_motion(facts, knowledge().library);
  EXPECT_TRUE(motion) << print_errors(motion.errors());
  return with_figures(*motion, compute_figures(*motion));
}
const Motion& trial() {
  static const Motion* const made = new Motion(design(facts_of("trial-analytics.txt")));
  return *made;
}

struct Subject {
  Motion motion;
  Facts brief;
  std::function<void(Figures&)> figures;           // damages what was computed
  std::function<void(std::vector<CaseResult>&)> cases;
};
Subject good() { return {trial(), trial().context.facts, {}, {}}; }

std::vector<CaseResult> run_all(const Motion& motion) {
  std::vector<CaseResult> cases;
  for (const WorkedCase& example : motion.examples) cases.push_back(run_case(motion, example));
  return cases;
}
GateReport gate(const Subject& subject) {
  Figures figures = compute_figures(subject.motion);
  if (subject.figures) subject.figures(figures);
  std::vector<CaseResult> cases = run_all(subject.motion);
  if (subject.cases) subject.cases(cases);
  return check_gate({subject.motion, figures, cases, &subject.brief, "", ""}, knowledge().rules);
}
std::set<std::string> fails(const GateReport& report) {
  std::set<std::string> ids;
  for (const GateItem& item : report.checklist) if (!item.pass) ids.insert(item.id);
  return ids;
}
std::set<std::string> short_of_two(const GateReport& report) {
  std::set<std::string> ids;
  for (const RubricItem& item : report.rubric) if (item.score < 2) ids.insert(item.id);
  return ids;
}
std::string said(const GateReport& report) {
  std::string out;
  for (const GateItem& item : report.checklist) if (!item.pass) out += item.id + ": " + item.evidence + "\n";
  for (const RubricItem& item : report.rubric) if (item.score < 2) out += item.id + " = " + std::to_string(item.score) + ": " + item.evidence + "\n";
  for (const Disagreement& each : report.disagreements) out += each.place + " | " + each.what + " | " + each.expected + " | " + each.found + "\n";
  return out;
}

Signal& signal(Motion& motion, SignalKind kind, size_t nth = 0) {
  for (Signal& each : motion.signals) if (each.kind == kind && !each.hand_raise && each.exists && nth-- == 0) return each;
  ADD_FAILURE() << "no such signal";
  return motion.signals.front();
}
Quantity& quantity(Motion& motion, std::string_view name) {
  for (Quantity& each : motion.planning) if (each.name == name) return each;
  ADD_FAILURE() << "no quantity " << name;
  return motion.planning.front();
}
void set_fact(Facts& facts, const std::string& path, const std::string& value) {
  for (Fact& fact : facts.all) if (fact.path == path) { fact.value = value; return; }
  Fact fact;
  fact.path = path;
  fact.value = value;
  fact.words = value;
  facts.all.push_back(fact);
}
void set_facts(Subject& subject, const std::string& path, const std::string& value) {
  set_fact(subject.motion.context.facts, path, value);
  set_fact(subject.brief, path, value);
}

TEST(Gate, ThePackOfTheTrialExampleHolds) {
  const GateReport report = gate(good());
  EXPECT_TRUE(report.passed && report.checklist_passed()) << said(report);
  EXPECT_EQ(report.total, 20) << said(report);
  EXPECT_EQ(report.checklist.size(), 35u);
  EXPECT_EQ(report.rubric.size(), 10u);
  for (const GateItem& item : report.checklist) EXPECT_FALSE(item.evidence.empty()) << item.id;
}

// ---- each item can fail ----------------------------------------------------------------------------------------------

struct Damage {
  const char* name;
  std::function<void(Subject&)> damage;
  std::set<std::string> items;    // of the checklist, exactly these fail
  std::set<std::string> rubric;   // exactly these lose points
};

std::vector<Damage> damages() {
  using S = Subject;
  return {
      {"the goal loses its denominator", [](S& s) { s.motion.context.goal_metric = "conversions"; }, {"A1"}, {"R1", "R4"}},
      {"a second objective", [](S& s) { s.motion.context.tags.push_back("pipeline"); }, {"A1"}, {"R1"}},
      {"a readiness test fails and nobody closes it", [](S& s) { s.motion.context.readiness[1].state = "fail"; s.motion.context.readiness[1].closes = ""; }, {"A2"}, {"R2"}},
      {"no usage is recorded, and it is ready", [](S& s) { set_facts(s, "usage_data", "no"); }, {"A3"}, {"R2"}},
      {"a rep before anybody qualifies", [](S& s) { s.motion.funnel.stages[1].human = "yes"; }, {"A4"}, {"R10", "R2"}},
      {"reps may touch checkout", [](S& s) { s.motion.routing.forbidden.clear(); }, {"A4"}, {"R10", "R2"}},
      {"a stage is left by a feeling", [](S& s) { s.motion.funnel.stages[2].leaves_when = "when it feels right"; }, {"B1"}, {"R5"}},
      {"a stage is entered by an untracked event", [](S& s) { s.motion.funnel.stages[0].enters_when = "`Brochure Read`"; }, {"B1"}, {"R5"}},
      {"flows in the wrong order", [](S& s) { std::swap(s.motion.funnel.stages[1].flow, s.motion.funnel.stages[3].flow); }, {"B2"}, {"R7"}},
      {"flows that do not multiply out", [](S& s) { s.figures = [](Figures& figures) { figures.all["activated_week"].value *= 1.5; }; }, {"B2"}, {"R7"}},
      {"what a person adds is empty", [](S& s) { s.motion.funnel.interventions[0].adds = ""; }, {"B3"}, {"R5"}},
      {"two answer for one activity", [](S& s) { s.motion.funnel.raci[0].roles[0] = "A"; }, {"B4"}, {"R5"}},
      {"nobody answers for complaints", [](S& s) { std::erase_if(s.motion.funnel.raci, [](const Responsibility& row) { return row.activity == "Complaints"; }); }, {"B4"}, {"R5"}},
      {"a promise that nobody can keep", [](S& s) { for (Promise& each : s.motion.sla.promises) if (each.tier == "hot") { each.minutes = 1; each.words = "1 open minutes"; } }, {"B5"}, {"R7"}},
      {"the other unit", [](S& s) { s.motion.unit = Unit::account; }, {"C1"}, {"R6"}},
      {"a gate on a signal that is none", [](S& s) { s.motion.qualify.any_of.push_back("no_such_signal"); }, {"C2", "C4", "C5"}, {"R6"}},
      {"a threshold of nothing", [](S& s) { signal(s.motion, SignalKind::depth, 1).at_least = 0; }, {"C2", "C4"}, {"R6"}},
      {"a signal without a control", [](S& s) { signal(s.motion, SignalKind::depth).control = ""; }, {"C3"}, {"R6"}},
      {"opt-outs are not excluded", [](S& s) { std::erase_if(s.motion.qualify.never_if, [](const Exclusion& each) { return each.trait && each.trait->trait == "account.opted_out"; }); }, {"C3"}, {"R10", "R6"}},
      {"an example that expects something else", [](S& s) { for (WorkedCase& each : s.motion.examples) if (each.id == "lone_pricing_visit") each.expect = "qualified"; }, {"C4"}, {"R6"}},
      {"a score that does not add up", [](S& s) { s.cases = [](std::vector<CaseResult>& cases) { cases[0].rows[1].points_now += 1; }; }, {"C4"}, {"R6"}},
      {"one signal reaches the bar", [](S& s) { signal(s.motion, SignalKind::invite).points = s.motion.qualify.score_at_least; }, {"C4", "C5"}, {"R6"}},
      {"a rule that never binds", [](S& s) { s.motion.qualify.kinds_at_least = 1; }, {"C5"}, {"R6"}},
      {"a signal of presence", [](S& s) {
         Signal& each = signal(s.motion, SignalKind::depth, 1);
         for (TrackedEvent& event : s.motion.instrumentation.events) if (event.event == each.events[0]) event.event = "Page Viewed";
         for (WorkedCase& example : s.motion.examples) for (CaseRecord& record : example.records) if (record.event == each.events[0]) record.event = "Page Viewed";
         each.events[0] = "Page Viewed";
       }, {"D1"}, {"R6"}},
      {"a scored event that nobody tracks", [](S& s) { const std::string event = signal(s.motion, SignalKind::depth, 1).events[0]; std::erase_if(s.motion.instrumentation.events, [&](const TrackedEvent& each) { return each.event == event; }); }, {"D2"}, {"R6"}},
      {"a window longer than the trial", [](S& s) { signal(s.motion, SignalKind::depth, 1).within = 30 * kDay; }, {"D2"}, {"R6"}},
      {"nothing gives when there are too many", [](S& s) { s.motion.routing.over_capacity.clear(); }, {"D3"}, {"R7"}},
      {"hand-raises can be held out", [](S& s) {
         auto& rules = s.motion.routing.rules;
         const auto raised = std::find_if(rules.begin(), rules.end(), [](const RoutingRule& rule) { return contains(rule.condition, "hand-raise"); });
         ASSERT_NE(raised, rules.end());
         std::rotate(raised, raised + 1, rules.end());
       }, {"D3"}, {"R7"}},
      {"more are worked than the team can take", [](S& s) { s.figures = [](Figures& figures) { figures.all["cap_week"].value = 5; }; }, {"D3"}, {"R7"}},
      {"a disposition that teaches nothing", [](S& s) { s.motion.dispositions[0].teaches = ""; }, {"D4"}, {"R5"}},
      {"a next action without a message", [](S& s) { s.motion.workflow.next_actions[0].message = "M9"; }, {"E1"}, {"R5"}},
      {"first touches are not tracked", [](S& s) { std::erase_if(s.motion.instrumentation.events, [](const TrackedEvent& each) { return each.event == "Rep Touched"; }); }, {"E2"}, {"R5"}},
      {"no weekly review", [](S& s) { s.motion.workflow.review.clear(); }, {"E3"}, {"R5"}},
      {"nothing is escalated", [](S& s) { s.motion.workflow.escalations.clear(); }, {"E4"}, {"R5"}},
      {"a long message", [](S& s) { for (int i = 0; i < 30; ++i) s.motion.outreach.messages[0].body.insert(s.motion.outreach.messages[0].body.find("\n\n") + 2, "This helps teams. "); }, {"F1", "F4"}, {"R8"}},
      {"a message on a signal that is not approved", [](S& s) { s.motion.outreach.messages[0].signals.push_back(signal(s.motion, SignalKind::intent).name); }, {"F2"}, {"R8"}},
      {"no way out of a message", [](S& s) { std::string& body = s.motion.outreach.messages[0].body; body = body.substr(0, body.rfind("\nIf you'd rather")); }, {"F3", "F4"}, {"R8"}},
      {"a guarantee in a message", [](S& s) { std::string& body = s.motion.outreach.messages[0].body; body.insert(body.find("\n\n") + 2, "We guarantee that it works. "); }, {"F4"}, {"R8"}},
      {"arms that do not add up", [](S& s) { s.motion.pilot.arms[0].share = 0.7; }, {"G1"}, {"R9"}},
      {"readout before the outcomes", [](S& s) { s.figures = [](Figures& figures) { figures.all["readout_day"].value = 42; }; }, {"G1"}, {"R7", "R9"}},
      {"an indicator without a target", [](S& s) { s.motion.instrumentation.indicators[0].target = ""; }, {"G2"}, {"R9"}},
      {"a trigger at another count", [](S& s) { s.motion.pilot.triggers[0].k -= 1; }, {"G3"}, {"R9"}},
      {"a look that is called a stop", [](S& s) {
         Trigger* look = nullptr;
         for (Trigger& each : s.motion.pilot.triggers) if (each.kind == "look") look = &each;
         ASSERT_NE(look, nullptr);
         look->kind = "stop";
       }, {"G3"}, {"R9"}},
      {"a rule that the numbers do not allow", [](S& s) { s.motion.pilot.rule = GoRule::prove; }, {"G4"}, {"R9"}},
      {"two decision rules", [](S& s) { Decision second; second.id = "X9"; second.part = "pilot"; second.choice = "Prove: go at p < .05"; second.because = "because it sounds more certain"; s.motion.decisions.push_back(second); }, {"G4"}, {"R9"}},
      {"a target beyond the funnel", [](S& s) { s.figures = [](Figures& figures) { figures.implied = {{"won per opportunity, for the lift wanted", 1.4, "impossible"}}; }; }, {"G5"}, {"R9"}},
      {"a risk without an owner", [](S& s) { s.motion.risks[0].owner = ""; }, {"H1"}, {"R10"}},
      {"a step without a date", [](S& s) { s.motion.next_steps[0].due = "soon"; }, {"H2"}, {"R1"}},
      {"six questions", [](S& s) { s.motion.open_questions.resize(6, {"x", "What is it?", "it matters", "all"}); }, {"H2"}, {"R1"}},
      {"an assumption nobody checks", [](S& s) { quantity(s.motion, "reaching_share").check = ""; }, {"H3"}, {"R3"}},
      {"a question for a password", [](S& s) { s.motion.open_questions[0].question = "What is the admin password of the warehouse?"; }, {"H4"}, {"R10"}},
      {"a fact that the brief does not have", [](S& s) { set_fact(s.motion.context.facts, "crm", "salesforce"); }, {}, {"R3"}},
      {"no objection is answered", [](S& s) { s.motion.outreach.objections.clear(); }, {}, {"R4", "R8"}},
      {"a figure that cannot be computed", [](S& s) { s.motion.risks[0].effect = "costs {=no_such_figure}"; }, {}, {"R4"}},
      {"nothing bounds unclear accounts", [](S& s) { s.motion.routing.triage = ""; }, {}, {"R10"}},
  };
}

TEST(Gate, EachItemCanFail) {
  std::set<std::string> items, rubric;
  for (const Damage& each : damages()) {
    Subject subject = good();
    each.damage(subject);
    const GateReport report = gate(subject);
    EXPECT_EQ(fails(report), each.items) << each.name << "\n" << said(report);
    EXPECT_EQ(short_of_two(report), each.rubric) << each.name << "\n" << said(report);
    items.insert(each.items.begin(), each.items.end());
    rubric.insert(each.rubric.begin(), each.rubric.end());
  }
  const GateReport report = gate(good());
  for (const GateItem& item : report.checklist) EXPECT_TRUE(items.count(item.id) > 0) << item.id << " never failed";
  for (const RubricItem& item : report.rubric) EXPECT_TRUE(rubric.count(item.id) > 0) << item.id << " never lost a point";
}

TEST(Gate, AZeroFailsThePackWhateverTheTotal) {
  Subject subject = good();
  set_facts(subject, "usage_data", "no");
  const GateReport report = gate(subject);
  EXPECT_EQ(report.rubric_item("R2")->score, 0) << said(report);
  EXPECT_GE(report.total, 16);
  EXPECT_FALSE(report.passed);
}

// ---- the boundary ----------------------------------------------------------------------------------------------------

TEST(Gate, ARefusalIsJudgedByItsBoundary) {
  Subject subject{design(facts_of("cold-blast.txt")), {}, {}, {}};
  subject.brief = subject.motion.context.facts;
  ASSERT_EQ(subject.brief.verdict.value, VerdictValue::refused);
  const GateReport report = gate(subject);
  EXPECT_TRUE(report.passed) << said(report);
  EXPECT_THAT(report.item("B4")->evidence, testing::HasSubstr("refused"));
  for (RefusedPart& part : subject.motion.context.facts.refused_parts) part.instead = "";
  const GateReport without = gate(subject);
  EXPECT_FALSE(without.item("A3")->pass);
  EXPECT_EQ(without.rubric_item("R2")->score, 0);
  EXPECT_FALSE(without.passed);
  subject.motion.context.facts = subject.brief;
  subject.motion.outreach.messages.clear();
  EXPECT_FALSE(gate(subject).item("A3")->pass);
}

TEST(Gate, PrerequisitesNeedOwnerAndTest) {
  Facts facts = facts_of("trial-analytics.txt");
  std::erase_if(facts.all, [](const Fact& fact) { return fact.path.rfind("reps.", 0) == 0; });
  set_fact(facts, "reps.rep", "0");
  Subject ready{trial(), facts, {}, {}};
  ready.motion.context.facts = facts;
  EXPECT_FALSE(gate(ready).item("A3")->pass);
  facts.verdict = {VerdictValue::needs_prerequisites, {"nobody_to_sell"}};
  Subject subject{design(facts), facts, {}, {}};
  const GateReport report = gate(subject);
  EXPECT_TRUE(report.item("A3")->pass && report.item("A2")->pass) << said(report);
  EXPECT_GE(report.total, 16) << said(report);
  ASSERT_FALSE(subject.motion.context.prerequisites.empty());
  subject.motion.context.prerequisites[0].done_when = "";
  EXPECT_FALSE(gate(subject).item("A3")->pass);
}

// ---- figures that stand twice ----------------------------------------------------------------------------------------

TEST(Gate, StoredFiguresAreRecomputed) {
  using S = Subject;
  const struct { const char* place; std::function<void(S&)> damage; } rows[] = {
      {"motion.yaml: pilot.triggers.", [](S& s) { s.motion.pilot.triggers[1].k += 2; }},
      {"motion.yaml: routing.pools.sdr.people", [](S& s) { s.motion.routing.pools[0].people = 3; }},
      {"motion.yaml: routing.pools.sdr.selling_hours", [](S& s) { s.motion.routing.pools[0].selling_hours += 4; }},
      {"brief.yaml: reps.sdr", [](S& s) { set_fact(s.brief, "reps.sdr", "3"); }},
      {"brief.yaml: verdict", [](S& s) { s.brief.verdict.value = VerdictValue::needs_prerequisites; }},
      {"motion.yaml: planning.meeting_rate", [](S& s) { quantity(s.motion, "meeting_rate").from = Origin::stated; quantity(s.motion, "meeting_rate").source = "as you say"; }},
      {"motion.yaml: planning.horizon_days", [](S& s) { quantity(s.motion, "horizon_days").value = 14; quantity(s.motion, "horizon_days").low = 14; quantity(s.motion, "horizon_days").high = 14; }},
      {"motion.yaml: planning.activated_share", [](S& s) { quantity(s.motion, "activated_share").high = 0.1; }},
      {"motion.yaml: routing.cadence.meeting", [](S& s) { quantity(s.motion, "meeting_minutes").value = 50; }},
      {"motion.yaml: outreach.follow_ups", [](S& s) { s.motion.outreach.follow_ups.back().day = 12; }},
      {"motion.yaml: outreach.stop_rule", [](S& s) { s.motion.outreach.stop_rule = "At most 7 touches in 9 days."; }},
      {"motion.yaml: funnel.stages.Sustained usage.leaves_when", [](S& s) { s.motion.qualify.score_at_least -= 5; }},
      {"motion.yaml: routing.triage", [](S& s) { *s.motion.qualify.triage_from -= 10; }},
      {"motion.yaml: sla.promises.hot", [](S& s) { for (Promise& each : s.motion.sla.promises) if (each.tier == "hot") each.minutes = 240; }},
      {"motion.yaml: workflow.next_actions.M1", [](S& s) { s.motion.workflow.next_actions[0].by_when = "45 open minutes"; }},
      {"motion.yaml: pilot.asked_weeks", [](S& s) { set_facts(s, "pilot.weeks", "6"); }},
      {"motion.yaml: pilot.weeks", [](S& s) { s.motion.pilot.weeks = 6; }},
      {"motion.yaml: pilot.calendar", [](S& s) { s.motion.pilot.calendar.back().week = "6"; }},
      {"motion.yaml: pilot.arms", [](S& s) { s.motion.pilot.arms[0].share = 0.6; }},
      {"motion.yaml: decisions.D25", [](S& s) { for (Decision& each : s.motion.decisions) if (each.id == "D25") each.choice = "conversion on D+35"; }},
      {"motion.yaml: workflow.review", [](S& s) { s.motion.workflow.review[0].minutes += 5; }},
      {"motion.yaml: examples.near_miss", [](S& s) { for (WorkedCase& each : s.motion.examples) if (each.id == "near_miss") each.expect = "hot"; }},
      {"motion.yaml: figures.treated_week", [](S& s) { s.figures = [](Figures& figures) { figures.all["treated_week"].value = 20; }; }},
      {"motion.yaml: sla", [](S& s) { set_facts(s, "sla.value", "7"); set_facts(s, "sla.unit", "hour"); }},
  };
  for (const auto& row : rows) {
    Subject subject = good();
    row.damage(subject);
    const GateReport report = gate(subject);
    EXPECT_TRUE(std::any_of(report.disagreements.begin(), report.disagreements.end(), [&](const Disagreement& each) { return each.place.rfind(row.place, 0) == 0; })) << row.place << "\n" << said(report);
    EXPECT_FALSE(report.passed) << row.place;
  }
}

TEST(Gate, SeatArithmeticIsRecomputed) {
  Subject subject{design(facts_of("seat-expansion.txt")), facts_of("seat-expansion.txt"), {}, {}};
  EXPECT_TRUE(gate(subject).disagreements.empty()) << said(gate(subject));
  quantity(subject.motion, "deal_uplift").value *= 1.02;
  EXPECT_THAT(said(gate(subject)), testing::HasSubstr("planning.deal_uplift"));
}

// ---- words -----------------------------------------------------------------------------------------------------------

std::string print(const Motion& motion) {
  Result<Pack> pack = write_pack(motion, compute_figures(motion), knowledge().templates, run_all(motion));
  EXPECT_TRUE(pack) << print_errors(pack.errors());
  return pack->markdown;
}
const std::string& pack_text() {
  static const std::string* const made = new std::string(print(trial()));
  return *made;
}
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (const std::string_view line : split(text, '\n')) lines.emplace_back(line);
  return lines;
}
WordChanges compare(const std::vector<std::string>& found) { return compare_words(join(found, "\n"), pack_text(), knowledge().rules.words, trial()); }
bool names_line(const std::vector<Disagreement>& list, size_t line) {
  return std::any_of(list.begin(), list.end(), [&](const Disagreement& each) { return each.place == "pack.md:" + std::to_string(line + 1); });
}
std::string shown(const WordChanges& changes) {
  std::string out;
  for (const Disagreement& each : changes.disagreements) out += each.place + " | " + each.what + " | " + each.expected + " | " + each.found + "\n";
  for (const Disagreement& each : changes.notes) out += "(" + each.place + " | " + each.what + ")\n";
  return out;
}

// One change of a kind somewhere in the pack; the line it is in, or -1.
int change(std::vector<std::string>& lines, const std::string& kind, std::mt19937& random) {
  struct Spot { size_t line, at, size; std::string to; };
  std::vector<Spot> spots;
  const auto swap_words = [&](const std::vector<std::pair<std::string, std::string>>& pairs) {
    for (size_t i = 0; i < lines.size(); ++i) {
      for (const auto& [from, to] : pairs) {
        for (size_t at = lines[i].find(from); at != std::string::npos; at = lines[i].find(from, at + from.size())) spots.push_back({i, at, from.size(), to});
      }
    }
  };
  if (kind == "number") {
    for (size_t i = 0; i < lines.size(); ++i) {
      for (size_t at = 0; at < lines[i].size(); ++at) {
        if (lines[i][at] < '0' || lines[i][at] > '9') continue;
        spots.push_back({i, at, 1, std::string(1, static_cast<char>('0' + (lines[i][at] - '0' + 1 + static_cast<int>(random() % 8)) % 10))});
      }
    }
  } else if (kind == "date") {
    for (size_t i = 0; i < lines.size(); ++i) {
      for (size_t at = lines[i].find("D+"); at != std::string::npos; at = lines[i].find("D+", at + 2)) spots.push_back({i, at + 2, 0, "1"});
    }
    swap_words({{"weeks", "months"}, {"business day", "calendar day"}, {"09:00", "10:00"}});
  } else if (kind == "name") {
    swap_words({{"RevOps", "Finance"}, {"SDR", "BDR"}, {"sales lead", "marketing lead"}, {"data engineer", "web designer"}, {"`Query Run`", "`Query Seen`"}, {"`Plan Compared`", "`Plan Clicked`"},
                {"pls_arm", "pls_leg"}, {"{{sender_name}}", "{{company_name}}"}, {"Dashboard Saved", "Dashboard Opened"}, {"support ticket", "sales task"}});
  } else {
    swap_words({{"≥", "≤"}, {"no exclusion", "an exclusion"}, {"never held out", "held out"}, {"nobody writes", "everybody writes"}, {"| open ", "| pass "}, {"**open**", "**pass**"}, {"is\\_sample: false", "is\\_sample: true"},
                {"is_sample: false", "is_sample: true"}, {"trigger: manual", "trigger: any"}, {"| A |", "| I |"}, {"Must have", "May have"}, {"| no |", "| yes |"}, {"under 20 %", "over 20 %"}, {" and *", " or *"}});
  }
  if (spots.empty()) return -1;
  const Spot& spot = spots[random() % spots.size()];
  lines[spot.line].replace(spot.at, spot.size, spot.to);
  return static_cast<int>(spot.line);
}

TEST(GateWords, TenRandomChangesAreAllFoundWithTheirLine) {
  static const char* const kinds[] = {"number", "date", "name", "definition"};
  int changed = 0;
  for (uint32_t seed = 1; seed <= 60; ++seed) {
    static const Motion seats = design(facts_of("seat-expansion.txt"));
    static const std::string seats_text = print(seats);
    const Motion& motion = seed > 30 ? seats : trial();
    const std::string& text = seed > 30 ? seats_text : pack_text();
    const std::vector<std::string> original = lines_of(text);
    std::mt19937 random(seed);
    std::vector<std::string> found = original;
    std::set<size_t> lines;
    for (int i = 0; i < 40 && lines.size() < 10; ++i) {
      std::vector<std::string> tried = original;
      const int line = change(tried, kinds[random() % 4], random);
      if (line < 0 || tried[static_cast<size_t>(line)] == original[static_cast<size_t>(line)] || lines.count(static_cast<size_t>(line)) > 0) continue;
      lines.insert(static_cast<size_t>(line));
      found[static_cast<size_t>(line)] = tried[static_cast<size_t>(line)];
    }
    ASSERT_EQ(lines.size(), 10u);
    const WordChanges changes = compare_words(join(found, "\n"), text, knowledge().rules.words, motion);
    for (const size_t line : lines) {
      ++changed;
      EXPECT_TRUE(names_line(changes.disagreements, line)) << "seed " << seed << " line " << line + 1 << "\n- " << original[line] << "\n+ " << found[line] << "\n" << shown(changes);
    }
    for (const Disagreement& each : changes.disagreements) EXPECT_TRUE(lines.count(static_cast<size_t>(std::stoi(each.place.substr(8))) - 1) > 0) << "seed " << seed << " " << each.place << " " << each.what;
  }
  EXPECT_EQ(changed, 600);
}

TEST(GateWords, TheSamePackSaysTheSame) {
  EXPECT_TRUE(compare(lines_of(pack_text())).disagreements.empty());
  std::string windows = replace_all(pack_text(), "\n", "\r\n");
  const WordChanges changes = compare_words(windows, pack_text(), knowledge().rules.words, trial());
  EXPECT_TRUE(changes.disagreements.empty() && changes.notes.empty()) << shown(changes);
}

// A small pack of our own, so that its words do not change with the templates.
constexpr std::string_view kSmall =
    "# A motion\n"
    "\n"
    "Usage is recorded, and 2 SDRs can take 32 accounts a week. RevOps reads the list on Mondays.\n"
    "What the pilot shows is read once, on D+63, by the sales lead.\n"
    "\n"
    "## Routing\n"
    "\n"
    "| If | Then | Why |\n"
    "| :-- | :-- | :-- |\n"
    "| opted out | nobody writes | permission comes before interest |\n"
    "| score ≥ 60 | SDR queue | the same help, a day later |\n"
    "\n"
    "- Hand-raises are answered alike in both arms.\n"
    "\n"
    "> Hi {{first_name}},\n"
    ">\n"
    "> Which questions should I start with?\n";
WordChanges small(const std::string& from, const std::string& to) {
  std::string text(kSmall);
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  return compare_words(text, kSmall, knowledge().rules.words, trial());
}

TEST(GateWords, ARewordingIsANote) {
  const std::pair<std::string, std::string> rows[] = {
      {"Usage is recorded, and 2 SDRs can take 32 accounts a week.", "Use is tracked already; 32 accounts a week are what 2 SDRs can handle."},
      {"What the pilot shows is read once, on D+63, by the sales lead.", "On D+63 the sales lead reads, once, what came out of the pilot."},
      {"permission comes before interest", "consent goes ahead of curiosity"},
      {"the same help, a day later", "they get this help too, later by a day"},
      {"Which questions should I start with?", "With which questions should I begin?"},
      {"Hand-raises are answered alike in both arms.", "In both arms hand-raises get the same answer."},
      {"RevOps reads the list on Mondays.", "RevOps goes through the list on Mondays."},
      {"Usage is recorded, and 2 SDRs can take 32 accounts a week. RevOps reads", "Usage is recorded, and 2 SDRs can take 32 accounts a week.\nRevOps reads"},
  };
  for (const auto& [from, to] : rows) {
    const WordChanges changes = small(from, to);
    EXPECT_TRUE(changes.disagreements.empty()) << to << "\n" << shown(changes);
    EXPECT_FALSE(changes.notes.empty()) << to;
  }
}

TEST(GateWords, AChangeOfMeaningIsNone) {
  const struct { const char *from, *to, *what; size_t line; } rows[] = {
      {"32 accounts", "23 accounts", "number", 2},       {"2 SDRs", "two AEs", "name", 2},          {"D+63", "D+36", "date", 3},           {"on Mondays", "on Fridays", "name", 2},
      {"a week", "a month", "number", 2},                {"nobody writes", "SDR writes", "", 9},    {"score ≥ 60", "score ≥ 50", "number", 10}, {"score ≥ 60", "score ≤ 60", "number", 10},
      {"SDR queue", "AE queue", "name", 10},             {"by the sales lead", "by the marketing lead", "name", 3}, {"{{first_name}}", "{{company}}", "name", 14},
      {"Hand-raises are answered", "Hand-raises are not answered", "meaning", 12}, {"opted out", "signed up", "name", 9}, {"## Routing", "## Sales", "heading", 5},
      {"| opted out | nobody writes | permission comes before interest |\n", "", "removed", 9}, {"## Routing\n", "", "removed", 5}, {"- Hand-raises are answered alike in both arms.\n", "", "removed", 12},
      {"| score", "| lucky number | AE calls | why not |\n| score", "added", 10},
  };
  for (const auto& row : rows) {
    const WordChanges changes = small(row.from, row.to);
    EXPECT_TRUE(names_line(changes.disagreements, row.line)) << row.from << " → " << row.to << "\n" << shown(changes);
    const bool named = row.what[0] == '\0' || std::any_of(changes.disagreements.begin(), changes.disagreements.end(), [&](const Disagreement& each) { return each.what == row.what; });
    EXPECT_TRUE(named) << row.to << "\n" << shown(changes);
  }
}

TEST(GateWords, AnAddedPromiseIsFound) {
  for (const char* promise : {"We guarantee an answer.", "The first seat is free for everybody.", "There is no charge for the set-up.", "Their data will stay where it is.", "Dashboards are saved for them.", "They get 20 % off.", "A refund is paid on request.",
                              "The price stays the same.", "The offer ends soon, this is the last chance.", "Nothing is lost when the trial ends.", "All of it is fully compliant.", "A discount is given to early buyers."}) {
    std::vector<std::string> found = lines_of(pack_text());
    size_t line = 0;  // the longest paragraph
    for (size_t i = 0; i < found.size(); ++i) if (found[i].size() > found[line].size() && std::string_view("|#>-!<").find(found[i][0]) == std::string_view::npos) line = i;
    found[line] += std::string(" ") + promise;
    WordChanges changes = compare(found);
    EXPECT_TRUE(std::any_of(changes.disagreements.begin(), changes.disagreements.end(), [&](const Disagreement& each) { return each.what == "promise" && each.place == "pack.md:" + std::to_string(line + 1); })) << promise << "\n" << shown(changes);
    found = lines_of(pack_text());
    found.insert(found.begin() + static_cast<long>(line) + 1, promise);
    changes = compare(found);
    EXPECT_TRUE(names_line(changes.disagreements, line + 1)) << promise << "\n" << shown(changes);
  }
  const WordChanges secret = small("RevOps reads the list on Mondays.", "RevOps reads the list on Mondays. Send us the warehouse password first.");
  EXPECT_EQ(secret.disagreements.size(), 1u) << shown(secret);
  EXPECT_EQ(secret.disagreements.front().what, "secret");
}

TEST(GateWords, ThePackItselfPromisesNothing) {
  Motion other = trial();
  other.context.facts.all.clear();
  const WordChanges changes = compare_words(pack_text(), "", knowledge().rules.words, other);
  for (const Disagreement& each : changes.disagreements) EXPECT_NE(each.what, "promise") << each.place << " " << each.found;
  for (const Disagreement& each : changes.disagreements) EXPECT_NE(each.what, "secret") << each.place << " " << each.found;
}

TEST(GateWords, HostileTexts) {
  std::string many;
  for (int i = 0; i < 30000; ++i) many += "| " + std::to_string(i) + " | x |\n";
  const std::vector<std::string> texts = {"", "\n\n\n", "|", "||||", "**", "*", "`", "{{", "“", "D+", "\xff\xfe", std::string(100000, '*'), std::string(100000, '|'), many};
  for (const std::string& text : texts) {
    compare_words(text, kSmall, knowledge().rules.words, trial());
    compare_words(kSmall, text, knowledge().rules.words, trial());
  }
  EXPECT_FALSE(compare_words("", kSmall, knowledge().rules.words, trial()).disagreements.empty());
  EXPECT_LE(compare_words(many, kSmall, knowledge().rules.words, trial()).disagreements.size(), 400u);
}

TEST(Gate, AnEmptyMotionIsAnsweredToo) {
  const Motion empty;
  const Figures figures = compute_figures(empty);
  const GateReport report = check_gate({empty, figures, {}, nullptr, "", ""}, knowledge().rules);
  EXPECT_FALSE(report.passed);
  EXPECT_EQ(report.checklist.size(), 35u);
}

// ---- printing, and the file of words ---------------------------------------------------------------------------------

TEST(GatePrint, MarkdownAndJson) {
  Subject subject = good();
  subject.motion.risks[0].owner = "";
  subject.motion.risks[0].what = "a | b <script>";
  const GateReport report = gate(subject);
  const std::string text = print_gate(report);
  EXPECT_THAT(text, testing::HasSubstr("| H1 "));
  EXPECT_THAT(text, testing::HasSubstr("**no**"));
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("<script>")));
  EXPECT_THAT(text, testing::HasSubstr("a \\| b"));
  const auto json = nlohmann::json::parse(print_gate_json(report));
  EXPECT_EQ(json["total"], report.total);
  EXPECT_EQ(json["checklist"].size(), 35u);
  EXPECT_EQ(json["rubric"].size(), 10u);
  EXPECT_FALSE(json["checklist"][31]["pass"].get<bool>());
}

TEST(GatePrint, OnePageHasAllGroupsAllRubricItemsAndWhatFails) {
  Subject subject = good();
  const std::string fine = print_gate_page(gate(subject));
  EXPECT_LE(count_pack_words(fine), 400u);
  for (const char* row : {"| A scope", "| B funnel", "| C definition", "| D signals", "| E workflow", "| F outreach", "| G measurement", "| H completeness", "| 1 discovery", "| 10 safety"}) EXPECT_THAT(fine, testing::HasSubstr(row));
  subject.motion.risks[0].owner = "";
  EXPECT_THAT(print_gate_page(gate(subject)), testing::HasSubstr("| **3 of 4** | H1: "));
}

TEST(GatePrint, JsonHasEveryFigureWithItsFormula) {
  const Subject subject = good();
  const Figures figures = compute_figures(subject.motion);
  const auto json = nlohmann::json::parse(print_gate_json(gate(subject), &figures));
  EXPECT_EQ(json["figures"].size(), figures.all.size());
  bool found = false;
  for (const auto& row : json["figures"]) found = found || (row["id"] == "cap_week" && row["formula"] == "F8" && row.contains("with"));
  EXPECT_TRUE(found);
}

TEST(GateRulesFile, MistakesAreNamed) {
  const Result<GateWords> words = parse_gate_words("promises:\n  - {id: a, words: \"Free\", why: x}\n  - {id: b, word: y}\nsecrets: []\nprose_columns: [Why]\n", "promises.yaml");
  ASSERT_FALSE(words);
  EXPECT_EQ(words.errors().size(), 4u) << print_errors(words.errors());
}

}  // namespace
}  // namespace handraise
