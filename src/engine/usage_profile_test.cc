#include "engine/usage_profile.h"

#include <gtest/gtest.h>

#include "motion/parse_motion.h"

namespace handraise {
namespace {

Motion motion_of(const std::string& yaml) {
  const auto motion = parse_motion(yaml, "m.yaml");
  EXPECT_TRUE(motion) << print_errors(motion.errors());
  return *motion;
}

// Each line a record without its time; a second apart.
UsageProfile profile_of(const Motion& motion, bool check, const std::vector<std::string>& lines) {
  UsageProfiler profiler(motion, check, {"gmail.com"});
  Timestamp time = 1'772'000'000'000;
  for (const std::string& line : lines) {
    const auto record = parse_record(line.substr(0, line.size() - 1) + R"(,"timestamp":")" + print_time(time += kSecond) + "\"}");
    EXPECT_TRUE(record) << line;
    profiler.add(*record);
  }
  return profiler.profile();
}

std::string identify(const std::string& user, const std::string& email) { return R"({"type":"identify","userId":")" + user + R"(","traits":{"email":")" + email + "\"}}"; }
std::string track(const std::string& user, const std::string& event, const std::string& more = "") { return R"({"type":"track","userId":")" + user + R"(","event":")" + event + "\"" + more + "}"; }

const char kAny[] = "signals:\n  a: {kind: depth, event: any, within: 7d}\nqualify: {}\n";

TEST(UsageProfile, SaysWhoseEventsAreAsTheEngineDoes) {
  const Motion motion = motion_of(std::string(kAny) + "identity: {internal_domains: [us.com]}\n");
  const UsageProfile profile = profile_of(motion, false, {
      track("ann", "E"), track("ann", "E"), identify("ann", "ann@mail.acme.com"), track("ann", "F"),              // two join
      track("x1", "E"), R"({"type":"alias","userId":"bob","previousId":"x1"})", identify("bob", "bob@acme.com"),  // handed over, then joins
      identify("cy", "cy@gmail.com"), track("cy", "E"),                                                           // personal
      identify("di", "di@gmail.com"), track("di", "E"), R"({"type":"group","userId":"di","groupId":"g1"})",       // no more
      track("eve", "E"), identify("eve", "eve@us.com"), track("eve", "E"),                                        // internal, those before too
      track("flo", "E"),                                                                                          // unknown
      R"({"type":"track","event":"G","context":{"groupId":"g2"}})",                                               // without a user
  });
  EXPECT_EQ(profile.all_events(), 10u);
  EXPECT_EQ(profile.events_of_accounts, 6u);
  EXPECT_EQ(profile.events_personal, 1u);
  EXPECT_EQ(profile.events_internal, 2u);
  EXPECT_EQ(profile.events_unknown, 1u);
  EXPECT_EQ(profile.users, 6u);  // x1 is bob
  EXPECT_EQ(profile.users_personal, 1u);
  EXPECT_EQ(profile.accounts, 3u);  // acme.com, g1, g2
  EXPECT_EQ(profile.identifies, 5u);
  ASSERT_EQ(profile.events.size(), 3u);
  EXPECT_EQ(profile.events[0].name + std::to_string(profile.events[0].count) + profile.events[1].name + profile.events[2].name, "E8FG");
}

TEST(UsageProfile, WithoutGroupAnEventWithoutAUserIsNobodys) {
  const Motion motion = motion_of(std::string(kAny) + "identity: {account_by: [email_domain]}\n");
  const UsageProfile profile = profile_of(motion, false, {R"({"type":"track","event":"G","context":{"groupId":"g2"}})", R"({"type":"group","userId":"a","groupId":"g"})", track("a", "E")});
  EXPECT_EQ(profile.events_unknown, 2u);
  EXPECT_EQ(profile.events_internal, 0u);
  EXPECT_EQ(profile.accounts, 0u);
}

std::string problems(const std::string& signals, const std::string& more, const std::vector<std::string>& lines) {
  const Motion motion = motion_of("signals:\n" + signals + "qualify: {}\n" + more);
  std::string out;
  for (const UsageFinding& finding : profile_of(motion, true, lines).findings) {
    out += finding.part + ":";
    for (const NameCount& each : finding.events) out += " " + each.name + " " + std::to_string(each.count);
    out += "; " + std::to_string(finding.matching) + "\n";
    for (const std::string& problem : finding.problems) out += "  " + problem + "\n";
  }
  return out;
}

const std::vector<std::string> kLines = {
    track("a", "Invite Sent", R"(,"properties":{"Role":"member","n":2,"o":{"p":1},"list":[1]})"), track("a", "Invite Sent", R"(,"properties":{"Role":"guest","n":3})"),
    track("a", "Invite Sent", R"(,"properties":{"Role":"guest"})"), R"({"type":"page","userId":"a","name":"Pricing"})",
    R"({"type":"identify","userId":"a","traits":{"job_title":"cto"}})", R"({"type":"group","userId":"a","groupId":"g","traits":{"employees":7}})"};

TEST(UsageProfile, WhatAMotionAsksForAndOccursIsOk) {
  EXPECT_EQ(problems("  invited: {kind: invite, event: Invite Sent, where: {Role: [member, guest], n: {at_least: 3}}, within: 7d}\n"
                     "  priced: {kind: intent, event: [Viewed Pricing Page, Invite Sent], within: 7d}\n"
                     "  summed: {kind: depth, event: any, where: {o.p: 1}, count: {sum: n}, within: ever}\n"
                     "  big: {kind: fit, trait: account.employees, at_least: 5}\n",
                     "identity: {account_by: [{trait: job_title}]}\n", kLines),
            "signals.invited: Invite Sent 3; 1\nsignals.priced: Viewed Pricing Page 1 Invite Sent 3; 4\nsignals.summed: any 4; 1\nsignals.big:; 0\n");
}

TEST(UsageProfile, WhatNeverOccursIsToldWithWhatIsNear) {
  EXPECT_EQ(problems("  a: {kind: invite, event: invite_sent, within: 7d}\n"
                     "  b: {kind: invite, event: [Invite Sent, Report Exported], where: {role: member}, within: 7d}\n"
                     "  c: {kind: invite, event: Invite Sent, where: {Role: [member, admin]}, within: 7d}\n"
                     "  d: {kind: invite, event: Invite Sent, where: {Role: owner}, within: 7d}\n"
                     "  e: {kind: depth, event: Invite Sent, count: {distinct: rolle}, within: 7d}\n"
                     "  f: {kind: depth, event: Invite Sent, where: {n: 2, Role: guest}, within: 7d}\n"
                     "  g: {kind: depth, event: Invite Sent, where: {list: x}, within: 7d}\n"
                     "  h: {kind: fit, trait: account.seats}\n",
                     "segment: {words: w, all: [{trait: account.employes}]}\nidentity: {account_by: [{trait: company}]}\n", kLines),
            "signals.a: invite_sent 0; 0\n  no event is named 'invite_sent'; did you mean 'Invite Sent' (3)?\n"
            "signals.b: Invite Sent 3 Report Exported 0; 0\n  no event is named 'Report Exported'\n  the property 'role' is on none of its events; did you mean 'Role' (3)?\n"
            "signals.c: Invite Sent 3; 1\n  'Role' is never 'admin'; it is 'guest' (2), 'member' (1)\n"
            "signals.d: Invite Sent 3; 0\n  what is asked of 'Role' never holds; it is 'guest' (2), 'member' (1)\n"
            "signals.e: Invite Sent 3; 0\n  the property 'rolle' is on no 'Invite Sent'; did you mean 'Role' (3)?\n"
            "signals.f: Invite Sent 3; 0\n  its events occur, but none passes all that is asked of it\n"
            "signals.g: Invite Sent 3; 0\n  what is asked of 'list' never holds: it is always an object or a list\n"
            "signals.h:; 0\n  no group call gives the trait 'seats' (a table of accounts may give it)\n"
            "segment:; 0\n  no group call gives the trait 'employes'; did you mean 'employees' (1)? (a table of accounts may give it)\n"
            "identity.account_by:; 0\n  no identify gives the trait 'company'\n");
}

TEST(UsageProfile, BeginsAnewWhenTheInputDoes) {
  const Motion motion = motion_of(kAny);
  UsageProfiler profiler(motion, true, {});
  profiler.add(*parse_record(R"({"type":"track","userId":"a","event":"E","timestamp":"2026-03-01T09:00:00Z"})"));
  profiler.begin();
  EXPECT_EQ(profiler.profile().all_events(), 0u);
  EXPECT_EQ(profiler.profile().findings[0].problems, (std::vector<std::string>{"there is no event at all"}));
}

}  // namespace
}  // namespace handraise
