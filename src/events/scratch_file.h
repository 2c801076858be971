// Room on disk that nobody else sees and that is gone with the program, however it ends: the file has no name.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"

namespace handraise {

class ScratchFile {
 public:
  // In `folder`; empty: /tmp.
  static Result<std::unique_ptr<ScratchFile>> create(const std::string& folder);
  ~ScratchFile();
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  Result<bool> append(const char* from, size_t count);
  Result<size_t> read_at(uint64_t offset, char* to, size_t room) const;  // 0: the end
  uint64_t size() const { return size_; }
  int descriptor() const { return fd_; }

 private:
  ScratchFile(int fd, std::string folder) : fd_(fd), folder_(std::move(folder)) {}
  int fd_;
  std::string folder_;
  uint64_t size_ = 0;
};

}  // namespace handraise
