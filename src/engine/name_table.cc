#include "engine/name_table.h"

#include <cstring>

namespace handraise {
namespace {

uint64_t mix(uint64_t a, uint64_t b) {
  __extension__ using uint128 = unsigned __int128;
  const uint128 product = static_cast<uint128>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

uint64_t read(const char* from, size_t bytes) {
  uint64_t value = 0;
  std::memcpy(&value, from, bytes);
  return value;
}

constexpr uint64_t kA = 0x9E3779B97F4A7C15, kB = 0xD1B54A32D192ED03;

}  // namespace

// Multiply and fold, sixteen bytes a step.
uint64_t hash_of(std::string_view text) {
  const char* at = text.data();
  size_t left = text.size();
  uint64_t hash = mix(left ^ kA, kB);
  for (; left > 16; at += 16, left -= 16) hash = mix(read(at, 8) ^ kA ^ hash, read(at + 8, 8) ^ kB);
  const uint64_t low = left >= 8 ? read(at, 8) : read(at, left);
  const uint64_t high = left > 8 ? read(at + 8, left - 8) : 0;
  return mix(low ^ kA ^ hash, high ^ kB ^ (hash >> 32));
}

NameTable::NameTable() : names_(1), slots_(64) {}

NameId NameTable::find(std::string_view name) const {
  const uint64_t hash = hash_of(name);
  const size_t mask = slots_.size() - 1;
  for (size_t at = hash & mask;; at = (at + 1) & mask) {
    const uint64_t slot = slots_[at];
    if (slot == 0) return kNoName;
    if ((slot >> 32) != (hash >> 32)) continue;
    const Name& known = names_[static_cast<uint32_t>(slot)];
    if (known.size == name.size() && (name.empty() || std::memcmp(known.text, name.data(), name.size()) == 0)) return static_cast<uint32_t>(slot);
  }
}

NameId NameTable::intern(std::string_view name) {
  const uint64_t hash = hash_of(name);
  const size_t mask = slots_.size() - 1;
  size_t at = hash & mask;
  for (;; at = (at + 1) & mask) {
    const uint64_t slot = slots_[at];
    if (slot == 0) break;
    if ((slot >> 32) != (hash >> 32)) continue;
    const Name& known = names_[static_cast<uint32_t>(slot)];
    if (known.size == name.size() && (name.empty() || std::memcmp(known.text, name.data(), name.size()) == 0)) return static_cast<uint32_t>(slot);
  }
  char* const text = texts_.take_unaligned(name.size());
  if (!name.empty()) std::memcpy(text, name.data(), name.size());
  const NameId id = static_cast<NameId>(names_.size());
  names_.push_back({text, static_cast<uint32_t>(name.size()), static_cast<uint32_t>(hash)});
  slots_[at] = (hash >> 32 << 32) | id;
  if (names_.size() * 4 > slots_.size() * 3) grow();
  return id;
}

// The upper half of the hash stands in the slot and the lower with the name: no text is read again.
void NameTable::grow() {
  std::vector<uint64_t> slots(slots_.size() * 2);
  const size_t mask = slots.size() - 1;
  for (const uint64_t slot : slots_) {
    if (slot == 0) continue;
    size_t at = names_[static_cast<uint32_t>(slot)].hash & mask;
    while (slots[at] != 0) at = (at + 1) & mask;
    slots[at] = slot;
  }
  slots_ = std::move(slots);
}

size_t NameTable::bytes() const { return names_.capacity() * sizeof(Name) + slots_.capacity() * sizeof(uint64_t) + texts_.bytes(); }

}  // namespace handraise
