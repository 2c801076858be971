// Every figure of a motion, computed once from the motion file and printed from here everywhere.
// F-numbers are the formulas of docs/formulas.md. A figure that cannot be computed is absent, never zero.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "motion/motion.h"

namespace handraise {

// One result. `shown` is the only form in which it is printed: rounding happens here and nowhere else.
struct Figure {
  std::string id;        // "qualified_week"
  int formula = 0;       // F-number; 0: a plain product of others
  std::string label;     // "qualified accounts a week"
  std::string unit;      // "a week", "hours a week", "accounts", "%", "USD a year", "days"
  double value = 0, low = 0, high = 0;   // 80 % interval; low == high: a point
  std::string shown;     // "18", "37 %", "$48,000": value as printed
  std::string range;     // "8–45"; empty for a point
  std::string with;      // the formula with its inputs: "692 × .58 × .32 × .30 × .27 ÷ 1.3"
  std::string from;      // mark for the From column: "you", "=F2", "A4", "B2", "run"
  std::string full() const { return range.empty() ? shown : shown + " (" + range + ")"; }
};

enum class PlanningCase {
  from_volume,     // (a) the brief's signups or accounts
  from_capacity,   // (b) the volume that keeps the binding role 60 % busy
  unknown,         // neither: no volume, a ladder only
};

struct DoubtRow { std::string quantity, label; double share = 0; };         // F3: s²ᵢ/s², largest first
struct EffortRow { std::string step, role, tier; int day = -1; double minutes = 0, share = 0; };
struct CapacityRow {                                                         // F7–F9
  std::string role; double people = 0, hours = 0, minutes_per_account = 0, cap = 0;
  double use_low = 0, use = 0, use_high = 0, use_one_out = 0; bool binds = false; bool has_volume = false;
  bool has_range = false;   // false: the volume follows from the staffing (case b), so use has no low and high case; the range sits on the signups needed
};
struct LoadRow { std::string when; double mean = 0; int p95 = 0; };          // F10: alerts in that stretch of a week's open time
struct SlaRow { std::string tier; double minutes = 0; std::string words; double kept = 0, kept_one_out = 0; bool asked = false; };  // F11
struct LadderRow { double bar = 0, pattern_share = 0, qualified_week = 0, use = 0; bool chosen = false; };                          // F26
struct LiftRow { double lift = 0; int per_arm = 0; double weeks_low = 0, weeks = 0, weeks_high = 0; bool wanted = false; };         // F12
struct TriggerRow { std::string name, kind; int n = 0, k = 0; double false_alarm = 0, power = 0; };                                 // F18
struct ImpliedRow { std::string rate; double needed = 0; std::string verdict; };                                                   // F21
struct MoneyRow { std::string name; double lift = 0, deals = 0, value = 0, cost = 0, net = 0; };                                   // F23
struct FlipRow { std::string input, at, then; };                             // page 1: solved, none guessed
struct PatternRow { std::string signals; double points = 0; };               // F26: smallest sets of on-signals that reach the bar

struct Figures {
  PlanningCase planning_case = PlanningCase::unknown;
  std::map<std::string, Figure, std::less<>> all;
  // Ids, where they can be computed:
  //  signups_week mapped_week segment_week activated_week qualified_week (V) treated_week (V_T) held_week hand_raises_week
  //  signups_needed accounts_needed stock_now drain_weeks realert_week
  //  cap_week hours_<role> cap_<role> minutes_hot minutes_qualified minutes_account use use_one_out touches_week
  //  hot_week monday_pile sla_kept sla_kept_one_out
  //  per_arm (accounts in the smaller arm at the end of enrolment) enrolled treated_total held_total smallest_lift wanted_lift baseline
  //  needed_per_arm needed_weeks held_outcomes go_zero go_half go_full enrol_end_day last_outcome_day readout_day readout_week leading_day
  //  break_even_lift break_even_acv deals_year deals_year_half value_year cost_year net_year acv_delta blended_effect coverage pilot_cost pilot_worth
  //  audit_pass audit_sample implied_win_rate pattern_share loaded_hours
  std::vector<DoubtRow> doubt;
  std::vector<EffortRow> effort;
  std::vector<CapacityRow> capacity;
  std::string binding_role;
  std::vector<LoadRow> load;
  std::vector<SlaRow> sla;
  std::vector<LadderRow> ladder;
  std::vector<PatternRow> patterns;
  std::string decisive_signal;                 // the on/off of which decides most patterns
  std::vector<std::string> tie_breakers;       // signals that hardly ever decide
  std::vector<std::string> dead_rules;         // rules that never bind, gates implied by others: each a sentence
  std::vector<LiftRow> lifts;
  std::vector<TriggerRow> triggers;
  std::vector<ImpliedRow> implied;
  std::vector<MoneyRow> money;
  std::vector<FlipRow> flips;
  GoRule rule = GoRule::learn;                 // what F20 gives for these numbers
  std::string currency = "USD";

  const Figure* find(std::string_view id) const;
  double value(std::string_view id, double otherwise = 0) const;
  std::string shown(std::string_view id, std::string_view otherwise = "") const;
  std::string full(std::string_view id, std::string_view otherwise = "") const;
};

// Pure: the same motion gives the same figures. Never fails: what cannot be computed is absent. `all` runs the simulation of F11 too; `plan`
// leaves it and the odds of the go rule out, for a design that is still searching and for the questions, which try many answers.
enum class Depth { plan, all };
Figures compute_figures(const Motion& motion, Depth depth = Depth::all);

}  // namespace handraise
