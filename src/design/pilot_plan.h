// The pilot that the volume allows: arms, weeks, one decision rule (F12 to F20, D24, D25).
#pragma once

#include "design/figures.h"
#include "design/situation.h"
#include "motion/motion.h"

namespace handraise {

// The longest enrolment that is planned: after half a year product, price and team are others, and the arms no longer compare.
constexpr double kPilotWeeksMax = 26;

// What the brief asks of the pilot: asked_weeks, start, segment. Also where nobody is there to run it.
void ask_pilot(Motion& motion, const Facts& facts, const Situation& situation);
// Sets pilot.weeks, arms and rule. The volume stands already (figures of a motion without holdout), and so does what is asked.
// `learns_only`: attention, not proof, is what limits it (D10).
void plan_pilot(Motion& motion, const Figures& figures, bool learns_only);

}  // namespace handraise
