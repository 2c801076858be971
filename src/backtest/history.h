// A history read once: every qualification, and, where there are outcomes, the weekly looks they are compared with.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "backtest/outcome_clock.h"
#include "backtest/panel.h"
#include "backtest/qualified.h"
#include "backtest/script_watch.h"
#include "engine/engine.h"
#include "events/usage.h"

namespace handraise {

constexpr Duration kHorizon = 180 * kDay;

struct UsageHistoryInput {
  const Motion& motion;                            // checked; must outlive the history
  std::vector<AccountTraits> account_traits = {};
  std::vector<Outcome> outcomes = {};
  std::vector<std::string> bundled_domains = {};
  std::string outcome = {};                        // to compare with; empty: only qualifications
  Duration horizon = kHorizon;
  std::optional<Timestamp> from = {};              // qualifications and looks before it are not told of: usage before it is known all the same
};

// Feed it by read_usage or record by record, in replay order without duplicates; then finish. Not thread-safe.
class UsageHistory : public RecordSink {
 public:
  explicit UsageHistory(UsageHistoryInput input);
  ~UsageHistory() override;
  void begin() override;
  void expect(const Record& record) override { engine_->expect(record); }
  void add(const Record& record) override;
  // Everything up to `end` is evaluated: --as-of, else the time of the newest record. nullopt: there was no record.
  void finish(std::optional<Timestamp> end);

  const std::vector<Qualified>& qualified() const { return qualified_; }
  std::vector<State> states(Timestamp time);       // of the motion at the end
  const Panel& panel() const { return panel_; }
  const std::vector<FirstSeen>& first_seen() const { return first_seen_; }
  bool in_scope(const std::string& name, bool user) const;
  const ScriptWatch& scripts() const { return *scripts_; }
  const OutcomeClock& clock() const { return clock_; }
  std::optional<Timestamp> first() const { return first_; }
  std::optional<Timestamp> end() const { return end_; }
  const UsageHistoryInput& input() const { return input_; }

 private:
  void take();
  void look_until(Timestamp time);
  UsageHistoryInput input_;
  OutcomeClock clock_;
  Motion comparable_;
  std::unique_ptr<Engine> engine_, looking_;
  std::unique_ptr<PanelWatch> watch_;
  std::unique_ptr<ScriptWatch> scripts_;
  std::vector<Qualified> qualified_;
  Panel panel_;
  std::vector<FirstSeen> first_seen_;
  std::optional<Timestamp> first_, end_;
  Timestamp next_look_ = 0;
  size_t since_taken_ = 0;
};

}  // namespace handraise
