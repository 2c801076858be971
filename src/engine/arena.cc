#include "engine/arena.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace handraise {

char* Arena::from_block(size_t bytes, size_t align) {
  const size_t skip = (align - reinterpret_cast<uintptr_t>(next_) % align) % align;
  if (next_ == nullptr || left_ < bytes + skip) {
    const bool own = bytes > kBlock / 4;  // what is left of the last block is still used
    const size_t size = own ? bytes : kBlock;
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(size));
    held_ += size;
    if (own) return blocks_.back().get();
    next_ = blocks_.back().get();
    left_ = size;
    next_ += bytes;
    left_ -= bytes;
    return next_ - bytes;
  }
  next_ += skip + bytes;
  left_ -= skip + bytes;
  return next_ - bytes;
}

void* Arena::take(size_t bytes) {
  void** free = nullptr;
  if (bytes <= kSmall) {
    bytes = (bytes + kGrain - 1) / kGrain * kGrain;
    free = &free_[bytes / kGrain];
  } else {
    bytes = std::bit_ceil(bytes);
    free = &free_large_[static_cast<size_t>(std::countr_zero(bytes))];
  }
  if (*free) {
    void* const piece = *free;
    std::memcpy(free, piece, sizeof(void*));
    return piece;
  }
  return from_block(bytes, kGrain);
}

void Arena::give(void* piece, size_t bytes) {
  void** const free = bytes <= kSmall ? &free_[(bytes + kGrain - 1) / kGrain] : &free_large_[static_cast<size_t>(std::countr_zero(std::bit_ceil(bytes)))];
  std::memcpy(piece, free, sizeof(void*));
  *free = piece;
}

char* Arena::take_unaligned(size_t bytes) { return from_block(bytes, 1); }

}  // namespace handraise
