// Usage files in, records out: in replay order, each once (docs/motion-language.md, section 1). Everything that can be wrong with a file
// or a record is told here, nowhere behind.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "events/record.h"
#include "events/reject.h"
#include "events/wanted.h"
#include "motion/mapping.h"

namespace handraise {

// Where records go. One that has to begin anew (the input proved unsorted, and is sorted first) is told so.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual void begin() = 0;                       // the first record comes next; whatever came before is forgotten
  virtual void add(const Record& record) = 0;     // valid during the call only: the reader fills the same record again
  virtual void expect(const Record& /*record*/) {}  // it will probably be added soon: whoever will look something up may fetch it
};

struct Progress {
  uint64_t bytes_done = 0, bytes_total = 0;       // of the files as they lie; total 0: unknown (stdin)
  uint64_t records = 0;
};

struct UsageOptions {
  std::vector<std::string> files;                 // JSONL, .gz, .zst, CSV, Parquet; globs; "-" is stdin
  std::optional<Mapping> mapping;                 // of columns; absent: guessed from the header of each CSV and Parquet file
  Wanted wanted;
  std::optional<Timestamp> as_of;                 // later records are counted and ignored
  bool keep_duplicates = false;                   // true: messageId is not looked at (the benchmark's other half)
  bool strict = false;                            // stop at the first reject
  std::function<void(const Reject&)> reject = {}; // every one, in the order met
  std::function<bool(const Progress&)> progress = {};  // false: stop, nothing is left behind
  std::function<void(const std::string&)> notice = {}; // "unsorted input: sorting …", a guessed mapping
  std::string scratch_folder = {};                // for sorting what does not fit; empty: the system's
  uint64_t memory_bytes = 512u << 20;             // what sorting may hold before it goes to the scratch folder
};

struct UsageSummary {
  uint64_t lines = 0, records = 0, rejected = 0, duplicates = 0, later = 0;   // records: kept and handed on
  std::optional<Timestamp> first, last;           // of records handed on
  std::map<std::string, Mapping> guessed;         // by file
  bool sorted = true;                             // as it came
  bool interrupted = false;                       // `progress` said stop
};

// Reads everything. An error concerns the input as a whole (no such file, a broken archive, a file that changed while it was read, a
// reject under `strict`): file, line where there is one, what was expected.
Result<UsageSummary> read_usage(const UsageOptions& options, RecordSink& sink);

}  // namespace handraise
