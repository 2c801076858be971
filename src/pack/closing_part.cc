// The end: the assumptions register, the figures that decide with formula and inputs, risks, questions, next steps.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/text.h"
#include "pack/part.h"

namespace handraise {
namespace {

std::string number_text(double value, std::string_view unit) {
  if (unit == "share") {
    const std::string percent = print_percent(value, value < 0.0995 ? 1 : 0);
    return replace_all(percent, ".0 %", " %");
  }
  if (std::fabs(value) >= 1000) return print_count(value);
  return strip_point(print_fixed(value, value > 0 && value < 0.995 ? 2 : value < 9.95 ? 1 : 0));
}

// "27 % (15–50)"; with its unit unless the group or the role says it.
std::string value_text(const PackContext& in, const Quantity& quantity, bool bare) {
  std::string text = number_text(quantity.value, quantity.unit);
  std::string low = number_text(quantity.low, quantity.unit), high = number_text(quantity.high, quantity.unit);
  if (quantity.unit == "share") {
    for (std::string* end : {&low, &high}) if (end->ends_with(" %")) end->resize(end->size() - 2);
  }
  if (quantity.name == "wanted_lift" && text.ends_with(" %")) text.replace(text.size() - 2, 2, " pp");  // a difference of shares
  if (quantity.low != quantity.high && low != high) text += " (" + low + "–" + high + ")";
  static constexpr std::pair<std::string_view, std::string_view> signs[] = {{"USD ", "$"}, {"EUR ", "€"}, {"GBP ", "£"}};
  for (const auto& [currency, sign] : signs) if (bare && quantity.unit.starts_with(currency)) text.insert(0, sign);
  if (!bare && !quantity.unit.empty() && quantity.unit != "share") text += " " + quantity.unit;
  return in.text(text);
}

// Roles of a family of rows (selling_hours.sdr, selling_hours.ae) share every word but the number: they are one row.
std::string family_of(const Quantity& quantity) {
  const size_t dot = quantity.name.find('.');
  return dot == std::string::npos ? quantity.name : quantity.name.substr(0, dot);
}

// "“…”: a 1 → 2; b 3 → 4": the first `most` of them.
std::string first_moves(std::string_view moves, size_t most) {
  size_t end = 0;
  for (size_t i = 0; i < most && end != std::string_view::npos; ++i) end = moves.find("; ", end == 0 ? 0 : end + 2);
  return std::string(moves.substr(0, end));
}

// Rows of one group of assumptions, as they stand in the register: "A18, A20–A24".
std::string marks_of(const std::vector<const Assumption*>& rows) {
  std::string out;
  for (size_t i = 0; i < rows.size();) {
    size_t last = i;
    const auto number = [&](size_t at) { return rows[at]->mark.size() > 1 && rows[at]->mark[0] == 'A' ? std::atoi(rows[at]->mark.c_str() + 1) : -1; };
    while (last + 1 < rows.size() && number(last) > 0 && number(last + 1) == number(last) + 1) ++last;
    out += (out.empty() ? "" : ", ") + rows[i]->mark + (last > i ? (last == i + 1 ? ", " : "–") + rows[last]->mark : "");
    i = last + 1;
  }
  return out;
}

// A published figure names its source, year and tier: " [ChartMogul, 2026, tier A]", from the end of its label.
std::string source_of(const PackContext& in, const Quantity& quantity) {
  const size_t open = quantity.label.rfind(" (");
  if (quantity.from != Origin::published || open == std::string::npos || !quantity.label.ends_with(")")) return "";
  const std::string inside = quantity.label.substr(open + 2, quantity.label.size() - open - 3);
  const std::vector<std::string_view> pieces = split(inside, ',');
  if (pieces.size() < 3) return in.text(" [" + inside + "]");
  return " " + in.text("[" + std::string(trim(pieces.front())) + ", " + std::string(trim(pieces[pieces.size() - 2])) + ", " + std::string(trim(pieces.back())) + "]");
}

// The others in groups of one kind, each with its values and one check (names.yaml: assumption_group, assumption, assumption_check).
void put_groups(const PackContext& in, Slots& slots, const std::vector<const Assumption*>& rows) {
  std::vector<std::pair<std::string, std::vector<const Assumption*>>> groups;
  for (const Assumption* row : rows) {
    const std::string family = family_of(*row->quantity);
    const auto named = in.templates.names.find("assumption_group." + family);
    const std::string group = row->quantity->from == Origin::published ? "published" : !in.limits.minor_values ? "other" : named != in.templates.names.end() ? named->second : family.ends_with("minutes") || family.find("_minutes") != std::string::npos ? "effort" : "other";
    auto at = std::find_if(groups.begin(), groups.end(), [&](const auto& each) { return each.first == group; });
    if (at == groups.end()) at = groups.insert(groups.end(), {group, {}});
    at->second.push_back(row);
  }
  for (auto& [group, members] : groups) {
    const std::string marks = marks_of(members);
    std::stable_sort(members.begin(), members.end(), [](const Assumption* a, const Assumption* b) { return family_of(*a->quantity) < family_of(*b->quantity); });
    std::vector<std::string> pieces;
    std::string family, value;
    double down = 1, up = 1;
    for (const Assumption* row : members) {
      const Quantity& quantity = *row->quantity;
      if (quantity.value > 0) down = std::min(down, quantity.low / quantity.value), up = std::max(up, quantity.high / quantity.value);
      const size_t dot = quantity.name.find('.');
      const std::string here = family_of(quantity), role = dot == std::string::npos ? "" : in.role(quantity.name.substr(dot + 1));
      const auto label = in.templates.names.find("assumption." + here);
      const std::string shown = value_text(in, quantity, label != in.templates.names.end()) + source_of(in, quantity);
      if (here == family && shown == value) pieces.back() += " and " + role;
      else if (here == family) pieces.back() += ", " + shown + " " + role;
      else pieces.push_back((label != in.templates.names.end() ? label->second : in.text(quantity.label)) + " " + shown + (role.empty() ? "" : " " + role));
      family = here;
      value = shown;
    }
    // The minutes stand in the cadence of part 5; here only how far off they may be.
    const std::string values = !in.limits.minor_values && group != "published" ? in.name("assumption_title", "elsewhere") : group == "effort" ? in.name("assumption_title", "effort_values") + " −" + print_percent(1 - down) + " to +" + print_percent(up - 1) : join(pieces, "; ");
    slots.row("minor", Slots().set("no", marks).set("what", "**" + in.name("assumption_title", group) + ":** " + values).set("check", in.limits.minor_checks ? in.name("assumption_check", group) : std::string()));
  }
}

void put_register(const PackContext& in, Slots& slots, size_t full_rows) {
  slots.lists["register"].clear();
  slots.lists["minor"].clear();
  // What moves the plan most has a row with its check: what the score and the pilot stand on, then the doubt in the volume, then the lift.
  std::vector<const Assumption*> full;
  const auto take = [&](std::string_view name) {
    for (const Assumption& row : in.assumptions.rows()) {
      const std::string_view here = row.quantity == nullptr ? std::string_view() : std::string_view(row.quantity->name);
      if (here == name && std::find(full.begin(), full.end(), &row) == full.end()) full.push_back(&row);
    }
  };
  take("");
  take("baseline_rate");
  for (const DoubtRow& doubt : in.figures.doubt) if (full.size() < full_rows && doubt.share >= 0.1) take(doubt.quantity);
  for (const std::string_view name : {"wanted_lift", "deal_uplift", "consent_share", "people.rep"}) if (full.size() < full_rows) take(name);
  std::vector<const Assumption*> rest;
  for (const Assumption& row : in.assumptions.rows()) {
    if (std::find(full.begin(), full.end(), &row) == full.end()) { rest.push_back(&row); continue; }
    if (row.quantity == nullptr) {
      slots.row("register", Slots().set("no", row.mark).set("what", in.name("thresholds", "what")).set("value", in.name("thresholds", "value")).set("changes", in.name("thresholds", "changes"))
                                .set("check", in.name("thresholds", "check")).set("pass", in.name("thresholds", "pass")));
      continue;
    }
    const Quantity& quantity = *row.quantity;
    std::string what = in.text(quantity.label);
    for (const DoubtRow& doubt : in.figures.doubt) {
      if (doubt.quantity == quantity.name && doubt.share >= 0.05) what += " (" + escape_markdown(print_percent(doubt.share)) + " " + in.name("register", "doubt") + ")";
    }
    if (quantity.from == Origin::published) what += " [" + in.text(quantity.source) + "]";
    slots.row("register", Slots().set("no", in.text(row.mark)).set("what", what).set("value", value_text(in, quantity, false)).set("changes", without_stop(in.text(first_moves(quantity.changes, 1)))).set("check", without_stop(in.text(quantity.check))).set("pass", in.text(quantity.pass)));
  }
  put_groups(in, slots, rest);
  slots.flag("has_minor", !slots.lists["minor"].empty());
}

// The figures that decide and whose formula stands in no part, most decisive first; gate.json has all of them.
void put_measured(const PackContext& in, Slots& slots) {
  slots.lists["measured"].clear();
  std::string run;
  for (const Quantity& quantity : in.motion.planning) {
    if (quantity.from != Origin::measured) continue;
    const size_t counted = quantity.source.find(": ");
    if (run.empty()) run = quantity.source.substr(0, counted);
    slots.row("measured", Slots().set("what", in.text(quantity.label)).set("value", value_text(in, quantity, false)).set("counted", counted == std::string::npos ? "" : in.text(quantity.source.substr(counted + 2))).set("replaces", in.text(quantity.replaces)));
  }
  slots.set("run_sentence", sentence(in.text(run))).flag("has_measured", !run.empty());
}

void put_arithmetic(const PackContext& in, Slots& slots) {
  static constexpr std::string_view order[] = {"signups_needed", "accounts_needed", "cap_week", "treated_week", "hand_raises_week", "per_arm", "smallest_lift", "needed_per_arm", "needed_weeks", "readout_day", "deals_year", "cost_year", "break_even_lift", "break_even_acv",
                                               "blended_effect", "sla_kept", "use", "held_outcomes", "go_full", "implied_win_rate", "audit_pass"};
  slots.lists["arithmetic"];
  for (const std::string_view id : order) {
    const Figure* figure = in.figures.find(id);
    if (figure == nullptr || slots.lists["arithmetic"].size() == in.limits.arithmetic) continue;
    const auto words = in.templates.names.find("arithmetic." + std::string(id));
    const std::string with = words != in.templates.names.end() ? in.text(words->second) : in.text(figure->with);
    if (with.empty()) continue;
    const auto label = in.templates.names.find("arithmetic_label." + std::string(id));
    slots.row("arithmetic", Slots().set("label", label != in.templates.names.end() ? label->second : in.text(upper_first(figure->label))).set("result", escape_markdown(figure->full())).set("with", with).set("from", in.mark_figure(id)));
  }
  slots.flag("has_arithmetic", !slots.lists["arithmetic"].empty());
}

}  // namespace

void fill_closing(const PackContext& in, Slots& slots) {
  put_register(in, slots, in.limits.register_rows);
  put_measured(in, slots);
  put_arithmetic(in, slots);
  slots.set("thresholds", in.assumptions.thresholds()).flag("has_questions", !in.motion.open_questions.empty()).flag("has_next_steps", !in.motion.next_steps.empty());
  for (const char* list : {"risks", "questions", "next_steps"}) slots.lists[list];
  for (const Risk& risk : in.motion.risks) {
    if (slots.lists["risks"].size() == in.limits.risks) break;
    slots.row("risks", Slots().set("what", in.text(risk.what)).set("likelihood", in.text(risk.likelihood)).set("effect", in.text(risk.effect)).set("sign", in.text(risk.sign)).set("move", in.text(risk.move)).set("owner", in.text(risk.owner)));
  }
  int number = 0;
  for (const Question& question : in.motion.open_questions) {
    if (slots.lists["questions"].size() == in.limits.questions) break;
    if (number == 5) break;
    slots.row("questions", Slots().set("number", std::to_string(++number)).set("question", in.text(question.question)).set("why_now", in.text(question.why_now)).set("moves", in.text(first_moves(question.moves, in.limits.question_moves))));
  }
  for (const NextStep& step : in.motion.next_steps) {
    slots.row("next_steps", Slots().set("step", in.text(step.step)).set("owner", in.text(step.owner)).set("due", in.text(step.due)).set("done_when", in.text(step.done_when)));
  }
}

}  // namespace handraise
