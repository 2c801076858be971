// Bytes choose a small motion and its records: both engines tell the same of it.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "engine/naive_engine.h"
#include "engine/stream_engine.h"
#include "told.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace handraise;
  size_t at = 0;
  // Two bytes a choice; behind the end all choices are the first.
  const History history = make_history([&](uint32_t bound) {
    const uint32_t low = at < size ? data[at] : 0, high = at + 1 < size ? data[at + 1] : 0;
    at += 2;
    return (low | high << 8) % bound;
  });
  const Told naive = tell(history, [](EngineInput input) { return std::make_unique<NaiveEngine>(std::move(input)); });
  const Told stream = tell(history, [](EngineInput input) { return make_engine(std::move(input)); });
  const std::string what = difference(history, naive, stream);
  if (!what.empty()) {
    std::fprintf(stderr, "%s\n%s", what.c_str(), print_history(history).c_str());
    std::abort();
  }
  return 0;
}
