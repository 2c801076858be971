// `handraise pilot readout`: what the arms showed, by the one rule that the motion had before the first account was drawn. By intention to treat: an
// account counts in the arm it was drawn to, whatever was done with it.
//
// An account's outcome counts from its exposure to `horizon_days` later, and is known kBillingLagDays after that. Read once: of the accounts exposed in
// the `weeks` of enrolment, when the last one's outcome is known, and refused before; exact interval (one_look.h). Read weekly: of the accounts whose
// outcome is known at the end of each whole week since the first exposure; confidence sequence (always_valid.h). Accounts that had got there before
// their exposure are left out of both arms.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "motion/motion.h"
#include "pilot/calendar.h"
#include "pilot/exposures.h"
#include "pilot/interval.h"
#include "pilot/rate_line.h"
#include "pilot/sample_size.h"

namespace handraise {

struct PilotOutcome { std::string account; Timestamp at = 0; };
// Something that happened to an account: a disposition, an opt-out, a complaint, a cancellation, a touch.
struct GuardrailRow { std::string account, what; Timestamp at = 0; };
// Columns account, at, and `guardrail` or `disposition`; strict.
Result<std::vector<GuardrailRow>> read_guardrails(std::string_view text, const std::string& file);

struct ReadoutInput {
  const Motion& motion;
  const std::vector<Exposure>& exposures;
  const std::vector<PilotOutcome>& outcomes;
  const std::vector<GuardrailRow>* guardrails = nullptr;   // none: not counted
  Timestamp as_of = 0;                                     // later rows are not seen
  bool with_intervals = true;                              // false: the verdict alone
};

enum class PilotVerdict { scale, go_on, roll_back, cannot_tell, too_early };
std::string_view name_of(PilotVerdict verdict);

// The randomised comparison: treated minus held out.
struct Effect {
  ArmCounts counts;
  bool above = false, below = false;   // "no better", "no worse" is ruled out
  ShareInterval difference{-1, 1}, ratio{0, 0};
  double chance_better = 0;            // of bet: P(treated rate > held rate), even prior
  double rate_treated() const { return counts.treated > 0 ? static_cast<double>(counts.events_treated) / static_cast<double>(counts.treated) : 0; }
  double rate_held() const { return counts.held > 0 ? static_cast<double>(counts.events_held) / static_cast<double>(counts.held) : 0; }
};
struct SegmentEffect { std::string stratum; Effect effect; };
struct GuardrailCount { std::string what; int64_t treated = 0, held = 0, rows_treated = 0, rows_held = 0; };   // accounts, rows
struct TriggerReading {
  Trigger trigger;
  std::optional<int64_t> count;        // treated accounts; absent: not counted
  int64_t n = 0;
  bool fired = false;                  // of a scale gate: more than it lets through
  double false_alarm = 0, power = 0;   // at this n
};

struct Readout {
  PilotVerdict verdict = PilotVerdict::cannot_tell;
  std::string because;                 // one sentence
  std::string method;                  // of the interval
  Timestamp as_of = 0, start = 0, enrolment_end = 0, readout_at = 0;   // start: the first exposure
  Timestamp known_until = 0;           // outcomes of accounts that were due by then are counted
  int64_t treated = 0, held = 0, hand_raises = 0, owned = 0;
  int64_t late = 0, there_already = 0, waiting = 0;   // exposed after enrolment; at exposure; outcome not known yet
  int64_t held_touched = 0;            // held-out accounts with a disposition and no hand-raise: still counted as held out
  SampleRatio ratio;
  std::optional<Effect> effect;        // absent: too early, or the arms are not what was drawn
  bool judged = false;                 // by the rule; of learn it is shown only
  std::vector<SegmentEffect> segments; // each at confidence 1 - alpha / their number; they decide nothing
  std::vector<TriggerReading> triggers;
  std::vector<GuardrailCount> guardrails;
  double weekly = 0;                   // accounts drawn a week so far
  std::optional<ArmSizes> needed;      // by the motion's plan
  std::optional<Timestamp> tells_at;   // weekly: when as many are known, if they go on to come at this volume
  std::optional<int> weeks_more;
};
Readout read_pilot(const ReadoutInput& input);

std::string print_readout(const Motion& motion, const Readout& readout, const std::string& outcome);            // for a terminal
std::string print_readout_markdown(const Motion& motion, const Readout& readout, const std::string& outcome);
std::string print_readout_json(const Motion& motion, const Readout& readout, const std::string& outcome);

}  // namespace handraise
