#include <nlohmann/json.hpp>

#include <cmath>

#include "base/text.h"
#include "pilot/pilot_size.h"

namespace handraise {
namespace {

using Json = nlohmann::ordered_json;

const char* name_of(SizeMethod method) {
  switch (method) {
    case SizeMethod::normal: return "normal";
    case SizeMethod::exact: return "exact";
    case SizeMethod::always_valid: return "always_valid";
    case SizeMethod::students_t: return "students_t";
  }
  return "";
}

std::string rate(double share) { return print_percent(share, share < 0.1 && std::fabs(share * 100 - std::round(share * 100)) > 1e-9 ? 1 : 0); }
std::string points(double share) { return print_fixed(share * 100, 1) + " pp"; }
std::string amount(double value) { return value < 10 ? print_number(std::round(value * 10) / 10) : print_count(std::round(value)); }
std::string count(double accounts) { return print_count(static_cast<double>(accounts_needed(accounts))); }
std::string row(std::string name, const std::string& value) {
  name.resize(std::max<size_t>(name.size(), 34), ' ');
  return "  " + name + value + "\n";
}
std::string cell(std::string text, size_t width) {
  const size_t length = count_characters(text);
  return std::string(length < width ? width - length : 0, ' ') + text;
}

std::string method_words(const SizeQuestion& question, const PilotSize& size) {
  switch (size.method) {
    case SizeMethod::normal: return question.clusters.any() ? "one look at the end; normal approximation, users in accounts" : "one look at the end; normal approximation";
    case SizeMethod::exact: return "one look at the end; exact, since fewer than ten outcomes are expected in the holdout";
    case SizeMethod::always_valid: return std::to_string(size.look_count) + " weekly looks with an always-valid interval; simulated";
    case SizeMethod::students_t: return "one look at the end; Student's t";
  }
  return "";
}

std::string day_of(int day, std::optional<Timestamp> start) { return start ? print_time(*start + day * kDay).substr(0, 10) : "D+" + std::to_string(day); }

}  // namespace

std::string print_size(const SizeQuestion& question, const PilotSize& size, std::optional<Timestamp> start) {
  const bool equal = question.plan.held_per_treated == 1;
  const auto difference = [&](double value) { return question.mean() ? print_number(std::round(value * 1e4) / 1e4) : points(value); };
  std::string out;
  const std::string comparison = question.mean() ? "a difference of " + print_number(question.difference) + " (standard deviation " + print_number(question.standard_deviation) + ")" : rate(question.rate_treated) + " against " + rate(question.rate_held);
  if (equal) out += count(size.arms.held) + " accounts in each group (" + print_fixed(size.arms.held, 1) + " before rounding) show " + comparison + ".\n\n";
  else out += count(size.arms.treated) + " treated and " + count(size.arms.held) + " held-out accounts (" + print_fixed(size.arms.treated, 1) + " and " + print_fixed(size.arms.held, 1) + " before rounding) show " + comparison + ".\n\n";
  out += row("Together", count(static_cast<double>(accounts_needed(size.arms.treated) + accounts_needed(size.arms.held))) + " accounts");
  out += row("Read by", method_words(question, size));
  out += row("Power; false alarm", print_percent(question.plan.power) + "; " + print_percent(question.plan.alpha, question.plan.alpha < 0.01 ? 1 : 0) + (question.plan.sides == Sides::two ? " two-sided" : " one-sided"));
  if (!question.mean()) out += row("Outcomes expected in the holdout", print_fixed(size.outcomes_expected_held, 1) + (size.outcomes_expected_held < 5 ? "  under five: no verdict on the outcome can rest on them" : ""));
  if (size.method == SizeMethod::always_valid) {
    out += row("One planned look would need", (equal ? count(size.one_look.held) + " in each group" : count(size.one_look.treated) + " and " + count(size.one_look.held)) + ": weekly looks cost × " + print_fixed(size.arms.treated / size.one_look.treated, 2));
  }
  if (question.clusters.any()) out += row("Users in one account alike", "× " + print_fixed(size.cluster_factor, 2) + " users; " + print_number(question.clusters.users_per_account) + " an account");
  if (size.weeks_needed) out += row("Weeks at " + amount(question.weekly) + " qualified a week", print_fixed(*size.weeks_needed, 1));

  out += "\n  treated      held     power    shows from\n";
  for (const SizeRow& each : size.curve) out += cell(count(each.arms.treated), 9) + cell(count(each.arms.held), 10) + cell(print_percent(each.power), 10) + cell(each.shown ? difference(*each.shown) : "nothing", 14) + "\n";
  out += "  (Power to see the difference asked for; the smallest difference seen with " + print_percent(question.plan.power) + " power.)\n";

  if (size.reach) {
    out += "\n" + row(print_number(question.weeks) + (question.weeks == 1 ? " week gives" : " weeks give"), count(size.reach->arms.treated) + " treated, " + count(size.reach->arms.held) + " held out");
    out += row("They show", size.reach->shown ? difference(*size.reach->shown) + " or more; the one asked for with power " + print_percent(size.reach->power) : "no difference");
    if (size.choice) out += row("So the rule is", std::string(name_of(size.choice->rule)) + (size.choice->rule == GoRule::prove ? ": go when the interval lies above 0" : size.choice->rule == GoRule::bet ? ": go when treated is better with a probability of 80 %" : ": no verdict on the outcome"));
    if (size.odds) out += row("Says go at no, half, full", print_percent(size.odds->none) + ", " + print_percent(size.odds->half) + ", " + print_percent(size.odds->full) + " of pilots");
  }
  if (size.dates) {
    out += "\n" + row("Enrolment ends", day_of(size.dates->last_enrolment_day, start));
    out += row("Last outcome known", day_of(size.dates->last_outcome_day, start) + "  " + std::to_string(size.dates->horizon_days) + " days from qualification, " + std::to_string(kBillingLagDays) + " for billing");
    out += row("Readout", day_of(size.dates->readout_week * 7, start) + "  review of week " + std::to_string(size.dates->readout_week));
  }
  if (!size.triggers.empty()) {
    out += "\n  trigger                       fires at        of   false alarm     power\n";
    for (const TriggerOdds& each : size.triggers) {
      std::string name = escape_controls(each.trigger.name) + " (" + each.trigger.kind + ")";
      if (count_characters(name) < 30) name.append(30 - count_characters(name), ' ');
      const bool never = each.trigger.kind != "scale" && each.trigger.k > each.n;
      out += "  " + name + cell(never ? "never" : (each.trigger.kind == "scale" ? "over " : "") + std::to_string(each.trigger.k), 8) + cell(print_count(static_cast<double>(each.n)), 10) + cell(print_percent(each.false_alarm, 1), 14) + cell(print_percent(each.power), 10) + "\n";
    }
    out += "  (Power under 50 %: a reason to look, no stop.)\n";
  }
  return out;
}

std::string print_size_json(const SizeQuestion& question, const PilotSize& size, std::optional<Timestamp> start) {
  const auto arm = [](double accounts) { return Json{{"accounts", accounts}, {"rounded_up", accounts_needed(accounts)}}; };
  const auto arms = [&](const ArmSizes& sizes) { return Json{{"treated", arm(sizes.treated)}, {"held", arm(sizes.held)}}; };
  const auto maybe = [](const std::optional<double>& value) { return value ? Json(*value) : Json(); };
  Json plan;
  if (question.mean()) plan = {{"difference", question.difference}, {"standard_deviation", question.standard_deviation}};
  else plan = {{"baseline", question.rate_held}, {"target", question.rate_treated}};
  plan["power"] = question.plan.power;
  plan["alpha"] = question.plan.alpha;
  plan["sides"] = question.plan.sides == Sides::two ? 2 : 1;
  plan["treated_per_held"] = 1 / question.plan.held_per_treated;
  plan["looks"] = std::string(name_of(question.looks));
  Json root = {{"method", name_of(size.method)}, {"plan", plan}};
  if (question.plan.held_per_treated == 1) root["per_group"] = size.arms.held, root["per_group_rounded_up"] = accounts_needed(size.arms.held);
  root["arms"] = arms(size.arms);
  root["total_rounded_up"] = accounts_needed(size.arms.treated) + accounts_needed(size.arms.held);
  if (!question.mean()) root["outcomes_expected_held"] = size.outcomes_expected_held;
  if (size.method == SizeMethod::always_valid) root["look_count"] = size.look_count, root["one_look"] = arms(size.one_look), root["price_of_looks"] = size.arms.treated / size.one_look.treated;
  if (question.clusters.any()) root["cluster_factor"] = size.cluster_factor;
  root["curve"] = Json::array();
  for (const SizeRow& each : size.curve) root["curve"].push_back({{"treated", each.arms.treated}, {"held", each.arms.held}, {"power", each.power}, {"shown", maybe(each.shown)}});
  root["weeks_needed"] = maybe(size.weeks_needed);
  if (size.reach) {
    Json reach = {{"weekly", question.weekly}, {"weeks", question.weeks}, {"treated", size.reach->arms.treated}, {"held", size.reach->arms.held}, {"power", size.reach->power}, {"shown", maybe(size.reach->shown)}};
    if (size.choice) reach["rule"] = std::string(name_of(size.choice->rule));
    if (size.odds) reach["go_odds"] = {{"none", size.odds->none}, {"half", size.odds->half}, {"full", size.odds->full}};
    root["reach"] = reach;
  }
  if (size.dates) {
    root["dates"] = {{"enrolment_ends", day_of(size.dates->last_enrolment_day, start)}, {"last_outcome", day_of(size.dates->last_outcome_day, start)}, {"readout", day_of(size.dates->readout_week * 7, start)}, {"readout_week", size.dates->readout_week}};
  }
  root["triggers"] = Json::array();
  for (const TriggerOdds& each : size.triggers) {
    root["triggers"].push_back({{"name", each.trigger.name}, {"kind", each.trigger.kind}, {"k", each.trigger.k}, {"n", each.n}, {"p_ok", each.trigger.p_ok}, {"p_bad", each.trigger.p_bad}, {"false_alarm", each.false_alarm}, {"power", each.power}});
  }
  return root.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace handraise
