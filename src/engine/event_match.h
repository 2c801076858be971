// Which signals an event matches, and what it adds: made ready once for a motion, so that most events cost one look-up of their name.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/name_table.h"
#include "engine/value_check.h"

namespace handraise {

struct Matched {
  size_t signal = 0;
  const Value* value = nullptr;  // distinct: what is told apart; points into the record
  int64_t summand = 0;           // sum: millionths
};

// The motion must outlive it. Not thread-safe.
class EventMatch {
 public:
  explicit EventMatch(const Motion& motion);
  // Replaces `matched`, in the order of the motion's signals within a name.
  void find(const Record& event, std::vector<Matched>& matched) const;
  // False: it matches none.
  bool may_match(const Record& event) const { return !any_.empty() || events_.find(event.event) != kNoName; }

 private:
  void try_signal(size_t signal, const Record& event, std::vector<Matched>& matched) const;
  const Motion& motion_;
  NameTable events_;
  std::vector<std::vector<size_t>> by_event_;   // by NameId
  std::vector<size_t> any_;
};

}  // namespace handraise
