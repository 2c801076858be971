// Times are UTC milliseconds since 1970; durations are milliseconds. Nothing here reads a clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace handraise {

using Timestamp = int64_t;  // ms since 1970-01-01T00:00:00Z
using Duration = int64_t;   // ms

constexpr Duration kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour, kWeek = 7 * kDay;

// RFC 3339 with seconds: T or one blank between, fraction cut to ms, offset Z, +02:00 or +0200, none = UTC; years 1970 to 9999.
std::optional<Timestamp> parse_time(std::string_view text);
// The same, or a date alone, which is its beginning in UTC: what people type, and what a CRM exports.
std::optional<Timestamp> parse_date_or_time(std::string_view text);

// Reads one time after another as parse_time does, faster where they lie on one day.
class TimeReader {
 public:
  std::optional<Timestamp> read(std::string_view text);

 private:
  char date_[10] = {};         // of the time read before
  Timestamp midnight_ = 0;     // when that day begins
};
std::string print_time(Timestamp time);         // 2026-03-08T09:00:00.000Z
// "7d", "24h", "30m", "45s", "2w": a number (decimals allowed) and a unit; result at least 1 ms. Not `ever`.
std::optional<Duration> parse_duration(std::string_view text);
std::string print_duration(Duration duration);  // the largest unit of d, h, m, s that divides it; weeks print as days

}  // namespace handraise
