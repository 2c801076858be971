#include "brief/token.h"

#include <cstdint>
#include <utility>

#include "brief/lexicon.h"

namespace handraise {
namespace {

// One code point at `i`; invalid bytes count as themselves. `text` was checked to be UTF-8.
uint32_t point_at(std::string_view text, size_t i, size_t* length) {
  const unsigned char c = static_cast<unsigned char>(text[i]);
  size_t n = c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
  if (i + n > text.size()) n = 1;
  uint32_t point = n == 1 ? c : n == 2 ? c & 0x1Fu : n == 3 ? c & 0x0Fu : c & 0x07u;
  for (size_t k = 1; k < n; ++k) point = (point << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
  *length = n;
  return point;
}

// Latin letters without their accents, for the range U+00C0 to U+017F.
std::string_view plain_letter(uint32_t point) {
  static constexpr std::string_view kLatin1[] = {
      "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", "d", "n", "o", "o", "o", "o", "o", "x", "o", "u", "u", "u", "u", "y", "th", "ss",
      "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", "d", "n", "o", "o", "o", "o", "o", "/", "o", "u", "u", "u", "u", "y", "th", "y"};
  if (point >= 0xC0 && point <= 0xFF) return kLatin1[point - 0xC0];
  static constexpr std::string_view kExtended = "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllln"
                                                "nnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
  if (point >= 0x100 && point <= 0x17F && point - 0x100 < kExtended.size()) return kExtended.substr(point - 0x100, 1);
  return "";
}

bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }
bool is_letter(uint32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= 0xC0 && c != 0xD7 && c != 0xF7 && c < 0x2000) || (c >= 0x2C00 && c < 0xFE00) || c == 0xAA || c == 0xBA;
}
bool is_capital(uint32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7); }
bool is_dash(uint32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }
bool is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC; }
bool is_space(uint32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x202F || c == 0x2009 || c == 0x200B || c == 0xFEFF || c < 0x20; }

struct Scanner {
  std::string_view text;
  size_t end;
  uint32_t at(size_t i, size_t* length = nullptr) const {
    size_t n = 1;
    if (i >= end) {
      if (length) *length = 0;
      return 0;
    }
    const uint32_t point = point_at(text, i, &n);
    if (length) *length = n;
    return point;
  }
  size_t digits(size_t i) const {
    size_t n = 0;
    while (i + n < end && is_digit(static_cast<unsigned char>(text[i + n]))) ++n;
    return n;
  }
};

struct Multiplier { std::string_view suffix; double factor; };
constexpr Multiplier kMultipliers[] = {{"k", 1e3}, {"K", 1e3}, {"M", 1e6}, {"m", 1e6}, {"mn", 1e6}, {"mm", 1e6}, {"MM", 1e6}, {"bn", 1e9}, {"B", 1e9}};

// Whether the word at `i` belongs to a key: letters, then a quotation mark and a colon.
bool key_ahead(const Scanner& scan, size_t i) {
  size_t length = 1;
  for (int letters = 0; is_letter(scan.at(i, &length)) || is_digit(scan.at(i, &length)); i += length)
    if (++letters > 40) return false;
  return scan.at(i) == '"' && (scan.at(i + 1) == ':' || (scan.at(i + 1) == ' ' && scan.at(i + 2) == ':'));
}

// "R129", "EUR14": letters of a currency that a figure follows at once; 0: there are none.
size_t currency_length(const Scanner& scan, size_t i) {
  for (const std::string_view code : {"EUR", "USD", "GBP", "CHF", "CAD", "AUD", "ZAR", "INR", "SEK", "NOK", "DKK", "PLN", "BRL", "NZD", "SGD", "Rs", "kr", "R"})
    if (scan.text.substr(i).starts_with(code) && scan.digits(i + code.size()) >= (code.size() == 1 ? 2u : 1u)) return code.size();
  return 0;
}

// Reads the number at `i` (a digit); returns where it ends.
size_t read_number_at(const Scanner& scan, size_t i, Token* token) {
  std::string whole, decimals;
  size_t n = scan.digits(i);
  // 2,20,000: as Indians group, pairs and then three.
  if (n <= 2) {
    size_t k = i + n;
    std::string grouped = std::string(scan.text.substr(i, n));
    while (scan.at(k) == ',' && scan.digits(k + 1) == 2) {
      grouped += scan.text.substr(k + 1, 2);
      k += 3;
    }
    if (k > i + n && scan.at(k) == ',' && scan.digits(k + 1) == 3) {
      token->value = std::stod(grouped + std::string(scan.text.substr(k + 1, 3)));
      return k + 4;
    }
  }
  whole = std::string(scan.text.substr(i, n));
  size_t j = i + n;
  bool grouped = false;
  while (j < scan.end) {
    size_t length = 0;
    const uint32_t c = scan.at(j, &length);
    const size_t next = scan.digits(j + length);
    const bool three = next == 3;
    const bool room = grouped || (whole.size() <= 3 && whole != "0");
    if ((c == ',' || c == '.') && next > 0) {
      // Three digits after the sign are thousands, unless a percent sign follows ("3.125 %").
      size_t after = j + length + next;
      while (after < scan.end && is_space(scan.at(after))) ++after;
      if (three && room && scan.at(after) != '%') {
        whole += scan.text.substr(j + length, 3);
        grouped = true;
        j += length + 3;
        continue;
      }
      size_t k = j + length + next;
      const uint32_t follow = scan.at(k);
      if (c == '.' && (follow == '.' && scan.digits(k + 1) > 0)) return k;   // 1.2.3: a version, read as its first part
      decimals = std::string(scan.text.substr(j + length, next));
      j = k;
      break;
    }
    if ((is_apostrophe(c) || c == 0xA0 || c == 0x202F || c == 0x2009 || c == ' ') && three && room && whole.size() <= 9 &&
        !is_letter(scan.at(j + length + 3)) && !is_digit(scan.at(j + length + 3))) {
      whole += scan.text.substr(j + length, 3);
      grouped = true;
      j += length + 3;
      continue;
    }
    break;
  }
  double value = 0;
  for (char c : whole) value = value * 10 + (c - '0');
  double scale = 0.1;
  for (char c : decimals) {
    value += (c - '0') * scale;
    scale /= 10;
  }
  if (!decimals.empty()) value = std::stod((whole.size() > 15 ? "0" : whole) + "." + decimals.substr(0, 12));
  // 49.- and 49,-
  if (decimals.empty() && (scan.at(j) == '.' || scan.at(j) == ',') && is_dash(scan.at(j + 1)) && !is_digit(scan.at(j + 2))) {
    size_t length = 0;
    scan.at(j + 1, &length);
    j += 1 + length;
  }
  size_t letters = j;
  size_t length = 1;
  while (letters < scan.end && is_letter(scan.at(letters, &length))) letters += length;
  const std::string_view suffix = scan.text.substr(j, letters - j);
  for (const Multiplier& multiplier : kMultipliers)
    if (suffix == multiplier.suffix) {
      value *= multiplier.factor;
      j = letters;
      break;
    }
  token->value = value;
  return j;
}

}  // namespace

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0, n = 1; i < text.size(); i += n) {
    const uint32_t c = point_at(text, i, &n);
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c + 32);
    else if (c < 0x80) out += static_cast<char>(c);
    else if (is_apostrophe(c)) out += '\'';
    else if (const std::string_view plain = plain_letter(c); !plain.empty()) out += plain;
    else out.append(text, i, n);
  }
  return out;
}

std::string stem(std::string_view folded) {
  std::string_view word = folded;
  if (word.size() >= 4 && word.size() <= 8 && (word.ends_with("nt") || word.ends_with("re") || word.ends_with("ve") || word.ends_with("m")))
    for (const auto& [bare, full] : {std::pair<std::string_view, std::string_view>{"dont", "don't"}, {"cant", "can't"}, {"doesnt", "doesn't"}, {"isnt", "isn't"}, {"arent", "aren't"}, {"wont", "won't"}, {"didnt", "didn't"}, {"havent", "haven't"}, {"hasnt", "hasn't"},
                                     {"wasnt", "wasn't"}, {"shouldnt", "shouldn't"}, {"couldnt", "couldn't"}, {"mustnt", "mustn't"}, {"theyre", "they're"}, {"youre", "you're"}, {"weve", "we've"}})
      if (word == bare) return std::string(full);
  if (word.ends_with("'s")) word.remove_suffix(2);
  else if (word.ends_with("s'")) word.remove_suffix(1);
  if (word.size() > 4 && word.ends_with("ies")) return std::string(word.substr(0, word.size() - 3)) + "y";
  if (word.size() > 2 && word.back() == 's' && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is") && !(word.size() == 3 && word[1] == 'a'))
    return std::string(word.substr(0, word.size() - 1));
  return std::string(word);
}

std::vector<Token> read_tokens(std::string_view text, size_t begin, size_t end) {
  std::vector<Token> tokens;
  const Scanner scan{text, end};
  bool glue = false;
  for (size_t i = begin; i < end;) {
    size_t length = 1;
    const uint32_t c = scan.at(i, &length);
    if (is_space(c) || (c == '_' && !tokens.empty() && tokens.back().end == i && key_ahead(scan, i))) {
      i += length;
      glue = false;
      continue;
    }
    Token token;
    token.begin = i;
    token.glued = glue;
    glue = true;
    const bool after_letter = token.glued && !tokens.empty() && tokens.back().end == i && tokens.back().kind == Token::Kind::word && currency_length(scan, tokens.back().begin) == 0;
    if (is_digit(c) && !after_letter) {
      token.kind = Token::Kind::number;
      i = read_number_at(scan, i, &token);
      token.end = i;
      token.text = std::string(text.substr(token.begin, i - token.begin));
      token.stem = token.text;
    } else if (is_letter(c) || is_digit(c)) {
      token.capital = is_capital(c);
      int capitals = 0;
      const size_t money = currency_length(scan, i);
      while (i < end && (money == 0 || i < token.begin + money)) {
        const uint32_t d = scan.at(i, &length);
        const bool inner = is_apostrophe(d) && is_letter(scan.at(i + length)) && i > token.begin;
        const bool e_mail = d == '-' && i == token.begin + 1 && (text[token.begin] == 'e' || text[token.begin] == 'E') && is_letter(scan.at(i + 1));
        if (!is_letter(d) && !is_digit(d) && !inner && !e_mail) break;
        if (d == '_' && i > token.begin && key_ahead(scan, i)) break;   // "signals_tracked": the words of a key
        i += length;
        if (is_capital(d)) ++capitals;
      }
      token.upper = capitals > 1;
      token.end = i;
      token.text = fold(text.substr(token.begin, i - token.begin));
      if (token.text.size() > 2 && token.text[1] == '-') token.text.erase(1, 1);   // e-mail is email
      token.stem = stem(token.text);
    } else {
      token.kind = Token::Kind::sign;
      const uint32_t before = i > begin ? static_cast<unsigned char>(text[i - 1]) : ' ';
      const uint32_t after = scan.at(i + length);
      i += length;
      token.end = i;
      if ((is_dash(c) || c == '=') && after == '>') {
        token.text = "->";
        ++i;
        token.end = i;
      } else if (is_dash(c)) {
        const bool left = before != ' ' && before != '\t' && before != '\n' && token.glued;
        if (left && (is_letter(after) || is_digit(after))) {
          const bool numbers = !tokens.empty() && tokens.back().kind == Token::Kind::number && (is_digit(after) || after == '$');
          if (!numbers && c == '-') continue;   // a hyphen inside a word
          if (!numbers && c != 0x2014) { if (c == 0x2010 || c == 0x2011) continue; }
          token.text = numbers ? "-" : "--";
        } else {
          if (left && !(is_letter(after) || is_digit(after)) && !is_space(after) && after != 0) { token.text = "-"; }
          else token.text = left && c == '-' ? "-" : "--";
          if (is_digit(after) && !left) token.text = "-";
          // 200 – 2,000
          if (!left && !tokens.empty() && tokens.back().kind == Token::Kind::number) {
            size_t k = i;
            while (k < end && is_space(scan.at(k))) ++k;
            if (is_digit(scan.at(k))) token.text = "-";
          }
        }
      } else if (c < 0x80) {
        token.text = std::string(1, static_cast<char>(c));
      } else if (c == 0x2192 || c == 0x21D2) {
        token.text = "->";
      } else if (c == 0x201C || c == 0x201D || c == 0x201E || c == 0xAB || c == 0xBB) {
        token.text = "\"";
      } else {
        token.text = std::string(text.substr(token.begin, length));
      }
      token.stem = token.text;
    }
    tokens.push_back(std::move(token));
  }
  return tokens;
}

}  // namespace handraise
