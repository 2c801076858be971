#include "backtest/panel.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace handraise {
namespace {

// Weeks begin on Monday 00:00 UTC; 1970-01-01 was a Thursday, so week 0 began three days before it.
constexpr Duration kShift = 3 * kDay;

bool sampled(const std::string& name, unsigned bits) { return (hash_text(name) >> 20 & ((uint64_t{1} << bits) - 1)) == 0; }

double strength_of(const Motion& motion, const Signal& signal, const Reason& reason, Timestamp time) {
  if (!reason.on) return 0;
  const HalfLife half_life = signal.half_life ? *signal.half_life : motion.qualify.half_life;
  if (half_life.none || signal.kind == SignalKind::fit || signal.kind == SignalKind::risk || !reason.newest) return 1;
  return std::exp2(-static_cast<double>(time - reason.newest->time) / static_cast<double>(half_life.duration));
}

}  // namespace

int64_t week_of(Timestamp time) { return (time + kShift) / kWeek; }
Timestamp begin_of_week(int64_t week) { return week * kWeek - kShift; }
Timestamp look_at_or_after(Timestamp time) { return begin_of_week(week_of(time) + 1) - 1; }

Motion comparable_motion(const Motion& motion, const std::string& outcome, Duration active) {
  Motion made;
  made.unit = motion.unit;
  made.time_zone = motion.time_zone;
  made.identity = motion.identity;
  made.segment = motion.segment;
  made.signals = motion.signals;
  for (Signal& signal : made.signals) signal.hand_raise = false;
  Signal any;
  any.name = "active";
  while (motion.signal(any.name) != nullptr) any.name += "_";
  any.events = {"any"};
  any.within = active;
  made.signals.push_back(any);
  for (const Signal& signal : motion.signals) {
    if (signal.kind == SignalKind::fit) continue;
    Signal ever;
    ever.name = signal.name + "_ever";
    while (std::any_of(made.signals.begin(), made.signals.end(), [&](const Signal& other) { return other.name == ever.name; })) ever.name += "_";
    ever.events = signal.events;
    ever.where = signal.where;
    made.signals.push_back(ever);
  }
  made.qualify.must_have = {any.name};
  made.qualify.cooldown.reset();
  made.qualify.half_life = motion.qualify.half_life;
  // Points play no part here: whoever is comparable holds, whatever the signals say.
  for (Signal& signal : made.signals) signal.points = 0;
  for (const Exclusion& exclusion : motion.qualify.never_if) if (exclusion.signal.empty()) made.qualify.never_if.push_back(exclusion);
  Exclusion there;
  there.outcome = outcome;
  made.qualify.never_if.push_back(there);
  return made;
}

size_t Panel::mature_looks(Timestamp end, Duration horizon) const {
  size_t count = 0;
  while (count < looks.size() && looks[count].time + horizon <= end) ++count;
  return count;
}

PanelWatch::PanelWatch(const Motion& motion, const OutcomeClock& clock, Duration horizon, size_t rows_max) : motion_(motion), clock_(clock), horizon_(horizon), rows_max_(rows_max) {
  panel_.width = motion.signals.size();
}

void PanelWatch::look(Timestamp time, const std::vector<State>& states) {
  const size_t width = panel_.width;
  const uint32_t look = static_cast<uint32_t>(panel_.looks.size());
  panel_.looks.push_back({time, 0, 0});
  for (const State& state : states) {
    const std::string& name = motion_.unit == Unit::user ? state.user : state.account;
    const std::optional<Timestamp> reached = clock_.reached(state.account, state.user);
    const auto [seen, fresh] = scope_.try_emplace(name);
    if (fresh) seen->second.first.assign(width, 0);
    seen->second.reached = reached;
    if (motion_.unit == Unit::user && !state.account.empty()) accounts_.insert(state.account);
    size_t ever = width + 1;
    for (size_t i = 0; i < width; ++i) {
      if (motion_.signals[i].kind == SignalKind::fit) continue;
      const Reason& reason = state.reasons[ever++];
      if (reason.on && seen->second.first[i] == 0) seen->second.first[i] = std::max<Timestamp>(reason.newest ? reason.newest->time : time, 1);
    }
    if (!state.holds) continue;
    const bool comes = reached && *reached > time && *reached <= time + horizon_;
    ++panel_.looks.back().comparable;
    panel_.looks.back().reached += comes;
    if (!sampled(name, panel_.sampled)) continue;
    const auto [place, added] = index_.try_emplace(name, static_cast<uint32_t>(panel_.names.size()));
    if (added) panel_.names.push_back(name);
    panel_.rows.push_back({place->second, look, comes});
    for (size_t i = 0; i < width; ++i) panel_.strength.push_back(static_cast<float>(strength_of(motion_, motion_.signals[i], state.reasons[i], time)));
    if (panel_.rows.size() > rows_max_) thin();
  }
}

void PanelWatch::thin() {
  ++panel_.sampled;
  std::vector<uint32_t> place(panel_.names.size(), UINT32_MAX);
  std::vector<std::string> names;
  index_.clear();
  for (size_t i = 0; i < place.size(); ++i) {
    if (!sampled(panel_.names[i], panel_.sampled)) continue;
    place[i] = static_cast<uint32_t>(names.size());
    index_.emplace(panel_.names[i], place[i]);
    names.push_back(std::move(panel_.names[i]));
  }
  panel_.names = std::move(names);
  size_t kept = 0;
  const size_t width = panel_.width;
  for (size_t i = 0; i < panel_.rows.size(); ++i) {
    if (place[panel_.rows[i].account] == UINT32_MAX) continue;
    panel_.rows[kept] = panel_.rows[i];
    panel_.rows[kept].account = place[panel_.rows[i].account];
    std::copy_n(panel_.strength.begin() + static_cast<std::ptrdiff_t>(i * width), width, panel_.strength.begin() + static_cast<std::ptrdiff_t>(kept * width));
    ++kept;
  }
  panel_.rows.resize(kept);
  panel_.strength.resize(kept * width);
}

std::vector<FirstSeen> PanelWatch::first_seen() const {
  std::vector<FirstSeen> all(panel_.width);
  for (const auto& [name, seen] : scope_) {
    for (size_t i = 0; i < seen.first.size(); ++i) {
      if (seen.first[i] == 0) continue;
      if (!seen.reached) ++all[i].without;
      else if (seen.first[i] > *seen.reached - kDay) ++all[i].after;
      else ++all[i].before;
    }
  }
  return all;
}

}  // namespace handraise
