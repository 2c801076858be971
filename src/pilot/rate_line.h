// Pairs of rates that a null hypothesis or a guess allows: a line through the square of (held, treated). Pure; total.
#pragma once

#include <cstdint>

namespace handraise {

// What two arms have shown: accounts whose outcome is known, and how many of them reached it.
struct ArmCounts {
  int64_t treated = 0, events_treated = 0;
  int64_t held = 0, events_held = 0;
};
ArmCounts checked(ArmCounts counts);   // what cannot be is pulled to what can

// treated = offset + slope · held, slope > 0. A difference d is {d, 1}, a ratio r is {0, r}.
struct RateLine {
  double offset = 0, slope = 1;
  double treated(double held) const { return offset + slope * held; }
  double held_min() const { return offset < 0 ? -offset / slope : 0; }
  double held_max() const { return offset + slope > 1 ? (1 - offset) / slope : 1; }
};
inline RateLine difference_line(double difference) { return {difference, 1}; }
inline RateLine ratio_line(double ratio) { return {0, ratio}; }

// Successes and failures of two arms, not whole: what a likelihood is made of.
struct ArmWeights { double treated_yes = 0, treated_no = 0, held_yes = 0, held_no = 0; };

// The held rate on the line that makes the weights most likely. Within 1e-12; a line that misses the square gives its nearest end.
double best_held_rate(const ArmWeights& weights, const RateLine& line);

}  // namespace handraise
