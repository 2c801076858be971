#include "desk/review_clock.h"

#include <gtest/gtest.h>

namespace handraise {
namespace {

Timestamp at(const char* text) { return *parse_date_or_time(text); }

TEST(ReviewClock, WeeksAreThoseOfIso8601) {
  EXPECT_EQ(print_week(at("2026-03-02")), "2026-W10");
  EXPECT_EQ(print_week(at("2026-03-09") - 1), "2026-W10");
  EXPECT_EQ(print_week(at("2027-01-03")), "2026-W53");   // a Sunday; the week's Thursday is the last day of 2026
  EXPECT_EQ(print_week(at("2024-12-30")), "2025-W01");
  EXPECT_EQ(parse_week("2026-W10"), at("2026-03-02"));
  EXPECT_EQ(parse_week("2026-W53"), at("2026-12-28"));
  for (const char* wrong : {"2025-W53", "2026-W00", "2026-W54", "2026-10", "2026-w10", "x026-W10", "2026-W1", ""}) EXPECT_FALSE(parse_week(wrong)) << wrong;
}

TEST(ReviewClock, AWeekBeginsOnMondayAndReadsBack) {
  for (Timestamp day = at("2019-12-20"); day < at("2028-01-20"); day += kDay) {
    EXPECT_EQ(parse_week(print_week(day)), week_begin(day)) << print_time(day);
    EXPECT_EQ((week_begin(day) / kDay + 3) % 7, 0) << print_time(day);
    EXPECT_TRUE(week_begin(day) <= day && day < week_begin(day) + kWeek) << print_time(day);
  }
}

TEST(ReviewClock, APromiseCountsOpenHoursOfTheWall) {
  Motion motion;
  motion.time_zone = "Europe/Berlin";   // UTC+1 until 2026-03-29, then UTC+2
  motion.routing.open_from = "09:00", motion.routing.open_to = "18:00";
  OpenClock clock(motion);
  EXPECT_EQ(clock.open_between(at("2026-03-06T16:30:00Z"), at("2026-03-09T08:29:00Z")), 59 * kMinute) << "Friday 17:30 to Monday 09:29";
  EXPECT_EQ(clock.open_between(at("2026-03-07T10:00:00Z"), at("2026-03-08T10:00:00Z")), 0) << "a weekend";
  EXPECT_EQ(clock.open_between(at("2026-03-27T16:00:00Z"), at("2026-03-30T08:00:00Z")), 2 * kHour) << "summer time began between: Friday 17:00 to Monday 10:00";
  EXPECT_EQ(clock.open_between(at("2026-03-03T09:00:00Z"), at("2026-03-02T09:00:00Z")), 0);
  EXPECT_EQ(clock.open_hour(at("2026-03-06T16:30:00Z")), 17);
  EXPECT_EQ(clock.open_hour(at("2026-03-06T18:30:00Z")), 9) << "seen at the next opening";
}

TEST(ReviewClock, LongStretchesAreTheSumOfTheirDays) {
  OpenClock clock(Motion{});
  const Timestamp from = at("2026-01-01T11:17:00Z");
  Duration sum = 0;
  for (int day = 0; day < 100; ++day) {
    EXPECT_EQ(clock.open_between(from, from + day * kDay), sum) << day;
    sum += clock.open_between(from + day * kDay, from + (day + 1) * kDay);
  }
}

TEST(ReviewClock, WallTimesReadBack) {
  EXPECT_EQ(parse_wall("09:30"), 9 * kHour + 30 * kMinute);
  EXPECT_EQ(print_wall(*parse_wall("09:05")), "09:05");
  for (const char* wrong : {"9:30", "09:60", "24:01", "0930", "09.30"}) EXPECT_FALSE(parse_wall(wrong)) << wrong;
}

}  // namespace
}  // namespace handraise
