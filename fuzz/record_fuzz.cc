// One line of JSON: whatever the bytes, a record that keeps its promises or a reason. And line after line: each as it is read by itself.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <tuple>

#include "base/text.h"

#include "events/domain.h"
#include "events/record.h"
#include "events/record_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace handraise;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto record = parse_record(text);
  if (!record) {
    if (record.errors().empty() || record.errors()[0].message.empty()) std::abort();
  } else {
    if (record->time < 0 || (record->user.empty() && record->group.empty())) std::abort();
    if (record->is_event() == record->event.empty()) std::abort();
    if (const Value* email = find_value(record->values, "email")) email_domain(email->text);
  }
  if (const auto domain = normal_domain(text)) {
    if (normal_domain(*domain) != domain) std::abort();  // the normal form of a normal form is itself
    registrable_domain(*domain);
  }
  const Wanted everything;
  RecordReader reader(everything);
  const std::string buffer = std::string(text) + '\n' + std::string(text) + std::string(64, '"');   // twice: learned, then known
  for (const std::string_view line : split(std::string_view(buffer).substr(0, size * 2 + 1), '\n')) {
    Record one, alone;
    const char* const why = reader.read(line, static_cast<size_t>(buffer.data() + buffer.size() - line.data()), one);
    const char* const why_alone = read_record(line, line.size(), nullptr, alone);
    if ((why == nullptr) != (why_alone == nullptr) || (why != nullptr && std::strcmp(why, why_alone) != 0)) std::abort();
    if (why == nullptr && (std::tie(one.type, one.time, one.user, one.other_user, one.group, one.event, one.message_id) !=
                               std::tie(alone.type, alone.time, alone.user, alone.other_user, alone.group, alone.event, alone.message_id) ||
                           one.values != alone.values)) std::abort();
  }
  return 0;
}
