#include "pilot/pilot_table.h"

#include <algorithm>

#include "base/text.h"

namespace handraise {
namespace {
constexpr size_t kErrorsEnough = 20;
}

Result<bool> read_table(std::string_view text, const std::string& file, std::vector<TableColumn>& columns, const std::string& expected,
                        const std::function<void(const CsvRow& row, const TableWrong& wrong)>& take) {
  const char separator = csv_separator(text.substr(0, text.find('\n')));
  CsvReader reader(text, separator);
  CsvRow row;
  if (!reader.next(row)) return Error{"is empty; expected a header: " + expected, {file, 1, 1}, "", ""};
  if (!row.problem.empty()) return Error{row.problem, {file, static_cast<int>(row.line), 1}, "", ""};
  const std::vector<std::string> names = row.cells;
  Errors errors;
  for (size_t i = 0; i < names.size(); ++i) {
    if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i]) != names.begin() + static_cast<std::ptrdiff_t>(i)) errors.push_back({"column '" + names[i] + "' stands twice in the header", csv_place(text, file, row, i, separator), "", ""});
  }
  for (TableColumn& column : columns) {
    column.at = static_cast<size_t>(std::find(names.begin(), names.end(), column.name) - names.begin());
    if (column.at < names.size() || !column.needed) continue;
    const std::string near = nearest_word(column.name, names);
    errors.push_back({"no column '" + column.name + "'; expected " + expected, {file, static_cast<int>(row.line), 1}, near.empty() ? "" : "did you mean '" + near + "' to be it? Rename it", ""});
  }
  if (!errors.empty()) return errors;
  while (errors.size() < kErrorsEnough && reader.next(row)) {
    if (!row.problem.empty()) errors.push_back({row.problem, {file, static_cast<int>(row.line), 1}, "", ""});
    else take(row, [&](size_t cell, const std::string& why) { errors.push_back({why, csv_place(text, file, row, cell, separator), "", ""}); });
  }
  if (!errors.empty()) return errors;
  return true;
}

}  // namespace handraise
