#include "motion/motion_schema.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "base/yaml.h"
#include "motion/parse_motion.h"
#include "motion/print_motion.h"
#include "motion/random_motion.h"

namespace handraise {
namespace {

std::string contents(const std::string& path) {
  std::ifstream file(std::string(HANDRAISE_SOURCE_DIR) + "/" + path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// As an editor sees the file.
nlohmann::json json_of(const YamlNode& node) {
  nlohmann::json out;
  if (node.is_list()) {
    out = nlohmann::json::array();
    for (const YamlNode& item : node.items) out.push_back(json_of(item));
  } else if (node.is_map()) {
    out = nlohmann::json::object();
    for (const auto& [key, value] : node.fields) out[key] = json_of(value);
  } else if (node.is_scalar()) {
    double number = 0;
    if (node.quoted) out = node.text;
    else if (node.text == "true" || node.text == "false") out = node.text == "true";
    else if (!read_number(node, &number)) out = node.text;
    else if (node.text.find_first_of(".eE") == std::string::npos && number > -1e15 && number < 1e15) out = static_cast<int64_t>(number);
    else out = number;
  }
  return out;
}

// What the schema has against the text; "" when nothing.
std::string against(const std::string& yaml) {
  static const nlohmann::json document = nlohmann::json::parse(motion_schema());
  static const valijson::Schema* const schema = [] {
    valijson::Schema* const made = new valijson::Schema;
    valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(valijson::adapters::NlohmannJsonAdapter(document), *made);
    return made;
  }();
  const Result<YamlNode> tree = parse_yaml(yaml, "motion.yaml");
  if (!tree) return print_errors(tree.errors());
  const nlohmann::json json = json_of(*tree);
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(*schema, valijson::adapters::NlohmannJsonAdapter(json), &results)) return "";
  std::string out;
  for (const auto& error : results) {
    for (const std::string& step : error.context) out += step;
    out += ": " + error.description + "\n";
  }
  return out;
}

TEST(MotionSchema, StandsInItsFile) {
  EXPECT_TRUE(contents("playbooks/schema/motion.schema.json") == motion_schema()) << "write it anew: handraise check --schema > playbooks/schema/motion.schema.json";
}

TEST(MotionSchema, AcceptsEveryPrintedMotion) {
  for (uint64_t seed = 1; seed <= 100; ++seed) {
    const std::string printed = print_motion(random_motion(seed));
    const std::string wrong = against(printed);
    ASSERT_EQ(wrong, "") << "seed " << seed << "\n" << printed;
  }
}

TEST(MotionSchema, FindsWhatIsNoField) {
  EXPECT_EQ(against("signals: {a: {kind: depth, event: A, within: 1h}}\nqualify: {}\n"), "");
  for (const char* wrong : {"signals: {a: {kind: depth, event: A, within: 1h}}\n", "signals: {a: {kind: depth, event: A, within: 1h, wihtin: 1h}}\nqualify: {}\n",
                            "signals: {a: {kind: depht, event: A, within: 1h}}\nqualify: {}\n", "signals: {a: {kind: depth, event: A}}\nqualify: {}\n",
                            "signals: {a: {kind: fit, trait: account.plan, within: 1h}}\nqualify: {}\n",
                            "signals: {a: {kind: depth, event: A, within: 1h}}\nqualify: {never_if: [{signal: a, outcome: b}]}\n",
                            "signals: {a: {kind: depth, event: A, within: 1h, where: {p: {atleast: 1}}}}\nqualify: {}\n",
                            "signals: {a: {kind: depth, event: A, within: 1h}}\nqualify: {kinds_at_least: many}\n"}) {
    EXPECT_NE(against(wrong), "") << wrong;
    EXPECT_FALSE(parse_motion(wrong, "motion.yaml")) << wrong;
  }
}

TEST(MotionReference, StandsInItsDocument) {
  EXPECT_NE(contents("docs/motion-language.md").find(motion_reference()), std::string::npos) << "write the tables anew:\n" << motion_reference();
}

}  // namespace
}  // namespace handraise
