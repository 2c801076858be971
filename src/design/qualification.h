// Gates, bar, decay, cooldown, exclusions: what must hold before anybody is alerted.
#pragma once

#include "design/situation.h"
#include "motion/motion.h"

namespace handraise {

// Identity, segment and qualify for signals that are chosen. Rules that could never bind (F26) are left out.
void plan_qualification(Motion& motion, const Facts& facts, const Situation& situation);

// After the bar has moved: rules that can no longer bind go.
void drop_dead_rules(Motion& motion);

}  // namespace handraise
