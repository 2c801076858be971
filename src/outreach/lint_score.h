// How well the linter does on messages that somebody labelled.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "outreach/message_file.h"

namespace handraise {

struct RuleScore {
  int right = 0, wrong = 0, missed = 0;  // messages: labelled and found; found only; labelled only
  double precision() const { return right + wrong == 0 ? 1 : static_cast<double>(right) / (right + wrong); }
  double recall() const { return right + missed == 0 ? 1 : static_cast<double>(right) / (right + missed); }
};
struct LintScore {
  std::map<std::string, RuleScore> rules;
  int bad = 0, caught = 0;     // caught: found by at least one rule that it breaks
  int good = 0, flagged = 0;   // flagged: anything found
  std::vector<std::string> misses;  // a line each, in the order of the messages
};
// Messages without `expect` are left out.
LintScore score_messages(const std::vector<FiledMessage>& messages, const MessageRules& rules);
std::string print_score(const LintScore& score, const std::string& name, bool misses);

}  // namespace handraise
