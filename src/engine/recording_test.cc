#include "engine/recording.h"

#include <gtest/gtest.h>

#include "engine/stream_engine.h"

namespace handraise {
namespace {

Record event(Timestamp time, const std::string& account, const std::string& user, const std::string& name) {
  Record record;
  record.time = time;
  record.group = account;
  record.user = user;
  record.event = name;
  return record;
}

Motion motion() {
  Motion motion;
  Signal signal;
  signal.name = "used";
  signal.events = {"Used"};
  signal.at_least = 2;
  signal.within = 7 * kDay;
  signal.points = 10;
  motion.signals = {signal};
  motion.qualify.score_at_least = 10;
  return motion;
}

TEST(Recording, IsScoredUnderAChangedMotion) {
  const Motion recorded = motion();
  Recording recording({recorded});
  for (int day = 1; day <= 10; ++day) recording.add(event(day * kDay, "acme", "ann", "Used"));
  recording.finish();
  Motion changed = motion();
  changed.signals[0].at_least = 3;
  changed.signals[0].within = 2 * kDay + 1;
  changed.qualify.cooldown = 5 * kDay;
  ASSERT_TRUE(recording.can_score(changed));
  const auto qualifications = recording.qualifications(changed, Explain::no);
  ASSERT_EQ(qualifications.size(), 2u);
  EXPECT_EQ(qualifications[0].time, 3 * kDay);
  EXPECT_EQ(qualifications[1].time, 8 * kDay);
  EXPECT_EQ(recording.qualifications(changed, Explain::no, 8 * kDay - 1).size(), 1u);
  EXPECT_EQ(recording.qualifications(recorded, Explain::yes)[0].state.score, 10 * kMicro);
  const auto states = recording.states_at(changed, 4 * kDay);
  ASSERT_EQ(states.size(), 1u);
  EXPECT_TRUE(states[0].holds);
}

TEST(Recording, RefusesWhatItDidNotKeep) {
  const Motion recorded = motion();
  Recording recording({recorded});
  Motion other = motion();
  other.signals[0].events = {"Bought"};
  EXPECT_FALSE(recording.can_score(other));
  other = motion();
  other.segment.all = {{"account.size", {}}};
  EXPECT_FALSE(recording.can_score(other));
  other = motion();
  other.unit = Unit::user;
  EXPECT_FALSE(recording.can_score(other));
  other = motion();
  other.identity.trust_confirmed = true;
  other.qualify.score_at_least = 0;
  EXPECT_TRUE(recording.can_score(other));
}

}  // namespace
}  // namespace handraise
