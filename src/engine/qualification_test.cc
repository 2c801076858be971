#include "engine/qualification.h"

#include <limits>

#include <gtest/gtest.h>

namespace handraise {
namespace {

TEST(Micro, IsExactAndPrintsNoMoreThanItNeeds) {
  EXPECT_EQ(micro(20), 20'000'000);
  EXPECT_EQ(micro(0.1), 100'000);
  EXPECT_EQ(micro(-0.000001), -1);
  EXPECT_EQ(micro(1e300), std::numeric_limits<Micro>::max());
  EXPECT_EQ(print_micro(80'000'000), "80");
  EXPECT_EQ(print_micro(56'568'542), "56.568542");
  EXPECT_EQ(print_micro(-500'000), "-0.5");
  EXPECT_EQ(print_micro(-1), "-0.000001");
  EXPECT_EQ(print_micro(0), "0");
}

TEST(Decayed, HalvesAndRoundsHalfUp) {
  EXPECT_EQ(decayed(80'000'000, 0, kDay), 80'000'000);
  EXPECT_EQ(decayed(80'000'000, 7 * kDay, 7 * kDay), 40'000'000);
  EXPECT_EQ(decayed(80'000'000, 3 * kDay + 12 * kHour, 7 * kDay), 56'568'542);  // 80 × 0.5^0.5 = 56.56854249…
  EXPECT_EQ(decayed(3, kDay, kDay), 2);                                         // 1.5
  EXPECT_EQ(decayed(1, 3 * kDay, kDay), 0);                                     // 0.125
  EXPECT_EQ(decayed(80'000'000, 100'000 * kDay, kDay), 0);
}

}  // namespace
}  // namespace handraise
