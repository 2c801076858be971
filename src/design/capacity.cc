#include "design/capacity.h"

#include <algorithm>
#include <cmath>

namespace handraise {
namespace {

double positive(double value) { return value > 0 ? std::min(value, 1e12) : 0; }  // NaN is 0
double share(double value) { return std::min(positive(value), 1.0); }

double hours_with(const Pool& pool, double people) {
  return positive(people) * positive(pool.selling_hours) * share(pool.share) * (1 - share(pool.absence));
}

// `spoken_for`: minutes a week that are not open to alerts.
RoleCapacity role_capacity(const RoleWork& work, const WorkLoad& load, double use_max, double spoken_for) {
  RoleCapacity role;
  role.role = work.pool.role;
  role.hours = pool_hours(work.pool);
  role.minutes_per_account = positive(work.minutes_per_account);
  role.unlimited = role.minutes_per_account <= 0;
  if (!role.unlimited) role.cap = positive(60 * use_max * role.hours - spoken_for) / role.minutes_per_account;
  role.use_low = use_of(work, load.low, load.hand_raises);
  role.use_value = use_of(work, load.value, load.hand_raises);
  role.use_high = use_of(work, load.high, load.hand_raises);
  role.use_one_out = use_of(work, load.value, load.hand_raises, 1);
  return role;
}

Capacity capacity(const std::vector<RoleWork>& work, const WorkLoad& load, double use_max, bool after_hand_raises) {
  const double use = use_max > 0 ? std::min(use_max, 1.0) : kUseMax;
  Capacity all;
  for (const RoleWork& one : work) {
    const double spoken_for = after_hand_raises ? positive(load.hand_raises) * positive(one.minutes_per_hand_raise) : 0;
    const RoleCapacity role = role_capacity(one, load, use, spoken_for);
    if (!role.unlimited && (all.binding < 0 || role.cap < all.cap)) {
      all.binding = static_cast<int>(all.roles.size());
      all.cap = role.cap;
    }
    all.roles.push_back(role);
  }
  return all;
}

}  // namespace

double cadence_minutes(const std::vector<CadenceStep>& cadence, std::string_view role, std::string_view tier, Effort effort) {
  double minutes = 0;
  for (const CadenceStep& step : cadence) {
    if (!role.empty() && step.role != role) continue;
    if (step.tier != tier && step.tier != "both") continue;
    minutes += positive(step.minutes) * (effort == Effort::planned ? 1 : share(step.share));
  }
  return minutes;
}

std::vector<double> reach_after_stops(const std::vector<double>& stops) {
  std::vector<double> reach;
  double left = 1;
  for (const double stop : stops) {
    reach.push_back(left);
    left *= 1 - share(stop);
  }
  return reach;
}

double mixed_minutes(double hot_share, double hot_minutes, double qualified_minutes) {
  return share(hot_share) * positive(hot_minutes) + (1 - share(hot_share)) * positive(qualified_minutes);
}

double meeting_minutes(double meetings_per_account, double minutes_per_meeting, double opportunities_per_meeting,
                       double minutes_per_opportunity) {
  return positive(meetings_per_account) *
         (positive(minutes_per_meeting) + positive(opportunities_per_meeting) * positive(minutes_per_opportunity));
}

double pool_hours(const Pool& pool) { return hours_with(pool, pool.people); }

Capacity capacity_of(const std::vector<RoleWork>& work, const WorkLoad& load, double use_max) { return capacity(work, load, use_max, false); }

Capacity capacity_after_hand_raises(const std::vector<RoleWork>& work, const WorkLoad& load, double use_max) {
  return capacity(work, load, use_max, true);
}

std::optional<double> volume_at_use(const Capacity& capacity, double use, double use_max) {
  if (capacity.binding < 0 || !(use_max > 0)) return std::nullopt;
  return capacity.cap * positive(use) / use_max;
}

double use_of(const RoleWork& work, double worked, double hand_raises, double people_out) {
  const double minutes = positive(worked) * positive(work.minutes_per_account) + positive(hand_raises) * positive(work.minutes_per_hand_raise);
  if (minutes <= 0) return 0;
  const double hours = hours_with(work.pool, work.pool.people - positive(people_out));
  return hours > 1e-9 ? std::min(minutes / (60 * hours), kOverloaded) : kOverloaded;
}

}  // namespace handraise
