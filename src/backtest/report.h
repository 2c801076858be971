// A backtest in words: Markdown, one HTML page, JSON for machines, and a few lines for a terminal. Words come from templates/backtest.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "backtest/backtest.h"
#include "base/result.h"

namespace handraise {

struct BacktestWords {
  std::string report;                                          // report.md
  std::map<std::string, std::string, std::less<>> sentences;   // "next.raise"; words.yaml
  std::vector<std::pair<std::string, std::string>> definitions, definitions_judged;  // name, text
  std::string css;                                             // the pack's
  std::string file;                                            // for errors
};
// `directory` is the templates folder.
Result<BacktestWords> load_backtest_words(const std::string& directory);

// What was read, for the head of the report.
struct BacktestSource {
  uint64_t records = 0, rejected = 0, duplicates = 0;
  std::vector<std::string> files;      // names without folders
};

struct BacktestReport {
  std::string markdown, html, json, gist;
};
Result<BacktestReport> print_backtest(const Motion& motion, const Backtest& result, const BacktestSource& source, const BacktestWords& words);

// The three things to do next, each with the numbers that say so: what to think of the list, what to do about volume, what to mend first.
struct Advice { std::string key, text; };
Result<std::vector<Advice>> next_steps(const Motion& motion, const Backtest& result, const BacktestWords& words);

// What a run is called where its numbers are used: "backtest of 2013-03-07 to 2026-07-23, 138,693 records, outcome grown".
std::string run_name(const Backtest& result, const BacktestSource& source);

// Judged qualifications needed until Wilson's interval of a rate like this one leaves the base rate below it; nothing when it is not above.
std::optional<size_t> judged_needed(double precision, double base_rate);

}  // namespace handraise
