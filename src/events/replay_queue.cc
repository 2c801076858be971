#include "events/replay_queue.h"

#include <algorithm>
#include <utility>

#include "events/usage.h"

namespace handraise {

void ReplayQueue::add(ReadRecord* begin, ReadRecord* end) {
  constexpr std::ptrdiff_t kAhead = 16;
  const ReadRecord* expected = begin;
  while (begin != end) {
    for (; expected != end && expected - begin < kAhead; ++expected) sink_.expect(expected->record);
    if (waiting_count_ > 0 && waiting_.front().record.time != begin->record.time) {
      hand_on(waiting_.data(), waiting_.data() + waiting_count_);
      waiting_count_ = 0;
    }
    ReadRecord* stop = begin + 1;
    while (stop != end && stop->record.time == begin->record.time) ++stop;
    if (waiting_count_ > 0 || stop == end) {  // others of this time were before, or may follow
      for (; begin != stop; ++begin) {
        if (waiting_count_ == waiting_.size()) waiting_.emplace_back();
        std::swap(waiting_[waiting_count_++], *begin);
      }
      continue;
    }
    hand_on(begin, stop);
    begin = stop;
  }
}

void ReplayQueue::finish() {
  if (waiting_count_ > 0) hand_on(waiting_.data(), waiting_.data() + waiting_count_);
  waiting_count_ = 0;
}

void ReplayQueue::hand_on(ReadRecord* begin, ReadRecord* end) {
  const Timestamp time = begin->record.time;
  if (as_of_ && time > *as_of_) {
    for (; begin != end; ++begin) counts_.later += !begin->derived;
    return;
  }
  identity_.clear();
  events_.clear();
  bool dropped = false;
  for (; begin != end; ++begin) {
    const Record& record = begin->record;
    if (!begin->derived) {
      dropped = !keep_duplicates_ && filter_.seen(record);
      ++(dropped ? counts_.duplicates : counts_.records);
    }
    if (!dropped) (record.is_event() ? events_ : identity_).push_back(&record);
  }
  if (identity_.size() > 1) std::sort(identity_.begin(), identity_.end(), [](const Record* a, const Record* b) { return in_replay_order(*a, *b); });
  if (identity_.empty() && events_.empty()) return;
  if (!counts_.first) counts_.first = time;
  counts_.last = time;
  for (const Record* record : identity_) sink_.add(*record);
  for (const Record* record : events_) sink_.add(*record);
}

}  // namespace handraise
