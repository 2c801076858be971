// Small histories, a motion and its records, in which things happen: made from a stream of choices, so that a seed or a fuzzer's bytes make them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/engine.h"

namespace handraise {

// Gives a number below `bound` (at least 1).
using Choose = std::function<uint32_t(uint32_t bound)>;
// The same numbers on every machine.
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15 + 1) {}
  uint32_t below(uint32_t bound);

 private:
  uint64_t state_;
};

struct History {
  Motion motion;
  std::vector<AccountTraits> account_traits;
  std::vector<Outcome> outcomes;
  std::vector<std::string> bundled_domains = {"gmail.com"};
  std::vector<Record> records;      // as they came: not in order, with copies
  std::optional<Timestamp> as_of;
  std::vector<Timestamp> asked;     // times at which states are asked for, in order
};

History make_history(const Choose& choose);

// As a story of tests/semantics would say it, with the motion as its file says it.
std::string print_history(const History& history);

// Leaves out of the history whatever it can while `fails` stays true.
History reduce(History history, const std::function<bool(const History&)>& fails);

}  // namespace handraise
