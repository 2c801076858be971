#include "pilot/always_valid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/chance.h"

namespace handraise {
namespace {

constexpr double kPriorAccounts = 2;    // an arm: how much the expected rate counts
constexpr double kArmMax = 50000;
constexpr double kRatioMost = 1000;
struct Step { double times, weight; };  // of the lift looked for
constexpr std::array<Step, 5> kSteps{{{.25, .05}, {.5, .15}, {1, .6}, {2, .15}, {4, .05}}};

double log_ratio(int64_t events, int64_t accounts, double guess, double null) {
  double sum = 0;
  if (events > 0) sum += static_cast<double>(events) * std::log(guess / null);
  if (accounts > events) sum += static_cast<double>(accounts - events) * std::log((1 - guess) / (1 - null));
  return sum;
}

}  // namespace

AlwaysValid::AlwaysValid(double rate_held, double lift, double alpha, Sides sides)
    : rate_held_(rate_held >= 0.001 ? std::min(rate_held, 0.999) : 0.001), lift_(std::clamp(std::abs(lift), 0.001, 1.0)), sides_(sides) {
  const double kept = alpha > 0.0001 ? std::min(alpha, 0.5) : 0.0001;
  bound_ = -std::log(sides == Sides::two ? kept / 2 : kept);
}

void AlwaysValid::look(const ArmCounts& newcomers) { blocks_.push_back(checked(newcomers)); }

double log_block_worth(const ArmCounts& block, const ArmCounts& past, double rate_held, const RateLine& null, const RateLine& guess) {
  if (!(guess.held_max() - guess.held_min() > 1e-3)) return 0;   // nothing to bet on
  const double expected = std::clamp(guess.treated(rate_held), 0.02, 0.98);
  const ArmWeights seen{kPriorAccounts * expected + static_cast<double>(past.events_treated), kPriorAccounts * (1 - expected) + static_cast<double>(past.treated - past.events_treated),
                        kPriorAccounts * rate_held + static_cast<double>(past.events_held), kPriorAccounts * (1 - rate_held) + static_cast<double>(past.held - past.events_held)};
  const double held = std::clamp(best_held_rate(seen, guess), guess.held_min() + 1e-9, guess.held_max() - 1e-9), treated = guess.treated(held);
  const auto nt = static_cast<double>(block.treated), nh = static_cast<double>(block.held);
  const double nearest = best_held_rate({nt * treated, nt * (1 - treated), nh * held, nh * (1 - held)}, null);
  return log_ratio(block.events_treated, block.treated, treated, null.treated(nearest)) + log_ratio(block.events_held, block.held, held, nearest);
}

template <class Guess>
double AlwaysValid::most(const RateLine& null, Guess guess_of) const {
  // One run of bets for each step; after each look the mixture of all.
  std::array<double, kSteps.size()> worth{};
  ArmCounts past;
  double best = 0;
  for (const ArmCounts& block : blocks_) {
    double top = -1e300;
    for (size_t k = 0; k < kSteps.size(); ++k) {
      worth[k] += log_block_worth(block, past, rate_held_, null, guess_of(kSteps[k].times));
      top = std::max(top, worth[k] + std::log(kSteps[k].weight));
    }
    double sum = 0;
    for (size_t k = 0; k < kSteps.size(); ++k) sum += std::exp(worth[k] + std::log(kSteps[k].weight) - top);
    best = std::max(best, top + std::log(sum));
    past.treated += block.treated, past.events_treated += block.events_treated;
    past.held += block.held, past.events_held += block.events_held;
  }
  return best;
}

double AlwaysValid::against_difference(double d, int direction) const {
  if (!(d > -1 && d < 1)) return d * direction >= 1 ? 0 : 1e300;   // no difference lies beyond
  return most(difference_line(d), [&](double times) { return difference_line(d + direction * times * lift_); });
}

double AlwaysValid::against_ratio(double ratio, int direction) const {
  return most(ratio_line(ratio), [&](double times) { return ratio_line(ratio * std::pow(1 + times * lift_ / rate_held_, direction)); });
}

ShareInterval AlwaysValid::interval() const {
  // The lower end is the first difference, from below, that is not ruled out; so no gap above it can hide one.
  const auto end = [&](int direction) {
    double ruled_out = -direction, at = ruled_out;
    for (int i = 1; i < 400; ++i) {
      at = direction * (-1 + i / 200.0);
      if (against_difference(at, direction) < bound_) break;
      ruled_out = at;
    }
    while (std::abs(at - ruled_out) > 1e-6) {
      const double middle = (at + ruled_out) / 2;
      (against_difference(middle, direction) < bound_ ? at : ruled_out) = middle;
    }
    return ruled_out;
  };
  return {end(1), sides_ == Sides::two ? end(-1) : 1.0};
}

ShareInterval AlwaysValid::ratio_interval() const {
  const auto end = [&](int direction) {
    double ruled_out = direction > 0 ? 0 : std::numeric_limits<double>::infinity(), at = std::pow(kRatioMost, -direction);
    for (; at <= kRatioMost * 1.01 && at >= 0.99 / kRatioMost && against_ratio(at, direction) >= bound_; at *= std::pow(1.02, direction)) ruled_out = at;
    if (!(ruled_out > 0) || !std::isfinite(ruled_out)) return ruled_out;
    while (std::abs(at / ruled_out - 1) > 1e-6) {
      const double middle = std::sqrt(at * ruled_out);
      (against_ratio(middle, direction) < bound_ ? at : ruled_out) = middle;
    }
    return ruled_out;
  };
  return {end(1), sides_ == Sides::two ? end(-1) : std::numeric_limits<double>::infinity()};
}

AlwaysValidPower always_valid_power(double rate_held, double rate_treated, int64_t treated, int64_t held, int looks, const TestPlan& plan, int runs,
                                    uint64_t seed, std::optional<double> lift) {
  const double wanted = lift.value_or(rate_treated - rate_held);
  if (treated <= 0 || held <= 0 || looks < 1 || runs < 1 || wanted == 0) return {};
  const bool better = wanted > 0;
  AlwaysValidPower result;
  double seen = 0;
  int found = 0;
  for (int run = 0; run < runs; ++run) {
    // Draws of an account are its own, so that a larger pilot holds the smaller one.
    Chance treated_chance(seed + 2 * static_cast<uint64_t>(run)), held_chance(seed + 2 * static_cast<uint64_t>(run) + 1);
    AlwaysValid sequence(rate_held, wanted, plan.alpha, plan.sides);
    int64_t before_treated = 0, before_held = 0;
    double share = 1;
    for (int i = 1; i <= looks; ++i) {
      ArmCounts block;
      const int64_t now_treated = treated * i / looks, now_held = held * i / looks;
      block.treated = now_treated - before_treated, block.held = now_held - before_held;
      for (int64_t k = 0; k < block.treated; ++k) block.events_treated += treated_chance.share() < rate_treated ? 1 : 0;
      for (int64_t k = 0; k < block.held; ++k) block.events_held += held_chance.share() < rate_held ? 1 : 0;
      before_treated = now_treated, before_held = now_held;
      sequence.look(block);
      if (better ? sequence.above(0) : (plan.sides == Sides::two && sequence.below(0))) {
        ++found;
        share = static_cast<double>(i) / looks;
        break;
      }
    }
    seen += share;
  }
  result.power = static_cast<double>(found) / runs;
  result.accounts_seen = seen / runs;
  return result;
}

std::optional<ArmSizes> always_valid_accounts(double rate_held, double rate_treated, int looks, const TestPlan& plan, int runs, uint64_t seed) {
  const auto fixed = accounts_per_arm(rate_held, rate_treated, plan);
  if (!fixed || looks < 1) return std::nullopt;
  const double ratio = plan.held_per_treated, power = std::clamp(plan.power, 0.01, 0.9999);
  const auto enough = [&](double treated) {
    return always_valid_power(rate_held, rate_treated, accounts_needed(treated), accounts_needed(treated * ratio), looks, plan, runs, seed).power >= power;
  };
  const auto too_many = [&](double treated) { return treated * std::max(1.0, ratio) > kArmMax; };
  double low = fixed->treated * 0.8, high = fixed->treated * 1.6;
  if (too_many(high)) return std::nullopt;
  while (!enough(high)) {
    low = high;
    high *= 1.5;
    if (too_many(high)) return std::nullopt;
  }
  while (high - low > std::max(1.0, 0.01 * low)) {
    const double middle = (low + high) / 2;
    (enough(middle) ? high : low) = middle;
  }
  return ArmSizes{high, high * ratio};
}

}  // namespace handraise
