// What identity makes of records: small steps of fixed size, in replay order, that know no names any more. Whoever scores reads steps only, so
// they can be kept and scored again under a changed motion, or handed to another thread.
//
// Steps speak of subjects: an account, a user (`unit: user`), or what a user has before the account is known. Subjects count from 1.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"
#include "engine/name_table.h"
#include "motion/motion.h"

namespace handraise {

using SubjectId = uint32_t;
constexpr NameId kSelf = 0xFFFFFFFF;  // the user of a subject that has only one

enum class Action : uint8_t {
  match,         // subject, signal, user (kSelf: its only one; none: kNoName), amount: of sum millionths, of distinct the value's number
  seen,          // subject, user: an event of any kind, where new users are counted
  join,          // subject gives all it counted to `amount`, under the name `user`; it arrives there now
  hand_over,     // the same with qualifications, and nothing arrives: an alias of `unit: user`; the subject ends
  drop,          // subject forgets what it counted
  arrive,        // all that the subject counted arrives now
  enter,         // subject comes into scope (again); user: whose it is, else kNoName; amount: its account's name, else kNoName
  leave,         // and goes out
  belong,        // unit user: the subject's account's name is `amount` now
  confirm,       // one of the subject's records was given by group or a trait
  bar, unbar,
  touch,         // subject has a record that changes nothing by itself
  account_trait, // subject: an account's name; user: index of the trait test; amount: 0 or 1
  user_trait,    // the same of a subject's own user
  account_outcome,  // subject: an account's name; user: index of the outcome; amount: when
  user_outcome,     // of a subject's own user
};

struct Step {
  uint64_t when;       // time, signal, action
  uint32_t subject;
  uint32_t user;
  uint64_t amount;
  Step(Timestamp time, Action action, uint32_t whose, size_t signal = 0, uint32_t by = 0, uint64_t much = 0)
      : when(static_cast<uint64_t>(time) << 16 | static_cast<uint64_t>(signal) << 5 | static_cast<uint64_t>(action)), subject(whose), user(by), amount(much) {}
  Timestamp time() const { return static_cast<Timestamp>(when >> 16); }   // years 1970 to 9999 need 48 bits
  size_t signal() const { return (when >> 5) & 0x7FF; }                   // a motion has at most 1,000
  Action action() const { return static_cast<Action>(when & 0x1F); }
};
static_assert(sizeof(Step) == 24);
using Steps = std::vector<Step>;

// What the numbers in steps stand for.
struct StepNames {
  NameTable accounts, users, values;
  std::vector<TraitTest> traits;       // account_trait, user_trait
  std::vector<std::string> outcomes;   // account_outcome, user_outcome
};

}  // namespace handraise
