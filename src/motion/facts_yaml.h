// Facts as YAML: the content of brief.yaml, and of `context.facts` in a motion.
//
//   facts:
//     trial_days: {value: 14, words: "14-day trial", at: "brief.txt:1:33"}
//     reps:
//       sdr: {value: 2, from: answer}
//     model:
//       - {value: free_trial, words: trial, at: "brief.txt:1:40"}
//   contradictions:
//     - {fact: baselines.signups_per_month, readings: ["12000", "8000"], used: "8000", why: the smaller volume is the safer plan}
//   unread:
//     - a sentence that gave no fact
//   verdict: {value: ready, reasons: []}
//   refused_parts:
//     - {words: …, reason: …, why: …, instead: …}
//
// A leaf with `words` is stated unless it says otherwise, one without is an answer; a plain value is an answer.
#pragma once

#include <string>

#include "base/result.h"
#include "base/yaml.h"
#include "motion/facts.h"

namespace handraise {

// Appends the five keys, each line indented by `indent` blanks. Empty ones are left out, `verdict` never is. Facts stand in the order of
// fact_kinds(). Reads back as the same facts where they are in that order, every path is known, only a list has several facts, and
// numbers are written as print_number writes them.
void print_facts(std::string& out, const Facts& facts, int indent);

// Reads the map that holds the five keys; sorts the facts into the order of fact_kinds(). False when a mistake was found: then
// `errors` has grown, without excerpts (finish_errors in mistakes.h adds them and sorts).
bool read_facts(const YamlNode& node, Facts* facts, Errors* errors);

}  // namespace handraise
