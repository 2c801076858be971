#include "events/record.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <tuple>

#include <simdjson.h>

namespace handraise {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr int kDepthMax = 256;
constexpr size_t kKeptBuffer = 1 << 20;  // a line beyond it gets a buffer of its own, given back at once

bool is_json_number(std::string_view text) {
  size_t i = 0;
  const auto digits = [&] {
    const size_t start = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i > start;
  };
  if (i < text.size() && text[i] == '-') ++i;
  if (i < text.size() && text[i] == '0') ++i;
  else if (!digits()) return false;
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (!digits()) return false;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (!digits()) return false;
  }
  return i == text.size();
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
    if (field.unescaped_key().get(key)) return false;
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
      if (json.get_string().get(text)) return false;
      out.text = text;
      return true;
    }
    case ondemand::json_type::number: {
      out.kind = Value::Kind::number;
      std::string_view token = json.raw_json_token();
      while (!token.empty() && (token.back() == ' ' || token.back() == '\t' || token.back() == '\n' || token.back() == '\r')) token.remove_suffix(1);
      out.text = token;
      // The token is not consumed by looking at it; a number too great for a double is one nevertheless.
      if (!is_json_number(token)) return false;
      double ignored = 0;
      const auto error = json.get_double().get(ignored);
      return !error || error == simdjson::NUMBER_ERROR || error == simdjson::NUMBER_OUT_OF_RANGE;
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

bool read_line(std::string_view json, std::vector<Field>& fields) {
  thread_local ondemand::parser parser;
  thread_local std::string kept_buffer;
  std::string own_buffer;
  std::string& buffer = json.size() > kKeptBuffer ? own_buffer : kept_buffer;
  buffer.assign(json);
  buffer.append(simdjson::SIMDJSON_PADDING, '\0');
  ondemand::document document;
  if (parser.iterate(buffer.data(), json.size(), buffer.size()).get(document)) return false;
  ondemand::object object;
  return !document.get_object().get(object) && read_fields(object, fields, 0) &&
         document.current_location().error() == simdjson::OUT_OF_BOUNDS;  // nothing behind the object
}

const Value* field_of(const std::vector<Field>& fields, std::string_view name) {
  for (const Field& field : fields) {
    if (field.name == name) return field.value.kind == Value::Kind::null ? nullptr : &field.value;
  }
  return nullptr;
}

// A non-empty string, or a number as its digits; else nothing.
std::string id_of(const std::vector<Field>& fields, std::string_view name) {
  const Value* value = field_of(fields, name);
  return value && (value->kind == Value::Kind::text || value->kind == Value::Kind::number) ? value->text : std::string();
}

std::string text_of(const std::vector<Field>& fields, std::string_view name) {
  const Value* value = field_of(fields, name);
  return value && value->kind == Value::Kind::text ? value->text : std::string();
}

const std::vector<Field>& object_of(const std::vector<Field>& fields, std::string_view name) {
  static const std::vector<Field> none;
  const Value* value = field_of(fields, name);
  return value && value->kind == Value::Kind::composite ? value->fields : none;
}

}  // namespace

Value text_value(std::string_view text) { return {Value::Kind::text, std::string(text), {}}; }

Value cell_value(std::string_view text) {
  if (text.empty()) return {};
  if (text == "true" || text == "false") return {Value::Kind::boolean, std::string(text), {}};
  return {is_json_number(text) ? Value::Kind::number : Value::Kind::text, std::string(text), {}};
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

Result<Record> parse_record(std::string_view json, uint64_t input_order, int line) {
  const auto reject = [&](std::string message) { return Error{std::move(message), {"", line, 0}, "", ""}; };
  std::vector<Field> fields;
  if (!read_line(json, fields)) return reject("not a JSON object");

  Record record;
  record.input_order = input_order;
  const std::string type = text_of(fields, "type");
  bool known = false;
  for (const RecordType each : {RecordType::alias, RecordType::identify, RecordType::group, RecordType::track, RecordType::page, RecordType::screen}) {
    if (type == name_of(each)) { record.type = each; known = true; }
  }
  if (!known) return reject("unknown type; expected track, identify, group, page, screen or alias");

  std::optional<Timestamp> time;
  for (const char* name : {"timestamp", "originalTimestamp", "receivedAt"}) {
    if (!time) time = parse_time(text_of(fields, name));
  }
  if (!time) return reject("no time that can be read in timestamp, originalTimestamp or receivedAt; expected 2026-03-02T09:00:00Z, years 1970 to 9999");
  record.time = *time;

  record.message_id = id_of(fields, "messageId");
  const std::string anonymous = id_of(fields, "anonymousId");
  record.user = id_of(fields, "userId");
  const bool both = !record.user.empty() && !anonymous.empty();
  if (record.user.empty()) record.user = anonymous;

  switch (record.type) {
    case RecordType::alias:
      record.other_user = id_of(fields, "previousId");
      if (record.user.empty() || record.other_user.empty()) return reject("alias without both userId and previousId");
      return record;
    case RecordType::identify:
      if (record.user.empty()) return reject("identify without userId or anonymousId");
      if (both && anonymous != record.user) record.other_user = anonymous;
      record.values = object_of(fields, "traits");
      return record;
    case RecordType::group:
      record.group = id_of(fields, "groupId");
      if (record.group.empty()) return reject("group without groupId");
      record.values = object_of(fields, "traits");
      return record;
    default: break;
  }
  record.group = id_of(object_of(fields, "context"), "groupId");
  if (record.user.empty() && record.group.empty()) return reject("no user (userId, anonymousId) and no group (context.groupId)");
  record.values = object_of(fields, "properties");
  if (record.type == RecordType::track) {
    record.event = text_of(fields, "event");
    if (record.event.empty()) return reject("track without event");
  } else {
    std::string name = text_of(fields, "name");
    if (name.empty()) name = text_of(record.values, "name");
    record.event = "Viewed " + (name.empty() ? name : name + " ") + (record.type == RecordType::page ? "Page" : "Screen");
  }
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
