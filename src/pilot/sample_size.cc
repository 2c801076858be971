#include "pilot/sample_size.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "pilot/interval.h"

namespace handraise {
namespace {

constexpr int64_t kEnumeratedMax = 3000;
constexpr int64_t kBoschlooMax = 150;
constexpr int64_t kSearchMax = 2000;
constexpr double kSame = 1e-7;  // R's fisher.test: tables this much more likely still count as equally likely

bool is_share(double rate) { return rate >= 0 && rate <= 1; }
double alpha_of(double alpha) { return std::clamp(alpha, 0.0001, 0.5); }
double upper_quantile(double alpha, Sides sides) {
  return -normal_quantile(sides == Sides::two ? alpha_of(alpha) / 2 : alpha_of(alpha));
}

// Smallest and largest count that matter: both tails hold under 1e-14.
struct Span {
  int64_t first = 0;
  int64_t last = 0;
};
Span span_of(const std::vector<double>& chances) {
  Span span{0, static_cast<int64_t>(chances.size()) - 1};
  for (double tail = 0; span.first < span.last && (tail += chances[static_cast<size_t>(span.first)]) < 1e-14;) ++span.first;
  for (double tail = 0; span.last > span.first && (tail += chances[static_cast<size_t>(span.last)]) < 1e-14;) --span.last;
  return span;
}

// Two-sided p-values of all tables with `total` events: the count in the treated arm runs from `first`.
class Margin {
 public:
  Margin(int64_t treated, int64_t held, int64_t total, bool mid_p) : first_(std::max<int64_t>(0, total - held)) {
    const int64_t last = std::min(total, treated);
    const size_t size = static_cast<size_t>(last - first_ + 1);
    chances_.assign(size, 0.0);
    // Hypergeometric from its mode outwards, then to sum 1.
    const double estimate = static_cast<double>(total + 1) * static_cast<double>(treated + 1) / static_cast<double>(treated + held + 2);
    const int64_t mode = std::clamp(static_cast<int64_t>(estimate), first_, last);
    const auto at = [&](int64_t x) -> double& { return chances_[static_cast<size_t>(x - first_)]; };
    const auto step = [&](int64_t x) {  // P(x + 1)/P(x)
      return static_cast<double>(treated - x) * static_cast<double>(total - x) /
             (static_cast<double>(x + 1) * static_cast<double>(held - total + x + 1));
    };
    at(mode) = 1;
    double sum = 1;
    for (int64_t x = mode; x > first_ && at(x) > 1e-300; --x) sum += at(x - 1) = at(x) / step(x - 1);
    for (int64_t x = mode; x < last && at(x) > 1e-300; ++x) sum += at(x + 1) = at(x) * step(x);
    for (double& chance : chances_) chance /= sum;

    // p(x) = sum of the chances not above P(x): in the order of likelihood, equals together.
    // Chances rise to the mode and fall after it, so that order merges the two ends.
    std::vector<size_t> order(size);
    for (size_t i = 0, left = 0, right = size; i < size; ++i) order[i] = chances_[left] <= chances_[right - 1] ? left++ : --right;
    p_.assign(size, 0.0);
    double below = 0;
    for (size_t i = 0; i < size;) {
      size_t j = i;
      double equal = 0;
      while (j < size && chances_[order[j]] <= chances_[order[i]] * (1 + kSame)) equal += chances_[order[j++]];
      for (size_t k = i; k < j; ++k) p_[order[k]] = std::min(1.0, below + (mid_p ? 0.5 * equal : equal));
      below += equal;
      i = j;
    }
  }
  double p(int64_t x) const { return p_[static_cast<size_t>(x - first_)]; }

 private:
  int64_t first_;
  std::vector<double> chances_;
  std::vector<double> p_;
};

// Boschloo: the largest bound on Fisher's p-value that keeps the size at alpha for every nuisance rate on a grid.
double boschloo_bound(int64_t treated, int64_t held, double alpha) {
  // Tables with p <= alpha are safe: Fisher's own size is at most alpha. Those just above may be added, in order of p, while the
  // size allows; a p over 4 alpha never fits and is not looked at.
  struct Table {
    double p;
    int64_t x, y;
  };
  std::vector<Table> safe, candidates;
  for (int64_t total = 0; total <= treated + held; ++total) {
    const Margin margin(treated, held, total, false);
    for (int64_t x = std::max<int64_t>(0, total - held); x <= std::min(total, treated); ++x) {
      const double p = margin.p(x);
      if (p <= alpha) safe.push_back({p, x, total - x});
      else if (p <= 4 * alpha) candidates.push_back({p, x, total - x});
    }
  }
  std::sort(candidates.begin(), candidates.end(), [](const Table& a, const Table& b) { return a.p < b.p; });
  double bound = alpha;
  size_t keep = candidates.size();
  for (int i = 1; i <= 200; ++i) {
    const double rate = i / 400.0;
    for (const double nuisance : {rate, 1 - rate}) {
      const std::vector<double> bt = binomial_chances(treated, nuisance), bh = binomial_chances(held, nuisance);
      const auto chance = [&](const Table& table) { return bt[static_cast<size_t>(table.x)] * bh[static_cast<size_t>(table.y)]; };
      double size = 0;
      for (const Table& table : safe) size += chance(table);
      for (size_t j = 0; j < keep;) {
        size_t next = j;
        while (next < keep && candidates[next].p <= candidates[j].p * (1 + kSame)) size += chance(candidates[next++]);
        if (size > alpha) {
          keep = j;
          break;
        }
        j = next;
      }
      if (i == 200) break;  // .5 twice
    }
  }
  if (keep > 0) bound = candidates[keep - 1].p;
  return bound;
}

}  // namespace

int64_t accounts_needed(double accounts) {
  if (!(accounts > 0)) return 0;
  return static_cast<int64_t>(std::ceil(std::min(accounts, 9e15) - 1e-9));
}

std::optional<ArmSizes> accounts_per_arm(double rate_held, double rate_treated, const TestPlan& plan) {
  const double ratio = plan.held_per_treated;
  if (!is_share(rate_held) || !is_share(rate_treated) || rate_held == rate_treated || !(ratio > 0) || std::isinf(ratio)) return std::nullopt;
  const double za = upper_quantile(plan.alpha, plan.sides);
  const double zb = normal_quantile(std::clamp(plan.power, 0.01, 0.9999));
  const double pooled = (rate_treated + ratio * rate_held) / (1 + ratio);
  const double null_sd = std::sqrt((1 + 1 / ratio) * pooled * (1 - pooled));
  const double true_sd = std::sqrt(rate_treated * (1 - rate_treated) + rate_held * (1 - rate_held) / ratio);
  const double sum = std::max(0.0, za * null_sd + zb * true_sd);
  const double lift = rate_treated - rate_held;
  const double treated = sum * sum / (lift * lift);
  if (!std::isfinite(treated) || !std::isfinite(treated * ratio)) return std::nullopt;
  return ArmSizes{treated, treated * ratio};
}

double normal_power(double rate_held, double rate_treated, double treated, double held, double alpha, Sides sides) {
  if (!is_share(rate_held) || !is_share(rate_treated) || !(treated > 0) || !(held > 0)) return 0;
  const double ratio = held / treated;
  const double pooled = (rate_treated + ratio * rate_held) / (1 + ratio);
  const double null_sd = std::sqrt((1 + 1 / ratio) * pooled * (1 - pooled));
  const double true_sd = std::sqrt(rate_treated * (1 - rate_treated) + rate_held * (1 - rate_held) / ratio);
  const double gap = std::sqrt(treated) * std::abs(rate_treated - rate_held) - upper_quantile(alpha, sides) * null_sd;
  if (true_sd <= 0) return gap > 0 ? 1 : 0;
  return normal_chance_below(gap / true_sd);
}

std::optional<double> smallest_lift(double rate_held, double treated, double held, const TestPlan& plan) {
  if (!is_share(rate_held) || rate_held >= 1 || !(treated > 0) || !(held > 0)) return std::nullopt;
  TestPlan arms = plan;
  arms.held_per_treated = held / treated;
  const auto shows = [&](double rate) {
    const auto sizes = accounts_per_arm(rate_held, rate, arms);
    return sizes && sizes->treated <= treated;
  };
  if (!shows(1)) return std::nullopt;
  double low = rate_held, high = 1;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (shows(middle) ? high : low) = middle;
  }
  return high - rate_held;
}

OutcomeTest outcome_test(double outcomes_expected_held) {
  if (!(outcomes_expected_held >= 5)) return OutcomeTest::none;
  return outcomes_expected_held < 10 ? OutcomeTest::exact : OutcomeTest::normal;
}

double exact_power(double rate_held, double rate_treated, int64_t treated, int64_t held, double alpha, ExactTest test) {
  if (treated <= 0 || held <= 0 || !is_share(rate_held) || !is_share(rate_treated)) return 0;
  alpha = alpha_of(alpha);
  if (std::max(treated, held) > kEnumeratedMax) {
    return normal_power(rate_held, rate_treated, static_cast<double>(treated), static_cast<double>(held), alpha);
  }
  if (test == ExactTest::boschloo && std::max(treated, held) > kBoschlooMax) test = ExactTest::fisher_mid_p;
  const double bound = test == ExactTest::boschloo ? boschloo_bound(treated, held, alpha) : alpha;
  const std::vector<double> bt = binomial_chances(treated, rate_treated), bh = binomial_chances(held, rate_held);
  const Span t = span_of(bt), h = span_of(bh);
  double power = 0;
  for (int64_t total = t.first + h.first; total <= t.last + h.last; ++total) {
    const Margin margin(treated, held, total, test == ExactTest::fisher_mid_p);
    for (int64_t x = std::max(t.first, total - h.last); x <= std::min(t.last, total - h.first); ++x) {
      if (margin.p(x) <= bound * (1 + kSame)) power += bt[static_cast<size_t>(x)] * bh[static_cast<size_t>(total - x)];
    }
  }
  return std::min(power, 1.0);
}

double fisher_p(int64_t events_treated, int64_t treated, int64_t events_held, int64_t held, bool mid_p) {
  if (treated <= 0 || held <= 0) return 1;
  const int64_t x = std::clamp<int64_t>(events_treated, 0, treated), y = std::clamp<int64_t>(events_held, 0, held);
  return Margin(treated, held, x + y, mid_p).p(x);
}

std::optional<int64_t> exact_accounts_per_arm(double rate_held, double rate_treated, const TestPlan& plan, ExactTest test) {
  TestPlan equal = plan;
  equal.held_per_treated = 1;
  const auto start = accounts_per_arm(rate_held, rate_treated, equal);
  if (!start || start->treated > static_cast<double>(kSearchMax)) return std::nullopt;
  const auto enough = [&](int64_t n) {
    return exact_power(rate_held, rate_treated, n, n, plan.alpha, test) >= std::clamp(plan.power, 0.01, 0.9999);
  };
  // Power is a saw: it climbs past the goal in large steps, then falls back to the last size below it.
  int64_t n = std::max<int64_t>(2, accounts_needed(start->treated));
  const int64_t step = std::max<int64_t>(1, n / 25);
  while (!enough(n)) {
    n += step;
    if (n > kSearchMax) return std::nullopt;
  }
  while (n > 2 && enough(n - 1)) --n;
  return n;
}

double cluster_factor(double users_per_account, double users_cv, double icc) {
  if (!(users_per_account > 0) || !(icc > 0) || !std::isfinite(users_per_account)) return 1;
  const double cv = users_cv > 0 && std::isfinite(users_cv) ? users_cv : 0;
  return std::max(1.0, 1 + ((1 + cv * cv) * users_per_account - 1) * std::min(icc, 1.0));
}

std::optional<double> weeks_to_enrol(const ArmSizes& arms, double volume, double holdout_share) {
  const auto volume_for_one_week = volume_to_enrol(arms, 1, holdout_share);
  if (!volume_for_one_week || !(volume > 0) || !std::isfinite(volume)) return std::nullopt;
  return *volume_for_one_week / volume;
}

std::optional<double> volume_to_enrol(const ArmSizes& arms, double weeks, double holdout_share) {
  if (!(weeks > 0) || !std::isfinite(weeks) || !is_share(holdout_share)) return std::nullopt;
  double volume = 0;
  for (const auto& [accounts, share] : {std::pair{arms.treated, 1 - holdout_share}, std::pair{arms.held, holdout_share}}) {
    if (!(accounts > 0)) continue;
    if (share <= 0) return std::nullopt;
    volume = std::max(volume, accounts / share / weeks);
  }
  return volume;
}

}  // namespace handraise
