#include "cli/output_folder.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace handraise {
namespace fs = std::filesystem;

namespace {

Error cannot(const std::string& path, const std::string& why) { return {"cannot be written: " + why, {path, 0, 0}, "may you write there, and is there room? name another folder with -o", ""}; }

}  // namespace

Result<bool> OutputFolder::write(const std::string& name, std::string_view text) {
  std::error_code code;
  if (part_.empty()) {
    fs::path target = fs::path(folder_).lexically_normal();
    if (!target.has_filename()) target = target.parent_path();   // "out/" is "out"
    folder_ = target.string();
    if (fs::exists(folder_, code) && !fs::is_directory(folder_, code)) return cannot(folder_, "it is a file; expected a folder");
    if (target.has_parent_path()) fs::create_directories(target.parent_path(), code);
    part_ = folder_ + ".part-" + std::to_string(getpid());
    fs::remove_all(part_, code);
    if (!fs::create_directory(part_, code)) {
      const std::string path = part_;
      part_.clear();
      return cannot(folder_, code ? code.message() : "no folder " + path);
    }
  }
  std::ofstream file(part_ + "/" + name, std::ios::binary | std::ios::trunc);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) return cannot(folder_ + "/" + name, std::strerror(errno));
  names_.push_back(name);
  return true;
}

Result<bool> OutputFolder::put_in_place() {
  std::error_code code;
  if (!fs::exists(folder_, code)) {
    fs::rename(part_, folder_, code);
    if (code) return cannot(folder_, code.message());
    part_.clear();
    return true;
  }
  for (const std::string& name : names_) {
    fs::rename(part_ + "/" + name, folder_ + "/" + name, code);
    if (code) return cannot(folder_ + "/" + name, code.message());
  }
  return true;
}

OutputFolder::~OutputFolder() {
  std::error_code code;
  if (!part_.empty()) fs::remove_all(part_, code);
}

}  // namespace handraise
