#include "motion/mapping.h"

#include "base/yaml.h"
#include "motion/describe.h"
#include "motion/mistakes.h"

namespace handraise {

Result<Mapping> parse_mapping(std::string_view text, const std::string& file) {
  const Result<YamlNode> tree = parse_yaml(text, file);
  if (!tree) return tree.errors();
  const YamlNode* node = tree->find("input");
  if (node == nullptr || tree->fields.size() > 1) node = &*tree;
  Mapping mapping;
  Reader reader;
  mapping_form().read(*node, &mapping, {"input", node->at.line > 0 ? node->at : Place{file, 1, 1}}, reader);
  if (!reader.errors.empty()) return finish_errors(std::move(reader.errors), text);
  return mapping;
}

std::string print_mapping(const Mapping& mapping) { return mapping_form().flow(&mapping); }

}  // namespace handraise
