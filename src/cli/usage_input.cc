#include "cli/usage_input.h"

#include <ostream>

#include "base/text.h"
#include "cli/progress.h"
#include "cli/reject_list.h"
#include "events/domain.h"
#include "motion/parse_motion.h"

namespace handraise {
namespace {

constexpr size_t kTableMax = 1u << 30;   // bytes of outcomes.csv and accounts.csv

template <class T, class Read>
Result<std::vector<T>> read_table(const std::string& path, Read read, UsageInput& input, Terminal& terminal) {
  bool cut = false;
  const Result<std::string> text = read_file(path, terminal, kTableMax, &cut);
  if (!text) return text.errors();
  if (cut) return Error{"a table of more than 1 GB", {path, 0, 0}, "", ""};
  Result<Table<T>> table = read(*text, path);
  if (!table) return table.errors();
  for (Reject& reject : table->rejects) input.table_rejects.push_back(std::move(reject));
  return std::move(table->rows);
}

}  // namespace

Result<UsageInput> read_input(const UsageInputOptions& options, Terminal& terminal) {
  UsageInput input;
  const Result<std::string> text = read_file(options.motion, terminal, 8u << 20);
  if (!text) return text.errors();
  Result<Motion> motion = parse_motion(*text, options.motion);
  if (!motion) return motion.errors();
  input.motion = std::move(*motion);
  input.mapping = input.motion.input;
  if (!options.map.empty()) {
    const Result<std::string> map = read_file(options.map, terminal, 1u << 20);
    if (!map) return map.errors();
    Result<Mapping> mapping = parse_mapping(*map, options.map);
    if (!mapping) return mapping.errors();
    input.mapping = std::move(*mapping);
  }
  if (!options.as_of.empty()) {
    const auto as_of = time_option("--as-of", options.as_of);
    if (!as_of) return as_of.errors();
    input.as_of = *as_of;
  }
  if (!options.outcomes.empty()) {
    auto rows = read_table<Outcome>(options.outcomes, read_outcomes, input, terminal);
    if (!rows) return rows.errors();
    input.outcomes = std::move(*rows);
  }
  if (!options.accounts.empty()) {
    auto rows = read_table<AccountTraits>(options.accounts, read_accounts, input, terminal);
    if (!rows) return rows.errors();
    input.accounts = std::move(*rows);
  }
  if (options.strict && !input.table_rejects.empty()) {
    const Reject& first = input.table_rejects.front();
    return Error{first.reason, {first.file, static_cast<int>(first.line), 0}, "without --strict the row is left out and counted", ""};
  }
  const Result<std::string> personal = read_file(terminal.directory + "/playbooks/personal_domains.txt", terminal, 8u << 20);
  if (!personal) return personal.errors();
  input.bundled_domains = parse_domain_list(*personal);
  return input;
}

Result<std::optional<Timestamp>> time_option(const std::string& option, const std::string& text) {
  if (text.empty()) return std::optional<Timestamp>();
  const std::optional<Timestamp> time = parse_date_or_time(text);
  if (!time) return Error{option + ": '" + text + "' is no time; expected a date as 2026-03-01 or a time as 2026-03-01T00:00:00Z", {}, "", ""};
  return time;
}

Duration horizon_of(const std::string& asked, const Motion& motion) {
  if (!asked.empty()) return *parse_duration(asked);
  const Quantity* planned = motion.quantity("horizon_days");
  return planned != nullptr && planned->value >= 1 && planned->value <= 3660 ? static_cast<Duration>(planned->value * kDay) : 180 * kDay;
}

Result<UsageRead> read_usage_into(const UsageInputOptions& options, const UsageInput& input, Wanted wanted, RecordSink& sink, Terminal& terminal) {
  RejectList rejects;
  if (const auto opened = rejects.open(options.rejects); !opened) return opened.errors();
  for (const Reject& reject : input.table_rejects) rejects.add(reject);
  ProgressLine line("reading", terminal);
  UsageOptions usage;
  usage.files = options.events;
  usage.mapping = input.mapping;
  usage.wanted = std::move(wanted);
  usage.as_of = input.as_of;
  usage.keep_duplicates = options.keep_duplicates;
  usage.strict = options.strict;
  usage.scratch_folder = terminal.scratch_folder;
  usage.reject = [&](const Reject& reject) { rejects.add(reject); };
  usage.progress = [&](const Progress& progress) { return line(progress); };
  usage.notice = [&](const std::string& notice) {
    line.clear();
    terminal.err << escape_controls(notice) << "\n";
  };
  Result<UsageSummary> summary = read_usage(usage, sink);
  line.clear();
  if (!summary) return summary.errors();
  if (summary->interrupted || Interruption::asked()) return UsageRead{std::move(*summary), true};
  const size_t shown = 3;
  const auto reasons = rejects.by_count();
  if (!reasons.empty()) {
    terminal.err << print_count(static_cast<double>(summary->rejected + input.table_rejects.size())) << " lines are no records and were left out" << (options.rejects.empty() ? "; every one with its line: --rejects FILE" : ", written to " + escape_controls(options.rejects)) << "\n";
    for (size_t i = 0; i < reasons.size() && i < shown; ++i) {
      terminal.err << "  " << print_count(static_cast<double>(reasons[i].count)) << " × " << escape_controls(reasons[i].reason) << " (first: " << escape_controls(reasons[i].first.file) << ":" << reasons[i].first.line << ")\n";
    }
    if (reasons.size() > shown) terminal.err << "  …\n";
  }
  if (const auto closed = rejects.close(); !closed) return closed.errors();
  return UsageRead{std::move(*summary), false};
}

}  // namespace handraise
