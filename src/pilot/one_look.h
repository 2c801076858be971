// One planned look at a pilot, exact at any size: tests and intervals that keep their promise for every pair of rates, not on average.
//
// A null "treated rate on or below a line" (a difference, a ratio) is tested by the score statistic (O. Miettinen, M. Nurminen, "Comparative
// analysis of two rates", 1985); its p-value is the largest chance of as much or more over all pairs of rates on the line (I. S. F. Chan, Z. Zhang,
// "Test-based exact confidence intervals for the difference of two binomial proportions", 1999), where the held rate is kept inside its own
// exact interval of 99.95 % and the remaining .0005 is added (R. L. Berger, D. D. Boos, 1994). Pure; total.
#pragma once

#include <cstdint>
#include <optional>

#include "pilot/interval.h"
#include "pilot/rate_line.h"
#include "pilot/sample_size.h"

namespace handraise {

// One-sided p-values: of "on or below the line" (small: the treated rate lies above it), and of "on or above". An empty arm: 1.
double one_look_p_above(const ArmCounts& counts, const RateLine& line);
double one_look_p_below(const ArmCounts& counts, const RateLine& line);

// Holds the true difference with a chance of at least 1 - alpha, alpha/2 at each end. Ends to 1e-5. Above 0 when "no better" is ruled out.
ShareInterval one_look_interval(const ArmCounts& counts, double alpha = 0.05);
// The same for the ratio; 0 and infinite where nothing is ruled out within 1/1000 to 1000.
ShareInterval one_look_ratio(const ArmCounts& counts, double alpha = 0.05);

// Chance that "no better" is ruled out (with rate_treated below rate_held: "no worse"), all pairs of counts enumerated. Over 3,000 accounts in an
// arm the normal power is given.
double one_look_power(double rate_held, double rate_treated, int64_t treated, int64_t held, double alpha = 0.05, Sides sides = Sides::two);
// Accounts from which it has the plan's power. nullopt: as accounts_per_arm, or over 3,000 in an arm.
std::optional<ArmSizes> one_look_accounts(double rate_held, double rate_treated, const TestPlan& plan);

}  // namespace handraise
