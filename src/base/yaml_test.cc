#include "base/yaml.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace handraise {
namespace {

TEST(Yaml, EveryNodeKnowsItsPlaceInCharacters) {
  const auto tree = parse_yaml("ä: {ö: [1, é, 3]}\nb: x\n", "f.yaml");
  ASSERT_TRUE(tree);
  const YamlNode& list = *tree->find("ä")->find("ö");
  EXPECT_EQ(list.at, (Place{"f.yaml", 1, 8}));
  EXPECT_EQ(list.items[1].at, (Place{"f.yaml", 1, 12}));
  EXPECT_EQ(list.items[2].at, (Place{"f.yaml", 1, 15}));
  EXPECT_EQ(tree->find("b")->at, (Place{"f.yaml", 2, 4}));
}

TEST(Yaml, DuplicateKeyIsAnErrorWithItsPlace) {
  const auto tree = parse_yaml("a: 1\nb: 2\na: 3\n", "f.yaml");
  ASSERT_FALSE(tree);
  EXPECT_EQ(print_errors(tree.errors()), "f.yaml:3:1: 'a' stands here twice; expected each key once\n  a: 3\n  ^\n");
}

TEST(Yaml, AliasBombIsRefused) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int k = 0; k < 9; ++k) bomb += ", " + before;
    bomb += "]\n";
  }
  EXPECT_FALSE(parse_yaml(bomb, "bomb.yaml"));
}

TEST(Yaml, DeepNestingAndBadBytesAreErrors) {
  EXPECT_FALSE(parse_yaml(std::string(5000, '['), "deep.yaml"));
  EXPECT_FALSE(parse_yaml("a: \xff\xfe", "bytes.yaml"));
  EXPECT_FALSE(parse_yaml(std::string("a: \0b", 5), "nul.yaml"));
}

TEST(Yaml, OneLongLineIsReadInLinearTime) {
  std::string line = "a: [x";
  for (int i = 0; i < 60'000; ++i) line += ", x";
  const auto tree = parse_yaml(line + "]\n", "long.yaml");
  ASSERT_TRUE(tree);
  EXPECT_EQ(tree->find("a")->items.back().at.column, 4 + 1 + 3 * 60'000);
}

TEST(Yaml, PrintedTextReadsBack) {
  for (const std::string text : {"plain words", "yes", "1.0", "", " lead", "a: b", "# no", "it's", "say \"x\"", "two\nlines", "?", "Is it right?", "[x]", "é — ok", "null", "- x", "\\", "tab\there"}) {
    const auto tree = parse_yaml("v: {k: " + print_yaml_text(text) + ", z: 1}\n", "t.yaml");
    ASSERT_TRUE(tree) << print_errors(tree.errors());
    EXPECT_EQ(tree->find("v")->find("k")->text, text);
    EXPECT_TRUE(tree->find("v")->find("k")->is_scalar());
  }
}

}  // namespace
}  // namespace handraise
