#include "desk/review_rules.h"

#include <cmath>
#include <fstream>
#include <iterator>

#include "base/yaml.h"

namespace handraise {
namespace {

class RuleReader {
 public:
  Errors errors;

  const YamlNode& field(const YamlNode& node, std::string_view key) {
    static const YamlNode none;
    const YamlNode* found = node.is_map() ? node.find(key) : nullptr;
    if (found == nullptr) errors.push_back({"no '" + std::string(key) + "'", node.at, "", ""});
    return found != nullptr ? *found : none;
  }
  double number(const YamlNode& node, std::string_view key, double low, double high) {
    const YamlNode& found = field(node, key);
    double value = 0;
    if (found.is_null()) return low;
    if (!read_number(found, &value) || !(value >= low && value <= high)) errors.push_back({std::string(key) + ": expected a number from " + std::to_string(low) + " to " + std::to_string(high), found.at, "", ""});
    return value;
  }
  int count(const YamlNode& node, std::string_view key, int low = 1) {
    const double value = number(node, key, low, 1000);
    if (value != std::floor(value)) errors.push_back({std::string(key) + ": expected a whole number", node.at, "", ""});
    return static_cast<int>(value);
  }
  // The first row whose tag the motion has, or that has none.
  const YamlNode& choose(const YamlNode& rows, const Motion& motion) {
    for (const YamlNode& row : rows.items) {
      const YamlNode* when = row.find("when");
      if (when == nullptr || motion.tagged(when->text)) return row;
    }
    errors.push_back({"expected a last row without `when`", rows.at, "", ""});
    return rows;
  }
};

}  // namespace

DispositionMeaning ReviewRules::meaning(std::string_view value) const {
  const auto found = dispositions.find(value);
  return found != dispositions.end() ? found->second : DispositionMeaning();
}

std::vector<std::string> ReviewRules::values() const {
  std::vector<std::string> all;
  for (const auto& [value, unused] : dispositions) all.push_back(value);
  return all;
}

Result<std::string> ReviewRules::say(std::string_view sentence, const Slots& slots) const {
  const auto found = sentences.find(sentence);
  if (found == sentences.end()) return Error{"no sentence '" + std::string(sentence) + "'", {file, 0, 0}, "", ""};
  return fill(found->second, slots, file);
}

Result<ReviewRules> load_review_rules(const std::string& directory, const Motion& motion) {
  ReviewRules rules;
  rules.file = directory + "/review/review.yaml";
  std::ifstream file(rules.file, std::ios::binary);
  if (!file) return Error{"cannot read this file", {rules.file, 0, 0}, "set HANDRAISE_DATA to the folder that holds templates/", ""};
  const Result<YamlNode> root = parse_yaml(std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>()), rules.file);
  if (!root) return root.errors();
  RuleReader read;
  rules.weeks = read.count(*root, "weeks");
  const YamlNode& sla = read.field(*root, "sla");
  rules.sla_weeks = read.count(sla, "weeks");
  rules.sla_alerts = read.count(sla, "alerts_at_least");
  rules.slot_minutes = read.count(sla, "slot_minutes");
  const YamlNode& signal = read.choose(read.field(*root, "signal"), motion);
  rules.signal_bad = read.count(signal, "bad");
  rules.signal_of = read.count(signal, "of");
  if (const YamlNode* last = signal.find("last"); last != nullptr) read_bool(*last, &rules.signal_last);
  rules.same_cause = read.count(read.choose(read.field(*root, "cause"), motion), "same");
  const YamlNode& capacity = read.field(*root, "capacity");
  rules.over_weeks = read.count(capacity, "over_weeks");
  rules.under_weeks = read.count(capacity, "under_weeks");
  rules.under_share = read.number(capacity, "under_share", 0, 1);
  rules.bar_step = read.number(capacity, "bar_step", 0, 1000);
  rules.proposals_most = read.count(*root, "proposals_at_most");
  const YamlNode& aloud = read.field(*root, "read_aloud");
  rules.read_aloud = read.count(aloud, "all");
  rules.read_aloud_bad = read.count(aloud, "bad", 0);
  for (const auto& [value, says] : read.field(*root, "dispositions").fields) {
    DispositionMeaning& meaning = rules.dispositions[value];
    for (const YamlNode& word : says.items) {
      bool* const flag = word.text == "accepted" ? &meaning.accepted : word.text == "meeting" ? &meaning.meeting : word.text == "converted" ? &meaning.converted : word.text == "bad" ? &meaning.bad : nullptr;
      if (flag != nullptr) *flag = true;
      else read.errors.push_back({"'" + word.text + "': expected accepted, meeting, converted or bad", word.at, "", ""});
    }
  }
  for (const auto& [of, word] : read.field(*root, "agenda_words").fields) rules.agenda_words[of] = word.text;
  for (const YamlNode& item : read.field(*root, "agenda").items) rules.agenda.push_back({read.count(item, "minutes"), read.field(item, "item").text, "", ""});
  for (const auto& [name, text] : read.field(*root, "sentences").fields) rules.sentences[name] = text.text;
  if (!read.errors.empty()) return read.errors;
  return rules;
}

}  // namespace handraise
