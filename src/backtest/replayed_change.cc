#include "backtest/replayed_change.h"

#include <algorithm>

namespace handraise {
namespace {

ReplayedVolume volume_of(const Recording& recording, const Motion& motion, Timestamp from, Timestamp to) {
  ReplayedVolume volume;
  for (const Qualification& each : recording.qualifications(motion, Explain::no, to - 1)) {   // from the beginning: cooldowns hang on earlier ones
    if (each.time < from) continue;
    volume.names.insert(motion.unit == Unit::user ? each.state.user : each.state.account);
    if (each.tier == Tier::hand_raise) continue;
    ++volume.qualified;
    volume.hot += each.tier == Tier::hot;
  }
  return volume;
}

}  // namespace

std::optional<ReplayedVolumes> replay_change(const Recording& recording, const Motion& first, const Motion& changed, Timestamp end, int weeks) {
  if (!recording.last() || !recording.can_score(changed)) return std::nullopt;
  ReplayedVolumes volumes;
  volumes.to = std::min(end, *recording.last()) + 1;
  volumes.weeks = std::min<int64_t>(weeks, (volumes.to - *recording.first()) / kWeek);
  if (volumes.weeks < 1) return std::nullopt;
  volumes.from = volumes.to - volumes.weeks * kWeek;
  volumes.before = volume_of(recording, first, volumes.from, volumes.to);
  volumes.after = volume_of(recording, changed, volumes.from, volumes.to);
  return volumes;
}

Lost lost_of(const std::vector<std::string>& names, const ReplayedVolumes& volumes) {
  Lost lost;
  for (const std::string& name : names) {
    if (volumes.before.names.count(name) == 0) continue;
    ++lost.of;
    lost.gone += volumes.after.names.count(name) == 0;
  }
  return lost;
}

}  // namespace handraise
