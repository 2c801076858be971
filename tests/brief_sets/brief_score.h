// How well the briefs of a folder are read: each NAME.txt against the facts it states, NAME.want.yaml.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "brief/brief.h"

namespace handraise {

struct Score {
  int right = 0, wrong = 0, missed = 0;
  double precision() const { return right + wrong == 0 ? 1 : static_cast<double>(right) / (right + wrong); }
  double recall() const { return right + missed == 0 ? 1 : static_cast<double>(right) / (right + missed); }
};

struct Fault {
  bool missed = false;   // else given, but not stated
  std::string brief, value;
  std::string sentence;  // the line it stands in; empty where that cannot be told
};

struct SetScore {
  int read = 0, verdicts = 0, verdicts_right = 0;
  Score all;
  std::map<std::string, Score> facts;                  // by path; all roles of reps.* are one
  std::map<std::string, std::vector<Fault>> faults;    // by the same path, and "verdict"
  std::vector<std::string> unreadable;                 // what could not be scored, and why
};

// `part`: only briefs whose name has it; empty: all.
SetScore score_briefs(const std::filesystem::path& folder, const Lexicon& lexicon, const std::string& part = "");

}  // namespace handraise
