#include "backtest/logistic.h"

#include <Eigen/Dense>

#include <cmath>

namespace handraise {
namespace {

struct Fitted {
  Eigen::VectorXd beta;          // intercept first
  Eigen::MatrixXd information;   // of the penalised likelihood
  bool converged = false;
};

double chance_of(double x) { return x >= 0 ? 1 / (1 + std::exp(-x)) : std::exp(x) / (1 + std::exp(x)); }

class Model {
 public:
  Model(const LogisticData& data, double ridge, std::vector<size_t> used) : data_(data), ridge_(ridge), used_(std::move(used)) {}

  Eigen::VectorXd row(size_t i) const {
    Eigen::VectorXd x(static_cast<Eigen::Index>(used_.size() + 1));
    x[0] = 1;
    for (size_t j = 0; j < used_.size(); ++j) x[static_cast<Eigen::Index>(j + 1)] = static_cast<double>(data_.features[i * data_.width + used_[j]]);
    return x;
  }
  double weight(size_t i) const { return data_.weight.empty() ? 1 : data_.weight[i]; }

  double loss(const Eigen::VectorXd& beta) const {
    double sum = 0.5 * ridge_ * beta.tail(beta.size() - 1).squaredNorm();
    for (size_t i = 0; i < data_.reached.size(); ++i) {
      const double x = linear(i, beta), margin = data_.reached[i] ? -x : x;
      sum += weight(i) * (margin > 0 ? margin + std::log1p(std::exp(-margin)) : std::log1p(std::exp(margin)));
    }
    return sum;
  }

  Fitted fit() const {
    const Eigen::Index n = static_cast<Eigen::Index>(used_.size() + 1);
    Fitted fitted;
    fitted.beta = Eigen::VectorXd::Zero(n);
    double total = 0, ones = 0;
    for (size_t i = 0; i < data_.reached.size(); ++i) total += weight(i), ones += weight(i) * data_.reached[i];
    fitted.beta[0] = std::log((ones + 0.5) / (total - ones + 0.5));
    double now = loss(fitted.beta);
    for (int step = 0; step < 50 && !fitted.converged; ++step) {
      Eigen::VectorXd gradient = Eigen::VectorXd::Zero(n);
      fitted.information = Eigen::MatrixXd::Zero(n, n);
      for (size_t i = 0; i < data_.reached.size(); ++i) {
        const Eigen::VectorXd x = row(i);
        const double p = chance_of(linear(i, fitted.beta));
        gradient += weight(i) * (p - data_.reached[i]) * x;
        fitted.information.selfadjointView<Eigen::Lower>().rankUpdate(x, weight(i) * p * (1 - p));
      }
      fitted.information = fitted.information.selfadjointView<Eigen::Lower>();
      for (Eigen::Index j = 1; j < n; ++j) gradient[j] += ridge_ * fitted.beta[j], fitted.information(j, j) += ridge_;
      fitted.information(0, 0) += 1e-9;
      const Eigen::VectorXd way = fitted.information.ldlt().solve(gradient);
      double length = 1;
      for (int half = 0; half < 30; ++half, length /= 2) {
        const Eigen::VectorXd next = fitted.beta - length * way;
        const double then = loss(next);
        if (then > now) continue;
        fitted.converged = now - then <= 1e-10 * (std::abs(now) + 1);
        fitted.beta = next;
        now = then;
        break;
      }
      if (length < 1e-8) fitted.converged = true;
    }
    return fitted;
  }

  // Huber–White by cluster: H⁻¹ (Σ_c g_c g_cᵀ) H⁻¹.
  Eigen::VectorXd errors(const Fitted& fitted) const {
    const Eigen::Index n = static_cast<Eigen::Index>(used_.size() + 1);
    uint32_t clusters = 0;
    for (const uint32_t each : data_.cluster) clusters = std::max(clusters, each + 1);
    Eigen::MatrixXd sums = Eigen::MatrixXd::Zero(n, static_cast<Eigen::Index>(clusters));
    for (size_t i = 0; i < data_.reached.size(); ++i) {
      sums.col(static_cast<Eigen::Index>(data_.cluster[i])) += weight(i) * (data_.reached[i] - chance_of(linear(i, fitted.beta))) * row(i);
    }
    const Eigen::MatrixXd inverse = fitted.information.ldlt().solve(Eigen::MatrixXd::Identity(n, n));
    return (inverse * (sums * sums.transpose()) * inverse).diagonal().cwiseMax(0).cwiseSqrt();
  }

 private:
  double linear(size_t i, const Eigen::VectorXd& beta) const {
    double x = beta[0];
    for (size_t j = 0; j < used_.size(); ++j) x += beta[static_cast<Eigen::Index>(j + 1)] * static_cast<double>(data_.features[i * data_.width + used_[j]]);
    return x;
  }
  const LogisticData& data_;
  double ridge_;
  std::vector<size_t> used_;
};

}  // namespace

LogisticFit fit_logistic(const LogisticData& data, double ridge, const std::vector<int>& sign) {
  LogisticFit result;
  result.coefficients.assign(data.width, 0);
  result.standard_errors.assign(data.width, 0);
  if (data.reached.empty()) return result;
  std::vector<size_t> used;
  for (size_t j = 0; j < data.width; ++j) {
    bool varies = false;
    for (size_t i = 1; i < data.reached.size() && !varies; ++i) varies = data.features[i * data.width + j] != data.features[j];
    if (varies) used.push_back(j);
  }
  while (true) {
    const Model model(data, ridge, used);
    const Fitted fitted = model.fit();
    size_t worst = used.size();
    double most = 0;
    for (size_t j = 0; j < used.size(); ++j) {
      const int side = used[j] < sign.size() ? sign[used[j]] : 0;
      const double wrong = -side * fitted.beta[static_cast<Eigen::Index>(j + 1)];
      if (wrong > most) most = wrong, worst = j;
    }
    if (worst < used.size()) {
      used.erase(used.begin() + static_cast<std::ptrdiff_t>(worst));
      continue;
    }
    const Eigen::VectorXd errors = model.errors(fitted);
    result.intercept = fitted.beta[0];
    result.converged = fitted.converged;
    for (size_t j = 0; j < used.size(); ++j) {
      result.coefficients[used[j]] = fitted.beta[static_cast<Eigen::Index>(j + 1)];
      result.standard_errors[used[j]] = errors[static_cast<Eigen::Index>(j + 1)];
    }
    return result;
  }
}

}  // namespace handraise
