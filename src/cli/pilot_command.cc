#include <cmath>
#include <filesystem>
#include <ostream>

#include "backtest/outcome_clock.h"
#include "base/csv.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/output_folder.h"
#include "cli/usage_input.h"
#include "design/figures.h"
#include "motion/parse_motion.h"
#include "pilot/assignment.h"
#include "pilot/pilot_size.h"
#include "pilot/readout.h"

namespace handraise {
namespace {

Result<Motion> read_motion(const std::string& path, Terminal& terminal) {
  const Result<std::string> text = read_file(path, terminal, 8u << 20);
  if (!text) return text.errors();
  return parse_motion(*text, path);
}

constexpr size_t kTableMax = 1u << 30;

Result<std::string> read_whole(const std::string& path, Terminal& terminal) {
  bool cut = false;
  Result<std::string> text = read_file(path, terminal, kTableMax, &cut);
  if (text && cut) return Error{"a table of more than 1 GB", {path, 0, 0}, "", ""};
  return text;
}

// What the motion says, as far as it does.
void ask_as(const Motion& motion, SizeQuestion& question) {
  const auto planned = [&](const char* name, double otherwise) { return motion.quantity(name) != nullptr ? motion.quantity(name)->value : otherwise; };
  question.rate_held = planned("baseline_rate", 0);
  question.rate_treated = std::min(1.0, question.rate_held + planned("wanted_lift", 0));
  question.horizon = static_cast<int>(std::clamp(std::ceil(planned("horizon_days", 0)), 0.0, 3660.0));
  question.weeks = motion.pilot.weeks;
  question.weekly = compute_figures(motion, Depth::plan).value("qualified_week");
  question.plan.power = motion.pilot.power;
  question.plan.alpha = motion.pilot.alpha;
  question.looks = motion.pilot.looks;
  question.triggers = motion.pilot.triggers;
  for (Trigger& trigger : question.triggers) trigger.k = 0;   // found anew for these accounts
  for (const Arm& arm : motion.pilot.arms) {
    if (arm.name == "holdout" && arm.share > 0 && arm.share < 1) question.plan.held_per_treated = arm.share / (1 - arm.share);
  }
}

Result<Trigger> read_trigger(const std::string& text) {
  const std::vector<std::string_view> parts = split(text, ':');
  Trigger trigger;
  char* end = nullptr;
  if (parts.size() == 3) {
    const std::string ok(parts[1]), bad(parts[2]);
    trigger.name = std::string(parts[0]);
    trigger.p_ok = std::strtod(ok.c_str(), &end);
    const bool whole = !ok.empty() && *end == '\0';
    trigger.p_bad = std::strtod(bad.c_str(), &end);
    if (whole && !bad.empty() && *end == '\0' && !trigger.name.empty() && trigger.p_ok > 0 && trigger.p_ok < trigger.p_bad && trigger.p_bad <= 1) return trigger;
  }
  return Error{"--trigger: '" + text + "' is no trigger; expected NAME:OK:BAD with 0 < OK < BAD <= 1, as opt-outs:0.01:0.05", {}, "", ""};
}

}  // namespace

Exit run_pilot_size(const PilotSizeOptions& options, Terminal& terminal) {
  Errors errors;
  const auto wrong = [&](const std::string& option, const std::string& why) { errors.push_back({option + ": " + why, {}, "", ""}); };
  const auto within = [&](const char* option, const std::optional<double>& value, double low, double high, const char* expected) {
    if (value && !(*value >= low && *value <= high)) wrong(option, print_number(*value) + " is not " + expected);
  };
  within("--baseline", options.baseline, 0, 1, "a share, 0 to 1");
  within("--target", options.target, 0, 1, "a share, 0 to 1");
  within("--lift", options.lift, -1, 1, "a difference of shares, -1 to 1");
  within("--power", options.power, 0.01, 0.9999, "a share, 0.01 to 0.9999");
  within("--alpha", options.alpha, 0.0001, 0.5, "a share, 0.0001 to 0.5");
  within("--ratio", options.ratio, 0.01, 100, "a number of treated accounts for one held out, 0.01 to 100");
  within("--icc", options.icc, 0, 1, "a correlation, 0 to 1");
  within("--cluster-size", options.cluster_size, 1, 1e6, "a number of users, 1 or more");
  within("--cluster-cv", options.cluster_cv, 0, 100, "a coefficient of variation, 0 or more");
  within("--weekly", options.weekly, 0, 1e6, "a number of accounts a week, 0 to 1,000,000");
  within("--weeks", options.weeks, 0, 520, "a number of weeks, 0 to 520");
  within("--sd", options.sd, 1e-12, 1e15, "a standard deviation, above 0");
  if (options.target && options.lift) wrong("--lift", "stands beside --target; expected one of them");
  if (options.mean_difference.has_value() != options.sd.has_value()) wrong(options.sd ? "--sd" : "--mean-difference", "needs the other of --mean-difference and --sd");
  if (options.icc.has_value() != options.cluster_size.has_value()) wrong(options.icc ? "--icc" : "--cluster-size", "needs the other of --icc and --cluster-size");
  if (!options.looks.empty() && options.looks != "once" && options.looks != "weekly") wrong("--looks", "'" + options.looks + "'; expected once or weekly");
  const std::optional<Duration> horizon = parse_duration(options.horizon);
  if (!options.horizon.empty() && (!horizon || *horizon > 3660 * kDay)) wrong("--horizon", "'" + options.horizon + "' is no duration up to ten years; expected a number and a unit, as 28d or 12w");
  const Result<std::optional<Timestamp>> start = time_option("--start", options.start);
  if (!start) errors.insert(errors.end(), start.errors().begin(), start.errors().end());

  SizeQuestion question;
  if (!options.motion.empty()) {
    const Result<Motion> motion = read_motion(options.motion, terminal);
    if (!motion) return report(motion.errors(), terminal, options.json);
    ask_as(*motion, question);
  } else if (!options.mean_difference && (!options.baseline || !(options.target || options.lift))) {
    wrong("pilot size", "needs a MOTION, or --baseline with --target or --lift, or --mean-difference with --sd");
  }
  for (const std::string& text : options.triggers) {
    const Result<Trigger> trigger = read_trigger(text);
    if (!trigger) errors.insert(errors.end(), trigger.errors().begin(), trigger.errors().end());
    else question.triggers.push_back(*trigger);
  }
  const double planned = question.rate_treated - question.rate_held;
  if (options.baseline) question.rate_held = *options.baseline, question.rate_treated = std::min(1.0, question.rate_held + planned);
  if (options.target) question.rate_treated = *options.target;
  if (options.lift) {
    question.rate_treated = question.rate_held + *options.lift;
    if (errors.empty() && !(question.rate_treated >= 0 && question.rate_treated <= 1)) wrong("--lift", print_number(question.rate_held) + " and " + print_number(*options.lift) + " make " + print_number(question.rate_treated) + ", which is no share");
  }
  if (options.sd) question.difference = options.mean_difference.value_or(0), question.standard_deviation = *options.sd;
  if (options.power) question.plan.power = *options.power;
  if (options.alpha) question.plan.alpha = *options.alpha;
  if (options.one_sided) question.plan.sides = Sides::one;
  if (options.ratio) question.plan.held_per_treated = 1 / *options.ratio;
  if (options.icc) question.clusters = {options.cluster_size.value_or(1), options.cluster_cv.value_or(0), *options.icc};
  if (options.weekly) question.weekly = *options.weekly;
  if (options.weeks) question.weeks = *options.weeks;
  if (horizon) question.horizon = static_cast<int>(std::ceil(static_cast<double>(*horizon) / static_cast<double>(kDay)));
  if (!options.looks.empty()) question.looks = options.looks == "weekly" ? Looks::weekly : Looks::once;
  if (!errors.empty()) return report(errors, terminal, options.json);

  const Result<PilotSize> size = size_pilot(question);
  if (!size) return report(size.errors(), terminal, options.json);
  terminal.out << (options.json ? print_size_json(question, *size, *start) : print_size(question, *size, *start));
  return Exit::done;
}

Exit run_pilot_assign(const PilotAssignOptions& options, Terminal& terminal) {
  const auto fail = [&](const Errors& errors) { return report(errors, terminal, options.json); };
  const Result<Motion> motion = read_motion(options.motion, terminal);
  if (!motion) return fail(motion.errors());
  if (motion->pilot.arms.empty()) return fail({{"pilot.arms: nobody is held out, so there is nothing to draw", {options.motion, 0, 0}, "give the motion arms: treatment and holdout, with their shares", ""}});
  if (!options.strata.empty() && options.stratum.empty()) return fail({{"--strata: needs --stratum, the column that is meant", {}, "", ""}});
  const Result<std::optional<Timestamp>> at = time_option("--at", options.at);
  if (!at) return fail(at.errors());
  HashKey key = kPublicKey;
  if (!options.key_file.empty()) {
    const Result<std::string> text = read_file(options.key_file, terminal, 4096);
    if (!text) return fail(text.errors());
    const Result<HashKey> own = parse_hash_key(*text, options.key_file);
    if (!own) return fail(own.errors());
    key = *own;
  }
  const Result<std::string> text = read_whole(options.accounts, terminal);
  if (!text) return fail(text.errors());
  Result<Candidates> candidates = read_candidates(*text, options.accounts, {*at, options.strata.empty() ? options.stratum : "", motion->unit});
  if (!candidates) return fail(candidates.errors());
  const auto read_column = [&](const std::string& path, const std::string& column) -> Result<std::map<std::string, std::string, std::less<>>> {
    const Result<std::string> table = read_whole(path, terminal);
    if (!table) return table.errors();
    return read_account_column(*table, path, column);
  };
  if (!options.strata.empty()) {
    const auto strata = read_column(options.strata, options.stratum);
    if (!strata) return fail(strata.errors());
    for (Candidate& each : candidates->rows) {
      if (const auto found = strata->find(each.account); found != strata->end()) each.stratum = found->second;
    }
  }
  std::set<std::string> owned;
  if (!options.owned.empty()) {
    const auto accounts = read_column(options.owned, "");
    if (!accounts) return fail(accounts.errors());
    for (const auto& [account, unused] : *accounts) owned.insert(account);
  }
  std::string log;
  std::vector<Exposure> before;
  std::error_code code;
  if (std::filesystem::exists(options.exposures, code)) {
    const Result<std::string> read = read_whole(options.exposures, terminal);
    if (!read) return fail(read.errors());
    log = *read;
    const Result<std::vector<Exposure>> exposures = read_exposures(log, options.exposures);
    if (!exposures) return fail(exposures.errors());
    before = *exposures;
    if (!log.ends_with('\n')) log += '\n';
  }
  const Result<Assignment> assignment = assign(*motion, key, *candidates, before, options.exposures, owned);
  if (!assignment) return fail(assignment.errors());
  // The log before the alerts: whom a rep is told of stands in it.
  const Result<bool> logged = write_file(options.exposures, log + print_exposures(assignment->added, log.empty()));
  if (!logged) return fail(logged.errors());
  if (!options.alerts.empty()) {
    const Result<bool> written = write_file(options.alerts, print_alerts(*candidates, *assignment));
    if (!written) return fail(written.errors());
  }
  terminal.out << (options.json ? print_assignment_json(*motion, *assignment) : print_assignment(*motion, *assignment));
  return Exit::done;
}

Exit run_pilot_readout(const PilotReadoutOptions& options, Terminal& terminal) {
  const auto fail = [&](const Errors& errors) { return report(errors, terminal, options.json); };
  const Result<Motion> motion = read_motion(options.motion, terminal);
  if (!motion) return fail(motion.errors());
  if (motion->quantity("horizon_days") == nullptr) return fail({{"planning: no horizon_days; nobody can say how long after its exposure an account's outcome counts", {options.motion, 0, 0}, "say it in the motion before the first account is drawn", ""}});
  const Result<std::string> log = read_whole(options.exposures, terminal);
  if (!log) return fail(log.errors());
  const Result<std::vector<Exposure>> exposures = read_exposures(*log, options.exposures);
  if (!exposures) return fail(exposures.errors());
  if (const auto same = check_motion(*exposures, motion_id(*motion), options.exposures); !same) return fail(same.errors());
  const Result<std::string> table = read_whole(options.outcomes, terminal);
  if (!table) return fail(table.errors());
  const Result<Table<Outcome>> outcomes = read_outcomes(*table, options.outcomes);
  if (!outcomes) return fail(outcomes.errors());
  Errors errors;   // to leave a row out would change what is compared
  for (const Reject& each : outcomes->rejects) {
    if (errors.size() < 20) errors.push_back({each.reason, {each.file, static_cast<int>(each.line), 1}, "", ""});
  }
  if (!errors.empty()) return fail(errors);
  const Result<OutcomeChoice> chosen = choose_outcome(outcomes->rows, *motion, options.outcome, options.outcomes);
  if (!chosen) return fail(chosen.errors());
  Timestamp newest = 0;
  for (const Exposure& each : *exposures) newest = std::max(newest, each.at);
  std::vector<PilotOutcome> reached;
  for (const Outcome& each : outcomes->rows) {
    newest = std::max(newest, each.reached_at);
    if (each.outcome == chosen->name) reached.push_back({each.account.empty() ? "~" + each.user : std::string(csv_text(each.account)), each.reached_at});
  }
  std::vector<GuardrailRow> guardrails;
  for (const auto* files : {&options.guardrails, &options.dispositions}) {
    for (const std::string& file : *files) {
      const Result<std::string> text = read_whole(file, terminal);
      if (!text) return fail(text.errors());
      const Result<std::vector<GuardrailRow>> rows = read_guardrails(*text, file);
      if (!rows) return fail(rows.errors());
      for (const GuardrailRow& each : *rows) newest = std::max(newest, each.at);
      guardrails.insert(guardrails.end(), rows->begin(), rows->end());
    }
  }
  const Result<std::optional<Timestamp>> as_of = time_option("--as-of", options.as_of);
  if (!as_of) return fail(as_of.errors());
  const bool counted = !options.guardrails.empty() || !options.dispositions.empty();
  const Readout readout = read_pilot({*motion, *exposures, reached, counted ? &guardrails : nullptr, as_of->value_or(newest)});

  const std::string outcome = chosen->name.empty() ? "outcome" : chosen->name;
  const std::string json = print_readout_json(*motion, readout, outcome);
  if (!options.folder.empty()) {
    OutputFolder folder(options.folder);
    for (const auto& [name, text] : {std::pair<const char*, std::string>{"readout.md", print_readout_markdown(*motion, readout, outcome)}, {"readout.json", json}}) {
      const Result<bool> written = folder.write(name, text);
      if (!written) return fail(written.errors());
    }
    const Result<bool> placed = folder.put_in_place();
    if (!placed) return fail(placed.errors());
  }
  if (options.json) terminal.out << json;
  else {
    terminal.out << print_readout(*motion, readout, outcome);
    if (!options.folder.empty()) terminal.out << "\nWritten: " << options.folder << "/{readout.md, readout.json}\n";
  }
  return readout.verdict == PilotVerdict::too_early ? Exit::refused : Exit::done;
}

}  // namespace handraise
