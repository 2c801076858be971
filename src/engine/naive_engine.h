// The engine as docs/motion-language.md says it, slow and obvious: keeps the whole history and reads it again at every instant.
// The oracle of tests and fuzzers, and good enough for a handful of records.
#pragma once

#include <memory>

#include "engine/engine.h"

namespace handraise {

// When the engine evaluates: as the language says, or never of itself, so that only states_at tells anything.
enum class Evaluate { at_every_instant, on_request };

class NaiveEngine final : public Engine {
 public:
  explicit NaiveEngine(EngineInput input, Evaluate evaluate = Evaluate::at_every_instant);
  ~NaiveEngine() override;
  void add(const Record& record) override;
  void advance_to(Timestamp time) override;
  std::vector<Qualification> take_qualifications() override;
  std::vector<State> states_at(Timestamp time) override;

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace handraise
