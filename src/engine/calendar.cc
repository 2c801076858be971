#include "engine/calendar.h"

#include <algorithm>
#include <stdexcept>

#include <date/tz.h>

namespace handraise {
namespace {

int64_t floor_days(Timestamp time) { return time >= 0 ? time / kDay : -((-time + kDay - 1) / kDay); }

}  // namespace

// The stretch of constant offset that the last time lay in: usage comes in order, so it is seldom looked up anew.
struct Calendar::Zone {
  const date::time_zone* zone = nullptr;
  Timestamp begin = 0, end = 0;
  Duration offset = 0;
};

Calendar::Calendar(std::string time_zone) : name_(std::move(time_zone)) {}
Calendar::~Calendar() = default;

int64_t Calendar::day_of(Timestamp time) { return floor_days(local(time)); }

Timestamp Calendar::local(Timestamp time) {
  if (name_ == "UTC" || name_.empty()) return time;
  if (!zone_) {
    zone_ = std::make_unique<Zone>();
    try {
      zone_->zone = date::locate_zone(name_);
    } catch (const std::runtime_error&) {  // unknown here
    }
  }
  if (!zone_->zone) return time;
  if (time < zone_->begin || time >= zone_->end) {
    const auto info = zone_->zone->get_info(date::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(time)));
    // The ends of the stretch may lie beyond what milliseconds can hold: keep them within years that records can have.
    const auto seconds = [](auto point) { return std::clamp<int64_t>(point.time_since_epoch().count(), -400'000'000'000, 400'000'000'000); };
    zone_->begin = seconds(info.begin) * kSecond;
    zone_->end = seconds(info.end) * kSecond;
    zone_->offset = std::chrono::duration_cast<std::chrono::milliseconds>(info.offset).count();
  }
  return time + zone_->offset;
}

bool known_time_zone(const std::string& name) {
  if (name == "UTC") return true;
  try {
    return date::locate_zone(name) != nullptr;
  } catch (const std::runtime_error&) {
    return false;
  }
}

}  // namespace handraise
