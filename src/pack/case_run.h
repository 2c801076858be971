// Runs a worked case of a motion through the engine and lays its score out line by line.
#pragma once

#include "motion/motion.h"
#include "pack/worked_case.h"

namespace handraise {

// The case's first record is on Monday 2026-03-02 09:00 UTC (day 0); all its users are of one account, customer.example. It is evaluated at
// `evaluated_day`, never before its newest record. Rows add up to the score to the last digit. Reads no file, well under a millisecond.
CaseResult run_case(const Motion& motion, const WorkedCase& worked_case);

}  // namespace handraise
