#include "pilot/trigger.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "pilot/interval.h"

namespace handraise {
namespace {

constexpr double kTie = 1e-12;
constexpr int64_t kArmMax = 5000;

double share(double value) { return value >= 0 ? std::min(value, 1.0) : 0.0; }

// P(x/treated - y/held > threshold) for independent counts with these chances; `held_below[k]` is P(y < k).
double exceeds(const std::vector<double>& treated, const std::vector<double>& held_below, double threshold) {
  const auto nt = static_cast<double>(treated.size() - 1), nh = static_cast<double>(held_below.size() - 2);
  double chance = 0;
  for (size_t x = 0; x < treated.size(); ++x) {
    if (treated[x] < 1e-18) continue;
    // y/nh < x/nt - threshold, strictly.
    const double limit = (static_cast<double>(x) / nt - threshold - kTie) * nh;
    if (limit <= 0) continue;
    const auto counts = static_cast<size_t>(std::min(std::ceil(limit), nh + 1));  // y = 0 .. counts - 1
    chance += treated[x] * held_below[counts];
  }
  return std::min(chance, 1.0);
}

std::vector<double> below(const std::vector<double>& chances) {
  std::vector<double> sums(chances.size() + 1, 0.0);
  for (size_t k = 0; k < chances.size(); ++k) sums[k + 1] = sums[k] + chances[k];
  return sums;
}

}  // namespace

CountTrigger plan_count_trigger(int64_t n, double rate_ok, double rate_bad, double false_alarm_max) {
  CountTrigger trigger;
  trigger.n = std::max<int64_t>(n, 0);
  // Falls with k, so the smallest is found by halves.
  int64_t low = 1, high = trigger.n + 1;  // n + 1 never fires
  while (low < high) {
    const int64_t middle = low + (high - low) / 2;
    if (binomial_at_least(trigger.n, rate_ok, middle) <= share(false_alarm_max)) high = middle;
    else low = middle + 1;
  }
  trigger.at_least = low;
  trigger.false_alarm = binomial_at_least(trigger.n, rate_ok, low);
  trigger.power = binomial_at_least(trigger.n, rate_bad, low);
  trigger.look = trigger.power < 0.5;
  return trigger;
}

CountGate plan_count_gate(int64_t n, double rate_ok, double rate_bad, double pass_min) {
  CountGate gate;
  gate.n = std::max<int64_t>(n, 0);
  int64_t low = 0, high = gate.n;
  while (low < high) {
    const int64_t middle = low + (high - low) / 2;
    if (binomial_at_most(gate.n, rate_ok, middle) >= share(pass_min)) high = middle;
    else low = middle + 1;
  }
  gate.at_most = low;
  gate.pass_when_ok = binomial_at_most(gate.n, rate_ok, low);
  gate.pass_when_bad = binomial_at_most(gate.n, rate_bad, low);
  return gate;
}

bool rate_resolves(double rate, int64_t n) { return n > 0 && rate > 0 && rate * static_cast<double>(n) >= 1 - kTie; }

double fall_trigger_chance(int64_t n, double base_rate, double fall, double rate) {
  if (n <= 0) return 0;
  // The largest count strictly below n * base * (1 - fall).
  const double limit = static_cast<double>(n) * share(base_rate) * (1 - std::clamp(fall, -1e6, 1.0));
  if (!(limit > kTie)) return 0;
  const auto last = static_cast<int64_t>(std::ceil(std::min(limit, static_cast<double>(n) + 1) - 1e-9)) - 1;
  return binomial_at_most(n, rate, last);
}

double difference_trigger_chance(int64_t treated, double rate_treated, int64_t held, double rate_held, double threshold) {
  if (treated <= 0 || held <= 0 || std::isnan(threshold)) return 0;
  return exceeds(binomial_chances(std::min(treated, kArmMax * 4), rate_treated),
                 below(binomial_chances(std::min(held, kArmMax * 4), rate_held)), threshold);
}

double mean_fall_chance(double fall, double standard_error, double true_fall) {
  if (!(standard_error > 0)) return true_fall > fall ? 1 : 0;
  return normal_chance_below((true_fall - fall) / standard_error);
}

DifferenceTrigger plan_difference_trigger(int64_t treated, int64_t held, double rate_ok, double rate_bad, double false_alarm_max) {
  DifferenceTrigger trigger;
  trigger.treated = std::clamp<int64_t>(treated, 0, kArmMax);
  trigger.held = std::clamp<int64_t>(held, 0, kArmMax);
  if (trigger.treated == 0 || trigger.held == 0) return trigger;
  const std::vector<double> ok = binomial_chances(trigger.treated, rate_ok);
  const std::vector<double> held_below = below(binomial_chances(trigger.held, rate_ok));
  const int64_t n = std::max(trigger.treated, trigger.held);
  int64_t low = 0, high = n;  // a difference of 1 is never exceeded
  while (low < high) {
    const int64_t middle = low + (high - low) / 2;
    if (exceeds(ok, held_below, static_cast<double>(middle) / static_cast<double>(n)) <= share(false_alarm_max)) high = middle;
    else low = middle + 1;
  }
  trigger.threshold = static_cast<double>(low) / static_cast<double>(n);
  trigger.false_alarm = exceeds(ok, held_below, trigger.threshold);
  trigger.power = exceeds(binomial_chances(trigger.treated, rate_bad), held_below, trigger.threshold);
  trigger.look = trigger.power < 0.5;
  return trigger;
}

}  // namespace handraise
