// Motions for the tests of this room: designed from facts, as the program does it.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "base/yaml.h"
#include "design/design.h"
#include "motion/facts_yaml.h"
#include "pack/case_run.h"
#include "pack/pack.h"

namespace handraise {

inline const PackTemplates& sample_templates() {
  static const PackTemplates templates = [] {
    Result<PackTemplates> read = load_pack_templates(std::string(HANDRAISE_SOURCE_DIR) + "/templates");
    EXPECT_TRUE(read) << (read ? "" : print_errors(read.errors()));
    return read ? *read : PackTemplates();
  }();
  return templates;
}

inline constexpr const char* kTrialFacts = R"(facts:
  product: {value: B2B analytics tool, words: "B2B analytics tool", at: "brief.txt:1:14"}
  category: analytics
  model: [{value: free_trial, words: "14-day trial", at: "brief.txt:1:40"}]
  trial_days: {value: 14, words: "14-day trial", at: "brief.txt:1:40"}
  objective: trial_to_paid
  bottleneck: low trial-to-paid
  usage_data: yes
  mapping: {method: email_domain}
  reps: {sdr: {value: 2, words: "2 SDRs", at: "brief.txt:2:8"}, ae: 2}
  pilot: {weeks: 4}
verdict: {value: ready, reasons: []}
)";
inline constexpr const char* kSeatFacts = R"(facts:
  product: seat-based SaaS
  model: [seat_based]
  price: {amount: 20, currency: USD, per: seat}
  seats: {to: 100}
  objective: expansion
  signals: [invite, admin_setup, integration]
  usage_data: yes
  self_serve: yes
verdict: {value: ready, reasons: []}
)";
inline constexpr const char* kNobodyFacts = R"(facts:
  product: Courier tracking platform
  category: logistics
  model: [freemium]
  objective: expansion
  baselines: {active_accounts: 1330, paying_accounts: 210}
  usage_data: yes
  mapping: {method: billing}
  reps: {rep: 0}
verdict: {value: needs_prerequisites, reasons: [nobody_to_sell]}
)";
inline constexpr const char* kBlastFacts = R"(facts:
  asked_for: [sequence]
verdict: {value: refused, reasons: [mass_outreach, no_product_signals]}
refused_parts:
  - {words: "send it to 50,000 people", reason: mass_outreach, why: they did nothing that asks for it, instead: three messages to people whose use qualifies them}
)";
inline constexpr const char* kEnterpriseFacts = R"(facts:
  product: airport baggage system
  category: logistics
  self_serve: no
  reps: {ae: 6}
verdict: {value: not_a_fit, reasons: [enterprise_only, no_usage]}
)";

struct SamplePack {
  Motion motion;    // figures printed in its texts
  Figures figures;
  std::vector<CaseResult> cases;
  Pack pack;
};

inline SamplePack sample_pack(const char* facts_yaml) {
  SamplePack sample;
  const Result<YamlNode> root = parse_yaml(facts_yaml, "sample.yaml");
  EXPECT_TRUE(root);
  Facts facts;
  Errors errors;
  EXPECT_TRUE(read_facts(*root, &facts, &errors)) << print_errors(errors);
  static Result<Library> library = Library::load(HANDRAISE_SOURCE_DIR);
  EXPECT_TRUE(library) << (library ? "" : print_errors(library.errors()));
  if (!library) return sample;
  const Result<Motion> motion = design_motion(facts, *library);
  EXPECT_TRUE(motion) << (motion ? "" : print_errors(motion.errors()));
  if (!motion) return sample;
  sample.figures = compute_figures(*motion);
  sample.motion = with_figures(*motion, sample.figures);
  for (const WorkedCase& each : motion->examples) sample.cases.push_back(run_case(*motion, each));
  const Result<Pack> pack = write_pack(sample.motion, sample.figures, sample_templates(), sample.cases);
  EXPECT_TRUE(pack) << (pack ? "" : print_errors(pack.errors()));
  if (pack) sample.pack = *pack;
  return sample;
}

}  // namespace handraise
