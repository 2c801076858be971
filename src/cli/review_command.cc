#include <algorithm>
#include <ostream>

#include "backtest/outcome_clock.h"
#include "backtest/replayed_change.h"
#include "cli/commands.h"
#include "cli/output_folder.h"
#include "cli/progress.h"
#include "cli/usage_input.h"
#include "desk/review_clock.h"
#include "desk/review_report.h"
#include "desk/worked_csv.h"
#include "engine/stream_engine.h"
#include "pilot/exposures.h"

namespace handraise {
namespace {

constexpr size_t kTableMax = 1u << 30;

Result<std::string> read_whole(const std::string& path, Terminal& terminal) {
  bool cut = false;
  Result<std::string> text = read_file(path, terminal, kTableMax, &cut);
  if (text && cut) return Error{"a table of more than 1 GB", {path, 0, 0}, "", ""};
  return text;
}

// When the review is held: the end of the asked week, the asked time, or nothing.
Result<std::optional<Timestamp>> moment_of(const ReviewOptions& options) {
  if (options.week.empty()) return time_option("--as-of", options.as_of);
  if (!options.as_of.empty()) return Error{"--week: stands beside --as-of; expected one of them", {}, "", ""};
  const std::optional<Timestamp> week = parse_week(options.week);
  if (!week) return Error{"--week: '" + options.week + "' is no ISO week; expected one as 2026-W10", {}, "", ""};
  return std::optional<Timestamp>(*week + kWeek - 1);
}

ReplayedChange told_of(const ReplayedVolumes& volumes, const WeeklyReview& review) {
  const double weeks = static_cast<double>(volumes.weeks);
  ReplayedChange told;
  told.weeks = volumes.weeks;
  told.end = volumes.to;
  told.before = static_cast<double>(volumes.before.qualified) / weeks, told.after = static_cast<double>(volumes.after.qualified) / weeks;
  told.before_hot = static_cast<double>(volumes.before.hot) / weeks, told.after_hot = static_cast<double>(volumes.after.hot) / weeks;
  const Lost bad = lost_of(review.bad_accounts, volumes), accepted = lost_of(review.accepted_accounts, volumes);
  told.bad = bad.of, told.bad_gone = bad.gone, told.accepted = accepted.of, told.accepted_gone = accepted.gone;
  return told;
}

}  // namespace

Exit run_review(const ReviewOptions& options, Terminal& terminal) {
  const auto fail = [&](const Errors& errors) { return report(errors, terminal, options.json); };
  const Interruption interruption;
  const Result<std::optional<Timestamp>> asked = moment_of(options);
  if (!asked) return fail(asked.errors());
  Result<UsageInput> input = read_input(options.input, terminal);
  if (!input) return fail(input.errors());
  const Motion& motion = input->motion;
  Errors errors;   // to leave a row out would change what is counted
  for (const Reject& each : input->table_rejects) {
    if (errors.size() < 20) errors.push_back({each.reason, {each.file, static_cast<int>(each.line), 1}, "", ""});
  }
  if (!errors.empty()) return fail(errors);
  const Result<ReviewRules> rules = load_review_rules(terminal.directory + "/templates", motion);
  if (!rules) return fail(rules.errors());

  WorkedTables tables;
  const Result<std::string> qualifications = read_whole(options.qualifications, terminal), dispositions = read_whole(options.dispositions, terminal);
  for (const auto* each : {&qualifications, &dispositions}) if (!*each) return fail(each->errors());
  tables.qualifications = *qualifications, tables.qualifications_file = options.qualifications;
  tables.dispositions = *dispositions, tables.dispositions_file = options.dispositions;
  tables.known_dispositions = rules->values();
  if (!options.exposures.empty()) {
    const Result<std::string> log = read_whole(options.exposures, terminal);
    if (!log) return fail(log.errors());
    const Result<std::vector<Exposure>> exposures = read_exposures(*log, options.exposures);
    if (!exposures) return fail(exposures.errors());
    for (const Exposure& each : *exposures) if (each.arm == ExposureArm::holdout) tables.held_out.insert(each.account);
  }
  std::vector<Outcome> reached;
  if (!options.input.outcomes.empty()) {
    const Result<OutcomeChoice> chosen = choose_outcome(input->outcomes, motion, options.outcome, options.input.outcomes);
    if (!chosen) return fail(chosen.errors());
    for (const Outcome& each : input->outcomes) if (each.outcome == chosen->name) reached.push_back(each);
    tables.outcomes = &reached;
  }
  const Result<WorkedCsv> worked = WorkedCsv::read(motion, tables);
  if (!worked) return fail(worked.errors());
  if (const size_t count = worked->without_qualification(); count > 0) terminal.err << "not counted: " << count << (count == 1 ? " disposition of an account" : " dispositions of accounts") << " that had not qualified by then\n";

  Result<WeeklyReview> review = review_week({motion, *worked, *rules, asked->value_or(worked->newest()), horizon_of("", motion)});
  if (!review) return fail(review.errors());

  if (!options.input.events.empty()) {
    UsageRecording usage({motion, input->accounts, input->outcomes, input->bundled_domains});
    input->as_of = review->as_of;
    const Result<UsageRead> read = read_usage_into(options.input, *input, wanted_of(motion), usage, terminal);
    if (!read) return fail(read.errors());
    if (read->stopped) return stopped(terminal);
    usage.finish();
    for (Proposal& each : review->proposals) {
      if (!each.changed || each.path.starts_with("routing.")) continue;   // when somebody looks changes nothing about who qualifies
      const std::optional<ReplayedVolumes> volumes = replay_change(usage.recording(), motion, *each.changed, review->as_of, rules->weeks);
      if (volumes) each.replayed = told_of(*volumes, *review);
      if (Interruption::asked()) return stopped(terminal);
    }
  }

  const Result<ReviewReport> printed = print_review(motion, *review, *rules, !options.input.events.empty());
  if (!printed) return fail(printed.errors());
  if (!options.folder.empty()) {
    OutputFolder folder(options.folder);
    for (const auto& [name, text] : {std::pair<const char*, const std::string*>{"review.md", &printed->markdown}, {"review.json", &printed->json}}) {
      const Result<bool> written = folder.write(name, *text);
      if (!written) return fail(written.errors());
    }
    const Result<bool> placed = folder.put_in_place();
    if (!placed) return fail(placed.errors());
  }
  if (options.json) terminal.out << printed->json;
  else {
    terminal.out << printed->terminal;
    if (!options.folder.empty()) terminal.out << "\nWritten: " << options.folder << "/{review.md, review.json}\n";
  }
  return Exit::done;
}

}  // namespace handraise
