// The end: the assumptions register, risks, questions, next steps; and the appendix with every formula and its inputs.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "pack/part.h"

namespace handraise {
namespace {

std::string number_text(double value, std::string_view unit) {
  if (unit == "share") return print_percent(value, value < 0.0995 ? 1 : 0);
  if (std::fabs(value) >= 1000) return print_count(value);
  return strip_point(print_fixed(value, value < 9.95 ? 1 : 0));
}

std::string value_text(const PackContext& in, const Quantity& quantity) {
  std::string text = number_text(quantity.value, quantity.unit);
  const std::string low = number_text(quantity.low, quantity.unit), high = number_text(quantity.high, quantity.unit);
  if (quantity.low != quantity.high && low != high) text += " (" + low + "–" + high + ")";
  if (!quantity.unit.empty() && quantity.unit != "share") text += " " + quantity.unit;
  return in.text(text);
}

// Roles of a family of rows (selling_hours.sdr, selling_hours.ae) share every word but the number: they are one row.
std::string family_of(const Quantity& quantity) {
  const size_t dot = quantity.name.find('.');
  return dot == std::string::npos ? quantity.name : quantity.name.substr(0, dot);
}

}  // namespace

void put_register(const PackContext& in, Slots& slots, size_t full_rows) {
  slots.lists["register"].clear();
  slots.lists["minor"].clear();
  // What moves the plan most comes with its check: the doubt in the volume first, then the order of the motion.
  std::vector<const Assumption*> order;
  for (const DoubtRow& doubt : in.figures.doubt) {
    for (const Assumption& row : in.assumptions.rows()) if (row.quantity != nullptr && row.quantity->name == doubt.quantity) order.push_back(&row);
  }
  for (const Assumption& row : in.assumptions.rows()) {
    if (std::find(order.begin(), order.end(), &row) == order.end() && (row.quantity == nullptr || !row.quantity->check.empty())) order.push_back(&row);
  }
  std::vector<const Assumption*> full;
  std::vector<std::string> families;
  for (const char* name : {"", "baseline_rate"}) {  // the score and the pilot stand on these
    for (const Assumption* row : order) if ((row->quantity == nullptr ? std::string() : row->quantity->name) == name) full.push_back(row);
  }
  const size_t fixed = full.size();
  for (const Assumption* row : order) {
    if (full.size() >= std::max(full_rows, fixed)) break;
    if (std::find(full.begin(), full.end(), row) != full.end() || row->quantity == nullptr) continue;
    const std::string family = family_of(*row->quantity);
    if (std::find(families.begin(), families.end(), family) != families.end()) continue;
    families.push_back(family);
    full.push_back(row);
  }
  for (const Assumption& row : in.assumptions.rows()) {
    if (std::find(full.begin(), full.end(), &row) != full.end()) {
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
      slots.row("register", Slots().set("no", in.text(row.mark)).set("what", what).set("value", value_text(in, quantity)).set("changes", in.text(quantity.changes)).set("check", in.text(quantity.check)).set("pass", in.text(quantity.pass)));
    } else {
      slots.row("minor", Slots().set("no", in.text(row.mark)).set("what", in.text(row.quantity->label)).set("value", value_text(in, *row.quantity)));
    }
  }
  slots.flag("has_minor", !slots.lists["minor"].empty()).set("minor_count", std::to_string(slots.lists["minor"].size()));
}

void fill_closing(const PackContext& in, Slots& slots) {
  put_register(in, slots, in.limits.register_rows);
  slots.flag("has_questions", !in.motion.open_questions.empty()).flag("has_next_steps", !in.motion.next_steps.empty());
  for (const char* list : {"risks", "questions", "next_steps"}) slots.lists[list];
  for (const Risk& risk : in.motion.risks) {
    if (slots.lists["risks"].size() == in.limits.risks) break;
    slots.row("risks", Slots().set("what", in.text(risk.what)).set("likelihood", in.text(risk.likelihood)).set("effect", in.text(risk.effect)).set("sign", in.text(risk.sign)).set("move", in.text(risk.move)).set("owner", in.text(risk.owner)));
  }
  int number = 0;
  for (const Question& question : in.motion.open_questions) {
    if (slots.lists["questions"].size() == in.limits.questions) break;
    if (number == 5) break;
    slots.row("questions", Slots().set("number", std::to_string(++number)).set("question", in.text(question.question)).set("why_now", in.text(question.why_now)).set("moves", in.text(question.moves)));
  }
  for (const NextStep& step : in.motion.next_steps) {
    slots.row("next_steps", Slots().set("step", in.text(step.step)).set("owner", in.text(step.owner)).set("due", in.text(step.due)).set("done_when", in.text(step.done_when)));
  }
}


void fill_build_sheet(const PackContext& in, Slots& slots) {
  fill_routing(in, slots);
  fill_instrumentation(in, slots);
  slots.lists["compliance"];
  for (const std::string& line : in.motion.outreach.compliance) slots.row("compliance", Slots().set("line", in.text(line)));
  slots.flag("has_compliance", !in.motion.outreach.compliance.empty());
}

void fill_arithmetic(const PackContext& in, Slots& slots) {
  put_register(in, slots, in.limits.register_rows);
  slots.lists["rows"];
  std::vector<const Figure*> figures;
  for (const auto& [id, figure] : in.figures.all) if (figure.formula > 0 || !figure.with.empty()) figures.push_back(&figure);
  std::stable_sort(figures.begin(), figures.end(), [](const Figure* a, const Figure* b) { return a->formula < b->formula; });
  for (const Figure* figure : figures) {
    const auto meaning = in.templates.names.find("formula.F" + std::to_string(figure->formula));
    const std::string with = !figure->with.empty() ? in.text(figure->with) : meaning != in.templates.names.end() ? escape_markdown(meaning->second) : "";
    const bool unit_shown = figure->unit.empty() || figure->unit == "%" || figure->unit == "pp" || figure->unit.starts_with(in.figures.currency) || figure->shown.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") != std::string::npos;
    slots.row("rows", Slots().set("label", in.text(upper_first(figure->label))).set("result", escape_markdown(figure->full()) + (unit_shown ? "" : " " + in.text(figure->unit))).set("with", with).set("from", in.mark_figure(figure->id)));
  }
}

}  // namespace handraise
