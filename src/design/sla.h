// When alerts come, when reps look, and which share is answered in time (F10, F11). Minutes of a day count from local midnight,
// minutes of a week from Monday 00:00. Everything is deterministic: own integer generator, fixed seed, same answer on every compiler.
// Pure; total; a simulation handles at most 200,000 alerts (it lowers the weeks) and takes a few milliseconds.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace handraise {

// Open hours are the same each open day; days 5 is Monday to Friday, 7 every day.
struct OpenHours {
  int from = 9 * 60;
  int to = 18 * 60;   // > from, at most 1440
  int days = 5;
};

// F10: share of a week's alerts in each of its 168 hours, summing to 1. Assumed until measured: .80 in open hours, .14 in the other
// hours of open days, .06 on closed days; a class that has no hours passes its share on in proportion.
using HourWeights = std::array<double, 168>;
HourWeights arrival_weights(const OpenHours& open, double open_share = 0.80, double night_share = 0.14, double weekend_share = 0.06);
// Round the clock: 1/168 each.
HourWeights even_weights();

// F10: share of the week's alerts between two minutes of the week, from < to; `to` may reach into the next week.
double weight_between(const HourWeights& weights, int from, int to);
// F10: share that waits when the first open day opens (Friday's close to Monday's open, for days 5).
double monday_pile_weight(const HourWeights& weights, const OpenHours& open);

// Smallest k with P(Poisson(mean) <= k) >= chance; 0 for mean <= 0. chance is kept in [0, 1 - 1e-12], mean at most 1e9.
int64_t poisson_quantile(double mean, double chance);
double poisson_at_most(double mean, int64_t k);

// What arrives in a stretch of time.
struct AlertPile {
  double mean = 0;
  int64_t p95 = 0;
};
AlertPile pile_of(double alerts_per_week, double weight);

// One row a block of the day, as printed: Monday at opening, then the open day in `blocks` equal parts (each one day's), then what
// comes outside open hours on a whole week.
struct AlertLoad {
  AlertPile monday_open;
  std::vector<AlertPile> day_blocks;
  AlertPile out_of_hours;
};
AlertLoad alert_load(double alerts_per_week, const HourWeights& weights, const OpenHours& open, int blocks = 3);

// ---- F11 -----------------------------------------------------------------------------------------------------------

// Reps look at alerts only inside [from, to) of this day (0 = Monday). `reps` 0: everybody who is in. Slots that touch are one; where
// slots with different `reps` overlap, the one that begins first keeps the time.
struct DutySlot {
  int day = 0;
  int from = 0;
  int to = 0;
  int reps = 0;
};
std::vector<DutySlot> same_slots_daily(const std::vector<std::pair<int, int>>& from_to, const OpenHours& open);
std::vector<DutySlot> hourly_slots(int minutes, const OpenHours& open);   // the first `minutes` of every open hour
std::vector<DutySlot> whole_day_slots(const OpenHours& open);             // a staffed live desk

// Alerts in the order in which reps take them: hand-raises first, then hot, then the others; oldest first inside a tier.
enum class AlertTier { hand_raise, hot, qualified };
constexpr int kAlertTiers = 3;

struct TierLoad {
  double alerts_per_week = 0;
  double first_touch_minutes = 0;      // of a rep, per alert
  double sla_minutes = 0;              // of open hours
};

// How long a first touch takes: always the mean, or exponential (to compare with Erlang C).
enum class TouchTime { fixed, exponential };

// What stops the clock: a rep takes the alert up, or has sent the first message, that is first_touch_minutes later.
enum class ClockStops { taken, sent };

struct SlaCase {
  std::array<TierLoad, kAlertTiers> tiers;   // by AlertTier
  HourWeights weights = even_weights();
  OpenHours open;
  std::vector<DutySlot> slots;
  int reps = 0;
  int weeks = 2000;
  uint64_t seed = 20260101;
  TouchTime touch_time = TouchTime::fixed;
  ClockStops clock_stops = ClockStops::taken;
};

// Time from alert to first touch in open minutes, counted a tier.
class SlaResult {
 public:
  // Share of the tier's alerts touched within this many open minutes; 1 when the tier had none.
  double kept(AlertTier tier, double sla_minutes) const;
  // Kept at the case's own SLA of that tier, and over all tiers that have alerts.
  double kept(AlertTier tier) const { return kept_[static_cast<size_t>(tier)]; }
  double kept_all() const { return kept_all_; }
  // Smallest whole number of open minutes within which at least `share` are touched; nullopt: none (too little time on duty).
  std::optional<int> minutes_kept(AlertTier tier, double share = 0.90) const;
  int64_t alerts(AlertTier tier) const { return alerts_[static_cast<size_t>(tier)]; }
  int weeks() const { return weeks_; }

 private:
  friend SlaResult simulate_sla(const SlaCase&);
  std::array<std::vector<int64_t>, kAlertTiers> touched_by_;  // cumulative, by minute
  std::array<int64_t, kAlertTiers> alerts_{};
  std::array<double, kAlertTiers> kept_{};
  double kept_all_ = 1;
  int weeks_ = 0;
};

// F11. A rep who is on duty and free takes the next alert whose first touch ends within the slot; one that is longer than the whole
// slot is taken at its start. The SLA clock runs in open hours only. No slots, no reps: nothing is kept. Minutes and SLAs count to the
// second; time to touch is rounded up to whole minutes.
SlaResult simulate_sla(const SlaCase& sla_case);

// What is printed: kept with all reps in, and with one out.
struct SlaKept {
  double all_in = 1;
  double one_out = 1;
};
SlaKept sla_kept(const SlaCase& sla_case, AlertTier tier);

// The shortest of the usual promises (15, 30, 60, 90, 120, 180, 240, 360 open minutes, 1, 2, 3, 5 open days) that this staffing keeps
// in at least `share` of alerts. nullopt: none.
std::optional<int> sla_minutes_to_promise(const SlaCase& sla_case, AlertTier tier, double share = 0.90);

// Duty slots, evenly spread over the open day and the same every open day, as few as keep the tier's SLA in at least `share` of its
// alerts with `reps_out` reps away. `slot_minutes` 0: one first touch, rounded up to 5, at least 15. The case's own slots are not
// used. nullopt: not even duty all day does. At most eleven simulations, eight of them of 500 weeks.
std::optional<std::vector<DutySlot>> slots_needed(const SlaCase& sla_case, AlertTier tier, double share = 0.90, int reps_out = 0,
                                                  int slot_minutes = 0);

// Erlang C: chance to wait with `servers` and `load` = arrivals * handling time (in Erlang). 1 when load >= servers or servers <= 0.
double erlang_c(int servers, double load);
// Share whose handling begins within `within_minutes` on a staffed live desk.
double erlang_c_started_within(int servers, double arrivals_per_hour, double handling_minutes, double within_minutes);

}  // namespace handraise
