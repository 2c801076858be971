#include "desk/review_clock.h"

#include <algorithm>

#include "base/text.h"

namespace handraise {
namespace {

constexpr int64_t kMondayShift = 3;   // 1970-01-01 was a Thursday

int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0)); }
bool is_open_day(int64_t day) { return day + kMondayShift - floor_div(day + kMondayShift, 7) * 7 < 5; }

// The first week of a year holds January 4 (ISO 8601).
Timestamp first_week(std::string_view year) { return week_begin(*parse_date_or_time(std::string(year) + "-01-04")); }

}  // namespace

Timestamp week_begin(Timestamp time) { return (floor_div(floor_div(time, kDay) + kMondayShift, 7) * 7 - kMondayShift) * kDay; }

std::string print_week(Timestamp time) {
  const Timestamp monday = week_begin(time);
  const std::string year = print_time(monday + 3 * kDay).substr(0, 4);
  const std::string number = std::to_string((monday - first_week(year)) / kWeek + 1);
  return year + "-W" + (number.size() < 2 ? "0" : "") + number;
}

std::optional<Timestamp> parse_week(std::string_view text) {
  const auto digit = [&](size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (text.size() != 8 || text.substr(4, 2) != "-W" || !digit(6) || !digit(7)) return std::nullopt;
  for (size_t i = 0; i < 4; ++i) if (!digit(i)) return std::nullopt;
  if (!parse_date_or_time(std::string(text.substr(0, 4)) + "-01-04")) return std::nullopt;
  const Timestamp monday = first_week(text.substr(0, 4)) + ((text[6] - '0') * 10 + (text[7] - '0') - 1) * kWeek;
  if (print_week(monday) != text) return std::nullopt;   // a week 00, or 53 of a year that has 52
  return monday;
}

std::optional<Duration> parse_wall(std::string_view text) {
  const auto digits = [&](size_t at) { return text[at] >= '0' && text[at] <= '9' && text[at + 1] >= '0' && text[at + 1] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digits(0) || !digits(3)) return std::nullopt;
  const int hours = (text[0] - '0') * 10 + text[1] - '0', minutes = (text[3] - '0') * 10 + text[4] - '0';
  if (hours > 24 || minutes > 59 || hours * 60 + minutes > 24 * 60) return std::nullopt;
  return hours * kHour + minutes * kMinute;
}

std::string print_wall(Duration after_midnight) {
  const auto two = [](int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return two(after_midnight / kHour) + ":" + two(after_midnight % kHour / kMinute);
}

OpenClock::OpenClock(const Motion& motion)
    : calendar_(motion.time_zone), from_(parse_wall(motion.routing.open_from).value_or(9 * kHour)), to_(parse_wall(motion.routing.open_to).value_or(18 * kHour)) {}

Duration OpenClock::open_between(Timestamp from, Timestamp to) {
  from = calendar_.local(from), to = calendar_.local(to);
  if (to <= from || to_ <= from_) return 0;
  const int64_t first = floor_div(from, kDay), last = floor_div(to, kDay);
  Duration sum = 0;
  for (int64_t day = first; day <= last; ++day) {
    if (day - first == 14) {   // whole weeks at once
      const int64_t weeks = (last - day) / 7;
      sum += weeks * 5 * (to_ - from_);
      day += weeks * 7;
      if (day > last) break;
    }
    if (!is_open_day(day)) continue;
    sum += std::max<Duration>(0, std::min(to, day * kDay + to_) - std::max(from, day * kDay + from_));
  }
  return sum;
}

int OpenClock::open_hour(Timestamp time) {
  time = calendar_.local(time);
  const int64_t day = floor_div(time, kDay);
  const Duration of_day = time - day * kDay;
  return static_cast<int>((is_open_day(day) && of_day >= from_ && of_day < to_ ? of_day : from_) / kHour);
}

}  // namespace handraise
