#include <ostream>

#include "backtest/tables.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/usage_input.h"
#include "engine/stream_engine.h"

namespace handraise {
namespace {

// Records into an engine, nothing kept but the newest time.
class EngineSink : public RecordSink {
 public:
  explicit EngineSink(const UsageInput& input) : input_(input) { begin(); }
  void begin() override {
    engine_ = make_engine({input_.motion, input_.accounts, input_.outcomes, input_.bundled_domains});
    newest_.reset();
  }
  void expect(const Record& record) override { engine_->expect(record); }
  void add(const Record& record) override {
    engine_->add(record);
    newest_ = record.time;
    if (++since_ % 100'000 == 0) engine_->take_qualifications();   // past ones are of no use here
  }
  std::vector<State> states(Timestamp time) {
    engine_->advance_to(time);
    return engine_->states_at(time);
  }
  std::optional<Timestamp> newest() const { return newest_; }

 private:
  const UsageInput& input_;
  std::unique_ptr<Engine> engine_;
  std::optional<Timestamp> newest_;
  uint64_t since_ = 0;
};

}  // namespace

Exit run_score(const ScoreOptions& options, Terminal& terminal) {
  const Interruption interruption;
  if (options.csv && options.json) return report({{"--csv and --json: expected one of them", {}, "", ""}}, terminal, false);
  const Result<UsageInput> input = read_input(options.input, terminal);
  if (!input) return report(input.errors(), terminal, options.json);
  EngineSink sink(*input);
  const Result<UsageRead> read = read_usage_into(options.input, *input, wanted_of(input->motion), sink, terminal);
  if (!read) return report(read.errors(), terminal, options.json);
  if (read->stopped) return stopped(terminal);
  const std::optional<Timestamp> as_of = input->as_of ? input->as_of : sink.newest();
  const std::vector<State> states = as_of ? sink.states(*as_of) : std::vector<State>();
  if (options.csv) terminal.out << print_states_csv(input->motion, states);
  else if (options.json) terminal.out << print_states_json(input->motion, states, as_of.value_or(0));
  else terminal.out << print_states(input->motion, states, as_of.value_or(0));
  return Exit::done;
}

}  // namespace handraise
