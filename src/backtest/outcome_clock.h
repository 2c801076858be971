// When an outcome was reached: the earliest time counts.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "engine/engine.h"
#include "motion/motion.h"

namespace handraise {

class OutcomeClock {
 public:
  OutcomeClock() = default;
  OutcomeClock(const std::vector<Outcome>& outcomes, std::string_view name, Unit unit);
  // `unit: account`: of the account. `unit: user`: the user's own, or one of the account that names no user, whichever was earlier.
  std::optional<Timestamp> reached(const std::string& account, const std::string& user) const;
  // Everybody who reached it, by name: accounts, and for `unit: user` the users that are named.
  const std::map<std::string, Timestamp>& accounts() const { return accounts_; }
  const std::map<std::string, Timestamp>& users() const { return users_; }
  size_t size() const { return accounts_.size() + users_.size(); }

 private:
  Unit unit_ = Unit::account;
  std::map<std::string, Timestamp> accounts_, users_;
};

// Which outcome to predict, and why that one.
struct OutcomeChoice {
  std::string name;    // empty: there are no outcomes
  std::string why;     // "named", "the motion's objective", "the only one", …
  std::vector<std::string> others;
};
// `wanted` (an error when the file has none of that name), else the motion's objective, else the only one, else the one that the motion
// excludes once it is reached, else the one that most reached (at a tie the first by name).
Result<OutcomeChoice> choose_outcome(const std::vector<Outcome>& outcomes, const Motion& motion, std::string_view wanted, const std::string& file);

}  // namespace handraise
