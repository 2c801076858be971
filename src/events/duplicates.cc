#include "events/duplicates.h"

#include <algorithm>
#include <tuple>

namespace handraise {

bool DuplicateFilter::seen(const Record& record) {
  while (!by_time_.empty() && by_time_.front().first <= record.time - kDay) {
    const auto found = last_.find(by_time_.front().second);
    if (found != last_.end() && found->second == by_time_.front().first) last_.erase(found);
    by_time_.pop_front();
  }
  if (record.message_id.empty()) return false;
  const auto [place, is_new] = last_.try_emplace(record.message_id, record.time);
  if (is_new || place->second != record.time) by_time_.emplace_back(record.time, record.message_id);
  place->second = record.time;
  return !is_new;
}

size_t order_records(std::vector<Record>& records) {
  std::sort(records.begin(), records.end(),
            [](const Record& a, const Record& b) { return std::tie(a.time, a.input_order) < std::tie(b.time, b.input_order); });
  DuplicateFilter filter;
  const size_t before = records.size();
  std::erase_if(records, [&](const Record& record) { return filter.seen(record); });
  std::sort(records.begin(), records.end(), in_replay_order);
  return before - records.size();
}

}  // namespace handraise
