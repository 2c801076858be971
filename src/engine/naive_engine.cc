#include "engine/naive_engine.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <tuple>

#include "engine/calendar.h"
#include "engine/value_check.h"
#include "events/domain.h"

namespace handraise {
namespace {

// An event as an account (or user) has it.
struct Event {
  const Record* record = nullptr;
  std::string user;             // as it counts here: an old id stays, a merged one is the new
  Timestamp arrived = 0;        // its own time, or the moment it joined
  std::vector<char> matches;    // by signal: told from the record alone, so asked once
};

// What is evaluated: an account, or a user for `unit: user`.
struct Subject {
  std::vector<Event> events;
  bool given = false;           // by group, domain or trait, not only as a solo account
  bool confirmed = false;       // one of its records was given by group or a trait
  std::optional<Timestamp> last_qualified, last_hand_raise;
  std::optional<Timestamp> due; // its place in the agenda
};

struct User {
  std::vector<Field> traits;
  std::string group;            // of the latest group call
  std::string merged_into;      // empty: its own
  std::vector<Event> kept;      // no account yet
  // From the traits and group above:
  std::string account;          // empty: unknown, or solo
  bool account_confirmed = false;
  bool internal = false, competitor = false, personal = false;
  bool solo = false;
};

bool listed(const std::vector<std::string>& list, const std::string& name) { return std::binary_search(list.begin(), list.end(), name); }

// Domains as written and in normal form, sorted.
std::vector<std::string> domain_list(const std::vector<std::string>& written, const std::vector<std::string>& bundled) {
  std::vector<std::string> list;
  for (const std::string& domain : written) {
    if (domain == "bundled") { list.insert(list.end(), bundled.begin(), bundled.end()); continue; }
    list.push_back(domain);
    if (auto normal = normal_domain(domain)) list.push_back(std::move(*normal));
  }
  std::sort(list.begin(), list.end());
  return list;
}

std::string_view without(std::string_view text, std::string_view prefix) { return text.starts_with(prefix) ? text.substr(prefix.size()) : std::string_view(); }

}  // namespace

class NaiveEngine::Work {
 public:
  Work(EngineInput input, Evaluate evaluate)
      : input_(std::move(input)), evaluate_(evaluate), motion_(input_.motion), calendar_(motion_.time_zone),
        internal_(domain_list(motion_.identity.internal_domains, {})), competitor_(domain_list(motion_.identity.competitor_domains, {})),
        personal_(domain_list(motion_.identity.personal_domains, input_.bundled_domains)) {
    const auto& by = motion_.identity.account_by;
    by_group_ = std::find(by.begin(), by.end(), "group") != by.end();
    for (const AccountTraits& row : input_.account_traits) {
      for (const Field& field : row.traits) set_value(account_traits_[row.account], field.name, field.value);
    }
    for (const Signal& signal : motion_.signals) at_least_.push_back(signal.count == Count::sum ? micro(signal.at_least) : static_cast<int64_t>(signal.at_least));
    for (size_t i = 0; i < motion_.signals.size(); ++i) {
      const Signal& signal = motion_.signals[i];
      bool lifts = signal.kind == SignalKind::risk;  // its going off lets the score rise, or an exclusion fall
      for (const Exclusion& exclusion : motion_.qualify.never_if) lifts = lifts || (!exclusion.signal.empty() && exclusion.signal == signal.name);
      if (lifts && signal.kind != SignalKind::fit && signal.within > 0) lifting_.push_back(i);
    }
  }

  void add(const Record& record) {
    assert(!now_ || record.time > *now_);  // the engine was not advanced beyond
    assert(batch_.empty() || record.time >= batch_.front()->time);
    if (!batch_.empty() && record.time != batch_.front()->time) finish_batch();
    history_.push_back(record);
    batch_.push_back(&history_.back());
  }

  void advance_to(Timestamp time) {
    finish_batch();
    run_instants(time);
    now_ = time;
  }

  std::vector<Qualification> take_qualifications() {
    std::sort(qualifications_.begin(), qualifications_.end(), [](const Qualification& a, const Qualification& b) {
      return std::tie(a.time, a.state.account, a.state.user) < std::tie(b.time, b.state.account, b.state.user);
    });
    return std::move(qualifications_);
  }

  std::vector<State> states_at(Timestamp time) {
    finish_batch();
    std::vector<State> states;
    for (const auto& [name, subject] : subjects_) {
      if (in_scope(name, subject)) states.push_back(state_of(name, subject, time));
    }
    std::sort(states.begin(), states.end(), [](const State& a, const State& b) { return std::tie(a.account, a.user) < std::tie(b.account, b.user); });
    return states;
  }

 private:
  // ---- section 2: identity ---------------------------------------------------------------------------------------------

  bool per_user() const { return motion_.unit == Unit::user; }

  const std::string& root(const std::string& id) {
    const std::string* name = &id;
    for (auto found = users_.find(id); found != users_.end(); found = users_.find(*name)) {
      name = &found->first;
      if (found->second.merged_into.empty()) break;
      name = &found->second.merged_into;
    }
    return *name;
  }

  bool in_list(const std::vector<std::string>& list, const std::string& domain) const {
    return listed(list, domain) || (!motion_.identity.domain_exact && listed(list, registrable_domain(domain)));
  }

  // The account that the ways of `account_by` give, in their order; `group`: the event's own or the user's.
  std::string account_of(const User* user, const std::string& group, bool* confirmed) const {
    for (const std::string& by : motion_.identity.account_by) {
      if (by == "group") {
        if (!group.empty()) { *confirmed = true; return group; }
      } else if (by == "email_domain") {
        const Value* email = user ? find_value(user->traits, "email") : nullptr;
        const auto domain = email && email->kind == Value::Kind::text ? email_domain(email->text) : std::nullopt;
        if (domain && !in_list(personal_, *domain)) { *confirmed = false; return motion_.identity.domain_exact ? *domain : registrable_domain(*domain); }
      } else if (user) {
        const Value* value = find_value(user->traits, without(by, "trait:"));
        if (value && value->kind != Value::Kind::composite && !value->text.empty()) { *confirmed = true; return value->text; }
      }
    }
    *confirmed = false;
    return "";
  }

  void learn(User& user) {
    const Value* email = find_value(user.traits, "email");
    const auto domain = email && email->kind == Value::Kind::text ? email_domain(email->text) : std::nullopt;
    user.internal = domain && in_list(internal_, *domain);
    user.competitor = domain && in_list(competitor_, *domain);
    user.personal = domain && in_list(personal_, *domain);
    user.account = account_of(&user, user.group, &user.account_confirmed);
    user.solo = user.personal && user.account.empty();
  }

  void merge(const std::string& previous, const std::string& into, Timestamp time) {
    const std::string target = root(into);
    users_.try_emplace(target);
    User& old = users_[previous];
    if (!old.merged_into.empty() || target == previous) return;  // merged once; no circles
    User& user = users_[target];
    old.merged_into = target;
    for (const Field& trait : old.traits) {
      if (std::none_of(user.traits.begin(), user.traits.end(), [&](const Field& own) { return own.name == trait.name; })) user.traits.push_back(trait);
    }
    if (user.group.empty()) user.group = old.group;
    for (Event& event : old.kept) {
      event.user = target;
      event.arrived = time;  // in a solo account; one that is given sets it anew
      user.kept.push_back(std::move(event));
    }
    old.kept.clear();
    old.solo = false;
    const auto ended = subjects_.find(previous);
    if (!per_user() || ended == subjects_.end()) return;
    Subject& heir = subjects_[target];
    for (Event& event : ended->second.events) {
      event.user = target;
      heir.events.push_back(std::move(event));
    }
    heir.last_qualified = std::max(heir.last_qualified, ended->second.last_qualified);
    heir.last_hand_raise = std::max(heir.last_hand_raise, ended->second.last_hand_raise);
    if (ended->second.due) agenda_.erase({*ended->second.due, previous});
    subjects_.erase(ended);
  }

  void apply_identity(const Record& record) {
    if (record.type == RecordType::alias) merge(record.other_user, record.user, record.time);
    if (record.type == RecordType::identify && !record.other_user.empty()) merge(record.other_user, record.user, record.time);
    if (!record.user.empty()) {
      const std::string user = root(record.user);
      if (record.type == RecordType::identify) {
        for (const Field& trait : record.values) set_value(users_[user].traits, trait.name, trait.value);
      }
      if (record.type == RecordType::group && by_group_) users_[user].group = record.group;
      changed_.insert(user);
    }
    if (record.type == RecordType::group && by_group_) {
      for (const Field& trait : record.values) set_value(account_traits_[record.group], trait.name, trait.value);
      if (!per_user()) {
        Subject& account = subjects_[record.group];
        account.given = account.confirmed = true;
        touched_.insert(record.group);
      }
    }
  }

  // After all identity records of a time: what users of them now belong to, and the kept events that come with them.
  void join(const std::string& name, Timestamp time) {
    User& user = users_[name];
    const bool was_solo = user.solo;
    learn(user);
    if (per_user()) {
      subjects_[name].given = true;
      touched_.insert(name);
      return;
    }
    if (user.internal) user.kept.clear();
    if (!user.account.empty()) {
      Subject& account = subjects_[user.account];
      account.given = true;
      account.confirmed = account.confirmed || user.account_confirmed;
      for (Event& event : user.kept) {
        event.arrived = time;
        account.events.push_back(std::move(event));
      }
      user.kept.clear();
      touched_.insert(user.account);
    } else if (user.solo) {
      if (!was_solo) for (Event& event : user.kept) event.arrived = time;
      subjects_["~" + name];
      touched_.insert("~" + name);
    }
  }

  void take_event(const Record& record) {
    User* user = nullptr;
    Event event{&record, "", record.time, {}};
    if (!record.user.empty()) {
      event.user = root(record.user);
      user = &users_[event.user];
      if (user->internal) return;
    }
    for (const Signal& signal : motion_.signals) event.matches.push_back(matches(signal, record));
    if (per_user()) {
      if (!user) return;
      Subject& subject = subjects_[event.user];
      subject.given = true;
      touched_.insert(event.user);
      subject.events.push_back(std::move(event));
      return;
    }
    bool confirmed = false;
    const std::string account = account_of(user, !record.group.empty() || !user ? record.group : user->group, &confirmed);
    if (!account.empty()) {
      Subject& subject = subjects_[account];
      subject.given = true;
      subject.confirmed = subject.confirmed || confirmed;
      touched_.insert(account);
      subject.events.push_back(std::move(event));
    } else if (user) {
      if (user->solo) {
        subjects_["~" + event.user];
        touched_.insert("~" + event.user);
      }
      user->kept.push_back(std::move(event));
    }
  }

  void finish_batch() {
    if (batch_.empty()) return;
    const Timestamp time = batch_.front()->time;
    run_instants(time - 1);
    changed_.clear();
    touched_.clear();
    for (const Record* record : batch_) {
      if (!record->is_event()) apply_identity(*record);
    }
    std::set<std::string> users;  // an id may have been merged after it was changed
    for (const std::string& name : changed_) users.insert(root(name));
    for (const std::string& name : users) join(name, time);
    for (const Record* record : batch_) {
      if (record->is_event()) take_event(*record);
    }
    batch_.clear();
    for (const std::string& name : touched_) {
      const auto found = subjects_.find(name);
      if (found != subjects_.end()) evaluate(name, found->second, time);
    }
    run_instants(time);  // what falls due at this very time and had no record
    now_ = time;
  }

  // ---- section 3: what signals count -----------------------------------------------------------------------------------

  // The events of an account, a solo account's too.
  std::vector<const Event*> events_of(const std::string& name, const Subject& subject) {
    std::vector<const Event*> events;
    for (const Event& event : subject.events) events.push_back(&event);
    if (!per_user() && name.starts_with("~")) {
      const auto user = users_.find(name.substr(1));
      if (user != users_.end() && user->second.solo) {
        for (const Event& event : user->second.kept) events.push_back(&event);
      }
    }
    return events;
  }

  const Value* trait_value(const std::string& trait, const std::string& account, const std::string& user) {
    if (const auto name = without(trait, "account."); !name.empty()) {
      const auto found = account_traits_.find(account);
      return account.empty() || found == account_traits_.end() ? nullptr : find_value(found->second, name);
    }
    const auto found = users_.find(user);
    const auto name = without(trait, "user.");
    return !per_user() || name.empty() || found == users_.end() ? nullptr : find_value(found->second.traits, name);
  }

  bool trait_holds(const TraitTest& test, const State& state) {
    const Value* value = trait_value(test.trait, state.account, state.user);
    return test.test.empty() ? value != nullptr : test_holds(test.test, value);
  }

  Reason reason_of(size_t index, const std::vector<const Event*>& events, const State& state) {
    const Signal& signal = motion_.signals[index];
    Reason reason;
    reason.signal = index;
    reason.at_least = at_least_[index];
    if (signal.kind == SignalKind::fit) {
      reason.at_least = 1;
      reason.value = signal.trait && trait_holds(*signal.trait, state) ? 1 : 0;
    } else {
      const Timestamp now = state.time, after = signal.within > 0 ? now - signal.within : -1;  // times begin at 0
      std::vector<const Event*> matching;
      const Event* newest = nullptr;
      for (const Event* event : events) {
        if (!event->matches[index] || event->record->time <= after || event->record->time > now) continue;
        matching.push_back(event);
        if (!newest || event->record->time >= newest->record->time) newest = event;
      }
      reason.value = value_of(signal, matching, events, after);
      if (newest) reason.newest = Evidence{newest->record->time, newest->record->event, newest->user, newest->record->message_id};
    }
    reason.on = reason.value >= reason.at_least;
    if (!reason.on) return reason;
    reason.points = micro(signal.points);
    const HalfLife& half_life = signal.half_life ? *signal.half_life : motion_.qualify.half_life;
    const bool fades = signal.kind != SignalKind::fit && signal.kind != SignalKind::risk && !half_life.none && reason.newest;
    reason.points_now = fades ? decayed(reason.points, state.time - reason.newest->time, half_life.duration) : reason.points;
    return reason;
  }

  int64_t value_of(const Signal& signal, const std::vector<const Event*>& matching, const std::vector<const Event*>& all, Timestamp after) {
    switch (signal.count) {
      case Count::events: {
        if (signal.once_per == Period::none) return static_cast<int64_t>(matching.size());
        std::set<std::pair<std::string, int64_t>> pairs;
        for (const Event* event : matching) {
          const Timestamp time = event->record->time;
          pairs.insert({event->user, signal.once_per == Period::minute ? time / kMinute : signal.once_per == Period::hour ? time / kHour : calendar_.day_of(time)});
        }
        return static_cast<int64_t>(pairs.size());
      }
      case Count::users:
      case Count::new_users: {
        std::set<std::string> users;
        for (const Event* event : matching) {
          if (!event->user.empty()) users.insert(event->user);
        }
        if (signal.count == Count::new_users) {
          for (const Event* event : all) {
            if (event->record->time <= after) users.erase(event->user);
          }
        }
        return static_cast<int64_t>(users.size());
      }
      case Count::days: {
        std::set<int64_t> days;
        for (const Event* event : matching) days.insert(calendar_.day_of(event->record->time));
        return static_cast<int64_t>(days.size());
      }
      case Count::distinct: {
        std::set<std::string> texts;
        for (const Event* event : matching) texts.insert(find_value(event->record->values, signal.count_property)->text);
        return static_cast<int64_t>(texts.size());
      }
      case Count::sum: {
        int64_t sum = 0;
        for (const Event* event : matching) {
          const int64_t more = *summand(find_value(event->record->values, signal.count_property));
          sum = more > INT64_MAX - sum ? INT64_MAX : sum + more;
        }
        return sum;
      }
    }
    return 0;
  }

  // ---- section 4: score and qualification ------------------------------------------------------------------------------

  bool in_scope(const std::string& name, const Subject& subject) const {
    if (per_user() || subject.given) return true;
    const auto user = users_.find(name.substr(1));
    return motion_.identity.solo_included && user != users_.end() && user->second.solo;
  }

  bool barred(const State& state) const {
    if (!per_user()) return listed(internal_, state.account) || listed(competitor_, state.account);
    const auto user = users_.find(state.user);
    return user != users_.end() && (user->second.internal || user->second.competitor);
  }

  bool outcome_reached(const std::string& name, const State& state) {
    return std::any_of(input_.outcomes.begin(), input_.outcomes.end(), [&](const Outcome& outcome) {
      if (outcome.outcome != name || outcome.reached_at > state.time) return false;
      if (per_user() && !outcome.user.empty()) return root(outcome.user) == state.user;
      return !outcome.account.empty() && outcome.account == state.account;
    });
  }

  bool signal_on(const State& state, const std::string& name) const {
    return std::any_of(state.reasons.begin(), state.reasons.end(), [&](const Reason& reason) { return reason.on && motion_.signals[reason.signal].name == name; });
  }

  State state_of(const std::string& name, const Subject& subject, Timestamp time) {
    const Qualify& qualify = motion_.qualify;
    State state;
    state.time = time;
    if (per_user()) {
      state.user = name;
      const User& user = users_[name];
      state.account = user.solo ? "~" + name : user.account;
    } else {
      state.account = name;
    }
    const auto events = events_of(name, subject);
    std::set<SignalKind> kinds;
    for (size_t i = 0; i < motion_.signals.size(); ++i) {
      state.reasons.push_back(reason_of(i, events, state));
      const Reason& reason = state.reasons.back();
      state.score += reason.points_now;
      if (reason.on && reason.points > 0 && motion_.signals[i].kind != SignalKind::fit) kinds.insert(motion_.signals[i].kind);
    }

    const auto gate = [&](GateKind kind, bool met, size_t index = 0, int64_t found = 0, int64_t needed = 0) {
      state.gates.push_back({kind, index, met, found, needed});
      return met;
    };
    bool clear = gate(GateKind::barred, !barred(state));
    for (size_t i = 0; i < qualify.never_if.size(); ++i) {
      const Exclusion& exclusion = qualify.never_if[i];
      const bool holds = !exclusion.signal.empty() ? signal_on(state, exclusion.signal)
                         : !exclusion.outcome.empty() ? outcome_reached(exclusion.outcome, state)
                                                      : exclusion.trait && trait_holds(*exclusion.trait, state);
      clear = gate(GateKind::never_if, !holds, i) && clear;
    }
    bool segment = true;
    for (const TraitTest& test : motion_.segment.all) segment = segment && trait_holds(test, state);
    if (!motion_.segment.all.empty()) gate(GateKind::segment, segment);
    bool pattern = true;
    for (size_t i = 0; i < qualify.must_have.size(); ++i) pattern = gate(GateKind::must_have, signal_on(state, qualify.must_have[i]), i) && pattern;
    if (!qualify.any_of.empty()) {
      const bool one = std::any_of(qualify.any_of.begin(), qualify.any_of.end(), [&](const std::string& signal) { return signal_on(state, signal); });
      pattern = gate(GateKind::any_of, one) && pattern;
    }
    if (qualify.kinds_at_least > 0) {
      const auto found = static_cast<int64_t>(kinds.size());
      pattern = gate(GateKind::kinds_at_least, found >= qualify.kinds_at_least, 0, found, qualify.kinds_at_least) && pattern;
    }
    bool trusted = true;
    if (motion_.identity.trust_confirmed && !per_user()) trusted = gate(GateKind::trust, subject.confirmed);
    const Micro bar = micro(qualify.score_at_least);
    const bool enough = gate(GateKind::score_at_least, state.score >= bar, 0, state.score, bar);

    state.holds = clear && segment && pattern && trusted && enough;
    state.triage = clear && segment && !state.holds &&
                   ((qualify.triage_from && state.score >= micro(*qualify.triage_from)) || (pattern && enough && !trusted));
    return state;
  }

  // A hand-raise waits for nothing but exclusions.
  bool hand_raised(const std::vector<const Event*>& events, const State& state) const {
    for (size_t i = 0; i < motion_.signals.size(); ++i) {
      if (!motion_.signals[i].hand_raise || !state.reasons[i].on) continue;
      for (const Event* event : events) {
        if (event->matches[i] && event->arrived == state.time) {
          return std::all_of(state.gates.begin(), state.gates.end(),
                             [](const Gate& gate) { return gate.met || (gate.kind != GateKind::barred && gate.kind != GateKind::never_if); });
        }
      }
    }
    return false;
  }

  bool has_news(const State& state, Timestamp last) const {
    return std::any_of(state.reasons.begin(), state.reasons.end(), [&](const Reason& reason) {
      const SignalKind kind = motion_.signals[reason.signal].kind;
      return reason.on && kind != SignalKind::fit && kind != SignalKind::risk && reason.newest && reason.newest->time > last;
    });
  }

  void evaluate(const std::string& name, Subject& subject, Timestamp time) {
    if (evaluate_ == Evaluate::on_request) return;
    if (in_scope(name, subject)) {
      State state = state_of(name, subject, time);
      const auto events = events_of(name, subject);
      const bool absorbed = subject.last_hand_raise && time < *subject.last_hand_raise + kDay;
      const auto& cooldown = motion_.qualify.cooldown;
      std::optional<Tier> tier;
      if (!absorbed && hand_raised(events, state)) {
        tier = Tier::hand_raise;
        subject.last_hand_raise = time;
      } else if (state.holds && (!subject.last_qualified || (cooldown && time >= *subject.last_qualified + *cooldown && has_news(state, *subject.last_qualified)))) {
        tier = motion_.qualify.hot_at && state.score >= micro(*motion_.qualify.hot_at) ? Tier::hot : Tier::qualified;
      }
      if (tier) {
        subject.last_qualified = time;
        qualifications_.push_back({time, *tier, std::move(state)});
      }
    }
    plan(name, subject, time);
  }

  // ---- instants between records ----------------------------------------------------------------------------------------

  // Times after `time` at which something may have to be evaluated.
  void plan(const std::string& name, Subject& subject, Timestamp time) {
    std::optional<Timestamp> next;
    const auto offer = [&](Timestamp candidate) {
      if (candidate > time && (!next || candidate < *next)) next = candidate;
    };
    if (subject.last_qualified && motion_.qualify.cooldown) offer(*subject.last_qualified + *motion_.qualify.cooldown);
    for (const size_t i : lifting_) {
      for (const Event* event : events_of(name, subject)) {
        if (event->matches[i]) offer(event->record->time + motion_.signals[i].within);
      }
    }
    if (subject.due) agenda_.erase({*subject.due, name});
    subject.due = next;
    if (next) agenda_.insert({*next, name});
  }

  // Does a cooldown end at `time`, or does a risk or excluding signal go off because a match left its window?
  bool is_instant(const std::string& name, Subject& subject, Timestamp time) {
    if (subject.last_qualified && motion_.qualify.cooldown && *subject.last_qualified + *motion_.qualify.cooldown == time) return true;
    const auto events = events_of(name, subject);
    for (const size_t i : lifting_) {
      const bool leaves = std::any_of(events.begin(), events.end(),
                                      [&](const Event* event) { return event->matches[i] && event->record->time + motion_.signals[i].within == time; });
      if (!leaves) continue;
      State before, after;
      before.time = time - 1;
      after.time = time;
      if (reason_of(i, events, before).on && !reason_of(i, events, after).on) return true;
    }
    return false;
  }

  void run_instants(Timestamp end) {
    while (!agenda_.empty() && agenda_.begin()->first <= end) {
      const auto [time, name] = *agenda_.begin();
      Subject& subject = subjects_.at(name);
      if (is_instant(name, subject, time)) evaluate(name, subject, time);
      else plan(name, subject, time);
    }
  }

  const EngineInput input_;
  const Evaluate evaluate_;
  const Motion& motion_;
  Calendar calendar_;
  const std::vector<std::string> internal_, competitor_, personal_;
  bool by_group_ = false;
  std::vector<int64_t> at_least_;   // by signal; of sum in millionths
  std::vector<size_t> lifting_;     // signals whose going off is an instant

  std::deque<Record> history_;
  std::vector<const Record*> batch_;  // of one time
  std::set<std::string> changed_;     // users of the batch's identity records
  std::set<std::string> touched_;     // what has a record at the batch's time
  std::optional<Timestamp> now_;

  std::map<std::string, User> users_;
  std::map<std::string, std::vector<Field>> account_traits_;
  std::map<std::string, Subject> subjects_;
  std::set<std::pair<Timestamp, std::string>> agenda_;
  std::vector<Qualification> qualifications_;
};

NaiveEngine::NaiveEngine(EngineInput input, Evaluate evaluate) : work_(std::make_unique<Work>(std::move(input), evaluate)) {}
NaiveEngine::~NaiveEngine() = default;
void NaiveEngine::add(const Record& record) { work_->add(record); }
void NaiveEngine::advance_to(Timestamp time) { work_->advance_to(time); }
std::vector<Qualification> NaiveEngine::take_qualifications() { return work_->take_qualifications(); }
std::vector<State> NaiveEngine::states_at(Timestamp time) { return work_->states_at(time); }

}  // namespace handraise
