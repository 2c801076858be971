// Markdown as one self-contained HTML file: style inside, no scripts, nothing loaded; raw HTML and addresses of links are never printed.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace handraise {

struct Page {
  std::string markdown;                                        // its first "# " heading is the title; each "## " a section
  std::string css;
  std::string title = "Handraise";                             // where there is no heading
  std::string skip = "Skip to the page", contents = "Contents";  // words of the two things for those who do not see
  std::map<std::string, std::string, std::less<>> drawings;    // SVG that stands for the line <!-- drawing: NAME -->; ids NAME-title, NAME-desc
  std::vector<std::pair<std::string, std::string>> marks = {}; // cells of a column `From`, in order, and the hover text of each
};
std::string print_page(const Page& page);

}  // namespace handraise
