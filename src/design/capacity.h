// What the team can take (F6 to F9). Minutes are a person's, hours a week's, caps accounts a week. The printed cadence is the only
// source of effort. Pure; total: negative or non-finite inputs count as 0.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "motion/motion.h"

namespace handraise {

// F6: planned counts every step once (pi = 1), expected weighs each with the share of accounts that reach it.
enum class Effort { planned, expected };
// Minutes that `role` spends on one account of `tier` ("hot" or "qualified"); steps of tier "both" count. role "" is every role.
double cadence_minutes(const std::vector<CadenceStep>& cadence, std::string_view role, std::string_view tier, Effort effort);
// F6: shares of accounts that reach each step when a share `stops[j]` leaves after step j: pi_k = product over j < k of (1 - stops[j]).
std::vector<double> reach_after_stops(const std::vector<double>& stops);

// F8: minutes per account. First touch: mixed over tiers. Meetings: rho_meet (m_meet + rho_opp m_opp).
double mixed_minutes(double hot_share, double hot_minutes, double qualified_minutes);
double meeting_minutes(double meetings_per_account, double minutes_per_meeting, double opportunities_per_meeting,
                       double minutes_per_opportunity);

// F7: hours a week for this motion.
double pool_hours(const Pool& pool);

// One role with the work that each account gives it.
struct RoleWork {
  Pool pool;
  double minutes_per_account = 0;      // e; 0: this role does nothing per account and never binds
  double minutes_per_hand_raise = 0;   // e_h
};

// Accounts worked a week (F5) at the ends and the middle of their range, and hand-raises, which are never held out.
struct WorkLoad {
  double low = 0;
  double value = 0;
  double high = 0;
  double hand_raises = 0;
};

struct RoleCapacity {
  std::string role;
  double hours = 0;                    // F7
  double minutes_per_account = 0;
  double cap = 0;                      // F8, accounts a week; meaningless when unlimited
  bool unlimited = false;              // no minutes per account
  double use_low = 0, use_value = 0, use_high = 0;   // F9, shares of hours, may exceed 1; kOverloaded when there are no hours
  double use_one_out = 0;              // at `value` with one person fewer; kOverloaded when nobody is left
};
constexpr double kOverloaded = 999;    // printed as "nobody there", never as a number
constexpr double kUseMax = 0.80;       // U of F8
constexpr double kUsePlanned = 0.60;   // planning case (b)

struct Capacity {
  std::vector<RoleCapacity> roles;     // in the order given
  int binding = -1;                    // index of the role with the smallest cap; -1: none binds
  double cap = 0;                      // C; 0 with binding -1: nothing to do, no limit
};
// F8, F9. `use_max` is kept in (0, 1].
Capacity capacity_of(const std::vector<RoleWork>& work, const WorkLoad& load, double use_max = kUseMax);

// Hours left for hand-raises are not in `cap`; this is the cap after them: 60 (U H - V_h e_h / 60)/e, at least 0.
Capacity capacity_after_hand_raises(const std::vector<RoleWork>& work, const WorkLoad& load, double use_max = kUseMax);

// Planning case (b): accounts worked a week that keep the binding role `use` busy, no holdout. nullopt: no role binds.
std::optional<double> volume_at_use(const Capacity& capacity, double use = kUsePlanned, double use_max = kUseMax);

// F9: use of a role at `worked` accounts and `hand_raises` a week with `people_out` fewer people.
double use_of(const RoleWork& work, double worked, double hand_raises, double people_out = 0);

}  // namespace handraise
