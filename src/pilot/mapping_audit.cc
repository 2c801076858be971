#include "pilot/mapping_audit.h"

#include <algorithm>

#include "pilot/interval.h"

namespace handraise {

MappingAudit plan_mapping_audit(int64_t checked, double needed) {
  MappingAudit audit;
  audit.checked = std::max<int64_t>(checked, 0);
  audit.needed = needed >= 0 ? std::min(needed, 1.0) : 0;
  int64_t low = 0, high = audit.checked + 1;
  while (low < high) {
    const int64_t middle = low + (high - low) / 2;
    if (mapping_at_least(middle, audit.checked) > audit.needed) high = middle;
    else low = middle + 1;
  }
  audit.right_at_least = low;
  audit.lower_bound = low > audit.checked ? 0 : mapping_at_least(low, audit.checked);
  return audit;
}

double audit_pass_chance(const MappingAudit& audit, double true_share) {
  return binomial_at_least(audit.checked, true_share, audit.right_at_least);
}

double mapping_at_least(int64_t right, int64_t checked) { return wilson_interval(right, checked).low; }

}  // namespace handraise
