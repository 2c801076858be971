#include "design/design.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "design/bar.h"
#include "design/intake.h"
#include "design/pilot_plan.h"
#include "design/planning.h"
#include "design/promise.h"
#include "design/qualification.h"
#include "design/readiness.h"
#include "design/signal_choice.h"
#include "design/staffing.h"

namespace handraise {
namespace {

struct Core {
  Motion motion;
  Situation situation;
  Figures figures;
  const Playbook* playbook = nullptr;
};

// D22: the bar at which what is worked fits the team; D23 has no knob here, it is said. Where even the fullest use brings too many, the
// segment must be narrowed, which is the team's to choose: said too.
void fit_bar(Motion& motion, Situation& situation) {
  for (int step = 0; step < 9; ++step) {
    const Figures figures = compute_figures(motion, Depth::plan);
    const double cap = figures.value("cap_week"), treated = figures.value("treated_week");
    if (cap <= 0 || treated <= cap || figures.planning_case != PlanningCase::from_volume) return;
    // The next bar that one pattern in twenty reaches, that somebody can still be hot above, and at which every signal decides something.
    double next = 0;
    for (double bar = motion.qualify.score_at_least + 5; next <= 0 && reach_of(motion, bar).share() >= 0.05 && reach_of(motion, bar + 10).share() > 0; bar += 5) {
      if (never_decisive(motion, bar).empty()) next = bar;
    }
    if (next <= 0) {
      situation.add("segment_too_wide");
      return;
    }
    motion.qualify.score_at_least = next;
    if (motion.qualify.hot_at) motion.qualify.hot_at = std::max(*motion.qualify.hot_at, next + 10);
    motion.qualify.triage_from = next - 15;
    situation.add("bar_raised");
  }
}

// A signal that never makes the difference is ballast: it gets points from the strongest, and goes where that does not help, unless the
// brief names it.
void drop_ballast(Motion& motion) {
  Qualify& qualify = motion.qualify;
  if (reach_of(motion, qualify.score_at_least).share() <= 0) return;
  const std::vector<Signal> before = motion.signals;
  for (int round = 0; round < 8; ++round) {
    const std::vector<std::string> idle = never_decisive(motion, qualify.score_at_least);
    if (idle.empty()) return;
    Signal* weakest = nullptr;
    Signal* strongest = nullptr;
    for (Signal& signal : motion.signals) {
      if (signal.hand_raise || !signal.exists || signal.points <= 0) continue;
      if (signal.name == idle.front()) weakest = &signal;
      else if (strongest == nullptr || signal.points > strongest->points) strongest = &signal;
    }
    if (weakest == nullptr || strongest == nullptr || strongest->points - weakest->points < 10) break;
    weakest->points += 5;
    strongest->points -= 5;
  }
  motion.signals = before;
  for (const std::string& name : never_decisive(motion, qualify.score_at_least)) {
    const auto at = std::find_if(motion.signals.begin(), motion.signals.end(), [&](const Signal& signal) { return signal.name == name; });
    if (at->from == Origin::assumed) motion.signals.erase(at);
  }
}

Result<Core> make_core(const Facts& stated, Library& library, Depth depth, const BacktestEvidence* evidence = nullptr, std::vector<std::string>* left_out = nullptr) {
  Facts facts = stated;
  facts.verdict = judge_readiness(facts);
  Core core;
  const Result<const Playbook*> playbook = library.playbook(library.index.serving(facts.text("category")));
  if (!playbook) return playbook.errors();
  core.playbook = *playbook;
  core.situation = read_situation(facts, *core.playbook);
  Situation& situation = core.situation;
  Motion& motion = core.motion;
  motion.unit = situation.has("pqa") ? Unit::account : Unit::user;
  Context& context = motion.context;
  context.facts = facts;
  context.product = situation.slots.words.at("product_plain");
  context.category = core.playbook->id;
  context.noun = core.playbook->noun;
  context.noun_plural = core.playbook->noun_plural;
  for (const char* objective : {"trial_to_paid", "expansion", "acv_lift", "pipeline"}) if (situation.has(objective)) context.objective = objective;
  context.tags = situation.tags;
  motion.planning = plan_quantities(facts, situation, library.planning);
  if (evidence != nullptr && evidence->definition.unit != motion.unit) evidence = nullptr;
  static const Catalogue nothing_named;
  const Catalogue* catalogue = &nothing_named;
  if (facts.has("signals") || facts.has("events") || facts.has("missing_signals")) {
    const Result<const Catalogue*> read = library.catalogue();
    if (!read) return read.errors();
    catalogue = *read;
  }
  motion.signals = choose_signals(facts, situation, *core.playbook, *catalogue);
  plan_qualification(motion, facts, situation);
  motion.routing = plan_staffing(facts, situation, motion.planning);
  if (evidence != nullptr) {
    const Figures before = compute_figures(motion, Depth::plan);
    const bool counted = before.planning_case == PlanningCase::from_volume;
    std::vector<std::string> kept = adopt_numbers(motion, *evidence, counted ? before.full("qualified_week") + ", computed from the brief" : "");
    if (left_out != nullptr) *left_out = std::move(kept);
    adopt_definition(motion, evidence->definition);
    situation.add("measured");
  }
  Arm all;
  all.name = "treatment";
  all.share = 1;
  ask_pilot(motion, facts, situation);
  if (!motion.routing.pools.empty()) {
    if (evidence == nullptr) {  // what was measured is not turned
      fit_bar(motion, situation);
      drop_ballast(motion);
    }
    plan_pilot(motion, compute_figures(motion, Depth::plan), situation.has("founder"));
    if (depth == Depth::all) plan_promises(motion, facts, situation, compute_figures(motion, Depth::plan));
  }
  if (evidence == nullptr) drop_dead_rules(motion);
  // The money sets the lift that is worth having, where nobody stated one: twice break-even, at least 2 pp (F23).
  core.figures = compute_figures(motion, Depth::plan);
  if (const Figure* pays = core.figures.find("break_even_lift")) {
    for (Quantity& quantity : motion.planning) {
      if (quantity.name != "wanted_lift" || quantity.from != Origin::assumed) continue;
      const double baseline = motion.quantity("baseline_rate") != nullptr ? motion.quantity("baseline_rate")->value : 0.1;
      // Never more than the meetings can carry at a believable rate of winning (F21): beyond that it is a wish.
      const double carried = core.figures.value("meeting_share") * 0.35 * (motion.tagged("trial_to_paid") ? 1 : motion.quantity("opportunity_rate") != nullptr ? motion.quantity("opportunity_rate")->value : 0.46);
      const double lift = std::max(0.02, std::min(std::max(std::ceil(2 * pays->value * 100) / 100, quantity.low), std::floor(carried * 100) / 100));
      if (lift > 0 && lift < 0.9 - baseline) {
        quantity.value = quantity.low = quantity.high = lift;
        quantity.from = Origin::computed;
        quantity.source = "twice break-even, at least 2 pp and a quarter of the baseline";
      }
    }
    if (!motion.routing.pools.empty()) plan_pilot(motion, compute_figures(motion, Depth::plan), situation.has("founder"));
  }
  core.figures = compute_figures(motion, depth);
  const Figures& figures = core.figures;
  // D22 and D23 speak of what is worked a week, high case and middle, against what the team can take.
  if (figures.planning_case == PlanningCase::from_volume && figures.value("cap_week") > 0) {
    if (figures.find("treated_week")->high > figures.value("cap_week") || situation.has("bar_raised") || situation.has("segment_too_wide")) situation.add("over_capacity");
    if (figures.value("treated_week") < 0.3 * figures.value("cap_week")) situation.add("under_used");
  }
  situation.add(figures.planning_case == PlanningCase::from_volume ? "from_volume" : figures.planning_case == PlanningCase::from_capacity ? "from_capacity" : "no_volume");
  if (figures.find("qualified_week") != nullptr && figures.find("per_arm") != nullptr) situation.add("volume_known");
  situation.add("go_" + std::string(name_of(motion.pilot.rule)));
  if (figures.find("smallest_lift") != nullptr) situation.add("lift_shown");
  if (figures.find("smallest_lift") == nullptr || figures.value("smallest_lift") > figures.value("wanted_lift")) situation.add("short_pilot");
  situation.add(figures.value("sla_kept", 1) >= 0.9 ? "sla_kept" : "sla_broken");
  if (motion.sla.asked) situation.add("sla_not_kept_as_asked");
  if (figures.find("break_even_lift") != nullptr) situation.add(figures.value("net_year") > 0 ? "pays" : "unpaid");
  else situation.add("deal_unknown");
  if (motion.pilot.asked_weeks > kPilotWeeksMax) situation.add("weeks_capped");
  if (figures.find("stock_now") != nullptr) situation.add("has_backlog");
  if (figures.find("drain_weeks") != nullptr) situation.add("drains");
  if (figures.find("coverage") != nullptr && figures.value("coverage") < 0.1) situation.add("misses_most");
  if (figures.find("coverage") != nullptr && figures.value("coverage") > 0.8) situation.add("selects_payers");
  for (const ImpliedRow& row : figures.implied) if (row.needed > 1) situation.add("target_impossible"); else if (row.needed > 0.35) situation.add("target_high");
  context.tags = situation.tags;
  // Slots that only the core knows.
  Slots& slots = situation.slots;
  slots.set("bar", print_number(motion.qualify.score_at_least)).set("hot_at", print_number(motion.qualify.hot_at.value_or(0))).set("triage_from", print_number(motion.qualify.triage_from.value_or(0)));
  slots.set("cooldown", motion.qualify.cooldown ? print_duration(*motion.qualify.cooldown).substr(0, print_duration(*motion.qualify.cooldown).size() - 1) + " days" : "ever");
  for (const char* tier : {"hand_raise", "hot", "qualified"}) {
    std::string words = "1 business day";
    for (const Promise& promise : motion.sla.promises) if (promise.tier == tier) words = promise.words;
    slots.set(std::string("sla_") + tier, words);
  }
  slots.set("weeks", print_number(motion.pilot.weeks));
  double holdout = 0;
  for (const Arm& arm : motion.pilot.arms) if (arm.name == "holdout") holdout = arm.share;
  slots.set("holdout_share", print_percent(holdout)).set("treated_share", print_percent(1 - holdout));
  return core;
}

// ---- messages ------------------------------------------------------------------------------------------------------

Result<Outreach> write_outreach(const Core& core, const Facts& facts, const Library& library) {
  KitSituation kit;
  kit.tags = core.situation.tags;
  for (const std::string& category : core.playbook->categories) kit.tags.push_back(category);
  for (const std::string& region : facts.list("regions")) kit.tags.push_back(region);
  if (core.motion.context.facts.verdict.value == VerdictValue::refused) kit.tags.push_back("boundary");
  const auto& words = core.situation.slots.words;
  for (const char* name : {"noun", "outcome", "setup_step", "team_step", "evaluation_step", "first_value", "admin", "segment", "trial_days"}) kit.slots[name] = words.at(name);
  kit.slots["noun_plural"] = words.at("nouns");
  kit.slots["user_role"] = words.at("user");
  kit.slots["buyer_role"] = words.at("buyer");
  kit.slots["product"] = product_name_of(facts);
  if (!facts.has("trial_days")) kit.slots.erase("trial_days");
  for (const Signal& signal : core.motion.signals) {
    KitSignal each;
    each.name = signal.name;
    each.kind = signal.kind;
    each.phrase = signal.phrase;
    (signal.approved ? kit.approved : kit.unapproved).push_back(each);
  }
  for (const std::string& each : facts.list("forbidden_signals.never_mention")) kit.never_mention.push_back(plain_words(each));
  for (const std::string& each : facts.list("forbidden_signals.never_use")) kit.never_mention.push_back(plain_words(each));
  for (const std::string& each : core.playbook->sensitive) kit.never_mention.push_back(each);
  kit.tone = facts.list("tone");
  kit.regions = facts.list("regions");
  for (const CadenceStep& step : core.motion.routing.cadence) {
    if (step.day < 0 || step.conditional || step.tier == "qualified") continue;
    KitStep each;
    each.day = step.day;
    each.channel = contains(step.name, "call") ? "call" : "email";
    each.stops_on = step.stops_on;
    kit.cadence.push_back(each);
  }
  kit.discovery = core.playbook->discovery;
  kit.objections = core.playbook->objections;
  const Result<MessageLibrary> messages = load_messages_for(library.directory + "/templates", kit.tags);
  if (!messages) return messages.errors();
  return write_kit(kit, *messages);
}

}  // namespace

Result<Motion> design_core(const Facts& facts, Library& library, const BacktestEvidence* evidence) {
  Result<Core> core = make_core(facts, library, Depth::plan, evidence);
  if (!core) return core.errors();
  return std::move(core->motion);
}

Result<Motion> design_motion(const Facts& facts, Library& library, const BacktestEvidence* evidence, std::vector<std::string>* left_out) {
  Result<Core> core = make_core(facts, library, Depth::all, evidence, left_out);
  if (!core) return core.errors();
  if (evidence != nullptr && evidence->definition.unit != core->motion.unit) {
    const auto thing = [](Unit unit) { return unit == Unit::account ? std::string("accounts (PQA)") : std::string("users (PQL)"); };
    return Error{"--evidence: measured on " + thing(evidence->definition.unit) + ", this brief asks for " + thing(core->motion.unit), {},
                 "run handraise backtest on the motion.yaml that handraise pack writes for this brief, and give that folder", ""};
  }
  Result<Outreach> outreach = write_outreach(*core, facts, library);
  if (!outreach) return outreach.errors();
  core->motion.outreach = std::move(*outreach);
  Result<std::vector<QuestionMeasure>> questions = measure_questions(facts, library, evidence);
  if (!questions) return questions.errors();
  for (const QuestionMeasure& each : *questions) {
    if (!each.asks() || core->motion.open_questions.size() == kQuestionsMax) continue;
    Question question;
    question.id = each.candidate->id;
    question.question = each.candidate->question;
    question.why_now = each.candidate->why;
    question.moves = each.moves;
    core->motion.open_questions.push_back(std::move(question));
  }
  return write_content(std::move(core->motion), core->situation, core->figures, *core->playbook, library.content);
}

}  // namespace handraise
