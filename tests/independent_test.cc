// The program against tests/independent/evaluate.py, which was written from the motion language alone: same qualifications, same states.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "backtest/history.h"
#include "backtest/tables.h"
#include "engine/stream_engine.h"
#include "motion/parse_motion.h"
#include "motion/print_motion.h"
#include "random_history.h"
#include "running.h"

namespace handraise {
namespace {

using namespace running;
using Json = nlohmann::ordered_json;

// A value as JSON, numbers as they are written.
std::string json_of(const Value& value) {
  switch (value.kind) {
    case Value::Kind::null: return "null";
    case Value::Kind::number: case Value::Kind::boolean: return value.text;
    case Value::Kind::text: return Json(value.text).dump();
    case Value::Kind::composite: break;
  }
  if (value.fields.empty()) return "[]";
  std::string out;
  for (const Field& field : value.fields) out += (out.empty() ? "{" : ",") + Json(field.name).dump() + ":" + json_of(field.value);
  return out + "}";
}

std::string json_of(const Record& record) {
  std::string out = std::string("{\"type\":\"") + (record.is_event() ? "track" : std::string(name_of(record.type)).c_str()) + "\",\"timestamp\":\"" + print_time(record.time) + "\"";
  const auto put = [&](const char* key, const std::string& text) { if (!text.empty()) out += std::string(",\"") + key + "\":" + Json(text).dump(); };
  put("userId", record.user);
  put("messageId", record.message_id);
  if (record.is_event()) put("event", record.event);
  if (record.type == RecordType::alias) put("previousId", record.other_user);
  if (record.type == RecordType::identify) put("anonymousId", record.other_user);
  if (record.type == RecordType::group) put("groupId", record.group);
  if (record.is_event() && !record.group.empty()) out += ",\"context\":{\"groupId\":" + Json(record.group).dump() + "}";
  std::string values;
  for (const Field& field : record.values) values += (values.empty() ? "{" : ",") + Json(field.name).dump() + ":" + json_of(field.value);
  if (!values.empty()) out += std::string(",\"") + (record.is_event() ? "properties" : "traits") + "\":" + values + "}";
  return out + "}\n";
}

// The first `cells` of every row: ours has more behind them.
std::string first_cells(const std::string& csv, size_t cells) {
  std::string out;
  for (const std::string& line : lines_of(csv)) {
    size_t at = 0, seen = 0;
    bool quoted = false;
    for (; at < line.size(); ++at) {
      if (line[at] == '"') quoted = !quoted;
      if (line[at] == ',' && !quoted && ++seen == cells) break;
    }
    out += line.substr(0, at) + "\n";
  }
  return out;
}

TEST(Independent, AgreesOnRandomHistories) {
  constexpr uint64_t kCases = 400;
  Folder folder;
  std::string cases, outcomes_header = "account,user,outcome,reached_at\n";
  write(folder / "personal", "gmail.com\n");
  std::vector<std::string> wanted_qualifications, wanted_states;
  size_t qualified = 0;
  for (uint64_t i = 0, seed = 77'000'003; i < kCases; ++seed) {
    Dice dice(seed);
    History history = make_history([&](uint32_t bound) { return dice.below(bound); });
    const std::string at = folder / std::to_string(i);
    for (std::vector<std::string>* names : {&history.motion.qualify.must_have, &history.motion.qualify.any_of}) {  // a file may name a signal once
      std::sort(names->begin(), names->end());
      names->erase(std::unique(names->begin(), names->end()), names->end());
    }
    const std::string yaml = print_motion(history.motion);
    const Result<Motion> motion = parse_motion(yaml, "motion.yaml");
    if (!motion) continue;  // the generator knows no check of files: kinds_at_least that nothing can meet, and the like
    write(at + ".yaml", yaml);
    std::string events, outcomes = outcomes_header, accounts = "account";
    for (const Record& record : history.records) events += json_of(record);
    write(at + ".jsonl", events);
    for (const Outcome& each : history.outcomes) outcomes += each.account + "," + each.user + "," + each.outcome + "," + print_time(each.reached_at) + "\n";
    write(at + ".outcomes", outcomes);
    std::vector<std::string> names;
    for (const AccountTraits& row : history.account_traits) for (const Field& field : row.traits) if (std::find(names.begin(), names.end(), field.name) == names.end()) names.push_back(field.name);
    for (const std::string& name : names) accounts += "," + name;
    accounts += "\n";
    for (const AccountTraits& row : history.account_traits) {
      accounts += row.account;
      for (const std::string& name : names) {
        const Value* value = find_value(row.traits, name);
        accounts += "," + (value == nullptr ? "" : value->text);
      }
      accounts += "\n";
    }
    write(at + ".accounts", accounts);

    const auto read_outcome = read_outcomes(outcomes, "outcomes.csv");
    const auto read_account = read_accounts(accounts, "accounts.csv");
    ASSERT_TRUE(read_outcome && read_account);
    UsageHistory past({*motion, read_account->rows, read_outcome->rows, {"gmail.com"}, "", kHorizon});
    UsageOptions usage;
    usage.files = {at + ".jsonl"};
    usage.wanted = wanted_of(*motion);
    usage.as_of = history.as_of;
    const Result<UsageSummary> read = read_usage(usage, past);
    ASSERT_TRUE(read) << print_errors(read.errors());
    past.finish(history.as_of);
    wanted_qualifications.push_back(first_cells(print_qualifications(past), 5));
    qualified += !past.qualified().empty();
    std::vector<std::string> arguments = {at + ".yaml", at + ".jsonl", "--outcomes", at + ".outcomes", "--accounts", at + ".accounts", "--personal", folder / "personal", "--out", at + ".found"};
    if (history.as_of) { arguments.push_back("--as-of"); arguments.push_back(print_time(*history.as_of)); }
    cases += Json(arguments).dump() + "\n";
    // The state at the end; values beyond the threshold are nobody's promise.
    std::vector<State> states = past.end() ? past.states(*past.end()) : std::vector<State>();
    for (State& state : states) for (Reason& reason : state.reasons) reason.value = std::min(reason.value, reason.at_least);
    wanted_states.push_back(print_states_csv(*motion, states));
    arguments = {at + ".yaml", at + ".jsonl", "--outcomes", at + ".outcomes", "--accounts", at + ".accounts", "--personal", folder / "personal", "--out", at + ".states", "--score", print_time(past.end().value_or(0))};
    cases += Json(arguments).dump() + "\n";
    ++i;
  }
  EXPECT_GT(qualified, kCases * 3 / 10);
  write(folder / "cases", cases);
  const Finished python = run({"python3", source("tests/independent/evaluate.py"), "--each", folder / "cases"}, "", 120);
  ASSERT_EQ(python.code, 0) << python.err;
  for (uint64_t i = 0; i < kCases; ++i) {
    const std::string at = folder / std::to_string(i);
    ASSERT_EQ(read(at + ".found"), wanted_qualifications[i]) << "history " << i << "\n" << read(at + ".yaml") << read(at + ".jsonl") << read(at + ".outcomes") << read(at + ".accounts");
    ASSERT_EQ(read(at + ".states"), wanted_states[i]) << "history " << i << "\n" << read(at + ".yaml") << read(at + ".jsonl") << read(at + ".outcomes") << read(at + ".accounts");
  }
}

TEST(Independent, AgreesOnRealUsage) {
  Folder folder;
  const std::string data = source("..") + "/shared/data/dataplane-usage/", motions = source("examples/dataplane-usage/");
  for (const char* name : {"start.yaml", "motion.yaml"}) {
    const Finished ours = handraise({"backtest", motions + name, data + "events.jsonl.gz", "--outcomes", data + "outcomes.csv", "--accounts", data + "accounts.csv", "-o", folder / name}, "", 60);
    ASSERT_EQ(ours.code, 0) << ours.err;
    const Finished python = run({"python3", source("tests/independent/evaluate.py"), motions + name, data + "events.jsonl.gz", "--outcomes", data + "outcomes.csv", "--accounts", data + "accounts.csv",
                                 "--personal", source("playbooks/personal_domains.txt")}, "", 120);
    ASSERT_EQ(python.code, 0) << python.err;
    EXPECT_GT(lines_of(python.out).size(), 20u);
    EXPECT_EQ(first_cells(read((folder / name) + "/qualifications.csv"), 5), python.out) << name;
  }
}

}  // namespace
}  // namespace handraise
