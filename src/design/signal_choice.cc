#include "design/signal_choice.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/text.h"

namespace handraise {
namespace {

std::string plain_name(std::string_view text) {
  std::string out;
  for (const char c : lower_ascii(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    else if (!out.empty() && out.back() != '_') out += '_';
  }
  return out;
}

class Choice {
 public:
  Choice(const Facts& facts, const Situation& situation, const Playbook& playbook, const Catalogue& catalogue)
      : facts_(facts), situation_(situation), playbook_(playbook), catalogue_(catalogue), unit_(situation.has("pqa") ? Unit::account : Unit::user) {}

  std::vector<Signal> run() {
    for (const Fact& fact : facts_.all) if (fact.path == "signals" || fact.path == "events") named(fact);
    for (const Fact& fact : facts_.all) if (fact.path == "missing_signals") missing(fact);
    fill();
    for (Signal& signal : chosen_) settle(signal);
    std::stable_sort(chosen_.begin(), chosen_.end(), [](const Signal& a, const Signal& b) { return order(a) < order(b); });
    share_points(chosen_, unit_);
    return std::move(chosen_);
  }

 private:
  static int order(const Signal& signal) {
    if (signal.hand_raise) return 20;
    static constexpr int orders[] = {0, 1, 3, 5, 4, 6, 7, 8, 9};  // activation depth breadth integration invite admin intent fit risk
    return orders[static_cast<int>(signal.kind)];
  }
  bool never(const PlaybookSignal& signal, std::string_view path) const {
    for (const std::string& id : facts_.list(path)) {
      if (signal.name == id || std::find(signal.answers.begin(), signal.answers.end(), id) != signal.answers.end()) return true;
    }
    return false;
  }
  const PlaybookSignal* known_as_event(const std::string& event) const {
    const std::string wanted = plain_name(event);
    for (const PlaybookSignal& signal : playbook_.signals) {
      if (!signal.of(unit_).meant) continue;
      for (const std::string& each : signal.of(unit_).signal.events) if (plain_name(each) == wanted) return &signal;
    }
    return nullptr;
  }
  void add(const PlaybookSignal& from, const Fact* fact, const std::string& event = "") {
    const UnitSignal& unit = from.of(unit_);
    if (!unit.meant || never(from, "forbidden_signals.never_use")) return;
    for (Signal& signal : chosen_) {
      if (signal.name != from.name) continue;
      if (!event.empty()) signal.events = {event};
      return;
    }
    Signal signal = unit.signal;
    if (signal.name.empty()) signal.name = from.name;
    if (fact != nullptr) {
      signal.from = fact->from;
      signal.source = fact->words.empty() ? "your answer" : fact->words;
    }
    if (!event.empty()) signal.events = {event};
    if (never(from, "forbidden_signals.never_mention")) {
      signal.approved = false;
      signal.phrase.clear();
    }
    chosen_.push_back(std::move(signal));
  }
  void named(const Fact& fact) {
    if (fact.path == "events") {
      if (const PlaybookSignal* known = known_as_event(fact.value)) { add(*known, &fact, fact.value); return; }
      const PlaybookSignal own = catalogue_.own_signal(plain_name(fact.value), fact.value);
      const std::string name = own.name;
      for (const Signal& signal : chosen_) if (signal.name == name) return;
      if (own_count_ < 4) { ++own_count_; add(own, &fact, fact.value); }
      return;
    }
    if (fact.value == "login") return;  // presence is not value: nobody is called for having signed in
    if (const PlaybookSignal* known = playbook_.answering(fact.value, unit_)) add(*known, &fact);
    else if (const PlaybookSignal* generic = catalogue_.signal(fact.value)) add(*generic, &fact);
    else if (own_count_ < 4) { ++own_count_; add(catalogue_.own_signal(fact.value), &fact); }
  }
  void missing(const Fact& fact) {
    const PlaybookSignal* known = playbook_.answering(fact.value, unit_);
    if (known == nullptr) known = catalogue_.signal(fact.value);
    if (known == nullptr) return;
    for (Signal& signal : chosen_) if (signal.name == known->name) { signal.exists = false; return; }
    add(*known, nullptr);
    for (Signal& signal : chosen_) if (signal.name == known->name) signal.exists = false;
  }
  int count(SignalKind kind) const {
    int found = 0;
    for (const Signal& signal : chosen_) if (signal.kind == kind && signal.exists && !signal.hand_raise) ++found;
    return found;
  }
  bool fit_possible() const { return !situation_.has("no_enrichment") || facts_.has("employees.from") || facts_.has("employees.to"); }
  double trial_days() const { return situation_.has("trial") && situation_.has("trial_to_paid") ? std::floor(facts_.number("trial_days", 0)) : 0; }
  // Days after which a delayed test ("still_on_7d") can be told; 0: at once.
  static int delay_of(const PropertyTest& test) {
    const std::string& name = test.property;
    if (name.size() < 3 || name.back() != 'd') return 0;
    const size_t at = name.rfind('_');
    int days = 0;
    for (size_t i = at == std::string::npos ? name.size() : at + 1; i + 1 < name.size(); ++i) days = name[i] >= '0' && name[i] <= '9' ? days * 10 + (name[i] - '0') : -1000;
    return std::max(0, days);
  }
  bool too_slow(const PropertyTest& test) const { return trial_days() >= 1 && delay_of(test) > std::floor(0.6 * trial_days()); }
  bool too_slow(const Signal& signal) const {
    return std::any_of(signal.where.begin(), signal.where.end(), [&](const PropertyTest& test) { return too_slow(test); });
  }
  // How many of each kind a motion should have: enough that no single thing decides, few enough to explain.
  int wanted(SignalKind kind) const {
    const bool account = unit_ == Unit::account;
    switch (kind) {
      case SignalKind::activation: return 1;
      case SignalKind::depth: return account ? 1 : 2;
      case SignalKind::breadth: return 1;
      case SignalKind::invite: return 1;
      case SignalKind::integration: return 1;
      case SignalKind::admin: return 1;
      case SignalKind::intent: return 1;
      case SignalKind::fit: return fit_possible() ? 1 : 0;
      case SignalKind::risk: return 1;
    }
    return 0;
  }
  void fill() {
    for (const PlaybookSignal& signal : playbook_.signals) {
      const UnitSignal& unit = signal.of(unit_);
      if (!unit.meant) continue;
      const bool hand_raise = unit.signal.hand_raise;
      if (hand_raise) {
        const bool there = std::any_of(chosen_.begin(), chosen_.end(), [](const Signal& each) { return each.hand_raise; });
        if (!there) add(signal, nullptr);
      } else if (count(unit.signal.kind) < wanted(unit.signal.kind) && (unit.signal.kind == SignalKind::risk || !too_slow(unit.signal))) {
        add(signal, nullptr);
      }
    }
  }
  void settle(Signal& signal) const {
    // A named signal is kept, and counted before its delayed test could be told (D5).
    if (signal.kind != SignalKind::risk && too_slow(signal)) {
      std::erase_if(signal.where, [&](const PropertyTest& test) { return too_slow(test); });
      signal.control = catalogue_.at_once;
    }
    // The window of a trial's signal never outlasts the trial, and days that it counts are there by 60 % of it (D5).
    const double trial = trial_days();
    if (trial >= 1 && !signal.hand_raise && signal.kind != SignalKind::fit) {
      const Duration whole = static_cast<Duration>(std::min(trial, 3650.0)) * kDay;
      if (signal.within == 0 || signal.within > whole) signal.within = whole;
      if (signal.count == Count::days || signal.once_per == Period::day) signal.at_least = std::min(signal.at_least, std::max(1.0, std::floor(0.6 * trial)));
    }
    if (signal.kind == SignalKind::fit && signal.trait && signal.trait->trait == "account.employees") {
      if (facts_.has("employees.from") || facts_.has("employees.to")) {
        signal.trait->test = Test{};
        const double from = facts_.number("employees.from"), to = facts_.number("employees.to");
        if (from > 0) signal.trait->test.at_least = from;
        if (to > 0) signal.trait->test.at_most = to;
        const Fact* words = facts_.find(from > 0 ? "employees.from" : "employees.to");
        signal.from = words->from;
        signal.source = words->words.empty() ? "your answer" : words->words;
        signal.label = from > 0 && to > 0 ? print_count(from) + "–" + print_count(to) + " employees" : from > 0 ? print_count(from) + " employees or more" : "up to " + print_count(to) + " employees";
      }
    }
    if (signal.kind == SignalKind::risk) signal.points = 0;
    signal.label = with_threshold(signal.label, signal.at_least);
    if (signal.why.find("{n}") != std::string::npos) signal.why = upper_first(with_threshold(signal.why, signal.at_least));
  }
  // "work on {n} days" as the threshold stands in the end: "work on six days", "work on one day".
  static std::string with_threshold(std::string text, double at_least) {
    static constexpr std::string_view slot = "{n}";
    static constexpr std::string_view words[] = {"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};
    const size_t at = text.find(slot);
    if (at == std::string::npos) return text;
    text.replace(at, slot.size(), at_least == std::floor(at_least) && at_least >= 0 && at_least < std::size(words) ? std::string(words[static_cast<size_t>(at_least)]) : print_count(at_least));
    if (at_least == 1) {  // the noun behind it
      size_t end = text.find(' ', at + 4);
      if (end == std::string::npos) end = text.size();
      if (text[end - 1] == 's') text.erase(end - 1, 1);
    }
    return text;
  }

  const Facts& facts_;
  const Situation& situation_;
  const Playbook& playbook_;
  const Catalogue& catalogue_;
  Unit unit_;
  std::vector<Signal> chosen_;
  int own_count_ = 0;
};

}  // namespace

void share_points(std::vector<Signal>& signals, Unit unit, const std::vector<std::string>& must_have) {
  // Groups of kinds with their share of 100, pack-outline section 6.
  const bool account = unit == Unit::account;
  const auto group_of = [](SignalKind kind) { return kind == SignalKind::invite ? SignalKind::breadth : kind; };
  const std::map<SignalKind, double> shares = account
      ? std::map<SignalKind, double>{{SignalKind::breadth, 30}, {SignalKind::admin, 20}, {SignalKind::integration, 15}, {SignalKind::depth, 10}, {SignalKind::intent, 10}, {SignalKind::fit, 15}}
      : std::map<SignalKind, double>{{SignalKind::depth, 25}, {SignalKind::breadth, 25}, {SignalKind::integration, 15}, {SignalKind::admin, 10}, {SignalKind::intent, 15}, {SignalKind::fit, 10}};
  std::map<SignalKind, double> weights;  // of a group: sum over its signals, a named one counting half as much again
  const auto scores = [&](const Signal& signal) {
    return signal.exists && !signal.hand_raise && shares.count(group_of(signal.kind)) != 0 && std::find(must_have.begin(), must_have.end(), signal.name) == must_have.end();
  };
  const auto weight = [](const Signal& signal) { return signal.from == Origin::stated || signal.from == Origin::answer ? 1.5 : 1.0; };
  for (Signal& signal : signals) {
    signal.points = 0;
    if (scores(signal)) weights[group_of(signal.kind)] += weight(signal);
  }
  double total = 0;
  for (const auto& group : weights) total += shares.at(group.first);
  if (total <= 0) return;
  // Twenty steps of 5 by largest remainder; everything that scores gets at least one.
  struct Portion { Signal* signal; double exact; int steps; };
  std::vector<Portion> portions;
  int given = 0;
  for (Signal& signal : signals) {
    if (!scores(signal)) continue;
    const SignalKind group = group_of(signal.kind);
    const double exact = 20 * shares.at(group) / total * weight(signal) / weights[group];
    const int steps = std::max(1, static_cast<int>(std::floor(exact)));
    portions.push_back({&signal, exact, steps});
    given += steps;
  }
  while (given < 20) {
    auto most = std::max_element(portions.begin(), portions.end(), [](const Portion& a, const Portion& b) { return a.exact - a.steps < b.exact - b.steps; });
    ++most->steps;
    ++given;
  }
  while (given > 20) {
    auto most = std::max_element(portions.begin(), portions.end(), [](const Portion& a, const Portion& b) { return (a.steps > 1 ? a.steps - a.exact : -99) < (b.steps > 1 ? b.steps - b.exact : -99); });
    if (most->steps <= 1) break;
    --most->steps;
    --given;
  }
  for (const Portion& portion : portions) portion.signal->points = 5.0 * portion.steps;
}

std::vector<Signal> choose_signals(const Facts& facts, const Situation& situation, const Playbook& playbook, const Catalogue& catalogue) {
  return Choice(facts, situation, playbook, catalogue).run();
}

}  // namespace handraise
