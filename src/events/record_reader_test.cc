#include "events/record_reader.h"

#include <gmock/gmock.h>

#include <cstring>
#include <tuple>

#include "base/chance.h"
#include "events/line_shapes.h"

namespace handraise {
namespace {

// Everything of an object under `properties`, nothing else.
class Properties final : public LinePlaces {
 public:
  std::optional<uint32_t> inside(uint32_t parent, std::string_view key) override {
    if (parent == kLine && key == "properties") return 2;
    return parent == 2 ? next_++ : kNowhere;
  }
  bool may_be_composite(uint32_t place) const override { return place < 3; }

 private:
  uint32_t next_ = 3;
};

std::string padded(std::string line) {
  line.reserve(line.size() + LineShapes::kReadBeyond);
  return line;
}

TEST(LineShapes, LinesThatDifferInTheirScalars) {
  Properties places;
  LineShapes shapes;
  EXPECT_EQ(shapes.learn(R"({"a": [1, {"b":"x\"y"}], "properties": {"s":"text", "n":1.5, "w":true}, "z":null} )", places), 0u);
  Scalar found[6];
  const std::string line = padded(R"({"a": ["q", {"b":false}], "properties": {"s":-12e+3, "n":"", "w":null}, "z":"end"} )");
  ASSERT_EQ(shapes.match(line, found), 0u);
  EXPECT_EQ(found[3].text, "-12e+3");
  EXPECT_EQ(found[3].kind, Value::Kind::number);
  EXPECT_EQ(found[4].kind, Value::Kind::text);
  EXPECT_EQ(found[4].text, "");
  EXPECT_EQ(found[5].kind, Value::Kind::null);
  for (const char* other : {
           R"({"a": [1, {"b":"x"}], "properties": {"s":"t", "n":01, "w":true}, "z":null} )",  // no number
           R"({"a": [1, {"b":"x"}], "properties": {"s":"t", "n":1., "w":true}, "z":null} )",
           R"({"a": [1, {"b":"x"}], "properties": {"s":"t", "n":-, "w":true}, "z":null} )",
           R"({"a": [1, {"b":"x"}], "properties": {"s":"t", "n":1, "w":truth}, "z":null} )",  // no word
           R"({"a": [1, {"b":"x"}], "properties": {"s":"t", "n":1, "w":nul)",
           R"({"a": [1, {"b":"x"}], "properties": {"s":"t\n", "n":1, "w":true}, "z":null} )",  // JSON, but not plain
           "{\"a\": [1, {\"b\":\"x\"}], \"properties\": {\"s\":\"\t\", \"n\":1, \"w\":true}, \"z\":null} ",
           "{\"a\": [1, {\"b\":\"x\"}], \"properties\": {\"s\":\"\xC3\xA4\", \"n\":1, \"w\":true}, \"z\":null} ",
           R"({"a": [1, {"b":"x"}], "properties": {"s":"t", "n":1, "w":true}, "z":null})",  // another form
           R"({"a": [1, {"b":"x"}], "properties": {"s":"t", "n":1, "w":true}, "z":null}  )",
           R"({"a": [1, {"b":"x"}], "properties": {"s":"t", "n":1, "w":{}}, "z":null} )",
           R"({"a": [1, 2, {"b":"x"}], "properties": {"s":"t", "n":1, "w":true}, "z":null} )",
           R"({"a": [1, {"b":"unended)",
           R"({"a": [)",
           "",
       }) {
    EXPECT_EQ(shapes.match(padded(other), found), LineShapes::kNone) << other;
  }
  // Others that begin alike stand beside it.
  const auto learn = [&](const char* json) {
    Properties again;
    return shapes.learn(json, again);
  };
  EXPECT_EQ(learn(R"({"a": 1})"), 1u);
  EXPECT_EQ(learn(R"({"a": [2, {"b":3}], "c": {"t":0}})"), 2u);
  EXPECT_EQ(learn(R"({"a":"no space"})"), 3u);
  EXPECT_EQ(learn("{}"), 4u);
  EXPECT_EQ(learn(R"({"a": "the same"})"), LineShapes::kNone);
  EXPECT_EQ(learn(R"({"a": 1, "properties": {"s":1, "n":[1]}})"), LineShapes::kNone);  // an array where only scalars are looked at
  EXPECT_EQ(shapes.match(padded(R"({"a": false})"), found), 1u);
  EXPECT_EQ(shapes.match(padded(R"({"a": [-1, {"b":0}], "c": {"t":null}})"), found), 2u);
  EXPECT_EQ(shapes.match(padded(R"({"a":9})"), found), 3u);
  EXPECT_EQ(shapes.match(padded("{}"), found), 4u);
  EXPECT_EQ(shapes.match(line, found), 0u);
}

// A line as a careless world may send it. What a line is made of follows from `form`, so that shapes come again and again.
std::string random_line(uint64_t form, Chance& chance) {
  Chance made(form);
  const auto any_of = [&](std::initializer_list<const char*> list) { return std::string(list.begin()[chance.below(list.size())]); };
  const auto one_of = [&](std::initializer_list<const char*> list) { return std::string(list.begin()[made.below(list.size())]); };
  const auto scalar = [&] {
    return any_of({"\"plain\"", "\"plain\"", "\"E1\"", "\"E2\"", "\"2026-03-02T09:00:00Z\"", "12", "-0.5", "1e999", "true", "false", "null", "\"\"", "\"a\\\"b\"", "\"\\u00e4\"", "\"\xC3\xA4\"", "\"tab\there\""});
  };
  std::string line = "{\"type\":" + (chance.below(30) == 0 ? scalar() : any_of({"\"track\"", "\"track\"", "\"track\"", "\"page\"", "\"identify\"", "\"group\"", "\"alias\""}));
  line += one_of({",", ",", ",", ", "}) + "\"timestamp\":" + (chance.below(30) == 0 ? scalar() : "\"2026-03-02T09:00:0" + std::to_string(chance.below(10)) + "Z\"");
  const std::string event = ",\"event\":" + (chance.below(30) == 0 ? scalar() : any_of({"\"E1\"", "\"E2\"", "\"E3\""}));
  const std::string properties = ",\"properties\":" + one_of({"{\"x\":", "{\"x\":", "{\"y\":", "{\"x.y\":{\"z\":1},\"x\":", "{\"x\":{\"y\":2},\"y\":", "{\"x\":1,\"x\":", "{\"name\":"}) + scalar() + ",\"w\":" + scalar() + "}";
  line += made.below(8) == 0 ? properties + event : event + properties;
  line += ",\"userId\":\"u" + std::to_string(chance.below(100)) + "\",\"messageId\":" + scalar();
  line += one_of({"", "", ",\"anonymousId\":\"n\"", ",\"previousId\":7", ",\"groupId\":\"g\"", ",\"userId\":\"again\"", ",\"event\":\"E2\""});
  line += one_of({"", ",\"context\":{\"groupId\":\"acme\",\"library\":{\"name\":\"js\"}}", ",\"context\":{\"groupId\":\"acme\",\"library\":{\"name\":\"js\"}}", ",\"context\":5", ",\"context\":{\"groupId\":{}}", ",\"context\":{\"groupId\":1,\"groupId\":2}"});
  line += one_of({"", ",\"traits\":{\"plan\":\"team\",\"size\":3}", ",\"traits\":[1,\"two\"]", ",\"traits\":{\"plan\":null}"}) + "}" + one_of({"", "", "", "\r", " "});
  if (chance.below(6) == 0 && !line.empty()) {  // broken somewhere
    const size_t at = chance.below(line.size());
    switch (chance.below(4)) {
      case 0: line[at] = static_cast<char>(chance.below(256)); break;
      case 1: line.erase(at, 1 + chance.below(5)); break;
      case 2: line.insert(at, 1, "\"\\{}[],:0 \x01"[chance.below(11)]); break;
      default: line.resize(at);
    }
  }
  return line;
}

TEST(RecordReader, ReadsWhatIsReadOfEachLineByItself) {
  Wanted some;
  some.everything = false;
  some.events = {"E1", "E3"};
  some.properties = {"x.y", "y"};
  some.traits = {"plan"};
  Chance chance(3);
  for (const Wanted& wanted : {Wanted{}, some}) {
    RecordReader reader(wanted);
    size_t records = 0;
    for (int i = 0; i < 100'000; ++i) {
      const std::string line = random_line(static_cast<uint64_t>(i) / 5000 * 12 + chance.below(12), chance);  // senders come and go
      // What stands behind a line in the buffer is the next one, or what was there before.
      std::string buffer = line + (chance.below(2) == 0 ? "\n{\"type\":\"track\",\"event\":\"more than that\"" : "\",\"x\":\"}}}}") + std::string(64, '"');
      Record record, alone;
      const char* const why = reader.read({buffer.data(), line.size()}, buffer.size() - chance.below(100), record);
      const char* const why_alone = read_record(line, line.size(), &wanted, alone);
      ASSERT_STREQ(why, why_alone) << line;
      if (why != nullptr) continue;
      ++records;
      ASSERT_EQ(std::tie(record.type, record.time, record.user, record.other_user, record.group, record.event, record.message_id),
                std::tie(alone.type, alone.time, alone.user, alone.other_user, alone.group, alone.event, alone.message_id))
          << line;
      ASSERT_EQ(record.values, alone.values) << line;
    }
    EXPECT_GT(records, 40'000u);
    EXPECT_GT(reader.matched(), records / 10);
  }
}

TEST(RecordReader, LinesOfOneSenderAreParsedOnce) {
  const Wanted wanted;
  RecordReader reader(wanted);
  for (int i = 0; i < 1000; ++i) {
    const std::string line = R"({"type":"track","event":"E)" + std::to_string(i % 7) + R"(","userId":")" + std::to_string(i) + R"(","timestamp":"2026-03-02T09:00:00Z","properties":{"n":)" + std::to_string(i) + "}}";
    const std::string buffer = line + std::string(64, '\n');
    Record record;
    ASSERT_EQ(reader.read({buffer.data(), line.size()}, buffer.size(), record), nullptr);
    EXPECT_EQ(record.user, std::to_string(i));
  }
  EXPECT_EQ(reader.matched(), 999u);
}

}  // namespace
}  // namespace handraise
