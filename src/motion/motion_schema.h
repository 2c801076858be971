// The JSON Schema (draft 7) of motion.yaml and the reference of its fields, both from the descriptions that parse_motion and
// print_motion walk.
#pragma once

#include <string>

namespace handraise {

// Indented by two, ends with a newline; playbooks/schema/motion.schema.json holds it.
std::string motion_schema();

// Markdown tables of every section and field with its form and a line of meaning; a part of docs/motion-language.md.
std::string motion_reference();

}  // namespace handraise
