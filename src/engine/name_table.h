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
  friend class NameLookAhead;
  std::vector<Name> names_;
  std::vector<uint64_t> slots_;  // hash in the upper half, id in the lower; 0: free
  Arena texts_;
};

// Names that will probably be looked up soon: of each, what the look-up reads is fetched step by step while others go before it.
class NameLookAhead {
 public:
  void expect(const NameTable& table, std::string_view name) {
    hashes_[next_ % kAll] = hash_of(name);
    __builtin_prefetch(&table.slots_[place(table, next_)]);
    if (next_ >= kStep) {
      if (const NameId id = known(table, next_ - kStep)) __builtin_prefetch(&table.names_[id]);
    }
    if (next_ >= 2 * kStep) {
      if (const NameId id = known(table, next_ - 2 * kStep)) __builtin_prefetch(table.names_[id].text);
    }
    ++next_;
  }
  // The name expected so long ago, if it has a number: what belongs to it may be fetched, too.
  NameId near(const NameTable& table) const { return next_ > kStep ? known(table, next_ - 1 - kStep) : kNoName; }

 private:
  static constexpr size_t kStep = 5, kAll = 16;
  size_t place(const NameTable& table, size_t which) const { return hashes_[which % kAll] & (table.slots_.size() - 1); }
  // By its first place only: enough for most.
  NameId known(const NameTable& table, size_t which) const {
    const uint64_t slot = table.slots_[place(table, which)];
    return (slot >> 32) == (hashes_[which % kAll] >> 32) ? static_cast<NameId>(slot) : kNoName;
  }
  uint64_t hashes_[kAll] = {};
  size_t next_ = 0;
};

}  // namespace handraise
