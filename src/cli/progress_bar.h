// A bar with rate and remaining time, on a terminal, once the work takes over a second.
#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string>

namespace handraise {

class ProgressBar {
 public:
  // `on`: the stream is a terminal; otherwise nothing is ever written.
  ProgressBar(std::ostream& out, bool on) : out_(out), on_(on), started_(std::chrono::steady_clock::now()), shown_(started_) {}
  ~ProgressBar() { clear(); }
  // `total` 0: unknown, then only amount and rate are shown. `what` names the step, `unit` what is counted ("records").
  void show(const std::string& what, uint64_t done, uint64_t total, uint64_t count, const std::string& unit);
  void clear();

 private:
  std::ostream& out_;
  bool on_, drawn_ = false;
  std::chrono::steady_clock::time_point started_, shown_;
};

// "reading  [#######.............]  35 %  1,203,400 records, 1.2 M/s, 4 s left"
std::string print_progress(const std::string& what, uint64_t done, uint64_t total, uint64_t count, const std::string& unit, double seconds);

}  // namespace handraise
