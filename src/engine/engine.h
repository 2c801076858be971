// Records in, qualifications out: what every engine does (docs/motion-language.md, sections 2 to 4).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/qualification.h"
#include "events/outcomes.h"
#include "events/record.h"
#include "motion/motion.h"

namespace handraise {

// What an engine knows besides records.
struct EngineInput {
  const Motion& motion;                            // checked; must outlive the engine
  std::vector<AccountTraits> account_traits = {};
  std::vector<Outcome> outcomes = {};
  std::vector<std::string> bundled_domains = {};   // what the word `bundled` stands for in personal_domains
};

// Records are added in replay order without duplicates; a time is complete, and its accounts are evaluated, when a later record is added
// or the engine is advanced. Deterministic: no clock, and the same records give the same answer. Not thread-safe.
class Engine {
 public:
  virtual ~Engine() = default;
  virtual void add(const Record& record) = 0;
  virtual void expect(const Record& /*record*/) {}   // it will probably be added soon; changes nothing
  // Evaluates all that is due up to and at `time`; records added later must be newer.
  virtual void advance_to(Timestamp time) = 0;
  // Qualifications since the last call, by time, then account, then user.
  virtual std::vector<Qualification> take_qualifications() = 0;
  // State of every account in scope that had a record (unit: user: of every user), by account, then user. `time` must not lie before
  // the newest record added.
  virtual std::vector<State> states_at(Timestamp time) = 0;
};

struct Replay {
  std::vector<Qualification> qualifications;
  std::optional<Timestamp> as_of;  // where it ended; nothing when there were no records and no end was given
  size_t duplicates = 0;
  size_t later = 0;                // records after the end, ignored
};
// Puts the records in order, drops duplicates, runs them to the end: `as_of`, else the newest record kept.
Replay replay(Engine& engine, std::vector<Record> records, std::optional<Timestamp> as_of = std::nullopt);

}  // namespace handraise
