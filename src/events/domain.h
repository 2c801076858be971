// Domains of e-mail addresses, and which of them name a company.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handraise {

// A domain in its one form: lower case, no dot at the end, international names in ASCII (xn--…). An IP address stands without brackets.
// Nothing when it cannot be a domain (empty label, blank, sign, over 253 bytes).
std::optional<std::string> normal_domain(std::string_view domain);
// The normal domain of an address: what follows its last @.
std::optional<std::string> email_domain(std::string_view address);
// What a company would have registered, by the Public Suffix List built into libpsl, private section included: mail.acme.co.uk is acme.co.uk.
// A domain that has none (a suffix itself, a single label, an IP address) is its own. `normal` is in the normal form.
std::string registrable_domain(const std::string& normal);

// One domain a line, # starts a comment; the domains in normal form, sorted. Lines that are none are left out.
// For playbooks/personal_domains.txt: what `bundled` stands for in a motion's personal_domains.
std::vector<std::string> parse_domain_list(std::string_view text);

}  // namespace handraise
