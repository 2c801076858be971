#include "motion/parse_motion.h"

#include "base/yaml.h"
#include "motion/check_motion.h"
#include "motion/describe.h"
#include "motion/mistakes.h"

namespace handraise {

Result<Motion> parse_motion(std::string_view yaml, const std::string& file) {
  const Result<YamlNode> tree = parse_yaml(yaml, file);
  if (!tree) return tree.errors();
  if (!tree->is_map()) {
    return finish_errors({{described(*tree) + "; expected a map with signals and qualify", tree->at.line > 0 ? tree->at : Place{file, 1, 1}, "", ""}}, yaml);
  }
  Motion motion;
  Reader reader;
  motion_form().read(*tree, &motion, {"", {file, 1, 1}}, reader);
  check_motion(motion, *tree, &reader.errors);
  if (!reader.errors.empty()) return finish_errors(std::move(reader.errors), yaml);
  return motion;
}

}  // namespace handraise
