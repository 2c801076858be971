#include <filesystem>
#include <fstream>
#include <iterator>

#include "backtest/report.h"
#include "base/yaml.h"

namespace handraise {
namespace {

Result<std::string> read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{"cannot read this file", {path, 0, 0}, "set HANDRAISE_DATA to the folder that holds templates/", ""};
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

}  // namespace

Result<BacktestWords> load_backtest_words(const std::string& directory) {
  BacktestWords words;
  words.file = directory + "/backtest/words.yaml";
  const Result<std::string> report = read_text(directory + "/backtest/report.md"), css = read_text(directory + "/pack/pack.css"), yaml = read_text(words.file);
  for (const auto* each : {&report, &css, &yaml}) if (!*each) return each->errors();
  words.report = *report;
  words.css = *css;
  const Result<YamlNode> root = parse_yaml(*yaml, words.file);
  if (!root) return root.errors();
  Errors errors;
  for (const auto& [group, node] : root->fields) {
    if (node.is_map()) {
      for (const auto& [id, text] : node.fields) words.sentences.insert_or_assign(group + "." + id, text.text);
      continue;
    }
    for (const YamlNode& item : node.items) {
      const YamlNode *name = item.find("name"), *text = item.find("text");
      if (name == nullptr || text == nullptr) { errors.push_back({"a definition has a name and a text", item.at, "", ""}); continue; }
      (item.find("judged") != nullptr ? words.definitions_judged : words.definitions).emplace_back(name->text, text->text);
    }
  }
  if (!errors.empty()) return errors;
  return words;
}

}  // namespace handraise
