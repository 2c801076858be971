#include "pack/assumptions.h"

#include <algorithm>

namespace handraise {

Assumptions::Assumptions(const Motion& motion) : motion_(motion) {
  int number = 0;
  for (const Quantity& quantity : motion.planning) {
    if (quantity.from == Origin::assumed || quantity.from == Origin::unknown) {
      rows_.push_back({"A" + std::to_string(++number), &quantity});
    } else if (quantity.from == Origin::published) {
      rows_.push_back({quantity.source.empty() ? "B" : quantity.source, &quantity});
    } else {
      continue;
    }
    marks_.insert_or_assign(quantity.name, rows_.back().mark);
  }
  const bool assumed = std::any_of(motion.signals.begin(), motion.signals.end(), [](const Signal& signal) { return signal.from == Origin::assumed; });
  if (assumed) {
    thresholds_ = "A" + std::to_string(++number);
    rows_.push_back({thresholds_, nullptr});
  }
}

std::string Assumptions::mark_of(std::string_view quantity) const {
  const auto found = marks_.find(quantity);
  return found == marks_.end() ? std::string() : found->second;
}

size_t Assumptions::count(Origin from) const {
  return static_cast<size_t>(std::count_if(motion_.planning.begin(), motion_.planning.end(), [from](const Quantity& quantity) { return quantity.from == from; }));
}

}  // namespace handraise
