// Calendar days of a time zone.
#pragma once

#include <memory>
#include <string>

#include "base/time.h"

namespace handraise {

// Reads the zone from the machine's tz database when it is first asked; UTC needs none. A name that is not known here counts as UTC: the doors
// ask known_time_zone first and say so. Not thread-safe.
class Calendar {
 public:
  explicit Calendar(std::string time_zone);  // an IANA name
  ~Calendar();
  int64_t day_of(Timestamp time);            // days since 1970-01-01, local
  Timestamp local(Timestamp time);           // what a clock on the wall shows, as ms since 1970-01-01 00:00 of that wall

 private:
  struct Zone;
  std::string name_;
  std::unique_ptr<Zone> zone_;
};

bool known_time_zone(const std::string& name);

}  // namespace handraise
