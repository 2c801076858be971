// The commands: one file each, options in, exit code out. command_line.cc fills the options.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/usage_input.h"

namespace handraise {

struct PackOptions {
  std::string brief;      // path, "-" for standard input; empty with `motion`
  std::string motion;     // print this motion.yaml instead of designing one
  std::string folder;     // -o
  std::string answers;    // --answers
  std::string evidence;   // --evidence: what `backtest -o` wrote
  bool json = false;
};
Exit run_pack(const PackOptions& options, Terminal& terminal);

struct IntakeOptions {
  std::string brief;
  std::string answers;    // --answers
  std::string write;      // where the answered brief.yaml goes; empty: printed
  bool json = false;
  bool ask = true;        // false: print the questions even on a terminal
};
Exit run_intake(const IntakeOptions& options, Terminal& terminal);

struct GateOptions {
  std::string folder;
  bool json = false;
};
Exit run_gate(const GateOptions& options, Terminal& terminal);

struct CheckOptions {
  std::string motion;
  bool json = false;
  bool schema = false;    // print the JSON Schema of motion.yaml instead
};
Exit run_check(const CheckOptions& options, Terminal& terminal);

struct LintOptions {
  std::vector<std::string> files;
  std::string motion;     // --motion: which signals may be referred to
  bool filled = false;    // --filled: the messages go out as they stand
  bool json = false, sarif = false;
};
Exit run_lint(const LintOptions& options, Terminal& terminal);

struct BacktestOptions {
  UsageInputOptions input;
  std::string outcome;           // --outcome: which of the file's to predict
  std::string from;              // --from: what qualified before is not told of
  std::string horizon;      // empty: the plan's own (horizon_days of planning:), else 180d
  std::string folder;            // -o
  bool json = false;
};
Exit run_backtest(const BacktestOptions& options, Terminal& terminal);

struct TuneOptions {
  UsageInputOptions input;
  std::string outcome, horizon;  // as of backtest
  std::string split;             // --split: where the later part begins; empty: the middle
  std::string write;             // --write: where the found motion goes; empty: nowhere
  uint64_t seed = 1;
  bool json = false;
};
Exit run_tune(const TuneOptions& options, Terminal& terminal);

struct PilotSizeOptions {
  std::string motion;                                   // empty: everything comes from the options
  std::optional<double> baseline, target, lift;         // two shares, or the difference instead of the second
  std::optional<double> mean_difference, sd;
  std::optional<double> power, alpha, ratio;            // ratio: treated accounts for one held out
  std::optional<double> icc, cluster_size, cluster_cv;
  std::optional<double> weekly, weeks;
  std::string looks, horizon, start;
  std::vector<std::string> triggers;                    // NAME:OK:BAD
  bool one_sided = false, json = false;
};
Exit run_pilot_size(const PilotSizeOptions& options, Terminal& terminal);

struct PilotAssignOptions {
  std::string motion, accounts;                         // qualifications.csv, a table or a list of accounts
  std::string exposures;                                // read where it is, then written
  std::string alerts;                                   // where rows that alert somebody go; empty: nowhere
  std::string at, key_file, owned;
  std::string stratum, strata;                          // a column, of `accounts` or of the table `strata`
  bool json = false;
};
Exit run_pilot_assign(const PilotAssignOptions& options, Terminal& terminal);

struct PilotReadoutOptions {
  std::string motion, exposures, outcomes;
  std::string outcome;                                  // which of the file's
  std::vector<std::string> guardrails, dispositions;    // tables account,at,guardrail (or disposition)
  std::string as_of, folder;
  bool json = false;
};
Exit run_pilot_readout(const PilotReadoutOptions& options, Terminal& terminal);

struct ReviewOptions {
  UsageInputOptions input;                              // motion, outcomes; events: --usage, may be none
  std::string qualifications, dispositions;
  std::string exposures;                                // whom nobody was told of
  std::string outcome;                                  // which of the file's
  std::string week, as_of, folder;
  bool json = false;
};
Exit run_review(const ReviewOptions& options, Terminal& terminal);

struct ScoreOptions {
  UsageInputOptions input;
  bool csv = false, json = false;
};
Exit run_score(const ScoreOptions& options, Terminal& terminal);
Exit stopped(Terminal& terminal);  // says that Ctrl-C ended it, and gives interrupted

struct EventsOptions {
  std::vector<std::string> files;
  std::string motion;     // --motion: do its events and properties occur?
  std::string mapping;    // --map
  std::string rejects;    // --rejects: where they go, as a table
  bool json = false;
  bool strict = false;
};
Exit run_events(const EventsOptions& options, Terminal& terminal);

}  // namespace handraise
