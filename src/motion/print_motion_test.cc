#include "motion/print_motion.h"

#include <gtest/gtest.h>

#include "motion/parse_motion.h"
#include "motion/random_motion.h"

namespace handraise {
namespace {

TEST(PrintMotion, ReadsBackAsTheSameAndPrintsTheSameBytes) {
  for (uint64_t seed = 1; seed <= 400; ++seed) {
    const Motion motion = random_motion(seed);
    const std::string printed = print_motion(motion);
    const Result<Motion> read = parse_motion(printed, "motion.yaml");
    ASSERT_TRUE(read) << "seed " << seed << "\n" << print_errors(read.errors()) << printed;
    ASSERT_TRUE(*read == motion) << "seed " << seed << "\n" << printed << "\n--- reads back as\n" << print_motion(*read);
    ASSERT_EQ(print_motion(*read), printed) << "seed " << seed;
  }
}

}  // namespace
}  // namespace handraise
