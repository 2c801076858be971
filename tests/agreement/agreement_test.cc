// The engine against its oracle on random histories. usage: agreement_test [--seed N] [--histories N]
#include <malloc.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "engine/stream_engine.h"
#include "told.h"

using namespace handraise;

namespace {

// As a backtest asks: no explanations, and of subjects only those that can matter.
Told tell_briefly(const History& history) {
  return tell(history, replayed(history), [](EngineInput input) { return make_engine(std::move(input), {Explain::no, Tell::that_matter}); });
}

std::string disagreement(const History& history, const Told& naive) {
  const std::string what = difference(history, naive, tell_by_stream(history));
  if (!what.empty()) return what;
  return qualifications_differ(naive, tell_briefly(history)) ? "other qualifications without explanations" : "";
}

}  // namespace

int main(int argc, char** argv) {
  uint64_t seed = 1, count = 20'000, qualifying = 0, qualifications = 0;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--seed") == 0) seed = std::strtoull(argv[i + 1], nullptr, 10);
    if (std::strcmp(argv[i], "--histories") == 0) count = std::strtoull(argv[i + 1], nullptr, 10);
  }
  mallopt(M_TRIM_THRESHOLD, 1 << 30);  // engines come and go: their memory is used again
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  std::printf("seed %llu, %llu histories\n", static_cast<unsigned long long>(seed), static_cast<unsigned long long>(count));
  for (uint64_t i = 0; i < count; ++i) {
    Dice dice(seed * 1'000'003 + i);
    const History history = make_history([&](uint32_t bound) { return dice.below(bound); });
    const Told told = tell_naively(history);
    qualifying += !told.qualifications.empty();
    qualifications += told.qualifications.size();
    if (i < 3 && count < 10) std::printf("%s\n", print_history(history).c_str());
    if (disagreement(history, told).empty()) continue;
    const History small = reduce(history, [](const History& other) { return !disagreement(other, tell_naively(other)).empty(); });
    std::printf("history %llu of seed %llu: %s\n%s", static_cast<unsigned long long>(i), static_cast<unsigned long long>(seed),
                disagreement(small, tell_naively(small)).c_str(), print_history(small).c_str());
    return 1;
  }
  std::printf("%llu of %llu histories qualify somebody, %llu qualifications\n", static_cast<unsigned long long>(qualifying), static_cast<unsigned long long>(count),
              static_cast<unsigned long long>(qualifications));
  std::printf("the engine agrees with the naive one\n");
  return 0;
}
