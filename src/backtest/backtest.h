// What a history says about a motion: volume against the team, and, where outcomes are known, whether it finds the accounts that grew.
//
// Definitions, all printed with the report (docs/formulas.md, B1 to B9, has the golden values):
//  week          Monday 00:00 UTC to Monday; only weeks that lie whole within the data count for averages
//  mature        a qualification at T with T + horizon not after the end of the data; others are counted and left out
//  already there the outcome was reached at or before T: counted and left out, it was no prediction
//  judged        mature and not already there
//  hit           a judged qualification with the outcome in (T, T + horizon]
//  B1 precision  hits / judged, Wilson's interval
//  B2 base rate  comparable accounts (panel.h) at the look that begins the qualification's week, share with the outcome within the horizon, averaged
//                over the judged qualifications: what calling as many accounts at random in the same weeks would have found
//  B3 lift       precision / base rate; interval: bootstrap by account, percentiles of 1,000 draws with a fixed seed
//  B4 coverage   of the outcomes reached within the data by accounts in scope, the share with a qualification in [R − horizon, R)
//  B5 lead time  of those, R minus the first such qualification; median and quartiles
//  B6 volume     qualifications a week, mean over the last 26 whole weeks (all, when there are fewer)
//  B7 backlog    each week: max(0, backlog + qualifications − cap); the cap is F8 of the motion's team
//  B8 signal     alone: rate of comparable accounts with the signal on / rate of all; given the others: odds ratio of a ridge-penalised logistic
//                regression on all signals (logistic.h); intervals cluster-robust by account
//  B9 hinge      share of qualifications that would not stand without the signal (qualified.h)
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "backtest/history.h"
#include "backtest/resample.h"

namespace handraise {

struct WeekRow {
  int64_t week = 0;
  size_t all = 0, hot = 0, hand_raise = 0;
  double backlog = 0;          // at its end; 0 without a cap
};

struct Share {
  size_t of = 0, n = 0;        // of / n
  double value = 0, low = 0, high = 1;
};
Share share_of(size_t of, size_t n);   // Wilson, 95 %

struct SignalEffect {
  size_t signal = 0;
  uint64_t matches = 0;        // events that matched in all the history
  size_t on = 0, hinges = 0;   // qualifications
  size_t rows = 0;             // comparable rows with it on
  size_t accounts_reached = 0; // accounts with such a row that reached the outcome behind it
  std::optional<Interval> alone, given_others;
};

struct Warning {
  enum class Kind { leakage, script, few_outcomes, never_matched, already_there, out_of_scope, unjudged };
  Kind kind = Kind::few_outcomes;
  std::string signal, name;    // who or what it is about
  double share = 0;
  size_t count = 0, of = 0;
};

struct Backtest {
  Timestamp from = 0, end = 0;
  Duration horizon = 0;
  std::string outcome, outcome_why;
  std::vector<std::string> outcome_others;

  size_t qualified = 0, accounts = 0, hot = 0, hand_raise = 0, triage_now = 0, holds_now = 0, scope_now = 0;
  std::vector<WeekRow> weeks;              // every week from the first to the last, whole or not
  size_t whole_from = 0, whole_to = 0;     // the whole ones: indices [from, to)
  size_t recent_weeks = 0;
  double week_mean = 0, recent_mean = 0, recent_low = 0, recent_high = 0, recent_p90 = 0;  // B6, interval of the mean: normal, by week
  std::optional<double> cap;               // F8
  std::string cap_words;                   // what binds
  double backlog_most = 0, backlog_end = 0;
  size_t weeks_over = 0;                   // of the recent ones, above the cap
  std::optional<double> bar_that_fits;     // lowest whole-number bar at which the recent volume is within the cap, read from the scores

  size_t immature = 0, already_there = 0;
  Share precision, first_precision;        // of qualifications; of each account's first judged one
  size_t comparable_looks = 0;             // account-weeks behind the base rate
  std::optional<Interval> base_rate, lift;
  Share coverage;
  size_t outcomes_in_data = 0, outcomes_out_of_scope = 0, outcomes_covered = 0;
  std::optional<Interval> lead_days;       // value: median; low, high: quartiles
  std::vector<double> lead_all;            // days, sorted
  std::vector<SignalEffect> signals;       // in the motion's order
  std::vector<Warning> warnings;
  bool too_few = false;                    // fewer than 20 judged or 5 hits: the lift is not to be believed
};

// `cap`: accounts a week that the team can take (F8), nothing when the motion has no team. Pure; `seed` drives the bootstrap.
// Takes time only where outcomes are known: `go_on` is asked now and then, false ends it (the result is then of no use).
struct MeasureInput {
  UsageHistory& history;
  OutcomeChoice outcome = {};
  std::optional<double> cap = {};
  std::string cap_words = {};
  uint64_t seed = 1;
  std::function<bool()> go_on = {};
};
Backtest measure(const MeasureInput& input);

}  // namespace handraise
