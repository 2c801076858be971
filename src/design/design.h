// From facts to a motion: unit, signals, bar, staffing, promise, pilot, each with its reason and where it came from.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "design/content.h"
#include "design/evidence.h"
#include "design/figures.h"
#include "design/playbook.h"
#include "design/situation.h"
#include "motion/motion.h"
#include "outreach/kit.h"

namespace handraise {

// The knowledge that a design draws on, read from playbooks/ and templates/. Playbooks are read when first asked for;
// playbook() and catalogue() may be called from several threads, what they give stays where it is.
class Library {
 public:
  // `directory` holds playbooks/ and templates/.
  static Result<Library> load(const std::string& directory);
  Result<const Playbook*> playbook(const std::string& id);

  std::string directory;
  PlaybookIndex index;
  Result<const Catalogue*> catalogue();   // read when first asked for
  std::vector<PlanningDefault> planning;
  Questions questions;
  ContentLibrary content;

 private:
  std::map<std::string, std::unique_ptr<Playbook>> playbooks_;
  std::unique_ptr<Catalogue> catalogue_;
  std::unique_ptr<std::mutex> lock_ = std::make_unique<std::mutex>();
};

// The motion for these facts. Deterministic. Errors only where the knowledge files are broken.
// With `evidence` the definition is the one that was measured, and its numbers stand where they would be assumed; `left_out` gets the sentences about
// what stays assumed all the same. BacktestEvidence of another unit than the facts ask for is an error.
Result<Motion> design_motion(const Facts& facts, Library& library, const BacktestEvidence* evidence = nullptr, std::vector<std::string>* left_out = nullptr);

// The same without words (funnel, messages, decisions …): what the five questions need to measure how far an answer moves the plan.
// Where the facts ask for another unit than `evidence` it says nothing about them and is not used.
Result<Motion> design_core(const Facts& facts, Library& library, const BacktestEvidence* evidence = nullptr);

// `motion` with every {=figure} in its texts printed from the figures; what the pack prints.
Motion with_figures(const Motion& motion, const Figures& figures);

}  // namespace handraise
