#include "motion/facts_yaml.h"

#include <algorithm>

#include "base/text.h"
#include "motion/mistakes.h"
#include "motion/yaml_text.h"

namespace handraise {
namespace {

// ---- printing ------------------------------------------------------------------------------------------------------

size_t rank_of(const std::string& path) {
  const FactKind* kind = fact_kind(path);
  return kind ? static_cast<size_t>(kind - fact_kinds().data()) : fact_kinds().size();
}

std::string print_list(const std::vector<std::string>& items, std::string (*print)(std::string_view)) {
  std::vector<std::string> printed;
  for (const std::string& item : items) printed.push_back(print(item));
  return "[" + join(printed, ", ") + "]";
}

std::string print_leaf(const Fact& fact) {
  std::string out = "{value: " + print_value(fact.value);
  if (!fact.words.empty()) out += ", words: " + print_text(fact.words);
  if (!(fact.at == Place{})) {
    out += ", at: " + print_text(fact.at.file + ":" + std::to_string(fact.at.line) + ":" + std::to_string(fact.at.column));
  }
  if (fact.words.empty() || fact.from != Origin::stated) out += ", from: " + std::string(name_of(fact.from));
  return out + "}";
}

// ---- reading -------------------------------------------------------------------------------------------------------

class FactsReader {
 public:
  FactsReader(Facts* facts, Errors* errors) : facts_(facts), errors_(errors), before_(errors->size()) {}

  bool read(const YamlNode& node) {
    static const std::vector<std::string> keys = {"facts", "contradictions", "unread", "verdict", "refused_parts"};
    if (!map(node, "", keys)) return false;
    if (const YamlNode* child = value(node, "facts")) read_paths(*child, "");
    if (const YamlNode* child = value(node, "contradictions")) {
      each(*child, "contradictions", [&](const YamlNode& item) {
        if (!map(item, "contradictions", {"fact", "readings", "used", "why"})) return;
        Contradiction read;
        text(item, "contradictions", "fact", &read.fact, true);
        texts(item, "contradictions", "readings", &read.readings);
        text(item, "contradictions", "used", &read.used, false);
        text(item, "contradictions", "why", &read.why, false);
        facts_->contradictions.push_back(std::move(read));
      });
    }
    texts(node, "", "unread", &facts_->unread);
    if (const YamlNode* child = value(node, "verdict")) read_verdict(*child);
    if (const YamlNode* child = value(node, "refused_parts")) {
      each(*child, "refused_parts", [&](const YamlNode& item) {
        if (!map(item, "refused_parts", {"words", "reason", "why", "instead"})) return;
        RefusedPart read;
        text(item, "refused_parts", "words", &read.words, true);
        text(item, "refused_parts", "reason", &read.reason, false);
        text(item, "refused_parts", "why", &read.why, false);
        text(item, "refused_parts", "instead", &read.instead, false);
        facts_->refused_parts.push_back(std::move(read));
      });
    }
    std::stable_sort(facts_->all.begin(), facts_->all.end(), [](const Fact& a, const Fact& b) { return rank_of(a.path) < rank_of(b.path); });
    return errors_->size() == before_;
  }

 private:
  void fail(const Place& at, std::string message, std::string hint = "") { errors_->push_back({std::move(message), at, std::move(hint), ""}); }

  static const YamlNode* value(const YamlNode& node, std::string_view key) {
    const YamlNode* found = node.find(key);
    return found && !found->is_null() ? found : nullptr;
  }
  static std::string named(const std::string& part, std::string_view key) { return part.empty() ? std::string(key) : part + "." + std::string(key); }

  bool map(const YamlNode& node, const std::string& part, const std::vector<std::string>& keys) {
    if (!node.is_map()) {
      fail(node.at, (part.empty() ? "" : part + ": ") + described(node) + "; expected a map with " + choices(keys));
      return false;
    }
    for (size_t i = 0; i < node.fields.size(); ++i) {
      const std::string& key = node.fields[i].first;
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
        fail(node.field_places[i], (part.empty() ? "" : part + ": ") + "no field is named " + quoted_word(key) + "; expected " + choices(keys), nearest_hint(key, keys));
      }
    }
    return true;
  }

  template <class Read>
  void each(const YamlNode& node, const std::string& part, Read read) {
    if (!node.is_list()) return fail(node.at, part + ": " + described(node) + "; expected a list");
    for (const YamlNode& item : node.items) read(item);
  }

  void text(const YamlNode& node, const std::string& part, std::string_view key, std::string* to, bool required) {
    const YamlNode* child = value(node, key);
    if (!child) {
      if (required) fail(node.at, part + ": " + std::string(key) + " is missing");
      return;
    }
    if (!child->is_scalar()) return fail(child->at, named(part, key) + ": " + described(*child) + "; expected a text");
    *to = child->text;
  }

  void texts(const YamlNode& node, const std::string& part, std::string_view key, std::vector<std::string>* to) {
    const YamlNode* child = value(node, key);
    if (!child) return;
    each(*child, named(part, key), [&](const YamlNode& item) {
      if (!item.is_scalar()) return fail(item.at, named(part, key) + ": " + described(item) + "; expected a text");
      to->push_back(item.text);
    });
  }

  void read_verdict(const YamlNode& node) {
    static const std::vector<std::string> values = {"ready", "needs_prerequisites", "not_a_fit", "refused"};
    if (!map(node, "verdict", {"value", "reasons"})) return;
    std::string word;
    text(node, "verdict", "value", &word, true);
    if (!word.empty() && !parse_verdict(word, &facts_->verdict.value)) {
      fail(node.find("value")->at, "verdict.value: " + quoted_word(word) + "; expected " + choices(values), nearest_hint(word, values));
    }
    texts(node, "verdict", "reasons", &facts_->verdict.reasons);
  }

  // The paths that may follow `prefix`, one segment.
  static std::vector<std::string> next_segments(const std::string& prefix) {
    std::vector<std::string> segments;
    for (const FactKind& kind : fact_kinds()) {
      if (kind.path.compare(0, prefix.size(), prefix) != 0) continue;
      const std::string rest = kind.path.substr(prefix.size());
      if (rest == "*") {
        segments.insert(segments.end(), kind.ids.begin(), kind.ids.end());
        continue;
      }
      std::string segment = rest.substr(0, rest.find('.'));
      if (std::find(segments.begin(), segments.end(), segment) == segments.end()) segments.push_back(std::move(segment));
    }
    return segments;
  }

  void read_paths(const YamlNode& node, const std::string& prefix) {
    const std::string here = prefix.empty() ? "facts" : prefix.substr(0, prefix.size() - 1);
    if (!node.is_map()) return fail(node.at, here + ": " + described(node) + "; expected a map with " + choices(next_segments(prefix)));
    for (size_t i = 0; i < node.fields.size() && errors_->size() <= before_ + 200; ++i) {
      const std::string path = prefix + node.fields[i].first;
      const YamlNode& child = node.fields[i].second;
      if (const FactKind* kind = fact_kind(path)) {
        if (!child.is_null()) read_values(child, path, *kind);
        continue;
      }
      const std::vector<std::string> segments = next_segments(prefix);
      if (std::find(segments.begin(), segments.end(), node.fields[i].first) != segments.end()) {
        if (!child.is_null()) read_paths(child, path + ".");
        continue;
      }
      fail(node.field_places[i], here + ": no fact is named " + quoted_word(node.fields[i].first) + "; expected " + choices(segments),
           nearest_hint(node.fields[i].first, segments));
    }
  }

  void read_values(const YamlNode& node, const std::string& path, const FactKind& kind) {
    if (!node.is_list()) return read_leaf(node, path, kind);
    if (!kind.list) return fail(node.at, path + ": a list; expected one value");
    for (const YamlNode& item : node.items) if (errors_->size() <= before_ + 200) read_leaf(item, path, kind);
  }

  void read_leaf(const YamlNode& node, const std::string& path, const FactKind& kind) {
    Fact fact;
    fact.path = path;
    fact.from = Origin::answer;
    const YamlNode* given = &node;
    if (node.is_map()) {
      if (!map(node, path, {"value", "words", "at", "from"})) return;
      given = value(node, "value");
      if (!given) return fail(node.at, path + ": value is missing");
      text(node, path, "words", &fact.words, false);
      if (!fact.words.empty()) fact.from = Origin::stated;
      std::string word;
      text(node, path, "at", &word, false);
      if (!word.empty() && !read_place(word, &fact.at)) {
        fail(node.find("at")->at, path + ".at: " + quoted_word(word) + "; expected a place in the brief, as brief.txt:1:33");
      }
      word.clear();
      text(node, path, "from", &word, false);
      if (!word.empty() && !parse_origin(word, &fact.from)) {
        static const std::vector<std::string> origins = {"stated", "answer", "measured", "computed", "published", "assumed", "unknown"};
        fail(node.find("from")->at, path + ".from: " + quoted_word(word) + "; expected " + choices(origins), nearest_hint(word, origins));
      }
    }
    if (!read_value(*given, path, kind, &fact.value)) return;
    facts_->all.push_back(std::move(fact));
  }

  bool read_value(const YamlNode& node, const std::string& path, const FactKind& kind, std::string* to) {
    const auto wrong = [&](const std::string& expected, std::string hint = "") {
      fail(node.at, path + ": " + described(node) + "; expected " + expected, std::move(hint));
      return false;
    };
    switch (kind.type) {
      case FactKind::Type::number: {
        double number = 0;
        if (!read_number(node, &number)) return wrong("a plain number", node.is_scalar() && node.text.find('%') != std::string::npos ? "a share is written 0.031, not 3.1%" : "");
        *to = print_number(number);
        return true;
      }
      case FactKind::Type::yes_no: {
        bool yes = false;
        if (!read_bool(node, &yes)) return wrong("yes or no");
        *to = yes ? "yes" : "no";
        return true;
      }
      case FactKind::Type::id:
        if (!node.is_scalar() || node.text.empty()) return wrong("an id");
        if (!kind.ids.empty() && std::find(kind.ids.begin(), kind.ids.end(), node.text) == kind.ids.end() && !is_state(path, node.text)) {
          return wrong(choices(kind.ids), nearest_hint(node.text, kind.ids));
        }
        break;
      case FactKind::Type::text:
        if (!node.is_scalar()) return wrong("a text");
        break;
    }
    *to = node.text;
    return true;
  }

  // us_ca, ca_qc: a state or a province.
  static bool is_state(const std::string& path, const std::string& id) {
    return (path == "regions" || path == "regions_excluded") && id.size() == 5 && (id.compare(0, 3, "us_") == 0 || id.compare(0, 3, "ca_") == 0);
  }

  static bool read_place(const std::string& text, Place* place) {
    const size_t second = text.rfind(':');
    if (second == std::string::npos || second == 0) return false;
    const size_t first = text.rfind(':', second - 1);
    if (first == std::string::npos) return false;
    const auto whole = [](const std::string& digits, int* number) {
      if (digits.empty() || digits.size() > 9 || digits.find_first_not_of("0123456789") != std::string::npos) return false;
      *number = std::stoi(digits);
      return true;
    };
    if (!whole(text.substr(first + 1, second - first - 1), &place->line) || !whole(text.substr(second + 1), &place->column)) return false;
    place->file = text.substr(0, first);
    return true;
  }

  Facts* facts_;
  Errors* errors_;
  size_t before_;
};

}  // namespace

void print_facts(std::string& out, const Facts& facts, int indent) {
  const std::string margin(static_cast<size_t>(indent), ' ');
  std::vector<const Fact*> sorted;
  for (const Fact& fact : facts.all) sorted.push_back(&fact);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Fact* a, const Fact* b) { return rank_of(a->path) < rank_of(b->path); });
  if (!sorted.empty()) out += margin + "facts:\n";
  std::vector<std::string> open;  // segments whose key is printed already
  for (size_t i = 0; i < sorted.size();) {
    size_t end = i + 1;
    while (end < sorted.size() && sorted[end]->path == sorted[i]->path) ++end;
    std::vector<std::string> segments;
    for (const std::string_view segment : split(sorted[i]->path, '.')) segments.emplace_back(segment);
    size_t shared = 0;
    while (shared < open.size() && shared + 1 < segments.size() && open[shared] == segments[shared]) ++shared;
    for (size_t k = shared; k < segments.size(); ++k) out += margin + std::string(2 + 2 * k, ' ') + print_text(segments[k]) + (k + 1 < segments.size() ? ":\n" : ":");
    open.assign(segments.begin(), segments.end() - 1);
    const FactKind* kind = fact_kind(sorted[i]->path);
    if (end == i + 1 && !(kind && kind->list)) {
      out += " " + print_leaf(*sorted[i]) + "\n";
    } else {
      out += "\n";
      for (size_t k = i; k < end; ++k) out += margin + std::string(2 + 2 * segments.size(), ' ') + "- " + print_leaf(*sorted[k]) + "\n";
    }
    i = end;
  }
  if (!facts.contradictions.empty()) out += margin + "contradictions:\n";
  for (const Contradiction& each : facts.contradictions) {
    out += margin + "  - {fact: " + print_text(each.fact) + ", readings: " + print_list(each.readings, print_value) + ", used: " + print_value(each.used) +
           ", why: " + print_text(each.why) + "}\n";
  }
  if (!facts.unread.empty()) out += margin + "unread:\n";
  for (const std::string& each : facts.unread) out += margin + "  - " + print_text(each) + "\n";
  out += margin + "verdict: {value: " + std::string(name_of(facts.verdict.value)) + ", reasons: " + print_list(facts.verdict.reasons, print_text) + "}\n";
  if (!facts.refused_parts.empty()) out += margin + "refused_parts:\n";
  for (const RefusedPart& each : facts.refused_parts) {
    out += margin + "  - {words: " + print_text(each.words);
    if (!each.reason.empty()) out += ", reason: " + print_text(each.reason);
    if (!each.why.empty()) out += ", why: " + print_text(each.why);
    if (!each.instead.empty()) out += ", instead: " + print_text(each.instead);
    out += "}\n";
  }
}

bool read_facts(const YamlNode& node, Facts* facts, Errors* errors) { return FactsReader(facts, errors).read(node); }

}  // namespace handraise
