#include "engine/engine.h"

#include "events/duplicates.h"

namespace handraise {

Replay replay(Engine& engine, std::vector<Record> records, std::optional<Timestamp> as_of) {
  Replay result;
  if (as_of) result.later = std::erase_if(records, [&](const Record& record) { return record.time > *as_of; });
  result.duplicates = order_records(records);
  for (const Record& record : records) engine.add(record);
  if (as_of) result.as_of = as_of;
  else if (!records.empty()) result.as_of = records.back().time;
  if (result.as_of) engine.advance_to(*result.as_of);
  result.qualifications = engine.take_qualifications();
  return result;
}

}  // namespace handraise
