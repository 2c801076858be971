#include "engine/scorer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>
#include <queue>
#include <tuple>
#include <unordered_map>

#include "engine/calendar.h"
#include "engine/new_users.h"
#include "engine/signal_window.h"
#include "engine/value_check.h"

namespace handraise {
namespace {

constexpr size_t kWords = 16;  // 1,000 signals at most
// Which signals are on, or are asked for.
using SignalSet = std::array<uint64_t, kWords>;

struct Subject {
  Timestamp last_qualified = kNever, last_hand_raise = kNever;
  Timestamp due = kAlways;      // when to look at it without a record
  Timestamp queued = kAlways;   // its earliest place in the agenda
  NameId account = kNoName;     // whose traits and outcomes it has
  NameId user = kNoName;        // unit user, and solo accounts
  uint32_t arrivals = 0;        // of hand-raise signals, in this batch: place in a list
  bool in_scope = false, solo = false, barred = false, confirmed = false, dirty = false;
};

// A signal as it is scored.
struct Scored {
  Counting counting;
  bool fit = false, risk = false, news = false, hand_raise = false, lifting = false;
  size_t trait = 0;             // fit: index of its test
  size_t newcomers = 0;         // new_users: index among those
  Count count = Count::events;
  Period period = Period::none;
  Micro points = 0;
  Duration half_life = 0;       // 0: does not fade
};

struct Arrival {
  size_t signal;
  uint32_t next;
};

struct Due {
  Timestamp time;
  SubjectId subject;
  bool operator>(const Due& other) const { return std::tie(time, subject) > std::tie(other.time, other.subject); }
};

struct Reached {
  uint32_t outcome;
  Timestamp time;
};

}  // namespace

class Scorer::Work {
 public:
  Work(const Motion& motion, const StepNames& names, Explain explain)
      : motion_(motion), names_(names), explain_(explain), calendar_(motion.time_zone), words_((motion.signals.size() + 63) / 64),
        per_user_(motion.unit == Unit::user) {
    const Qualify& qualify = motion.qualify;
    for (size_t i = 0; i < motion.signals.size(); ++i) plan_signal(i);
    for (const std::string& name : qualify.must_have) add(must_have_, name);
    for (const std::string& name : qualify.any_of) add(any_of_, name);
    for (const Exclusion& exclusion : qualify.never_if) {
      if (!exclusion.signal.empty()) add(excluding_, exclusion.signal);
      exclusion_trait_.push_back(exclusion.signal.empty() && exclusion.outcome.empty() && exclusion.trait ? trait_index(*exclusion.trait) : kNowhere);
      exclusion_outcome_.push_back(kNowhere);
      if (!exclusion.signal.empty() || exclusion.outcome.empty()) continue;
      const auto found = std::find(names.outcomes.begin(), names.outcomes.end(), exclusion.outcome);
      if (found != names.outcomes.end()) exclusion_outcome_.back() = static_cast<size_t>(found - names.outcomes.begin());
    }
    for (const TraitTest& test : motion.segment.all) segment_.push_back(trait_index(test));
    for (const TraitTest& test : names.traits) {
      no_traits_.push_back(test.test.empty() ? false : test_holds(test.test, nullptr));
      of_user_.push_back(test.trait.starts_with("user."));
    }
    bar_ = micro(qualify.score_at_least);
    hot_ = qualify.hot_at ? std::optional(micro(*qualify.hot_at)) : std::nullopt;
    triage_ = qualify.triage_from ? std::optional(micro(*qualify.triage_from)) : std::nullopt;
    trust_ = motion.identity.trust_confirmed && !per_user_;
    stride_ = sizeof(Subject) + signals_.size() * (sizeof(SignalSlot) + sizeof(Window*));
  }

  void apply(const Step* begin, const Step* end) {
    constexpr ptrdiff_t kAhead = 16, kWindowAhead = 10, kEntryAhead = 5;
    for (const Step* at = begin; at != end; ++at) {
      if (end - at > kAhead) prefetch(at[kAhead].subject);
      if (end - at > kWindowAhead) prefetch_window(at[kWindowAhead]);
      if (end - at > kEntryAhead) prefetch_entries(at[kEntryAhead]);
      const Step& step = *at;
      const Timestamp time = step.time();
      if (time != now_) {
        settle();
        run_instants(time - 1);
        now_ = time;
      }
      take(step);
    }
  }

  void advance_to(Timestamp time) {
    settle();
    run_instants(time);
    now_ = std::max(now_, time);
  }

  std::vector<Qualification> take_qualifications() {
    std::sort(qualifications_.begin(), qualifications_.end(), [](const Qualification& a, const Qualification& b) {
      return std::tie(a.time, a.state.account, a.state.user) < std::tie(b.time, b.state.account, b.state.user);
    });
    return std::move(qualifications_);
  }

  std::vector<State> states_at(Timestamp time) {
    settle();
    std::vector<State> states;
    for (SubjectId id = 1; id <= subjects_; ++id) {
      if (subject(id).in_scope) states.push_back(state_of(id, time));
    }
    std::sort(states.begin(), states.end(), [](const State& a, const State& b) { return std::tie(a.account, a.user) < std::tie(b.account, b.user); });
    return states;
  }

  Remembered remembered() const {
    Remembered sum;
    sum.subjects = subjects_;
    sum.bytes = chunks_.size() * kChunk * stride_ + windows_.bytes() + agenda_.size() * sizeof(Due) + account_traits_.capacity() / 8 + user_traits_.capacity() / 8;
    for (SubjectId id = 1; id <= subjects_; ++id) {
      for (size_t i = 0; i < signals_.size(); ++i) sum.window_entries += windows_.entries(signals_[i].counting, window(id, i));
      if (id < new_users_.size() && new_users_[id]) sum.window_entries += new_users_[id]->entries();
    }
    return sum;
  }

 private:
  static constexpr size_t kNowhere = static_cast<size_t>(-1);
  static constexpr size_t kChunk = 64;

  // ---- the motion ------------------------------------------------------------------------------------------------------

  void plan_signal(size_t index) {
    const Signal& signal = motion_.signals[index];
    Scored scored;
    scored.fit = signal.kind == SignalKind::fit;
    scored.risk = signal.kind == SignalKind::risk;
    scored.news = !scored.fit && !scored.risk;
    scored.hand_raise = signal.hand_raise;
    scored.lifting = scored.risk;
    for (const Exclusion& exclusion : motion_.qualify.never_if) scored.lifting = scored.lifting || (!exclusion.signal.empty() && exclusion.signal == signal.name);
    scored.lifting = scored.lifting && !scored.fit && signal.within > 0;
    if (scored.fit) scored.trait = signal.trait ? trait_index(*signal.trait) : kNowhere;
    scored.count = signal.count;
    scored.period = signal.once_per;
    scored.points = micro(signal.points);
    const HalfLife& half_life = signal.half_life ? *signal.half_life : motion_.qualify.half_life;
    scored.half_life = scored.news && !half_life.none ? half_life.duration : 0;
    Counting& counting = scored.counting;
    counting.at_least = scored.fit ? 1 : signal.count == Count::sum ? micro(signal.at_least) : static_cast<int64_t>(signal.at_least);
    counting.within = signal.within;
    using Kind = Counting::Kind;
    counting.pairs = signal.count == Count::events && signal.once_per != Period::none;
    counting.keyed_by_user = counting.pairs || signal.count == Count::users;
    counting.kind = signal.count == Count::sum         ? Kind::sums
                    : signal.count == Count::new_users ? Kind::new_users
                    : signal.count == Count::events    ? (counting.pairs ? Kind::keys : Kind::times)
                                                       : Kind::keys;
    if (!scored.fit && counting.kind == Kind::new_users) {
      scored.newcomers = newcomer_countings_.size();
      newcomer_countings_.push_back(counting);
      newcomer_signals_.push_back(index);
    }
    if (scored.lifting) lifting_.push_back(index);
    if (scored.hand_raise) hand_raises_.push_back(index);
    if (scored.points > 0 && !scored.fit) {
      auto& of_kind = kinds_[static_cast<size_t>(signal.kind)];
      of_kind[index / 64] |= uint64_t{1} << (index % 64);
    }
    signals_.push_back(scored);
  }

  void add(SignalSet& set, const std::string& name) const {
    for (size_t i = 0; i < motion_.signals.size(); ++i) {
      if (motion_.signals[i].name == name) set[i / 64] |= uint64_t{1} << (i % 64);
    }
  }

  size_t trait_index(const TraitTest& test) const {
    const auto found = std::find(names_.traits.begin(), names_.traits.end(), test);
    return found == names_.traits.end() ? kNowhere : static_cast<size_t>(found - names_.traits.begin());
  }

  // ---- where subjects stand --------------------------------------------------------------------------------------------
  // One piece of memory each: the subject, a slot of each signal, then a window of each.

  char* place(SubjectId id) const { return chunks_[id / kChunk].get() + id % kChunk * stride_; }
  Subject& subject(SubjectId id) const { return *reinterpret_cast<Subject*>(place(id)); }
  SignalSlot* slots(SubjectId id) const { return reinterpret_cast<SignalSlot*>(place(id) + sizeof(Subject)); }
  Window*& window(SubjectId id, size_t signal) const {
    return reinterpret_cast<Window**>(place(id) + sizeof(Subject) + signals_.size() * sizeof(SignalSlot))[signal];
  }
  void prefetch(SubjectId id) const {
    if (id >= chunks_.size() * kChunk) return;
    const char* const at = place(id);
    for (size_t byte = 0; byte < std::min<size_t>(stride_, 384); byte += 64) __builtin_prefetch(at + byte);
  }
  void prefetch_window(const Step& step) const {
    if (step.action() == Action::match && step.subject <= subjects_) __builtin_prefetch(window(step.subject, step.signal()));
  }
  void prefetch_entries(const Step& step) const {
    if (step.action() == Action::match && step.subject <= subjects_) windows_.prefetch(signals_[step.signal()].counting, window(step.subject, step.signal()));
  }
  void know(SubjectId id) {
    while (subjects_ < id) {
      ++subjects_;
      if (subjects_ / kChunk >= chunks_.size()) chunks_.push_back(std::make_unique_for_overwrite<char[]>(kChunk * stride_));
      new (place(subjects_)) Subject();
      for (size_t i = 0; i < signals_.size(); ++i) {
        new (slots(subjects_) + i) SignalSlot();
        window(subjects_, i) = nullptr;
      }
      if (!newcomer_countings_.empty()) new_users_.resize(subjects_ + 1);
    }
  }

  NewUsers& new_users(SubjectId id) {
    if (!new_users_[id]) new_users_[id] = std::make_unique<NewUsers>(newcomer_countings_.size());
    return *new_users_[id];
  }

  // ---- steps -----------------------------------------------------------------------------------------------------------

  void take(const Step& step) {
    const Action action = step.action();
    const SubjectId id = step.subject;
    if (action == Action::account_trait) return set_trait(account_traits_, id, step.user, step.amount != 0);
    if (action == Action::account_outcome) { account_outcomes_[id].push_back({step.user, static_cast<Timestamp>(step.amount)}); return; }
    know(id);
    Subject& whose = subject(id);
    switch (action) {
      case Action::match: return match(step);
      case Action::seen: {
        NewUsers& users = new_users(id);
        users.seen(newcomer_countings_, step.user, step.time());
        renew_newcomers(id);
        return;
      }
      case Action::join: return move(id, static_cast<SubjectId>(step.amount), step.user, true);
      case Action::hand_over: return hand_over(id, static_cast<SubjectId>(step.amount));
      case Action::drop: return clear(id);
      case Action::arrive: return arrive(id, id);
      case Action::enter:
        whose.in_scope = true;
        whose.solo = step.signal() != 0;
        whose.user = step.user;
        whose.account = static_cast<NameId>(step.amount);
        return touch(id);
      case Action::leave:
        whose.in_scope = false;
        return;
      case Action::belong:
        whose.account = static_cast<NameId>(step.amount);
        whose.solo = step.signal() != 0;
        return touch(id);
      case Action::confirm:
        whose.confirmed = true;
        return touch(id);
      case Action::bar:
      case Action::unbar:
        whose.barred = action == Action::bar;
        return touch(id);
      case Action::touch: return touch(id);
      case Action::user_trait:
        set_trait(user_traits_, id, step.user, step.amount != 0);
        return touch(id);
      case Action::user_outcome: user_outcomes_[id].push_back({step.user, static_cast<Timestamp>(step.amount)}); return;
      case Action::account_trait:
      case Action::account_outcome: return;
    }
  }

  void set_trait(std::vector<bool>& traits, uint32_t whose, size_t index, bool holds) const {
    const size_t count = no_traits_.size();
    while (traits.size() < (static_cast<size_t>(whose) + 1) * count) traits.insert(traits.end(), no_traits_.begin(), no_traits_.end());
    traits[whose * count + index] = holds;
  }

  void touch(SubjectId id) {
    Subject& whose = subject(id);
    if (whose.dirty) return;
    whose.dirty = true;
    dirty_.push_back(id);
  }

  void match(const Step& step) {
    const SubjectId id = step.subject;
    const size_t index = step.signal();
    const Scored& signal = signals_[index];
    const Timestamp time = step.time();
    SignalSlot& slot = slots(id)[index];
    if (signal.counting.kind == Counting::Kind::new_users) {
      slot.newest = std::max(slot.newest, time);
      if (signal.lifting) {
        auto& times = new_users(id).newcomers(signal.newcomers).match_times;
        times.insert(time);
        forget_left(times, signal);
      }
      if (step.user != kNoName) {
        new_users(id).match(newcomer_countings_, signal.newcomers, step.user);
        renew_newcomers(id);
      }
    } else {
      const bool counted = step.user != kNoName || signal.count != Count::users;
      windows_.add(signal.counting, slot, window(id, index), time, signal.counting.kind == Counting::Kind::keys ? key_of(signal, step) : 0,
                   static_cast<int64_t>(step.amount), counted);
    }
    Subject& whose = subject(id);
    if (signal.hand_raise) add_arrival(id, index);
    if (whose.in_scope) touch(id);
  }

  uint64_t key_of(const Scored& signal, const Step& step) {
    const Timestamp time = step.time();
    switch (signal.count) {
      case Count::users: return step.user;
      case Count::days: return static_cast<uint32_t>(calendar_.day_of(time));
      case Count::distinct: return step.amount;
      default: break;
    }
    const int64_t period = signal.period == Period::minute ? time / kMinute : signal.period == Period::hour ? time / kHour : calendar_.day_of(time);
    return static_cast<uint64_t>(step.user) << 32 | static_cast<uint32_t>(period);
  }

  // The slots of all signals that count new users follow what NewUsers says.
  void renew_newcomers(SubjectId id) {
    if (!new_users_[id]) return;
    for (const size_t i : newcomer_signals_) {
      slots(id)[i].on_until = new_users_[id]->newcomers(signals_[i].newcomers).on_until(signals_[i].counting);
    }
  }

  void add_arrival(SubjectId id, size_t signal) {
    Subject& whose = subject(id);
    arrivals_.push_back({signal, whose.arrivals});
    whose.arrivals = static_cast<uint32_t>(arrivals_.size());
    touch(id);
  }

  // Whatever `from` counted of hand-raise signals arrives at `to` now.
  void arrive(SubjectId from, SubjectId to) {
    for (const size_t i : hand_raises_) {
      if (slots(from)[i].newest != kNever) add_arrival(to, i);
    }
    touch(to);
  }

  void move(SubjectId from, SubjectId to, NameId user, bool arrives) {
    know(to);
    if (arrives) arrive(from, to);
    for (size_t i = 0; i < signals_.size(); ++i) {
      if (signals_[i].fit || slots(from)[i].newest == kNever) continue;
      if (signals_[i].counting.kind == Counting::Kind::new_users) {
        slots(to)[i].newest = std::max(slots(to)[i].newest, slots(from)[i].newest);
      } else {
        windows_.merge(signals_[i].counting, slots(to)[i], window(to, i), slots(from)[i], window(from, i), user);
      }
    }
    if (!newcomer_countings_.empty() && new_users_[from]) {
      new_users(to).merge(newcomer_countings_, *new_users_[from], user);
      renew_newcomers(to);
    }
    clear(from);
    touch(to);
  }

  void hand_over(SubjectId from, SubjectId to) {
    know(to);
    Subject& old = subject(from);
    Subject& heir = subject(to);
    heir.last_qualified = std::max(heir.last_qualified, old.last_qualified);
    heir.last_hand_raise = std::max(heir.last_hand_raise, old.last_hand_raise);
    move(from, to, kSelf, false);
    old.in_scope = false;
    old.due = kAlways;
    old.last_qualified = old.last_hand_raise = kNever;
  }

  void clear(SubjectId id) {
    for (size_t i = 0; i < signals_.size(); ++i) windows_.clear(signals_[i].counting, slots(id)[i], window(id, i));
    if (!newcomer_countings_.empty()) new_users_[id].reset();
  }

  // ---- instants --------------------------------------------------------------------------------------------------------

  void settle() {
    for (size_t i = 0; i < dirty_.size(); ++i) {
      Subject& whose = subject(dirty_[i]);
      whose.dirty = false;
      evaluate(dirty_[i], now_);
      whose.arrivals = 0;
    }
    dirty_.clear();
    arrivals_.clear();
    run_instants(now_);
  }

  void run_instants(Timestamp end) {
    while (!agenda_.empty() && agenda_.top().time <= end) {
      const Due next = agenda_.top();
      agenda_.pop();
      Subject& whose = subject(next.subject);
      if (whose.queued != next.time) continue;  // planned anew since
      whose.queued = kAlways;
      if (whose.due > next.time) {
        if (whose.due != kAlways) enqueue(next.subject, whose.due);
      } else {
        evaluate(next.subject, next.time);
      }
    }
  }

  void enqueue(SubjectId id, Timestamp time) {
    Subject& whose = subject(id);
    if (time >= whose.queued) return;  // looked at before, and planned then
    whose.queued = time;
    agenda_.push({time, id});
  }

  // Is there a record newer than the last qualification that could make news?
  bool news_may_be(SubjectId id, Timestamp last) const {
    const SignalSlot* const slot = slots(id);
    for (size_t i = 0; i < signals_.size(); ++i) {
      if (signals_[i].news && slot[i].newest > last) return true;
    }
    return false;
  }

  // When to look at the subject next if no record comes: a cooldown ends, a risk or excluding signal goes off because a match leaves.
  void plan(SubjectId id, Timestamp now) {
    Subject& whose = subject(id);
    whose.due = kAlways;
    if (!whose.in_scope) return;
    if (whose.last_qualified != kNever) {
      if (!motion_.qualify.cooldown || !news_may_be(id, whose.last_qualified)) return;  // only a record can change that
      const Timestamp end = whose.last_qualified + *motion_.qualify.cooldown;
      if (now < end) whose.due = end;
    }
    if (whose.due == kAlways) {
      for (const size_t i : lifting_) {
        const Timestamp off = slots(id)[i].on_until;
        if (off <= now || off == kAlways || off >= whose.due) continue;
        if (signals_[i].counting.kind == Counting::Kind::new_users && !a_match_leaves(id, i, off)) continue;
        whose.due = off;
      }
    }
    if (whose.due != kAlways) enqueue(id, whose.due);
  }

  // Of new users a first event that was no match may be what leaves; that alone is no instant.
  bool a_match_leaves(SubjectId id, size_t signal, Timestamp time) {
    auto& times = new_users(id).newcomers(signals_[signal].newcomers).match_times;
    forget_left(times, signals_[signal]);
    return times.contains(time - signals_[signal].counting.within);
  }
  void forget_left(std::set<Timestamp>& times, const Scored& signal) const { times.erase(times.begin(), times.upper_bound(now_ - signal.counting.within)); }

  // ---- score and qualification -----------------------------------------------------------------------------------------

  bool trait_holds(size_t index, const Subject& whose, SubjectId id) const {
    if (index == kNowhere) return false;
    const std::vector<bool>& traits = of_user_[index] ? user_traits_ : account_traits_;
    const size_t at = (of_user_[index] ? id : whose.account) * no_traits_.size() + index;
    return (of_user_[index] || whose.account != kNoName) && at < traits.size() ? traits[at] : no_traits_[index];
  }

  static bool reached(const std::vector<Reached>& outcomes, size_t outcome, Timestamp now) {
    return std::any_of(outcomes.begin(), outcomes.end(), [&](const Reached& each) { return each.outcome == outcome && each.time <= now; });
  }

  bool outcome_reached(size_t outcome, const Subject& whose, SubjectId id, Timestamp now) const {
    if (outcome == kNowhere) return false;
    if (const auto found = account_outcomes_.find(whose.account); whose.account != kNoName && found != account_outcomes_.end() && reached(found->second, outcome, now)) return true;
    const auto found = user_outcomes_.find(id);
    return found != user_outcomes_.end() && reached(found->second, outcome, now);
  }

  bool on(const SignalSet& set, size_t signal) const { return (set[signal / 64] >> (signal % 64)) & 1; }
  bool meet(const SignalSet& a, const SignalSet& b) const {
    for (size_t i = 0; i < words_; ++i) {
      if (a[i] & b[i]) return true;
    }
    return false;
  }
  bool within(const SignalSet& part, const SignalSet& whole) const {
    for (size_t i = 0; i < words_; ++i) {
      if (part[i] & ~whole[i]) return false;
    }
    return true;
  }
  int kinds_of(const SignalSet& set) const {
    return static_cast<int>(std::count_if(kinds_.begin(), kinds_.end(), [&](const SignalSet& kind) { return meet(kind, set); }));
  }

  void find_on(SubjectId id, Timestamp now, SignalSet& set) const {
    const SignalSlot* const slot = slots(id);
    for (size_t w = 0; w < words_; ++w) set[w] = 0;
    for (size_t i = 0; i < signals_.size(); ++i) {
      const bool is_on = signals_[i].fit ? trait_holds(signals_[i].trait, subject(id), id) : now < slot[i].on_until;
      set[i / 64] |= static_cast<uint64_t>(is_on) << (i % 64);
    }
  }

  Micro points_now(SubjectId id, size_t signal, Timestamp now) const {
    const Scored& scored = signals_[signal];
    return scored.half_life > 0 ? decayed(scored.points, now - slots(id)[signal].newest, scored.half_life) : scored.points;
  }

  Micro score_of(SubjectId id, const SignalSet& set, Timestamp now) const {
    Micro score = 0;
    for (size_t i = 0; i < signals_.size(); ++i) {
      if (on(set, i)) score += points_now(id, i, now);
    }
    return score;
  }

  // Neither barred nor excluded.
  bool is_clear(SubjectId id, const SignalSet& set, Timestamp now) const {
    const Subject& whose = subject(id);
    if (whose.barred || meet(set, excluding_)) return false;
    for (const size_t trait : exclusion_trait_) {
      if (trait != kNowhere && trait_holds(trait, whose, id)) return false;
    }
    return std::none_of(exclusion_outcome_.begin(), exclusion_outcome_.end(), [&](size_t outcome) { return outcome_reached(outcome, whose, id, now); });
  }

  bool has_pattern(const SignalSet& set) const {
    return within(must_have_, set) && (motion_.qualify.any_of.empty() || meet(any_of_, set)) &&
           (motion_.qualify.kinds_at_least <= 0 || kinds_of(set) >= motion_.qualify.kinds_at_least);
  }

  bool in_segment(SubjectId id) const {
    return std::all_of(segment_.begin(), segment_.end(), [&](size_t trait) { return trait_holds(trait, subject(id), id); });
  }

  void evaluate(SubjectId id, Timestamp now) {
    Subject& whose = subject(id);
    if (!whose.in_scope) return;
    const auto& cooldown = motion_.qualify.cooldown;
    const bool first = whose.last_qualified == kNever;
    const bool waits = !first && (!cooldown || now < whose.last_qualified + *cooldown);
    const bool absorbed = whose.last_hand_raise != kNever && now < whose.last_hand_raise + kDay;
    const bool may_raise = whose.arrivals != 0 && !absorbed;
    if (may_raise || !waits) {
      SignalSet set;
      find_on(id, now, set);
      if (may_raise && raised(whose, set) && is_clear(id, set, now)) {
        whose.last_hand_raise = now;
        qualify(id, now, Tier::hand_raise, score_of(id, set, now));
      } else if (!waits && (first || is_news(id, set, whose.last_qualified))) {
        const std::optional<Micro> score = score_if_holds(id, set, now);
        if (score) qualify(id, now, hot_ && *score >= *hot_ ? Tier::hot : Tier::qualified, *score);
      }
    }
    plan(id, now);
  }

  bool raised(const Subject& whose, const SignalSet& set) const {
    for (uint32_t at = whose.arrivals; at != 0; at = arrivals_[at - 1].next) {
      if (on(set, arrivals_[at - 1].signal)) return true;
    }
    return false;
  }

  bool is_news(SubjectId id, const SignalSet& set, Timestamp last) const {
    const SignalSlot* const slot = slots(id);
    for (size_t i = 0; i < signals_.size(); ++i) {
      if (signals_[i].news && slot[i].newest > last && on(set, i)) return true;
    }
    return false;
  }

  // What is cheap first: most evaluations end before any power is taken.
  std::optional<Micro> score_if_holds(SubjectId id, const SignalSet& set, Timestamp now) const {
    if (!has_pattern(set)) return std::nullopt;
    if (trust_ && !subject(id).confirmed) return std::nullopt;
    Micro most = 0;  // decay only takes away
    for (size_t i = 0; i < signals_.size(); ++i) {
      if (on(set, i)) most += signals_[i].points;
    }
    if (most < bar_ || !in_segment(id) || !is_clear(id, set, now)) return std::nullopt;
    const Micro score = score_of(id, set, now);
    return score >= bar_ ? std::optional(score) : std::nullopt;
  }

  void qualify(SubjectId id, Timestamp now, Tier tier, Micro score) {
    Qualification qualification;
    qualification.time = now;
    qualification.tier = tier;
    if (explain_ == Explain::yes) {
      qualification.state = state_of(id, now);
      assert(qualification.state.score == score);
    } else {
      name(id, qualification.state);
      qualification.state.time = now;
      qualification.state.score = score;
    }
    subject(id).last_qualified = now;
    qualifications_.push_back(std::move(qualification));
  }

  // ---- explanation -----------------------------------------------------------------------------------------------------

  void name(SubjectId id, State& state) const {
    const Subject& whose = subject(id);
    if (per_user_) state.user = names_.users.name(whose.user);
    if (whose.solo) {
      state.account = "~";
      state.account += names_.users.name(whose.user);
    } else {
      state.account = names_.accounts.name(whose.account);
    }
  }

  Reason reason_of(SubjectId id, size_t index, bool is_on, Timestamp now) const {
    const Scored& signal = signals_[index];
    const SignalSlot& slot = slots(id)[index];
    Reason reason;
    reason.signal = index;
    reason.on = is_on;
    reason.at_least = signal.counting.at_least;
    if (signal.fit) {
      reason.value = is_on ? 1 : 0;
    } else {
      reason.value = signal.counting.kind == Counting::Kind::new_users
                         ? new_users_[id] ? new_users_[id]->newcomers(signal.newcomers).value_at(signal.counting, now) : 0
                         : windows_.value_at(signal.counting, slot, window(id, index), now);
      if (slot.newest != kNever && signal.counting.holds(slot.newest, now)) {
        const auto& events = motion_.signals[index].events;
        reason.newest = Evidence{slot.newest, events.size() == 1 && events[0] != "any" ? events[0] : std::string(), per_user_ ? std::string(names_.users.name(subject(id).user)) : std::string(), ""};
      }
    }
    if (!is_on) return reason;
    reason.points = signal.points;
    reason.points_now = points_now(id, index, now);
    return reason;
  }

  State state_of(SubjectId id, Timestamp now) const {
    const Subject& whose = subject(id);
    const Qualify& qualify = motion_.qualify;
    State state;
    name(id, state);
    state.time = now;
    SignalSet set;
    find_on(id, now, set);
    for (size_t i = 0; i < signals_.size(); ++i) {
      state.reasons.push_back(reason_of(id, i, on(set, i), now));
      state.score += state.reasons.back().points_now;
    }
    const auto gate = [&](GateKind kind, bool met, size_t index = 0, int64_t found = 0, int64_t needed = 0) { state.gates.push_back({kind, index, met, found, needed}); };
    const auto is_on = [&](const std::string& signal) {
      SignalSet wanted = {};
      add(wanted, signal);
      return meet(wanted, set);
    };
    gate(GateKind::barred, !whose.barred);
    for (size_t i = 0; i < qualify.never_if.size(); ++i) {
      const Exclusion& exclusion = qualify.never_if[i];
      gate(GateKind::never_if,
           !(!exclusion.signal.empty()    ? is_on(exclusion.signal)
             : !exclusion.outcome.empty() ? outcome_reached(exclusion_outcome_[i], whose, id, now)
                                          : exclusion.trait && trait_holds(exclusion_trait_[i], whose, id)),
           i);
    }
    const bool segment = in_segment(id), clear = is_clear(id, set, now), pattern = has_pattern(set), trusted = !trust_ || whose.confirmed, enough = state.score >= bar_;
    if (!segment_.empty()) gate(GateKind::segment, segment);
    for (size_t i = 0; i < qualify.must_have.size(); ++i) gate(GateKind::must_have, is_on(qualify.must_have[i]), i);
    if (!qualify.any_of.empty()) gate(GateKind::any_of, meet(any_of_, set));
    if (qualify.kinds_at_least > 0) {
      const int64_t found = kinds_of(set);
      gate(GateKind::kinds_at_least, found >= qualify.kinds_at_least, 0, found, qualify.kinds_at_least);
    }
    if (trust_) gate(GateKind::trust, trusted);
    gate(GateKind::score_at_least, enough, 0, state.score, bar_);
    state.holds = clear && segment && pattern && trusted && enough;
    state.triage = clear && segment && !state.holds && ((triage_ && state.score >= *triage_) || (pattern && enough && !trusted));
    return state;
  }

  const Motion& motion_;
  const StepNames& names_;
  const Explain explain_;
  Calendar calendar_;
  const size_t words_;
  const bool per_user_;
  bool trust_ = false;
  Micro bar_ = 0;
  std::optional<Micro> hot_, triage_;
  std::vector<Scored> signals_;
  std::vector<size_t> lifting_, hand_raises_;
  SignalSet must_have_ = {}, any_of_ = {}, excluding_ = {};
  std::array<SignalSet, 9> kinds_ = {};
  std::vector<size_t> exclusion_trait_, exclusion_outcome_, segment_;
  std::vector<bool> no_traits_, of_user_;   // by trait test: what a missing trait makes of it
  std::vector<Counting> newcomer_countings_;
  std::vector<size_t> newcomer_signals_;

  size_t stride_ = 0;
  SubjectId subjects_ = 0;
  std::vector<std::unique_ptr<char[]>> chunks_;
  Windows windows_;
  std::vector<std::unique_ptr<NewUsers>> new_users_;
  std::vector<bool> account_traits_, user_traits_;
  std::unordered_map<NameId, std::vector<Reached>> account_outcomes_;
  std::unordered_map<SubjectId, std::vector<Reached>> user_outcomes_;

  Timestamp now_ = kNever;
  std::vector<SubjectId> dirty_;
  std::vector<Arrival> arrivals_;
  std::priority_queue<Due, std::vector<Due>, std::greater<Due>> agenda_;
  std::vector<Qualification> qualifications_;
};

Scorer::Scorer(const Motion& motion, const StepNames& names, Explain explain) : work_(std::make_unique<Work>(motion, names, explain)) {}
Scorer::~Scorer() = default;
void Scorer::apply(const Step* begin, const Step* end) { work_->apply(begin, end); }
void Scorer::advance_to(Timestamp time) { work_->advance_to(time); }
std::vector<Qualification> Scorer::take_qualifications() { return work_->take_qualifications(); }
std::vector<State> Scorer::states_at(Timestamp time) { return work_->states_at(time); }
Remembered Scorer::remembered() const { return work_->remembered(); }

}  // namespace handraise
