#include "base/sip_hash.h"

#include <bit>

namespace handraise {
namespace {

// Little-endian, `count` up to 8 bytes.
uint64_t word(const uint8_t* bytes, size_t count) {
  uint64_t value = 0;
  for (size_t i = 0; i < count; ++i) value |= static_cast<uint64_t>(bytes[i]) << (8 * i);
  return value;
}

struct State {
  uint64_t a, b, c, d;
  void rounds(int count) {
    while (count-- > 0) {
      a += b, b = std::rotl(b, 13) ^ a, a = std::rotl(a, 32);
      c += d, d = std::rotl(d, 16) ^ c;
      a += d, d = std::rotl(d, 21) ^ a;
      c += b, b = std::rotl(b, 17) ^ c, c = std::rotl(c, 32);
    }
  }
  void take(uint64_t block) { d ^= block, rounds(2), a ^= block; }
};

}  // namespace

uint64_t sip_hash(const HashKey& key, std::string_view message) {
  const uint64_t low = word(key.data(), 8), high = word(key.data() + 8, 8);
  State state{low ^ 0x736f6d6570736575u, high ^ 0x646f72616e646f6du, low ^ 0x6c7967656e657261u, high ^ 0x7465646279746573u};
  const auto* bytes = reinterpret_cast<const uint8_t*>(message.data());
  size_t left = message.size();
  for (; left >= 8; left -= 8, bytes += 8) state.take(word(bytes, 8));
  state.take(word(bytes, left) | static_cast<uint64_t>(message.size() & 0xFF) << 56);
  state.c ^= 0xFF;
  state.rounds(4);
  return state.a ^ state.b ^ state.c ^ state.d;
}

}  // namespace handraise
