// Drops copies of a record: one whose message id was seen in the 24 hours before it (docs/motion-language.md, section 1).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "events/record.h"

namespace handraise {

// Remembers the ids of 24 hours, exactly: a hash finds the place, the bytes decide. Records come in time order, at one time in the order of the
// input. Ids older than 24 hours are thrown out when room is needed, so memory stays within a small multiple of what the window holds.
class DuplicateFilter {
 public:
  // Was the record's message id seen, kept or dropped, in (time − 24 h, time]? Without an id: no.
  bool seen(const Record& record) { return seen(record.message_id, record.time); }
  bool seen(std::string_view message_id, Timestamp time);
  size_t remembered() const { return used_; }  // ids, some of them older than 24 hours
  size_t bytes() const { return slots_.capacity() * sizeof(Slot) + texts_.capacity(); }

 private:
  // Open addressing, linear probing, never more than half full; nothing is deleted between two clean-ups. An id that is too old stays in
  // its place and counts as not seen.
  struct Slot {
    uint64_t tag_at = 0;   // 24 bits of the hash, 40 bits of the place in texts_ plus 1; 0: free
    Timestamp last = 0;    // when last seen
  };
  void clean_up(Timestamp time);

  std::vector<Slot> slots_;
  std::vector<char> texts_;  // each behind its length (four bytes)
  size_t used_ = 0;
};

// Puts records in replay order without duplicates; returns how many were dropped.
size_t order_records(std::vector<Record>& records);

}  // namespace handraise
