// How a pilot is decided, exactly one rule, and the odds of a go (F20). Rates and lifts are shares. Pure; total.
#pragma once

#include <cstdint>
#include <optional>

#include "motion/motion.h"
#include "pilot/sample_size.h"

namespace handraise {

// What the choice rests on: the accounts the pilot will really have.
struct GoQuestion {
  double rate_held = 0;        // expected without a rep
  double lift_wanted = 0;      // > 0
  int64_t treated = 0;
  int64_t held = 0;
  bool undone_in_a_quarter = true;  // can a wrong go be taken back within a quarter?
  double power = 0.80;
  double alpha = 0.05;
};

struct GoChoice {
  GoRule rule = GoRule::learn;
  std::optional<double> lift_shown;     // F13 for these arms; absent: no lift would show
  double outcomes_expected_held = 0;    // held * rate_held
  OutcomeTest test = OutcomeTest::none; // F14: which test the readout may use
};

// F20. Prove: F13 at most the wanted lift (with under 10 expected outcomes in the holdout the exact power decides instead, F14), and
// at least 5 expected. Bet: not so, at least 5 expected, and a wrong go can be undone. Learn: everything else.
GoChoice choose_go_rule(const GoQuestion& question);

// P(treated rate > held rate | counts), independent Beta(1, 1) priors; exact sum. Empty arms are at their prior.
double chance_treated_better(int64_t events_treated, int64_t treated, int64_t events_held, int64_t held);

// Chance that the rule says go when the true rates are these. Bet: chance_treated_better >= bet_threshold. Prove: the 95 % interval
// (Newcombe) of the difference lies above 0, one look. Learn gives no effect verdict: 0. Counts enumerated, tails under 1e-13 left
// out. Arms above 10,000 accounts are cut there.
double go_odds(GoRule rule, double rate_held, double rate_treated, int64_t treated, int64_t held, double bet_threshold = 0.80,
               double alpha = 0.05);

// The odds that are printed: at no, half and the full lift. .15, 72 an arm, 7 points, Bet: 20 / 39 / 60 %.
struct GoOdds {
  double none = 0;
  double half = 0;
  double full = 0;
};
GoOdds go_odds_at_lifts(GoRule rule, double rate_held, double lift, int64_t treated, int64_t held);

}  // namespace handraise
