// Part 8: who is in, how many it takes, the one rule, triggers with their odds, the calendar, the money.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "pack/part.h"

namespace handraise {
namespace {

std::string points_text(double share) { return "+" + strip_point(print_fixed(share * 100, share < 0.0995 ? 1 : 0)) + " pp"; }
// Weeks at high, middle and low volume; said once where all are beyond reading.
std::string weeks_text(double weeks) { return weeks > 999 ? "over 999" : print_count(std::ceil(weeks - 1e-9)); }
std::string odds_text(double share) { return share > 0 && share < 0.001 ? "under 0.1 %" : print_percent(share, share < 0.0995 ? 1 : 0); }

std::string money_text(const PackContext& in, double value) {
  const std::string& currency = in.figures.currency;
  const std::string sign = currency == "USD" ? "$" : currency == "EUR" ? "€" : currency == "GBP" ? "£" : escape_markdown(currency) + " ";
  const double size = std::fabs(value);
  double scale = 1000;  // as the figures: values, costs and what is left of them add up as printed
  while (size >= 1e6 && size / scale >= 1000) scale *= 10;
  return (value < 0 ? "−" : "") + sign + print_count(size >= 10'000 ? std::round(size / scale) * scale : size >= 1'000 ? std::round(size / 10) * 10 : size);
}

// "1.0 %" -> "1 %": a rate that we set, not one that we measured.
std::string strip_zero(std::string text) { return replace_all(text, ".0 %", " %"); }

void put_triggers(const PackContext& in, Slots& slots) {
  int treated = 0;
  for (const Trigger& trigger : in.motion.pilot.triggers) {
    const TriggerRow* odds = nullptr;
    for (const TriggerRow& row : in.figures.triggers) if (row.name == trigger.name && row.kind == trigger.kind) odds = &row;
    const bool known = odds != nullptr && odds->n > 0;
    if (known) treated = odds->n;
    std::string kind = trigger.kind;
    if (known && kind == "stop" && odds->power < 0.5) kind = "look";
    const std::string least = trigger.kind == "scale" ? "≤ " : "≥ ";
    const std::string rates = trigger.p_ok > 0 || trigger.p_bad > 0 ? " (" + strip_zero(print_percent(trigger.p_ok, trigger.p_ok < 0.0995 && trigger.p_ok > 0 ? 1 : 0)) + " fine, " + strip_zero(print_percent(trigger.p_bad, trigger.p_bad < 0.0995 && trigger.p_bad > 0 ? 1 : 0)) + " bad)" : "";
    slots.row("triggers", Slots().set("kind", upper_first(in.name("trigger", kind))).set("name", in.text(trigger.name)).set("rule", least + std::to_string(trigger.k) + " " + in.text(trigger.counts) + (rates.empty() ? "" : " ") + escape_markdown(rates))
                              .set("false_alarm", known ? escape_markdown(odds_text(odds->false_alarm)) : "").set("power", known ? escape_markdown(odds_text(odds->power)) : "").set("action", in.text(trigger.action)));
  }
  slots.flag("has_triggers", !in.motion.pilot.triggers.empty()).set("trigger_n", treated > 0 ? print_count(treated) : "");
}

}  // namespace

void fill_pilot(const PackContext& in, Slots& slots) {
  const Pilot& pilot = in.motion.pilot;
  for (const char* list : {"arms", "lifts", "triggers", "guardrails", "calendar", "implied", "money", "scale"}) slots.lists[list];
  slots.set("pilot_segment", without_stop(in.text(pilot.segment))).set("randomised_by", in.text(pilot.randomised_by));
  for (const Arm& arm : pilot.arms) slots.row("arms", Slots().set("name", in.text(arm.name)).set("share", escape_markdown(print_percent(arm.share))).set("what", in.text(arm.what)));
  for (const LiftRow& row : in.figures.lifts) {
    const std::string bold = row.wanted ? "**" : "";
    slots.row("lifts", Slots().set("lift", bold + points_text(row.lift) + bold).set("per_arm", print_count(row.per_arm))
                           .set("weeks", row.weeks <= 0 ? "" : row.weeks_low == row.weeks_high || row.weeks_low > 999 ? weeks_text(row.weeks) : weeks_text(row.weeks_low) + " / " + weeks_text(row.weeks) + " / " + weeks_text(row.weeks_high)));
  }
  slots.flag("lifts_range", std::any_of(in.figures.lifts.begin(), in.figures.lifts.end(), [](const LiftRow& row) { return row.weeks_low != row.weeks_high; }));
  slots.flag("has_lifts", !in.figures.lifts.empty());
  slots.set("rule", upper_first(in.name("rule", name_of(pilot.rule))));
  slots.set("outcome_verb_many", slots.words.find("outcome_verbs")->second).set("accounts_title", upper_first(slots.words.find("accounts")->second)).set("outcome_nouns_title", upper_first(slots.words.find("outcome_nouns")->second));
  put_triggers(in, slots);
  for (const std::string& each : pilot.guardrails) slots.row("guardrails", Slots().set("guardrail", without_stop(in.text(each))));
  slots.flag("has_guardrails", !pilot.guardrails.empty());
  for (const CalendarRow& row : pilot.calendar) {
    if (in.limits.gated_calendar && row.exit.empty()) continue;
    slots.row("calendar", Slots().set("week", in.text(row.week)).set("work", in.text(row.work)).set("exit", in.text(row.exit)).set("owner", in.text(row.owner)));
  }
  slots.flag("has_calendar", !pilot.calendar.empty());
  for (const ImpliedRow& row : in.figures.implied) {
    slots.row("implied", Slots().set("rate", in.text(row.rate)).set("needed", escape_markdown(print_percent(row.needed))).set("verdict", in.text(row.verdict)));
  }
  slots.flag("has_implied", !in.figures.implied.empty());
  for (const MoneyRow& row : in.figures.money) {
    slots.row("money", Slots().set("name", in.text(row.name)).set("lift", points_text(row.lift)).set("deals", row.deals < 9.95 ? strip_point(print_fixed(row.deals, 1)) : print_count(row.deals))
                           .set("value", money_text(in, row.value)).set("cost", money_text(in, row.cost)).set("net", money_text(in, row.net)));
  }
  slots.flag("has_money", !in.figures.money.empty());
  for (const ScaleStep& step : pilot.scale) slots.row("scale", Slots().set("stage", in.text(step.stage)).set("when", in.text(step.when)).set("change", in.text(step.change)));
  slots.flag("has_scale", !pilot.scale.empty());
  std::vector<std::string> backlog;
  for (const std::string& each : pilot.backlog) backlog.push_back(without_stop(in.text(each)));
  slots.set("backlog", in.limits.backlog ? join(backlog, "; ") : std::string());
  put_decisions(in, slots, "pilot", {"X1", "D24"});
}

}  // namespace handraise
