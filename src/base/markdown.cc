#include "base/markdown.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace handraise {
namespace {

bool is_word(unsigned char c) { return std::isalnum(c) != 0 || c >= 0x80; }

// U+E000 and U+E001 mark the From cells while a pack is written; nobody else may use them.
bool is_marker(std::string_view text, size_t at) {
  return at + 2 < text.size() && text[at] == '\xEE' && text[at + 1] == '\x80' && (text[at + 2] == '\x80' || text[at + 2] == '\x81');
}

// Invisible characters that turn the direction of what follows: "gnp.exe" for "exe.png".
bool is_turner(std::string_view text, size_t at) {
  if (at + 2 >= text.size() || text[at] != '\xE2') return false;
  const unsigned char second = static_cast<unsigned char>(text[at + 1]), third = static_cast<unsigned char>(text[at + 2]);
  return (second == 0x80 && (third == 0x8E || third == 0x8F || (third >= 0xAA && third <= 0xAE))) || (second == 0x81 && third >= 0xA6 && third <= 0xA9);
}

// "+4 pp", "-3.5 %": a figure with its sign. No operator, no cell, no call.
bool is_number_with_unit(std::string_view text) {
  if (text.size() < 2 || (text[0] != '+' && text[0] != '-') || std::isdigit(static_cast<unsigned char>(text[1])) == 0) return false;
  size_t at = 1;
  while (at < text.size() && (std::isdigit(static_cast<unsigned char>(text[at])) != 0 || text[at] == '.' || text[at] == ',')) ++at;
  const std::string_view unit = trim(text.substr(at));
  return unit.size() <= 4 && std::all_of(unit.begin(), unit.end(), [](unsigned char c) { return std::isalpha(c) != 0 || c == '%'; });
}

}  // namespace

std::string escape_markdown(std::string_view raw) {
  const std::string repaired = is_utf8(raw) ? std::string() : repair_utf8(raw);
  const std::string_view text = trim(repaired.empty() ? raw : std::string_view(repaired));
  std::string out;
  out.reserve(text.size() + 16);
  for (size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const unsigned char u = static_cast<unsigned char>(c);
    if (is_marker(text, at) || is_turner(text, at)) { at += 2; continue; }
    if (c == '\n' || c == '\r' || c == '\t') {
      if (!out.empty() && out.back() != ' ') out += ' ';
      continue;
    }
    if (u < 0x20 || u == 0x7F) continue;
    bool escape = false;
    switch (c) {
      case '\\': case '`': case '*': case '[': case ']': case '<': case '>': case '|': case '~': escape = true; break;
      case '_': {  // inside a word it is only a letter
        const bool inside = at > 0 && at + 1 < text.size() && is_word(static_cast<unsigned char>(text[at - 1])) && is_word(static_cast<unsigned char>(text[at + 1]));
        escape = !inside;
        break;
      }
      case '&': {  // &lt; and &#60; would be entities
        const char next = at + 1 < text.size() ? text[at + 1] : ' ';
        escape = next == '#' || std::isalpha(static_cast<unsigned char>(next)) != 0;
        break;
      }
      case '=': case '@': case '+': case '-':                                       // a spreadsheet would compute it: an apostrophe makes it text
        if (out.empty() && !is_number_with_unit(text)) out += '\'';
        break;
      case '#': escape = out.empty(); break;                                          // a heading
      case '!': escape = at + 1 < text.size() && text[at + 1] == '['; break;
      case ':': escape = text.substr(at).starts_with("://"); break;                   // an address that would become a link
      case '.': {
        const bool www = at >= 3 && lower_ascii(text.substr(at - 3, 3)) == "www";
        bool number = !out.empty();                                                   // "1." begins a list
        for (const char before : out) number = number && std::isdigit(static_cast<unsigned char>(before)) != 0;
        const bool list = at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\t';
        escape = www || (number && list);
        break;
      }
      case ')': {
        bool number = !out.empty();
        for (const char before : out) number = number && std::isdigit(static_cast<unsigned char>(before)) != 0;
        escape = number && (at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\t');
        break;
      }
      default: break;
    }
    if (escape) out += '\\';
    out += c;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    }
  }
  return out;
}

}  // namespace handraise
