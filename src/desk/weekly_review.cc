#include "desk/weekly_review.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/text.h"
#include "design/design.h"
#include "design/figures.h"
#include "desk/review_clock.h"

namespace handraise {
namespace {

std::string count(int64_t value) { return print_count(static_cast<double>(value)); }
std::string amount(double value) { return print_number(std::round(value * 10) / 10); }
std::string percent(double share) { return print_percent(share); }
double share(int64_t of, int64_t n) { return n > 0 ? static_cast<double>(of) / static_cast<double>(n) : 0; }

// An account as it stood at the moment of the review.
struct Seen {
  const WorkedAccount* worked = nullptr;
  const WorkedDisposition* verdict = nullptr;   // none: nothing reported yet
  bool accepted = false, meeting = false, converted = false, bad = false;
};

void add(WorkedTally& tally, const Seen& seen) {
  ++tally.accounts;
  tally.reported += seen.verdict != nullptr;
  tally.accepted += seen.accepted;
  tally.meetings += seen.meeting;
  tally.converted += seen.converted;
  tally.bad += seen.bad;
}

// A change that a rule calls for, with the weight that puts it before others.
struct Called { int order; double weight; Proposal proposal; };

class Reviewing {
 public:
  explicit Reviewing(const ReviewInput& in) : in_(in), motion_(in.motion), rules_(in.rules), clock_(in.motion), figures_(compute_figures(in.motion, Depth::plan)) {}

  Result<WeeklyReview> run() {
    out_.as_of = in_.as_of;
    out_.week = week_begin(in_.as_of);
    out_.from = out_.week - (rules_.weeks - 1) * kWeek;
    out_.knows_touches = in_.accounts.knows_touches();
    out_.knows_hinges = in_.accounts.knows_hinges();
    out_.knows_outcomes = in_.accounts.knows_outcomes();
    worked_ = in_.accounts.between(out_.from, in_.as_of + 1);
    for (const WorkedAccount& each : worked_) seen_.push_back(see(each));
    tally();
    agenda();
    sla();
    capacity();
    signals();
    causes();
    std::stable_sort(called_.begin(), called_.end(), [](const Called& a, const Called& b) { return a.order != b.order ? a.order < b.order : a.weight > b.weight; });
    for (Called& each : called_) {
      if (static_cast<int>(out_.proposals.size()) < rules_.proposals_most) out_.proposals.push_back(std::move(each.proposal));
      else out_.later.push_back(each.proposal.change);
    }
    if (!errors_.empty()) return errors_;
    return out_;
  }

 private:
  std::string say(std::string_view sentence, const Slots& slots) {
    const Result<std::string> said = rules_.say(sentence, slots);
    if (said) return *said;
    errors_.insert(errors_.end(), said.errors().begin(), said.errors().end());
    return "";
  }
  void unsaid(std::string_view sentence, const Slots& slots) { out_.unsaid.push_back(say(sentence, slots)); }

  Seen see(const WorkedAccount& worked) const {
    Seen seen;
    seen.worked = &worked;
    for (const WorkedDisposition& each : worked.dispositions) {
      if (each.at > in_.as_of) break;
      seen.verdict = &each;
      const DispositionMeaning meaning = rules_.meaning(each.value);
      seen.accepted = seen.accepted || meaning.accepted;
      seen.meeting = seen.meeting || meaning.meeting;
      seen.converted = seen.converted || meaning.converted;
      seen.bad = meaning.bad;
    }
    seen.accepted = seen.accepted && !seen.bad;
    if (worked.outcome_at && *worked.outcome_at <= std::min(in_.as_of, worked.qualified_at + in_.horizon)) seen.converted = true;
    return seen;
  }

  const std::vector<uint16_t>& hinges_of(const WorkedAccount& worked) const { return out_.knows_hinges ? worked.hinges : worked.signals; }
  static bool holds(const std::vector<uint16_t>& list, size_t signal) { return std::find(list.begin(), list.end(), signal) != list.end(); }
  std::string label(size_t signal) const { return motion_.signals[signal].name; }

  void tally() {
    out_.signals.resize(motion_.signals.size());
    std::set<std::string> bad, accepted;
    for (size_t i = 0; i < out_.signals.size(); ++i) out_.signals[i].signal = i;
    for (const Seen& seen : seen_) {
      add(out_.all, seen);
      if (seen.worked->qualified_at >= out_.week) add(out_.this_week, seen);
      for (SignalTally& each : out_.signals) {
        if (holds(seen.worked->signals, each.signal)) add(each.on, seen);
        add(holds(hinges_of(*seen.worked), each.signal) ? each.hinged : each.others, seen);
      }
      if (seen.bad) bad.insert(seen.worked->account);
      if (seen.accepted) accepted.insert(seen.worked->account);
      for (const WorkedDisposition& each : seen.worked->dispositions) {
        if (each.at < out_.week || each.at > in_.as_of) continue;
        ++out_.reported_week;
        const bool is_bad = rules_.meaning(each.value).bad;
        out_.bad_week += is_bad;
        out_.aloud.push_back({each, seen.worked->account, seen.worked->owner, hinges_of(*seen.worked), is_bad});
      }
    }
    out_.bad_accounts.assign(bad.begin(), bad.end());
    out_.accepted_accounts.assign(accepted.begin(), accepted.end());
    std::stable_sort(out_.aloud.begin(), out_.aloud.end(), [](const ReportedRow& a, const ReportedRow& b) { return a.disposition.at > b.disposition.at; });
    // As many bad ones as are asked for, then the newest others; where there are few others, more bad ones.
    std::vector<ReportedRow> bad_rows, others;
    for (ReportedRow& each : out_.aloud) (each.bad ? bad_rows : others).push_back(std::move(each));
    const size_t all = static_cast<size_t>(rules_.read_aloud), want_bad = static_cast<size_t>(rules_.read_aloud_bad);
    const size_t others_taken = std::min(others.size(), all - std::min(all, std::min(bad_rows.size(), want_bad)));
    bad_rows.resize(std::min(bad_rows.size(), all - others_taken));
    others.resize(others_taken);
    out_.aloud = std::move(bad_rows);
    out_.aloud.insert(out_.aloud.end(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
  }

  void agenda() {
    const Motion printed = with_figures(motion_, figures_);
    for (AgendaItem item : printed.workflow.review.empty() ? rules_.agenda : printed.workflow.review) {
      if (item.rule == "the rule below") item.rule = printed.workflow.change_rule;
      out_.agenda.push_back({std::move(item), ""});
    }
  }
  AgendaRow* agenda_of(std::string_view rule) {
    const auto word = rules_.agenda_words.find(rule);
    if (word == rules_.agenda_words.end()) return nullptr;
    for (AgendaRow& each : out_.agenda) if (contains(each.item.item, word->second)) return &each;
    return nullptr;
  }
  std::string owner_of(std::string_view rule) {
    if (const AgendaRow* row = agenda_of(rule); row != nullptr && !row->item.owner.empty()) return row->item.owner;
    for (const AgendaRow& each : out_.agenda) if (!each.item.owner.empty()) return each.item.owner;
    return motion_.routing.pools.empty() ? "" : motion_.routing.pools.front().role;
  }
  void now(std::string_view rule, const std::string& what) {
    if (AgendaRow* row = agenda_of(rule); row != nullptr) row->now += (row->now.empty() ? "" : "; ") + what;
  }
  void call(int order, double weight, const char* rule, Proposal proposal) {
    proposal.rule = rule;
    proposal.owner = owner_of(rule);
    called_.push_back({order, weight, std::move(proposal)});
  }

  // ---- promises ----

  const Promise* promise_of(Tier tier) const {
    const auto named = [&](std::string_view name) -> const Promise* {
      for (const Promise& each : motion_.sla.promises) if (each.tier == name) return &each;
      return nullptr;
    };
    const Promise* own = named(name_of(tier));
    return own == nullptr && tier == Tier::hot ? named("qualified") : own;
  }

  void sla() {
    if (!out_.knows_touches) return unsaid("no_touches", {});
    const Timestamp from = out_.week - (rules_.sla_weeks - 1) * kWeek;
    std::map<Tier, std::map<int, int64_t>> missed;   // by the hour in which somebody could first have looked
    for (const Tier tier : {Tier::hand_raise, Tier::hot, Tier::qualified}) {
      const Promise* promise = promise_of(tier);
      if (promise == nullptr) continue;
      PromiseTally tally;
      tally.tier = tier, tally.words = promise->words.empty() ? print_number(promise->minutes) + " open minutes" : promise->words, tally.wanted = promise->kept_wanted;
      const Duration within = static_cast<Duration>(promise->minutes * static_cast<double>(kMinute));
      for (const WorkedAccount& each : worked_) {
        if (each.tier != tier || each.alerted_at < from || each.alerted_at > in_.as_of) continue;
        std::optional<Timestamp> touch = each.first_touch_at;
        if (!touch && !each.dispositions.empty()) touch = each.dispositions.front().at;
        if (touch && *touch > in_.as_of) touch.reset();
        const bool kept = clock_.open_between(each.alerted_at, touch.value_or(in_.as_of)) <= within;
        if (!touch && kept) {
          ++tally.waiting;
          continue;
        }
        const bool week = each.alerted_at >= out_.week;
        ++tally.due, tally.kept += kept, tally.week_due += week, tally.week_kept += week && kept;
        if (!kept) ++missed[tier][clock_.open_hour(each.alerted_at)];
      }
      if (tally.due + tally.waiting > 0) out_.promises.push_back(std::move(tally));
    }
    const PromiseTally* worst = nullptr;
    for (const PromiseTally& each : out_.promises) {
      now("sla", std::string(name_of(each.tier)) + " " + count(each.week_kept) + " of " + count(each.week_due) + " in time this week");
      const ShareInterval range = wilson_interval(each.kept, each.due);
      const double kept = share(each.kept, each.due);
      const Slots slots = Slots().set("tier", std::string(name_of(each.tier))).set("kept", count(each.kept)).set("of", count(each.due)).set("wanted", percent(each.wanted)).set("low", percent(range.low)).set("high", percent(range.high))
                              .set("weeks", std::to_string(rules_.sla_weeks)).set("needed", std::to_string(rules_.sla_alerts));
      if (each.due == 0 || kept >= each.wanted) continue;
      if (each.due < rules_.sla_alerts) unsaid("few_sla_count", slots);
      else if (range.high >= each.wanted) unsaid("few_sla", slots);
      else if (worst == nullptr || each.wanted - kept > worst->wanted - share(worst->kept, worst->due)) worst = &each;
    }
    if (worst != nullptr) propose_slots(*worst, missed[worst->tier]);
  }

  void propose_slots(const PromiseTally& tally, const std::map<int, int64_t>& missed) {
    const auto most = std::max_element(missed.begin(), missed.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    const Duration begin = std::max<Duration>(most->first * kHour, clock_.opens()), end = std::min<Duration>((most->first + 1) * kHour, clock_.closes());
    Proposal proposal;
    Motion changed = motion_;
    const Slot* covering = nullptr;
    bool whole_hour = false;
    for (const Slot& each : motion_.routing.duty_slots) {
      const auto from = parse_wall(each.from), to = parse_wall(each.to);
      if (!from || !to || *from >= end || *to <= begin) continue;
      covering = &each;
      whole_hour = whole_hour || (*from <= begin && *to >= end);
    }
    const Duration longer = rules_.slot_minutes * kMinute;
    const std::optional<double> hot_at = motion_.qualify.hot_at;
    if (covering != nullptr && tally.tier == Tier::hot && hot_at) {
      // As many hot alerts as were kept in time, at the share that is promised.
      std::vector<double> scores;
      for (const WorkedAccount& each : worked_) if (each.tier == Tier::hot && each.alerted_at >= out_.week - (rules_.sla_weeks - 1) * kWeek) scores.push_back(each.score);
      const double room = static_cast<double>(tally.kept) / tally.wanted;
      double bar = std::floor(*hot_at);
      do bar += 1; while (static_cast<double>(std::count_if(scores.begin(), scores.end(), [&](double score) { return score >= bar; })) > room);
      proposal.path = "qualify.hot_at", proposal.before = print_number(*hot_at), proposal.after = print_number(bar);
      proposal.change = say("change_hot_at", Slots().set("before", proposal.before).set("after", proposal.after));
      changed.qualify.hot_at = bar;
      proposal.changed = changed;
    } else if (whole_hour) {
      proposal.change = say("change_people", Slots().set("hour", print_wall(begin)).set("tier", std::string(name_of(tally.tier))));
    } else if (covering != nullptr) {
      const Duration until = *parse_wall(covering->to), to = std::min(until + longer, clock_.closes());
      Slot& slot = changed.routing.duty_slots[static_cast<size_t>(covering - motion_.routing.duty_slots.data())];
      slot.to = print_wall(to);
      proposal.path = "routing.duty_slots", proposal.before = covering->from + "–" + covering->to, proposal.after = slot.from + "–" + slot.to;
      proposal.change = say("change_slot_longer", Slots().set("from", covering->from).set("until", covering->to).set("to", slot.to));
      proposal.changed = changed;
    } else {
      const Slot slot = {print_wall(begin), print_wall(std::min(begin + longer, clock_.closes()))};
      proposal.change = say("change_slot", Slots().set("minutes", std::to_string(rules_.slot_minutes)).set("from", slot.from));
      if (!motion_.routing.duty_slots.empty()) {   // without any, nothing is known of when somebody looks
        const auto place = std::find_if(changed.routing.duty_slots.begin(), changed.routing.duty_slots.end(), [&](const Slot& each) { return each.from > slot.from; });
        changed.routing.duty_slots.insert(place, slot);
        proposal.path = "routing.duty_slots", proposal.after = slot.from + "–" + slot.to;
        proposal.changed = changed;
      }
    }
    const ShareInterval range = wilson_interval(tally.kept, tally.due);
    proposal.evidence = say("evidence_sla", Slots().set("of", count(tally.due)).set("tier", std::string(name_of(tally.tier))).set("weeks", std::to_string(rules_.sla_weeks)).set("kept", count(tally.kept)).set("promise", tally.words)
                                                .set("share", percent(share(tally.kept, tally.due))).set("high", percent(range.high)).set("wanted", percent(tally.wanted)).set("in_hour", count(most->second)).set("missed", count(tally.due - tally.kept))
                                                .set("hour", print_wall(begin)).flag("no_slot", covering == nullptr && !motion_.routing.duty_slots.empty()));
    int64_t more = 1;
    while (tally.kept + more < tally.due && wilson_interval(tally.kept + more, tally.due).high < tally.wanted) ++more;
    proposal.flip = say("flip_sla", Slots().set("more", count(more)));
    if (proposal.changed) {
      const auto kept = [&](const Motion& motion) -> std::optional<double> {
        for (const SlaRow& row : compute_figures(motion, Depth::all).sla) if (row.tier == name_of(tally.tier) && !row.asked) return row.kept;
        return std::nullopt;
      };
      const std::optional<double> before = kept(motion_), after = kept(*proposal.changed);
      if (before && after) proposal.simulated = {*before, *after};
    }
    call(0, 0, "sla", std::move(proposal));
  }

  // ---- capacity ----

  void capacity() {
    const bool from_the_beginning = in_.accounts.between(0, out_.from).empty();
    if (worked_.empty()) return;
    Timestamp first = from_the_beginning ? week_begin(worked_.front().qualified_at - 1) + kWeek : out_.from;   // a first week that is not whole is none
    for (; first + kWeek <= in_.as_of + 1; first += kWeek) {
      VolumeWeek week;
      week.from = first;
      for (const WorkedAccount& each : worked_) {
        if (each.qualified_at < first || each.qualified_at >= first + kWeek) continue;
        ++(each.tier == Tier::hand_raise ? week.hand_raises : week.accounts);
      }
      out_.volume.push_back(week);
    }
    const Figure* cap = figures_.find("cap_week");
    if (cap == nullptr) return unsaid("no_cap", {});
    out_.cap = cap->value;
    out_.cap_role = figures_.binding_role;
    if (!out_.volume.empty()) now("sla", count(out_.volume.back().accounts) + " accounts in the last whole week, " + cap->shown + " fit the team");
    const size_t have = out_.volume.size();
    if (have < static_cast<size_t>(std::min(rules_.over_weeks, rules_.under_weeks))) return unsaid("few_weeks", Slots().set("have", std::to_string(have)).set("needed", std::to_string(rules_.over_weeks)));
    const auto each_of_last = [&](int weeks, const auto& holds_for) {
      return have >= static_cast<size_t>(weeks) && std::all_of(out_.volume.end() - weeks, out_.volume.end(), [&](const VolumeWeek& week) { return holds_for(static_cast<double>(week.accounts)); });
    };
    const auto slots_of = [&](int weeks) {
      std::vector<std::string> counts;
      for (auto each = out_.volume.end() - weeks; each != out_.volume.end(); ++each) counts.push_back(count(each->accounts));
      return Slots().set("weeks", std::to_string(weeks)).set("cap", cap->shown).set("counts", join_words(counts)).set("before", print_number(motion_.qualify.score_at_least));
    };
    Proposal proposal;
    proposal.changes_who_qualifies = true;
    proposal.path = "qualify.score_at_least", proposal.before = print_number(motion_.qualify.score_at_least);
    Motion changed = motion_;
    if (each_of_last(rules_.over_weeks, [&](double accounts) { return accounts > cap->value; })) {
      Slots slots = slots_of(rules_.over_weeks);
      std::vector<double> scores;
      const Timestamp from = (out_.volume.end() - rules_.over_weeks)->from;
      for (const WorkedAccount& each : worked_) if (each.tier != Tier::hand_raise && each.qualified_at >= from && each.qualified_at < first) scores.push_back(each.score);
      const double highest = *std::max_element(scores.begin(), scores.end());
      const auto left = [&](double bar) { return static_cast<double>(std::count_if(scores.begin(), scores.end(), [&](double score) { return score >= bar; })) / rules_.over_weeks; };
      double bar = std::floor(motion_.qualify.score_at_least) + 1;
      while (bar <= highest && left(bar) > cap->value) ++bar;
      if (bar > highest) return unsaid("no_bar", slots.set("highest", print_number(std::floor(highest) + 1)));
      changed.qualify.score_at_least = bar;
      if (changed.qualify.hot_at) changed.qualify.hot_at = std::max(*changed.qualify.hot_at, bar);
      proposal.after = print_number(bar);
      slots.set("after", proposal.after).set("left", amount(left(bar))).set("cap_whole", print_count(std::floor(cap->value)));
      proposal.changed = changed;
      proposal.change = say("change_bar_up", slots), proposal.evidence = say("evidence_bar_up", slots), proposal.flip = say("flip_bar_up", slots);
      call(1, 0, "capacity", std::move(proposal));
    } else if (const double half = rules_.under_share * cap->value; motion_.qualify.score_at_least > 0 && each_of_last(rules_.under_weeks, [&](double accounts) { return accounts < half; })) {
      // More of what is mostly bad is no remedy.
      if (out_.all.reported >= rules_.signal_of && out_.all.bad * rules_.signal_of >= rules_.signal_bad * out_.all.reported) return;
      const double bar = std::max(0.0, motion_.qualify.score_at_least - rules_.bar_step);
      changed.qualify.score_at_least = bar;
      if (changed.qualify.triage_from) changed.qualify.triage_from = std::min(*changed.qualify.triage_from, bar);
      proposal.after = print_number(bar);
      Slots slots = slots_of(rules_.under_weeks);
      slots.set("after", proposal.after).set("share", percent(rules_.under_share)).set("half", print_count(std::ceil(half)));
      proposal.changed = changed;
      proposal.change = say("change_bar_down", slots), proposal.evidence = say("evidence_bar_down", slots), proposal.flip = say("flip_bar_down", slots);
      call(4, 0, "capacity", std::move(proposal));
    }
  }

  // ---- signals ----

  bool too_bad(int64_t bad, int64_t of) const { return of >= rules_.signal_of && bad * rules_.signal_of >= rules_.signal_bad * of; }

  void signals() {
    std::vector<std::pair<int64_t, std::string>> few;
    for (SignalTally& each : out_.signals) {
      std::vector<std::pair<Timestamp, bool>> judged;
      for (const Seen& seen : seen_) if (seen.verdict != nullptr && holds(hinges_of(*seen.worked), each.signal)) judged.emplace_back(seen.verdict->at, seen.bad);
      std::stable_sort(judged.begin(), judged.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      const size_t of = static_cast<size_t>(rules_.signal_of);
      if (rules_.signal_last && judged.size() > of) judged.erase(judged.begin(), judged.end() - rules_.signal_of);
      each.judged = static_cast<int64_t>(judged.size());
      each.judged_bad = std::count_if(judged.begin(), judged.end(), [](const auto& row) { return row.second; });
      const Signal& signal = motion_.signals[each.signal];
      if (signal.kind == SignalKind::risk || each.judged_bad == 0) continue;
      const ShareInterval range = wilson_interval(each.judged_bad, each.judged);
      Slots slots;
      slots.set("signal", label(each.signal)).set("bad", count(each.judged_bad)).set("of", count(each.judged)).set("needed", std::to_string(rules_.signal_of)).set("others", count(each.others.reported)).set("others_bad", count(each.others.bad))
          .set("share", percent(share(each.judged_bad, each.judged))).set("low", percent(range.low)).set("high", percent(range.high)).set("hinged", out_.knows_hinges ? "hinged on" : "came with")
          .set("rule_bad", std::to_string(rules_.signal_bad)).set("rule_of", (rules_.signal_last ? "the last " : "at least ") + std::to_string(rules_.signal_of));
      const auto met = [&](int64_t bad, int64_t n) { return too_bad(bad, n) && share(bad, n) > share(each.others.bad, each.others.reported); };
      if (each.judged < rules_.signal_of) {
        few.emplace_back(each.judged_bad, say("few_signal", slots));
      } else if (!too_bad(each.judged_bad, each.judged)) {
        continue;
      } else if (each.others.reported == 0) {
        unsaid("alone_signal", slots);
      } else if (!met(each.judged_bad, each.judged)) {
        unsaid("alike_signal", slots);
      } else if (!(signal.points > 0) || signal.hand_raise) {
        unsaid("gate_signal", slots);
      } else {
        Proposal proposal;
        proposal.changes_who_qualifies = true;
        Motion changed = motion_;
        changed.signals[each.signal].points = std::floor(signal.points * 1e6 / 2) / 1e6;
        proposal.path = "signals." + signal.name + ".points", proposal.before = print_number(signal.points), proposal.after = print_number(changed.signals[each.signal].points);
        proposal.changed = changed;
        int64_t fewer = 1, more = 1;
        while (met(each.judged_bad - fewer, each.judged)) ++fewer;
        while (met(each.judged_bad, each.judged + more)) ++more;
        slots.set("before", proposal.before).set("after", proposal.after).set("fewer", count(fewer)).set("more", count(more)).flag("more", !rules_.signal_last);
        proposal.change = say("change_points", slots), proposal.evidence = say("evidence_points", slots), proposal.flip = say("flip_points", slots);
        call(2, share(each.judged_bad, each.judged) - share(each.others.bad, each.others.reported), "signal", std::move(proposal));
      }
    }
    std::stable_sort(few.begin(), few.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (size_t i = 0; i < few.size() && i < 3; ++i) out_.unsaid.push_back(few[i].second);
  }

  // ---- causes ----

  void causes() {
    std::map<std::pair<std::string, std::string>, CauseTally> tallies;
    for (const Seen& seen : seen_) {
      for (const WorkedDisposition& each : seen.worked->dispositions) {
        if (each.at > in_.as_of || !rules_.meaning(each.value).bad) continue;
        const std::string cause(trim(each.cause));
        CauseTally& tally = tallies[{each.value, lower_ascii(cause)}];
        if (tally.all++ == 0) tally.value = each.value, tally.cause = cause;
        tally.week += each.at >= out_.week;
      }
    }
    for (auto& [unused, tally] : tallies) out_.causes.push_back(std::move(tally));
    std::stable_sort(out_.causes.begin(), out_.causes.end(), [](const CauseTally& a, const CauseTally& b) { return a.week != b.week ? a.week > b.week : a.all > b.all; });
    now("cause", count(out_.reported_week) + " reported this week, " + count(out_.bad_week) + " bad");
    for (const CauseTally& each : out_.causes) {
      if (each.cause.empty() || each.week < rules_.same_cause) continue;
      Proposal proposal;
      proposal.changes_who_qualifies = true;
      const Slots slots = Slots().set("cause", each.cause).set("count", count(each.week)).set("bad", count(out_.bad_week)).set("all", count(each.all)).set("weeks", std::to_string(rules_.weeks)).set("same", std::to_string(rules_.same_cause))
                              .set("fewer", count(each.week - rules_.same_cause + 1));
      proposal.change = say("change_cause", slots), proposal.evidence = say("evidence_cause", slots), proposal.flip = say("flip_cause", slots);
      call(3, static_cast<double>(each.week), "cause", std::move(proposal));
    }
  }

  const ReviewInput& in_;
  const Motion& motion_;
  const ReviewRules& rules_;
  OpenClock clock_;
  const Figures figures_;
  std::vector<WorkedAccount> worked_;
  std::vector<Seen> seen_;
  std::vector<Called> called_;
  WeeklyReview out_;
  Errors errors_;
};

}  // namespace

Result<WeeklyReview> review_week(const ReviewInput& input) { return Reviewing(input).run(); }

}  // namespace handraise
