#include "design/pilot_plan.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "pilot/go_rule.h"

namespace handraise {
namespace {

struct Counts { int64_t treated = 0, held = 0; };
Counts counts_of(const Figures& figures, double weeks, double holdout) {
  const double volume = figures.value("qualified_week"), backlog = figures.value("stock_now"), cap = figures.value("cap_week");
  double enrolled = volume * weeks + backlog;
  if (cap > 0) enrolled = std::min(enrolled, cap / (1 - holdout) * weeks);
  return {static_cast<int64_t>(enrolled * (1 - holdout) + 1e-9), static_cast<int64_t>(enrolled * holdout + 1e-9)};
}

}  // namespace

void ask_pilot(Motion& motion, const Facts& facts, const Situation& situation) {
  motion.pilot.segment = facts.text("pilot.segment", situation.slots.words.at("segment"));
  motion.pilot.start = facts.text("pilot.start");
  motion.pilot.asked_weeks = facts.number("pilot.weeks");
  if (motion.pilot.asked_weeks > 0) motion.pilot.weeks = std::min(motion.pilot.asked_weeks, kPilotWeeksMax);
}

void plan_pilot(Motion& motion, const Figures& figures, bool learns_only) {
  Pilot& pilot = motion.pilot;
  pilot.randomised_by = "account";
  const double baseline = motion.quantity("baseline_rate") != nullptr ? motion.quantity("baseline_rate")->value : 0;
  const double wanted = motion.quantity("wanted_lift") != nullptr ? motion.quantity("wanted_lift")->value : 0;
  // A wrong go is undone in a quarter where reps are lent, not hired; a yearly contract's outcome takes longer than that to show.
  const double horizon = motion.quantity("horizon_days") != nullptr ? motion.quantity("horizon_days")->value : 28;
  const auto rule_at = [&](double weeks, double holdout) {
    const Counts counts = counts_of(figures, weeks, holdout);
    GoQuestion question;
    question.rate_held = baseline;
    question.lift_wanted = wanted;
    question.treated = counts.treated;
    question.held = counts.held;
    question.undone_in_a_quarter = horizon <= 90;
    return !learns_only && baseline > 0 && wanted > 0 && figures.find("qualified_week") != nullptr ? choose_go_rule(question).rule : GoRule::learn;
  };
  double weeks = pilot.weeks;
  if (pilot.asked_weeks <= 0) {
    weeks = 8;
    for (double tried = 4; tried <= 13; ++tried) {
      if (rule_at(tried, 0.5) == GoRule::prove) { weeks = tried; break; }
    }
    if (rule_at(weeks, 0.5) == GoRule::learn && rule_at(13, 0.5) != GoRule::learn) {
      for (weeks = 8; weeks < 13 && rule_at(weeks, 0.5) == GoRule::learn; ++weeks) {}
    }
  }
  pilot.weeks = weeks;
  pilot.rule = rule_at(weeks, 0.5);
  const double holdout = pilot.rule == GoRule::learn ? 0.2 : 0.5;
  pilot.arms.clear();
  Arm treatment, held;
  treatment.name = "treatment";
  treatment.share = 1 - holdout;
  held.name = "holdout";
  held.share = holdout;
  pilot.arms = {treatment, held};
}

}  // namespace handraise
