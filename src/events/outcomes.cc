#include "events/outcomes.h"

#include <algorithm>
#include <unordered_map>

#include "base/csv.h"
#include "base/text.h"

namespace handraise {
namespace {

Result<bool> check_header(bool found, const CsvRow& header, const std::string& file) {
  const Place at{file, static_cast<int>(found ? header.line : 1), 0};
  if (!found) return Error{"is empty; expected a header with the names of the columns", at, "", ""};
  if (!header.problem.empty()) return Error{header.problem, at, "", ""};
  for (size_t i = 0; i < header.cells.size(); ++i) {
    for (size_t k = 0; k < i; ++k) {
      if (header.cells[i] == header.cells[k]) return Error{"column '" + header.cells[i] + "' stands twice in the header", at, "", ""};
    }
  }
  return true;
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

}  // namespace

Result<Table<Outcome>> read_outcomes(std::string_view text, const std::string& file) {
  CsvReader reader(text, csv_separator(first_line(text)));
  CsvRow row;
  const bool found = reader.next(row);
  if (const auto checked = check_header(found, row, file); !checked) return checked.errors();
  const std::vector<std::string> names = row.cells;
  const auto column = [&](std::string_view name) {
    return static_cast<size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  };
  const size_t account = column("account"), user = column("user"), outcome = column("outcome"), reached = column("reached_at"), none = names.size();
  for (const auto& [name, at] : {std::pair<std::string, size_t>{"outcome", outcome}, {"reached_at", reached}, {"account", std::min(account, user)}}) {
    if (at != none) continue;
    const std::string near = nearest_word(name, names);
    return Error{"no column '" + name + "'" + (name == "account" ? " and none 'user'" : "") + "; expected account (or user), outcome, reached_at",
                 {file, static_cast<int>(row.line), 0}, near.empty() ? "" : "did you mean '" + near + "' to be it? Rename it", ""};
  }
  Table<Outcome> table;
  while (reader.next(row)) {
    const auto reject = [&](std::string reason) { table.rejects.push_back({file, row.line, std::move(reason)}); };
    if (!row.problem.empty()) { reject(row.problem); continue; }
    Outcome each;
    if (account != none) each.account = row.cells[account];
    if (user != none) each.user = row.cells[user];
    each.outcome = row.cells[outcome];
    const auto time = parse_date_or_time(row.cells[reached]);
    if (each.account.empty() && each.user.empty()) reject("neither account nor user");
    else if (each.outcome.empty()) reject("no outcome");
    else if (!time) reject("reached_at '" + row.cells[reached] + "' is no time; expected 2026-03-02T09:00:00Z, or 2026-03-02 for its beginning, years 1970 to 9999");
    else {
      each.reached_at = *time;
      table.rows.push_back(std::move(each));
    }
  }
  return table;
}

Result<Table<AccountTraits>> read_accounts(std::string_view text, const std::string& file) {
  CsvReader reader(text, csv_separator(first_line(text)));
  CsvRow row;
  const bool found = reader.next(row);
  if (const auto checked = check_header(found, row, file); !checked) return checked.errors();
  const std::vector<std::string> names = row.cells;
  Table<AccountTraits> table;
  std::unordered_map<std::string, int64_t> lines;
  while (reader.next(row)) {
    const auto reject = [&](std::string reason) { table.rejects.push_back({file, row.line, std::move(reason)}); };
    if (!row.problem.empty()) { reject(row.problem); continue; }
    if (row.cells[0].empty()) { reject("no account in the first column"); continue; }
    const auto [known, is_new] = lines.try_emplace(row.cells[0], row.line);
    if (!is_new) { reject("account '" + row.cells[0] + "' stands in line " + std::to_string(known->second) + " already"); continue; }
    AccountTraits each{row.cells[0], {}};
    for (size_t i = 1; i < names.size(); ++i) {
      if (!row.cells[i].empty()) each.traits.push_back({names[i], cell_value(row.cells[i])});
    }
    table.rows.push_back(std::move(each));
  }
  return table;
}

}  // namespace handraise
