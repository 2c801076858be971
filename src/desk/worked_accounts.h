// What became of the accounts that qualified: who got them, when they were first touched, what was reported, whether the outcome came.
// The weekly review reads it through WorkedAccounts, so that it does not know whether tables or a running desk keep it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "engine/qualification.h"

namespace handraise {

// What somebody reported: a value of the motion's `dispositions`, and why, in their own word.
struct WorkedDisposition {
  Timestamp at = 0;
  std::string value, cause;
};

// One qualification of an account (unit: user: of a user) that somebody was told of.
struct WorkedAccount {
  std::string account;                     // unit: user: the user
  Timestamp qualified_at = 0;
  Tier tier = Tier::qualified;
  double score = 0;
  std::vector<uint16_t> signals, hinges;   // on at that time; of them those without which it would not have qualified. Indices into Motion::signals
  std::string owner;                       // empty: nobody is named
  Timestamp alerted_at = 0;                // qualified_at where nothing else is known
  std::optional<Timestamp> first_touch_at;
  std::vector<WorkedDisposition> dispositions;   // by time
  std::optional<Timestamp> outcome_at;     // the first after qualified_at
};

class WorkedAccounts {
 public:
  virtual ~WorkedAccounts() = default;
  // Those that qualified in [from, to), by time, then account, with all that is known of them by now.
  virtual std::vector<WorkedAccount> between(Timestamp from, Timestamp to) const = 0;
  virtual bool knows_touches() const = 0;    // false: no first touch is ever logged
  virtual bool knows_hinges() const = 0;     // false: only which signals were on
  virtual bool knows_outcomes() const = 0;
};

}  // namespace handraise
