#include "base/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace handraise {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f'; }

// Length in bytes of the well-formed character that starts at `i`, or 0.
size_t character_length(std::string_view text, size_t i) {
  const auto byte = [&](size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char first = byte(i);
  if (first < 0x80) return 1;
  size_t length = 0;
  uint32_t point = 0;
  if (first >= 0xC2 && first <= 0xDF) { length = 2; point = first & 0x1Fu; }
  else if (first >= 0xE0 && first <= 0xEF) { length = 3; point = first & 0x0Fu; }
  else if (first >= 0xF0 && first <= 0xF4) { length = 4; point = first & 0x07u; }
  else return 0;
  if (i + length > text.size()) return 0;
  for (size_t k = 1; k < length; ++k) {
    if ((byte(i + k) & 0xC0u) != 0x80u) return 0;
    point = (point << 6) | (byte(i + k) & 0x3Fu);
  }
  if (length == 3 && (point < 0x800 || (point >= 0xD800 && point <= 0xDFFF))) return 0;
  if (length == 4 && (point < 0x10000 || point > 0x10FFFF)) return 0;
  return length;
}

size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  size_t start = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || text[i] == separator) {
      pieces.push_back(text.substr(start, i - start));
      start = i + 1;
    }
  }
  return pieces;
}

std::string join(const std::vector<std::string>& pieces, std::string_view separator) {
  std::string out;
  for (size_t i = 0; i < pieces.size(); ++i) {
    if (i > 0) out += separator;
    out += pieces[i];
  }
  return out;
}

std::string join_words(const std::vector<std::string>& pieces, std::string_view last) {
  std::string out;
  for (size_t i = 0; i < pieces.size(); ++i) {
    if (i > 0) out += i + 1 == pieces.size() ? " " + std::string(last) + " " : ", ";
    out += pieces[i];
  }
  return out;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

std::string upper_first(std::string_view text) {
  std::string out(text);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  return out;
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  if (from.empty()) return text;
  std::string out;
  size_t start = 0;
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, start)) {
    out.append(text, start, at - start);
    out += to;
    start = at + from.size();
  }
  out.append(text, start);
  return out;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

size_t count_characters(std::string_view text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size(); ++count) i += std::max<size_t>(1, character_length(text, i));
  return count;
}

bool is_utf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const size_t length = character_length(text, i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

std::string repair_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const size_t length = character_length(text, i);
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (length == 0) {
      out += "\xEF\xBF\xBD";
      ++i;
      continue;
    }
    if (length > 1 || (c >= 0x20 && c != 0x7F) || c == '\n' || c == '\t') out.append(text, i, length);
    i += length;
  }
  return out;
}

std::string escape_controls(std::string_view text, bool keep_lines) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const size_t length = character_length(text, i);
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (length == 0) {
      out += "\xEF\xBF\xBD";
      ++i;
      continue;
    }
    const std::string_view character = text.substr(i, length);
    const auto within = [&](std::string_view first, std::string_view last) { return character.size() == first.size() && character >= first && character <= last; };
    if (keep_lines && (c == '\n' || c == '\t')) {
      out += character;
    } else if (c < 0x20 || c == 0x7F) {
      out += c == '\n' ? std::string("\\n") : c == '\t' ? std::string("\\t") : c == '\r' ? std::string("\\r") : std::string("\\x") + kDigits[c >> 4] + kDigits[c & 15];
    } else if (within("\xC2\x80", "\xC2\x9F") || within("\xE2\x80\x8E", "\xE2\x80\x8F") || within("\xE2\x80\xA8", "\xE2\x80\xAE") || within("\xE2\x81\xA6", "\xE2\x81\xA9")) {
      unsigned point = c & (length == 2 ? 0x1F : 0x0F);
      for (size_t k = 1; k < length; ++k) point = point << 6 | (static_cast<unsigned char>(character[k]) & 0x3F);
      std::string digits;
      for (; point != 0; point >>= 4) digits.insert(digits.begin(), kDigits[point & 15]);
      out += "\\u{" + digits + "}";
    } else {
      out += character;
    }
    i += length;
  }
  return out;
}

std::string nearest_word(std::string_view word, const std::vector<std::string>& known) {
  if (word.size() > 100) return "";
  const std::string wanted = lower_ascii(word);
  std::string best;
  size_t best_distance = std::max<size_t>(1, word.size() / 3) + 1;
  for (const std::string& candidate : known) {
    const size_t distance = edit_distance(wanted, lower_ascii(candidate));
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

size_t count_words(std::string_view text) {
  size_t words = 0;
  bool inside = false, counted = false;
  for (const char c : text) {
    if (is_blank(c)) { inside = false; continue; }
    if (!inside) { inside = true; counted = false; }
    const unsigned char u = static_cast<unsigned char>(c);
    const bool letter = (u >= 0xC3 && u != 0xE2) || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter && !counted) { ++words; counted = true; }
  }
  return words;
}

std::string print_number(double value) {
  if (value == 0) return "0";
  char buffer[64];
  const double size = std::fabs(value);
  const bool plain = size >= 1e-6 && size < 1e15;
  const auto [end, code] = plain ? std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed)
                                 : std::to_chars(buffer, buffer + sizeof buffer, value);
  return std::string(buffer, end);
}

std::string print_fixed(double value, int decimals) {
  double scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  // Decide on the shortest decimal form, so that 2.675 rounds as a reader of "2.675" expects.
  double scaled = value * scale;
  const double nearest = std::round(scaled);
  if (std::fabs(std::fabs(scaled - std::trunc(scaled)) - 0.5) < 1e-9) scaled = std::trunc(scaled) + (value < 0 ? -1 : 1);
  else scaled = nearest;
  const double rounded = scaled / scale;
  char buffer[400];
  const auto [end, code] = std::to_chars(buffer, buffer + sizeof buffer, rounded == 0 ? 0.0 : rounded, std::chars_format::fixed, decimals);
  return std::string(buffer, end);
}

std::string print_count(double value) {
  std::string digits = print_fixed(value, 0);
  const size_t sign = digits[0] == '-' ? 1 : 0;
  for (size_t i = digits.size(); i > sign + 3;) {
    i -= 3;
    digits.insert(i, ",");
  }
  return digits;
}

std::string print_percent(double share, int decimals) { return print_fixed(share * 100, decimals) + " %"; }

std::string with_article(std::string_view word) {
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const bool spelt = word.size() > 1 && capital(word[0]) && capital(word[1]);
  const bool you = !spelt && (word.rfind("user", 0) == 0 || word.rfind("uni", 0) == 0 || word.rfind("usage", 0) == 0 || word.rfind("one", 0) == 0);
  const std::string_view vowels = spelt ? "AEFHILMNORSX" : "aeiouAEIOU";
  const bool an = !word.empty() && !you && vowels.find(word[0]) != std::string_view::npos;
  return (an ? "an " : "a ") + std::string(word);
}

uint64_t hash_text(std::string_view text) {
  uint64_t hash = 14695981039346656037ull;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ull;
  }
  return hash;
}

}  // namespace handraise
