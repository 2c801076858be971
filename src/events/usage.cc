#include "events/usage.h"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/text.h"
#include "events/replay_queue.h"

namespace handraise {

Result<UsageSummary> read_usage(const UsageOptions& options, RecordSink& sink) {
  UsageSummary summary;
  ReplayQueue queue(sink, options.as_of, options.keep_duplicates);
  sink.begin();
  for (const std::string& name : options.files) {
    std::ifstream file(name, std::ios::binary);
    if (!file) return Error{std::string("cannot be read: ") + std::strerror(errno), {name, 0, 0}, "is the path right?", ""};
    int64_t number = 0;
    ReadRecord each;
    std::optional<Timestamp> last;
    for (std::string line; std::getline(file, line);) {
      ++number;
      if (trim(line).empty()) continue;
      Result<Record> record = parse_record(line, summary.lines++, static_cast<int>(number));
      if (!record) {
        ++summary.rejected;
        if (options.strict) return Error{record.errors()[0].message, {name, static_cast<int>(number), 0}, "", ""};
        if (options.reject) options.reject({name, number, record.errors()[0].message});
        continue;
      }
      if (last && record->time < *last) return Error{"is not sorted by time", {name, static_cast<int>(number), 0}, "", ""};
      last = record->time;
      each.record = std::move(*record);
      queue.add(&each, &each + 1);
    }
  }
  queue.finish();
  summary.records = queue.counts().records;
  summary.duplicates = queue.counts().duplicates;
  summary.later = queue.counts().later;
  summary.first = queue.counts().first;
  summary.last = queue.counts().last;
  return summary;
}

}  // namespace handraise
