// One record of usage in the form of the Segment spec, and the rules that make it one (docs/motion-language.md, section 1).
// Texts are bytes as they came. Nothing here knows who belongs to which account: that is the engine's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace handraise {

struct Field;
struct Wanted;

// A property or trait. `text` is what tests and `distinct` see: a number as it was written (1.0 stays 1.0), true, false, or the
// string itself. An object keeps its fields, so that a name with dots finds its way in; of an array only that it is one is known.
struct Value {
  enum class Kind { null, text, number, boolean, composite };
  Kind kind = Kind::null;
  std::string text;
  std::vector<Field> fields;  // of an object; a name stands once, the last copy of a record counts
  bool operator==(const Value& other) const;
};
struct Field {
  std::string name;
  Value value;
  bool operator==(const Field&) const = default;
};
inline bool Value::operator==(const Value& other) const { return kind == other.kind && text == other.text && fields == other.fields; }

Value text_value(std::string_view text);
// As a cell of a table or a word of a test reads: a JSON number is a number, true and false are booleans, empty is null.
Value cell_value(std::string_view text);
Value::Kind cell_kind(std::string_view text);
// The value of `name` as it stands, then as a path into objects; nullptr when it is missing or null.
const Value* find_value(const std::vector<Field>& fields, std::string_view name);
// Sets or replaces a field; null takes it away.
void set_value(std::vector<Field>& fields, std::string_view name, const Value& value);
// The number that a text spells in JSON's form (too great: infinite), or nothing.
std::optional<double> read_json_number(std::string_view text);

// In the order in which records of one time take effect; the last three are events.
enum class RecordType { alias, identify, group, track, page, screen };

struct Record {
  RecordType type = RecordType::track;
  Timestamp time = 0;
  std::string user;           // userId, else anonymousId; empty: none
  std::string other_user;     // alias: previousId; identify with both ids: anonymousId; else empty
  std::string group;          // group: groupId; events: context.groupId; empty: none
  std::string event;          // track: event; page, screen: Viewed <name> Page, Viewed <name> Screen
  std::string message_id;     // empty: none
  std::vector<Field> values;  // events: properties; identify, group: traits (nulls stay, they take traits away)
  uint64_t input_order = 0;   // position in the input; breaks ties
  bool is_event() const { return type >= RecordType::track; }
};

std::string_view name_of(RecordType type);

// One line of JSON into `record`, whose memory is used again; nullptr, or why it is no record (then what is in it means nothing). Of values only what is `wanted`
// (nullptr: everything) is kept. `readable`: bytes that may be read from the line's first on; the more, the less is copied.
const char* read_record(std::string_view json, size_t readable, const Wanted* wanted, Record& record);

// One line of JSON. `type` stands in the record. The error says why it is no record, in words for the rejects file; its place has the
// line given. A key that stands twice counts as it stood last.
Result<Record> parse_record(std::string_view json, uint64_t input_order = 0, int line = 0);

// Does `a` take effect before `b`? By time; at one time alias, identify, group, each by message id, then input order.
bool in_replay_order(const Record& a, const Record& b);

}  // namespace handraise
