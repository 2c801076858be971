#include "motion/mapping.h"

#include <gtest/gtest.h>

#include "motion/parse_motion.h"
#include "motion/print_motion.h"

namespace handraise {
namespace {

TEST(Mapping, IsReadFromAFileOfItsOwnWithOrWithoutItsName) {
  Mapping expected;
  expected.time = "ts";
  expected.user = "User ID";
  expected.event_name = "Login";
  expected.properties = {"plan", "seats"};
  for (const char* text : {"time: ts\nuser: User ID\nevent_name: Login\nproperties: [plan, seats]\n", "input:\n  time: ts\n  user: User ID\n  event_name: Login\n  properties: [plan, seats]\n"}) {
    const auto mapping = parse_mapping(text, "map.yaml");
    ASSERT_TRUE(mapping) << print_errors(mapping.errors());
    EXPECT_TRUE(*mapping == expected);
  }
  EXPECT_EQ(print_mapping(expected), "{time: ts, user: User ID, event_name: Login, properties: [plan, seats]}");
}

TEST(Mapping, MistakesAreToldWithTheirPlace) {
  EXPECT_EQ(print_errors(parse_mapping("time: ts\nusr: id\nrow_type: users\n", "map.yaml").errors()),
            "map.yaml:2:1: input: no field is named 'usr'; expected time, user, anonymous, event, account, email, message_id, type, previous, event_name, row_type or properties\n  usr: id\n  ^\n"
            "  did you mean 'user'?\n"
            "map.yaml:3:11: input.row_type: 'users'; expected track, identify, group, page, screen or alias\n  row_type: users\n            ^\n");
  EXPECT_FALSE(parse_mapping("user: id\n", "map.yaml"));  // no time
  EXPECT_FALSE(parse_mapping("", "map.yaml"));
  EXPECT_FALSE(parse_mapping("- time\n", "map.yaml"));
}

TEST(Mapping, StandsInAMotion) {
  const std::string text = "signals:\n  a: {kind: depth, event: E, within: 7d}\nqualify: {}\ninput:\n  time: ts\n  user: id\n";
  const auto motion = parse_motion(text, "m.yaml");
  ASSERT_TRUE(motion) << print_errors(motion.errors());
  ASSERT_TRUE(motion->input.has_value());
  EXPECT_EQ(motion->input->time + motion->input->user, "tsid");
  EXPECT_NE(print_motion(*motion).find("\ninput:"), std::string::npos);
  EXPECT_TRUE(*parse_motion(print_motion(*motion), "m.yaml") == *motion);
}

}  // namespace
}  // namespace handraise
