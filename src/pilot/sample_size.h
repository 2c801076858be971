// How many accounts a pilot needs, and what the accounts it gets can show (F12 to F15). Rates and lifts are shares (0.07 is 7
// percentage points), arms count accounts. Pure; total: an impossible question gives nullopt, never NaN, in bounded time.
#pragma once

#include <cstdint>
#include <optional>

namespace handraise {

enum class Sides { two, one };

// What a comparison of two proportions must satisfy.
struct TestPlan {
  double power = 0.80;        // chance to see the lift when it is there; kept in [0.01, 0.9999]
  double alpha = 0.05;        // chance to see one that is not; kept in [0.0001, 0.5]
  Sides sides = Sides::two;
  double held_per_treated = 1;  // accounts held out for one treated; h/(1 - h) for a holdout share h
};

// Accounts in each arm, not rounded; print with accounts_needed().
struct ArmSizes {
  double treated = 0;
  double held = 0;
};
// Rounds up, forgiving 1e-9 of rounding error.
int64_t accounts_needed(double accounts);

// F12: accounts an arm to tell `rate_treated` from `rate_held`; normal approximation without continuity correction, Fleiss, Levin
// and Paik, "Statistical Methods for Rates and Proportions", and R's power.prop.test for equal arms (.50, .75, power .90: 76.7).
// nullopt: rates equal or outside [0, 1], or an arm without accounts.
std::optional<ArmSizes> accounts_per_arm(double rate_held, double rate_treated, const TestPlan& plan = {});

// F12 read the other way: power of `treated` and `held` accounts for these rates (0 when an arm is empty).
double normal_power(double rate_held, double rate_treated, double treated, double held, double alpha = 0.05, Sides sides = Sides::two);

// F13: smallest lift (rate_treated - rate_held > 0) that so many accounts show with the plan's power; `held_per_treated` is taken
// from the arms. nullopt: not even a rate of 1 would show, or an arm is empty.
std::optional<double> smallest_lift(double rate_held, double treated, double held, const TestPlan& plan = {});

// F14: with fewer than 10 outcomes expected in the holdout the normal formula promises too much; under 5 no test helps (D24).
enum class OutcomeTest { normal, exact, none };
OutcomeTest outcome_test(double outcomes_expected_held);

enum class ExactTest { fisher, fisher_mid_p, boschloo };

// F14: exact two-sided power, every pair of counts enumerated. Fisher: p-value as R's fisher.test (all tables at most as likely).
// Boschloo: Fisher's p-value as statistic, size controlled over the nuisance rate on a grid of 399 (one-sided tests are not
// offered). Above 3,000 accounts an arm the normal power is given; Boschloo falls back to Fisher mid-p above 150 an arm.
// .03 -> .18, 63 an arm: .736.
double exact_power(double rate_held, double rate_treated, int64_t treated, int64_t held, double alpha = 0.05,
                   ExactTest test = ExactTest::fisher);

// Two-sided p-value of one table by Fisher's exact test, or its mid-p.
double fisher_p(int64_t events_treated, int64_t treated, int64_t events_held, int64_t held, bool mid_p = false);

// F14: accounts an arm (equal arms) from which the exact test has the plan's power. nullopt: as accounts_per_arm, or over 2,000.
std::optional<int64_t> exact_accounts_per_arm(double rate_held, double rate_treated, const TestPlan& plan = {},
                                              ExactTest test = ExactTest::fisher);

// F15: factor on the number of users when arms are made of accounts: 1 + ((1 + cv^2) k - 1) ICC, at least 1; `users_per_account` k on
// average with coefficient of variation `users_cv`, `icc` the intra-account correlation. (Donner and Klar 2000; Eldridge et al. 2006.)
double cluster_factor(double users_per_account, double users_cv, double icc);

// Weeks of enrolment until both arms are full at `volume` qualified accounts a week, a share `holdout_share` of them held out.
// nullopt: never (no volume, or an arm that gets nobody).
std::optional<double> weeks_to_enrol(const ArmSizes& arms, double volume, double holdout_share);

// The volume at which `weeks` of enrolment fill both arms: the same formula, solved for V (a flip point). nullopt: never.
std::optional<double> volume_to_enrol(const ArmSizes& arms, double weeks, double holdout_share);

}  // namespace handraise
