#include "base/csv.h"

#include <gtest/gtest.h>

#include <cstring>

#include "base/text.h"

namespace handraise {
namespace {

// Each row as `line: cell|cell`, or `line! problem`.
std::string read(CsvReader reader) {
  std::string out;
  for (CsvRow row; reader.next(row);) out += std::to_string(row.line) + (row.problem.empty() ? ": " + join(row.cells, "|") : "! " + row.problem) + "\n";
  return out;
}
std::string read(std::string_view text) {
  const std::string whole = read(CsvReader(text));
  // Wherever the buffer ends, the rows are the same.
  for (size_t row_bytes_max = 40; row_bytes_max < 80; ++row_bytes_max) {
    for (const size_t piece : {1, 3, 100}) {
      std::string_view rest = text;
      const auto fill = [&](char* to, size_t room) {
        const size_t count = std::min({piece, room, rest.size()});
        std::memcpy(to, rest.data(), count);
        rest.remove_prefix(count);
        return count;
      };
      EXPECT_EQ(read(CsvReader(fill, ',', row_bytes_max)), whole) << "in pieces of " << piece << ", buffer of " << row_bytes_max;
    }
  }
  return whole;
}

TEST(Csv, QuotesHoldSeparatorsLineEndsAndDoubledQuotes) {
  EXPECT_EQ(read("a,b\n\"x,y\",\"one\ntwo\"\n\"say \"\"hi\"\"\",\"\"\n3,4"), "1: a|b\n2: x,y|one\ntwo\n4: say \"hi\"|\n5: 3|4\n");
}

TEST(Csv, LineEndsOfBothKindsAByteOrderMarkAndEmptyLinesArePassedOver) {
  EXPECT_EQ(read("\xEF\xBB\xBF" "a,b\r\n\r\n1,2\r\n\n3,\"4\"\r\n,\r\n5,6\r"), "1: a|b\n3: 1|2\n5: 3|4\n6: |\n7: 5|6\n");
  EXPECT_EQ(read(""), "");
  EXPECT_EQ(read("\xEF\xBB\xBF"), "");
  EXPECT_EQ(read("\xEF\xBB"), "1! not UTF-8\n");
  EXPECT_EQ(read("\n\r\n"), "");
  EXPECT_EQ(read("\"\""), "1: \n");
}

TEST(Csv, WhatIsNoTableIsToldWithItsPlaceAndTheNextRowIsRead) {
  EXPECT_EQ(read("a,b\n\xC3\xA9 5\" disk,2\n\"x\"y,2\n1,2\n"),
            "1: a|b\n2! a quote inside a cell without quotes (line 2, column 4)\n"
            "3! expected a separator or the end of the row behind the closing quote (line 3, column 4)\n4: 1|2\n");
  EXPECT_EQ(read("a,b\n1\n1,2,3\n4,5\n"), "1: a|b\n2! 1 cell; expected 2 as in the first row\n3! 3 cells; expected 2 as in the first row\n4: 4|5\n");
  EXPECT_EQ(read("a,b\n1\r2,3\n\"p\nq\"z,3\n4,5"),
            "1: a|b\n2! a carriage return without a line feed (line 2, column 2)\n"
            "3! expected a separator or the end of the row behind the closing quote (line 4, column 3)\n5: 4|5\n");
  EXPECT_EQ(read("a,b\n\xFF,1\n2,3\n"), "1: a|b\n2! not UTF-8\n3: 2|3\n");
}

TEST(Csv, AQuoteNeverClosedTakesTheRestAndSaysWhereItOpened) {
  EXPECT_EQ(read("a,b\n1,2\n3,\"4\n5,6\n"), "1: a|b\n2: 1|2\n3! a quote that opens a cell is never closed (line 3, column 3)\n");
}

TEST(Csv, ARowTooLongIsReadPastAndNeverHeld) {
  std::string text = "a,b\n1,";
  text += std::string(3u << 20, 'x') + "\n2,\"" + std::string(3u << 20, '\n') + "\"\n3,4\n";
  for (const size_t max : {size_t{1} << 20, size_t{2} << 20}) {
    size_t room_max = 0;
    std::string_view rest = text;
    const auto fill = [&](char* to, size_t room) {
      room_max = std::max(room_max, room);
      const size_t count = std::min(room, rest.size());
      std::memcpy(to, rest.data(), count);
      rest.remove_prefix(count);
      return count;
    };
    const std::string limit = std::to_string(max >> 20) + " MiB";
    EXPECT_EQ(read(CsvReader(fill, ',', max)), "1: a|b\n2! longer than " + limit + "\n3! longer than " + limit + "\n" + std::to_string(3 + (3 << 20) + 1) + ": 3|4\n");
    EXPECT_LE(room_max, 4 * max);
  }
}

TEST(Csv, ColumnsWithoutNumberAreNotHeld) {
  EXPECT_EQ(read(CsvReader("a,b\n" + std::string(100'000, ',') + "\n1,2\n")), "1: a|b\n2! 100001 cells; expected 2 as in the first row\n3: 1|2\n");
  EXPECT_EQ(read(CsvReader(std::string(10'000, ','))), "1! more than 10,000 columns\n");
}

TEST(Csv, TheSeparatorIsTheOneOfTheHeader) {
  EXPECT_EQ(csv_separator("a,b;c"), ',');
  EXPECT_EQ(csv_separator("a;b\nc,d"), ';');
  EXPECT_EQ(csv_separator("a\tb;c"), '\t');
  EXPECT_EQ(csv_separator("\"a;b\",c"), ',');
  EXPECT_EQ(csv_separator("a"), ',');
}

TEST(Csv, WrittenCellsAreQuotedWhereTheyMustBeAndNeverAFormula) {
  EXPECT_EQ(csv_cell("acme.com"), "acme.com");
  EXPECT_EQ(csv_cell("a,\"b\"\nc"), "\"a,\"\"b\"\"\nc\"");
  EXPECT_EQ(csv_cell("=1+1"), "'=1+1");
  EXPECT_EQ(csv_cell("@x") + csv_cell("-1") + csv_cell("+1") + csv_cell("\tx"), "'@x'-1'+1'\tx");
  EXPECT_EQ(csv_cell("\r=1"), "\"'\r=1\"");
  for (const char* text : {"=1+1", "acme.com", "'quoted'", "", "-", "\tx"}) EXPECT_EQ(csv_text(csv_cell(text)), text);
}

TEST(Csv, ACellHasAPlace) {
  const std::string text = "\xEF\xBB\xBF" "a,b,c\n1,\"x,\"\"y\",3\né,\"two\nlines\",6\n";
  CsvReader reader(text);
  CsvRow row;
  const auto place = [&](size_t cell) {
    const Place at = csv_place(text, "t.csv", row, cell);
    return at.file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
  };
  ASSERT_TRUE(reader.next(row));
  EXPECT_EQ(place(0) + " " + place(2), "t.csv:1:1 t.csv:1:5");
  ASSERT_TRUE(reader.next(row));
  EXPECT_EQ(place(1) + " " + place(2), "t.csv:2:3 t.csv:2:11");
  ASSERT_TRUE(reader.next(row));
  EXPECT_EQ(place(1) + " " + place(2), "t.csv:3:3 t.csv:4:8");
}

}  // namespace
}  // namespace handraise
