#include "base/sip_hash.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace handraise {
namespace {

// The vectors that its authors publish beside their code: key 00 01 … 0f, messages of the first n bytes 00 01 02 …; the one of 15 bytes is worked
// through in appendix A of the paper.
TEST(SipHash, GivesThePublishedVectors) {
  HashKey key;
  std::string message;
  for (uint8_t i = 0; i < 16; ++i) key[i] = i;
  const std::vector<uint64_t> published = {0x726fdb47dd0e0e31, 0x74f839c593dc67fd, 0x0d6c8009d9a94f5a, 0x85676696d7fb7e2d, 0xcf2794e0277187b7,
                                           0x18765564cd99a68d, 0xcbc9466e58fee3ce, 0xab0200f58b01d137, 0x93f5f5799a932462};
  for (const uint64_t hash : published) {
    EXPECT_EQ(sip_hash(key, message), hash) << message.size();
    message += static_cast<char>(message.size());
  }
  while (message.size() < 15) message += static_cast<char>(message.size());
  EXPECT_EQ(sip_hash(key, message), 0xa129ca6149be45e5u);
}

TEST(SipHash, DependsOnEveryByteOfKeyAndMessage) {
  const HashKey key{};
  const std::string message(40, 'a');
  const uint64_t hash = sip_hash(key, message);
  for (size_t i = 0; i < message.size(); ++i) {
    std::string other = message;
    other[i] = 'b';
    EXPECT_NE(sip_hash(key, other), hash) << i;
  }
  for (size_t i = 0; i < key.size(); ++i) {
    HashKey other = key;
    other[i] = 1;
    EXPECT_NE(sip_hash(other, message), hash) << i;
  }
  EXPECT_NE(sip_hash(key, "\xFF"), sip_hash(key, "\x7F"));
}

}  // namespace
}  // namespace handraise
