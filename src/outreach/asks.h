// What a message asks its reader to do; src/outreach/README.md tells how asks are counted.
#pragma once

#include <string_view>
#include <vector>

#include "outreach/message_rules.h"
#include "outreach/sentences.h"

namespace handraise {

struct Ask {
  size_t sentence = 0;
  bool lead = false, meeting = false;
};
struct Asks {
  std::vector<Ask> hard;       // each something to do
  std::vector<size_t> extra;   // sentences that join a second thing to do by "and"
  bool soft = false;
  int count() const { return hard.empty() ? (soft ? 1 : 0) : static_cast<int>(hard.size() + extra.size()); }
};
Asks find_asks(std::string_view folded, const std::vector<MessageSentence>& sentences, const MessageRules::Compiled& rules);

}  // namespace handraise
