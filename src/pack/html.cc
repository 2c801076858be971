#include "base/page.h"
#include "pack/drawing.h"
#include "pack/pack.h"

namespace handraise {

std::string print_html(const Pack& pack, const Motion& motion, const Figures& figures, const PackTemplates& templates) {
  const auto words = [&](std::string_view id, std::string otherwise) {
    const auto found = templates.names.find("page." + std::string(id));
    return found == templates.names.end() ? otherwise : found->second;
  };
  Page page;
  page.markdown = pack.markdown;
  page.css = templates.css;
  page.title = "Motion Pack";
  page.skip = words("skip", "Skip to the pack");
  page.contents = words("contents", "Contents");
  page.drawings = {{"funnel", draw_funnel(motion, figures)}, {"duty", draw_duty_day(motion, figures)}};
  for (const PackMark& mark : pack.marks) page.marks.emplace_back(mark.mark, mark.behind);
  return print_page(page);
}

}  // namespace handraise
