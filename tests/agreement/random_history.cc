#include "random_history.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "motion/print_motion.h"

namespace handraise {
namespace {

constexpr Timestamp kStart = 1774512000000;  // 2026-03-26T08:00:00Z: the clocks of Europe change three days later
constexpr Duration kSlot = 6 * kHour;        // windows and cooldowns are made of it, so that edges meet

class Maker {
 public:
  explicit Maker(const Choose& choose) : choose_(choose) {}

  History make() {
    // Every history leans to one part of the language, and has a little of the rest.
    lean_ = below(36);
    busy_ = lean_ >= 12;
    Motion& motion = history_.motion;
    motion.unit = one_in(lean_ == 0 || lean_ == 22 || lean_ == 27 || lean_ == 32 || lean_ == 33 ? 1 : lean_ >= 23 && lean_ <= 25 ? 2 : 8) ? Unit::user : Unit::account;
    per_user_ = motion.unit == Unit::user;
    if (one_in(lean_ == 1 ? 2 : lean_ == 12 || lean_ == 13 || lean_ == 16 ? 1 : 8)) motion.time_zone = pick<std::string>({"America/New_York", "Asia/Kolkata", "Europe/Berlin", "Pacific/Auckland"});
    make_identity();
    const uint32_t signals = 2 + below(4);
    for (uint32_t i = 0; i < signals; ++i) motion.signals.push_back(make_signal(i));
    if (motion.signals[0].kind == SignalKind::fit || motion.signals[0].kind == SignalKind::risk) motion.signals[0] = plain_signal(0);
    make_qualify();
    make_tables();
    const uint32_t records = lean_ >= 28 ? 5 + below(20) : (busy_ ? 20 : 10) + below(30);
    for (uint32_t i = 0; i < records; ++i) history_.records.push_back(make_record(i));
    for (Outcome& outcome : history_.outcomes) {
      if (lean_ == 25) outcome.reached_at = std::min(pick(history_.records).time, pick(history_.records).time);
      else if (one_in(2)) outcome.reached_at = pick(history_.records).time;
    }
    if ((lean_ >= 28 || lean_ == 16 || lean_ == 23 || lean_ == 25) && !one_in(4)) play_scene();
    make_copies();
    for (size_t i = 0; i < history_.records.size(); ++i) history_.records[i].input_order = i;
    if (one_in(6)) history_.as_of = time();
    for (int i = 0; i < 5; ++i) history_.asked.push_back(one_in(2) ? pick(history_.records).time : time());
    std::sort(history_.asked.begin(), history_.asked.end());
    return std::move(history_);
  }

 private:
  uint32_t below(uint32_t bound) { return choose_(bound); }
  bool one_in(uint32_t bound) { return below(bound) == 0; }
  template <class T>
  T pick(const std::vector<T>& list) { return list[below(static_cast<uint32_t>(list.size()))]; }

  Timestamp time() {
    const Timestamp slot = kStart + kSlot * below(lean_ == 28 || lean_ == 32 || lean_ == 34 ? 8 : 36);
    switch (below(8)) {
      case 0: return slot + kMinute * below(60);
      case 1: return slot + kSecond * below(60);
      case 2: return slot + below(3) - 1;
      default: return slot;
    }
  }

  void make_identity() {
    Identity& identity = history_.motion.identity;
    if (one_in(lean_ == 2 || lean_ == 28 ? 2 : 6)) {
      identity.account_by = pick<std::vector<std::string>>({{"email_domain", "group"}, {"trait:org", "email_domain"}, {"group", "trait:org", "email_domain"}, {"email_domain"}, {"group"}, {"email_domain", "trait:org"}});
    }
    identity.domain_exact = one_in(lean_ == 2 ? 3 : 8);
    if (one_in(lean_ >= 23 && lean_ <= 24 ? 1 : 4)) identity.internal_domains = {"inner.io"};
    if (one_in(lean_ >= 23 && lean_ <= 24 ? 1 : 4)) identity.competitor_domains = {"rival.net"};
    if (one_in(8)) identity.personal_domains = pick<std::vector<std::string>>({{"bundled", "globex.org"}, {"globex.org"}, {"mail.acme.com"}});
    identity.solo_included = one_in(lean_ == 3 || lean_ == 34 ? 1 : 6);
    identity.trust_confirmed = one_in(lean_ == 4 || lean_ == 20 || lean_ == 21 ? 1 : lean_ == 28 ? 4 : 10);
    if (lean_ == 21) identity.account_by = {"email_domain", "group"};
  }

  Test make_test() {
    Test test;
    switch (below(7)) {
      case 0: test.equals = {pick<std::string>({"1", "2", "x", "1.0"})}; break;
      case 1: test.not_equals = {pick<std::string>({"1", "x"})}; break;
      case 2: test.in = std::vector<std::string>{"1", "x", "3"}; break;
      case 3: test.not_in = std::vector<std::string>{"2", "x"}; break;
      case 4: test.at_least = 2; break;
      case 5: test.exists = !one_in(3); break;
      default: test.at_least = 1; test.at_most = pick<double>({1, 1, 2, 3}); break;
    }
    return test;
  }

  TraitTest make_trait() {
    TraitTest trait;
    if (per_user_ && lean_ != 33 && one_in(2)) {
      trait.trait = "user.role";
      if (one_in(2)) trait.test.equals = {"admin"};
      return trait;
    }
    trait.trait = one_in(2) ? "account.size" : "account.plan";
    if (trait.trait == "account.size") trait.test = make_test();
    else if (one_in(2)) trait.test.equals = {"pro"};
    else trait.test.not_equals = {"pro"};
    return trait;
  }

  Signal plain_signal(uint32_t index) {
    Signal signal;
    signal.name = "s" + std::to_string(index);
    signal.kind = pick<SignalKind>({SignalKind::activation, SignalKind::depth, SignalKind::breadth, SignalKind::invite, SignalKind::intent});
    signal.events = pick<std::vector<std::string>>({{"A"}, {"A"}, {"B"}, {"B"}, {"C"}, {"A", "B"}, {"any"}});
    signal.within = pick<Duration>({kSlot, 2 * kSlot, kDay, kDay, 2 * kDay, 3 * kDay, 5 * kDay, 0});
    signal.points = pick<double>({10, 10, 20, 20, 30, 0.5, 12.345678, 0});
    signal.at_least = 1 + below(3);
    if (lean_ == 16) signal.within = pick<Duration>({2 * kDay, 3 * kDay, 5 * kDay, 0});
    if (one_in(lean_ == 5 ? 2 : lean_ == 19 ? 1 : 5)) {
      signal.where.push_back({pick<std::string>({"n", "n", "in.side"}), make_test()});
      if (one_in(3)) signal.where.push_back({pick<std::string>({"v", "n"}), make_test()});
    }
    if (one_in(6)) signal.half_life = one_in(2) ? HalfLife{true, 0} : HalfLife{false, pick<Duration>({kDay, kSlot, 3 * kDay})};
    uint32_t count = below(lean_ == 1 || lean_ == 6 ? 6 : 10);
    if (lean_ >= 12 && lean_ <= 18 && !one_in(4)) count = std::vector<uint32_t>{2, 2, 4, 3, 5, 1, 0}[lean_ - 12];
    switch (count) {
      case 0:
        signal.count = Count::users;
        break;
      case 1:
        signal.count = Count::new_users;
        signal.at_least = 1 + below(2);
        break;
      case 2: signal.count = Count::days; signal.at_least = 2 + below(2); break;
      case 3:
        signal.count = Count::distinct;
        signal.count_property = "n";
        if (lean_ == 15) signal.at_least = 2;
        break;
      case 4:
        signal.count = Count::sum;
        signal.count_property = "v";
        signal.at_least = lean_ == 14 ? pick<double>({1, 1, 1.5, 2, 2.5, 3}) : pick<double>({0.5, 2, 3.000001, 5, 10});
        break;
      case 5:
        signal.once_per = lean_ == 16 ? pick<Period>({Period::day, Period::day, Period::day, Period::hour}) : pick<Period>({Period::minute, Period::hour, Period::day});
        signal.at_least = 2;
        break;
      default: break;
    }
    if (one_in(lean_ == 7 || lean_ == 32 || lean_ == 34 ? 2 : 12)) signal.hand_raise = true;
    return signal;
  }

  Signal make_signal(uint32_t index) {
    Signal signal = plain_signal(index);
    const bool soon_over = lean_ == 26 || lean_ == 30 || lean_ == 31 || lean_ == 35;
    const uint32_t kind = index > 0 && soon_over ? index - 1 : below(lean_ == 8 ? 3 : lean_ == 20 ? 2 : 8);
    if (kind == 0) {
      signal.kind = SignalKind::risk;
      signal.points = -pick<double>({5, 10, 20, 50});
      signal.hand_raise = false;
      signal.half_life.reset();
      if (soon_over) {  // seldom, grave and soon over, beside what stays on
        signal.at_least = 1;
        signal.count = lean_ == 31 ? Count::new_users : Count::events;
        signal.once_per = Period::none;
        signal.events = {"C"};
        signal.within = lean_ == 31 ? kDay : pick<Duration>({kSlot, kDay});
        signal.points = -200;
        if (lean_ == 30 || lean_ == 35) {
          signal.kind = SignalKind::admin;
          signal.points = 0;
          history_.motion.qualify.never_if.push_back({signal.name, "", std::nullopt, ""});
        }
      }
      if (signal.within == 0 && !one_in(3)) signal.within = kDay;
    } else if (one_in(lean_ == 9 || lean_ == 29 || lean_ == 33 ? 3 : 9)) {
      Signal fit;
      fit.name = signal.name;
      fit.kind = SignalKind::fit;
      fit.trait = make_trait();
      fit.points = pick<double>({5, 10, 20});
      return fit;
    }
    return signal;
  }

  void make_qualify() {
    Motion& motion = history_.motion;
    Qualify& qualify = motion.qualify;
    double all = 0;
    for (const Signal& signal : motion.signals) all += std::max(0.0, signal.points);
    qualify.score_at_least = one_in(10) ? 0 : static_cast<double>(static_cast<int>(all * pick<double>({0.2, 0.3, 0.4, 0.5})));
    if (one_in(2)) {
      qualify.hot_at = qualify.score_at_least + below(2) * 10 + 5;
      const double two = std::max(0.0, motion.signals[0].points) + std::max(0.0, motion.signals[1].points);
      if (one_in(2) && two >= qualify.score_at_least) qualify.hot_at = two;
    }
    if (one_in(3) && lean_ != 20 && lean_ != 21) qualify.triage_from = static_cast<double>(static_cast<int>(qualify.score_at_least * 0.6));
    if (one_in(2)) qualify.half_life = {false, pick<Duration>({kSlot, kDay, 2 * kDay, 7 * kDay})};
    qualify.cooldown = one_in(8) ? std::nullopt : std::optional(pick<Duration>({kSlot, kDay, kDay, 2 * kDay, 4 * kDay}));
    const auto any_signal = [&] { return motion.signals[below(static_cast<uint32_t>(motion.signals.size()))].name; };
    if (lean_ == 7 && !one_in(4)) qualify.cooldown = kSlot;
    if (one_in(4)) {
      qualify.must_have.push_back(any_signal());
      if (one_in(2)) qualify.must_have.push_back(any_signal());
    }
    if (one_in(4)) {
      qualify.any_of = {any_signal()};
      if (one_in(2)) qualify.any_of.push_back(any_signal());
    }
    if (one_in(lean_ == 8 ? 1 : 3)) qualify.kinds_at_least = lean_ == 8 ? 2 : 1 + static_cast<int>(below(2));
    const auto exclude = [&](Exclusion exclusion) { qualify.never_if.push_back(std::move(exclusion)); };
    if (one_in(lean_ == 10 ? 2 : 8)) exclude({any_signal(), "", std::nullopt, ""});
    if (one_in(lean_ == 10 ? 2 : lean_ == 25 ? 1 : 8)) exclude({"", "won", std::nullopt, ""});
    if (one_in(lean_ == 10 ? 3 : 10)) exclude({"", "", make_trait(), ""});
    if (one_in(lean_ == 29 || lean_ == 33 ? 1 : lean_ == 9 ? 2 : 8)) {
      motion.segment.all.push_back(make_trait());
      if (one_in(lean_ == 33 ? 6 : 2)) motion.segment.all.push_back(make_trait());
    }
  }

  std::string account() { return busy_ && !one_in(4) ? "acme.com" : pick<std::string>({"acme.com", "acme.com", "g1", "g2", "globex.org"}); }
  std::string user() { return busy_ && !one_in(3) ? pick<std::string>({"u1", "u2"}) : pick<std::string>({"u1", "u2", "u3", "u4", "u1", "u2"}); }

  void make_tables() {
    for (const char* name : {"acme.com", "g1", "mail.acme.com"}) {
      if (!one_in(3)) continue;
      AccountTraits row{name, {}};
      if (one_in(2)) row.traits.push_back({"size", cell_value(pick<std::string>({"1", "2", "x", "40"}))});
      if (one_in(2)) row.traits.push_back({"plan", text_value(pick<std::string>({"pro", "free"}))});
      history_.account_traits.push_back(row);
    }
    if (!one_in(lean_ == 10 || lean_ == 25 ? 1 : 3)) return;
    for (uint32_t i = 0; i <= (lean_ == 25 ? 2 : below(3)); ++i) {
      Outcome outcome{account(), one_in(2) ? user() : "", lean_ == 25 ? "won" : pick<std::string>({"won", "won", "lost"}), time()};
      history_.outcomes.push_back(outcome);
    }
  }

  Value scalar() {
    switch (below(8)) {
      case 0: return text_value("x");
      case 1: return {};
      case 2: return {Value::Kind::composite, "", {}};
      case 3: return {Value::Kind::boolean, "true", {}};
      case 4: return text_value("1");
      default: return {Value::Kind::number, pick<std::string>(lean_ == 15 ? std::vector<std::string>{"1", "1.0"} : std::vector<std::string>{"1", "1.0", "2", "3", "4"}), {}};
    }
  }

  Record make_record(uint32_t index) {
    Record record;
    record.time = time();
    if (index > 0 && one_in(lean_ == 28 ? 2 : 10)) record.time = pick(history_.records).time;
    if (one_in(3)) record.message_id = "m" + std::to_string(below(40));
    else if (one_in(2)) record.message_id = "n" + std::to_string(index);
    const bool much_identity = lean_ == 2 || lean_ == 3 || lean_ == 11 || lean_ == 0 || lean_ == 21 || lean_ == 22 || lean_ == 23 || lean_ == 24 || lean_ == 27 || lean_ == 28 || lean_ == 32 || lean_ == 34;
    uint32_t kind = below(much_identity ? 12 : 20);
    if ((lean_ == 29 || lean_ == 33) && one_in(4)) kind = 3;
    if (lean_ == 28 && one_in(3)) kind = below(4);
    if (lean_ == 31) kind = 4;
    record.user = user();
    if (kind == 0) {
      record.type = RecordType::alias;
      record.other_user = user();
      return record;
    }
    if (kind <= 2) {
      record.type = RecordType::identify;
      if (one_in(4)) record.other_user = user();
      if (record.other_user == record.user) record.other_user.clear();
      if (!one_in(5)) {
        const std::string email = lean_ >= 23 && lean_ <= 24 ? pick<std::string>({"a@acme.com", "d@inner.io", "e@rival.net", "d@eu.inner.io", "e@eu.rival.net"}) : lean_ == 34 ? pick<std::string>({"c@gmail.com", "g@gmail.com", "a@acme.com", "none"}) : pick<std::string>({"a@acme.com", "b@mail.acme.com", "c@gmail.com", "d@inner.io", "e@rival.net", "f@globex.org", "g@gmail.com", "h@inner.io", "none", ""});
        record.values.push_back({"email", email.empty() ? Value() : text_value(email)});
      }
      if (one_in(2)) record.values.push_back({"org", one_in(4) ? Value() : text_value(pick<std::string>({"g1", "acme.com", ""}))});
      if (one_in(2)) record.values.push_back({"role", one_in(4) ? Value() : text_value(pick<std::string>({"admin", "member"}))});
      return record;
    }
    if (kind == 3) {
      record.type = RecordType::group;
      record.group = account();
      if (one_in(4)) record.user.clear();
      if (one_in(2)) record.values.push_back({"size", scalar()});
      if (one_in(2)) record.values.push_back({"plan", one_in(5) ? Value() : text_value(pick<std::string>({"pro", "free"}))});
      return record;
    }
    record.type = RecordType::track;
    record.event = lean_ == 33 && one_in(2) ? "D" : pick<std::string>({"A", "A", "B", "B", "C", "D"});
    if (one_in(lean_ == 21 || lean_ == 23 || lean_ == 24 || lean_ == 28 || lean_ == 34 ? 8 : much_identity ? 3 : 2)) record.group = account();
    if (lean_ == 31) {  // somebody new every day
      record.user = "d" + std::to_string((record.time - kStart) / kDay);
      record.group = "acme.com";
    }
    if (one_in(10) && !record.group.empty()) record.user.clear();
    if (!one_in(3)) record.values.push_back({"n", scalar()});
    if (!one_in(3)) record.values.push_back({"v", one_in(6) ? scalar() : Value{Value::Kind::number, pick<std::string>(lean_ == 14 ? std::vector<std::string>{"0.5", "1", "0.9999995", "0.9999995", "2", "-1", "1.5e12"} : std::vector<std::string>{"0.5", "1", "2", "3.000001", "-1", "0", "7", "1.5e12"}), {}}});
    if (one_in(4)) record.values.push_back({"in", {Value::Kind::composite, "", {{"side", scalar()}}}});
    return record;
  }

  // A few records for rules that chance alone seldom meets, in the midst of others.
  void play_scene() {
    Motion& motion = history_.motion;
    Signal& first = motion.signals[0];
    first.events = {"A"};
    first.where.clear();
    first.count = Count::events;
    first.once_per = Period::none;
    first.at_least = 1;
    if (lean_ == 16) {
      first.once_per = Period::day;
      first.at_least = 2;
    }
    first.within = pick<Duration>({2 * kDay, 3 * kDay, 5 * kDay});
    first.points = pick<double>({10, 20, 30});
    motion.qualify.score_at_least = std::min(motion.qualify.score_at_least, first.points / 2);
    motion.qualify.must_have.clear();
    motion.qualify.any_of.clear();
    motion.qualify.kinds_at_least = 0;
    first.hand_raise = lean_ == 32 || lean_ == 34;
    const Timestamp start = kStart + kSlot * below(24);
    const auto add = [&](RecordType type, int slot, const std::string& user, const std::string& group) -> Record& {
      Record record;
      record.type = type;
      record.time = start + kSlot * slot;
      record.user = user;
      record.group = group;
      history_.records.push_back(record);
      return history_.records.back();
    };
    const auto event = [&](int slot, const std::string& name, const std::string& user, const std::string& group = "") { add(RecordType::track, slot, user, group).event = name; };
    const auto identify = [&](int slot, const std::string& user, const std::string& trait, const std::string& value) { add(RecordType::identify, slot, user, "").values = {{trait, text_value(value)}}; };
    const auto alias = [&](int slot, const std::string& old_user, const std::string& user) { add(RecordType::alias, slot, user, "").other_user = old_user; };
    const auto group = [&](int slot, const std::string& user, const std::string& account, const std::string& plan) { add(RecordType::group, slot, user, account).values = {{"plan", text_value(plan)}}; };
    const auto ask_plan = [&] {
      TraitTest pro;
      pro.trait = "account.plan";
      pro.test.equals = {"pro"};
      motion.segment.all = {pro};
    };
    switch (lean_) {
      case 16:
        event(0, "A", "u5", "acme.com");
        event(1, "A", "u5", "acme.com");
        break;
      case 23:
        event(0, "A", "u5");
        identify(1, "u5", "email", "d@inner.io");
        identify(2, "u5", "email", "a@acme.com");
        break;
      case 25:
        if (one_in(2)) identify(0, "u5", "email", "a@acme.com");
        else group(0, "u5", "acme.com", "pro");
        event(1, "A", "u5");
        history_.outcomes.push_back({"acme.com", per_user_ ? "u5" : "", "won", start + kSlot * (one_in(3) ? 0 : 1)});
        break;
      case 28:
        if (one_in(2)) {
          identify(0, "u5", "email", "a@acme.com");
          identify(1, "u6", "email", "f@globex.org");
        } else {
          motion.identity.account_by = {"trait:org", "group", "email_domain"};
          identify(static_cast<int>(below(2)), "u6", "org", "g1");
        }
        alias(1, "u6", "u5");
        event(2, "A", "u5");
        event(1, "A", "u6");
        break;
      case 29:
        ask_plan();
        if (one_in(2)) group(0, "u1", "acme.com", "free");
        event(1, "A", "u1", "acme.com");
        group(2, one_in(2) ? "u2" : "", "acme.com", "pro");
        event(3 + static_cast<int>(below(3)), "A", "u2", "acme.com");
        break;
      case 31:
        motion.qualify.cooldown = kSlot;
        event(0, "B", "d9", "acme.com");
        event(1, "C", "d9", "acme.com");
        event(1 + static_cast<int>(below(3)), "A", "d9", "acme.com");
        break;
      case 32:
        event(0, "A", "u5");
        alias(1, "u5", "u6");
        event(1 + static_cast<int>(below(4)), "A", "u6");
        break;
      case 33:
        ask_plan();
        identify(0, "u5", "email", "a@acme.com");
        group(0, "u6", "acme.com", "free");
        event(1, "A", "u5");
        group(2, "u6", "acme.com", "pro");
        event(3, "D", "u5");
        break;
      case 34:
        event(0, "A", "u5");
        identify(1, "u5", "email", "c@gmail.com");
        if (one_in(2)) event(2, "B", "u5");
        break;
      default: break;
    }
  }

  void make_copies() {
    const uint32_t copies = below(4);
    for (uint32_t i = 0; i < copies; ++i) {
      Record copy = history_.records[below(static_cast<uint32_t>(history_.records.size()))];
      if (copy.message_id.empty()) continue;
      copy.time += pick<Duration>({0, kSlot, kHour, kDay - 1, kDay, kDay + 1});
      if (one_in(3)) copy.user = user();  // an id used twice
      history_.records.push_back(copy);
      if (one_in(2)) continue;
      copy.time += pick<Duration>({kSlot, 3 * kSlot, kDay - 1});
      history_.records.push_back(copy);
    }
  }

  const Choose& choose_;
  History history_;
  uint32_t lean_ = 0;
  bool busy_ = false;   // much happens at few
  bool per_user_ = false;
};

std::string quoted(const std::string& text) { return "\"" + replace_all(replace_all(text, "\\", "\\\\"), "\"", "\\\"") + "\""; }

std::string print_value(const Value& value);
std::string print_fields(const std::vector<Field>& fields) {
  std::string text = "{";
  for (const Field& field : fields) text += (text.size() > 1 ? ", " : "") + quoted(field.name) + ": " + print_value(field.value);
  return text + "}";
}
std::string print_value(const Value& value) {
  switch (value.kind) {
    case Value::Kind::null: return "null";
    case Value::Kind::text: return quoted(value.text);
    case Value::Kind::composite: return print_fields(value.fields);
    default: return value.text;
  }
}

std::string print_record(const Record& record) {
  std::string text = "json     {\"type\": " + quoted(std::string(name_of(record.type))) + ", \"timestamp\": " + quoted(print_time(record.time));
  const auto add = [&](const std::string& key, const std::string& value) {
    if (!value.empty()) text += ", " + quoted(key) + ": " + value;
  };
  const auto id = [&](const std::string& value) { return value.empty() ? value : quoted(value); };
  add("userId", id(record.user));
  add(record.type == RecordType::alias ? "previousId" : "anonymousId", id(record.other_user));
  if (record.type == RecordType::group) add("groupId", id(record.group));
  else if (!record.group.empty()) add("context", "{\"groupId\": " + quoted(record.group) + "}");
  add("event", id(record.event));
  add("messageId", id(record.message_id));
  if (!record.values.empty()) add(record.is_event() ? "properties" : "traits", print_fields(record.values));
  return text + "}\n";
}

}  // namespace

uint32_t Dice::below(uint32_t bound) {
  state_ += 0x9E3779B97F4A7C15;  // splitmix64
  uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  z ^= z >> 31;
  return static_cast<uint32_t>((z >> 32) * bound >> 32);
}

History make_history(const Choose& choose) { return Maker(choose).make(); }

std::string print_history(const History& history) {
  std::string text = "motion\n";
  const std::string motion = print_motion(history.motion);
  for (const std::string_view line : split(motion, '\n')) {
    if (!line.empty() && !trim(line).starts_with("#")) text += "  " + std::string(line) + "\n";
  }
  for (const AccountTraits& row : history.account_traits) text += "account  " + row.account + "  " + print_fields(row.traits) + "\n";
  for (const Outcome& outcome : history.outcomes) {
    text += "outcome  " + print_time(outcome.reached_at) + "  " + outcome.account + (outcome.user.empty() ? "" : "/" + outcome.user) + "  " + outcome.outcome + "\n";
  }
  std::vector<Record> records = history.records;
  std::sort(records.begin(), records.end(), in_replay_order);
  for (const Record& record : records) text += print_record(record);
  if (history.as_of) text += "as_of    " + print_time(*history.as_of) + "\n";
  for (const Timestamp time : history.asked) text += "# asked at " + print_time(time) + "\n";
  return text;
}

History reduce(History history, const std::function<bool(const History&)>& fails) {
  bool smaller = true;
  const auto attempt = [&](const auto& change) {
    History other = history;
    change(other);
    if (!fails(other)) return false;
    history = std::move(other);
    return smaller = true;
  };
  const auto thin = [&](const auto& list_of) {
    for (size_t i = 0; i < list_of(history).size();) {
      if (!attempt([&](History& other) { auto& list = list_of(other); list.erase(list.begin() + static_cast<ptrdiff_t>(i)); })) ++i;
    }
  };
  while (smaller) {
    smaller = false;
    thin([](History& h) -> auto& { return h.records; });
    thin([](History& h) -> auto& { return h.outcomes; });
    thin([](History& h) -> auto& { return h.account_traits; });
    thin([](History& h) -> auto& { return h.asked; });
    thin([](History& h) -> auto& { return h.motion.qualify.never_if; });
    thin([](History& h) -> auto& { return h.motion.qualify.must_have; });
    thin([](History& h) -> auto& { return h.motion.qualify.any_of; });
    thin([](History& h) -> auto& { return h.motion.segment.all; });
    thin([](History& h) -> auto& { return h.motion.signals; });
    for (size_t i = 0; i < history.motion.signals.size(); ++i) {
      Signal& signal = history.motion.signals[i];
      if (!signal.where.empty()) attempt([&](History& h) { h.motion.signals[i].where.clear(); });
      if (signal.half_life) attempt([&](History& h) { h.motion.signals[i].half_life.reset(); });
      if (signal.hand_raise) attempt([&](History& h) { h.motion.signals[i].hand_raise = false; });
      if (signal.at_least != 1) attempt([&](History& h) { h.motion.signals[i].at_least = 1; });
    }
    for (size_t i = 0; i < history.records.size(); ++i) {
      if (!history.records[i].values.empty()) attempt([&](History& h) { h.records[i].values.pop_back(); });
      if (!history.records[i].message_id.empty()) attempt([&](History& h) { h.records[i].message_id.clear(); });
    }
    if (!history.motion.qualify.half_life.none) attempt([](History& h) { h.motion.qualify.half_life = {true, 0}; });
    if (history.motion.qualify.kinds_at_least) attempt([](History& h) { h.motion.qualify.kinds_at_least = 0; });
    if (history.as_of) attempt([](History& h) { h.as_of.reset(); });
    if (history.motion.qualify.hot_at) attempt([](History& h) { h.motion.qualify.hot_at.reset(); });
    if (history.motion.qualify.triage_from) attempt([](History& h) { h.motion.qualify.triage_from.reset(); });
    if (history.motion.qualify.score_at_least != 0) attempt([](History& h) { h.motion.qualify.score_at_least = 0; });
  }
  return history;
}

}  // namespace handraise
