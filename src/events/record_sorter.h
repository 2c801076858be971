// Records in any order in, by time out, at one time as they came. Holds `memory_bytes`; what is more goes to a scratch file.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "events/replay_queue.h"
#include "events/scratch_file.h"

namespace handraise {

class RecordSorter {
 public:
  RecordSorter(uint64_t memory_bytes, std::string scratch_folder);
  ~RecordSorter();

  // `input_order` must grow.
  Result<bool> add(const ReadRecord& record);
  // Behind the last add(): fills up to `room` records in their order, and says how many; 0: no more.
  Result<size_t> take(ReadRecord* to, size_t room);
  uint64_t bytes_on_disk() const;

 private:
  struct Entry {
    Timestamp time;
    uint64_t order;
    uint64_t at;  // which of chunks_, and where in it (32 bits each): the record behind its length, as in the file
  };
  class Run;
  Result<bool> write_run();
  Result<bool> merge_runs();       // all into one
  Result<bool> begin_taking();
  std::string_view held(const Entry& entry) const;
  void sort_entries();

  const uint64_t memory_bytes_;
  const std::string scratch_folder_;
  std::vector<std::string> chunks_;  // of records; full ones are not touched again, so that growing moves nothing
  uint64_t bytes_ = 0;
  std::vector<Entry> entries_;
  std::unique_ptr<ScratchFile> file_;
  std::vector<std::unique_ptr<Run>> runs_;
  std::vector<Run*> heap_;         // the run with the earliest record first
  bool taking_ = false;
  size_t taken_ = 0;               // of entries_, when nothing is on disk
};

}  // namespace handraise
