#include "events/domain.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include <idn2.h>
#include <libpsl.h>

#include "base/text.h"

namespace handraise {
namespace {

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
    // As names are registered: lower case, composed, wide forms narrow, in Punycode (UTS 46, not transitional: straße keeps its ß).
    char* ascii = nullptr;
    if (idn2_to_ascii_8z(text.c_str(), &ascii, IDN2_NONTRANSITIONAL) != IDN2_OK) return std::nullopt;
    text = lower_ascii(ascii);
    idn2_free(ascii);
  }
  if (!text.empty() && text.back() == '.') text.pop_back();
  std::string normal;
  for (const std::string_view label : split(text, '.')) {
    if (label.empty()) return std::nullopt;
    for (const char c : label) {
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_')) return std::nullopt;
    }
    if (!normal.empty()) normal += '.';
    normal += label;
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
