// A story of tests/semantics: a motion, a few records, and what must come of them, as text that reads like the rule it shows.
// Any engine can be run on it. The form is described in tests/semantics/README.md.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/engine.h"

namespace handraise {

// What a line says of one signal.
struct StoryReason {
  std::string signal;
  int64_t value = 0, at_least = 1;        // of sum in millionths
  std::optional<Micro> points_now;
  std::optional<Timestamp> newest;
};

struct StoryLine {
  int line = 0;
  Timestamp time = 0;
  std::string subject;                    // account; unit: user: user
  bool absent = false;                    // score: there is no such account
  Micro score = 0;
  std::optional<Tier> tier;               // expect
  std::optional<bool> holds, triage;      // score
  std::optional<std::vector<StoryReason>> because;  // all signals that are on, and any that are off
};

struct Story {
  std::string file;
  std::string title;                      // first comment
  Motion motion;
  std::vector<AccountTraits> account_traits;
  std::vector<Outcome> outcomes;
  std::vector<std::string> bundled_domains = {"gmail.com"};
  std::vector<Record> records;            // as written, not in order
  std::optional<Timestamp> as_of;
  std::optional<size_t> duplicates;
  std::vector<StoryLine> expects;         // all qualifications of the replay, by time
  std::vector<StoryLine> scores;
};

Result<Story> parse_story(std::string_view text, const std::string& file);

using MakeEngine = std::function<std::unique_ptr<Engine>(EngineInput)>;
// Every disagreement as a line of text; none: the engine tells the story.
std::vector<std::string> run_story(const Story& story, const MakeEngine& make_engine);

}  // namespace handraise
