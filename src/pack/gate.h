// The quality gate: a checklist in eight groups, a rubric of ten, and every figure and word of the pack compared with the motion.
// Each item is a predicate on the motion, its figures, its worked cases and the linter; none looks for a heading. What each item asks
// for is listed in gate.cc beside its code; src/pack/gate_test.cc damages a good motion to make each one fail.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "design/figures.h"
#include "motion/motion.h"
#include "outreach/check_message.h"
#include "pack/worked_case.h"

namespace handraise {

// Words that promise a customer something, or claim what nobody measured: templates/pack/promises.yaml.
struct PromiseWord {
  std::string id;                    // "guarantee"
  std::string words;                 // what to look for, lower case; `*` at its end: any ending; `#`: a number
  std::string why;
  std::vector<std::string> unless;   // not meant where one of these words stands in the same sentence
};

// What the gate knows by data: templates/pack/promises.yaml.
struct GateWords {
  std::vector<PromiseWord> promises;
  std::vector<PromiseWord> secrets;         // asks for credentials
  std::vector<std::string> prose_columns;   // headers of table columns whose words may be put differently
  std::vector<std::string> vanity;          // words of events that show presence, not value
};
Result<GateWords> parse_gate_words(std::string_view yaml, const std::string& file);

struct GateRules {
  GateWords words;
  MessageRules messages;                    // playbooks/outreach_rules.yaml
};
// `directory` holds playbooks/ and templates/. All mistakes at once.
Result<GateRules> load_gate_rules(const std::string& directory);

struct GateInput {
  const Motion& motion;                    // its {=figures} printed (with_figures) or not: both are fine
  const Figures& figures;                  // compute_figures(motion)
  const std::vector<CaseResult>& cases;    // the motion's examples as the engine scored them
  const Facts* brief = nullptr;            // brief.yaml; null: there is none
  std::string pack_markdown;               // as found on disk
  std::string pack_expected;               // rendered anew from the motion; both empty: the words are not compared
};

// One answer of the checklist.
struct GateItem {
  std::string id;                          // "A1"
  std::string group;                       // "scope and readiness"
  std::string question;
  bool pass = false;
  std::string evidence;                    // what was found; where it fails, what is wrong and where
};

struct RubricItem {
  std::string id;                          // "R1"
  std::string name;                        // "discovery and triggering"
  int score = 0;                           // 2: every check passes; 1: no decisive check fails; 0: one does
  std::vector<std::string> passed, failed; // names of checks
  std::string evidence;
};

struct Disagreement {
  std::string place;                       // "pack.md:41", "motion.yaml: pilot.triggers.opt-outs", "brief.yaml: reps.sdr"
  std::string what;                        // "number", "date", "name", "definition", "promise", "removed", …
  std::string expected, found;
};

struct GateReport {
  std::vector<GateItem> checklist;
  std::vector<RubricItem> rubric;
  std::vector<Disagreement> disagreements;
  std::vector<Disagreement> notes;         // words that differ and say the same: no failure
  int total = 0;                           // of 20
  bool passed = false;                     // total >= 16, no 0, no disagreement
  bool checklist_passed() const;
  const GateItem* item(std::string_view id) const;
  const RubricItem* rubric_item(std::string_view id) const;
};

// Pure; a few milliseconds.
GateReport check_gate(const GateInput& input, const GateRules& rules);

// Consistency alone, as check_gate adds it.
std::vector<Disagreement> recompute_motion(const GateInput& input);
struct WordChanges {
  std::vector<Disagreement> disagreements, notes;
};
WordChanges compare_words(std::string_view found, std::string_view expected, const GateWords& words, const Motion& motion);

// Markdown: the verdict, the checklist and rubric as tables (item · pass · evidence), then disagreements. For the terminal.
std::string print_gate(const GateReport& report);
// The same on one page, for the pack's appendix: a line a group and a rubric item, with what fails or the evidence that decides.
std::string print_gate_page(const GateReport& report);
// gate.json; `figures`: every figure with its formula and inputs, of which the pack prints those that decide.
std::string print_gate_json(const GateReport& report, const Figures* figures = nullptr);

}  // namespace handraise
