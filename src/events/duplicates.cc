#include "events/duplicates.h"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace handraise {
namespace {

constexpr size_t kSlotsMin = 1024;
constexpr int kPlaceBits = 40;
constexpr uint64_t kPlaceMask = (uint64_t{1} << kPlaceBits) - 1;

__extension__ typedef unsigned __int128 Wide;

uint64_t mix(uint64_t a, uint64_t b) {
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

uint64_t eight(const char* at) {
  uint64_t value;
  std::memcpy(&value, at, 8);
  return value;
}

// Eight bytes at a step, folded by a 128-bit product (the idea of wyhash). Equality never rests on it.
uint64_t hash_of(std::string_view text) {
  constexpr uint64_t kOdd[] = {0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F};
  uint64_t hash = kOdd[2] ^ text.size();
  const char* at = text.data();
  size_t left = text.size();
  for (; left > 16; left -= 16, at += 16) hash = mix(eight(at) ^ kOdd[0] ^ hash, eight(at + 8) ^ kOdd[1]);
  uint64_t a = 0, b = 0;
  if (left >= 8) {
    a = eight(at);
    b = eight(at + left - 8);
  } else {
    std::memcpy(&a, at, left);
  }
  return mix(mix(a ^ kOdd[0], b ^ hash), kOdd[1] ^ text.size());
}

uint32_t size_at(const char* text) {
  uint32_t size;
  std::memcpy(&size, text, 4);
  return size;
}

}  // namespace

bool DuplicateFilter::seen(std::string_view message_id, Timestamp time) {
  if (message_id.empty()) return false;
  if (used_ * 2 >= slots_.size()) clean_up(time);
  const uint64_t hash = hash_of(message_id);
  const uint64_t tag = hash >> kPlaceBits << kPlaceBits;
  const size_t mask = slots_.size() - 1;
  for (size_t i = hash & mask;; i = (i + 1) & mask) {
    Slot& slot = slots_[i];
    if (slot.tag_at == 0) {
      slot.tag_at = tag | (texts_.size() + 1);
      slot.last = time;
      const auto size = static_cast<uint32_t>(message_id.size());
      texts_.insert(texts_.end(), reinterpret_cast<const char*>(&size), reinterpret_cast<const char*>(&size) + 4);
      texts_.insert(texts_.end(), message_id.begin(), message_id.end());
      ++used_;
      return false;
    }
    if ((slot.tag_at & ~kPlaceMask) != tag) continue;
    const char* const text = texts_.data() + (slot.tag_at & kPlaceMask) - 1;
    if (std::string_view(text + 4, size_at(text)) != message_id) continue;
    const bool within = slot.last > time - kDay;
    slot.last = time;
    return within;
  }
}

void DuplicateFilter::clean_up(Timestamp time) {
  std::vector<Slot> before = std::move(slots_);
  std::vector<char> texts_before = std::move(texts_);
  size_t live = 0;
  for (const Slot& slot : before) live += slot.tag_at != 0 && slot.last > time - kDay;
  size_t size = kSlotsMin;
  while (size < live * 4) size *= 2;
  slots_.assign(size, {});
  texts_.clear();
  used_ = live;
  for (const Slot& slot : before) {
    if (slot.tag_at == 0 || slot.last <= time - kDay) continue;
    const char* const text = texts_before.data() + (slot.tag_at & kPlaceMask) - 1;
    const uint32_t length = size_at(text);
    const uint64_t hash = hash_of({text + 4, length});
    size_t i = hash & (size - 1);
    while (slots_[i].tag_at != 0) i = (i + 1) & (size - 1);
    slots_[i] = {(hash >> kPlaceBits << kPlaceBits) | (texts_.size() + 1), slot.last};
    texts_.insert(texts_.end(), text, text + 4 + length);
  }
}

size_t order_records(std::vector<Record>& records) {
  std::sort(records.begin(), records.end(),
            [](const Record& a, const Record& b) { return std::tie(a.time, a.input_order) < std::tie(b.time, b.input_order); });
  DuplicateFilter filter;
  const size_t before = records.size();
  std::erase_if(records, [&](const Record& record) { return filter.seen(record); });
  std::sort(records.begin(), records.end(), in_replay_order);
  return before - records.size();
}

}  // namespace handraise
