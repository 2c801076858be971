// Tuning finds what is there, and says so when nothing is.
#include "tune/tune.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "events/duplicates.h"
#include "motion/parse_motion.h"
#include "motion/print_motion.h"
#include "tune/tune_report.h"

namespace handraise {
namespace {

constexpr Timestamp kStart = 1735689600000;  // 2025-01-01
constexpr int kWeeks = 60;

Signal signal(const std::string& name, const std::string& event) {
  Signal made;
  made.name = name;
  made.events = {event};
  made.at_least = 2;
  made.within = 14 * kDay;
  made.points = 20;
  return made;
}

Motion three_signals() {
  Motion motion;
  motion.signals = {signal("telling", "Telling"), signal("idle", "Idle"), signal("noisy", "Noisy")};
  motion.qualify.score_at_least = 20;
  motion.qualify.cooldown = 60 * kDay;
  Exclusion there;
  there.outcome = "won";
  motion.qualify.never_if = {there};
  return motion;
}

// A made-up company: accounts that do three things at random. Who does the first one is won within three weeks more often than others.
struct Company {
  std::vector<Record> records;
  std::vector<Outcome> outcomes;
};
Company company(uint64_t seed, int accounts, double won_when_telling, double won_otherwise, double won_when_idle = 0) {
  Chance chance(seed);
  Company made;
  for (int a = 0; a < accounts; ++a) {
    const std::string name = "account" + std::to_string(a);
    const int first = static_cast<int>(chance.below(kWeeks - 8));
    bool won = false;
    for (int week = first; week < std::min(first + 24, kWeeks) && !won; ++week) {
      const Timestamp monday = kStart + week * kWeek;
      bool telling = false;
      const auto act = [&](const char* event, double share) {
        if (chance.share() >= share) return false;
        for (int i = 0; i < 3; ++i) {
          Record record;
          record.time = monday + static_cast<Timestamp>(chance.below(6 * kDay));
          record.group = name;
          record.user = name + "-u";
          record.event = event;
          made.records.push_back(std::move(record));
        }
        return true;
      };
      telling = act("Telling", 0.10);
      const bool idle = act("Idle", won_when_idle > 0 ? 0.10 : 0.30);
      act("Noisy", 0.30);
      won = chance.share() < (telling ? won_when_telling : idle && won_when_idle > 0 ? won_when_idle : won_otherwise);
      if (won) made.outcomes.push_back({name, "", "won", monday + 7 * kDay + static_cast<Timestamp>(chance.below(14 * kDay))});
    }
  }
  order_records(made.records);
  return made;
}

Tuned tuned(const Motion& motion, const Company& company, std::optional<double> cap = {}) {
  TuneHistory history({motion, {}, company.outcomes, {}, "won", 30 * kDay});
  for (const Record& record : company.records) history.add(record);
  history.finish(std::nullopt);
  TuneInput input{history};
  input.cap = cap;
  return tune(input);
}

TEST(Tune, FindsTheSignalThatTells) {
  const Motion motion = three_signals();
  const Company made = company(1, 400, 0.5, 0.01);
  const Tuned found = tuned(motion, made);
  ASSERT_EQ(found.finding, Tuned::Finding::better) << print_tuned(found, motion, {"", "", "won", 30 * kDay});
  EXPECT_GT(found.gain.low, 0);
  EXPECT_GT(found.best.signals[0].points, found.best.signals[1].points + found.best.signals[2].points);
  const auto rate = [](const TunePart& part) { return static_cast<double>(part.hits) / static_cast<double>(part.judged); };
  EXPECT_GT(rate(found.best_late), 1.5 * rate(found.first_late));
  // Only what may be tuned has changed, and every change is told.
  Motion undone = found.best;
  for (size_t i = 0; i < 3; ++i) {
    undone.signals[i].points = motion.signals[i].points;
    undone.signals[i].at_least = motion.signals[i].at_least;
    undone.signals[i].within = motion.signals[i].within;
    EXPECT_EQ(found.best.signals[i].points, std::round(found.best.signals[i].points));
  }
  undone.qualify.score_at_least = motion.qualify.score_at_least;
  EXPECT_EQ(undone, motion);
  size_t differing = found.best.qualify.score_at_least != motion.qualify.score_at_least;
  for (size_t i = 0; i < 3; ++i) {
    differing += (found.best.signals[i].points != motion.signals[i].points) + (found.best.signals[i].at_least != motion.signals[i].at_least) + (found.best.signals[i].within != motion.signals[i].within);
  }
  EXPECT_EQ(found.changes.size(), differing);
}

TEST(Tune, SaysSoWhenNoChangeIsBetterThanNoise) {
  const Motion motion = three_signals();
  const Company made = company(2, 250, 0.4, 0.02);
  ASSERT_GE(made.outcomes.size(), 80u);
  int says_so = 0;
  for (uint64_t seed = 1; seed <= 100; ++seed) {
    Company shuffled = made;
    // Who was won is drawn anew among all accounts; when stays.
    Chance chance(seed);
    std::vector<std::string> names;
    for (int a = 0; a < 250; ++a) names.push_back("account" + std::to_string(a));
    for (size_t i = names.size(); i-- > 1;) std::swap(names[i], names[chance.below(i + 1)]);
    for (size_t i = 0; i < shuffled.outcomes.size(); ++i) shuffled.outcomes[i].account = names[i];
    says_so += tuned(motion, shuffled).finding != Tuned::Finding::better;
  }
  RecordProperty("says_so", says_so);
  std::printf("says so in %d of 100 shuffles\n", says_so);
  EXPECT_GE(says_so, 95);
}

TEST(Tune, KeepsToWhatTheTeamCanTake) {
  Motion motion = three_signals();
  motion.qualify.cooldown = 7 * kDay;   // a call for little stands in the way of none for more
  // Two kinds of accounts are worth a call, one more than the other: with few people only that one.
  const Company made = company(1, 600, 0.7, 0.002, 0.25);
  const Tuned free = tuned(motion, made), bound = tuned(motion, made, 1.0);
  ASSERT_GT(free.best_early.week, 1.0);
  EXPECT_LT(bound.best_early.week, free.best_early.week);
  const auto rate = [](const TunePart& part) { return static_cast<double>(part.hits) / static_cast<double>(part.judged); };
  EXPECT_GT(rate(bound.best_early), rate(free.best_early));
  EXPECT_LT(bound.best_early.worth, bound.best_early.beyond);
}

// Who is called every week and won once is one outcome, however often it was called before.
TEST(Tune, CountsAnOutcomeOnce) {
  Motion motion = three_signals();
  motion.qualify.cooldown = 7 * kDay;
  const Company made = company(5, 400, 0.5, 0.05);
  const Tuned found = tuned(motion, made);
  const auto reached = [&](Timestamp from, Timestamp to) {
    return static_cast<size_t>(std::count_if(made.outcomes.begin(), made.outcomes.end(), [&](const Outcome& each) { return each.reached_at > from && each.reached_at <= to; }));
  };
  EXPECT_LE(found.first_early.hits, reached(found.from, found.split));
  EXPECT_LE(found.best_early.hits, reached(found.from, found.split));
  EXPECT_LE(found.first_late.hits, reached(found.split, found.end));
  EXPECT_LE(found.best_late.hits, reached(found.split, found.end));
  EXPECT_GT(found.best_late.hits, 0u);
}

// The motion that is written is the first one, save where another was found to be better.
TEST(Tune, WritesNoChangeThatIsNoBetter) {
  const Motion motion = three_signals();
  const TuneSource source{"handraise tune motion.yaml", "0", "won", 30 * kDay};
  const auto written = [&](const Tuned& found) {
    const Result<Motion> read = parse_motion(print_tuned_motion(found, motion, source), "tuned.yaml");
    EXPECT_TRUE(read) << print_errors(read.errors());
    return read ? *read : Motion();
  };
  int noise = 0;
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    const Tuned found = tuned(motion, company(seed, 150, 0.03, 0.03));
    if (found.finding == Tuned::Finding::better || found.best == motion) continue;
    ++noise;
    EXPECT_EQ(written(found), motion);
    // What is said of the interval is true of it.
    const std::string told = print_tuned(found, motion, source);
    if (found.finding == Tuned::Finding::noise) {
      EXPECT_EQ(told.find("0 lies within") != std::string::npos, found.gain.low <= 0) << told;
    }
  }
  EXPECT_GT(noise, 0);
  const Tuned better = tuned(motion, company(1, 400, 0.5, 0.01));
  ASSERT_EQ(better.finding, Tuned::Finding::better);
  EXPECT_EQ(written(better), better.best);
  EXPECT_NE(better.best, motion);
}

TEST(Tune, GivesTheSameBytesTwice) {
  const Motion motion = three_signals();
  const Company made = company(3, 150, 0.4, 0.02);
  const TuneSource source{"handraise tune motion.yaml", "0", "won", 30 * kDay};
  const Tuned one = tuned(motion, made), two = tuned(motion, made);
  EXPECT_EQ(print_tuned(one, motion, source), print_tuned(two, motion, source));
  EXPECT_EQ(print_tuned_json(one, source), print_tuned_json(two, source));
  const std::string text = print_tuned_motion(one, motion, source);
  EXPECT_EQ(text, print_tuned_motion(two, motion, source));
  const Result<Motion> read = parse_motion(text, "tuned.yaml");
  ASSERT_TRUE(read) << print_errors(read.errors());
  EXPECT_EQ(*read, one.finding == Tuned::Finding::better ? one.best : motion);
}

TEST(Tune, OfLittleOrNothingSaysThatItIsTooFew) {
  const Motion motion = three_signals();
  EXPECT_EQ(tuned(motion, {}).finding, Tuned::Finding::too_few);
  const Tuned few = tuned(motion, company(4, 12, 0.2, 0.01));
  EXPECT_NE(few.finding, Tuned::Finding::better);
  EXPECT_TRUE(print_tuned(few, motion, {"", "", "won", 30 * kDay}).starts_with("No change is better than noise"));
}

}  // namespace
}  // namespace handraise
