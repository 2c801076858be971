// Reads maps of YAML field by field and names every mistake with its place.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/text.h"
#include "base/yaml.h"

namespace handraise {

class RecordReader {
 public:
  // `text` is the file's, for excerpts; it must outlive the reader.
  explicit RecordReader(std::string_view text) : text_(text) {}

  void fail(const Place& where, std::string message, std::string hint = "") {
    errors.push_back({std::move(message), where, std::move(hint), line_of(text_, where.line)});
  }
  // Every field of `node` is one of `known`.
  bool map_of(const YamlNode& node, const std::string& what, const std::vector<std::string>& known) {
    if (!node.is_map()) { fail(node.at, what + " must be a map of fields"); return false; }
    for (size_t i = 0; i < node.fields.size(); ++i) {
      const std::string& key = node.fields[i].first;
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      const std::string near = nearest_word(key, known);
      fail(node.field_places[i], what + " has no field '" + key + "'; expected one of " + join_words(known, "or"),
           near.empty() ? "" : "did you mean '" + near + "'?");
    }
    return true;
  }
  // Text of a field; "" and an error where it is needed and missing.
  std::string text(const YamlNode& node, std::string_view key, const std::string& what, bool needed) {
    const YamlNode* field = node.find(key);
    if (field == nullptr || field->is_null()) {
      if (needed) fail(node.at, what + " needs a '" + std::string(key) + "'");
      return "";
    }
    if (!field->is_scalar()) { fail(field->at, "'" + std::string(key) + "' of " + what + " must be a text"); return ""; }
    std::string out = field->text;
    while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
    return out;
  }
  std::vector<std::string> texts(const YamlNode& node, std::string_view key, const std::string& what) {
    std::vector<std::string> out;
    const YamlNode* field = node.find(key);
    if (field == nullptr || field->is_null()) return out;
    if (!field->is_list()) { fail(field->at, "'" + std::string(key) + "' of " + what + " must be a list"); return out; }
    for (const YamlNode& item : field->items) {
      if (!item.is_scalar()) fail(item.at, "an item of '" + std::string(key) + "' of " + what + " must be a text");
      else out.push_back(item.text);
    }
    return out;
  }
  std::map<std::string, std::string, std::less<>> words(const YamlNode& node, std::string_view key, const std::string& what) {
    std::map<std::string, std::string, std::less<>> out;
    const YamlNode* field = node.find(key);
    if (field == nullptr || field->is_null()) return out;
    if (!field->is_map()) { fail(field->at, "'" + std::string(key) + "' of " + what + " must be a map"); return out; }
    for (const auto& [name, value] : field->fields) {
      if (!value.is_scalar()) fail(value.at, "'" + name + "' must be a text");
      else out[name] = value.text;
    }
    return out;
  }
  Errors errors;

 private:
  std::string_view text_;
};

}  // namespace handraise
