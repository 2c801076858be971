// What tuning found, in words for a terminal, as JSON, and as the head of the motion file that it writes.
#pragma once

#include <string>

#include "tune/tune.h"

namespace handraise {

struct TuneSource {
  std::string command;        // as typed, files without their folders
  std::string input;          // hash of the files that were read
  std::string outcome;
  Duration horizon = 0;
};

std::string print_tuned(const Tuned& tuned, const Motion& first, const TuneSource& source);
std::string print_tuned_json(const Tuned& tuned, const TuneSource& source);
// The better motion, or the first one where none was found to be better, with a comment that says where it comes from; parse_motion reads it.
std::string print_tuned_motion(const Tuned& tuned, const Motion& first, const TuneSource& source);

}  // namespace handraise
