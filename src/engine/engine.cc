#include "engine/engine.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "events/replay_queue.h"
#include "events/usage.h"

namespace handraise {
namespace {

class EngineSink final : public RecordSink {
 public:
  explicit EngineSink(Engine& engine) : engine_(engine) {}
  void begin() override {}
  void add(const Record& record) override { engine_.add(record); }

 private:
  Engine& engine_;
};

}  // namespace

Replay replay(Engine& engine, std::vector<Record> records, std::optional<Timestamp> as_of) {
  std::sort(records.begin(), records.end(), [](const Record& a, const Record& b) { return std::tie(a.time, a.input_order) < std::tie(b.time, b.input_order); });
  std::vector<ReadRecord> read;
  for (Record& record : records) read.push_back({std::move(record)});
  EngineSink sink(engine);
  ReplayQueue queue(sink, as_of, false);
  queue.add(read.data(), read.data() + read.size());
  queue.finish();
  Replay result;
  result.later = queue.counts().later;
  result.duplicates = queue.counts().duplicates;
  result.as_of = as_of ? as_of : queue.counts().last;
  if (result.as_of) engine.advance_to(*result.as_of);
  result.qualifications = engine.take_qualifications();
  return result;
}

}  // namespace handraise
