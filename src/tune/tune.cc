#include "tune/tune.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "backtest/logistic.h"
#include "base/text.h"

namespace handraise {
namespace {

constexpr size_t kDraws = 2000, kDrawings = 1000, kHitsMin = 5, kRowsMin = 50;
constexpr double kRidge = 1, kGainMin = 0.25, kGainShare = 0.02;
constexpr int kRounds = 2, kBars = 24;
constexpr Duration kWindowMin = kDay, kWindowMax = 365 * kDay;
constexpr double kCountMax = 1000;

// What is tuned of a motion.
struct Setting {
  std::vector<double> points, at_least;
  std::vector<Duration> within;
  double bar = 0;
  auto operator<=>(const Setting&) const = default;
};

Setting setting_of(const Motion& motion) {
  Setting made;
  for (const Signal& signal : motion.signals) {
    made.points.push_back(signal.points);
    made.at_least.push_back(signal.at_least);
    made.within.push_back(signal.within);
  }
  made.bar = motion.qualify.score_at_least;
  return made;
}

// One judged qualification.
struct Call {
  Timestamp time;
  uint32_t account;
  double beyond;    // outcome that it adds − base rate of the days that it adds
};

struct List {
  TunePart part;
  std::vector<Call> calls;
  double share = 1;  // that the team works
};

class Tuning {
 public:
  explicit Tuning(const TuneInput& in)
      : in_(in), usage_(in.history.usage()), recording_(in.history.recording()), motion_(usage_.input().motion), first_(setting_of(motion_)) {}

  Tuned run() {
    out_.best = motion_;
    if (!usage_.first()) {
      out_.finding = Tuned::Finding::too_few;
      return out_;
    }
    out_.from = *usage_.first();
    out_.end = *usage_.end();
    out_.split = in_.split.value_or(out_.from + (out_.end - out_.from) / 2);
    for (const Panel::Look& look : usage_.panel().looks) base_.push_back(look.comparable == 0 ? 0 : static_cast<double>(look.reached) / static_cast<double>(look.comparable));
    const List first_early = list_of(first_, true);
    out_.first_early = out_.best_early = first_early.part;
    const List first_late = list_of(first_, false);
    out_.first_late = out_.best_late = first_late.part;
    Setting best = search();
    if (stopped()) return out_;
    best = put_back(best);
    if (best == first_) {
      out_.finding = first_early.part.judged == 0 ? Tuned::Finding::too_few : Tuned::Finding::nothing_found;
      return out_;
    }
    out_.best = motion_of(best);
    out_.best_early = list_of(best, true).part;
    const List best_late = list_of(best, false);
    out_.best_late = best_late.part;
    out_.gain = gain(best_late, first_late);
    if (std::max(out_.best_late.hits, out_.first_late.hits) < kHitsMin) out_.finding = Tuned::Finding::too_few;
    else if (out_.gain.low > 0) out_.by_chance = by_chance(best_late, first_late);
    if (out_.finding != Tuned::Finding::too_few) out_.finding = out_.gain.low > 0 && out_.by_chance <= kByChanceMost && out_.best_late.hits >= kHitsMin ? Tuned::Finding::better : Tuned::Finding::noise;
    tell_changes(best, best_late);
    return out_;
  }

 private:
  bool stopped() const { return in_.go_on && !in_.go_on(); }

  Motion motion_of(const Setting& setting) const {
    Motion made = motion_;
    for (size_t i = 0; i < made.signals.size(); ++i) {
      made.signals[i].points = setting.points[i];
      made.signals[i].at_least = setting.at_least[i];
      made.signals[i].within = setting.within[i];
    }
    // Hot and triage keep their distance from the bar.
    const double moved = setting.bar - first_.bar;
    made.qualify.score_at_least = setting.bar;
    if (made.qualify.hot_at) *made.qualify.hot_at += moved;
    if (made.qualify.triage_from) made.qualify.triage_from = std::max(0.0, *made.qualify.triage_from + moved);
    return made;
  }

  double base_at(Timestamp time) const {
    const std::vector<Panel::Look>& looks = usage_.panel().looks;
    const Timestamp wanted = begin_of_week(week_of(time)) - 1;
    const auto found = std::lower_bound(looks.begin(), looks.end(), wanted, [](const Panel::Look& look, Timestamp at) { return look.time < at; });
    return found == looks.end() ? 0 : base_[static_cast<size_t>(found - looks.begin())];
  }

  uint32_t account_of(const std::string& name, std::optional<Timestamp> reached) {
    const auto [place, fresh] = accounts_.emplace(name, static_cast<uint32_t>(accounts_.size()));
    if (fresh) reached_.push_back(reached);
    return place->second;
  }

  // The qualifications of a setting in the earlier or the later part.
  List list_of(const Setting& setting, bool early) {
    const Motion motion = motion_of(setting);
    ++out_.tried;
    const Timestamp from = early ? out_.from : out_.split, to = early ? out_.split : out_.end;
    const Duration horizon = usage_.input().horizon;
    List list;
    std::unordered_map<uint32_t, Timestamp> covered;   // by account: the end of the horizon of its newest call
    for (const Qualification& each : recording_.qualifications(motion, Explain::no, to)) {
      if (each.time < from || (early && each.time >= to)) continue;
      ++list.part.calls;
      const std::optional<Timestamp> reached = usage_.clock().reached(each.state.account, each.state.user);
      if (each.time + horizon > to) continue;
      const std::string& name = motion.unit == Unit::user ? each.state.user : each.state.account;
      const uint32_t account = account_of(name, reached);
      if (reached && *reached <= each.time) continue;
      // Of a call while an earlier one still runs only the days that it adds are new: the outcomes in them, and their part of the base rate.
      const auto [until, fresh] = covered.try_emplace(account, each.time);
      const Timestamp begin = fresh ? each.time : std::max(each.time, until->second), finish = each.time + horizon;
      until->second = finish;
      const bool hit = reached && *reached > begin && *reached <= finish;
      list.calls.push_back({each.time, account, (hit ? 1 : 0) - base_at(each.time) * static_cast<double>(finish - begin) / static_cast<double>(horizon)});
      ++list.part.judged;
      list.part.hits += hit;
      list.part.beyond += list.calls.back().beyond;
    }
    list.part.week = static_cast<double>(list.part.calls) / std::max(1.0, static_cast<double>(to - from) / static_cast<double>(kWeek));
    if (in_.cap && list.part.week > *in_.cap) list.share = *in_.cap / list.part.week;
    list.part.worth = list.part.beyond * list.share;
    return list;
  }

  double worth(const Setting& setting) {
    const auto [place, fresh] = worths_.try_emplace(setting, 0);
    if (fresh) place->second = list_of(setting, true).part.worth;
    return place->second;
  }

  // ---- search ----------------------------------------------------------------------------------------------------------

  Setting search() {
    Setting best = first_;
    for (Setting candidate : {first_, with_points(first_)}) {
      candidate = with_bar(candidate);
      if (gains(worth(candidate), worth(best))) best = candidate;
    }
    for (int round = 0; round < kRounds && !stopped(); ++round) {
      const Setting before = best;
      for (size_t i = 0; i < motion_.signals.size() && !stopped(); ++i) {
        const Signal& signal = motion_.signals[i];
        if (signal.kind == SignalKind::fit || signal.hand_raise) continue;
        Setting most = best;
        for (const Setting& next : neighbours(best, i)) {
          if (gains(worth(next), worth(most))) most = next;
        }
        best = most;
      }
      if (best == before) break;
      const Setting moved = with_bar(best);
      if (gains(worth(moved), worth(best))) best = moved;
    }
    return best;
  }
  static bool gains(double next, double now) { return next > now + std::max(kGainMin, kGainShare * std::fabs(now)); }

  std::vector<Setting> neighbours(const Setting& setting, size_t i) const {
    std::vector<Setting> made;
    const double at_least = setting.at_least[i];
    const Duration within = setting.within[i];
    const bool sum = motion_.signals[i].count == Count::sum;
    for (const double next : {sum ? at_least / 2 : at_least - 1, sum ? at_least * 2 : at_least + 1, at_least * 2}) {
      if (next == at_least || next < (sum ? 1e-6 : 1) || (!sum && next > kCountMax)) continue;
      made.push_back(setting);
      made.back().at_least[i] = sum ? std::round(next * 1e6) / 1e6 : next;
    }
    for (const Duration next : {within / 2, within * 2}) {
      if (within == 0 || next < std::min(within, kWindowMin) || next > std::max(within, kWindowMax)) continue;
      made.push_back(setting);
      made.back().within[i] = next / kDay >= 1 ? next / kDay * kDay : next;
    }
    return made;
  }

  Setting with_bar(const Setting& setting) {
    double all = 0;
    for (const double points : setting.points) all += std::max(0.0, points);
    Setting best = setting;
    const double step = std::max(1.0, std::round(all / kBars));
    for (double bar = step; bar <= all && !stopped(); bar += step) {
      Setting next = setting;
      next.bar = bar;
      if (worth(next) > worth(best) + 1e-9) best = next;
    }
    return best;
  }

  // Points by logistic regression on the weekly looks whose horizon ends before the split.
  Setting with_points(const Setting& setting) const {
    const Panel& panel = usage_.panel();
    const size_t width = panel.width;
    LogisticData data;
    data.width = width;
    double reached = 0;
    for (size_t i = 0; i < panel.rows.size(); ++i) {
      if (panel.looks[panel.rows[i].look].time + usage_.input().horizon > out_.split) continue;
      data.features.insert(data.features.end(), panel.strength.begin() + static_cast<std::ptrdiff_t>(i * width), panel.strength.begin() + static_cast<std::ptrdiff_t>((i + 1) * width));
      data.reached.push_back(panel.rows[i].reached);
      data.cluster.push_back(panel.rows[i].account);
      reached += panel.rows[i].reached;
    }
    if (data.reached.size() < kRowsMin || reached < static_cast<double>(kHitsMin)) return setting;
    std::vector<int> sign;
    double have = 0;
    for (const Signal& signal : motion_.signals) {
      sign.push_back(signal.points < 0 || signal.kind == SignalKind::risk ? -1 : 1);
      have += std::max(0.0, signal.points);
    }
    const LogisticFit fit = fit_logistic(data, kRidge, sign);
    double sum = 0;
    for (size_t i = 0; i < width; ++i) if (motion_.signals[i].points > 0) sum += fit.coefficients[i];
    if (!fit.converged || sum <= 0 || have <= 0) return setting;
    Setting made = setting;
    for (size_t i = 0; i < width; ++i) {
      // What has no points is a gate or a record of something: it stays so.
      if (motion_.signals[i].points != 0) made.points[i] = std::round(fit.coefficients[i] * have / sum);
    }
    return made;
  }

  // Each change that gains nothing on the earlier part is taken back: the fewest changes for the same worth.
  Setting put_back(Setting best) {
    for (size_t i = 0; i < motion_.signals.size() && !stopped(); ++i) {
      for (const auto& undo : {std::function<void(Setting&)>([&](Setting& s) { s.at_least[i] = first_.at_least[i]; }), std::function<void(Setting&)>([&](Setting& s) { s.within[i] = first_.within[i]; })}) {
        Setting without = best;
        undo(without);
        if (without != best && !gains(worth(best), worth(without))) best = without;
      }
    }
    return gains(worth(best), worth(first_)) ? best : first_;
  }

  // ---- judgement -------------------------------------------------------------------------------------------------------

  Interval gain(const List& best, const List& first) {
    std::vector<double> by_account(accounts_.size(), 0);
    for (const Call& call : best.calls) by_account[call.account] += call.beyond * best.share;
    for (const Call& call : first.calls) by_account[call.account] -= call.beyond * first.share;
    Interval made{best.part.worth - first.part.worth, 0, 0};
    // Accounts that are called by neither, or alike by both, move nothing: they are drawn all the same.
    Chance chance(in_.seed);
    std::vector<uint32_t> times(by_account.size());
    std::vector<double> sums;
    for (size_t draw = 0; draw < kDraws && !times.empty(); ++draw) {
      draw_clusters(chance, times);
      double sum = 0;
      for (size_t i = 0; i < times.size(); ++i) sum += times[i] * by_account[i];
      sums.push_back(sum);
    }
    made.low = quantile(sums, 0.025);
    made.high = quantile(sums, 0.975);
    return made;
  }

  // How often as much is gained when each outcome of the later part falls to one, drawn anew, of those who could have been called in the week before it.
  double by_chance(const List& best, const List& first) {
    const Panel& panel = usage_.panel();
    const Duration horizon = usage_.input().horizon;
    const bool user = motion_.unit == Unit::user;
    std::vector<uint32_t> account_at;   // by name of the panel
    for (const std::string& name : panel.names) account_at.push_back(account_of(name, usage_.clock().reached(user ? "" : name, user ? name : "")));
    std::vector<std::vector<uint32_t>> comparable(panel.looks.size());
    for (const PanelRow& row : panel.rows) comparable[row.look].push_back(account_at[row.account]);

    // What an outcome of an account at a time is to a list: found by a judged call within the horizon before it.
    const auto calls_of = [&](const List& list) {
      std::vector<std::vector<Timestamp>> made(accounts_.size());
      for (const Call& call : list.calls) made[call.account].push_back(call.time);
      return made;
    };
    const auto calls_best = calls_of(best), calls_first = calls_of(first);
    const auto found = [&](const std::vector<std::vector<Timestamp>>& calls, uint32_t account, Timestamp at) {
      return std::any_of(calls[account].begin(), calls[account].end(), [&](Timestamp time) { return time < at && at <= time + horizon; });
    };
    struct Draw { double real = 0; std::vector<double> any; };
    std::vector<Draw> draws;
    double real = 0;
    for (uint32_t account = 0; account < reached_.size(); ++account) {
      const std::optional<Timestamp>& at = reached_[account];
      if (!at || *at <= out_.split || *at > out_.end) continue;
      const auto look = std::lower_bound(panel.looks.begin(), panel.looks.end(), *at, [](const Panel::Look& each, Timestamp time) { return each.time < time; });
      std::vector<uint32_t> risk_set;
      if (look != panel.looks.begin()) risk_set = comparable[static_cast<size_t>(look - panel.looks.begin()) - 1];
      // It got there, so it could have: also where it was asleep that week, or is not among those of whom rows are kept.
      if (std::find(risk_set.begin(), risk_set.end(), account) == risk_set.end()) risk_set.push_back(account);
      const auto worth_of = [&](uint32_t each) { return (found(calls_best, each, *at) ? best.share : 0) - (found(calls_first, each, *at) ? first.share : 0); };
      Draw draw{worth_of(account), {}};
      for (const uint32_t each : risk_set) draw.any.push_back(worth_of(each));
      real += draw.real;
      draws.push_back(std::move(draw));
    }
    Chance chance(in_.seed ^ 0x5DEECE66D);
    size_t as_much = 1;   // what was found is one of the drawings
    for (size_t drawing = 1; drawing < kDrawings && !stopped(); ++drawing) {
      double sum = 0;
      for (const Draw& draw : draws) sum += draw.any[chance.below(draw.any.size())];
      as_much += sum >= real - 1e-9;
    }
    return static_cast<double>(as_much) / static_cast<double>(kDrawings);
  }

  static std::string duration_text(Duration within) { return within == 0 ? "ever" : print_duration(within); }

  void tell_changes(const Setting& best, const List& best_late) {
    struct Group { Setting without; std::vector<TuneChange> changes; };
    std::vector<Group> groups;
    Group points{best, {}};
    points.without.points = first_.points;
    points.without.bar = first_.bar;
    for (size_t i = 0; i < motion_.signals.size(); ++i) {
      const std::string path = "signals." + motion_.signals[i].name + ".";
      if (best.points[i] != first_.points[i]) points.changes.push_back({path + "points", print_number(first_.points[i]), print_number(best.points[i])});
      if (best.at_least[i] != first_.at_least[i]) {
        Group group{best, {{path + "at_least", print_number(first_.at_least[i]), print_number(best.at_least[i])}}};
        group.without.at_least[i] = first_.at_least[i];
        groups.push_back(std::move(group));
      }
      if (best.within[i] != first_.within[i]) {
        Group group{best, {{path + "within", duration_text(first_.within[i]), duration_text(best.within[i])}}};
        group.without.within[i] = first_.within[i];
        groups.push_back(std::move(group));
      }
    }
    if (best.bar != first_.bar) {
      points.changes.push_back({"qualify.score_at_least", print_number(first_.bar), print_number(best.bar)});
      const Qualify &was = motion_.qualify, &is = out_.best.qualify;
      if (was.hot_at) points.changes.push_back({"qualify.hot_at", print_number(*was.hot_at), print_number(*is.hot_at)});
      if (was.triage_from) points.changes.push_back({"qualify.triage_from", print_number(*was.triage_from), print_number(*is.triage_from)});
    }
    if (!points.changes.empty()) groups.insert(groups.begin(), std::move(points));
    for (size_t g = 0; g < groups.size(); ++g) {
      const Interval buys = gain(best_late, list_of(groups[g].without, false));
      for (TuneChange& change : groups[g].changes) {
        change.group = g;
        change.buys = buys;
        out_.changes.push_back(std::move(change));
      }
    }
  }

  const TuneInput& in_;
  const UsageHistory& usage_;
  const Recording& recording_;
  const Motion& motion_;
  const Setting first_;
  std::vector<double> base_;
  std::unordered_map<std::string, uint32_t> accounts_;
  std::vector<std::optional<Timestamp>> reached_;   // by account
  std::map<Setting, double> worths_;
  Tuned out_;
};

}  // namespace

TuneHistory::TuneHistory(UsageHistoryInput input) : input_(input), usage_(std::move(input)) { begin(); }

void TuneHistory::begin() {
  usage_.begin();
  recording_ = std::make_unique<Recording>(EngineInput{input_.motion, input_.account_traits, input_.outcomes, input_.bundled_domains});
}
void TuneHistory::add(const Record& record) {
  usage_.add(record);
  recording_->add(record);
}
void TuneHistory::finish(std::optional<Timestamp> end) {
  usage_.finish(end);
  recording_->finish();
}

Tuned tune(const TuneInput& input) { return Tuning(input).run(); }

}  // namespace handraise
