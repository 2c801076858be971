#include "events/duplicates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

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

TEST(DuplicateFilter, MemoryDependsOnADaysIdsNotOnAllOfThem) {
  DuplicateFilter filter;
  size_t ids_max = 0, bytes_max = 0;
  for (int i = 0; i < 400'000; ++i) {  // 1,440 a day
    EXPECT_FALSE(filter.seen("a message id of usual length " + std::to_string(i), i * kMinute));
    ids_max = std::max(ids_max, filter.remembered());
    bytes_max = std::max(bytes_max, filter.bytes());
  }
  EXPECT_GE(ids_max, 1440u);
  EXPECT_LE(ids_max, 4 * 1440u);
  EXPECT_LE(bytes_max, 1u << 20);
}

// Ids of all lengths, few of them, so that copies and near copies meet at every distance of time.
TEST(DuplicateFilter, AgreesWithAListOfAllThatWasSeen) {
  std::mt19937 random(20261126);
  for (int round = 0; round < 20; ++round) {
    DuplicateFilter filter;
    std::map<std::string, Timestamp> last;
    Timestamp time = 0;
    int copies = 0;
    for (int i = 0; i < 20'000; ++i) {
      time += static_cast<Timestamp>(random() % static_cast<unsigned>(round % 2 ? kMinute : 12 * kHour));
      std::string id(random() % 40, 'x');
      for (char& c : id) c = random() % 8 ? 'x' : static_cast<char>(random() % 256);
      const auto found = last.find(id);
      const bool expected = !id.empty() && found != last.end() && found->second > time - kDay;
      ASSERT_EQ(filter.seen(id, time), expected) << round << " " << i;
      copies += expected;
      last[id] = time;
    }
    EXPECT_GT(copies, 100);
  }
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
