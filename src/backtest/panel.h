// Looks at all accounts that could be called, once a week: what a qualification is compared with, and what tuning learns from.
//
// A look is at the last millisecond before Monday 00:00 UTC. Comparable at a look are the accounts (unit: user: users) that hold under the
// `comparable_motion`: in scope and segment, not barred or excluded by trait or outcome, active (any event) in the `active` days before, and
// the outcome not reached. That is a motion like any other, so an engine finds them and `handraise score` can check them.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "backtest/outcome_clock.h"
#include "engine/engine.h"

namespace handraise {

constexpr Duration kActive = 30 * kDay;

// `motion` with its signals, all of which only look; "active" beside them; and behind each signal that has events the same as soon as it
// was ever seen, which tells what came first. Order: the motion's signals, active, then one for each signal with events, in their order.
Motion comparable_motion(const Motion& motion, const std::string& outcome, Duration active = kActive);

// The first look at or after `time`, and the week (from 0 = the one of 1970-01-01, a Thursday) that begins behind a look.
Timestamp look_at_or_after(Timestamp time);
int64_t week_of(Timestamp time);
Timestamp begin_of_week(int64_t week);

// An account at a look.
struct PanelRow {
  uint32_t account = 0;   // index into Panel::names
  uint32_t look = 0;      // index into Panel::looks
  bool reached = false;   // the outcome comes within the horizon after the look
};

// All comparable accounts are counted; rows are kept of at most `rows_max`: of a sample of accounts, chosen by their names, whole histories.
struct Panel {
  struct Look {
    Timestamp time = 0;
    size_t comparable = 0, reached = 0;
  };
  std::vector<Look> looks;
  std::vector<std::string> names;
  std::vector<PanelRow> rows;            // in order of looks
  std::vector<float> strength;           // a row's signals, `width` of them: 0 off, else what decay leaves of its points, in (0, 1]
  size_t width = 0;
  unsigned sampled = 0;                  // one account of 2^sampled has rows

  // The first looks that are mature: the horizon behind them lies within the data.
  size_t mature_looks(Timestamp end, Duration horizon) const;
};

// When accounts that reached the outcome first showed each signal's event: before it, or only after.
struct FirstSeen {
  size_t before = 0;      // accounts that showed it, then reached the outcome more than a day later
  size_t after = 0;       // showed it first within a day before, or after
  size_t without = 0;     // showed it and never reached the outcome
};

class PanelWatch {
 public:
  static constexpr size_t kRowsMax = 200'000;
  PanelWatch(const Motion& motion, const OutcomeClock& clock, Duration horizon, size_t rows_max = kRowsMax);
  // `states`: of an engine that runs the comparable motion, at `time`.
  void look(Timestamp time, const std::vector<State>& states);
  Panel take_panel() { return std::move(panel_); }
  // By signal of the motion; zeros for fit.
  std::vector<FirstSeen> first_seen() const;
  // Was the account (the user, for `user: true`) ever in scope when looked at?
  bool in_scope(const std::string& name, bool user) const { return user || motion_.unit == Unit::account ? scope_.count(name) != 0 : accounts_.count(name) != 0; }

 private:
  struct Seen { std::vector<Timestamp> first; std::optional<Timestamp> reached; };  // first: newest match when first seen on; 0: never
  void thin();
  const Motion& motion_;
  const OutcomeClock& clock_;
  Duration horizon_;
  size_t rows_max_;
  Panel panel_;
  std::unordered_map<std::string, uint32_t> index_;
  std::unordered_map<std::string, Seen> scope_;
  std::unordered_set<std::string> accounts_;   // unit: user: of those users
};

}  // namespace handraise
