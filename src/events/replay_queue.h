// Puts records that come in time order into replay order, drops copies, and hands them on (docs/motion-language.md, section 1).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "events/duplicates.h"
#include "events/record.h"

namespace handraise {

class RecordSink;

// A record as a file gave it. `derived`: made from the same row as the record before it (the address that stands beside an event), and
// dropped with it.
struct ReadRecord {
  Record record;
  bool derived = false;
};

// Holds the records of one time, no others.
class ReplayQueue {
 public:
  struct Counts {
    uint64_t records = 0, duplicates = 0, later = 0;  // derived records are not counted
    std::optional<Timestamp> first, last;             // of records handed on
  };

  ReplayQueue(RecordSink& sink, std::optional<Timestamp> as_of, bool keep_duplicates) : sink_(sink), as_of_(as_of), keep_duplicates_(keep_duplicates) {}

  // Records by time, at one time in the order of the input. May take the records' content away and leave other content there.
  void add(ReadRecord* begin, ReadRecord* end);
  void finish();  // no more come
  const Counts& counts() const { return counts_; }

 private:
  void hand_on(ReadRecord* begin, ReadRecord* end);  // all of one time

  RecordSink& sink_;
  const std::optional<Timestamp> as_of_;
  const bool keep_duplicates_;
  DuplicateFilter filter_;
  std::vector<ReadRecord> waiting_;  // of one time; `waiting_count_` of them, the others are room
  size_t waiting_count_ = 0;
  std::vector<const Record*> identity_, events_;
  Counts counts_;
};

}  // namespace handraise
