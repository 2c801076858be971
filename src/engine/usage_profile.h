// What is in some files of usage, and does a motion fit it: counts of events, users and accounts, and which names of the motion never occur.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "events/usage.h"
#include "motion/motion.h"

namespace handraise {

struct NameCount {
  std::string name;
  uint64_t count = 0;
};

// How a signal (or another part that asks for a name) fares. No problems: it can match.
struct UsageFinding {
  std::string part;                   // signals.invited, segment, identity.account_by
  std::vector<NameCount> events;      // that the signal names, with how often they occur
  uint64_t matching = 0;              // events that match the signal
  std::vector<std::string> problems;  // "no event is named 'Invite Sent'; did you mean 'Invite sent' (1,204)?"
};

struct UsageProfile {
  uint64_t tracks = 0, pages = 0, screens = 0, identifies = 0, groups = 0, aliases = 0;
  uint64_t users = 0;                 // ids; those merged into another are not counted
  uint64_t users_personal = 0;        // with a personal address, and nothing else gives an account
  uint64_t accounts = 0;              // with an event
  // Events by whose they are at the end; events that joined an account later are of that account.
  uint64_t events_of_accounts = 0, events_personal = 0, events_unknown = 0;
  uint64_t events_internal = 0;       // of users with an internal address: they count nowhere
  std::vector<NameCount> events;      // by count, then name
  uint64_t events_of_other_names = 0; // beyond the first 10,000 names
  std::vector<UsageFinding> findings; // of the motion: its signals in their order, then what else asks for names
  uint64_t all_events() const { return tracks + pages + screens; }
};

// Counts what it is handed. Whose an event is, and what matches, the engine's own parts decide. Memory grows with users and accounts.
class UsageProfiler final : public RecordSink {
 public:
  // `check`: is the motion to be checked, or only its identity used? It must outlive the profiler.
  UsageProfiler(const Motion& motion, bool check, std::vector<std::string> bundled_domains);
  ~UsageProfiler() override;
  void begin() override;
  void add(const Record& record) override;
  UsageProfile profile();             // behind the last record

 private:
  class Work;
  const Motion& motion_;
  const bool check_;
  const std::vector<std::string> bundled_domains_;
  std::unique_ptr<Work> work_;
};

}  // namespace handraise
