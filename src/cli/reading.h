// What several commands do with a brief or a motion before their own work.
#pragma once

#include <future>
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
// The words of the pack and the rules of the gate; read beside other work, since they take as long as it does.
struct PackTools {
  PackTemplates templates;
  GateRules rules;
};
Result<PackTools> load_pack_tools(const std::string& directory);
std::future<Result<PackTools>> begin_pack_tools(const std::string& directory);
Result<PrintedPack> print_pack(const Motion& motion, const PackTools& tools);

}  // namespace handraise
