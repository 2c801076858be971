#include "design/qualification.h"

#include <algorithm>

#include "design/bar.h"
#include "design/signal_choice.h"

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

// Whether asking for `kinds` kinds excludes any pattern that the bar lets through, and leaves some.
bool kinds_bind(const Motion& motion, int kinds) {
  Motion without = motion, with = motion;
  without.qualify.kinds_at_least = 0;
  with.qualify.kinds_at_least = kinds;
  const double open = reach_of(without, motion.qualify.score_at_least).share(), bound = reach_of(with, motion.qualify.score_at_least).share();
  return bound > 0 && bound < open;
}

}  // namespace

void plan_qualification(Motion& motion, const Facts& facts, const Situation& situation) {
  Identity& identity = motion.identity;
  const std::string method = facts.text("mapping.method");
  if (situation.has("weak_mapping")) identity.account_by = {"group"};  // D16: a workspace at most, never the company
  else if (method == "email_domain") identity.account_by = {"email_domain"};
  else if (method == "sso" || method == "group" || method == "billing" || method == "crm") identity.account_by = {"group", "email_domain"};

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
  // Where first value is not tracked, repeated work stands in for it: nobody works for days on what never worked.
  for (const Signal& signal : motion.signals) {
    if (qualify.must_have.empty() && signal.kind == SignalKind::depth && signal.exists && !signal.hand_raise) qualify.must_have.push_back(signal.name);
  }
  // D8: without an end date staleness is the main false positive: something must have happened within two weeks.
  if (situation.has("freemium") || situation.has("open_source")) {
    for (const Signal& signal : motion.signals) {
      if (std::find(qualify.must_have.begin(), qualify.must_have.end(), signal.name) != qualify.must_have.end()) continue;
      if (signal.kind == SignalKind::depth && signal.exists && signal.within > 0 && signal.within <= 14 * kDay) { qualify.must_have.push_back(signal.name); break; }
    }
  }
  // D7: amounts are made by large accounts, so fit is a gate where it is known.
  if ((situation.has("acv_lift") || situation.has("pipeline")) && !situation.has("no_enrichment")) {
    for (const Signal& signal : motion.signals) if (signal.kind == SignalKind::fit && signal.exists) { qualify.must_have.push_back(signal.name); break; }
  }
  share_points(motion.signals, motion.unit, qualify.must_have);  // a gate carries no points, or everybody starts with them
  qualify.score_at_least = base_bar(motion);
  if (!situation.has("founder")) qualify.hot_at = qualify.score_at_least + 20;  // D10: one person has one list
  qualify.triage_from = qualify.score_at_least - 15;
  if (situation.has("no_enrichment") && kinds_bind(motion, 3)) qualify.kinds_at_least = 3;  // D15
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

void drop_dead_rules(Motion& motion) {
  if (motion.qualify.kinds_at_least > 0 && !kinds_bind(motion, motion.qualify.kinds_at_least)) motion.qualify.kinds_at_least = 0;
}

}  // namespace handraise
