#include "events/table_rows.h"

#include <algorithm>
#include <functional>

#include "base/text.h"

namespace handraise {
namespace {

constexpr size_t kNone = static_cast<size_t>(-1);

// Names are compared without case, blanks, dots, dashes and underscores: user_id, userId, User ID are one.
std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : lower_ascii(name)) {
    if (c != '_' && c != '-' && c != ' ' && c != '.') plain += c;
  }
  return plain;
}

size_t find_column(const std::vector<std::string>& columns, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    for (size_t i = 0; i < columns.size(); ++i) {
      if (plain_name(columns[i]) == name) return i;
    }
  }
  return kNone;
}

std::optional<RecordType> type_of(std::string_view name) {
  for (const RecordType each : {RecordType::track, RecordType::identify, RecordType::group, RecordType::page, RecordType::screen, RecordType::alias}) {
    if (name == name_of(each)) return each;
  }
  return std::nullopt;
}

std::string listed(const std::vector<std::string>& columns) {
  std::vector<std::string> shown(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(std::min<size_t>(columns.size(), 12)));
  return join(shown, ", ") + (shown.size() < columns.size() ? ", …" : "");
}

// Ids and names: a text, or a number as its digits.
std::string_view id_in(const TableRow& row, size_t column) {
  if (column == kNone) return {};
  const TableCell& cell = row.cells[column];
  return cell.kind == Value::Kind::composite ? std::string_view() : cell.text;
}

bool starts_with(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

}  // namespace

bool may_hold_json(std::string_view column) { return column == "properties" || column == "traits" || column == "context"; }

void spread_json(TableCell& cell) {
  const std::string_view text = trim(cell.text);
  if (cell.kind != Value::Kind::text || !text.starts_with('{') || !text.ends_with('}')) return;
  // One reader of JSON: the object is put where a record has its properties.
  auto record = parse_record(R"({"type":"track","timestamp":"2000-01-01T00:00:00Z","userId":"-","event":"-","properties":)" + std::string(text) + "}");
  if (!record || record->type != RecordType::track) return;
  cell.own = {Value::Kind::composite, "", std::move(record->values)};
  cell.keep();
}

Result<Mapping> guess_mapping(const std::vector<std::string>& columns, const TableRow* first_row, const std::string& file) {
  const auto name = [&](size_t column) { return column == kNone ? std::string() : columns[column]; };
  Mapping mapping;
  const auto missing = [&](const std::string& what, const std::string& how) {
    return Error{"no column for " + what + " in the header (" + listed(columns) + ")", {file, 1, 0}, "say which: " + how + " in the motion's `input:` or in a file given with --map", ""};
  };
  const size_t time = find_column(columns, {"timestamp", "time", "ts", "occurredat", "eventtime", "eventtimestamp", "eventat", "originaltimestamp", "createdat", "datetime", "date", "receivedat"});
  if (time == kNone) return missing("the time", "{time: …}");
  mapping.time = columns[time];

  size_t event = find_column(columns, {"event", "eventname", "action", "activity", "eventtype"});
  const size_t type = find_column(columns, {"type", "recordtype"});
  if (type != kNone) {
    const std::string_view said = first_row ? id_in(*first_row, type) : std::string_view();
    if (said.empty() || type_of(said)) mapping.type = columns[type];
    else if (event == kNone) event = type;
  }
  mapping.event = name(event);
  const size_t email = find_column(columns, {"email", "useremail", "emailaddress", "traitsemail"});
  size_t user = find_column(columns, {"userid", "user", "distinctid", "uid", "memberid", "personid", "customerid", "actorid", "actor"});
  size_t message_id = find_column(columns, {"messageid", "eventid", "eventuuid", "insertid", "uuid"});
  const size_t id = find_column(columns, {"id"});
  const size_t anonymous = find_column(columns, {"anonymousid", "anonid"});
  const size_t account = find_column(columns, {"account", "accountid", "groupid", "contextgroupid", "company", "companyid", "workspace", "workspaceid", "organization", "organizationid",
                                               "organisation", "organisationid", "org", "orgid", "tenant", "tenantid", "team", "teamid"});
  if (event == kNone && mapping.type.empty()) {  // people, each with an address: a table of users
    if (email == kNone) return missing("the event", "{event: …}, or {event_name: …} when all rows are one event,");
    mapping.row_type = "identify";
    if (user == kNone) user = id;
  } else if (message_id == kNone) {
    message_id = id;
  }
  if (user == kNone && anonymous == kNone) user = email;
  if (user == kNone && anonymous == kNone && account == kNone) return missing("the user", "{user: …}");
  mapping.user = name(user);
  mapping.anonymous = name(anonymous);
  mapping.account = name(account);
  mapping.email = name(email);
  mapping.message_id = name(message_id);
  mapping.previous = mapping.type.empty() ? "" : name(find_column(columns, {"previousid"}));
  return mapping;
}

Result<TableRows> TableRows::create(const std::vector<std::string>& columns, const Mapping& mapping, const Wanted& wanted, const std::string& file) {
  TableRows rows;
  rows.file_ = file;
  rows.needed_.assign(columns.size(), false);
  rows.value_.assign(columns.size(), false);
  rows.any_event_ = wanted.everything || wanted.any_event;
  rows.events_ = wanted.events;
  rows.event_ids_ = wanted.event_ids;
  Errors errors;
  const auto missing = [&](const std::string& key, const std::string& name) {
    const std::string near = nearest_word(name, columns);
    errors.push_back({"no column '" + name + "' (" + key + " of the mapping); the header has " + listed(columns), {file, 1, 0}, near.empty() ? "" : "did you mean '" + near + "'?", ""});
  };
  std::vector<bool> taken(columns.size(), false);
  const auto find = [&](const std::string& key, const std::string& name) {
    if (name.empty()) return kNone;
    const auto found = std::find(columns.begin(), columns.end(), name);
    if (found == columns.end()) { missing(key, name); return kNone; }
    const auto at = static_cast<size_t>(found - columns.begin());
    taken[at] = rows.needed_[at] = true;
    return at;
  };
  rows.time_ = find("time", mapping.time);
  rows.user_ = find("user", mapping.user);
  rows.anonymous_ = find("anonymous", mapping.anonymous);
  rows.event_ = find("event", mapping.event);
  rows.account_ = find("account", mapping.account);
  rows.email_ = find("email", mapping.email);
  rows.message_id_ = find("message_id", mapping.message_id);
  rows.type_ = find("type", mapping.type);
  rows.previous_ = find("previous", mapping.previous);
  rows.event_name_ = mapping.event_name;
  if (!mapping.row_type.empty()) rows.row_type_ = *type_of(mapping.row_type);
  rows.all_rows_alike_ = mapping.type.empty();
  for (const std::string& name : mapping.properties) {
    if (std::find(columns.begin(), columns.end(), name) == columns.end()) missing("properties", name);
  }
  if (mapping.time.empty()) errors.push_back({"the mapping names no column for the time", {file, 0, 0}, "{time: …}", ""});
  if (mapping.user.empty() && mapping.anonymous.empty() && mapping.account.empty()) errors.push_back({"the mapping names no column for user or account", {file, 0, 0}, "{user: …}", ""});
  if (mapping.type.empty() && rows.row_type_ == RecordType::track && mapping.event.empty() && mapping.event_name.empty()) {
    errors.push_back({"the mapping says nowhere what the event is", {file, 0, 0}, "{event: …}, or {event_name: …} when all rows are one event, or {row_type: identify} for a table of users", ""});
  }
  if (!errors.empty()) return errors;

  rows.email_wanted_ = wanted.everything || std::find(wanted.traits.begin(), wanted.traits.end(), "email") != wanted.traits.end();
  const auto wants = [&](const std::vector<std::string>& names, const std::string& name) {
    if (wanted.everything) return true;
    return std::any_of(names.begin(), names.end(), [&](const std::string& each) { return each == name || (starts_with(each, name) && each[name.size()] == '.'); });
  };
  rows.name_ = rows.context_ = kNone;
  for (size_t i = 0; i < columns.size(); ++i) {
    if (columns[i] == "name" && !taken[i]) {
      rows.name_ = i;  // of a page or screen; a property beside that
      rows.needed_[i] = true;
    }
    // Has the group of an event, as in JSON, where the account's column does not: that may be groupId of a group row.
    const bool flat_group = plain_name(columns[i]) == "contextgroupid";
    if ((columns[i] == "context" || flat_group) && !taken[i] && (rows.context_ == kNone || flat_group)) {
      rows.context_ = i;
      rows.context_is_group_ = flat_group;
      rows.needed_[i] = true;
    }
    if (taken[i] || flat_group) continue;
    if (!mapping.properties.empty() && std::find(mapping.properties.begin(), mapping.properties.end(), columns[i]) == mapping.properties.end()) continue;
    Column column{i, columns[i], true, true, columns[i] == "properties" || columns[i] == "traits"};
    // Flat forms of the spec: properties.plan is the property plan, traits.plan the trait.
    for (const auto& [prefix, property] : {std::pair<std::string, bool>{"properties", true}, {"traits", false}}) {
      if (columns[i] != prefix && !(starts_with(columns[i], prefix + ".") && columns[i].size() > prefix.size() + 1)) continue;
      (property ? column.trait : column.property) = false;
      if (!column.spread) column.name = columns[i].substr(prefix.size() + 1);
    }
    column.property = column.property && (column.spread || wants(wanted.properties, column.name));
    column.trait = column.trait && (column.spread || wants(wanted.traits, column.name));
    if (!column.property && !column.trait) continue;
    rows.needed_[i] = true;
    rows.value_[i] = i != rows.context_;
    rows.columns_.push_back(std::move(column));
  }
  return rows;
}

bool TableRows::asks(const TableRow& row) const {
  if (any_event_) return true;
  const std::string_view said = id_in(row, type_);
  if (said.empty() ? row_type_ != RecordType::track : said != name_of(RecordType::track)) return true;
  const std::string_view event = id_in(row, event_);
  return std::binary_search(events_.begin(), events_.end(), event.empty() ? std::string_view(event_name_) : event, std::less<>());
}

void TableRows::fill(const TableRow& row, Record& record, bool trait) const {
  size_t count = 0;
  const auto add = [&](std::string_view name) -> Value& {
    if (count == record.values.size()) record.values.emplace_back();
    Field& field = record.values[count++];
    field.name.assign(name);
    return field.value;
  };
  const auto add_cell = [&](std::string_view name, const TableCell& cell) {
    Value& value = add(name);
    if (cell.kind == Value::Kind::composite) {
      value = cell.own;
    } else {
      value.kind = cell.kind;
      value.text.assign(cell.text);
      value.fields.clear();
    }
  };
  if (trait && email_ != kNone && record.type == RecordType::identify && email_wanted_ && row.cells[email_].kind != Value::Kind::null) add_cell("email", row.cells[email_]);
  for (const Column& column : columns_) {
    const TableCell& cell = row.cells[column.at];
    if (!(trait ? column.trait : column.property) || cell.kind == Value::Kind::null) continue;
    if (column.at == context_ && cell.kind == Value::Kind::composite) continue;
    if (!column.spread || cell.kind != Value::Kind::composite) { add_cell(column.name, cell); continue; }
    for (const Field& field : cell.own.fields) add(field.name) = field.value;
  }
  record.values.resize(count);
}

void TableRows::read(const TableRow& row, uint64_t order, Batch& batch) const {
  const auto reject = [&](std::string reason) { batch.rejects.push_back({file_, row.line, std::move(reason)}); };
  RecordType type = row_type_;
  if (const std::string_view said = id_in(row, type_); !said.empty()) {
    const auto known = type_of(said);
    if (!known) return reject("unknown type; expected track, identify, group, page, screen or alias");
    type = *known;
  }
  const std::optional<Timestamp> time = row.time ? row.time : parse_time(id_in(row, time_));
  if (!time) return reject("no time that can be read; expected 2026-03-02T09:00:00Z, years 1970 to 9999");
  const std::string_view user = id_in(row, user_), anonymous = id_in(row, anonymous_);
  std::string_view account = id_in(row, account_);
  if (account.empty() && context_ != kNone && type >= RecordType::track) {
    const TableCell& context = row.cells[context_];
    if (context_is_group_) {
      account = id_in(row, context_);
    } else if (context.kind == Value::Kind::composite) {
      const Value* const group = find_value(context.own.fields, "groupId");
      if (group && (group->kind == Value::Kind::text || group->kind == Value::Kind::number)) account = group->text;
    }
  }
  const std::string_view who = user.empty() ? anonymous : user;
  std::string_view other;
  switch (type) {
    case RecordType::alias:
      other = id_in(row, previous_);
      if (who.empty() || other.empty()) return reject("alias without both user and previous id");
      break;
    case RecordType::identify:
      if (who.empty()) return reject("identify without user");
      if (!user.empty() && anonymous != user) other = anonymous;
      break;
    case RecordType::group:
      if (account.empty()) return reject("group without account");
      break;
    default:
      if (who.empty() && account.empty()) return reject("no user and no account");
      break;
  }
  std::string_view event = id_in(row, event_);
  if (event.empty()) event = event_name_;
  if (type == RecordType::track && event.empty()) return reject("track without event");

  ReadRecord& read = batch.add();
  read.derived = false;
  Record& record = read.record;
  record.type = type;
  record.time = *time;
  record.user.assign(who);
  record.other_user.assign(other);
  record.group.assign(record.is_event() || type == RecordType::group ? account : std::string_view());
  record.message_id.assign(event_ids_ || !record.is_event() ? id_in(row, message_id_) : std::string_view());
  record.input_order = order;
  record.event.clear();
  if (type == RecordType::alias) record.values.clear();
  else fill(row, record, !record.is_event());
  if (type == RecordType::track) {
    record.event.assign(event);
  } else if (record.is_event()) {
    std::string_view name = id_in(row, name_);
    if (name.empty()) {
      const Value* property = find_value(record.values, "name");
      if (property && property->kind == Value::Kind::text) name = property->text;
    }
    record.event.append("Viewed ").append(name).append(name.empty() ? "" : " ").append(type == RecordType::page ? "Page" : "Screen");
  }

  // What stands beside it in the row is a record of its own at the same time.
  const auto derive = [&](RecordType derived) -> Record& {
    ReadRecord& beside = batch.add();
    beside.derived = true;
    Record& made = beside.record;
    made.type = derived;
    made.time = *time;
    made.user.assign(who);
    made.other_user.clear();
    made.group.clear();
    made.event.clear();
    made.message_id.clear();
    made.values.clear();
    made.input_order = order + 1;
    return made;
  };
  if (type == RecordType::identify) {
    if (all_rows_alike_ && !account.empty()) derive(RecordType::group).group.assign(account);  // a table of users says whose they are
  } else if (type != RecordType::alias && email_ != kNone && email_wanted_ && !who.empty() && row.cells[email_].kind == Value::Kind::text) {
    derive(RecordType::identify).values.push_back({"email", text_value(row.cells[email_].text)});
  }
}

}  // namespace handraise
