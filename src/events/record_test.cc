#include "events/record.h"

#include <algorithm>
#include <limits>

#include <gtest/gtest.h>

#include "events/wanted.h"

namespace handraise {
namespace {

Record read(const std::string& json) {
  const auto record = parse_record(json);
  EXPECT_TRUE(record) << json << "\n" << (record ? "" : record.errors()[0].message);
  return record ? *record : Record{};
}

std::string reason(const std::string& json) {
  const auto record = parse_record(json, 0, 7);
  if (record) return "";
  EXPECT_EQ(record.errors()[0].where.line, 7);
  return record.errors()[0].message;
}

// A record with its type, time and user, and what else is given.
std::string with(const std::string& type, const std::string& rest) {
  return "{\"type\":\"" + type + "\",\"timestamp\":\"2026-03-02T09:00:00Z\",\"userId\":\"ann\"" + (rest.empty() ? "" : "," + rest) + "}";
}

TEST(Record, ATrackCallIsRead) {
  const Record record = read(R"({"type":"track","event":"Invite Sent","timestamp":"2026-03-02T09:00:00.1239Z","userId":"ann","anonymousId":"x","messageId":"m1",
      "context":{"groupId":"acme","ip":"192.0.2.1"},"properties":{"role":"member","count":2.0,"ok":true,"none":null,"tags":["a"],"plan":{"name":"pro"}}} )");
  EXPECT_EQ(record.type, RecordType::track);
  EXPECT_EQ(record.event, "Invite Sent");
  EXPECT_EQ(record.time, 1772442000123);
  EXPECT_EQ(record.user, "ann");
  EXPECT_EQ(record.other_user, "");  // only identify and alias merge
  EXPECT_EQ(record.group, "acme");
  EXPECT_EQ(record.message_id, "m1");
  EXPECT_EQ(find_value(record.values, "role")->kind, Value::Kind::text);
  EXPECT_EQ(find_value(record.values, "count")->text, "2.0");
  EXPECT_EQ(find_value(record.values, "count")->kind, Value::Kind::number);
  EXPECT_EQ(find_value(record.values, "ok")->text, "true");
  EXPECT_EQ(find_value(record.values, "none"), nullptr);
  EXPECT_EQ(find_value(record.values, "tags")->kind, Value::Kind::composite);
  EXPECT_EQ(find_value(record.values, "plan.name")->text, "pro");
  EXPECT_EQ(find_value(record.values, "plan.name.first"), nullptr);
}

TEST(Record, PagesAndScreensAreNamedEvents) {
  EXPECT_EQ(read(with("page", R"("name":"Pricing")")).event, "Viewed Pricing Page");
  EXPECT_EQ(read(with("page", R"("properties":{"name":"Pricing"})")).event, "Viewed Pricing Page");
  EXPECT_EQ(read(with("page", R"("name":"A","properties":{"name":"B"})")).event, "Viewed A Page");
  EXPECT_EQ(read(with("page", "")).event, "Viewed Page");
  EXPECT_EQ(read(with("screen", R"("name":"")")).event, "Viewed Screen");
  EXPECT_EQ(read(with("screen", R"("name":"Home")")).event, "Viewed Home Screen");
}

TEST(Record, TimeIsTheFirstThatCanBeRead) {
  const auto time = [](const std::string& fields) { return read(R"({"type":"track","event":"E","userId":"a",)" + fields + "}").time; };
  EXPECT_EQ(time(R"("timestamp":"2026-03-02T11:00:00+02:00","receivedAt":"2026-03-03T00:00:00Z")"), 1772442000000);
  EXPECT_EQ(time(R"("receivedAt":"2026-03-02 09:00:00","timestamp":1772442000)"), 1772442000000);
  EXPECT_EQ(time(R"("timestamp":"2026-02-30T00:00:00Z","originalTimestamp":"2026-03-02T09:00:00+0000","receivedAt":"2026-03-03T00:00:00Z")"), 1772442000000);
}

TEST(Record, IdentityRecordsNameWhatTheyJoin) {
  const Record alias = read(with("alias", R"("previousId":"anon")"));
  EXPECT_EQ(alias.other_user, "anon");
  const Record identify = read(with("identify", R"("anonymousId":"anon","traits":{"email":"ann@acme.com","plan":null})"));
  EXPECT_EQ(identify.other_user, "anon");
  ASSERT_EQ(identify.values.size(), 2u);
  EXPECT_EQ(identify.values[1].value.kind, Value::Kind::null);  // it takes the trait away
  EXPECT_EQ(read(with("identify", R"("anonymousId":"ann")")).other_user, "");
  const Record group = read(R"({"type":"group","timestamp":"2026-03-02T09:00:00Z","groupId":12,"traits":{"size":3}})");
  EXPECT_EQ(group.group, "12");
  EXPECT_EQ(group.user, "");
}

TEST(Record, RejectsSayWhy) {
  for (const char* json : {"", "x", "[]", "{}x", "{\"type\":\"track\"", "{\"type\":tru}", "{\"type\":nn\"a\"}", "{\"type\":nullx}", "{\"a\":01}", "{\"a\":1,}", "{\"a\":\"\\ud800\"}", "{\"a\":{\"b\":[1,{]}}", "{} {}"}) {
    EXPECT_EQ(reason(json), "not a JSON object") << json;
  }
  EXPECT_EQ(reason("{\"a\":\"\xff\"}"), "not a JSON object: not UTF-8");
  EXPECT_EQ(reason(std::string(5000, '[')), "not a JSON object that can be read: nested more than 256 deep");
  EXPECT_EQ(reason("{\"a\":" + std::string(5000, '[') + std::string(5000, ']') + "}"), "not a JSON object that can be read: nested more than 256 deep");
  EXPECT_EQ(reason("{\"a\":\"\\\"" + std::string(5000, '[') + "\",}"), "not a JSON object");   // brackets in a text
  EXPECT_EQ(reason("{}").substr(0, 12), "unknown type");
  EXPECT_EQ(reason(with("delete", "")).substr(0, 12), "unknown type");
  EXPECT_EQ(reason(R"({"type":"track","event":"E","userId":"a","timestamp":"1969-12-31T23:59:59Z"})").substr(0, 22), "no time that can be re");
  EXPECT_EQ(reason(R"({"type":"track","event":"E","timestamp":"2026-03-02T09:00:00Z","userId":"","anonymousId":true})").substr(0, 7), "no user");
  EXPECT_EQ(reason(with("track", "")), "track without event");
  EXPECT_EQ(reason(with("track", R"("event":5)")), "track without event");
  EXPECT_EQ(reason(R"({"type":"identify","timestamp":"2026-03-02T09:00:00Z"})"), "identify without userId or anonymousId");
  EXPECT_EQ(reason(with("group", R"("groupId":"")")), "group without groupId");
  EXPECT_EQ(reason(with("alias", "")), "alias without both userId and previousId");
}

TEST(Record, AKeyThatStandsTwiceCountsAsItStoodLast) {
  const Record record = read(with("track", R"("event":"A","event":"B","properties":{"x":1,"x":2})"));
  EXPECT_EQ(record.event, "B");
  EXPECT_EQ(find_value(record.values, "x")->text, "2");
  std::string many;
  for (int i = 0; i < 300; ++i) many += (i ? ",\"k" : "\"k") + std::to_string(i % 100) + "\":" + std::to_string(i);
  const Record wide = read(with("track", "\"event\":\"A\",\"properties\":{" + many + "}"));
  EXPECT_EQ(wide.values.size(), 100u);
  EXPECT_EQ(find_value(wide.values, "k7")->text, "207");
  EXPECT_EQ(find_value(wide.values, "k99")->text, "299");
}

TEST(Record, NumbersAreReadAsJsonWritesThem) {
  EXPECT_EQ(read_json_number("-1.5e3"), -1500);
  for (const char* text : {"", "+1", "01", "1.", ".5", "1e", " 1", "1 ", "nan", "0x1", "--1"}) EXPECT_FALSE(read_json_number(text)) << text;
  EXPECT_EQ(read_json_number("1e999"), std::numeric_limits<double>::infinity());
  EXPECT_EQ(read_json_number("1e-999"), 0);
  EXPECT_EQ(read(with("track", R"("event":"A","properties":{"x":1e999})")).values[0].value.text, "1e999");
}

TEST(Record, OrderAtOneTime) {
  std::vector<Record> records(6);
  const RecordType types[] = {RecordType::page, RecordType::group, RecordType::identify, RecordType::identify, RecordType::alias, RecordType::track};
  const char* ids[] = {"a", "", "b", "", "z", ""};
  for (size_t i = 0; i < 6; ++i) { records[i].type = types[i]; records[i].message_id = ids[i]; records[i].input_order = i; }
  std::sort(records.begin(), records.end(), in_replay_order);
  std::vector<uint64_t> order;
  for (const Record& record : records) order.push_back(record.input_order);
  EXPECT_EQ(order, (std::vector<uint64_t>{4, 3, 2, 1, 0, 5}));
}

// What is wanted changes what is kept of the values and nothing else, whatever the order of the keys and however often they stand.
TEST(ReadRecord, WantedChangesOnlyWhatIsKept) {
  Wanted wanted;
  wanted.everything = false;
  wanted.events = {"Invited"};
  wanted.properties = {"plan.name", "role"};
  wanted.traits = {"email"};
  const std::string time = R"("timestamp":"2026-03-01T09:00:00Z","userId":"ann")";
  const auto values = [&](const std::string& line) {
    Record record;
    record.event = "of before";
    record.values.push_back({"role", text_value("of before")});
    EXPECT_EQ(read_record(line, line.size(), &wanted, record), nullptr) << line;
    const Result<Record> whole = parse_record(line);
    EXPECT_TRUE(whole) << line;
    EXPECT_EQ(record.event, whole->event);
    EXPECT_EQ(record.user, whole->user);
    EXPECT_EQ(record.group, whole->group);
    std::string names;
    for (const Field& field : record.values) {
      names += field.name + " ";
      const Value* const found = find_value(whole->values, field.name);
      EXPECT_TRUE(found != nullptr && *found == field.value) << field.name;
    }
    return names;
  };
  EXPECT_EQ(values(R"({"type":"track","event":"Invited","properties":{"role":"admin","other":1,"plan":{"name":"pro"}},)" + time + "}"), "role plan ");
  EXPECT_EQ(values(R"({"properties":{"role":"admin","other":1},"type":"track","event":"Invited",)" + time + "}"), "role ");
  EXPECT_EQ(values(R"({"type":"track","event":"Opened","properties":{"role":"admin"},)" + time + "}"), "");
  EXPECT_EQ(values(R"({"type":"track","event":"Opened","properties":{"role":"admin"},"event":"Invited",)" + time + "}"), "role ");
  EXPECT_EQ(values(R"({"type":"track","event":"Inv\u0069ted","properties":{"r\u006fle":"\u0061dmin","role":"member"},)" + time + "}"), "role ");
  EXPECT_EQ(values(R"({"type":"page","properties":{"name":"Home","role":"x"},)" + time + "}"), "name role ");
  EXPECT_EQ(values(R"({"type":"identify","traits":{"email":"a@b.example","age":3},)" + time + "}"), "email ");
  for (const char* broken : {R"({"type":"track","event":"Opened","properties":{"role":tru},)", R"({"type":"track","event":"Opened","properties":{"role":01},)", R"({"type":"track","event":"Opened","properties":{"role":"\x"},)",
                             R"({"type":"track","event":"Opened","properties":{"role":"a":"b"},)", R"({"type":"track","event":"Opened","properties":":n":"m","n":1.5,n"u"lxl:},)", R"({"type":"track","event":"Opened":"x",)",
                             R"({"type":"track","event":"Opened","context":{"groupId":"a" : "b"},)", R"({"type":"track","event":"Opened","list":["a":"b"],)"}) {
    Record record;
    const std::string line = broken + time + "}";
    EXPECT_STREQ(read_record(line, line.size(), &wanted, record), "not a JSON object") << line;
  }
}

}  // namespace
}  // namespace handraise
