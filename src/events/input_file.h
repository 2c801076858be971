// Files of usage as bytes: found, opened, unpacked, and watched while they are read.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "events/scratch_file.h"

namespace handraise {

// What names and patterns (* ? […]) stand for, patterns in the order of the names' bytes. A pattern that matches nothing, a folder and a file
// that is not there are errors, told together. A file that is named twice is read once, with a notice.
Result<std::vector<std::string>> expand_files(const std::vector<std::string>& names, const std::function<void(const std::string&)>& notice);

class ByteStream {
 public:
  virtual ~ByteStream() = default;
  virtual Result<size_t> read(char* to, size_t room) = 0;  // 0: the end
};

// One file as it lies. What cannot be read twice (standard input, a pipe) is copied aside while it is read, so that it can: up to
// `spool_memory` bytes in memory, beyond in a scratch file.
class InputFile final : public ByteStream {
 public:
  static Result<std::unique_ptr<InputFile>> open(const std::string& name, const std::string& scratch_folder, uint64_t spool_memory);
  ~InputFile() override;
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  const std::string& name() const { return name_; }
  Result<size_t> read(char* to, size_t room) override;
  Result<bool> rewind();                    // the next read begins at the beginning
  void release();                           // gives its descriptor back where it can be opened again: many files need not be open at once
  // Reads what is left, so that all of it lies in a file; a path by which it can be opened.
  Result<std::string> path();
  void set_done(double share) { at_ = static_cast<uint64_t>(share * static_cast<double>(total_)); }  // by whoever reads it by its path
  uint64_t bytes_done() const { return at_; }
  uint64_t bytes_total() const { return total_; }  // 0: unknown
  // Is it what it was when it was opened? Of a pipe: yes.
  Result<bool> check_unchanged() const;

 private:
  InputFile(std::string name, int fd, std::string scratch_folder, uint64_t spool_memory);
  Result<bool> keep(const char* from, size_t count);
  Result<bool> reopen();

  std::string name_;
  int fd_;
  std::string scratch_folder_;
  uint64_t spool_memory_;
  bool regular_ = false;
  struct stat opened_ {};
  uint64_t begin_ = 0, at_ = 0, total_ = 0;
  std::string spool_;                        // of a pipe: what was read, as long as it fits
  std::unique_ptr<ScratchFile> spool_file_;  // all of it, when it does not
  uint64_t spooled_ = 0;
  Errors spool_errors_;                      // why it could not be kept; told only when it is wanted
};

enum class Packing { none, gzip, zstd };

// The content of a file: unpacked as its first bytes say, whatever its name. Members and frames that follow each other are one content.
// Data that ends too early or is broken is an error that says how much was read.
class ContentStream final : public ByteStream {
 public:
  explicit ContentStream(InputFile& file);
  ~ContentStream() override;
  Result<size_t> read(char* to, size_t room) override;
  // The first bytes of the content, up to `count`; they are read again.
  Result<std::string> peek(size_t count);
  uint64_t bytes_read() const { return content_; }

 private:
  class Unpacker;
  Result<size_t> unpack(char* to, size_t room);
  InputFile& file_;
  std::unique_ptr<Unpacker> unpacker_;  // none before the first read
  std::string head_;                    // peeked at
  uint64_t content_ = 0;
};

}  // namespace handraise
