// How many accounts a difference of two means needs (a metric with amounts: seats, spend). Student's test, equal standard deviations; differences and
// standard deviation in the metric's unit. Pure; total.
#pragma once

#include <optional>

#include "pilot/sample_size.h"

namespace handraise {

// Power of Student's test, by the noncentral t distribution; the chance of an answer in the wrong direction is left out, as in R's power.t.test
// (20 an arm, difference 1, standard deviation 1: .869). 0 when an arm has no account or both together fewer than three.
double mean_power(double difference, double standard_deviation, double treated, double held, double alpha = 0.05, Sides sides = Sides::two);
// Accounts in each arm, not rounded: difference 1, standard deviation 1, power .90: 22.02. nullopt: no difference, no deviation, or over 10^7.
std::optional<ArmSizes> accounts_for_means(double difference, double standard_deviation, const TestPlan& plan = {});
// The smallest difference that so many accounts show with the plan's power. nullopt: an arm is empty.
std::optional<double> smallest_difference(double standard_deviation, double treated, double held, const TestPlan& plan = {});

}  // namespace handraise
