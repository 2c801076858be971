// `handraise pilot assign`: accounts that qualified, to arms (exposures.h). A holdout account alerts nobody; a hand-raise always does.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pilot/calendar.h"
#include "pilot/exposures.h"

namespace handraise {

// An account at a moment at which it qualified.
struct Candidate {
  std::string account;
  Timestamp at = 0;
  bool hand_raise = false;
  std::string stratum;
  std::vector<std::string> cells;   // the row it came from
};
struct Candidates {
  std::vector<std::string> header;
  std::vector<Candidate> rows;
};
struct CandidateOptions {
  std::optional<Timestamp> at;      // of rows without a time of their own
  std::string stratum;              // a column of the table; empty: none
  Unit unit = Unit::account;        // user: where there is a column `user_account` it is drawn, a user without one as `~` and the user
};
// qualifications.csv of `handraise backtest` (account,qualified_at,tier,…), any table with a column `account`, or a list with an account a line.
Result<Candidates> read_candidates(std::string_view text, const std::string& file, const CandidateOptions& options);
// A list of accounts that are apart, or of accounts with their strata (column `name`): account -> cell.
Result<std::map<std::string, std::string, std::less<>>> read_account_column(std::string_view text, const std::string& file, const std::string& name);

struct Balance {
  std::string stratum;
  int64_t treated = 0, held = 0;
};
struct Assignment {
  std::vector<Exposure> added;         // by time, then account
  std::vector<const Candidate*> alerts;  // rows that a rep gets, in the order of the table
  int64_t known = 0;                   // accounts of the table that had an arm already
  int64_t held_alerts = 0;             // rows of holdout accounts, which alert nobody
  int64_t treated = 0, held = 0, hand_raises = 0, owned = 0;   // of all exposures
  std::vector<Balance> balance;        // by stratum, drawn accounts only; one row without a name where there are none
  SampleRatio ratio;
};

// `before`: the file of exposures so far, as `file`. An error where one of them would not be drawn so again: another motion, other shares, another key.
Result<Assignment> assign(const Motion& motion, const HashKey& key, const Candidates& candidates, const std::vector<Exposure>& before, const std::string& file,
                          const std::set<std::string>& owned);

std::string print_alerts(const Candidates& candidates, const Assignment& assignment);   // the table's rows that a rep gets
std::string print_assignment(const Motion& motion, const Assignment& assignment);
std::string print_assignment_json(const Motion& motion, const Assignment& assignment);

}  // namespace handraise
