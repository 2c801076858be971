// Would the comparison of the engines find a mistake? Each rule is broken in turn, in a copy of the engine that only this test has.
// A rule is decisive in a history when breaking it changes the answer: who qualified when, in which tier, with which score; who holds or is in triage.
// What the naive engine shares (tests of values, calendar, rounding) the stories and the independent evaluator must find; the list says which.
// The stories of tests/semantics are told with each bug too: every rule has a story that ends otherwise when it is broken.
// usage: seeded_bugs_test [--seed N] [--histories N] [--decisive N] [--bug NAME]
#include <malloc.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/story.h"
#include "engine/stream_engine.h"
#include "seeded_bug.h"
#include "told.h"

using namespace handraise;

namespace {

struct Bug {
  const char* name;
  const char* rule;
};
const Bug kBugs[] = {
#include "seeded_bugs.inc"
};
constexpr size_t kCount = std::size(kBugs);

// Somebody qualified a second time, by score: a cooldown had ended.
bool sees_a_cooldown_end(const Told& told) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const Qualification& each : told.qualifications) {
    if (!seen.insert({each.state.account, each.state.user}).second && each.tier != Tier::hand_raise) return true;
  }
  return false;
}

// Names of the stories that end otherwise.
std::vector<std::string> stories_that_catch(size_t bug, const std::vector<Story>& stories) {
  std::vector<std::string> caught;
  seeded_bug = bug;
  for (const Story& story : stories) {
    if (!run_story(story, [](EngineInput input) { return make_engine(std::move(input)); }).empty()) caught.push_back(story.file);
  }
  seeded_bug = 0;
  return caught;
}

std::vector<Story> read_stories() {
  std::vector<Story> stories;
  for (const auto& entry : std::filesystem::directory_iterator(HANDRAISE_SOURCE_DIR "/tests/semantics")) {
    if (entry.path().extension() != ".test") continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    Result<Story> story = parse_story(std::string(std::istreambuf_iterator<char>(stream), {}), entry.path().stem().string());
    if (story) stories.push_back(std::move(*story));
  }
  std::sort(stories.begin(), stories.end(), [](const Story& a, const Story& b) { return a.file < b.file; });
  return stories;
}

}  // namespace

int main(int argc, char** argv) {
  uint64_t seed = 1, count = 30'000, demanded = 200;
  std::string only;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--seed") == 0) seed = std::strtoull(argv[i + 1], nullptr, 10);
    if (std::strcmp(argv[i], "--histories") == 0) count = std::strtoull(argv[i + 1], nullptr, 10);
    if (std::strcmp(argv[i], "--decisive") == 0) demanded = std::strtoull(argv[i + 1], nullptr, 10);
    if (std::strcmp(argv[i], "--bug") == 0) only = argv[i + 1];
  }
  mallopt(M_TRIM_THRESHOLD, 1 << 30);  // engines come and go: their memory is used again
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  const MakeEngine stream = [](EngineInput input) { return make_engine(std::move(input)); };
  std::vector<uint64_t> decisive(kCount);
  std::vector<bool> shared(kCount);
  uint64_t qualifying = 0, after_cooldown = 0, disagreeing = 0;
  for (uint64_t i = 0; i < count; ++i) {
    Dice dice(seed * 1'000'003 + i);
    const History history = make_history([&](uint32_t bound) { return dice.below(bound); });
    asked_for_bug = {};
    const Told told = tell_naively(history);
    for (size_t bug = 0; bug < kCount; ++bug) shared[bug] = shared[bug] || asked_for_bug[bug + 1];
    qualifying += !told.qualifications.empty();
    after_cooldown += sees_a_cooldown_end(told);
    asked_for_bug = {};
    const std::vector<Record> records = replayed(history);
    const auto asked_in_replay = std::exchange(asked_for_bug, {});
    disagreeing += answer_differs(told, tell(history, records, stream));
    const auto asked = asked_for_bug;
    for (size_t bug = 0; bug < kCount; ++bug) {
      if (!only.empty() && only != kBugs[bug].name) continue;
      seeded_bug = bug + 1;
      if (asked_in_replay[seeded_bug]) decisive[bug] += answer_differs(told, tell_by_stream(history));
      else if (asked[seeded_bug]) decisive[bug] += answer_differs(told, tell(history, records, stream));
      seeded_bug = 0;
    }
  }
  size_t passed = 0, failed = 0;
  const auto judge = [&](bool good) { ++(good ? passed : failed); return good ? "" : "   TOO FEW"; };
  const auto share = [&](uint64_t of) { return 100.0 * static_cast<double>(of) / static_cast<double>(count); };
  std::printf("%llu histories of seed %llu\n", static_cast<unsigned long long>(count), static_cast<unsigned long long>(seed));
  std::printf("  %5.1f %% qualify somebody (30 %% are wanted)%s\n", share(qualifying), judge(share(qualifying) >= 30));
  std::printf("  %5.1f %% have somebody qualify again after a cooldown (10 %% are wanted)%s\n", share(after_cooldown), judge(share(after_cooldown) >= 10));
  std::printf("  %5llu in which the healthy copy disagrees with the naive engine%s\n", static_cast<unsigned long long>(disagreeing), judge(disagreeing == 0));
  std::printf("histories in which a broken rule changes the answer (%llu are wanted):\n", static_cast<unsigned long long>(demanded));
  for (size_t bug = 0; bug < kCount; ++bug) {
    if (!only.empty() && only != kBugs[bug].name) continue;
    std::printf("  %6llu  %-26s %s%s%s\n", static_cast<unsigned long long>(decisive[bug]), kBugs[bug].name, kBugs[bug].rule, shared[bug] ? " (shared)" : "",
                judge(decisive[bug] >= demanded));
  }
  const std::vector<Story> stories = read_stories();
  std::printf("stories that end otherwise (of %zu):\n", stories.size());
  const auto told_by = [&](bool good) { ++(good ? passed : failed); return good ? "" : "   NO STORY"; };
  told_by(stories_that_catch(0, stories).empty());
  for (size_t bug = 0; bug < kCount; ++bug) {
    if (!only.empty() && only != kBugs[bug].name) continue;
    const std::vector<std::string> caught = stories_that_catch(bug + 1, stories);
    std::printf("  %6zu  %-26s %s%s\n", caught.size(), kBugs[bug].name, caught.empty() ? "" : caught.front().c_str(), told_by(!caught.empty()));
  }
  std::printf("%zu passed, %zu failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
