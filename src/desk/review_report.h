// The weekly review in print: for a terminal, as Markdown (review.md), for machines. Names that are not ours are never markup, a link or a formula.
#pragma once

#include <string>

#include "desk/weekly_review.h"

namespace handraise {

struct ReviewReport { std::string terminal, markdown, json; };
// `asked_replay`: usage was given, so a change without a replay could not have one.
Result<ReviewReport> print_review(const Motion& motion, const WeeklyReview& review, const ReviewRules& rules, bool asked_replay);

}  // namespace handraise
