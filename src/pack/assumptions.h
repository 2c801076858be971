// The assumptions register: every planning number that nobody stated or measured, numbered. A<n> is the n-th assumed quantity of
// the motion's `planning`; published ones keep their source's key (B2). Two more rows stand for what is not one number.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "motion/motion.h"

namespace handraise {

struct Assumption {
  std::string mark;                    // A4, B2
  const Quantity* quantity = nullptr;  // nullptr: the thresholds and points of the signals
};

class Assumptions {
 public:
  explicit Assumptions(const Motion& motion);
  const std::vector<Assumption>& rows() const { return rows_; }
  // Mark of a quantity by name; "" when it is no assumption.
  std::string mark_of(std::string_view quantity) const;
  // Mark of the row for the thresholds and points of the signals; "" when all were stated.
  const std::string& thresholds() const { return thresholds_; }
  size_t count(Origin from) const;

 private:
  const Motion& motion_;
  std::vector<Assumption> rows_;
  std::map<std::string, std::string, std::less<>> marks_;
  std::string thresholds_;
};

}  // namespace handraise
