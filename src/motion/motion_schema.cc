#include "motion/motion_schema.h"

#include <nlohmann/json.hpp>

#include "motion/describe.h"

namespace handraise {

std::string motion_schema() {
  nlohmann::ordered_json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                                   {"$id", "motion.schema.json"},
                                   {"title", "Handraise motion"},
                                   {"description", "Form of motion.yaml. What a form cannot show (names that refer to nothing, contradicting rules) `handraise check` finds."}};
  schema.update(nlohmann::ordered_json::parse(motion_form().schema()));
  return schema.dump(2) + "\n";
}

}  // namespace handraise
