// What a changed motion would have done to a history: volume before and after, and which of some named accounts would not have come.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/recording.h"
#include "events/usage.h"

namespace handraise {

// Usage kept so that it can be scored again and again. Feed it by read_usage, then finish.
class UsageRecording : public RecordSink {
 public:
  explicit UsageRecording(EngineInput input) : input_(std::move(input)), recording_(std::make_unique<Recording>(input_)) {}
  void begin() override { recording_ = std::make_unique<Recording>(input_); }
  void add(const Record& record) override { recording_->add(record); }
  void finish() { recording_->finish(); }
  const Recording& recording() const { return *recording_; }

 private:
  EngineInput input_;
  std::unique_ptr<Recording> recording_;
};

struct ReplayedVolume {
  int64_t qualified = 0, hot = 0;     // without hand-raises
  std::set<std::string> names;        // accounts (unit: user: users) that qualified, by hand-raise too
};
struct ReplayedVolumes {
  int64_t weeks = 0;
  Timestamp from = 0, to = 0;         // [from, to): whole weeks of seven days up to `to`
  ReplayedVolume before, after;
};
// Over the last `weeks` weeks (fewer where the history is shorter) up to and with `end`, or to the last record when that comes before. Nothing where the
// history has no whole week or the change cannot be scored from what was kept.
std::optional<ReplayedVolumes> replay_change(const Recording& recording, const Motion& first, const Motion& changed, Timestamp end, int weeks);

// Of `names`, those that qualified before, and how many of them no longer.
struct Lost { int64_t of = 0, gone = 0; };
Lost lost_of(const std::vector<std::string>& names, const ReplayedVolumes& volumes);

}  // namespace handraise
