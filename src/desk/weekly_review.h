// The weekly review: what the accounts of the last weeks brought, and at most three changes that a stated rule calls for (review_rules.h).
//
//  verdict     an account's last disposition up to the moment of the review; accounts without one count nowhere below
//  accepted    some disposition says so, and the verdict is not bad
//  meetings    some disposition says so
//  converted   some disposition says so, or the outcome was reached within the horizon after the qualification
//  bad         the verdict says so
//  hinged on   without this signal the account would not have qualified; where the table does not tell, the signal was on
//  in time     first touch within the promise of the tier, in open hours from the alert; of an account without a touch the first disposition counts. An alert is
//              due once it was touched or its promise has run out
//  week        ISO, Monday 00:00 UTC; capacity looks at whole weeks, without hand-raises, which no bar holds back
//
// Intervals are E. B. Wilson's (1927), 95 %. Nothing later than `as_of` is seen.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/review_rules.h"
#include "desk/worked_accounts.h"
#include "motion/motion.h"
#include "pilot/interval.h"

namespace handraise {

struct ReviewInput {
  const Motion& motion;
  const WorkedAccounts& accounts;
  const ReviewRules& rules;
  Timestamp as_of = 0;
  Duration horizon = 0;
};

struct WorkedTally { int64_t accounts = 0, reported = 0, accepted = 0, meetings = 0, converted = 0, bad = 0; };
struct SignalTally {
  size_t signal = 0;
  WorkedTally on, hinged, others;   // others: those that did not hinge on it
  int64_t judged = 0, judged_bad = 0;   // of the hinged ones that the rule looks at
};
struct CauseTally { std::string value, cause; int64_t week = 0, all = 0; };
struct PromiseTally {
  Tier tier = Tier::qualified;
  std::string words;
  double wanted = 0;
  int64_t week_due = 0, week_kept = 0;
  int64_t due = 0, kept = 0, waiting = 0;   // of the last sla_weeks; waiting: neither touched nor due yet
};
struct VolumeWeek { Timestamp from = 0; int64_t accounts = 0, hand_raises = 0; };
struct ReportedRow { WorkedDisposition disposition; std::string account, owner; std::vector<uint16_t> hinges; bool bad = false; };

// What a change does to a history; who composes the review fills it in.
struct ReplayedChange {
  int64_t weeks = 0;
  Timestamp end = 0;
  double before = 0, after = 0, before_hot = 0, after_hot = 0;   // a week
  int64_t bad = 0, bad_gone = 0, accepted = 0, accepted_gone = 0;
};

struct Proposal {
  std::string rule;                  // sla | signal | cause | capacity
  std::string owner, change, evidence, flip;
  std::string path, before, after;   // of the motion file; empty: nothing that can be written down yet
  std::optional<Motion> changed;     // the motion with it
  bool changes_who_qualifies = false;
  std::optional<std::pair<double, double>> simulated;   // share kept in time by the plan's simulation (F11)
  std::optional<ReplayedChange> replayed;
};

struct AgendaRow { AgendaItem item; std::string now; };

struct WeeklyReview {
  Timestamp as_of = 0, from = 0;     // from: where the last `weeks` weeks begin
  Timestamp week = 0;                // where the reviewed week begins; it is not over when as_of lies within it
  WorkedTally this_week, all;        // accounts that qualified in the week, in the weeks
  std::vector<SignalTally> signals;  // in the motion's order
  std::vector<CauseTally> causes;    // of bad dispositions, most named first
  std::vector<PromiseTally> promises;
  bool knows_touches = false, knows_hinges = false, knows_outcomes = false;
  std::vector<VolumeWeek> volume;    // whole weeks since the first qualification, oldest first
  std::optional<double> cap;         // F8, accounts a week
  std::string cap_role;
  std::vector<ReportedRow> aloud;    // bad ones first, then newest first
  int64_t reported_week = 0, bad_week = 0;
  std::vector<Proposal> proposals;
  std::vector<std::string> later;    // changes that a rule calls for beyond the third
  std::vector<std::string> unsaid;   // what is too little to say anything
  std::vector<AgendaRow> agenda;
  std::vector<std::string> bad_accounts, accepted_accounts;   // of all weeks, by name, each once
};

// Errors are those of the sentences.
Result<WeeklyReview> review_week(const ReviewInput& input);

}  // namespace handraise
