// Text that is not ours, made safe for Markdown and HTML.
#pragma once

#include <string>
#include <string_view>

namespace handraise {

// Text that is not ours as Markdown that shows exactly it: never structure, a link, HTML or a formula. One line; for cells and prose.
std::string escape_markdown(std::string_view text);
std::string escape_html(std::string_view text);

}  // namespace handraise
