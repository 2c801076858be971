// The tables that a pilot is fed with, read strictly: each mistake with file, line and column.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.h"
#include "base/result.h"

namespace handraise {

// A column that is asked for; found at `at`, or behind the last where it may be missing and is.
struct TableColumn {
  std::string name;
  bool needed = true;
  size_t at = 0;
};

// Reads `text`, the whole of `file`: finds the columns by name in any order, then gives each row to `take`, which says what is wrong with it through
// `wrong(cell, why)`. At most twenty mistakes are told.
using TableWrong = std::function<void(size_t cell, const std::string& why)>;
Result<bool> read_table(std::string_view text, const std::string& file, std::vector<TableColumn>& columns, const std::string& expected,
                        const std::function<void(const CsvRow& row, const TableWrong& wrong)>& take);

}  // namespace handraise
