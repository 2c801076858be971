#include "backtest/outcome_clock.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace handraise {
namespace {

void earliest(std::map<std::string, Timestamp>& all, const std::string& name, Timestamp time) {
  const auto [found, fresh] = all.emplace(name, time);
  if (!fresh) found->second = std::min(found->second, time);
}

}  // namespace

OutcomeClock::OutcomeClock(const std::vector<Outcome>& outcomes, std::string_view name, Unit unit) : unit_(unit) {
  for (const Outcome& row : outcomes) {
    if (row.outcome != name) continue;
    if (unit == Unit::user && !row.user.empty()) earliest(users_, row.user, row.reached_at);
    else if (!row.account.empty()) earliest(accounts_, row.account, row.reached_at);
  }
}

std::optional<Timestamp> OutcomeClock::reached(const std::string& account, const std::string& user) const {
  std::optional<Timestamp> time;
  if (const auto found = accounts_.find(account); !account.empty() && found != accounts_.end()) time = found->second;
  if (unit_ == Unit::user) {
    if (const auto found = users_.find(user); found != users_.end() && (!time || found->second < *time)) time = found->second;
  }
  return time;
}

Result<OutcomeChoice> choose_outcome(const std::vector<Outcome>& outcomes, const Motion& motion, std::string_view wanted, const std::string& file) {
  std::map<std::string, std::set<std::string>> reached;
  for (const Outcome& row : outcomes) reached[row.outcome].insert(motion.unit == Unit::user && !row.user.empty() ? "u" + row.user : "a" + row.account);
  std::vector<std::string> names;
  for (const auto& [name, whose] : reached) names.push_back(name);
  OutcomeChoice choice;
  const auto choose = [&](const std::string& name, std::string why) {
    choice.name = name;
    choice.why = std::move(why);
    for (const std::string& other : names) if (other != name) choice.others.push_back(other);
    return choice;
  };
  if (!wanted.empty()) {
    if (reached.count(std::string(wanted)) != 0) return choose(std::string(wanted), "named by --outcome");
    const std::string near = nearest_word(wanted, names);
    return Error{"no outcome '" + std::string(wanted) + "'; expected one of: " + join(names, ", "), {file, 0, 0}, near.empty() ? "" : "did you mean '" + near + "'?", ""};
  }
  if (names.empty()) return choice;
  if (reached.count(motion.context.objective) != 0) return choose(motion.context.objective, "the motion's objective");
  if (names.size() == 1) return choose(names[0], "the only one in the file");
  std::vector<std::string> excluded;
  for (const Exclusion& exclusion : motion.qualify.never_if) {
    if (reached.count(exclusion.outcome) != 0) excluded.push_back(exclusion.outcome);
  }
  if (excluded.size() == 1) return choose(excluded[0], "the one that never_if names");
  std::string most = names[0];
  for (const std::string& name : names) if (reached[name].size() > reached[most].size()) most = name;
  return choose(most, "the one that most reached");
}

}  // namespace handraise
