#include <iostream>

#include "base/yaml.h"

#include "cli/commands.h"
#include "motion/motion_schema.h"
#include "motion/parse_motion.h"
#include "outreach/message_file.h"

namespace handraise {
namespace {

// Words of a message that name or hint at a signal to which outreach may not refer: as much a mistake as naming it in `signals`.
Errors forbidden_words(const std::string& text, const std::string& file, const Terminal& terminal) {
  const Result<MessageRules> rules = load_message_rules(terminal.directory + "/playbooks/outreach_rules.yaml");
  if (!rules) return rules.errors();
  Errors errors;
  const MessageFile read = read_message_file(text, file, MessageForm::motion);
  const FilePlaces places(text, file);
  for (const FiledMessage& message : read.messages) {
    for (const Finding& finding : check_message(message.text, *rules, message.context)) {
      if (finding.rule != "unapproved_signal") continue;
      const Place at = places.span(message, finding).begin;
      errors.push_back({"outreach.messages." + message.text.id + ": '" + finding.words + "' hints at a signal that outreach may not refer to", at,
                        "say it otherwise, or approve the signal", line_of(text, at.line)});
    }
  }
  return errors;
}

}  // namespace

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
  if (!motion->outreach.messages.empty()) {
    const Errors forbidden = forbidden_words(*text, options.motion, terminal);
    if (!forbidden.empty()) return report(forbidden, terminal, options.json);
  }
  if (options.json) terminal.out << "{\"errors\": []}\n";
  else terminal.out << options.motion << ": " << motion->signals.size() << " signals, bar " << motion->qualify.score_at_least << ", no mistakes\n";
  return Exit::done;
}

}  // namespace handraise
