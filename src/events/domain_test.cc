#include "events/domain.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

namespace handraise {
namespace {

TEST(Domain, HasOneForm) {
  EXPECT_EQ(normal_domain("Mail.ACME.co.uk."), "mail.acme.co.uk");
  EXPECT_EQ(normal_domain(" acme.com "), "acme.com");
  EXPECT_EQ(normal_domain("localhost"), "localhost");
}

TEST(Domain, InternationalNamesAreTheSameInBothSpellings) {
  EXPECT_EQ(normal_domain("münchen.de"), "xn--mnchen-3ya.de");
  EXPECT_EQ(normal_domain("MÜNCHEN.DE"), "xn--mnchen-3ya.de");
  EXPECT_EQ(normal_domain("xn--mnchen-3ya.de"), "xn--mnchen-3ya.de");
  EXPECT_EQ(normal_domain("例え.テスト"), "xn--r8jz45g.xn--zckzah");  // RFC 3492 by way of IANA's test names
}

TEST(Domain, InternationalNamesAreComposedNarrowedAndKeepTheirLetters) {
  EXPECT_EQ(normal_domain("mu\u0308nchen.de"), "xn--mnchen-3ya.de");  // a u and its dots apart
  EXPECT_EQ(normal_domain("ＡＣＭＥ．ｃｏｍ"), "acme.com");
  EXPECT_EQ(normal_domain("acme。com"), "acme.com");
  EXPECT_EQ(normal_domain("straße.de"), "xn--strae-oqa.de");
  EXPECT_EQ(normal_domain("ΑΣ.gr"), "xn--mxa0b.gr");
  EXPECT_EQ(normal_domain("ας.gr"), "xn--mxa8a.gr");
  EXPECT_EQ(normal_domain("müller_dev.example."), "xn--mller_dev-q9a.example");
  EXPECT_EQ(normal_domain("a\u200bb.com"), "ab.com");  // a mark that nobody sees
  EXPECT_EQ(registrable_domain(*email_domain("ann@post.münchen.co.uk")), "xn--mnchen-3ya.co.uk");
  for (const char* text : {"i\u2764.ws", "a\u202eb.com", "-ü.com", "\u0300a.com", "ü..com", "ü.[1.2.3.4]", "xn--ü.com"}) EXPECT_FALSE(normal_domain(text)) << text;
}

TEST(Domain, WhatCannotBeOneIsNone) {
  for (const char* text : {"", ".", "..", "a..b", ".a", "a b.com", "a,b.com", "acme.com>", "a/b", "[acme.com]", "[]", "\xff.com"}) EXPECT_FALSE(normal_domain(text)) << text;
  EXPECT_FALSE(normal_domain(std::string(300, 'a')));
}

TEST(Domain, OfAnAddressFollowsItsLastAt) {
  EXPECT_EQ(email_domain("ann@acme.com"), "acme.com");
  EXPECT_EQ(email_domain("\"a@b\"@acme.com"), "acme.com");
  EXPECT_EQ(email_domain("ann@"), std::nullopt);
  EXPECT_EQ(email_domain("ann"), std::nullopt);
}

TEST(Domain, RegistrableIsWhatACompanyRegistered) {
  EXPECT_EQ(registrable_domain("mail.acme.co.uk"), "acme.co.uk");
  EXPECT_EQ(registrable_domain("shop.github.io"), "shop.github.io");  // private section
  EXPECT_EQ(registrable_domain("a.b.customer.example"), "customer.example");
  EXPECT_EQ(registrable_domain("www.xn--mnchen-3ya.de"), "xn--mnchen-3ya.de");
}

TEST(Domain, WithoutARegistrableOneIsItsOwn) {
  for (const char* text : {"co.uk", "github.io", "localhost", "192.0.2.1"}) EXPECT_EQ(registrable_domain(text), text);
  EXPECT_EQ(registrable_domain(*email_domain("root@[192.0.2.1]")), "192.0.2.1");
  EXPECT_EQ(registrable_domain(*email_domain("root@[IPv6:2001:DB8::1]")), "2001:db8::1");
  EXPECT_EQ(normal_domain("2001:db8::1"), "2001:db8::1");  // its own normal form
}

TEST(Domain, TheBundledListHoldsRealProvidersOnceEach) {
  std::ifstream stream(HANDRAISE_SOURCE_DIR "/playbooks/personal_domains.txt");
  const std::string text(std::istreambuf_iterator<char>(stream), {});
  const auto domains = parse_domain_list(text);
  EXPECT_GE(domains.size(), 150u);
  for (const char* each : {"gmail.com", "gmx.de", "qq.com", "proton.me", "icloud.com"}) EXPECT_TRUE(std::binary_search(domains.begin(), domains.end(), each)) << each;
  size_t lines = 0;
  for (size_t i = 0; i < text.size();) {
    const size_t end = std::min(text.find('\n', i), text.size());
    if (end > i && text[i] != '#') ++lines;
    i = end + 1;
  }
  EXPECT_EQ(lines, domains.size()) << "a domain stands twice, or is none";
}

}  // namespace
}  // namespace handraise
