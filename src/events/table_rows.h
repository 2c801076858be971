// Rows of a table as records: which column is what, and what a row is (docs/motion-language.md, section 1; docs/decisions.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "events/record_stream.h"
#include "motion/mapping.h"

namespace handraise {

// A cell of any table; without value it is null. A struct, or a text of JSON in a column named `properties`, `traits` or `context`, is composite.
struct TableCell {
  Value::Kind kind = Value::Kind::null;
  std::string_view text;   // of a scalar; lies in the table, or in `own`
  Value own;               // what the table does not hold as a text
  void refer(Value::Kind said, std::string_view written) {
    kind = said;
    text = written;
  }
  void keep() { refer(own.kind, own.text); }  // what was put into `own`
};

struct TableRow {
  std::vector<TableCell> cells;
  std::optional<Timestamp> time;  // of the time column, where the table has real times; else its cell is read
  int64_t line = 0;
};

// Turns a text that is a JSON object into a composite, in a column of this name.
bool may_hold_json(std::string_view column);
void spread_json(TableCell& cell);

// What the names of columns, and the first row where there is one, say. An error tells which column was not found.
Result<Mapping> guess_mapping(const std::vector<std::string>& columns, const TableRow* first_row, const std::string& file);

class TableRows {
 public:
  // Checks that the columns of `mapping` are there.
  static Result<TableRows> create(const std::vector<std::string>& columns, const Mapping& mapping, const Wanted& wanted, const std::string& file);

  // Which columns are looked at at all, and which of them is the time.
  const std::vector<bool>& needed() const { return needed_; }
  size_t time_column() const { return time_; }
  // Columns whose cells tell whether those of values need be read in this row: perhaps nobody asks for the properties of its event.
  bool tells(size_t column) const { return column == type_ || column == event_; }
  bool asks(const TableRow& row) const;
  bool is_value(size_t column) const { return value_[column]; }
  // Adds what the row is to the batch: a record, perhaps with one derived from it, or a reject. Their orders are `order` and the next.
  void read(const TableRow& row, uint64_t order, Batch& batch) const;

 private:
  struct Column {
    size_t at;
    std::string name;           // of the property or trait
    bool property = true, trait = true;
    bool spread = false;        // `properties`, `traits`: its fields are the properties, the traits
  };
  void fill(const TableRow& row, Record& record, bool trait) const;

  std::string file_;
  std::vector<bool> needed_, value_;
  std::vector<std::string> events_;   // whose properties are wanted, sorted
  bool any_event_ = true, event_ids_ = true;
  bool context_is_group_ = false;     // not the context, but its groupId
  size_t time_ = 0, user_ = 0, anonymous_ = 0, event_ = 0, account_ = 0, email_ = 0, message_id_ = 0, type_ = 0, previous_ = 0, name_ = 0, context_ = 0;
  std::string event_name_;
  RecordType row_type_ = RecordType::track;
  bool all_rows_alike_ = false;  // no column for the type
  bool email_wanted_ = true;
  std::vector<Column> columns_;
};

}  // namespace handraise
