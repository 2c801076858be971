// A Motion as motion.yaml: commented, in a stable order, only what differs from the defaults.
#pragma once

#include <string>

#include "motion/motion.h"

namespace handraise {

// parse_motion(print_motion(motion)) gives the same motion where the motion has no mistakes, and prints the same bytes again.
std::string print_motion(const Motion& motion);

}  // namespace handraise
