#include "backtest/script_watch.h"

#include <algorithm>

#include "base/text.h"
#include "engine/value_check.h"
#include "events/domain.h"

namespace handraise {
namespace {

constexpr size_t kCounters = 64, kEventsMax = 10'000;

}  // namespace

void HeavyHitters::add(std::string_view name) {
  const uint64_t hash = hash_text(name);
  size_t least = 0;
  for (size_t i = 0; i < counters_.size(); ++i) {
    if (counters_[i].hash == hash && counters_[i].name == name) {
      ++counters_[i].times;
      // The frequent ones move to the front, so that they are found at once.
      if (i > 0 && counters_[i].times > counters_[i - 1].times) std::swap(counters_[i], counters_[i - 1]);
      return;
    }
    if (counters_[i].times < counters_[least].times) least = i;
  }
  if (counters_.size() < kCounters) counters_.push_back({hash, 1, std::string(name)});
  else counters_[least] = {hash, counters_[least].times + 1, std::string(name)};
}

HeavyHitters::Top HeavyHitters::top() const {
  Top top;
  for (const Counter& counter : counters_) {
    if (counter.times > top.times || (counter.times == top.times && counter.name < top.name)) top = {counter.name, counter.times};
  }
  return top;
}

ScriptWatch::ScriptWatch(const Motion& motion) : motion_(motion), makers_(motion.signals.size()) {
  for (size_t i = 0; i < motion.signals.size(); ++i) {
    for (const std::string& event : motion.signals[i].events) {
      if (event == "any") any_.push_back(i);
      else wanted_[event].push_back(i);
    }
  }
  by_group_ = std::find(motion.identity.account_by.begin(), motion.identity.account_by.end(), "group") != motion.identity.account_by.end();
}

void ScriptWatch::add(const Record& record) {
  if (!record.is_event()) {
    std::string account;
    if (record.type == RecordType::group && by_group_) account = record.group;
    if (record.type == RecordType::identify) {
      const Value* email = find_value(record.values, "email");
      if (email == nullptr || email->kind != Value::Kind::text) return;
      if (by_group_ && account_of_.count(hash_text(record.user)) != 0) return;   // a group call came first
      if (const auto domain = email_domain(email->text)) account = motion_.identity.domain_exact ? *domain : registrable_domain(*domain);
    }
    if (account.empty() || record.user.empty()) return;
    const auto [place, fresh] = account_index_.try_emplace(account, static_cast<uint32_t>(account_names_.size()));
    if (fresh) account_names_.push_back(account);
    account_of_[hash_text(record.user)] = place->second;
    return;
  }
  const auto found = wanted_.find(record.event);
  if (!record.event.empty()) {
    if (const auto known = events_.find(record.event); known != events_.end()) ++known->second;
    else if (events_.size() < kEventsMax) events_.emplace(record.event, 1);
  }
  const auto count = [&](size_t i) {
    if (!matches(motion_.signals[i], record)) return;
    SignalMakers& makers = makers_[i];
    ++makers.matches;
    if (!record.user.empty()) makers.users.add(record.user);
    if (by_group_ && !record.group.empty()) return makers.accounts.add(record.group);
    const auto account = account_of_.find(hash_text(record.user));
    if (account != account_of_.end()) makers.accounts.add(account_names_[account->second]);
  };
  if (found != wanted_.end()) for (const size_t i : found->second) count(i);
  for (const size_t i : any_) count(i);
}

}  // namespace handraise
