#include "design/volume.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace handraise {
namespace {

std::vector<VolumeFactor> chain() {
  return {{"mapped", .45, -1, .75, false}, {"segment", .20, -1, .50, false}, {"activated", .20, -1, .45, false}, {"reaching", .15, -1, .50, false}};
}

TEST(Volume, AMonthIsTwelveFiftySecondsOfIt) {
  EXPECT_NEAR(per_week(1000), 230.77, 5e-3);
  EXPECT_NEAR(per_month(per_week(1000)), 1000, 1e-9);
}

TEST(Volume, ThousandSignupsGiveThreeAndAHalfAWeek) {
  const Volume volume = volume_of(per_week(1000), chain());
  EXPECT_NEAR(volume.value, 3.5, .05);
  EXPECT_NEAR(volume.low, 1.4, .05);
  EXPECT_NEAR(volume.high, 8.5, .05);
  EXPECT_NEAR(volume.all_low_to_all_high, 31, .5);
  EXPECT_NEAR(volume.doubt[0], .08, 5e-3);
  EXPECT_NEAR(volume.doubt[1], .26, 5e-3);
  EXPECT_NEAR(volume.doubt[2], .21, 5e-3);
  EXPECT_NEAR(volume.doubt[3], .45, 5e-3);
  EXPECT_NEAR(volume.doubt[0] + volume.doubt[1] + volume.doubt[2] + volume.doubt[3], 1, 1e-12);
}

TEST(Volume, EighteenAWeekNeedAboutFiveThousandSignups) {
  const Volume signups = *signups_needed_per_month(18, chain());
  EXPECT_NEAR(signups.value, 5200, 50);
  EXPECT_NEAR(signups.low, 2100, 50);
  EXPECT_NEAR(signups.high, 12700, 50);
  EXPECT_NEAR(volume_of(per_week(signups.value), chain()).value, 18, 1e-9);
  EXPECT_FALSE(signups_needed_per_month(18, {{"nobody", 0, 0, 0, false}}));
}

// The reviewed pack's chain: 3,000 a month, 693 a week, 36 qualified.
TEST(Volume, KnownFactorsHaveNoRange) {
  const Volume volume = volume_of(per_week(3000), {{"m", .6, .6, .6, false}, {"f", .45, .45, .45, false}, {"a", .35, .35, .35, false}, {"q", .55, .55, .55, false}});
  EXPECT_NEAR(volume.value, 36, .05);
  EXPECT_EQ(volume.low, volume.value);
  EXPECT_EQ(volume.high, volume.value);
  EXPECT_EQ(volume.doubt[0], 0);
}

TEST(Volume, DivisorsDivideAndDoubtTheSame) {
  const Volume times = volume_of(100, {{"x", .25, -1, .5, false}}), divided = volume_of(100, {{"x", 2, -1, 4, true}});
  EXPECT_NEAR(times.value, divided.value, 1e-12);
  EXPECT_NEAR(times.high, divided.high, 1e-12);
  Quantity quantity;
  quantity.name = "users_per_account";
  quantity.value = 3;
  quantity.low = 2;
  quantity.high = 4;
  EXPECT_NEAR(volume_of(90, {factor_of(quantity, true)}).value, 30, 1e-12);  // its own middle, not the geometric one
}

TEST(Volume, StrangeInputsStayFinite) {
  const double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
  for (const double start : {0.0, -4.0, nan, infinity, 1e300}) {
    for (const double low : {0.0, -1.0, nan, infinity, 1e-300}) {
      for (const bool divides : {false, true}) {
        const Volume volume = volume_of(start, {{"x", low, -1, .5, divides}, {"y", .1, nan, infinity, divides}});
        EXPECT_TRUE(std::isfinite(volume.value) && std::isfinite(volume.low) && std::isfinite(volume.high) && std::isfinite(volume.log_sd));
        EXPECT_LE(volume.low, volume.value);
        EXPECT_LE(volume.value, volume.high);
      }
    }
  }
  EXPECT_EQ(volume_of(0, chain()).high, 0);
}

TEST(Volume, StockFlowsOffByLittlesLaw) {
  const StockFlow stock = stock_and_flow(240, 8, 4);
  EXPECT_EQ(stock.flow, 30);
  EXPECT_EQ(stock.realerts_max, 60);
  EXPECT_NEAR(*drain_weeks(stock, 44, .2), 240 * .8 / (44 - 24), 1e-12);
  EXPECT_FALSE(drain_weeks(stock, 24, .2));   // takes what comes, never the backlog
  EXPECT_FALSE(drain_weeks(stock, 0, .2));
  EXPECT_EQ(*drain_weeks(stock, 0, 1), 0);    // all held out: nothing to drain
  EXPECT_EQ(stock_and_flow(240, 0, 0).flow, 0);
  EXPECT_NEAR(worked_per_week(18, .2), 14.4, 1e-12);
  EXPECT_EQ(worked_per_week(18, 7), 0);
}

}  // namespace
}  // namespace handraise
