#include "pilot/go_rule.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "pilot/interval.h"

namespace handraise {
namespace {

constexpr int64_t kArmMax = 10000;

double share(double value) { return value >= 0 ? std::min(value, 1.0) : 0.0; }
double log_beta(double a, double b) { return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b); }

// P(Beta(at, bt) > Beta(ah, bh)), whole-numbered: sum over i < at of B(ah + i, bh + bt)/((bt + i) B(1 + i, bt) B(ah, bh))
// (E. Miller, "Formulas for Bayesian A/B testing", 2015). Each term from the one before it; the sum runs over the smaller of the
// four parameters it can be written in, so the cost is its size.
double beta_above(int64_t at, int64_t bt, int64_t ah, int64_t bh) {
  const int64_t smallest = std::min({at, bt, ah, bh});
  if (smallest == ah && ah < at) return 1 - beta_above(ah, bh, at, bt);
  // X > Y is 1 - Y > 1 - X: turn the failures into successes where there are fewer of them.
  if (smallest == bh && bh < at) return beta_above(bh, ah, bt, at);
  if (smallest == bt && bt < at) return 1 - beta_above(bt, at, bh, ah);
  const auto a = static_cast<double>(ah), b = static_cast<double>(bh), c = static_cast<double>(bt);
  const auto ratio = [&](double k) { return (a + k) / (a + b + c + k) * (c + k) / (1 + k); };
  double log_term = log_beta(a, b + c) - std::log(c) - log_beta(1, c) - log_beta(a, b);
  int64_t i = 0;
  // The first terms of large arms are too small for a double, the later ones not.
  for (; i < at && log_term < -700; ++i) log_term += std::log(ratio(static_cast<double>(i)));
  double term = std::exp(log_term), sum = 0;
  for (; i < at; ++i) {
    sum += term;
    term *= ratio(static_cast<double>(i));
  }
  return std::clamp(sum, 0.0, 1.0);
}

// Counts of an arm whose tails hold over 1e-13.
void cut(const std::vector<double>& chances, int64_t* first, int64_t* last) {
  *first = 0;
  *last = static_cast<int64_t>(chances.size()) - 1;
  for (double tail = 0; *first < *last && (tail += chances[static_cast<size_t>(*first)]) < 1e-13;) ++*first;
  for (double tail = 0; *last > *first && (tail += chances[static_cast<size_t>(*last)]) < 1e-13;) --*last;
}

}  // namespace

double chance_treated_better(int64_t events_treated, int64_t treated, int64_t events_held, int64_t held) {
  treated = std::max<int64_t>(treated, 0);
  held = std::max<int64_t>(held, 0);
  const int64_t x = std::clamp<int64_t>(events_treated, 0, treated), y = std::clamp<int64_t>(events_held, 0, held);
  return beta_above(1 + x, 1 + treated - x, 1 + y, 1 + held - y);
}

double go_odds(GoRule rule, double rate_held, double rate_treated, int64_t treated, int64_t held, double bet_threshold, double alpha) {
  treated = std::clamp<int64_t>(treated, 0, kArmMax);
  held = std::clamp<int64_t>(held, 0, kArmMax);
  if (rule == GoRule::learn || treated == 0 || held == 0) return 0;
  const double confidence = 1 - std::clamp(alpha, 0.0001, 0.5);
  const std::function<bool(int64_t, int64_t)> go = [&](int64_t x, int64_t y) {
    return rule == GoRule::bet ? chance_treated_better(x, treated, y, held) >= bet_threshold - 1e-12
                               : difference_interval(x, treated, y, held, confidence).low > 1e-12;
  };
  const std::vector<double> bt = binomial_chances(treated, share(rate_treated)), bh = binomial_chances(held, share(rate_held));
  int64_t t_first, t_last, h_first, h_last;
  cut(bt, &t_first, &t_last);
  cut(bh, &h_first, &h_last);
  // Both rules ask for more treated outcomes the more the holdout had: the border only moves up.
  double chance = 0, above = 0;
  for (int64_t x = t_first; x <= t_last; ++x) above += bt[static_cast<size_t>(x)];
  int64_t x = t_first;
  for (int64_t y = h_first; y <= h_last; ++y) {
    while (x <= t_last && !go(x, y)) above -= bt[static_cast<size_t>(x++)];
    if (x > t_last) break;
    chance += bh[static_cast<size_t>(y)] * above;
  }
  return std::clamp(chance, 0.0, 1.0);
}

GoOdds go_odds_at_lifts(GoRule rule, double rate_held, double lift, int64_t treated, int64_t held) {
  const auto at = [&](double part) { return go_odds(rule, rate_held, share(rate_held + part * lift), treated, held); };
  return {at(0), at(0.5), at(1)};
}

GoChoice choose_go_rule(const GoQuestion& question) {
  GoChoice choice;
  const double rate = share(question.rate_held);
  const auto held = std::max<int64_t>(question.held, 0), treated = std::max<int64_t>(question.treated, 0);
  choice.outcomes_expected_held = rate * static_cast<double>(held);
  choice.test = outcome_test(choice.outcomes_expected_held);
  TestPlan plan;
  plan.power = question.power;
  plan.alpha = question.alpha;
  choice.lift_shown = smallest_lift(rate, static_cast<double>(treated), static_cast<double>(held), plan);
  if (choice.test == OutcomeTest::none) return choice;
  bool shows = choice.lift_shown && question.lift_wanted > 0 && *choice.lift_shown <= question.lift_wanted + 1e-12;
  if (shows && choice.test == OutcomeTest::exact) {
    shows = exact_power(rate, share(rate + question.lift_wanted), treated, held, question.alpha) >= question.power;
  }
  choice.rule = shows ? GoRule::prove : question.undone_in_a_quarter ? GoRule::bet : GoRule::learn;
  return choice;
}

}  // namespace handraise
