// Tables of separated values (RFC 4180): rows out, each with the line where it begins. Strict: what is no table is told, not guessed.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace handraise {

struct CsvRow {
  int64_t line = 0;                // where it begins, from 1
  std::vector<std::string> cells;
  std::string problem;             // empty: a row. Else why it is none, with the place: "a quote inside a cell without quotes (line 3, column 9)"
};

// Reads row by row. Rows end with LF or CRLF, the last may end with the text; a byte order mark at the beginning and empty lines are passed over.
// A cell in quotes may hold separators, line ends and doubled quotes. A row that breaks the rules, has more or fewer cells than the first
// (or more than 10,000), is not UTF-8 or is longer than `row_bytes_max` has a `problem`; reading goes on behind it. Holds one row, whatever the length of the table.
class CsvReader {
 public:
  using Fill = std::function<size_t(char* to, size_t room)>;  // the next bytes; 0: the end
  static constexpr size_t kRowBytesMax = 16u << 20;
  static constexpr size_t kColumnsMax = 10'000;

  explicit CsvReader(std::string_view text, char separator = ',');  // `text` must outlive the reader
  explicit CsvReader(Fill fill, char separator = ',', size_t row_bytes_max = kRowBytesMax);
  bool next(CsvRow& row);  // false: the end. Fills `row` anew

 private:
  enum class Step { row, more };  // a whole row, or more bytes are needed
  Step scan(CsvRow& row);
  void skip_row(CsvRow& row);     // of one that is too long
  bool refill();                  // false: nothing more
  std::string place(const char* begin_of_line, const char* at, int64_t line) const;

  Fill fill_;
  char separator_;
  size_t row_bytes_max_;
  std::vector<char> buffer_;
  size_t begin_ = 0, end_ = 0;    // what of the buffer is not read yet
  bool at_end_ = false, started_ = false;
  bool open_quote_ = false;       // where the last scan stopped
  bool broken_ = false;
  int64_t line_ = 1;
  size_t width_ = 0;              // cells of the first row; 0: none yet
  std::string spare_;             // for cells beyond it
};

// The separator that a header line uses: a comma, else a semicolon or a tab, whichever comes first; a comma when there is none.
char csv_separator(std::string_view header);
// A cell as written into a table: in quotes where it must be, and no formula to a spreadsheet (= + - @, tab and return at the beginning get a ' before
// them).
std::string csv_cell(std::string_view text);
// The text that csv_cell made such a cell of: without that '.
std::string_view csv_text(std::string_view cell);
// Where the cell of a row begins in `text`, which was read whole as `file`; for messages.
Place csv_place(std::string_view text, const std::string& file, const CsvRow& row, size_t cell, char separator = ',');

}  // namespace handraise
