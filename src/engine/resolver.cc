#include "engine/resolver.h"

#include <algorithm>
#include <deque>
#include <string_view>
#include <unordered_map>

#include "engine/event_match.h"
#include "engine/value_check.h"
#include "events/domain.h"

namespace handraise {
namespace {

using DomainId = uint32_t;
constexpr Timestamp kNoTime = -1;
constexpr DomainId kNoAddress = 0, kNoDomain = 1;  // no address; an address without a domain

struct Domain {
  NameId account = kNoName;   // what it gives
  bool internal = false, competitor = false, personal = false;
};

struct User {
  NameId merged_into = kNoName;   // none: its own
  NameId group = kNoName;         // account of the latest group call
  DomainId domain = kNoAddress;   // of traits.email
  uint32_t traits = 0;            // place of the traits that the motion asks for; 0: none
  SubjectId subject = 0;          // unit user: the user; else what it has while no account is known; 0: nothing yet
  // From those above:
  NameId account = kNoName;       // none: unknown, or solo
  NameId before_group = kNoName;  // what the ways that stand before `group` give
  bool account_confirmed : 1 = false, before_confirmed : 1 = false;
  bool internal : 1 = false, competitor : 1 = false, solo : 1 = false;
  bool kept : 1 = false;          // the subject counted something that has not joined
  bool told : 1 = false;          // unit user: in scope
};

struct Account {
  SubjectId subject = 0;          // unit account; 0: had no record yet
  uint32_t traits = 0;
  bool confirmed = false;
};

bool listed(const std::vector<std::string>& list, std::string_view name) { return std::binary_search(list.begin(), list.end(), name, std::less<>()); }

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

// A name as it stands or the first part of its path: what of a record's traits must be kept to look the name up.
bool part_of(const std::string& wanted, const std::string& field) {
  return wanted.starts_with(field) && (wanted.size() == field.size() || wanted[field.size()] == '.');
}

}  // namespace

Asks asks_of(const Motion& motion, Tell tell) {
  const Qualify& qualify = motion.qualify;
  const auto is_fit = [&](const std::string& name) {
    const Signal* const signal = motion.signal(name);
    return signal && signal->kind == SignalKind::fit;
  };
  const auto of_account = [](const TraitTest& test) { return test.trait.starts_with("account."); };
  Asks asks;
  Micro fit = 0;
  bool lifting_newcomers = false, account_traits = std::any_of(motion.segment.all.begin(), motion.segment.all.end(), of_account);
  for (const Exclusion& exclusion : qualify.never_if) account_traits = account_traits || (exclusion.trait && of_account(*exclusion.trait));
  for (const Signal& signal : motion.signals) {
    if (signal.kind == SignalKind::fit) {
      fit += std::max<Micro>(0, micro(signal.points));
      account_traits = account_traits || (signal.trait && of_account(*signal.trait));
    } else if (signal.count == Count::new_users) {
      asks.newcomers = true;
      lifting_newcomers = lifting_newcomers || signal.kind == SignalKind::risk ||
                          std::any_of(qualify.never_if.begin(), qualify.never_if.end(), [&](const Exclusion& exclusion) { return exclusion.signal == signal.name; });
    }
  }
  // Can a subject hold none of whose events ever matched?
  const bool matches_asked = std::any_of(qualify.must_have.begin(), qualify.must_have.end(), [&](const std::string& name) { return !is_fit(name); }) ||
                             (!qualify.any_of.empty() && std::none_of(qualify.any_of.begin(), qualify.any_of.end(), is_fit)) || qualify.kinds_at_least > 0 ||
                             micro(qualify.score_at_least) > fit;
  // That a new user is new no longer is no instant when the first event was no match; and the account of a `unit: user` may have had its
  // traits changed by somebody else.
  asks.touches = lifting_newcomers || (motion.unit == Unit::user && account_traits);
  asks.every_event = tell == Tell::all || asks.touches || asks.newcomers || motion.identity.trust_confirmed || !matches_asked;
  return asks;
}

class Resolver::Work {
 public:
  Work(EngineInput input, Tell tell)
      : motion_(input.motion), per_user_(motion_.unit == Unit::user), solo_in_scope_(!per_user_ && motion_.identity.solo_included), asks_(asks_of(motion_, tell)), matches_(motion_),
        users_(1), accounts_(1), domains_(2), traits_(1), internal_(domain_list(motion_.identity.internal_domains, {})),
        competitor_(domain_list(motion_.identity.competitor_domains, {})), personal_(domain_list(motion_.identity.personal_domains, input.bundled_domains)) {
    for (const std::string& by : motion_.identity.account_by) by_group_ = by_group_ || by == "group";
    group_first_ = !motion_.identity.account_by.empty() && motion_.identity.account_by.front() == "group";
    for (const Signal& signal : motion_.signals) by_user_.push_back(signal.count == Count::users || signal.count == Count::new_users || signal.once_per != Period::none);
    plan_traits();
    for (const AccountTraits& row : input.account_traits) {
      if (account_wanted_.empty()) break;
      const NameId account = account_named(row.account);
      for (const Field& field : row.traits) keep_trait(accounts_[account].traits, account_wanted_, field);
      test_account(account, 0, beginning_);
    }
    for (const Outcome& outcome : input.outcomes) {
      const auto known = std::find(names_.outcomes.begin(), names_.outcomes.end(), outcome.outcome);
      const auto index = static_cast<uint32_t>(known - names_.outcomes.begin());
      if (known == names_.outcomes.end()) names_.outcomes.push_back(outcome.outcome);
      if (per_user_ && !outcome.user.empty()) {
        user_outcomes_[user_named(outcome.user)].push_back({index, outcome.reached_at});
      } else if (!outcome.account.empty()) {
        beginning_.emplace_back(0, Action::account_outcome, account_named(outcome.account), 0, index, static_cast<uint64_t>(outcome.reached_at));
      }
    }
  }

  void add(const Record& record, Steps& steps) {
    if (record.time != now_) {
      finish(steps);
      now_ = record.time;
      if (!beginning_.empty()) {
        for (const Step& step : beginning_) steps.emplace_back(now_, step.action(), step.subject, step.signal(), step.user, step.amount);
        beginning_ = {};
      }
    }
    if (!record.is_event()) {
      identity_seen_ = true;
      return apply(record, steps);
    }
    if (!changed_.empty()) finish(steps);
    take_event(record, steps);
  }

  void expect(const Record& record) {
    if (!record.is_event() || !(asks_.every_event || matches_.may_match(record))) return;
    if (!record.user.empty()) {
      next_users_.expect(names_.users, record.user);
      if (const NameId near = next_users_.near(names_.users); near < users_.size()) __builtin_prefetch(&users_[near]);
    }
    if (!record.group.empty()) {
      next_accounts_.expect(names_.accounts, record.group);
      if (const NameId near = next_accounts_.near(names_.accounts); near < accounts_.size()) __builtin_prefetch(&accounts_[near]);
    }
  }

  void finish(Steps& steps) {
    if (changed_.empty()) return;
    for (NameId& id : changed_) id = root(id);  // an id may have been merged after it was changed
    std::sort(changed_.begin(), changed_.end());
    changed_.erase(std::unique(changed_.begin(), changed_.end()), changed_.end());
    for (const NameId id : changed_) settle(id, steps);
    changed_.clear();
  }

  const StepNames& names() const { return names_; }
  size_t users() const { return users_.size() - 1; }
  size_t bytes() const {
    return names_.users.bytes() + names_.accounts.bytes() + names_.values.bytes() + users_.capacity() * sizeof(User) + accounts_.capacity() * sizeof(Account);
  }

 private:
  struct Reached {
    uint32_t outcome;
    Timestamp time;
  };

  // ---- the motion ------------------------------------------------------------------------------------------------------

  void plan_traits() {
    const auto test = [&](const TraitTest& trait) {
      if (std::find(names_.traits.begin(), names_.traits.end(), trait) == names_.traits.end()) names_.traits.push_back(trait);
    };
    for (const Signal& signal : motion_.signals) {
      if (signal.trait) test(*signal.trait);
    }
    for (const Exclusion& exclusion : motion_.qualify.never_if) {
      if (exclusion.trait) test(*exclusion.trait);
    }
    for (const TraitTest& each : motion_.segment.all) test(each);
    for (const TraitTest& each : names_.traits) {
      if (each.trait.starts_with("account.")) account_wanted_.push_back(each.trait.substr(8));
      if (each.trait.starts_with("user.") && per_user_) user_wanted_.push_back(each.trait.substr(5));
    }
    user_tests_ = !user_wanted_.empty();
    for (const std::string& by : motion_.identity.account_by) {
      if (by.starts_with("trait:")) user_wanted_.push_back(by.substr(6));
    }
  }

  // ---- names -----------------------------------------------------------------------------------------------------------

  NameId user_named(std::string_view name) {
    const NameId id = names_.users.intern(name);
    if (id >= users_.size()) users_.emplace_back();
    return id;
  }

  NameId account_named(std::string_view name) {
    const NameId id = names_.accounts.intern(name);
    if (id >= accounts_.size()) accounts_.emplace_back();
    return id;
  }

  NameId root(NameId id) const {
    while (users_[id].merged_into != kNoName) id = users_[id].merged_into;
    return id;
  }

  // ---- domains and traits ----------------------------------------------------------------------------------------------

  bool in_list(const std::vector<std::string>& list, const std::string& domain) const {
    return listed(list, domain) || (!motion_.identity.domain_exact && listed(list, registrable_domain(domain)));
  }

  DomainId domain_of(const Value& email) {
    const size_t at = email.kind == Value::Kind::text ? email.text.rfind('@') : std::string::npos;
    if (at == std::string::npos) return kNoDomain;
    const std::string_view written = std::string_view(email.text).substr(at + 1);
    const NameId known = written_domains_.intern(written);
    if (known < domain_by_written_.size()) return domain_by_written_[known];
    domain_by_written_.resize(known + 1, kNoDomain);
    const auto normal = normal_domain(written);
    if (!normal) return kNoDomain;
    Domain domain;
    domain.internal = in_list(internal_, *normal);
    domain.competitor = in_list(competitor_, *normal);
    domain.personal = in_list(personal_, *normal);
    const auto& by = motion_.identity.account_by;
    if (!domain.personal && std::find(by.begin(), by.end(), "email_domain") != by.end()) {
      domain.account = account_named(motion_.identity.domain_exact ? *normal : registrable_domain(*normal));
    }
    domains_.push_back(domain);
    return domain_by_written_[known] = static_cast<DomainId>(domains_.size() - 1);
  }

  void keep_trait(uint32_t& place, const std::vector<std::string>& wanted, const Field& field) {
    if (std::none_of(wanted.begin(), wanted.end(), [&](const std::string& name) { return part_of(name, field.name); })) return;
    if (place == 0) {
      if (field.value.kind == Value::Kind::null) return;
      place = static_cast<uint32_t>(traits_.size());
      traits_.emplace_back();
    }
    set_value(traits_[place], field.name, field.value);
  }

  static bool trait_holds(const TraitTest& test, size_t prefix, const std::vector<Field>& traits) {
    const Value* const value = find_value(traits, std::string_view(test.trait).substr(prefix));
    return test.test.empty() ? value != nullptr : test_holds(test.test, value);
  }

  void test_account(NameId account, Timestamp time, Steps& steps) const {
    for (uint32_t i = 0; i < names_.traits.size(); ++i) {
      const TraitTest& test = names_.traits[i];
      if (test.trait.starts_with("account.")) steps.emplace_back(time, Action::account_trait, account, 0, i, trait_holds(test, 8, traits_[accounts_[account].traits]));
    }
  }

  void test_user(NameId id, Steps& steps) const {
    for (uint32_t i = 0; user_tests_ && i < names_.traits.size(); ++i) {
      const TraitTest& test = names_.traits[i];
      if (test.trait.starts_with("user.")) steps.emplace_back(now_, Action::user_trait, users_[id].subject, 0, i, trait_holds(test, 5, traits_[users_[id].traits]));
    }
  }

  // The account that the ways of `account_by` give a user, in their order.
  void learn(User& user) {
    const Domain& domain = domains_[user.domain];
    user.internal = domain.internal;
    user.competitor = domain.competitor;
    user.account = user.before_group = kNoName;
    user.account_confirmed = user.before_confirmed = false;
    for (const std::string& by : motion_.identity.account_by) {
      if (by == "group") {
        user.before_group = user.account;
        user.before_confirmed = user.account_confirmed;
        if (user.account == kNoName && user.group != kNoName) {
          user.account = user.group;
          user.account_confirmed = true;
        }
      } else if (user.account != kNoName) {
        continue;
      } else if (by == "email_domain") {
        user.account = domain.account;
      } else {
        const Value* const value = find_value(traits_[user.traits], std::string_view(by).substr(6));
        if (!value || value->kind == Value::Kind::composite || value->text.empty()) continue;
        user.account = account_named(value->text);
        user.account_confirmed = true;
      }
    }
    user.solo = domain.personal && user.account == kNoName;
  }

  // ---- subjects --------------------------------------------------------------------------------------------------------

  SubjectId tell_account(NameId id, Steps& steps) {
    Account& account = accounts_[id];
    if (account.subject == 0) {
      account.subject = ++subjects_;
      steps.emplace_back(now_, Action::enter, account.subject, 0, kNoName, id);
      const std::string_view name = names_.accounts.name(id);
      if (listed(internal_, name) || listed(competitor_, name)) steps.emplace_back(now_, Action::bar, account.subject);
    }
    return account.subject;
  }

  void confirm(NameId id, Steps& steps) {
    if (accounts_[id].confirmed) return;
    accounts_[id].confirmed = true;
    steps.emplace_back(now_, Action::confirm, accounts_[id].subject);
  }

  SubjectId own_subject(NameId id) {
    if (users_[id].subject == 0) users_[id].subject = ++subjects_;
    return users_[id].subject;
  }

  // The name under which a solo account could have traits and outcomes.
  NameId solo_account(NameId user) {
    if (account_wanted_.empty() && names_.outcomes.empty()) return kNoName;
    return account_named("~" + std::string(names_.users.name(user)));
  }

  SubjectId tell_user(NameId id, Steps& steps) {
    const SubjectId subject = own_subject(id);
    if (users_[id].told) return subject;
    users_[id].told = true;
    steps.emplace_back(now_, Action::enter, subject, 0, id);
    belong(id, steps);
    if (const auto outcomes = user_outcomes_.find(id); outcomes != user_outcomes_.end()) {
      for (const Reached& each : outcomes->second) steps.emplace_back(now_, Action::user_outcome, subject, 0, each.outcome, static_cast<uint64_t>(each.time));
    }
    test_user(id, steps);
    return subject;
  }

  void belong(NameId id, Steps& steps) {
    const bool solo = users_[id].solo;
    const NameId account = solo ? solo_account(id) : users_[id].account;
    const User& user = users_[id];
    steps.emplace_back(now_, Action::belong, user.subject, solo ? 1 : 0, kNoName, account);
    steps.emplace_back(now_, user.internal || user.competitor ? Action::bar : Action::unbar, user.subject);
  }

  // ---- identity records ------------------------------------------------------------------------------------------------

  void apply(const Record& record, Steps& steps) {
    if (record.type == RecordType::alias || (record.type == RecordType::identify && !record.other_user.empty())) merge(record.other_user, record.user, steps);
    if (!record.user.empty()) {
      const NameId id = root(user_named(record.user));
      if (record.type == RecordType::identify) {
        for (const Field& field : record.values) {
          if (field.name == "email") users_[id].domain = field.value.kind == Value::Kind::null ? kNoAddress : domain_of(field.value);
          keep_trait(users_[id].traits, user_wanted_, field);
        }
      }
      if (record.type == RecordType::group && by_group_) users_[id].group = account_named(record.group);
      changed_.push_back(id);
    }
    if (record.type != RecordType::group || !by_group_) return;
    const NameId account = account_named(record.group);
    for (const Field& field : record.values) keep_trait(accounts_[account].traits, account_wanted_, field);
    if (!account_wanted_.empty()) test_account(account, now_, steps);
    if (per_user_) return;
    const SubjectId subject = tell_account(account, steps);
    confirm(account, steps);
    if (!account_wanted_.empty() || asks_.touches) steps.emplace_back(now_, Action::touch, subject);
  }

  // An id is merged once; no circles.
  void merge(const std::string& previous, const std::string& into, Steps& steps) {
    const NameId old_id = user_named(previous), id = root(user_named(into));
    if (users_[old_id].merged_into != kNoName || id == old_id) return;
    users_[old_id].merged_into = id;
    if (users_[old_id].traits != 0) {
      if (users_[id].traits == 0) {
        users_[id].traits = static_cast<uint32_t>(traits_.size());
        traits_.emplace_back();
      }
      std::vector<Field>& traits = traits_[users_[id].traits];
      for (const Field& trait : traits_[users_[old_id].traits]) {
        if (std::none_of(traits.begin(), traits.end(), [&](const Field& own) { return own.name == trait.name; })) traits.push_back(trait);
      }
    }
    if (users_[id].group == kNoName) users_[id].group = users_[old_id].group;
    if (users_[id].domain == kNoAddress) users_[id].domain = users_[old_id].domain;
    if (per_user_) {
      if (const auto outcomes = user_outcomes_.find(old_id); outcomes != user_outcomes_.end()) {
        const std::vector<Reached> handed = outcomes->second;
        for (const Reached& each : handed) {
          user_outcomes_[id].push_back(each);
          if (users_[id].told) steps.emplace_back(now_, Action::user_outcome, users_[id].subject, 0, each.outcome, static_cast<uint64_t>(each.time));
        }
      }
      if (!users_[old_id].told) return;
      users_[old_id].told = false;
      const SubjectId heir = tell_user(id, steps);
      steps.emplace_back(now_, Action::hand_over, users_[old_id].subject, 0, kSelf, heir);
      return;
    }
    if (users_[old_id].kept) {
      steps.emplace_back(now_, Action::join, users_[old_id].subject, 0, kSelf, own_subject(id));
      users_[old_id].kept = false;
      users_[id].kept = true;
    }
    if (users_[old_id].solo && solo_in_scope_) steps.emplace_back(now_, Action::leave, users_[old_id].subject);
    users_[old_id].solo = false;
  }

  void settle(NameId id, Steps& steps) {
    const User before = users_[id];
    {
      User user = before;  // learning may name an account, and a vector may move
      learn(user);
      users_[id] = user;
    }
    const User user = users_[id];
    if (per_user_) {
      if (!user.told) {
        tell_user(id, steps);
      } else {
        if (user.account != before.account || user.solo != before.solo || user.internal != before.internal || user.competitor != before.competitor) belong(id, steps);
        test_user(id, steps);
      }
      if (asks_.touches) steps.emplace_back(now_, Action::touch, users_[id].subject);
      return;
    }
    bool kept = user.kept;
    if (user.internal && kept) {
      steps.emplace_back(now_, Action::drop, user.subject);
      kept = false;
    }
    if (user.account != kNoName) {
      const SubjectId account = tell_account(user.account, steps);
      if (user.account_confirmed) confirm(user.account, steps);
      if (kept) steps.emplace_back(now_, Action::join, user.subject, 0, id, account);
      kept = false;
      if (asks_.touches) steps.emplace_back(now_, Action::touch, account);
    }
    users_[id].kept = kept;
    if (!solo_in_scope_) return;
    if (user.solo && !before.solo) {
      const SubjectId subject = own_subject(id);
      steps.emplace_back(now_, Action::enter, subject, 1, id, solo_account(id));
      steps.emplace_back(now_, Action::arrive, subject);
    } else if (before.solo && !user.solo) {
      steps.emplace_back(now_, Action::leave, user.subject);
    } else if (user.solo && asks_.touches) {
      steps.emplace_back(now_, Action::touch, user.subject);
    }
  }

  // ---- events ----------------------------------------------------------------------------------------------------------

  void take_event(const Record& record, Steps& steps) {
    matches_.find(record, matched_);
    if (matched_.empty() && !asks_.every_event) return;
    NameId id = kNoName;
    // Of a user about whom nothing was ever said, beside a group that is the account, only signals that count users want to know who it is.
    const bool nameless = !identity_seen_ && group_first_ && !record.group.empty() && !per_user_ && !asks_.newcomers && std::none_of(matched_.begin(), matched_.end(), [&](const Matched& match) { return by_user_[match.signal]; });
    if (nameless) {
      if (!record.user.empty()) id = kSelf;
    } else if (!record.user.empty()) {
      id = root(user_named(record.user));
      if (users_[id].internal) return;
    }
    if (per_user_) {
      if (id != kNoName) count(tell_user(id, steps), kSelf, steps);
      return;
    }
    NameId account = nameless ? kNoName : users_[id].account;
    bool confirmed = !nameless && users_[id].account_confirmed;
    if (nameless) {
      account = account_named(record.group);
      confirmed = true;
    } else if (by_group_ && !record.group.empty()) {
      account = users_[id].before_group;
      confirmed = users_[id].before_confirmed;
      if (account == kNoName) {
        account = account_named(record.group);
        confirmed = true;
      }
    }
    if (account != kNoName) {
      const SubjectId subject = tell_account(account, steps);
      if (confirmed) confirm(account, steps);
      count(subject, id, steps);
    } else if (id != kNoName) {
      if (!matched_.empty() || asks_.newcomers) {
        count(own_subject(id), kSelf, steps);
        users_[id].kept = true;
      } else if (asks_.touches && users_[id].solo && solo_in_scope_) {
        steps.emplace_back(now_, Action::touch, own_subject(id));
      }
    }
  }

  void count(SubjectId subject, NameId user, Steps& steps) {
    if (asks_.newcomers && user != kNoName) steps.emplace_back(now_, Action::seen, subject, 0, user);
    for (const Matched& match : matched_) {
      const uint64_t amount = match.value ? names_.values.intern(match.value->text) : static_cast<uint64_t>(match.summand);
      steps.emplace_back(now_, Action::match, subject, match.signal, user, amount);
    }
    if (asks_.touches) steps.emplace_back(now_, Action::touch, subject);
  }

  const Motion& motion_;
  const bool per_user_, solo_in_scope_;
  const Asks asks_;
  bool by_group_ = false, group_first_ = false, user_tests_ = false;
  bool identity_seen_ = false;     // was anything ever said of a user?
  std::vector<bool> by_user_;      // by signal: does it count users, or events of each?
  EventMatch matches_;
  std::vector<Matched> matched_;
  std::vector<std::string> account_wanted_, user_wanted_;
  NameLookAhead next_users_, next_accounts_;

  StepNames names_;
  std::vector<User> users_;        // by NameId; the first is nobody
  std::vector<Account> accounts_;
  std::vector<Domain> domains_;
  NameTable written_domains_;
  std::vector<DomainId> domain_by_written_ = {kNoDomain};
  std::deque<std::vector<Field>> traits_;   // the first is empty
  std::unordered_map<NameId, std::vector<Reached>> user_outcomes_;
  const std::vector<std::string> internal_, competitor_, personal_;

  SubjectId subjects_ = 0;
  Timestamp now_ = kNoTime;
  Steps beginning_;
  std::vector<NameId> changed_;    // users of identity records of this time
};

Resolver::Resolver(EngineInput input, Tell tell) : work_(std::make_unique<Work>(std::move(input), tell)) {}
Resolver::~Resolver() = default;
void Resolver::add(const Record& record, Steps& steps) { work_->add(record, steps); }
void Resolver::finish(Steps& steps) { work_->finish(steps); }
void Resolver::expect(const Record& record) { work_->expect(record); }
const StepNames& Resolver::names() const { return work_->names(); }
size_t Resolver::users() const { return work_->users(); }
size_t Resolver::bytes() const { return work_->bytes(); }

}  // namespace handraise
