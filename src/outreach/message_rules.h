// The linter's rules as they are applied: playbooks/outreach_rules.yaml, read once.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "outreach/check_message.h"
#include "outreach/pattern.h"

namespace handraise {

// A row of the file. A rule has a row for each way to break it, all of one id.
struct MessageRule {
  std::string id, why, better, check;
  bool subject = true, body = true;
  bool first_touch = false, cold = false, sells = false;
  bool unapproved = false;   // finds nothing in a sentence that names a signal that outreach may refer to
  bool unquoted = false;     // nor between double quotes, where somebody else speaks
  Pattern pattern, unless;
};

// Something that usage shows, for messages of which only the approved signals are known.
struct HintTopic {
  std::set<std::string> stems;  // a signal with one of these in its name approves the topic
  Pattern named;                // hints wherever it stands
  Pattern told;                 // hints beside a cue
};

struct MessageRules::Compiled {
  int words_max = 120;
  double reading_ease_min = 40;
  size_t reading_words_min = 30;
  std::vector<MessageRule> rules;
  Pattern greeting, requests, not_asks, soft, answers, echoes, leads, meetings, times, joined, joined_you, series, own, opt_out, sender, closing;
  std::set<std::string> generic;                              // stems
  std::map<std::string, std::vector<std::string>> kin;        // stem -> words and phrases in lower case
  std::vector<HintTopic> topics;
  Pattern cues, no_hints;
  std::vector<std::string> ids;
  std::vector<RuleExamples> examples;
};

}  // namespace handraise
