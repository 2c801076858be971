#include "design/promise.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "design/capacity.h"

namespace handraise {
namespace {

constexpr std::array<std::string_view, 3> kTierNames = {"hand_raise", "hot", "qualified"};  // in the order of AlertTier

// Who makes the first touch.
std::string first_role_of(const Motion& motion) {
  for (const CadenceStep& step : motion.routing.cadence) if (step.day == 0) return step.role;
  return "";
}

double open_day(const Routing& routing) { return minute_of(routing.open_to) - minute_of(routing.open_from); }

std::vector<Slot> spread(const Routing& routing, int count, int minutes) {
  std::vector<Slot> slots;
  const int from = minute_of(routing.open_from), to = minute_of(routing.open_to);
  for (int i = 0; i < count; ++i) {
    const int start = count == 1 ? from + 30 : from + (to - from) * i / count;
    const int rounded = start / 5 * 5;
    slots.push_back({clock_of(rounded), clock_of(std::min(to, rounded + minutes))});
  }
  return slots;
}

}  // namespace

int minute_of(const std::string& text) {
  return text.size() == 5 ? ((text[0] - '0') * 10 + (text[1] - '0')) * 60 + (text[3] - '0') * 10 + (text[4] - '0') : 0;
}
std::string clock_of(int minute) {
  const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return two(minute / 60) + ":" + two(minute % 60);
}

double open_minutes(double value, std::string_view unit, const Routing& routing) {
  if (unit == "minute") return value;
  if (unit == "hour" || unit == "business_hour") return unit == "hour" && value >= 24 ? value / 24 * open_day(routing) : value * 60;
  return value * open_day(routing);
}

std::string open_words(double minutes, const Routing& routing) {
  const double day = open_day(routing);
  if (minutes <= 0) return "no time at all";
  if (day > 0 && std::fmod(minutes, day) == 0) {
    const double days = minutes / day;
    return print_number(days) + (days == 1 ? " business day" : " business days");
  }
  if (std::fmod(minutes, 60) == 0) return print_number(minutes / 60) + (minutes == 60 ? " open hour" : " open hours");
  return print_number(std::round(minutes)) + " open minutes";
}

int pod_of(const Motion& motion, const Figures& figures) {
  const std::string first = first_role_of(motion);
  double people = 0;
  for (const Pool& pool : motion.routing.pools) if (pool.role == first) people = pool.people;
  const double cap = figures.value("cap_week"), treated = figures.value("treated_week");
  if (!motion.tagged("territories") && !motion.tagged("big_team")) return static_cast<int>(std::lround(people));
  if (cap > 0 && people > 0) people = std::min(people, std::max(2.0, std::ceil(treated / (cap / people) - 1e-9)));
  return static_cast<int>(std::lround(people));
}

SlaCase answer_case(const Motion& motion, const Figures& figures) {
  const Routing& routing = motion.routing;
  const auto value = [&](const char* name, double otherwise) { return motion.quantity(name) != nullptr ? motion.quantity(name)->value : otherwise; };
  double touch_hot = 0, touch = 0;  // research and the first message: what stands between an alert and its first touch
  for (const CadenceStep& step : routing.cadence) {
    if (step.conditional || (step.name != "research" && step.name != "first message")) continue;
    if (step.tier != "qualified") touch_hot += step.minutes;
    if (step.tier != "hot") touch += step.minutes;
  }
  const double day = open_day(routing), cap = figures.value("cap_week");
  double treated = figures.value("treated_week", cap * 0.75);
  if (cap > 0) treated = std::min(treated, cap / kUseMax);
  const double hot_share = motion.qualify.hot_at ? value("hot_share", 0.3) : 0;
  SlaCase made;
  made.open.from = minute_of(routing.open_from);
  made.open.to = minute_of(routing.open_to);
  made.weights = arrival_weights(made.open, value("arrive_working", 0.80), value("arrive_night", 0.14), value("arrive_weekend", 0.06));
  std::vector<std::pair<int, int>> slots;
  for (const Slot& slot : routing.duty_slots) slots.emplace_back(minute_of(slot.from), minute_of(slot.to));
  made.slots = slots.empty() ? whole_day_slots(made.open) : same_slots_daily(slots, made.open);
  made.reps = pod_of(motion, figures);
  double hand_raises = figures.value("hand_raises_week");
  if (cap > 0) hand_raises = std::min(hand_raises, cap);  // what comes beyond is for another bar or team, not for a longer queue
  made.tiers[0] = {hand_raises, touch_hot / 2, 60};
  made.tiers[1] = {treated * hot_share, touch_hot, 120};
  made.tiers[2] = {treated * (1 - hot_share), touch > 0 ? touch : touch_hot, day};
  for (const Promise& promise : motion.sla.promises) {
    for (size_t i = 0; i < kTierNames.size(); ++i) if (promise.tier == kTierNames[i]) made.tiers[i].sla_minutes = promise.minutes;
  }
  return made;
}

void plan_promises(Motion& motion, const Facts& facts, const Situation& situation, const Figures& figures) {
  Routing& routing = motion.routing;
  Sla& sla = motion.sla;
  sla.promises.clear();
  sla.asked.reset();
  if (routing.pools.empty()) return;
  const double day = open_day(routing);
  const bool founder = situation.has("founder");
  const auto usual = [&](const char* name, double otherwise) { return motion.quantity(name) != nullptr ? motion.quantity(name)->value : otherwise; };
  const double raised = usual("hand_raise_minutes", 60), touched = open_minutes(usual("first_touch_hours", 24), "hour", routing);
  const auto promise = [&](const char* tier, double minutes, Origin from) {
    Promise made;
    made.tier = tier;
    made.minutes = minutes;
    made.from = from;
    made.words = open_words(minutes, routing);
    sla.promises.push_back(made);
  };
  const bool has_asked = facts.has("sla.value");
  const double asked = has_asked ? std::max(0.0, open_minutes(facts.number("sla.value"), facts.text("sla.unit", "hour"), routing)) : 0;
  const Origin asked_from = has_asked ? facts.find("sla.value")->from : Origin::assumed;
  const double hot_minutes = has_asked ? asked : founder ? day : 120;

  // The fewest duty slots that keep the promise with everybody in, and nine in ten of it with one person out.
  SlaCase sla_case = answer_case(motion, figures);
  sla_case.weeks = 400;
  sla_case.tiers[0].sla_minutes = 60;
  sla_case.tiers[1].sla_minutes = hot_minutes;
  const int reps = sla_case.reps;
  const AlertTier tier = founder ? AlertTier::qualified : AlertTier::hot;
  if (founder) sla_case.tiers[2].sla_minutes = hot_minutes;
  struct Roster { int count, minutes; };
  const double open_hours = day / 60;
  // D11: twenty minutes in every hour beat a few long slots at the same cost of attention; one person alone gets fewer looks.
  const std::vector<Roster> rosters = reps == 1 && !founder ? std::vector<Roster>{{2, 60}, {4, 45}, {static_cast<int>(open_hours), 20}, {static_cast<int>(open_hours), 60}} : founder ? std::vector<Roster>{{1, 60}, {2, 45}, {4, 45}, {static_cast<int>(open_hours), 30}}
                                              : std::vector<Roster>{{static_cast<int>(open_hours), 20}, {static_cast<int>(open_hours), 40}, {static_cast<int>(open_hours), 60}};
  const auto slots_of = [&](const Roster& roster) {
    std::vector<std::pair<int, int>> times;
    for (const Slot& slot : spread(routing, roster.count, roster.minutes)) times.emplace_back(minute_of(slot.from), minute_of(slot.to));
    return same_slots_daily(times, sla_case.open);
  };
  // Looking is not working, but who lends ten hours a week cannot look all week: at most twice the hours, or the shortest roster.
  double lent = 0;
  for (const Pool& pool : routing.pools) if (pool.role == first_role_of(motion) && pool.people > 0) lent = pool_hours(pool) / pool.people;
  const auto affordable = [&](const Roster& roster) { return 5.0 * roster.count * roster.minutes / 60 <= 2 * lent || roster.count * roster.minutes == rosters.front().count * rosters.front().minutes; };
  bool found = false;
  double promised = hot_minutes;
  Roster last = rosters.front();
  for (const Roster& roster : rosters) {
    if (!affordable(roster)) continue;
    last = roster;
    sla_case.slots = slots_of(roster);
    sla_case.reps = reps;
    const bool all_in = simulate_sla(sla_case).kept(tier) >= 0.92;
    bool one_out = true;
    if (all_in && reps > 1) {
      sla_case.reps = reps - 1;
      one_out = simulate_sla(sla_case).kept(tier) >= 0.9;
      sla_case.reps = reps;
    }
    routing.duty_slots = spread(routing, roster.count, roster.minutes);
    if (all_in && one_out) { found = true; break; }
  }
  if (!found) {  // D28: print both, theirs with its share and ours at nine in ten
    sla_case.slots = slots_of(last);
    if (const auto kept = sla_minutes_to_promise(sla_case, tier, 0.9)) promised = *kept;
    else promised = 5 * day;
    if (promised < hot_minutes) promised = hot_minutes;
  }
  // Hand-raises come first in every slot; one hour is kept only where somebody looks every hour.
  const bool hourly = routing.duty_slots.size() >= static_cast<size_t>(open_hours);
  promise("hand_raise", hourly ? raised : founder ? day : std::max(60.0, std::ceil(open_hours / static_cast<double>(routing.duty_slots.size())) * 60), Origin::assumed);
  if (!founder) promise("hot", promised, promised == asked ? asked_from : Origin::assumed);
  promise("qualified", std::max(touched, promised), founder && promised == asked ? asked_from : Origin::assumed);
  if (has_asked && promised != asked) {
    Promise made;
    made.tier = founder ? "qualified" : "hot";
    made.minutes = asked;
    made.from = asked_from;
    made.words = open_words(asked, routing);
    sla.asked = made;
  }
}

}  // namespace handraise
