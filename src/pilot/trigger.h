// Rules that stop, or let pass, a pilot, with their odds (F18, F19). Rates are shares, n counts accounts. Counts only rise, so looking
// every week at a fixed count costs nothing. Pure; total (rates pulled into [0, 1], negative n to 0).
#pragma once

#include <cstdint>

namespace handraise {

// F18: fires when `at_least` or more of n have happened. n = 0: at_least 1, never fires.
struct CountTrigger {
  int64_t n = 0;
  int64_t at_least = 1;
  double false_alarm = 0;   // chance to fire when the rate is fine
  double power = 0;         // chance to fire when it is bad
  bool look = true;         // power under 50 %: a reason to look, no stop
};
// Smallest count with a false alarm of at most `false_alarm_max` at `rate_ok`; never under 1. n 72, .01 against .05: 3, 3.6 %, 70 %.
CountTrigger plan_count_trigger(int64_t n, double rate_ok, double rate_bad, double false_alarm_max = 0.05);

// The other way round: a gate to scale that passes when at most `at_most` of n have happened.
struct CountGate {
  int64_t n = 0;
  int64_t at_most = 0;
  double pass_when_ok = 1;
  double pass_when_bad = 1;
};
// Smallest count that lets a fine pilot pass with a chance of at least `pass_min`.
CountGate plan_count_gate(int64_t n, double rate_ok, double rate_bad, double pass_min = 0.90);

// Whether n accounts can resolve a threshold on a rate: never finer than 1/n. (One opt-out of 72 is 1.4 %.)
bool rate_resolves(double rate, int64_t n);

// F19: chance that `events/n < base_rate * (1 - fall)` when the true rate is `rate`; "falls by more than 20 %" is fall 0.20.
// base .15, 72 accounts, nothing wrong: 22.9 %.
double fall_trigger_chance(int64_t n, double base_rate, double fall, double rate);

// F19: chance that the observed rates differ by more than `threshold` (treated minus held), both arms enumerated. Ties within 1e-12
// of the threshold do not fire. An empty arm never fires.
double difference_trigger_chance(int64_t treated, double rate_treated, int64_t held, double rate_held, double threshold);

// F19: chance that a mean seen with this standard error lies more than `fall` below where it was when it truly fell by `true_fall`
// (units of the metric). 0.2 seats with standard error 3.2, nothing wrong: 47.5 %.
double mean_fall_chance(double fall, double standard_error, double true_fall = 0);

// F19: fires when the treated rate exceeds the held rate by more than `threshold`.
struct DifferenceTrigger {
  int64_t treated = 0;
  int64_t held = 0;
  double threshold = 1;     // a share; a whole number of the larger arm's 1/n
  double false_alarm = 0;   // both arms at rate_ok
  double power = 0;         // treated at rate_bad
  bool look = true;         // power under 50 %
};
// Smallest threshold with a false alarm of at most `false_alarm_max`. Arms above 5,000 accounts are cut there.
DifferenceTrigger plan_difference_trigger(int64_t treated, int64_t held, double rate_ok, double rate_bad,
                                          double false_alarm_max = 0.05);

}  // namespace handraise
