// The choices D1 to D29: each is made where its condition holds, is not made where it does not, and names what it rests on.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "designing.h"

namespace handraise {
namespace {

using designing::designed;
using designing::Designed;
using designing::Pairs;
using designing::with;

// Where decision `id` is made: its choice holds `words`, its inputs hold `input` ("" where it follows from no fact).
struct Made { const char* id; const char* because; Pairs facts; const char* words; const char* input; };
// Where it is not made, though it nearly would be.
struct NotMade { const char* id; const char* because; Pairs facts; };

Pairs freemium() { return with(designing::founder(), {{"reps.founder", ""}, {"rep_hours.founder", ""}, {"reps.ae", "2"}}); }
Pairs europe(Pairs facts) { return with(std::move(facts), {{"regions", "de"}, {"compliance", "gdpr"}}); }

std::vector<Made> made() {
  using namespace designing;
  return {
      {"D1", "the user of a trial can pay by card", with(trial(), {{"baselines.trial_to_paid", "0.05"}}), "PQL, one open per account", "trial_days"},
      {"D1", "a free user pays alone", freemium(), "PQL, one open per account", "model"},
      {"D1", "a deal under 10,000", with(trial(), {{"acv.min", "4000"}, {"acv.max", "8000"}}), "PQL, one open per account", "acv.max"},
      {"D2", "ten times the seats", seats(), "PQA: the company", "seats.to"},
      {"D2", "large deals without a trial", {{"category", "design"}, {"objective", "pipeline"}, {"reps.ae", "2"}, {"acv.min", "30000"}, {"acv.max", "50000"}, {"buyer_roles", "head of design"}}, "PQA: the company", "buyer_roles"},
      {"D3", "usage is what is priced", with(usage(), {{"objective", "expansion"}}), "days and share of limit, not calls", "model"},
      {"D4", "a trial, and seats to buy", with(trial(), {{"seats.from", "10"}, {"seats.to", "20"}}), "PQL first, PQA as a second motion", "seats.to"},
      {"D5", "trial to paid", trial(), "windows inside 14 days", "trial_days"},
      {"D6", "expansion", seats(), "stock and flow kept apart", "objective"},
      {"D7", "pipeline", usage(), "opportunities that AEs accept", "objective"},
      {"D7", "larger first contracts", scanner(), "95th percentile", "objective"},
      {"D8", "a free plan without an end", freemium(), "within 14 days", "model"},
      {"D9", "a card is asked for", with(trial(), {{"card_required", "yes"}}), "not conversion", "card_required"},
      {"D10", "one founder", founder(), "one daily list, five at most", "reps.founder"},
      {"D11", "two roles, four people", trial(), "SDRs touch, AEs from the meeting", "reps.sdr"},
      {"D11", "one role, two people", freemium(), "whoever is on duty touches and keeps", "reps"},
      {"D11", "one seller", with(trial(), {{"reps.sdr", ""}, {"reps.ae", "1"}}), "one seller, fixed hours, no backup", "reps"},
      {"D12", "forty in territories", with(trial(), {{"reps.ae", "40"}, {"territories", "North"}}), "owner, then territory, then load", "territories"},
      {"D12", "forty without territories", with(trial(), {{"reps.ae", "40"}}), "a pod of", "reps"},
      {"D13", "customers have a CSM", seats(), "CSM first, AE once a need is named", "reps.csm"},
      {"D14", "nobody sells", with(trial(), {{"reps.sdr", "0"}, {"reps.ae", "0"}}), "shared inbox", "reps"},
      {"D15", "size is stated, nothing tells it", with(trial(), {{"employees.from", "50"}, {"employees.to", "500"}}), "points and is no gate", "employees.from"},
      {"D15", "no enrichment and no size", trial(), "no size rule", "mapping.method"},
      {"D16", "seven in ten ties are right, users pay", with(trial(), {{"mapping.coverage", "0.7"}}), "unit is the user", "mapping.coverage"},
      {"D16", "seven in ten ties are right, seats are priced", with(seats(), {{"mapping.coverage", "0.7"}}), "billing workspace", "mapping.coverage"},
      {"D17", "companies by domain", with(trial(), {{"mapping.method", "email_domain"}, {"mapping.coverage", "0.6"}}), "personal addresses stay self-serve", "mapping.method"},
      {"D18", "Germany", europe(trial()), "contact only with a stored basis", "regions"},
      {"D18", "a consent share is given", with(trial(), {{"consent_share", "0.3"}}), "contact only with a stored basis", "regions"},
      {"D19", "patients", clinic(), "set-up, seat and billing events only", "compliance"},
      {"D20", "a security product", scanner(), "never name", "category"},
      {"D21", "whoever asks", trial(), "hand-raises first in line", ""},
      {"D22", "far more than can be worked", with(trial(), {{"baselines.signups_per_month", "90000"}}), "a higher bar", "baselines.signups_per_month"},
      {"D23", "far less than can be worked", with(trial(), {{"baselines.signups_per_month", "300"}}), "lend fewer hours; gates stay", "baselines.signups_per_month"},
      {"D24", "under five outcomes in the holdout", with(trial(), {{"baselines.signups_per_month", "300"}}), "Learn", "baseline_rate"},
      {"D25", "fewer weeks asked than needed", with(trial(), {{"pilot.weeks", "4"}}), "enrol 4 weeks as asked", "pilot.weeks"},
      {"D25", "a year is asked for", with(trial(), {{"pilot.weeks", "52"}}), "enrol 26 of the 52 weeks asked", "pilot.weeks"},
      {"D26", "self-hosted", with(freemium(), {{"model", "open_source"}}), "community members are never contacted", "model"},
      {"D27", "integrations are not tracked", with(trial(), {{"signals", "invite"}, {"missing_signals", "integration"}}), "start without", "missing_signals"},
      {"D28", "five minutes are asked for", with(trial(), {{"sla.value", "5"}, {"sla.unit", "minute"}}), "instead of 5 open minutes", "sla.value"},
      {"D29", "procurement is regulated", with(trial(), {{"compliance", "fedramp"}}), "agreement and security requests", "compliance"},
  };
}

std::vector<NotMade> not_made() {
  using namespace designing;
  return {
      {"D1", "the company is the unit", seats()},
      {"D2", "twice the seats is the same buyer", with(trial(), {{"seats.from", "10"}, {"seats.to", "20"}})},
      {"D2", "a deal under 10,000", {{"category", "design"}, {"objective", "pipeline"}, {"reps.ae", "2"}, {"acv.min", "3000"}, {"acv.max", "5000"}}},
      {"D3", "usage-priced, but a trial decides", with(trial(), {{"model", "usage_based"}})},
      {"D3", "seats are priced too", with(seats(), {{"model", "usage_based"}})},
      {"D4", "no seats are priced", trial()},
      {"D5", "no trial", freemium()},
      {"D5", "a card makes paying the default", with(trial(), {{"card_required", "yes"}})},
      {"D6", "trial to paid", trial()},
      {"D7", "trial to paid", trial()},
      {"D8", "a trial has an end", trial()},
      {"D9", "no card", trial()},
      {"D10", "the founder has sellers", with(founder(), {{"reps.ae", "2"}})},
      {"D11", "one founder", founder()},
      {"D12", "four people", trial()},
      {"D13", "a CSM, but trials", with(trial(), {{"reps.csm", "1"}})},
      {"D14", "somebody sells", trial()},
      {"D14", "nobody is said not to sell", with(trial(), {{"reps.sdr", ""}, {"reps.ae", ""}})},
      {"D15", "enrichment tells size", with(trial(), {{"mapping.method", "enrichment"}, {"employees.from", "50"}})},
      {"D16", "merely unaudited", trial()},
      {"D16", "ninety-five in a hundred", with(trial(), {{"mapping.coverage", "0.95"}})},
      {"D17", "by workspace", trial()},
      {"D18", "United States only", with(trial(), {{"regions", "us"}})},
      {"D19", "not regulated", trial()},
      {"D20", "not security", trial()},
      {"D21", "nobody to answer", with(trial(), {{"reps.sdr", "0"}, {"reps.ae", "0"}})},
      {"D22", "the team can take it", with(trial(), {{"baselines.signups_per_month", "1500"}})},
      {"D22", "no volume is known", with(trial(), {{"baselines.signups_per_month", ""}})},
      {"D23", "the team is busy", with(trial(), {{"baselines.signups_per_month", "8000"}})},
      {"D23", "no volume is known", with(trial(), {{"baselines.signups_per_month", ""}})},
      {"D24", "enough outcomes", with(trial(), {{"baselines.signups_per_month", "6000"}})},
      {"D25", "no weeks asked", with(trial(), {{"pilot.weeks", ""}})},
      {"D25", "nobody to run it", with(trial(), {{"reps.sdr", "0"}, {"reps.ae", "0"}})},
      {"D26", "no open source", freemium()},
      {"D27", "all is tracked", trial()},
      {"D28", "one business day is asked for", with(trial(), {{"sla.value", "1"}, {"sla.unit", "business_day"}})},
      {"D29", "GDPR is no procurement", europe(trial())},
  };
}

TEST(Decision, IsMadeWhereItsConditionHolds) {
  std::set<std::string> seen;
  for (const Made& each : made()) {
    SCOPED_TRACE(std::string(each.id) + ": " + each.because);
    seen.insert(each.id);
    const Designed it = designed(each.facts);
    const Decision* decision = it.decision(each.id);
    if (decision == nullptr) {
      ADD_FAILURE() << "not made";
      continue;
    }
    EXPECT_TRUE(contains(decision->choice, each.words)) << decision->choice;
    EXPECT_TRUE(decision->because.rfind("because ", 0) == 0 && contains(decision->because, "; not ")) << decision->because;   // because X, Y; not Z, since W
    if (*each.input != '\0') { EXPECT_NE(std::find(decision->inputs.begin(), decision->inputs.end(), each.input), decision->inputs.end()) << join(decision->inputs, ", "); }
  }
  for (int i = 1; i <= 29; ++i) EXPECT_EQ(seen.count("D" + std::to_string(i)), 1u) << i;
}

TEST(Decision, IsNotMadeWhereItDoesNot) {
  std::set<std::string> seen;
  for (const NotMade& each : not_made()) {
    SCOPED_TRACE(std::string(each.id) + ": " + each.because);
    seen.insert(each.id);
    const Decision* decision = designed(each.facts).motion.decision(each.id);
    EXPECT_EQ(decision, nullptr);
  }
  for (int i = 1; i <= 29; ++i) EXPECT_EQ(seen.count("D" + std::to_string(i)), 1u) << i;
}

TEST(Decision, EachStandsOnceAndItsFiguresCanBeComputed) {
  for (const Made& each : made()) {
    SCOPED_TRACE(std::string(each.id) + ": " + each.because);
    const Designed it = designed(each.facts);
    std::set<std::string> ids;
    for (const Decision& decision : it.motion.decisions) EXPECT_TRUE(ids.insert(decision.id).second) << decision.id;
    for (const Decision& decision : with_figures(it.motion, it.figures).decisions) {
      for (const std::string* text : {&decision.choice, &decision.because}) EXPECT_FALSE(contains(*text, "{=") || contains(*text, "{{")) << *text;
    }
  }
}

}  // namespace
}  // namespace handraise
