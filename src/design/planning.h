// The numbers that a plan rests on: the brief's where it gives them, else a planning default with its range.
#pragma once

#include <vector>

#include "design/playbook.h"
#include "design/situation.h"
#include "motion/motion.h"

namespace handraise {

// Every quantity the figures of this motion need, the stated ones first. Nothing is invented that must be asked for: signups, accounts,
// price and deal size are there only when the brief gives them.
std::vector<Quantity> plan_quantities(const Facts& facts, const Situation& situation, const std::vector<PlanningDefault>& defaults);

}  // namespace handraise
