#include "events/domain.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include <libpsl.h>

#include "base/text.h"

namespace handraise {
namespace {

// Code points of UTF-8; nothing when it is not.
std::optional<std::u32string> code_points(std::string_view text) {
  if (!is_utf8(text)) return std::nullopt;
  std::u32string points;
  for (size_t i = 0; i < text.size();) {
    const unsigned char lead = static_cast<unsigned char>(text[i]);
    const size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t point = lead < 0x80 ? lead : lead & (0x7Fu >> length);
    for (size_t k = 1; k < length; ++k) point = (point << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
    points.push_back(point);
    i += length;
  }
  return points;
}

// A label in Punycode, after RFC 3492, section 6.3.
std::string punycode(const std::u32string& label) {
  constexpr uint32_t kBase = 36, kMin = 1, kMax = 26, kSkew = 38, kDamp = 700;
  std::string out;
  for (const char32_t point : label) {
    if (point < 0x80) out += static_cast<char>(point);
  }
  uint32_t handled = static_cast<uint32_t>(out.size());
  const uint32_t basic = handled;
  if (basic > 0) out += '-';
  uint32_t next = 0x80, delta = 0, bias = 72;
  while (handled < label.size()) {
    uint32_t smallest = 0x110000;
    for (const char32_t point : label) {
      if (point >= next && point < smallest) smallest = point;
    }
    delta += (smallest - next) * (handled + 1);
    next = smallest;
    for (const char32_t point : label) {
      if (point < next) ++delta;
      if (point != next) continue;
      uint32_t rest = delta;
      for (uint32_t k = kBase;; k += kBase) {
        const uint32_t threshold = k <= bias ? kMin : k >= bias + kMax ? kMax : k - bias;
        const uint32_t digit = rest < threshold ? rest : threshold + (rest - threshold) % (kBase - threshold);
        out += static_cast<char>(digit < 26 ? 'a' + digit : '0' + (digit - 26));
        if (rest < threshold) break;
        rest = (rest - threshold) / (kBase - threshold);
      }
      delta = handled == basic ? delta / kDamp : delta / 2;
      delta += delta / (handled + 1);
      bias = 0;
      while (delta > ((kBase - kMin) * kMax) / 2) {
        delta /= kBase - kMin;
        bias += kBase;
      }
      bias += (kBase - kMin + 1) * delta / (delta + kSkew);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++next;
  }
  return out;
}

bool is_ip4(std::string_view domain) {
  const auto parts = split(domain, '.');
  return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
    return !part.empty() && part.size() <= 3 && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
           std::atoi(std::string(part).c_str()) <= 255;
  });
}

bool is_ip6(std::string_view domain) {
  return domain.find(':') != std::string_view::npos && domain.find_first_not_of("0123456789abcdef:.") == std::string_view::npos;
}

}  // namespace

std::optional<std::string> normal_domain(std::string_view domain) {
  domain = trim(domain);
  if (domain.size() > 1000 || !is_utf8(domain)) return std::nullopt;
  std::string text = lower_ascii(domain);
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') {  // an address literal: [192.0.2.1], [IPv6:2001:db8::1]
    text = text.substr(1, text.size() - 2);
    if (text.starts_with("ipv6:")) text = text.substr(5);
    return is_ip4(text) || is_ip6(text) ? std::optional(text) : std::nullopt;
  }
  if (is_ip6(text)) return text;
  if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
    char* lower = nullptr;  // lower case and composed, as names are registered
    if (psl_str_to_utf8lower(text.c_str(), "UTF-8", nullptr, &lower) != PSL_SUCCESS || !lower) return std::nullopt;
    text = lower;
    psl_free_string(lower);
    text = replace_all(std::move(text), "\xE3\x80\x82", ".");  // the ideographic full stop separates labels too
  }
  if (!text.empty() && text.back() == '.') text.pop_back();
  std::string normal;
  for (const std::string_view label : split(text, '.')) {
    if (label.empty()) return std::nullopt;
    const auto points = code_points(label);
    if (!points) return std::nullopt;
    bool ascii = true;
    for (const char32_t point : *points) {
      if (point >= 0x80) { ascii = false; continue; }
      const char c = static_cast<char>(point);
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_')) return std::nullopt;
    }
    if (!normal.empty()) normal += '.';
    normal += ascii ? std::string(label) : "xn--" + punycode(*points);
  }
  if (normal.empty() || normal.size() > 253) return std::nullopt;
  return normal;
}

std::optional<std::string> email_domain(std::string_view address) {
  const size_t at = address.rfind('@');
  return at == std::string_view::npos ? std::nullopt : normal_domain(address.substr(at + 1));
}

std::string registrable_domain(const std::string& normal) {
  if (is_ip4(normal) || is_ip6(normal)) return normal;
  const char* registrable = psl_registrable_domain(psl_builtin(), normal.c_str());
  return registrable ? registrable : normal;
}

std::vector<std::string> parse_domain_list(std::string_view text) {
  std::vector<std::string> domains;
  for (std::string_view line : split(text, '\n')) {
    line = trim(line.substr(0, line.find('#')));
    if (auto domain = normal_domain(line)) domains.push_back(std::move(*domain));
  }
  std::sort(domains.begin(), domains.end());
  domains.erase(std::unique(domains.begin(), domains.end()), domains.end());
  return domains;
}

}  // namespace handraise
