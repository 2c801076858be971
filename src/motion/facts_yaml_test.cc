#include "motion/facts_yaml.h"

#include <gtest/gtest.h>

#include "motion/mistakes.h"

namespace handraise {
namespace {

Facts read(const std::string& yaml) {
  const Result<YamlNode> tree = parse_yaml(yaml, "brief.yaml");
  EXPECT_TRUE(tree) << (tree ? "" : print_errors(tree.errors()));
  Facts facts;
  Errors errors;
  if (tree) read_facts(*tree, &facts, &errors);
  EXPECT_EQ(print_errors(errors), "");
  return facts;
}

std::string mistakes(const std::string& yaml) {
  const Result<YamlNode> tree = parse_yaml(yaml, "brief.yaml");
  Facts facts;
  Errors errors;
  EXPECT_TRUE(tree && !read_facts(*tree, &facts, &errors));
  return print_errors(finish_errors(errors, yaml));
}

Facts example() {
  Facts facts;
  facts.all = {{"product", "B2B analytics: tool", "B2B analytics: tool", {"brief.txt", 1, 32}, Origin::stated},
               {"model", "free_trial", "14-day trial", {"C:/briefs/a b.txt", 1, 56}, Origin::stated},
               {"model", "seat_based", "", {}, Origin::answer},
               {"trial_days", "14", "14-day trial", {"brief.txt", 1, 56}, Origin::stated},
               {"card_required", "no", "", {}, Origin::answer},
               {"baselines.signups_per_month", "8000", "8k \"signups\"\n- a month", {"brief.txt", 2, 1}, Origin::stated},
               {"baselines.trial_to_paid", "0.031", "", {}, Origin::measured},
               {"reps.sdr", "2", "2 SDRs", {"brief.txt", 3, 8}, Origin::stated},
               {"reps.ae", "2", "2 AEs", {"brief.txt", 3, 17}, Origin::stated},
               {"sla.value", "2", "", {}, Origin::answer},
               {"sla.unit", "hour", "", {}, Origin::answer},
               {"pilot.start", "yes", "yes", {"brief.txt", 4, 1}, Origin::answer}};
  facts.contradictions = {{"baselines.signups_per_month", {"12000", "8000"}, "8000", "the smaller volume is the safer plan"}};
  facts.unread = {"# not a comment", "- neither a list"};
  facts.verdict = {VerdictValue::needs_prerequisites, {"unmappable"}};
  facts.refused_parts = {{"blast everyone", "mass_outreach", "It helps nobody: really.", "Write to 12."}};
  return facts;
}

TEST(FactsYaml, PrintsAPersonsForm) {
  std::string out;
  print_facts(out, example(), 0);
  EXPECT_EQ(out, R"(facts:
  product: {value: "B2B analytics: tool", words: "B2B analytics: tool", at: brief.txt:1:32}
  model:
    - {value: free_trial, words: "14-day trial", at: C:/briefs/a b.txt:1:56}
    - {value: seat_based, from: answer}
  trial_days: {value: 14, words: "14-day trial", at: brief.txt:1:56}
  card_required: {value: no, from: answer}
  baselines:
    signups_per_month: {value: 8000, words: "8k \"signups\"\n- a month", at: brief.txt:2:1}
    trial_to_paid: {value: 0.031, from: measured}
  reps:
    sdr: {value: 2, words: "2 SDRs", at: brief.txt:3:8}
    ae: {value: 2, words: "2 AEs", at: brief.txt:3:17}
  sla:
    value: {value: 2, from: answer}
    unit: {value: hour, from: answer}
  pilot:
    start: {value: yes, words: "yes", at: brief.txt:4:1, from: answer}
contradictions:
  - {fact: baselines.signups_per_month, readings: [12000, 8000], used: 8000, why: the smaller volume is the safer plan}
unread:
  - "# not a comment"
  - "- neither a list"
verdict: {value: needs_prerequisites, reasons: [unmappable]}
refused_parts:
  - {words: blast everyone, reason: mass_outreach, why: "It helps nobody: really.", instead: Write to 12.}
)");
}

TEST(FactsYaml, ReadsBackAsTheSame) {
  for (const int indent : {0, 4}) {
    std::string out;
    print_facts(out, example(), indent);
    EXPECT_EQ(read(out), example());
  }
  std::string out;
  print_facts(out, Facts(), 0);
  EXPECT_EQ(out, "verdict: {value: ready, reasons: []}\n");
  EXPECT_EQ(read(out), Facts());
}

TEST(FactsYaml, PlainValuesAreAnswers) {
  const Facts facts = read("facts: {reps: {sdr: 2.0}, model: [free_trial, seat_based], category: analytics, usage_data: yes, plans: Pro}\n");
  EXPECT_EQ(facts.text("category"), "analytics");
  EXPECT_EQ(facts.text("reps.sdr"), "2");
  EXPECT_EQ(facts.text("usage_data"), "yes");
  EXPECT_EQ(facts.list("model").size(), 2u);
  EXPECT_EQ(facts.list("plans").size(), 1u);
  EXPECT_EQ(facts.all[0].path, "category");  // in the order of docs/facts.md, whatever the file's
  for (const Fact& fact : facts.all) EXPECT_EQ(fact.from, Origin::answer);
}

TEST(FactsYaml, NamesAllMistakesWithTheirPlaces) {
  EXPECT_EQ(mistakes(R"(facts:
  trial_day: 14
  category: analitics
  reps: {srd: 2, ae: two}
  baselines: {trial_to_paid: 3.1%}
  trial_days: [14, 15]
  model: {value: free_trial, word: trial, at: here}
  usage_data: maybe
  sla: 2
verdict: {value: redy}
unraed: []
)"), R"(brief.yaml:2:3: facts: no fact is named 'trial_day'; expected product, product_name, category, model, trial_days, card_required, free_limit, plans, price, acv, seats, employees, …
    trial_day: 14
    ^
  did you mean 'trial_days'?
brief.yaml:3:13: category: 'analitics'; expected analytics, developer_tools, collaboration, security, data_infrastructure, design, crm, marketing, hr, finance, support_desk, ecommerce, …
    category: analitics
              ^
  did you mean 'analytics'?
brief.yaml:4:10: reps: no fact is named 'srd'; expected sdr, bdr, ae, am, csm, se, founder, support, revops, sales_manager or rep
    reps: {srd: 2, ae: two}
           ^
brief.yaml:4:22: reps.ae: 'two'; expected a plain number
    reps: {srd: 2, ae: two}
                       ^
brief.yaml:5:30: baselines.trial_to_paid: '3.1%'; expected a plain number
    baselines: {trial_to_paid: 3.1%}
                               ^
  a share is written 0.031, not 3.1%
brief.yaml:6:15: trial_days: a list; expected one value
    trial_days: [14, 15]
                ^
brief.yaml:7:30: model: no field is named 'word'; expected value, words, at or from
    model: {value: free_trial, word: trial, at: here}
                               ^
  did you mean 'words'?
brief.yaml:7:47: model.at: 'here'; expected a place in the brief, as brief.txt:1:33
    model: {value: free_trial, word: trial, at: here}
                                                ^
brief.yaml:8:15: usage_data: 'maybe'; expected yes or no
    usage_data: maybe
                ^
brief.yaml:9:8: sla: '2'; expected a map with value or unit
    sla: 2
         ^
brief.yaml:10:18: verdict.value: 'redy'; expected ready, needs_prerequisites, not_a_fit or refused
  verdict: {value: redy}
                   ^
  did you mean 'ready'?
brief.yaml:11:1: no field is named 'unraed'; expected facts, contradictions, unread, verdict or refused_parts
  unraed: []
  ^
  did you mean 'unread'?
)");
}

}  // namespace
}  // namespace handraise
