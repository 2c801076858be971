// Which column of a table is what of a record (`input:` of a motion, or a file of its own). A column named here is taken for that; every
// other column is a property of an event, or a trait of an identify or group row, under its own name.
#pragma once

#include <string>
#include <vector>

namespace handraise {

struct Mapping {
  std::string time, user, event, account, email, message_id, type;  // names of columns; empty: there is none
  std::string event_name;               // the event of every row, where no column says it
  std::vector<std::string> properties;  // empty: all that are left
  bool operator==(const Mapping&) const = default;
};

}  // namespace handraise
