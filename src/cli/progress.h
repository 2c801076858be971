// How far a long run is, and stopping it: one line on a terminal that is drawn again and again, and Ctrl-C.
#pragma once

#include <chrono>
#include <string>

#include "cli/command.h"
#include "events/usage.h"

namespace handraise {

// While one lives, Ctrl-C (and a request to terminate) only sets a flag, so that a run can end without half-written files.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  static bool asked();
};

// "reading  45 %  1,200,000 records  310,000/s  0:12 left" on err, where that is a terminal; gone when it is done.
class ProgressLine {
 public:
  ProgressLine(std::string verb, Terminal& terminal) : verb_(std::move(verb)), terminal_(terminal), started_(std::chrono::steady_clock::now()), drawn_(started_) {}
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  // For UsageOptions::progress: draws now and then; false when an interruption was asked for.
  bool operator()(const Progress& progress);
  void clear();      // before anything else is printed

 private:
  std::string verb_;
  Terminal& terminal_;
  std::chrono::steady_clock::time_point started_, drawn_;
  size_t width_ = 0; // of what stands there
};

// The line for `seconds` spent; for tests.
std::string progress_text(const std::string& verb, const Progress& progress, double seconds);

}  // namespace handraise
