// Part 3: the definition in one sentence, its gates and exclusions, and what it says of three small histories.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "pack/part.h"

namespace handraise {
namespace {

std::string with_guard(const std::string& why, const std::string& guarded) { return why.empty() || guarded.empty() ? why + guarded : why + "; " + guarded; }

void put_gates(const PackContext& in, Slots& slots) {
  const Motion& motion = in.motion;
  const auto add = [&](std::string rule, std::string test, std::string why) {
    slots.row("gates", Slots().set("rule", std::move(rule)).set("test", std::move(test)).set("why", std::move(why)));
  };
  for (const std::string& name : motion.qualify.must_have) {
    const Signal* signal = motion.signal(name);
    if (signal == nullptr) continue;
    add(in.signal_ref(name) + " " + in.name("gate", "must") + ": " + in.text(signal->label), signal_event(in, *signal) + ", " + signal_threshold(*signal), signal->where.empty() ? with_guard(without_stop(in.text(signal->why)), without_stop(in.text(signal->control))) : without_stop(in.text(signal->why)));
  }
  if (!motion.qualify.any_of.empty()) {
    std::vector<std::string> labels;
    for (const std::string& name : motion.qualify.any_of) if (const Signal* signal = motion.signal(name)) labels.push_back(in.text(signal->label));
    add(in.name("gate", "any"), join_words(labels, "or"), in.name("gate_why", "any"));
  }
  if (motion.qualify.kinds_at_least > 0) add(in.name("gate", "kinds"), in.name("gate_test", "kinds") + " ≥ " + std::to_string(motion.qualify.kinds_at_least), in.name("gate_why", "kinds"));
  for (const TraitTest& trait : motion.segment.all) add(in.name("gate", "segment"), print_trait(trait), in.text(motion.segment.words));
  // Exclusions by an event each have a row; those by what is known of the account share one.
  std::vector<std::string> tests, whys;
  for (const Exclusion& exclusion : motion.qualify.never_if) {
    if (!exclusion.signal.empty()) {
      const Signal* signal = motion.signal(exclusion.signal);
      if (signal != nullptr) add(in.signal_ref(signal->name) + " " + lower_first(in.name("gate", "never")) + ": " + in.text(signal->label), signal_event(in, *signal) + ", " + signal_threshold(*signal), without_stop(in.text(exclusion.why)));
      continue;
    }
    if (!exclusion.outcome.empty()) tests.push_back(in.name("gate_test", "outcome") + " " + code_span(exclusion.outcome));
    else if (exclusion.trait) tests.push_back(print_trait(*exclusion.trait));
    else continue;
    const auto known = in.templates.names.find("gate_why." + (exclusion.outcome.empty() ? exclusion.trait->trait : exclusion.outcome));
    whys.push_back(known != in.templates.names.end() ? known->second : without_stop(in.text(exclusion.why)));
  }
  if (!tests.empty()) add(in.name("gate", "never"), join(tests, "; "), join(whys, "; "));
  for (const Signal& signal : motion.signals) {
    if (signal.hand_raise) add(in.signal_ref(signal.name) + " " + in.name("gate", "hand_raise") + ": " + in.text(signal.label), signal_event(in, signal) + ", " + signal_threshold(signal), with_guard(without_stop(in.text(signal.why)), without_stop(in.text(signal.control))));
  }
  if (motion.unit == Unit::account && !motion.identity.solo_included) add(in.name("gate", "personal"), in.name("gate_test", "personal"), in.name("gate_why", "personal"));
}

std::string points_text(double points) { return strip_point(print_fixed(points, 1)); }
// "day 3, 10:00" -> "day 3"
std::string day_of(const std::string& when) { return when.substr(0, when.find(',')); }

// One column a case, one row a signal: the points that are left add up downwards.
void put_cases(const PackContext& in, Slots& slots) {
  std::vector<std::string> order;
  bool stopped = false;
  for (const CaseResult& result : in.cases) {
    for (const CaseRow& row : result.rows) if (std::find(order.begin(), order.end(), row.signal) == order.end()) order.push_back(row.signal);
    slots.row("case_names", Slots().set("name", in.name("case", result.id)).set("score", points_text(result.score)).set("outcome", in.name("outcome", result.outcome)).set("reason", without_stop(in.text(result.reason))));
    stopped = stopped || !result.reason.empty();
  }
  for (const std::string& name : order) {
    const Signal* signal = in.motion.signal(name);
    Slots line;
    std::string event;
    line.lists["cells"];
    for (const CaseResult& result : in.cases) {
      std::string cell;
      for (const CaseRow& row : result.rows) {
        if (row.signal != name) continue;
        const bool trait = signal != nullptr && signal->trait;
        if (event.empty()) event = row.event.empty() && signal != nullptr ? signal->label : row.event.substr(0, row.event.rfind(" by "));
        cell = trait ? (row.on ? points_text(row.points_now) : in.name("case_value", "fails")) : row.on ? points_text(row.points_now) + " (" + day_of(row.when) + ")" : print_number(row.value) + "/" + print_number(row.at_least);
      }
      line.row("cells", Slots().set("text", in.text(cell)));
    }
    line.set("event", in.text(event));
    slots.row("case_rows", std::move(line));
  }
  slots.flag("has_cases", !in.cases.empty()).flag("case_stopped", stopped);
}

// What a backtest said of this definition: those who qualified and got there without a rep, against comparable accounts.
void put_proof(const PackContext& in, Slots& slots) {
  const auto shown = [&](const char* name, int digits, double scale) {
    const Quantity* quantity = in.motion.quantity(name);
    if (quantity == nullptr || quantity->from != Origin::measured) return std::string();
    const auto number = [&](double value) { return strip_point(print_fixed(value * scale, digits)); };
    const std::string range = quantity->low == quantity->high ? "" : " (" + number(quantity->low) + "–" + number(quantity->high) + ")";
    return escape_markdown(number(quantity->value) + (scale == 100 ? " %" : "") + range);
  };
  const Quantity* rate = in.motion.quantity("baseline_rate");
  const size_t counted = rate == nullptr || rate->from != Origin::measured ? std::string::npos : rate->source.find(": ");
  slots.set("proof", counted == std::string::npos ? "" : in.text(rate->source.substr(counted + 2)) + ", " + shown("baseline_rate", 1, 100));
  slots.set("proof_comparable", shown("comparable_rate", 1, 100)).set("proof_lift", shown("found_lift", 1, 1));
  const Quantity* lead = in.motion.quantity("lead_days");
  slots.set("proof_lead", lead == nullptr ? "" : print_count(std::round(lead->value)));
}

}  // namespace

void fill_definition(const PackContext& in, Slots& slots) {
  const Motion& motion = in.motion;
  for (const char* list : {"gates", "case_names", "case_rows"}) slots.lists[list];
  slots.set("must_have_tests", must_haves(in, true)).flag("one_must", motion.qualify.must_have.size() == 1);
  std::vector<std::string> any;
  for (const std::string& name : motion.qualify.any_of) if (const Signal* signal = motion.signal(name)) any.push_back("*" + in.text(signal->label) + "*");
  slots.set("any_of", join_words(any, "or")).set("kinds", motion.qualify.kinds_at_least > 0 ? in.name("number", std::to_string(motion.qualify.kinds_at_least)) : "");
  put_decisions(in, slots, "definition");
  put_gates(in, slots);
  put_cases(in, slots);
  put_proof(in, slots);
  const Signal* strongest = motion.signal(in.figures.decisive_signal);
  slots.set("strongest", strongest == nullptr ? "" : in.text(strongest->label));
  const std::string buyers = in.fact("buyer_roles");
  const std::string buyer = buyers.empty() ? in.name("buyer", "unknown") : buyers;
  slots.set("a_buyer", with_article(buyer)).set("a_noun", with_article(in.text(in.motion.context.noun))).set("accounts_title", upper_first(slots.words.find("accounts")->second));
  slots.set("outcome_verb_many", slots.words.find("outcome_verbs")->second).flag("misses_seen", !motion.workflow.review.empty());
}

}  // namespace handraise
