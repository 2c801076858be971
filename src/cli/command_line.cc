#include "cli/command_line.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <sstream>

#include "cli/commands.h"

namespace handraise {

Exit run_command_line(int argc, const char* const* argv, Terminal& terminal) {
  CLI::App app("Handraise: from a few sentences about a company to a product-led sales motion that runs.", "handraise");
  app.set_version_flag("--version", "handraise " HANDRAISE_VERSION);
  app.require_subcommand(1);
  app.footer("Example:\n  handraise pack examples/trial-analytics.txt -o out\n\nEvery command: handraise COMMAND --help\n"
             "Exit codes: 0 done, 2 bad usage or input, 3 request refused or redirected, 4 gate failed or something found");
  std::function<Exit()> chosen;

  PackOptions pack;
  CLI::App* pack_command = app.add_subcommand("pack", "brief (free text or brief.yaml) -> pack.md, pack.html, motion.yaml, brief.yaml, gate.json");
  pack_command->add_option("BRIEF", pack.brief, "the brief: a text file, a brief.yaml, or - for standard input");
  pack_command->add_option("-o,--output", pack.folder, "folder for the five files; without it the Markdown goes to standard output");
  pack_command->add_option("--answers", pack.answers, "a brief.yaml with answers that override the brief");
  pack_command->add_option("--evidence", pack.evidence, "folder of a backtest: its definition is taken, its numbers stand where assumptions would");
  pack_command->add_option("--motion", pack.motion, "print this motion.yaml instead of designing from a brief");
  pack_command->add_flag("--json", pack.json, "summary as JSON on standard output (with -o)");
  pack_command->footer("Exit: 0 passed its gate, 2 bad input, 3 refused or redirected (the answer is written all the same), 4 gate failed\n"
                       "Examples:\n  handraise pack brief.txt -o out\n  echo 'We are a CRM with a 30-day trial, 3 SDRs.' | handraise pack -\n"
                       "  handraise pack --motion out/motion.yaml -o out\n"
                       "  handraise backtest out/motion.yaml usage.jsonl.gz --outcomes won.csv -o proof && handraise pack brief.txt --evidence proof -o out");
  pack_command->callback([&] { chosen = [&] { return run_pack(pack, terminal); }; });

  IntakeOptions intake;
  bool print_only = false;
  CLI::App* intake_command = app.add_subcommand("intake", "the questions (five at most) whose answers would change the pack most");
  intake_command->add_option("BRIEF", intake.brief, "the brief: a text file, a brief.yaml, or -")->required();
  intake_command->add_option("--answers", intake.answers, "a brief.yaml with answers that override the brief");
  intake_command->add_option("-o,--output", intake.write, "where to write the brief.yaml with the answers");
  intake_command->add_flag("--print", print_only, "print the questions, do not ask");
  intake_command->add_flag("--json", intake.json, "the measure of all twenty candidates as JSON");
  intake_command->footer("Examples:\n  handraise intake brief.txt -o brief.yaml && handraise pack brief.yaml -o out\n  handraise intake brief.txt --json");
  intake_command->callback([&] { intake.ask = !print_only; chosen = [&] { return run_intake(intake, terminal); }; });

  GateOptions gate;
  CLI::App* gate_command = app.add_subcommand("gate", "checklist, rubric and consistency of a pack's folder, item by item with the evidence");
  gate_command->add_option("DIR", gate.folder, "folder with motion.yaml, brief.yaml and pack.md")->required();
  gate_command->add_flag("--json", gate.json, "as JSON");
  gate_command->footer("Exit: 0 passed, 4 below 16 of 20, at a 0, or at any disagreement\nExample:\n  handraise gate out");
  gate_command->callback([&] { chosen = [&] { return run_gate(gate, terminal); }; });

  CheckOptions check;
  CLI::App* check_command = app.add_subcommand("check", "validates a motion.yaml: every mistake with line, column and the nearest valid word");
  check_command->add_option("MOTION", check.motion, "the motion file, or -");
  check_command->add_flag("--schema", check.schema, "print the JSON Schema (draft 7) of motion files instead");
  check_command->add_flag("--json", check.json, "as JSON");
  check_command->footer("Example:\n  handraise check out/motion.yaml");
  check_command->callback([&] { chosen = [&] { return run_check(check, terminal); }; });

  LintOptions lint;
  CLI::App* lint_command = app.add_subcommand("lint", "outreach messages: each broken rule with its place, why it matters and a better wording");
  lint_command->add_option("FILE", lint.files, "messages: plain text, .md, .jsonl (id, subject, body, approved_signals), a motion.yaml, or - for standard input")->required();
  lint_command->add_option("--motion", lint.motion, "a motion.yaml whose signals say what messages may refer to");
  lint_command->add_flag("--filled", lint.filled, "the messages go out as they stand: a {{blank}} that is left is a fault");
  lint_command->add_flag("--json", lint.json, "as JSON: per message its id and findings");
  lint_command->add_flag("--sarif", lint.sarif, "as SARIF 2.1.0, for code review and editors");
  lint_command->footer("Exit: 0 nothing found, 2 bad usage or something could not be read (the rest is judged all the same), 4 something found\n"
                       "Examples:\n  handraise lint note.md\n  printf 'Subject: Hello\\n\\nWe saw you on our pricing page. Shall we talk?\\n' | handraise lint -\n"
                       "  handraise lint sequence.jsonl --motion out/motion.yaml --sarif");
  lint_command->callback([&] { chosen = [&] { return run_lint(lint, terminal); }; });

  const auto usage_options = [](CLI::App* command, UsageInputOptions& input) {
    command->add_option("MOTION", input.motion, "the motion file")->required();
    command->add_option("EVENTS", input.events, "usage: .jsonl (plain, .gz, .zst), .csv, .parquet, globs, - for standard input")->required();
    command->add_option("--accounts", input.accounts, "traits of accounts: a table whose first column is the account");
    command->add_option("--as-of", input.as_of, "where the history ends (2026-03-08T09:00:00Z); default: the newest record");
    command->add_option("--map", input.map, "which column of a table is what; default: the motion's input:, else guessed");
    command->add_option("--rejects", input.rejects, "where lines that are no records go, with line number and reason");
    command->add_flag("--keep-duplicates", input.keep_duplicates, "do not look at messageId");
    command->add_flag("--strict", input.strict, "stop at the first line that is no record");
  };

  BacktestOptions backtest;
  CLI::App* backtest_command = app.add_subcommand("backtest", "every qualification of the past: volume against the team, precision, lift, lead time");
  usage_options(backtest_command, backtest.input);
  backtest_command->add_option("--outcomes", backtest.input.outcomes, "what really happened: a table account,outcome,reached_at");
  backtest_command->add_option("--outcome", backtest.outcome, "which outcome to predict, where the table has several");
  backtest_command->add_option("--horizon", backtest.horizon, "how long after a qualification the outcome counts; default: horizon_days of the motion's planning, else 180d");
  backtest_command->add_option("--from", backtest.from, "only what qualified from then on (2026-03-01); usage before it still counts");
  backtest_command->add_option("-o,--output", backtest.folder, "folder for qualifications.csv, report.md, report.html, report.json and the motion.yaml that ran");
  backtest_command->add_flag("--json", backtest.json, "report.json on standard output");
  backtest_command->footer("Exit: 0 done, 2 bad input, 130 interrupted (nothing is written)\nExamples:\n  handraise backtest motion.yaml events.jsonl.gz --outcomes outcomes.csv -o out/backtest\n"
                           "  handraise backtest motion.yaml 'usage/*.jsonl' --outcomes won.csv --outcome paid --horizon 90d");
  backtest_command->callback([&] { chosen = [&] { return run_backtest(backtest, terminal); }; });

  TuneOptions tune;
  CLI::App* tune_command = app.add_subcommand("tune", "points, thresholds, windows and bar chosen on the earlier part of history, judged on the later");
  usage_options(tune_command, tune.input);
  tune_command->add_option("--outcomes", tune.input.outcomes, "what really happened: a table account,outcome,reached_at")->required();
  tune_command->add_option("--outcome", tune.outcome, "which outcome to find, where the table has several");
  tune_command->add_option("--horizon", tune.horizon, "how long after a qualification the outcome counts; default: horizon_days of the motion's planning, else 180d");
  tune_command->add_option("--split", tune.split, "where the later part begins (2026-03-01); default: the middle of the history");
  tune_command->add_option("--write", tune.write, "where the found motion goes; without it nothing is written");
  tune_command->add_option("--seed", tune.seed, "of the draws behind the intervals (1)");
  tune_command->add_flag("--json", tune.json, "as JSON");
  tune_command->footer("Prints what to change in motion.yaml and what each change buys, or that no change is better than noise. Changes nothing without --write.\n"
                       "Exit: 0 done, 2 bad input, 130 interrupted\nExample:\n  handraise tune motion.yaml usage.jsonl.gz --outcomes won.csv --outcome paid --write tuned.yaml");
  tune_command->callback([&] { chosen = [&] { return run_tune(tune, terminal); }; });

  CLI::App* pilot_command = app.add_subcommand("pilot", "the test of a motion: how many accounts, which arm, what it showed");
  pilot_command->require_subcommand(1);
  pilot_command->footer("Every command: handraise pilot COMMAND --help\nExample:\n  handraise pilot size --baseline 0.50 --target 0.75 --power 0.90");
  PilotSizeOptions size;
  CLI::App* size_command = pilot_command->add_subcommand("size", "accounts needed, what the accounts there are can show, and by when");
  size_command->add_option("MOTION", size.motion, "a motion.yaml: its rates, arms, weeks, looks and triggers; options below go before them");
  size_command->add_option("--baseline", size.baseline, "share of held-out accounts that get there (0.11)");
  size_command->add_option("--target", size.target, "share of treated accounts that is to be told from it (0.22)");
  size_command->add_option("--lift", size.lift, "the difference of the two, instead of --target");
  size_command->add_option("--mean-difference", size.mean_difference, "of a metric with amounts, in its unit; with --sd");
  size_command->add_option("--sd", size.sd, "its standard deviation between accounts");
  size_command->add_option("--power", size.power, "chance to see the difference when it is there (0.8)");
  size_command->add_option("--alpha", size.alpha, "chance to see one that is not (0.05)");
  size_command->add_flag("--one-sided", size.one_sided, "only better counts; the readout of a motion is two-sided");
  size_command->add_option("--ratio", size.ratio, "treated accounts for one held out: 4 holds out a fifth (1)");
  size_command->add_option("--icc", size.icc, "how alike users of one account are, 0 to 1: the metric counts users, arms are made of accounts");
  size_command->add_option("--cluster-size", size.cluster_size, "users an account, on average");
  size_command->add_option("--cluster-cv", size.cluster_cv, "its coefficient of variation (0)");
  size_command->add_option("--looks", size.looks, "at the outcome: once (at the end), or weekly (an always-valid interval, at its price)");
  size_command->add_option("--weekly", size.weekly, "accounts that qualify a week");
  size_command->add_option("--weeks", size.weeks, "of enrolment");
  size_command->add_option("--horizon", size.horizon, "from qualification to the outcome (28d)");
  size_command->add_option("--start", size.start, "first day of enrolment (2026-03-02), for dates");
  size_command->add_option("--trigger", size.triggers, "NAME:OK:BAD, a count to watch with the rates that are fine and bad: opt-outs:0.01:0.05");
  size_command->add_flag("--json", size.json, "as JSON");
  size_command->footer("Exit: 0 done, 2 bad input\nExamples:\n  handraise pilot size --baseline 0.50 --target 0.75 --power 0.90\n"
                       "  handraise pilot size --baseline 0.11 --lift 0.04 --ratio 4 --looks weekly --weekly 30 --weeks 13 --horizon 28d --trigger opt-outs:0.01:0.05\n"
                       "  handraise pilot size out/motion.yaml --weekly 24");
  size_command->callback([&] { chosen = [&] { return run_pilot_size(size, terminal); }; });

  PilotAssignOptions assign;
  CLI::App* assign_command = pilot_command->add_subcommand("assign", "accounts that qualified, to treatment or holdout; drawn once, by account, and logged");
  assign_command->add_option("MOTION", assign.motion, "the motion file: its arms, and who qualifies, are part of the draw")->required();
  assign_command->add_option("ACCOUNTS", assign.accounts, "qualifications.csv of a backtest, a table with a column account, or a list with an account a line")->required();
  assign_command->add_option("--exposures", assign.exposures, "the log account,at,arm,stratum,motion; accounts in it keep their arm, new ones are added")->required();
  assign_command->add_option("--alerts", assign.alerts, "where the rows go that alert a rep: never of a held-out account, but for hand-raises");
  assign_command->add_option("--at", assign.at, "when accounts qualified whose rows do not say it (2026-03-02T09:00:00Z)");
  assign_command->add_option("--stratum", assign.stratum, "a column that is part of the draw, so that its balance can be told");
  assign_command->add_option("--strata", assign.strata, "the table account,… that holds that column; default: ACCOUNTS");
  assign_command->add_option("--owned", assign.owned, "accounts that a rep has already, or with an open deal: they stay apart and are not drawn");
  assign_command->add_option("--key-file", assign.key_file, "32 hexadecimal digits; without it anybody who knows the motion can tell an arm beforehand");
  assign_command->add_flag("--json", assign.json, "as JSON");
  assign_command->footer("An arm depends on key, motion, stratum and account alone: it is the same after a restart, in any order and with accounts added.\n"
                         "Exit: 0 done, 2 bad input (then nothing is written)\nExamples:\n"
                         "  handraise pilot assign motion.yaml out/backtest/qualifications.csv --exposures exposures.csv --alerts alerts.csv\n"
                         "  handraise pilot assign motion.yaml accounts.txt --at 2026-03-02T09:00:00Z --exposures exposures.csv");
  assign_command->callback([&] { chosen = [&] { return run_pilot_assign(assign, terminal); }; });

  PilotReadoutOptions readout;
  CLI::App* readout_command = pilot_command->add_subcommand("readout", "what the arms showed, by the motion's one rule: scale, go on, roll back, or cannot tell yet");
  readout_command->add_option("MOTION", readout.motion, "the motion file, as it was when the first account was drawn")->required();
  readout_command->add_option("EXPOSURES", readout.exposures, "the log that `pilot assign` keeps")->required();
  readout_command->add_option("OUTCOMES", readout.outcomes, "what really happened: a table account,outcome,reached_at")->required();
  readout_command->add_option("--outcome", readout.outcome, "which outcome, where the table has several");
  readout_command->add_option("--guardrails", readout.guardrails, "opt-outs, complaints, cancellations, touches …: a table account,at,guardrail; names as the triggers of the motion");
  readout_command->add_option("--dispositions", readout.dispositions, "what reps reported: a table account,at,disposition");
  readout_command->add_option("--as-of", readout.as_of, "when it is read (2026-05-04); default: the newest time in the tables");
  readout_command->add_option("-o,--output", readout.folder, "folder for readout.md and readout.json");
  readout_command->add_flag("--json", readout.json, "readout.json on standard output");
  readout_command->footer("pilot.looks of the motion says when: once (at the end; before it the outcome is not shown) or weekly (valid from the first account on).\n"
                          "Exit: 0 read, 2 bad input, 3 refused: too early for a pilot that is read once\nExamples:\n"
                          "  handraise pilot readout motion.yaml exposures.csv paid.csv --guardrails optouts.csv --dispositions crm.csv --as-of 2026-05-04 -o out/readout");
  readout_command->callback([&] { chosen = [&] { return run_pilot_readout(readout, terminal); }; });

  ReviewOptions review;
  CLI::App* review_command = app.add_subcommand("review", "the week: what each signal brought, false alarms by cause, promises, capacity; three changes at most");
  review_command->add_option("MOTION", review.input.motion, "the motion file")->required();
  review_command->add_option("QUALIFICATIONS", review.qualifications, "who was told of: qualifications.csv of a backtest, or the alerts of `pilot assign`")->required();
  review_command->add_option("DISPOSITIONS", review.dispositions, "what reps reported: a table account,at,disposition[,owner][,cause][,alerted_at][,first_touch_at]")->required();
  review_command->add_option("--outcomes", review.input.outcomes, "what really happened: a table account,outcome,reached_at");
  review_command->add_option("--outcome", review.outcome, "which outcome, where the table has several");
  review_command->add_option("--exposures", review.exposures, "the log of `pilot assign`: held-out accounts are left out, but for hand-raises");
  review_command->add_option("--usage", review.input.events, "usage, on which changes are backtested: .jsonl (plain, .gz, .zst), .csv, .parquet, globs");
  review_command->add_option("--accounts", review.input.accounts, "with --usage: traits of accounts");
  review_command->add_option("--map", review.input.map, "with --usage: which column of a table is what");
  review_command->add_option("--week", review.week, "the week to review (2026-W10)");
  review_command->add_option("--as-of", review.as_of, "when the review is held (2026-03-08T09:00:00Z), for the week so far; default: the newest time in the tables");
  review_command->add_option("-o,--output", review.folder, "folder for review.md and review.json");
  review_command->add_flag("--json", review.json, "review.json on standard output");
  review_command->footer("Changes are proposed by the rules of templates/review/review.yaml; where cases are few it says so instead. Nothing is changed.\n"
                         "Exit: 0 done, 2 bad input, 130 interrupted\nExamples:\n  handraise review motion.yaml out/backtest/qualifications.csv crm.csv --outcomes paid.csv --week 2026-W10\n"
                         "  handraise review motion.yaml alerts.csv crm.csv --outcomes paid.csv --usage events.jsonl.gz -o out/review");
  review_command->callback([&] { chosen = [&] { return run_review(review, terminal); }; });

  ScoreOptions score;
  CLI::App* score_command = app.add_subcommand("score", "the state of every account at a time: score, whether it holds, each signal's value");
  usage_options(score_command, score.input);
  score_command->add_option("--outcomes", score.input.outcomes, "outcomes reached: they exclude where never_if says so");
  score_command->add_flag("--csv", score.csv, "account,score,holds,triage and a column per signal");
  score_command->add_flag("--json", score.json, "as JSON, with the gates that are not met");
  score_command->footer("Values of signals are exact up to at_least; above it they may be less than all there was.\nExample:\n  handraise score motion.yaml events.jsonl.gz --as-of 2026-03-08T09:00:00Z --csv");
  score_command->callback([&] { chosen = [&] { return run_score(score, terminal); }; });

  EventsOptions events;
  CLI::App* events_command = app.add_subcommand("events", "what is in files of usage: records, users, accounts, names of events; with a motion: does it fit them?");
  events_command->add_option("FILE", events.files, "JSON lines, CSV or Parquet, packed or not; patterns; - for standard input")->required();
  events_command->add_option("--motion", events.motion, "a motion.yaml whose names of events, properties and values are looked for");
  events_command->add_option("--map", events.mapping, "a file that says which column of CSV and Parquet is what");
  events_command->add_option("--rejects", events.rejects, "where to write what could not be read: file,line,reason");
  events_command->add_flag("--strict", events.strict, "stop at the first line that cannot be read");
  events_command->add_flag("--json", events.json, "as JSON");
  events_command->footer("Exit: 0 read (also when some lines could not be), 2 bad input, 130 interrupted\n"
                         "Examples:\n  handraise events usage/*.jsonl.gz --motion out/motion.yaml\n  zcat usage.csv.gz | handraise events - --map columns.yaml");
  events_command->callback([&] { chosen = [&] { return run_events(events, terminal); }; });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out, err;
    const int code = app.exit(error, out, err);
    terminal.out << out.str();
    terminal.err << err.str();
    return code == 0 ? Exit::done : Exit::bad_input;
  }
  return chosen ? chosen() : Exit::bad_input;
}

}  // namespace handraise
