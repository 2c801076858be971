// From the text of motion.yaml to a checked Motion.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "motion/motion.h"

namespace handraise {

// All mistakes of the file at once, each with its place, what was expected and the nearest valid word; print_errors prints them.
// Only `signals` and `qualify` are required. Does not know the time zones of this machine: `time_zone` is checked by its shape only.
Result<Motion> parse_motion(std::string_view yaml, const std::string& file);

}  // namespace handraise
