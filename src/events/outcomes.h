// What really happened later, and what is known of accounts from the beginning: outcomes.csv and accounts.csv.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "events/record.h"
#include "events/reject.h"

namespace handraise {

// An outcome that was reached: a row of outcomes.csv, or a disposition.
struct Outcome {
  std::string account;   // empty: none
  std::string user;      // unit: user only; empty: everybody of the account
  std::string outcome;
  Timestamp reached_at = 0;
};

// A row of accounts.csv: traits that hold from the beginning.
struct AccountTraits {
  std::string account;
  std::vector<Field> traits;
};

template <class T>
struct Table {
  std::vector<T> rows;
  std::vector<Reject> rejects;
};

// Columns by name, in any order: `outcome`, `reached_at` and `account` or `user` (or both); others are passed over. `file` names the text in
// messages. An error: no such columns. A row without outcome, without account and user, or without a time that can be read is a reject.
Result<Table<Outcome>> read_outcomes(std::string_view text, const std::string& file);
// The first column is the account, whatever its name; the others are traits by their names, an empty cell is none. A row without account, or of
// an account that had one already, is a reject.
Result<Table<AccountTraits>> read_accounts(std::string_view text, const std::string& file);

}  // namespace handraise
