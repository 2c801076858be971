// Who makes a signal's matches: one customer's script can look like a crowd. Also counts how often each signal matched at all.
//
// Heavy hitters are found with 64 counters a signal (A. Metwally and others, 2005): a share is too high by 1/64 at most, and memory does not grow
// with the users. The account here is the record's group, else the user's latest group, else the domain of the user's address: near
// enough for a warning; what counts for a qualification is the engine's.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "events/record.h"
#include "motion/motion.h"

namespace handraise {

class HeavyHitters {
 public:
  void add(std::string_view name);
  struct Top { std::string name; uint64_t times = 0; };
  Top top() const;
  size_t kept() const { return counters_.size(); }

 private:
  struct Counter { uint64_t hash = 0, times = 0; std::string name; };
  std::vector<Counter> counters_;
};

struct SignalMakers {
  uint64_t matches = 0;
  HeavyHitters users, accounts;
};

class ScriptWatch {
 public:
  explicit ScriptWatch(const Motion& motion);
  void add(const Record& record);
  const std::vector<SignalMakers>& signals() const { return makers_; }   // by index
  // Names of events by count, at most 10,000 different ones; empty names (not asked for by anybody) are left out.
  const std::map<std::string, uint64_t, std::less<>>& events() const { return events_; }

 private:
  const Motion& motion_;
  std::unordered_map<std::string, std::vector<size_t>> wanted_;
  std::vector<size_t> any_;
  std::vector<SignalMakers> makers_;
  std::map<std::string, uint64_t, std::less<>> events_;
  bool by_group_ = false;
  std::unordered_map<uint64_t, uint32_t> account_of_;   // hash of user -> index into names
  std::unordered_map<std::string, uint32_t> account_index_;
  std::vector<std::string> account_names_;
};

}  // namespace handraise
