#include "cli/command.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>

namespace handraise {
namespace fs = std::filesystem;

Result<std::string> read_file(const std::string& path, Terminal& terminal, size_t bytes_max, bool* cut) {
  std::ifstream file;
  std::istream* stream = &terminal.in;
  if (path != "-") {
    std::error_code code;
    if (fs::is_directory(path, code)) return Error{"is a folder; expected a file", {path, 0, 0}, "", ""};
    file.open(path, std::ios::binary);
    if (!file) return Error{std::string("cannot be read: ") + std::strerror(errno), {path, 0, 0}, "is the path right?", ""};
    stream = &file;
  }
  std::string text;
  for (size_t room = 64u << 10; *stream && text.size() <= bytes_max; room = text.size()) {  // doubling: the bound may be a gigabyte
    const size_t before = text.size();
    text.resize(std::min(before + room, bytes_max + 1));
    stream->read(text.data() + before, static_cast<std::streamsize>(text.size() - before));
    text.resize(before + static_cast<size_t>(stream->gcount()));
  }
  const bool longer = text.size() > bytes_max;
  if (longer) text.resize(bytes_max);
  if (cut != nullptr) *cut = longer;
  return text;
}

Result<bool> write_file(const std::string& path, std::string_view text) {
  const std::string part = path + ".part";
  {
    std::ofstream file(part, std::ios::binary | std::ios::trunc);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.close();
    if (!file) {
      std::remove(part.c_str());
      return Error{std::string("cannot be written: ") + std::strerror(errno), {path, 0, 0}, "may you write there, and is there room?", ""};
    }
  }
  if (std::rename(part.c_str(), path.c_str()) != 0) {
    std::remove(part.c_str());
    return Error{std::string("cannot be written: ") + std::strerror(errno), {path, 0, 0}, "", ""};
  }
  return true;
}

Result<bool> make_directory(const std::string& path) {
  std::error_code code;
  fs::create_directories(path, code);
  if (code || !fs::is_directory(path)) return Error{"cannot be made a folder: " + code.message(), {path, 0, 0}, "name another folder with -o", ""};
  return true;
}

Exit report(const Errors& errors, Terminal& terminal, bool json) {
  if (json) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Error& error : errors) {
      list.push_back({{"file", error.where.file}, {"line", error.where.line}, {"column", error.where.column}, {"message", error.message}, {"hint", error.hint}});
    }
    terminal.out << nlohmann::ordered_json{{"errors", list}}.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
  }
  terminal.err << print_errors(errors);
  return Exit::bad_input;
}

std::string find_data(const std::string& program) {
  const auto holds = [](const fs::path& folder) {
    std::error_code code;
    return fs::is_directory(folder / "playbooks", code) && fs::is_directory(folder / "templates", code);
  };
  if (const char* named = std::getenv("HANDRAISE_DATA"); named != nullptr && *named != '\0') return named;
  std::error_code code;
  fs::path exe = fs::read_symlink("/proc/self/exe", code);
  if (code) exe = fs::absolute(program, code);
  const fs::path folder = exe.parent_path();
  for (const fs::path& each : {folder, folder.parent_path() / "share" / "handraise", folder.parent_path(), fs::path(".")}) {
    if (holds(each)) return each.lexically_normal().string();
  }
  return ".";
}

}  // namespace handraise
