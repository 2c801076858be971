// Random motions without mistakes, for property tests: every field now and then, with texts that YAML is bad at. The same seed gives
// the same motion. For tests only.
#pragma once

#include <algorithm>
#include <random>

#include "motion/motion.h"

namespace handraise {

class RandomMotion {
 public:
  explicit RandomMotion(uint64_t seed) : engine_(seed) {}

  bool yes(double chance = 0.5) { return std::uniform_real_distribution<double>(0, 1)(engine_) < chance; }
  int whole(int low, int high) { return std::uniform_int_distribution<int>(low, high)(engine_); }
  template <class T>
  T one_of(const std::vector<T>& from) { return from[static_cast<size_t>(whole(0, static_cast<int>(from.size()) - 1))]; }
  std::string word(const char* words) {  // blank-separated
    std::vector<std::string> all(1);
    for (const char* c = words; *c; ++c) {
      if (*c == ' ') all.emplace_back();
      else all.back() += *c;
    }
    return one_of(all);
  }

  std::string text() {
    static const std::vector<std::string> pieces = {
        "", "a plain sentence", "yes", "No", "1.0", "0x1F", "~", "null", "- item", "-", "a: b", "a:", ": a", "#", "a #b", "'", "\"", "\\", "\\n", "\n", "\n\n", " ", "  two",
        "\t", "\r", "\r\n", "{", "}", "[x]", "a, b", "&anchor", "*alias", "!tag", "%dir", "@at", "`tick`", "|", ">", "|-", "---", "...", "? key", "<<", "ümlaut", "日本語", "🙂", "e\xCC\x81",
        "{{first_name}}", "\xC2\x85", "\xE2\x80\xA8", "\xEF\xBB\xBF", "\xC2\xA0", "–", "“quoted”", "12:30:45", "2026-03-01", "0o14", "1_000", ".5", "+1", "1e3", "=", "true", "\x7F", "\x01",
        "a very long sentence that goes on and on so that no line of a sensible width could hold it, whatever one does to it, and it goes on a little longer than that"};
    std::string out;
    const int count = yes(0.6) ? 1 : whole(0, 5);
    for (int i = 0; i < count; ++i) {
      if (i > 0 && yes()) out += one_of<std::string>({" ", "\n", "\n\n"});
      out += one_of(pieces);
    }
    return out;
  }
  std::string some_text() { return yes(0.3) ? "" : text(); }  // "" is every text's default
  std::string not_empty() {  // and no longer than the name of a property may be
    const std::string out = text();
    return out.empty() || out.size() > 200 ? "x" : out;
  }
  std::vector<std::string> texts() {
    std::vector<std::string> out;
    for (int i = whole(-1, 3); i > 0; --i) out.push_back(text());
    return out;
  }
  double number(double low, double high) {
    switch (whole(0, 3)) {
      case 0: return std::max(low, std::min(high, static_cast<double>(whole(-5, 100))));
      case 1: return low;
      case 2: return std::uniform_real_distribution<double>(low, high)(engine_);
      default: return std::max(low, std::min(high, whole(-1000, 1000) / 1000.0));
    }
  }
  double share() { return number(0, 1); }
  double micro(int low, int high) { return whole(low, high) / (yes() ? 1.0 : 1e6); }
  Duration duration() { return yes(0.8) ? whole(1, 400) * one_of<Duration>({kSecond, kMinute, kHour, kDay, kWeek}) : whole(1, 2'000'000'000); }
  Origin origin() { return static_cast<Origin>(whole(0, 6)); }
  HalfLife half_life() { return yes(0.3) ? HalfLife{true, 0} : HalfLife{false, duration()}; }

  Test test() {
    Test out;
    do {
      if (yes(0.2)) out.equals = {text()};
      if (yes(0.1)) out.not_equals = {text()};
      if (yes(0.2)) out.in = std::vector<std::string>{text(), text()};
      if (yes(0.1)) out.not_in = std::vector<std::string>{text()};
      if (yes(0.2)) out.at_least = number(-1e6, 1e6);
      if (yes(0.2)) out.at_most = out.at_least ? *out.at_least + number(0, 1e18) : number(-1e-9, 1e18);
      if (yes(0.1)) out.exists = yes();
    } while (out.empty());
    return out;
  }
  TraitTest trait_test(Unit unit) {
    TraitTest out;
    out.trait = (unit == Unit::user && yes() ? "user." : "account.") + not_empty();
    if (yes(0.8)) out.test = test();
    return out;
  }
  std::vector<std::pair<std::string, std::string>> pairs() {
    std::vector<std::pair<std::string, std::string>> out;
    for (int i = whole(-2, 3); i > 0; --i) {
      const std::string name = not_empty();
      if (std::none_of(out.begin(), out.end(), [&](const auto& pair) { return pair.first == name; })) out.emplace_back(name, text());
    }
    return out;
  }
  template <class T, class Make>
  std::vector<T> rows(Make make) {
    std::vector<T> out;
    for (int i = whole(-2, 3); i > 0; --i) out.push_back(make(static_cast<int>(out.size())));
    return out;
  }

  Signal signal(const std::string& name, Unit unit) {
    Signal out;
    out.name = name;
    out.kind = static_cast<SignalKind>(whole(0, 8));
    if (yes(0.8)) out.points = out.kind == SignalKind::risk ? -micro(0, 100) : micro(0, 100);
    out.approved = yes();
    out.phrase = some_text();
    out.label = some_text();
    out.why = some_text();
    out.false_positives = some_text();
    out.control = some_text();
    out.exists = yes(0.8);
    out.from = origin();
    out.source = some_text();
    if (out.kind == SignalKind::fit) {
      out.trait = trait_test(unit);
      return out;
    }
    out.events = yes(0.2) ? std::vector<std::string>{"any"} : std::vector<std::string>{not_empty()};
    while (yes(0.2) && out.events.front() != "any") out.events.push_back(not_empty() + "2");
    for (int i = 0; i < whole(-2, 3); ++i) {
      const std::string property = not_empty() + std::to_string(i);
      if (property.size() <= 256) out.where.push_back({property, test()});
    }
    out.count = static_cast<Count>(whole(0, 5));
    if (out.count == Count::distinct || out.count == Count::sum) out.count_property = not_empty();
    if (out.count == Count::events && yes(0.3)) out.once_per = static_cast<Period>(whole(1, 3));
    if (yes(0.7)) out.at_least = out.count == Count::sum ? micro(1, 1'000'000) : whole(1, 50);
    out.within = yes(0.2) ? 0 : duration();
    if (out.kind != SignalKind::risk) {
      if (yes(0.3)) out.half_life = half_life();
      out.hand_raise = yes(0.2);
    }
    return out;
  }

  Fact fact(const FactKind& kind, const std::string& path) {
    Fact out;
    out.path = path;
    switch (kind.type) {
      case FactKind::Type::number: out.value = std::to_string(whole(0, 100'000)); break;
      case FactKind::Type::yes_no: out.value = yes() ? "yes" : "no"; break;
      case FactKind::Type::id: out.value = kind.ids.empty() || kind.path.back() == '*' ? "some_id" : one_of(kind.ids); break;
      case FactKind::Type::text: out.value = text(); break;
    }
    if (yes()) out.words = text();
    if (yes()) out.at = {"a " + text() + ".txt", whole(0, 100), whole(0, 100)};
    out.from = origin();
    return out;
  }
  Facts facts() {
    Facts out;
    for (const FactKind& kind : fact_kinds()) {
      if (kind.path.find("forbidden") == 0 || !yes(0.2)) continue;
      if (kind.path.back() == '*') out.all.push_back(fact(kind, kind.path.substr(0, kind.path.size() - 1) + "ae"));
      else for (int i = kind.list ? whole(1, 3) : 1; i > 0; --i) out.all.push_back(fact(kind, kind.path));
    }
    out.contradictions = rows<Contradiction>([&](int) { return Contradiction{text(), texts(), text(), text()}; });
    out.unread = texts();
    out.verdict = {static_cast<VerdictValue>(whole(0, 3)), texts()};
    out.refused_parts = rows<RefusedPart>([&](int) { return RefusedPart{text(), text(), text(), text()}; });
    return out;
  }

  std::string time(int low, int high) {
    const auto two = [](int n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
    return two(whole(low, high)) + ":" + two(whole(0, 59));
  }

  Motion motion() {
    Motion out;
    out.unit = yes(0.7) ? Unit::account : Unit::user;
    if (yes(0.3)) out.time_zone = "America/Port-au-Prince";
    if (yes()) {
      if (yes()) out.identity.account_by = {"email_domain", "trait:" + not_empty(), "group"};
      out.identity.domain_exact = yes();
      if (yes()) out.identity.personal_domains = {"bundled", "gmx.net"};
      if (yes()) out.identity.internal_domains = {not_empty(), "acme.com"};
      if (yes()) out.identity.competitor_domains = {not_empty()};
      out.identity.solo_included = yes();
      out.identity.trust_confirmed = yes();
    }
    static const std::vector<std::string> names = {"invited", "yes", "no", "true", "null", "any", "none", "Activated", "a-b", "x_1", "off"};
    std::vector<std::string> shuffled = names;
    std::shuffle(shuffled.begin(), shuffled.end(), engine_);
    for (int i = 0; i < whole(1, 8); ++i) out.signals.push_back(signal(shuffled[static_cast<size_t>(i)], out.unit));

    Qualify& qualify = out.qualify;
    if (yes(0.8)) qualify.score_at_least = micro(-10, 200);
    if (yes()) qualify.hot_at = qualify.score_at_least + whole(0, 50);
    if (yes()) qualify.triage_from = qualify.score_at_least - whole(0, 50);
    if (yes()) qualify.half_life = half_life();
    if (yes()) qualify.must_have = {out.signals.front().name};
    if (yes()) for (const Signal& each : out.signals) qualify.any_of.push_back(each.name);
    for (const Signal& each : out.signals) if (each.points > 0 && each.kind != SignalKind::fit) qualify.kinds_at_least = whole(0, 1);
    qualify.never_if = rows<Exclusion>([&](int i) {
      Exclusion exclusion;
      if (i == 0) exclusion.signal = out.signals.back().name;
      else if (i == 1) exclusion.outcome = not_empty();
      else exclusion.trait = trait_test(out.unit);
      exclusion.why = some_text();
      return exclusion;
    });
    if (yes()) qualify.cooldown = yes() ? std::optional<Duration>(duration()) : std::nullopt;
    out.segment.words = some_text();
    out.segment.all = rows<TraitTest>([&](int) { return trait_test(out.unit); });
    if (yes(0.3)) {
      Mapping& input = out.input.emplace();
      input.time = not_empty();
      for (std::string* each : {&input.user, &input.anonymous, &input.event, &input.account, &input.email, &input.message_id, &input.type, &input.previous, &input.event_name}) *each = some_text();
      input.row_type = word("track identify group page screen alias");
      input.properties = texts();
    }

    Context& context = out.context;
    for (std::string* each : {&context.title, &context.product, &context.category, &context.noun, &context.noun_plural, &context.goal_metric, &context.watched, &context.in_scope,
                              &context.out_of_scope, &context.verdict_reason, &context.before_day_1}) *each = some_text();
    if (yes()) context.objective = word("trial_to_paid expansion acv_lift pipeline");
    context.readiness = rows<ReadinessRow>([&](int) { return ReadinessRow{text(), text(), text(), word("pass open fail"), text()}; });
    context.prerequisites = rows<Prerequisite>([&](int) { return Prerequisite{text(), text(), text(), text(), whole(0, 30)}; });
    if (yes()) context.facts = facts();
    context.tags = texts();
    out.planning = rows<Quantity>([&](int i) {
      const double value = number(-10, 1e7);
      const double low = yes() ? value : value - number(0, 5), high = yes() ? value : value + number(0, 1e9);
      return Quantity{"q" + std::to_string(i), text(), value, low, high, text(), origin(), text(), text(), text(), text(), text()};
    });
    out.decisions = rows<Decision>([&](int i) {
      return Decision{"D" + std::to_string(i), word("definition signals routing outreach pilot context"), text(), text(), texts(), origin(), yes(), text()};
    });

    Funnel& funnel = out.funnel;
    funnel.stages = rows<Stage>([&](int) { return Stage{text(), text(), text(), text(), word("yes maybe no"), text(), text(), text()}; });
    funnel.interventions = rows<Intervention>([&](int) { return Intervention{text(), text(), text()}; });
    funnel.low_touch = some_text();
    funnel.roles = texts();
    funnel.raci = rows<Responsibility>([&](int) {
      Responsibility row{text(), {}};
      for (size_t i = 0; i < funnel.roles.size(); ++i) row.roles.push_back(yes() ? "A/R" : "");
      return row;
    });
    Routing& routing = out.routing;
    routing.pools = rows<Pool>([&](int) { return Pool{text(), number(0, 100), origin(), number(0, 60), share(), share(), text()}; });
    routing.rules = rows<RoutingRule>([&](int) { return RoutingRule{text(), text(), text()}; });
    routing.channel = some_text();
    routing.crm = some_text();
    if (yes()) routing.open_from = time(0, 11);
    if (yes()) routing.open_to = time(12, 23);
    routing.duty_slots = rows<Slot>([&](int) { return Slot{time(0, 11), time(12, 23)}; });
    routing.cadence = rows<CadenceStep>([&](int) { return CadenceStep{text(), word("hot qualified both"), text(), whole(-1, 30), number(0, 100), share(), yes(), text()}; });
    routing.over_capacity = texts();
    routing.forbidden = texts();
    routing.crediting = some_text();
    routing.triage = some_text();
    const auto promise = [&](int) { return Promise{word("hand_raise hot qualified"), number(0, 10000), share(), origin(), text()}; };
    out.sla.clock = some_text();
    out.sla.promises = rows<Promise>(promise);
    if (yes(0.3)) out.sla.asked = promise(0);
    out.dispositions = rows<Disposition>([&](int) { return Disposition{text(), text(), text(), text()}; });

    Outreach& outreach = out.outreach;
    outreach.tone = texts();
    outreach.messages = rows<Message>([&](int i) {
      Message message{"M" + std::to_string(i + 1), text(), text(), text(), text(), text(), texts(), text() + "\n\n" + text(), {}, yes(), yes()};
      for (const Signal& each : out.signals) if (each.approved && yes()) message.signals.push_back(each.name);
      return message;
    });
    outreach.follow_ups = rows<FollowUp>([&](int) { return FollowUp{whole(-1, 30), text(), text(), text()}; });
    outreach.stop_rule = some_text();
    outreach.opener = some_text();
    outreach.discovery = texts();
    outreach.objections = rows<Objection>([&](int) { return Objection{text(), text(), text()}; });
    outreach.blanks = rows<Blank>([&](int) { return Blank{text(), text(), text()}; });
    outreach.never_mention = {"e-mail content"};
    outreach.compliance = texts();
    outreach.footer = some_text();
    Workflow& workflow = out.workflow;
    workflow.alert_card = rows<AlertField>([&](int) { return AlertField{text(), text(), yes()}; });
    workflow.next_actions = rows<NextAction>([&](int) { return NextAction{text(), text(), outreach.messages.empty() ? "" : "M1", text()}; });
    workflow.required_actions = texts();
    workflow.crm_fields = rows<CrmField>([&](int) { return CrmField{text(), text(), text(), text()}; });
    workflow.escalations = rows<Escalation>([&](int) { return Escalation{text(), text(), text()}; });
    workflow.review_when = some_text();
    workflow.review = rows<AgendaItem>([&](int) { return AgendaItem{whole(0, 60), text(), text(), text()}; });
    workflow.change_rule = some_text();

    Instrumentation& instrumentation = out.instrumentation;
    instrumentation.events = rows<TrackedEvent>([&](int) { return TrackedEvent{text(), text(), text(), text(), word("exists missing unknown"), text(), text(), text()}; });
    instrumentation.dashboards = rows<Dashboard>([&](int) { return Dashboard{text(), text(), text(), text()}; });
    instrumentation.indicators = rows<Indicator>([&](int) { return Indicator{text(), text(), text(), yes() ? "weekly" : "at readout", yes()}; });
    instrumentation.quality_checks = texts();
    Pilot& pilot = out.pilot;
    pilot.segment = some_text();
    if (yes()) pilot.weeks = number(0, 52);
    if (yes()) pilot.asked_weeks = number(0, 52);
    pilot.asked_includes_readout = yes();
    pilot.start = some_text();
    if (yes()) pilot.arms = {{"treatment", 0.7, text()}, {"holdout", 0.3, text()}};
    pilot.rule = static_cast<GoRule>(whole(0, 2));
    if (pilot.rule == GoRule::prove && yes()) pilot.looks = Looks::weekly;
    pilot.randomised_by = some_text();
    if (yes()) pilot.power = share();
    if (yes()) pilot.alpha = share();
    pilot.triggers = rows<Trigger>([&](int) { return Trigger{text(), word("stop look scale"), text(), share(), share(), whole(0, 100), text()}; });
    pilot.guardrails = texts();
    pilot.calendar = rows<CalendarRow>([&](int) { return CalendarRow{text(), text(), text(), text()}; });
    pilot.scale = rows<ScaleStep>([&](int) { return ScaleStep{text(), text(), text()}; });
    pilot.backlog = texts();

    out.examples = rows<WorkedCase>([&](int i) {
      WorkedCase example{"case" + std::to_string(i), text(), word("qualified hot triage not_qualified"), pairs(), {}, number(0, 30)};
      example.records = rows<CaseRecord>([&](int) { return CaseRecord{number(0, 30), text(), text(), pairs(), whole(1, 20)}; });
      return example;
    });
    out.risks = rows<Risk>([&](int) { return Risk{text(), text(), text(), text(), text(), text()}; });
    out.open_questions = rows<Question>([&](int) { return Question{text(), text(), text(), text()}; });
    out.next_steps = rows<NextStep>([&](int) { return NextStep{text(), text(), text(), text()}; });
    out.decisions_needed = rows<DecisionNeeded>([&](int) { return DecisionNeeded{text(), text(), text(), text()}; });
    return out;
  }

 private:
  std::mt19937_64 engine_;
};

inline Motion random_motion(uint64_t seed) { return RandomMotion(seed).motion(); }

}  // namespace handraise
