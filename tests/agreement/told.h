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
};

// The records as an engine gets them: in order, without copies, none behind the end. The program's way, and the contract's words one by one.
std::vector<Record> replayed(const History& history);
std::vector<Record> replayed_naively(const History& history);

// `records`: one of these.
Told tell(const History& history, const std::vector<Record>& records, const MakeEngine& make_engine);
Told tell_by_stream(const History& history);
Told tell_naively(const History& history);
// The first difference in words, empty when there is none. Of values what lies beyond the threshold is free, of the newest record all but its time.
std::string difference(const History& history, const Told& wanted, const Told& found);
// Does the answer differ: who qualified when, in which tier, with which score; who holds, is in triage, with which score?
bool answer_differs(const Told& a, const Told& b);
// The same of who qualified only; explanations aside.
bool qualifications_differ(const Told& a, const Told& b);

}  // namespace handraise
