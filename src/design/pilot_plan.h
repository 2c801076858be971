// The pilot that the volume allows: arms, weeks, one decision rule (F12 to F20, D24, D25).
#pragma once

#include "design/figures.h"
#include "design/situation.h"
#include "motion/motion.h"

namespace handraise {

// Sets pilot.weeks, asked_weeks, arms, rule, segment, start, power and alpha. The volume stands already (figures of a motion without holdout).
void plan_pilot(Motion& motion, const Facts& facts, const Situation& situation, const Figures& figures);

}  // namespace handraise
