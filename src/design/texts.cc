#include "design/texts.h"

#include <fstream>
#include <iterator>
#include <set>

#include "base/yaml.h"
#include "design/playbook.h"

namespace handraise {

const std::string& TextRow::field(std::string_view name) const {
  static const std::string none;
  const auto found = fields.find(name);
  return found == fields.end() ? none : found->second;
}

const std::vector<std::string>& TextRow::list(std::string_view name) const {
  static const std::vector<std::string> none;
  const auto found = lists.find(name);
  return found == lists.end() ? none : found->second;
}

Result<std::vector<TextRow>> parse_texts(std::string_view yaml, const std::string& file) {
  Result<YamlNode> tree = parse_yaml(yaml, file);
  if (!tree) return tree.errors();
  Errors errors;
  if (!tree->is_list()) return Error{"expected a list of rows", tree->at, "begin each row with '- '", ""};
  std::vector<TextRow> rows;
  for (const YamlNode& node : tree->items) {
    if (!node.is_map()) {
      errors.push_back({"expected a row with keys", node.at, "", ""});
      continue;
    }
    TextRow row;
    row.file = file;
    row.line = node.at.line;
    for (const auto& [key, value] : node.fields) {
      if (value.is_map()) {
        errors.push_back({"'" + key + "' is a map; expected a text or a list of texts", value.at, "", ""});
      } else if (key == "id" || key == "group") {
        (key == "id" ? row.id : row.group) = value.text;
      } else if (value.is_list()) {
        std::vector<std::string>& list = key == "when" ? row.when : row.lists[key];
        for (const YamlNode& item : value.items) list.push_back(item.text);
      } else if (key == "when") {
        row.when.push_back(value.text);
      } else {
        row.fields[key] = value.text;
      }
    }
    rows.push_back(std::move(row));
  }
  if (!errors.empty()) return errors;
  return rows;
}

Result<std::vector<TextRow>> load_texts(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return Error{"cannot be read", {path, 0, 0}, "is the templates folder beside the program?", ""};
  const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  return parse_texts(text, path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1));
}

Result<std::vector<TextRow>> choose_texts(const std::vector<TextRow>& rows, const std::vector<std::string>& tags, const Slots& slots) {
  std::vector<TextRow> chosen;
  std::set<std::string> taken;
  Errors errors;
  for (const TextRow& row : rows) {
    if (!tags_hold(row.when, tags)) continue;
    if (!row.group.empty() && !taken.insert(row.group).second) continue;
    TextRow filled = row;
    const std::string place = row.file + " row " + (row.id.empty() ? "at line " + std::to_string(row.line) : row.id);
    const auto fill_one = [&](std::string& text) {
      Result<std::string> result = fill(text, slots, place);
      if (result) text = *result;
      else errors.insert(errors.end(), result.errors().begin(), result.errors().end());
    };
    for (auto& field : filled.fields) fill_one(field.second);
    for (auto& list : filled.lists) for (std::string& item : list.second) fill_one(item);
    chosen.push_back(std::move(filled));
  }
  if (!errors.empty()) return errors;
  return chosen;
}

}  // namespace handraise
