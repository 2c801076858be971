// How long a person waits for a pack: 20 warm runs of the whole program per example, from exec to exit, five files written.
// Beside it the same program asked only for its version: what starting a process costs here.
// usage: pack_bench [--max-ms N]     exits 1 when a run fails or a median is above N
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr int kRuns = 20, kWarmUp = 3;

// Milliseconds of one run, or -1 when it did not exit with 0.
double run(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const auto started = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    const int null = open("/dev/null", O_WRONLY);
    dup2(null, 1);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  const double passed = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count();
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? passed : -1;
}

struct Times {
  double least = 0, median = 0, most = 0;
  bool ok = true;
};

Times measure(const std::vector<std::string>& words) {
  Times times;
  std::vector<double> each;
  for (int i = 0; i < kWarmUp + kRuns; ++i) {
    const double passed = run(words);
    if (passed < 0) times.ok = false;
    if (i >= kWarmUp) each.push_back(passed);
  }
  std::sort(each.begin(), each.end());
  times.least = each.front(), times.most = each.back();
  times.median = (each[kRuns / 2 - 1] + each[kRuns / 2]) / 2;
  return times;
}

}  // namespace

int main(int argc, char** argv) {
  double most = 0;
  if (argc == 3 && std::strcmp(argv[1], "--max-ms") == 0) most = std::atof(argv[2]);
  const fs::path folder = fs::read_symlink("/proc/self/exe").parent_path();
  const std::string binary = (folder / "handraise").string();
  std::string made = (fs::temp_directory_path() / "handraise-bench-XXXXXX").string();
  if (mkdtemp(made.data()) == nullptr) return 1;
  bool ok = true;
  const Times start = measure({binary, "--version"});
  for (const char* example : {"trial-analytics", "seat-expansion"}) {
    const std::string out = made + "/" + example;
    const Times times = measure({binary, "pack", (folder.parent_path() / "examples" / (std::string(example) + ".txt")).string(), "-o", out});
    uintmax_t bytes = 0;
    for (const char* file : {"pack.md", "pack.html", "motion.yaml", "brief.yaml", "gate.json"}) {
      std::error_code code;
      const uintmax_t size = fs::file_size(out + "/" + file, code);
      if (code || size == 0) ok = false;
      else bytes += size;
    }
    ok = ok && times.ok && (most == 0 || times.median <= most);
    std::printf("pack %-16s median of %d warm runs %6.1f ms (%.1f to %.1f), %ju bytes written; --version %.1f ms, ratio %.1f%s\n", example, kRuns, times.median, times.least,
                times.most, bytes, start.median, times.median / start.median, times.ok ? "" : "; A RUN FAILED");
  }
  std::error_code code;
  fs::remove_all(made, code);
  return ok ? 0 : 1;
}
