// Logistic regression with a ridge penalty (D. R. Cox, 1958; le Cessie and van Houwelingen, 1992), by Newton's steps in a fixed order: the same
// data give the same coefficients everywhere. Standard errors are robust to clusters (Huber–White): rows of one account are not independent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace handraise {

struct LogisticData {
  size_t width = 0;                 // features of a row, without the intercept
  std::vector<float> features;      // row by row
  std::vector<uint8_t> reached;     // 0 or 1
  std::vector<uint32_t> cluster;    // by row
  std::vector<double> weight = {};  // by row; empty: 1 each
};
struct LogisticFit {
  double intercept = 0;
  std::vector<double> coefficients;      // by feature; of the features as given
  std::vector<double> standard_errors;   // robust to clusters
  bool converged = false;
};
// Minimises −Σ w log-likelihood + ridge/2 Σ β_j² (not the intercept). A feature that never varies gets 0. `sign`: by feature, +1 keeps a
// coefficient at or above 0, −1 at or below, 0 (or an empty list) leaves it free: features on the wrong side are taken out one by one, worst first.
LogisticFit fit_logistic(const LogisticData& data, double ridge, const std::vector<int>& sign = {});

}  // namespace handraise
