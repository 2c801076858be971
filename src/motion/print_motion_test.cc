#include "motion/print_motion.h"

#include <gtest/gtest.h>

#include "motion/parse_motion.h"
#include "motion/random_motion.h"

namespace handraise {
namespace {

TEST(PrintMotion, ReadsBackAsTheSameAndPrintsTheSameBytes) {
  for (uint64_t seed = 1; seed <= 400; ++seed) {
    const Motion motion = random_motion(seed);
    const std::string printed = print_motion(motion);
    const Result<Motion> read = parse_motion(printed, "motion.yaml");
    ASSERT_TRUE(read) << "seed " << seed << "\n" << print_errors(read.errors()) << printed;
    ASSERT_TRUE(*read == motion) << "seed " << seed << "\n" << printed << "\n--- reads back as\n" << print_motion(*read);
    ASSERT_EQ(print_motion(*read), printed) << "seed " << seed;
  }
}

TEST(PrintMotion, IsForAPersonToRead) {
  Motion motion;
  Signal invited;
  invited.name = "invited";
  invited.kind = SignalKind::invite;
  invited.events = {"Invite Sent"};
  invited.where = {{"role", {}}, {"seats", {}}};
  invited.where[0].test.in = std::vector<std::string>{"member", "admin"};
  invited.where[1].test.at_least = 2;
  invited.where[1].test.at_most = 10;
  invited.count = Count::users;
  invited.at_least = 2;
  invited.within = 14 * kDay;
  invited.points = 20;
  invited.label = "two teammates joined";
  Signal size;
  size.name = "size";
  size.kind = SignalKind::fit;
  size.trait = TraitTest{"account.employees", {}};
  size.trait->test.at_least = 200;
  size.points = 10;
  motion.signals = {invited, size};
  motion.qualify.score_at_least = 25;
  motion.qualify.must_have = {"invited"};
  motion.qualify.never_if = {{"", "converted", std::nullopt, "they pay already"}};
  motion.planning = {{"mapped_share", "signups whose company we can tell", 0.6, 0.4, 0.8, "share", Origin::assumed, "B2", "", "", "", ""}};
  motion.routing.pools = {{"sdr", 2, Origin::stated, 30, 0.5, 0.1, "first touch"}};
  motion.outreach.messages = {{"M1", "set-up help", "", "", "", "Shall I look at it with you?", {"Your roles"}, "Hello {{first_name}},\n\n{{line}}: yes.\n\nShall I look at it with you?", {}, false, false}};
  EXPECT_EQ(print_motion(motion), R"(# A motion: who qualifies for a conversation, who has it within what time, what is written, how it is tested.
# Numbers and texts may be changed here; what is not said has its default. docs/motion-language.md explains
# every field.

# Version of the motion language.
handraise: 1
# Who qualifies: account (a PQA) or user (a PQL).
unit: account
# For calendar days only.
time_zone: UTC

# What counts as evidence. A signal is on while enough matching events lie in its window.
signals:
  # where: tests on the event's properties; all must hold
  # count: events, or users, new_users, days, {distinct: property}, {sum: property}
  # at_least: on from this many; 1 where it is not said
  # within: how far back is counted; ever: without end
  # points: what it adds to the score; risk takes away
  # label: what a reader calls it
  invited:
    kind: invite
    event: Invite Sent
    where: {role: [member, admin], seats: {between: [2, 10]}}
    count: users
    at_least: 2
    within: 14d
    points: 20
    label: two teammates joined

  size:
    kind: fit
    trait: account.employees
    at_least: 200
    points: 10

# Who qualifies: points of the signals that are on, gates, and what excludes.
qualify:
  score_at_least: 25             # points that qualify
  must_have: [invited]           # all of these signals are on
  # any one of these excludes
  never_if:
    - {outcome: converted, why: they pay already}

# Every number that the plan rests on, with its 80 % interval, where it came from, and how to check it.
planning:
  # value: planned with; low and high hold it in four of five cases
  # source: words of the brief, ours, a key of playbooks/benchmarks.yaml, or the run that measured it
  - name: mapped_share
    label: signups whose company we can tell
    value: 0.6
    low: 0.4
    high: 0.8
    unit: share
    from: assumed
    source: B2

# Who gets which account, when they look, and what one account costs them.
routing:
  pools:
    # selling_hours: a week and person
    # share: of those hours for this motion
    # absence: share of the time away: holidays, illness
    - {role: sdr, people: 2, selling_hours: 30, share: 0.5, absence: 0.1, works: first touch}

# What is written and said: one ask a message, nothing that shows we watch.
outreach:
  messages:
    # ask: the one ask; empty for a closing note
    # body: paragraphs with a blank line between; {{name}} is filled before sending
    - id: M1
      name: set-up help
      ask: "Shall I look at it with you?"
      subjects: [Your roles]
      body: |-
        Hello {{first_name}},

        {{line}}: yes.

        Shall I look at it with you?
)");
}

}  // namespace
}  // namespace handraise
