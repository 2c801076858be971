#include "motion/yaml_text.h"

#include "base/text.h"
#include "base/yaml.h"

namespace handraise {

std::string print_text(std::string_view text) {
  return replace_all(print_yaml_text(text), "\xEF\xBB\xBF", "\\uFEFF");  // never plain; yaml-cpp would skip the byte order mark
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
