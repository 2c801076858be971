#include "design/readiness.h"

#include <algorithm>

#include "design/situation.h"

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
  const Sellers sellers = sellers_of(facts);
  if (sellers.none || sellers.answered) settle("nobody_to_sell", true, sellers.none);
  // Under one in twenty there is nobody to score: hardly anyone is mapped, gets started, or comes at all.
  const auto too_low = [&](std::string_view path) { return facts.has(path) && facts.number(path) < 0.05; };
  if (facts.text("mapping.method") == "none" || too_low("mapping.coverage")) settle("unmappable", true, true);
  else settle("unmappable", answered("mapping.method"), false);
  if (facts.text("usage_data") == "no") settle("no_product_signals", true, true);
  else settle("no_product_signals", answered("usage_data"), false);
  if (facts.text("self_serve") == "no") settle("no_self_serve", true, true);
  else settle("no_self_serve", answered("self_serve"), false);
  if (too_low("baselines.activation_rate")) settle("no_activation", true, true);
  else settle("no_activation", answered("baselines.activation_rate"), false);
  const bool stock = facts.number("baselines.active_accounts") > 0 || facts.number("baselines.paying_accounts") > 0;
  if (facts.has("baselines.signups_per_month") && facts.number("baselines.signups_per_month") < 1 && !stock) settle("no_usage", true, true);
  static constexpr const char* blocking[] = {"no_activation", "no_self_serve", "nobody_to_sell", "unmappable", "no_product_signals", "no_usage"};
  const bool blocked = std::any_of(verdict.reasons.begin(), verdict.reasons.end(), [](const std::string& reason) {
    return std::find(std::begin(blocking), std::end(blocking), reason) != std::end(blocking);
  });
  verdict.value = blocked ? VerdictValue::needs_prerequisites : VerdictValue::ready;
  return verdict;
}

}  // namespace handraise
