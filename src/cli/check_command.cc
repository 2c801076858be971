#include <iostream>

#include "cli/commands.h"
#include "motion/motion_schema.h"
#include "motion/parse_motion.h"

namespace handraise {

Exit run_check(const CheckOptions& options, Terminal& terminal) {
  if (options.schema) {
    terminal.out << motion_schema();
    return Exit::done;
  }
  if (options.motion.empty()) return report({{"expected a motion file", {}, "handraise check out/motion.yaml", ""}}, terminal, options.json);
  const Result<std::string> text = read_file(options.motion, terminal, 8u << 20);
  if (!text) return report(text.errors(), terminal, options.json);
  const Result<Motion> motion = parse_motion(*text, options.motion);
  if (!motion) return report(motion.errors(), terminal, options.json);
  if (options.json) terminal.out << "{\"errors\": []}\n";
  else terminal.out << options.motion << ": " << motion->signals.size() << " signals, bar " << motion->qualify.score_at_least << ", no mistakes\n";
  return Exit::done;
}

}  // namespace handraise
