// Which signals a motion uses, and with how many points: those the brief names come first, the playbook fills what is missing.
#pragma once

#include <vector>

#include "design/playbook.h"
#include "design/situation.h"
#include "motion/motion.h"

namespace handraise {

// Signals with points, in the order of the motion file. Named ones first inside their kind. Forbidden ones are out (never use) or
// scored in silence (never mention); missing ones stand with `exists: false`.
std::vector<Signal> choose_signals(const Facts& facts, const Situation& situation, const Playbook& playbook, const Catalogue& catalogue);

// Points of PQL and PQA by kind (pack-outline, section 6), whole, in steps of 5 where that is possible, adding up to 100 over the signals
// that score and exist. Activation and risk carry none.
void share_points(std::vector<Signal>& signals, Unit unit, const std::vector<std::string>& must_have = {});

}  // namespace handraise
