#include "pilot/readout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "pilot/always_valid.h"
#include "pilot/go_rule.h"
#include "pilot/one_look.h"
#include "pilot/pilot_size.h"
#include "pilot/pilot_table.h"

namespace handraise {
namespace {

constexpr double kBetThreshold = 0.80;   // F20

std::string date(Timestamp time) { return print_time(time).substr(0, 10); }
std::string points(double share) { return print_fixed(share * 100, 1) + " pp"; }

// The words of a name, whatever stands between them and in whatever order: "signal_wrong" is "wrong signal".
std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> words;
  std::string word;
  for (const char c : lower_ascii(text) + " ") {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (letter) word += c;
    else if (!word.empty()) words.insert(std::move(word)), word.clear();
  }
  return words;
}
// What a trigger counts: rows of its name, or of a part of `counts` ("bad fit or wrong signal").
bool counts(const Trigger& trigger, const std::set<std::string>& what) {
  if (words_of(trigger.name) == what) return true;
  std::string_view rest = trigger.counts;
  while (true) {
    const size_t at = rest.find(" or ");
    if (words_of(rest.substr(0, at)) == what) return true;
    if (at == std::string_view::npos) return false;
    rest.remove_prefix(at + 4);
  }
}

struct Member {
  const Exposure* exposure;
  bool reached = false;
  Timestamp due = 0;    // when its outcome is known
  bool treated() const { return exposure->arm == ExposureArm::treatment; }
};

void count(ArmCounts& counts, const Member& member) {
  (member.treated() ? counts.treated : counts.held) += 1;
  (member.treated() ? counts.events_treated : counts.events_held) += member.reached;
}

class Reading {
 public:
  explicit Reading(const ReadoutInput& input) : input_(input), motion_(input.motion), pilot_(input.motion.pilot) {
    const Quantity* planned = motion_.quantity("horizon_days");
    horizon_ = static_cast<Duration>((planned != nullptr && planned->value >= 1 && planned->value <= 3660 ? planned->value : 180) * kDay);
  }

  Readout read() {
    out_.as_of = input_.as_of;
    enrol();
    if (members_.empty() && out_.there_already == 0) return cannot("no account has been drawn yet.");
    out_.ratio = check_sample_ratio(out_.treated, out_.held, holdout_share(motion_));
    watch();
    plan();
    out_.method = method();
    const bool weekly = pilot_.looks == Looks::weekly, over = weekly || input_.as_of >= out_.readout_at;
    if (over && !out_.ratio.mismatch) measure(weekly);
    for (const TriggerReading& each : out_.triggers) {
      if (each.trigger.kind == "stop" && each.fired) return decide(PilotVerdict::roll_back, each.trigger.name + ": " + std::to_string(*each.count) + " of " + std::to_string(each.n) + ", and at " + std::to_string(each.trigger.k) + " it stops" + (each.trigger.action.empty() ? "." : ": " + each.trigger.action + "."));
    }
    if (out_.ratio.mismatch) return cannot("the arms are not what was drawn (" + std::to_string(out_.treated) + " treated, " + std::to_string(out_.held) + " held out: a chance under 1 in 1,000). Find out why; until then no comparison of them means anything.");
    if (pilot_.rule == GoRule::learn) {
      if (input_.as_of < out_.enrolment_end) return cannot("enrolment runs until " + date(out_.enrolment_end) + "; the plan asks for no verdict on the outcome, then or later.");
      return decide(PilotVerdict::go_on, "no trigger stops it. The plan (learn) asks for no verdict on the outcome; part of the accounts stay held out.");
    }
    if (!over) return decide(PilotVerdict::too_early, "one look was planned, on " + date(out_.readout_at) + ", when the outcome of the last account of " + print_number(pilot_.weeks) + " weeks is known. Reading sooner, and again then, would give more false alarms than the " + print_percent(pilot_.alpha) + " that are promised, so nothing of the outcome is shown.");
    out_.judged = true;
    const Effect& effect = *out_.effect;
    if (effect.counts.treated == 0 || effect.counts.held == 0) return cannot("no outcome is known in one of the arms.");
    const bool bet = pilot_.rule == GoRule::bet;
    if (bet ? effect.chance_better >= kBetThreshold : effect.above) return go(bet ? "treated accounts get there more often with a probability of " + print_percent(effect.chance_better) + " (at least " + print_percent(kBetThreshold) + " was asked)" : "the interval of the difference lies above 0");
    if (bet) return decide(PilotVerdict::roll_back, "treated accounts get there more often with a probability of " + print_percent(effect.chance_better) + " only; the bet asks for " + print_percent(kBetThreshold) + ".");
    if (effect.below) return decide(PilotVerdict::roll_back, "the interval of the difference lies below 0: treated accounts get there less often.");
    std::string why = "0 lies inside the interval of the difference.";
    const Quantity* wanted = motion_.quantity("wanted_lift");
    if (input_.with_intervals && wanted != nullptr && effect.difference.high < wanted->value) why += " So much is known: " + points(wanted->value) + ", the difference wanted, lies outside it.";
    if (!weekly) why += " The one look is used up: a second one at the same accounts is not covered by the " + print_percent(pilot_.alpha) + ". Plan a new pilot" + (out_.needed ? " of " + needed() : "") + ", with a new file of exposures.";
    else if (out_.weeks_more && *out_.weeks_more > 0) why += " At " + print_number(std::round(out_.weekly * 10) / 10) + " accounts a week the " + needed() + " of the plan are known in " + std::to_string(*out_.weeks_more) + (*out_.weeks_more == 1 ? " week." : " weeks.");
    else if (out_.needed) why += " As many accounts as were planned are known; the difference wanted would have shown in " + print_percent(pilot_.power) + " of pilots by now.";
    return cannot(why);
  }

 private:
  Readout decide(PilotVerdict verdict, std::string because) {
    out_.verdict = verdict;
    out_.because = std::move(because);
    return std::move(out_);
  }
  Readout cannot(std::string because) { return decide(PilotVerdict::cannot_tell, std::move(because)); }
  std::string needed() const { return print_count(static_cast<double>(accounts_needed(out_.needed->treated))) + " treated and " + print_count(static_cast<double>(accounts_needed(out_.needed->held))) + " held-out accounts"; }

  Readout go(const std::string& why) {
    std::vector<std::string> closed, uncounted;
    for (const TriggerReading& each : out_.triggers) {
      if (each.trigger.kind != "scale") continue;
      if (!each.count) uncounted.push_back(each.trigger.name);
      else if (each.fired) closed.push_back(each.trigger.name + " (" + std::to_string(*each.count) + ", at most " + std::to_string(each.trigger.k) + ")");
    }
    if (!closed.empty()) return decide(PilotVerdict::go_on, why + ", but not yet to everybody: " + join_words(closed) + (closed.size() == 1 ? " stands against it." : " stand against it."));
    if (!uncounted.empty()) return decide(PilotVerdict::go_on, why + "; before it goes to everybody " + join_words(uncounted) + (uncounted.size() == 1 ? " must be counted." : " must be counted."));
    return decide(PilotVerdict::scale, why + ", and no trigger stands against it.");
  }

  std::string method() const {
    const std::string confidence = print_percent(1 - pilot_.alpha, pilot_.alpha * 100 == std::round(pilot_.alpha * 100) ? 0 : 1);
    if (pilot_.looks == Looks::weekly) return "anytime-valid confidence sequence for two proportions, " + confidence + " at all weekly looks together";
    if (pilot_.rule == GoRule::bet) return "one planned look; probability that treated is better, even priors; exact interval of " + confidence + " beside it";
    return "one planned look; exact unconditional interval of " + confidence;
  }

  bool late(const Exposure& exposure) const { return pilot_.looks == Looks::once && exposure.at >= out_.enrolment_end; }

  void enrol() {
    std::unordered_map<std::string_view, Timestamp> reached;
    for (const PilotOutcome& each : input_.outcomes) {
      if (each.at > input_.as_of) continue;
      const auto [found, is_new] = reached.try_emplace(each.account, each.at);
      if (!is_new) found->second = std::min(found->second, each.at);
    }
    bool any = false;
    for (const Exposure& each : input_.exposures) {
      if (each.at > input_.as_of || !each.drawn()) continue;
      out_.start = any ? std::min(out_.start, each.at) : each.at;
      any = true;
    }
    out_.enrolment_end = out_.start + static_cast<Duration>(pilot_.weeks * static_cast<double>(kWeek));
    out_.readout_at = out_.enrolment_end + horizon_ + kBillingLagDays * kDay;
    for (const Exposure& each : input_.exposures) {
      if (each.at > input_.as_of) continue;
      out_.hand_raises += each.arm == ExposureArm::hand_raise, out_.owned += each.arm == ExposureArm::owned;
      if (!each.drawn()) continue;
      if (late(each)) {
        ++out_.late;
        continue;
      }
      ++(each.arm == ExposureArm::treatment ? out_.treated : out_.held);
      Member member{&each, false, each.at + horizon_ + kBillingLagDays * kDay};
      if (const auto found = reached.find(each.account); found != reached.end()) {
        if (found->second <= each.at) {
          ++out_.there_already;
          continue;
        }
        member.reached = found->second <= each.at + horizon_;
      }
      members_.push_back(member);
    }
  }

  void watch() {
    std::unordered_map<std::string_view, const Exposure*> exposed;
    for (const Exposure& each : input_.exposures) if (each.at <= input_.as_of && each.drawn() && !late(each)) exposed.emplace(each.account, &each);
    std::map<std::string, std::pair<GuardrailCount, std::set<std::string_view>>> by_name;
    std::vector<std::set<std::string_view>> by_trigger(pilot_.triggers.size());
    std::set<std::string_view> touched;
    if (input_.guardrails != nullptr) {
      for (const GuardrailRow& row : *input_.guardrails) {
        const auto found = exposed.find(row.account);
        if (found == exposed.end() || row.at < found->second->at || row.at > input_.as_of) continue;
        const bool treated = found->second->arm == ExposureArm::treatment;
        auto& [counted, accounts] = by_name[row.what];
        counted.what = row.what;
        if (accounts.insert(row.account).second) ++(treated ? counted.treated : counted.held);
        ++(treated ? counted.rows_treated : counted.rows_held);
        const std::set<std::string> words = words_of(row.what);
        for (size_t i = 0; treated && i < pilot_.triggers.size(); ++i) if (counts(pilot_.triggers[i], words)) by_trigger[i].insert(row.account);
        const bool disposition = std::any_of(motion_.dispositions.begin(), motion_.dispositions.end(), [&](const Disposition& each) { return words_of(each.value) == words; });
        if (!treated && disposition) touched.insert(row.account);
      }
    }
    out_.held_touched = static_cast<int64_t>(touched.size());
    for (auto& [what, row] : by_name) out_.guardrails.push_back(row.first);
    for (size_t i = 0; i < pilot_.triggers.size(); ++i) {
      TriggerReading reading{pilot_.triggers[i], std::nullopt, out_.treated, false, 0, 0};
      const Trigger& trigger = reading.trigger;
      const bool gate = trigger.kind == "scale";
      reading.false_alarm = gate ? 1 - binomial_at_most(reading.n, trigger.p_ok, trigger.k) : binomial_at_least(reading.n, trigger.p_ok, trigger.k);
      reading.power = gate ? 1 - binomial_at_most(reading.n, trigger.p_bad, trigger.k) : binomial_at_least(reading.n, trigger.p_bad, trigger.k);
      if (input_.guardrails != nullptr) {
        reading.count = static_cast<int64_t>(by_trigger[i].size());
        reading.fired = gate ? *reading.count > trigger.k : *reading.count >= trigger.k;
      }
      out_.triggers.push_back(std::move(reading));
    }
  }

  void plan() {
    Timestamp newest = out_.start;
    for (const Exposure& each : input_.exposures) if (each.drawn() && each.at <= input_.as_of && !late(each)) newest = std::max(newest, each.at);
    out_.weekly = static_cast<double>(out_.treated + out_.held) / std::max(1.0, static_cast<double>(newest - out_.start) / static_cast<double>(kWeek));
    if (!input_.with_intervals) return;
    out_.needed = arms_planned(motion_);
    if (!out_.needed || pilot_.looks == Looks::once) return;   // one look is not put off
    const ArmSizes missing{std::max(0.0, out_.needed->treated - static_cast<double>(out_.treated)), std::max(0.0, out_.needed->held - static_cast<double>(out_.held))};
    Timestamp drawn = newest;
    if (missing.treated > 0 || missing.held > 0) {
      const auto enrol = weeks_to_enrol(missing, out_.weekly, holdout_share(motion_));
      if (!enrol || *enrol > 5200) return;
      drawn = input_.as_of + static_cast<Duration>(std::ceil(*enrol - 1e-9)) * kWeek;
    }
    out_.tells_at = drawn + horizon_ + kBillingLagDays * kDay;
    out_.weeks_more = static_cast<int>(std::max<Duration>(0, (*out_.tells_at - input_.as_of + kWeek - 1) / kWeek));
  }

  void measure(bool weekly) {
    out_.known_until = weekly ? out_.start + (input_.as_of - out_.start) / kWeek * kWeek : input_.as_of;
    std::vector<const Member*> known;
    std::set<std::string> strata;
    for (const Member& each : members_) {
      if (each.due > out_.known_until) ++out_.waiting;
      else known.push_back(&each), strata.insert(each.exposure->stratum);
    }
    out_.effect = effect_of(known, weekly, pilot_.alpha);
    if (strata.size() < 2 || !input_.with_intervals) return;
    for (const std::string& stratum : strata) {
      std::vector<const Member*> part;
      for (const Member* each : known) if (each->exposure->stratum == stratum) part.push_back(each);
      out_.segments.push_back({stratum, effect_of(part, weekly, pilot_.alpha / static_cast<double>(strata.size()))});
    }
  }

  Effect effect_of(const std::vector<const Member*>& known, bool weekly, double alpha) const {
    Effect effect;
    for (const Member* each : known) count(effect.counts, *each);
    const ArmCounts& all = effect.counts;
    effect.chance_better = chance_treated_better(all.events_treated, all.treated, all.events_held, all.held);
    if (!weekly) {
      effect.above = one_look_p_above(all, difference_line(0)) <= alpha / 2;
      effect.below = one_look_p_below(all, difference_line(0)) <= alpha / 2;
      if (input_.with_intervals) effect.difference = one_look_interval(all, alpha), effect.ratio = one_look_ratio(all, alpha);
      return effect;
    }
    // A block a week: the accounts whose outcome was due in it. Which, depends on exposures alone.
    const Quantity *baseline = motion_.quantity("baseline_rate"), *wanted = motion_.quantity("wanted_lift");
    AlwaysValid sequence(baseline != nullptr ? baseline->value : 0.1, wanted != nullptr ? wanted->value : 0.05, alpha);
    std::map<Duration, ArmCounts> blocks;
    for (const Member* each : known) count(blocks[(each->due - out_.start + kWeek - 1) / kWeek], *each);
    for (const auto& [week, block] : blocks) sequence.look(block);
    effect.above = sequence.above(0), effect.below = sequence.below(0);
    if (input_.with_intervals) effect.difference = sequence.interval(), effect.ratio = sequence.ratio_interval();
    return effect;
  }

  const ReadoutInput& input_;
  const Motion& motion_;
  const Pilot& pilot_;
  Duration horizon_;
  std::vector<Member> members_;
  Readout out_;
};

}  // namespace

std::string_view name_of(PilotVerdict verdict) {
  static constexpr std::string_view names[] = {"scale", "go on", "roll back", "cannot tell yet", "too early"};
  return names[static_cast<int>(verdict)];
}

Readout read_pilot(const ReadoutInput& input) { return Reading(input).read(); }

Result<std::vector<GuardrailRow>> read_guardrails(std::string_view text, const std::string& file) {
  std::vector<GuardrailRow> rows;
  std::vector<TableColumn> columns = {{"account"}, {"at"}, {"guardrail", false}, {"disposition", false}};
  bool named = true;
  const Result<bool> read = read_table(text, file, columns, "account,at and guardrail or disposition", [&](const CsvRow& row, const TableWrong& wrong) {
    const auto cell = [&](size_t column) { return columns[column].at < row.cells.size() ? std::string(csv_text(row.cells[columns[column].at])) : std::string(); };
    if (columns[2].at >= row.cells.size() && columns[3].at >= row.cells.size()) named = false;
    const std::string what = cell(2).empty() ? cell(3) : cell(2);
    const std::optional<Timestamp> at = parse_time(cell(1));
    if (!named) return;
    if (cell(0).empty()) wrong(columns[0].at, "no account");
    else if (what.empty()) wrong(std::min(columns[2].at, columns[3].at), "neither guardrail nor disposition");
    else if (!at) wrong(columns[1].at, "'" + cell(1) + "' is no time; expected one as 2026-03-02T09:00:00Z");
    else rows.push_back({cell(0), what, *at});
  });
  if (!read) return read.errors();
  if (!named) return Error{"no column 'guardrail' and none 'disposition'; expected account,at and one of them", {file, 1, 1}, "", ""};
  return rows;
}

}  // namespace handraise
