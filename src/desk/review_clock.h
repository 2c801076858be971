// Weeks as people name them, and the open hours that a promise counts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "engine/calendar.h"
#include "motion/motion.h"

namespace handraise {

// ISO 8601 weeks, Monday 00:00 UTC to Monday.
Timestamp week_begin(Timestamp time);
std::string print_week(Timestamp time);                        // the week that holds it: 2026-W10
std::optional<Timestamp> parse_week(std::string_view text);    // its beginning

// Open hours of a motion: open_from to open_to on the wall of its time zone, Monday to Friday. Not thread-safe.
class OpenClock {
 public:
  explicit OpenClock(const Motion& motion);
  Duration open_between(Timestamp from, Timestamp to);
  int open_hour(Timestamp time);   // the hour of the day, 0 to 23, in which it is first seen: its own within open hours, else the next opening's
  Duration opens() const { return from_; }
  Duration closes() const { return to_; }

 private:
  Calendar calendar_;
  Duration from_, to_;             // after local midnight
};

// "09:30" as ms after midnight.
std::optional<Duration> parse_wall(std::string_view text);
std::string print_wall(Duration after_midnight);

}  // namespace handraise
