#include "outreach/lint_score.h"

#include <set>

#include "base/text.h"

namespace handraise {

LintScore score_messages(const std::vector<FiledMessage>& messages, const MessageRules& rules) {
  LintScore score;
  for (const FiledMessage& message : messages) {
    if (!message.expect) continue;
    const std::set<std::string> wanted(message.expect->begin(), message.expect->end());
    std::map<std::string, std::string> found;
    for (const Finding& finding : check_message(message.text, rules, message.context)) found.emplace(finding.rule, finding.words);
    bool caught = false;
    for (const auto& [rule, words] : found) {
      if (wanted.contains(rule)) { ++score.rules[rule].right; caught = true; continue; }
      ++score.rules[rule].wrong;
      score.misses.push_back(message.text.id + (wanted.empty() ? " (good)" : "") + ": wrongly " + rule + " “" + words + "”");
    }
    for (const std::string& rule : wanted) {
      if (found.contains(rule)) continue;
      ++score.rules[rule].missed;
      score.misses.push_back(message.text.id + ": missed " + rule);
    }
    if (wanted.empty()) { ++score.good; score.flagged += !found.empty(); }
    else { ++score.bad; score.caught += caught; }
  }
  return score;
}

std::string print_score(const LintScore& score, const std::string& name, bool misses) {
  const auto share = [](int part, int whole) { return print_count(part) + " of " + print_count(whole) + (whole == 0 ? "" : " (" + print_percent(static_cast<double>(part) / whole, 1) + ")"); };
  const auto padded = [](std::string text, size_t width) { return text.size() < width ? text + std::string(width - text.size(), ' ') : text; };
  std::string out = name + ": bad caught " + share(score.caught, score.bad) + ", good flagged " + share(score.flagged, score.good) + "\n";
  for (const auto& [rule, each] : score.rules) {
    out += "  " + padded(rule, 20) + " precision " + print_fixed(each.precision(), 3) + "  recall " + print_fixed(each.recall(), 3) + "  right " + padded(print_count(each.right), 4) + " wrong " +
           padded(print_count(each.wrong), 4) + " missed " + print_count(each.missed) + "\n";
  }
  if (misses) for (const std::string& line : score.misses) out += "    " + line + "\n";
  return out;
}

}  // namespace handraise
