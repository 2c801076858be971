#include "motion/mistakes.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"

namespace handraise {
namespace {

constexpr size_t kErrorsMax = 50;
constexpr int kExcerptColumns = 160;

}  // namespace

std::string nearest_hint(std::string_view word, const std::vector<std::string>& known) {
  const std::string near = nearest_word(word, known);
  return near.empty() ? "" : "did you mean '" + near + "'?";
}

std::string choices(const std::vector<std::string>& words) {
  constexpr size_t kWordsMax = 12;
  if (words.size() <= kWordsMax) return join_words(words, "or");
  return join(std::vector<std::string>(words.begin(), words.begin() + kWordsMax), ", ") + ", …";
}

std::string quoted_word(std::string_view word) {
  std::string out = "'";
  size_t characters = 0;
  for (size_t i = 0; i < word.size();) {
    if (characters++ == 60) {
      out += "…";
      break;
    }
    size_t end = i + 1;
    while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0u) == 0x80u) ++end;
    const unsigned char c = static_cast<unsigned char>(word[i]);
    if (c < 0x20 || c == 0x7F) out += ' ';
    else out.append(word, i, end - i);
    i = end;
  }
  return out + "'";
}

std::string described(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::null: return "nothing";
    case YamlNode::Kind::list: return "a list";
    case YamlNode::Kind::map: return "a map";
    case YamlNode::Kind::scalar: break;
  }
  return (node.quoted ? "the text " : "") + quoted_word(node.text);
}

Errors finish_errors(Errors errors, std::string_view text) {
  const auto key = [](const Error& error) { return std::tie(error.where.line, error.where.column); };
  std::stable_sort(errors.begin(), errors.end(), [&](const Error& a, const Error& b) { return key(a) < key(b); });
  const auto same = [&](const Error& a, const Error& b) { return key(a) == key(b) && a.message == b.message; };
  errors.erase(std::unique(errors.begin(), errors.end(), same), errors.end());
  if (errors.size() > kErrorsMax) {
    const size_t more = errors.size() - kErrorsMax;
    const std::string file = errors.front().where.file;
    errors.resize(kErrorsMax);
    errors.push_back({"and " + std::to_string(more) + (more == 1 ? " mistake more" : " mistakes more"), {file, 0, 0}, "", ""});
  }
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  for (Error& error : errors)
    if (error.excerpt.empty() && error.where.line > 0 && error.where.column <= kExcerptColumns) error.excerpt = line_of(text, error.where.line);
  return errors;
}

}  // namespace handraise
