// The Motion Pack: a Motion and its Figures as Markdown and as one self-contained HTML page.
// A pure function of its arguments: the same motion, figures, cases and templates give the same bytes.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/markdown.h"
#include "base/result.h"
#include "design/figures.h"
#include "motion/motion.h"
#include "pack/worked_case.h"

namespace handraise {

// The words of the pack: templates/pack/*.md by file name without ending, names of ids, the style sheet of the HTML.
struct PackTemplates {
  std::map<std::string, std::string, std::less<>> parts;  // "part1_context" -> text with slots
  std::map<std::string, std::string, std::less<>> names;  // names.yaml: "hubspot" -> "HubSpot"
  std::string css;
  std::string directory;                                  // where they were read, for errors
};
// `directory` is the templates folder; reads `directory`/pack. Errors name file and line.
Result<PackTemplates> load_pack_templates(const std::string& directory);

// A mark of a From column, in the order of the document, and what stands behind it (the HTML's hover text).
struct PackMark {
  std::string mark;    // you, =F8, A4, B2, run
  std::string behind;  // “2 SDRs” (brief.txt:1) · the formula with its inputs · the assumption with its source
};

struct Pack {
  std::string markdown;
  std::vector<PackMark> marks;
  size_t words = 0;                                           // count_pack_words(markdown)
  std::vector<std::pair<std::string, size_t>> words_by_part;  // heading, words under it
  std::vector<std::string> dropped;                           // what was left out to stay within the word budget
};

// Errors only where a template asks for a slot that is not there or a part is missing. `cases`: the motion's examples as the engine
// scored them; the pack prints those that it is given.
Result<Pack> write_pack(const Motion& motion, const Figures& figures, const PackTemplates& templates,
                        const std::vector<CaseResult>& cases = {});

// One file: style inside, no scripts, nothing loaded. `pack.markdown` may have had the gate's appendix added behind it.
std::string print_html(const Pack& pack, const Motion& motion, const Figures& figures, const PackTemplates& templates);

// Words as a reader counts them, in all cells and text: everything but the gate's appendix, which nobody writes for.
inline constexpr std::string_view kGateHeading = "## Appendix: the gate";
size_t count_pack_words(std::string_view markdown);

}  // namespace handraise
