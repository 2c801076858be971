#include "events/line_shapes.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace handraise {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// The first byte from `at` on that ends a plain text or has no place in one: a quote, a backslash, a control character, or one beyond ASCII. May look beyond `end`, and stop there.
const char* plain_end(const char* at, const char* end) {
  if constexpr (std::endian::native == std::endian::little) {
    constexpr uint64_t kOnes = 0x0101010101010101, kHigh = 0x8080808080808080;
    for (; at < end; at += 8) {
      uint64_t eight;
      std::memcpy(&eight, at, 8);
      const uint64_t quote = eight ^ kOnes * '"', backslash = eight ^ kOnes * '\\';
      // In each part the lowest bit that is set is right; those above it may be set by a borrow.
      const uint64_t found = (eight | (eight - kOnes * 0x20) | (quote - kOnes) | (backslash - kOnes)) & kHigh;
      if (found != 0) return at + std::countr_zero(found) / 8;
    }
  } else {
    for (; at < end; ++at) {
      const auto byte = static_cast<unsigned char>(*at);
      if (byte == '"' || byte == '\\' || byte < 0x20 || byte >= 0x80) return at;
    }
  }
  return end;
}

// Behind the scalar that begins at `at`; nullptr: there is none, or no plain one.
const char* read_scalar(const char* at, const char* end, Scalar& scalar) {
  if (at >= end) return nullptr;
  const auto word = [&](std::string_view expected, Value::Kind kind) {
    if (!std::string_view(at, static_cast<size_t>(end - at)).starts_with(expected)) return static_cast<const char*>(nullptr);
    scalar = {kind, kind == Value::Kind::null ? std::string_view() : expected};
    return at + expected.size();
  };
  switch (*at) {
    case '"': {
      const char* const close = plain_end(++at, end);
      if (close >= end || *close != '"') return nullptr;
      scalar = {Value::Kind::text, {at, static_cast<size_t>(close - at)}};
      return close + 1;
    }
    case 't': return word("true", Value::Kind::boolean);
    case 'f': return word("false", Value::Kind::boolean);
    case 'n': return word("null", Value::Kind::null);
    default: {
      const size_t length = json_number_length({at, static_cast<size_t>(end - at)});
      if (length == 0) return nullptr;
      scalar = {Value::Kind::number, {at, length}};
      return at + length;
    }
  }
}

}  // namespace

size_t json_number_length(std::string_view text) {
  size_t i = 0;
  const auto digits = [&] {
    const size_t start = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i > start;
  };
  if (i < text.size() && text[i] == '-') ++i;
  if (i < text.size() && text[i] == '0') ++i;
  else if (!digits()) return 0;
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (!digits()) return 0;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (!digits()) return 0;
  }
  return i;
}

// Walks a line that is JSON, so that nothing is checked.
class LineShapes::Walk {
 public:
  struct Stop {
    std::string_view between;
    uint32_t place;
  };
  Walk(std::string_view json, LinePlaces& places) : json_(json), places_(places) {}

  bool run() { return value(LinePlaces::kLine); }
  const std::vector<Stop>& stops() const { return stops_; }
  std::string_view tail() const { return json_.substr(from_); }

 private:
  // 0 at the end: the line was read before, but nothing here rests on that.
  char here() const { return at_ < json_.size() ? json_[at_] : '\0'; }
  void skip_space() {
    while (is_space(here())) ++at_;
  }
  std::string_view string() {  // with its quotes
    const size_t begin = std::min(at_++, json_.size());
    while (at_ < json_.size() && json_[at_] != '"') at_ += json_[at_] == '\\' ? 2 : 1;
    at_ = std::min(at_ + 1, json_.size());
    return json_.substr(begin, at_ - begin);
  }

  bool value(uint32_t place) {
    skip_space();
    const char first = here();
    if (first == '\0') return false;
    if (first != '{' && first != '[') {
      scalar(place);
      return true;
    }
    if (!places_.may_be_composite(place)) return false;
    ++at_;
    while (true) {
      skip_space();
      if (here() == ',') {
        ++at_;
        continue;
      }
      if (here() == '}' || here() == ']') break;
      uint32_t child = LinePlaces::kNowhere;
      if (first == '{') {
        const std::string_view key = string();
        if (key.size() < 2) return false;
        if (key.find('\\') != std::string_view::npos) return false;
        const auto known = places_.inside(place, key.substr(1, key.size() - 2));
        if (!known) return false;
        child = *known;
        skip_space();
        if (here() != ':') return false;
        ++at_;
      }
      if (!value(child)) return false;
    }
    ++at_;
    return true;
  }

  void scalar(uint32_t place) {
    stops_.push_back({json_.substr(from_, at_ - from_), place});
    const size_t begin = at_;
    if (here() == '"') (void)string();
    else
      while (at_ < json_.size() && !is_space(json_[at_]) && json_[at_] != ',' && json_[at_] != '}' && json_[at_] != ']') ++at_;
    if (at_ == begin) ++at_;  // never in one place twice
    from_ = at_ = std::min(at_, json_.size());
  }

  std::string_view json_;
  LinePlaces& places_;
  std::vector<Stop> stops_;
  size_t at_ = 0, from_ = 0;  // from_: behind the scalar before
};

void LineShapes::clear() {
  between_.clear();
  nodes_.assign(1, Node{});
  shapes_ = 0;
}

uint32_t LineShapes::follow(uint32_t node, std::string_view between, uint32_t place, bool end) {
  uint32_t* next = &nodes_[node].child;
  for (; *next != 0; next = &nodes_[*next].sibling) {
    const Node& known = nodes_[*next];
    if ((known.shape != kNone) == end && std::string_view(between_).substr(known.begin, known.length) == between) return *next;
  }
  const uint32_t added = *next = static_cast<uint32_t>(nodes_.size());
  Node made{static_cast<uint32_t>(between_.size()), static_cast<uint32_t>(between.size()), 0, 0, place, end ? shapes_++ : kNone};
  const size_t head = std::min<size_t>(between.size(), sizeof made.head);
  std::memcpy(&made.head, between.data(), head);
  std::memset(&made.mask, 0xFF, head);
  nodes_.push_back(made);
  between_ += between;
  return added;
}

uint32_t LineShapes::learn(std::string_view json, LinePlaces& places) {
  Walk walk(json, places);
  if (!walk.run()) return kNone;
  uint32_t node = 0;
  for (const Walk::Stop& stop : walk.stops()) node = follow(node, stop.between, stop.place, false);
  const uint32_t before = shapes_;
  node = follow(node, walk.tail(), LinePlaces::kNowhere, true);
  return shapes_ > before ? nodes_[node].shape : kNone;
}

bool LineShapes::stands_at(const char* at, const char* end, const Node& node) const {
  const auto eight = [](const char* from) {
    uint64_t bytes;
    std::memcpy(&bytes, from, sizeof bytes);
    return bytes;
  };
  if (static_cast<size_t>(end - at) < node.length || ((eight(at) ^ node.head) & node.mask) != 0) return false;
  if (node.length <= 8) return true;
  const char* const text = between_.data() + node.begin;
  for (size_t i = 8; i + 8 < node.length; i += 8) {
    if (eight(at + i) != eight(text + i)) return false;
  }
  return eight(at + node.length - 8) == eight(text + node.length - 8);
}

uint32_t LineShapes::match(std::string_view line, Scalar* found) const {
  const char* at = line.data();
  const char* const end = at + line.size();
  for (uint32_t next = nodes_[0].child; next != 0;) {
    const Node& node = nodes_[next];
    if (stands_at(at, end, node)) {
      if (node.shape == kNone) {
        // No other shape goes on here: another that begins alike asks for a bracket or a space where a scalar stands.
        if (const char* const behind = read_scalar(at + node.length, end, found[node.place])) {
          at = behind;
          next = node.child;
          continue;
        }
      } else if (at + node.length == end) {
        return node.shape;
      }
    }
    next = node.sibling;
  }
  return kNone;
}

}  // namespace handraise
