// Draws of clusters for intervals (the bootstrap of B. Efron, 1979).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "base/chance.h"

namespace handraise {

// How often each of n clusters is drawn when n are drawn with replacement.
inline void draw_clusters(Chance& chance, std::vector<uint32_t>& times) {
  std::fill(times.begin(), times.end(), 0);
  for (size_t i = 0; i < times.size(); ++i) ++times[chance.below(times.size())];
}

struct Interval {
  double value = 0, low = 0, high = 0;
};

// The share of `values` below which `share` lies, by linear interpolation (R's type 7). Sorts.
inline double quantile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const double at = share * static_cast<double>(values.size() - 1);
  const size_t low = static_cast<size_t>(std::floor(at)), high = std::min(low + 1, values.size() - 1);
  return values[low] + (values[high] - values[low]) * (at - static_cast<double>(low));
}

}  // namespace handraise
