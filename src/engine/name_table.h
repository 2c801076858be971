// Names as small numbers: users, accounts, values. The number of a name never changes; 0 is no name.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/arena.h"

namespace handraise {

using NameId = uint32_t;
constexpr NameId kNoName = 0;

// A 64-bit hash of bytes, the same on every machine.
uint64_t hash_of(std::string_view text);

// Not thread-safe. At most 4,294,967,293 names.
class NameTable {
 public:
  NameTable();
  NameId find(std::string_view name) const;   // kNoName when it was never interned
  NameId intern(std::string_view name);       // the empty name too has a number
  std::string_view name(NameId id) const { return id == kNoName ? std::string_view() : std::string_view(names_[id].text, names_[id].size); }
  size_t size() const { return names_.size() - 1; }   // ids are 1 … size
  size_t bytes() const;

 private:
  struct Name {
    const char* text;
    uint32_t size;
    uint32_t hash;
  };
  void grow();
  std::vector<Name> names_;
  std::vector<uint64_t> slots_;  // hash in the upper half, id in the lower; 0: free
  Arena texts_;
};

}  // namespace handraise
