#include "engine/recording.h"

#include <algorithm>
#include <cassert>

namespace handraise {
namespace {

constexpr size_t kBlock = 64 << 10;  // steps

// What steps are made from, and so cannot be changed behind them.
bool same_source(const Signal& a, const Signal& b) {
  return a.name == b.name && (a.kind == SignalKind::fit) == (b.kind == SignalKind::fit) && a.events == b.events && a.where == b.where && a.count == b.count &&
         a.count_property == b.count_property && a.once_per == b.once_per;
}

}  // namespace

Recording::Recording(EngineInput input) : motion_(input.motion), resolver_(std::move(input), Tell::all) {}

void Recording::add(const Record& record) {
  if (!first_) first_ = record.time;
  last_ = record.time;
  ++records_;
  if (blocks_.empty() || blocks_.back().size() >= kBlock) {
    blocks_.emplace_back();
    blocks_.back().reserve(kBlock + 64);
  }
  resolver_.add(record, blocks_.back());
}

void Recording::finish() {
  if (blocks_.empty()) return;
  resolver_.finish(blocks_.back());
  blocks_.back().shrink_to_fit();
}

bool Recording::can_score(const Motion& changed) const {
  if (changed.unit != motion_.unit || changed.time_zone != motion_.time_zone || changed.signals.size() != motion_.signals.size()) return false;
  Identity identity = changed.identity;
  identity.trust_confirmed = motion_.identity.trust_confirmed;  // who is confirmed is recorded in any case
  if (identity != motion_.identity) return false;
  if (!std::equal(changed.signals.begin(), changed.signals.end(), motion_.signals.begin(), same_source)) return false;
  const Asks asked = asks_of(motion_, Tell::all), asks = asks_of(changed, Tell::all);
  if ((asks.newcomers && !asked.newcomers) || (asks.touches && !asked.touches)) return false;
  const auto& traits = resolver_.names().traits;
  const auto known = [&](const TraitTest& test) { return std::find(traits.begin(), traits.end(), test) != traits.end(); };
  return std::all_of(changed.signals.begin(), changed.signals.end(), [&](const Signal& signal) { return !signal.trait || known(*signal.trait); }) &&
         std::all_of(changed.segment.all.begin(), changed.segment.all.end(), known) &&
         std::all_of(changed.qualify.never_if.begin(), changed.qualify.never_if.end(), [&](const Exclusion& exclusion) {
           if (!exclusion.signal.empty()) return true;
           return exclusion.trait ? known(*exclusion.trait) : true;  // an outcome that nobody reached excludes nobody
         });
}

void Recording::run(Scorer& scorer, Timestamp end) const {
  for (const Steps& block : blocks_) {
    if (block.empty()) continue;
    if (block.front().time() > end) break;
    if (block.back().time() <= end) {
      scorer.apply(block.data(), block.data() + block.size());
      continue;
    }
    const auto stop = std::partition_point(block.begin(), block.end(), [&](const Step& step) { return step.time() <= end; });
    scorer.apply(block.data(), block.data() + (stop - block.begin()));
  }
}

std::vector<Qualification> Recording::qualifications(const Motion& changed, Explain explain, std::optional<Timestamp> as_of) const {
  assert(can_score(changed));
  Scorer scorer(changed, resolver_.names(), explain);
  if (!as_of) as_of = last_;
  if (!as_of) return {};
  run(scorer, *as_of);
  scorer.advance_to(*as_of);
  return scorer.take_qualifications();
}

std::vector<State> Recording::states_at(const Motion& changed, Timestamp time) const {
  assert(can_score(changed));
  Scorer scorer(changed, resolver_.names());
  run(scorer, time);
  return scorer.states_at(time);
}

size_t Recording::bytes() const {
  size_t sum = resolver_.bytes();
  for (const Steps& block : blocks_) sum += block.capacity() * sizeof(Step);
  return sum;
}

}  // namespace handraise
