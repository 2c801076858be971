// The benchmark's usage: Segment's track calls in order of time over 180 days, 30 event names of which 8 are signals, accounts by Zipf's law (0.8), five users each.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "base/chance.h"
#include "base/time.h"

namespace bench {

constexpr handraise::Timestamp kStart = 1767571200000;   // 2026-01-05
constexpr handraise::Duration kSpan = 180 * handraise::kDay;

struct Event {
  handraise::Timestamp time;
  uint32_t account, user;   // user: of the account, 0 to 4
  int event;                // 1 to 30
  int amount;               // 0 to 99
  uint64_t message;         // none comes twice: what dropping duplicates costs, not what it changes
};

class Generator {
 public:
  Generator(uint64_t events, uint32_t accounts) : events_(events), chance_(20261127) {
    double sum = 0;
    for (uint32_t i = 1; i <= accounts; ++i) shares_.push_back(sum += std::pow(static_cast<double>(i), -0.8));
  }
  bool next(Event& event) {
    if (made_ == events_) return false;
    event.time = kStart + static_cast<handraise::Timestamp>(static_cast<double>(kSpan) * (static_cast<double>(made_) + chance_.share()) / static_cast<double>(events_));
    const double at = chance_.share() * shares_.back();
    event.account = static_cast<uint32_t>(std::upper_bound(shares_.begin(), shares_.end(), at) - shares_.begin());
    event.user = static_cast<uint32_t>(chance_.below(5));
    event.event = 1 + static_cast<int>(chance_.below(30));
    event.amount = static_cast<int>(chance_.below(100));
    event.message = made_;
    ++made_;
    return true;
  }

 private:
  uint64_t events_, made_ = 0;
  handraise::Chance chance_;
  std::vector<double> shares_;
};

// 262 bytes or so, as a sender writes it.
inline void print(const Event& event, std::string& line) {
  char buffer[512];
  const int length = std::snprintf(buffer, sizeof buffer,
                "{\"type\":\"track\",\"event\":\"Event %d\",\"userId\":\"u%u-%u\",\"messageId\":\"api-1jokZGpq4RwTh%012llu\",\"timestamp\":\"%s\",\"context\":{\"groupId\":\"a%u\",\"library\":{\"name\":\"js\"}},"
                "\"properties\":{\"amount\":%d,\"plan\":\"team\",\"path\":\"/reports/42\"}}\n",
                event.event, event.account, event.user, static_cast<unsigned long long>(event.message), handraise::print_time(event.time).c_str(), event.account, event.amount);
  line.assign(buffer, static_cast<size_t>(length));
}

}  // namespace bench
