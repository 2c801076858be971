// Drawings of the HTML pack as SVG: dark on white, with a title and a description for those who do not see them.
#pragma once

#include <string>

#include "design/figures.h"
#include "motion/motion.h"

namespace handraise {

// Accounts a week stage by stage. Empty with fewer than two stages that have a flow.
std::string draw_funnel(const Motion& motion, const Figures& figures);

// Open hours and duty slots over one day. Empty without slots.
std::string draw_duty_day(const Motion& motion, const Figures& figures);

}  // namespace handraise
