// What could not be read, kept for the rejects file.
#pragma once

#include <cstdint>
#include <string>

namespace handraise {

// A line that is no record, or a row that is none.
struct Reject {
  std::string file;
  int64_t line = 0;            // 1-based; of CSV the line where the row begins, of Parquet the row
  std::string reason;
};

}  // namespace handraise
