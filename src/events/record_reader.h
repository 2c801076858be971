// Reads one line after another of a file: most have the shape of one before (line_shapes.h), and are not parsed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "events/record.h"
#include "events/wanted.h"

namespace handraise {

class LineReader;

class RecordReader {
 public:
  explicit RecordReader(const Wanted& wanted);  // must outlive it
  ~RecordReader();
  // As read_record.
  const char* read(std::string_view json, size_t readable, Record& record);
  uint64_t matched() const;  // lines that were not parsed

 private:
  const Wanted& wanted_;
  std::unique_ptr<LineReader> lines_;
};

}  // namespace handraise
