// Prints how well the linter finds what labelled messages (JSON lines with `expect`) break: precision and recall of every rule, and how many
// of the bad messages are caught (by a rule they break) and of the good ones flagged.
// usage: lint_report [--verbose] FILE…      --verbose lists every miss and false find
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "outreach/lint_score.h"

int main(int count, char** arguments) {
  using namespace handraise;
  bool verbose = false;
  const Result<MessageRules> rules = load_message_rules(HANDRAISE_SOURCE_DIR "/playbooks/outreach_rules.yaml");
  if (!rules) {
    std::fputs(print_errors(rules.errors()).c_str(), stderr);
    return 2;
  }
  int code = 0;
  for (int i = 1; i < count; ++i) {
    if (std::string_view(arguments[i]) == "--verbose") { verbose = true; continue; }
    std::ifstream stream(arguments[i], std::ios::binary);
    if (!stream) { std::fprintf(stderr, "%s: cannot be read\n", arguments[i]); code = 2; continue; }
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    const MessageFile file = read_message_file(text, arguments[i], MessageForm::json_lines);
    std::fputs(print_errors(file.errors).c_str(), stderr);
    const LintScore score = score_messages(file.messages, *rules);
    std::fputs(print_score(score, arguments[i], verbose).c_str(), stdout);
  }
  return code;
}
