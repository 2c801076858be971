// Part 4: every signal as it is measured and scored, and what the bar lets through.
#include <algorithm>

#include "base/text.h"
#include "pack/part.h"

namespace handraise {
namespace {

std::string labels_of(const PackContext& in, const std::vector<std::string>& names, size_t most) {
  std::vector<std::string> labels;
  for (const std::string& name : names) {
    const Signal* signal = in.motion.signal(name);
    if (signal != nullptr && labels.size() < most) labels.push_back(in.signal_ref(name));
  }
  return join_words(labels);
}

std::string points_of(const PackContext& in, const Signal& signal) {
  if (signal.hand_raise) return in.name("points", "hand_raise");
  if (!signal.exists) return in.name("points", "unbuilt");
  const auto& must = in.motion.qualify.must_have;
  if (signal.points == 0 && std::find(must.begin(), must.end(), signal.name) != must.end()) return in.name("points", "gate");
  if (signal.points == 0) {
    for (const Exclusion& each : in.motion.qualify.never_if) if (each.signal == signal.name) return in.name("points", "excludes");
  }
  return signal.points < 0 ? "−" + print_number(-signal.points) : print_number(signal.points);
}

}  // namespace

void fill_signals(const PackContext& in, Slots& slots) {
  const Motion& motion = in.motion;
  for (const char* list : {"signals", "score_rules", "ladder", "dead_rules"}) slots.lists[list];
  std::vector<std::string> unfading, unbuilt;
  for (const Signal& signal : motion.signals) {
    // Gates, exclusions and hand-raises stand in part 3.
    const auto& never = motion.qualify.never_if;
    const bool excludes = std::any_of(never.begin(), never.end(), [&](const Exclusion& each) { return each.signal == signal.name; });
    const bool must = std::find(motion.qualify.must_have.begin(), motion.qualify.must_have.end(), signal.name) != motion.qualify.must_have.end();
    if (signal.points == 0 && signal.exists && (excludes || must || signal.hand_raise)) continue;
    const std::string control = without_stop(in.text(signal.control));
    std::string mistaken = in.limits.control_only && !control.empty() ? std::string() : without_stop(in.text(signal.false_positives));
    if (!control.empty()) mistaken += (mistaken.empty() ? "" : " → ") + control;
    const std::string outreach = in.name("mention", signal.approved ? "yes" : "never");
    slots.row("signals", Slots().set("ref", in.signal_ref(signal.name)).set("label", in.text(signal.label.empty() ? replace_all(signal.name, "_", " ") : signal.label)).set("kind", in.name("kind", name_of(signal.kind)))
                             .set("event", signal_event(in, signal)).set("threshold", signal_threshold(signal)).set("points", points_of(in, signal)).set("why", (!signal.exists && in.limits.control_only) || !in.limits.signal_reasons ? "" : without_stop(in.text(signal.why)))
                             .set("mistaken", !signal.exists && in.limits.control_only ? "" : mistaken).set("outreach", outreach).set("from", in.mark_origin(signal.from, signal.source, in.assumptions.thresholds())));
    if (!signal.exists) unbuilt.push_back("*" + in.text(signal.label) + "*");
    else if (signal.points > 0 && signal.half_life && signal.half_life->none && !signal.trait) unfading.push_back(in.signal_ref(signal.name));
  }
  slots.flag("signal_reasons", in.limits.signal_reasons);
  slots.set("unfading", join_words(unfading)).set("unbuilt", upper_first(join_words(unbuilt))).flag("one_unbuilt", unbuilt.size() == 1);
  for (const LadderRow& row : in.figures.ladder) {
    const std::string bold = row.chosen ? "**" : "";
    slots.row("ladder", Slots().set("bar", bold + print_number(row.bar) + bold).set("share", escape_markdown(print_percent(row.pattern_share)))
                            .set("week", row.qualified_week < 9.95 ? strip_point(print_fixed(row.qualified_week, 1)) : print_count(row.qualified_week)).set("use", escape_markdown(print_percent(row.use))));
  }
  slots.flag("has_ladder", !in.figures.ladder.empty());
  slots.set("shortest", join_words(shortest_pattern(in)));
  const Signal* decisive = motion.signal(in.figures.decisive_signal);
  slots.set("decisive", decisive == nullptr ? "" : in.signal_ref(decisive->name) + ", *" + in.text(decisive->label) + "*,");
  slots.set("ties", labels_of(in, in.figures.tie_breakers, 3)).flag("one_tie", in.figures.tie_breakers.size() == 1);
  for (const std::string& rule : in.figures.dead_rules) {
    const bool exclusion = std::any_of(motion.qualify.never_if.begin(), motion.qualify.never_if.end(), [&](const Exclusion& each) { return !each.signal.empty() && rule.starts_with("signals." + each.signal + " "); });
    if (!exclusion) slots.row("dead_rules", Slots().set("rule", sentence(in.refs(replace_all(rule, "signals.", "")))));
  }
  // The numbers that turn points into an answer.
  const auto rule = [&](std::string_view id, const std::string& value) { if (!value.empty()) slots.row("score_rules", Slots().set("rule", in.name("score_rule", id)).set("value", value)); };
  rule("bar", print_number(motion.qualify.score_at_least));
  if (motion.qualify.hot_at) rule("hot", print_number(*motion.qualify.hot_at));
  if (motion.qualify.triage_from) rule("triage", print_number(*motion.qualify.triage_from) + "–" + print_number(motion.qualify.score_at_least));
  if (!motion.qualify.half_life.none) rule("half_life", print_span(motion.qualify.half_life.duration) + (unfading.empty() ? "" : ", " + in.name("score_rule", "except") + " " + join_words(unfading)));
  if (motion.qualify.cooldown) rule("cooldown", print_span(*motion.qualify.cooldown));
  put_decisions(in, slots, "signals");
}

}  // namespace handraise
