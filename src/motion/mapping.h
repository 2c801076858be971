// Which column of a table is what of a record (`input:` of a motion, or a file of its own). A column named here is taken for that; every
// other column is a property of an event, or a trait of an identify or group row, under its own name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace handraise {

struct Mapping {
  // Names of columns; empty: there is none. `user` and `anonymous` are userId and anonymousId, `account` is groupId of a group row and
  // context.groupId of an event, `previous` is previousId of an alias. One column may be several (an address that is the user's id, too).
  std::string time, user, anonymous, event, account, email, message_id, type, previous;
  std::string event_name;               // the event of every row, where no column says it
  std::string row_type;                 // what a row is where `type` does not say it: track (the default), identify, group, page, screen, alias
  std::vector<std::string> properties;  // of the other columns only these; empty: all
  bool operator==(const Mapping&) const = default;
};

// A mapping from a file of its own: the keys of `input:`, at the top or below `input:`.
Result<Mapping> parse_mapping(std::string_view text, const std::string& file);
// On one line, as a motion says it: {time: ts, user: user_id}.
std::string print_mapping(const Mapping& mapping);

}  // namespace handraise
