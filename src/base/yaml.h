// YAML as a tree whose every node knows its place. Duplicate keys, alias bombs, endless nesting and non-UTF-8 are errors.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace handraise {

struct YamlNode {
  enum class Kind { null, scalar, list, map };
  Kind kind = Kind::null;
  Place at;
  std::string text;     // scalar: its text
  bool quoted = false;  // scalar: written in quotes or as a block, so never a number, yes/no or null
  std::vector<YamlNode> items;                             // list
  std::vector<std::pair<std::string, YamlNode>> fields;    // map, in the order of the file
  std::vector<Place> field_places;                         // map: place of each key

  // Defined where the type is complete: clang cannot make them inside it.
  YamlNode();
  YamlNode(const YamlNode&);
  YamlNode(YamlNode&&) noexcept;
  YamlNode& operator=(const YamlNode&);
  YamlNode& operator=(YamlNode&&) noexcept;
  ~YamlNode();

  const YamlNode* find(std::string_view key) const;        // map: value of the key, or nullptr
  bool is_map() const { return kind == Kind::map; }
  bool is_list() const { return kind == Kind::list; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_null() const { return kind == Kind::null; }
};

// `file` names the text in errors. At most 8 MB, 200,000 nodes after aliases are expanded, 64 levels.
Result<YamlNode> parse_yaml(std::string_view text, const std::string& file);

// The number that a plain scalar spells (JSON's form, or with a leading +), else false.
bool read_number(const YamlNode& node, double* value);
bool read_bool(const YamlNode& node, bool* value);  // true|false|yes|no

// `text` as a YAML scalar that reads back as the same string: plain where safe, else in double quotes, one line.
std::string print_yaml_text(std::string_view text);

// The line (from 1) of `text`, without its end, cut to 160 characters.
std::string line_of(std::string_view text, int line);

}  // namespace handraise
