// Where a text hints at signals that outreach may not refer to; src/outreach/README.md tells what a hint is.
#pragma once

#include <string_view>
#include <vector>

#include "outreach/message_rules.h"
#include "outreach/sentences.h"

namespace handraise {

struct HintSpan {
  size_t begin = 0, end = 0;  // bytes of the text
};
struct HintText {
  std::string_view folded;
  const std::vector<MessageSentence>& sentences;
  std::vector<HintSpan> told;  // what the reader is told to have done: spans found by other rules
};

// Hints at signals that are not approved, in no order; they may overlap.
std::vector<HintSpan> find_hints(const HintText& text, const MessageRules::Compiled& rules, const MessageContext& context);
// Do the words name a signal that outreach may refer to: by a telling word of its name, or by all of them?
bool names_approved(std::string_view words, const MessageRules::Compiled& rules, const MessageContext& context);
// Kinds of data that are never mentioned, as phrases: "query text", "dashboard titles".
std::vector<HintSpan> find_forbidden_kinds(std::string_view folded, const MessageRules::Compiled& rules, const MessageContext& context);

}  // namespace handraise
