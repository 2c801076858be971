#include "design/volume.h"

#include <algorithm>
#include <cmath>

namespace handraise {
namespace {

// Width of an 80 % interval in standard deviations, and half of it: 2 z and z with z = 1.2816, the ninth decile.
constexpr double kWidth = 2.563, kHalf = 1.282;
constexpr double kMost = 1e15;

double positive(double value) { return value > 0 ? std::min(value, kMost) : 0; }  // NaN is 0

struct Range {
  double low, middle, high;
};

Range range_of(const VolumeFactor& factor) {
  double low = positive(factor.low), high = positive(factor.high);
  if (low > high) std::swap(low, high);
  low = std::max(low, high / 100);
  const double middle = factor.value >= 0 ? positive(factor.value) : std::sqrt(low * high);
  return {low, middle, high};
}

}  // namespace

double per_week(double amount_per_month) { return positive(amount_per_month) * 12 / 52; }
double per_month(double amount_per_week) { return positive(amount_per_week) * 52 / 12; }

VolumeFactor factor_of(const Quantity& quantity, bool divides) {
  return {quantity.name, quantity.low, std::max(quantity.value, 0.0), quantity.high, divides};
}

Volume volume_of(double start_per_week, const std::vector<VolumeFactor>& factors) {
  Volume volume;
  volume.value = positive(start_per_week);
  volume.doubt.assign(factors.size(), 0.0);
  double variance = 0;
  for (size_t i = 0; i < factors.size(); ++i) {
    const Range range = range_of(factors[i]);
    if (factors[i].divides) volume.value = range.middle > 0 ? volume.value / range.middle : 0;
    else volume.value *= range.middle;
    if (range.low <= 0) continue;
    const double sd = std::log(range.high / range.low) / kWidth;
    volume.doubt[i] = sd * sd;
    variance += sd * sd;
    volume.all_low_to_all_high = std::min(volume.all_low_to_all_high * (range.high / range.low), kMost);
  }
  volume.value = positive(volume.value);
  volume.log_sd = std::sqrt(variance);
  for (double& part : volume.doubt) part = variance > 0 ? part / variance : 0;
  volume.low = volume.value * std::exp(-kHalf * volume.log_sd);
  volume.high = std::min(volume.value * std::exp(kHalf * volume.log_sd), kMost);
  return volume;
}

std::optional<Volume> signups_needed_per_month(double volume, const std::vector<VolumeFactor>& factors) {
  Volume signups = volume_of(1, factors);
  if (!(signups.value > 0)) return std::nullopt;
  const double spread = std::exp(kHalf * signups.log_sd);
  signups.value = std::min(per_month(volume) / signups.value, kMost);
  signups.low = signups.value / spread;
  signups.high = std::min(signups.value * spread, kMost);
  return signups;
}

double worked_per_week(double volume, double holdout_share) { return positive(volume) * (1 - std::min(positive(holdout_share), 1.0)); }

StockFlow stock_and_flow(double accounts_qualified, double weeks_qualified, double cooldown_weeks) {
  StockFlow stock;
  stock.backlog = positive(accounts_qualified);
  if (positive(weeks_qualified) > 0) stock.flow = positive(stock.backlog / weeks_qualified);
  if (positive(cooldown_weeks) > 0) stock.realerts_max = positive(stock.backlog / cooldown_weeks);
  return stock;
}

std::optional<double> drain_weeks(const StockFlow& stock, double cap, double holdout_share) {
  const double backlog = worked_per_week(stock.backlog, holdout_share);
  if (backlog <= 0) return 0;
  const double spare = positive(cap) - worked_per_week(stock.flow, holdout_share);
  if (!(spare > 1e-9)) return std::nullopt;
  return backlog / spare;
}

}  // namespace handraise
