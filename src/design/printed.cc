// {=figure} in the texts of a motion, printed: a figure has one home and stands in every text as its id.
#include <cmath>

#include "base/text.h"
#include "design/design.h"

namespace handraise {
namespace {

class Printer {
 public:
  Printer(const Motion& motion, const Figures& figures) : motion_(motion), figures_(figures) {}

  void print(std::string& text) const {
    size_t at = text.find("{=");
    if (at == std::string::npos) return;
    std::string out;
    size_t from = 0;
    while (at != std::string::npos) {
      const size_t end = text.find('}', at);
      if (end == std::string::npos) break;
      out.append(text, from, at - from);
      out += value_of(text.substr(at + 2, end - at - 2));
      from = end + 1;
      at = text.find("{=", from);
    }
    out.append(text, from);
    text = std::move(out);
  }
  template <class... T>
  void each(T&... texts) const { (print(texts), ...); }
  void all(std::vector<std::string>& texts) const { for (std::string& text : texts) print(text); }

 private:
  std::string value_of(std::string name) const {
    const bool bare = !name.empty() && name.back() == '!';
    if (bare) name.pop_back();
    if (name.rfind("planning:", 0) == 0) {
      const Quantity* quantity = motion_.quantity(name.substr(9));
      if (quantity == nullptr) return "an unknown share";
      if (quantity->unit == "share") return print_percent(quantity->value);
      return print_number(std::round(quantity->value * 100) / 100);
    }
    const Figure* figure = figures_.find(name);
    if (figure == nullptr) return "an unknown number";
    return bare ? figure->shown : figure->full();
  }
  const Motion& motion_;
  const Figures& figures_;
};

}  // namespace

Motion with_figures(const Motion& motion, const Figures& figures) {
  Motion made = motion;
  const Printer print(motion, figures);
  Context& context = made.context;
  print.each(context.title, context.goal_metric, context.watched, context.in_scope, context.out_of_scope, context.verdict_reason, context.before_day_1);
  for (ReadinessRow& row : context.readiness) print.each(row.test, row.needed, row.found, row.closes);
  for (Prerequisite& row : context.prerequisites) print.each(row.what, row.owner, row.done_when, row.unlocks);
  for (Decision& row : made.decisions) print.each(row.choice, row.because, row.flip);
  for (Stage& row : made.funnel.stages) print.each(row.enters_when, row.leaves_when, row.sla, row.guardrail);
  for (Intervention& row : made.funnel.interventions) print.each(row.moment, row.adds, row.leaves_alone);
  for (Responsibility& row : made.funnel.raci) print.each(row.activity);
  print.each(made.funnel.low_touch);
  for (RoutingRule& row : made.routing.rules) print.each(row.condition, row.action, row.why);
  print.all(made.routing.over_capacity);
  print.all(made.routing.forbidden);
  print.each(made.routing.crediting, made.routing.triage, made.sla.clock);
  for (Disposition& row : made.dispositions) print.each(row.meaning, row.next_step, row.teaches);
  for (AlertField& row : made.workflow.alert_card) print.each(row.field, row.example);
  for (NextAction& row : made.workflow.next_actions) print.each(row.pattern, row.by_when);
  print.all(made.workflow.required_actions);
  for (CrmField& row : made.workflow.crm_fields) print.each(row.values);
  for (Escalation& row : made.workflow.escalations) print.each(row.when, row.action);
  for (AgendaItem& row : made.workflow.review) print.each(row.item, row.rule);
  print.each(made.workflow.review_when, made.workflow.change_rule);
  for (TrackedEvent& row : made.instrumentation.events) print.each(row.check);
  for (Dashboard& row : made.instrumentation.dashboards) print.each(row.question, row.formula);
  for (Indicator& row : made.instrumentation.indicators) print.each(row.metric, row.baseline, row.target);
  print.all(made.instrumentation.quality_checks);
  for (Arm& row : made.pilot.arms) print.each(row.what);
  for (Trigger& row : made.pilot.triggers) print.each(row.counts, row.action);
  print.all(made.pilot.guardrails);
  for (CalendarRow& row : made.pilot.calendar) print.each(row.week, row.work, row.exit);
  for (ScaleStep& row : made.pilot.scale) print.each(row.when, row.change);
  print.all(made.pilot.backlog);
  for (Risk& row : made.risks) print.each(row.what, row.likelihood, row.effect, row.sign, row.move);
  for (Question& row : made.open_questions) print.each(row.question, row.why_now, row.moves);
  for (NextStep& row : made.next_steps) print.each(row.step, row.due, row.done_when);
  for (DecisionNeeded& row : made.decisions_needed) print.each(row.decision, row.by, row.default_if_silent);
  return made;
}

}  // namespace handraise
