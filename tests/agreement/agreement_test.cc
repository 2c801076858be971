// The engine against its oracle on random histories. usage: agreement_test [--seed N] [--histories N]
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "engine/naive_engine.h"
#include "engine/stream_engine.h"
#include "told.h"

using namespace handraise;

int main(int argc, char** argv) {
  uint64_t seed = 1, count = 20'000, qualifying = 0, qualifications = 0;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--seed") == 0) seed = std::strtoull(argv[i + 1], nullptr, 10);
    if (std::strcmp(argv[i], "--histories") == 0) count = std::strtoull(argv[i + 1], nullptr, 10);
  }
  const MakeEngine naive = [](EngineInput input) { return std::make_unique<NaiveEngine>(std::move(input)); };
  const MakeEngine stream = [](EngineInput input) { return make_engine(std::move(input)); };
  std::printf("seed %llu, %llu histories\n", static_cast<unsigned long long>(seed), static_cast<unsigned long long>(count));
  for (uint64_t i = 0; i < count; ++i) {
    Dice dice(seed * 1'000'003 + i);
    const History history = make_history([&](uint32_t bound) { return dice.below(bound); });
    const Told told = tell(history, naive);
    qualifying += !told.qualifications.empty();
    qualifications += told.qualifications.size();
    if (i < 3 && count < 10) std::printf("%s\n", print_history(history).c_str());
    if (difference(history, told, tell(history, stream)).empty()) continue;
    const auto fails = [&](const History& other) { return !difference(other, tell(other, naive), tell(other, stream)).empty(); };
    const History small = reduce(history, fails);
    std::printf("history %llu of seed %llu: %s\n%s", static_cast<unsigned long long>(i), static_cast<unsigned long long>(seed),
                difference(small, tell(small, naive), tell(small, stream)).c_str(), print_history(small).c_str());
    return 1;
  }
  std::printf("%llu of %llu histories qualify somebody, %llu qualifications\n", static_cast<unsigned long long>(qualifying), static_cast<unsigned long long>(count),
              static_cast<unsigned long long>(qualifications));
  std::printf("the engine agrees with the naive one\n");
  return 0;
}
