// Lines of one sender differ in their scalars only. What stands between these is compared with a line that was JSON; the scalars are checked by themselves:
// so a line is known to be JSON, and taken apart, without parsing it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/record.h"

namespace handraise {

// A text, a number as it was written, true, false or null (or, without its content, what is none of these); `text` lies in the line, or where its reader put it.
struct Scalar {
  Value::Kind kind = Value::Kind::null;
  std::string_view text;
  // A non-empty string, or a number as its digits; else nothing.
  std::string_view id() const { return kind == Value::Kind::text || kind == Value::Kind::number ? text : std::string_view(); }
  std::string_view string() const { return kind == Value::Kind::text ? text : std::string_view(); }
};

// Says what stands where in a line, by numbers of its own; 0: nowhere that matters.
class LinePlaces {
 public:
  static constexpr uint32_t kNowhere = 0, kLine = 1;  // kLine: the line itself
  virtual ~LinePlaces() = default;
  // The place of what stands under `key` in the object at `parent`, which must follow from the keys up to here alone; nothing: a line like this is not learned.
  virtual std::optional<uint32_t> inside(uint32_t parent, std::string_view key) = 0;
  // May an object or array stand there?
  virtual bool may_be_composite(uint32_t place) const = 0;
};

// Shapes that begin alike share their beginning, so that a line is walked once however many there are.
class LineShapes {
 public:
  static constexpr size_t kReadBeyond = 8;  // bytes behind a line that match() may read
  static constexpr uint32_t kNone = ~uint32_t{0};

  LineShapes() { clear(); }
  void clear();
  // Of a line that is known to be one JSON object: the number of its shape, counted from 0; kNone: it was known, or cannot be learned.
  uint32_t learn(std::string_view json, LinePlaces& places);
  // The shape of which the line is JSON with plain scalars: printable ASCII without escapes, numbers, words. Each goes to its place in `found`; places that the
  // shape does not have mean nothing. kNone: it has none of these.
  uint32_t match(std::string_view line, Scalar* found) const;
  uint32_t size() const { return shapes_; }

 private:
  class Walk;
  // What stands before a scalar, and where that goes; or what ends a line. First child and next sibling by their place in nodes_, 0: none.
  struct Node {
    uint32_t begin = 0, length = 0;  // in between_
    uint64_t head = 0, mask = 0;     // its first eight bytes, and which of these it has
    uint32_t place = 0;
    uint32_t shape = kNone;  // of an end
    uint32_t child = 0, sibling = 0;
  };
  uint32_t follow(uint32_t node, std::string_view between, uint32_t place, bool end);
  bool stands_at(const char* at, const char* end, const Node& node) const;
  std::string between_;
  std::vector<Node> nodes_;  // the first is the root
  uint32_t shapes_ = 0;
};

// How many bytes at the front are a number in JSON's form; 0: none.
size_t json_number_length(std::string_view text);

}  // namespace handraise
