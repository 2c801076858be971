#include "events/scratch_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace handraise {
namespace {

Error error_of(const std::string& folder, const std::string& what) {
  return {what + ": " + std::strerror(errno), {folder, 0, 0}, "make room there, or name another folder with TMPDIR", ""};
}

}  // namespace

Result<std::unique_ptr<ScratchFile>> ScratchFile::create(const std::string& folder) {
  const std::string where = folder.empty() ? "/tmp" : folder;
  int fd = open(where.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0) {  // not every file system can
    std::string name = where + "/handraise-XXXXXX";
    fd = mkostemp(name.data(), O_CLOEXEC);
    if (fd >= 0) unlink(name.c_str());
  }
  if (fd < 0) return error_of(where, "no temporary file can be made here");
  return std::unique_ptr<ScratchFile>(new ScratchFile(fd, where));
}

ScratchFile::~ScratchFile() { close(fd_); }

Result<bool> ScratchFile::append(const char* from, size_t count) {
  while (count > 0) {
    const ssize_t written = pwrite(fd_, from, count, static_cast<off_t>(size_));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return error_of(folder_, "a temporary file cannot be written");
    from += written;
    count -= static_cast<size_t>(written);
    size_ += static_cast<uint64_t>(written);
  }
  return true;
}

Result<size_t> ScratchFile::read_at(uint64_t offset, char* to, size_t room) const {
  while (true) {
    const ssize_t count = pread(fd_, to, room, static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return error_of(folder_, "a temporary file cannot be read");
    return static_cast<size_t>(count);
  }
}

}  // namespace handraise
