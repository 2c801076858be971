// A table of any bytes: its rows are the same wherever the buffer ends, what was written is read again, and as usage it gives records or rejects.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.h"
#include "base/text.h"
#include "events/outcomes.h"
#include "events/table_rows.h"

using namespace handraise;

namespace {

std::vector<CsvRow> rows_of(CsvReader reader) {
  std::vector<CsvRow> rows;
  for (CsvRow row; reader.next(row);) rows.push_back(row);
  return rows;
}

bool same(const std::vector<CsvRow>& a, const std::vector<CsvRow>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const CsvRow& x, const CsvRow& y) { return x.line == y.line && x.problem == y.problem && (!x.problem.empty() || x.cells == y.cells); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const size_t piece = 1 + data[0] % 7;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const char separator = csv_separator(text.substr(0, text.find('\n')));
  const std::vector<CsvRow> rows = rows_of(CsvReader(text, separator));

  std::string_view rest = text;
  const auto fill = [&](char* to, size_t room) {
    const size_t count = std::min({piece, room, rest.size()});
    std::memcpy(to, rest.data(), count);
    rest.remove_prefix(count);
    return count;
  };
  // A buffer that grows from a few bytes, and never a row that is too long for it.
  if (!same(rows_of(CsvReader(fill, separator, std::max<size_t>(text.size(), 1))), rows)) std::abort();

  int64_t line = 0;
  std::string written;
  std::vector<std::vector<std::string>> good;
  for (const CsvRow& row : rows) {
    if (row.line <= line && line > 0) std::abort();
    line = row.line;
    if (!row.problem.empty()) continue;
    if (!good.empty() && good[0].size() != row.cells.size()) std::abort();
    bool formula = false, empty = true;
    for (const std::string& cell : row.cells) {
      if (!is_utf8(cell)) std::abort();
      formula = formula || (csv_cell(cell).find('\'') < 2 && cell[0] != '\'');
      empty = empty && cell.empty();
    }
    if (formula || (empty && row.cells.size() == 1) || row.cells[0].starts_with("\xEF\xBB\xBF")) continue;  // written otherwise than it was read
    for (size_t i = 0; i < row.cells.size(); ++i) written += (i ? "," : "") + csv_cell(row.cells[i]);
    written += "\r\n";
    good.push_back(row.cells);
  }
  const std::vector<CsvRow> again = rows_of(CsvReader(written));
  if (again.size() != good.size()) std::abort();
  for (size_t i = 0; i < good.size(); ++i) {
    if (!again[i].problem.empty() || again[i].cells != good[i]) std::abort();
  }

  read_outcomes(text, "o.csv");
  read_accounts(text, "a.csv");
  if (rows.empty() || !rows[0].problem.empty()) return 0;
  const auto mapping = guess_mapping(rows[0].cells, nullptr, "a.csv");
  if (!mapping) {
    if (mapping.errors().empty()) std::abort();
    return 0;
  }
  const auto table = TableRows::create(rows[0].cells, *mapping, Wanted{}, "a.csv");
  if (!table) return 0;
  Batch batch;
  uint64_t expected = 0;
  for (size_t i = 1; i < rows.size(); ++i) {
    if (!rows[i].problem.empty()) continue;
    TableRow row;
    row.line = rows[i].line;
    for (const std::string& cell : rows[i].cells) {
      row.cells.emplace_back().refer(cell_kind(cell), cell);
      spread_json(row.cells.back());
    }
    table->read(row, 2 * i, batch);
    ++expected;
  }
  uint64_t got = batch.rejects.size();
  for (size_t i = 0; i < batch.count; ++i) {
    const ReadRecord& read = batch.records[i];
    got += !read.derived;
    if (read.record.time < 0 || (read.record.user.empty() && read.record.group.empty()) || read.record.is_event() == read.record.event.empty()) std::abort();
  }
  if (got != expected) std::abort();
  return 0;
}
