// A history that was read once and is scored as often as motions are tried: 24 bytes a matching event.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/resolver.h"
#include "engine/scorer.h"

namespace handraise {

// Filled once, then read only; reading is thread-safe.
class Recording {
 public:
  // The motion must outlive it.
  explicit Recording(EngineInput input);
  void add(const Record& record);     // in replay order without duplicates, as Engine::add
  void finish();                      // all records were added

  // Can this motion be scored from what was kept? Yes when it differs from the recorded one only in its bar, tiers, cooldown, half-lives, gates
  // and exclusions, and in its signals' kinds (save fit), points, thresholds, windows and half-lives; trait tests and outcomes must be among those recorded.
  bool can_score(const Motion& changed) const;
  // Every qualification up to `as_of`, else to the newest record, as Engine::take_qualifications. Asks can_score.
  std::vector<Qualification> qualifications(const Motion& changed, Explain explain, std::optional<Timestamp> as_of = std::nullopt) const;
  // As Engine::states_at, given the records up to `time`.
  std::vector<State> states_at(const Motion& changed, Timestamp time) const;

  std::optional<Timestamp> first() const { return first_; }
  std::optional<Timestamp> last() const { return last_; }
  size_t records() const { return records_; }
  size_t bytes() const;

 private:
  void run(Scorer& scorer, Timestamp end) const;
  const Motion& motion_;
  Resolver resolver_;
  std::vector<Steps> blocks_;
  std::optional<Timestamp> first_, last_;
  size_t records_ = 0;
};

}  // namespace handraise
