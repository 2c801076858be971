// What `count: new_users` remembers about one subject: of each user the first time here, of each signal whose users matched. It grows with
// users, since an old first event can still join; and where its going off is an instant (a risk, an exclusion), with the matches in its window.
//
// A user counts at T when it matched and its first event of any kind lies in (T − within, T]: its matches are not older than that.
#pragma once

#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/signal_window.h"

namespace handraise {

// Users of one signal who matched, by their first time; which of them is the at_least-th newest is always known.
class Newcomers {
 public:
  void add(const Counting& counting, Timestamp first, NameId user);
  void remove(const Counting& counting, Timestamp first, NameId user);
  Timestamp on_until(const Counting& counting) const { return reached_ ? counting.until(decisive_->first) : kNever; }
  int64_t value_at(const Counting& counting, Timestamp now) const;   // up to at_least

  std::set<Timestamp> match_times;   // of signals whose going off is an instant: within the window

 private:
  using Users = std::set<std::pair<Timestamp, NameId>>;
  Users users_;
  bool reached_ = false;
  Users::iterator decisive_;         // valid when reached_
};

class NewUsers {
 public:
  // `signals`: those of the motion that count new users. Copying is not allowed: iterators point inside.
  explicit NewUsers(size_t signals) : newcomers_(signals) {}
  NewUsers(const NewUsers&) = delete;
  NewUsers& operator=(const NewUsers&) = delete;

  // `countings`: of those signals, in the same order as `index` counts.
  void seen(const std::vector<Counting>& countings, NameId user, Timestamp time);
  void match(const std::vector<Counting>& countings, size_t index, NameId user);   // after seen()
  void merge(const std::vector<Counting>& countings, const NewUsers& from, NameId self);  // kSelf of `from` is `self` here
  Newcomers& newcomers(size_t index) { return newcomers_[index]; }
  const Newcomers& newcomers(size_t index) const { return newcomers_[index]; }
  size_t entries() const;   // users, and times of matches that are kept

 private:
  struct User {
    Timestamp first = kAlways;
    std::vector<bool> matched;
  };
  std::unordered_map<NameId, User> users_;
  std::vector<Newcomers> newcomers_;
};

}  // namespace handraise
