// Each fact moves the design in the direction that an expert expects, over companies that differ in model, unit, staff and kind of product.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "designing.h"

namespace handraise {
namespace {

using designing::designed;
using designing::Designed;
using designing::Pairs;
using designing::with;

struct Company { const char* name; Pairs facts; };
std::vector<Company> companies() {
  return {{"trial", designing::trial()}, {"seats", designing::seats()}, {"founder", designing::founder()}, {"usage", designing::usage()}, {"clinic", designing::clinic()}, {"scanner", designing::scanner()}};
}
std::string value_of(const Pairs& facts, std::string_view path) {
  for (const auto& each : facts) if (each.first == path) return each.second;
  return "";
}
Pairs scaled(const Pairs& facts, std::string_view prefix, double times) {
  Pairs made = facts;
  for (auto& [path, value] : made) if (path.rfind(prefix, 0) == 0) value = print_number(std::strtod(value.c_str(), nullptr) * times);
  return made;
}
double points_of(const Motion& motion) {
  return std::accumulate(motion.signals.begin(), motion.signals.end(), 0.0, [](double sum, const Signal& signal) { return sum + signal.points; });
}
bool mentions(const Motion& motion, const std::string& words) {
  return std::any_of(motion.outreach.messages.begin(), motion.outreach.messages.end(), [&](const Message& each) { return !each.support && contains(lower_ascii(each.body), words); });
}
std::string volume_path(const Company& company) { return value_of(company.facts, "baselines.paying_accounts").empty() ? "baselines.signups_per_month" : "baselines.paying_accounts"; }

TEST(Direction, TwiceTheRepsTakeTwiceAsMuch) {
  for (const Company& company : companies()) {
    SCOPED_TRACE(company.name);
    if (std::string(company.name) == "founder") continue;  // one founder cannot be doubled
    const Designed before = designed(company.facts), after = designed(scaled(company.facts, "reps.", 2));
    EXPECT_NEAR(after["cap_week"], 2 * before["cap_week"], 1e-6);
    EXPECT_GE(after["qualified_week"], before["qualified_week"] - 1e-9);   // the bar never rises with more hands
    EXPECT_LE(after.motion.qualify.score_at_least, before.motion.qualify.score_at_least);
    if (after["qualified_week"] == before["qualified_week"]) { EXPECT_LT(after["use"], before["use"]); }
    EXPECT_GE(after["sla_kept_one_out"], before["sla_kept_one_out"] - 0.02);
    EXPECT_EQ(after.motion.unit, before.motion.unit);
    EXPECT_EQ(after.motion.signals.size(), before.motion.signals.size());
  }
}

TEST(Direction, WithoutAVolumeTwiceTheRepsAskForTwiceTheSignups) {
  for (const Company& company : companies()) {
    SCOPED_TRACE(company.name);
    if (std::string(company.name) == "founder") continue;
    const Pairs bare = with(company.facts, {{volume_path(company), ""}});
    const Designed before = designed(bare), after = designed(scaled(bare, "reps.", 2));
    ASSERT_EQ(before.figures.planning_case, PlanningCase::from_capacity);
    EXPECT_NEAR(after["qualified_week"], 2 * before["qualified_week"], 1e-6);
    const char* needed = before.has("signups_needed") ? "signups_needed" : "accounts_needed";
    EXPECT_NEAR(after[needed], 2 * before[needed], 1e-3);
    EXPECT_LT(before.figures.find(needed)->low, before[needed]);   // the range sits on what is needed …
    EXPECT_TRUE(before.figures.find("qualified_week")->range.empty());
    for (const CapacityRow& row : before.figures.capacity) EXPECT_FALSE(row.has_range) << row.role;   // … and not on the use
  }
}

TEST(Direction, HalfTheSignupsGiveHalfTheVolumeAndLessToLearnFrom) {
  for (const Company& company : companies()) {
    SCOPED_TRACE(company.name);
    const Pairs half = with(company.facts, {{volume_path(company), print_number(std::strtod(value_of(company.facts, volume_path(company)).c_str(), nullptr) / 2)}});
    const Designed before = designed(company.facts), after = designed(half);
    EXPECT_LE(after.motion.qualify.score_at_least, before.motion.qualify.score_at_least);
    if (after.motion.qualify.score_at_least == before.motion.qualify.score_at_least) { EXPECT_NEAR(after["qualified_week"], before["qualified_week"] / 2, 1e-6); }
    EXPECT_LE(after["qualified_week"], before["qualified_week"] + 1e-9);
    EXPECT_EQ(after["cap_week"], before["cap_week"]);
    EXPECT_LE(after["per_arm"], before["per_arm"]);
    EXPECT_LE(after["use"], before["use"] + 1e-9);
    if (after.motion.pilot.weeks == before.motion.pilot.weeks && after.has("smallest_lift") && after.motion.pilot.rule == before.motion.pilot.rule) { EXPECT_GE(after["smallest_lift"], before["smallest_lift"] - 1e-9); }
  }
}

TEST(Direction, ManyTimesTheSignupsRaiseTheBarBeforeAnybodyIsLate) {
  for (const Company& company : companies()) {
    SCOPED_TRACE(company.name);
    const Pairs more = with(company.facts, {{volume_path(company), print_number(std::strtod(value_of(company.facts, volume_path(company)).c_str(), nullptr) * 40)}});
    const Designed before = designed(company.facts), after = designed(more);
    EXPECT_GE(after.motion.qualify.score_at_least, before.motion.qualify.score_at_least);
    EXPECT_LT(after["qualified_week"], before["qualified_week"] * 40 + 1e-9);
    ASSERT_NE(after.decision("D22"), nullptr);
    EXPECT_EQ(after.decision("D23"), nullptr);
    EXPECT_TRUE(after["qualified_week"] <= after["cap_week"] * 1.0001 || after.motion.tagged("segment_too_wide"));
    EXPECT_TRUE(after.figures.dead_rules.empty()) << after.figures.dead_rules.front();
    EXPECT_LE(after["enrolled"] * (1 - after["holdout"]), after["cap_week"] * after.motion.pilot.weeks + 1);  // never more than can be worked
  }
}

TEST(Direction, WithoutItsGateADefinitionLetsMoreThrough) {
  for (const Company& company : companies()) {
    SCOPED_TRACE(company.name);
    const Designed before = designed(company.facts);
    ASSERT_FALSE(before.motion.qualify.must_have.empty());
    Motion open = before.motion;
    open.qualify.must_have.clear();
    const Figures after = compute_figures(open);
    EXPECT_GT(after.value("qualified_week"), before["qualified_week"]);
    // A pattern is a choice among the signals that give points; the gate gives none, and what only excludes is no part of one either.
    const auto scored = std::count_if(open.signals.begin(), open.signals.end(), [](const Signal& signal) { return signal.exists && !signal.hand_raise && signal.points > 0; });
    EXPECT_EQ(before["patterns_all"], std::exp2(scored));
    EXPECT_EQ(after.value("patterns_all"), before["patterns_all"]);
    EXPECT_EQ(after.value("cap_week"), before["cap_week"]);
    EXPECT_GE(after.value("use"), before["use"]);
    // Where the brief says that the gate's event is not tracked, repeated work stands in for it.
    const Designed untracked = designed(with(company.facts, {{"missing_signals", "activation"}}));
    ASSERT_FALSE(untracked.motion.qualify.must_have.empty());
    for (const std::string& name : untracked.motion.qualify.must_have) EXPECT_NE(untracked.motion.signal(name)->kind, SignalKind::activation) << name;
    EXPECT_EQ(untracked.motion.signal(untracked.motion.qualify.must_have.front())->kind, SignalKind::depth);
    EXPECT_TRUE(untracked.motion.signal(untracked.motion.qualify.must_have.front())->exists);
    EXPECT_NE(untracked.decision("D27"), nullptr);
  }
}

TEST(Direction, CostsStandInTheCurrencyOfThePrice) {
  const Company seats = companies()[1];
  ASSERT_EQ(std::string(seats.name), "seats");
  const Designed dollars = designed(seats.facts), kronor = designed(with(seats.facts, {{"price.currency", "SEK"}})), unknown = designed(with(seats.facts, {{"price.currency", "XTS"}}));
  const Quantity* rate = kronor.motion.quantity("per_usd.SEK");
  ASSERT_NE(rate, nullptr);
  EXPECT_EQ(dollars.motion.quantity("per_usd.SEK"), nullptr);
  EXPECT_NEAR(kronor["cost_year"], dollars["cost_year"] * rate->value, 1e-6 * kronor["cost_year"]);
  EXPECT_EQ(kronor["acv_delta"], dollars["acv_delta"]);  // the price is theirs already
  EXPECT_EQ(unknown.figures.find("cost_year"), nullptr);  // no rate, no costs: 60 dollars are not 60 of anything
}

TEST(Direction, WithoutItsStrongestSignalOnlyThePatternsThatNeverNeededItReach) {
  for (const Company& company : companies()) {
    SCOPED_TRACE(company.name);
    const Designed before = designed(company.facts);
    Motion without = before.motion;
    const size_t size = without.signals.size();
    std::erase_if(without.signals, [&](const Signal& signal) { return signal.name == before.figures.decisive_signal; });
    ASSERT_EQ(without.signals.size(), size - 1);
    EXPECT_EQ(before["patterns_without"], compute_figures(without).value("patterns_reaching"));
    EXPECT_LT(before["patterns_without"] * 2, before["patterns_reaching"]);
  }
}

TEST(Direction, AForbiddenSignalIsNeitherScoredNorWrittenOf) {
  for (const Company& company : companies()) {
    SCOPED_TRACE(company.name);
    const Designed before = designed(with(company.facts, {{"signals", "invite"}}));
    const Designed never_use = designed(with(company.facts, {{"signals", "integration"}, {"forbidden_signals.never_use", "invite"}}));
    const Designed never_mention = designed(with(company.facts, {{"signals", "invite"}, {"forbidden_signals.never_mention", "invite"}}));
    const auto invite = std::find_if(before.motion.signals.begin(), before.motion.signals.end(), [](const Signal& each) { return each.from == Origin::stated; });
    ASSERT_NE(invite, before.motion.signals.end());
    EXPECT_EQ(never_use.motion.signal(invite->name), nullptr);
    EXPECT_NEAR(points_of(never_use.motion), 100, 1e-9);   // its points go to the others
    const Signal* kept = never_mention.motion.signal(invite->name);
    ASSERT_NE(kept, nullptr);
    EXPECT_FALSE(kept->approved);
    EXPECT_TRUE(kept->phrase.empty());
    EXPECT_EQ(kept->points, invite->points);
    EXPECT_EQ(never_mention["qualified_week"], before["qualified_week"]);   // it still counts
    for (const Designed* each : {&never_use, &never_mention}) {
      EXPECT_FALSE(each->motion.outreach.never_mention.empty());
      for (const Message& message : each->motion.outreach.messages) EXPECT_EQ(std::count(message.signals.begin(), message.signals.end(), invite->name), 0) << message.id;
    }
  }
}

TEST(Direction, VolumeFollowsTheShareWhoConsented) {
  for (const Company& company : companies()) {
    SCOPED_TRACE(company.name);
    const Pairs europe = with(company.facts, {{"regions", "de"}, {"compliance", "gdpr"}});
    const Designed half = designed(with(europe, {{"consent_share", "0.5"}})), tenth = designed(with(europe, {{"consent_share", "0.1"}})), free = designed(with(company.facts, {{"regions", "us"}}));
    if (half.motion.qualify.score_at_least == tenth.motion.qualify.score_at_least) { EXPECT_NEAR(tenth["qualified_week"], half["qualified_week"] / 5, 1e-6); }
    if (free.motion.qualify.score_at_least == half.motion.qualify.score_at_least) { EXPECT_NEAR(half["qualified_week"], free["qualified_week"] / 2, 1e-6); }
    for (const Designed* each : {&half, &tenth}) {
      EXPECT_NE(each->decision("D18"), nullptr);
      EXPECT_TRUE(std::any_of(each->motion.qualify.never_if.begin(), each->motion.qualify.never_if.end(), [](const Exclusion& out) { return out.trait && out.trait->trait == "account.contact_basis"; }));
    }
    EXPECT_EQ(free.decision("D18"), nullptr);
    EXPECT_LE(tenth["per_arm"], half["per_arm"]);
  }
}

TEST(Direction, AskedWeeksAreEnrolledAndMoveTheReadout) {
  for (const Company& company : companies()) {
    SCOPED_TRACE(company.name);
    const Designed four = designed(with(company.facts, {{"pilot.weeks", "4"}})), twelve = designed(with(company.facts, {{"pilot.weeks", "12"}})), year = designed(with(company.facts, {{"pilot.weeks", "52"}}));
    EXPECT_EQ(four.motion.pilot.weeks, 4);
    EXPECT_EQ(twelve.motion.pilot.weeks, 12);
    EXPECT_EQ(year.motion.pilot.weeks, 26);
    EXPECT_EQ(year.motion.pilot.asked_weeks, 52);
    EXPECT_EQ(twelve["readout_day"] - four["readout_day"], 56);
    EXPECT_GE(twelve["per_arm"], four["per_arm"]);
    EXPECT_EQ(four["qualified_week"], twelve["qualified_week"]);
    EXPECT_NE(four.decision("D25"), nullptr);
  }
}

TEST(Direction, ALargerDealPaysAtASmallerLift) {
  for (const Company& company : companies()) {
    SCOPED_TRACE(company.name);
    const auto deal = [&](const char* size) { return designed(with(company.facts, {{"price.amount", ""}, {"acv.min", size}, {"acv.max", size}, {"acv.currency", "USD"}, {"acv.period", "year"}})); };
    const Designed small = deal("2000"), large = deal("40000");
    EXPECT_NEAR(large["acv_delta"] / small["acv_delta"], 20, 1e-6);
    EXPECT_NEAR(small["break_even_lift"] / large["break_even_lift"], 20, 1e-6);
    EXPECT_LE(large["wanted_lift"], small["wanted_lift"]);
    EXPECT_EQ(large["cost_year"] > 0, small["cost_year"] > 0);
  }
  // Double the price of a seat: double the value of one more deal.
  const Designed low = designed(designing::seats()), high = designed(with(designing::seats(), {{"price.amount", "40"}}));
  EXPECT_NEAR(high["acv_delta"], 2 * low["acv_delta"], 1e-6);
  // A large deal without a trial is a company's decision, a small one its user's (D1).
  const Pairs open = {{"category", "design"}, {"model", "freemium"}, {"objective", "pipeline"}, {"reps.ae", "2"}, {"baselines.signups_per_month", "1000"}};
  EXPECT_EQ(designed(with(open, {{"acv.min", "3000"}, {"acv.max", "3000"}})).motion.unit, Unit::user);
  EXPECT_EQ(designed(with(open, {{"acv.min", "30000"}, {"acv.max", "30000"}})).motion.unit, Unit::account);
}

TEST(Direction, FitIsAGateForAmountsWhereItIsKnown) {
  const Designed known = designed(with(designing::scanner(), {{"mapping.method", "enrichment"}, {"employees.from", "200"}})), unknown = designed(with(designing::scanner(), {{"employees.from", "200"}}));
  const auto gated = [](const Designed& each) {
    return std::any_of(each.motion.qualify.must_have.begin(), each.motion.qualify.must_have.end(), [&](const std::string& name) { return each.motion.signal(name)->kind == SignalKind::fit; });
  };
  EXPECT_TRUE(gated(known));
  EXPECT_TRUE(contains(known.decision("D7")->choice, "fit is a gate"));
  EXPECT_FALSE(gated(unknown));   // a gate on missing data silently drops the best (D15)
  EXPECT_FALSE(contains(unknown.decision("D7")->choice, "gate"));
}

TEST(Direction, PersonalAddressesAreALossNotAnError) {
  for (const Company& company : companies()) {
    SCOPED_TRACE(company.name);
    const auto mapped = [&](const char* share) { return designed(with(company.facts, {{"mapping.method", "email_domain"}, {"mapping.coverage", share}})); };
    const Designed most = mapped("0.8"), half = mapped("0.4");
    if (most.motion.qualify.score_at_least == half.motion.qualify.score_at_least) { EXPECT_NEAR(half["qualified_week"], most["qualified_week"] / 2, 1e-6); }
    EXPECT_EQ(half.motion.unit, most.motion.unit);
    EXPECT_NE(half.decision("D17"), nullptr);
    EXPECT_EQ(half.decision("D16"), nullptr);
    EXPECT_EQ(half.motion.identity.account_by, std::vector<std::string>{"email_domain"});
  }
}

TEST(Direction, WeakTiesKeepTheRuleWithTheUserOrTheBillingWorkspace) {
  for (const Company& company : companies()) {
    SCOPED_TRACE(company.name);
    const Designed weak = designed(with(company.facts, {{"mapping.method", "group"}, {"mapping.coverage", "0.7"}})), sure = designed(with(company.facts, {{"mapping.method", "group"}, {"mapping.coverage", "0.97"}}));
    EXPECT_NE(weak.decision("D16"), nullptr);
    EXPECT_EQ(sure.decision("D16"), nullptr);
    EXPECT_TRUE(weak.motion.unit == Unit::user || weak.motion.tagged("seat_based"));
    EXPECT_EQ(std::count(weak.motion.identity.account_by.begin(), weak.motion.identity.account_by.end(), "email_domain"), 0);   // no roll-up to companies
  }
  EXPECT_EQ(designed(with(designing::usage(), {{"mapping.coverage", "0.7"}})).motion.unit, Unit::user);
  EXPECT_EQ(designed(designing::usage()).motion.unit, Unit::account);
  EXPECT_EQ(designed(with(designing::seats(), {{"mapping.coverage", "0.7"}})).motion.unit, Unit::account);
}

TEST(Direction, NobodyToSellIsRoutedToNobody) {
  for (const Company& company : companies()) {
    SCOPED_TRACE(company.name);
    for (const Pairs& nobody : {Pairs{{"reps.sdr", "0"}, {"reps.ae", "0"}, {"reps.csm", "0"}, {"reps.founder", "0"}}, Pairs{{"rep_hours.all", "0"}, {"rep_hours.founder", "0"}}}) {
      const Designed none = designed(with(company.facts, nobody));
      EXPECT_EQ(none.motion.context.facts.verdict.value, VerdictValue::needs_prerequisites);
      EXPECT_TRUE(none.motion.routing.pools.empty());
      EXPECT_TRUE(none.motion.routing.cadence.empty());
      EXPECT_TRUE(none.motion.pilot.arms.empty());
      EXPECT_NE(none.decision("D14"), nullptr);
      EXPECT_FALSE(none.motion.context.prerequisites.empty());
      EXPECT_FALSE(none.motion.signals.empty());   // the definition stands all the same
      EXPECT_FALSE(none.has("cap_week"));
    }
  }
}

TEST(Direction, AFounderAloneHasOneListAndLearns) {
  for (const Company& company : companies()) {
    SCOPED_TRACE(company.name);
    const Designed alone = designed(with(company.facts, {{"reps.sdr", ""}, {"reps.ae", ""}, {"reps.csm", ""}, {"reps.founder", "1"}, {"rep_hours.all", ""}, {"rep_hours.founder", "30"}, {"sla.value", ""}, {"sla.unit", ""}}));
    EXPECT_NE(alone.decision("D10"), nullptr);
    EXPECT_FALSE(alone.motion.qualify.hot_at);                 // no tiers
    EXPECT_LE(alone["cap_week"], 25);                          // five a day, however many hours
    EXPECT_EQ(alone.motion.pilot.rule, GoRule::learn);
    EXPECT_EQ(alone.figures.rule, GoRule::learn);
    for (const Promise& promise : alone.motion.sla.promises) { if (promise.tier == "qualified") { EXPECT_EQ(promise.words, "1 business day"); } }
    EXPECT_LE(alone.motion.routing.duty_slots.size(), 4u);
    size_t selling = 0;
    for (const Message& message : alone.motion.outreach.messages) selling += message.support || message.closing ? 0 : 1;
    EXPECT_LE(selling, 3u);
  }
}

TEST(Direction, FortyRepsInTerritoriesWorkAsAPod) {
  for (const Company& company : companies()) {
    SCOPED_TRACE(company.name);
    const Designed many = designed(with(company.facts, {{"reps.sdr", ""}, {"reps.ae", "40"}, {"reps.csm", ""}, {"reps.founder", ""}, {"rep_hours.founder", ""}, {"territories", "North"}, {"territories", "South"}, {"routing", "territory"}}));
    ASSERT_NE(many.decision("D12"), nullptr);
    EXPECT_TRUE(contains(many.decision("D12")->choice, "territory"));
    EXPECT_TRUE(contains(many.decision("D12")->choice, "pod of"));
    EXPECT_FALSE(contains(many.decision("D12")->choice, "pod of 40"));
    EXPECT_TRUE(std::any_of(many.motion.routing.rules.begin(), many.motion.routing.rules.end(), [](const RoutingRule& rule) { return contains(lower_ascii(rule.condition + rule.action), "territor"); }));
    EXPECT_EQ(many.motion.pilot.randomised_by, "account");
    EXPECT_NE(many.decision("D23"), nullptr);   // more hands than accounts
  }
}

TEST(Direction, SensitiveRecordsLeaveOnlySetUpSeatsAndBilling) {
  const Designed clinic = designed(designing::clinic());
  ASSERT_NE(clinic.decision("D19"), nullptr);
  EXPECT_EQ(clinic.motion.context.category, "vertical_regulated");
  EXPECT_FALSE(clinic.motion.outreach.never_mention.empty());
  for (const char* word : {"patient", "diagnos", "appointment"}) EXPECT_FALSE(mentions(clinic.motion, word)) << word;
  for (const char* kind : {"patient", "diagnos"}) {
    EXPECT_TRUE(std::any_of(clinic.motion.outreach.never_mention.begin(), clinic.motion.outreach.never_mention.end(), [&](const std::string& each) { return contains(each, kind); })) << kind;
  }
  // In Germany consent comes on top.
  const Designed german = designed(with(designing::clinic(), {{"regions", "de"}}));
  EXPECT_NE(german.decision("D18"), nullptr);
  EXPECT_NE(german.decision("D19"), nullptr);
  EXPECT_LT(german["qualified_week"], clinic["qualified_week"]);
  EXPECT_NE(clinic.motion.outreach.compliance, german.motion.outreach.compliance);
}

TEST(Direction, ASecurityProductNamesNothing) {
  const Designed scanner = designed(designing::scanner());
  ASSERT_NE(scanner.decision("D20"), nullptr);
  EXPECT_EQ(designed(designing::trial()).decision("D20"), nullptr);
  for (const char* word : {"finding", "vulnerab", "scan ", "asset"}) EXPECT_FALSE(mentions(scanner.motion, word)) << word;
  EXPECT_TRUE(mentions(scanner.motion, "evaluat"));
}

TEST(Direction, ACardMakesPayingTheDefault) {
  const Designed without = designed(with(designing::trial(), {{"baselines.trial_to_paid", ""}})), card = designed(with(designing::trial(), {{"baselines.trial_to_paid", ""}, {"card_required", "yes"}}));
  EXPECT_GT(card["baseline"], without["baseline"]);   // most pay anyway …
  EXPECT_NE(card.decision("D9"), nullptr);            // … so conversion is not what is sold
  EXPECT_EQ(without.decision("D9"), nullptr);
  EXPECT_EQ(card.decision("D5"), nullptr);
  EXPECT_GT(card["qualified_week"], without["qualified_week"]);   // and more get started
}

TEST(Direction, PublishedFiguresStandInUntilTheCompanysOwnReplaceThem) {
  const Designed without = designed(with(designing::trial(), {{"baselines.trial_to_paid", ""}})), own = designed(designing::trial());
  const Quantity* published = without.motion.quantity("free_to_paid");
  ASSERT_NE(published, nullptr);
  EXPECT_EQ(published->from, Origin::published);
  EXPECT_EQ(published->source, "B1");
  for (const char* part : {"ChartMogul", "2026", "tier A"}) EXPECT_TRUE(contains(published->label, part)) << published->label;   // never without its source
  EXPECT_NEAR(without["coverage"], without["qualified_week"] * without["baseline"] / (without["signups_week"] * published->value), 1e-9);
  EXPECT_EQ(own.motion.quantity("free_to_paid"), nullptr);
  EXPECT_NEAR(own["coverage"], own["qualified_week"] * own["baseline"] / (own["signups_week"] * 0.04), 1e-9);
  EXPECT_EQ(designed(designing::seats()).motion.quantity("free_to_paid"), nullptr);   // says nothing about expansion
  // Time to answer: who asked within the hour that was shown for people who ask, the others within a day.
  for (const Promise& promise : own.motion.sla.promises) {
    if (promise.tier == "hand_raise") { EXPECT_EQ(promise.minutes, own.motion.quantity("hand_raise_minutes")->value); }
    if (promise.tier == "qualified") { EXPECT_EQ(promise.words, "1 business day"); }
  }
  EXPECT_EQ(own.motion.quantity("hand_raise_minutes")->source, "B15");
  // No published figure is the lift to expect.
  for (const Company& company : companies()) EXPECT_NE(designed(company.facts).motion.quantity("wanted_lift")->from, Origin::published) << company.name;
}

TEST(Direction, OpenSourceCountsOnlyWhoIsKnown) {
  const Designed open = designed(with(designing::founder(), {{"model", "open_source"}, {"reps.founder", ""}, {"rep_hours.founder", ""}, {"reps.ae", "2"}}));
  ASSERT_NE(open.decision("D26"), nullptr);
  EXPECT_EQ(designed(designing::founder()).decision("D26"), nullptr);
  EXPECT_LT(open.motion.quantity("activated_share")->value, 0.25);
}

TEST(Direction, AFasterPromiseIsKeptLessOrPrintedBesideOurs) {
  for (const Company& company : companies()) {
    SCOPED_TRACE(company.name);
    const auto within = [&](const char* value, const char* unit) { return designed(with(company.facts, {{"sla.value", value}, {"sla.unit", unit}})); };
    const Designed day = within("1", "business_day"), minutes = within("5", "minute");
    EXPECT_EQ(day.decision("D28"), nullptr);
    ASSERT_NE(minutes.decision("D28"), nullptr);
    ASSERT_TRUE(minutes.motion.sla.asked);
    EXPECT_EQ(minutes.motion.sla.asked->minutes, 5);
    const auto asked = std::find_if(minutes.figures.sla.begin(), minutes.figures.sla.end(), [](const SlaRow& row) { return row.asked; });
    ASSERT_NE(asked, minutes.figures.sla.end());
    EXPECT_LT(asked->kept, 0.9);
    EXPECT_GE(minutes["sla_kept"], 0.9);
  }
}

TEST(Direction, TheTrialBoundsEveryWindow) {
  for (const char* days : {"1", "3", "7", "14", "30"}) {
    SCOPED_TRACE(days);
    const double trial = std::strtod(days, nullptr);
    const Designed made = designed(with(designing::trial(), {{"trial_days", days}}));
    for (const Signal& signal : made.motion.signals) {
      if (signal.hand_raise || signal.kind == SignalKind::fit) continue;
      EXPECT_LE(signal.within, trial * kDay) << signal.name;
      EXPECT_GT(signal.within, 0) << signal.name;
      if (signal.count == Count::days) { EXPECT_LE(signal.at_least, std::max(1.0, std::floor(0.6 * trial))) << signal.name; }  // reached by 60 % of it (D5)
    }
    EXPECT_EQ(made["horizon_days"], trial + 14);
    // What can be told only a week later is of no use in a short trial; where the brief names it, it counts at once.
    const Designed named = designed(with(designing::trial(), {{"trial_days", days}, {"category", "collaboration"}, {"signals", "integration"}}));
    const auto integration = std::find_if(named.motion.signals.begin(), named.motion.signals.end(), [](const Signal& each) { return each.kind == SignalKind::integration; });
    ASSERT_NE(integration, named.motion.signals.end());
    const bool delayed = std::any_of(integration->where.begin(), integration->where.end(), [](const PropertyTest& test) { return test.property == "still_on_7d"; });
    EXPECT_EQ(delayed, trial >= 12);
    EXPECT_EQ(contains(integration->control, "at once"), !delayed);
  }
}

}  // namespace
}  // namespace handraise
