#include "design/bar.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

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

namespace {

// The signals that score, as bits: what each is worth a day after its event, and its kind (-1: fit, counts as none).
struct Scoring {
  struct Bit { std::string name; double points = 0; int kind = -1; };
  std::vector<Bit> bits;
  double start = 0;            // of the must-haves, which are on
  uint32_t start_kinds = 0;
  int kinds_at_least = 0;

  explicit Scoring(const Motion& motion) : kinds_at_least(motion.qualify.kinds_at_least) {
    const auto& must = motion.qualify.must_have;
    for (const Signal& signal : motion.signals) {
      if (signal.hand_raise || !signal.exists || signal.points <= 0) continue;
      const int kind = signal.kind == SignalKind::fit ? -1 : static_cast<int>(signal.kind);
      const HalfLife half_life = signal.half_life.value_or(motion.qualify.half_life);
      const double left = half_life.none || kind < 0 ? 1 : std::pow(0.5, static_cast<double>(kDay) / static_cast<double>(half_life.duration));
      if (std::find(must.begin(), must.end(), signal.name) != must.end()) {
        start += signal.points * left;
        if (kind >= 0) start_kinds |= 1u << kind;
      } else if (bits.size() < 16) {
        bits.push_back({signal.name, signal.points * left, kind});
      }
    }
  }
  uint32_t patterns() const { return 1u << bits.size(); }
  bool reaches(uint32_t pattern, double bar) const {
    double points = start;
    uint32_t kinds = start_kinds;
    for (size_t i = 0; i < bits.size(); ++i) {
      if (((pattern >> i) & 1u) == 0) continue;
      points += bits[i].points;
      if (bits[i].kind >= 0) kinds |= 1u << bits[i].kind;
    }
    return points >= bar - 1e-9 && std::popcount(kinds) >= kinds_at_least;
  }
};

}  // namespace

Reach reach_of(const Motion& motion, double bar) {
  const Scoring scoring(motion);
  Reach made;
  made.signals = scoring.bits.size();
  made.by_size.assign(made.signals + 1, 0);
  for (uint32_t pattern = 0; pattern < scoring.patterns(); ++pattern) {
    if (scoring.reaches(pattern, bar)) made.by_size[static_cast<size_t>(std::popcount(pattern))] += 1;
  }
  return made;
}

bool gates_on_activation(const Motion& motion) {
  return std::any_of(motion.qualify.must_have.begin(), motion.qualify.must_have.end(), [&](const std::string& name) {
    const Signal* signal = motion.signal(name);
    return signal != nullptr && (signal->kind == SignalKind::activation || signal->kind == SignalKind::depth);
  });
}

std::vector<std::string> never_decisive(const Motion& motion, double bar) {
  const Scoring scoring(motion);
  std::vector<char> reaching(scoring.patterns());
  for (uint32_t pattern = 0; pattern < scoring.patterns(); ++pattern) reaching[pattern] = scoring.reaches(pattern, bar) ? 1 : 0;
  std::vector<std::string> names;
  for (size_t i = 0; i < scoring.bits.size(); ++i) {
    bool decides = false;
    for (uint32_t pattern = 0; pattern < scoring.patterns() && !decides; ++pattern) decides = reaching[pattern] != 0 && reaching[pattern & ~(1u << i)] == 0;
    if (!decides) names.push_back(scoring.bits[i].name);
  }
  return names;
}

double base_bar(const Motion& motion) {
  double first = 0;
  for (const double bar : {60.0, 55.0, 50.0}) {
    if (reach_of(motion, bar).share() < 0.30) continue;
    if (never_decisive(motion, bar).empty()) return bar;
    if (first <= 0) first = bar;
  }
  return first > 0 ? first : 45;
}

}  // namespace handraise
