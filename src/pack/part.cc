#include "pack/part.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "design/situation.h"

namespace handraise {
namespace {

constexpr std::string_view kOpen = "\xEE\x80\x80", kShut = "\xEE\x80\x81";  // U+E000 index U+E001 behind a mark

// Ids that templates ask for even where they cannot be computed (figures.h lists them).
constexpr std::string_view kFigureIds[] = {
    "signups_week", "mapped_week", "segment_week", "activated_week", "qualified_week", "treated_week", "held_week", "hand_raises_week", "signups_needed",
    "accounts_needed", "stock_now", "drain_weeks", "realert_week", "cap_week", "minutes_hot", "minutes_qualified", "minutes_account", "minutes_touch", "use",
    "use_one_out", "touches_week", "hot_week", "monday_pile", "sla_kept", "sla_kept_one_out", "per_arm", "enrolled", "treated_total", "held_total",
    "smallest_lift", "wanted_lift", "wanted_rate", "baseline", "needed_per_arm", "needed_weeks", "held_outcomes", "go_zero", "go_half", "go_full", "enrol_end_day",
    "last_outcome_day", "readout_day", "readout_week", "leading_day", "break_even_lift", "break_even_acv", "deals_year", "deals_year_half", "value_year",
    "value_year_half", "cost_year", "net_year", "acv_delta", "blended_effect", "coverage", "pilot_cost", "pilot_worth", "at_once_worth", "audit_pass",
    "audit_sample", "audit_odds_good", "audit_odds_bad", "implied_win_rate", "meeting_share", "pattern_share", "patterns_reaching", "patterns_all", "patterns_without", "loaded_hours",
    "scale_week", "weeks", "holdout", "horizon_days", "asked_people", "asked_replies", "asked_hours", "asked_complaints"};

// Tags that templates ask for (design/situation.h lists them).
constexpr std::string_view kTags[] = {
    "trial", "freemium", "usage_based", "seat_based", "open_source", "card_required", "trial_to_paid", "expansion", "acv_lift", "pipeline", "objective_stated", "pql",
    "pqa", "founder", "has_sdr", "has_ae", "has_csm", "has_se", "no_seller", "solo", "small_team", "big_team", "staff_assumed", "one_role", "two_roles",
    "territories", "domain_mapping", "sso_mapping", "group_mapping", "billing_mapping", "weak_mapping", "unmapped", "mapping_stated", "no_usage_data",
    "no_enrichment", "missing_signals", "forbidden_signals", "eu_consent", "canada", "us_only", "regions_stated", "health", "security", "regulated", "smb",
    "mid_market", "enterprise_segment", "seats_stated", "deal_stated", "price_stated", "volume_stated", "stock_stated", "baseline_stated", "category_stated",
    "category_assumed", "crm_stated", "no_crm", "channel_stated", "pilot_asked", "sla_asked", "hours_stated", "ready", "needs_prerequisites", "not_a_fit", "refused"};

std::string first_toucher(const Motion& motion) {
  for (const CadenceStep& step : motion.routing.cadence) if (step.day == 0 && !step.conditional && !step.role.empty()) return step.role;
  return motion.routing.pools.empty() ? "rep" : motion.routing.pools.front().role;
}
// What a property counts, as many: recipients, entities, staff.
std::string plural_of(std::string thing) {
  if (thing.ends_with("s") || thing.ends_with("staff")) return thing;
  if (thing.size() > 1 && thing.ends_with("y") && std::string_view("aeiou").find(thing[thing.size() - 2]) == std::string_view::npos) return thing.substr(0, thing.size() - 1) + "ies";
  return thing + "s";
}
std::string closer(const Motion& motion, const std::string& first) {
  for (const CadenceStep& step : motion.routing.cadence) if (step.role != first && (step.conditional || step.name.find("meeting") != std::string::npos)) return step.role;
  for (const Pool& pool : motion.routing.pools) if (pool.role != first && pool.role != "support" && pool.role != "revops") return pool.role;
  return first;
}

}  // namespace

PackContext::PackContext(const Motion& motion_in, const Figures& figures_in, const PackTemplates& templates_in, const std::vector<CaseResult>& cases_in)
    : motion(motion_in), figures(figures_in), templates(templates_in), cases(cases_in), assumptions(motion_in) {}

std::string PackContext::safe(std::string_view raw) const {
  // `Event Name` stays a code span; what stands between two backticks must be plain.
  std::string out;
  size_t at = 0;
  while (at < raw.size()) {
    const size_t open = raw.find('`', at), shut = open == std::string_view::npos ? open : raw.find('`', open + 1);
    if (shut == std::string_view::npos) break;
    const std::string span = code_span(raw.substr(open + 1, shut - open - 1));
    if (span.empty() || span.front() != '`') { if (at == 0) return escape_markdown(raw); break; }
    std::string before = escape_markdown(raw.substr(at, open - at));
    if (at > 0 && open > at && raw[at] == ' ' && !before.empty()) before.insert(0, " ");
    if (open > at && raw[open - 1] == ' ' && !before.empty()) before += ' ';
    else if (open > at && before.empty() && at > 0) before = " ";
    out += before + span;
    at = shut + 1;
  }
  if (at == 0) return escape_markdown(raw);
  std::string rest = escape_markdown(raw.substr(at));
  if (!rest.empty() && raw[at] == ' ') rest.insert(0, " ");
  return out + rest;
}
std::string PackContext::signal_ref(std::string_view name) const {
  for (size_t i = 0; i < motion.signals.size(); ++i) if (motion.signals[i].name == name) return "S" + std::to_string(i + 1);
  return "";
}
std::string PackContext::refs(std::string_view raw) const {
  std::string out;
  size_t at = 0;
  const auto in_name = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  while (at < raw.size()) {
    if (!in_name(raw[at])) { out += raw[at++]; continue; }
    size_t end = at;
    while (end < raw.size() && in_name(raw[end])) ++end;
    const std::string_view word = raw.substr(at, end - at);
    const std::string ref = contains(word, "_") ? signal_ref(word) : std::string();
    out += ref.empty() ? std::string(word) : ref;
    at = end;
  }
  return text(out);
}

std::string PackContext::text(std::string_view raw) const {
  if (!contains(raw, "{=")) return safe(raw);
  std::string filled;
  size_t at = 0;
  while (at < raw.size()) {
    const size_t open = raw.find("{=", at), shut = raw.find('}', open == std::string_view::npos ? raw.size() : open);
    if (open == std::string_view::npos || shut == std::string_view::npos) break;
    filled.append(raw.substr(at, open - at));
    std::string_view id = trim(raw.substr(open + 2, shut - open - 2));
    const bool bare = id.ends_with(".shown");
    if (bare) id.remove_suffix(6);
    filled += bare ? figures.shown(id, "?") : figures.full(id, "?");
    at = shut + 1;
  }
  filled.append(raw.substr(at));
  return safe(filled);
}

std::string PackContext::texts(const std::vector<std::string>& raw) const {
  std::vector<std::string> pieces;
  for (const std::string& each : raw) if (!each.empty()) pieces.push_back(text(each));
  return join_words(pieces);
}

std::string PackContext::name(std::string_view group, std::string_view id) const {
  if (const auto found = templates.names.find(std::string(group) + "." + std::string(id)); found != templates.names.end()) return found->second;
  if (const auto found = templates.names.find(id); found != templates.names.end()) return found->second;
  return escape_markdown(plain_words(id));
}
std::string PackContext::role(std::string_view id, bool many) const { return escape_markdown(role_word(id, many)); }

std::string PackContext::mark(std::string mark, std::string behind) const {
  if (mark.empty()) return mark;
  const std::string shown = mark.starts_with('=') ? mark : escape_markdown(mark);  // =F8 is ours
  marks_.push_back({std::move(mark), std::move(behind)});
  return shown + std::string(kOpen) + std::to_string(marks_.size() - 1) + std::string(kShut);
}
std::string PackContext::mark_fact(std::string_view path) const {
  const Fact* fact = motion.context.facts.find(path);
  if (fact == nullptr) return "";
  if (fact->from == Origin::stated || fact->from == Origin::answer) {
    std::string behind;
    for (const Fact& each : motion.context.facts.all) {
      if (each.path != path) continue;
      if (each.words.empty()) { behind += (behind.empty() ? "" : "; ") + std::string(name_of(each.from)) + ": " + each.value; continue; }
      const std::string quote = "“" + each.words + "”";
      if (contains(behind, quote)) continue;
      behind += (behind.empty() ? "" : "; ") + quote;
      if (!each.at.file.empty() && each.at.line > 0) behind += " (" + each.at.file + ":" + std::to_string(each.at.line) + ")";
    }
    return mark("you", std::move(behind));
  }
  return mark_origin(fact->from, fact->words, "");
}
std::string PackContext::mark_figure(std::string_view id) const {
  const Figure* figure = figures.find(id);
  if (figure == nullptr) return "";
  std::string behind = figure->label;
  if (!figure->with.empty()) behind += " = " + figure->with;
  if (figure->formula > 0) {
    if (const auto meaning = templates.names.find("formula.F" + std::to_string(figure->formula)); meaning != templates.names.end()) behind += " · " + meaning->second;
  } else if (const Quantity* quantity = motion.quantity(id == "baseline" ? "baseline_rate" : id); quantity != nullptr) {
    return mark_quantity(*quantity);
  }
  return mark(figure->from == "=" ? "=" : figure->from, std::move(behind));
}
std::string PackContext::mark_formula(int formula) const {
  const std::string id = "F" + std::to_string(formula);
  const auto meaning = templates.names.find("formula." + id);
  return mark("=" + id, meaning == templates.names.end() ? id : meaning->second);
}
std::string PackContext::mark_quantity(const Quantity& quantity) const {
  std::string behind = quantity.label + ": " + print_number(quantity.value);
  if (quantity.low != quantity.high) behind += " (" + print_number(quantity.low) + "–" + print_number(quantity.high) + ")";
  if (!quantity.unit.empty()) behind += " " + quantity.unit;
  if (quantity.from == Origin::stated || quantity.from == Origin::answer) return mark("you", quantity.source.empty() ? behind : "“" + quantity.source + "”");
  if (quantity.from == Origin::measured) return mark("run", quantity.source);
  if (quantity.from == Origin::computed) return mark("=", behind);
  return mark(assumptions.mark_of(quantity.name), std::move(behind));
}
std::string PackContext::mark_origin(Origin from, std::string_view source, std::string_view assumption) const {
  switch (from) {
    case Origin::stated: case Origin::answer: return mark("you", source.empty() ? std::string() : "“" + std::string(source) + "”");
    case Origin::measured: return mark("run", std::string(source));
    case Origin::computed: return mark("=", std::string(source));
    case Origin::published: return mark(source.empty() ? "B" : std::string(source), std::string(source));
    default: return mark(std::string(assumption), source.empty() ? std::string(assumption) : std::string(source));
  }
}

std::string PackContext::fact(std::string_view path) const {
  std::vector<std::string> values;
  const FactKind* kind = fact_kind(path);
  for (const Fact& each : motion.context.facts.all) {
    if (each.path != path) continue;
    if (kind != nullptr && kind->type == FactKind::Type::id) {
      const size_t dot = path.rfind('.');
      values.push_back(name(dot == std::string_view::npos ? path : path.substr(0, dot), each.value));
    } else if (kind != nullptr && kind->type == FactKind::Type::number) {
      const double value = motion.context.facts.number(path);
      values.push_back(value >= 1000 ? print_count(value) : escape_markdown(each.value));
    } else {
      values.push_back(escape_markdown(each.value));
    }
  }
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return join_words(values);
}

std::vector<PackMark> PackContext::take_marks(std::string& markdown) const {
  std::vector<PackMark> order;
  std::string out;
  out.reserve(markdown.size());
  size_t at = 0;
  for (size_t open = markdown.find(kOpen); open != std::string::npos; open = markdown.find(kOpen, at)) {
    out.append(markdown, at, open - at);
    const size_t shut = markdown.find(kShut, open);
    if (shut == std::string::npos) { at = open; break; }
    size_t index = 0;
    std::from_chars(markdown.data() + open + kOpen.size(), markdown.data() + shut, index);
    if (index < marks_.size()) order.push_back(marks_[index]);
    at = shut + kShut.size();
  }
  out.append(markdown, at, std::string::npos);
  markdown = std::move(out);
  return order;
}

// ---- how signals and tests read -------------------------------------------------------------------------------------

std::string print_span(Duration duration) {
  if (duration <= 0) return "ever";
  const std::string text = print_duration(duration);
  size_t digits = 0;
  while (digits < text.size() && (std::isdigit(static_cast<unsigned char>(text[digits])) != 0 || text[digits] == '.')) ++digits;
  return text.substr(0, digits) + " " + text.substr(digits);
}

std::string print_minutes(double minutes) {
  if (minutes <= 0) return "";
  if (minutes < 90) return print_number(minutes) + " min";
  const double hours = minutes / 60;
  return strip_point(print_fixed(hours, 1)) + " h";
}

std::string strip_point(std::string text) {
  if (text.size() > 2 && text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

std::string print_test(const Test& test) {
  std::vector<std::string> pieces;
  const auto list = [](const std::vector<std::string>& values) {
    std::vector<std::string> safe;
    for (const std::string& value : values) safe.push_back(escape_markdown(value));
    return join(safe, " or ");
  };
  for (const std::string& value : test.equals) pieces.push_back(escape_markdown(value));
  for (const std::string& value : test.not_equals) pieces.push_back("not " + escape_markdown(value));
  if (test.in) pieces.push_back(list(*test.in));
  if (test.not_in) pieces.push_back("not " + list(*test.not_in));
  const auto number = [](double value) { return std::fabs(value) >= 1000 ? print_count(value) : print_number(value); };
  if (test.at_least && test.at_most) pieces.push_back(number(*test.at_least) + "–" + number(*test.at_most));
  else if (test.at_least) pieces.push_back("≥ " + number(*test.at_least));
  else if (test.at_most) pieces.push_back("≤ " + number(*test.at_most));
  if (test.exists) pieces.push_back(*test.exists ? "known" : "unknown");
  return pieces.empty() ? "known" : join(pieces, ", ");
}

std::string print_trait(const TraitTest& trait) { return code_span(trait.trait) + " " + print_test(trait.test); }

std::string signal_event(const PackContext&, const Signal& signal) {
  if (signal.trait) return print_trait(*signal.trait);
  std::vector<std::string> events;
  for (const std::string& event : signal.events) events.push_back(event == "any" ? "any event" : code_span(event));
  std::string out = join(events, " or ");
  for (const PropertyTest& property : signal.where) out += ", " + escape_markdown(property.property) + ": " + print_test(property.test);
  return out;
}

std::string signal_threshold(const Signal& signal) {
  if (signal.trait) return "holds";
  const std::string least = signal.at_least >= 1000 ? print_count(signal.at_least) : print_number(signal.at_least);
  std::string what;
  switch (signal.count) {
    case Count::events: what = signal.at_least == 1 && signal.once_per == Period::none ? "once" : least + " ×"; break;
    case Count::users: what = least + (signal.at_least == 1 ? " user" : " users"); break;
    case Count::new_users: what = least + (signal.at_least == 1 ? " new user" : " new users"); break;
    case Count::days: what = least + (signal.at_least == 1 ? " day" : " days"); break;
    case Count::distinct: {  // recipient_id: recipients
      std::string thing = signal.count_property.ends_with("_id") ? signal.count_property.substr(0, signal.count_property.size() - 3) : signal.count_property;
      if (signal.at_least != 1) thing = plural_of(thing);
      what = least + " " + escape_markdown(replace_all(thing, "_", " "));
      break;
    }
    case Count::sum: what = least + " " + escape_markdown(replace_all(signal.count_property, "_", " ")) + " in sum"; break;
  }
  if (signal.once_per != Period::none) what += ", one a " + std::string(signal.once_per == Period::day ? "day" : signal.once_per == Period::hour ? "hour" : "minute") + " and user";
  return (what == "once" ? what : "≥ " + what) + " / " + print_span(signal.within);
}

// ---- slots for every template ---------------------------------------------------------------------------------------

Slots common_slots(const PackContext& in) {
  Slots slots;
  const Motion& motion = in.motion;
  const auto put_figure = [&](std::string_view id, const Figure* figure) {
    const std::string key(id);
    slots.set(key, figure == nullptr ? "" : escape_markdown(figure->shown));
    slots.set(key + "_range", figure == nullptr || figure->range.empty() ? "" : " (" + escape_markdown(figure->range) + ")");
    slots.set(key + "_full", figure == nullptr ? "" : escape_markdown(figure->full()));
    slots.set(key + "_with", figure == nullptr ? "" : escape_markdown(figure->with));
  };
  for (const std::string_view id : kFigureIds) put_figure(id, nullptr);
  for (const auto& [id, figure] : in.figures.all) put_figure(id, &figure);
  for (const std::string_view tag : kTags) slots.flag("is_" + std::string(tag), false);
  for (const std::string& tag : motion.context.tags) slots.flag("is_" + tag, true);
  const Context& context = motion.context;
  for (const std::string_view objective : {"trial_to_paid", "expansion", "acv_lift", "pipeline"}) if (context.objective == objective) slots.flag("is_" + std::string(objective), true);
  const VerdictValue verdict = context.facts.verdict.value;
  slots.flag("is_ready", verdict == VerdictValue::ready).flag("is_needs_prerequisites", verdict == VerdictValue::needs_prerequisites);
  slots.flag("is_refused", verdict == VerdictValue::refused).flag("is_not_a_fit", verdict == VerdictValue::not_a_fit);
  const bool account = motion.unit == Unit::account;
  slots.flag("is_pqa", account).flag("is_pql", !account);

  slots.set("title", in.text(context.title)).set("product", in.text(context.product));
  slots.set("noun", in.text(context.noun)).set("nouns", in.text(context.noun_plural));
  slots.set("unit_word", account ? "PQA" : "PQL").set("unit_words", account ? "PQAs" : "PQLs");
  const std::string thing = account ? (motion.tagged("usage_based") && !motion.tagged("seat_based") ? "account.usage" : "account.company") : (motion.tagged("trial") ? "user.trial" : "user.free");
  slots.set("unit_thing", in.name("thing", thing)).set("unit_things", in.name("things", thing));
  slots.set("account", in.name("account", account ? thing : "user")).set("accounts", in.name("accounts", account ? thing : "user"));
  slots.set("objective_words", in.name("objective", context.objective == "trial_to_paid" && !motion.tagged("trial") ? "free_to_paid" : context.objective));
  for (const std::string_view group : {"outcome_verb", "outcome_verbs", "outcome_noun", "outcome_nouns", "outcome_done"}) slots.set(group, in.name(group, context.objective));
  const std::string first = first_toucher(motion), last = closer(motion, first);
  slots.set("first_role", in.role(first)).set("first_roles", first == "founder" ? in.name("founder", "you") : in.role(first, true)).set("closer_role", in.role(last)).set("closer_roles", in.role(last, true));
  slots.flag("two_sellers", first != last).set("a_first_role", with_article(slots.words.find("first_role")->second)).set("A_unit_thing", upper_first(with_article(slots.words.find("unit_thing")->second)));
  for (const auto& [slot, id] : {std::pair("per_arm_accounts", "per_arm"), std::pair("held_accounts", "held_total"), std::pair("enrolled_accounts", "enrolled"), std::pair("stock_accounts", "stock_now")}) {
    const std::string count = in.figures.shown(id);
    slots.set(slot, count.empty() ? "" : in.figures.full(id) + " " + slots.words.find(in.figures.full(id) == "1" ? "account" : "accounts")->second).flag("one_" + std::string(id), in.figures.full(id) == "1");
  }
  if (in.figures.find("enrolled") != nullptr && in.figures.value("enrolled") < 1) slots.set("enrolled", "under 1").flag("one_enrolled", true).set("enrolled_accounts", "fewer than one " + slots.words.find("account")->second);
  slots.set("drain_full", in.figures.find("drain_weeks") == nullptr ? "" : in.figures.shown("drain_weeks") + " " + in.figures.find("drain_weeks")->unit);
  const double held = in.figures.value("held_total", -1), treated_all = in.figures.value("treated_total", -1);
  slots.flag("none_held", held == 0).flag("some_held", held >= 1).flag("equal_arms", held >= 1 && held == treated_all);
  slots.set("an_account", with_article(slots.words.find("account")->second)).set("a_unit_thing", with_article(slots.words.find("unit_thing")->second));
  slots.set("binding_role", in.role(in.figures.binding_role)).set("binding_roles", in.role(in.figures.binding_role, true));
  double binding_people = 0;
  std::vector<std::string> team;
  for (const Pool& pool : motion.routing.pools) {
    if (pool.role == in.figures.binding_role) binding_people = pool.people;
    if (pool.people > 0) team.push_back(print_number(pool.people) + " " + in.role(pool.role, pool.people != 1));
  }
  const auto people_of = [&](const std::string& role) { double people = 0; for (const Pool& pool : motion.routing.pools) if (pool.role == role) people += pool.people; return people; };
  slots.set("first_team", first == "founder" ? in.name("founder", "you") : people_of(first) == 1 ? "the " + in.role(first) : in.role(first, true));
  slots.flag("one_touches", people_of(first) <= 1).flag("founder_touches", first == "founder");
  if (binding_people == 1) slots.set("binding_roles", in.role(in.figures.binding_role));
  slots.flag("binding_many", binding_people > 1).set("team", join_words(team)).flag("team_assumed", std::any_of(motion.routing.pools.begin(), motion.routing.pools.end(), [](const Pool& pool) { return pool.from != Origin::stated && pool.from != Origin::answer; }));
  const std::string crm = in.fact("crm");
  slots.set("crm", motion.routing.crm.empty() ? (crm.empty() ? in.name("crm", "unknown") : crm) : in.name("crm", motion.routing.crm));
  slots.set("channel", motion.routing.channel.empty() ? in.name("alert_channel", "unknown") : in.name("alert_channel", motion.routing.channel));
  slots.set("bar", print_number(motion.qualify.score_at_least)).set("hot_at", motion.qualify.hot_at ? print_number(*motion.qualify.hot_at) : "");
  slots.set("triage_from", motion.qualify.triage_from ? print_number(*motion.qualify.triage_from) : "");
  slots.set("cooldown", motion.qualify.cooldown ? print_span(*motion.qualify.cooldown) : "");
  double points = 0;
  for (const Signal& signal : motion.signals) if (signal.points > 0 && signal.exists && !signal.hand_raise) points += signal.points;
  slots.set("points_all", print_number(points)).set("signal_count", std::to_string(motion.signals.size()));
  slots.set("half_life", motion.qualify.half_life.none ? "" : print_span(motion.qualify.half_life.duration));
  slots.set("segment", in.text(motion.segment.words));
  slots.flag("is_prove", motion.pilot.rule == GoRule::prove).flag("is_bet", motion.pilot.rule == GoRule::bet).flag("is_learn", motion.pilot.rule == GoRule::learn);
  slots.flag("volume_measured", motion.quantity("qualified_week") != nullptr);
  slots.flag("from_volume", in.figures.planning_case == PlanningCase::from_volume).flag("from_capacity", in.figures.planning_case == PlanningCase::from_capacity).flag("no_volume", in.figures.planning_case == PlanningCase::unknown);
  const double smallest = in.figures.value("smallest_lift", -1), wanted = in.figures.value("wanted_lift", -1);
  slots.flag("can_show", smallest >= 0 && wanted > 0 && smallest <= wanted + 1e-12).flag("cannot_show", smallest >= 0 && wanted > 0 && smallest > wanted + 1e-12);
  slots.flag("asks_longer", motion.pilot.asked_weeks > 0 && in.figures.value("needed_weeks", 0) > motion.pilot.asked_weeks);
  slots.set("asked_weeks", motion.pilot.asked_weeks > 0 ? print_number(motion.pilot.asked_weeks) : "").set("pilot_weeks", print_number(motion.pilot.weeks));
  slots.set("start", in.text(motion.pilot.start));
  const double cap = in.figures.value("cap_week", 0), treated = in.figures.value("treated_week", -1), high = in.figures.find("qualified_week") ? in.figures.find("qualified_week")->high : 0;
  slots.flag("over_capacity", cap > 0 && treated > cap).flag("may_overflow", cap > 0 && treated >= 0 && treated <= cap && high * (1 - in.figures.value("holdout", 0)) > cap);
  slots.flag("idle", cap > 0 && treated >= 0 && treated < 0.3 * cap);
  double kept_wanted = 0.9;
  std::string promise;
  for (const Promise& each : motion.sla.promises) if (each.tier == "hot" || promise.empty()) { promise = each.words; kept_wanted = each.kept_wanted; }
  slots.set("promise", in.text(promise)).set("kept_wanted", escape_markdown(print_percent(kept_wanted)));
  slots.flag("keeps_promise", in.figures.find("sla_kept") != nullptr && in.figures.value("sla_kept") >= kept_wanted - 1e-9);
  slots.flag("breaks_promise", in.figures.find("sla_kept") != nullptr && in.figures.value("sla_kept") < kept_wanted - 1e-9);
  slots.flag("breaks_one_out", in.figures.find("sla_kept_one_out") != nullptr && in.figures.value("sla_kept_one_out") < kept_wanted - 1e-9);
  slots.flag("pays", in.figures.find("net_year") != nullptr && in.figures.value("net_year") > 0).flag("does_not_pay", in.figures.find("net_year") != nullptr && in.figures.value("net_year") <= 0);
  return slots;
}

}  // namespace handraise
