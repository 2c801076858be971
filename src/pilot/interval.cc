#include "pilot/interval.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>

namespace handraise {
namespace {

double share(double value) { return value >= 0 ? std::min(value, 1.0) : 0.0; }  // NaN is 0

// Two-sided confidence to its quantile; out of range becomes nearly nothing or nearly sure.
double two_sided_quantile(double confidence) {
  return normal_quantile(0.5 + 0.5 * std::clamp(share(confidence), 1e-6, 1 - 1e-12));
}

}  // namespace

double normal_quantile(double chance) {
  const double p = std::clamp(share(chance), 1e-16, 1 - 1e-16);
  return -std::sqrt(2.0) * boost::math::erfc_inv(2 * p);
}

double normal_chance_below(double value) { return std::isnan(value) ? 0.5 : 0.5 * std::erfc(-value / std::sqrt(2.0)); }

ShareInterval wilson_interval(int64_t events, int64_t n, double confidence) {
  if (n <= 0) return {};
  const auto nd = static_cast<double>(n);
  const double p = static_cast<double>(std::clamp<int64_t>(events, 0, n)) / nd;
  const double z = two_sided_quantile(confidence);
  const double scale = 1 / (1 + z * z / nd);
  const double centre = (p + z * z / (2 * nd)) * scale;
  const double half = z * std::sqrt(p * (1 - p) / nd + z * z / (4 * nd * nd)) * scale;
  // At the ends the bound is the observed share itself; the formula misses it by a rounding error.
  return {events <= 0 ? 0 : std::max(0.0, centre - half), events >= n ? 1 : std::min(1.0, centre + half)};
}

ShareInterval exact_interval(int64_t events, int64_t n, double confidence) {
  if (n <= 0) return {};
  const int64_t x = std::clamp<int64_t>(events, 0, n);
  const double tail = 0.5 * (1 - std::clamp(share(confidence), 1e-6, 1 - 1e-12));
  const auto xd = static_cast<double>(x), nd = static_cast<double>(n);
  return {x == 0 ? 0 : boost::math::ibeta_inv(xd, nd - xd + 1, tail), x == n ? 1 : boost::math::ibetac_inv(xd + 1, nd - xd, tail)};
}

ShareInterval difference_interval(int64_t events_treated, int64_t n_treated, int64_t events_held, int64_t n_held, double confidence) {
  if (n_treated <= 0 && n_held <= 0) return {-1, 1};
  const ShareInterval t = wilson_interval(events_treated, n_treated, confidence);
  const ShareInterval h = wilson_interval(events_held, n_held, confidence);
  const auto rate = [](int64_t events, int64_t n) {
    return n <= 0 ? 0.5 : static_cast<double>(std::clamp<int64_t>(events, 0, n)) / static_cast<double>(n);
  };
  const double pt = rate(events_treated, n_treated), ph = rate(events_held, n_held);
  return {std::max(-1.0, pt - ph - std::hypot(pt - t.low, h.high - ph)), std::min(1.0, pt - ph + std::hypot(t.high - pt, ph - h.low))};
}

std::vector<double> binomial_chances(int64_t n, double rate) {
  n = std::max<int64_t>(n, 0);
  const double p = share(rate);
  std::vector<double> chances(static_cast<size_t>(n) + 1, 0.0);
  if (p <= 0 || p >= 1) {
    chances[p <= 0 ? 0 : static_cast<size_t>(n)] = 1;
    return chances;
  }
  // From the mode outwards by ratios, then to sum 1: no cancellation, no underflow where it matters.
  const int64_t mode = std::min(n, static_cast<int64_t>(static_cast<double>(n + 1) * p));
  const double odds = p / (1 - p);
  chances[static_cast<size_t>(mode)] = 1;
  double sum = 1;
  for (int64_t k = mode; k > 0 && chances[static_cast<size_t>(k)] > 1e-300; --k) {
    sum += chances[static_cast<size_t>(k - 1)] = chances[static_cast<size_t>(k)] * static_cast<double>(k) / (static_cast<double>(n - k + 1) * odds);
  }
  for (int64_t k = mode; k < n && chances[static_cast<size_t>(k)] > 1e-300; ++k) {
    sum += chances[static_cast<size_t>(k + 1)] = chances[static_cast<size_t>(k)] * static_cast<double>(n - k) * odds / static_cast<double>(k + 1);
  }
  for (double& chance : chances) chance /= sum;
  return chances;
}

double binomial_at_least(int64_t n, double rate, int64_t k) {
  n = std::max<int64_t>(n, 0);
  const double p = share(rate);
  if (k <= 0) return 1;
  if (k > n || p <= 0) return 0;
  if (p >= 1) return 1;
  return boost::math::ibeta(static_cast<double>(k), static_cast<double>(n - k + 1), p);
}

double binomial_at_most(int64_t n, double rate, int64_t k) {
  n = std::max<int64_t>(n, 0);
  const double p = share(rate);
  if (k < 0) return 0;
  if (k >= n || p <= 0) return 1;
  if (p >= 1) return 0;
  return boost::math::ibetac(static_cast<double>(k + 1), static_cast<double>(n - k), p);
}

}  // namespace handraise
