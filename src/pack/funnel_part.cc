// Part 2: the seven stages with their weekly flow, where a person helps, who does what.
#include "base/text.h"
#include "pack/part.h"

namespace handraise {

void fill_funnel(const PackContext& in, Slots& slots) {
  slots.set("counted", in.name("counted", in.figures.find("accounts_needed") != nullptr ? "accounts_needed" : "signups_needed"));
  const Funnel& funnel = in.motion.funnel;
  for (const char* list : {"stages", "interventions", "raci_roles", "raci"}) slots.lists[list];
  for (const Stage& stage : funnel.stages) {
    slots.row("stages", Slots().set("name", in.text(stage.name)).set("enters", in.text(stage.enters_when)).set("leaves", in.text(stage.leaves_when))
                            .set("flow", stage.flow.empty() ? "" : escape_markdown(in.figures.full(stage.flow))).set("owner", in.text(stage.owner))
                            .set("human", in.text(stage.human)).set("sla", in.text(stage.sla)).set("guardrail", in.text(stage.guardrail)));
  }
  for (const Intervention& each : funnel.interventions) {
    if (slots.lists["interventions"].size() == in.limits.interventions) break;
    slots.row("interventions", Slots().set("moment", in.text(each.moment)).set("adds", in.text(each.adds)).set("leaves", in.text(each.leaves_alone)));
  }
  for (const std::string& role : funnel.roles) slots.row("raci_roles", Slots().set("role", in.text(in.role(role))));
  for (const Responsibility& each : funnel.raci) {
    Slots row;
    row.set("activity", in.text(each.activity));
    for (size_t i = 0; i < funnel.roles.size(); ++i) row.row("cells", Slots().set("letter", i < each.roles.size() ? in.text(each.roles[i]) : ""));
    slots.row("raci", std::move(row));
  }
  slots.flag("has_interventions", !funnel.interventions.empty()).set("low_touch", sentence(in.text(funnel.low_touch)));
  const bool stock = in.figures.find("accounts_needed") != nullptr;
  const std::string needed = stock ? "accounts_needed" : "signups_needed";
  slots.set("needs_volume", escape_markdown(in.figures.full(needed))).set("needs_label_lower", lower_first(in.name("needs", needed)));
  // The count of the brief that the plan starts from.
  std::string volume;
  for (const char* id : {"signups_per_month", "paying_accounts", "active_accounts", "active_users", "qualified_per_week"}) {
    const Facts& facts = in.motion.context.facts;
    const std::string path = "baselines." + std::string(id);
    if (volume.empty() && facts.has(path)) volume = print_count(facts.number(path)) + " " + in.name("label", id);
  }
  const Quantity* measured = in.motion.quantity("qualified_week");
  slots.set("volume_before", measured != nullptr ? in.text(measured->replaces) : "");
  slots.set("volume_words", volume).set("outcome_verb_many", slots.words.find("outcome_verbs")->second);
}

}  // namespace handraise
