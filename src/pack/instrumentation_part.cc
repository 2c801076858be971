// Part 7: the tracking plan, the reports, the indicators.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "pack/part.h"

namespace handraise {
namespace {

// What comes behind a semicolon is for whoever builds it and stands in motion.yaml.
std::string first_clause(const std::string& text) { return text.substr(0, text.find(';')); }

}  // namespace

void fill_instrumentation(const PackContext& in, Slots& slots) {
  const Instrumentation& plan = in.motion.instrumentation;
  for (const char* list : {"events", "measures", "quality_checks"}) slots.lists[list];
  std::vector<std::string> missing;
  std::string first;
  // The builder whom most events share is named once.
  std::map<std::string, int> builders;
  for (const TrackedEvent& event : plan.events) if (event.state != "exists") ++builders[event.builder];
  std::string builder;
  for (const auto& [who, count] : builders) if (builder.empty() || count > builders[builder]) builder = who;
  // So are the state and the identity that most events share.
  const auto most = [&](auto member) {
    std::map<std::string, int> counts;
    for (const TrackedEvent& event : plan.events) ++counts[event.*member];
    std::string found;
    for (const auto& [value, count] : counts) if (found.empty() || count > counts[found]) found = value;
    return found;
  };
  const std::string state_of_most = most(&TrackedEvent::state);
  slots.set("state_of_most", in.name("state_of_most", state_of_most)).set("id_of_most", in.text(most(&TrackedEvent::id)));
  for (const TrackedEvent& event : plan.events) {
    std::string state = event.state == state_of_most && event.state != "missing" ? std::string() : in.name("state", event.state);
    if (event.state == "missing") {
      missing.push_back(code_span(event.event));
      if (!event.needed_by.empty()) state += " by " + in.text(event.needed_by);
      if (first.empty()) first = in.text(event.needed_by);
    }
    if (event.state != "exists" && event.builder != builder) state += (state.empty() ? "" : ", ") + in.text(event.builder);
    slots.row("events", Slots().set("event", code_span(event.event)).set("fires", in.text(first_clause(event.fires_when))).set("properties", in.text(event.properties)).set("state", state));
  }
  slots.flag("one_missing", missing.size() == 1).set("builder", in.text(builder)).set("missing", join_words(missing)).set("missing_first", first);
  // Reports and indicators of one name are one row.
  std::vector<const Indicator*> taken;
  const auto indicator_of = [&](const Dashboard& report) {
    const auto same = std::find_if(plan.indicators.begin(), plan.indicators.end(), [&](const Indicator& indicator) { return indicator.metric == report.question; });
    return same == plan.indicators.end() ? nullptr : &*same;
  };
  // The report of what the pilot is for is never dropped.
  const auto decides = [&](const Dashboard& report) { return indicator_of(report) != nullptr && !indicator_of(report)->leading; };
  size_t others = static_cast<size_t>(std::count_if(plan.dashboards.begin(), plan.dashboards.end(), decides));
  for (const Dashboard& each : plan.dashboards) {
    if (!decides(each) && ++others > in.limits.dashboards) continue;
    const Indicator* indicator = indicator_of(each);
    if (indicator != nullptr) taken.push_back(indicator);
    slots.row("measures", Slots().set("measure", in.text(each.question)).set("formula", in.text(each.formula)).set("kind", indicator == nullptr ? "" : in.name("indicator", indicator->leading ? "leading" : "lagging")).set("baseline", indicator == nullptr ? "" : in.text(indicator->baseline))
                                .set("target", indicator == nullptr ? "" : in.text(indicator->target)).set("read", in.text(each.owner) + ", " + in.text(each.cadence)));
  }
  for (const Indicator& each : plan.indicators) {
    if (std::find(taken.begin(), taken.end(), &each) != taken.end()) continue;
    slots.row("measures", Slots().set("measure", in.text(each.metric)).set("formula", "").set("kind", in.name("indicator", each.leading ? "leading" : "lagging")).set("baseline", in.text(each.baseline)).set("target", in.text(each.target)).set("read", in.text(each.read)));
  }
  slots.flag("has_measures", !slots.lists["measures"].empty());
  for (const std::string& check : plan.quality_checks) slots.row("quality_checks", Slots().set("check", without_stop(in.text(check))));
  slots.flag("has_quality_checks", !plan.quality_checks.empty() && in.limits.data_checks);
}

}  // namespace handraise
