// Markdown to one HTML file. cmark reads; the printing is our own, since tables, marks and headings need more than its printer gives.
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <memory>
#include <set>

#include "base/markdown.h"
#include "base/page.h"
#include "base/text.h"

namespace handraise {
namespace {

std::string_view type_of(cmark_node* node) { return cmark_node_get_type_string(node); }

// The words inside a node, without markup.
std::string plain_text(cmark_node* node) {
  std::string out;
  cmark_iter* walk = cmark_iter_new(node);
  while (true) {
    const cmark_event_type event = cmark_iter_next(walk);
    if (event == CMARK_EVENT_DONE) break;
    if (event != CMARK_EVENT_ENTER) continue;
    cmark_node* at = cmark_iter_get_node(walk);
    const cmark_node_type type = cmark_node_get_type(at);
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) out += cmark_node_get_literal(at);
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) out += ' ';
  }
  cmark_iter_free(walk);
  return std::string(trim(out));
}

class Printer {
 public:
  explicit Printer(const Page& page) : page_(page) {
    for (const auto& [name, drawing] : page.drawings) ids_.insert({name + "-title", name + "-desc"});
  }

  std::string print() {
    cmark_gfm_core_extensions_ensure_registered();
    const std::unique_ptr<cmark_parser, void (*)(cmark_parser*)> parser(cmark_parser_new(CMARK_OPT_DEFAULT), cmark_parser_free);
    if (cmark_syntax_extension* tables = cmark_find_syntax_extension("table")) cmark_parser_attach_syntax_extension(parser.get(), tables);
    cmark_parser_feed(parser.get(), page_.markdown.data(), page_.markdown.size());
    const std::unique_ptr<cmark_node, void (*)(cmark_node*)> document(cmark_parser_finish(parser.get()), cmark_node_free);
    for (cmark_node* node = cmark_node_first_child(document.get()); node != nullptr; node = cmark_node_next(node)) block(node);
    if (in_section_) body_ += "</section>\n";
    return head() + contents() + "<main id=\"main\">\n" + body_ + "</main>\n</body>\n</html>\n";
  }

 private:
  std::string head() const {
    std::string head = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    head += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n";
    head += "<title>" + escape_html(title_.empty() ? page_.title : title_) + "</title>\n";
    // A style sheet may not end itself.
    head += "<style>\n" + replace_all(page_.css, "</", "<\\/") + "</style>\n</head>\n<body>\n";
    head += "<a class=\"skip\" href=\"#main\">" + escape_html(page_.skip) + "</a>\n";
    return head;
  }
  std::string contents() const {
    if (sections_.empty()) return "";
    std::string list = "<nav aria-label=\"" + escape_html(page_.contents) + "\">\n<ul>\n";
    for (const auto& [id, text] : sections_) list += "<li><a href=\"#" + id + "\">" + escape_html(text) + "</a></li>\n";
    return list + "</ul>\n</nav>\n";
  }

  std::string id_of(const std::string& text) {
    std::string id;
    for (const char c : lower_ascii(text)) {
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) id += c;
      else if (!id.empty() && id.back() != '-') id += '-';
    }
    while (!id.empty() && id.back() == '-') id.pop_back();
    if (id.empty()) id = "part";
    id.insert(0, "s-");  // an id may not begin with a digit in a style sheet
    std::string unique = id;
    for (int n = 2; !ids_.insert(unique).second; ++n) unique = id + "-" + std::to_string(n);
    return unique;
  }
  std::string unique_label(std::string text) {
    std::string unique = text;
    for (int n = 2; !labels_.insert(unique).second; ++n) unique = text + " (" + std::to_string(n) + ")";
    return unique;
  }

  void block(cmark_node* node) {
    const std::string_view type = type_of(node);
    if (type == "heading") heading(node);
    else if (type == "table") table(node);
    else if (type == "paragraph") { body_ += "<p>"; inlines(node); body_ += "</p>\n"; }
    else if (type == "block_quote") { body_ += "<blockquote>\n"; children(node); body_ += "</blockquote>\n"; }
    else if (type == "list") {
      const bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
      body_ += ordered ? "<ol>\n" : "<ul>\n";
      for (cmark_node* item = cmark_node_first_child(node); item != nullptr; item = cmark_node_next(item)) {
        body_ += "<li>";
        cmark_node* only = cmark_node_first_child(item);
        if (only != nullptr && cmark_node_next(only) == nullptr && type_of(only) == "paragraph") inlines(only);
        else children(item);
        body_ += "</li>\n";
      }
      body_ += ordered ? "</ol>\n" : "</ul>\n";
    } else if (type == "code_block") body_ += "<pre><code>" + escape_html(literal(node)) + "</code></pre>\n";
    else if (type == "thematic_break") body_ += "<hr>\n";
    else if (type == "html_block") {  // raw HTML is never printed; our own notes say where a drawing stands
      const std::string raw = literal(node);
      const std::string_view note = trim(raw);
      for (const auto& [name, drawing] : page_.drawings) {
        if (note == "<!-- drawing: " + name + " -->") body_ += drawing;
      }
    }
  }
  void children(cmark_node* node) {
    for (cmark_node* child = cmark_node_first_child(node); child != nullptr; child = cmark_node_next(child)) block(child);
  }

  void heading(cmark_node* node) {
    const int level = cmark_node_get_heading_level(node);
    const std::string text = plain_text(node), id = id_of(text);
    if (level <= 2) {
      if (in_section_) body_ += "</section>\n";
      const bool appendix = text.starts_with("Appendix");
      body_ += "<section class=\"" + std::string(level == 1 ? "first" : appendix ? "appendix" : "part") + "\" aria-labelledby=\"" + id + "\">\n";
      in_section_ = true;
    }
    if (level == 1 && title_.empty()) title_ = text;
    if (level == 2) sections_.emplace_back(id, text);
    heading_ = text;
    labels_.insert(text);
    const std::string tag = "h" + std::to_string(level);
    body_ += "<" + tag + " id=\"" + id + "\">";
    inlines(node);
    body_ += "</" + tag + ">\n";
  }

  void table(cmark_node* node) {
    const uint16_t columns = cmark_gfm_extensions_get_table_columns(node);
    const uint8_t* alignments = cmark_gfm_extensions_get_table_alignments(node);
    std::vector<std::string> heads;
    bool grid = columns > 3;  // letters and numbers only: stays a grid on a small screen, as does a table whose rows fit there
    std::vector<size_t> longest(columns, 0);
    for (cmark_node* row = cmark_node_first_child(node); row != nullptr; row = cmark_node_next(row)) {
      size_t column = 0;
      for (cmark_node* cell = cmark_node_first_child(row); cell != nullptr; cell = cmark_node_next(cell), ++column) {
        if (type_of(row) == "table_header") heads.push_back(plain_text(cell));
        else if (column > 0 && count_characters(plain_text(cell)) > 5) grid = false;
        if (column < longest.size()) longest[column] = std::max(longest[column], count_characters(plain_text(cell)));
      }
    }
    size_t line = 0;
    for (const size_t length : longest) line += length;
    if (columns <= 3 && line <= 100) grid = true;
    const std::string label = unique_label(heads.empty() || heads[0].empty() ? heading_ : heading_.empty() ? heads[0] : heading_ + ": " + heads[0]);
    const bool wide = columns > 4;
    if (wide) body_ += "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"" + escape_html(label) + "\">\n";
    body_ += "<table role=\"table\"" + std::string(grid ? " class=\"grid\"" : "") + (wide ? "" : " aria-label=\"" + escape_html(label) + "\"") + ">\n";
    bool body_open = false;
    for (cmark_node* row = cmark_node_first_child(node); row != nullptr; row = cmark_node_next(row)) {
      const bool header = type_of(row) == "table_header";
      if (header) body_ += "<thead role=\"rowgroup\">\n";
      else if (!body_open) { body_ += "<tbody role=\"rowgroup\">\n"; body_open = true; }
      body_ += "<tr role=\"row\">";
      size_t column = 0;
      for (cmark_node* cell = cmark_node_first_child(row); cell != nullptr; cell = cmark_node_next(cell), ++column) {
        const std::string name = column < heads.size() ? heads[column] : "";
        const char align = alignments != nullptr && column < columns ? static_cast<char>(alignments[column]) : 0;
        const std::string text = plain_text(cell);
        std::string classes = align == 'r' ? "r" : align == 'c' ? "c" : "";
        if (count_characters(text) <= 7) classes += classes.empty() ? "n" : " n";  // "D+5" stays on one line
        const std::string side = classes.empty() ? "" : " class=\"" + classes + "\"";
        if (header) {
          const bool empty = text.empty();
          body_ += empty ? "<td role=\"cell\"" + side + ">" : "<th scope=\"col\" role=\"columnheader\"" + side + ">";
          inlines(cell);
          body_ += empty ? "</td>" : "</th>";
          continue;
        }
        const bool row_head = column == 0 && columns > 1 && !text.empty();
        body_ += row_head ? "<th scope=\"row\" role=\"rowheader\"" + side : "<td role=\"cell\"" + side;
        if (!row_head && text.empty()) body_ += " data-empty";
        body_ += " data-label=\"" + escape_html(name) + "\">";
        if (name == "From") mark(text);
        else inlines(cell);
        body_ += row_head ? "</th>" : "</td>";
      }
      body_ += "</tr>\n";
      if (header) body_ += "</thead>\n";
    }
    body_ += body_open ? "</tbody>\n</table>\n" : "</table>\n";
    if (wide) body_ += "</div>\n";
  }

  // A From cell: what stands behind it as hover text, taken from the pack in the order of the document.
  void mark(const std::string& text) {
    if (text.empty()) return;
    size_t at = next_mark_;
    while (at < page_.marks.size() && page_.marks[at].first != text) ++at;
    if (at == page_.marks.size()) { body_ += "<span class=\"mark\">" + escape_html(text) + "</span>"; return; }
    next_mark_ = at + 1;
    const std::string& behind = page_.marks[at].second;
    if (behind.empty()) body_ += "<span class=\"mark\">" + escape_html(text) + "</span>";
    else body_ += "<abbr class=\"mark\" title=\"" + escape_html(behind) + "\">" + escape_html(text) + "</abbr>";
  }

  static std::string literal(cmark_node* node) {
    const char* text = cmark_node_get_literal(node);
    return text == nullptr ? "" : text;
  }
  void inlines(cmark_node* node) {
    for (cmark_node* child = cmark_node_first_child(node); child != nullptr; child = cmark_node_next(child)) {
      switch (cmark_node_get_type(child)) {
        case CMARK_NODE_SOFTBREAK: body_ += '\n'; continue;
        case CMARK_NODE_LINEBREAK: body_ += "<br>\n"; continue;
        default: break;
      }
      const std::string_view type = type_of(child);
      if (type == "text") body_ += escape_html(literal(child));
      else if (type == "code") body_ += "<code>" + escape_html(literal(child)) + "</code>";
      else if (type == "strong") { body_ += "<strong>"; inlines(child); body_ += "</strong>"; }
      else if (type == "emph") { body_ += "<em>"; inlines(child); body_ += "</em>"; }
      else if (type != "html_inline") inlines(child);  // a link's or picture's words without its address
    }
  }

  const Page& page_;
  std::string body_, title_, heading_;
  std::vector<std::pair<std::string, std::string>> sections_;
  std::set<std::string> ids_ = {"main"}, labels_;
  size_t next_mark_ = 0;
  bool in_section_ = false;
};

}  // namespace

std::string print_page(const Page& page) { return Printer(page).print(); }

}  // namespace handraise
