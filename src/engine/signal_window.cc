#include "engine/signal_window.h"

#include <algorithm>

namespace handraise {

// Entries in order of time in a ring that grows; they stand behind the head.
class Window {
 public:
  uint32_t capacity, begin, count;
  uint32_t many;   // 1: a pointer to Many stands behind the head instead
  int64_t total;   // of sums
};

namespace {

struct Timed {
  Timestamp time;
};
struct Keyed {
  Timestamp time;
  uint64_t key;
};
struct Summed {
  Timestamp time;
  int64_t amount;
};

// So many keys are found by looking at each.
constexpr int64_t kFew = 32;

}  // namespace

// Keys beyond a few: found by name, dropped by age.
struct Windows::Many {
  std::unordered_map<uint64_t, Timestamp> newest;
  std::set<std::pair<Timestamp, uint64_t>> by_time;
};

Windows::Windows() = default;
Windows::~Windows() = default;

template <class Entry>
class Ring {
 public:
  Ring(Windows& windows, Window*& window) : arena_(windows.arena_), window_(window) {}
  static size_t bytes(uint32_t capacity) { return sizeof(Window) + capacity * sizeof(Entry); }
  static const Entry& at(const Window* window, uint32_t i) { return entries(window)[place(window, i)]; }

  uint32_t size() const { return window_ ? window_->count : 0; }
  const Entry& at(uint32_t i) const { return at(window_, i); }
  void pop_front() {
    window_->begin = place(window_, 1);
    --window_->count;
  }
  // Behind all that are not newer.
  void insert(const Entry& entry) {
    if (!window_ || window_->count == window_->capacity) grow();
    uint32_t i = window_->count++;
    for (; i > 0 && at(i - 1).time > entry.time; --i) slot(i) = at(i - 1);
    slot(i) = entry;
  }
  void erase(uint32_t i) {
    for (; i + 1 < window_->count; ++i) slot(i) = at(i + 1);
    --window_->count;
  }
  void assign(const std::vector<Entry>& entries, size_t first) {
    release();
    for (size_t i = first; i < entries.size(); ++i) insert(entries[i]);
  }
  void release() {
    if (window_) arena_.give(window_, bytes(window_->capacity));
    window_ = nullptr;
  }
  std::vector<Entry> all() const {
    std::vector<Entry> list;
    for (uint32_t i = 0; i < size(); ++i) list.push_back(at(i));
    return list;
  }

 private:
  static const Entry* entries(const Window* window) { return reinterpret_cast<const Entry*>(window + 1); }
  static uint32_t place(const Window* window, uint32_t i) {
    const uint32_t at = window->begin + i;
    return at >= window->capacity ? at - window->capacity : at;
  }
  Entry& slot(uint32_t i) { return const_cast<Entry*>(entries(window_))[place(window_, i)]; }
  void grow() {
    const uint32_t capacity = !window_ ? 2 : window_->capacity < 8 ? window_->capacity + 2 : window_->capacity + window_->capacity / 2;
    Window* const larger = new (arena_.take(bytes(capacity))) Window{capacity, 0, 0, 0, 0};
    if (window_) {
      Entry* const to = const_cast<Entry*>(entries(larger));
      for (; larger->count < window_->count; ++larger->count) to[larger->count] = at(larger->count);
      larger->total = window_->total;
      arena_.give(window_, bytes(window_->capacity));
    }
    window_ = larger;
  }
  Arena& arena_;
  Window*& window_;
};

namespace {

size_t bytes_of_many() { return sizeof(Window) + sizeof(void*); }

// The shortest run of newest entries that reaches the threshold.
void trim(const Counting& counting, SignalSlot& slot, Window* window, Ring<Summed>& ring) {
  while (window->total - ring.at(0).amount >= counting.at_least) {
    window->total -= ring.at(0).amount;
    ring.pop_front();
  }
  if (window->total >= counting.at_least) slot.on_until = counting.until(ring.at(0).time);
}

}  // namespace

void Windows::add(const Counting& counting, SignalSlot& slot, Window*& window, Timestamp time, uint64_t key, int64_t amount, bool counted) {
  slot.newest = std::max(slot.newest, time);
  if (!counted) return;
  if (counting.kind == Counting::Kind::sums) {
    if (amount >= counting.at_least && time >= slot.newest) {  // reaches it alone, and nothing is newer
      Ring<Summed> ring(*this, window);
      while (ring.size() > 0) ring.pop_front();
      ring.insert({time, amount});
      window->total = amount;
      slot.on_until = counting.until(time);
      return;
    }
    Ring<Summed> ring(*this, window);
    if (ring.size() > 0 && window->total >= counting.at_least && time <= ring.at(0).time) return;  // the run is newer
    ring.insert({time, amount});
    window->total += amount;
    trim(counting, slot, window, ring);
    return;
  }
  if (counting.at_least == 1) {
    slot.on_until = std::max(slot.on_until, counting.until(time));
    return;
  }
  if (counting.kind == Counting::Kind::keys) return add_key(counting, slot, window, time, key);
  Ring<Timed> ring(*this, window);
  if (ring.size() == counting.at_least) {
    if (time <= ring.at(0).time) return;
    ring.pop_front();
  }
  ring.insert({time});
  if (ring.size() == counting.at_least) slot.on_until = counting.until(ring.at(0).time);
}

void Windows::add_key(const Counting& counting, SignalSlot& slot, Window*& window, Timestamp time, uint64_t key) {
  if (counting.at_least <= kFew) {
    Ring<Keyed> ring(*this, window);
    uint32_t known = ring.size();
    while (known > 0 && ring.at(known - 1).key != key) --known;
    if (known > 0) {
      if (time <= ring.at(known - 1).time) return;
      ring.erase(known - 1);
    } else if (ring.size() == counting.at_least) {
      if (time <= ring.at(0).time) return;
      ring.pop_front();
    }
    ring.insert({time, key});
    if (ring.size() == counting.at_least) slot.on_until = counting.until(ring.at(0).time);
    return;
  }
  if (!window) {
    window = new (arena_.take(bytes_of_many())) Window{0, 0, 0, 1, 0};
    many_.emplace(window, std::make_unique<Many>());
  }
  Many& many = *many_.at(window);
  const auto [place, is_new] = many.newest.try_emplace(key, time);
  if (!is_new) {
    if (time <= place->second) return;
    many.by_time.erase({place->second, key});
    place->second = time;
  }
  many.by_time.insert({time, key});
  if (static_cast<int64_t>(many.by_time.size()) > counting.at_least) {
    many.newest.erase(many.by_time.begin()->second);
    many.by_time.erase(many.by_time.begin());
  }
  if (static_cast<int64_t>(many.by_time.size()) == counting.at_least) slot.on_until = counting.until(many.by_time.begin()->first);
}

void Windows::merge(const Counting& counting, SignalSlot& to, Window*& to_window, SignalSlot& from, Window*& from_window, NameId user) {
  to.newest = std::max(to.newest, from.newest);
  if (counting.kind != Counting::Kind::sums && counting.at_least == 1) {
    to.on_until = std::max(to.on_until, from.on_until);
  } else if (from_window && counting.kind == Counting::Kind::keys) {
    const auto add = [&](Timestamp time, uint64_t key) {
      if (counting.pairs && key >> 32 == kSelf) key = static_cast<uint64_t>(user) << 32 | (key & 0xFFFFFFFF);
      else if (counting.keyed_by_user && !counting.pairs && key == kSelf) key = user;
      add_key(counting, to, to_window, time, key);
    };
    if (from_window->many) {
      for (const auto& [time, key] : many_.at(from_window)->by_time) add(time, key);
    } else {
      for (uint32_t i = 0; i < from_window->count; ++i) add(Ring<Keyed>::at(from_window, i).time, Ring<Keyed>::at(from_window, i).key);
    }
  } else if (from_window && counting.kind == Counting::Kind::times) {
    Ring<Timed> ring(*this, to_window), other(*this, from_window);
    const auto a = ring.all(), b = other.all();
    std::vector<Timed> merged;
    std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(merged), [](const Timed& x, const Timed& y) { return x.time < y.time; });
    const size_t kept = std::min(merged.size(), static_cast<size_t>(counting.at_least));
    ring.assign(merged, merged.size() - kept);
    if (ring.size() == counting.at_least) to.on_until = counting.until(ring.at(0).time);
  } else if (from_window) {
    Ring<Summed> ring(*this, to_window), other(*this, from_window);
    const auto a = ring.all(), b = other.all();
    std::vector<Summed> merged;
    std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(merged), [](const Summed& x, const Summed& y) { return x.time < y.time; });
    int64_t total = 0;
    size_t first = merged.size();
    while (first > 0 && total < counting.at_least) total += merged[--first].amount;
    ring.assign(merged, first);
    to_window->total = total;
    trim(counting, to, to_window, ring);
  }
  clear(counting, from, from_window);
}

void Windows::clear(const Counting& counting, SignalSlot& slot, Window*& window) {
  slot = {};
  if (!window) return;
  if (window->many) {
    many_.erase(window);
    arena_.give(window, bytes_of_many());
    window = nullptr;
  } else if (counting.kind == Counting::Kind::times) {
    Ring<Timed>(*this, window).release();
  } else if (counting.kind == Counting::Kind::keys) {
    Ring<Keyed>(*this, window).release();
  } else {
    Ring<Summed>(*this, window).release();
  }
}

int64_t Windows::value_at(const Counting& counting, const SignalSlot& slot, const Window* window, Timestamp now) const {
  if (!window) return now < slot.on_until ? 1 : 0;  // of sums and greater thresholds: nothing was counted
  int64_t value = 0;
  if (window->many) {
    const auto& by_time = many_.at(window)->by_time;
    for (auto entry = by_time.rbegin(); entry != by_time.rend() && counting.holds(entry->first, now); ++entry) ++value;
    return value;
  }
  for (uint32_t i = window->count; i > 0; --i) {
    const Timestamp time = counting.kind == Counting::Kind::times  ? Ring<Timed>::at(window, i - 1).time
                           : counting.kind == Counting::Kind::keys ? Ring<Keyed>::at(window, i - 1).time
                                                                   : Ring<Summed>::at(window, i - 1).time;
    if (!counting.holds(time, now)) break;
    value += counting.kind == Counting::Kind::sums ? Ring<Summed>::at(window, i - 1).amount : 1;
  }
  return value;
}

void Windows::prefetch(const Counting& counting, const Window* window) const {
  if (!window || window->many || window->count == 0) return;
  const size_t size = counting.kind == Counting::Kind::times ? sizeof(Timed) : counting.kind == Counting::Kind::keys ? sizeof(Keyed) : sizeof(Summed);
  __builtin_prefetch(reinterpret_cast<const char*>(window + 1) + window->begin * size);
}

size_t Windows::entries(const Counting&, const Window* window) const {
  if (!window) return 0;
  return window->many ? many_.at(window)->by_time.size() : window->count;
}

}  // namespace handraise
