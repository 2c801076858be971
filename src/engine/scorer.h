// Steps in, qualifications out: what every subject remembers, its score, gates and instants (docs/motion-language.md, sections 3 and 4).
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "engine/qualification.h"
#include "engine/step.h"

namespace handraise {

// Explanations cost time and memory where qualifications are many; without them a State has no reasons and no gates.
enum class Explain { no, yes };

// What all subjects remember.
struct Remembered {
  size_t subjects = 0;        // that were ever told of
  size_t window_entries = 0;  // beside each signal's newest time
  size_t bytes = 0;           // subjects, windows, agenda; names are the StepNames' own
};

// Not thread-safe. Reads names only when it prints a qualification or state.
class Scorer {
 public:
  // Both must outlive the scorer; `names` may grow. The motion must be one that `names` was made for, see can_score.
  Scorer(const Motion& motion, const StepNames& names, Explain explain = Explain::yes);
  ~Scorer();
  // Steps in order of time; a time is complete when a later step comes, or by advance_to.
  void apply(const Step* begin, const Step* end);
  void apply(const Steps& steps) { apply(steps.data(), steps.data() + steps.size()); }
  void advance_to(Timestamp time);
  std::vector<Qualification> take_qualifications();        // by time, then account, then user
  std::vector<State> states_at(Timestamp time);            // by account, then user; always explained
  Remembered remembered() const;

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace handraise
