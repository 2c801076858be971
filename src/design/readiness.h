// Whether a motion can run at all on these facts: the verdict, judged again after answers and edits.
#pragma once

#include "motion/facts.h"

namespace handraise {

// The verdict that the reading gave, made stricter or, where an answer says so, milder by the facts: users that cannot be mapped, no usage
// data, no self-serve start, nobody to sell. A refusal or a redirection stays.
Verdict judge_readiness(const Facts& facts);

}  // namespace handraise
