// Every figure that stands twice is recomputed here and compared: what the motion stores against the facts, its figures, its cadence,
// its thresholds and its dates. One disagreement fails the pack whatever its score.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "design/pilot_plan.h"
#include "design/planning.h"
#include "design/promise.h"
#include "design/sla.h"
#include "pack/gate_parts.h"
#include "pilot/calendar.h"
#include "pilot/mapping_audit.h"
#include "pilot/trigger.h"

namespace handraise {
namespace {

std::string number(double value) { return print_number(std::round(value * 1e6) / 1e6); }
bool holds(const std::vector<std::string>& list, const std::string& value) { return std::find(list.begin(), list.end(), value) != list.end(); }

class Recomputation {
 public:
  explicit Recomputation(const GateInput& in) : in_(in), m_(in.motion), f_(in.figures), facts_(in.motion.context.facts) {}

  std::vector<Disagreement> run() {
    brief();
    planning();
    deal();
    people();
    effort();
    volume();
    thresholds();
    promises();
    pilot();
    triggers();
    cases();
    texts();
    return std::move(out_);
  }

 private:
  void disagree(std::string place, std::string what, std::string expected, std::string found) { out_.push_back({std::move(place), std::move(what), std::move(expected), std::move(found)}); }
  void same(const std::string& place, const char* what, double expected, double found, double relative = 1e-6) {
    if (!nearly(expected, found, relative)) disagree("motion.yaml: " + place, what, number(expected), number(found));
  }
  double quantity(std::string_view name, double otherwise = 0) const { return given(m_, name, otherwise); }
  bool has(std::string_view name) const { return m_.quantity(name) != nullptr; }
  static bool said(Origin from) { return from == Origin::stated || from == Origin::answer; }

  // context.facts against brief.yaml.
  void brief() {
    if (in_.brief == nullptr) return;
    std::vector<std::string> paths;
    for (const Facts* facts : {in_.brief, &facts_}) for (const Fact& fact : facts->all) if (!holds(paths, fact.path)) paths.push_back(fact.path);
    for (const std::string& path : paths) {
      const std::vector<std::string> want = in_.brief->list(path), have = facts_.list(path);
      if (want != have) disagree("brief.yaml: " + path, "fact", join(want, ", "), join(have, ", "));
    }
    if (in_.brief->verdict.value != facts_.verdict.value) disagree("brief.yaml: verdict", "verdict", std::string(name_of(in_.brief->verdict.value)), std::string(name_of(facts_.verdict.value)));
    if (in_.brief->verdict.reasons != facts_.verdict.reasons) disagree("brief.yaml: verdict.reasons", "verdict", join(in_.brief->verdict.reasons, ", "), join(facts_.verdict.reasons, ", "));
    if (in_.brief->refused_parts.size() != facts_.refused_parts.size()) disagree("brief.yaml: refused_parts", "refused", number(static_cast<double>(in_.brief->refused_parts.size())), number(static_cast<double>(facts_.refused_parts.size())));
  }

  std::vector<std::string> paths_of(const std::string& name) const {
    static const std::array<std::pair<const char*, std::vector<std::string>>, 8> known = {{
        {"signups_per_month", {"baselines.signups_per_month"}},
        {"active_accounts", {"baselines.paying_accounts", "baselines.active_accounts"}},
        {"mapped_share", {"mapping.coverage"}},
        {"activated_share", {"baselines.activation_rate"}},
        {"consent_share", {"consent_share"}},
        {"deal_uplift", {"acv.min", "acv.max"}},
        {"churn_rate", {"baselines.churn_rate"}},
        {"win_rate", {"baselines.win_rate"}},
    }};
    for (const auto& [quantity_name, paths] : known) if (name == quantity_name) return paths;
    if (name.rfind("selling_hours.", 0) == 0) return {"rep_hours." + name.substr(14), "rep_hours.all"};
    if (name.rfind("people.", 0) == 0) return {"reps." + name.substr(7)};
    return {};
  }
  // Numbers of the plan that the brief is said to give.
  void planning() {
    for (const Quantity& each : m_.planning) {
      const std::string place = "motion.yaml: planning." + each.name;
      const Fact* fact = nullptr;
      for (const std::string& path : paths_of(each.name)) if (fact == nullptr) fact = facts_.find(path);
      if (said(each.from)) {
        if (fact == nullptr) {
          const bool quoted = !each.source.empty() && std::any_of(facts_.all.begin(), facts_.all.end(), [&](const Fact& one) { return one.words == each.source; });
          if (!quoted) disagree(place, "marked as stated", "a fact of the brief", number(each.value));
        } else if (each.name != "deal_uplift" && !nearly(facts_.number(fact->path), each.value)) {
          disagree(place, "stated number", fact->value, number(each.value));
        }
      } else if (fact != nullptr && each.name != "deal_uplift" && each.name != "win_rate" && can_plan_with(each.unit, facts_.number(fact->path))) {
        disagree(place, "the brief says it", fact->value, std::string(name_of(each.from)) + " " + number(each.value));
      }
    }
    if (const Quantity* baseline = m_.quantity("baseline_rate"); baseline != nullptr) {
      const size_t times = baseline->source.find(" times your");
      const Fact* all = facts_.find(m_.context.objective == "expansion" ? "baselines.expansion_rate" : "baselines.trial_to_paid");
      if (times != std::string::npos && all != nullptr) {
        const double rate = facts_.number(all->path), factor = std::strtod(baseline->source.c_str(), nullptr);
        same("planning.baseline_rate", "baseline from the stated rate", std::max(rate, std::min(0.5, rate * factor)), baseline->value);
      }
    }
    if (const Quantity* lift = m_.quantity("wanted_lift"); lift != nullptr && lift->from == Origin::computed) {
      const double from = facts_.number("target.from", facts_.number(m_.context.objective == "expansion" ? "baselines.expansion_rate" : "baselines.trial_to_paid")), to = facts_.number("target.to");
      // F21: no lift is planned that needs more than .35 of the meetings or opportunities to be won.
      const double carried = std::max(0.02, 0.35 * f_.value("meeting_share", 1) * (m_.context.objective == "trial_to_paid" ? 1 : quantity("opportunity_rate")));
      if (lift->source.rfind("twice break-even", 0) == 0) {
        const double least = std::min(std::max(0.02, 2 * f_.value("break_even_lift")), std::max(0.02, std::floor(carried * 100) / 100));
        if (lift->value < least - 1e-9) disagree("motion.yaml: planning.wanted_lift", "lift wanted", "at least " + number(least), number(lift->value));
      } else if (from > 0 && to > from && to < 1) {
        same("planning.wanted_lift", "lift from the stated target", std::min({quantity("baseline_rate") * (to / from - 1), 0.9 - quantity("baseline_rate"), carried}), lift->value);
      }
    }
    if (const Quantity* horizon = m_.quantity("horizon_days"); horizon != nullptr) {
      if (m_.context.objective == "expansion") same("planning.horizon_days", "days to the outcome", 90, horizon->value);
      else if (facts_.has("trial_days")) same("planning.horizon_days", "days to the outcome: trial + 14", facts_.number("trial_days") + 14, horizon->value);
      else if (facts_.has("baselines.cycle_days") && m_.context.objective != "trial_to_paid") same("planning.horizon_days", "days to the outcome: the sales cycle", facts_.number("baselines.cycle_days"), horizon->value);
    }
    for (const Quantity& each : m_.planning) {
      if (each.low > each.value * (1 + 1e-9) + 1e-12 || each.high < each.value * (1 - 1e-9) - 1e-12) disagree("motion.yaml: planning." + each.name, "value outside its range", number(each.low) + "–" + number(each.high), number(each.value));
    }
  }

  void deal() {
    const Quantity* uplift = m_.quantity("deal_uplift");
    if (uplift == nullptr) return;
    const double price = facts_.number("price.amount"), to = facts_.number("seats.to"), low = facts_.number("acv.min", facts_.number("acv.max")), high = facts_.number("acv.max", facts_.number("acv.min"));
    const std::string period = facts_.text("price.period", "month"), per = facts_.text("price.per");
    const double times = period == "year" ? 1 : period == "month" ? 12 : period == "week" ? 52 : 0;
    if (low > 0) {
      const double scale = facts_.text("acv.period") == "month" ? 12 : 1;
      same("planning.deal_uplift", "deal size", (low + high) / 2 * scale, uplift->value);
    } else if (price > 0 && to > 0 && times > 0 && (per == "seat" || per == "user")) {
      const Quantity* cut = m_.quantity("seat_discount");
      const double from = facts_.number("seats.from", quantity("seats_today"));
      const auto worth = [&](double discount) { return times * price * (to * (1 - discount) - from); };
      same("planning.deal_uplift", "price × seats", worth(cut == nullptr ? 0 : cut->value), uplift->value);
      same("planning.deal_uplift.low", "price × seats", worth(cut == nullptr ? 0 : cut->high), uplift->low);
      same("planning.deal_uplift.high", "price × seats", worth(cut == nullptr ? 0 : cut->low), uplift->high);
    } else if (price > 0 && times > 0) {
      same("planning.deal_uplift", "price × months", times * price, uplift->value);
    }
  }

  void people() {
    for (const Pool& pool : m_.routing.pools) {
      const std::string place = "routing.pools." + pool.role;
      if (said(pool.from)) {
        if (!facts_.has("reps." + pool.role)) disagree("motion.yaml: " + place + ".people", "people", "not said", number(pool.people));
        else same(place + ".people", "people", facts_.number("reps." + pool.role), pool.people);
      } else if (has("people." + pool.role)) {
        same(place + ".people", "people", quantity("people." + pool.role), pool.people);
      }
      if (has("selling_hours." + pool.role)) same(place + ".selling_hours", "hours", quantity("selling_hours." + pool.role), pool.selling_hours);
      if (has("motion_share." + pool.role)) same(place + ".share", "share of their time", quantity("motion_share." + pool.role), pool.share);
      if (has("absence")) same(place + ".absence", "absence", quantity("absence"), pool.absence);
    }
    for (const Fact& fact : facts_.all) {
      if (fact.path.rfind("reps.", 0) != 0 || facts_.number(fact.path) <= 0 || m_.routing.pools.empty()) continue;
      const std::string role = fact.path.substr(5);
      if (role == "revops" || role == "sales_manager" || role == "support") continue;
      if (std::none_of(m_.routing.pools.begin(), m_.routing.pools.end(), [&](const Pool& pool) { return pool.role == role; })) disagree("motion.yaml: routing.pools", "people", fact.value + " " + role, "none");
    }
  }

  // The cadence is the only source of effort: its minutes are the plan's, its days are those of the follow-up table.
  void effort() {
    const auto& cadence = m_.routing.cadence;
    for (const CadenceStep& step : cadence) {
      std::vector<double> allowed;
      const double research_hot = quantity("research_minutes_hot", -1), follow_up = quantity("follow_up_minutes", -1), first = quantity("first_touch_minutes", -1), logging = quantity("logging_minutes", -1);
      if (step.name == "research") allowed = {step.tier == "hot" ? research_hot : quantity("research_minutes", -1)};
      else if (step.name == "first message") allowed = {step.tier == "qualified" ? follow_up : first >= 0 && research_hot >= 0 ? std::max(5.0, first - research_hot) : -1};
      else if (step.name == "follow-up" || step.name == "closing note") allowed = {follow_up};
      else if (step.name == "call" || step.name == "second call") allowed = {quantity("call_minutes", -1)};
      else if (step.name == "logging") allowed = {logging, logging / 2};
      else if (step.name == "meeting") allowed = {quantity("meeting_minutes", -1)};
      else if (step.name == "opportunity work") allowed = {quantity("opportunity_minutes", -1)};
      if (!allowed.empty() && allowed.front() >= 0 && std::none_of(allowed.begin(), allowed.end(), [&](double each) { return nearly(each, step.minutes); })) {
        disagree("motion.yaml: routing.cadence." + step.name + " (" + step.tier + ")", "minutes", number(allowed.front()), number(step.minutes));
      }
      const double rate = quantity(step.tier == "hot" ? "meeting_rate_hot" : "meeting_rate", -1);
      if (step.conditional && rate >= 0) {
        if (step.name == "meeting") same("routing.cadence.meeting (" + step.tier + ")", "share that agrees to a meeting", rate, step.share);
        if (step.name == "opportunity work" && has("opportunity_rate")) same("routing.cadence.opportunity work (" + step.tier + ")", "share", rate * quantity("opportunity_rate"), step.share);
      }
    }
    if (f_.effort.size() != cadence.size()) disagree("motion.yaml: routing.cadence", "steps of effort", number(static_cast<double>(cadence.size())), number(static_cast<double>(f_.effort.size())));
    double hot = 0, other = 0;
    for (const CadenceStep& step : cadence) {
      const double minutes = step.minutes * (step.conditional ? step.share : 1);
      if (step.tier != "qualified") hot += minutes;
      if (step.tier != "hot") other += minutes;
    }
    if (f_.find("minutes_hot") != nullptr) same("routing.cadence", "minutes of a hot account", hot, f_.value("minutes_hot"));
    if (f_.find("minutes_qualified") != nullptr) same("routing.cadence", "minutes of a qualified account", other, f_.value("minutes_qualified"));
    std::vector<int> seen, follow;
    for (const CadenceStep& step : cadence) if (step.day >= 0 && !step.conditional && step.tier != "qualified") seen.push_back(step.day);
    for (const FollowUp& each : m_.outreach.follow_ups) follow.push_back(each.day);
    const auto text_of = [](const std::vector<int>& days) {
      std::vector<std::string> out;
      for (const int day : days) out.push_back(std::to_string(day));
      return "days " + join(out, ", ");
    };
    if (!seen.empty() && seen != follow) disagree("motion.yaml: outreach.follow_ups", "touches and their days", text_of(seen), text_of(follow));
    if (!seen.empty()) {
      const auto touches = [&](const std::string& place, const std::string& text) {
        for (const double n : numbers_before(text, "touches")) if (!nearly(n, static_cast<double>(seen.size()))) disagree("motion.yaml: " + place, "touches", std::to_string(seen.size()), number(n));
      };
      for (const Stage& stage : m_.funnel.stages) touches("funnel.stages." + stage.name + ".guardrail", stage.guardrail);
      touches("outreach.stop_rule", m_.outreach.stop_rule);
      if (contains(m_.outreach.stop_rule, "touches in")) {
        const std::string rest = m_.outreach.stop_rule.substr(m_.outreach.stop_rule.find("touches in"));
        for (const double n : numbers_before(rest.substr(0, rest.find_first_of(".,;")), "days")) if (!nearly(n, seen.back())) disagree("motion.yaml: outreach.stop_rule", "days of the cadence", std::to_string(seen.back()), number(n));
      }
    }
  }

  void volume() {
    const double holdout = holdout_of(m_), week = f_.value("qualified_week");
    if (f_.find("treated_week") != nullptr) same("figures.treated_week", "worked a week, net of the holdout", week * (1 - holdout), f_.value("treated_week"));
    if (f_.find("held_week") != nullptr) same("figures.held_week", "held out a week", week * holdout, f_.value("held_week"));
    if (f_.find("signups_week") != nullptr && has("signups_per_month") && f_.planning_case == PlanningCase::from_volume) same("figures.signups_week", "a month × 12 ÷ 52", quantity("signups_per_month") * 12 / 52, f_.value("signups_week"));
    if (f_.find("cap_week") != nullptr) {
      double least = -1;
      for (const CapacityRow& row : f_.capacity) {
        if (row.cap > 0 && (least < 0 || row.cap < least)) least = row.cap;
        for (const Pool& pool : m_.routing.pools) if (pool.role == row.role) same("figures.capacity." + row.role, "hours", pool.people * pool.selling_hours * pool.share * (1 - pool.absence), row.hours);
      }
      if (least > 0) same("figures.cap_week", "the smallest cap of a role", least, f_.value("cap_week"));
    }
  }

  void thresholds() {
    const Qualify& q = m_.qualify;
    const auto score = [&](const std::string& place, const std::string& text, std::initializer_list<double> allowed) {
      for (const std::string_view sign : {"score ≥ ", "score >= ", "score of "}) {
        const size_t at = text.find(sign);
        if (at == std::string::npos) continue;
        const double n = std::strtod(text.c_str() + at + sign.size(), nullptr);
        if (std::none_of(allowed.begin(), allowed.end(), [&](double each) { return nearly(each, n); })) disagree("motion.yaml: " + place, "definition", number(*allowed.begin()), number(n));
      }
    };
    for (const Stage& stage : m_.funnel.stages) {
      score("funnel.stages." + stage.name + ".enters_when", stage.enters_when, {q.score_at_least});
      score("funnel.stages." + stage.name + ".leaves_when", stage.leaves_when, {q.score_at_least});
    }
    for (const RoutingRule& rule : m_.routing.rules) {
      if (rule.condition.rfind("hot", 0) == 0) score("routing.rules: " + rule.condition, rule.condition, {q.hot_at.value_or(q.score_at_least)});
      else score("routing.rules: " + rule.condition, rule.condition, {q.score_at_least, q.hot_at.value_or(q.score_at_least)});
      if (contains(rule.condition, "holdout")) for (const double n : numbers_before(rule.why, "%")) if (!nearly(n / 100, holdout_of(m_), 0.006)) disagree("motion.yaml: routing.rules: " + rule.condition, "holdout", number(holdout_of(m_) * 100) + " %", number(n) + " %");
    }
    for (const std::string& text : m_.routing.over_capacity) {
      const size_t at = text.find("bar rises from ");
      if (at == std::string::npos) continue;
      const double from = std::strtod(text.c_str() + at + 15, nullptr);
      if (!nearly(from, q.score_at_least)) disagree("motion.yaml: routing.over_capacity", "definition", number(q.score_at_least), number(from));
    }
    const size_t scores = m_.routing.triage.find("Scores ");
    if (scores != std::string::npos && q.triage_from) {
      const std::string text = m_.routing.triage.substr(scores + 7);
      const double from = std::strtod(text.c_str(), nullptr);
      const size_t dash = text.find("–");
      if (!nearly(from, *q.triage_from)) disagree("motion.yaml: routing.triage", "definition", number(*q.triage_from), number(from));
      if (dash != std::string::npos) {
        const double to = std::strtod(text.c_str() + dash + std::string_view("–").size(), nullptr);
        if (!nearly(to, q.score_at_least)) disagree("motion.yaml: routing.triage", "definition", number(q.score_at_least), number(to));
      }
    }
    // The size of companies in scope is the brief's.
    for (const TraitTest& test : m_.segment.all) {
      if (test.trait != "account.employees") continue;
      if (test.test.at_least && facts_.has("employees.from")) same("segment.all.account.employees.at_least", "employees", facts_.number("employees.from"), *test.test.at_least);
      if (test.test.at_most && facts_.has("employees.to")) same("segment.all.account.employees.at_most", "employees", facts_.number("employees.to"), *test.test.at_most);
    }
  }

  void promises() {
    std::vector<std::string> words;
    for (const Promise& promise : m_.sla.promises) {
      words.push_back(promise.words);
      if (const std::string want = open_words(promise.minutes, m_.routing); want != promise.words) disagree("motion.yaml: sla.promises." + promise.tier, "promise", want, promise.words);
    }
    if (m_.sla.asked) words.push_back(m_.sla.asked->words);
    if (m_.sla.promises.empty()) return;
    const auto check = [&](const std::string& place, const std::string& text) {
      for (const char* unit : {" open hour", " open minute"}) {
        for (const double n : numbers_before(text, unit)) {
          const std::string start = number(n) + unit;
          if (std::none_of(words.begin(), words.end(), [&](const std::string& each) { return each.rfind(start, 0) == 0; })) disagree("motion.yaml: " + place, "promise", join_words(words, "or"), start);
        }
      }
    };
    for (const RoutingRule& rule : m_.routing.rules) check("routing.rules: " + rule.condition, rule.action);
    for (const Stage& stage : m_.funnel.stages) check("funnel.stages." + stage.name + ".sla", stage.sla);
    for (const NextAction& each : m_.workflow.next_actions) check("workflow.next_actions." + each.message + ".by_when", each.by_when);
    for (const Escalation& each : m_.workflow.escalations) check("workflow.escalations: " + each.when, each.when);
    for (const Decision& each : m_.decisions) check("decisions." + each.id, each.choice);
    if (facts_.has("sla.value")) {
      const double asked = open_minutes(facts_.number("sla.value"), facts_.text("sla.unit", "hour"), m_.routing);
      const bool kept = std::any_of(m_.sla.promises.begin(), m_.sla.promises.end(), [&](const Promise& each) { return nearly(each.minutes, asked); });
      const bool shown = m_.sla.asked && nearly(m_.sla.asked->minutes, asked);
      if (!kept && !shown) disagree("motion.yaml: sla", "response time asked for", open_words(asked, m_.routing), words.empty() ? "none" : join_words(words));
    }
  }

  void pilot() {
    const Pilot& p = m_.pilot;
    if (facts_.has("pilot.weeks")) {
      same("pilot.asked_weeks", "weeks asked for", facts_.number("pilot.weeks"), p.asked_weeks);
      if (!p.asked_includes_readout && p.asked_weeks > 0) same("pilot.weeks", "weeks of enrolment as asked", std::min(p.asked_weeks, kPilotWeeksMax), p.weeks);
    }
    if (p.arms.empty()) return;
    double shares = 0;
    for (const Arm& arm : p.arms) shares += arm.share;
    same("pilot.arms", "sum of the shares", 1, shares);
    const PilotDates dates = plan_dates(p.weeks, static_cast<int>(std::lround(quantity("horizon_days", 28))));
    const auto date = [&](const char* id, double day) { if (f_.find(id) != nullptr) same(std::string("figures.") + id, "date", day, f_.value(id)); };
    date("enrol_end_day", dates.last_enrolment_day);
    date("last_outcome_day", dates.last_outcome_day);
    date("readout_day", dates.readout_week * 7);
    date("leading_day", dates.leading_readout_week * 7);
    if (dates.readout_week * 7 < dates.last_outcome_day) disagree("motion.yaml: pilot", "readout before the last outcome", "D+" + std::to_string(dates.last_outcome_day), "D+" + std::to_string(dates.readout_week * 7));
    // The calendar's weeks: ascending, enrolment ends with the pilot's weeks, the last is the readout.
    double before = -1, last = -1;
    bool ends = false;
    for (const CalendarRow& row : p.calendar) {
      const double week = std::strtod(row.week.c_str(), nullptr);
      if (week < before) disagree("motion.yaml: pilot.calendar", "order of the weeks", "after " + number(before), row.week);
      before = last = week;
      ends = ends || nearly(week, p.weeks);
    }
    if (!p.calendar.empty() && f_.find("readout_week") != nullptr) {
      if (!ends) disagree("motion.yaml: pilot.calendar", "week in which enrolment ends", number(p.weeks), "no such week");
      if (!nearly(last, dates.readout_week)) disagree("motion.yaml: pilot.calendar", "week of the readout", std::to_string(dates.readout_week), number(last));
    }
    // Late days in the words of the pilot are its dates.
    std::vector<int> known = {dates.last_enrolment_day, dates.last_outcome_day, dates.readout_week * 7, dates.leading_readout_week * 7};
    const auto days = [&](const std::string& place, const std::string& text) {
      for (const int day : days_named(text)) if (day >= 14 && std::find(known.begin(), known.end(), day) == known.end()) disagree("motion.yaml: " + place, "date", "D+" + std::to_string(known[2]), "D+" + std::to_string(day));
    };
    for (const Decision& each : m_.decisions) if (each.part == "pilot") { days("decisions." + each.id, each.choice); days("decisions." + each.id, each.because); }
    for (const CalendarRow& row : p.calendar) { days("pilot.calendar." + row.week, row.work); days("pilot.calendar." + row.week, row.exit); }
    for (const DecisionNeeded& each : m_.decisions_needed) days("decisions_needed", each.decision);
    for (const Risk& each : m_.risks) days("risks: " + each.what, each.sign);
    const double horizon = quantity("horizon_days");
    const auto within = [&](const std::string& place, const std::string& text) {
      const size_t at = text.find("within ");
      if (at == std::string::npos || horizon <= 0 || at + 7 >= text.size() || text[at + 7] < '0' || text[at + 7] > '9') return;
      const double n = std::strtod(text.c_str() + at + 7, nullptr);
      if (contains(text.substr(at, 16), "day") && !nearly(n, horizon)) disagree("motion.yaml: " + place, "days to the outcome", number(horizon), number(n));
    };
    within("context.goal_metric", m_.context.goal_metric);
    within("routing.crediting", m_.routing.crediting);
    for (const Decision& each : m_.decisions) if (each.id == "D5" || each.id == "D6") { const size_t at = each.choice.find("outcome within"); if (at != std::string::npos) within("decisions." + each.id, each.choice.substr(at)); }
    // The rest of the shares in words.
    for (const ScaleStep& step : p.scale) {
      const size_t at = step.change.find("holdout from ");
      if (at == std::string::npos) continue;
      const double from = std::strtod(step.change.c_str() + at + 13, nullptr) / 100;
      if (!nearly(from, holdout_of(m_), 0.006)) disagree("motion.yaml: pilot.scale." + step.stage, "holdout", number(holdout_of(m_) * 100) + " %", number(from * 100) + " %");
    }
    const MappingAudit audit = plan_mapping_audit();
    for (const ReadinessRow& row : m_.context.readiness) {
      const size_t of = row.needed.find(" of ");
      if (of == std::string::npos || !contains(row.needed, "right")) continue;
      const double right = std::strtod(row.needed.c_str(), nullptr), all = std::strtod(row.needed.c_str() + of + 4, nullptr);
      if (right > 0 && all > 0 && (!nearly(right, static_cast<double>(audit.right_at_least)) || !nearly(all, static_cast<double>(audit.checked)))) disagree("motion.yaml: context.readiness: " + row.test, "pass mark of the audit", number(static_cast<double>(audit.right_at_least)) + " of " + number(static_cast<double>(audit.checked)), number(right) + " of " + number(all));
    }
    if (!m_.workflow.review.empty()) {
      double minutes = 0;
      for (const AgendaItem& item : m_.workflow.review) minutes += item.minutes;
      for (const double n : numbers_before(m_.workflow.review_when, "minutes")) if (!nearly(n, minutes)) disagree("motion.yaml: workflow.review", "minutes of the agenda", number(n), number(minutes));
    }
  }

  void triggers() {
    const auto n = static_cast<int64_t>(f_.value("treated_total"));
    if (n < 1) return;
    for (const Trigger& trigger : m_.pilot.triggers) {
      const std::string place = "motion.yaml: pilot.triggers." + trigger.name;
      const bool scale = trigger.kind == "scale";
      const int64_t k = scale ? plan_count_gate(n, trigger.p_ok, trigger.p_bad).at_most : plan_count_trigger(n, trigger.p_ok, trigger.p_bad).at_least;
      if (k != trigger.k) disagree(place, scale ? "passes at most at" : "fires at", std::to_string(k) + " of " + std::to_string(n), std::to_string(trigger.k) + " of " + std::to_string(n));
      const TriggerRow* row = nullptr;
      for (const TriggerRow& each : f_.triggers) if (each.name == trigger.name && each.kind == trigger.kind) row = &each;
      if (row == nullptr) { disagree(place, "odds", "computed", "none"); continue; }
      if (row->n != n || row->k != trigger.k) disagree(place, "odds of another size", std::to_string(trigger.k) + " of " + std::to_string(n), std::to_string(row->k) + " of " + std::to_string(row->n));
      if (!scale && k == trigger.k && !nearly(plan_count_trigger(n, trigger.p_ok, trigger.p_bad).false_alarm, row->false_alarm, 1e-4)) disagree(place, "false alarm", number(plan_count_trigger(n, trigger.p_ok, trigger.p_bad).false_alarm), number(row->false_alarm));
    }
  }

  void cases() {
    for (const WorkedCase& example : m_.examples) {
      const CaseResult* result = nullptr;
      for (const CaseResult& each : in_.cases) if (each.id == example.id) result = &each;
      if (result == nullptr) continue;
      const bool fits = result->outcome == example.expect || (example.expect == "qualified" && result->outcome == "hot");
      if (!fits) disagree("motion.yaml: examples." + example.id, "outcome", example.expect, result->outcome + " (" + number(result->score) + " points)");
      double sum = 0;
      for (const CaseRow& row : result->rows) sum += row.points_now;
      if (!nearly(sum, result->score, 1e-5) && std::fabs(sum - result->score) > 1e-5) disagree("motion.yaml: examples." + example.id, "sum of the points", number(sum), number(result->score));
    }
  }

  // A figure in the words that cannot be computed.
  void texts() {
    each_text(m_, [&](const std::string& path, const std::string& text) {
      if (contains(text, "an unknown number") || contains(text, "an unknown share")) disagree("motion.yaml: " + path, "figure", "one that can be computed", text);
      for (size_t at = text.find("{="); at != std::string::npos; at = text.find("{=", at + 2)) {
        std::string id = text.substr(at + 2, text.find('}', at) - at - 2);
        if (!id.empty() && id.back() == '!') id.pop_back();
        const bool known = id.rfind("planning:", 0) == 0 ? has(id.substr(9)) : f_.find(id) != nullptr;
        if (!known) disagree("motion.yaml: " + path, "figure", "one that can be computed", "{=" + id + "}");
      }
    });
  }

  const GateInput& in_;
  const Motion& m_;
  const Figures& f_;
  const Facts& facts_;
  std::vector<Disagreement> out_;
};

}  // namespace

std::vector<Disagreement> recompute_motion(const GateInput& input) { return Recomputation(input).run(); }

}  // namespace handraise
