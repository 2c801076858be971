// The plots of a backtest as SVG. Each is empty where there is nothing to draw.
#pragma once

#include <string>

#include "backtest/backtest.h"

namespace handraise {

std::string draw_volume(const Backtest& result);      // qualifications a week (means of several, when there are many) with the team's cap
std::string draw_precision(const Backtest& result);   // precision and base rate with their intervals
std::string draw_lead(const Backtest& result);        // outcomes by lead time
std::string draw_signals(const Backtest& result, const Motion& motion);  // effect of each signal alone, on a logarithmic scale

}  // namespace handraise
