// Who works the motion: pools, the cadence of touches with its minutes (F6), open hours, and when reps look at alerts.
#pragma once

#include "design/situation.h"
#include "motion/motion.h"

namespace handraise {

// Pools, cadence, open hours and channel from the facts and the planning quantities. `promises` chooses the duty slots.
Routing plan_staffing(const Facts& facts, const Situation& situation, const std::vector<Quantity>& planning);

}  // namespace handraise
