// What several commands do with a brief or a motion before their own work.
#pragma once

#include <string>

#include "cli/command.h"
#include "design/figures.h"
#include "motion/motion.h"
#include "pack/gate.h"
#include "pack/pack.h"

namespace handraise {

// A brief (free text or brief.yaml; `yaml`: only the latter) as facts.
Result<Facts> read_facts_of(const std::string& path, Terminal& terminal, bool yaml = false);

// A motion as a pack that has been through its gate.
struct PrintedPack {
  Figures figures;
  std::vector<CaseResult> cases;
  Pack pack;
  std::string html;
  GateReport gate;
};
Result<PrintedPack> print_pack(const Motion& motion, const std::string& directory);

// The gate of a printed motion. `brief` and the two texts (pack.md as found, and as printed anew) may be missing.
Result<GateReport> gate_of(const Motion& motion, const PrintedPack& printed, const Facts* brief, const std::string& found, const std::string& expected, const std::string& directory);

}  // namespace handraise
