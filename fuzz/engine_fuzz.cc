// Bytes choose a small motion and its records: both engines tell the same of it.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

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
  const std::string what = difference(history, tell_naively(history), tell_by_stream(history));
  if (!what.empty()) {
    std::fprintf(stderr, "%s\n%s", what.c_str(), print_history(history).c_str());
    std::abort();
  }
  return 0;
}
