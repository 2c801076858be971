#include "motion/parse_motion.h"

#include <gtest/gtest.h>

#include <chrono>

#include "motion/print_motion.h"

namespace handraise {
namespace {

Motion parsed(const std::string& yaml) {
  const Result<Motion> motion = parse_motion(yaml, "motion.yaml");
  EXPECT_TRUE(motion) << (motion ? "" : print_errors(motion.errors()));
  return motion ? *motion : Motion();
}

std::string mistakes(const std::string& yaml) {
  const Result<Motion> motion = parse_motion(yaml, "motion.yaml");
  return motion ? "" : print_errors(motion.errors());
}

Test equals(const std::string& value) {
  Test test;
  test.equals = {value};
  return test;
}
Test is_in(const std::vector<std::string>& values) {
  Test test;
  test.in = values;
  return test;
}
Test at_least(double low) {
  Test test;
  test.at_least = low;
  return test;
}
Test between(double low, double high) {
  Test test = at_least(low);
  test.at_most = high;
  return test;
}

const char kExample[] = R"yaml(# The example of the motion language.
unit: account
time_zone: UTC
identity:
  account_by: [group, email_domain, {trait: company}]
  domain: registrable
  personal_domains: [bundled]
  solo: exclude
  trust: any
signals:
  invited:
    kind: invite
    event: Invite Sent
    where: {role: [member, admin], count: {at_least: 1}, plan: pro}
    count: users
    at_least: 2
    within: 7d
    points: 20
    half_life: none
    hand_raise: false
    approved: true
    phrase: setting up your team
  activated: {kind: activation, event: [A, B], within: ever, count: {distinct: role}, points: 30.000001}
  rows: {kind: depth, event: any, within: 24h, count: {sum: rows}, at_least: 0.5, points: 5}
  days: {kind: breadth, event: any, within: 2w, count: "distinct: role", points: 5}
  burst: {kind: depth, event: Query Run, once_per: 1h, at_least: 10, within: 1d, points: 5, half_life: 36h}
  size: {kind: fit, trait: account.employees, between: [200, 2000], points: 10}
  paid: {kind: fit, trait: account.plan}
  uninstalling: {kind: risk, event: Uninstalled, within: 30d, points: -10}
qualify:
  score_at_least: 60
  hot_at: 85
  half_life: 7d
  must_have: [activated]
  any_of: [invited, rows]
  kinds_at_least: 2
  never_if:
    - signal: uninstalling
    - outcome: converted
    - trait: account.plan
      in: [enterprise, internal]
  cooldown: 30d
  triage_from: 45
segment: {all: [{trait: account.region, equals: eu}]}
)yaml";

TEST(ParseMotion, ReadsTheLanguageAsItIsWritten) {
  const Motion motion = parsed(kExample);
  EXPECT_EQ(motion.identity.account_by, (std::vector<std::string>{"group", "email_domain", "trait:company"}));
  ASSERT_EQ(motion.signals.size(), 8u);

  const Signal& invited = motion.signals[0];
  EXPECT_EQ(invited.name, "invited");
  EXPECT_EQ(invited.kind, SignalKind::invite);
  EXPECT_EQ(invited.events, std::vector<std::string>{"Invite Sent"});
  ASSERT_EQ(invited.where.size(), 3u);
  EXPECT_EQ(invited.where[0], (PropertyTest{"role", is_in({"member", "admin"})}));
  EXPECT_EQ(invited.where[1], (PropertyTest{"count", at_least(1)}));
  EXPECT_EQ(invited.where[2], (PropertyTest{"plan", equals("pro")}));
  EXPECT_EQ(invited.count, Count::users);
  EXPECT_EQ(invited.at_least, 2);
  EXPECT_EQ(invited.within, 7 * kDay);
  EXPECT_EQ(invited.points, 20);
  EXPECT_EQ(invited.half_life, (HalfLife{true, 0}));
  EXPECT_TRUE(invited.approved);
  EXPECT_EQ(invited.phrase, "setting up your team");

  const Signal& activated = motion.signals[1];
  EXPECT_EQ(activated.events, (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(activated.count, Count::distinct);
  EXPECT_EQ(activated.count_property, "role");
  EXPECT_EQ(activated.within, 0);
  EXPECT_EQ(activated.points, 30.000001);
  EXPECT_FALSE(activated.half_life);

  EXPECT_EQ(motion.signals[2].count, Count::sum);
  EXPECT_EQ(motion.signals[2].at_least, 0.5);
  EXPECT_EQ(motion.signals[2].within, kDay);
  EXPECT_EQ(motion.signals[3].count, Count::distinct);
  EXPECT_EQ(motion.signals[3].within, 14 * kDay);
  EXPECT_EQ(motion.signals[4].once_per, Period::hour);
  EXPECT_EQ(motion.signals[4].half_life, (HalfLife{false, 36 * kHour}));
  EXPECT_EQ(motion.signals[5].trait, (TraitTest{"account.employees", between(200, 2000)}));
  EXPECT_EQ(motion.signals[5].at_least, 1);
  EXPECT_EQ(motion.signals[6].trait, (TraitTest{"account.plan", {}}));
  EXPECT_EQ(motion.signals[7].points, -10);

  const Qualify& qualify = motion.qualify;
  EXPECT_EQ(qualify.score_at_least, 60);
  EXPECT_EQ(qualify.hot_at, 85);
  EXPECT_EQ(qualify.half_life, (HalfLife{false, 7 * kDay}));
  EXPECT_EQ(qualify.must_have, std::vector<std::string>{"activated"});
  EXPECT_EQ(qualify.any_of, (std::vector<std::string>{"invited", "rows"}));
  EXPECT_EQ(qualify.kinds_at_least, 2);
  ASSERT_EQ(qualify.never_if.size(), 3u);
  EXPECT_EQ(qualify.never_if[0].signal, "uninstalling");
  EXPECT_EQ(qualify.never_if[1].outcome, "converted");
  EXPECT_EQ(qualify.never_if[2].trait, (TraitTest{"account.plan", is_in({"enterprise", "internal"})}));
  EXPECT_EQ(qualify.cooldown, 30 * kDay);
  EXPECT_EQ(qualify.triage_from, 45);
  EXPECT_EQ(motion.segment.all, (std::vector<TraitTest>{{"account.region", equals("eu")}}));
}

TEST(ParseMotion, NeedsOnlySignalsAndQualify) {
  Motion wanted;
  Signal signal;
  signal.name = "a";
  signal.events = {"A"};
  signal.within = kHour;
  wanted.signals = {signal};
  EXPECT_EQ(parsed("signals: {a: {kind: depth, event: A, within: 1h}}\nqualify: {}\n"), wanted);
  EXPECT_EQ(parsed("signals: {a: {kind: depth, event: A, within: 60m, points: ~}}\nqualify: {cooldown: }\nidentity:\n"), wanted);
}

TEST(ParseMotion, ForeverAndNoneAndEver) {
  const Motion motion = parsed("signals: {a: {kind: depth, event: A, within: ever, half_life: none}}\nqualify: {cooldown: forever, half_life: none}\n");
  EXPECT_FALSE(motion.qualify.cooldown);
  EXPECT_TRUE(motion.qualify.half_life.none);
  EXPECT_TRUE(motion.signals[0].half_life->none);
  EXPECT_EQ(motion.signals[0].within, 0);
}

TEST(ParseMotion, AValueIsItsText) {
  const Motion motion = parsed("signals: {a: {kind: depth, event: 7, within: 1h, where: {p: 5, q: \"5\", r: true, s: yes, t: 1.0, u: [1, \"a b\"]}}}\nqualify: {}\n");
  const Signal& signal = motion.signals[0];
  EXPECT_EQ(signal.events[0], "7");
  std::string values;
  for (const PropertyTest& test : signal.where) values += (test.test.in ? test.test.in->back() : test.test.equals.front()) + "|";
  EXPECT_EQ(values, "5|5|true|yes|1.0|a b|");
}

TEST(ParseMotion, ANumberWithoutRangeIsItsOwnRange) {
  const Motion motion = parsed("signals: {a: {kind: depth, event: A, within: 1h}}\nqualify: {}\nplanning: [{name: x, value: 3}, {name: y, value: 3, low: 0, high: 9}]\n");
  EXPECT_EQ(motion.planning[0].low, 3);
  EXPECT_EQ(motion.planning[0].high, 3);
  EXPECT_EQ(motion.planning[1].low, 0);
  EXPECT_EQ(motion.planning[1].high, 9);
}

TEST(ParseMotion, AMotionThatIsNotReadyMayHaveNoSignals) {
  EXPECT_EQ(mistakes("signals: {}\nqualify: {}\n"), "motion.yaml:1:10: signals: none; expected at least one\n  signals: {}\n           ^\n");
  EXPECT_EQ(mistakes("signals: {}\nqualify: {}\ncontext: {facts: {verdict: {value: not_a_fit}}}\n"), "");
}

TEST(ParseMotion, NamesAllMistakesOfIdentityAndSignals) {
  EXPECT_EQ(mistakes(R"yaml(handraise: 2
unit: acount
time_zone: Europe Berlin
identity:
  account_by: [groups, email_domain, email_domain, {trait: }]
  personal_domains: [bundeled, gmail]
  solo: maybe
signals:
  invited:
    kind: invite
    event: Invite Sent
    wihtin: 7d
    points: 20.0000001
  activated:
    kind: activaton
    event: []
    within: 7
    points: -5
    at_least: 1.5
    count: user
  "2 bad": {kind: depth, event: A, within: 7d}
  burst: {kind: depth, event: [any, A], within: soon, count: users, once_per: 2h, at_least: "3"}
  both: {kind: depth, event: A, within: 7d, count: users, once_per: 1h}
  bits: {kind: depth, event: A, within: 7d, count: {distinct: }, where: {role: {}, plan: {in: [], betwen: 3}, seats: {between: [5, 1]}, size: {at_least: 9, at_most: 1}, x: ~}}
  bare: {kind: fit, between: [200, 2000]}
  plan: {kind: depth, trait: plan, within: 7d}
  me: {kind: fit, trait: user.role, points: 1,000}
  uninstalling: {kind: risk, event: Uninstalled, within: 30d, points: 10, half_life: 7d, hand_raise: yes}
  exported: {kind: depth, event: Exported, within: 7d, points: 5, approved: true}
  sum: {kind: depth, event: A, within: 7d, count: {sum: rows}, at_least: 0}
qualify: {}
)yaml"),
            R"yaml(motion.yaml:1:12: handraise: '2'; expected 1, the version of the motion language
  handraise: 2
             ^
motion.yaml:2:7: unit: 'acount'; expected account or user
  unit: acount
        ^
  did you mean 'account'?
motion.yaml:3:12: time_zone: 'Europe Berlin'; expected an IANA name, as UTC or Europe/Berlin
  time_zone: Europe Berlin
             ^
motion.yaml:5:16: identity.account_by: 'groups'; expected group, email_domain or {trait: <name of a user trait>}
    account_by: [groups, email_domain, email_domain, {trait: }]
                 ^
  did you mean 'group'?
motion.yaml:5:38: identity.account_by: 'email_domain' stands here twice; expected each way once
    account_by: [groups, email_domain, email_domain, {trait: }]
                                       ^
motion.yaml:5:52: identity.account_by: a map; expected group, email_domain or {trait: <name of a user trait>}
    account_by: [groups, email_domain, email_domain, {trait: }]
                                                     ^
motion.yaml:6:22: identity.personal_domains: 'bundeled' is no domain; expected a domain, as gmail.com, or bundled
    personal_domains: [bundeled, gmail]
                       ^
  did you mean 'bundled'?
motion.yaml:6:32: identity.personal_domains: 'gmail' is no domain; expected a domain, as gmail.com, or bundled
    personal_domains: [bundeled, gmail]
                                 ^
motion.yaml:7:9: identity.solo: 'maybe'; expected exclude or include
    solo: maybe
          ^
motion.yaml:9:3: signals.invited: within is missing; expected a number and s, m, h, d or w, as 7d; or ever
    invited:
    ^
motion.yaml:12:5: signals.invited: no field is named 'wihtin'; expected kind, event, where, count, once_per, at_least, within, points, half_life, hand_raise, approved, phrase, …
      wihtin: 7d
      ^
  did you mean 'within'?
motion.yaml:13:13: signals.invited.points: 20.0000001 has more than six decimals; expected at most six
      points: 20.0000001
              ^
motion.yaml:15:11: signals.activated.kind: 'activaton'; expected activation, depth, breadth, integration, invite, admin, intent, fit or risk
      kind: activaton
            ^
  did you mean 'activation'?
motion.yaml:16:12: signals.activated.event: an empty list; expected the name of an event, a list of names, or any
      event: []
             ^
motion.yaml:17:13: signals.activated.within: '7'; expected a number and s, m, h, d or w, as 7d; or ever
      within: 7
              ^
  did you mean 7d (days)?
motion.yaml:19:15: signals.activated.at_least: 1.5 events; expected a whole number from 1 to 1000000
      at_least: 1.5
                ^
motion.yaml:20:12: signals.activated.count: 'user'; expected events, users, new_users, days, {distinct: <property>} or {sum: <property>}
      count: user
             ^
  did you mean 'users'?
motion.yaml:21:3: signals.'2 bad': no name for a signal; expected a letter, then letters, digits, _ and -, at most 64
    "2 bad": {kind: depth, event: A, within: 7d}
    ^
motion.yaml:22:31: signals.burst.event: any beside other names; expected any alone, or names of events
    burst: {kind: depth, event: [any, A], within: soon, count: users, once_per: 2h, at_least: "3"}
                                ^
motion.yaml:22:49: signals.burst.within: 'soon'; expected a number and s, m, h, d or w, as 7d; or ever
    burst: {kind: depth, event: [any, A], within: soon, count: users, once_per: 2h, at_least: "3"}
                                                  ^
motion.yaml:22:79: signals.burst.once_per: '2h'; expected 1m, 1h or 1d
    burst: {kind: depth, event: [any, A], within: soon, count: users, once_per: 2h, at_least: "3"}
                                                                                ^
  did you mean '1h'?
motion.yaml:22:93: signals.burst.at_least: the text '3'; expected a number
    burst: {kind: depth, event: [any, A], within: soon, count: users, once_per: 2h, at_least: "3"}
                                                                                              ^
  write it without quotes
motion.yaml:23:69: signals.both.once_per: stands with count: users; expected count: events
    both: {kind: depth, event: A, within: 7d, count: users, once_per: 1h}
                                                                      ^
  once_per counts users and periods; leave one of the two out
motion.yaml:24:52: signals.bits.count: a map; expected events, users, new_users, days, {distinct: <property>} or {sum: <property>}
    bits: {kind: depth, event: A, within: 7d, count: {distinct: }, where: {role: {}, plan: {in: [], betwen: 3}, seats: {between: [5, 1]}, size: {at_least: 9, at_m
                                                     ^
motion.yaml:24:80: signals.bits.where.role: an empty test; expected a value, a list of values or a test, as {at_least: 1}
    bits: {kind: depth, event: A, within: 7d, count: {distinct: }, where: {role: {}, plan: {in: [], betwen: 3}, seats: {between: [5, 1]}, size: {at_least: 9, at_m
                                                                                 ^
motion.yaml:24:95: signals.bits.where.plan.in: an empty list; expected a list of values
    bits: {kind: depth, event: A, within: 7d, count: {distinct: }, where: {role: {}, plan: {in: [], betwen: 3}, seats: {between: [5, 1]}, size: {at_least: 9, at_m
                                                                                                ^
motion.yaml:24:99: signals.bits.where.plan: no field is named 'betwen'; expected equals, not_equals, in, not_in, at_least, at_most, between or exists
    bits: {kind: depth, event: A, within: 7d, count: {distinct: }, where: {role: {}, plan: {in: [], betwen: 3}, seats: {between: [5, 1]}, size: {at_least: 9, at_m
                                                                                                    ^
  did you mean 'between'?
motion.yaml:24:128: signals.bits.where.seats.between: 5 is above 1; expected [low, high]
    bits: {kind: depth, event: A, within: 7d, count: {distinct: }, where: {role: {}, plan: {in: [], betwen: 3}, seats: {between: [5, 1]}, size: {at_least: 9, at_m
                                                                                                                                 ^
motion.yaml:24:166: signals.bits.where.size.at_most: 1 is below at_least, 9; expected at_most not below it
motion.yaml:24:173: signals.bits.where.x: nothing; expected a value
  a missing value is tested by exists: false
motion.yaml:25:3: signals.bare: trait is missing; expected account.<name>, or user.<name> for unit: user
    bare: {kind: fit, between: [200, 2000]}
    ^
motion.yaml:26:16: signals.plan.kind: 'depth' tests a trait; expected kind: fit, as trait and fit go together
    plan: {kind: depth, trait: plan, within: 7d}
                 ^
motion.yaml:26:30: signals.plan.trait: 'plan' is no trait; expected account.<name>
    plan: {kind: depth, trait: plan, within: 7d}
                               ^
  did you mean 'account.plan'?
motion.yaml:26:36: signals.plan.within: stands in a signal that tests a trait; expected a trait and a test, without window and decay
    plan: {kind: depth, trait: plan, within: 7d}
                                     ^
motion.yaml:27:26: signals.me.trait: 'user.role' with unit: account; expected account.<name>
    me: {kind: fit, trait: user.role, points: 1,000}
                           ^
  traits of a user are for unit: user only
motion.yaml:27:47: signals.me: no field is named '000'; expected kind, trait, equals, not_equals, in, not_in, at_least, at_most, between, exists, points, approved, …
    me: {kind: fit, trait: user.role, points: 1,000}
                                                ^
motion.yaml:28:71: signals.uninstalling.points: 10 for a risk; expected a number not above 0
    uninstalling: {kind: risk, event: Uninstalled, within: 30d, points: 10, half_life: 7d, hand_raise: yes}
                                                                        ^
  did you mean -10?
motion.yaml:28:86: signals.uninstalling.half_life: stands in a risk signal; expected none
    uninstalling: {kind: risk, event: Uninstalled, within: 30d, points: 10, half_life: 7d, hand_raise: yes}
                                                                                       ^
  a risk does not decay; it goes off when its window has passed
motion.yaml:28:102: signals.uninstalling.hand_raise: a risk that asks for sales; expected hand_raise with another kind
    uninstalling: {kind: risk, event: Uninstalled, within: 30d, points: 10, half_life: 7d, hand_raise: yes}
                                                                                                       ^
motion.yaml:30:74: signals.sum.at_least: 0 for a sum; expected a number above 0, up to 1000000000000, with at most six decimals
    sum: {kind: depth, event: A, within: 7d, count: {sum: rows}, at_least: 0}
                                                                           ^
)yaml");
}

TEST(ParseMotion, NamesAllMistakesOfTheRest) {
  EXPECT_EQ(mistakes(R"yaml(signals:
  invited: {kind: invite, event: Invite Sent, within: 7d, points: 20}
  activated: {kind: activation, event: A, within: ever}
  exported: {kind: depth, event: Exported, within: 7d, points: 5}
  uninstalling: {kind: risk, event: Uninstalled, within: 30d, points: -10}
qualify:
  score_at_least: 60
  hot_at: 50
  half_life: 7 days
  must_have: [invted, activated, activated]
  kinds_at_least: 7
  never_if:
    - signal: uninstaling
    - outcome: won
      trait: account.plan
    - {why: because}
    - trait: account.
  cooldown: 0d
  triage_from: 70
context:
  facts:
    facts: {forbidden_signals: {never_mention: [exported], never_use: [both]}, trial_dais: 3}
planning:
  - {name: a, value: 3, low: 4}
  - {name: a, value: 30%}
decisions: {id: D1}
funnel: {roles: [SDR, AE], raci: [{activity: call, roles: [A]}]}
routing: {open_from: "9:00", duty_slots: [{from: "10:30", to: "09:30"}, {from: "10:30"}]}
outreach:
  messages:
    - {id: M1, signals: [exported, activated, invted], body: x}
    - id: M1
  follow_ups: [{message: M3}, {message: call them}]
workflow: {next_actions: [{message: M2}, {message: M1}]}
pilot: {arms: [{name: treatment, share: 0.7}, {name: holdout, share: 0.2}], rule: prov, weeks: four}
quallify: {}
)yaml"),
            R"yaml(motion.yaml:8:11: qualify.hot_at: 50 is below score_at_least, 60; expected a number not below 60
    hot_at: 50
            ^
motion.yaml:9:14: qualify.half_life: '7 days'; expected a number and s, m, h, d or w, as 7d; or none
    half_life: 7 days
               ^
  did you mean 7d?
motion.yaml:10:15: qualify.must_have: no signal named 'invted'; expected one of this file's signals
    must_have: [invted, activated, activated]
                ^
  did you mean 'invited' (line 2)?
motion.yaml:10:34: qualify.must_have: 'activated' stands here twice; expected each signal once
    must_have: [invted, activated, activated]
                                   ^
motion.yaml:11:19: qualify.kinds_at_least: 7, but the signals with points are of 2 kinds; expected at most 2
    kinds_at_least: 7
                    ^
  fit does not count; a signal without points neither
motion.yaml:13:15: qualify.never_if: no signal named 'uninstaling'; expected one of this file's signals
      - signal: uninstaling
                ^
  did you mean 'uninstalling' (line 5)?
motion.yaml:14:7: qualify.never_if: several in one; expected one of signal, outcome and trait (with a test)
      - outcome: won
        ^
motion.yaml:16:7: qualify.never_if: nothing to exclude by; expected one of signal, outcome and trait (with a test)
      - {why: because}
        ^
motion.yaml:17:14: qualify.never_if: 'account.' is no trait; expected account.<name>
      - trait: account.
               ^
motion.yaml:18:13: qualify.cooldown: '0d'; expected a number and s, m, h, d or w, as 7d; or forever
    cooldown: 0d
              ^
motion.yaml:19:16: qualify.triage_from: 70 is above score_at_least, 60; expected a number not above 60
    triage_from: 70
                 ^
motion.yaml:22:80: facts: no fact is named 'trial_dais'; expected product, product_name, category, model, trial_days, card_required, free_limit, plans, price, acv, seats, employees, …
      facts: {forbidden_signals: {never_mention: [exported], never_use: [both]}, trial_dais: 3}
                                                                                 ^
  did you mean 'trial_days'?
motion.yaml:24:22: planning.a: 3 lies outside 4 to 3; expected low, value and high in this order
    - {name: a, value: 3, low: 4}
                       ^
motion.yaml:25:12: planning: 'a' stands here twice; expected each name once
    - {name: a, value: 30%}
             ^
motion.yaml:25:22: planning.value: '30%'; expected a number
    - {name: a, value: 30%}
                       ^
  a share is written 0.3, not 30%
motion.yaml:26:12: decisions: a map; expected a list of maps
  decisions: {id: D1}
             ^
motion.yaml:27:59: funnel.raci: 1 entry for 'call'; expected 2, one for each of funnel.roles
  funnel: {roles: [SDR, AE], raci: [{activity: call, roles: [A]}]}
                                                            ^
motion.yaml:28:22: routing.open_from, open_to: '9:00'; expected a time, as 09:30
  routing: {open_from: "9:00", duty_slots: [{from: "10:30", to: "09:30"}, {from: "10:30"}]}
                       ^
motion.yaml:28:63: routing.duty_slots: 09:30 does not lie after 10:30; expected an end after the beginning
  routing: {open_from: "9:00", duty_slots: [{from: "10:30", to: "09:30"}, {from: "10:30"}]}
                                                                ^
motion.yaml:28:73: routing.duty_slots: to is missing; expected a text
  routing: {open_from: "9:00", duty_slots: [{from: "10:30", to: "09:30"}, {from: "10:30"}]}
                                                                          ^
motion.yaml:31:26: outreach.messages.M1.signals: 'exported' must never be mentioned; expected a signal that outreach may refer to
      - {id: M1, signals: [exported, activated, invted], body: x}
                           ^
  see outreach.never_mention and context.facts: forbidden_signals
motion.yaml:31:36: outreach.messages.M1.signals: 'activated' is not approved; expected a signal with approved: true
      - {id: M1, signals: [exported, activated, invted], body: x}
                                     ^
  approve it (line 3), or write without it
motion.yaml:31:47: outreach.messages.M1.signals: no signal named 'invted'; expected one of this file's signals
      - {id: M1, signals: [exported, activated, invted], body: x}
                                                ^
  did you mean 'invited' (line 2)?
motion.yaml:32:11: outreach.messages: 'M1' stands here twice; expected each id once
      - id: M1
            ^
motion.yaml:33:26: outreach.follow_ups: no message has the id 'M3'; expected M1
    follow_ups: [{message: M3}, {message: call them}]
                           ^
  did you mean 'M1'?
motion.yaml:34:37: workflow.next_actions: no message has the id 'M2'; expected M1
  workflow: {next_actions: [{message: M2}, {message: M1}]}
                                      ^
  did you mean 'M1'?
motion.yaml:35:15: pilot.arms: the shares add up to 0.9; expected 1
  pilot: {arms: [{name: treatment, share: 0.7}, {name: holdout, share: 0.2}], rule: prov, weeks: four}
                ^
motion.yaml:35:83: pilot.rule: 'prov'; expected prove, bet or learn
  pilot: {arms: [{name: treatment, share: 0.7}, {name: holdout, share: 0.2}], rule: prov, weeks: four}
                                                                                    ^
  did you mean 'prove'?
motion.yaml:35:96: pilot.weeks: 'four'; expected a number from 0 to 520
  pilot: {arms: [{name: treatment, share: 0.7}, {name: holdout, share: 0.2}], rule: prov, weeks: four}
                                                                                                 ^
motion.yaml:36:1: no field is named 'quallify'; expected handraise, unit, time_zone, identity, signals, qualify, segment, input, context, planning, decisions, funnel, …
  quallify: {}
  ^
  did you mean 'qualify'?
)yaml");
}

TEST(ParseMotion, SaysWhatIsMissing) {
  EXPECT_EQ(mistakes(""), "motion.yaml:1:1: nothing; expected a map with signals and qualify\n");
  EXPECT_EQ(mistakes("[a]"), "motion.yaml:1:1: a list; expected a map with signals and qualify\n  [a]\n  ^\n");
  EXPECT_EQ(mistakes("unit: user\n"), R"(motion.yaml:1:1: signals is missing; expected a map of signals: name, then its fields
  unit: user
  ^
motion.yaml:1:1: qualify is missing; expected a map with score_at_least, hot_at, half_life, must_have, any_of, kinds_at_least, never_if, cooldown or triage_from
  unit: user
  ^
)");
}

TEST(ParseMotion, ColumnsCountCharacters) {
  EXPECT_EQ(mistakes("signals: {a: {kind: depth, event: Größe 🙂, within: 7x}}\nqualify: {}\n"),
            "motion.yaml:1:52: signals.a.within: '7x'; expected a number and s, m, h, d or w, as 7d; or ever\n"
            "  signals: {a: {kind: depth, event: Größe 🙂, within: 7x}}\n" +
                std::string(53, ' ') + "^\n");
}

TEST(ParseMotion, AUserMotionMayTestTraitsOfUsers) {
  EXPECT_EQ(mistakes("unit: user\nsignals: {a: {kind: fit, trait: user.role, in: [admin]}}\nqualify: {}\n"), "");
}

// Whatever is thrown at it: a plain answer, soon.
class Hostile : public testing::TestWithParam<std::pair<const char*, std::string (*)()>> {};

TEST_P(Hostile, IsAPlainErrorAndFast) {
  const std::string yaml = GetParam().second();
  const auto start = std::chrono::steady_clock::now();
  const Result<Motion> motion = parse_motion(yaml, "motion.yaml");
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  ASSERT_FALSE(motion);
  const std::string printed = print_errors(motion.errors());
  EXPECT_LE(motion.errors().size(), 51u);
  EXPECT_LT(printed.size(), 100'000u) << printed.substr(0, 1000);
  EXPECT_LT(seconds, 5) << printed.substr(0, 1000);
}

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}
std::string numbered(const std::string& before, const std::string& between, const std::string& after, int times) {
  std::string out = before;
  for (int i = 0; i < times; ++i) out += "x" + std::to_string(i) + between;
  return out + after;
}

INSTANTIATE_TEST_SUITE_P(
    ParseMotion, Hostile,
    testing::Values(
        std::pair{"ten_megabytes", +[] { return "signals: " + std::string(10 << 20, 'a'); }},
        std::pair{"alias_bomb", +[] { return std::string("a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d "
                                                         "[*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\nsignals: *f\n"); }},
        std::pair{"deep", +[] { return "signals: " + std::string(100'000, '['); }},
        std::pair{"deep_maps", +[] { return repeated("{a: ", 50'000); }},
        std::pair{"duplicate_keys", +[] { return std::string("signals: {a: {kind: depth, event: A, within: 1h}}\nqualify: {}\nqualify: {}\n"); }},
        std::pair{"duplicate_signals", +[] { return std::string("signals: {a: {kind: depth, event: A, within: 1h}, a: {kind: depth, event: A, within: 1h}}\nqualify: {}\n"); }},
        std::pair{"not_utf8", +[] { return std::string("signals: \xff\n"); }},
        std::pair{"nul", +[] { return std::string("signals: a\0b\n", 14); }},
        std::pair{"unknown_keys", +[] { return numbered("", ": 1\n", "", 99'000); }},
        std::pair{"unknown_fields_of_a_signal", +[] { return numbered("qualify: {}\nsignals: {a: {", ": 1,\n  ", "}}\n", 99'000); }},
        std::pair{"many_signals", +[] { return numbered("qualify: {}\nsignals:\n  ", ": {kind: depth, event: A, within: 1h}\n  ", "\n", 20'000); }},
        std::pair{"many_names_in_must_have", +[] { return numbered("signals: {a: {kind: depth, event: A, within: 1h}}\nqualify: {must_have: [", ",\n  ", "]}\n", 190'000); }},
        std::pair{"many_bad_rows", +[] { return "signals: {a: {kind: depth, event: A, within: 1h}}\nqualify: {}\nrisks: [" + repeated("1,\n ", 190'000) + "]\n"; }},
        std::pair{"many_unknown_facts", +[] { return numbered("signals: {a: {kind: depth, event: A, within: 1h}}\nqualify: {}\ncontext: {facts: {facts: {", ": 1,\n  ", "}}}\n", 90'000); }},
        std::pair{"one_long_line_of_mistakes", +[] { return "signals: {a: {kind: depth, event: A, within: 1h}}\nqualify: {cooldown: \"" + std::string(5 << 20, 'x') + "\"}\n"; }},
        std::pair{"second_document", +[] { return std::string("signals: {a: {kind: depth, event: A, within: 1h}}\nqualify: {}\n---\nx: 1\n"); }}),
    [](const auto& hostile) { return std::string(hostile.param.first); });

}  // namespace
}  // namespace handraise
