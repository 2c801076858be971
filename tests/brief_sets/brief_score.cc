#include "brief_score.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>
#include <string_view>

#include "base/text.h"
#include "base/yaml.h"

namespace handraise {
namespace {

namespace fs = std::filesystem;

struct Wanted { std::string path, value; bool found = false; };
struct Given { std::string path, value; int line = 0; };
using Equal = std::function<bool(const std::string& path, const std::string& wanted, const std::string& given)>;

std::string file_text(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

void collect(const YamlNode& node, const std::string& path, std::vector<Wanted>* wanted) {
  if (node.is_map()) {
    for (const auto& [key, value] : node.fields) collect(value, path.empty() ? key : path + "." + key, wanted);
  } else if (node.is_list()) {
    for (const YamlNode& item : node.items) collect(item, path, wanted);
  } else if (node.is_scalar()) {
    wanted->push_back({path, node.text});
  }
}

std::string plain(std::string_view text) {
  std::string out = lower_ascii(trim(text));
  for (const std::string_view article : {"the ", "a ", "an ", "our "})
    if (out.starts_with(article)) out = out.substr(article.size());
  while (!out.empty() && (out.back() == '.' || out.back() == ',')) out.pop_back();
  return out;
}

// One is part of the other, and at least 1/`most` of it.
bool shares(const std::string& a, const std::string& b, size_t most) {
  const std::string& shorter = a.size() < b.size() ? a : b;
  const std::string& longer = a.size() < b.size() ? b : a;
  return !shorter.empty() && longer.find(shorter) != std::string::npos && shorter.size() * most >= longer.size();
}

bool same_fact(const std::string& path, const std::string& wanted, const std::string& given) {
  const FactKind* kind = fact_kind(path);
  if (!kind) return false;
  switch (kind->type) {
    case FactKind::Type::number: {
      const double a = std::strtod(wanted.c_str(), nullptr), b = std::strtod(given.c_str(), nullptr);
      return std::abs(a - b) <= 0.005 * std::max(std::abs(a), std::abs(b)) + 1e-12;
    }
    case FactKind::Type::yes_no: {
      const auto yes = [](const std::string& text) { return text == "yes" || text == "true"; };
      return yes(wanted) == yes(given);
    }
    case FactKind::Type::id: return wanted == given;
    case FactKind::Type::text: break;
  }
  const std::string a = plain(wanted), b = plain(given);
  return a == b || shares(a, b, 2);
}

bool same_words(const std::string&, const std::string& a, const std::string& b) { return a == b; }
bool same_part(const std::string&, const std::string& a, const std::string& b) { return shares(a, b, 3); }

std::string row_of(const std::string& path) { return path.starts_with("reps.") ? "reps.*" : path.starts_with("rep_hours.") ? "rep_hours.*" : path; }

class BriefScorer {
 public:
  BriefScorer(std::string name, const std::string& text, SetScore* score) : name_(std::move(name)), score_(*score) {
    for (const std::string_view line : split(text, '\n')) lines_.emplace_back(trim(line));
  }

  void compare(std::vector<Wanted> wanted, const std::vector<Given>& given, const Equal& equal) {
    for (const Given& fact : given) {
      const auto hit = std::ranges::find_if(wanted, [&](const Wanted& item) { return !item.found && item.path == fact.path && equal(fact.path, item.value, fact.value); });
      Score& row = score_.facts[row_of(fact.path)];
      if (hit != wanted.end()) {
        hit->found = true;
        ++row.right, ++score_.all.right;
      } else {
        ++row.wrong, ++score_.all.wrong;
        fault(fact.path, false, fact.value, fact.line > 0 && static_cast<size_t>(fact.line) <= lines_.size() ? lines_[static_cast<size_t>(fact.line) - 1] : "");
      }
    }
    for (const Wanted& item : wanted) {
      if (item.found) continue;
      ++score_.facts[row_of(item.path)].missed, ++score_.all.missed;
      const FactKind* kind = fact_kind(item.path);
      fault(item.path, true, item.value, kind && (kind->type == FactKind::Type::text || kind->type == FactKind::Type::number) ? line_with(item.value) : "");
    }
  }

  void fault(const std::string& path, bool missed, const std::string& value, const std::string& sentence) {
    const std::string row = row_of(path);
    score_.faults[row].push_back({missed, name_, row == path ? value : path + " " + value, sentence});
  }

 private:
  std::string line_with(const std::string& value) const {
    for (const std::string& line : lines_)
      if (lower_ascii(line).find(lower_ascii(value)) != std::string::npos) return line;
    return "";
  }

  std::string name_;
  SetScore& score_;
  std::vector<std::string> lines_;
};

std::vector<Wanted> listed(const YamlNode& node, const std::string& key, const std::string& field, const std::string& path) {
  std::vector<Wanted> out;
  if (const YamlNode* list = node.find(key))
    for (const YamlNode& item : list->items) out.push_back({path, item.is_map() && item.find(field) ? item.find(field)->text : item.text});
  return out;
}

void score_brief(const fs::path& path, const Lexicon& lexicon, SetScore* score) {
  fs::path want = path;
  want.replace_extension(".want.yaml");
  const std::string name = path.filename().string();
  const Result<YamlNode> stated = parse_yaml(file_text(want), want.filename().string());
  if (!stated || !stated->is_map()) return score->unreadable.push_back(want.filename().string() + ": expected facts cannot be read");
  const std::string text = file_text(path);
  const Result<Facts> facts = read_brief(text, name, lexicon);
  if (!facts) return score->unreadable.push_back(name + ": not read");
  ++score->read;
  BriefScorer scorer(name, text, score);
  if (const YamlNode* wanted_facts = stated->find("facts")) {
    std::vector<Wanted> wanted;
    collect(*wanted_facts, "", &wanted);
    std::vector<Given> given;
    for (const Fact& fact : facts->all) given.push_back({fact.path, fact.value, fact.at.line});
    scorer.compare(wanted, given, same_fact);
    given.clear();
    for (const Contradiction& item : facts->contradictions) given.push_back({"contradictions", item.fact});
    scorer.compare(listed(*stated, "contradictions", "fact", "contradictions"), given, same_words);
  }
  const YamlNode* verdict = stated->find("verdict");
  if (!verdict || !verdict->find("value")) return;
  std::vector<Given> given;
  for (const std::string& reason : facts->verdict.reasons) given.push_back({"verdict.reasons", reason});
  scorer.compare(listed(*verdict, "reasons", "", "verdict.reasons"), given, same_words);
  ++score->verdicts;
  const std::string value(name_of(facts->verdict.value));
  if (verdict->find("value")->text == value) ++score->verdicts_right;
  else scorer.fault("verdict", true, verdict->find("value")->text + ", not " + value, "");
  given.clear();
  for (const RefusedPart& part : facts->refused_parts) given.push_back({"refused_parts", part.words});
  scorer.compare(listed(*stated, "refused_parts", "words", "refused_parts"), given, same_part);
}

}  // namespace

SetScore score_briefs(const fs::path& folder, const Lexicon& lexicon, const std::string& part) {
  std::vector<fs::path> briefs;
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(folder, problem))
    if (entry.path().extension() == ".txt" && entry.path().filename().string().find(part) != std::string::npos) briefs.push_back(entry.path());
  std::ranges::sort(briefs);
  SetScore score;
  for (const fs::path& path : briefs) score_brief(path, lexicon, &score);
  return score;
}

}  // namespace handraise
