#include <cmath>
#include <filesystem>
#include <fstream>
#include <ostream>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/usage_input.h"
#include "design/figures.h"
#include "engine/stream_engine.h"
#include "tune/tune_report.h"

namespace handraise {
namespace {

// FNV-1a of the bytes of all files, one after the other.
std::string hash_of(const std::vector<std::string>& files) {
  uint64_t hash = 0;
  std::string block(1 << 20, '\0');
  for (const std::string& file : files) {
    std::ifstream stream(file, std::ios::binary);
    uint64_t each = hash_text("");
    while (stream.read(block.data(), static_cast<std::streamsize>(block.size())) || stream.gcount() > 0) {
      for (std::streamsize i = 0; i < stream.gcount(); ++i) each = (each ^ static_cast<unsigned char>(block[static_cast<size_t>(i)])) * 1099511628211ull;
    }
    hash = (hash ^ each) * 1099511628211ull;
  }
  static const char digits[] = "0123456789abcdef";
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += digits[(hash >> shift) & 0xF];
  return text;
}

std::string name_of(const std::string& path) { return std::filesystem::path(path).filename().string(); }

}  // namespace

Exit run_tune(const TuneOptions& options, Terminal& terminal) {
  const Interruption interruption;
  if (!options.horizon.empty() && !parse_duration(options.horizon)) return report({{"--horizon: '" + options.horizon + "' is no duration; expected a number and a unit, as 180d or 12w", {}, "", ""}}, terminal, options.json);
  const Result<std::optional<Timestamp>> split = time_option("--split", options.split);
  if (!split) return report(split.errors(), terminal, options.json);
  Result<UsageInput> input = read_input(options.input, terminal);
  if (!input) return report(input.errors(), terminal, options.json);
  const Result<OutcomeChoice> outcome = choose_outcome(input->outcomes, input->motion, options.outcome, options.input.outcomes);
  if (!outcome) return report(outcome.errors(), terminal, options.json);
  if (outcome->name.empty()) return report({{"no outcome in the table: tuning needs to know who got there", {options.input.outcomes, 0, 0}, "expected rows account,outcome,reached_at", ""}}, terminal, options.json);

  const Duration horizon = horizon_of(options.horizon, input->motion);
  TuneHistory history({input->motion, input->accounts, input->outcomes, input->bundled_domains, outcome->name, horizon});
  const Result<UsageRead> read = read_usage_into(options.input, *input, wanted_of(input->motion), history, terminal);
  if (!read) return report(read.errors(), terminal, options.json);
  if (read->stopped) return stopped(terminal);
  history.finish(input->as_of);

  TuneInput tuning{history};
  if (const Figure* cap = compute_figures(input->motion, Depth::plan).find("cap_week")) tuning.cap = cap->value;
  tuning.split = *split;
  tuning.seed = options.seed;
  tuning.go_on = [] { return !Interruption::asked(); };
  const Tuned tuned = tune(tuning);
  if (Interruption::asked()) return stopped(terminal);

  TuneSource source;
  source.outcome = outcome->name;
  source.horizon = horizon;
  source.command = "handraise tune " + name_of(options.input.motion);
  std::vector<std::string> files = {options.input.motion};
  for (const std::string& file : options.input.events) source.command += " " + name_of(file), files.push_back(file);
  source.command += " --outcomes " + name_of(options.input.outcomes) + " --outcome " + outcome->name + " --horizon " + print_duration(horizon);
  files.push_back(options.input.outcomes);
  if (!options.input.accounts.empty()) source.command += " --accounts " + name_of(options.input.accounts), files.push_back(options.input.accounts);
  if (!options.split.empty()) source.command += " --split " + options.split;
  if (options.seed != 1) source.command += " --seed " + std::to_string(options.seed);
  source.input = hash_of(files);

  if (!options.write.empty()) {
    const Result<bool> written = write_file(options.write, print_tuned_motion(tuned, input->motion, source));
    if (!written) return report(written.errors(), terminal, options.json);
  }
  if (options.json) terminal.out << print_tuned_json(tuned, source);
  else {
    terminal.out << print_tuned(tuned, input->motion, source);
    if (!options.write.empty()) terminal.out << "\nWritten: " << options.write << "\n";
  }
  return Exit::done;
}

}  // namespace handraise
