// The JSON Schema (draft 7) of motion.yaml, from the same descriptions that parse_motion and print_motion walk.
#pragma once

#include <string>

namespace handraise {

// Indented by two, ends with a newline; playbooks/schema/motion.schema.json holds it.
std::string motion_schema();

}  // namespace handraise
