#include "pilot/mapping_audit.h"

#include <gtest/gtest.h>

namespace handraise {
namespace {

TEST(MappingAudit, OneHundredAndEightyNineOfTwoHundred) {
  const MappingAudit audit = plan_mapping_audit();
  EXPECT_EQ(audit.right_at_least, 189);
  EXPECT_NEAR(audit.lower_bound, .904, 5e-4);
  EXPECT_LE(mapping_at_least(188, 200), .90);
  EXPECT_NEAR(audit_pass_chance(audit, .97), .98, 5e-3);
  EXPECT_NEAR(audit_pass_chance(audit, .90), .02, 5e-3);
  EXPECT_NEAR(mapping_at_least(180, 200), .851, 5e-4);
}

TEST(MappingAudit, TooFewCheckedCanNeverPass) {
  const MappingAudit audit = plan_mapping_audit(20, .90);
  EXPECT_EQ(audit.right_at_least, 21);
  EXPECT_EQ(audit.lower_bound, 0);
  EXPECT_EQ(audit_pass_chance(audit, 1), 0);
  EXPECT_EQ(audit_pass_chance(plan_mapping_audit(0, .9), .97), 0);
  EXPECT_EQ(plan_mapping_audit(200, 2).right_at_least, 201);
}

}  // namespace
}  // namespace handraise
