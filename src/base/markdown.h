// Text that is not ours, made safe for Markdown and HTML.
#pragma once

#include <string>
#include <string_view>

namespace handraise {

// Text that is not ours as Markdown that shows exactly it: never structure, a link or HTML. One line; for cells and prose. What a
// spreadsheet would compute when a cell is pasted into it (it begins with = + - @) gets an apostrophe in front; figures such as "+4 pp" do not.
std::string escape_markdown(std::string_view text);
std::string escape_html(std::string_view text);

}  // namespace handraise
