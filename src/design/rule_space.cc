#include "design/rule_space.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/text.h"

namespace handraise {
namespace {

constexpr size_t kSignalsMax = 20;
constexpr size_t kMinimalMax = 64;
constexpr int kHalfBits = 10;

int64_t millionths(double points) {
  if (std::isnan(points)) return 0;
  return static_cast<int64_t>(std::floor(std::clamp(points, -1e9, 1e9) * 1e6 + 0.5));
}

double share(double value) { return value >= 0 ? std::min(value, 1.0) : 0; }

// What a set of signals adds up to.
struct Sum {
  int64_t points = 0;
  uint32_t kinds = 0;     // bits: kinds that count for kinds_at_least
  double chance = 1;      // that exactly these of its half are on
};

// The signals that vary, with what each half of a pattern adds up to: the sum over a pattern is two look-ups.
class Patterns {
 public:
  explicit Patterns(const RuleSet& rules) {
    std::vector<int> kinds;
    for (size_t i = 0; i < rules.signals.size(); ++i) {
      const RuleSignal& signal = rules.signals[i];
      Sum one;
      one.points = millionths(signal.points * share(signal.left));
      if (signal.points > 0 && !signal.fit) {
        auto known = std::find(kinds.begin(), kinds.end(), signal.kind);
        if (known == kinds.end()) known = kinds.insert(kinds.end(), signal.kind);
        one.kinds = uint32_t{1} << (known - kinds.begin());
      }
      one.chance = share(signal.chance_on);
      each_.push_back(one);
      if (signal.must_have) must_.push_back(static_cast<int>(i));
      else if (!(signal.points < 0)) optional_.push_back(static_cast<int>(i));
      if (signal.any_of) {
        any_of_asked_ = true;
        if (signal.must_have) any_of_given_ = true;
        else if (!(signal.points < 0)) any_of_ |= Pattern{1} << (optional_.size() - 1);
      }
    }
    for (const int i : must_) add_must(i);
    for (int half = 0; half < 2; ++half) {
      const size_t first = static_cast<size_t>(half * kHalfBits), last = std::min(optional_.size(), first + kHalfBits);
      const size_t bits = last > first ? last - first : 0;
      halves_[half].resize(size_t{1} << bits);
      for (size_t mask = 0; mask < halves_[half].size(); ++mask) {
        Sum& sum = halves_[half][mask];
        for (size_t bit = 0; bit < bits; ++bit) {
          const Sum& one = each_[static_cast<size_t>(optional_[first + bit])];
          const bool on = mask >> bit & 1;
          sum.chance *= on ? one.chance : 1 - one.chance;
          if (!on) continue;
          sum.points += one.points;
          sum.kinds |= one.kinds;
        }
      }
    }
  }

  uint32_t count() const { return uint32_t{1} << optional_.size(); }
  const std::vector<int>& must() const { return must_; }
  const std::vector<int>& optional() const { return optional_; }
  const Sum& must_sum() const { return must_sum_; }
  const Sum& each(int i) const { return each_[static_cast<size_t>(i)]; }
  Sum at(Pattern p) const {
    const Sum& low = halves_[0][p & ((1u << kHalfBits) - 1)];
    const Sum& high = halves_[1][p >> kHalfBits];
    return {low.points + high.points, low.kinds | high.kinds, low.chance * high.chance};
  }
  bool any_of(Pattern p) const { return !any_of_asked_ || any_of_given_ || (p & any_of_) != 0; }
  // any_of when must-have `gate` is off: it may have been the one that gave it.
  bool any_of_without(Pattern p, const RuleSet& rules, int gate) const {
    if (!any_of_asked_ || (p & any_of_) != 0) return true;
    return std::any_of(must_.begin(), must_.end(), [&](int i) { return i != gate && rules.signals[static_cast<size_t>(i)].any_of; });
  }
  // The mask of the whole definition: its must-haves and these of the others.
  Pattern whole(Pattern p) const {
    Pattern pattern = 0;
    for (const int i : must_) pattern |= Pattern{1} << i;
    for (size_t bit = 0; bit < optional_.size(); ++bit)
      if (p >> bit & 1) pattern |= Pattern{1} << optional_[bit];
    return pattern;
  }

 private:
  void add_must(int i) {
    must_sum_.points += each(i).points;
    must_sum_.kinds |= each(i).kinds;
    must_sum_.chance *= each(i).chance;
  }

  std::vector<Sum> each_;
  std::vector<int> must_, optional_;
  std::vector<Sum> halves_[2];
  Sum must_sum_;
  Pattern any_of_ = 0;
  bool any_of_asked_ = false, any_of_given_ = false;
};

}  // namespace

std::optional<RuleSpace> rule_space_of(const RuleSet& rules) {
  if (rules.signals.size() > kSignalsMax) return std::nullopt;
  const Patterns patterns(rules);
  const int64_t bar = millionths(rules.bar);
  const int64_t hot_at = rules.hot_at ? millionths(*rules.hot_at) : 0;
  const auto enough_kinds = [&](uint32_t kinds) { return std::popcount(kinds) >= rules.kinds_at_least; };

  // What the must-haves add up to when one of them is off.
  std::vector<Sum> without;
  for (const int gate : patterns.must()) {
    Sum sum;
    for (const int i : patterns.must()) {
      if (i == gate) continue;
      sum.points += patterns.each(i).points;
      sum.kinds |= patterns.each(i).kinds;
    }
    without.push_back(sum);
  }
  std::vector<uint8_t> gate_binds(without.size(), 0);

  RuleSpace space;
  std::vector<uint8_t> holds(patterns.count(), 0);
  Pattern in_all = ~Pattern{0};
  for (Pattern p = 0; p < patterns.count(); ++p) {
    const Sum sum = patterns.at(p);
    const int64_t points = patterns.must_sum().points + sum.points;
    const bool kinds = enough_kinds(patterns.must_sum().kinds | sum.kinds), any_of = patterns.any_of(p), reaches = points >= bar;
    for (size_t g = 0; g < without.size(); ++g) {
      if (gate_binds[g] || without[g].points + sum.points < bar || !enough_kinds(without[g].kinds | sum.kinds)) continue;
      gate_binds[g] = patterns.any_of_without(p, rules, patterns.must()[g]);
    }
    if (!any_of && kinds && reaches) space.any_of_binds = true;
    if (!any_of) continue;
    ++space.patterns;
    if (!kinds && reaches) space.kinds_bind = true;
    if (kinds && !reaches) space.bar_binds = true;
    if (!kinds || !reaches) continue;
    holds[p] = 1;
    ++space.reaching;
    in_all &= p;
    if (rules.hot_at && points >= hot_at) ++space.hot;
  }
  space.share_reaching = space.patterns > 0 ? static_cast<double>(space.reaching) / static_cast<double>(space.patterns) : 0;
  space.points_start = static_cast<double>(patterns.must_sum().points) / 1e6;
  space.points_max = static_cast<double>(patterns.must_sum().points + patterns.at(patterns.count() - 1).points) / 1e6;
  space.hot_reachable = space.hot > 0;
  space.hot_binds = rules.hot_at && space.hot < space.reaching;

  // A signal decides where taking it away ends holding.
  const size_t optional_count = patterns.optional().size();
  std::vector<int64_t> decides(rules.signals.size(), 0);
  std::vector<Pattern> minimal;
  for (Pattern p = 0; p < patterns.count(); ++p) {
    if (!holds[p]) continue;
    bool smallest = true;
    for (size_t bit = 0; bit < optional_count; ++bit) {
      if (!(p >> bit & 1)) continue;
      if (holds[p & ~(Pattern{1} << bit)]) smallest = false;
      else ++decides[static_cast<size_t>(patterns.optional()[bit])];
    }
    if (!smallest) continue;
    ++space.minimal_count;
    minimal.push_back(patterns.whole(p));
  }
  std::sort(minimal.begin(), minimal.end(), [](Pattern a, Pattern b) {
    return std::popcount(a) != std::popcount(b) ? std::popcount(a) < std::popcount(b) : a < b;
  });
  if (minimal.size() > kMinimalMax) minimal.resize(kMinimalMax);
  space.minimal = minimal;

  space.decisive.assign(rules.signals.size(), 0.0);
  for (const int i : patterns.must()) space.decisive[static_cast<size_t>(i)] = static_cast<double>(space.reaching) / patterns.count();
  for (size_t bit = 0; bit < optional_count; ++bit) {
    const auto i = static_cast<size_t>(patterns.optional()[bit]);
    space.decisive[i] = static_cast<double>(decides[i]) / (patterns.count() / 2);
    if (decides[i] == 0) space.never_decisive.push_back(static_cast<int>(i));
    if (space.reaching > 0 && (in_all >> bit & 1)) space.always_on.push_back(static_cast<int>(i));
  }
  for (size_t g = 0; g < without.size(); ++g)
    if (space.reaching > 0 && !gate_binds[g]) space.gates_implied.push_back(patterns.must()[g]);
  return space;
}

std::optional<std::vector<BarStep>> bar_ladder(const RuleSet& rules, const std::vector<double>& bars) {
  if (rules.signals.size() > kSignalsMax) return std::nullopt;
  const Patterns patterns(rules);
  std::vector<BarStep> steps(bars.size());
  std::vector<int64_t> bar_points(bars.size()), reaching(bars.size(), 0);
  for (size_t b = 0; b < bars.size(); ++b) {
    steps[b].bar = bars[b];
    bar_points[b] = millionths(bars[b]);
  }
  int64_t gated = 0;
  double gated_chance = 0;
  for (Pattern p = 0; p < patterns.count(); ++p) {
    if (!patterns.any_of(p)) continue;
    const Sum sum = patterns.at(p);
    ++gated;
    gated_chance += sum.chance;
    if (std::popcount(patterns.must_sum().kinds | sum.kinds) < rules.kinds_at_least) continue;
    for (size_t b = 0; b < bars.size(); ++b) {
      if (patterns.must_sum().points + sum.points < bar_points[b]) continue;
      ++reaching[b];
      steps[b].chance_given_gates += sum.chance;
    }
  }
  for (size_t b = 0; b < bars.size(); ++b) {
    steps[b].share_of_patterns = gated > 0 ? static_cast<double>(reaching[b]) / static_cast<double>(gated) : 0;
    steps[b].chance = std::min(1.0, steps[b].chance_given_gates * patterns.must_sum().chance);
    steps[b].chance_given_gates = gated_chance > 0 ? std::min(1.0, steps[b].chance_given_gates / gated_chance) : 0;
  }
  return steps;
}

std::string pattern_words(Pattern pattern, const std::vector<std::string>& names) {
  std::vector<std::string> words;
  for (size_t i = 0; i < names.size() && i < 32; ++i)
    if (pattern >> i & 1) words.push_back(names[i]);
  return join(words, " + ");
}

}  // namespace handraise
