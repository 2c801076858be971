// The checklist and the rubric. An item lists what is wrong; with nothing wrong it holds and says what was found.
#include "pack/gate.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>

#include "base/text.h"
#include "design/bar.h"
#include "pack/gate_parts.h"
#include "pilot/calendar.h"
#include "pilot/go_rule.h"
#include "pilot/trigger.h"

namespace handraise {
namespace {

using Faults = std::vector<std::string>;
using Names = std::vector<std::string>;

std::string number(double value) { return print_number(std::round(value * 100) / 100); }
std::string percent(double share) { return print_percent(share, share < 0.0995 ? 1 : 0); }
bool holds(const Names& list, std::string_view value) { return std::find(list.begin(), list.end(), value) != list.end(); }
bool says(std::string_view text, std::string_view part) { return contains(lower_ascii(text), part); }
using Words = std::vector<std::string_view>;
bool says_any(std::string_view text, const Words& parts) {
  const std::string low = lower_ascii(text);
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return contains(low, part); });
}
bool blank(std::string_view text) { return trim(text).empty() || trim(text) == "–" || trim(text) == "-"; }
// A day that somebody can put into a calendar.
bool dated(std::string_view text) { return !days_named(text).empty() || says_any(text, {"launch", "week ", "friday", "monday", "today"}) || text.find("202") != std::string_view::npos; }

class Gate {
 public:
  Gate(const GateInput& input, const GateRules& rules) : in_(input), rules_(rules), m_(input.motion), f_(input.figures), facts_(input.motion.context.facts), verdict_(facts_.verdict.value) {}

  GateReport run() {
    report_.disagreements = recompute_motion(in_);
    if (!in_.pack_markdown.empty() || !in_.pack_expected.empty()) {
      WordChanges words = compare_words(in_.pack_markdown, in_.pack_expected, rules_.words, m_);
      words_changed_ = !words.disagreements.empty();
      report_.disagreements.insert(report_.disagreements.end(), words.disagreements.begin(), words.disagreements.end());
      report_.notes = std::move(words.notes);
    }
    if (!m_.outreach.messages.empty()) linted_ = check_kit(m_.outreach, m_.signals, rules_.messages);
    checklist();
    rubric();
    for (const RubricItem& item : report_.rubric) report_.total += item.score;
    report_.passed = report_.total >= 16 && report_.disagreements.empty() && std::none_of(report_.rubric.begin(), report_.rubric.end(), [](const RubricItem& item) { return item.score == 0; });
    return std::move(report_);
  }

 private:
  bool ready() const { return verdict_ == VerdictValue::ready; }
  bool has(std::string_view quantity) const { return m_.quantity(quantity) != nullptr; }
  bool known() const { return f_.find("qualified_week") != nullptr; }
  static bool said(Origin from) { return from == Origin::stated || from == Origin::answer; }

  // ---- which verdicts an item is for ---------------------------------------------------------------------------------
  // p: needs prerequisites (a smaller pack), r: refused (a sequence and its pilot), n: not a fit. Ready answers everything.
  bool applies(std::string_view verdicts) const {
    switch (verdict_) {
      case VerdictValue::ready: return true;
      case VerdictValue::needs_prerequisites: return verdicts.find('p') != std::string_view::npos;
      case VerdictValue::refused: return verdicts.find('r') != std::string_view::npos;
      case VerdictValue::not_a_fit: return verdicts.find('n') != std::string_view::npos;
    }
    return true;
  }
  std::string why_not() const {
    switch (verdict_) {
      case VerdictValue::needs_prerequisites: return "does not apply before the prerequisites are met";
      case VerdictValue::refused: return "does not apply: the request is refused";
      default: return "does not apply: the request is redirected";
    }
  }
  void item(const char* id, const char* group, const char* question, std::string_view verdicts, Faults (Gate::*check)(std::string&)) {
    GateItem made;
    made.id = id;
    made.group = group;
    made.question = question;
    if (!applies(verdicts)) {
      made.pass = true;
      made.evidence = why_not();
    } else {
      std::string found;
      const Faults faults = (this->*check)(found);
      made.pass = faults.empty();
      made.evidence = made.pass ? found : shorten(faults);
    }
    report_.checklist.push_back(std::move(made));
  }
  static std::string shorten(const Faults& faults) {
    Names first(faults.begin(), faults.begin() + static_cast<long>(std::min<size_t>(faults.size(), 4)));
    return join(first, "; ") + (faults.size() > 4 ? "; and " + std::to_string(faults.size() - 4) + " more" : "");
  }

  void checklist() {
    static const char* const scope = "scope and readiness";
    item("A1", scope, "One objective, tied to a segment, with baseline, target and horizon", "", &Gate::objective);
    item("A2", scope, "Readiness was run and the verdict follows from it", "p", &Gate::readiness);
    item("A3", scope, "The boundary holds: what must not be designed is not, and what instead is said", "prn", &Gate::boundary);
    item("A4", scope, "The low-touch path stays open", "", &Gate::low_touch);
    static const char* const funnel = "funnel and ownership";
    item("B1", funnel, "Every stage is entered and left by an event or test that is tracked", "", &Gate::stages);
    item("B2", funnel, "The weekly flows multiply out", "", &Gate::flows);
    item("B3", funnel, "A person helps only where it is said why", "", &Gate::interventions);
    item("B4", funnel, "One accountable role for each activity", "", &Gate::raci);
    item("B5", funnel, "Response promises are kept in 90 % of the simulation, or said not to be", "", &Gate::sla);
    static const char* const definition = "definition";
    item("C1", definition, "The unit fits who buys", "p", &Gate::unit);
    item("C2", definition, "Signals, thresholds and windows can be computed, and the bar can be reached", "p", &Gate::computable);
    item("C3", definition, "Exclusions and false-positive controls bind", "p", &Gate::controls);
    item("C4", definition, "The worked examples come out as they say", "p", &Gate::examples);
    item("C5", definition, "No signal qualifies alone and no rule is dead", "p", &Gate::rule_space);
    static const char* const signals = "signals and routing";
    item("D1", signals, "Signals show intent and value, not presence", "p", &Gate::value);
    item("D2", signals, "Every scored event is in the tracking plan, inside a window that can be tested", "p", &Gate::tracked);
    item("D3", signals, "Routing fits the people there are", "", &Gate::capacity);
    item("D4", signals, "Dispositions feed the tuning", "", &Gate::dispositions);
    static const char* const workflow = "workflow";
    item("E1", workflow, "Every alert carries context and a next action whose message exists", "", &Gate::next_action);
    item("E2", workflow, "Alert, assignment, first touch, disposition and next action form a loop", "", &Gate::loop);
    item("E3", workflow, "A weekly review with owners and a rule for change", "", &Gate::review);
    item("E4", workflow, "What slips is escalated", "", &Gate::escalation);
    static const char* const outreach = "outreach";
    item("F1", outreach, "Messages are short and help", "r", &Gate::short_messages);
    item("F2", outreach, "Only approved signals are referred to", "r", &Gate::approved_only);
    item("F3", outreach, "One ask, an opt-out, an end", "r", &Gate::one_ask);
    item("F4", outreach, "Nothing manipulates, watches or promises", "r", &Gate::nothing_manipulative);
    static const char* const measurement = "measurement";
    item("G1", measurement, "The pilot is bounded: arms, weeks, readout after the last outcome", "r", &Gate::bounded);
    item("G2", measurement, "Leading and lagging indicators with baseline and target", "", &Gate::indicators);
    item("G3", measurement, "Guardrails and triggers have odds", "r", &Gate::guardrails);
    item("G4", measurement, "One decision rule, the one its numbers allow", "r", &Gate::decision_rule);
    item("G5", measurement, "The target does not contradict the funnel", "r", &Gate::target);
    static const char* const complete = "completeness";
    item("H1", complete, "Risks with sign, move and owner", "", &Gate::risks);
    item("H2", complete, "Open questions and next steps with owner and date", "pr", &Gate::questions);
    item("H3", complete, "Every assumed number has a range, a check and a pass mark", "p", &Gate::assumptions);
    item("H4", complete, "Nothing asks for secrets", "prn", &Gate::secrets);
  }

  // ---- A ---------------------------------------------------------------------------------------------------------------
  Faults objective(std::string& found) {
    Faults faults;
    const Context& c = m_.context;
    static const Names all = {"trial_to_paid", "expansion", "acv_lift", "pipeline"};
    if (!holds(all, c.objective)) faults.push_back("objective is “" + c.objective + "”");
    if (facts_.has("objective") && facts_.text("objective") != c.objective) faults.push_back("the brief's objective is " + facts_.text("objective") + ", the motion's " + c.objective);
    for (const std::string& each : all) if (m_.tagged(each) != (each == c.objective)) faults.push_back(m_.tagged(each) ? "a second objective: " + each : "the design is not for " + each);
    if (blank(c.goal_metric)) faults.push_back("nothing is counted");
    else if (!contains(c.goal_metric, "÷")) faults.push_back("the metric has no denominator: “" + c.goal_metric + "”");
    if (blank(m_.segment.words)) faults.push_back("no segment");
    if (blank(c.in_scope) || blank(c.out_of_scope)) faults.push_back("scope is not drawn");
    if (given(m_, "baseline_rate") <= 0) faults.push_back("no baseline");
    if (given(m_, "wanted_lift") <= 0) faults.push_back("no target");
    if (given(m_, "horizon_days") <= 0) faults.push_back("no horizon");
    found = c.objective + " for “" + m_.segment.words + "”: " + percent(given(m_, "baseline_rate")) + " + " + percent(given(m_, "wanted_lift")) + " within " + number(given(m_, "horizon_days")) + " days";
    return faults;
  }
  Faults readiness(std::string& found) {
    Faults faults;
    const auto& rows = m_.context.readiness;
    if (rows.size() < 5) faults.push_back(std::to_string(rows.size()) + " tests were run, five are the least");
    std::set<std::string> tests;
    size_t pass = 0, open = 0, failed = 0;
    for (const ReadinessRow& row : rows) {
      if (!tests.insert(row.test).second) faults.push_back("run twice: " + row.test);
      if (blank(row.needed) || blank(row.found)) faults.push_back(row.test + ": needed or found is empty");
      if (row.state == "pass") ++pass;
      else if (row.state == "open") ++open;
      else if (row.state == "fail") ++failed;
      else faults.push_back(row.test + ": state “" + row.state + "”");
      if (row.state != "pass" && !dated(row.closes) && !contains(row.closes, "part ")) faults.push_back(row.test + ": nobody closes it by a date");
    }
    if (ready() && failed > 0) faults.push_back("ready with " + std::to_string(failed) + " failed tests");
    if (verdict_ == VerdictValue::needs_prerequisites && failed == 0) faults.push_back("prerequisites are asked for and no test failed");
    if (ready() && m_.routing.pools.empty()) faults.push_back("ready with nobody to answer");
    if (blank(m_.context.verdict_reason)) faults.push_back("no reason for the verdict");
    if (blank(m_.context.before_day_1)) faults.push_back("what must be true before day 1 is not said");
    found = std::to_string(pass) + " pass, " + std::to_string(open) + " open, " + std::to_string(failed) + " failed; " + std::string(name_of(verdict_));
    return faults;
  }
  // What the facts forbid, read anew.
  std::string forbids() const {
    double sellers = 0;
    bool counted = false;
    for (const Fact& fact : facts_.all) {
      if (fact.path.rfind("reps.", 0) != 0 || fact.path == "reps.revops" || fact.path == "reps.support" || fact.path == "reps.sales_manager") continue;
      counted = true;
      sellers += facts_.number(fact.path);
    }
    if (counted && sellers <= 0) return "nobody sells";
    if (facts_.text("mapping.method") == "none" && facts_.includes("signals", "none")) return "users cannot be mapped";
    if (facts_.text("usage_data") == "no") return "no usage is recorded";
    if (facts_.text("self_serve") == "no") return "nobody can start alone";
    return "";
  }
  Faults boundary(std::string& found) {
    Faults faults;
    const auto& reasons = facts_.verdict.reasons;
    const std::string why = forbids();
    if (ready() && !why.empty()) faults.push_back("ready, though " + why);
    static const Names blasts = {"mass_outreach", "no_product_signals"};
    if (ready()) for (const std::string& reason : blasts) if (holds(reasons, reason) && facts_.refused_parts.empty()) faults.push_back("ready, though the request is " + reason);
    for (const std::string& reason : reasons) {
      static const Names unready = {"nobody_to_sell", "unmappable", "no_usage", "no_activation", "no_self_serve", "enterprise_only", "icp_from_scratch"};
      if (ready() && holds(unready, reason)) faults.push_back("ready, though " + reason);
    }
    for (const RefusedPart& part : facts_.refused_parts) {
      if (blank(part.why)) faults.push_back("refused without a reason: “" + part.words + "”");
      if (blank(part.instead)) faults.push_back("refused with nothing instead: “" + part.words + "”");
      if (!part.words.empty()) {
        for (const Message& message : m_.outreach.messages) if (contains(message.body, part.words)) faults.push_back(message.id + " does what is refused: “" + part.words + "”");
      }
    }
    if (!ready() && reasons.empty()) faults.push_back(std::string(name_of(verdict_)) + " without a reason");
    switch (verdict_) {
      case VerdictValue::refused:
        if (facts_.refused_parts.empty()) faults.push_back("nothing is named as refused");
        if (m_.outreach.messages.empty()) faults.push_back("no sequence is offered instead");
        if (m_.outreach.messages.size() > 6) faults.push_back("the sequence offered instead has " + std::to_string(m_.outreach.messages.size()) + " messages");
        if (m_.pilot.arms.empty() || m_.pilot.weeks <= 0) faults.push_back("no pilot is offered instead");
        if (m_.qualify.must_have.empty() || m_.qualify.score_at_least <= 0) faults.push_back("the sequence is not for a qualified group");
        break;
      case VerdictValue::needs_prerequisites:
        if (m_.context.prerequisites.empty()) faults.push_back("no prerequisite is named");
        for (const Prerequisite& each : m_.context.prerequisites) if (blank(each.what) || blank(each.owner) || each.days <= 0 || blank(each.done_when) || blank(each.unlocks)) faults.push_back("prerequisite “" + each.what + "” lacks owner, days, test or what it unlocks");
        if (!m_.pilot.triggers.empty()) faults.push_back("a pilot is run before the prerequisites are met");
        break;
      case VerdictValue::not_a_fit:
        if (blank(m_.context.verdict_reason)) faults.push_back("why it does not fit is not said");
        break;
      case VerdictValue::ready: break;
    }
    found = ready() ? (facts_.refused_parts.empty() ? "nothing in the brief forbids the design" : std::to_string(facts_.refused_parts.size()) + " part refused, each with what we do instead")
                    : std::string(name_of(verdict_)) + ": " + join(reasons, ", ");
    return faults;
  }
  Faults low_touch(std::string& found) {
    Faults faults;
    if (count_words(m_.funnel.low_touch) < 5) faults.push_back("what sales must not touch is not said");
    bool qualified = false;
    size_t alone = 0;
    for (const Stage& stage : m_.funnel.stages) {
      if (stage.flow == "qualified_week" || says(stage.name, "qualified")) qualified = true;
      if (stage.human == "no") ++alone;
      if (!qualified && stage.human != "no") faults.push_back("a person before anybody qualifies: " + stage.name);
    }
    if (alone < 2) faults.push_back("only " + std::to_string(alone) + " stages without a person");
    if (std::none_of(m_.routing.forbidden.begin(), m_.routing.forbidden.end(), [](const std::string& text) { return says_any(text, {"checkout", "price", "plan limit", "trial length"}); })) faults.push_back("reps are not kept from checkout and prices");
    if (blank(m_.routing.crediting)) faults.push_back("no crediting rule: reps gain by slowing self-serve");
    found = std::to_string(alone) + " stages without a person; " + std::to_string(m_.routing.forbidden.size()) + " things reps may not do; crediting starts only after an answer";
    return faults;
  }

  // ---- B ---------------------------------------------------------------------------------------------------------------
  std::set<std::string> tracked_events() const {
    std::set<std::string> names;
    for (const TrackedEvent& event : m_.instrumentation.events) names.insert(event.event);
    return names;
  }
  // Why a query cannot decide this; empty: it can.
  std::string undecidable(const std::string& text, const std::set<std::string>& events) const {
    if (blank(text)) return "is empty";
    const Names named = backticked(text);
    for (const std::string& name : named) if (events.count(name) == 0) return "names `" + name + "`, which is not in the tracking plan";
    if (!named.empty()) return "";
    for (const Signal& signal : m_.signals) {
      if ((!signal.label.empty() && contains(text, signal.label)) || contains(text, signal.name)) return "";
      for (const std::string& event : signal.events) if (contains(text, event)) return "";
    }
    if (says_any(text, {"score", "gates", "arm ", "arm,", "disposition", "task", "daily list", "held out", "owner set", "meeting held", "checkout opened", "alert"})) return "";
    if (!numbers_before(text, "days").empty() || !numbers_before(text, "hours").empty() || text.find("≥") != std::string::npos) return "";
    return "is no event or test: “" + text + "”";
  }
  Faults stages(std::string& found) {
    Faults faults;
    const auto& rows = m_.funnel.stages;
    if (rows.size() != 7) faults.push_back(std::to_string(rows.size()) + " stages, not seven");
    const std::set<std::string> events = tracked_events();
    for (const Stage& stage : rows) {
      const std::string enters = undecidable(stage.enters_when, events), leaves = undecidable(stage.leaves_when, events);
      if (!enters.empty()) faults.push_back(stage.name + ": entry " + enters);
      if (!leaves.empty()) faults.push_back(stage.name + ": exit " + leaves);
      if (stage.enters_when == stage.leaves_when) faults.push_back(stage.name + ": entry and exit are the same");
    }
    found = std::to_string(rows.size()) + " stages, entry and exit each an event of the tracking plan or a test";
    return faults;
  }
  Faults flows(std::string& found) {
    Faults faults;
    if (!known()) {
      found = "no volume is known: no flows are printed";
      for (const Stage& stage : m_.funnel.stages) if (!stage.flow.empty() && f_.find(stage.flow) == nullptr) faults.push_back(stage.name + ": flow " + stage.flow + " cannot be computed");
      return faults;
    }
    double before = -1;
    Names shown;
    for (const Stage& stage : m_.funnel.stages) {
      if (stage.flow.empty()) continue;
      const Figure* flow = f_.find(stage.flow);
      if (flow == nullptr) { faults.push_back(stage.name + ": flow " + stage.flow + " cannot be computed"); continue; }
      if (before >= 0 && flow->value > before * (1 + 1e-9)) faults.push_back(stage.name + ": " + number(flow->value) + " a week come out of " + number(before));
      before = flow->value;
      shown.push_back(flow->shown);
    }
    const auto shows = [&](const char* id) { return std::any_of(m_.funnel.stages.begin(), m_.funnel.stages.end(), [&](const Stage& stage) { return stage.flow == id; }); };
    for (const char* id : {"qualified_week", "treated_week"}) if (f_.find(id) != nullptr && !shows(id)) faults.push_back(std::string("no stage shows ") + id);
    for (const char* name : {"mapped_share", "segment_share", "activated_share", "reaching_share", "consent_share"}) if (has(name) && (given(m_, name) <= 0 || given(m_, name) > 1)) faults.push_back(std::string(name) + " is " + number(given(m_, name)) + ", no share");
    const auto product = [&](double start, std::initializer_list<const char*> names) {
      for (const char* name : names) if (has(name) && (std::string_view(name) != "activated_share" || gates_on_activation(m_))) start *= given(m_, name, 1);
      return start;
    };
    const double week = f_.value("qualified_week"), bar = m_.qualify.score_at_least;
    const auto same = [&](const char* what, double expected, double value, bool depends_on_bar) {
      // The share that reaches the bar is stated for the base bar; a higher bar lets fewer through.
      const double base = base_bar(m_);
      const bool fine = !depends_on_bar || nearly(bar, base) ? nearly(expected, value, 1e-6) : bar > base ? value <= expected * (1 + 1e-9) : value >= expected * (1 - 1e-9);
      if (!fine) faults.push_back(std::string(what) + ": " + number(value) + ", the factors give " + number(expected));
    };
    if (const Quantity* measured = m_.quantity("qualified_week")) {
      same("qualified a week", product(measured->value, {"consent_share"}), week, false);
    } else if (f_.find("signups_week") != nullptr) {
      const double activated = product(f_.value("signups_week"), {"mapped_share", "segment_share", "activated_share"});
      if (f_.find("activated_week") != nullptr) same("activated a week", activated, f_.value("activated_week"), false);
      same("qualified a week", product(activated, {"reaching_share", "consent_share"}) / (has("users_per_account") ? given(m_, "users_per_account", 1) : 1), week, true);
    } else if (has("weeks_qualified")) {
      const double stock = f_.find("stock_now") != nullptr ? given(m_, "active_accounts") : f_.value("accounts_needed");
      if (stock > 0) same("qualified a week from the stock", product(stock, {"mapped_share", "segment_share", "activated_share", "reaching_share", "consent_share"}) / given(m_, "weeks_qualified", 1), week, true);
    }
    found = join(shown, " → ") + " a week";
    return faults;
  }
  Faults interventions(std::string& found) {
    Faults faults;
    const auto& rows = m_.funnel.interventions;
    if (rows.size() < 2) faults.push_back("fewer than two moments in which a person helps");
    for (const Intervention& row : rows) if (blank(row.moment) || count_words(row.adds) < 3 || blank(row.leaves_alone)) faults.push_back("“" + row.moment + "”: what a person adds or leaves alone is not said");
    for (const Stage& stage : m_.funnel.stages) {
      if (stage.human != "yes" && stage.human != "maybe" && stage.human != "no") faults.push_back(stage.name + ": a person? “" + stage.human + "”");
      if (blank(stage.owner)) faults.push_back(stage.name + ": no owner");
      if (stage.human != "no" && (blank(stage.guardrail) || blank(stage.sla))) faults.push_back(stage.name + ": a person without response time or guardrail");
    }
    found = std::to_string(rows.size()) + " moments, each with what a person adds and what is left alone";
    return faults;
  }
  Faults raci(std::string& found) {
    Faults faults;
    const Funnel& funnel = m_.funnel;
    for (const Responsibility& row : funnel.raci) {
      if (row.roles.size() != funnel.roles.size()) { faults.push_back(row.activity + ": " + std::to_string(row.roles.size()) + " cells for " + std::to_string(funnel.roles.size()) + " roles"); continue; }
      const auto having = [&](const char* letter) { return std::count_if(row.roles.begin(), row.roles.end(), [&](const std::string& cell) { return contains(cell, letter); }); };
      if (having("A") != 1) faults.push_back(row.activity + ": " + std::to_string(having("A")) + " answer for it");
      if (having("R") < 1) faults.push_back(row.activity + ": nobody does it");
    }
    static const std::vector<Words> needed = {{"definition"}, {"event", "instrument"}, {"routing"}, {"first touch"}, {"disposition"}, {"message", "text"}, {"complaint"}, {"tuning", "review"}, {"pilot", "readout"}};
    for (const auto& words : needed) {
      if (std::none_of(funnel.raci.begin(), funnel.raci.end(), [&](const Responsibility& row) { return says_any(row.activity, words); })) faults.push_back("nobody answers for: " + std::string(words.front()));
    }
    found = std::to_string(funnel.raci.size()) + " activities, one A each, over " + std::to_string(funnel.roles.size()) + " roles";
    return faults;
  }
  Faults sla(std::string& found) {
    Faults faults;
    if (m_.sla.promises.empty()) faults.push_back("nothing is promised");
    if (blank(m_.sla.clock)) faults.push_back("what starts and stops the clock is not said");
    if (known() && f_.sla.empty()) faults.push_back("promises were not simulated");
    const bool admitted = m_.tagged("sla_broken") || m_.decision("D28") != nullptr;
    Names kept;
    for (const Promise& promise : m_.sla.promises) {
      const SlaRow* row = nullptr;
      for (const SlaRow& each : f_.sla) if (!each.asked && each.tier == promise.tier) row = &each;
      if (row == nullptr) { if (known()) faults.push_back(promise.tier + ": not simulated"); continue; }
      if (!nearly(row->minutes, promise.minutes)) faults.push_back(promise.tier + ": simulated for " + number(row->minutes) + " minutes, promised are " + number(promise.minutes));
      const std::string share = percent(std::floor(row->kept * 100) / 100);
      if (row->kept < promise.kept_wanted - 1e-9 && !admitted) faults.push_back(promise.tier + ": " + promise.words + " is kept in " + share);
      kept.push_back(promise.tier + " " + promise.words + " " + share + " (one out " + percent(std::floor(row->kept_one_out * 100) / 100) + ")");
    }
    if (m_.sla.asked) {
      const bool shown = std::any_of(f_.sla.begin(), f_.sla.end(), [](const SlaRow& row) { return row.asked; });
      if (!shown && known()) faults.push_back("the response time asked for is not shown beside ours");
    }
    found = known() ? join(kept, ", ") : "no volume, so nothing to simulate: " + std::to_string(m_.sla.promises.size()) + " promises";
    return faults;
  }

  // ---- C ---------------------------------------------------------------------------------------------------------------
  Faults unit(std::string& found) {
    Faults faults;
    const bool trial = facts_.includes("model", "free_trial") || facts_.has("trial_days");
    const bool seats = facts_.includes("model", "seat_based") || facts_.has("seats.to") || facts_.text("price.per") == "seat" || facts_.text("price.per") == "user";
    const double seats_to = facts_.number("seats.to"), seats_from = facts_.number("seats.from", given(m_, "seats_today", 1));
    const double deal = facts_.number("acv.max", facts_.number("acv.min"));
    std::optional<Unit> wanted;
    std::string why;
    const auto want = [&](Unit value, std::string because) { if (!wanted) { wanted = value; why = std::move(because); } };
    if (facts_.has("mapping.coverage") && facts_.number("mapping.coverage") < 0.9 && !seats) want(Unit::user, "only " + percent(facts_.number("mapping.coverage")) + " of users map to a company");
    if (m_.context.objective == "expansion" && !m_.tagged("trial_to_paid")) want(Unit::account, "it is the account that grows");
    if (seats_to > 0 && seats_to >= 3 * seats_from) want(Unit::account, "from " + number(seats_from) + " to " + number(seats_to) + " seats, which nobody puts on a card");
    if (facts_.includes("model", "usage_based") && !trial) want(Unit::account, "use is what is priced");
    if (trial) want(Unit::user, "a trial is run by the one who can buy or carry it");
    if (deal >= 50000) want(Unit::account, "a deal of " + number(deal) + " has another buyer than the user");
    else if (deal > 0 && deal < 10000) want(Unit::user, "at " + number(deal) + " a year the user can buy");
    if (wanted && *wanted != m_.unit) faults.push_back("the unit is the " + std::string(name_of(m_.unit)) + ", but " + why);
    const bool reasoned = std::any_of(m_.decisions.begin(), m_.decisions.end(), [](const Decision& each) { return (each.id == "D1" || each.id == "D2" || each.id == "D3" || each.id == "D4" || each.id == "D16") && count_words(each.because) >= 5; });
    if (!reasoned) faults.push_back("why this unit is not said");
    if (m_.tagged("pqa") != (m_.unit == Unit::account)) faults.push_back("the words say " + std::string(m_.tagged("pqa") ? "PQA" : "PQL") + ", the rule runs on the " + std::string(name_of(m_.unit)));
    if (m_.unit == Unit::account && m_.identity.account_by.empty()) faults.push_back("no way to tell the account of a user");
    found = std::string(name_of(m_.unit)) + (why.empty() ? "" : ": " + why);
    return faults;
  }
  bool used_as_gate(const std::string& name) const {
    if (holds(m_.qualify.must_have, name) || holds(m_.qualify.any_of, name)) return true;
    return std::any_of(m_.qualify.never_if.begin(), m_.qualify.never_if.end(), [&](const Exclusion& each) { return each.signal == name; });
  }
  Faults computable(std::string& found) {
    Faults faults;
    const Qualify& q = m_.qualify;
    const auto exists = [&](const char* list, const std::string& name) {
      const Signal* signal = m_.signal(name);
      if (signal == nullptr) faults.push_back(std::string(list) + " asks for " + name + ", which is no signal");
      else if (!signal->exists) faults.push_back(std::string(list) + " asks for " + name + ", which is not tracked yet");
    };
    for (const std::string& name : q.must_have) exists("must_have", name);
    for (const std::string& name : q.any_of) exists("any_of", name);
    for (const Exclusion& each : q.never_if) {
      if (!each.signal.empty()) exists("never_if", each.signal);
      if (each.signal.empty() && each.outcome.empty() && !each.trait) faults.push_back("an exclusion that excludes nothing");
    }
    std::set<std::string> names;
    double points = 0;
    for (const Signal& signal : m_.signals) {
      if (!names.insert(signal.name).second) faults.push_back(signal.name + " stands twice");
      if (signal.kind == SignalKind::fit ? !signal.trait.has_value() : signal.events.empty()) faults.push_back(signal.name + ": nothing to count");
      if (signal.at_least <= 0) faults.push_back(signal.name + ": threshold " + number(signal.at_least));
      if ((signal.count == Count::distinct || signal.count == Count::sum) && signal.count_property.empty()) faults.push_back(signal.name + ": no property to count");
      if (signal.within < 0 || (signal.within == 0 && signal.kind != SignalKind::fit)) faults.push_back(signal.name + ": no window");
      if (signal.count == Count::days && signal.within > 0 && signal.at_least > static_cast<double>(signal.within) / kDay) faults.push_back(signal.name + ": " + number(signal.at_least) + " days never fit into its window");
      if (signal.exists && !signal.hand_raise && signal.points > 0) points += signal.points;
    }
    if (q.score_at_least <= 0) faults.push_back("the bar is " + number(q.score_at_least));
    if (points < q.score_at_least) faults.push_back("all signals together give " + number(points) + " of " + number(q.score_at_least) + " points");
    if (q.hot_at && (*q.hot_at < q.score_at_least || *q.hot_at > points)) faults.push_back("hot begins at " + number(*q.hot_at) + " of " + number(points) + ", the bar is " + number(q.score_at_least));
    if (q.triage_from && *q.triage_from >= q.score_at_least) faults.push_back("triage begins at the bar");
    if (f_.find("patterns_reaching") != nullptr && f_.value("patterns_reaching") < 1) faults.push_back("no pattern of signals reaches the bar");
    found = std::to_string(m_.signals.size()) + " signals, " + number(points) + " points, bar " + number(q.score_at_least) + "; " + f_.shown("patterns_reaching", "some") + " of " + f_.shown("patterns_all", "all") + " patterns reach it";
    return faults;
  }
  Faults controls(std::string& found) {
    Faults faults;
    const auto& never = m_.qualify.never_if;
    const auto trait = [&](std::string_view name) { return std::any_of(never.begin(), never.end(), [&](const Exclusion& each) { return each.trait && contains(each.trait->trait, name); }); };
    if (std::none_of(never.begin(), never.end(), [](const Exclusion& each) { return !each.outcome.empty(); })) faults.push_back("whoever has bought is not excluded");
    if (!trait("opted_out")) faults.push_back("whoever opted out is not excluded");
    if (!trait("open_opportunity")) faults.push_back("accounts that somebody works are not excluded");
    if (m_.tagged("eu_consent") && !trait("contact_basis")) faults.push_back("contacts without a stored basis are not excluded");
    if (m_.identity.personal_domains.empty()) faults.push_back("personal addresses are not told apart");
    for (const Signal& signal : m_.signals) {
      if (signal.hand_raise || signal.kind == SignalKind::fit) continue;
      if (signal.kind == SignalKind::risk) { if (signal.exists && !used_as_gate(signal.name)) faults.push_back(signal.name + ": blocked usage is not excluded"); continue; }
      if (blank(signal.false_positives) || blank(signal.control)) { faults.push_back(signal.name + ": no control against being mistaken"); continue; }
      const bool binds = !signal.where.empty() || signal.count != Count::events || signal.at_least > 1 || signal.once_per != Period::none || signal.trait.has_value();
      if (!binds) faults.push_back(signal.name + ": its control (“" + signal.control + "”) is nowhere in the rule");
      for (const PropertyTest& test : signal.where) if (test.test.empty() || test.property.empty()) faults.push_back(signal.name + ": a test that tests nothing");
    }
    found = std::to_string(never.size()) + " exclusions; every scored signal says when it is mistaken and carries a control";
    return faults;
  }
  Faults examples(std::string& found) {
    Faults faults;
    Names seen;
    for (const char* id : {"qualifies", "near_miss", "lone_pricing_visit"}) {
      const auto example = std::find_if(m_.examples.begin(), m_.examples.end(), [&](const WorkedCase& each) { return each.id == id; });
      if (example == m_.examples.end()) { faults.push_back(std::string("no example: ") + id); continue; }
      if (example->records.empty()) faults.push_back(std::string(id) + ": nothing happens in it");
      const auto result = std::find_if(in_.cases.begin(), in_.cases.end(), [&](const CaseResult& each) { return each.id == id; });
      if (result == in_.cases.end()) { faults.push_back(std::string(id) + " was not run"); continue; }
      const bool qualifies = result->outcome == "qualified" || result->outcome == "hot";
      if (!(result->outcome == example->expect || (example->expect == "qualified" && result->outcome == "hot"))) faults.push_back(std::string(id) + ": " + result->outcome + " at " + number(result->score) + ", expected " + example->expect);
      if (qualifies != (std::string_view(id) == "qualifies")) faults.push_back(std::string(id) + " comes out as " + result->outcome);
      if (qualifies && result->score < m_.qualify.score_at_least) faults.push_back(std::string(id) + " qualifies with " + number(result->score) + " of " + number(m_.qualify.score_at_least));
      double sum = 0;
      for (const CaseRow& row : result->rows) {
        sum += row.points_now;
        if (std::fabs(row.running_total - sum) > 1e-5) { faults.push_back(std::string(id) + ": the running total breaks at " + row.signal); break; }
      }
      if (std::fabs(sum - result->score) > 1e-5) faults.push_back(std::string(id) + ": the rows add up to " + number(sum) + ", the score is " + number(result->score));
      if (std::string_view(id) == "near_miss") {
        double strongest = 0;
        for (const Signal& signal : m_.signals) if (signal.exists) strongest = std::max(strongest, signal.points);
        if (m_.qualify.score_at_least - result->score > strongest + 1e-9) faults.push_back("the near miss is " + number(m_.qualify.score_at_least - result->score) + " points away: no single signal would mend it");
      }
      seen.push_back(std::string(id) + " " + result->outcome + " at " + number(result->score));
    }
    found = join(seen, ", ");
    return faults;
  }
  Faults rule_space(std::string& found) {
    Faults faults;
    const double bar = m_.qualify.score_at_least;
    double start = 0, most = 0;
    std::string strongest;
    for (const std::string& name : m_.qualify.must_have) if (const Signal* signal = m_.signal(name)) start += std::max(0.0, signal->points);
    if (start > 0) faults.push_back("the gates alone give " + number(start) + " points to everybody");
    for (const Signal& signal : m_.signals) {
      if (signal.hand_raise || !signal.exists || holds(m_.qualify.must_have, signal.name)) continue;
      if (signal.points > most) { most = signal.points; strongest = signal.name; }
      if (start + signal.points >= bar) faults.push_back(signal.name + " alone reaches the bar");
      if (signal.points == 0 && !used_as_gate(signal.name)) faults.push_back(signal.name + " gives no points and gates nothing");
    }
    for (const std::string& rule : f_.dead_rules) {
      // A signal that excludes is no ballast.
      const bool gate = std::any_of(m_.signals.begin(), m_.signals.end(), [&](const Signal& signal) { return used_as_gate(signal.name) && signal.points == 0 && rule == "signals." + signal.name + " never decides"; });
      if (!gate) faults.push_back(rule);
    }
    found = "the strongest, " + strongest + ", gives " + number(most) + " of " + number(bar) + "; no rule is dead";
    return faults;
  }

  // ---- D ---------------------------------------------------------------------------------------------------------------
  Faults value(std::string& found) {
    Faults faults;
    double all = 0, used = 0, intent = 0;
    std::set<SignalKind> kinds;
    for (const Signal& signal : m_.signals) {
      if (signal.hand_raise || !signal.exists || signal.points <= 0) continue;
      all += signal.points;
      kinds.insert(signal.kind);
      if (signal.kind == SignalKind::intent) intent += signal.points;
      else if (signal.kind != SignalKind::fit && signal.kind != SignalKind::risk) used += signal.points;
      if (blank(signal.why)) faults.push_back(signal.name + ": why is not said");
    }
    for (const Signal& signal : m_.signals) {
      if (signal.kind == SignalKind::intent || signal.kind == SignalKind::fit || signal.kind == SignalKind::risk || signal.hand_raise) continue;
      for (const std::string& event : signal.events) {
        if (event == "any") faults.push_back(signal.name + ": any event counts");
        for (const std::string& word : rules_.words.vanity) if (says(event, word)) faults.push_back(signal.name + ": `" + event + "` shows presence, not value");
      }
    }
    if (all <= 0) faults.push_back("nothing scores");
    else {
      if (used / all < 0.5) faults.push_back("use gives only " + percent(used / all) + " of the points");
      if (intent / all > 0.4) faults.push_back("intent gives " + percent(intent / all) + " of the points");
    }
    if (kinds.size() < 3) faults.push_back("signals of " + std::to_string(kinds.size()) + " kinds only");
    const bool gated = std::any_of(m_.qualify.must_have.begin(), m_.qualify.must_have.end(), [&](const std::string& name) { const Signal* signal = m_.signal(name); return signal != nullptr && (signal->kind == SignalKind::activation || signal->kind == SignalKind::depth); });
    if (!gated) faults.push_back("nobody must have reached first value");
    found = percent(all > 0 ? used / all : 0) + " of the points for use, " + percent(all > 0 ? intent / all : 0) + " for intent, " + std::to_string(kinds.size()) + " kinds, first value as a gate";
    return faults;
  }
  Faults tracked(std::string& found) {
    Faults faults;
    const double trial = m_.context.objective == "trial_to_paid" ? facts_.number("trial_days") : 0;
    size_t checked = 0;
    for (const Signal& signal : m_.signals) {
      if (signal.kind == SignalKind::fit || signal.hand_raise) continue;
      ++checked;
      if (!signal.events.empty() && signal.events.front() != "any") {
        const TrackedEvent* event = nullptr;
        for (const TrackedEvent& each : m_.instrumentation.events) if (each.event == signal.events.front()) event = &each;
        if (event == nullptr) faults.push_back(signal.name + ": `" + signal.events.front() + "` is not in the tracking plan");
        else {
          for (const PropertyTest& test : signal.where) if (!contains(event->properties, test.property + ":")) faults.push_back(signal.name + ": property " + test.property + " of `" + event->event + "` is not tracked");
          if (!signal.count_property.empty() && !contains(event->properties, signal.count_property + ":")) faults.push_back(signal.name + ": property " + signal.count_property + " of `" + event->event + "` is not tracked");
        }
      }
      if (trial > 0 && signal.kind != SignalKind::risk && signal.within > trial * kDay) faults.push_back(signal.name + ": looks back " + number(static_cast<double>(signal.within) / kDay) + " days in a trial of " + number(trial));
      if (blank(signal.source)) faults.push_back(signal.name + ": no source for its threshold");
    }
    for (const TrackedEvent& event : m_.instrumentation.events) {
      if (blank(event.check) || blank(event.fires_when)) faults.push_back("`" + event.event + "`: when it fires or how it is checked is not said");
      if (event.state != "exists" && (blank(event.needed_by) || blank(event.builder))) faults.push_back("`" + event.event + "`: " + event.state + ", and nobody builds it by a date");
    }
    found = std::to_string(checked) + " signals, each on an event of the tracking plan with its properties" + (trial > 0 ? ", inside the trial" : "");
    return faults;
  }
  Faults capacity(std::string& found) {
    Faults faults;
    if (m_.routing.pools.empty()) faults.push_back("nobody is there");
    for (const Pool& pool : m_.routing.pools) {
      if (pool.people <= 0 || pool.selling_hours <= 0 || pool.share <= 0) faults.push_back(pool.role + ": no people or no hours");
      if (pool.share > 1 || pool.selling_hours > 60) faults.push_back(pool.role + ": " + number(pool.selling_hours) + " hours × " + number(pool.share));
    }
    for (const CadenceStep& step : m_.routing.cadence) {
      if (std::none_of(m_.routing.pools.begin(), m_.routing.pools.end(), [&](const Pool& pool) { return pool.role == step.role; })) faults.push_back(step.name + ": no " + step.role + " is there");
    }
    if (m_.routing.cadence.empty()) faults.push_back("no cadence");
    if (m_.routing.duty_slots.empty()) faults.push_back("when reps look at alerts is not said");
    if (m_.routing.over_capacity.size() < 2) faults.push_back("what gives first when there are too many is not said");
    const double cap = f_.value("cap_week"), treated = f_.value("treated_week");
    if (known() && cap <= 0) faults.push_back("what the team can take cannot be computed");
    // Over the cap only where it is said, and what is left of it (the hot ones) fits.
    const bool admitted = (m_.tagged("over_capacity") || m_.decision("D22") != nullptr) && f_.value("hot_week", std::min(treated, cap)) <= cap;  // a founder's list simply ends
    if (cap > 0 && treated > cap * 1.0001 && !admitted) faults.push_back(number(treated) + " a week are worked, the team can take " + number(cap));
    const auto rule_at = [&](const Words& words) {
      for (size_t i = 0; i < m_.routing.rules.size(); ++i) if (says_any(m_.routing.rules[i].condition, words)) return static_cast<int>(i);
      return -1;
    };
    const int out = rule_at({"opted out"}), raised = rule_at({"hand-raise"}), held = rule_at({"holdout", "held out"});
    if (out != 0) faults.push_back("opt-outs are not looked at first");
    if (raised < 0) faults.push_back("hand-raises have no rule");
    if (holdout_of(m_) > 0 && held < 0) faults.push_back("the holdout has no rule");
    if (raised >= 0 && held >= 0 && raised > held) faults.push_back("hand-raises can be held out");
    for (const RoutingRule& rule : m_.routing.rules) if (blank(rule.action) || blank(rule.why)) faults.push_back("rule “" + rule.condition + "”: no action or reason");
    found = cap > 0 && known() ? number(treated) + " worked a week, the team can take " + number(cap) + " (" + f_.binding_role + " binds); " + std::to_string(m_.routing.rules.size()) + " rules in order, " + std::to_string(m_.routing.over_capacity.size()) + " steps when over" : std::to_string(m_.routing.rules.size()) + " rules in order";
    return faults;
  }
  Faults dispositions(std::string& found) {
    Faults faults;
    std::set<std::string> values;
    for (const Disposition& each : m_.dispositions) {
      if (!values.insert(each.value).second) faults.push_back(each.value + " stands twice");
      if (blank(each.meaning) || blank(each.next_step)) faults.push_back(each.value + ": meaning or next step is missing");
      if (blank(each.teaches)) faults.push_back(each.value + " teaches nothing");
    }
    static const std::vector<Words> needed = {{"contacted"}, {"meeting"}, {"converted", "expanded", "opportunity"}, {"bad_fit"}, {"no_response"}, {"nurture"}, {"routed_to"}, {"opted_out"}};
    for (const auto& words : needed) if (std::none_of(values.begin(), values.end(), [&](const std::string& value) { return says_any(value, words); })) faults.push_back("no disposition for " + std::string(words.front()));
    if (blank(m_.workflow.change_rule) || std::none_of(m_.workflow.change_rule.begin(), m_.workflow.change_rule.end(), [](char c) { return c >= '0' && c <= '9'; })) faults.push_back("no count decides when a signal changes");
    found = std::to_string(m_.dispositions.size()) + " dispositions, each with what it teaches; signals change by count";
    return faults;
  }

  // ---- E ---------------------------------------------------------------------------------------------------------------
  const Message* message(std::string_view id) const {
    for (const Message& each : m_.outreach.messages) if (each.id == id) return &each;
    return nullptr;
  }
  Faults next_action(std::string& found) {
    Faults faults;
    const Workflow& w = m_.workflow;
    size_t shown = 0;
    for (const AlertField& field : w.alert_card) {
      if (!field.hidden) ++shown;
      if (blank(field.field) || blank(field.example)) faults.push_back("a field of the alert without an example");
    }
    if (shown < 4) faults.push_back("the alert shows " + std::to_string(shown) + " things");
    for (const char* word : {"help", "score", "message"}) {
      if (std::none_of(w.alert_card.begin(), w.alert_card.end(), [&](const AlertField& field) { return says(field.field, word); })) faults.push_back(std::string("the alert has no ") + word);
    }
    if (w.next_actions.empty()) faults.push_back("no next action");
    for (const NextAction& action : w.next_actions) {
      if (message(action.message) == nullptr) faults.push_back("“" + action.pattern + "”: message " + action.message + " does not exist");
      if (blank(action.pattern) || blank(action.who) || blank(action.by_when)) faults.push_back(action.message + ": pattern, who or by when is missing");
    }
    for (const Message& each : m_.outreach.messages) {
      if (!each.closing && std::none_of(w.next_actions.begin(), w.next_actions.end(), [&](const NextAction& action) { return action.message == each.id; })) faults.push_back(each.id + " is sent by no action");
    }
    for (const FollowUp& each : m_.outreach.follow_ups) if (each.message != "opener" && message(each.message) == nullptr) faults.push_back("day " + std::to_string(each.day) + ": message " + each.message + " does not exist");
    found = std::to_string(shown) + " fields on the card, " + std::to_string(w.next_actions.size()) + " patterns, each with a message that exists";
    return faults;
  }
  Faults loop(std::string& found) {
    Faults faults;
    const std::set<std::string> events = tracked_events();
    for (const char* event : {"Account Qualified", "Rep Touched", "Disposition Set"}) if (events.count(event) == 0) faults.push_back(std::string("`") + event + "` is not tracked");
    const auto field = [&](const char* name) { return std::any_of(m_.workflow.crm_fields.begin(), m_.workflow.crm_fields.end(), [&](const CrmField& each) { return contains(each.name, name); }); };
    for (const char* name : {"qualified_at", "first_touch", "disposition", "arm"}) if (!field(name)) faults.push_back(std::string("no CRM field for ") + name);
    for (const CrmField& each : m_.workflow.crm_fields) if (blank(each.type) || blank(each.written_by)) faults.push_back(each.name + ": type or writer is missing");
    if (std::none_of(m_.routing.cadence.begin(), m_.routing.cadence.end(), [](const CadenceStep& step) { return step.day == 0 && !step.conditional; })) faults.push_back("no first touch on the day of the alert");
    if (std::none_of(m_.workflow.required_actions.begin(), m_.workflow.required_actions.end(), [](const std::string& text) { return says(text, "disposition"); })) faults.push_back("a card can be closed without a disposition");
    if (m_.workflow.required_actions.size() < 2) faults.push_back("what must be done before a card is closed is not said");
    if (blank(m_.routing.channel)) faults.push_back("no alert channel");
    if (m_.outreach.follow_ups.empty()) faults.push_back("nothing follows the first touch");
    found = "alert → " + (m_.routing.rules.empty() ? std::string("?") : std::to_string(m_.routing.rules.size()) + " rules") + " → first touch on day 0 → " + std::to_string(m_.dispositions.size()) + " dispositions, each with a next step; all of it in events and CRM fields";
    return faults;
  }
  Faults review(std::string& found) {
    Faults faults;
    const Workflow& w = m_.workflow;
    if (w.review.size() < 3) faults.push_back(std::to_string(w.review.size()) + " items on the agenda");
    for (const AgendaItem& item : w.review) if (item.minutes <= 0 || blank(item.item) || blank(item.owner) || blank(item.rule)) faults.push_back("“" + item.item + "”: minutes, owner or rule is missing");
    if (blank(w.review_when)) faults.push_back("when it takes place is not said");
    if (count_words(w.change_rule) < 6) faults.push_back("no rule for changing a signal");
    double minutes = 0;
    for (const AgendaItem& item : w.review) minutes += item.minutes;
    found = w.review_when + ": " + std::to_string(w.review.size()) + " items, " + number(minutes) + " minutes, each with an owner and a rule";
    return faults;
  }
  Faults escalation(std::string& found) {
    Faults faults;
    const auto& rows = m_.workflow.escalations;
    for (const Escalation& row : rows) if (blank(row.when) || blank(row.action) || blank(row.owner)) faults.push_back("“" + row.when + "”: action or owner is missing");
    const auto has_one = [&](const Words& words) { return std::any_of(rows.begin(), rows.end(), [&](const Escalation& row) { return says_any(row.when, words); }); };
    if (!has_one({"missed", "waits", "gone", "late"})) faults.push_back("a missed promise goes to nobody");
    if (!has_one({"complaint", "complain"})) faults.push_back("a complaint goes to nobody");
    found = std::to_string(rows.size()) + " cases, each with who takes over";
    return faults;
  }

  // ---- F ---------------------------------------------------------------------------------------------------------------
  bool none_written(Faults& faults) const {
    if (!m_.outreach.messages.empty()) return false;
    faults.push_back("no message is written");
    return true;
  }
  Faults short_messages(std::string& found) {
    Faults faults;
    if (none_written(faults)) return faults;
    size_t longest = 0;
    for (const Message& each : m_.outreach.messages) {
      const size_t words = count_words(each.body);
      longest = std::max(longest, words);
      if (words > 120) faults.push_back(each.id + " has " + std::to_string(words) + " words");
      if (words < 15) faults.push_back(each.id + " says nothing");
      if (each.subjects.empty() || std::any_of(each.subjects.begin(), each.subjects.end(), [](const std::string& subject) { return blank(subject) || count_characters(subject) > 70; })) faults.push_back(each.id + ": a subject is missing or too long");
      if (blank(each.trigger) || blank(each.recipient)) faults.push_back(each.id + ": to whom and when is not said");
      if (!each.closing && !each.support && !says_any(each.body, {"help", "answer", "suggest", "show", "lay out", "set them", "put our", "page"})) faults.push_back(each.id + " offers no help");
    }
    if (m_.outreach.messages.size() < 3 && verdict_ == VerdictValue::ready) faults.push_back("only " + std::to_string(m_.outreach.messages.size()) + " messages");
    found = std::to_string(m_.outreach.messages.size()) + " messages, the longest " + std::to_string(longest) + " words";
    return faults;
  }
  Faults approved_only(std::string& found) {
    Faults faults;
    if (none_written(faults)) return faults;
    size_t used = 0;
    for (const Message& each : m_.outreach.messages) {
      for (const std::string& name : each.signals) {
        const Signal* signal = m_.signal(name);
        ++used;
        if (signal == nullptr) faults.push_back(each.id + " refers to " + name + ", which is no signal");
        else if (!signal->approved) faults.push_back(each.id + " refers to " + name + ", which is not approved");
        else if (blank(signal->phrase)) faults.push_back(name + ": no wording is approved");
        if (holds(m_.outreach.never_mention, name)) faults.push_back(each.id + " refers to " + name + ", which is never to be named");
      }
      const std::string low = lower_ascii(each.body);
      for (const Signal& signal : m_.signals) {
        if (signal.approved || signal.label == replace_all(signal.name, "_", " ")) continue;  // the brief's own words: the linter's business
        if (contains(signal.label, " ") && contains(low, lower_ascii(signal.label))) faults.push_back(each.id + " names “" + signal.label + "”, which is not approved");
        for (const std::string& event : signal.events) if (event.find_first_of(" _") != std::string::npos && contains(each.body, event)) faults.push_back(each.id + " names `" + event + "`, which is not approved");
      }
    }
    for (const std::string& path : {std::string("forbidden_signals.never_mention"), std::string("forbidden_signals.never_use")}) {
      for (const Fact& fact : facts_.all) {
        if (fact.path != path) continue;
        const std::string plain = replace_all(fact.value, "_", " ");
        const bool kept = std::any_of(m_.outreach.never_mention.begin(), m_.outreach.never_mention.end(), [&](const std::string& each) { return says(each, plain) || each == fact.value; });
        if (!kept) faults.push_back("“" + plain + "” must not be mentioned, and the kit does not say so");
      }
    }
    found = std::to_string(used) + " references, all to approved signals; " + std::to_string(m_.outreach.never_mention.size()) + " things never named";
    return faults;
  }
  Faults one_ask(std::string& found) {
    Faults faults;
    if (none_written(faults)) return faults;
    for (const Message& each : m_.outreach.messages) {
      const int asks = count_asks(each.body, rules_.messages);
      if (asks > 1 || (asks < 1 && !each.closing)) faults.push_back(each.id + " asks " + (asks < 1 ? "for nothing" : "for " + std::to_string(asks) + " things"));
      if (!each.closing && blank(each.ask)) faults.push_back(each.id + ": its ask is not named");
      if (!says_any(each.body, {"unsubscribe", "no thanks", "opt out", "opt-out", "rather not"})) faults.push_back(each.id + " has no way out");
    }
    if (count_words(m_.outreach.stop_rule) < 5) faults.push_back("when to stop is not said");
    int before = -1;
    for (const FollowUp& each : m_.outreach.follow_ups) {
      if (each.day < before || each.day > 60) faults.push_back("day " + std::to_string(each.day) + " of the follow-up");
      if (blank(each.stops_on)) faults.push_back("day " + std::to_string(each.day) + " stops on nothing");
      before = each.day;
    }
    if (m_.outreach.follow_ups.size() > 8) faults.push_back(std::to_string(m_.outreach.follow_ups.size()) + " touches");
    found = "one ask and a way out in each of " + std::to_string(m_.outreach.messages.size()) + " messages, " + std::to_string(m_.outreach.follow_ups.size()) + " touches, then silence";
    return faults;
  }
  Faults nothing_manipulative(std::string& found) {
    Faults faults;
    if (none_written(faults)) return faults;
    std::set<std::string> seen;
    for (const MessageFindings& each : linted_) {
      for (const Finding& finding : each.findings) {
        const std::string text = each.id + ": " + finding.rule + (finding.words.empty() ? "" : " (“" + finding.words + "”)");
        if (seen.insert(text).second) faults.push_back(text);
      }
    }
    for (const Message& each : m_.outreach.messages) {
      std::string text = each.body;
      for (const std::string& subject : each.subjects) text += "\n" + subject + ".";
      for (const PhraseHit& hit : find_phrases(text, rules_.words.promises)) {
        const std::string low = lower_ascii(hit.words);
        if (std::any_of(facts_.all.begin(), facts_.all.end(), [&](const Fact& fact) { return contains(lower_ascii(fact.words), low); })) continue;
        faults.push_back(each.id + " promises: “" + hit.words + "”");
      }
    }
    found = "the linter finds nothing in " + std::to_string(linted_.size()) + " messages and subjects; nothing is promised";
    return faults;
  }

  // ---- G ---------------------------------------------------------------------------------------------------------------
  Faults bounded(std::string& found) {
    Faults faults;
    const Pilot& p = m_.pilot;
    if (p.arms.size() < 2) faults.push_back("no two arms");
    double sum = 0;
    for (const Arm& arm : p.arms) {
      sum += arm.share;
      if (arm.share <= 0 || arm.share >= 1) faults.push_back(arm.name + " has a share of " + number(arm.share));
      if (blank(arm.what)) faults.push_back(arm.name + ": what happens is not said");
    }
    if (!p.arms.empty() && !nearly(sum, 1)) faults.push_back("the arms add up to " + number(sum));
    if (!p.arms.empty() && holdout_of(m_) <= 0) faults.push_back("nobody is held out");
    if (p.weeks <= 0 || p.weeks > 26) faults.push_back(number(p.weeks) + " weeks of enrolment");
    if (blank(p.randomised_by)) faults.push_back("who is drawn is not said");
    else if (p.randomised_by != "account") faults.push_back("drawn by " + p.randomised_by + ": two arms inside one company");
    if (blank(p.segment)) faults.push_back("no segment");
    if (p.alpha <= 0 || p.alpha > 0.1 || p.power < 0.7 || p.power >= 1) faults.push_back("power " + number(p.power) + " at " + number(p.alpha));
    const double horizon = given(m_, "horizon_days", 28);
    const PilotDates dates = plan_dates(p.weeks, static_cast<int>(std::lround(horizon)));
    if (f_.find("readout_day") != nullptr && f_.value("readout_day") < 7 * p.weeks + horizon) faults.push_back("read on D+" + number(f_.value("readout_day")) + ", the last outcome is in on D+" + std::to_string(dates.last_outcome_day));
    if (ready()) {
      if (p.calendar.size() < 3) faults.push_back("no calendar");
      for (const CalendarRow& row : p.calendar) if (blank(row.work) || blank(row.exit) || blank(row.owner)) faults.push_back("week " + row.week + ": work, exit or owner is missing");
    }
    found = number(p.weeks) + " weeks, " + percent(1 - holdout_of(m_)) + " treated and " + percent(holdout_of(m_)) + " held out by account; last outcome D+" + std::to_string(dates.last_outcome_day) + ", readout D+" + std::to_string(dates.readout_week * 7);
    return faults;
  }
  Faults indicators(std::string& found) {
    Faults faults;
    size_t leading = 0, lagging = 0;
    for (const Indicator& each : m_.instrumentation.indicators) {
      ++(each.leading ? leading : lagging);
      if (blank(each.metric)) faults.push_back("an indicator without a metric");
      if (blank(each.baseline)) faults.push_back(each.metric + ": no baseline");
      if (blank(each.target)) faults.push_back(each.metric + ": no target");
      if (blank(each.read)) faults.push_back(each.metric + ": when it is read is not said");
    }
    if (leading < 2) faults.push_back(std::to_string(leading) + " leading indicators");
    if (lagging < 1) faults.push_back("no lagging indicator");
    for (const Dashboard& each : m_.instrumentation.dashboards) if (blank(each.question) || blank(each.owner) || (!contains(each.formula, "÷") && !says_any(each.formula, {"count", "median", "share", "sum", "minus", "by "}))) faults.push_back("“" + each.question + "”: no formula or owner");
    if (m_.instrumentation.dashboards.size() < 3) faults.push_back(std::to_string(m_.instrumentation.dashboards.size()) + " reports");
    if (m_.instrumentation.quality_checks.size() < 2) faults.push_back("no checks of the data");
    found = std::to_string(leading) + " leading, " + std::to_string(lagging) + " lagging, each with baseline and target; " + std::to_string(m_.instrumentation.dashboards.size()) + " reports";
    return faults;
  }
  Faults guardrails(std::string& found) {
    Faults faults;
    const Pilot& p = m_.pilot;
    if (p.guardrails.size() < 2) faults.push_back(std::to_string(p.guardrails.size()) + " guardrails");
    const auto n = static_cast<int64_t>(f_.value("treated_total"));
    Names odds;
    bool stops = false, could_stop = false, scales = false, unsubscribes = false;
    for (const Trigger& trigger : p.triggers) {
      const std::string name = trigger.name + ": ";
      if (blank(trigger.action) || blank(trigger.counts)) faults.push_back(name + "what is counted or done is not said");
      if (trigger.p_ok <= 0 || trigger.p_bad <= trigger.p_ok || trigger.p_bad >= 1) { faults.push_back(name + "rates " + number(trigger.p_ok) + " and " + number(trigger.p_bad)); continue; }
      if (says_any(trigger.name + " " + trigger.counts, {"opt-out", "opted out", "complain"})) unsubscribes = true;
      if (trigger.kind == "scale") {
        scales = true;
        if (n < 1) continue;
        const CountGate gate = plan_count_gate(n, trigger.p_ok, trigger.p_bad);
        if (gate.at_most != trigger.k) faults.push_back(name + "passes at " + std::to_string(trigger.k) + ", the sample asks for " + std::to_string(gate.at_most));
        else odds.push_back(trigger.name + " ≤ " + std::to_string(trigger.k) + " passes a fine pilot in " + percent(gate.pass_when_ok));
        continue;
      }
      if (trigger.kind != "stop" && trigger.kind != "look") { faults.push_back(name + "kind " + trigger.kind); continue; }
      if (n < 1) continue;
      const CountTrigger planned = plan_count_trigger(n, trigger.p_ok, trigger.p_bad);
      if (planned.at_least != trigger.k) faults.push_back(name + "fires at " + std::to_string(trigger.k) + " of " + std::to_string(n) + ", the smallest count with 5 % false alarm is " + std::to_string(planned.at_least));
      else if (planned.false_alarm > 0.05) faults.push_back(name + "false alarm " + percent(planned.false_alarm));
      if (trigger.kind == "stop" && planned.look) faults.push_back(name + "stops with a power of " + percent(planned.power) + ": that is a look");
      if (trigger.kind == "stop") stops = true;
      if (!planned.look) could_stop = true;
      odds.push_back(trigger.name + " ≥ " + std::to_string(trigger.k) + " (" + percent(planned.false_alarm) + ", power " + percent(planned.power) + ")");
    }
    if (n >= 1) {
      if (p.triggers.empty()) faults.push_back("no trigger");
      else {
        if (!stops && could_stop) faults.push_back("nothing stops the pilot");
        if (!scales) faults.push_back("nothing says when to scale");
        if (!unsubscribes) faults.push_back("opt-outs and complaints are not counted");
      }
    }
    found = n >= 1 ? "of " + std::to_string(n) + " treated: " + join(odds, ", ") : "no sample to plan triggers with; " + std::to_string(p.guardrails.size()) + " guardrails";
    return faults;
  }
  GoRule allowed_rule(std::string& numbers) const {
    const double baseline = given(m_, "baseline_rate"), wanted = given(m_, "wanted_lift");
    if (!known() || baseline <= 0 || wanted <= 0) { numbers = "no sample"; return GoRule::learn; }
    GoQuestion question;
    question.rate_held = baseline;
    question.lift_wanted = wanted;
    question.treated = static_cast<int64_t>(f_.value("treated_total"));
    question.held = static_cast<int64_t>(f_.value("held_total"));
    question.power = m_.pilot.power;
    question.alpha = m_.pilot.alpha;
    question.undone_in_a_quarter = given(m_, "horizon_days", 28) <= 90;
    GoChoice choice = choose_go_rule(question);
    if (m_.tagged("founder")) choice.rule = GoRule::learn;  // D10: one person's attention is what limits it
    numbers = "shows " + (choice.lift_shown ? percent(*choice.lift_shown) : std::string("nothing")) + ", wanted " + percent(wanted) + ", " + number(choice.outcomes_expected_held) + " outcomes in the holdout";
    return choice.rule;
  }
  Faults decision_rule(std::string& found) {
    Faults faults;
    std::string numbers;
    const GoRule allowed = allowed_rule(numbers);
    if (m_.pilot.arms.empty()) faults.push_back("no pilot to decide on");
    if (allowed != m_.pilot.rule) faults.push_back("the rule is " + std::string(name_of(m_.pilot.rule)) + ", the numbers (" + numbers + ") allow " + std::string(name_of(allowed)));
    // Any other rule in the words is a second one.
    Names named;
    for (const Decision& each : m_.decisions) {
      for (const std::string_view name : {"Prove:", "Bet:", "Learn:"}) if (each.choice.rfind(name, 0) == 0) { named.push_back(each.id + " " + std::string(name.substr(0, name.size() - 1))); if (lower_ascii(name).compare(0, name.size() - 1, name_of(m_.pilot.rule)) != 0) faults.push_back(each.id + " states another rule: “" + each.choice + "”"); }
    }
    if (named.size() > 1) faults.push_back("two rules: " + join(named, ", "));
    for (const ScaleStep& step : m_.pilot.scale) {
      if (blank(step.when) || blank(step.change)) faults.push_back("stage " + step.stage + ": when or what is missing");
      if (says_any(step.when, {"p <", "p(", "significan", "interval", "lift of"})) faults.push_back("stage " + step.stage + " decides by a rule of its own: “" + step.when + "”");
    }
    if (ready() && m_.pilot.scale.empty()) faults.push_back("what follows a go is not said");
    found = std::string(name_of(m_.pilot.rule)) + ", the only one: " + numbers;
    return faults;
  }
  Faults target(std::string& found) {
    Faults faults;
    Names shown;
    for (const ImpliedRow& row : f_.implied) {
      if (row.needed > 1) faults.push_back(row.rate + ": " + percent(row.needed) + " would be needed");
      else if (row.needed > 0.35 && row.verdict == "believable") faults.push_back(row.rate + ": " + percent(row.needed) + " is called believable");
      shown.push_back(row.rate + " " + percent(row.needed) + ", " + row.verdict);
    }
    const double baseline = given(m_, "baseline_rate"), wanted = given(m_, "wanted_lift");
    if (baseline + wanted >= 1) faults.push_back("the target is a rate of " + percent(baseline + wanted));
    if (known() && wanted > 0 && f_.implied.empty()) faults.push_back("what the target asks of the steps before it was not computed");
    found = shown.empty() ? "no target that could contradict the funnel" : join(shown, "; ");
    return faults;
  }

  // ---- H ---------------------------------------------------------------------------------------------------------------
  Faults risks(std::string& found) {
    Faults faults;
    if (m_.risks.size() < 3) faults.push_back(std::to_string(m_.risks.size()) + " risks");
    std::set<std::string> seen;
    for (const Risk& risk : m_.risks) {
      if (!seen.insert(risk.what).second) faults.push_back("“" + risk.what + "” stands twice");
      if (blank(risk.what) || blank(risk.likelihood) || blank(risk.effect) || blank(risk.sign) || blank(risk.move)) faults.push_back("“" + risk.what + "”: likelihood, effect, sign or move is missing");
      if (blank(risk.owner)) faults.push_back("“" + risk.what + "” has no owner");
    }
    found = std::to_string(m_.risks.size()) + " risks, each with a first sign, a move and an owner";
    return faults;
  }
  Faults questions(std::string& found) {
    Faults faults;
    const bool assumed = std::any_of(m_.planning.begin(), m_.planning.end(), [](const Quantity& each) { return each.from == Origin::assumed; });
    if (m_.open_questions.empty() && (assumed || !ready())) faults.push_back("numbers are assumed and nothing is asked");
    if (m_.open_questions.size() > 5) faults.push_back(std::to_string(m_.open_questions.size()) + " questions, five are the most");
    for (const Question& each : m_.open_questions) if (blank(each.question) || blank(each.why_now) || blank(each.moves)) faults.push_back("question “" + each.question + "”: why now or what moves is missing");
    if (m_.next_steps.size() < 3) faults.push_back(std::to_string(m_.next_steps.size()) + " next steps");
    for (const NextStep& each : m_.next_steps) {
      if (blank(each.owner)) faults.push_back("“" + each.step + "” has no owner");
      if (!dated(each.due)) faults.push_back("“" + each.step + "” has no date");
      if (blank(each.done_when)) faults.push_back("“" + each.step + "”: when it is done is not said");
    }
    if (m_.decisions_needed.size() > 3) faults.push_back(std::to_string(m_.decisions_needed.size()) + " decisions asked for, three are the most");
    for (const DecisionNeeded& each : m_.decisions_needed) if (blank(each.owner) || !dated(each.by) || blank(each.default_if_silent)) faults.push_back("decision “" + each.decision + "”: owner, date or default is missing");
    found = std::to_string(m_.open_questions.size()) + " questions, " + std::to_string(m_.next_steps.size()) + " steps and " + std::to_string(m_.decisions_needed.size()) + " decisions, each with owner and date";
    return faults;
  }
  Faults assumptions(std::string& found) {
    Faults faults;
    size_t assumed = 0;
    std::set<std::string> names;
    for (const Quantity& each : m_.planning) {
      if (!names.insert(each.name).second) faults.push_back(each.name + " stands twice");
      if (blank(each.source)) faults.push_back(each.name + ": no source");
      if (each.from == Origin::unknown) faults.push_back(each.name + ": nobody knows where it comes from");
      if (each.from != Origin::assumed && each.from != Origin::published) continue;
      ++assumed;
      if (blank(each.check) || blank(each.pass)) faults.push_back(each.name + ": no check or pass mark");
      if (each.low >= each.high) faults.push_back(each.name + ": assumed as if it were known, without a range");
      if (blank(each.changes)) faults.push_back(each.name + ": what changes if it is wrong is not said");
    }
    if (m_.planning.empty()) faults.push_back("no number has a source");
    found = std::to_string(assumed) + " assumed numbers of " + std::to_string(m_.planning.size()) + ", each with range, check and pass mark";
    return faults;
  }
  Faults secrets(std::string& found) {
    Faults faults;
    size_t texts = 0;
    each_text(m_, [&](const std::string& path, const std::string& text) {
      ++texts;
      for (const PhraseHit& hit : find_phrases(text, rules_.words.secrets)) {
        const std::string low = lower_ascii(hit.words);  // a password manager is a product
        if (std::none_of(facts_.all.begin(), facts_.all.end(), [&](const Fact& fact) { return contains(lower_ascii(fact.words), low); })) faults.push_back(path + ": " + hit.rule->why + " (“" + hit.words + "”)");
      }
    });
    for (const CrmField& field : m_.workflow.crm_fields) for (const PhraseHit& hit : find_phrases(replace_all(field.name, "_", " "), rules_.words.secrets)) faults.push_back("CRM field " + field.name + ": " + hit.rule->why);
    for (const Blank& each : m_.outreach.blanks) for (const PhraseHit& hit : find_phrases(replace_all(each.name, "_", " "), rules_.words.secrets)) faults.push_back("blank " + each.name + ": " + hit.rule->why);
    found = std::to_string(texts) + " texts read, none asks for a password, key or card";
    return faults;
  }

  // ---- the rubric ------------------------------------------------------------------------------------------------------
  struct Check {
    std::string name;
    bool pass = false;
    bool decisive = false;
    std::string wrong;   // evidence where it fails
  };
  using Checks = std::vector<Check>;
  Check of(const char* id, bool decisive = false) const {
    const GateItem* found = report_.item(id);
    return {id, found != nullptr && found->pass, decisive, found == nullptr ? "" : found->evidence};
  }
  Check that(std::string name, bool pass, std::string wrong, bool decisive = false) const { return {std::move(name), pass, decisive, std::move(wrong)}; }
  // For a motion that is ready; others pass.
  Check when_ready(std::string name, bool pass, std::string wrong, bool decisive = false) const { return {std::move(name), pass || !ready(), decisive, std::move(wrong)}; }

  void score(const char* id, const char* name, const Checks& checks) {
    RubricItem made;
    made.id = id;
    made.name = name;
    bool broken = false;
    Names wrong;
    for (const Check& check : checks) {
      (check.pass ? made.passed : made.failed).push_back(check.name);
      if (check.pass) continue;
      wrong.push_back(check.name + (check.wrong.empty() ? "" : ": " + check.wrong));
      broken = broken || check.decisive;
    }
    made.score = made.failed.empty() ? 2 : broken || made.failed.size() * 2 > checks.size() ? 0 : 1;
    made.evidence = made.failed.empty() ? std::to_string(checks.size()) + " checks hold" : join(wrong, "; ");
    report_.rubric.push_back(std::move(made));
  }

  bool disagrees(std::string_view place) const {
    return std::any_of(report_.disagreements.begin(), report_.disagreements.end(), [&](const Disagreement& each) { return each.place.rfind(place, 0) == 0; });
  }

  void rubric() {
    score("R1", "discovery and triggering", discovery());
    score("R2", "boundaries and readiness", {of("A2"), of("A3", true), of("A4"), when_ready("scope drawn", !blank(m_.context.in_scope) && !blank(m_.context.out_of_scope), "what is in and out is not said"),
                                              that("refusals answered", std::all_of(facts_.refused_parts.begin(), facts_.refused_parts.end(), [](const RefusedPart& part) { return !blank(part.instead); }), "a part is refused with nothing instead")});
    score("R3", "input contract", input_contract());
    score("R4", "output contract", output_contract());
    score("R5", "workflow clarity", {of("B1"), of("B3"), of("B4"), of("D4"), of("E1", true), of("E2", true), of("E3"), of("E4")});
    score("R6", "signal quality", {of("C1"), of("C2", true), of("C3"), of("C4"), of("C5"), of("D1"), of("D2")});
    score("R7", "routing and SLA feasibility", routing_contract());
    score("R8", "outreach quality", outreach_contract());
    score("R9", "measurement and pilot design", {of("G1", true), of("G2"), of("G3"), of("G4", true), of("G5"), when_ready("doubtful target named", target_doubt_named(), "the target asks for a rate that no risk, question or decision names"), when_ready("dates hold together", !disagrees("motion.yaml: pilot"), "dates or shares of the pilot disagree", true)});
    score("R10", "safety and robustness", safety());
  }
  Checks discovery() const {
    Names twice;
    static const std::vector<std::pair<const char*, Names>> answers = {{"signups", {"baselines.signups_per_month"}}, {"volume", {"baselines.signups_per_month", "baselines.active_accounts"}}, {"mapping", {"mapping.method"}}, {"trial", {"trial_days"}}, {"crm", {"crm"}}, {"sla", {"sla.value"}}, {"regions", {"regions"}}, {"deal", {"acv.max"}}, {"team", {"reps."}}, {"reps", {"reps."}}, {"hours", {"rep_hours."}}, {"pilot", {"pilot.weeks"}}};
    for (const Question& question : m_.open_questions) {
      for (const auto& [id, paths] : answers) {
        if (question.id != id) continue;
        for (const std::string& path : paths) for (const Fact& fact : facts_.all) if (fact.path == path || (path.back() == '.' && fact.path.rfind(path, 0) == 0)) { twice.push_back(question.id); break; }
      }
      if (facts_.has(question.id)) twice.push_back(question.id);
    }
    Names unasked;
    for (const Contradiction& each : facts_.contradictions) if (blank(each.used) || blank(each.why) || each.readings.size() < 2) unasked.push_back(each.fact);
    // Each signal that the brief names is used, or a choice says why not.
    const bool signals_kept = std::all_of(facts_.all.begin(), facts_.all.end(), [&](const Fact& fact) {
      if (fact.path != "signals" || facts_.includes("missing_signals", fact.value) || facts_.includes("forbidden_signals.never_use", fact.value)) return true;
      const std::string plain = replace_all(fact.value, "_", " ");
      for (const Decision& each : m_.decisions) if (says(each.choice, plain) || says(each.because, plain) || says(each.because, lower_ascii(fact.words))) return true;
      return std::any_of(m_.signals.begin(), m_.signals.end(), [&](const Signal& signal) { return said(signal.from) && (signal.source == fact.words || contains(signal.source, fact.words) || contains(signal.name, fact.value) || contains(signal.source, fact.value)); });
    });
    return {of("A1"), of("H2"), when_ready("product named", !blank(m_.context.product) && !blank(m_.context.title), "what it is for is not said", true),
            when_ready("objective", holds({"trial_to_paid", "expansion", "acv_lift", "pipeline"}, m_.context.objective), "no objective", true), that("asks only what is not said", twice.empty(), "asks again for " + join(twice, ", ")),
            that("contradictions shown", unasked.empty(), "unresolved: " + join(unasked, ", ")), when_ready("signals of the brief used", signals_kept, "a signal that the brief names is not in the motion"),
            when_ready("situation read", m_.context.tags.size() >= 5, "the design rests on no situation")};
  }
  Checks input_contract() const {
    Names quotes, blanks;
    for (const Fact& fact : facts_.all) if (fact.from == Origin::stated && fact.words.empty()) quotes.push_back(fact.path);
    for (const Message& message : m_.outreach.messages) {
      std::string text = message.body;
      for (const std::string& subject : message.subjects) text += subject;
      for (size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{", at + 2)) {
        const std::string name = text.substr(at + 2, text.find("}}", at) - at - 2);
        if (std::none_of(m_.outreach.blanks.begin(), m_.outreach.blanks.end(), [&](const Blank& each) { return each.name == name && !blank(each.who); }) && !holds(blanks, name)) blanks.push_back(name);
      }
    }
    Names unreasoned;
    for (const Decision& each : m_.decisions) if (each.inputs.empty() && each.from != Origin::computed && each.id[0] == 'D' && each.id != "D21") unreasoned.push_back(each.id);
    return {of("H3"), that("facts keep their words", quotes.empty(), "no words for " + join(quotes, ", ")), that("brief and motion agree", !disagrees("brief.yaml"), "the motion rests on other facts than brief.yaml", true),
            that("stated numbers are the brief's", !disagrees("motion.yaml: planning"), "a number of the plan disagrees with the brief or its source", true), that("people are the brief's", !disagrees("motion.yaml: routing.pools"), "people or hours disagree", true),
            when_ready("blanks have somebody to fill them", blanks.empty(), "nobody fills " + join(blanks, ", ")), when_ready("events have a state", std::all_of(m_.instrumentation.events.begin(), m_.instrumentation.events.end(), [](const TrackedEvent& event) { return event.state == "exists" || event.state == "missing" || event.state == "unknown"; }), "an event of which nobody says whether it exists"),
            when_ready("choices name their inputs", unreasoned.empty(), "no inputs: " + join(unreasoned, ", "))};
  }
  Checks output_contract() const {
    Names empty;
    const auto part = [&](const char* name, bool full) { if (!full) empty.push_back(name); };
    part("context", !blank(m_.context.goal_metric) && !m_.context.readiness.empty());
    part("funnel", !m_.funnel.stages.empty() && !m_.funnel.raci.empty() && !m_.funnel.interventions.empty());
    part("definition", !m_.qualify.must_have.empty() && !m_.qualify.never_if.empty() && !m_.examples.empty());
    part("signals", m_.signals.size() >= 3);
    part("routing", !m_.routing.rules.empty() && !m_.routing.pools.empty() && !m_.workflow.next_actions.empty() && !m_.dispositions.empty());
    part("outreach", !m_.outreach.messages.empty() && !m_.outreach.follow_ups.empty() && !m_.outreach.objections.empty() && !blank(m_.outreach.opener) && m_.outreach.discovery.size() >= 3);
    part("instrumentation", !m_.instrumentation.events.empty() && !m_.instrumentation.dashboards.empty() && !m_.instrumentation.indicators.empty());
    part("pilot", !m_.pilot.arms.empty() && !m_.pilot.calendar.empty() && !m_.pilot.scale.empty());
    part("assumptions", !m_.planning.empty());
    part("end", !m_.risks.empty() && !m_.next_steps.empty());
    Names untyped;
    for (const TrackedEvent& event : m_.instrumentation.events) if (!contains(event.properties, ":") && !contains(event.event, "(trait)") && event.properties != "–") untyped.push_back(event.event);
    for (const CrmField& field : m_.workflow.crm_fields) if (blank(field.type)) untyped.push_back(field.name);
    return {when_ready("all parts are there", empty.empty(), "empty: " + join(empty, ", "), true), that("pack.md says what the motion says", !words_changed_, "the words disagree with motion.yaml"), when_ready("properties and fields have types", untyped.empty(), "no type: " + join(untyped, ", ")),
            when_ready("a metric with its denominator", contains(m_.context.goal_metric, "÷"), "the goal has no denominator"),
            when_ready("choices have reasons", std::all_of(m_.decisions.begin(), m_.decisions.end(), [](const Decision& each) { return count_words(each.because) >= 4 && !blank(each.choice); }) && m_.decisions.size() >= 4, "a choice without a reason"), that("texts have no holes", !texts_broken(), "a figure in the words cannot be computed", true)};
  }
  bool texts_broken() const {
    return std::any_of(report_.disagreements.begin(), report_.disagreements.end(), [](const Disagreement& each) { return each.what == "figure"; });
  }
  Checks routing_contract() const {
    bool one_out = !known() || f_.sla.empty();
    for (const SlaRow& row : f_.sla) if (!row.asked) one_out = one_out || row.kept_one_out >= 0;
    double people = 0;
    for (const Pool& pool : m_.routing.pools) people += pool.people;
    return {of("B5", true), of("D3", true), of("B2"), when_ready("effort is the cadence", !disagrees("motion.yaml: routing.cadence") && !disagrees("motion.yaml: outreach.follow_ups") && !disagrees("motion.yaml: outreach.stop_rule"), "minutes, days or touches disagree"),
            when_ready("volumes are net of the holdout", !disagrees("figures.") && !disagrees("motion.yaml: figures."), "figures disagree", true), when_ready("one promise everywhere", !disagrees("motion.yaml: sla") && !disagrees("motion.yaml: workflow") && !disagrees("motion.yaml: routing.rules") && !disagrees("motion.yaml: funnel"), "promises or thresholds in the words disagree"),
            when_ready("one person out is simulated", one_out, "only the fair-weather case is simulated"), when_ready("somebody works", people > 0, "nobody is there", true)};
  }
  Checks outreach_contract() const {
    const size_t messages = m_.outreach.messages.size();
    int before = -2;
    bool apart = true;
    for (const FollowUp& each : m_.outreach.follow_ups) { apart = apart && each.day > before; before = each.day; }
    const bool written = applies("r");
    const bool support = std::any_of(m_.outreach.messages.begin(), m_.outreach.messages.end(), [](const Message& each) { return each.support; });
    const auto ok = [&](std::string name, bool pass, std::string wrong, bool decisive = false) { return Check{std::move(name), pass || !written, decisive, std::move(wrong)}; };
    return {of("F1"), of("F2", true), of("F3"), of("F4", true), ok("three to seven messages", messages >= 3 && messages <= 7, std::to_string(messages) + " messages"), ok("touches on days of their own", apart, "two touches on one day"),
            ok("blocked usage goes to support", support || std::none_of(m_.signals.begin(), m_.signals.end(), [](const Signal& signal) { return signal.kind == SignalKind::risk; }), "nobody writes to whoever is blocked"),
            when_ready("opener, questions and objections", !blank(m_.outreach.opener) && m_.outreach.discovery.size() >= 3 && m_.outreach.objections.size() >= 2, "the call is not prepared")};
  }
  bool target_doubt_named() const {
    const bool doubtful = std::any_of(f_.implied.begin(), f_.implied.end(), [](const ImpliedRow& row) { return row.needed > 0.35; });
    if (!doubtful) return true;
    const auto names = [](const std::string& text) { return says_any(text, {"target", "win rate", "wanted", "lift"}); };
    return std::any_of(m_.risks.begin(), m_.risks.end(), [&](const Risk& each) { return names(each.what) || names(each.effect); }) || std::any_of(m_.open_questions.begin(), m_.open_questions.end(), [&](const Question& each) { return names(each.question); }) ||
           std::any_of(m_.decisions_needed.begin(), m_.decisions_needed.end(), [&](const DecisionNeeded& each) { return names(each.decision); });
  }
  Checks safety() const {
    const auto& never = m_.qualify.never_if;
    const bool opted_out = std::any_of(never.begin(), never.end(), [](const Exclusion& each) { return each.trait && contains(each.trait->trait, "opted_out"); });
    const bool sensitive = m_.tagged("health") || m_.tagged("security");
    const bool flips = std::all_of(m_.decisions.begin(), m_.decisions.end(), [](const Decision& each) { return !each.flips || !blank(each.flip); });
    const bool held = m_.pilot.arms.empty() || std::any_of(m_.pilot.guardrails.begin(), m_.pilot.guardrails.end(), [](const std::string& text) { return says_any(text, {"both arms", "alike", "one arm"}); });
    return {of("H4", true), of("A4"), of("H1"), that("opt-outs are excluded", opted_out || !applies("pr"), "whoever opted out can qualify", true), when_ready("rules of the regions", !m_.outreach.compliance.empty(), "no word on what the regions ask for"),
            when_ready("sensitive things never named", !sensitive || !m_.outreach.never_mention.empty(), "nothing is kept out of the words"), when_ready("unclear accounts are bounded", !blank(m_.routing.triage), "nothing bounds what is done with unclear accounts"),
            when_ready("support is alike in both arms", held, "the holdout may be served worse"), when_ready("choices that flip say where", flips, "a choice flips, and where is not said"), when_ready("blocked usage is not sold to", std::all_of(m_.signals.begin(), m_.signals.end(), [&](const Signal& signal) { return signal.kind != SignalKind::risk || !signal.exists || used_as_gate(signal.name); }), "a blocked account can qualify", true),
            when_ready("flip points solved", !known() || !f_.flips.empty(), "where the advice changes was not solved")};
  }

  const GateInput& in_;
  const GateRules& rules_;
  const Motion& m_;
  const Figures& f_;
  const Facts& facts_;
  VerdictValue verdict_;
  std::vector<MessageFindings> linted_;
  bool words_changed_ = false;
  GateReport report_;
};

}  // namespace

bool GateReport::checklist_passed() const {
  return std::all_of(checklist.begin(), checklist.end(), [](const GateItem& item) { return item.pass; });
}
const GateItem* GateReport::item(std::string_view id) const {
  for (const GateItem& each : checklist) if (each.id == id) return &each;
  return nullptr;
}
const RubricItem* GateReport::rubric_item(std::string_view id) const {
  for (const RubricItem& each : rubric) if (each.id == id) return &each;
  return nullptr;
}

GateReport check_gate(const GateInput& input, const GateRules& rules) { return Gate(input, rules).run(); }

}  // namespace handraise
