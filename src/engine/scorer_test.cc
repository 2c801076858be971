// What a signal remembers does not grow with events: for each way to count, the same subjects with a hundred times the events.
#include "engine/scorer.h"

#include <gtest/gtest.h>

#include <functional>

#include "engine/resolver.h"

namespace handraise {
namespace {

struct Way {
  const char* name;
  std::function<void(Signal&)> count;
  size_t at_most;   // entries a subject
};

Remembered after(const Way& way, int events) {
  Motion motion;
  Signal signal;
  signal.name = "used";
  signal.events = {"Used"};
  signal.at_least = 5;
  signal.within = 7 * kDay;
  signal.points = 10;
  way.count(signal);
  motion.signals = {signal};
  motion.qualify.score_at_least = 10;
  Resolver resolver({motion}, Tell::that_matter);
  Scorer scorer(motion, resolver.names(), Explain::no);
  Steps steps;
  for (int i = 0; i < events; ++i) {
    Record record;
    record.time = static_cast<Timestamp>(i) * 90 * kSecond;
    record.group = "account" + std::to_string(i % 3);
    record.user = "user" + std::to_string(i % 12);
    record.event = "Used";
    record.values.push_back({"n", {Value::Kind::number, std::to_string(i % 1000), {}}});
    resolver.add(record, steps);
    if (steps.size() > 1000) {
      scorer.apply(steps);
      steps.clear();
      (void)scorer.take_qualifications();
    }
  }
  resolver.finish(steps);
  scorer.apply(steps);
  return scorer.remembered();
}

class Remembers : public testing::TestWithParam<Way> {};

TEST_P(Remembers, NoMoreThanItsThreshold) {
  const Remembered few = after(GetParam(), 1'000), some = after(GetParam(), 10'000), many = after(GetParam(), 100'000);
  for (const Remembered& each : {few, some, many}) EXPECT_LE(each.window_entries, GetParam().at_most * 3);
  EXPECT_GT(few.window_entries, 0u);
  EXPECT_EQ(many.subjects, few.subjects);
  EXPECT_EQ(many.bytes, some.bytes);
}

INSTANTIATE_TEST_SUITE_P(
    Ways, Remembers,
    testing::Values(Way{"events", [](Signal&) {}, 5}, Way{"users", [](Signal& s) { s.count = Count::users; s.at_least = 3; }, 3},
                    Way{"days", [](Signal& s) { s.count = Count::days; s.at_least = 3; }, 3},
                    Way{"distinct", [](Signal& s) { s.count = Count::distinct; s.count_property = "n"; s.at_least = 40; }, 40},
                    Way{"sum", [](Signal& s) { s.count = Count::sum; s.count_property = "n"; s.at_least = 900; }, 900},
                    Way{"once_per", [](Signal& s) { s.once_per = Period::hour; }, 5},
                    // Four users an account, and matches within the window as its going off is an instant: one in four and a half minutes.
                    Way{"new_users_as_risk", [](Signal& s) { s.count = Count::new_users; s.kind = SignalKind::risk; s.at_least = 3; }, 4 + 7 * 24 * 60 * 2 / 9}),
    [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace handraise
