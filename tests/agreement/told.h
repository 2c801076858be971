// What an engine tells of a history, and whether two tell the same.
#pragma once

#include <string>
#include <vector>

#include "engine/story.h"
#include "random_history.h"

namespace handraise {

struct Told {
  std::vector<Qualification> qualifications;
  std::vector<std::vector<State>> states;   // at each time asked
  size_t entries = 0;
};

Told tell(const History& history, const MakeEngine& make_engine);
// The first difference in words, empty when there is none. Of values what lies beyond the threshold is free, of the newest record all but its time.
std::string difference(const History& history, const Told& wanted, const Told& found);
// Does the answer differ: who qualified when, in which tier, with which score; who holds, is in triage, with which score?
bool answer_differs(const Told& a, const Told& b);

}  // namespace handraise
