#include "design/staffing.h"

#include <algorithm>

namespace handraise {
namespace {

double given(const std::vector<Quantity>& planning, const std::string& name, double otherwise) {
  for (const Quantity& quantity : planning) if (quantity.name == name) return quantity.value;
  return otherwise;
}

std::string work_of(const std::string& role, const Situation& situation) {
  const std::string& first = situation.slots.words.at("first_role_id");
  const std::string& closer = situation.slots.words.at("closer_role_id");
  if (role == first && role == closer) return "first touch, meetings and offers";
  if (role == first) return "first touch and follow-up";
  if (role == closer) return "meetings and offers";
  if (role == "csm") return "customers with blocked usage or falling use";
  if (role == "se") return "security and technical questions in meetings";
  return "support of the meetings";
}

}  // namespace

Routing plan_staffing(const Facts& facts, const Situation& situation, const std::vector<Quantity>& planning) {
  Routing routing;
  const std::string first = situation.slots.words.at("first_role_id"), closer = situation.slots.words.at("closer_role_id");
  const auto pool = [&](const std::string& role, double people, Origin from) {
    Pool made;
    made.role = role;
    made.people = people;
    made.from = from;
    made.selling_hours = given(planning, "selling_hours." + role, 24);
    made.share = given(planning, "motion_share." + role, 1);
    made.absence = given(planning, "absence", 0.08);
    made.works = work_of(role, situation);
    routing.pools.push_back(made);
  };
  for (const Fact& fact : facts.all) {
    const std::string role = fact.path.rfind("reps.", 0) == 0 ? fact.path.substr(5) : "";
    if (role.empty() || situation.has("no_seller") || (!sells(role) && role != "se") || people_of(facts, role) <= 0) continue;
    pool(role, people_of(facts, role), fact.from);
  }
  if (situation.has("staff_assumed")) pool("rep", given(planning, "people.rep", 2), Origin::assumed);

  // F6: every step of every touch. Nothing else counts as effort.
  const double research_hot = given(planning, "research_minutes_hot", 10), research = given(planning, "research_minutes", 5);
  const double message_hot = std::max(5.0, given(planning, "first_touch_minutes", 20) - research_hot), follow_up = given(planning, "follow_up_minutes", 5);
  const double call = given(planning, "call_minutes", 6), logging = given(planning, "logging_minutes", 4);
  const double meeting = given(planning, "meeting_minutes", 45), opportunity = given(planning, "opportunity_minutes", 240);
  const double rate_hot = given(planning, "meeting_rate_hot", 0.23), rate = given(planning, "meeting_rate", 0.10), opened = given(planning, "opportunity_rate", 0.46);
  const bool slow = situation.has("expansion") || situation.has("acv_lift") || situation.has("pipeline");
  const std::string stops = "reply, payment, opt-out or support ticket";
  const auto step = [&](const char* name, const char* tier, const std::string& role, int day, double minutes, double share, bool conditional, const std::string& stops_on) {
    CadenceStep made;
    made.name = name;
    made.tier = tier;
    made.role = role;
    made.day = day;
    made.minutes = minutes;
    made.share = share;
    made.conditional = conditional;
    made.stops_on = stops_on;
    routing.cadence.push_back(made);
  };
  if (!routing.pools.empty()) {
    if (situation.has("founder")) {
      step("research", "both", first, -1, research, 1, false, "");
      step("first message", "both", first, 0, message_hot, 1, false, stops);
      step("follow-up", "both", first, 4, follow_up, 0.8, false, stops);
      step("closing note", "both", first, 10, follow_up, 0.7, false, stops);
      step("logging", "both", first, -1, logging / 2, 1, false, "");
      step("meeting", "hot", closer, 5, meeting, rate_hot, true, "");
      step("meeting", "qualified", closer, 5, meeting, rate, true, "");
    } else {
      step("research", "hot", first, -1, research_hot, 1, false, "");
      step("first message", "hot", first, 0, message_hot, 1, false, stops);
      step("call", "hot", first, 1, call, 0.9, false, stops);
      step("follow-up", "hot", first, slow ? 5 : 3, follow_up, 0.8, false, stops);
      step("second call", "hot", first, slow ? 9 : 6, call, 0.7, false, stops);
      step("closing note", "hot", first, slow ? 14 : 9, follow_up, 0.65, false, stops);
      step("research", "qualified", first, -1, research, 1, false, "");
      step("first message", "qualified", first, 0, follow_up, 1, false, stops);
      step("follow-up", "qualified", first, slow ? 6 : 4, follow_up, 0.85, false, stops);
      step("closing note", "qualified", first, slow ? 14 : 9, follow_up, 0.75, false, stops);
      step("logging", "both", first, -1, logging, 1, false, "");
      step("meeting", "hot", closer, 5, meeting, rate_hot, true, "");
      step("opportunity work", "hot", closer, 7, opportunity, rate_hot * opened, true, "");
      step("meeting", "qualified", closer, 7, meeting, rate, true, "");
      step("opportunity work", "qualified", closer, 10, opportunity, rate * opened, true, "");
    }
  }
  routing.channel = situation.slots.words.at("channel");
  routing.crm = situation.has("crm_stated") ? situation.slots.words.at("crm") : "";
  return routing;
}

}  // namespace handraise
