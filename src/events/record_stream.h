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

// What a stream cut off its file and has not taken apart yet; each kind of stream has its own.
struct Piece {
  virtual ~Piece() = default;
};

// Some records of a file, and what was no record between them. Filled anew again and again, so that its memory is kept.
struct Batch {
  std::unique_ptr<Piece> piece;
  std::vector<ReadRecord> records;  // `count` of them; the others are room
  size_t count = 0;
  std::vector<Reject> rejects;
  uint64_t lines = 0;               // that were no empty ones; rows
  uint64_t bytes_done = 0;          // of the file, behind these records

  void clear() { count = 0; lines = 0; rejects.clear(); }
  ReadRecord& add() {               // with content of before in it
    if (count == records.size()) records.emplace_back();
    return records[count++];
  }
};

class BatchSource {
 public:
  virtual ~BatchSource() = default;
  virtual Result<bool> next(Batch& batch) = 0;  // false: the end
};

// A file is read in three steps, so that what costs most can be done by several threads (ahead_stream.h).
class RecordStream : public BatchSource {
 public:
  static constexpr size_t kWorkers = 4;
  // The next piece of the file, in its order; false: the end. By one thread at a time.
  virtual Result<bool> cut(Batch& batch) = 0;
  // Makes records of the piece. By several threads at once, each with a batch and a number (below kWorkers) of its own.
  virtual void take_apart(Batch&, size_t /*worker*/) {}
  // What hangs on the pieces before: numbers of lines and records. In the order of the file, by one thread at a time, which may be another than that which cuts.
  virtual void number(Batch&) {}
  // All of it.
  Result<bool> next(Batch& batch) final;
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
