#include "events/outcomes.h"

#include <gtest/gtest.h>

namespace handraise {
namespace {

template <class T>
std::string rejects(const Table<T>& table) {
  std::string out;
  for (const Reject& each : table.rejects) out += each.file + ":" + std::to_string(each.line) + ": " + each.reason + "\n";
  return out;
}

TEST(Outcomes, ColumnsAreFoundByNameAndBadRowsAreTold) {
  const auto table = read_outcomes("outcome,note,reached_at,account,user\ngrown,x,2026-03-01T09:00:00Z,acme.com,\ngrown,x,2026-03-01 09:00:00,,ann\n"
                                   ",x,2026-03-01T09:00:00Z,a,\ngrown,x,2026-03,a,\ngrown,x,2026-03-01T09:00:00Z,,\nshort\ngrown,x,2026-03-05,b,\n", "o.csv");
  ASSERT_TRUE(table);
  ASSERT_EQ(table->rows.size(), 3u);
  EXPECT_EQ(print_time(table->rows[2].reached_at), "2026-03-05T00:00:00.000Z");   // a date alone is its beginning
  EXPECT_EQ(table->rows[0].account + "/" + table->rows[0].user + "/" + table->rows[0].outcome + "/" + print_time(table->rows[0].reached_at), "acme.com//grown/2026-03-01T09:00:00.000Z");
  EXPECT_EQ(table->rows[1].account + "/" + table->rows[1].user, "/ann");
  EXPECT_EQ(rejects(*table), "o.csv:4: no outcome\no.csv:5: reached_at '2026-03' is no time; expected 2026-03-02T09:00:00Z, or 2026-03-02 for its beginning, years 1970 to 9999\n"
                             "o.csv:6: neither account nor user\no.csv:7: 1 cell; expected 5 as in the first row\n");
}

TEST(Outcomes, AHeaderWithoutTheColumnsIsAnErrorThatSaysWhatIsNear) {
  EXPECT_EQ(print_errors(read_outcomes("account,outcome,reached-at\n", "o.csv").errors()),
            "o.csv:1: no column 'reached_at'; expected account (or user), outcome, reached_at\n  did you mean 'reached-at' to be it? Rename it\n");
  EXPECT_EQ(print_errors(read_outcomes("", "o.csv").errors()), "o.csv:1: is empty; expected a header with the names of the columns\n");
  EXPECT_EQ(print_errors(read_outcomes("a,a\n", "o.csv").errors()), "o.csv:1: column 'a' stands twice in the header\n");
}

TEST(Accounts, TheFirstColumnIsTheAccountAndEmptyCellsAreNoTraits) {
  const auto table = read_accounts("domain;employees;plan;\nacme.com;250;;x\n;1;2;3\nacme.com;1;2;3\nb.com;1.0;true;\n", "a.csv");
  ASSERT_TRUE(table);
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_EQ(table->rows[0].account, "acme.com");
  EXPECT_EQ(table->rows[0].traits, (std::vector<Field>{{"employees", {Value::Kind::number, "250", {}}}, {"", {Value::Kind::text, "x", {}}}}));
  EXPECT_EQ(table->rows[1].traits, (std::vector<Field>{{"employees", {Value::Kind::number, "1.0", {}}}, {"plan", {Value::Kind::boolean, "true", {}}}}));
  EXPECT_EQ(rejects(*table), "a.csv:3: no account in the first column\na.csv:4: account 'acme.com' stands in line 2 already\n");
}

}  // namespace
}  // namespace handraise
