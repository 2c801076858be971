// The switch of seeded bugs: which one is on, and which were asked for. Only the test's copy of the engine has it.
#pragma once

#include <array>
#include <cstddef>

namespace handraise {

inline size_t seeded_bug = 0;                          // none; the first is 1
inline std::array<bool, 512> asked_for_bug = {};       // a run that did not ask for a bug would be the same with it
inline bool is_seeded(size_t bug) {
  asked_for_bug[bug] = true;
  return bug == seeded_bug;
}

}  // namespace handraise
