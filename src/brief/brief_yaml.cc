// brief.yaml: facts written down for a person, and read back from one.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>

#include "base/text.h"
#include "base/yaml.h"
#include "brief/brief.h"
#include "motion/facts_yaml.h"

namespace handraise {
namespace {

constexpr size_t kErrorsMax = 50;
const std::vector<std::string> kSections = {"facts", "contradictions", "unread", "verdict", "refused_parts"};

// Where a path stands in docs/facts.md: its row, and for roles the place within the row.
std::pair<size_t, size_t> rank_of(std::string_view path) {
  const std::vector<FactKind>& kinds = fact_kinds();
  const FactKind* kind = fact_kind(path);
  if (!kind) return {kinds.size(), 0};
  const size_t row = static_cast<size_t>(kind - kinds.data());
  size_t place = 0;
  if (kind->path.ends_with(".*"))
    while (place < kind->ids.size() && !path.ends_with("." + kind->ids[place])) ++place;
  return {row, place};
}

void sort_by_document(std::vector<Fact>* facts) {
  std::ranges::stable_sort(*facts, {}, [](const Fact& fact) { return rank_of(fact.path); });
}

class Reader {
 public:
  Reader(std::string_view yaml, const std::string& file) : yaml_(yaml), file_(file) {}

  Result<Facts> read() {
    const Result<YamlNode> root = parse_yaml(yaml_, file_);
    if (!root) return root.errors();
    if (!root->is_map()) {
      complain(root->at.line > 0 ? root->at : Place{file_, 1, 1}, "no facts; expected the keys " + join_words(kSections), "write `facts:` and the facts below it");
      return errors_;
    }
    for (size_t i = 0; i < root->fields.size(); ++i) {
      const auto& [key, node] = root->fields[i];
      if (key == "facts") read_group(node, "");
      else if (key == "contradictions") read_contradictions(node);
      else if (key == "unread") facts_.unread = read_texts(node, "unread", "sentences");
      else if (key == "verdict") read_verdict(node);
      else if (key == "refused_parts") read_refused(node);
      else unknown(root->field_places[i], key, "", kSections);
    }
    if (!errors_.empty()) return errors_;
    sort_by_document(&facts_.all);
    return facts_;
  }

 private:
  void complain(const Place& at, const std::string& message, const std::string& hint = "") {
    if (errors_.size() < kErrorsMax) errors_.push_back({message, at, hint, at.line > 0 ? line_of(yaml_, at.line) : ""});
  }
  void unknown(const Place& at, const std::string& key, const std::string& inside, const std::vector<std::string>& known) {
    const std::string nearest = nearest_word(key, known);
    std::string expected;
    if (known.size() <= 16) expected = "; expected " + join_words(known, "or");
    complain(at, "no key '" + key.substr(0, 80) + "'" + (inside.empty() ? "" : " in " + inside) + expected,
             nearest.empty() ? "docs/facts.md lists every fact" : "did you mean '" + nearest + "'?");
  }

  static std::vector<std::string> keys_in(const std::string& prefix) {
    std::vector<std::string> keys;
    for (const FactKind& kind : fact_kinds()) {
      if (!kind.path.starts_with(prefix)) continue;
      const std::string rest = kind.path.substr(prefix.size());
      if (rest == "*") return kind.ids;
      const std::string key = rest.substr(0, rest.find('.'));
      if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
    }
    return keys;
  }

  void read_group(const YamlNode& node, const std::string& prefix) {
    const std::string name = prefix.empty() ? "facts" : prefix.substr(0, prefix.size() - 1);
    if (node.is_null()) return;
    const std::vector<std::string> known = keys_in(prefix);
    if (!node.is_map()) {
      complain(node.at, name + ": expected its parts, each on a line: " + join_words(known, "or"));
      return;
    }
    for (size_t i = 0; i < node.fields.size(); ++i) {
      const auto& [key, value] = node.fields[i];
      const std::string path = prefix + key;
      if (const FactKind* kind = fact_kind(path)) read_fact(*kind, path, value);
      else if (key.find('.') == std::string::npos && !key.empty() && !keys_in(path + ".").empty()) read_group(value, path + ".");
      else unknown(node.field_places[i], key, prefix.empty() ? "" : name, known);
    }
  }

  void read_fact(const FactKind& kind, const std::string& path, const YamlNode& node) {
    if (kind.list && node.is_list()) {
      for (const YamlNode& item : node.items) read_leaf(kind, path, item);
      return;
    }
    if (node.is_list()) {
      complain(node.at, path + ": a list; expected " + expected(kind, path));
      return;
    }
    if (kind.list && node.is_null()) return;
    read_leaf(kind, path, node);
  }

  static bool is_share(std::string_view path) {
    return path.ends_with("_rate") || path == "baselines.trial_to_paid" || path == "mapping.coverage" || path == "consent_share";
  }
  static std::string expected(const FactKind& kind, std::string_view path) {
    switch (kind.type) {
      case FactKind::Type::number: return is_share(path) ? "a share from 0 to 1, such as 0.031" : "a number";
      case FactKind::Type::yes_no: return "yes or no";
      case FactKind::Type::text: return "a text";
      case FactKind::Type::id: break;
    }
    if (path.ends_with("currency")) return "a currency code such as USD";
    if (kind.ids.empty()) return "a name in lower case with _ between the words";
    return kind.ids.size() <= 26 ? "one of " + join(kind.ids, ", ") : "one of the ids in docs/facts.md";
  }

  void read_leaf(const FactKind& kind, const std::string& path, const YamlNode& node) {
    Fact fact;
    fact.path = path;
    if (!node.is_map()) {
      fact.from = Origin::answer;
      if (read_value(kind, path, node, &fact.value)) facts_.all.push_back(std::move(fact));
      return;
    }
    static const std::vector<std::string> kKeys = {"value", "words", "at", "from"};
    const YamlNode* value = nullptr;
    std::optional<Origin> from;
    bool good = true;
    for (size_t i = 0; i < node.fields.size(); ++i) {
      const auto& [key, part] = node.fields[i];
      if (key == "value") {
        value = &part;
      } else if (key == "words") {
        if (part.is_scalar()) fact.words = part.text;
        else good = false, complain(part.at, path + ".words: expected the words of the brief");
      } else if (key == "at") {
        if (!part.is_scalar() || !read_place(part.text, &fact.at)) good = false, complain(part.at, path + ".at: expected file:line:column");
      } else if (key == "from") {
        Origin origin = Origin::stated;
        if (part.is_scalar() && parse_origin(part.text, &origin)) from = origin;
        else good = false, complain(part.at, path + ".from: expected stated, answer, measured, computed, published, assumed or unknown");
      } else {
        good = false;
        unknown(node.field_places[i], key, path, kKeys);
      }
    }
    fact.from = from ? *from : fact.words.empty() ? Origin::answer : Origin::stated;
    if (!value) {
      complain(node.at, path + ": no value; expected {value: …} with " + expected(kind, path));
      return;
    }
    if (read_value(kind, path, *value, &fact.value) && good) facts_.all.push_back(std::move(fact));
  }

  bool read_value(const FactKind& kind, const std::string& path, const YamlNode& node, std::string* value) {
    if (!node.is_scalar() || node.text.empty()) {
      complain(node.at, path + ": no value; expected " + expected(kind, path), "leave the line out if it is not known");
      return false;
    }
    const auto refuse = [&](const std::string& hint) {
      complain(node.at, path + ": '" + node.text.substr(0, 80) + "' is not what belongs here; expected " + expected(kind, path), hint);
      return false;
    };
    switch (kind.type) {
      case FactKind::Type::text: *value = node.text; return true;
      case FactKind::Type::yes_no: {
        bool yes = false;
        if (!read_bool(node, &yes)) return refuse("");
        *value = yes ? "yes" : "no";
        return true;
      }
      case FactKind::Type::number: {
        double number = 0;
        if (!read_number(node, &number)) return refuse(is_share(path) ? "3.1 % is written 0.031" : "write digits only, such as 12000");
        if (number < 0) return refuse("a negative number makes no sense here");
        if (is_share(path) && number > 1) return refuse("did you mean " + print_number(number / 100) + "?");
        *value = print_number(number);
        return true;
      }
      case FactKind::Type::id: break;
    }
    if (path.ends_with("currency")) {
      if (node.text.size() != 3 || !std::ranges::all_of(node.text, [](char c) { return c >= 'A' && c <= 'Z'; })) return refuse("");
    } else if (kind.ids.empty()) {
      const bool good = std::ranges::all_of(node.text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || static_cast<unsigned char>(c) >= 0x80; });
      if (!good) return refuse("");
    } else if (std::ranges::find(kind.ids, node.text) == kind.ids.end()) {
      const bool state = path.starts_with("regions") && node.text.size() == 5 && (node.text.starts_with("us_") || node.text.starts_with("ca_"));
      if (!state) {
        const std::string nearest = nearest_word(node.text, kind.ids);
        return refuse(nearest.empty() ? "" : "did you mean '" + nearest + "'?");
      }
    }
    *value = node.text;
    return true;
  }

  static bool read_place(const std::string& text, Place* place) {
    const size_t second = text.rfind(':');
    if (second == std::string::npos || second == 0) return false;
    const size_t first = text.rfind(':', second - 1);
    if (first == std::string::npos) return false;
    const auto number = [](const std::string& digits, int* value) {
      if (digits.empty() || digits.size() > 9 || !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) return false;
      *value = std::atoi(digits.c_str());
      return *value > 0;
    };
    place->file = text.substr(0, first);
    return number(text.substr(first + 1, second - first - 1), &place->line) && number(text.substr(second + 1), &place->column);
  }

  std::vector<std::string> read_texts(const YamlNode& node, const std::string& name, const std::string& what) {
    std::vector<std::string> texts;
    if (node.is_null()) return texts;
    if (!node.is_list()) {
      complain(node.at, name + ": expected a list of " + what);
      return texts;
    }
    for (const YamlNode& item : node.items) {
      if (item.is_scalar()) texts.push_back(item.text);
      else complain(item.at, name + ": expected a list of " + what);
    }
    return texts;
  }

  // The texts of a map's keys, all of which must be known.
  std::map<std::string, std::string> read_map(const YamlNode& node, const std::string& name, const std::vector<std::string>& keys, const std::string& list_key,
                                              std::vector<std::string>* list) {
    std::map<std::string, std::string> values;
    if (!node.is_map()) {
      complain(node.at, name + ": expected {" + join(keys, ", ") + "}");
      return values;
    }
    for (size_t i = 0; i < node.fields.size(); ++i) {
      const auto& [key, value] = node.fields[i];
      if (std::ranges::find(keys, key) == keys.end()) unknown(node.field_places[i], key, name, keys);
      else if (key == list_key) *list = read_texts(value, name + "." + key, "values");
      else if (value.is_scalar()) values[key] = value.text;
      else if (!value.is_null()) complain(value.at, name + "." + key + ": expected a text");
    }
    return values;
  }

  void read_contradictions(const YamlNode& node) {
    if (node.is_null()) return;
    if (!node.is_list()) return complain(node.at, "contradictions: expected a list of {fact, readings, used, why}");
    for (const YamlNode& item : node.items) {
      Contradiction made;
      auto values = read_map(item, "contradictions", {"fact", "readings", "used", "why"}, "readings", &made.readings);
      made.fact = values["fact"];
      made.used = values["used"];
      made.why = values["why"];
      if (item.is_map() && !fact_kind(made.fact)) complain(item.at, "contradictions: no fact '" + made.fact + "'", "docs/facts.md lists every fact");
      facts_.contradictions.push_back(std::move(made));
    }
  }

  void read_verdict(const YamlNode& node) {
    if (node.is_null()) return;
    std::string value;
    Place at = node.at;
    if (node.is_scalar()) {
      value = node.text;
    } else {
      value = read_map(node, "verdict", {"value", "reasons"}, "reasons", &facts_.verdict.reasons)["value"];
      if (const YamlNode* part = node.find("value")) at = part->at;
    }
    if (!parse_verdict(value, &facts_.verdict.value))
      complain(at, "verdict: '" + value + "' is no verdict; expected ready, needs_prerequisites, not_a_fit or refused");
  }

  void read_refused(const YamlNode& node) {
    if (node.is_null()) return;
    if (!node.is_list()) return complain(node.at, "refused_parts: expected a list of {words, reason, why, instead}");
    for (const YamlNode& item : node.items) {
      auto values = read_map(item, "refused_parts", {"words", "reason", "why", "instead"}, "", nullptr);
      facts_.refused_parts.push_back({values["words"], values["reason"], values["why"], values["instead"]});
    }
  }

  std::string_view yaml_;
  const std::string& file_;
  Facts facts_;
  Errors errors_;
};

}  // namespace

std::string print_brief(const Facts& facts) {
  std::string out;
  if (facts.all.empty()) out = "facts: {}\n";   // the key by which the file is known
  print_facts(out, facts, 0);
  return out;
}

Result<Facts> parse_brief(std::string_view yaml, const std::string& file) { return Reader(yaml, file).read(); }

bool looks_like_brief_yaml(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  // A free text may well have a line "verdict: …"; brief.yaml has `facts:` with nothing or a map behind it.
  for (size_t begin = 0; begin < text.size() && begin < 100'000;) {
    size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) end = text.size();
    std::string_view line = text.substr(begin, end - begin);
    if (line.starts_with("facts:")) {
      line = trim(line.substr(6));
      if (const size_t comment = line.find('#'); comment != std::string_view::npos) line = trim(line.substr(0, comment));
      if (line.empty() || line.front() == '{') return true;
    }
    begin = end + 1;
  }
  return false;
}

}  // namespace handraise
