// A qualification of the past as the backtest keeps it: small, since there may be many.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/qualification.h"
#include "motion/motion.h"

namespace handraise {

struct Qualified {
  Timestamp time = 0;
  Tier tier = Tier::qualified;
  Micro score = 0;
  std::string account;             // unit: user: of the user at that time; empty when unknown
  std::string user;                // unit: user only
  std::vector<uint16_t> on;        // signals that are on, by index
  std::vector<uint16_t> hinges;    // those of them without which it would not have qualified
  const std::string& name(Unit unit) const { return unit == Unit::user ? user : account; }
};

Qualified keep(const Motion& motion, const Qualification& qualification);

// Signals without which the qualification would not stand: of a hand-raise, the only one that is on, unless the score suffices without it;
// else each whose loss breaks a must_have, the last of any_of, kinds_at_least or the bar. Risks never: their loss raises the score.
std::vector<uint16_t> hinges_of(const Motion& motion, const Qualification& qualification);

}  // namespace handraise
