// A motion's points, thresholds, windows and bar, chosen on the earlier part of a history and judged on the later.
//
//  found        an outcome within the horizon after a judged qualification (backtest.h: mature, not already there); once, however often the account was called before
//  worth        of a list: outcomes found less those that as many calls at random would find: the base rate of comparable accounts in the week of each call, of a call
//               while an earlier one still runs only the part of the days that it adds. Of a list longer than the team can take only the share that it works.
//  search       on qualifications whose horizon ends before the split. Points: a ridge-penalised logistic regression on what comparable accounts showed each week
//               (logistic.h; no sign may turn), scaled to the points there are and rounded to whole ones. Then the bar; then each threshold and window, one step up or
//               down as long as it gains; then the bar again. What gains nothing is put back.
//  judgement    on qualifications from the split on, by worth of the best list less that of the first. Better, when all three hold: the lower end of the 95 %
//               interval (2,000 draws of accounts) is above 0; at most one in forty of 1,000 drawings gives as much, a drawing being, for each outcome of the later part,
//               one of the accounts comparable at the look before it, all alike (the risk set of D. R. Cox, 1972); the best list found at least five outcomes.
//               One list is judged, and the later part had no say in its choice: however many were tried, one that is no better passes in at most 2.5 % of cases.
//  buys         of one change: the worth, on the later part, of the best list less that of the best list without the change. Interval as above.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "backtest/history.h"
#include "backtest/resample.h"
#include "engine/recording.h"

namespace handraise {

constexpr double kByChanceMost = 0.025;

// The same usage for the comparison and to be scored again and again. Feed it as a UsageHistory.
class TuneHistory : public RecordSink {
 public:
  explicit TuneHistory(UsageHistoryInput input);
  void begin() override;
  void add(const Record& record) override;
  void finish(std::optional<Timestamp> end);
  const UsageHistory& usage() const { return usage_; }
  const Recording& recording() const { return *recording_; }

 private:
  UsageHistoryInput input_;
  UsageHistory usage_;
  std::unique_ptr<Recording> recording_;
};

struct TuneInput {
  const TuneHistory& history;
  std::optional<double> cap = {};        // accounts a week that the team can take (F8)
  std::optional<Timestamp> split = {};   // default: the middle of the history
  uint64_t seed = 1;
  std::function<bool()> go_on = {};      // asked now and then; false ends it, the result is then of no use
};

// What a list did in one part of the history.
struct TunePart {
  size_t calls = 0;                      // all qualifications
  size_t judged = 0, hits = 0;           // of them judged, and the outcomes these found
  double week = 0;                       // qualifications a week
  double beyond = 0;                     // hits beyond chance, all of them worked
  double worth = 0;                      // the same of what the team can work
};

struct TuneChange {
  std::string path, from, to;            // "signals.invited.at_least", "2", "3"
  size_t group = 0;                      // changes that only make sense together: points and the bar
  Interval buys = {};                    // of its group
};

struct Tuned {
  enum class Finding { better, noise, too_few, nothing_found };
  Finding finding = Finding::noise;
  Motion best;                           // the first motion where nothing was found
  Timestamp from = 0, split = 0, end = 0;
  size_t tried = 0;                      // motions scored
  TunePart first_early, best_early, first_late, best_late;
  Interval gain;                         // of worth, on the later part
  double by_chance = 1;                  // share of drawings of who got there that give as much; 1 where that was not asked
  std::vector<TuneChange> changes;
};
Tuned tune(const TuneInput& input);

}  // namespace handraise
