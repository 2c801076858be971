#include "backtest/history.h"

#include <algorithm>

#include "engine/stream_engine.h"

namespace handraise {
namespace {

constexpr size_t kTakeEvery = 100'000;   // records: qualifications leave the engine now and then, to be kept small

}  // namespace

UsageHistory::UsageHistory(UsageHistoryInput input) : input_(std::move(input)), clock_(input_.outcomes, input_.outcome, input_.motion.unit) {
  if (!input_.outcome.empty()) comparable_ = comparable_motion(input_.motion, input_.outcome);
  begin();
}
UsageHistory::~UsageHistory() = default;

void UsageHistory::begin() {
  engine_ = make_engine({input_.motion, input_.account_traits, input_.outcomes, input_.bundled_domains});
  if (!input_.outcome.empty()) {
    looking_ = make_engine({comparable_, input_.account_traits, input_.outcomes, input_.bundled_domains}, {Explain::no, Tell::all});
    watch_ = std::make_unique<PanelWatch>(input_.motion, clock_, input_.horizon);
  }
  scripts_ = std::make_unique<ScriptWatch>(input_.motion);
  qualified_.clear();
  first_.reset();
  end_.reset();
  since_taken_ = 0;
}

void UsageHistory::take() {
  for (const Qualification& each : engine_->take_qualifications()) {
    if (!input_.from || each.time >= *input_.from) qualified_.push_back(keep(input_.motion, each));
  }
  if (looking_) looking_->take_qualifications();
  since_taken_ = 0;
}

// A look stands between two records: after all of its own time, before any that is later.
void UsageHistory::look_until(Timestamp time) {
  for (; next_look_ < time; next_look_ += kWeek) {
    looking_->advance_to(next_look_);
    if (!input_.from || next_look_ >= *input_.from) watch_->look(next_look_, looking_->states_at(next_look_));
    // Nobody is active for longer than that: the looks until the next record would all be empty, and a wrong date can be thousands of years off.
    if (next_look_ > *end_ + kActive) {
      next_look_ = look_at_or_after(time);
      return;
    }
  }
}

void UsageHistory::add(const Record& record) {
  if (!first_) {
    first_ = record.time;
    next_look_ = look_at_or_after(record.time);
  }
  if (looking_) {
    look_until(record.time);
    looking_->add(record);
  }
  engine_->add(record);
  scripts_->add(record);
  end_ = record.time;
  if (++since_taken_ >= kTakeEvery) take();
}

void UsageHistory::finish(std::optional<Timestamp> end) {
  if (!first_) {
    end_ = end;
    return;
  }
  const Timestamp last = end ? *end : *end_;
  engine_->advance_to(last);
  take();
  if (looking_) {
    look_until(last + 1);
    panel_ = watch_->take_panel();
    first_seen_ = watch_->first_seen();
  }
  end_ = last;
  if (input_.from) first_ = std::clamp(*input_.from, *first_, last);
}

std::vector<State> UsageHistory::states(Timestamp time) { return first_ ? engine_->states_at(time) : std::vector<State>(); }

bool UsageHistory::in_scope(const std::string& name, bool user) const { return watch_ && watch_->in_scope(name, user); }

}  // namespace handraise
