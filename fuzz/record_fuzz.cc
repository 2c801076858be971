// One line of JSON: whatever the bytes, a record that keeps its promises or a reason.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "events/domain.h"
#include "events/record.h"

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
  return 0;
}
