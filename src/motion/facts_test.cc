#include "motion/facts.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

namespace handraise {
namespace {

TEST(Facts, FindsTheFirstWithAPath) {
  Facts facts;
  facts.all = {{"model", "free_trial", "trial", {}, Origin::stated}, {"model", "seat_based", "seats", {}, Origin::stated},
               {"trial_days", "14", "14-day", {}, Origin::stated}};
  EXPECT_EQ(facts.text("model"), "free_trial");
  EXPECT_EQ(facts.number("trial_days"), 14);
  EXPECT_EQ(facts.number("price.amount", 20), 20);
  EXPECT_TRUE(facts.includes("model", "seat_based"));
  EXPECT_EQ(facts.list("model").size(), 2u);
}

TEST(FactKinds, EveryRoleHasAPathAndNoOtherWordHas) {
  ASSERT_TRUE(fact_kind("reps.sdr"));
  EXPECT_EQ(fact_kind("reps.sdr")->path, "reps.*");
  EXPECT_TRUE(fact_kind("rep_hours.all"));
  EXPECT_FALSE(fact_kind("reps.all"));
  EXPECT_FALSE(fact_kind("reps.*"));
  EXPECT_FALSE(fact_kind("price"));
  EXPECT_FALSE(fact_kind(""));
}

TEST(FactKinds, EveryPathStandsInTheDocument) {
  std::ifstream file(HANDRAISE_SOURCE_DIR "/docs/facts.md");
  std::stringstream text;
  text << file.rdbuf();
  for (const FactKind& kind : fact_kinds()) {
    std::string path = kind.path;
    if (path.ends_with(".*")) path = path.substr(0, path.size() - 1) + "<role>";
    EXPECT_NE(text.str().find("`" + path + "`"), std::string::npos) << path;
  }
}

TEST(FactKinds, NamesReadBack) {
  for (const Origin origin : {Origin::stated, Origin::answer, Origin::assumed, Origin::unknown}) {
    Origin back = Origin::measured;
    EXPECT_TRUE(parse_origin(name_of(origin), &back));
    EXPECT_EQ(back, origin);
  }
  VerdictValue verdict = VerdictValue::ready;
  EXPECT_TRUE(parse_verdict("not_a_fit", &verdict));
  EXPECT_EQ(verdict, VerdictValue::not_a_fit);
  EXPECT_FALSE(parse_verdict("maybe", &verdict));
}

}  // namespace
}  // namespace handraise
