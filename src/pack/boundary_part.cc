// What is printed where the answer is not "ready": prerequisites, a refusal with its counter-offer, or another way.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/text.h"
#include "pack/part.h"

namespace handraise {
namespace {

// The largest number of people that the refused words name: "send it to 50,000 people"; 0 for none.
double asked_people(const Facts& facts) {
  double most = 0;
  for (const RefusedPart& part : facts.refused_parts) {
    const std::string& words = part.words;
    for (size_t at = 0; at < words.size();) {
      if (words[at] < '0' || words[at] > '9') { ++at; continue; }
      std::string digits;
      while (at < words.size() && ((words[at] >= '0' && words[at] <= '9') || ((words[at] == ',' || words[at] == '.') && at + 1 < words.size() && words[at + 1] >= '0' && words[at + 1] <= '9'))) {
        if (words[at] != ',' && words[at] != '.') digits += words[at];
        ++at;
      }
      double value = digits.size() > 12 ? 0 : std::strtod(digits.c_str(), nullptr);
      if (at < words.size() && (words[at] == 'k' || words[at] == 'K')) value *= 1e3;
      if (at < words.size() && words[at] == 'M') value *= 1e6;
      most = std::max(most, value);
    }
  }
  return most >= 1000 ? most : 0;
}

// What the request would bring, were it done. Rates are ours, as data in names.yaml (request).
void put_request(const PackContext& in, Slots& slots) {
  const auto rate = [&](std::string_view name, double otherwise) {
    const auto found = in.templates.names.find("request." + std::string(name));
    return found == in.templates.names.end() ? otherwise : std::strtod(found->second.c_str(), nullptr);
  };
  const double people = asked_people(in.motion.context.facts), reply_rate = rate("reply_rate", 0.01), minutes = rate("reply_minutes", 15), week = rate("week_hours", 25), complaints = rate("complaint_rate", 0.003);
  const double replies = people * reply_rate, hours = replies * minutes / 60;
  slots.set("asked_people", people > 0 ? print_count(people) : "").set("asked_replies", print_count(replies)).set("asked_hours", print_count(std::ceil(hours))).set("asked_complaints", print_count(people * complaints));
  slots.set("asked_weeks_of_one", week > 0 ? strip_point(print_fixed(hours / week, 1)) : "").set("asked_reply_rate", print_percent(reply_rate, 1)).set("asked_minutes", print_number(minutes));
  slots.set("asked_week_hours", print_number(week)).set("asked_complaint_rate", print_percent(complaints, 1));
}

// The rows of the snapshot that the brief fills, for forms without part 1.
void put_short_snapshot(const PackContext& in, Slots& slots) {
  static constexpr std::string_view order[] = {"fact_product", "fact_category", "fact_model", "fact_price", "fact_deal", "fact_seats", "fact_users", "fact_buyers", "fact_segment", "fact_excluded", "fact_regions", "fact_compliance",
      "fact_volume", "fact_rates", "fact_bottleneck", "fact_mapping", "fact_signals", "fact_missing", "fact_team", "fact_sla", "fact_crm", "fact_tools", "fact_tone", "fact_pilot"};
  slots.lists["snapshot"];
  for (const std::string_view id : order) {
    const std::string value = slots.words.find(id)->second, from = slots.words.find(std::string(id) + "_from")->second;
    if (!value.empty()) slots.row("snapshot", Slots().set("fact", in.name("fact", id)).set("value", value).set("from", from));
  }
  slots.flag("has_snapshot", !slots.lists["snapshot"].empty());
}

}  // namespace

void fill_boundary(const PackContext& in, Slots& slots) {
  const Context& context = in.motion.context;
  fill_summary(in, slots);
  fill_context(in, slots);
  fill_signals(in, slots);
  fill_outreach(in, slots);
  fill_closing(in, slots);
  put_short_snapshot(in, slots);
  put_request(in, slots);
  for (const char* list : {"prerequisites", "refused_parts", "deciding", "hand_raises", "helped", "instead"}) slots.lists[list];
  for (const Prerequisite& each : context.prerequisites) {
    slots.row("prerequisites", Slots().set("what", in.text(each.what)).set("owner", in.text(each.owner)).set("days", each.days > 0 ? std::to_string(each.days) : "").set("done_when", in.text(each.done_when)).set("unlocks", in.text(each.unlocks)));
  }
  int days = 0;
  for (const Prerequisite& each : context.prerequisites) days = std::max(days, each.days);
  // Working days as calendar days: five a week.
  slots.set("longest", days > 0 ? std::to_string(days) : "").set("next_look", days > 0 ? "D+" + std::to_string((days + 4) / 5 * 7) : "");
  slots.set("prerequisite_count", context.prerequisites.empty() ? "" : in.name("number", std::to_string(context.prerequisites.size()))).flag("one_prerequisite", context.prerequisites.size() == 1);
  slots.flag("has_prerequisites", !context.prerequisites.empty());
  for (const RefusedPart& each : context.facts.refused_parts) {
    slots.row("refused_parts", Slots().set("words", in.text(each.words)).set("why", sentence(in.text(each.why))).set("instead", sentence(in.text(each.instead))));
  }
  slots.flag("has_refused_parts", !context.facts.refused_parts.empty());
  std::vector<std::string> reasons;
  slots.lists["changes"];
  std::string meanwhile;
  const auto said = [&](const std::string& group, const std::string& reason) {
    const auto found = in.templates.names.find(group + "." + reason);
    return found == in.templates.names.end() ? std::string() : replace_all(replace_all(found->second, "{nouns}", in.text(context.noun_plural)), "{noun}", in.text(context.noun));
  };
  for (const std::string& reason : context.facts.verdict.reasons) {
    reasons.push_back(in.name("verdict_reason", reason));
    if (const std::string way = said("instead", reason); !way.empty()) slots.row("instead", Slots().set("line", way));
    if (const std::string what = said("change", reason); !what.empty()) slots.row("changes", Slots().set("what", what).set("owner", said("change_owner", reason)).set("shown", said("change_shown", reason)).set("then", said("change_then", reason)));
    if (const std::string line = said("change_meanwhile", reason); !line.empty()) meanwhile += (meanwhile.empty() ? "" : " ") + line;
  }
  slots.set("meanwhile", meanwhile).flag("has_changes", !slots.lists["changes"].empty());
  slots.set("redirect_title", upper_first(slots.words.find("product")->second)).set("upper_team", upper_first(slots.words.find("team")->second));
  slots.set("reasons_words", join_words(reasons)).set("refused_title", context.facts.verdict.reasons.empty() ? slots.words.find("title")->second : in.name("refused_title", context.facts.verdict.reasons.front()));
  for (const ReadinessRow& row : context.readiness) {
    if (row.state == "pass" || slots.lists["deciding"].size() == 3) continue;
    if (row.state != "fail") continue;
    slots.row("deciding", Slots().set("test", in.text(row.test)).set("found", in.text(row.found)).set("needed", in.text(row.needed)).set("closes", in.text(row.closes)));
  }
  slots.flag("has_deciding", !slots.lists["deciding"].empty());
  for (const Signal& signal : in.motion.signals) {
    if (signal.hand_raise) slots.row("hand_raises", Slots().set("label", in.text(signal.label)).set("event", signal_event(in, signal)));
  }
  for (const Intervention& each : in.motion.funnel.interventions) {
    if (slots.lists["helped"].size() < 3) slots.row("helped", Slots().set("moment", in.text(each.moment)).set("adds", without_stop(in.text(each.adds))));
  }
}

}  // namespace handraise
