#include "brief/lexicon.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "base/yaml.h"
#include "brief/brief.h"
#include "brief/token.h"

namespace handraise {
namespace {

constexpr size_t kTypoLetters = 6;

// The parts of a phrase as it is written in the lists; false if a bracket does not close.
bool read_parts(std::string_view written, Phrase* phrase) {
  const bool exact = written.starts_with("=");
  if (exact) written.remove_prefix(1);
  const auto add_words = [&](std::string_view words) {
    for (const Token& token : read_tokens(words, 0, words.size())) {
      Phrase::Part part;
      part.stems.push_back(token.stem);
      if (exact) part.exact = std::string(words.substr(token.begin, token.end - token.begin));
      phrase->parts.push_back(std::move(part));
    }
  };
  while (!(written = trim(written)).empty()) {
    if (written.front() == '(') {
      const size_t close = written.find(')');
      if (close == std::string_view::npos) return false;
      Phrase::Part part;
      for (std::string_view choice : split(written.substr(1, close - 1), '|')) {
        if (choice.empty()) part.optional = true;
        else for (const Token& token : read_tokens(choice, 0, choice.size())) part.stems.push_back(token.stem);
      }
      phrase->parts.push_back(std::move(part));
      written.remove_prefix(close + 1);
    } else if (written.front() == '<') {
      const size_t close = written.find('>');
      if (close == std::string_view::npos) return false;
      const std::string_view inside = written.substr(1, close - 1);
      Phrase::Part part;
      if (inside == "#") part.number = true;
      part.kind = std::string(inside.substr(0, inside.find(':')));
      if (inside.find(':') != std::string_view::npos) part.value = std::string(inside.substr(inside.find(':') + 1));
      phrase->parts.push_back(std::move(part));
      written.remove_prefix(close + 1);
    } else if (written.starts_with("..")) {
      Phrase::Part part;
      part.gap = static_cast<size_t>(written.size() > 2 ? written[2] - '0' : 3);
      phrase->parts.push_back(std::move(part));
      written.remove_prefix(std::min<size_t>(3, written.size()));
    } else {
      const size_t end = std::min({written.size(), written.find('('), written.find('<'), written.find(" ..")});
      add_words(written.substr(0, end));
      written.remove_prefix(end);
    }
  }
  return true;
}

bool add_phrase(const std::string& kind, const std::string& value, std::string_view written, Words* words) {
  Phrase phrase{kind, value, {}};
  if (!read_parts(written, &phrase)) return false;
  if (phrase.parts.empty()) return true;
  const int index = static_cast<int>(words->phrases.size());
  bool plain = true;
  for (const Phrase::Part& part : phrase.parts) {
    plain = plain && part.gap == 0 && part.kind.empty();
    for (const std::string& word : part.stems) words->known.insert(word);
  }
  // It may begin with its first part, or with the next where that is optional.
  for (const Phrase::Part& part : phrase.parts) {
    if (!part.kind.empty()) words->patterns["<" + part.kind + ">"].push_back(index);
    for (const std::string& word : part.stems) (plain ? words->plain : words->patterns)[word].push_back(index);
    if (!part.optional) break;
  }
  words->phrases.push_back(std::move(phrase));
  return true;
}

// A list of phrases: one text with commas between, or a list of such texts.
bool add_phrases(const std::string& kind, const std::string& value, const YamlNode& node, Words* words) {
  if (node.is_null()) return true;
  if (node.is_list()) {
    return std::ranges::all_of(node.items, [&](const YamlNode& item) { return add_phrases(kind, value, item, words); });
  }
  if (!node.is_scalar()) return false;
  for (std::string_view piece : split(node.text, ','))
    if (!add_phrase(kind, value, trim(piece), words)) return false;
  return true;
}

}  // namespace

std::string Words::text(std::string_view group, const std::string& name) const {
  const auto found = texts.find(group);
  if (found == texts.end()) return "";
  const auto entry = found->second.find(name);
  return entry == found->second.end() ? "" : entry->second;
}

Result<Lexicon> load_lexicon(const std::string& directory) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(directory) / "lexicon";
  std::vector<fs::path> files;
  std::error_code problem;
  for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem))
    if (entry->path().extension() == ".yaml") files.push_back(entry->path());
  if (problem || files.empty())
    return Error{"no word lists; expected *.yaml files in this folder", {folder.string(), 0, 0}, "is the playbooks folder complete?", ""};
  std::ranges::sort(files);

  auto words = std::make_shared<Words>();
  Errors errors;
  for (const fs::path& path : files) {
    std::ifstream stream(path, std::ios::binary);
    std::stringstream text;
    text << stream.rdbuf();
    if (!stream) {
      errors.push_back({"cannot be read", {path.string(), 0, 0}, "", ""});
      continue;
    }
    const Result<YamlNode> root = parse_yaml(text.str(), path.string());
    if (!root) {
      errors.insert(errors.end(), root.errors().begin(), root.errors().end());
      continue;
    }
    const auto complain = [&](const YamlNode& node, const std::string& message) {
      errors.push_back({message, node.at, "", line_of(text.str(), node.at.line)});
    };
    if (!root->is_map()) {
      complain(*root, "expected kinds of words, each with values and their phrases");
      continue;
    }
    for (const auto& [kind, values] : root->fields) {
      if (!values.is_map()) {
        complain(values, "'" + kind + "': expected values, each with its phrases");
        continue;
      }
      for (const auto& [value, phrases] : values.fields) {
        if (kind.starts_with("text_")) {
          words->texts[kind.substr(5)][value] = phrases.text;
        } else if (!add_phrases(kind, value, phrases, words.get())) {
          complain(phrases, "'" + kind + "." + value + "': expected phrases with commas between them");
        }
      }
    }
  }
  if (!errors.empty()) return errors;
  for (const std::string& word : words->known)
    if (word.size() >= kTypoLetters) words->long_stems.push_back(word);
  std::ranges::sort(words->long_stems);
  return Lexicon(std::move(words));
}

}  // namespace handraise
