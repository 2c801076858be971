// The score that a motion asks for before its volume is looked at.
#pragma once

#include <string>
#include <vector>

#include "motion/motion.h"

namespace handraise {

// How many on/off patterns of the scoring signals reach a bar, by the number of signals on, everything half a day to a day old
// (points that fade count with what is left after a day). Gates are taken as on.
struct Reach {
  std::vector<double> by_size;
  size_t signals = 0;
  double share() const;                     // of all patterns
  double chance(double chance_on) const;    // when each signal is on by itself with this chance
};
Reach reach_of(const Motion& motion, double bar);

// Whether reaching first value, or the repeated work that stands in for it, is a must: only then does it thin the volume (F2).
bool gates_on_activation(const Motion& motion);

// Signals that score and never make the difference at `bar`: no pattern reaches it with them that does not reach it without (F26).
std::vector<std::string> never_decisive(const Motion& motion, double bar);

// 60, or the next lower of 55, 50 and 45 that at least three in ten patterns reach a day after their events: a bar that only the fullest
// use could pass would be a definition for nobody. Of these the highest at which every signal decides something, where there is one.
// D22 raises it where the volume is too large for the team.
double base_bar(const Motion& motion);

}  // namespace handraise
