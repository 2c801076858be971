// Whose usage is it? Records in, steps out (docs/motion-language.md, section 2). Knows users, accounts, domains and traits; what was counted
// for a user before the account is known stays with the scorer, under the user's own subject, until the step that joins it.
#pragma once

#include <cstddef>
#include <memory>

#include "engine/engine.h"
#include "engine/step.h"

namespace handraise {

// Which subjects are to be told of. Those that only ever had events that no signal matches cannot qualify, save where the motion asks so
// little that they could; then they are told of in any case.
enum class Tell { all, that_matter };

// What a motion asks to be told beyond matches. A recording can be scored under another motion that asks no more.
struct Asks {
  bool every_event = false;   // also events that match nothing
  bool newcomers = false;     // each user's first time
  bool touches = false;       // each record's time, though the record changes nothing: it may show what changed unseen
};
Asks asks_of(const Motion& motion, Tell tell);

class Resolver {
 public:
  // The motion must outlive it. Steps that hold from the beginning (traits, outcomes) come with the first record.
  Resolver(EngineInput input, Tell tell);
  ~Resolver();
  // Records in replay order; appends to `steps`.
  void add(const Record& record, Steps& steps);
  // A record that will probably be added soon: fetches what its names lead to.
  void expect(const Record& record);
  // The time of the last record is complete.
  void finish(Steps& steps);
  const StepNames& names() const;
  size_t users() const;        // that it keeps something of
  size_t bytes() const;

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace handraise
