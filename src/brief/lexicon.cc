#include "brief/lexicon.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "base/text.h"
#include "base/yaml.h"
#include "brief/brief.h"
#include "brief/token.h"

namespace handraise {
namespace {

constexpr size_t kTypoLetters = 6;

// The forms of a verb as they are written: "invite" -> invite, invited, inviting; "plan" -> also planned. Forms nobody writes do no harm.
std::vector<std::string> verb_forms(const std::string& verb) {
  const auto vowel = [](char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; };
  std::vector<std::string> forms{verb};
  if (verb.size() < 2) return forms;
  const std::string but_last = verb.substr(0, verb.size() - 1);
  const char last = verb.back(), before = verb[verb.size() - 2];
  if (last == 'e') {
    forms.insert(forms.end(), {verb + "d", but_last + "ing"});
  } else if (last == 'y' && !vowel(before)) {
    forms.insert(forms.end(), {but_last + "ied", verb + "ing"});
  } else {
    forms.insert(forms.end(), {verb + "ed", verb + "ing"});
    if (!vowel(last) && vowel(before)) forms.insert(forms.end(), {verb + last + "ed", verb + last + "ing"});
    if (last == 'h' || last == 's' || last == 'x' || last == 'z') forms.push_back(verb + "e");   // reaches: the stem keeps its e
  }
  return forms;
}

// "crm" or "crm:hubspot" of <crm:hubspot>.
std::pair<std::string, std::string> kind_of(std::string_view inside) {
  const size_t colon = inside.find(':');
  return {std::string(inside.substr(0, colon)), colon == std::string_view::npos ? "" : std::string(inside.substr(colon + 1))};
}

// The parts of a phrase as it is written in the lists; false if a bracket does not close.
bool read_parts(std::string_view written, Phrase* phrase) {
  const bool exact = written.starts_with("=");
  if (exact) written.remove_prefix(1);
  const auto add_words = [&](std::string_view words) {
    // Most phrases are plain words: no need to look closer.
    if (!exact && std::ranges::all_of(words, [](char c) { return (c >= 'a' && c <= 'z') || c == ' '; })) {
      for (std::string_view word : split(words, ' '))
        if (!word.empty()) phrase->parts.emplace_back().stems.push_back(stem(word));
      return;
    }
    for (const Token& token : read_tokens(words, 0, words.size())) {
      if (token.is("~") && !phrase->parts.empty() && phrase->parts.back().stems.size() == 1) {
        phrase->parts.back().stems = verb_forms(phrase->parts.back().stems.front());
        continue;
      }
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
        else if (choice.starts_with("<") && choice.ends_with(">")) {
          part.kinds.push_back(kind_of(choice.substr(1, choice.size() - 2)));
        } else {
          std::vector<std::string> run;
          for (const Token& token : read_tokens(choice, 0, choice.size())) run.push_back(token.stem);
          if (run.size() == 2 && run.back() == "~") {
            const std::vector<std::string> forms = verb_forms(run.front());
            part.stems.insert(part.stems.end(), forms.begin(), forms.end());
          } else if (run.size() == 1) part.stems.push_back(std::move(run.front()));
          else part.runs.push_back(std::move(run));
        }
      }
      phrase->parts.push_back(std::move(part));
      written.remove_prefix(close + 1);
    } else if (written.front() == '<') {
      const size_t close = written.find('>');
      if (close == std::string_view::npos) return false;
      const std::string_view inside = written.substr(1, close - 1);
      Phrase::Part part;
      if (inside == "#") part.number = true;
      else part.kinds.push_back(kind_of(inside));
      phrase->parts.push_back(std::move(part));
      written.remove_prefix(close + 1);
    } else if (written.starts_with("..") || written.starts_with("~~")) {
      Phrase::Part part;
      part.gap = static_cast<size_t>(written.size() > 2 ? written[2] - '0' : 3);
      part.over_signs = written.front() == '~';
      phrase->parts.push_back(std::move(part));
      written.remove_prefix(std::min<size_t>(3, written.size()));
    } else {
      const size_t end = std::min({written.size(), written.find('('), written.find('<'), written.find(" .."), written.find(" ~~")});
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
  for (const Phrase::Part& part : phrase.parts) {
    for (const std::string& word : part.stems) words->known.insert(word);
    for (const std::vector<std::string>& run : part.runs) words->known.insert(run.begin(), run.end());
  }
  words->phrases.push_back(std::move(phrase));
  return true;
}

bool is_pattern(const Phrase& phrase) {
  return std::ranges::any_of(phrase.parts, [](const Phrase::Part& part) { return part.gap > 0 || part.number || !part.kinds.empty(); });
}

// Files every phrase under what it may begin with: its first part, or the next where that is optional.
void index_phrases(Words* words) {
  std::unordered_set<std::string> with_patterns;   // kinds that have patterns
  for (const Phrase& phrase : words->phrases)
    if (is_pattern(phrase)) with_patterns.insert(phrase.kind);
  for (size_t at = 0; at < words->phrases.size(); ++at) {
    const Phrase& phrase = words->phrases[at];
    bool nested = false;
    for (const Phrase::Part& part : phrase.parts)
      for (const auto& [named, ignored] : part.kinds) nested = nested || with_patterns.count(named) != 0;
    auto& index = nested ? words->nested : is_pattern(phrase) ? words->patterns : words->plain;
    for (const Phrase::Part& part : phrase.parts) {
      if (part.number) index["<#>"].push_back(static_cast<int>(at));
      for (const auto& [named, ignored] : part.kinds) index["<" + named + ">"].push_back(static_cast<int>(at));
      for (const std::string& word : part.stems) index[word].push_back(static_cast<int>(at));
      for (const std::vector<std::string>& run : part.runs) index[run.front()].push_back(static_cast<int>(at));
      if (!part.optional) break;
    }
  }
}

// The word lists as they are written: `kind:`, below it `value: phrases` and lines that go on, indented by four blanks or more.
// That is YAML, read without a YAML parser since every run of the program waits for it. False: something else stands there.
bool read_lists(std::string_view text, const std::function<bool(const std::string& kind, const std::string& value, std::string phrases)>& take) {
  std::string kind, value, phrases;
  const auto finish = [&] {
    if (value.empty()) return true;
    if (phrases.size() >= 2 && phrases.front() == '"' && phrases.back() == '"') phrases = replace_all(phrases.substr(1, phrases.size() - 2), "\\\"", "\"");
    const bool good = take(kind, value, std::move(phrases));
    value.clear();
    phrases.clear();
    return good;
  };
  for (std::string_view line : split(text, '\n')) {
    const std::string_view words = trim(line);
    if (words.empty() || words.front() == '#') continue;
    const size_t indent = line.find_first_not_of(' ');
    if (indent >= 4) {
      if (value.empty()) return false;
      phrases += ' ';
      phrases += words;
      continue;
    }
    if (!finish()) return false;
    const size_t colon = words.find(": ");
    if (indent == 0) {
      if (words.back() != ':' || words.find_first_of(" \"'{[") != std::string_view::npos) return false;
      kind = words.substr(0, words.size() - 1);
    } else if (indent == 2 && colon != std::string_view::npos && !kind.empty()) {
      value = words.substr(0, colon);
      if (value.size() > 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
      phrases = trim(words.substr(colon + 2));
      if (value.empty() || phrases.empty() || std::string_view("{[>|&*!'").find(phrases.front()) != std::string_view::npos) return false;
    } else {
      return false;
    }
  }
  return finish();
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
  words->phrases.reserve(24'000);   // growing costs a third of the loading
  words->known.reserve(16'000);
  words->plain.reserve(16'000);
  Errors errors;
  for (const fs::path& path : files) {
    std::ifstream stream(path, std::ios::binary);
    std::stringstream text;
    text << stream.rdbuf();
    if (!stream) {
      errors.push_back({"cannot be read", {path.string(), 0, 0}, "", ""});
      continue;
    }
    const std::string content = text.str();
    const bool read = read_lists(content, [&](const std::string& kind, const std::string& value, std::string phrases) {
      if (kind.starts_with("text_")) {
        words->texts[kind.substr(5)][value] = std::move(phrases);
        return true;
      }
      for (std::string_view piece : split(phrases, ','))
        if (!add_phrase(kind, value, trim(piece), words.get())) return false;
      return true;
    });
    if (read) continue;
    // Not in the form above: say where, as exactly as YAML's reader can.
    const Result<YamlNode> root = parse_yaml(content, path.string());
    if (!root) errors.insert(errors.end(), root.errors().begin(), root.errors().end());
    else errors.push_back({"not in the form of a word list; expected `kind:`, and below it `value: phrase, phrase`, longer lists going on indented by four", {path.string(), 0, 0}, "src/brief/README.md shows how phrases are written", ""});
  }
  if (!errors.empty()) return errors;
  index_phrases(words.get());
  // A slip of the pen hides a common word, not the name of a tool.
  std::unordered_set<std::string> names;
  for (const Phrase& phrase : words->phrases)
    if (phrase.kind == "tool" || phrase.kind == "first_name")
      for (const Phrase::Part& part : phrase.parts) names.insert(part.stems.begin(), part.stems.end());
  for (const std::string& word : words->known)
    if (word.size() >= kTypoLetters && names.count(word) == 0) words->long_stems.push_back(word);
  for (const char* word : {"trial", "sales", "about", "month", "want", "team", "users", "user", "free", "paid", "price", "from", "with", "that", "card", "seat", "week", "year", "sell", "lead", "leads", "they", "time"})
    words->swappable.insert(stem(word));
  std::ranges::sort(words->long_stems);
  return Lexicon(std::move(words));
}

}  // namespace handraise
