// Page 1: the verdict, who qualifies, six figures, what the pilot can tell, what it is worth, flip points, decisions, the biggest risk.
#include <algorithm>

#include "base/text.h"
#include "pack/part.h"

namespace handraise {
namespace {

// The intent signal that a lone visit would set off.
const Signal* lone_intent(const Motion& motion) {
  const Signal* found = nullptr;
  for (const Signal& signal : motion.signals) {
    if (signal.kind == SignalKind::intent && !signal.hand_raise && signal.exists && signal.points > 0 && (found == nullptr || signal.points < found->points)) found = &signal;
  }
  return found != nullptr && found->points < motion.qualify.score_at_least ? found : nullptr;
}

}  // namespace

std::string without_stop(std::string text) {
  while (!text.empty() && (text.back() == '.' || text.back() == ' ')) text.pop_back();
  return text;
}

std::string lower_first(std::string text) {
  if (text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' && ((text[1] >= 'a' && text[1] <= 'z') || text[1] == ' ')) text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

std::string sentence(std::string text) {
  text = without_stop(std::move(text));
  if (text.empty()) return text;
  const char last = text.back();
  return upper_first(text) + (last == '!' || last == '?' || last == ':' ? "" : ".");
}

std::string must_haves(const PackContext& in, bool thresholds) {
  std::vector<std::string> pieces;
  for (const std::string& name : in.motion.qualify.must_have) {
    const Signal* signal = in.motion.signal(name);
    if (signal == nullptr) continue;
    const std::string label = in.text(signal->label.empty() ? signal->name : signal->label);
    pieces.push_back(thresholds ? "*" + label + "* (" + signal_threshold(*signal) + ")" : label);
  }
  return join_words(pieces);
}

std::vector<std::string> shortest_pattern(const PackContext& in) {
  std::vector<std::string> labels;
  if (in.figures.patterns.empty()) return labels;
  for (std::string_view rest = in.figures.patterns.front().signals;;) {
    const size_t plus = rest.find(" + ");
    labels.push_back("*" + in.text(rest.substr(0, plus)) + "*");
    if (plus == std::string_view::npos) return labels;
    rest.remove_prefix(plus + 3);
  }
}

void fill_summary(const PackContext& in, Slots& slots) {
  const Motion& motion = in.motion;
  const Context& context = motion.context;
  slots.set("verdict_reason", sentence(in.text(context.verdict_reason))).set("before_day_1", lower_first(sentence(in.text(context.before_day_1))));
  const auto open = std::count_if(context.readiness.begin(), context.readiness.end(), [](const ReadinessRow& row) { return row.state != "pass"; });
  slots.set("open_count", open > 0 ? in.name("number", std::to_string(open)) : "").set("open_checks", open == 1 ? "check is" : "checks are");
  slots.set("must_have", must_haves(in, false));
  // The shortest pattern: its first two signals by name, the others counted.
  const std::vector<std::string> shortest = shortest_pattern(in);
  const size_t named = std::min<size_t>(shortest.size(), shortest.size() == 3 ? 3 : 2);
  const std::vector<std::string> first(shortest.begin(), shortest.begin() + static_cast<std::ptrdiff_t>(named));
  slots.set("shortest_count", shortest.empty() ? "" : in.name("number", std::to_string(shortest.size()))).set("shortest", join_words(first));
  const auto scored = std::count_if(motion.signals.begin(), motion.signals.end(), [](const Signal& signal) { return signal.points > 0 && signal.exists && !signal.hand_raise; });
  slots.set("scored_count", in.name("number", std::to_string(scored)));
  const Signal* intent = lone_intent(motion);
  slots.set("lone_intent", intent == nullptr ? "" : upper_first(in.text(intent->label))).set("lone_intent_points", intent == nullptr ? "" : print_number(intent->points));
  const bool stock = in.figures.find("accounts_needed") != nullptr;
  const char* const needed = stock ? "accounts_needed" : "signups_needed";
  slots.set("needs_volume", escape_markdown(in.figures.full(needed))).set("needs_label", in.name("needs", needed));
  // One line for what is left out: the words, why, and what we do instead, each reason once.
  std::vector<std::pair<std::string, std::vector<std::string>>> refused;
  for (const RefusedPart& part : context.facts.refused_parts) {
    const auto clause = [&](const std::string& text) { return without_stop(in.text(text.substr(0, text.find(';')))); };
    const std::string reason = lower_first(clause(part.why)) + (part.instead.empty() || in.limits.page_cut > 3 ? "" : ". " + upper_first(clause(part.instead)));
    auto at = std::find_if(refused.begin(), refused.end(), [&](const auto& each) { return each.first == reason; });
    if (at == refused.end()) at = refused.insert(refused.end(), {reason, {}});
    at->second.push_back("“" + in.text(part.words) + "”");
  }
  std::string line;
  for (const auto& [reason, words] : refused) line += (line.empty() ? "" : " ") + join_words(words) + ": " + reason + ".";
  slots.set("refused_line", line).flag("names_half", in.limits.page_cut < 1).flag("names_examples", in.limits.page_cut < 3);
  if (in.limits.page_cut > 4) slots.set("before_day_1", "");
  const std::string weeks = print_number(motion.pilot.weeks);
  slots.set("a_pilot_weeks", (weeks.starts_with("8") || weeks == "11" || weeks == "18" ? "an " : "a ") + weeks);
  slots.set("accounts_title", upper_first(slots.words.find("accounts")->second)).set("outcome_noun_title", upper_first(slots.words.find("outcome_noun")->second));
  slots.set("outcome_verb_many", slots.words.find("outcome_verbs")->second);
  slots.set("bottleneck", in.limits.page_cut > 1 ? std::string() : escape_markdown(context.facts.text("bottleneck")));

  slots.lists["flips"];
  for (const FlipRow& flip : in.figures.flips) {
    if (slots.lists["flips"].size() == 3) break;
    slots.row("flips", Slots().set("input", in.text(flip.input)).set("at", in.text(flip.at)).set("then", in.text(flip.then)));
  }
  slots.flag("has_flips", !in.figures.flips.empty());
  for (const DecisionNeeded& decision : motion.decisions_needed) {
    if (slots.lists["decisions_needed"].size() == 3) break;
    slots.row("decisions_needed", Slots().set("decision", in.text(decision.decision)).set("owner", in.text(decision.owner)).set("by", in.text(decision.by)).set("default", in.text(decision.default_if_silent)));
  }
  slots.flag("has_decisions_needed", !motion.decisions_needed.empty());
  slots.set("risk", motion.risks.empty() ? "" : lower_first(without_stop(in.text(motion.risks.front().what)))).set("risk_effect", motion.risks.empty() ? "" : without_stop(in.text(motion.risks.front().effect)));

  size_t yours = 0, computed = 0;
  for (const Fact& fact : context.facts.all) {
    const FactKind* kind = fact_kind(fact.path);
    if (kind != nullptr && kind->type == FactKind::Type::number && (fact.from == Origin::stated || fact.from == Origin::answer)) ++yours;
  }
  for (const auto& [id, figure] : in.figures.all) if (!figure.from.empty() && figure.from.front() == '=') ++computed;
  slots.set("count_yours", std::to_string(yours)).set("count_computed", std::to_string(computed));
  slots.set("count_assumed", std::to_string(in.assumptions.count(Origin::assumed))).set("count_published", std::to_string(in.assumptions.count(Origin::published)));
  slots.flag("count_published_any", in.assumptions.count(Origin::published) > 0);
  const size_t measured = in.assumptions.count(Origin::measured);
  slots.set("count_measured", measured > 0 ? std::to_string(measured) : "");
}

}  // namespace handraise
