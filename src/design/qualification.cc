#include "design/qualification.h"

#include <algorithm>

#include "design/bar.h"
#include "design/rule_space.h"

namespace handraise {
namespace {

Exclusion by_trait(const char* trait, Test test, const char* why) {
  Exclusion made;
  TraitTest trait_test;
  trait_test.trait = trait;
  trait_test.test = std::move(test);
  made.trait = std::move(trait_test);
  made.why = why;
  return made;
}
Test equals(const char* value) {
  Test test;
  test.equals = {value};
  return test;
}

// Whether asking for `kinds` kinds excludes any pattern that the bar lets through.
bool kinds_bind(const Motion& motion, int kinds) {
  RuleSet set;
  for (const Signal& signal : motion.signals) {
    if (signal.hand_raise || !signal.exists) continue;
    RuleSignal rule;
    rule.points = signal.points;
    rule.kind = static_cast<int>(signal.kind);
    rule.fit = signal.kind == SignalKind::fit;
    rule.must_have = std::find(motion.qualify.must_have.begin(), motion.qualify.must_have.end(), signal.name) != motion.qualify.must_have.end();
    set.signals.push_back(rule);
  }
  set.bar = motion.qualify.score_at_least;
  set.kinds_at_least = kinds;
  const auto space = rule_space_of(set);
  return space && space->kinds_bind && space->reaching > 0;
}

}  // namespace

void plan_qualification(Motion& motion, const Facts& facts, const Situation& situation) {
  Identity& identity = motion.identity;
  const std::string method = facts.text("mapping.method");
  if (method == "email_domain") identity.account_by = {"email_domain"};
  else if (method == "sso" || method == "group" || method == "billing" || method == "crm") identity.account_by = {"group", "email_domain"};
  identity.trust_confirmed = situation.has("weak_mapping") && motion.unit == Unit::account;

  Segment& segment = motion.segment;
  segment.words = situation.slots.words.at("segment");
  segment.all.clear();
  if (!situation.has("no_enrichment") && (facts.has("employees.from") || facts.has("employees.to"))) {  // D15: never a gate on missing data
    TraitTest size;
    size.trait = "account.employees";
    if (facts.has("employees.from")) size.test.at_least = facts.number("employees.from");
    if (facts.has("employees.to")) size.test.at_most = facts.number("employees.to");
    segment.all.push_back(size);
  }

  Qualify& qualify = motion.qualify;
  qualify = Qualify{};
  const double trial = facts.number("trial_days", 0);
  qualify.half_life = {false, situation.has("expansion") ? 14 * kDay : trial > 0 && trial <= 10 ? 4 * kDay : 7 * kDay};
  qualify.cooldown = situation.has("expansion") || situation.has("freemium") ? 90 * kDay : situation.has("trial") ? std::max<Duration>(30, static_cast<Duration>(trial) * 2) * kDay : 60 * kDay;
  for (const Signal& signal : motion.signals) {
    if (signal.kind == SignalKind::activation && signal.exists && !signal.hand_raise && qualify.must_have.size() < 2) qualify.must_have.push_back(signal.name);
  }
  // D8: without an end date staleness is the main false positive: something must have happened within two weeks.
  if (situation.has("freemium") || situation.has("open_source")) {
    for (const Signal& signal : motion.signals) {
      if (signal.kind == SignalKind::depth && signal.exists && signal.within > 0 && signal.within <= 14 * kDay) { qualify.must_have.push_back(signal.name); break; }
    }
  }
  qualify.score_at_least = base_bar(motion);
  qualify.hot_at = qualify.score_at_least + 20;
  qualify.triage_from = qualify.score_at_least - 15;
  for (int kinds = 4; kinds >= 3 && situation.has("no_enrichment"); --kinds) {  // D15
    if (kinds == 3 && kinds_bind(motion, 3)) qualify.kinds_at_least = 3;
  }
  for (const Signal& signal : motion.signals) {
    if (signal.kind != SignalKind::risk || !signal.exists) continue;
    Exclusion blocked;
    blocked.signal = signal.name;
    blocked.why = "blocked usage goes to support and is never sold to";
    qualify.never_if.push_back(blocked);
  }
  Exclusion done;
  done.outcome = situation.has("expansion") ? "expanded" : "converted";
  done.why = "has done already what the motion is for";
  qualify.never_if.push_back(done);
  qualify.never_if.push_back(by_trait("account.open_opportunity", equals("true"), "somebody works it already: the owner is told, nobody else writes"));
  qualify.never_if.push_back(by_trait("account.opted_out", equals("true"), "asked not to be contacted"));
  if (situation.has("eu_consent")) {
    Test test;
    test.exists = false;
    qualify.never_if.push_back(by_trait("account.contact_basis", test, "no stored basis for contact (D18)"));
  }
  const std::vector<std::string> excluded = facts.list("regions_excluded");
  if (!excluded.empty()) {
    Test test;
    test.in = excluded;
    qualify.never_if.push_back(by_trait("account.region", test, "region left out by you"));
  }
}

}  // namespace handraise
