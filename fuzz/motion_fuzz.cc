// Any bytes: reading ends with a motion or with plain mistakes; a motion that was read is printed and read back as the same.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "motion/parse_motion.h"
#include "motion/print_motion.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace handraise;
  const Result<Motion> motion = parse_motion(std::string_view(reinterpret_cast<const char*>(data), size), "motion.yaml");
  if (!motion) {
    if (motion.errors().empty() || print_errors(motion.errors()).empty()) std::abort();
    return 0;
  }
  const std::string printed = print_motion(*motion);
  const Result<Motion> again = parse_motion(printed, "motion.yaml");
  if (!again || !(*again == *motion) || print_motion(*again) != printed) std::abort();
  return 0;
}
