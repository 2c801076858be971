// How fast we promise to answer, and the duty slots that keep it: simulated, not wished for (F10, F11, D10, D11, D28).
#pragma once

#include "design/figures.h"
#include "design/situation.h"
#include "design/sla.h"
#include "motion/motion.h"

namespace handraise {

// Sets sla.promises, sla.asked and routing.duty_slots of `motion`, whose pools, cadence, planning and volume stand already.
void plan_promises(Motion& motion, const Facts& facts, const Situation& situation, const Figures& figures);

// F11: what is simulated. Arrivals, roster and minutes of this motion; promised times where promises stand. `figures` need the volume only.
SlaCase answer_case(const Motion& motion, const Figures& figures);

// D12: how many of the first role work the alerts. All of them in a small team; of many, or of territories, a pod that is busy.
int pod_of(const Motion& motion, const Figures& figures);

// Minutes of a day since midnight from "09:30" (0 for anything else), and back.
int minute_of(const std::string& clock);
std::string clock_of(int minute);

// Open minutes of a fact's SLA: an hour is 60, a day is one open day.
double open_minutes(double value, std::string_view unit, const Routing& routing);
std::string open_words(double minutes, const Routing& routing);  // "2 open hours", "1 business day"

}  // namespace handraise
