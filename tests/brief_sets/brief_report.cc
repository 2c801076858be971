// Prints how well briefs are read: precision and recall of every fact, over tests/briefs/{own,boundary,blind} and tests/corpus/briefs or the
// folders that are named.
// usage: brief_report [--verbose] [--only PART-OF-A-NAME] [FOLDER…]
// --verbose lists, fact by fact, what was missed (-) and what was given though nobody stated it (+), with the line it stands in; never those
// of a folder named `blind`.
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "brief_score.h"

namespace {

using namespace handraise;
namespace fs = std::filesystem;

void print_row(const std::string& name, const Score& score) {
  std::printf("  %-34s precision %.3f  recall %.3f   right %4d  wrong %3d  missed %3d\n", name.c_str(), score.precision(), score.recall(), score.right, score.wrong, score.missed);
}

}  // namespace

int main(int count, char** arguments) {
  bool verbose = false;
  std::string only;
  std::vector<fs::path> folders;
  for (int i = 1; i < count; ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--verbose") verbose = true;
    else if (argument == "--only" && i + 1 < count) only = arguments[++i];
    else if (fs::is_directory(argument)) folders.emplace_back(argument);
    else {
      std::fprintf(stderr, "%s: no such folder\n", arguments[i]);
      return 2;
    }
  }
  const fs::path root = HANDRAISE_SOURCE_DIR;
  if (folders.empty())
    for (const char* set : {"briefs/own", "briefs/boundary", "briefs/blind", "corpus/briefs"}) folders.push_back(root / "tests" / set);
  const Result<Lexicon> lexicon = load_lexicon((root / "playbooks").string());
  if (!lexicon) {
    std::fputs(print_errors(lexicon.errors()).c_str(), stderr);
    return 1;
  }
  for (const fs::path& folder : folders) {
    const fs::path whole = fs::canonical(folder);
    const SetScore score = score_briefs(whole, *lexicon, only);
    for (const std::string& problem : score.unreadable) std::printf("  %s\n", problem.c_str());
    if (score.read == 0) continue;
    std::printf("%s: %d briefs, verdict right in %d of %d\n", fs::relative(whole, root / "tests").string().c_str(), score.read, score.verdicts_right, score.verdicts);
    if (verbose && whole.filename() != "blind")
      for (const auto& [path, faults] : score.faults) {
        std::printf("  %s\n", path.c_str());
        for (const Fault& fault : faults) std::printf("    %c %s  [%s]%s%s\n", fault.missed ? '-' : '+', fault.value.c_str(), fault.brief.c_str(), fault.sentence.empty() ? "" : "  ", fault.sentence.c_str());
      }
    for (const auto& [path, row] : score.facts) print_row(path, row);
    print_row("ALL", score.all);
  }
  return 0;
}
