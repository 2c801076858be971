#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "pack/pack.h"
#include "pack/part.h"

namespace handraise {
namespace {

// Whether the run holds a letter or a digit: × ÷ – → ≥ · “ alone are no words. All of these lie in U+00A0–00BF, U+00D7, U+00F7, U+2000–2BFF.
bool is_word_run(std::string_view run) {
  for (size_t at = 0; at < run.size(); ++at) {
    const unsigned char c = static_cast<unsigned char>(run[at]);
    if (c < 0x80) {
      if (std::isalnum(c) != 0) return true;
      continue;
    }
    const unsigned char next = at + 1 < run.size() ? static_cast<unsigned char>(run[at + 1]) : 0;
    if (c == 0xC2 || (c == 0xC3 && (next == 0x97 || next == 0xB7))) { ++at; continue; }
    if (c == 0xE2 && next >= 0x80 && next <= 0xAF) { at += 2; continue; }
    return true;
  }
  return false;
}

}  // namespace

std::string code_span(std::string_view text) {
  for (const char c : text) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view(" _.:/-()").find(c) != std::string_view::npos;
    if (!plain) return escape_markdown(text);
  }
  const std::string_view inside = trim(text);
  if (inside.starts_with('-')) return escape_markdown(inside);  // code is pasted into a sheet without its backticks
  return inside.empty() ? std::string() : "`" + std::string(inside) + "`";
}

size_t count_pack_words(std::string_view markdown) {
  size_t words = 0;
  for (std::string_view line : split(markdown, '\n')) {
    line = trim(line);
    if (line == kGateHeading) break;
    if (line.starts_with("<!--")) continue;
    for (size_t at = 0; at < line.size();) {
      const size_t end = std::min(line.find_first_of(" |\t", at), line.size());
      if (is_word_run(line.substr(at, end - at))) ++words;
      at = end + 1;
    }
  }
  return words;
}

std::vector<std::pair<std::string, size_t>> count_part_words(std::string_view markdown) {
  std::vector<std::pair<std::string, size_t>> parts;
  std::string section;
  std::string heading = "1";
  const auto close = [&] {
    if (!section.empty()) parts.emplace_back(heading, count_pack_words(section));
    section.clear();
  };
  for (const std::string_view line : split(markdown, '\n')) {
    if (line.starts_with("## ")) {
      close();
      if (trim(line) == kGateHeading) return parts;
      heading = std::string(trim(line.substr(3)));
    } else if (line.starts_with("# ")) {
      heading = "Page 1";
    }
    section.append(line).append("\n");
  }
  close();
  return parts;
}

}  // namespace handraise
