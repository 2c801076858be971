#include "events/record.h"

#include <algorithm>
#include <bitset>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <tuple>
#include <utility>

#include <simdjson.h>

#include "base/text.h"
#include "events/line_shapes.h"
#include "events/record_reader.h"
#include "events/wanted.h"

namespace handraise {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr int kDepthMax = 256;
constexpr size_t kKeptBuffer = 1 << 20;  // a line beyond it gets a buffer of its own, given back at once

bool is_json_number(std::string_view text) { return !text.empty() && json_number_length(text) == text.size(); }

std::string_view number_token(ondemand::value& json) {
  std::string_view token = json.raw_json_token();
  while (!token.empty() && (token.back() == ' ' || token.back() == '\t' || token.back() == '\n' || token.back() == '\r')) token.remove_suffix(1);
  return token;
}

// A string as it stands in the line, where nothing in it is escaped: nothing is copied. (Control characters and broken UTF-8 were found before.)
bool string_of(ondemand::value& json, std::string_view& text) {
  std::string_view token = json.raw_json_token();
  if (token.data()[token.size()] == ':') return false;   // it is looked at, not read: simdjson would pass over it as over a key, and over all behind it
  while (!token.empty() && token.back() != '"') token.remove_suffix(1);
  if (token.size() < 2 || std::memchr(token.data(), '\\', token.size()) != nullptr) return !json.get_string().get(text);
  text = token.substr(1, token.size() - 2);
  return true;
}

bool key_of(ondemand::field& field, std::string_view& name) {
  const char* const from = field.key().raw();
  const char* end = from;
  while (*end != '"' && *end != '\\') ++end;
  if (*end == '\\') return !field.unescaped_key().get(name);
  name = {from, static_cast<size_t>(end - from)};
  return true;
}

// Reads a value to its end and checks every part of it: a line is a record only when all of it is JSON.
bool read_value(ondemand::value json, Value& out, int depth);

void keep_last(std::vector<Field>& fields, std::string_view name, Value&& value) {
  for (Field& field : fields) {
    if (field.name == name) { field.value = std::move(value); return; }
  }
  fields.push_back({std::string(name), std::move(value)});
}

// Objects with thousands of keys: keeping the last copy by looking at each would be quadratic.
void drop_repeated(std::vector<Field>& fields) {
  std::vector<size_t> order(fields.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return std::tie(fields[a].name, a) < std::tie(fields[b].name, b); });
  std::vector<bool> dropped(fields.size(), false);
  for (size_t i = 0; i + 1 < order.size(); ++i) {
    if (fields[order[i]].name != fields[order[i + 1]].name) continue;
    std::swap(fields[order[i]].value, fields[order[i + 1]].value);  // the last value moves to the first place …
    size_t last = i + 1;
    while (last + 1 < order.size() && fields[order[last + 1]].name == fields[order[i]].name) {
      ++last;
      std::swap(fields[order[i]].value, fields[order[last]].value);
    }
    for (size_t k = i + 1; k <= last; ++k) dropped[order[k]] = true;  // … and the others go
    i = last;
  }
  size_t kept = 0;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (dropped[i]) continue;
    if (kept != i) fields[kept] = std::move(fields[i]);
    ++kept;
  }
  fields.resize(kept);
}

bool read_fields(ondemand::object object, std::vector<Field>& fields, int depth) {
  constexpr size_t kFew = 64;
  for (auto entry : object) {
    ondemand::field field;
    if (std::move(entry).get(field)) return false;
    std::string_view key;
    if (!key_of(field, key)) return false;
    std::string name(key);
    Value value;
    if (!read_value(field.value(), value, depth)) return false;
    if (fields.size() < kFew) keep_last(fields, name, std::move(value));
    else fields.push_back({std::move(name), std::move(value)});
  }
  if (fields.size() > kFew) drop_repeated(fields);
  return true;
}

bool read_value(ondemand::value json, Value& out, int depth) {
  if (depth > kDepthMax) return false;
  ondemand::json_type type;
  if (json.type().get(type)) return false;
  switch (type) {
    case ondemand::json_type::object: {
      out.kind = Value::Kind::composite;
      ondemand::object object;
      return !json.get_object().get(object) && read_fields(object, out.fields, depth + 1);
    }
    case ondemand::json_type::array: {
      out.kind = Value::Kind::composite;
      ondemand::array array;
      if (json.get_array().get(array)) return false;
      for (auto entry : array) {
        ondemand::value item;
        Value ignored;
        if (entry.get(item) || !read_value(item, ignored, depth + 1)) return false;
      }
      return true;
    }
    case ondemand::json_type::string: {
      out.kind = Value::Kind::text;
      std::string_view text;
      if (!string_of(json, text)) return false;
      out.text = text;
      return true;
    }
    case ondemand::json_type::number: {
      out.kind = Value::Kind::number;
      out.text = number_token(json);   // looked at, not read: a number too great for a double is one nevertheless
      return is_json_number(out.text);
    }
    case ondemand::json_type::boolean: {
      out.kind = Value::Kind::boolean;
      bool value = false;
      if (json.get_bool().get(value)) return false;
      out.text = value ? "true" : "false";
      return true;
    }
    case ondemand::json_type::null: {
      out.kind = Value::Kind::null;
      bool is_null = false;
      return !json.is_null().get(is_null) && is_null;
    }
  }
  return false;
}

const Value* field_of(const std::vector<Field>& fields, std::string_view name) {
  for (const Field& field : fields) {
    if (field.name == name) return field.value.kind == Value::Kind::null ? nullptr : &field.value;
  }
  return nullptr;
}

// ---- one line --------------------------------------------------------------------------------------------------------

enum Key : size_t { kType, kTimestamp, kOriginalTimestamp, kReceivedAt, kMessageId, kAnonymousId, kUserId, kPreviousId, kGroupId, kEvent, kName, kCells, kContext = kCells, kProperties, kTraits, kOther };

Key named(std::string_view name) {
  switch (name.size()) {  // of equal lengths few: comparing is one instruction or two
    case 4: return name == "type" ? kType : name == "name" ? kName : kOther;
    case 5: return name == "event" ? kEvent : kOther;
    case 6: return name == "userId" ? kUserId : name == "traits" ? kTraits : kOther;
    case 7: return name == "context" ? kContext : name == "groupId" ? kGroupId : kOther;
    case 9: return name == "timestamp" ? kTimestamp : name == "messageId" ? kMessageId : kOther;
    case 10: return name == "properties" ? kProperties : name == "previousId" ? kPreviousId : name == "receivedAt" ? kReceivedAt : kOther;
    case 11: return name == "anonymousId" ? kAnonymousId : kOther;
    case 17: return name == "originalTimestamp" ? kOriginalTimestamp : kOther;
    default: return kOther;
  }
}

// Reads a value to its end as read_value does, and keeps at most a scalar.
bool read_cell(ondemand::value json, Scalar& cell, int depth) {
  if (depth > kDepthMax) return false;
  const std::string_view token = json.raw_json_token();
  if (token.empty()) return false;
  switch (token[0]) {
    case '"':
      cell.kind = Value::Kind::text;
      return string_of(json, cell.text);
    case '{': {
      cell = {Value::Kind::composite, {}};
      ondemand::object object;
      if (json.get_object().get(object)) return false;
      for (auto entry : object) {
        ondemand::field field;
        std::string_view key;
        Scalar ignored;
        if (std::move(entry).get(field) || !key_of(field, key) || !read_cell(field.value(), ignored, depth + 1)) return false;
      }
      return true;
    }
    case '[': {
      cell = {Value::Kind::composite, {}};
      ondemand::array array;
      if (json.get_array().get(array)) return false;
      for (auto entry : array) {
        ondemand::value item;
        Scalar ignored;
        if (entry.get(item) || !read_cell(item, ignored, depth + 1)) return false;
      }
      return true;
    }
    case 't': case 'f': {
      bool value = false;
      cell.kind = Value::Kind::boolean;
      if (json.get_bool().get(value)) return false;
      cell.text = value ? "true" : "false";
      return true;
    }
    case 'n': {
      bool is_null = false;
      cell = {};
      return !json.is_null().get(is_null) && is_null;
    }
    default:
      cell = {Value::Kind::number, number_token(json)};
      return is_json_number(cell.text);
  }
}

// Is `field`, or something inside it, what is asked for?
bool is_wanted(const std::vector<std::string>& wanted, std::string_view field) {
  return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& name) { return name.starts_with(field) && (name.size() == field.size() || name[field.size()] == '.'); });
}

// Of a line that is no JSON object.
const char* why_unreadable(std::string_view json) {
  if (!is_utf8(json)) return "not a JSON object: not UTF-8";
  int depth = 0;
  bool inside = false;   // a string
  for (size_t i = 0; i < json.size(); ++i) {
    if (json[i] == '"') inside = !inside;
    else if (json[i] == '\\' && inside) ++i;
    else if (!inside && (json[i] == '{' || json[i] == '[') && ++depth > kDepthMax) return "not a JSON object that can be read: nested more than 256 deep";
    else if (!inside && (json[i] == '}' || json[i] == ']')) --depth;
  }
  return "not a JSON object";
}

}  // namespace

class LineReader {
 public:
  // Why the line is no record; nullptr: it is one.
  const char* read(std::string_view json, size_t readable, const Wanted* wanted, Record& record) {
    ask(wanted);
    clear_cells();
    filled_ = LineShapes::kNone;
    properties_.clear();
    traits_.clear();
    if (readable < json.size() + simdjson::SIMDJSON_PADDING) {
      std::string& buffer = json.size() > kKeptBuffer ? own_ : kept_;
      buffer.assign(json);
      buffer.append(simdjson::SIMDJSON_PADDING, '\0');
      json = {buffer.data(), json.size()};
      readable = buffer.size();
    }
    passed_over_ = said_anew_ = false;
    bool read = read_object(json, readable);
    if (read && said_anew_) {   // a key that stands twice counts as it stood last, and what was passed over may be asked for after all
      wanted_ = nullptr;
      read = read_object(json, readable);
    }
    const char* const why = read ? make(record) : why_unreadable(json);
    if (!own_.empty()) std::string().swap(own_);
    return why;
  }

  // The same, of one line after another, all with the same `wanted`: what lines have in common is learned from those before.
  const char* read_next(std::string_view json, size_t readable, const Wanted* wanted, Record& record) {
    ask(wanted);
    ++lines_;
    if (readable >= json.size() + LineShapes::kReadBeyond) {
      const uint32_t shape = shapes_.match(json, found_.data());
      if (shape != LineShapes::kNone) {
        ++matched_;
        if (shape != filled_) clear_cells();
        filled_ = shape;
        return take(known_[shape], record);
      }
    }
    const char* const why = read(json, readable, wanted, record);
    if (why == nullptr && json.size() <= kShapeMax && learned_ < kShapes + lines_ / kShapes) learn(json);   // seldom, where no line is like another
    return why;
  }
  uint64_t matched() const { return matched_; }
  // For lines that are all read with this `wanted`.
  void prepare(const Wanted& wanted) {
    for (const std::string& event : wanted.events) if (!event.empty()) may_be_asked_[look_of(event)] = true;
    prepared_ = true;
  }

 private:
  // What is seen of a name at a glance: names that look otherwise are others.
  static uint8_t look_of(std::string_view name) {
    return static_cast<uint8_t>(name.size() * 37 + static_cast<unsigned char>(name.front()) * 11 + static_cast<unsigned char>(name.back()) * 5 + static_cast<unsigned char>(name[name.size() / 2]));
  }

  void clear_cells() {
    for (Scalar& cell : cells_) cell = {};
    group_of_context_ = {};
  }
  void ask(const Wanted* wanted) {
    wanted_ = wanted != nullptr && !wanted->everything ? wanted : nullptr;
    event_ids_ = wanted == nullptr || wanted->event_ids;
  }

  // ---- by the shape of lines before --------------------------------------------------------------------------------------

  static constexpr size_t kShapes = 64, kShapeMax = 16 << 10;
  // Places in a line: its own keys, the group of the context, then what is kept of properties and traits.
  static constexpr uint32_t kCell = LinePlaces::kLine + 1, kGroupOfContext = kCell + static_cast<uint32_t>(kCells), kInContext = kGroupOfContext + 1, kInProperties = kInContext + 1, kInTraits = kInProperties + 1,
                            kKept = kInTraits + 1;
  struct Kept {
    bool trait;
    std::string name;
  };
  struct Known {
    std::vector<Kept> kept;
    std::vector<Key> keys;      // of the line's own
    bool has_group = false;     // in the context
    bool passes_over = false;   // is it plain before the properties come whether somebody asks for them?
  };

  class Places final : public LinePlaces {
   public:
    explicit Places(const LineReader& reader) : reader_(reader) {}
    std::optional<uint32_t> inside(uint32_t parent, std::string_view name) override {
      switch (parent) {
        case kLine: {
          const Key key = named(name);
          if (key == kOther) return kNowhere;
          auto& keys = line.keys;
          if (std::find(keys.begin(), keys.end(), key) != keys.end()) return std::nullopt;   // twice
          if (key == kProperties) line.passes_over = std::count_if(keys.begin(), keys.end(), [](Key before) { return before == kType || before == kEvent; }) == 2;
          keys.push_back(key);
          return key < kCells ? kCell + static_cast<uint32_t>(key) : key == kContext ? kInContext : key == kProperties ? kInProperties : kInTraits;
        }
        case kInContext:
          if (name != "groupId") return kNowhere;
          if (std::exchange(line.has_group, true)) return std::nullopt;
          return kGroupOfContext;
        case kInProperties:
        case kInTraits: {
          const bool trait = parent == kInTraits;
          if (!reader_.keeps(name, !trait)) return kNowhere;
          if (std::any_of(line.kept.begin(), line.kept.end(), [&](const Kept& before) { return before.trait == trait && before.name == name; })) return std::nullopt;
          line.kept.push_back({trait, std::string(name)});
          return static_cast<uint32_t>(kKept + line.kept.size() - 1);
        }
        default: return kNowhere;
      }
    }
    // All else that is looked at must be a scalar.
    bool may_be_composite(uint32_t place) const override { return place == kNowhere || place == kLine || (place >= kInContext && place <= kInTraits); }
    Known line;

   private:
    const LineReader& reader_;
  };

  void learn(std::string_view json) {
    ++learned_;
    Places places(*this);
    const uint32_t before = shapes_.size();
    if (shapes_.learn(json, places) == LineShapes::kNone) return;
    if (before == kShapes) return forget();
    found_.resize(std::max(found_.size(), kKept + places.line.kept.size()));
    known_.push_back(std::move(places.line));
  }
  void forget() {
    filled_ = LineShapes::kNone;
    shapes_.clear();
    known_.clear();
  }

  const char* take(const Known& known, Record& record) {
    for (const Key key : known.keys) if (key < kCells) cells_[key] = found_[kCell + key];
    if (known.has_group) group_of_context_ = found_[kGroupOfContext];
    size_t properties = 0, traits = 0;
    const bool passed_over = known.passes_over && nobody_asks();
    for (size_t i = 0; i < known.kept.size(); ++i) {
      const Kept& kept = known.kept[i];
      if (!kept.trait && passed_over) continue;
      std::vector<Field>& fields = kept.trait ? traits_ : properties_;
      size_t& count = kept.trait ? traits : properties;
      if (count == fields.size()) fields.emplace_back();
      Field& field = fields[count++];   // with content of before in it
      const Scalar& scalar = found_[kKept + i];
      field.name = kept.name;
      field.value.kind = scalar.kind;
      field.value.text = scalar.text;
      field.value.fields.clear();
    }
    properties_.resize(properties);
    traits_.resize(traits);
    return make(record);
  }

  // ---- by parsing ---------------------------------------------------------------------------------------------------------

  bool read_object(std::string_view json, size_t readable) {
    ondemand::document document;
    if (parser_.iterate(json.data(), json.size(), readable).get(document)) return false;
    ondemand::object object;
    if (document.get_object().get(object)) return false;
    for (auto entry : object) {
      ondemand::field field;
      std::string_view name;
      if (std::move(entry).get(field) || !key_of(field, name)) return false;
      const Key key = named(name);
      said_anew_ = said_anew_ || (passed_over_ && (key == kEvent || key == kType));
      bool good = false;
      if (key < kCells) good = read_cell(field.value(), cells_[key], 0);
      else if (key == kContext) good = read_context(field.value());
      else if (key == kProperties) good = read_wanted(field.value(), properties_, true);
      else if (key == kTraits) good = read_wanted(field.value(), traits_, false);
      else { Scalar ignored; good = read_cell(field.value(), ignored, 0); }
      if (!good) return false;
    }
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS;  // nothing behind the object
  }

  bool read_context(ondemand::value json) {
    group_of_context_ = {};
    ondemand::json_type type;
    if (json.type().get(type)) return false;
    Scalar ignored;
    if (type != ondemand::json_type::object) return read_cell(json, ignored, 0);
    ondemand::object object;
    if (json.get_object().get(object)) return false;
    for (auto entry : object) {
      ondemand::field field;
      std::string_view name;
      if (std::move(entry).get(field) || !key_of(field, name)) return false;
      if (!read_cell(field.value(), name == "groupId" ? group_of_context_ : ignored, 1)) return false;
    }
    return true;
  }

  bool read_wanted(ondemand::value json, std::vector<Field>& fields, bool properties) {
    fields.clear();
    ondemand::json_type type;
    if (json.type().get(type)) return false;
    Scalar ignored;
    passed_over_ = properties && nobody_asks();
    if (type != ondemand::json_type::object || passed_over_) return read_cell(json, ignored, 0);
    ondemand::object object;
    if (json.get_object().get(object)) return false;
    if (wanted_ == nullptr) return read_fields(object, fields, 1);
    for (auto entry : object) {
      ondemand::field field;
      std::string_view name;
      if (std::move(entry).get(field) || !key_of(field, name)) return false;
      if (!keeps(name, properties)) {
        if (!read_cell(field.value(), ignored, 1)) return false;
        continue;
      }
      Value value;
      if (!read_value(field.value(), value, 1)) return false;
      keep_last(fields, name, std::move(value));
    }
    return true;
  }

  // The name of a page may stand among its properties.
  bool keeps(std::string_view name, bool property) const {
    return wanted_ == nullptr || (property && name == "name") || is_wanted(property ? wanted_->properties : wanted_->traits, name);
  }

  // Is it plain from what stood before that no signal counts this event?
  bool nobody_asks() const {
    if (wanted_ == nullptr || wanted_->any_event || cells_[kType].string() != "track") return false;
    const std::string_view event = cells_[kEvent].string();
    if (event.empty()) return false;
    if (prepared_ && !may_be_asked_[look_of(event)]) return true;
    return !std::binary_search(wanted_->events.begin(), wanted_->events.end(), event, std::less<>());
  }

  const char* make(Record& record) {
    const std::string_view type = cells_[kType].string();
    bool known = false;
    for (const RecordType each : {RecordType::track, RecordType::identify, RecordType::group, RecordType::page, RecordType::screen, RecordType::alias}) {
      if (type == name_of(each)) { record.type = each; known = true; break; }
    }
    if (!known) return "unknown type; expected track, identify, group, page, screen or alias";

    std::optional<Timestamp> time;
    for (const Key key : {kTimestamp, kOriginalTimestamp, kReceivedAt}) {
      if (!time) time = times_.read(cells_[key].string());
    }
    if (!time) return "no time that can be read in timestamp, originalTimestamp or receivedAt; expected 2026-03-02T09:00:00Z, years 1970 to 9999";
    record.time = *time;

    if (event_ids_ || !record.is_event()) record.message_id = cells_[kMessageId].id();
    else record.message_id.clear();
    record.other_user.clear();
    record.group.clear();
    record.event.clear();
    const std::string_view anonymous = cells_[kAnonymousId].id(), user = cells_[kUserId].id();
    record.user = user.empty() ? anonymous : user;

    switch (record.type) {
      case RecordType::alias:
        record.values.clear();
        record.other_user = cells_[kPreviousId].id();
        return record.user.empty() || record.other_user.empty() ? "alias without both userId and previousId" : nullptr;
      case RecordType::identify:
        if (record.user.empty()) return "identify without userId or anonymousId";
        if (!user.empty() && anonymous != user) record.other_user = anonymous;
        record.values.swap(traits_);
        return nullptr;
      case RecordType::group:
        record.group = cells_[kGroupId].id();
        if (record.group.empty()) return "group without groupId";
        record.values.swap(traits_);
        return nullptr;
      default: break;
    }
    record.group = group_of_context_.id();
    if (record.user.empty() && record.group.empty()) return "no user (userId, anonymousId) and no group (context.groupId)";
    record.values.swap(properties_);
    if (record.type == RecordType::track) {
      record.event = cells_[kEvent].string();
      return record.event.empty() ? "track without event" : nullptr;
    }
    std::string name(cells_[kName].string());
    if (name.empty()) {
      const Value* const value = field_of(record.values, "name");
      if (value != nullptr && value->kind == Value::Kind::text) name = value->text;
    }
    record.event = "Viewed " + (name.empty() ? name : name + " ") + (record.type == RecordType::page ? "Page" : "Screen");
    return nullptr;
  }

  ondemand::parser parser_;
  std::string kept_, own_;
  const Wanted* wanted_ = nullptr;
  bool event_ids_ = true;
  bool prepared_ = false;
  std::bitset<256> may_be_asked_;
  bool passed_over_ = false, said_anew_ = false;   // the properties; what the event is, behind them
  Scalar cells_[kCells];
  uint32_t filled_ = LineShapes::kNone;   // the shape whose cells these are; the others are empty
  Scalar group_of_context_;
  std::vector<Field> properties_, traits_;
  TimeReader times_;
  LineShapes shapes_;
  std::vector<Known> known_;    // by shape
  std::vector<Scalar> found_;   // by place
  uint64_t lines_ = 0, matched_ = 0, learned_ = 0;
};

Value text_value(std::string_view text) { return {Value::Kind::text, std::string(text), {}}; }

Value cell_value(std::string_view text) { return {cell_kind(text), std::string(text), {}}; }

Value::Kind cell_kind(std::string_view text) {
  if (text.empty()) return Value::Kind::null;
  if (text == "true" || text == "false") return Value::Kind::boolean;
  return is_json_number(text) ? Value::Kind::number : Value::Kind::text;
}

const Value* find_value(const std::vector<Field>& fields, std::string_view name) {
  if (const Value* value = field_of(fields, name)) return value;
  const std::vector<Field>* inside = &fields;
  while (true) {
    const size_t dot = name.find('.');
    if (dot == std::string_view::npos) return inside == &fields ? nullptr : field_of(*inside, name);
    const Value* value = field_of(*inside, name.substr(0, dot));
    if (!value || value->kind != Value::Kind::composite) return nullptr;
    inside = &value->fields;
    name.remove_prefix(dot + 1);
  }
}

void set_value(std::vector<Field>& fields, std::string_view name, const Value& value) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) { return field.name == name; });
  if (value.kind == Value::Kind::null) {
    if (found != fields.end()) fields.erase(found);
  } else if (found != fields.end()) {
    found->value = value;
  } else {
    fields.push_back({std::string(name), value});
  }
}

std::optional<double> read_json_number(std::string_view text) {
  if (text.empty() || (text[0] != '-' && (text[0] < '0' || text[0] > '9')) || !is_json_number(text)) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) return std::strtod(std::string(text).c_str(), nullptr);
  return value;
}

std::string_view name_of(RecordType type) {
  switch (type) {
    case RecordType::alias: return "alias";
    case RecordType::identify: return "identify";
    case RecordType::group: return "group";
    case RecordType::track: return "track";
    case RecordType::page: return "page";
    case RecordType::screen: return "screen";
  }
  return "";
}

const char* read_record(std::string_view json, size_t readable, const Wanted* wanted, Record& record) {
  thread_local LineReader reader;
  return reader.read(json, readable, wanted, record);
}

RecordReader::RecordReader(const Wanted& wanted) : wanted_(wanted), lines_(std::make_unique<LineReader>()) { lines_->prepare(wanted); }
RecordReader::~RecordReader() = default;
const char* RecordReader::read(std::string_view json, size_t readable, Record& record) { return lines_->read_next(json, readable, &wanted_, record); }
uint64_t RecordReader::matched() const { return lines_->matched(); }

Result<Record> parse_record(std::string_view json, uint64_t input_order, int line) {
  Record record;
  record.input_order = input_order;
  const char* const why = read_record(json, json.size(), nullptr, record);
  if (why != nullptr) return Error{why, {"", line, 0}, "", ""};
  return record;
}

bool in_replay_order(const Record& a, const Record& b) {
  if (a.time != b.time) return a.time < b.time;
  const RecordType event = RecordType::track;  // events of one time are alike
  const RecordType a_type = std::min(a.type, event), b_type = std::min(b.type, event);
  if (a_type != b_type) return a_type < b_type;
  if (a_type == event) return a.input_order < b.input_order;
  return std::tie(a.message_id, a.input_order) < std::tie(b.message_id, b.input_order);
}

}  // namespace handraise
