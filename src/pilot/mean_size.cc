#include "pilot/mean_size.h"

#include <algorithm>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "pilot/interval.h"

namespace handraise {
namespace {

constexpr double kAccountsMax = 1e7;
constexpr double kNormalFrom = 5000;   // degrees of freedom from which t is normal to 1e-4

}  // namespace

double mean_power(double difference, double standard_deviation, double treated, double held, double alpha, Sides sides) {
  if (!(treated > 0) || !(held > 0) || !(standard_deviation > 0) || !std::isfinite(standard_deviation) || !std::isfinite(difference)) return 0;
  const double freedom = treated + held - 2;
  if (!(freedom > 0.5)) return 0;
  const double tail = std::clamp(alpha, 0.0001, 0.5) / (sides == Sides::two ? 2 : 1);
  const double away = std::min(std::abs(difference) / (standard_deviation * std::sqrt(1 / treated + 1 / held)), 1e6);
  if (freedom > kNormalFrom || away > 30) return normal_chance_below(away + normal_quantile(tail));
  using Policy = boost::math::policies::policy<boost::math::policies::overflow_error<boost::math::policies::ignore_error>, boost::math::policies::evaluation_error<boost::math::policies::ignore_error>,
                                               boost::math::policies::promote_double<false>>;
  const double bound = boost::math::quantile(boost::math::complement(boost::math::students_t_distribution<double, Policy>(freedom), tail));
  return std::clamp(boost::math::cdf(boost::math::complement(boost::math::non_central_t_distribution<double, Policy>(freedom, away), bound)), 0.0, 1.0);
}

std::optional<ArmSizes> accounts_for_means(double difference, double standard_deviation, const TestPlan& plan) {
  const double ratio = plan.held_per_treated, power = std::clamp(plan.power, 0.01, 0.9999);
  if (!(ratio > 0) || std::isinf(ratio) || difference == 0) return std::nullopt;
  const auto enough = [&](double treated) { return mean_power(difference, standard_deviation, treated, treated * ratio, plan.alpha, plan.sides) >= power; };
  double low = 2.6 / (1 + ratio), high = low;
  while (!enough(high)) {
    low = high;
    high *= 2;
    if (high * std::max(1.0, ratio) > kAccountsMax) return std::nullopt;
  }
  while (high - low > 1e-7 * high) {
    const double middle = (low + high) / 2;
    (enough(middle) ? high : low) = middle;
  }
  return ArmSizes{high, high * ratio};
}

std::optional<double> smallest_difference(double standard_deviation, double treated, double held, const TestPlan& plan) {
  const double power = std::clamp(plan.power, 0.01, 0.9999);
  const auto shows = [&](double difference) { return mean_power(difference, standard_deviation, treated, held, plan.alpha, plan.sides) >= power; };
  double low = 0, high = standard_deviation;
  for (int i = 0; !shows(high); ++i) {
    if (i > 20 || !(high > 0)) return std::nullopt;
    high *= 2;
  }
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (shows(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace handraise
