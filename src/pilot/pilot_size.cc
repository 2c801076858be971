#include "pilot/pilot_size.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "pilot/always_valid.h"
#include "pilot/mean_size.h"
#include "pilot/one_look.h"
#include "pilot/trigger.h"

namespace handraise {
namespace {

constexpr int kLooksUnknown = 8;      // weekly looks where neither weeks nor volume are known
constexpr int kRuns = 1000, kRoughRuns = 300;

int64_t down(double accounts) { return static_cast<int64_t>(std::max(0.0, accounts) + 1e-9); }

class Sizing {
 public:
  explicit Sizing(const SizeQuestion& question) : question_(question), plan_(question.plan), factor_(cluster_factor_of(question.clusters)) {}

  Result<PilotSize> size() {
    if (question_.clusters.any() && question_.looks == Looks::weekly) return Error{"weekly looks count accounts, and so does their interval; users in accounts are read once", {}, "leave out --icc, or read once", ""};
    if (question_.mean() && question_.looks == Looks::weekly) return Error{"weekly looks are for shares of accounts; a mean is read once", {}, "leave out --looks weekly", ""};
    const auto fixed = question_.mean() ? accounts_for_means(question_.difference, question_.standard_deviation, plan_) : accounts_per_arm(question_.rate_held, question_.rate_treated, plan_);
    if (!fixed) return Error{question_.mean() ? "no number of accounts shows this difference of means" : "no number of accounts tells a rate from itself", {}, "name two rates that differ, or a difference and a standard deviation", ""};
    PilotSize size;
    size.cluster_factor = factor_;
    size.method = question_.mean() ? SizeMethod::students_t : SizeMethod::normal;
    size.one_look = accounts(*fixed);
    if (!question_.mean() && !question_.clusters.any() && size.one_look.held * question_.rate_held < 10) {
      if (const auto exact = one_look_accounts(question_.rate_held, question_.rate_treated, plan_)) size.method = SizeMethod::exact, size.one_look = *exact;
    }
    size.arms = size.one_look;
    if (question_.looks == Looks::weekly) {
      size.method = SizeMethod::always_valid;
      look_count_ = question_.weeks > 0 ? whole_weeks(question_.weeks) : kLooksUnknown;
      for (int i = 0; i < 3; ++i) {   // as many looks as the size takes weeks, which depends on the looks, a little
        const auto sizes = always_valid_accounts(question_.rate_held, question_.rate_treated, look_count_, plan_, kRuns);
        if (!sizes) return Error{"more than 50,000 accounts in an arm", {}, "look for a larger difference, or read once", ""};
        size.arms = *sizes;
        const auto weeks = weeks_for(size.arms);
        if (question_.weeks > 0 || !weeks || whole_weeks(*weeks) == look_count_) break;
        look_count_ = whole_weeks(*weeks);
      }
    }
    method_ = size.method;
    size.look_count = look_count_;
    size.outcomes_expected_held = question_.mean() ? 0 : size.arms.held * question_.rate_held * (question_.clusters.any() ? question_.clusters.users_per_account : 1);
    for (const double part : {.25, .5, .75, 1.0, 1.25, 1.5, 2.0}) size.curve.push_back(row_of({std::ceil(size.arms.treated * part - 1e-9), std::ceil(size.arms.held * part - 1e-9)}));
    size.weeks_needed = weeks_for(size.arms);
    if (question_.weekly > 0 && question_.weeks > 0) reach(size);
    if (question_.horizon > 0 && (question_.weeks > 0 || size.weeks_needed)) size.dates = plan_dates(question_.weeks > 0 ? question_.weeks : std::ceil(*size.weeks_needed - 1e-9), question_.horizon);
    const int64_t n = size.reach ? down(size.reach->arms.treated) : accounts_needed(size.arms.treated);
    for (const Trigger& trigger : question_.triggers) size.triggers.push_back(odds_of(trigger, n));
    return size;
  }

 private:
  static double cluster_factor_of(const Clusters& clusters) { return clusters.any() ? handraise::cluster_factor(clusters.users_per_account, clusters.users_cv, clusters.icc) : 1; }
  static int whole_weeks(double weeks) { return std::clamp(static_cast<int>(std::ceil(weeks - 1e-9)), 1, 260); }
  // Users as accounts, and back.
  double per_account() const { return question_.clusters.any() ? factor_ / question_.clusters.users_per_account : 1; }
  ArmSizes accounts(const ArmSizes& users) const { return {users.treated * per_account(), users.held * per_account()}; }

  std::optional<double> weeks_for(const ArmSizes& arms) const { return weeks_to_enrol(arms, question_.weekly, plan_.held_per_treated / (1 + plan_.held_per_treated)); }

  double power(const ArmSizes& arms, double rate_treated, int runs = kRuns) const {
    const double treated = arms.treated / per_account(), held = arms.held / per_account();
    if (question_.mean()) return mean_power(question_.difference, question_.standard_deviation, treated, held, plan_.alpha, plan_.sides);
    if (method_ == SizeMethod::always_valid) return always_valid_power(question_.rate_held, rate_treated, down(treated), down(held), look_count_, plan_, runs, 1, question_.rate_treated - question_.rate_held).power;
    if (!question_.clusters.any() && held * question_.rate_held < 10) return one_look_power(question_.rate_held, rate_treated, down(treated), down(held), plan_.alpha, plan_.sides);
    return normal_power(question_.rate_held, rate_treated, treated, held, plan_.alpha, plan_.sides);
  }

  std::optional<double> shown(const ArmSizes& arms) const {
    const double treated = arms.treated / per_account(), held = arms.held / per_account();
    if (question_.mean()) return smallest_difference(question_.standard_deviation, treated, held, plan_);
    const bool exact = method_ == SizeMethod::always_valid || (!question_.clusters.any() && held * question_.rate_held < 10);
    if (!exact) return smallest_lift(question_.rate_held, treated, held, plan_);
    double low = question_.rate_held, high = 1;
    if (power(arms, high, kRoughRuns) < plan_.power) return std::nullopt;
    for (int i = 0; i < 11; ++i) {
      const double middle = (low + high) / 2;
      (power(arms, middle, kRoughRuns) >= plan_.power ? high : low) = middle;
    }
    return high - question_.rate_held;
  }

  SizeRow row_of(const ArmSizes& arms) const { return {arms, power(arms, question_.rate_treated), shown(arms)}; }

  void reach(PilotSize& size) const {
    const double all = question_.weekly * question_.weeks, ratio = plan_.held_per_treated;
    const ArmSizes arms{std::floor(all / (1 + ratio) + 1e-9), std::floor(all * ratio / (1 + ratio) + 1e-9)};
    size.reach = row_of(arms);
    if (question_.mean() || question_.clusters.any() || question_.rate_treated < question_.rate_held) return;
    const double difference = question_.rate_treated - question_.rate_held;
    if (question_.looks == Looks::once) {
      GoQuestion asked;
      asked.rate_held = question_.rate_held;
      asked.lift_wanted = difference;
      asked.treated = down(arms.treated);
      asked.held = down(arms.held);
      asked.undone_in_a_quarter = question_.horizon <= 90;
      asked.power = plan_.power;
      asked.alpha = plan_.alpha;
      size.choice = choose_go_rule(asked);
      if (size.choice->rule == GoRule::learn) return;
      if (size.choice->rule == GoRule::bet) {
        size.odds = go_odds_at_lifts(GoRule::bet, question_.rate_held, difference, asked.treated, asked.held);
        return;
      }
    }
    const auto at = [&](double part) {
      const double rate = question_.rate_held + part * difference;
      return question_.looks == Looks::weekly ? power(arms, rate) : one_look_power(question_.rate_held, rate, down(arms.treated), down(arms.held), plan_.alpha);
    };
    size.odds = GoOdds{at(0), at(.5), at(1)};
  }

  static TriggerOdds odds_of(const Trigger& asked, int64_t n) {
    TriggerOdds odds{asked, n, 0, 0};
    if (asked.kind == "scale") {
      if (asked.k == 0) odds.trigger.k = static_cast<int>(plan_count_gate(n, asked.p_ok, asked.p_bad).at_most);
      odds.false_alarm = 1 - binomial_at_most(n, asked.p_ok, odds.trigger.k);
      odds.power = 1 - binomial_at_most(n, asked.p_bad, odds.trigger.k);
      return odds;
    }
    if (asked.k == 0) odds.trigger.k = static_cast<int>(plan_count_trigger(n, asked.p_ok, asked.p_bad).at_least);
    odds.false_alarm = binomial_at_least(n, asked.p_ok, odds.trigger.k);
    odds.power = binomial_at_least(n, asked.p_bad, odds.trigger.k);
    if (asked.kind.empty()) odds.trigger.kind = odds.power < 0.5 ? "look" : "stop";
    return odds;
  }

  const SizeQuestion& question_;
  TestPlan plan_;
  double factor_;
  SizeMethod method_ = SizeMethod::normal;
  int look_count_ = 1;
};

}  // namespace

std::optional<ArmSizes> arms_planned(const Motion& motion) {
  const Quantity *baseline = motion.quantity("baseline_rate"), *wanted = motion.quantity("wanted_lift");
  if (baseline == nullptr || wanted == nullptr || !(wanted->value > 0) || !(baseline->value + wanted->value <= 1)) return std::nullopt;
  TestPlan plan;
  plan.power = motion.pilot.power, plan.alpha = motion.pilot.alpha;
  for (const Arm& arm : motion.pilot.arms) if (arm.name == "holdout" && arm.share > 0 && arm.share < 1) plan.held_per_treated = arm.share / (1 - arm.share);
  const double held = baseline->value, treated = held + wanted->value;
  if (motion.pilot.looks == Looks::weekly) return always_valid_accounts(held, treated, std::clamp(static_cast<int>(std::ceil(motion.pilot.weeks)), 1, 260), plan, kRuns);
  const auto normal = accounts_per_arm(held, treated, plan);
  if (!normal || normal->held * held >= 10) return normal;
  const auto exact = one_look_accounts(held, treated, plan);
  return exact ? exact : normal;
}

Result<PilotSize> size_pilot(const SizeQuestion& question) { return Sizing(question).size(); }

}  // namespace handraise
