// A keyed hash that nobody without the key can steer: SipHash-2-4 (J.-P. Aumasson, D. J. Bernstein, 2012). The same on every machine.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace handraise {

using HashKey = std::array<uint8_t, 16>;
uint64_t sip_hash(const HashKey& key, std::string_view message);

}  // namespace handraise
