// What a backtest measured, in the place of what a plan would assume. `handraise backtest -o DIR` leaves report.json and the motion.yaml it ran.
//
//  qualified_week    B6 without hand-raises, which the plan adds on top
//  hot_share         tier hot, of the qualifications that are no hand-raises
//  hand_raise_share  hand-raises for each of them
//  baseline_rate     B1: those who qualified and reached the outcome before there was any motion, so without a rep. Only where it was counted over the
//                    horizon of the plan and rests on enough (the report's own bound)
//  coverage, comparable_rate, found_lift, lead_days   B4, B2, B3, B5, where the report has them
//
// low and high of these are the report's own 95 % interval (quartiles for lead_days), so that a reader finds the same figures in both.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "motion/motion.h"

namespace handraise {

struct BacktestEvidence {
  Motion definition;                    // the motion that was run: its unit, identity, signals, bar and segment are what the numbers speak of
  double horizon_days = 0;
  std::vector<Quantity> measured;       // from: measured; the source names the run
  std::string baseline_doubt;           // why the baseline is not to be planned with; empty: it may be
  std::vector<std::string> left_out;    // sentences: what stays an assumption, and why
};

// `report` is a report.json, `motion` the motion.yaml beside it; `folder` is for errors.
Result<BacktestEvidence> read_evidence(const std::string& report, const std::string& motion, const std::string& folder);

// The definition of `evidence` in the place of the designed one. What the measured file does not say of a signal (label, control, …) stays as
// designed where a signal of that name was designed.
void adopt_definition(Motion& motion, const Motion& measured);

// `motion.planning` with the measured rows, each saying what stood there before (`volume_before`: the plan's own volume in print, or empty). Rows
// that only estimated the volume go. Gives the sentences about what stays assumed.
std::vector<std::string> adopt_numbers(Motion& motion, const BacktestEvidence& evidence, const std::string& volume_before);

}  // namespace handraise
