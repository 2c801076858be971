// Words compared without their endings: plans = planning = plan, comparison = comparing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handraise {

struct StemmedWord {
  std::string stem;
  size_t begin = 0, end = 0;  // bytes of the text
};

// Lower case, ASCII endings off; crude on purpose.
std::string stem_of(std::string_view word);
// Words of letters and digits; what stands in {{…}} is left out. '_' and capitals inside a word part it ("PlanCompared").
std::vector<StemmedWord> stems_in(std::string_view text);

}  // namespace handraise
