#include "base/time.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "base/text.h"

namespace handraise {
namespace {

// Days since 1970-01-01 of a civil date (proleptic Gregorian), after H. Hinnant, "chrono-compatible low-level date algorithms".
int64_t days_from_civil(int64_t y, unsigned m, unsigned d) {
  y -= m <= 2;
  const int64_t era = (y >= 0 ? y : y - 399) / 400;
  const unsigned yoe = static_cast<unsigned>(y - era * 400);
  const unsigned doy = (153 * (m + (m > 2 ? -3u : 9u)) + 2) / 5 + d - 1;
  const unsigned doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + static_cast<int64_t>(doe) - 719468;
}

void civil_from_days(int64_t z, int64_t* year, unsigned* month, unsigned* day) {
  z += 719468;
  const int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const unsigned doe = static_cast<unsigned>(z - era * 146097);
  const unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const unsigned mp = (5 * doy + 2) / 153;
  *day = doy - (153 * mp + 2) / 5 + 1;
  *month = mp < 10 ? mp + 3 : mp - 9;
  *year = static_cast<int64_t>(yoe) + era * 400 + (*month <= 2);
}

}  // namespace

std::optional<Timestamp> parse_time(std::string_view text) {
  size_t i = 0;
  const auto number = [&](size_t digits) -> int {
    if (i + digits > text.size()) return -1;
    int value = 0;
    for (size_t k = 0; k < digits; ++k) {
      const char c = text[i + k];
      if (c < '0' || c > '9') return -1;
      value = value * 10 + (c - '0');
    }
    i += digits;
    return value;
  };
  const auto sign = [&](char c) { return i < text.size() && text[i] == c ? (++i, true) : false; };
  const int year = number(4);
  if (year < 1970 || !sign('-')) return std::nullopt;
  const int month = number(2);
  if (month < 1 || month > 12 || !sign('-')) return std::nullopt;
  const int day = number(2);
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int lengths[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (day < 1 || day > lengths[month - 1]) return std::nullopt;
  if (!sign('T') && !sign('t') && !sign(' ')) return std::nullopt;
  const int hour = number(2);
  if (hour < 0 || hour > 23 || !sign(':')) return std::nullopt;
  const int minute = number(2);
  if (minute < 0 || minute > 59 || !sign(':')) return std::nullopt;
  int second = number(2);
  if (second < 0 || second > 60) return std::nullopt;
  int64_t milliseconds = 0;
  if (sign('.')) {
    int places = 0;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') {
      if (places < 3) milliseconds = milliseconds * 10 + (text[i] - '0');
      ++places;
      ++i;
    }
    if (places == 0) return std::nullopt;
    for (; places < 3; ++places) milliseconds *= 10;
  }
  int64_t offset = 0;
  if (sign('Z') || sign('z')) {
  } else if (i < text.size() && (text[i] == '+' || text[i] == '-')) {
    const int64_t direction = text[i] == '+' ? 1 : -1;
    ++i;
    const int hours = number(2);
    if (hours < 0 || hours > 23) return std::nullopt;
    sign(':');
    const int minutes = number(2);
    if (minutes < 0 || minutes > 59) return std::nullopt;
    offset = direction * (hours * kHour + minutes * kMinute);
  }
  if (i != text.size()) return std::nullopt;
  const Timestamp time = days_from_civil(year, static_cast<unsigned>(month), static_cast<unsigned>(day)) * kDay + hour * kHour +
                         minute * kMinute + second * kSecond + milliseconds - offset;
  if (time < 0 || time > 253402300799999) return std::nullopt;
  return time;
}

std::optional<Timestamp> parse_date_or_time(std::string_view text) { return parse_time(text.size() == 10 ? std::string(text) + "T00:00:00Z" : std::string(text)); }

std::optional<Timestamp> TimeReader::read(std::string_view text) {
  // 2026-03-02T09:00:00Z or 2026-03-02T09:00:00.000Z
  const bool usual = (text.size() == 20 || (text.size() == 24 && text[19] == '.')) && text[10] == 'T' && text[13] == ':' && text[16] == ':' && text.back() == 'Z';
  if (usual && std::memcmp(text.data(), date_, sizeof date_) == 0) {
    bool digits = true;
    const auto digit = [&](size_t i) {
      const unsigned value = static_cast<unsigned char>(text[i]) - unsigned{'0'};
      digits = digits && value < 10;
      return static_cast<Timestamp>(value);
    };
    const Timestamp hour = digit(11) * 10 + digit(12), minute = digit(14) * 10 + digit(15), second = digit(17) * 10 + digit(18);
    const Timestamp milliseconds = text.size() == 24 ? digit(20) * 100 + digit(21) * 10 + digit(22) : 0;
    if (digits && hour < 24 && minute < 60 && second < 60) return midnight_ + hour * kHour + minute * kMinute + second * kSecond + milliseconds;
  }
  const auto time = parse_time(text);
  if (time && usual && text[17] < '6') {   // a leap second may belong to the day after
    std::memcpy(date_, text.data(), sizeof date_);
    midnight_ = *time / kDay * kDay;
  }
  return time;
}

std::string print_time(Timestamp time) {
  int64_t days = time / kDay;
  int64_t rest = time % kDay;
  if (rest < 0) { rest += kDay; --days; }
  int64_t year = 0;
  unsigned month = 0, day = 0;
  civil_from_days(days, &year, &month, &day);
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%04lld-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<long long>(year), month, day,
                static_cast<int>(rest / kHour), static_cast<int>(rest / kMinute % 60), static_cast<int>(rest / kSecond % 60), static_cast<int>(rest % kSecond));
  return buffer;
}

std::optional<Duration> parse_duration(std::string_view text) {
  if (text.size() < 2 || text.size() > 20) return std::nullopt;
  Duration unit = 0;
  switch (text.back()) {
    case 's': unit = kSecond; break;
    case 'm': unit = kMinute; break;
    case 'h': unit = kHour; break;
    case 'd': unit = kDay; break;
    case 'w': unit = kWeek; break;
    default: return std::nullopt;
  }
  const std::string digits(text.substr(0, text.size() - 1));
  bool point = false;
  for (const char c : digits) {
    if (c == '.' && !point) { point = true; continue; }
    if (c < '0' || c > '9') return std::nullopt;
  }
  if (digits.front() == '.' || digits.back() == '.') return std::nullopt;
  const double value = std::strtod(digits.c_str(), nullptr) * static_cast<double>(unit);
  if (value < 1 || value > 1e15) return std::nullopt;
  return static_cast<Duration>(value + 0.5);
}

std::string print_duration(Duration duration) {
  const struct { Duration size; char name; } units[] = {{kDay, 'd'}, {kHour, 'h'}, {kMinute, 'm'}, {kSecond, 's'}};
  for (const auto& unit : units) {
    if (duration % unit.size == 0) return std::to_string(duration / unit.size) + unit.name;
  }
  return print_number(static_cast<double>(duration) / kSecond) + "s";
}

}  // namespace handraise
