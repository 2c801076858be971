// Runs a program as its user would, in a folder of its own: what the crossing tests share.
#pragma once

#include <sys/resource.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace handraise::running {

// A folder that is gone when the test is.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "handraise-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code code;
    std::filesystem::remove_all(path_, code);
  }
  std::string operator/(std::string_view name) const { return path_ + "/" + std::string(name); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline std::string write(const std::string& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  return path;
}

struct Finished {
  int code = -1;          // exit code; 128 + signal when it was killed by one; -1: over its time
  std::string out, err;
  double seconds = 0;     // of a processor: what others do on the machine does not count
};

// `words`: program and arguments. Killed when `seconds_max` have passed.
inline Finished run(const std::vector<std::string>& words, std::string_view input = "", double seconds_max = 20) {
  Folder folder;
  const std::string in = write(folder / "in", input), out = folder / "out", err = folder / "err";
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const auto started = std::chrono::steady_clock::now();
  const auto elapsed = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count(); };
  const pid_t child = fork();
  if (child == 0) {
    const int fd_in = open(in.c_str(), O_RDONLY);
    const int fd_out = open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int fd_err = open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(fd_in, 0), dup2(fd_out, 1), dup2(fd_err, 2);
    execvp(arguments[0], arguments.data());
    _exit(127);
  }
  Finished result;
  int status = 0;
  rusage used{};
  while (wait4(child, &status, WNOHANG, &used) == 0) {
    if (elapsed() > seconds_max) {
      kill(child, SIGKILL);
      waitpid(child, &status, 0);
      result.seconds = seconds_max;
      result.err = "killed after " + std::to_string(seconds_max) + " s";
      return result;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  for (const timeval& spent : {used.ru_utime, used.ru_stime}) result.seconds += static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_usec) / 1e6;
  result.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  result.out = read(out), result.err = read(err);
  return result;
}

inline Finished handraise(std::vector<std::string> words, std::string_view input = "", double seconds_max = 20) {
  words.insert(words.begin(), HANDRAISE_BINARY);
  return run(words, input, seconds_max);
}

inline std::string source(std::string_view path) { return std::string(HANDRAISE_SOURCE_DIR) + "/" + std::string(path); }

inline std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  size_t from = 0;
  while (from < text.size()) {
    const size_t to = text.find('\n', from);
    lines.emplace_back(text.substr(from, to == std::string_view::npos ? to : to - from));
    if (to == std::string_view::npos) break;
    from = to + 1;
  }
  return lines;
}

}  // namespace handraise::running
