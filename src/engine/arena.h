// Memory in small pieces, given back to the arena and taken again; all of it is freed with the arena.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace handraise {

// Not thread-safe. Pieces are aligned to 8 bytes.
class Arena {
 public:
  void* take(size_t bytes);
  void give(void* piece, size_t bytes);   // with the size it was taken with
  char* take_unaligned(size_t bytes);     // for texts; never given back
  size_t bytes() const { return held_; }  // what the arena holds of the machine's memory

 private:
  static constexpr size_t kBlock = 64 << 10, kSmall = 1024, kGrain = 8;
  char* from_block(size_t bytes, size_t align);
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  size_t left_ = 0, held_ = 0;
  std::array<void*, kSmall / kGrain + 1> free_ = {};   // by size, each piece begins with a pointer to the next
  std::array<void*, 48> free_large_ = {};              // by power of two
};

}  // namespace handraise
