// A worked case as the pack prints it: what the engine's scorer said about one of the motion's examples.
#pragma once

#include <string>
#include <vector>

namespace handraise {

// One signal at the moment of evaluation.
struct CaseRow {
  std::string signal;         // name in the motion
  std::string when;           // newest matching record: "day 3, 10:00"
  std::string event;          // "Invite Accepted by analyst B"; several: "3 × Query Run"
  double value = 0;           // count at evaluation
  double at_least = 0;        // its threshold
  bool on = false;
  double points = 0;          // before decay
  double points_now = 0;      // after decay, as the engine rounds
  double running_total = 0;   // of points_now down to this row
};

struct CaseResult {
  std::string id;             // of the WorkedCase: qualifies | near_miss | lone_pricing_visit
  std::vector<CaseRow> rows;  // signals that saw a record, in order of their newest record; fit signals first
  double score = 0;
  std::string outcome;        // hand_raise | hot | qualified | triage | not_qualified
  std::string reason;         // the first gate that failed, in words; empty when it qualifies
};

}  // namespace handraise
