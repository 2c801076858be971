#include "engine/calendar.h"

#include <gtest/gtest.h>

namespace handraise {
namespace {

Timestamp at(const char* text) { return *parse_time(text); }

TEST(Calendar, DaysOfUtcNeedNoZone) {
  Calendar utc("UTC");
  EXPECT_EQ(utc.day_of(0), 0);
  EXPECT_EQ(utc.day_of(kDay - 1), 0);
  EXPECT_EQ(utc.day_of(kDay), 1);
}

TEST(Calendar, DaysAreLocalAndFollowDaylightSaving) {
  Calendar berlin("Europe/Berlin");
  const int64_t day = at("2026-03-29T00:00:00Z") / kDay;
  EXPECT_EQ(berlin.day_of(at("2026-03-28T22:59:59.999Z")), day - 1);
  EXPECT_EQ(berlin.day_of(at("2026-03-28T23:00:00Z")), day);
  EXPECT_EQ(berlin.day_of(at("2026-03-29T21:59:59.999Z")), day);
  EXPECT_EQ(berlin.day_of(at("2026-03-29T22:00:00Z")), day + 1);
  EXPECT_EQ(berlin.day_of(at("2026-03-28T22:59:59.999Z")), day - 1);  // back again: nothing sticks
  Calendar new_york("America/New_York");
  EXPECT_EQ(new_york.day_of(0), -1);
  EXPECT_EQ(new_york.day_of(at("9999-12-31T23:59:59Z")), at("9999-12-31T00:00:00Z") / kDay);
  EXPECT_EQ(Calendar("Asia/Kolkata").day_of(at("2026-03-01T18:30:00Z")), at("2026-03-02T00:00:00Z") / kDay);  // UTC+5:30
}

TEST(Calendar, KnowsItsZones) {
  EXPECT_TRUE(known_time_zone("UTC"));
  EXPECT_TRUE(known_time_zone("Europe/Berlin"));
  EXPECT_FALSE(known_time_zone("Europe/Atlantis"));
  EXPECT_FALSE(known_time_zone(""));
  EXPECT_EQ(Calendar("Europe/Atlantis").day_of(kDay), 1);
}

TEST(Calendar, TheClockOnTheWallJumpsWithDaylightSaving) {
  Calendar berlin("Europe/Berlin");
  EXPECT_EQ(berlin.local(at("2026-03-29T00:59:59Z")), at("2026-03-29T01:59:59Z"));
  EXPECT_EQ(berlin.local(at("2026-03-29T01:00:00Z")), at("2026-03-29T03:00:00Z"));
  EXPECT_EQ(Calendar("UTC").local(-1), -1);
  EXPECT_EQ(Calendar("Nowhere/Town").local(5), 5);
}

}  // namespace
}  // namespace handraise
