// Drops copies of a record: one whose message id was seen in the 24 hours before it (docs/motion-language.md, section 1).
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "events/record.h"

namespace handraise {

// Remembers the ids of 24 hours. Records come in time order, at one time in the order of the input.
class DuplicateFilter {
 public:
  // Was the record's message id seen, kept or dropped, in (time − 24 h, time]? Without an id: no.
  bool seen(const Record& record);
  size_t remembered() const { return last_.size(); }

 private:
  std::unordered_map<std::string, Timestamp> last_;        // id: when last seen
  std::deque<std::pair<Timestamp, std::string>> by_time_;  // to forget in order
};

// Puts records in replay order without duplicates; returns how many were dropped.
size_t order_records(std::vector<Record>& records);

}  // namespace handraise
