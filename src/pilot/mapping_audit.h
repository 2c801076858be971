// Hand-checking whether users are mapped to the right company (F25). Shares in [0, 1]. Pure; total.
#pragma once

#include <cstdint>

namespace handraise {

struct MappingAudit {
  int64_t checked = 200;
  int64_t right_at_least = 201;  // pass mark; checked + 1: no result can pass
  double needed = 0.90;          // share of right mappings to be shown
  double lower_bound = 0;        // Wilson lower bound at the pass mark, 95 % two-sided; > needed
};

// F25: the smallest count of right mappings whose Wilson lower bound exceeds `needed`. 200 and .90: 189, bound .904.
MappingAudit plan_mapping_audit(int64_t checked = 200, double needed = 0.90);

// Chance to pass when the true share is this. .97: 98 %, .90: 2 %.
double audit_pass_chance(const MappingAudit& audit, double true_share);

// What a result says: the Wilson lower bound of `right` of `checked`. 180 of 200: .851.
double mapping_at_least(int64_t right, int64_t checked);

}  // namespace handraise
