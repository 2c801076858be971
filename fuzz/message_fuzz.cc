// Any bytes as messages in each form, by every rule: never a crash, spans inside the text and the file, no finding without why and a better wording.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "outreach/message_file.h"

namespace {

void check(bool holds) { if (!holds) std::abort(); }

const handraise::MessageRules& rules() {
  static const handraise::MessageRules loaded = *handraise::load_message_rules(HANDRAISE_SOURCE_DIR "/playbooks/outreach_rules.yaml");
  return loaded;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {  // before the clock of the first input runs
  rules();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace handraise;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const MessageForm form : {MessageForm::text, MessageForm::markdown, MessageForm::json_lines, MessageForm::motion}) {
    const MessageFile file = read_message_file(text, "-", form);
    const FilePlaces places(text, "-");
    for (const Error& error : file.errors) check(!error.message.empty());
    for (const FiledMessage& message : file.messages) {
      check(message.subject_at.size() == message.text.subject.size() + 1 || message.text.subject.empty());
      check(message.body_at.size() == message.text.body.size() + 1 || message.text.body.empty());
      for (const uint32_t at : message.body_at) check(at <= size);
      for (const Finding& finding : check_message(message.text, rules(), message.context)) {
        const std::string& part = finding.part == "subject" ? message.text.subject : message.text.body;
        check(finding.begin <= finding.end && finding.end <= part.size() && part.substr(finding.begin, finding.end - finding.begin) == finding.words);
        check(!finding.why.empty() && !finding.better.empty());
        const FiledSpan span = places.span(message, finding);
        check(span.begin.line >= 1 && span.begin.column >= 1 && (span.end.line > span.begin.line || (span.end.line == span.begin.line && span.end.column >= span.begin.column)));
        check(span.length == count_characters(finding.words));
      }
    }
  }
  return 0;
}
