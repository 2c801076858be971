// Part 7: the tracking plan, the reports, the indicators.
#include "base/text.h"
#include "pack/part.h"

namespace handraise {

void fill_instrumentation(const PackContext& in, Slots& slots) {
  const Instrumentation& plan = in.motion.instrumentation;
  for (const char* list : {"events", "dashboards", "indicators", "quality_checks"}) slots.lists[list];
  std::vector<std::string> missing, unknown;
  std::string first;
  for (const TrackedEvent& event : plan.events) {
    std::string state = in.name("state", event.state);
    if (event.state == "missing") {
      missing.push_back(code_span(event.event));
      if (!event.needed_by.empty()) state += " by " + in.text(event.needed_by);
      if (first.empty()) first = in.text(event.needed_by);
    } else if (event.state == "unknown") {
      unknown.push_back(code_span(event.event));
    }
    slots.row("events", Slots().set("event", code_span(event.event)).set("fires", in.text(event.fires_when)).set("properties", in.text(event.properties)).set("id", in.text(event.id)).set("state", state)
                            .set("builder", in.text(event.builder)).set("check", in.text(event.check)));
  }
  slots.set("missing", join_words(missing)).set("missing_first", first);
  slots.set("to_confirm", unknown.size() <= 3 ? join_words(unknown) : in.name("number", std::to_string(unknown.size())) + " " + in.name("plan", "of_these")).flag("one_to_confirm", unknown.size() == 1);
  for (const Dashboard& each : plan.dashboards) {
    if (slots.lists["dashboards"].size() >= in.limits.dashboards) break;
    slots.row("dashboards", Slots().set("question", in.text(each.question)).set("formula", in.text(each.formula)).set("owner", in.text(each.owner)).set("cadence", in.text(each.cadence)));
  }
  slots.flag("has_dashboards", !plan.dashboards.empty());
  for (const Indicator& each : plan.indicators) {
    slots.row("indicators", Slots().set("metric", in.text(each.metric)).set("kind", in.name("indicator", each.leading ? "leading" : "lagging")).set("baseline", in.text(each.baseline)).set("target", in.text(each.target)).set("read", in.text(each.read)));
  }
  slots.flag("has_indicators", !plan.indicators.empty());
  for (const std::string& check : plan.quality_checks) slots.row("quality_checks", Slots().set("check", sentence(in.text(check))));
}

}  // namespace handraise
