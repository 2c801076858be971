#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "backtest/backtest.h"
#include "backtest/logistic.h"
#include "base/text.h"
#include "pilot/interval.h"

namespace handraise {
namespace {

constexpr size_t kRecentWeeks = 26, kDraws = 1000, kJudgedMin = 20, kHitsMin = 5, kAccountsMin = 5;
constexpr double kZ = 1.959963984540054, kRidge = 1;
constexpr double kAfterShare = 0.8, kScriptShare = 0.5;
constexpr uint64_t kScriptMatches = 100;

struct Judged {
  size_t index = 0;            // into qualified()
  size_t look = 0;
  bool hit = false;
};

class Measuring {
 public:
  explicit Measuring(const MeasureInput& in) : in_(in), history_(in.history), motion_(in.history.input().motion) {}

  Backtest run() {
    out_.from = history_.first().value_or(0);
    out_.end = history_.end().value_or(0);
    out_.horizon = history_.input().horizon;
    out_.outcome = in_.outcome.name;
    out_.outcome_why = in_.outcome.why;
    out_.outcome_others = in_.outcome.others;
    out_.cap = in_.cap;
    out_.cap_words = in_.cap_words;
    for (size_t i = 0; i < motion_.signals.size(); ++i) {
      SignalEffect effect;
      effect.signal = i;
      effect.matches = history_.scripts().signals()[i].matches;
      out_.signals.push_back(effect);
    }
    if (!history_.first()) return out_;
    count();
    volume();
    if (!out_.outcome.empty()) {
      judge();
      coverage();
      base_and_lift();
      if (!stopped()) effects();
    }
    warn();
    return out_;
  }

 private:
  bool stopped() const { return in_.go_on && !in_.go_on(); }
  const std::string& name(const Qualified& each) const { return each.name(motion_.unit); }

  void count() {
    std::set<std::string> accounts;
    for (const Qualified& each : history_.qualified()) {
      accounts.insert(name(each));
      out_.hot += each.tier == Tier::hot;
      out_.hand_raise += each.tier == Tier::hand_raise;
      for (const uint16_t i : each.on) ++out_.signals[i].on;
      for (const uint16_t i : each.hinges) ++out_.signals[i].hinges;
    }
    out_.qualified = history_.qualified().size();
    out_.accounts = accounts.size();
    for (const State& state : history_.states(out_.end)) {
      ++out_.scope_now;
      out_.triage_now += state.triage;
      out_.holds_now += state.holds;
    }
  }

  // B6, B7.
  void volume() {
    const int64_t first = week_of(out_.from), last = week_of(out_.end);
    std::map<int64_t, WeekRow> by_week;
    for (const Qualified& each : history_.qualified()) {
      WeekRow& row = by_week[week_of(each.time)];
      ++row.all;
      row.hot += each.tier == Tier::hot;
      row.hand_raise += each.tier == Tier::hand_raise;
    }
    for (int64_t week = first; week <= last; ++week) {
      out_.weeks.push_back(by_week.count(week) != 0 ? by_week[week] : WeekRow());
      out_.weeks.back().week = week;
    }
    out_.whole_from = begin_of_week(first) == out_.from ? 0 : 1;
    out_.whole_to = out_.weeks.size() - (out_.end + 1 >= begin_of_week(last + 1) ? 0 : 1);
    if (out_.whole_to < out_.whole_from) out_.whole_to = out_.whole_from;
    if (out_.whole_from > out_.weeks.size()) out_.whole_from = out_.whole_to = out_.weeks.size();
    const size_t whole = out_.whole_to - out_.whole_from;
    out_.recent_weeks = std::min(whole, kRecentWeeks);
    double sum = 0;
    for (size_t i = out_.whole_from; i < out_.whole_to; ++i) sum += static_cast<double>(out_.weeks[i].all);
    out_.week_mean = whole == 0 ? static_cast<double>(out_.qualified) : sum / static_cast<double>(whole);
    out_.recent_mean = out_.recent_low = out_.recent_high = out_.recent_p90 = out_.week_mean;
    if (out_.recent_weeks > 0) {
      std::vector<double> recent;
      for (size_t i = out_.whole_to - out_.recent_weeks; i < out_.whole_to; ++i) recent.push_back(static_cast<double>(out_.weeks[i].all));
      double total = 0, square = 0;
      for (const double each : recent) total += each;
      out_.recent_mean = total / static_cast<double>(recent.size());
      for (const double each : recent) square += (each - out_.recent_mean) * (each - out_.recent_mean);
      const double error = recent.size() < 2 ? 0 : kZ * std::sqrt(square / static_cast<double>(recent.size() - 1) / static_cast<double>(recent.size()));
      out_.recent_low = std::max(0.0, out_.recent_mean - error);
      out_.recent_high = out_.recent_mean + error;
      if (out_.cap) for (const double each : recent) out_.weeks_over += each > *out_.cap;
      out_.recent_p90 = quantile(recent, 0.9);
    }
    if (!out_.cap) return;
    double backlog = 0;
    for (WeekRow& row : out_.weeks) {
      backlog = std::max(0.0, backlog + static_cast<double>(row.all) - *out_.cap);
      row.backlog = backlog;
      out_.backlog_most = std::max(out_.backlog_most, backlog);
    }
    out_.backlog_end = backlog;
    fitting_bar();
  }

  void fitting_bar() {
    if (out_.recent_weeks == 0 || out_.recent_mean <= *out_.cap) return;
    const Timestamp from = begin_of_week(out_.weeks[out_.whole_to - out_.recent_weeks].week), to = begin_of_week(out_.weeks[out_.whole_to - 1].week + 1);
    double raised = 0;
    std::vector<Micro> scores;
    for (const Qualified& each : history_.qualified()) {
      if (each.time < from || each.time >= to) continue;
      if (each.tier == Tier::hand_raise) ++raised;
      else scores.push_back(each.score);
    }
    std::sort(scores.begin(), scores.end(), std::greater<>());
    const double room = std::floor(*out_.cap * static_cast<double>(out_.recent_weeks) - raised);
    if (room < 1 || scores.empty() || static_cast<double>(scores.size()) <= room) return;
    const Micro beyond = scores[static_cast<size_t>(room)];          // the best one that no longer fits
    out_.bar_that_fits = std::floor(static_cast<double>(beyond) / static_cast<double>(kMicro)) + 1;
  }

  size_t look_of(Timestamp time) const {
    const std::vector<Panel::Look>& looks = history_.panel().looks;
    const Timestamp wanted = begin_of_week(week_of(time)) - 1;
    const auto found = std::lower_bound(looks.begin(), looks.end(), wanted, [](const Panel::Look& look, Timestamp at) { return look.time < at; });
    return static_cast<size_t>(found - looks.begin());   // the week's own, or in the first week of usage the one that ends it
  }

  // B1.
  void judge() {
    std::map<std::string, bool> first;
    size_t hits = 0, first_hits = 0;
    for (size_t i = 0; i < history_.qualified().size(); ++i) {
      const Qualified& each = history_.qualified()[i];
      const std::optional<Timestamp> reached = history_.clock().reached(each.account, each.user);
      if (reached && *reached <= each.time) { ++out_.already_there; continue; }
      if (each.time + out_.horizon > out_.end) { ++out_.immature; continue; }
      const bool hit = reached && *reached <= each.time + out_.horizon;
      judged_.push_back({i, look_of(each.time), hit});
      hits += hit;
      if (first.emplace(name(each), hit).second) first_hits += hit;
    }
    out_.precision = share_of(hits, judged_.size());
    out_.first_precision = share_of(first_hits, first.size());
    out_.too_few = judged_.size() < kJudgedMin || hits < kHitsMin;
  }

  // B4, B5.
  void coverage() {
    std::unordered_map<std::string, std::vector<Timestamp>> by_account, by_user;
    for (const Qualified& each : history_.qualified()) {
      if (!each.account.empty()) by_account[each.account].push_back(each.time);
      if (!each.user.empty()) by_user[each.user].push_back(each.time);
    }
    size_t in_scope = 0;
    const auto look_back = [&](const std::string& who, Timestamp reached, bool user) {
      if (reached <= out_.from || reached > out_.end) return;
      ++out_.outcomes_in_data;
      if (!history_.in_scope(who, user)) { ++out_.outcomes_out_of_scope; return; }
      ++in_scope;
      const auto& all = user ? by_user : by_account;
      const auto found = all.find(who);
      if (found == all.end()) return;
      for (const Timestamp time : found->second) {   // in order of time
        if (time < reached - out_.horizon || time >= reached) continue;
        ++out_.outcomes_covered;
        out_.lead_all.push_back(static_cast<double>(reached - time) / static_cast<double>(kDay));
        return;
      }
    };
    for (const auto& [account, reached] : history_.clock().accounts()) look_back(account, reached, false);
    for (const auto& [user, reached] : history_.clock().users()) look_back(user, reached, true);
    out_.coverage = share_of(out_.outcomes_covered, in_scope);
    if (out_.lead_all.empty()) return;
    const double median = quantile(out_.lead_all, 0.5), low = quantile(out_.lead_all, 0.25), high = quantile(out_.lead_all, 0.75);
    out_.lead_days = Interval{median, low, high};
  }

  // B2, B3.
  void base_and_lift() {
    const Panel& panel = history_.panel();
    if (judged_.empty() || panel.looks.empty()) return;
    std::vector<double> asked(panel.looks.size() + 1, 0);
    for (const Judged& each : judged_) ++asked[each.look];
    double sum = 0, weight = 0;
    for (size_t i = 0; i < panel.looks.size(); ++i) {
      if (asked[i] == 0 || panel.looks[i].comparable == 0) continue;
      sum += asked[i] * static_cast<double>(panel.looks[i].reached) / static_cast<double>(panel.looks[i].comparable);
      weight += asked[i];
      out_.comparable_looks += panel.looks[i].comparable;
    }
    if (weight == 0) return;
    const double base = sum / weight;
    // Accounts are drawn, each with all its qualifications and looks: what one account does again is no new evidence.
    std::unordered_map<std::string, uint32_t> index;
    for (size_t i = 0; i < panel.names.size(); ++i) index.emplace(panel.names[i], static_cast<uint32_t>(i));
    std::vector<uint32_t> whose;
    for (const Judged& each : judged_) {
      const std::string& who = name(history_.qualified()[each.index]);
      whose.push_back(index.emplace(who, static_cast<uint32_t>(index.size())).first->second);
    }
    std::vector<double> precisions, bases, lifts;
    Chance chance(in_.seed);
    std::vector<uint32_t> times(index.size());
    std::vector<double> comparable(asked.size()), reached(asked.size()), drawn(asked.size());
    for (size_t draw = 0; draw < kDraws; ++draw) {
      if (draw % 16 == 0 && stopped()) return;
      draw_clusters(chance, times);
      std::fill(comparable.begin(), comparable.end(), 0);
      std::fill(reached.begin(), reached.end(), 0);
      std::fill(drawn.begin(), drawn.end(), 0);
      for (const PanelRow& row : panel.rows) {
        if (asked[row.look] == 0) continue;
        comparable[row.look] += times[row.account];
        if (row.reached) reached[row.look] += times[row.account];
      }
      double judged = 0, hits = 0, part = 0, parts = 0;
      for (size_t i = 0; i < judged_.size(); ++i) {
        const double n = times[whose[i]];
        judged += n;
        hits += judged_[i].hit ? n : 0;
        drawn[judged_[i].look] += n;
      }
      for (size_t i = 0; i < panel.looks.size(); ++i) {
        if (drawn[i] == 0 || comparable[i] == 0) continue;
        part += drawn[i] * reached[i] / comparable[i];
        parts += drawn[i];
      }
      if (judged == 0 || parts == 0) continue;
      bases.push_back(part / parts);
      if (part > 0) lifts.push_back(hits / judged / (part / parts));
    }
    out_.base_rate = Interval{base, quantile(bases, 0.025), quantile(bases, 0.975)};
    if (base > 0 && !lifts.empty()) out_.lift = Interval{out_.precision.value / base, quantile(lifts, 0.025), quantile(lifts, 0.975)};
  }

  // B8.
  void effects() {
    const Panel& panel = history_.panel();
    const size_t mature = panel.mature_looks(out_.end, out_.horizon), width = panel.width;
    LogisticData data;
    data.width = width;
    for (size_t i = 0; i < panel.rows.size(); ++i) {
      if (panel.rows[i].look >= mature) continue;
      for (size_t j = 0; j < width; ++j) data.features.push_back(panel.strength[i * width + j] > 0 ? 1.0f : 0.0f);
      data.reached.push_back(panel.rows[i].reached);
      data.cluster.push_back(panel.rows[i].account);
    }
    const size_t rows = data.reached.size(), accounts = panel.names.size();
    double all = 0;
    std::vector<double> n(accounts, 0), y(accounts, 0);
    for (size_t i = 0; i < rows; ++i) n[data.cluster[i]] += 1, y[data.cluster[i]] += data.reached[i], all += data.reached[i];
    if (rows == 0 || all == 0) return;
    const double rate = all / static_cast<double>(rows);
    const LogisticFit fit = fit_logistic(data, kRidge);
    for (size_t j = 0; j < width; ++j) {
      SignalEffect& effect = out_.signals[j];
      std::vector<double> n_on(accounts, 0), y_on(accounts, 0);
      double on = 0, hits = 0;
      for (size_t i = 0; i < rows; ++i) {
        if (data.features[i * width + j] == 0) continue;
        n_on[data.cluster[i]] += 1, y_on[data.cluster[i]] += data.reached[i];
        on += 1, hits += data.reached[i];
      }
      effect.rows = static_cast<size_t>(on);
      size_t seen = 0;
      for (size_t a = 0; a < accounts; ++a) seen += n_on[a] > 0, effect.accounts_reached += y_on[a] > 0;
      if (seen < kAccountsMin || hits == 0 || on == static_cast<double>(rows)) continue;
      const double rate_on = hits / on;
      double variance = 0;   // of the log ratio, by the delta method over accounts
      for (size_t a = 0; a < accounts; ++a) {
        const double u = (y_on[a] - rate_on * n_on[a]) / hits - (y[a] - rate * n[a]) / all;
        variance += u * u;
      }
      const double error = kZ * std::sqrt(variance);
      effect.alone = Interval{rate_on / rate, rate_on / rate * std::exp(-error), rate_on / rate * std::exp(error)};
      const double b = fit.coefficients[j], se = kZ * fit.standard_errors[j];
      effect.given_others = Interval{std::exp(b), std::exp(b - se), std::exp(b + se)};
    }
  }

  void warn() {
    const std::vector<SignalMakers>& makers = history_.scripts().signals();
    for (size_t i = 0; i < motion_.signals.size(); ++i) {
      const Signal& signal = motion_.signals[i];
      if (signal.kind == SignalKind::fit) continue;
      if (makers[i].matches == 0) out_.warnings.push_back({Warning::Kind::never_matched, signal.name, signal.events.empty() ? "" : signal.events[0], 0, 0, 0});
      if (!out_.outcome.empty()) {
        const FirstSeen& seen = history_.first_seen()[i];
        const size_t all = seen.before + seen.after + seen.without;
        if (seen.after >= kAccountsMin && static_cast<double>(seen.after) >= kAfterShare * static_cast<double>(all)) {
          out_.warnings.push_back({Warning::Kind::leakage, signal.name, signal.events[0], static_cast<double>(seen.after) / static_cast<double>(all), seen.after, all});
        }
      }
      if (makers[i].matches >= kScriptMatches) {
        const HeavyHitters::Top user = makers[i].users.top(), account = makers[i].accounts.top();
        const double most = static_cast<double>(makers[i].matches);
        const bool one_account = static_cast<double>(account.times) >= kScriptShare * most && makers[i].accounts.kept() > 1;
        const bool one_user = static_cast<double>(user.times) >= kScriptShare * most && makers[i].users.kept() > 1;
        if (one_user) out_.warnings.push_back({Warning::Kind::script, signal.name, user.name, static_cast<double>(user.times) / most, user.times, makers[i].matches});
        else if (one_account) out_.warnings.push_back({Warning::Kind::script, signal.name, account.name, static_cast<double>(account.times) / most, account.times, makers[i].matches});
      }
    }
    if (out_.outcome.empty()) return;
    if (out_.too_few) out_.warnings.push_back({Warning::Kind::few_outcomes, "", "", 0, out_.precision.of, out_.precision.n});
    if (out_.already_there * 10 >= out_.qualified && out_.already_there > 0) {
      out_.warnings.push_back({Warning::Kind::already_there, "", out_.outcome, static_cast<double>(out_.already_there) / static_cast<double>(out_.qualified), out_.already_there, out_.qualified});
    }
    if (out_.outcomes_out_of_scope * 5 >= out_.outcomes_in_data && out_.outcomes_out_of_scope > 0) {
      out_.warnings.push_back({Warning::Kind::out_of_scope, "", out_.outcome, static_cast<double>(out_.outcomes_out_of_scope) / static_cast<double>(out_.outcomes_in_data), out_.outcomes_out_of_scope, out_.outcomes_in_data});
    }
    if (out_.qualified > 0 && out_.precision.n == 0) out_.warnings.push_back({Warning::Kind::unjudged, "", "", 0, out_.immature, out_.qualified});
  }

  const MeasureInput& in_;
  UsageHistory& history_;
  const Motion& motion_;
  Backtest out_;
  std::vector<Judged> judged_;
};

}  // namespace

Share share_of(size_t of, size_t n) {
  const ShareInterval interval = wilson_interval(static_cast<int64_t>(of), static_cast<int64_t>(n));
  return {of, n, n == 0 ? 0 : static_cast<double>(of) / static_cast<double>(n), interval.low, interval.high};
}

Backtest measure(const MeasureInput& input) { return Measuring(input).run(); }

}  // namespace handraise
