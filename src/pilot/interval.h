// Proportions: intervals around them and chances of counts. Counts are whole numbers >= 0, rates and chances shares in [0, 1].
// Every function is total: counts outside 0..n and rates outside [0, 1] are pulled to the nearest end, n <= 0 means that nothing
// was seen. No result is NaN or infinite. Pure and safe to call from any thread.
#pragma once

#include <cstdint>
#include <vector>

namespace handraise {

struct ShareInterval {
  double low = 0;
  double high = 1;
};

// Standard normal: the value below which a share `chance` lies (chance is kept within 1e-16 of 0 and 1), and its inverse.
double normal_quantile(double chance);
double normal_chance_below(double value);

// Score interval of one proportion, E. B. Wilson (1927), two-sided `confidence`. n = 0: [0, 1].
ShareInterval wilson_interval(int64_t events, int64_t n, double confidence = 0.95);
// Exact interval, Clopper and Pearson (1934): never too narrow. n = 0: [0, 1].
ShareInterval exact_interval(int64_t events, int64_t n, double confidence = 0.95);
// Interval of the difference treated minus held, in [-1, 1]: hybrid of two Wilson intervals, R. G. Newcombe (1998), method 10.
// An empty arm counts as [0, 1].
ShareInterval difference_interval(int64_t events_treated, int64_t n_treated, int64_t events_held, int64_t n_held,
                                  double confidence = 0.95);

// Bin(n, rate): P(X = k) for k = 0..n (n + 1 chances, summing to 1), P(X >= k), P(X <= k). Exact to about 1e-12.
std::vector<double> binomial_chances(int64_t n, double rate);
double binomial_at_least(int64_t n, double rate, int64_t k);
double binomial_at_most(int64_t n, double rate, int64_t k);

}  // namespace handraise
