#include "engine/usage_profile.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/text.h"
#include "engine/event_match.h"
#include "engine/name_table.h"
#include "engine/resolver.h"
#include "engine/value_check.h"

namespace handraise {
namespace {

constexpr size_t kNamesMax = 10'000;     // of events
constexpr size_t kPropertiesMax = 1'000; // of an event
constexpr size_t kValuesMax = 1'000;     // of a property
constexpr size_t kShown = 6;             // values in a message

using Counts = std::unordered_map<std::string, uint64_t>;

// False: there was no room for another name.
bool count_in(Counts& counts, const std::string& name, size_t names_max) {
  const auto found = counts.find(name);
  if (found != counts.end()) return ++found->second, true;
  if (counts.size() >= names_max) return false;
  counts.emplace(name, 1);
  return true;
}

std::vector<NameCount> sorted(const Counts& counts) {
  std::vector<NameCount> list;
  for (const auto& [name, count] : counts) list.push_back({name, count});
  std::sort(list.begin(), list.end(), [](const NameCount& a, const NameCount& b) { return a.count != b.count ? a.count > b.count : a.name < b.name; });
  return list;
}

std::string number(uint64_t count) { return print_count(static_cast<double>(count)); }
// A name as it stands in messages: nobody's text may fill a screen.
std::string quoted(const std::string& name) {
  constexpr size_t kCharacters = 80;
  size_t end = 0, characters = 0;
  for (; end < name.size(); ++end) {
    if ((static_cast<unsigned char>(name[end]) & 0xC0) != 0x80 && ++characters > kCharacters) break;
  }
  return "'" + name.substr(0, end) + (end < name.size() ? "…" : "") + "'";
}

// Invite Sent, invite_sent and InviteSent are one to somebody who misspells.
std::string letters(std::string_view name) {
  std::string out;
  for (const char c : lower_ascii(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) out += c;
  }
  return out;
}

// "; did you mean 'Invite sent' (1,204)?", or nothing.
std::string suggestion(const std::string& name, const Counts& counts) {
  std::vector<std::string> names;
  std::string best;
  for (const NameCount& each : sorted(counts)) {
    if (best.empty() && letters(each.name) == letters(name)) best = each.name;
    names.push_back(each.name);
  }
  if (best.empty()) best = nearest_word(name, names);
  return best.empty() ? "" : "; did you mean " + quoted(best) + " (" + number(counts.at(best)) + ")?";
}

std::string shown_values(const Counts& values) {
  std::string out;
  size_t count = 0;
  for (const NameCount& each : sorted(values)) {
    if (count++ == kShown) { out += ", …"; break; }
    out += (out.empty() ? "" : ", ") + quoted(each.name) + " (" + number(each.count) + ")";
  }
  return out;
}

// The motion that only asks whose an event is: one signal that every event matches.
Motion asking_whose(const Identity& identity) {
  Motion motion;
  motion.identity = identity;
  motion.identity.solo_included = true;
  motion.identity.trust_confirmed = false;
  Signal any;
  any.name = "any";
  any.events = {"any"};
  motion.signals.push_back(std::move(any));
  return motion;
}

}  // namespace

class UsageProfiler::Work {
 public:
  Work(const Motion& motion, bool check, const std::vector<std::string>& bundled_domains)
      : motion_(motion), check_(check), whose_(asking_whose(motion.identity)), resolver_({whose_, {}, {}, bundled_domains}, Tell::all), match_(motion), signals_(motion.signals.size()) {
    for (const Signal& signal : motion.signals) {
      for (const std::string& event : signal.events) named_.try_emplace(event);
    }
    for (size_t i = 0; i < signals_.size(); ++i) signals_[i].tests.resize(motion.signals[i].where.size());
  }

  void add(const Record& record) {
    switch (record.type) {
      case RecordType::alias: ++profile_.aliases; break;
      case RecordType::identify: ++profile_.identifies; break;
      case RecordType::group: ++profile_.groups; break;
      case RecordType::track: ++profile_.tracks; break;
      case RecordType::page: ++profile_.pages; break;
      case RecordType::screen: ++profile_.screens; break;
    }
    if (!record.user.empty()) user_named(record.user);
    else if (record.is_event() && !by_group_) ++without_anybody_;
    if (!record.other_user.empty()) merge(record.other_user, record.user);
    steps_.clear();
    resolver_.add(record, steps_);
    take_steps();
    if (record.is_event()) {
      if (!count_in(events_, record.event, kNamesMax)) ++profile_.events_of_other_names;
      if (check_) check_event(record);
    } else if (check_) {
      if (record.type == RecordType::identify) for (const Field& field : record.values) count_traits(user_traits_, field, "");
      if (record.type == RecordType::group) for (const Field& field : record.values) count_traits(account_traits_, field, "");
    }
  }

  UsageProfile profile() {
    steps_.clear();
    resolver_.finish(steps_);
    take_steps();
    UsageProfile result = profile_;
    uint64_t counted = 0;
    for (const Subject& subject : subjects_) {
      counted += subject.events;
      (subject.kind == Subject::account ? result.events_of_accounts : subject.kind == Subject::solo ? result.events_personal : result.events_unknown) += subject.events;
      result.accounts += subject.kind == Subject::account && subject.events > 0;
      result.users_personal += subject.kind == Subject::solo;
    }
    result.events_internal = result.all_events() - counted - without_anybody_;
    result.events_unknown += without_anybody_;
    result.users = users_.size() - merged_count_;
    result.events = sorted(events_);
    if (check_) result.findings = findings();
    return result;
  }

 private:
  struct Subject {
    enum Kind { unknown, solo, account } kind = unknown;
    uint64_t events = 0;
  };
  struct Named {             // an event that the motion names
    uint64_t count = 0;
    Counts properties;
  };
  struct Tested {            // a test of `where`
    uint64_t holds = 0;
    Counts values;
  };
  struct Seen {              // of a signal
    uint64_t matching = 0, named = 0;  // events that match; that bear its name
    std::vector<Tested> tests;
  };

  NameId user_named(std::string_view name) {
    const NameId id = users_.intern(name);
    if (id >= merged_into_.size()) merged_into_.resize(id + 1, kNoName);
    return id;
  }

  // As identity does: an id is merged once; no circles.
  void merge(std::string_view previous, std::string_view into) {
    const NameId old_id = user_named(previous);
    NameId id = user_named(into);
    while (merged_into_[id] != kNoName) id = merged_into_[id];
    if (merged_into_[old_id] != kNoName || id == old_id) return;
    merged_into_[old_id] = id;
    ++merged_count_;
  }

  void take_steps() {
    for (const Step& step : steps_) {
      const size_t other = step.action() == Action::join || step.action() == Action::hand_over ? step.amount : 0;
      if (const size_t size = std::max<size_t>(step.subject, other) + 1; subjects_.size() < size) subjects_.resize(size);
      Subject& subject = subjects_[step.subject];
      switch (step.action()) {
        case Action::match: ++subject.events; break;
        case Action::join:
          subjects_[other].events += subject.events;
          subject.events = 0;
          break;
        case Action::drop: subject.events = 0; break;
        case Action::enter: subject.kind = step.user == kNoName ? Subject::account : Subject::solo; break;
        case Action::leave: subject.kind = Subject::unknown; break;
        default: break;
      }
    }
  }

  void check_event(const Record& record) {
    for (const char* const name : {record.event.c_str(), "any"}) {
      const auto found = named_.find(name);
      if (found == named_.end()) continue;
      ++found->second.count;
      for (const Field& field : record.values) count_traits(found->second.properties, field, "");
    }
    match_.find(record, matched_);
    for (const Matched& each : matched_) ++signals_[each.signal].matching;
    for (size_t i = 0; i < signals_.size(); ++i) {
      const Signal& signal = motion_.signals[i];
      if (signal.where.empty() || std::none_of(signal.events.begin(), signal.events.end(), [&](const std::string& name) { return name == record.event || name == "any"; })) continue;
      for (size_t k = 0; k < signal.where.size(); ++k) {
        const Value* const value = find_value(record.values, signal.where[k].property);
        Tested& tested = signals_[i].tests[k];
        tested.holds += signal.where[k].test.empty() ? value != nullptr : test_holds(signal.where[k].test, value);
        if (value && value->kind != Value::Kind::composite) count_in(tested.values, value->text, kValuesMax);
      }
    }
  }

  // Names as a motion may write them: of an object also what stands inside.
  static void count_traits(Counts& counts, const Field& field, const std::string& before) {
    if (field.value.kind == Value::Kind::null) return;
    const std::string name = before + field.name;
    count_in(counts, name, kPropertiesMax);
    if (std::count(name.begin(), name.end(), '.') > 3) return;
    for (const Field& inner : field.value.fields) count_traits(counts, inner, name + ".");
  }

  std::vector<UsageFinding> findings() const {
    std::vector<UsageFinding> all;
    for (size_t i = 0; i < signals_.size(); ++i) {
      const Signal& signal = motion_.signals[i];
      UsageFinding finding{"signals." + signal.name, {}, signals_[i].matching, {}};
      if (signal.trait) check_trait(*signal.trait, finding);
      Counts properties;
      for (const std::string& event : signal.events) {
        const Named& named = named_.at(event);
        finding.events.push_back({event, named.count});
        if (named.count == 0) finding.problems.push_back(event == "any" ? "there is no event at all" : "no event is named " + quoted(event) + suggestion(event, events_));
        for (const auto& [name, count] : named.properties) properties[name] += count;
      }
      const bool any_event = std::any_of(finding.events.begin(), finding.events.end(), [](const NameCount& each) { return each.count > 0; });
      const bool one = signal.events.size() == 1 && signal.events[0] != "any";
      const std::string on = one ? "on no " + quoted(signal.events[0]) : "on none of its events";
      const auto missing = [&](const std::string& property) {
        if (properties.count(property) > 0) return false;
        finding.problems.push_back("the property " + quoted(property) + " is " + on + suggestion(property, properties));
        return true;
      };
      for (size_t k = 0; any_event && k < signal.where.size(); ++k) {
        const PropertyTest& where = signal.where[k];
        const Tested& tested = signals_[i].tests[k];
        if (tested.holds > 0) {
          // Of a list each value must occur, or it is misspelled.
          for (const auto* words : {&where.test.equals, where.test.in ? &*where.test.in : nullptr}) {
            if (words == nullptr || tested.values.size() >= kValuesMax) continue;
            for (const std::string& word : *words) {
              if (std::any_of(tested.values.begin(), tested.values.end(), [&](const auto& each) { return same_value(each.first, word); })) continue;
              finding.problems.push_back(quoted(where.property) + " is never " + quoted(word) + "; it is " + shown_values(tested.values));
            }
          }
          continue;
        }
        if (missing(where.property)) continue;
        finding.problems.push_back(tested.values.empty() ? "what is asked of " + quoted(where.property) + " never holds: it is always an object or a list"
                                                         : "what is asked of " + quoted(where.property) + " never holds; it is " + shown_values(tested.values));
      }
      if (any_event && !signal.count_property.empty()) missing(signal.count_property);
      if (finding.problems.empty() && any_event && finding.matching == 0) finding.problems.push_back("its events occur, but none passes all that is asked of it");
      all.push_back(std::move(finding));
    }
    const auto add = [&](UsageFinding finding) {
      if (!finding.problems.empty()) all.push_back(std::move(finding));
    };
    UsageFinding segment{"segment", {}, 0, {}}, excluded{"qualify.never_if", {}, 0, {}}, identity{"identity.account_by", {}, 0, {}};
    for (const TraitTest& test : motion_.segment.all) check_trait(test, segment);
    for (const Exclusion& exclusion : motion_.qualify.never_if) {
      if (exclusion.trait) check_trait(*exclusion.trait, excluded);
    }
    for (const std::string& by : motion_.identity.account_by) {
      if (by.starts_with("trait:") && user_traits_.count(by.substr(6)) == 0) identity.problems.push_back("no identify gives the trait " + quoted(by.substr(6)) + suggestion(by.substr(6), user_traits_));
    }
    add(std::move(segment));
    add(std::move(excluded));
    add(std::move(identity));
    return all;
  }

  void check_trait(const TraitTest& test, UsageFinding& finding) const {
    const bool of_account = test.trait.starts_with("account.");
    const std::string name = test.trait.substr(of_account ? 8 : 5);
    const Counts& traits = of_account ? account_traits_ : user_traits_;
    if (traits.count(name) > 0) return;
    finding.problems.push_back(std::string(of_account ? "no group call gives the trait " : "no identify gives the trait ") + quoted(name) + suggestion(name, traits) + (of_account ? " (a table of accounts may give it)" : ""));
  }

  const Motion& motion_;
  const bool check_;
  const bool by_group_ = std::find(motion_.identity.account_by.begin(), motion_.identity.account_by.end(), "group") != motion_.identity.account_by.end();
  const Motion whose_;
  Resolver resolver_;
  Steps steps_;
  std::vector<Subject> subjects_;
  uint64_t without_anybody_ = 0;
  NameTable users_;
  std::vector<NameId> merged_into_;
  uint64_t merged_count_ = 0;
  UsageProfile profile_;
  Counts events_;
  EventMatch match_;
  std::vector<Matched> matched_;
  std::map<std::string, Named> named_;
  std::vector<Seen> signals_;
  Counts user_traits_, account_traits_;
};

UsageProfiler::UsageProfiler(const Motion& motion, bool check, std::vector<std::string> bundled_domains)
    : motion_(motion), check_(check), bundled_domains_(std::move(bundled_domains)) {
  begin();
}
UsageProfiler::~UsageProfiler() = default;
void UsageProfiler::begin() { work_ = std::make_unique<Work>(motion_, check_, bundled_domains_); }
void UsageProfiler::add(const Record& record) { work_->add(record); }
UsageProfile UsageProfiler::profile() { return work_->profile(); }

}  // namespace handraise
