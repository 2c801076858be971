// Lines that are no records: counted by reason, and written to a file where one was asked for.
#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "events/reject.h"

namespace handraise {

// Rejects by reason, with the first place of each. The file is written beside and put in place by close; without close nothing is left.
class RejectList {
 public:
  Result<bool> open(const std::string& path);   // "": no file
  ~RejectList();
  void add(const Reject& reject);
  Result<bool> close();
  struct Reason {
    std::string reason;
    uint64_t count;
    Reject first;
  };
  std::vector<Reason> by_count() const;

 private:
  std::string path_;
  std::ofstream file_;
  std::map<std::string, std::pair<uint64_t, Reject>> reasons_;
};

}  // namespace handraise
