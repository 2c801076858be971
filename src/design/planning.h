// The numbers that a plan rests on: the brief's where it gives them, else a planning default with its range.
#pragma once

#include <string_view>
#include <vector>

#include "design/playbook.h"
#include "design/situation.h"
#include "motion/motion.h"

namespace handraise {

// Every quantity the figures of this motion need, the stated ones first. Nothing is invented that must be asked for: signups, accounts,
// price and deal size are there only when the brief gives them.
std::vector<Quantity> plan_quantities(const Facts& facts, const Situation& situation, const std::vector<PlanningDefault>& defaults);

// Whether a plan can rest on a stated number of this unit: a share of nothing or of more than all, and more hours a week than anybody
// works, are slips of the pen or questions of their own (judge_readiness).
bool can_plan_with(std::string_view unit, double value);

}  // namespace handraise
