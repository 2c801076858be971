// Part 7: the tracking plan, the reports, the indicators.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "pack/part.h"

namespace handraise {

void fill_instrumentation(const PackContext& in, Slots& slots) {
  const Instrumentation& plan = in.motion.instrumentation;
  for (const char* list : {"events", "dashboards", "indicators"}) slots.lists[list];
  std::vector<std::string> missing;
  std::string first;
  // The builder whom most events share is named once.
  std::map<std::string, int> builders;
  for (const TrackedEvent& event : plan.events) if (event.state != "exists") ++builders[event.builder];
  std::string builder;
  for (const auto& [who, count] : builders) if (builder.empty() || count > builders[builder]) builder = who;
  for (const TrackedEvent& event : plan.events) {
    std::string state = in.name("state", event.state);
    if (event.state == "missing") {
      missing.push_back(code_span(event.event));
      if (!event.needed_by.empty()) state += " by " + in.text(event.needed_by);
      if (first.empty()) first = in.text(event.needed_by);
    }
    if (event.state != "exists" && event.builder != builder) state += ", " + in.text(event.builder);
    slots.row("events", Slots().set("event", code_span(event.event)).set("fires", in.text(event.fires_when)).set("properties", in.text(event.properties)).set("id", in.name("tracked_by", event.id)).set("state", state));
  }
  slots.flag("one_missing", missing.size() == 1).set("builder", in.text(builder)).set("missing", join_words(missing)).set("missing_first", first);
  for (const Dashboard& each : plan.dashboards) {
    if (slots.lists["dashboards"].size() >= in.limits.dashboards) break;
    slots.row("dashboards", Slots().set("question", in.text(each.question)).set("formula", in.text(each.formula)).set("owner", in.text(each.owner)).set("cadence", in.text(each.cadence)));
  }
  slots.flag("has_dashboards", !plan.dashboards.empty());
  for (const Indicator& each : plan.indicators) {
    slots.row("indicators", Slots().set("metric", in.text(each.metric)).set("kind", in.name("indicator", each.leading ? "leading" : "lagging")).set("baseline", in.text(each.baseline)).set("target", in.text(each.target)).set("read", in.text(each.read)));
  }
  slots.flag("has_indicators", !plan.indicators.empty());
  std::vector<std::string> checks;
  for (const std::string& check : plan.quality_checks) checks.push_back(without_stop(in.text(check)));
  slots.flag("has_quality_checks", !checks.empty()).set("quality_checks_words", join(checks, "; "));
}

}  // namespace handraise
