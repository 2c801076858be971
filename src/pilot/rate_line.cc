#include "pilot/rate_line.h"

#include <algorithm>
#include <cmath>

namespace handraise {

ArmCounts checked(ArmCounts counts) {
  counts.treated = std::max<int64_t>(counts.treated, 0);
  counts.held = std::max<int64_t>(counts.held, 0);
  counts.events_treated = std::clamp<int64_t>(counts.events_treated, 0, counts.treated);
  counts.events_held = std::clamp<int64_t>(counts.events_held, 0, counts.held);
  return counts;
}

// The root of a falling function, by Newton inside a bracket.
double best_held_rate(const ArmWeights& weights, const RateLine& line) {
  double low = line.held_min(), high = line.held_max();
  if (!(low < high)) return std::clamp(low, 0.0, 1.0);
  const double b = line.slope, held = weights.held_yes + weights.held_no, treated = weights.treated_yes + weights.treated_no;
  double h = held + treated > 0 ? (weights.held_yes + (weights.treated_yes - treated * line.offset) / b) / (held + treated) : (low + high) / 2;
  if (!(h > low && h < high)) h = (low + high) / 2;
  const auto part = [](double count, double rate) { return count > 0 ? count / rate : 0; };
  for (int i = 0; i < 60 && high - low > 1e-13; ++i) {
    const double t = line.treated(h);
    const double yes = part(weights.treated_yes, t), no = part(weights.treated_no, 1 - t), held_yes = part(weights.held_yes, h), held_no = part(weights.held_no, 1 - h);
    const double slope = b * (yes - no) + held_yes - held_no;
    if (slope > 0) low = h;
    else high = h;
    const double bend = b * b * (part(yes, t) + part(no, 1 - t)) + part(held_yes, h) + part(held_no, 1 - h);
    const double next = bend > 0 ? h + slope / bend : h;
    if (std::abs(next - h) < 1e-12) break;
    h = next > low && next < high ? next : (low + high) / 2;
  }
  return h;
}

}  // namespace handraise
