// `handraise pilot size`: how many accounts a pilot needs for the way in which it will be read, and what the accounts it gets can show (F12 to F20).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "motion/motion.h"
#include "pilot/calendar.h"
#include "pilot/go_rule.h"
#include "pilot/sample_size.h"

namespace handraise {

// Users that come in accounts: a metric of users, arms of accounts (F15).
struct Clusters {
  double users_per_account = 1, users_cv = 0, icc = 0;
  bool any() const { return icc > 0 && users_per_account > 1; }
};

struct SizeQuestion {
  double rate_held = 0, rate_treated = 0;            // two proportions …
  double difference = 0, standard_deviation = 0;     // … or, with a deviation, a mean
  TestPlan plan;
  Looks looks = Looks::once;                         // weekly: proportions by account only
  Clusters clusters;
  double weekly = 0;                                 // accounts qualified a week; 0: not known
  double weeks = 0;                                  // of enrolment that there are; 0: as many as needed
  int horizon = 0;                                   // days from qualification to the outcome; 0: not known
  std::vector<Trigger> triggers;                     // p_ok, p_bad; k 0: the smallest with a false alarm of at most 5 %
  bool mean() const { return standard_deviation > 0; }
};

enum class SizeMethod { normal, exact, always_valid, students_t };

// What so many accounts do. `shown`: the smallest difference that has the plan's power.
struct SizeRow {
  ArmSizes arms;
  double power = 0;
  std::optional<double> shown;
};
struct TriggerOdds {
  Trigger trigger;                                   // k as found
  int64_t n = 0;                                     // treated accounts
  double false_alarm = 0, power = 0;                 // of a scale gate: misses a fine pilot, stops a bad one
};

struct PilotSize {
  SizeMethod method = SizeMethod::normal;            // of what the readout uses
  ArmSizes arms;                                     // accounts, not rounded
  ArmSizes one_look;                                 // the same for one planned look: the price of weekly ones is the quotient
  double cluster_factor = 1;
  int look_count = 1;
  double outcomes_expected_held = 0;                 // of proportions
  std::vector<SizeRow> curve;                        // a quarter to twice the size
  std::optional<double> weeks_needed;                // at the volume
  std::optional<SizeRow> reach;                      // what volume and weeks give
  std::optional<GoChoice> choice;                    // F20 for them; proportions by account with one look
  std::optional<GoOdds> odds;                        // of a go at no, half, full difference
  std::optional<PilotDates> dates;                   // of the weeks there are, else of those needed
  std::vector<TriggerOdds> triggers;                 // at the accounts there will be, else at those needed
};

// An error where the question has no answer: equal rates, more accounts than any pilot has, clusters with weekly looks.
Result<PilotSize> size_pilot(const SizeQuestion& question);

// The accounts that the motion's own plan asks for: its rates, power, arms and looks; a look a week of enrolment. Nothing where it plans no difference.
std::optional<ArmSizes> arms_planned(const Motion& motion);

// `start`: of enrolment, for dates; none: days from launch.
std::string print_size(const SizeQuestion& question, const PilotSize& size, std::optional<Timestamp> start);
std::string print_size_json(const SizeQuestion& question, const PilotSize& size, std::optional<Timestamp> start);

}  // namespace handraise
