// One file of usage as records, in the order of the file.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "events/input_file.h"
#include "events/reject.h"
#include "events/replay_queue.h"
#include "events/usage.h"

namespace handraise {

// Some records of a file, and what was no record between them. Filled anew again and again, so that its memory is kept.
struct Batch {
  std::vector<ReadRecord> records;  // `count` of them; the others are room
  size_t count = 0;
  std::vector<Reject> rejects;
  uint64_t lines = 0;               // that were no empty ones; rows
  uint64_t bytes_done = 0;          // of the file, behind these records; set where a stream reads ahead

  void clear() { count = 0; lines = 0; rejects.clear(); }
  ReadRecord& add() {               // with content of before in it
    if (count == records.size()) records.emplace_back();
    return records[count++];
  }
};

class RecordStream {
 public:
  virtual ~RecordStream() = default;
  virtual Result<bool> next(Batch& batch) = 0;  // false: the end
};

// What a stream is told beside its file.
struct StreamOptions {
  const UsageOptions& usage;
  uint64_t first_order = 0;                       // `input_order` of its first record
  std::function<void(const std::string&, const Mapping&)> guessed = {};  // of a table without a given mapping
};

// Opens what the content is: Parquet, a table with a header, or JSON lines.
Result<std::unique_ptr<RecordStream>> open_record_stream(InputFile& file, const StreamOptions& options);

// The kinds, each in a file of its own.
std::unique_ptr<RecordStream> open_json_lines(InputFile& file, std::unique_ptr<ContentStream> content, const StreamOptions& options);
Result<std::unique_ptr<RecordStream>> open_csv(InputFile& file, std::unique_ptr<ContentStream> content, const StreamOptions& options);
Result<std::unique_ptr<RecordStream>> open_parquet(InputFile& file, const StreamOptions& options);

}  // namespace handraise
