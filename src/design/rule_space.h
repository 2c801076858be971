// Every on/off pattern of a definition's signals (F26): which reach the bar, which signal ever decides, which rules never bind.
// Points are counted in whole millionths, so a bar is met exactly or not at all. Pure; at most 20 signals (2^20 patterns, some 60 ms;
// the usual eight to twelve take microseconds).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace handraise {

struct RuleSignal {
  double points = 0;           // negative: risk, off in every pattern
  int kind = 0;                // any number; equal numbers are one kind
  bool fit = false;            // does not count as a kind
  bool must_have = false;
  bool any_of = false;
  double left = 1;             // share of the points left at the median age; 1: does not fade. Points count as points * left
  double chance_on = 0.5;      // q_i, for the ladder; signals are taken as independent
};

struct RuleSet {
  std::vector<RuleSignal> signals;
  double bar = 0;                    // score_at_least
  std::optional<double> hot_at;
  int kinds_at_least = 0;
};

// Patterns are bit masks: bit i is signal i.
using Pattern = uint32_t;

struct RuleSpace {
  int64_t patterns = 0;              // patterns that pass must_have and any_of, risk signals off
  int64_t reaching = 0;              // those that hold: bar and kinds too
  double share_reaching = 0;         // reaching/patterns; 0 when there are none
  int64_t hot = 0;                   // those at hot_at or above
  double points_max = 0;             // all non-risk signals on
  double points_start = 0;           // what every gated pattern has at least: points of the must-haves
  std::vector<Pattern> minimal;      // reaching, and no signal can be taken away; fewest signals first, then bits; at most 64
  int64_t minimal_count = 0;         // all of them
  std::vector<double> decisive;      // a signal: share of its pairs of patterns (on, off; the other must-haves on) that it alone makes hold
  std::vector<int> never_decisive;   // signals with share 0 (not risk): ballast
  std::vector<int> always_on;        // on in every reaching pattern without being a must-have: a gate in disguise
  std::vector<int> gates_implied;    // must-haves that exclude nothing: no other pattern reaches without them
  bool any_of_binds = false;         // any_of excludes at least one pattern that would hold otherwise
  bool kinds_bind = false;           // so does kinds_at_least
  bool bar_binds = false;            // so does the bar: else the gates alone decide
  bool hot_reachable = false;        // some pattern is hot
  bool hot_binds = false;            // some holding pattern is not hot
};
// nullopt: more than 20 signals. Without signals: one empty pattern, which holds when the bar is <= 0.
std::optional<RuleSpace> rule_space_of(const RuleSet& rules);

// One step of the ladder.
struct BarStep {
  double bar = 0;
  double share_of_patterns = 0;      // of gated patterns that hold at this bar
  double chance = 0;                 // P(holds at this bar), signals on independently with chance_on
  double chance_given_gates = 0;     // the same given that must_have and any_of hold; 0 when they never do
};
// For each bar in turn; the rules' own bar is not used. Risk signals stay off. nullopt: more than 20 signals.
std::optional<std::vector<BarStep>> bar_ladder(const RuleSet& rules, const std::vector<double>& bars);

// "any two of ...": the names of a pattern's signals in order, "+" between.
std::string pattern_words(Pattern pattern, const std::vector<std::string>& names);

}  // namespace handraise
