// Small things about text that every room needs. All text is UTF-8; functions never fail on bytes that are not.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace handraise {

std::string_view trim(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);  // keeps empty pieces
std::string join(const std::vector<std::string>& pieces, std::string_view separator);
std::string join_words(const std::vector<std::string>& pieces, std::string_view last = "and");  // "a, b and c"
std::string lower_ascii(std::string_view text);
std::string upper_first(std::string_view text);
std::string replace_all(std::string text, std::string_view from, std::string_view to);
bool contains(std::string_view text, std::string_view part);

// Number of characters (code points; an invalid byte counts as one).
size_t count_characters(std::string_view text);
bool is_utf8(std::string_view text);
std::string repair_utf8(std::string_view text);  // invalid bytes become U+FFFD; ASCII controls save \n and \t go
// For a terminal: what would move its cursor or turn its text around (control characters, marks of direction) is spelt, \x1b or \u{202e}, and
// invalid bytes become U+FFFD. Line ends and tabs too, unless `keep_lines`.
std::string escape_controls(std::string_view text, bool keep_lines = false);
// The word of `known` nearest to `word` (edit distance at most a third of its length, at least 1), or "".
std::string nearest_word(std::string_view word, const std::vector<std::string>& known);
// Words as a reader counts them: runs of characters between blanks that hold a letter or a digit.
size_t count_words(std::string_view text);
// "an account", "a user", "an SDR", "a CSM": by the sound of the first letter, of an abbreviation by the letter's name.
std::string with_article(std::string_view word);

// The shortest decimal that reads back as the same double: 0.1, 20, 0.031; never an exponent for |x| in [1e-6, 1e15).
std::string print_number(double value);
// `decimals` fixed places, half away from zero, no "-0".
std::string print_fixed(double value, int decimals);
// Whole number with thousands commas: 12,400.
std::string print_count(double value);
std::string print_percent(double share, int decimals = 0);  // 0.031, 1 -> "3.1 %"

// 64-bit FNV-1a: stable across machines; no protection against adversaries.
uint64_t hash_text(std::string_view text);

}  // namespace handraise
