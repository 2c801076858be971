// What the form of a file cannot show: names that refer to nothing, rules that contradict each other.
#pragma once

#include "base/result.h"
#include "base/yaml.h"
#include "motion/motion.h"

namespace handraise {

// Adds every mistake of `motion`, which was read from `root`, each at its place there.
void check_motion(const Motion& motion, const YamlNode& root, Errors* errors);

}  // namespace handraise
