#include "design/readiness.h"

#include <algorithm>

namespace handraise {

Verdict judge_readiness(const Facts& facts) {
  Verdict verdict = facts.verdict;
  if (verdict.value == VerdictValue::refused || verdict.value == VerdictValue::not_a_fit) return verdict;
  const auto settle = [&](const char* reason, bool known, bool holds) {
    const auto at = std::find(verdict.reasons.begin(), verdict.reasons.end(), reason);
    if (known && holds && at == verdict.reasons.end()) verdict.reasons.push_back(reason);
    if (known && !holds && at != verdict.reasons.end()) verdict.reasons.erase(at);
  };
  const auto answered = [&](std::string_view path) { return facts.has(path) && facts.find(path)->from == Origin::answer; };
  double sellers = 0;
  bool people = false, people_answered = false;
  for (const Fact& fact : facts.all) {
    if (fact.path.rfind("reps.", 0) != 0) continue;
    people = true;
    people_answered = people_answered || fact.from == Origin::answer;
    if (fact.path != "reps.support" && fact.path != "reps.revops" && fact.path != "reps.sales_manager") sellers += facts.number(fact.path);
  }
  if (people && (sellers <= 0 || people_answered)) settle("nobody_to_sell", true, sellers <= 0);
  if (facts.text("mapping.method") == "none") settle("unmappable", true, true);
  else settle("unmappable", answered("mapping.method"), false);
  if (facts.text("usage_data") == "no") settle("no_product_signals", true, true);
  else settle("no_product_signals", answered("usage_data"), false);
  if (facts.text("self_serve") == "no") settle("no_self_serve", true, true);
  else settle("no_self_serve", answered("self_serve"), false);
  static constexpr const char* blocking[] = {"no_activation", "no_self_serve", "nobody_to_sell", "unmappable", "no_product_signals", "no_usage"};
  const bool blocked = std::any_of(verdict.reasons.begin(), verdict.reasons.end(), [](const std::string& reason) {
    return std::find(std::begin(blocking), std::end(blocking), reason) != std::end(blocking);
  });
  verdict.value = blocked ? VerdictValue::needs_prerequisites : VerdictValue::ready;
  return verdict;
}

}  // namespace handraise
