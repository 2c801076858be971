#include "design/capacity.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace handraise {
namespace {

Pool pool(std::string role, double people, double hours, double share, double absence) {
  Pool result;
  result.role = std::move(role);
  result.people = people;
  result.selling_hours = hours;
  result.share = share;
  result.absence = absence;
  return result;
}

CadenceStep step(std::string tier, double minutes, double share = 1, std::string role = "sdr") {
  CadenceStep result;
  result.tier = std::move(tier);
  result.role = std::move(role);
  result.minutes = minutes;
  result.share = share;
  return result;
}

std::vector<RoleWork> two_and_two() { return {{pool("sdr", 2, 25, .5, .08), 29.7, 15}, {pool("ae", 2, 25, .4, .08), 36, 0}}; }

TEST(Capacity, AccountExecutivesBind) {
  EXPECT_NEAR(pool_hours(two_and_two()[0].pool), 23.0, 1e-9);
  EXPECT_NEAR(pool_hours(two_and_two()[1].pool), 18.4, 1e-9);
  const Capacity capacity = capacity_of(two_and_two(), {9, 18, 30, 0});
  EXPECT_NEAR(capacity.roles[0].cap, 37.2, .05);
  EXPECT_NEAR(capacity.roles[1].cap, 24.5, .05);
  EXPECT_EQ(capacity.binding, 1);
  EXPECT_EQ(capacity.cap, capacity.roles[1].cap);
}

TEST(Capacity, PlanningCaseKeepsTheBindingRoleSixtyPercentBusy) {
  const Capacity capacity = capacity_of(two_and_two(), {});
  const double volume = *volume_at_use(capacity);
  EXPECT_NEAR(volume, 18.4, .05);
  EXPECT_NEAR(use_of(two_and_two()[1], volume, 0), .60, 1e-12);
  EXPECT_FALSE(volume_at_use(capacity_of({}, {})));
}

TEST(Capacity, UseAtTheEndsOfTheRangeAndWithOneOut) {
  const Capacity capacity = capacity_of(two_and_two(), {9, 18, 30, 2});
  const RoleCapacity& ae = capacity.roles[1];
  EXPECT_NEAR(ae.use_low, 9 * 36 / (60 * 18.4), 1e-12);
  EXPECT_NEAR(ae.use_value, 18 * 36 / (60 * 18.4), 1e-12);
  EXPECT_NEAR(ae.use_high, 30 * 36 / (60 * 18.4), 1e-12);
  EXPECT_NEAR(ae.use_one_out, 2 * ae.use_value, 1e-12);
  EXPECT_NEAR(capacity.roles[0].use_value, (18 * 29.7 + 2 * 15) / (60 * 23.0), 1e-12);
  EXPECT_NEAR(capacity_after_hand_raises(two_and_two(), {9, 18, 30, 2}).roles[0].cap, (60 * .8 * 23.0 - 30) / 29.7, 1e-9);
  EXPECT_EQ(use_of({pool("founder", 1, 5, 1, 0), 20, 0}, 3, 0, 1), kOverloaded);
}

// The reviewed pack's cadence, counted from its own steps: hot 49, warm 21 minutes; 12 hot and 24 warm take 18.2 h of 30, cap 50.
TEST(Capacity, EffortFollowsTheCadence) {
  std::vector<CadenceStep> cadence = {step("both", 8), step("both", 5), step("both", 4), step("both", 4), step("hot", 14), step("hot", 14, .7)};
  cadence.push_back(step("both", 30, 1, "ae"));
  EXPECT_EQ(cadence_minutes(cadence, "sdr", "hot", Effort::planned), 49);
  EXPECT_EQ(cadence_minutes(cadence, "sdr", "qualified", Effort::planned), 21);
  EXPECT_NEAR(cadence_minutes(cadence, "sdr", "hot", Effort::expected), 35 + 14 * .7, 1e-12);
  EXPECT_EQ(cadence_minutes(cadence, "", "qualified", Effort::planned), 51);
  EXPECT_EQ(cadence_minutes({}, "sdr", "hot", Effort::planned), 0);
  const double minutes = mixed_minutes(12 / 36.0, 49, 21);
  EXPECT_NEAR(36 * minutes / 60, 18.2, .01);
  const std::vector<RoleWork> work = {{pool("sdr", 2, 25, .6, 0), minutes, 0}};
  const Capacity capacity = capacity_of(work, {36, 36, 36, 0}, .85);
  EXPECT_NEAR(capacity.roles[0].use_value, .61, 5e-3);
  EXPECT_NEAR(capacity.cap, 50, .5);
}

TEST(Capacity, ReachIsTheProductOfThoseWhoStayed) {
  const std::vector<double> reach = reach_after_stops({.2, .1, 0, 1, .5});
  ASSERT_EQ(reach.size(), 5u);
  EXPECT_EQ(reach[0], 1);
  EXPECT_NEAR(reach[1], .8, 1e-12);
  EXPECT_NEAR(reach[2], .72, 1e-12);
  EXPECT_NEAR(reach[3], .72, 1e-12);
  EXPECT_EQ(reach[4], 0);
  EXPECT_NEAR(meeting_minutes(.25, 60, .5, 120), 30, 1e-12);
}

TEST(Capacity, RolesWithoutWorkOrPeople) {
  const std::vector<RoleWork> work = {{pool("ae", 2, 25, .4, 0), 0, 0}, {pool("sdr", 0, 25, .5, 0), 20, 0}};
  const Capacity capacity = capacity_of(work, {1, 2, 3, 0});
  EXPECT_TRUE(capacity.roles[0].unlimited);
  EXPECT_EQ(capacity.roles[0].use_value, 0);
  EXPECT_EQ(capacity.binding, 1);
  EXPECT_EQ(capacity.cap, 0);
  EXPECT_EQ(capacity.roles[1].use_value, kOverloaded);
  EXPECT_EQ(capacity_of({}, {}).binding, -1);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(std::isfinite(capacity_of({{pool("sdr", nan, 25, nan, 2), nan, nan}}, {nan, nan, nan, nan}, nan).cap));
}

}  // namespace
}  // namespace handraise
