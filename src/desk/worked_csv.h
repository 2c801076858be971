// Worked accounts from tables: what `backtest -o` or `pilot assign --alerts` wrote, what reps reported, what really happened.
//
//  qualifications  account,qualified_at,tier,score,signals[,hinges][,user_account]: each row an account that somebody was told of
//  dispositions    account,at,disposition[,owner][,cause][,alerted_at][,first_touch_at]; for `unit: user` the user, or the account if that is what the CRM has.
//                  A row belongs to the newest qualification of its account at or before `at` (a date alone is that whole day)
//  outcomes        the rows of one outcome
//
// Strict: every mistake with file, line and column.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "desk/worked_accounts.h"
#include "events/outcomes.h"
#include "motion/motion.h"

namespace handraise {

struct WorkedTables {
  std::string_view qualifications;
  std::string qualifications_file;
  std::string_view dispositions;
  std::string dispositions_file;
  const std::vector<Outcome>* outcomes = nullptr;   // none: not known
  std::vector<std::string> known_dispositions;      // allowed besides those of the motion
  std::set<std::string> held_out;                   // accounts that nobody was told of, but for hand-raises
};

class WorkedCsv : public WorkedAccounts {
 public:
  static Result<WorkedCsv> read(const Motion& motion, const WorkedTables& tables);
  std::vector<WorkedAccount> between(Timestamp from, Timestamp to) const override;
  bool knows_touches() const override { return touches_; }
  bool knows_hinges() const override { return hinges_; }
  bool knows_outcomes() const override { return outcomes_; }
  Timestamp newest() const { return newest_; }       // time in the tables; of qualifications and what was reported of them
  size_t without_qualification() const { return unmatched_; }  // dispositions of accounts that had not qualified by then

 private:
  std::vector<WorkedAccount> accounts_;   // by time, then account
  bool touches_ = false, hinges_ = false, outcomes_ = false;
  Timestamp newest_ = 0;
  size_t unmatched_ = 0;
};

}  // namespace handraise
