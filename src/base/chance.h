// Chance that is the same on every machine: whole numbers from a seed, and nothing else.
#pragma once

#include <cstdint>

namespace handraise {

// SplitMix64 (G. L. Steele and others, 2014).
class Chance {
 public:
  explicit Chance(uint64_t seed) : state_(seed) {}
  uint64_t next() {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  // Evenly in [0, n), n > 0; the tilt of the remainder is under n / 2^64.
  uint64_t below(uint64_t n) { return next() % n; }
  // Evenly in [0, 1), in steps of 2^-53.
  double share() { return static_cast<double>(next() >> 11) * 0x1p-53; }

 private:
  uint64_t state_;
};

}  // namespace handraise
