// Part 5: who gets which account, what it costs in time, how fast somebody answers, and what happens when it slips.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "pack/part.h"

namespace handraise {
namespace {

std::string use_text(double share) { return share > 9.99 ? "over 999 %" : print_percent(share); }

// The stated hours or people of a role, else the assumption behind them.
std::string capacity_mark(const PackContext& in) { return in.mark_formula(8); }

// One row a step: what differs between the tiers stands as hot / qualified, a step of the hot tier alone says so.
void put_effort(const PackContext& in, Slots& slots) {
  std::vector<std::pair<const CadenceStep*, const CadenceStep*>> pairs;
  for (const CadenceStep& step : in.motion.routing.cadence) {
    bool joined = false;
    for (auto& [one, other] : pairs) {
      if (joined || other != nullptr || one->name != step.name || one->role != step.role || one->tier == step.tier) continue;
      other = &step;
      joined = true;
    }
    if (!joined) pairs.emplace_back(&step, nullptr);
  }
  const auto both = [](const std::string& a, const std::string& b) { return b.empty() || a == b ? a : a.empty() ? b : a + " / " + b; };
  const auto day = [](const CadenceStep* step) { return step == nullptr || step->day < 0 ? std::string() : std::to_string(step->day); };
  const std::string first = in.motion.routing.cadence.empty() ? std::string() : in.motion.routing.cadence.front().role;
  const bool tiers = std::any_of(in.motion.routing.cadence.begin(), in.motion.routing.cadence.end(), [](const CadenceStep& step) { return step.tier == "qualified"; });
  for (const auto& [one, other] : pairs) {
    slots.row("effort", Slots().set("step", (one->role == first ? "" : in.role(one->role) + ": ") + in.text(one->name) + (other == nullptr && one->tier == "hot" && tiers ? " (" + in.name("tier", one->tier) + ")" : ""))
                            .set("day", both(day(one), day(other))).set("minutes", both(print_number(one->minutes), other == nullptr ? "" : print_number(other->minutes)))
                            .set("share", escape_markdown(both(print_percent(one->share), other == nullptr ? "" : print_percent(other->share)))));
  }
  slots.flag("has_effort", !in.motion.routing.cadence.empty()).flag("has_tiers", tiers).set("minutes_from", in.mark_figure("minutes_hot"));
}

void put_capacity(const PackContext& in, Slots& slots) {
  bool use = false;
  bool ranges = false;
  for (const CapacityRow& row : in.figures.capacity) {
    use = use || row.has_volume;
    ranges = ranges || use_text(row.use_low) != use_text(row.use_high);
  }
  for (const CapacityRow& row : in.figures.capacity) {
    const Figure* cap = in.figures.find("cap_" + row.role);
    const Figure* hours = in.figures.find("hours_" + row.role);
    slots.row("capacity", Slots().set("role", print_number(row.people) + " " + in.role(row.role, row.people != 1)).flag("binds", row.binds)
                              .set("hours", hours != nullptr ? hours->shown : strip_point(print_fixed(row.hours, 1))).set("minutes", strip_point(print_fixed(row.minutes_per_account, 1)))
                              .set("cap", cap != nullptr ? cap->shown : strip_point(print_fixed(std::floor(row.cap * 10) / 10, 1)))
                              .set("use", escape_markdown(ranges ? use_text(row.use_low) + " / " + use_text(row.use) + " / " + use_text(row.use_high) : use_text(row.use)))
                              .set("one_out", row.use_one_out > 9.99 ? in.name("capacity", "nobody") : escape_markdown(use_text(row.use_one_out))).set("from", capacity_mark(in)));
  }
  slots.flag("has_capacity", !in.figures.capacity.empty()).flag("has_use", use).flag("use_ranges", ranges);
}

// An example that shows what a field holds; a name, a day or "none" shows nothing.
bool says_something(const AlertField& field) { return contains(field.field, "help") || contains(field.field, "score"); }

void put_response(const PackContext& in, Slots& slots) {
  const Motion& motion = in.motion;
  slots.set("clock", sentence(in.text(motion.sla.clock))).set("clock_lower", lower_first(sentence(in.text(motion.sla.clock))));
  std::vector<std::string> duty;
  for (const Slot& slot : motion.routing.duty_slots) duty.push_back(escape_markdown(slot.from + "–" + slot.to));
  slots.set("duty", duty.size() > 4 ? duty.front() + ", " + duty[1] + " … " + duty.back() : join_words(duty));
  std::string promise;
  for (const Promise& each : motion.sla.promises) if (each.tier == "hot" || promise.empty()) promise = each.words;
  slots.set("promise_title", upper_first(in.text(promise)));
  bool kept = false;
  for (const SlaRow& row : in.figures.sla) kept = kept || row.kept > 0;
  const auto down = [](double share) { return print_fixed(static_cast<double>(static_cast<int>(share * 100 + 1e-9)), 0) + " %"; };
  for (const Promise& each : motion.sla.promises) {
    Slots row;
    row.set("tier", in.name("tier", each.tier)).set("words", in.text(each.words)).set("kept", "").set("one_out", "");
    for (const SlaRow& measured : in.figures.sla) {
      if (measured.tier == each.tier && !measured.asked) row.set("kept", escape_markdown(down(measured.kept))).set("one_out", escape_markdown(down(measured.kept_one_out)));
    }
    row.set("from", each.from == Origin::stated || each.from == Origin::answer ? in.mark_fact("sla.value") : kept ? in.mark_formula(11) : in.mark_origin(each.from, "", in.assumptions.thresholds()));
    slots.row("sla", std::move(row));
  }
  if (motion.sla.asked) {
    Slots row;
    row.set("tier", in.name("tier", "asked")).set("words", in.text(motion.sla.asked->words)).set("kept", "").set("one_out", "").set("from", in.mark_fact("sla.value"));
    for (const SlaRow& measured : in.figures.sla) if (measured.asked) row.set("kept", escape_markdown(down(measured.kept))).set("one_out", escape_markdown(down(measured.kept_one_out)));
    slots.row("sla", std::move(row));
  }
  slots.flag("has_kept", kept);
  // When the clock runs, when somebody looks, and the two stretches that the roster must stand.
  const auto roster = [&](std::string_view id, const std::string& value) { if (!value.empty()) slots.row("roster", Slots().set("what", in.name("roster", id)).set("value", value)); };
  roster("clock", without_stop(in.text(motion.sla.clock)));
  roster("slots", duty.size() > 4 ? duty.front() + ", " + duty[1] + " … " + duty.back() : join_words(duty));
  for (const LoadRow& row : in.figures.load) {
    const std::string mean = row.mean < 9.95 ? strip_point(print_fixed(row.mean, 1)) : print_count(row.mean);
    const bool monday = contains(row.when, "Monday");
    if (monday || contains(row.when, "outside")) roster(monday ? "monday" : "outside", mean + ", " + in.name("roster", "at_worst") + " " + std::to_string(row.p95));
  }
}

}  // namespace

void fill_routing(const PackContext& in, Slots& slots) {
  const Motion& motion = in.motion;
  for (const char* list : {"rules", "effort", "capacity", "sla", "next_actions", "dispositions", "crm_groups", "roster", "escalations", "review"}) slots.lists[list];
  int order = 0;
  for (const RoutingRule& rule : motion.routing.rules) {
    slots.row("rules", Slots().set("order", std::to_string(++order)).set("if", in.text(rule.condition)).set("then", in.text(rule.action)).set("why", in.text(rule.why)));
  }
  put_decisions(in, slots, "routing", {"D21"});  // hand-raises have their rule above
  std::vector<std::string> steps, forbidden;
  for (const std::string& each : motion.routing.over_capacity) steps.push_back(without_stop(in.text(each)));
  for (const std::string& each : motion.routing.forbidden) forbidden.push_back(without_stop(in.text(each)));
  slots.set("over_capacity_steps", join(steps, "; then ")).set("forbidden", join(forbidden, "; "));
  slots.set("first_roles_title", upper_first(slots.words.find("first_roles")->second)).set("binding_roles_title", upper_first(slots.words.find("binding_roles")->second));
  slots.set("crediting", sentence(in.text(motion.routing.crediting))).set("triage", sentence(in.text(motion.routing.triage)));
  put_effort(in, slots);
  put_capacity(in, slots);
  put_response(in, slots);
  std::vector<std::string> hidden, shown;
  for (const AlertField& field : motion.workflow.alert_card) {
    if (field.hidden) hidden.push_back(in.text(field.field));
    else shown.push_back(in.text(field.field) + (says_something(field) ? " (" + in.text(field.example) + ")" : ""));
  }
  slots.flag("has_card", !shown.empty()).flag("has_crm_fields", !motion.workflow.crm_fields.empty());
  slots.set("hidden", join_words(hidden, "or")).set("card", join(shown, "; ")).set("channel_title", upper_first(slots.words.find("channel")->second));
  std::vector<std::string> required;
  for (const std::string& each : motion.workflow.required_actions) required.push_back(without_stop(in.text(each)));
  slots.set("required_actions", upper_first(join(required, "; ")));
  // The first promise is everybody's unless the row says otherwise.
  const std::string usual = motion.workflow.next_actions.empty() ? std::string() : motion.workflow.next_actions.front().by_when;
  slots.set("usual_by", in.text(usual));
  const auto message_of = [&](const std::string& id) {
    const auto found = std::find_if(motion.outreach.messages.begin(), motion.outreach.messages.end(), [&](const Message& message) { return message.id == id; });
    return found == motion.outreach.messages.end() ? Message() : *found;
  };
  for (const NextAction& each : motion.workflow.next_actions) {
    const Message message = message_of(each.message);
    slots.row("next_actions", Slots().set("pattern", in.refs(each.pattern)).set("who", in.text(each.who)).set("message", in.text(each.message)).set("recipient", in.text(message.recipient)).set("not_if", without_stop(in.text(message.not_if))).set("by", each.by_when == usual ? std::string() : ", " + in.text(each.by_when)));
  }
  for (const Disposition& each : motion.dispositions) {
    slots.row("dispositions", Slots().set("value", in.text(replace_all(each.value, "_", " "))).set("meaning", in.text(each.meaning)).set("next", in.text(each.next_step)).set("teaches", in.text(each.teaches)));
  }
  std::vector<std::string> writers;
  for (const CrmField& each : motion.workflow.crm_fields) if (std::find(writers.begin(), writers.end(), each.written_by) == writers.end()) writers.push_back(each.written_by);
  for (const std::string& writer : writers) {
    std::vector<std::string> fields;
    for (const CrmField& each : motion.workflow.crm_fields) {
      if (each.written_by == writer) fields.push_back(code_span(each.name) + " " + in.text(each.type) + (each.values.empty() || each.values == "–" ? "" : " (" + in.text(each.values) + ")"));
    }
    slots.row("crm_groups", Slots().set("by", in.text(writer)).set("fields", join(fields, "; ")));
  }
  for (const Escalation& each : motion.workflow.escalations) {
    slots.row("escalations", Slots().set("when", in.text(each.when)).set("action", in.text(each.action)).set("owner", in.text(each.owner)));
  }
  for (const AgendaItem& each : motion.workflow.review) {
    slots.row("review", Slots().set("minutes", std::to_string(each.minutes)).set("item", in.text(each.item)).set("owner", in.text(each.owner)).set("rule", each.rule == "the rule below" ? without_stop(in.text(motion.workflow.change_rule)) : in.text(each.rule)));
  }
  slots.set("review_when", motion.workflow.review_when.empty() ? in.name("capacity", "review") : upper_first(in.text(motion.workflow.review_when))).set("change_rule", sentence(in.text(motion.workflow.change_rule)));
}

}  // namespace handraise
