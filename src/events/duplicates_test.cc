#include "events/duplicates.h"

#include <gtest/gtest.h>

namespace handraise {
namespace {

Record record(Timestamp time, std::string id, uint64_t input_order = 0) {
  Record made;
  made.time = time;
  made.message_id = std::move(id);
  made.input_order = input_order;
  return made;
}

TEST(DuplicateFilter, ForgetsAtExactlyADay) {
  DuplicateFilter filter;
  EXPECT_FALSE(filter.seen(record(0, "m")));
  EXPECT_TRUE(filter.seen(record(kDay - 1, "m")));
  EXPECT_TRUE(filter.seen(record(2 * kDay - 2, "m")));   // counted from the dropped copy
  EXPECT_FALSE(filter.seen(record(3 * kDay - 2, "m")));  // exactly a day after it
}

TEST(DuplicateFilter, RecordsWithoutAnIdAreNeverCopies) {
  DuplicateFilter filter;
  EXPECT_FALSE(filter.seen(record(0, "")));
  EXPECT_FALSE(filter.seen(record(0, "")));
  EXPECT_EQ(filter.remembered(), 0u);
}

TEST(DuplicateFilter, RemembersOnlyADay) {
  DuplicateFilter filter;
  for (int i = 0; i < 100; ++i) filter.seen(record(i * kHour, "m" + std::to_string(i)));
  EXPECT_EQ(filter.remembered(), 24u);
}

TEST(OrderRecords, TheEarliestCopyStandsAndAtOneTimeTheFirstInTheInput) {
  std::vector<Record> records = {record(kHour, "m", 0), record(0, "m", 1), record(0, "m", 2), record(0, "n", 3)};
  EXPECT_EQ(order_records(records), 2u);
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[0].input_order, 1u);
  EXPECT_EQ(records[1].input_order, 3u);
}

}  // namespace
}  // namespace handraise
