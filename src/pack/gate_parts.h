// What the files of the gate share. Inside the room only.
#pragma once

#include <cmath>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pack/gate.h"

namespace handraise {

struct PhraseHit {
  const PromiseWord* rule = nullptr;
  std::string words;      // as they stand in the text
};
// The phrases that stand in `text`, sentence by sentence.
std::vector<PhraseHit> find_phrases(std::string_view text, const std::vector<PromiseWord>& rules);

// Every text of the motion that the design wrote, with its path ("routing.rules[2].why"). Facts and sources are left out.
void each_text(const Motion& motion, const std::function<void(const std::string& path, const std::string& text)>& visit);

inline bool nearly(double a, double b, double relative = 1e-6) { return std::fabs(a - b) <= relative * std::max({1e-9, std::fabs(a), std::fabs(b)}); }

// Names in backticks.
std::vector<std::string> backticked(std::string_view text);
// Every number that stands before `word` ("within 14 days": 14 before "days"); {=figures} are no numbers.
std::vector<double> numbers_before(std::string_view text, std::string_view word);
// n of every "D+n".
std::vector<int> days_named(std::string_view text);
// Share of the arm named holdout; 0 when there is none.
double holdout_of(const Motion& motion);
double given(const Motion& motion, std::string_view quantity, double otherwise = 0);

}  // namespace handraise
