// Part 3: the definition in one sentence, its gates and exclusions, and what it says of three small histories.
#include <algorithm>

#include "base/text.h"
#include "pack/part.h"

namespace handraise {
namespace {

std::string gamed(const PackContext& in, const Signal& signal) {
  const std::string by = without_stop(in.text(signal.false_positives)), control = without_stop(in.text(signal.control));
  if (by.empty()) return control;
  return control.empty() ? by : by + " → " + control;
}

void put_gates(const PackContext& in, Slots& slots) {
  const Motion& motion = in.motion;
  const auto add = [&](std::string rule, std::string test, std::string why, std::string against, std::string from) {
    slots.row("gates", Slots().set("rule", std::move(rule)).set("test", std::move(test)).set("why", std::move(why)).set("gamed", std::move(against)).set("from", std::move(from)));
  };
  const std::string& thresholds = in.assumptions.thresholds();
  for (const std::string& name : motion.qualify.must_have) {
    const Signal* signal = motion.signal(name);
    if (signal == nullptr) continue;
    add(in.signal_ref(name) + " " + in.name("gate", "must") + ": " + in.text(signal->label), signal_event(in, *signal) + ", " + signal_threshold(*signal), without_stop(in.text(signal->why)), gamed(in, *signal), in.mark_origin(signal->from, signal->source, thresholds));
  }
  if (!motion.qualify.any_of.empty()) {
    std::vector<std::string> labels;
    for (const std::string& name : motion.qualify.any_of) if (const Signal* signal = motion.signal(name)) labels.push_back(in.text(signal->label));
    add(in.name("gate", "any"), join_words(labels, "or"), in.name("gate_why", "any"), "", in.mark(thresholds, ""));
  }
  if (motion.qualify.kinds_at_least > 0) add(in.name("gate", "kinds"), in.name("gate_test", "kinds") + " ≥ " + std::to_string(motion.qualify.kinds_at_least), in.name("gate_why", "kinds"), "", in.mark(thresholds, ""));
  for (const TraitTest& trait : motion.segment.all) add(in.name("gate", "segment"), print_trait(trait), in.text(motion.segment.words), "", in.mark_fact("employees.from").empty() ? in.mark_fact("segments") : in.mark_fact("employees.from"));
  for (const Exclusion& exclusion : motion.qualify.never_if) {
    std::string rule, test, from = in.mark(thresholds, ""), against;
    if (!exclusion.signal.empty()) {
      const Signal* signal = motion.signal(exclusion.signal);
      if (signal == nullptr) continue;
      rule = in.signal_ref(signal->name) + " " + in.text(signal->label);
      test = signal_event(in, *signal) + ", " + signal_threshold(*signal);
      against = in.text(signal->control);
    } else if (!exclusion.outcome.empty()) {
      rule = in.text(replace_all(exclusion.outcome, "_", " "));
      test = in.name("gate_test", "outcome") + " " + code_span(exclusion.outcome);
    } else if (exclusion.trait) {
      rule = code_span(exclusion.trait->trait);
      test = print_test(exclusion.trait->test);
    }
    add(in.name("gate", "never") + ": " + rule, test, in.text(exclusion.why), against, from);
  }
  if (motion.qualify.hot_at) add(in.name("gate", "hot"), in.name("gate_test", "score") + " ≥ " + print_number(*motion.qualify.hot_at), in.name("gate_why", "hot"), "", in.mark(thresholds, ""));
  if (motion.qualify.triage_from) add(in.name("gate", "triage"), in.name("gate_test", "score") + " " + print_number(*motion.qualify.triage_from) + "–" + print_number(motion.qualify.score_at_least), in.name("gate_why", "triage"), "", in.mark(thresholds, ""));
  for (const Signal& signal : motion.signals) {
    if (signal.hand_raise) add(in.signal_ref(signal.name) + " " + in.name("gate", "hand_raise") + ": " + in.text(signal.label), signal_event(in, signal) + ", " + signal_threshold(signal), without_stop(in.text(signal.why)), in.text(signal.control), in.mark_origin(signal.from, signal.source, thresholds));
  }
  if (motion.unit == Unit::account && !motion.identity.solo_included) add(in.name("gate", "personal"), in.name("gate_test", "personal"), in.name("gate_why", "personal"), "", in.mark(thresholds, ""));
  if (motion.qualify.cooldown) add(in.name("gate", "cooldown"), in.name("gate_test", "cooldown") + " " + print_span(*motion.qualify.cooldown), in.name("gate_why", "cooldown"), "", in.mark(thresholds, ""));
}

std::string points_text(double points) { return strip_point(print_fixed(points, 1)); }

// " by analyst A" where every row says so.
std::string sole_actor(const CaseResult& result) {
  std::string actor;
  for (const CaseRow& row : result.rows) {
    const size_t by = row.event.rfind(" by ");
    if (by == std::string::npos) continue;
    const std::string each = row.event.substr(by);
    if (!actor.empty() && actor != each) return "";
    actor = each;
  }
  return actor;
}

void put_cases(const PackContext& in, Slots& slots) {
  for (const CaseResult& result : in.cases) {
    // The rows tell what the story of the first case says.
    std::string story;
    for (const WorkedCase& each : in.motion.examples) if (each.id == result.id && each.id != "qualifies") story = each.story;
    const std::string actor = sole_actor(result);
    Slots row;
    row.set("name", in.name("case", result.id)).set("story", without_stop(in.text(story))).set("score", points_text(result.score)).set("outcome", in.name("outcome", result.outcome)).set("reason", without_stop(in.text(result.reason)));
    for (const CaseRow& each : result.rows) {
      const Signal* signal = in.motion.signal(each.signal);
      const std::string value = signal != nullptr && signal->trait ? (each.on ? in.name("case_value", "holds") : in.name("case_value", "fails")) : print_number(each.value) + "/" + print_number(each.at_least);
      const std::string points = each.on ? points_text(each.points_now) : "0";
      row.row("rows", Slots().set("when", in.text(each.when)).set("event", in.text(each.event.empty() && signal != nullptr ? signal->label : each.event.substr(0, each.event.size() - (each.event.ends_with(actor) ? actor.size() : 0)))).set("value", value).set("points", points).set("total", points_text(each.running_total)));
    }
    row.lists["rows"];
    slots.row("cases", std::move(row));
  }
  slots.flag("has_cases", !in.cases.empty());
}

}  // namespace

void fill_definition(const PackContext& in, Slots& slots) {
  const Motion& motion = in.motion;
  for (const char* list : {"gates", "cases"}) slots.lists[list];
  slots.set("must_have_tests", must_haves(in, true));
  std::vector<std::string> any;
  for (const std::string& name : motion.qualify.any_of) if (const Signal* signal = motion.signal(name)) any.push_back("*" + in.text(signal->label) + "*");
  slots.set("any_of", join_words(any, "or")).set("kinds", motion.qualify.kinds_at_least > 0 ? std::to_string(motion.qualify.kinds_at_least) : "");
  put_decisions(in, slots, "definition");
  put_gates(in, slots);
  put_cases(in, slots);
  const std::string buyers = in.fact("buyer_roles");
  slots.set("buyer", buyers.empty() ? in.name("buyer", "unknown") : buyers).set("accounts_title", upper_first(slots.words.find("accounts")->second));
  slots.set("outcome_verb_many", slots.words.find("outcome_verbs")->second).flag("misses_seen", !motion.workflow.review.empty());
}

}  // namespace handraise
