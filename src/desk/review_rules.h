// Numbers, meanings and sentences of the weekly review: templates/review/review.yaml.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/template.h"
#include "motion/motion.h"

namespace handraise {

// What a disposition says of an account.
struct DispositionMeaning { bool accepted = false, meeting = false, converted = false, bad = false; };

struct ReviewRules {
  int weeks = 0;
  int sla_weeks = 0, sla_alerts = 0, slot_minutes = 0;
  int signal_bad = 0, signal_of = 0;
  bool signal_last = false;               // only the newest signal_of
  int same_cause = 0;
  int over_weeks = 0, under_weeks = 0;
  double under_share = 0, bar_step = 0;
  int proposals_most = 0, read_aloud = 0, read_aloud_bad = 0;
  std::map<std::string, DispositionMeaning, std::less<>> dispositions;
  std::map<std::string, std::string, std::less<>> agenda_words;   // sla, signal, cause, capacity
  std::vector<AgendaItem> agenda;         // where the motion has none
  std::map<std::string, std::string, std::less<>> sentences;
  std::string file;

  // A value that the file does not know says nothing.
  DispositionMeaning meaning(std::string_view value) const;
  std::vector<std::string> values() const;
  Result<std::string> say(std::string_view sentence, const Slots& slots) const;
};

// `directory` is the templates folder; the motion's tags choose among the rows.
Result<ReviewRules> load_review_rules(const std::string& directory, const Motion& motion);

}  // namespace handraise
