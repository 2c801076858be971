#include "pilot/one_look.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace handraise {
namespace {

constexpr double kKept = 0.0005;         // what is paid for looking at the likely held rates only
constexpr int64_t kEnumeratedMax = 3000;
constexpr double kRatioMost = 1000;
constexpr double kTie = 1e-9;

// Chances of the counts from `first` on that are not negligible, and their sums from the right: at_least(k) = P(X >= k).
class Counts {
 public:
  Counts(int64_t n, double rate) : last_(n) {
    rate = std::clamp(rate, 0.0, 1.0);
    const int64_t mode = std::min(n, static_cast<int64_t>(static_cast<double>(n + 1) * rate));
    std::vector<double> down, up;
    const double odds = rate / (1 - rate);
    double sum = 1;
    if (rate > 0 && rate < 1) {
      double chance = 1;
      for (int64_t k = mode; k > 0 && chance > 1e-16; --k) down.push_back(chance *= static_cast<double>(k) / (static_cast<double>(n - k + 1) * odds)), sum += chance;
      chance = 1;
      for (int64_t k = mode; k < n && chance > 1e-16; ++k) up.push_back(chance *= static_cast<double>(n - k) * odds / static_cast<double>(k + 1)), sum += chance;
    }
    first_ = mode - static_cast<int64_t>(down.size());
    last_ = mode + static_cast<int64_t>(up.size());
    chances_.assign(down.rbegin(), down.rend());
    chances_.push_back(1);
    chances_.insert(chances_.end(), up.begin(), up.end());
    for (double& chance : chances_) chance /= sum;
    tails_.assign(chances_.size() + 1, 0.0);
    for (size_t i = chances_.size(); i-- > 0;) tails_[i] = tails_[i + 1] + chances_[i];
  }
  int64_t first() const { return first_; }
  int64_t last() const { return last_; }
  double chance(int64_t k) const { return k < first_ || k > last_ ? 0 : chances_[static_cast<size_t>(k - first_)]; }
  double at_least(int64_t k) const { return k <= first_ ? 1 : k > last_ ? 0 : tails_[static_cast<size_t>(k - first_)]; }

 private:
  int64_t first_ = 0, last_;
  std::vector<double> chances_, tails_;
};

// How far above the line the counts lie, in standard deviations as the line has them.
double score_of(const ArmCounts& counts, const RateLine& line) {
  const auto nt = static_cast<double>(counts.treated), nh = static_cast<double>(counts.held), x = static_cast<double>(counts.events_treated), y = static_cast<double>(counts.events_held);
  const double above = x / nt - line.treated(y / nh);
  const double h = std::clamp(best_held_rate({x, nt - x, y, nh - y}, line), 0.0, 1.0), t = std::clamp(line.treated(h), 0.0, 1.0);
  const double variance = t * (1 - t) / nt + line.slope * line.slope * h * (1 - h) / nh;
  if (std::abs(above) < 1e-12) return 0;
  return variance > 1e-18 ? above / std::sqrt(variance) : above * 1e9;
}

ArmCounts turned(const ArmCounts& counts) { return {counts.treated, counts.treated - counts.events_treated, counts.held, counts.held - counts.events_held}; }
RateLine turned(const RateLine& line) { return {1 - line.offset - line.slope, line.slope}; }

}  // namespace

double one_look_p_above(const ArmCounts& seen, const RateLine& line) {
  const ArmCounts counts = checked(seen);
  if (counts.treated == 0 || counts.held == 0) return 1;
  const double low = line.held_min(), high = line.held_max();
  if (!(low <= high)) return line.offset >= 1 ? 1 : kKept;   // the line misses the square: nothing lies above it, or everything
  const ShareInterval likely = exact_interval(counts.events_held, counts.held, 1 - kKept);
  const double from = std::max(low, likely.low), to = std::min(high, likely.high);
  if (!(from <= to)) return kKept;
  // For each held count the smallest treated count that is as far above the line: it climbs with the held count.
  const double score = score_of(counts, line) - kTie;
  const int64_t y_first = Counts(counts.held, from).first(), y_last = Counts(counts.held, to).last();
  std::vector<int64_t> border;
  int64_t x = counts.events_treated;
  const auto as_far = [&](int64_t treated, int64_t held) { return score_of({counts.treated, treated, counts.held, held}, line) >= score; };
  for (int64_t y = y_first; y <= y_last; ++y) {
    while (x > 0 && as_far(x - 1, y)) --x;
    while (x <= counts.treated && !as_far(x, y)) ++x;
    border.push_back(x);
  }
  const auto chance_at = [&](double held) {
    const Counts yes(counts.treated, line.treated(held)), no(counts.held, held);
    double sum = 0;
    for (int64_t y = std::max(no.first(), y_first); y <= std::min(no.last(), y_last); ++y) sum += no.chance(y) * yes.at_least(border[static_cast<size_t>(y - y_first)]);
    return sum;
  };
  // Evenly where the standard deviation is even, then finer about the largest.
  const double a = std::asin(std::sqrt(from)), b = std::asin(std::sqrt(to));
  const auto at = [&](double part) { return chance_at(std::clamp(std::pow(std::sin(a + (b - a) * part), 2), from, to)); };
  constexpr int kGrid = 36;
  double most = 0;
  int where = 0;
  for (int i = 0; i <= kGrid; ++i) {
    const double chance = at(static_cast<double>(i) / kGrid);
    if (chance > most) most = chance, where = i;
  }
  for (int i = -5; i <= 5; ++i) most = std::max(most, at(std::clamp((where + i / 6.0) / kGrid, 0.0, 1.0)));
  return std::min(1.0, most + kKept);
}

double one_look_p_below(const ArmCounts& counts, const RateLine& line) { return one_look_p_above(turned(checked(counts)), turned(line)); }

ShareInterval one_look_interval(const ArmCounts& seen, double alpha) {
  const ArmCounts counts = checked(seen);
  if (counts.treated == 0 || counts.held == 0) return {-1, 1};
  const double bound = std::clamp(alpha, 0.0001, 0.5) / 2;
  // From outside inwards, so that no gap can hide a difference that is not ruled out.
  const auto end = [&](int direction) {
    const auto kept = [&](double d) { return (direction > 0 ? one_look_p_above(counts, difference_line(d)) : one_look_p_below(counts, difference_line(d))) > bound; };
    double ruled_out = -direction, at = ruled_out;
    for (int i = 1; i < 200; ++i) {
      at = direction * (-1 + i / 100.0);
      if (kept(at)) break;
      ruled_out = at;
    }
    while (std::abs(at - ruled_out) > 1e-5) {
      const double middle = (at + ruled_out) / 2;
      (kept(middle) ? at : ruled_out) = middle;
    }
    return ruled_out;
  };
  return {end(1), end(-1)};
}

ShareInterval one_look_ratio(const ArmCounts& seen, double alpha) {
  const ArmCounts counts = checked(seen);
  const double infinite = std::numeric_limits<double>::infinity();
  if (counts.treated == 0 || counts.held == 0) return {0, infinite};
  const double bound = std::clamp(alpha, 0.0001, 0.5) / 2;
  const auto end = [&](int direction) {
    const auto kept = [&](double r) { return (direction > 0 ? one_look_p_above(counts, ratio_line(r)) : one_look_p_below(counts, ratio_line(r))) > bound; };
    double ruled_out = direction > 0 ? 0 : infinite, at = std::pow(kRatioMost, -direction);
    for (; at <= kRatioMost * 1.01 && at >= 0.99 / kRatioMost && !kept(at); at *= std::pow(1.05, direction)) ruled_out = at;
    if (!(ruled_out > 0) || !std::isfinite(ruled_out)) return ruled_out;
    while (std::abs(at / ruled_out - 1) > 1e-5) {
      const double middle = std::sqrt(at * ruled_out);
      (kept(middle) ? at : ruled_out) = middle;
    }
    return ruled_out;
  };
  return {end(1), end(-1)};
}

double one_look_power(double rate_held, double rate_treated, int64_t treated, int64_t held, double alpha, Sides sides) {
  if (treated <= 0 || held <= 0 || !(rate_held >= 0 && rate_held <= 1) || !(rate_treated >= 0 && rate_treated <= 1)) return 0;
  if (std::max(treated, held) > kEnumeratedMax) return normal_power(rate_held, rate_treated, static_cast<double>(treated), static_cast<double>(held), alpha, sides);
  if (rate_treated < rate_held) rate_treated = 1 - rate_treated, rate_held = 1 - rate_held;   // "no worse" of outcomes is "no better" of their absence
  const double bound = std::clamp(alpha, 0.0001, 0.5) / (sides == Sides::two ? 2 : 1);
  const Counts yes(treated, rate_treated), no(held, rate_held);
  double power = 0;
  int64_t x = yes.first();
  for (int64_t y = no.first(); y <= no.last(); ++y) {
    if (no.chance(y) < 1e-9) continue;
    const auto ruled_out = [&](int64_t events) { return one_look_p_above({treated, events, held, y}, difference_line(0)) <= bound; };
    while (x > yes.first() && ruled_out(x - 1)) --x;
    while (x <= yes.last() && !ruled_out(x)) ++x;
    power += no.chance(y) * yes.at_least(x);
  }
  return std::min(power, 1.0);
}

std::optional<ArmSizes> one_look_accounts(double rate_held, double rate_treated, const TestPlan& plan) {
  const auto start = accounts_per_arm(rate_held, rate_treated, plan);
  if (!start) return std::nullopt;
  const double ratio = plan.held_per_treated, power = std::clamp(plan.power, 0.01, 0.9999);
  const auto enough = [&](int64_t n) { return one_look_power(rate_held, rate_treated, n, std::max<int64_t>(1, accounts_needed(static_cast<double>(n) * ratio)), plan.alpha, plan.sides) >= power; };
  // Power is a saw: it climbs past the goal in steps, then falls back to the last size below it.
  int64_t n = std::max<int64_t>(2, accounts_needed(start->treated));
  const int64_t step = std::max<int64_t>(1, n / 25);
  const auto too_many = [&] { return static_cast<double>(n) * std::max(1.0, ratio) > kEnumeratedMax; };
  if (too_many()) return std::nullopt;
  while (!enough(n)) {
    n += step;
    if (too_many()) return std::nullopt;
  }
  while (n > 2 && enough(n - 1)) --n;
  return ArmSizes{static_cast<double>(n), static_cast<double>(std::max<int64_t>(1, accounts_needed(static_cast<double>(n) * ratio)))};
}

}  // namespace handraise
