// Looks at a pilot that may be taken every week, or after every account, without a price in false alarms: an anytime-valid confidence
// sequence for the difference and the ratio of two proportions. Rates and differences are shares; treated minus held. Pure; total.
//
// The sequence is built by betting: exact E-variables for two groups in blocks (R. Turner, A. Ly, P. Gruenwald, "Generic E-variables for exact
// sequential k-sample tests that allow for optional stopping", 2024), here for blocks of any size. Before a block is seen, rates are guessed
// from those before it: for a null "difference <= d" the pair (t, h) with t - h = d + step that fits the past best. The block's worth is the
// chance of its counts under the guess, divided by that under the pair of the null nearest to the guess (in Kullback-Leibler distance,
// weighted by the block's arms). For every pair in the null its expectation is at most 1, at any size, so the product exceeds 1/alpha with a
// chance of at most alpha, however often one looks (J. Ville, 1939). Steps are quarter, half, one, two and four times the lift looked for,
// mixed with fixed weights: they decide power, never validity; so does the expected rate, which counts as two accounts an arm.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "pilot/interval.h"
#include "pilot/rate_line.h"
#include "pilot/sample_size.h"

namespace handraise {

// The log of what one block is worth to a bet on the line `guess` against the null "on or below the line `null`" (where the guess lies above it;
// else "on or above"). Its exponential has a mean of at most 1 for every pair of rates in that null, whatever `past` and `rate_held`, the guess, are.
double log_block_worth(const ArmCounts& block, const ArmCounts& past, double rate_held, const RateLine& null, const RateLine& guess);

class AlwaysValid {
 public:
  // rate_held: expected without a rep. lift: looked for, not 0 (its size is used). Two-sided: alpha/2 for each end; one: all for the lower end.
  AlwaysValid(double rate_held, double lift, double alpha = 0.05, Sides sides = Sides::two);
  // Accounts that became known since the look before. Which account is in which block must not depend on outcomes.
  void look(const ArmCounts& newcomers);
  // The most that all looks so far have to say against "difference at most d" (or at least d): the log of the largest product.
  double log_evidence_above(double d) const { return against_difference(d, 1); }
  double log_evidence_below(double d) const { return against_difference(d, -1); }
  // Holds the true difference at all looks together with a chance of at least 1 - alpha. Its ends are found on a grid of 1/200, then halved
  // to 1e-6; never wider than [-1, 1].
  ShareInterval interval() const;
  // The same for the ratio treated to held, on a grid of 2 % from 1/1000 to 1000; beyond that 0 or infinite. The two hold their promise each by itself.
  ShareInterval ratio_interval() const;
  // Whether "no better than `d`" is ruled out.
  bool above(double d) const { return log_evidence_above(d) >= bound_; }
  bool below(double d) const { return sides_ == Sides::two && log_evidence_below(d) >= bound_; }

 private:
  double against_difference(double d, int direction) const;
  double against_ratio(double ratio, int direction) const;
  template <class Guess> double most(const RateLine& null, Guess guess_of) const;
  double rate_held_, lift_, bound_;
  Sides sides_;
  std::vector<ArmCounts> blocks_;
};

// Simulated: the chance that so many accounts, known in `looks` equal parts with a look after each, rule out "no better" (with a negative
// lift: "no worse"), and the share of accounts seen when they do. `lift` is the one looked for, the true one unless said. Same seed, same result.
struct AlwaysValidPower {
  double power = 0;
  double accounts_seen = 1;   // mean over all runs; those without an answer count as 1
};
AlwaysValidPower always_valid_power(double rate_held, double rate_treated, int64_t treated, int64_t held, int looks, const TestPlan& plan,
                                    int runs = 2000, uint64_t seed = 1, std::optional<double> lift = std::nullopt);

// Accounts an arm from which weekly looks have the plan's power; `looks` looks whatever the size. nullopt: as accounts_per_arm, or over
// 50,000 in an arm. From the same draws for all sizes, to 1 %.
std::optional<ArmSizes> always_valid_accounts(double rate_held, double rate_treated, int looks, const TestPlan& plan, int runs = 2000,
                                              uint64_t seed = 1);

}  // namespace handraise
