#include "engine/stream_engine.h"

#include <algorithm>
#include <utility>

namespace handraise {
namespace {

constexpr size_t kBlock = 1024;  // steps that are scored in one go: memory is fetched ahead

class StreamEngine final : public Engine {
 public:
  StreamEngine(EngineInput input, EngineOptions options)
      : motion_(input.motion), resolver_(std::move(input), options.tell), scorer_(motion_, resolver_.names(), options.explain) {}

  void add(const Record& record) override {
    resolver_.add(record, steps_);
    if (steps_.size() >= kBlock) flush();
  }

  void expect(const Record& record) override { resolver_.expect(record); }

  void advance_to(Timestamp time) override {
    complete();
    scorer_.advance_to(time);
  }

  std::vector<Qualification> take_qualifications() override { return scorer_.take_qualifications(); }

  std::vector<State> states_at(Timestamp time) override {
    complete();
    return scorer_.states_at(time);
  }

 private:
  void flush() {
    scorer_.apply(steps_);
    steps_.clear();
  }
  void complete() {
    resolver_.finish(steps_);
    flush();
  }

  const Motion& motion_;
  Resolver resolver_;
  Scorer scorer_;
  Steps steps_;
};

void sort_and_unique(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

}  // namespace

std::unique_ptr<Engine> make_engine(EngineInput input, EngineOptions options) { return std::make_unique<StreamEngine>(std::move(input), options); }

Wanted wanted_of(const Motion& motion) {
  Wanted wanted;
  wanted.everything = false;
  wanted.traits.push_back("email");
  const auto trait = [&](const TraitTest& test) {
    const size_t dot = test.trait.find('.');
    if (dot != std::string::npos) wanted.traits.push_back(test.trait.substr(dot + 1));
  };
  for (const Signal& signal : motion.signals) {
    if (signal.trait) trait(*signal.trait);
    if (signal.kind == SignalKind::fit) continue;
    if (signal.events.size() == 1 && signal.events[0] == "any") wanted.any_event = true;
    else wanted.events.insert(wanted.events.end(), signal.events.begin(), signal.events.end());
    for (const PropertyTest& where : signal.where) wanted.properties.push_back(where.property);
    if (signal.count == Count::distinct || signal.count == Count::sum) wanted.properties.push_back(signal.count_property);
  }
  for (const Exclusion& exclusion : motion.qualify.never_if) {
    if (exclusion.trait) trait(*exclusion.trait);
  }
  for (const TraitTest& test : motion.segment.all) trait(test);
  for (const std::string& by : motion.identity.account_by) {
    if (by.starts_with("trait:")) wanted.traits.push_back(by.substr(6));
  }
  sort_and_unique(wanted.events);
  sort_and_unique(wanted.properties);
  sort_and_unique(wanted.traits);
  return wanted;
}

}  // namespace handraise
