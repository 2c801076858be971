#include <cmath>
#include <filesystem>
#include <ostream>

#include "backtest/backtest.h"
#include "backtest/report.h"
#include "backtest/tables.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/output_folder.h"
#include "cli/progress.h"
#include "cli/usage_input.h"
#include "design/figures.h"
#include "engine/stream_engine.h"
#include "motion/print_motion.h"

namespace handraise {

Exit stopped(Terminal& terminal) {
  terminal.err << "interrupted: nothing was written\n";
  return Exit::interrupted;
}

Exit run_backtest(const BacktestOptions& options, Terminal& terminal) {
  const Interruption interruption;
  if (!options.horizon.empty() && !parse_duration(options.horizon)) return report({{"--horizon: '" + options.horizon + "' is no duration; expected a number and a unit, as 180d or 12w", {}, "", ""}}, terminal, options.json);
  const Result<std::optional<Timestamp>> from = time_option("--from", options.from);
  if (!from) return report(from.errors(), terminal, options.json);
  Result<UsageInput> input = read_input(options.input, terminal);
  if (!input) return report(input.errors(), terminal, options.json);
  const Duration horizon = horizon_of(options.horizon, input->motion);
  const Result<OutcomeChoice> outcome = choose_outcome(input->outcomes, input->motion, options.outcome, options.input.outcomes.empty() ? "--outcomes" : options.input.outcomes);
  if (!outcome) return report(outcome.errors(), terminal, options.json);
  const Result<BacktestWords> words = load_backtest_words(terminal.directory + "/templates");
  if (!words) return report(words.errors(), terminal, options.json);

  UsageHistory history({input->motion, input->accounts, input->outcomes, input->bundled_domains, outcome->name, horizon, *from});
  const Result<UsageRead> read = read_usage_into(options.input, *input, wanted_of(input->motion), history, terminal);
  if (!read) return report(read.errors(), terminal, options.json);
  if (read->stopped) return stopped(terminal);
  history.finish(input->as_of);

  const Figures figures = compute_figures(input->motion, Depth::plan);
  MeasureInput measuring{history, *outcome};
  if (const Figure* cap = figures.find("cap_week")) {
    measuring.cap = cap->value;
    measuring.cap_words = cap->shown + " a week: " + figures.binding_role + " bind, " + cap->with;
  }
  measuring.go_on = [] { return !Interruption::asked(); };
  const Backtest result = measure(measuring);
  BacktestSource source{read->summary.records, read->summary.rejected, read->summary.duplicates, {}};
  for (const std::string& file : options.input.events) source.files.push_back(std::filesystem::path(file).filename().string());
  const Result<BacktestReport> printed = print_backtest(input->motion, result, source, *words);
  if (!printed) return report(printed.errors(), terminal, options.json);
  if (Interruption::asked()) return stopped(terminal);
  if (!options.folder.empty()) {
    OutputFolder folder(options.folder);
    const std::string ran = print_motion(input->motion);
    const std::string qualifications = print_qualifications(history);
    const std::pair<const char*, const std::string*> files[] = {{"qualifications.csv", &qualifications}, {"report.md", &printed->markdown}, {"report.html", &printed->html}, {"report.json", &printed->json}, {"motion.yaml", &ran}};
    for (const auto& [name, text] : files) {
      const Result<bool> written = folder.write(name, *text);
      if (!written) return report(written.errors(), terminal, options.json);
      if (Interruption::asked()) return stopped(terminal);
    }
    const Result<bool> placed = folder.put_in_place();
    if (!placed) return report(placed.errors(), terminal, options.json);
  }
  if (options.json) terminal.out << printed->json;
  else {
    terminal.out << printed->gist;
    if (!options.folder.empty()) terminal.out << "\nWritten: " << options.folder << "/{qualifications.csv, report.md, report.html, report.json, motion.yaml}\n";
  }
  return Exit::done;
}

}  // namespace handraise
