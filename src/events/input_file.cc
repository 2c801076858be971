#include "events/input_file.h"

#include <fcntl.h>
#include <glob.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>

#include "base/text.h"

namespace handraise {

// ---- names -----------------------------------------------------------------------------------------------------------

Result<std::vector<std::string>> expand_files(const std::vector<std::string>& names, const std::function<void(const std::string&)>& notice) {
  if (names.empty()) return Error{"expected files of usage", {}, "name them, or - for standard input", ""};
  std::vector<std::string> files;
  std::map<std::pair<dev_t, ino_t>, std::string> seen;
  Errors errors;
  const auto add = [&](const std::string& name, const struct stat& found) {
    const auto [first, is_new] = seen.try_emplace({found.st_dev, found.st_ino}, name);
    if (is_new) files.push_back(name);
    else if (notice) notice(name + " is the same file as " + first->second + ": read once");
  };
  for (const std::string& name : names) {
    struct stat found {};
    if (name == "-") {
      if (fstat(0, &found) == 0) add(name, found);
      else errors.push_back({"standard input is closed", {name, 0, 0}, "", ""});
    } else if (stat(name.c_str(), &found) == 0) {
      if (S_ISDIR(found.st_mode)) errors.push_back({"is a folder; expected a file", {name, 0, 0}, "name its files: '" + name + (name.ends_with('/') ? "" : "/") + "*.jsonl.gz'", ""});
      else add(name, found);
    } else if (name.find_first_of("*?[") != std::string::npos) {
      glob_t matches{};
      std::vector<std::string> paths;
      if (glob(name.c_str(), GLOB_NOSORT, nullptr, &matches) == 0) paths.assign(matches.gl_pathv, matches.gl_pathv + matches.gl_pathc);
      globfree(&matches);
      std::sort(paths.begin(), paths.end());
      bool any = false;
      for (const std::string& path : paths) {
        if (stat(path.c_str(), &found) != 0 || S_ISDIR(found.st_mode)) continue;
        any = true;
        add(path, found);
      }
      if (!any) errors.push_back({"no file has a name like this", {name, 0, 0}, "is the folder right?", ""});
    } else {
      errors.push_back({std::string("cannot be read: ") + std::strerror(errno), {name, 0, 0}, "is the path right?", ""});
    }
  }
  if (!errors.empty()) return errors;
  return files;
}

// ---- a file as it lies -----------------------------------------------------------------------------------------------

Result<std::unique_ptr<InputFile>> InputFile::open(const std::string& name, const std::string& scratch_folder, uint64_t spool_memory) {
  const int fd = name == "-" ? fcntl(0, F_DUPFD_CLOEXEC, 3) : ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return Error{std::string("cannot be read: ") + std::strerror(errno), {name, 0, 0}, "", ""};
  std::unique_ptr<InputFile> file(new InputFile(name, fd, scratch_folder, spool_memory));
  return file;
}

InputFile::InputFile(std::string name, int fd, std::string scratch_folder, uint64_t spool_memory)
    : name_(std::move(name)), fd_(fd), scratch_folder_(std::move(scratch_folder)), spool_memory_(spool_memory) {
  regular_ = fstat(fd_, &opened_) == 0 && S_ISREG(opened_.st_mode);
  if (!regular_) return;
  const off_t begin = lseek(fd_, 0, SEEK_CUR);  // of standard input: where the shell left it
  begin_ = begin > 0 ? static_cast<uint64_t>(begin) : 0;
  total_ = static_cast<uint64_t>(opened_.st_size) > begin_ ? static_cast<uint64_t>(opened_.st_size) - begin_ : 0;
}

InputFile::~InputFile() {
  if (fd_ >= 0) close(fd_);
}

void InputFile::release() {
  if (!regular_ || name_ == "-" || fd_ < 0) return;
  close(fd_);
  fd_ = -1;
}

Result<bool> InputFile::reopen() {
  fd_ = ::open(name_.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd_ < 0) return Error{std::string("cannot be read: ") + std::strerror(errno), {name_, 0, 0}, "", ""};
  return check_unchanged();
}

Result<bool> InputFile::keep(const char* from, size_t count) {
  if (!spool_errors_.empty()) return true;
  if (!spool_file_ && spool_.size() + count <= spool_memory_) {
    spool_.append(from, count);
    spooled_ += count;
    return true;
  }
  const auto write = [&](const char* bytes, size_t size) -> Result<bool> { return spool_file_->append(bytes, size); };
  if (!spool_file_) {
    auto made = ScratchFile::create(scratch_folder_);
    if (!made) { spool_errors_ = made.errors(); return true; }
    spool_file_ = std::move(*made);
    if (auto written = write(spool_.data(), spool_.size()); !written) { spool_errors_ = written.errors(); return true; }
    spool_ = std::string();
  }
  if (auto written = write(from, count); !written) { spool_errors_ = written.errors(); return true; }
  spooled_ += count;
  return true;
}

Result<size_t> InputFile::read(char* to, size_t room) {
  if (!regular_ && at_ < spooled_) {  // once more
    size_t count = 0;
    if (spool_file_) {
      auto again = spool_file_->read_at(at_, to, std::min<uint64_t>(room, spooled_ - at_));
      if (!again) return again.errors();
      count = *again;
    } else {
      count = std::min<uint64_t>(room, spooled_ - at_);
      if (count > 0) std::memcpy(to, spool_.data() + at_, count);
    }
    at_ += count;
    return count;
  }
  if (fd_ < 0) {
    if (const auto again = reopen(); !again) return again.errors();
  }
  while (true) {
    const ssize_t count = regular_ ? pread(fd_, to, room, static_cast<off_t>(begin_ + at_)) : ::read(fd_, to, room);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return Error{std::string("cannot be read: ") + std::strerror(errno), {name_, 0, 0}, "", ""};
    if (!regular_) {
      if (const auto kept = keep(to, static_cast<size_t>(count)); !kept) return kept.errors();
    }
    at_ += static_cast<uint64_t>(count);
    return static_cast<size_t>(count);
  }
}

Result<bool> InputFile::rewind() {
  if (!spool_errors_.empty()) {
    Error error = spool_errors_[0];
    error.message += "; it was needed to read " + (name_ == "-" ? "standard input" : name_) + " a second time";
    return error;
  }
  at_ = 0;
  return true;
}

Result<std::string> InputFile::path() {
  if (fd_ < 0) {
    if (const auto again = reopen(); !again) return again.errors();
  }
  // Not by its name, in which a reader might see patterns.
  if (regular_) return "/proc/self/fd/" + std::to_string(fd_);
  spool_memory_ = 0;
  std::string buffer(1u << 20, '\0');
  at_ = spooled_;
  while (true) {
    const auto count = read(buffer.data(), buffer.size());
    if (!count) return count.errors();
    if (*count == 0) break;
  }
  if (!spool_file_ && spool_errors_.empty()) {
    auto made = ScratchFile::create(scratch_folder_);
    if (!made) return made.errors();
    spool_file_ = std::move(*made);
    if (auto written = spool_file_->append(spool_.data(), spool_.size()); !written) return written.errors();
    spool_ = std::string();
  }
  if (!spool_errors_.empty()) return spool_errors_;
  return "/proc/self/fd/" + std::to_string(spool_file_->descriptor());
}

Result<bool> InputFile::check_unchanged() const {
  if (!regular_) return true;
  struct stat now {}, named {};
  const auto same = [&](const struct stat& other) {
    return other.st_dev == opened_.st_dev && other.st_ino == opened_.st_ino && other.st_size == opened_.st_size &&
           other.st_mtim.tv_sec == opened_.st_mtim.tv_sec && other.st_mtim.tv_nsec == opened_.st_mtim.tv_nsec;
  };
  if ((fd_ < 0 || (fstat(fd_, &now) == 0 && same(now))) && (name_ == "-" || (stat(name_.c_str(), &named) == 0 && same(named)))) return true;
  return Error{"changed while it was read", {name_, 0, 0}, "read it again when nothing writes to it any more, or read a copy", ""};
}

// ---- its content -----------------------------------------------------------------------------------------------------

class ContentStream::Unpacker {
 public:
  explicit Unpacker(InputFile& file) : file_(file), packed_(256u << 10) {}
  ~Unpacker() {
    if (packing_ == Packing::gzip) inflateEnd(&gzip_);
    if (zstd_) ZSTD_freeDStream(zstd_);
  }
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;

  Result<bool> begin() {
    while (end_ < 4) {
      const auto more = fill();
      if (!more) return more.errors();
      if (!*more) break;
    }
    const auto byte = [&](size_t i) { return i < end_ ? static_cast<unsigned char>(packed_[i]) : 0; };
    if (byte(0) == 0x1F && byte(1) == 0x8B) {
      packing_ = Packing::gzip;
      if (inflateInit2(&gzip_, 16 + MAX_WBITS) != Z_OK) return broken("there is no memory to unpack it");
    } else if ((byte(0) == 0x28 && byte(1) == 0xB5 && byte(2) == 0x2F && byte(3) == 0xFD) ||
               ((byte(0) & 0xF0) == 0x50 && byte(1) == 0x2A && byte(2) == 0x4D && byte(3) == 0x18)) {  // a frame, or one to be skipped
      packing_ = Packing::zstd;
      zstd_ = ZSTD_createDStream();
      if (!zstd_) return broken("there is no memory to unpack it");
    }
    return true;
  }

  Result<size_t> read(char* to, size_t room) {
    if (packing_ == Packing::none) {
      if (begin_ == end_) return file_.read(to, room);
      const size_t count = std::min(room, end_ - begin_);
      if (count > 0) std::memcpy(to, packed_.data() + begin_, count);
      begin_ += count;
      return count;
    }
    while (true) {
      if (begin_ == end_ && !full_) {
        const auto more = fill();
        if (!more) return more.errors();
        if (!*more) {
          if (inside_) return broken(std::string("ends in the middle of its ") + (packing_ == Packing::gzip ? "gzip" : "zstd") + " data");
          return size_t{0};
        }
      }
      const auto count = packing_ == Packing::gzip ? inflate_some(to, room) : decompress_some(to, room);
      full_ = count && *count == room;
      if (!count || *count > 0) return count;
    }
  }

 private:
  Result<bool> fill() {
    if (begin_ == end_) begin_ = end_ = 0;
    const auto count = file_.read(packed_.data() + end_, packed_.size() - end_);
    if (!count) return count.errors();
    end_ += *count;
    return *count > 0;
  }

  Error broken(std::string message) const { return {std::move(message), {file_.name(), 0, 0}, "", ""}; }

  Result<size_t> inflate_some(char* to, size_t room) {
    if (!inside_) {  // behind a member: another, or zeros that fill up a block
      for (; started_ && begin_ != end_ && packed_[begin_] == 0; ++begin_) zeros_ = true;
      if (begin_ == end_) return size_t{0};
      if (zeros_ || static_cast<unsigned char>(packed_[begin_]) != 0x1F) return broken("holds something that is no gzip behind its gzip data");
      inside_ = started_ = true;
    }
    gzip_.next_in = reinterpret_cast<Bytef*>(packed_.data() + begin_);
    gzip_.avail_in = static_cast<uInt>(end_ - begin_);
    gzip_.next_out = reinterpret_cast<Bytef*>(to);
    gzip_.avail_out = static_cast<uInt>(std::min<size_t>(room, 1u << 30));
    const uInt out = gzip_.avail_out;
    const int code = inflate(&gzip_, Z_NO_FLUSH);
    begin_ = end_ - gzip_.avail_in;
    if (code == Z_STREAM_END) {
      inside_ = false;
      inflateReset(&gzip_);
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      return broken(std::string("is broken gzip data: ") + (gzip_.msg ? gzip_.msg : "no reason given"));
    }
    return static_cast<size_t>(out - gzip_.avail_out);
  }

  Result<size_t> decompress_some(char* to, size_t room) {
    ZSTD_inBuffer in{packed_.data() + begin_, end_ - begin_, 0};
    ZSTD_outBuffer out{to, room, 0};
    const size_t code = ZSTD_decompressStream(zstd_, &out, &in);
    begin_ += in.pos;
    if (ZSTD_isError(code)) return broken(std::string("is broken zstd data: ") + ZSTD_getErrorName(code));
    inside_ = code != 0;
    return out.pos;
  }

  InputFile& file_;
  Packing packing_ = Packing::none;
  std::vector<char> packed_;
  size_t begin_ = 0, end_ = 0;
  bool inside_ = false, started_ = false, zeros_ = false;
  bool full_ = false;  // the last output had no room for all: more may come of the same input
  z_stream gzip_{};
  ZSTD_DStream* zstd_ = nullptr;
};

ContentStream::ContentStream(InputFile& file) : file_(file) {}
ContentStream::~ContentStream() = default;

Result<size_t> ContentStream::unpack(char* to, size_t room) {
  if (!unpacker_) {
    unpacker_ = std::make_unique<Unpacker>(file_);
    if (const auto begun = unpacker_->begin(); !begun) return begun.errors();
  }
  return unpacker_->read(to, room);
}

Result<size_t> ContentStream::read(char* to, size_t room) {
  if (!head_.empty()) {
    const size_t count = std::min(room, head_.size());
    if (count > 0) std::memcpy(to, head_.data(), count);
    head_.erase(0, count);
    content_ += count;
    return count;
  }
  auto count = unpack(to, room);
  if (count) content_ += *count;
  return count;
}

Result<std::string> ContentStream::peek(size_t count) {
  while (head_.size() < count) {
    const size_t before = head_.size();
    head_.resize(count);
    const auto got = unpack(head_.data() + before, count - before);
    head_.resize(before + (got ? *got : 0));
    if (!got) return got.errors();
    if (*got == 0) break;
  }
  return head_.substr(0, count);
}

}  // namespace handraise
