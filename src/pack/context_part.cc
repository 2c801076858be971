// Part 1: what the brief said, the one goal, and whether the company is ready.
#include <algorithm>

#include "base/text.h"
#include "pack/part.h"

namespace handraise {
namespace {

// One row of the snapshot out of several paths, joined; the mark quotes the first that the brief gives.
void put_fact(const PackContext& in, Slots& slots, const std::string& slot, std::string value, std::initializer_list<std::string_view> paths) {
  std::string mark;
  for (const std::string_view path : paths) if (mark.empty()) mark = in.mark_fact(path);
  slots.set(slot + "_from", value.empty() ? "" : mark);
  slots.set(slot, std::move(value));
}

std::string joined(std::initializer_list<std::string> pieces, std::string_view separator = "; ") {
  std::vector<std::string> kept;
  for (const std::string& piece : pieces) if (!piece.empty()) kept.push_back(piece);
  return join(kept, separator);
}

// "1 hour", "2 hours": what is counted is named in the plural.
std::string one_or_many(double value, std::string many) {
  if (value == 1 && many.ends_with("s")) many.pop_back();
  return print_number(value) + " " + many;
}

std::string money(const Facts& facts, std::string_view path, std::string_view currency_path) {
  if (!facts.has(path)) return "";
  const std::string currency = facts.text(currency_path, "USD");
  const double value = facts.number(path);
  const std::string amount = value == static_cast<double>(static_cast<long long>(value)) ? print_count(value) : print_fixed(value, 2);
  const std::string sign = currency == "USD" ? "$" : currency == "EUR" ? "€" : currency == "GBP" ? "£" : escape_markdown(currency) + " ";
  return sign + amount;
}

std::string range_of(const Facts& facts, const std::string& from_path, const std::string& to_path) {
  const bool from = facts.has(from_path), to = facts.has(to_path);
  if (from && to) return print_count(facts.number(from_path)) + "–" + print_count(facts.number(to_path));
  if (from) return print_count(facts.number(from_path)) + " or more";
  if (to) return "up to " + print_count(facts.number(to_path));
  return "";
}

std::string share_row(const PackContext& in, std::string_view path, std::string_view label) {
  const Facts& facts = in.motion.context.facts;
  if (!facts.has(path)) return "";
  const double value = facts.number(path);
  return std::string(label) + " " + escape_markdown(value <= 1 ? print_percent(value, value < 0.0995 && value * 100 != static_cast<int>(value * 100) ? 1 : 0) : print_number(value));
}

void put_snapshot(const PackContext& in, Slots& slots) {
  const Facts& facts = in.motion.context.facts;
  const auto label = [&](std::string_view id) { return in.name("label", id); };
  put_fact(in, slots, "fact_product", joined({escape_markdown(facts.text("product_name")), escape_markdown(facts.text("product"))}, ", "), {"product_name", "product"});
  put_fact(in, slots, "fact_category", facts.has("category") && !in.limits.snapshot_core ? in.fact("category") : std::string(), {"category"});
  std::string model = in.fact("model");
  if (facts.has("trial_days")) model += (model.empty() ? "" : ", ") + escape_markdown(facts.text("trial_days")) + " " + label("days");
  if (facts.has("card_required")) model += ", " + label(facts.text("card_required") == "yes" ? "card" : "no_card");
  put_fact(in, slots, "fact_model", joined({model, escape_markdown(facts.text("free_limit")), in.fact("plans")}), {"model", "trial_days", "card_required", "free_limit", "plans"});
  std::string price = money(facts, "price.amount", "price.currency");
  if (!price.empty() && facts.has("price.per")) price += " " + with_article(escape_markdown(facts.text("price.per")));
  if (!price.empty() && facts.has("price.period")) price += " " + in.name("per", facts.text("price.period"));
  put_fact(in, slots, "fact_price", price, {"price.amount"});
  const std::string low = money(facts, "acv.min", "acv.currency"), high = money(facts, "acv.max", "acv.currency");
  put_fact(in, slots, "fact_deal", low == high ? low : joined({low, high}, "–"), {"acv.min", "acv.max"});
  const std::string from_seats = facts.has("seats.from") ? print_count(facts.number("seats.from")) : "";
  const std::string to_seats = facts.has("seats.to") ? print_count(facts.number("seats.to")) : "";
  put_fact(in, slots, "fact_seats", from_seats.empty() ? (to_seats.empty() ? to_seats : to_seats + " " + label("wanted")) : joined({from_seats, to_seats}, " → "), {"seats.to", "seats.from"});
  put_fact(in, slots, "fact_users", in.fact("user_roles"), {"user_roles"});
  put_fact(in, slots, "fact_buyers", in.fact("buyer_roles"), {"buyer_roles"});
  std::string employees = range_of(facts, "employees.from", "employees.to");
  if (!employees.empty()) employees += " " + label("employees");
  put_fact(in, slots, "fact_segment", joined({in.fact("segments"), employees, in.fact("industries")}), {"segments", "employees.from", "employees.to", "industries"});
  put_fact(in, slots, "fact_excluded", joined({in.fact("segments_excluded"), in.fact("regions_excluded")}), {"segments_excluded", "regions_excluded"});
  put_fact(in, slots, "fact_regions", in.fact("regions"), {"regions"});
  put_fact(in, slots, "fact_compliance", joined({in.fact("compliance"), facts.has("consent_share") ? share_row(in, "consent_share", label("consent")) : std::string()}), {"compliance", "consent_share"});
  std::vector<std::string> volume;
  for (const char* id : {"signups_per_month", "active_accounts", "active_users", "paying_accounts", "qualified_per_week"}) {
    const std::string path = "baselines." + std::string(id);
    if (facts.has(path)) volume.push_back(print_count(facts.number(path)) + " " + label(id));
  }
  put_fact(in, slots, "fact_volume", join(volume, "; "), {"baselines.signups_per_month", "baselines.active_accounts", "baselines.active_users", "baselines.paying_accounts", "baselines.qualified_per_week"});
  std::vector<std::string> rates;
  for (const char* id : {"activation_rate", "trial_to_paid", "expansion_rate", "churn_rate", "meeting_rate", "win_rate"}) {
    const std::string row = share_row(in, "baselines." + std::string(id), label(id));
    if (!row.empty()) rates.push_back(row);
  }
  if (facts.has("baselines.time_to_value_hours")) rates.push_back(label("time_to_value_hours") + " " + print_number(facts.number("baselines.time_to_value_hours")) + " h");
  if (facts.has("baselines.cycle_days")) rates.push_back(label("cycle_days") + " " + print_number(facts.number("baselines.cycle_days")) + " " + label("days"));
  put_fact(in, slots, "fact_rates", join(rates, "; "), {"baselines.trial_to_paid", "baselines.activation_rate", "baselines.expansion_rate", "baselines.churn_rate", "baselines.meeting_rate", "baselines.win_rate", "baselines.time_to_value_hours", "baselines.cycle_days"});
  put_fact(in, slots, "fact_bottleneck", escape_markdown(facts.text("bottleneck")), {"bottleneck"});
  put_fact(in, slots, "fact_mapping", joined({in.fact("mapping.method").empty() ? "" : in.name("mapping", facts.text("mapping.method")), facts.has("mapping.coverage") ? share_row(in, "mapping.coverage", label("coverage")) : std::string()}, ", "), {"mapping.method", "mapping.coverage"});
  put_fact(in, slots, "fact_signals", in.limits.snapshot_core ? std::string() : joined({in.fact("signals"), in.fact("events")}), {"signals", "events"});  // part 4 marks them
  put_fact(in, slots, "fact_missing", in.limits.snapshot_core ? std::string() : in.fact("missing_signals"), {"missing_signals"});
  std::string team, team_mark;
  for (const Pool& pool : in.motion.routing.pools) {
    const std::string path = "reps." + pool.role;
    if (pool.from != Origin::stated && pool.from != Origin::answer) continue;
    team += (team.empty() ? "" : " + ") + print_number(pool.people) + " " + in.role(pool.role, pool.people != 1);
    if (team_mark.empty()) team_mark = in.mark_fact(path);
  }
  slots.set("fact_team", team).set("fact_team_from", team_mark.empty() && !team.empty() ? in.mark("you", "") : team_mark);
  put_fact(in, slots, "fact_sla", facts.has("sla.value") ? one_or_many(facts.number("sla.value"), in.name("sla", facts.text("sla.unit", "hour"))) : std::string(), {"sla.value"});
  put_fact(in, slots, "fact_crm", joined({in.fact("crm"), in.fact("alert_channel")}, ", "), {"crm", "alert_channel"});
  put_fact(in, slots, "fact_tools", in.limits.snapshot_core ? std::string() : in.fact("tools"), {"tools"});
  put_fact(in, slots, "fact_tone", joined({in.fact("tone"), in.fact("approvals")}, ", "), {"tone", "approvals"});
  put_fact(in, slots, "fact_pilot", joined({facts.has("pilot.weeks") ? one_or_many(facts.number("pilot.weeks"), label("weeks")) : std::string(), escape_markdown(facts.text("pilot.start")), escape_markdown(facts.text("pilot.success"))}), {"pilot.weeks", "pilot.start", "pilot.success"});
}

}  // namespace

void put_decisions(const PackContext& in, Slots& slots, std::string_view part, const std::vector<std::string>& without) {
  const std::string list = std::string(part) + "_decisions";
  slots.lists[list];
  for (const Decision& decision : in.motion.decisions) {
    if (slots.lists[list].size() == in.limits.choices) break;
    if (decision.part != part || decision.choice.empty() || std::find(without.begin(), without.end(), decision.id) != without.end()) continue;
    std::string because = without_stop(in.text(decision.because));
    for (const std::string_view opening : {"because ", "Because "}) if (because.starts_with(opening)) because.erase(0, opening.size());
    if (!decision.flip.empty()) because += ". " + sentence(in.text(decision.flip));
    else because += ".";
    std::string inputs;
    for (const std::string& input : decision.inputs) inputs += (inputs.empty() ? "" : ", ") + input;
    std::string from;
    if (decision.from == Origin::stated || decision.from == Origin::answer) {
      for (const std::string& input : decision.inputs) if (from.empty()) from = in.mark_fact(input);
      if (from.empty()) from = in.mark("you", inputs);
    } else if (decision.from == Origin::computed) {
      std::string formula = "=";
      for (const std::string& input : decision.inputs) if (formula == "=" && input.size() > 1 && input[0] == 'F' && input[1] >= '0' && input[1] <= '9') formula += input;
      from = in.mark(formula, inputs);
    } else {
      std::string assumption;
      for (const std::string& input : decision.inputs) if (assumption.empty()) assumption = in.assumptions.mark_of(input);
      if (assumption.empty() && (part == "definition" || part == "signals")) assumption = in.assumptions.thresholds();
      from = in.mark_origin(decision.from, inputs, assumption);
    }
    slots.row(list, Slots().flag("first", slots.lists[list].empty()).set("choice", upper_first(in.text(decision.choice))).set("because", upper_first(because)).set("from", from));
  }
  slots.flag("has_" + list, !slots.lists[list].empty());
}

void fill_context(const PackContext& in, Slots& slots) {
  const Context& context = in.motion.context;
  slots.set("in_scope", sentence(in.text(context.in_scope))).set("out_of_scope", sentence(in.text(context.out_of_scope)));
  put_snapshot(in, slots);
  slots.lists["contradictions"];
  for (const Contradiction& each : context.facts.contradictions) {
    const size_t dot = each.fact.rfind('.');
    slots.row("contradictions", Slots().set("fact", in.name("label", each.fact.substr(dot == std::string::npos ? 0 : dot + 1))).set("readings", in.texts(each.readings)).set("used", in.text(each.used)).set("why", without_stop(in.text(each.why))));
  }
  slots.set("goal_metric", in.text(context.goal_metric)).set("watched", in.text(context.watched)).set("baseline_from", in.mark_figure("baseline").empty() ? "" : "(" + in.mark_figure("baseline") + ")");
  put_decisions(in, slots, "context");
  slots.lists["readiness"];
  std::vector<std::string> passed;
  for (const ReadinessRow& row : context.readiness) {
    if (row.state != "pass") slots.row("readiness", Slots().set("test", in.text(row.test)).set("needed", in.text(row.needed)).set("found", in.text(row.found)).set("state", in.name("state", row.state)).set("closes", in.text(row.closes)));
    else passed.push_back(in.text(row.test) + " (" + in.text(row.found) + ")");
  }
  slots.set("passed", join(passed, "; "));
}

}  // namespace handraise
