#include "design/content.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <set>

#include "base/text.h"
#include "pilot/trigger.h"

namespace handraise {
namespace {

using Rows = std::vector<TextRow>;

std::string duration_words(Duration duration) {
  const double days = static_cast<double>(duration) / kDay;
  if (duration == 0) return "ever";
  if (duration % kDay == 0) return print_number(days) + (days == 1 ? " day" : " days");
  return print_number(static_cast<double>(duration) / kHour) + " hours";
}

class Writer {
 public:
  Writer(Motion motion, const Situation& situation, const Figures& figures, const Playbook& playbook, const ContentLibrary& library)
      : motion_(std::move(motion)), situation_(situation), figures_(figures), playbook_(playbook), library_(library) {}

  Result<Motion> run() {
    prepare();
    context();
    decisions();
    funnel();
    routing();
    workflow();
    instrumentation();
    pilot();
    endings();
    examples();
    if (!errors_.empty()) return errors_;
    return std::move(motion_);
  }

 private:
  // ---- slots and tags that follow from the motion ------------------------------------------------------------------
  const Signal* first_of(std::initializer_list<SignalKind> kinds, bool hand_raise = false) const {
    for (const SignalKind kind : kinds) {
      for (const Signal& signal : motion_.signals) {
        if (signal.exists && signal.hand_raise == hand_raise && (signal.kind == kind || hand_raise)) return &signal;
      }
    }
    return nullptr;
  }
  static std::string label_of(const Signal* signal, const std::string& otherwise) { return signal == nullptr ? otherwise : signal->label.empty() ? signal->name : signal->label; }
  static std::string event_of(const Signal* signal, const std::string& otherwise) { return signal == nullptr || signal->events.empty() ? otherwise : "`" + signal->events.front() + "`"; }
  const std::string& word(const char* name) const {
    static const std::string none;
    const auto found = slots_.words.find(name);
    return found == slots_.words.end() ? none : found->second;
  }
  void prepare() {
    slots_ = situation_.slots;
    tags_ = situation_.tags;
    const auto has = [&](const char* tag) { return situation_.has(tag); };
    const Facts& facts = motion_.context.facts;
    for (const std::string& reason : facts.verdict.reasons) tags_.push_back(reason);
    if (facts.includes("signals", "login")) tags_.push_back("login_named");
    if (facts.has("baselines.activation_rate")) tags_.push_back("activation_stated");
    if (facts.text("usage_data") == "yes") tags_.push_back("usage_stated");
    for (const char* name : {"product_kind", "product", "unit_thing", "unit_things", "account", "accounts", "first_role", "first_roles", "closer_role", "closer_roles", "outcome_nouns"}) {
      slots_.set(upper_first(name), upper_first(word(name)));
    }
    const bool founder = has("founder");
    slots_.set("ops", founder ? "founder" : "RevOps").set("growth", founder ? "founder" : "growth lead").set("data", founder ? "engineering" : "data engineer");
    slots_.set("product_team", founder ? "engineering" : "product").set("lead", founder ? "founder" : word("manager")).set("approver", facts.has("approvals") ? "whoever approves, as you say" : has("eu_consent") || has("health") ? "counsel" : founder ? "founder" : word("manager"));
    std::vector<std::string> staff;
    for (const Pool& pool : motion_.routing.pools) staff.push_back((pool.people == 1 ? "one" : print_number(pool.people)) + " " + role_word(pool.role, pool.people != 1));
    slots_.set("staff", founder ? "you alone" : staff.empty() ? "nobody yet" : has("staff_assumed") ? join_words(staff) + " (assumed)" : join_words(staff));
    // Signals by what they are for.
    const Signal* activation = first_of({SignalKind::activation});
    const Signal* depth = first_of({SignalKind::depth});
    if (activation == nullptr && !motion_.qualify.must_have.empty()) {  // repeated work stands in for it
      activation = motion_.signal(motion_.qualify.must_have.front());
      for (const Signal& signal : motion_.signals) if (signal.exists && signal.kind == SignalKind::depth && &signal != activation) { depth = &signal; break; }
    }
    const Signal* risk = first_of({SignalKind::risk});
    const Signal* hand_raise = first_of({SignalKind::intent}, true);
    if (risk != nullptr) tags_.push_back("has_risk");
    if (first_of({SignalKind::fit}) != nullptr) tags_.push_back("has_fit");
    slots_.set("activation_event", event_of(activation, "first value")).set("activation_label", label_of(activation, playbook_.first_value));
    slots_.set("depth_event", event_of(depth, event_of(activation, "use"))).set("depth_label", label_of(depth, "repeated use"));
    slots_.set("depth_rule", depth == nullptr ? "again" : "≥ " + print_number(depth->at_least) + (depth->count == Count::days ? " days" : "") + (depth->within > 0 ? " in " + duration_words(depth->within) : ""));
    slots_.set("risk_label", label_of(risk, "blocked usage")).set("risk_guardrail", risk == nullptr ? "errors go to support" : label_of(risk, "") + ": support, never sales");
    slots_.set("hand_raise_label", label_of(hand_raise, "asks to talk"));
    slots_.set("signup_event", has("expansion") ? "`Subscription Started`" : has("trial") ? "`Trial Started`" : "`Account Created`");
    slots_.set("signup_fires", has("expansion") ? "the first paid plan begins" : has("trial") ? "a trial begins" : "an account is made");
    slots_.set("outcome_event", has("expansion") ? "`Contract Expanded`" : has("pipeline") ? "`Opportunity Accepted`" : "`Subscription Started`");
    const std::string noun = word("outcome_noun");
    slots_.set("a_outcome_noun", with_article(noun));
    for (const char* name : {"closer_role", "first_role", "account", "unit_word", "unit_thing", "noun", "user", "buyer"}) slots_.set(std::string(name) + "_a", with_article(word(name)));
    std::vector<std::string> missing, named, three;
    double top = 0;
    for (const Signal& signal : motion_.signals) {
      if (!signal.exists) missing.push_back(label_of(&signal, ""));
      else if (signal.from == Origin::stated || signal.from == Origin::answer) named.push_back(label_of(&signal, ""));
      if (three.size() < 3 && !signal.events.empty() && signal.kind != SignalKind::risk) three.push_back("`" + signal.events.front() + "`");
      top = std::max(top, signal.points);
    }
    if (!named.empty()) tags_.push_back("signals_named");
    if (figures_.find("qualified_week") != nullptr && figures_.value("qualified_week") < 1) tags_.push_back("trickle");
    if (figures_.value("needed_weeks") > 52) tags_.push_back("proof_far");
    slots_.set("missing", join_words(missing)).set("named_signals", join_words(named)).set("three_events", join_words(three)).set("top_points", print_number(top));
    slots_.set("half_life", motion_.qualify.half_life.none ? "never" : duration_words(motion_.qualify.half_life.duration));
    slots_.set("bar_next", print_number(motion_.qualify.score_at_least + 10));
    slots_.set("touches_hot", print_number(std::count_if(motion_.routing.cadence.begin(), motion_.routing.cadence.end(), [](const CadenceStep& step) { return step.day >= 0 && !step.conditional && step.tier != "qualified"; })));
    slots_.set("triage_max", has("big_team") ? "20" : "5").set("digest_hour", motion_.routing.duty_slots.empty() ? "09:30" : motion_.routing.duty_slots.front().from);
    slots_.set("sla_first", founder ? word("sla_qualified") : word("sla_hot")).set("sla_asked", motion_.sla.asked ? motion_.sla.asked->words : "");
    slots_.set("open_from", motion_.routing.open_from).set("open_to", motion_.routing.open_to);
    slots_.set("narrow", facts.has("employees.to") ? "the upper half of your size range" : has("trial") ? "accounts with a second person signed in" : word("accounts") + " with the most room to grow");
    slots_.set("widen", facts.has("employees.from") ? "companies just below " + print_count(facts.number("employees.from")) + " employees are let in" : "accounts that now go to triage are let in");
    slots_.set("binding_roles", role_word(figures_.binding_role.empty() ? word("closer_role_id") : figures_.binding_role, true)).set("binding_role", role_word(figures_.binding_role.empty() ? word("closer_role_id") : figures_.binding_role));
    if (figures_.binding_role == word("closer_role_id")) tags_.push_back("closer_binds");
    slots_.set("needed_start", figures_.find("signups_needed") != nullptr ? "{=signups_needed} signups a month" : figures_.find("accounts_needed") != nullptr ? "{=accounts_needed} active accounts" : "that");
    slots_.set("volume_needed", figures_.find("signups_needed") != nullptr ? "{=signups_needed} signups a month" : figures_.find("accounts_needed") != nullptr ? "{=accounts_needed} active accounts" : "a volume");
    slots_.set("volume_state", figures_.value("held_outcomes") >= 5 ? "pass" : "open");
    const double cap = figures_.value("cap_week"), treated = figures_.value("treated_week");
    double people = 0;
    for (const Pool& pool : motion_.routing.pools) if (pool.role == word("first_role_id")) people = pool.people;
    const double pod = cap > 0 && people > 0 ? std::min(people, std::max(2.0, std::ceil(treated / (cap / people)))) : people;
    slots_.set("pod", print_number(pod) + " " + role_word(word("first_role_id"), pod != 1));
    const size_t slots = motion_.routing.duty_slots.size();
    slots_.set("slots_words", slots >= 8 ? "a look in every open hour" : slots == 1 ? "one slot a day" : print_number(static_cast<double>(slots)) + " duty slots a day");
    slots_.set("half_hours", "half of them, and a bar of " + word("bar_next"));
    slots_.set("other_unit", motion_.unit == Unit::user ? "PQA" : "PQL");
    slots_.set("holdout_after", motion_.quantity("holdout_after") != nullptr ? print_percent(motion_.quantity("holdout_after")->value) : "20 %");
    slots_.set("unmapped_max", motion_.quantity("mapped_share") != nullptr ? print_percent(1 - motion_.quantity("mapped_share")->low) : "half");
    slots_.set("goal_metric_short", has("expansion") ? word("accounts") + " that grew ÷ qualified" : word("outcome_nouns") + " ÷ qualified accounts");
    slots_.set("account_field", motion_.unit == Unit::account ? word("account") + ", size" : "company, size");
    const Signal* phrase = nullptr;
    for (const Signal& signal : motion_.signals) if (phrase == nullptr && signal.approved && !signal.phrase.empty() && signal.points > 0) phrase = &signal;
    slots_.set("first_phrase", phrase == nullptr ? playbook_.setup_step : phrase->phrase);
    slots_.set("first_message", motion_.outreach.messages.empty() ? "M1" : motion_.outreach.messages.front().id);
    slots_.set("reach_day", print_number(std::floor(0.6 * facts.number("trial_days", 14))));
    slots_.set("readout_week", print_number(figures_.value("readout_week")));
    const double weeks = motion_.pilot.weeks, readout = figures_.value("readout_week");
    slots_.set("after_weeks", readout - 1 > weeks + 1 ? print_number(std::floor(weeks) + 1) + "–" + print_number(readout - 1) : print_number(std::floor(weeks) + 1));
    // The example sum of the alert card: the smallest pattern that reaches the bar.
    std::string sum;
    if (!figures_.patterns.empty()) {
      std::vector<double> points;
      double total = 0;
      for (const Signal& signal : motion_.signals) {
        if (signal.points > 0 && signal.exists && total < motion_.qualify.score_at_least) { points.push_back(signal.points); total += signal.points; }
      }
      for (const double each : points) sum += (sum.empty() ? "" : " + ") + print_number(each);
      sum = print_number(total) + " = " + sum;
    }
    slots_.set("bar_example", sum.empty() ? word("bar") + " by signal" : sum);
  }

  Rows rows(const char* file) {
    const auto found = library_.files.find(file);
    if (found == library_.files.end()) {
      errors_.push_back({"no such text file", {std::string("templates/motion/") + file + ".yaml", 0, 0}, "", ""});
      return {};
    }
    Result<Rows> chosen = choose_texts(found->second, tags_, slots_);
    if (!chosen) {
      errors_.insert(errors_.end(), chosen.errors().begin(), chosen.errors().end());
      return {};
    }
    return std::move(*chosen);
  }

  void context() {
    Context& context = motion_.context;
    for (const TextRow& row : rows("context")) {
      const std::string& text = row.field("text");
      if (row.group == "title") context.title = text;
      else if (row.group == "goal_metric") context.goal_metric = text;
      else if (row.group == "watched") context.watched = text;
      else if (row.group == "in_scope") context.in_scope = text;
      else if (row.group == "out_of_scope") context.out_of_scope = text;
      else if (row.group == "verdict_reason") context.verdict_reason = text;
      else if (row.group == "before_day_1") context.before_day_1 = text;
    }
    for (const TextRow& row : rows("readiness")) context.readiness.push_back({row.field("test"), row.field("needed"), row.field("found"), row.field("state"), row.field("closes")});
    if (situation_.has("needs_prerequisites")) {
      for (const TextRow& row : rows("prerequisites")) {
        Prerequisite made;
        made.what = row.field("what");
        made.owner = row.field("owner");
        made.done_when = row.field("done_when");
        made.unlocks = row.field("unlocks");
        made.days = std::atoi(row.field("days").c_str());
        context.prerequisites.push_back(made);
      }
    }
  }

  void decisions() {
    for (const TextRow& row : rows("decisions")) {
      Decision made;
      made.id = row.id;
      made.part = row.field("part");
      made.choice = row.field("choice");
      made.because = row.field("because");
      made.inputs = row.list("inputs");
      made.flip = row.field("flip");
      made.flips = !made.flip.empty();
      made.from = Origin::assumed;
      for (const std::string& input : made.inputs) {
        for (const Fact& fact : motion_.context.facts.all) if (fact.path == input || fact.path.rfind(input + ".", 0) == 0) made.from = fact.from;
      }
      motion_.decisions.push_back(std::move(made));
    }
  }

  void funnel() {
    Funnel& funnel = motion_.funnel;
    for (const TextRow& row : rows("funnel")) {
      if (row.group == "low_touch") { funnel.low_touch = row.field("text"); continue; }
      Stage made;
      made.name = row.field("name");
      made.enters_when = row.field("enters_when");
      made.leaves_when = row.field("leaves_when");
      made.owner = row.field("owner");
      made.human = row.field("human");
      made.sla = row.field("sla");
      made.guardrail = row.field("guardrail");
      made.flow = figures_.find(row.field("flow")) != nullptr ? row.field("flow") : "";
      funnel.stages.push_back(std::move(made));
    }
    for (const Intervention& each : playbook_.interventions) if (funnel.interventions.size() < 4) funnel.interventions.push_back(each);
    raci();
  }
  // The RACI's base columns become the company's people: equal ones are merged, A before R before C before I.
  void raci() {
    const bool founder = situation_.has("founder");
    const auto people = [&](std::string_view column) -> std::string {
      if (column == "product") return founder ? "Engineering" : "Product";
      if (column == "data") return founder ? "Engineering" : "Data";
      if (column == "ops") return founder ? "Founder" : "RevOps";
      if (column == "first") return upper_first(word("first_role"));
      if (column == "closer") return upper_first(word("closer_role"));
      if (column == "support") return founder ? "Founder" : situation_.has("has_csm") ? "CSM" : "Support";
      if (column == "lead") return founder ? "Founder" : upper_first(word("lead"));
      return "Counsel";
    };
    static constexpr std::string_view columns[] = {"product", "data", "ops", "first", "closer", "support", "lead", "counsel"};
    Funnel& made = motion_.funnel;
    for (const std::string_view column : columns) {
      const std::string name = people(column);
      if (situation_.has("no_seller") && (column == "first" || column == "closer")) continue;
      if (std::find(made.roles.begin(), made.roles.end(), name) == made.roles.end()) made.roles.push_back(name);
    }
    for (const TextRow& row : rows("raci")) {
      Responsibility line;
      line.activity = row.field("activity");
      line.roles.assign(made.roles.size(), "");
      for (const std::string_view column : columns) {
        const std::string letters = row.field(column);
        if (letters.empty()) continue;
        const auto at = std::find(made.roles.begin(), made.roles.end(), people(column));
        if (at == made.roles.end()) continue;
        std::string& cell = line.roles[static_cast<size_t>(at - made.roles.begin())];
        const std::string both = cell + letters;
        const bool a = contains(both, "A"), r = contains(both, "R");
        cell = a && r ? "A/R" : a ? "A" : r ? "R" : contains(both, "C") ? "C" : "I";
      }
      // Where sellers are missing their work falls to whoever answers for the row.
      if (std::none_of(line.roles.begin(), line.roles.end(), [](const std::string& cell) { return contains(cell, "A"); })) {
        for (size_t i = 0; i < made.roles.size(); ++i) if (made.roles[i] == people("ops")) line.roles[i] = "A/R";
      }
      made.raci.push_back(std::move(line));
    }
  }

  void routing() {
    Routing& routing = motion_.routing;
    for (const TextRow& row : rows("routing")) {
      if (row.id == "rule") routing.rules.push_back({row.field("if"), row.field("then"), row.field("why")});
      else if (row.id == "over") routing.over_capacity.push_back(row.field("text"));
      else if (row.id == "forbidden") routing.forbidden.push_back(row.field("text"));
      else if (row.id == "crediting" && routing.crediting.empty()) routing.crediting = row.field("text");
      else if (row.id == "triage" && routing.triage.empty()) routing.triage = row.field("text");
      else if (row.id == "clock" && motion_.sla.clock.empty()) motion_.sla.clock = row.field("text");
    }
    for (const TextRow& row : rows("dispositions")) motion_.dispositions.push_back({row.field("value"), row.field("meaning"), row.field("next_step"), row.field("teaches")});
  }

  void workflow() {
    Workflow& workflow = motion_.workflow;
    for (const TextRow& row : rows("workflow")) {
      if (row.id == "card") workflow.alert_card.push_back({row.field("field"), row.field("example"), row.field("hidden") == "yes"});
      else if (row.id == "action") workflow.required_actions.push_back(row.field("text"));
      else if (row.id == "field") workflow.crm_fields.push_back({row.field("name"), row.field("type"), row.field("values"), row.field("written_by")});
      else if (row.id == "escalation") workflow.escalations.push_back({row.field("if"), row.field("then"), row.field("owner")});
      else if (row.id == "review_when" && workflow.review_when.empty()) workflow.review_when = row.field("text");
      else if (row.id == "agenda") workflow.review.push_back({std::atoi(row.field("minutes").c_str()), row.field("item"), row.field("owner"), row.field("rule")});
      else if (row.id == "change_rule" && workflow.change_rule.empty()) workflow.change_rule = row.field("text");
    }
    for (const Message& message : motion_.outreach.messages) {
      if (message.closing) continue;
      NextAction made;
      made.pattern = message.trigger;
      made.who = message.support ? "support" : word("first_role");
      made.message = message.id;
      made.by_when = message.support ? "in its own time" : contains(message.name, "meeting") ? "the day of the meeting" : word("sla_first");
      workflow.next_actions.push_back(std::move(made));
    }
  }

  void instrumentation() {
    Instrumentation& made = motion_.instrumentation;
    const Facts& facts = motion_.context.facts;
    int day = 5;
    for (const Signal& signal : motion_.signals) {
      if (signal.events.empty()) {
        TrackedEvent trait;
        if (!signal.trait) continue;
        trait.event = signal.trait->trait + " (trait)";
        const PlaybookSignal* known = playbook_.signal(signal.name);
        trait.fires_when = known != nullptr ? known->fires_when : "the company record is read";
        trait.properties = "number or text";
        trait.id = "account";
        trait.state = situation_.has("no_enrichment") ? "unknown" : "exists";
        trait.builder = word("data");
        trait.check = known != nullptr ? known->check : "20 looked up by hand";
        if (trait.state != "exists") trait.needed_by = "D+8";
        made.events.push_back(std::move(trait));
        continue;
      }
      TrackedEvent event;
      event.event = signal.events.front();
      if (event.event == "any") continue;
      const auto same = std::find_if(made.events.begin(), made.events.end(), [&](const TrackedEvent& each) { return each.event == event.event; });
      if (same != made.events.end()) continue;
      const PlaybookSignal* known = playbook_.signal(signal.name);
      event.fires_when = known != nullptr ? known->fires_when : signal.label;
      std::vector<std::string> properties;
      if (known != nullptr) for (const EventProperty& property : known->properties) properties.push_back(property.name + ":" + property.type);
      else for (const PropertyTest& test : signal.where) properties.push_back(test.property + ":string");
      if (signal.count == Count::distinct || signal.count == Count::sum) {
        const bool there = std::any_of(properties.begin(), properties.end(), [&](const std::string& each) { return each.rfind(signal.count_property + ":", 0) == 0; });
        if (!there) properties.push_back(signal.count_property + (signal.count == Count::sum ? ":number" : ":string"));
      }
      event.properties = properties.empty() ? "–" : join(properties, ", ");
      event.id = motion_.unit == Unit::account ? "user and account" : "user";
      const bool stated = signal.from == Origin::stated || signal.from == Origin::answer;
      event.state = !signal.exists ? "missing" : stated ? "exists" : facts.text("usage_data") == "no" ? "missing" : "unknown";
      event.builder = word("data");
      event.check = known != nullptr ? known->check : "count equals the product's own table within 1 %";
      if (event.state == "missing") event.needed_by = "D+20";
      else if (event.state == "unknown") event.needed_by = "D+" + std::to_string(day);
      made.events.push_back(std::move(event));
    }
    for (const TextRow& row : rows("instrumentation")) {
      if (row.id == "event") {
        TrackedEvent event;
        event.event = replace_all(row.field("event"), "`", "");
        event.fires_when = row.field("fires_when");
        event.properties = row.field("properties");
        event.id = row.field("eid");
        event.state = row.field("state").empty() ? "unknown" : row.field("state") == "built in" ? "exists" : row.field("state");
        event.builder = row.field("state") == "built in" ? "Handraise" : word("data");
        event.check = row.field("check");
        if (event.state == "unknown") event.needed_by = "D+9";
        made.events.push_back(std::move(event));
      } else if (row.id == "dashboard") {
        made.dashboards.push_back({row.field("question"), row.field("formula"), row.field("owner"), row.field("cadence")});
      } else if (row.id == "leading" || row.id == "lagging") {
        Indicator indicator;
        indicator.metric = row.field("metric");
        indicator.baseline = row.field("baseline");
        indicator.target = row.field("target");
        indicator.read = row.field("read");
        indicator.leading = row.id == "leading";
        made.indicators.push_back(std::move(indicator));
      } else if (row.id == "quality") {
        made.quality_checks.push_back(row.field("text"));
      }
    }
  }

  void pilot() {
    Pilot& pilot = motion_.pilot;
    if (situation_.has("needs_prerequisites") || pilot.arms.empty()) return;
    for (const TextRow& row : rows("pilot")) {
      if (row.id == "treatment" || row.id == "holdout") {
        for (Arm& arm : pilot.arms) if (arm.name == row.id && arm.what.empty()) arm.what = row.field("text");
      } else if (row.id == "guardrail") pilot.guardrails.push_back(row.field("text"));
      else if (row.id == "calendar") pilot.calendar.push_back({row.field("week"), row.field("work"), row.field("exit"), row.field("owner")});
      else if (row.id == "scale") pilot.scale.push_back({row.field("stage"), row.field("if"), row.field("then")});
      else if (row.id == "backlog") pilot.backlog.push_back(row.field("text"));
    }
    const auto n = static_cast<int64_t>(figures_.value("treated_total"));
    if (n < 1) return;
    for (const TextRow& row : rows("triggers")) {
      Trigger made;
      made.name = row.field("name");
      made.kind = row.field("kind");
      made.counts = row.field("counts");
      made.p_ok = std::strtod(row.field("p_ok").c_str(), nullptr);
      made.p_bad = std::strtod(row.field("p_bad").c_str(), nullptr);
      made.action = row.field("action");
      if (made.kind == "scale") {
        made.k = static_cast<int>(plan_count_gate(n, made.p_ok, made.p_bad).at_most);
      } else {
        CountTrigger planned = plan_count_trigger(n, made.p_ok, made.p_bad);
        if (planned.look && made.p_bad >= 0.4) {  // a handful of accounts can only tell what is plainly wrong
          made.p_bad = 0.6;
          planned = plan_count_trigger(n, made.p_ok, made.p_bad);
        }
        made.k = static_cast<int>(planned.at_least);
        if (planned.look && made.kind == "stop") made.action = row.field("look");
        if (planned.look) made.kind = "look";
        if (planned.at_least > n) continue;
      }
      pilot.triggers.push_back(std::move(made));
    }
  }

  void endings() {
    for (const TextRow& row : rows("risks")) {
      motion_.risks.push_back({row.field("what"), row.field("likelihood"), row.field("effect"), row.field("sign"), row.field("move"), row.field("owner")});
      if (motion_.risks.size() == 6) break;
    }
    for (const TextRow& row : rows("steps")) {
      if (row.id == "step") motion_.next_steps.push_back({row.field("step"), row.field("owner"), row.field("due"), row.field("done_when")});
      else if (row.id == "decision" && motion_.decisions_needed.size() < 3) motion_.decisions_needed.push_back({row.field("decision"), row.field("owner"), row.field("by"), row.field("default")});
    }
  }

  // ---- worked examples: histories that this motion's own rules let pass, miss, or ignore -----------------------------
  static std::string passing(const Test& test) {
    if (!test.equals.empty()) return test.equals.front();
    if (test.in && !test.in->empty()) return test.in->front();
    if (test.at_least) return print_number(*test.at_least);
    if (test.at_most) return print_number(*test.at_most);
    if (!test.not_equals.empty()) return test.not_equals.front() == "false" ? "true" : test.not_equals.front() == "true" ? "false" : "other";
    if (test.not_in) return "other";
    return "yes";
  }
  // Records that turn `signal` on, the newest on `day`, by people of the account.
  void turn_on(const Signal& signal, double day, std::vector<CaseRecord>& records, int& person) const {
    const std::string role = word("user");
    const auto who = [&](int i) { return role + " " + static_cast<char>('A' + std::min(i, 25)); };
    const int needed = std::max(1, static_cast<int>(std::ceil(signal.at_least)));
    CaseRecord record;
    record.event = signal.events.front() == "any" ? "Opened" : signal.events.front();
    for (const PropertyTest& test : signal.where) {
      if (test.test.exists && !*test.test.exists) continue;
      record.properties.emplace_back(test.property, passing(test.test));
    }
    switch (signal.count) {
      case Count::events:
        for (int i = 0; i < needed; ++i) {
          CaseRecord each = record;
          each.user = who(0);
          each.day = signal.once_per == Period::day ? day - (needed - 1 - i) : day;
          if (signal.once_per == Period::none) { each.times = needed; each.day = day; records.push_back(each); break; }
          records.push_back(each);
        }
        break;
      case Count::days:
        for (int i = 0; i < needed; ++i) {
          CaseRecord each = record;
          each.user = who(0);
          each.day = std::max(0.0, day - (needed - 1 - i));
          records.push_back(each);
        }
        break;
      case Count::users:
      case Count::new_users:
        for (int i = 0; i < needed; ++i) {
          CaseRecord each = record;
          each.user = motion_.unit == Unit::user ? who(0) : who(signal.count == Count::new_users ? ++person : i);
          each.day = day;
          records.push_back(each);
        }
        break;
      case Count::distinct:
        for (int i = 0; i < needed; ++i) {
          CaseRecord each = record;
          each.user = who(0);
          each.day = day;
          const auto has = std::find_if(each.properties.begin(), each.properties.end(), [&](const auto& property) { return property.first == signal.count_property; });
          const std::string value = signal.count_property + " " + std::to_string(i + 1);
          if (has != each.properties.end()) { if (i == 0) continue; has->second = value; }
          else each.properties.emplace_back(signal.count_property, value);
          records.push_back(each);
        }
        break;
      case Count::sum: {
        CaseRecord each = record;
        each.user = who(0);
        each.day = day;
        each.properties.emplace_back(signal.count_property, print_number(signal.at_least));
        records.push_back(each);
        break;
      }
    }
  }
  // Points of signals that `made` turns on, after decay from their newest record to the evaluation.
  double score_of(const WorkedCase& made, const std::vector<const Signal*>& gates, const std::vector<const Signal*>& signals) const {
    double score = 0;
    for (const std::vector<const Signal*>* list : {&gates, &signals}) {
      for (const Signal* signal : *list) {
        double newest = -1;
        for (const CaseRecord& record : made.records) if (record.event == signal->events.front()) newest = std::max(newest, record.day);
        const HalfLife half_life = signal->half_life.value_or(motion_.qualify.half_life);
        score += signal->points * (half_life.none || newest < 0 ? 1 : std::pow(0.5, (made.evaluated_day - newest) * kDay / static_cast<double>(half_life.duration)));
      }
    }
    return score;
  }
  void common_traits(WorkedCase& made, bool fit) const {
    const auto set = [&](const std::string& trait, const std::string& value) {
      const std::string name = trait.rfind("account.", 0) == 0 ? trait : "account." + trait;
      if (std::none_of(made.traits.begin(), made.traits.end(), [&](const auto& each) { return each.first == name; })) made.traits.emplace_back(name, value);
    };
    for (const TraitTest& test : motion_.segment.all) if (test.trait.rfind("account.", 0) == 0) set(test.trait, test.test.at_least && test.test.at_most ? print_number(std::round((*test.test.at_least + *test.test.at_most) / 2)) : passing(test.test));
    for (const Signal& signal : motion_.signals) {
      if (fit && signal.kind == SignalKind::fit && signal.trait && signal.trait->trait.rfind("account.", 0) == 0) {
        set(signal.trait->trait, signal.trait->test.at_least && signal.trait->test.at_most ? print_number(std::round((*signal.trait->test.at_least + *signal.trait->test.at_most) / 2)) : passing(signal.trait->test));
      }
    }
    for (const Exclusion& exclusion : motion_.qualify.never_if) if (exclusion.trait && exclusion.trait->test.exists && !*exclusion.trait->test.exists) set(exclusion.trait->trait, "stored");
  }
  void examples() {
    std::vector<const Signal*> gates, scoring;
    for (const Signal& signal : motion_.signals) {
      if (!signal.exists || signal.hand_raise || signal.kind == SignalKind::risk) continue;
      const bool must = std::find(motion_.qualify.must_have.begin(), motion_.qualify.must_have.end(), signal.name) != motion_.qualify.must_have.end();
      if (must && signal.kind != SignalKind::fit) gates.push_back(&signal);
      else if (signal.points > 0 && signal.kind != SignalKind::fit) scoring.push_back(&signal);
    }
    if (scoring.empty()) return;
    double fit_points = 0;
    for (const Signal& signal : motion_.signals) if (signal.kind == SignalKind::fit && signal.exists && signal.points > 0) fit_points += signal.points;
    const double bar = motion_.qualify.score_at_least;
    // Strongest last, so that what fades has faded least.
    std::vector<const Signal*> by_kind = scoring;
    std::stable_sort(by_kind.begin(), by_kind.end(), [](const Signal* a, const Signal* b) { return a->points > b->points; });
    const auto build = [&](const std::string& id, const std::vector<const Signal*>& signals, bool with_gates, bool fit) {
      WorkedCase made;
      made.id = id;
      common_traits(made, fit);
      int person = 0;
      double day = 0, step = 1;  // a day between two steps, less where the windows are shorter than that
      for (const Signal* signal : signals) if (signal->within > 0) step = std::min(step, static_cast<double>(signal->within) / kDay / (static_cast<double>(signals.size()) + 2));
      if (with_gates) for (const Signal* gate : gates) { turn_on(*gate, gate->count == Count::days ? gate->at_least - 1 : day, made.records, person); }
      std::vector<const Signal*> ordered = signals;
      std::stable_sort(ordered.begin(), ordered.end(), [](const Signal* a, const Signal* b) { return a->points < b->points; });
      for (const Signal* signal : ordered) {
        day += step;
        turn_on(*signal, std::max(day, signal->count == Count::days ? signal->at_least - 1 : day), made.records, person);
      }
      for (const CaseRecord& record : made.records) made.evaluated_day = std::max(made.evaluated_day, record.day);
      std::stable_sort(made.records.begin(), made.records.end(), [](const CaseRecord& a, const CaseRecord& b) { return a.day < b.day; });
      return made;
    };
    // As few as reach the bar after decay, of as many kinds as are asked for.
    std::vector<const Signal*> passing_set;
    WorkedCase qualifies;
    for (const Signal* signal : by_kind) {
      passing_set.push_back(signal);
      qualifies = build("qualifies", passing_set, true, true);
      std::set<SignalKind> kinds;
      for (const Signal* each : passing_set) kinds.insert(each->kind);
      if (score_of(qualifies, gates, passing_set) + fit_points >= bar + 0.5 && static_cast<int>(kinds.size()) >= motion_.qualify.kinds_at_least) break;
    }
    qualifies.expect = "qualified";
    qualifies.story = "An account of the segment: " + join_words(labels(gates, passing_set)) + ".";
    motion_.examples.push_back(qualifies);
    // The same day, without the strongest; where that still reaches the bar, without the next too.
    std::vector<const Signal*> fewer = passing_set, without;
    WorkedCase near = qualifies;
    do {
      if (fewer.size() > 1) {
        without.push_back(fewer.front());
        fewer.erase(fewer.begin());
      }
      // The same days without what the left-out signals count; built anew where another signal counts the same event.
      const auto counted = [&](const std::string& event, const std::vector<const Signal*>& by) { return std::any_of(by.begin(), by.end(), [&](const Signal* each) { return !each->events.empty() && (each->events.front() == event || each->events.front() == "any"); }); };
      const bool shared = std::any_of(without.begin(), without.end(), [&](const Signal* each) { return counted(each->events.front(), fewer) || counted(each->events.front(), gates); });
      if (shared) {
        near = build("near_miss", fewer, true, true);
      } else {
        near = qualifies;
        near.id = "near_miss";
        near.records.erase(std::remove_if(near.records.begin(), near.records.end(), [&](const CaseRecord& record) { return counted(record.event, without); }), near.records.end());
      }
      near.evaluated_day = std::max(near.evaluated_day, qualifies.evaluated_day);
    } while (fewer.size() > 1 && score_of(near, gates, fewer) + fit_points >= bar - 0.01);
    near.expect = motion_.qualify.triage_from && score_of(near, gates, fewer) + fit_points >= *motion_.qualify.triage_from ? "triage" : "not_qualified";
    near.story = "The same without “" + join_words(labels({}, without)) + "”.";
    motion_.examples.push_back(near);
    // The lone look at prices: the motion's intent signal if it has one, else the page itself.
    WorkedCase lone;
    lone.id = "lone_pricing_visit";
    common_traits(lone, true);
    const Signal* intent = nullptr;
    for (const Signal* signal : scoring) if (signal->kind == SignalKind::intent) intent = signal;
    int person = 0;
    if (intent != nullptr) turn_on(*intent, std::max(1.0, intent->at_least - 1), lone.records, person);
    else {
      CaseRecord record;
      record.user = word("user") + " A";
      record.event = "Viewed Pricing Page";
      record.times = 5;
      lone.records.push_back(record);
    }
    for (const CaseRecord& record : lone.records) lone.evaluated_day = std::max(lone.evaluated_day, record.day);
    lone.expect = "not_qualified";
    lone.story = intent != nullptr ? "Only “" + label_of(intent, "") + "”, nothing set up." : "Five looks at the price page, nothing set up.";
    motion_.examples.push_back(lone);
  }
  std::vector<std::string> labels(const std::vector<const Signal*>& gates, const std::vector<const Signal*>& signals) const {
    std::vector<std::string> made;
    for (const Signal* signal : gates) made.push_back(label_of(signal, ""));
    for (const Signal* signal : signals) made.push_back(label_of(signal, ""));
    return made;
  }

  Motion motion_;
  const Situation& situation_;
  const Figures& figures_;
  const Playbook& playbook_;
  const ContentLibrary& library_;
  Slots slots_;
  std::vector<std::string> tags_;
  Errors errors_;
};

}  // namespace

Result<ContentLibrary> load_content(const std::string& templates_directory) {
  ContentLibrary library;
  Errors errors;
  std::error_code code;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(templates_directory + "/motion", code)) if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  if (code) return Error{"cannot be read: " + code.message(), {templates_directory + "/motion", 0, 0}, "is the templates folder beside the program?", ""};
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) {
    Result<std::vector<TextRow>> rows = load_texts(path.string());
    if (rows) library.files[path.stem().string()] = std::move(*rows);
    else errors.insert(errors.end(), rows.errors().begin(), rows.errors().end());
  }
  if (!errors.empty()) return errors;
  return library;
}

Result<Motion> write_content(Motion motion, const Situation& situation, const Figures& figures, const Playbook& playbook, const ContentLibrary& library) {
  return Writer(std::move(motion), situation, figures, playbook, library).run();
}

}  // namespace handraise
