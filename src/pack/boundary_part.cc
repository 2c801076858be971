// What is printed where the answer is not "ready": prerequisites, a refusal with its counter-offer, or another way.
#include "base/text.h"
#include "pack/part.h"

namespace handraise {

void fill_boundary(const PackContext& in, Slots& slots) {
  const Context& context = in.motion.context;
  for (const char* list : {"prerequisites", "refused_parts", "reasons", "deciding"}) slots.lists[list];
  for (const Prerequisite& each : context.prerequisites) {
    slots.row("prerequisites", Slots().set("what", in.text(each.what)).set("owner", in.text(each.owner)).set("days", each.days > 0 ? std::to_string(each.days) : "").set("done_when", in.text(each.done_when)).set("unlocks", in.text(each.unlocks)));
  }
  int days = 0;
  for (const Prerequisite& each : context.prerequisites) days = std::max(days, each.days);
  slots.set("longest", days > 0 ? std::to_string(days) : "").set("next_look", days > 0 ? "D+" + std::to_string((days + 4) / 5 * 7) : "").set("first_prerequisite", context.prerequisites.empty() ? "" : without_stop(in.text(context.prerequisites.front().what)));
  slots.set("prerequisite_count", context.prerequisites.empty() ? "" : in.name("number", std::to_string(context.prerequisites.size()))).flag("one_prerequisite", context.prerequisites.size() == 1);
  slots.flag("has_prerequisites", !context.prerequisites.empty());
  for (const RefusedPart& each : context.facts.refused_parts) {
    slots.row("refused_parts", Slots().set("words", in.text(each.words)).set("why", sentence(in.text(each.why))).set("instead", sentence(in.text(each.instead))));
  }
  slots.flag("has_refused_parts", !context.facts.refused_parts.empty());
  for (const std::string& reason : context.facts.verdict.reasons) slots.row("reasons", Slots().set("reason", in.name("verdict_reason", reason)));
  for (const ReadinessRow& row : context.readiness) {
    if (row.state == "pass" || slots.lists["deciding"].size() == 3) continue;
    slots.row("deciding", Slots().set("test", in.text(row.test)).set("found", in.text(row.found)).set("needed", in.text(row.needed)).set("closes", in.text(row.closes)));
  }
  slots.flag("has_deciding", !slots.lists["deciding"].empty());
}

}  // namespace handraise
