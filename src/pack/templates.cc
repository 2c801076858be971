#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/text.h"
#include "base/yaml.h"
#include "pack/pack.h"

namespace handraise {
namespace {

constexpr std::string_view kParts[] = {"part1_summary", "part1_context", "part2_funnel", "part3_definition", "part4_signals", "part5_routing", "part6_outreach",
                                       "part7_instrumentation", "part8_pilot", "end", "needs_prerequisites", "next_look", "refused", "redirected"};

Result<std::string> read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{"cannot read this file", {path, 0, 0}, "point --data at the folder that holds templates/", ""};
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (text.size() > 1'000'000) return Error{"a template of more than 1 MB", {path, 0, 0}, "", ""};
  return text;
}

Result<std::map<std::string, std::string, std::less<>>> read_names(const std::string& path) {
  const Result<std::string> text = read_text(path);
  if (!text) return text.errors();
  const Result<YamlNode> root = parse_yaml(*text, path);
  if (!root) return root.errors();
  std::map<std::string, std::string, std::less<>> names;
  Errors errors;
  for (const auto& [group, node] : root->fields) {
    if (!node.is_map()) { errors.push_back({"expected a map of ids and their names", node.at, "", ""}); continue; }
    for (const auto& [id, value] : node.fields) {
      if (!value.is_scalar()) errors.push_back({"expected a name", value.at, "", ""});
      else names.insert_or_assign(group + "." + id, value.text);
    }
  }
  if (!errors.empty()) return errors;
  return names;
}

}  // namespace

Result<PackTemplates> load_pack_templates(const std::string& directory) {
  PackTemplates templates;
  templates.directory = directory + "/pack";
  Errors errors;
  for (const std::string_view part : kParts) {
    const Result<std::string> text = read_text(templates.directory + "/" + std::string(part) + ".md");
    if (text) templates.parts.emplace(part, *text);
    else errors.insert(errors.end(), text.errors().begin(), text.errors().end());
  }
  const auto names = read_names(templates.directory + "/names.yaml");
  if (names) templates.names = *names;
  else errors.insert(errors.end(), names.errors().begin(), names.errors().end());
  const Result<std::string> css = read_text(templates.directory + "/pack.css");
  if (css) templates.css = *css;
  else errors.insert(errors.end(), css.errors().begin(), css.errors().end());
  if (!errors.empty()) return errors;
  return templates;
}

}  // namespace handraise
