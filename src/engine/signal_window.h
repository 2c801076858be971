// What one signal remembers about one subject: as little as decides (docs/motion-language.md, section 6).
//   events              the `at_least` newest times
//   users, days, distinct, once_per   the `at_least` most recent of them, each with the time of its newest record
//   sum                 the shortest run of newest records that reaches `at_least`
// Records may come in any order and give the same values; merging loses nothing. `new_users` is in new_users.h.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>
#include <vector>

#include "engine/arena.h"
#include "engine/step.h"

namespace handraise {

constexpr Timestamp kNever = std::numeric_limits<Timestamp>::min(), kAlways = std::numeric_limits<Timestamp>::max();

// How a signal counts.
struct Counting {
  enum class Kind : uint8_t { times, keys, sums, new_users };
  Kind kind = Kind::times;
  bool keyed_by_user = false;   // the upper half of a key (once_per), or all of it (users), is a user
  bool pairs = false;           // once_per: user << 32 | period
  int64_t at_least = 1;         // of sum in millionths
  Duration within = 0;          // 0: ever
  // When a value that rests on a record at `time` no longer does.
  Timestamp until(Timestamp time) const { return within > 0 ? time + within : kAlways; }
  bool holds(Timestamp time, Timestamp now) const { return within == 0 || time > now - within; }
};

// What deciding reads: the signal is on at T when T < on_until. T must not lie before the newest record.
struct SignalSlot {
  Timestamp on_until = kNever;
  Timestamp newest = kNever;    // of all matching records, also those that add nothing to the value
};

class Window;  // where a slot needs more than itself

// Makes, fills and empties windows; all their memory. Not thread-safe.
class Windows {
 public:
  Windows();
  ~Windows();
  // A matching record. `key` counts for Kind::keys only, `amount` for sums; a record that adds nothing (no user) is `counted` false.
  void add(const Counting& counting, SignalSlot& slot, Window*& window, Timestamp time, uint64_t key, int64_t amount, bool counted = true);
  // Adds all of `from`, whose keys of kSelf become `user`, and empties it.
  void merge(const Counting& counting, SignalSlot& to, Window*& to_window, SignalSlot& from, Window*& from_window, NameId user);
  void clear(const Counting& counting, SignalSlot& slot, Window*& window);
  // Exact up to at_least.
  int64_t value_at(const Counting& counting, const SignalSlot& slot, const Window* window, Timestamp now) const;

  // A record will soon be added: fetches the entries that it meets first.
  void prefetch(const Counting& counting, const Window* window) const;
  size_t entries(const Counting& counting, const Window* window) const;  // what is remembered, beside the slot
  size_t bytes() const { return arena_.bytes(); }

 private:
  struct Many;
  Arena arena_;
  std::unordered_map<const Window*, std::unique_ptr<Many>> many_;

  template <class Entry>
  friend class Ring;
  void add_key(const Counting& counting, SignalSlot& slot, Window*& window, Timestamp time, uint64_t key);
};

}  // namespace handraise
