// What a reader of records will ask of them, so that reading need not fill in the rest. A record is always told apart, timed, checked
// and dropped as a duplicate as docs/motion-language.md section 1 says, whatever is wanted; only what fills `Record::values` and
// `Record::event` may be left out.
#pragma once

#include <string>
#include <vector>

namespace handraise {

struct Wanted {
  bool everything = true;                 // false: only what follows
  std::vector<std::string> events;        // names of events whose properties matter; sorted. Other events: empty `values`, `event` may be empty
  bool any_event = false;                 // a signal on `any`: the properties below matter of every event
  std::vector<std::string> properties;    // names as the motion writes them (a dotted name: as it stands, or a path into objects); sorted
  bool event_ids = true;                  // false: nobody looks for copies of events, and `message_id` of one may be empty
  std::vector<std::string> traits;        // of identify and group; sorted. `email` only where it is named
};

}  // namespace handraise
