// The outreach linter: does a message help, or does it watch, push or mislead?
// Rules are data (playbooks/outreach_rules.yaml) plus the structural checks named in src/outreach/README.md.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "motion/motion.h"

namespace handraise {

struct MessageText {
  std::string id;
  std::string subject;                // may be empty: no subject is checked
  std::string body;
};

struct MessageContext {
  std::vector<Signal> approved = {};  // only name, events, label and phrase are read
  std::vector<Signal> unapproved = {};     // their words are hints that nobody agreed to
  bool approved_only = false;         // whatever is not among `approved` is not approved: the topics of the rules are looked for
  std::vector<std::string> never_mention = {};  // names of signals and kinds of data
  int touch = 1;                      // 1: nobody has written before, so no Re: and no "as discussed"
  bool in_thread = false;             // it answers a message of theirs
  bool closing = false;               // may have no ask; so may a note that says it is the last one
  bool support = false;               // sells nothing; may have no opt-out
  bool opt_out_required = false;
  bool sender_required = false;
  std::vector<std::string> blanks = {};  // blanks that exist; none: any well-formed {{name}} will do
  bool filled = false;                // it goes out as it stands: a blank that is left is a fault
  bool subject_only = false;          // the body is judged elsewhere
};

struct Finding {
  std::string rule;                   // id of the rule, of which the file may hold several rows
  std::string part;                   // subject | body
  size_t begin = 0, end = 0;          // bytes of that part; empty when something is missing
  std::string words;                  // the span's text
  std::string why;
  std::string better;
  bool operator==(const Finding&) const = default;
};

// A rule's own tests: messages that it must and must not find. False friends look alike and are fine.
struct RuleExamples {
  std::string rule;
  MessageContext context;
  std::vector<std::string> bad, good, friends;
};

// What the first row of a rule says.
struct RuleWords {
  std::string why, better;
};

// The rules, compiled once; cheap to copy, safe to share between threads.
class MessageRules {
 public:
  struct Compiled;
  explicit MessageRules(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
  const Compiled& compiled() const { return *compiled_; }
  std::vector<std::string> ids() const;  // each once, in the order of the file
  RuleWords words_of(std::string_view id) const;
  const std::vector<RuleExamples>& examples() const;

 private:
  std::shared_ptr<const Compiled> compiled_;
};

// A message as one text: "Subject: …" on a first line is the subject, the rest the body.
MessageText read_message_text(std::string_view text);

// `file` is playbooks/outreach_rules.yaml. All mistakes (a pattern that does not compile, a rule without examples) at once.
Result<MessageRules> load_message_rules(const std::string& file);
Result<MessageRules> parse_message_rules(std::string_view yaml, const std::string& file);

// Findings in the order of the text, the subject's first; at most one of a rule at a place.
std::vector<Finding> check_message(const MessageText& text, const MessageRules& rules, const MessageContext& context);

// What is wrong with one message of a kit; a finding in a body is given once, with the first subject.
struct MessageFindings {
  std::string id;
  std::string subject;
  std::vector<Finding> findings;
};
// What holds for all messages of a kit, as first touches that need sender and opt-out; and for one of them.
MessageContext kit_context(const Outreach& outreach, const std::vector<Signal>& signals);
MessageContext message_context(MessageContext kit, const Message& message);
// Every message of a kit with each of its subjects, in order.
std::vector<MessageFindings> check_kit(const Outreach& outreach, const std::vector<Signal>& signals, const MessageRules& rules);

// Measures of the linter, for packs that print them.
int count_asks(std::string_view body, const MessageRules& rules);
double reading_ease(std::string_view body);  // Flesch reading ease (1948), blanks left out; 100 for fewer than 20 words

}  // namespace handraise
