#include "engine/new_users.h"

namespace handraise {

void Newcomers::add(const Counting& counting, Timestamp first, NameId user) {
  const auto [place, is_new] = users_.insert({first, user});
  if (!is_new) return;
  if (reached_) {
    if (*place > *decisive_) ++decisive_;
  } else if (static_cast<int64_t>(users_.size()) == counting.at_least) {
    reached_ = true;
    decisive_ = users_.begin();
  }
}

void Newcomers::remove(const Counting& counting, Timestamp first, NameId user) {
  const auto place = users_.find({first, user});
  if (place == users_.end()) return;
  if (reached_) {
    if (static_cast<int64_t>(users_.size()) == counting.at_least) reached_ = false;
    else if (*place >= *decisive_) --decisive_;
  }
  users_.erase(place);
}

int64_t Newcomers::value_at(const Counting& counting, Timestamp now) const {
  int64_t value = 0;
  for (auto user = users_.rbegin(); user != users_.rend() && value < counting.at_least && counting.holds(user->first, now); ++user) ++value;
  return value;
}

void NewUsers::seen(const std::vector<Counting>& countings, NameId id, Timestamp time) {
  User& user = users_[id];
  if (time >= user.first) return;
  for (size_t i = 0; i < user.matched.size(); ++i) {
    if (!user.matched[i]) continue;
    newcomers_[i].remove(countings[i], user.first, id);
    newcomers_[i].add(countings[i], time, id);
  }
  user.first = time;
}

void NewUsers::match(const std::vector<Counting>& countings, size_t index, NameId id) {
  User& user = users_[id];
  if (user.matched.empty()) user.matched.resize(newcomers_.size());
  if (user.matched[index]) return;
  user.matched[index] = true;
  newcomers_[index].add(countings[index], user.first, id);
}

size_t NewUsers::entries() const {
  size_t count = users_.size();
  for (const Newcomers& each : newcomers_) count += each.match_times.size();
  return count;
}

void NewUsers::merge(const std::vector<Counting>& countings, const NewUsers& from, NameId self) {
  for (const auto& [id, user] : from.users_) {
    const NameId here = id == kSelf ? self : id;
    seen(countings, here, user.first);
    for (size_t i = 0; i < user.matched.size(); ++i) {
      if (user.matched[i]) match(countings, i, here);
    }
  }
  for (size_t i = 0; i < newcomers_.size(); ++i) newcomers_[i].match_times.insert(from.newcomers_[i].match_times.begin(), from.newcomers_[i].match_times.end());
}

}  // namespace handraise
