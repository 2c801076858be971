#include "design/bar.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace handraise {

double Reach::share() const {
  double sum = 0;
  for (const double count : by_size) sum += count;
  return sum / std::pow(2.0, static_cast<double>(signals));
}

double Reach::chance(double chance_on) const {
  double sum = 0;
  for (size_t k = 0; k < by_size.size(); ++k) sum += by_size[k] * std::pow(chance_on, static_cast<double>(k)) * std::pow(1 - chance_on, static_cast<double>(signals - k));
  return sum;
}

Reach reach_of(const Motion& motion, double bar) {
  double start = 0;
  std::vector<std::pair<double, int>> free;  // points, kind (-1: fit, counts as none)
  uint32_t start_kinds = 0;
  for (const Signal& signal : motion.signals) {
    if (signal.hand_raise || !signal.exists || signal.points <= 0) continue;
    const auto& must = motion.qualify.must_have;
    const int kind = signal.kind == SignalKind::fit ? -1 : static_cast<int>(signal.kind);
    const HalfLife half_life = signal.half_life.value_or(motion.qualify.half_life);
    const double left = half_life.none || kind < 0 ? 1 : std::pow(0.5, static_cast<double>(kDay) / static_cast<double>(half_life.duration));
    if (std::find(must.begin(), must.end(), signal.name) != must.end()) {
      start += signal.points * left;
      if (kind >= 0) start_kinds |= 1u << kind;
    } else if (free.size() < 16) {
      free.emplace_back(signal.points * left, kind);
    }
  }
  Reach made;
  made.signals = free.size();
  made.by_size.assign(free.size() + 1, 0);
  for (uint32_t pattern = 0; pattern < (1u << free.size()); ++pattern) {
    double points = start;
    size_t size = 0;
    uint32_t kinds = start_kinds;
    for (size_t i = 0; i < free.size(); ++i) {
      if (((pattern >> i) & 1u) == 0) continue;
      points += free[i].first;
      ++size;
      if (free[i].second >= 0) kinds |= 1u << free[i].second;
    }
    if (points < bar - 1e-9) continue;
    int distinct = 0;
    for (uint32_t rest = kinds; rest != 0; rest &= rest - 1) ++distinct;
    if (distinct >= motion.qualify.kinds_at_least) made.by_size[size] += 1;
  }
  return made;
}

double base_bar(const Motion& motion) {
  for (const double bar : {60.0, 55.0, 50.0}) if (reach_of(motion, bar).share() >= 0.30) return bar;
  return 45;
}

}  // namespace handraise
