// Prints how well briefs are read: precision and recall of every fact over tests/briefs/{own,boundary,blind}.
// usage: brief_report [--verbose] [--folder FOLDER] [part of a name]
// --verbose lists the misses of own and boundary; those of blind are never shown. --folder reads briefs that stand elsewhere.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "base/yaml.h"
#include "brief/brief.h"

namespace {

using namespace handraise;
namespace fs = std::filesystem;

struct Score { int right = 0, wrong = 0, missed = 0; };

struct Wanted { std::string path, value; bool found = false; };

std::string read_file(const fs::path& path) {
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

bool same(const std::string& path, const std::string& wanted, const std::string& given) {
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
  if (a == b) return true;
  const std::string& shorter = a.size() < b.size() ? a : b;
  const std::string& longer = a.size() < b.size() ? b : a;
  return !shorter.empty() && longer.find(shorter) != std::string::npos && shorter.size() * 2 >= longer.size();
}

double ratio(int a, int b) { return a + b == 0 ? 1 : static_cast<double>(a) / (a + b); }

void print_score(const std::string& name, const Score& score) {
  std::printf("  %-34s precision %.3f  recall %.3f   right %4d  wrong %3d  missed %3d\n", name.c_str(), ratio(score.right, score.wrong), ratio(score.right, score.missed), score.right, score.wrong, score.missed);
}

}  // namespace

int main(int count, char** arguments) {
  bool verbose = false;
  std::string only;
  std::vector<std::string> sets{"own", "boundary", "blind"};
  for (int i = 1; i < count; ++i) {
    if (std::string_view(arguments[i]) == "--verbose") verbose = true;
    else if (std::string_view(arguments[i]) == "--folder" && i + 1 < count) sets = {arguments[++i]};
    else only = arguments[i];
  }
  const std::string root = HANDRAISE_SOURCE_DIR;
  const Result<Lexicon> lexicon = load_lexicon(root + "/playbooks");
  if (!lexicon) {
    std::fputs(print_errors(lexicon.errors()).c_str(), stderr);
    return 1;
  }
  for (const std::string& set : sets) {
    const bool show = verbose && set != "blind";
    std::vector<fs::path> briefs;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(fs::path(root) / "tests/briefs" / set, problem))
      if (entry.path().extension() == ".txt") briefs.push_back(entry.path());
    std::sort(briefs.begin(), briefs.end());
    std::map<std::string, Score> scores;
    Score all;
    int read = 0, verdicts = 0, verdicts_right = 0;
    for (const fs::path& path : briefs) {
      if (!only.empty() && path.filename().string().find(only) == std::string::npos) continue;
      fs::path want = path;
      want.replace_extension(".want.yaml");
      const Result<YamlNode> root_node = parse_yaml(read_file(want), want.filename().string());
      if (!root_node || !root_node->is_map()) {
        std::printf("  %s: expected facts cannot be read\n", want.filename().string().c_str());
        continue;
      }
      const std::string name = path.filename().string();
      const Result<Facts> facts = read_brief(read_file(path), name, *lexicon);
      if (!facts) {
        std::printf("  %s: not read\n", name.c_str());
        continue;
      }
      ++read;
      const auto score = [&](std::vector<Wanted>& wanted, const std::vector<std::pair<std::string, std::string>>& given, const auto& equal) {
        for (const auto& [fact, value] : given) {
          bool hit = false;
          for (Wanted& item : wanted)
            if (!item.found && item.path == fact && equal(fact, item.value, value)) {
              item.found = hit = true;
              break;
            }
          Score& row = scores[fact.starts_with("reps.") ? "reps.*" : fact.starts_with("rep_hours.") ? "rep_hours.*" : fact];
          ++(hit ? row.right : row.wrong);
          ++(hit ? all.right : all.wrong);
          if (show && !hit) std::printf("    %s: wrong  %s = %s\n", name.c_str(), fact.c_str(), value.c_str());
        }
        for (const Wanted& item : wanted)
          if (!item.found) {
            ++scores[item.path.starts_with("reps.") ? "reps.*" : item.path.starts_with("rep_hours.") ? "rep_hours.*" : item.path].missed;
            ++all.missed;
            if (show) std::printf("    %s: missed %s = %s\n", name.c_str(), item.path.c_str(), item.value.c_str());
          }
      };
      if (const YamlNode* wanted_facts = root_node->find("facts")) {
        std::vector<Wanted> wanted;
        collect(*wanted_facts, "", &wanted);
        std::vector<std::pair<std::string, std::string>> given;
        for (const Fact& fact : facts->all) given.emplace_back(fact.path, fact.value);
        score(wanted, given, same);
        std::vector<Wanted> contradictions;
        if (const YamlNode* node = root_node->find("contradictions"))
          for (const YamlNode& item : node->items) contradictions.push_back({"contradictions", item.is_map() && item.find("fact") ? item.find("fact")->text : item.text});
        std::vector<std::pair<std::string, std::string>> found;
        for (const Contradiction& item : facts->contradictions) found.emplace_back("contradictions", item.fact);
        score(contradictions, found, [](const std::string&, const std::string& a, const std::string& b) { return a == b; });
      }
      if (const YamlNode* verdict = root_node->find("verdict"); verdict && verdict->find("value")) {
        std::vector<Wanted> reasons;
        if (const YamlNode* node = verdict->find("reasons"))
          for (const YamlNode& item : node->items) reasons.push_back({"verdict.reasons", item.text});
        std::vector<std::pair<std::string, std::string>> found;
        for (const std::string& reason : facts->verdict.reasons) found.emplace_back("verdict.reasons", reason);
        score(reasons, found, [](const std::string&, const std::string& a, const std::string& b) { return a == b; });
        ++verdicts;
        const bool hit = verdict->find("value")->text == name_of(facts->verdict.value);
        verdicts_right += hit;
        if (show && !hit) std::printf("    %s: verdict %s, not %s\n", name.c_str(), std::string(name_of(facts->verdict.value)).c_str(), verdict->find("value")->text.c_str());
        std::vector<Wanted> parts;
        if (const YamlNode* node = root_node->find("refused_parts"))
          for (const YamlNode& item : node->items) parts.push_back({"refused_parts", item.is_map() && item.find("words") ? item.find("words")->text : item.text});
        std::vector<std::pair<std::string, std::string>> refused;
        for (const RefusedPart& part : facts->refused_parts) refused.emplace_back("refused_parts", part.words);
        // Half of the words in common is the same part.
        score(parts, refused, [](const std::string&, const std::string& a, const std::string& b) {
          const std::string& shorter = a.size() < b.size() ? a : b;
          const std::string& longer = a.size() < b.size() ? b : a;
          return longer.find(shorter) != std::string::npos && shorter.size() * 3 >= longer.size();
        });
      }
    }
    if (read == 0) continue;
    std::printf("%s: %d briefs, verdict right in %d of %d\n", set.c_str(), read, verdicts_right, verdicts);
    for (const auto& [path, row] : scores) print_score(path, row);
    print_score("ALL", all);
  }
  return 0;
}
