// Qualifications and states as tables that people open and machines compare.
//
// Cells are RFC 4180, rows end with LF. A text that a spreadsheet would take for a formula (it begins with = + - @ or a tab) has a ' before it;
// that is the only change ever made to a name, so a reader takes one leading ' off where one of these follows. JSON has names as they are.
#pragma once

#include <string>
#include <vector>

#include "backtest/history.h"

namespace handraise {

// account,qualified_at,tier,score,signals,hinges[,user_account][,OUTCOME columns]: by time, then account (for `unit: user` the column `account` holds the
// user, and `user_account` the user's account at that time). `qualified_at` is ISO with milliseconds and Z, `score` has six decimals, `signals` are
// those that are on, separated by semicolons, `hinges` those of them without which it would not have qualified. With an outcome: `outcome_at` (empty:
// not reached) and `judged`: hit, miss, immature, already_there.
std::string print_qualifications(const UsageHistory& history);

// account,score,holds,triage and a column per signal with its value (of a sum in the property's unit; fit 1 or 0): by account, for `unit: user` by user, in
// the same column. Engines agree on values up to at_least; beyond it this is what ours counted, and may be less than all.
std::string print_states_csv(const Motion& motion, const std::vector<State>& states);
std::string print_states_json(const Motion& motion, const std::vector<State>& states, Timestamp as_of);
// The `rows_max` best with their reasons, for a terminal.
std::string print_states(const Motion& motion, std::vector<State> states, Timestamp as_of, size_t rows_max = 20);

std::string print_score(Micro score);   // six decimals: 56.568542, -0.500000

}  // namespace handraise
