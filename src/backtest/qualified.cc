#include "backtest/qualified.h"

#include <algorithm>
#include <set>

namespace handraise {
namespace {

bool named(const std::vector<std::string>& list, const std::string& name) { return std::find(list.begin(), list.end(), name) != list.end(); }

// Do score and gates hold when the signals on are those of `state` but one (`without` none: SIZE_MAX)? Segment, exclusions and trust do not hang on it.
bool holds_without(const Motion& motion, const State& state, size_t without) {
  const Qualify& qualify = motion.qualify;
  Micro score = 0;
  bool any = qualify.any_of.empty();
  std::set<SignalKind> kinds;
  size_t must = 0;
  for (const Reason& reason : state.reasons) {
    if (!reason.on || reason.signal == without) continue;
    const Signal& signal = motion.signals[reason.signal];
    score += reason.points_now;
    any = any || named(qualify.any_of, signal.name);
    must += named(qualify.must_have, signal.name);
    if (signal.points > 0 && signal.kind != SignalKind::fit) kinds.insert(signal.kind);
  }
  return any && must == qualify.must_have.size() && static_cast<int>(kinds.size()) >= qualify.kinds_at_least && score >= micro(qualify.score_at_least);
}

}  // namespace

std::vector<uint16_t> hinges_of(const Motion& motion, const Qualification& qualification) {
  const State& state = qualification.state;
  std::vector<uint16_t> hinges;
  size_t raised = 0;
  for (const Reason& reason : state.reasons) raised += reason.on && motion.signals[reason.signal].hand_raise;
  for (const Reason& reason : state.reasons) {
    const Signal& signal = motion.signals[reason.signal];
    if (!reason.on || signal.kind == SignalKind::risk) continue;
    if (qualification.tier == Tier::hand_raise) {
      if (!signal.hand_raise || raised > 1 || (state.holds && holds_without(motion, state, reason.signal))) continue;
    } else if (holds_without(motion, state, reason.signal)) {
      continue;
    }
    hinges.push_back(static_cast<uint16_t>(reason.signal));
  }
  return hinges;
}

Qualified keep(const Motion& motion, const Qualification& qualification) {
  Qualified kept;
  kept.time = qualification.time;
  kept.tier = qualification.tier;
  kept.score = qualification.state.score;
  kept.account = qualification.state.account;
  kept.user = qualification.state.user;
  for (const Reason& reason : qualification.state.reasons) {
    if (reason.on) kept.on.push_back(static_cast<uint16_t>(reason.signal));
  }
  kept.hinges = hinges_of(motion, qualification);
  return kept;
}

}  // namespace handraise
