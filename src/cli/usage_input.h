// What backtest, score and tune read alike: a motion, usage, outcomes, accounts, and the list of personal domains.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "events/outcomes.h"
#include "events/usage.h"
#include "motion/motion.h"

namespace handraise {

struct UsageInputOptions {
  std::string motion;                 // motion.yaml
  std::vector<std::string> events;    // files, globs, -
  std::string outcomes, accounts;     // CSV; empty: none
  std::string map;                    // a mapping file; empty: guessed
  std::string as_of;                  // a time; empty: the newest record
  std::string rejects;                // where rejected lines go; empty: counted only
  bool keep_duplicates = false, strict = false;
};

struct UsageInput {
  Motion motion;
  std::vector<Outcome> outcomes;
  std::vector<AccountTraits> accounts;
  std::vector<std::string> bundled_domains;
  std::optional<Timestamp> as_of;
  std::optional<Mapping> mapping;
  std::vector<Reject> table_rejects;  // of outcomes and accounts
};
// Everything but the usage. Rows of the tables that are none are told on `terminal.err`.
Result<UsageInput> read_input(const UsageInputOptions& options, Terminal& terminal);

// Reads the usage into `sink` with a bar; rejects go to their file. `stopped`: Ctrl-C; nothing is left behind.
struct UsageRead {
  UsageSummary summary;
  bool stopped = false;
};
Result<UsageRead> read_usage_into(const UsageInputOptions& options, const UsageInput& input, Wanted wanted, RecordSink& sink, Terminal& terminal);

// A date or a time that an option gives; an error names the option.
Result<std::optional<Timestamp>> time_option(const std::string& option, const std::string& text);

// How long after a qualification an outcome counts: as asked (a duration that parses), else the plan's own (`horizon_days` of planning:), else 180 days.
Duration horizon_of(const std::string& asked, const Motion& motion);

}  // namespace handraise
