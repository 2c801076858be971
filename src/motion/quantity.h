// A number that the plan rests on, with its range and where it came from.
#pragma once

#include <string>

#include "motion/facts.h"

namespace handraise {

// One row of `planning:`. Stated and measured numbers have low = value = high unless a range was given.
struct Quantity {
  std::string name;       // "mapped_share"; unique in the motion
  std::string label;      // "signups whose company we can tell": what a reader reads
  double value = 0;
  double low = 0;         // 80 % interval; of what was measured the run's own, 95 %
  double high = 0;
  std::string unit;       // "share", "a month", "minutes", "hours a week", "days", "weeks", "USD a year", "points", "people"
  Origin from = Origin::assumed;
  std::string source;     // words of the brief, "ours", a key of playbooks/benchmarks.yaml ("B2"), or the run that measured it
  std::string replaces;   // what stood here before it was measured: "12 % (8–20 %), assumed"
  std::string changes;    // what changes if it is wrong
  std::string check;      // how to check it within ten working days
  std::string pass;       // pass mark of that check
  bool operator==(const Quantity&) const = default;
};

}  // namespace handraise
