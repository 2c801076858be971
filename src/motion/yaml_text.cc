#include "motion/yaml_text.h"

#include "base/text.h"
#include "base/yaml.h"

namespace handraise {

std::string print_text(std::string_view text) {
  std::string printed = print_yaml_text(text);
  if (printed.front() == '"') return replace_all(std::move(printed), "\xEF\xBB\xBF", "\\uFEFF");  // yaml-cpp skips byte order marks
  // yaml-cpp ends a plain scalar of a flow list or map at a question mark.
  if (printed.find('?') == std::string::npos) return printed;
  return "\"" + replace_all(std::move(printed), "\\", "\\\\") + "\"";  // what is plain holds nothing else to escape
}

std::string print_value(std::string_view text) {
  YamlNode node;
  node.kind = YamlNode::Kind::scalar;
  node.text = std::string(text);
  double number = 0;
  bool yes = false;
  return read_number(node, &number) || read_bool(node, &yes) ? node.text : print_text(text);
}

}  // namespace handraise
