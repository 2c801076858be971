#include <iostream>

#include "brief/brief.h"
#include "cli/commands.h"
#include "cli/reading.h"
#include "design/design.h"
#include "motion/parse_motion.h"

namespace handraise {

Exit run_gate(const GateOptions& options, Terminal& terminal) {
  const std::string motion_path = options.folder + "/motion.yaml", brief_path = options.folder + "/brief.yaml", pack_path = options.folder + "/pack.md";
  Errors errors;
  const auto read = [&](const std::string& path) -> std::string {
    Result<std::string> text = read_file(path, terminal, 8u << 20);
    if (text) return std::move(*text);
    errors.insert(errors.end(), text.errors().begin(), text.errors().end());
    return "";
  };
  const std::string motion_text = read(motion_path), brief_text = read(brief_path), pack_text = read(pack_path);
  if (!errors.empty()) return report(errors, terminal, options.json);
  const Result<Motion> motion = parse_motion(motion_text, motion_path);
  if (!motion) return report(motion.errors(), terminal, options.json);
  const Result<Facts> brief = parse_brief(brief_text, brief_path);
  if (!brief) return report(brief.errors(), terminal, options.json);
  const Result<PackTools> tools = load_pack_tools(terminal.directory);
  if (!tools) return report(tools.errors(), terminal, options.json);
  const Result<PrintedPack> printed = print_pack(*motion, *tools);
  if (!printed) return report(printed.errors(), terminal, options.json);
  const GateReport gate = check_gate({*motion, printed->figures, printed->cases, &*brief, pack_text, printed->pack.markdown}, tools->rules);
  terminal.out << (options.json ? print_gate_json(gate) : print_gate(gate));
  return gate.passed ? Exit::done : Exit::failed;
}

}  // namespace handraise
