#include <dlfcn.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "events/read_usage_test.h"

#ifdef HANDRAISE_DUCKDB
#include "events/duckdb_library.h"
#endif

namespace handraise {
namespace {

#ifndef HANDRAISE_DUCKDB

TEST(Parquet, WithoutDuckDbAnErrorSaysWhatToInstall) {
  const TestFolder folder;
  EXPECT_EQ(read_as_text({folder.write("a.parquet", "PAR1")}).errors,
            "a.parquet: is Parquet, which needs DuckDB; this program was built without\n  run scripts/setup and build again, or give the usage as JSON lines or CSV\n");
}

#else

// Runs SQL that writes files.
void run_sql(const std::string& sql) {
  void* const library = dlopen("libduckdb.so", RTLD_NOW | RTLD_LOCAL);
  ASSERT_NE(library, nullptr) << dlerror();
  const auto open = reinterpret_cast<decltype(&::duckdb_open)>(dlsym(library, "duckdb_open"));
  const auto query = reinterpret_cast<decltype(&::duckdb_query)>(dlsym(library, "duckdb_query"));
  const DuckDb* const db = *load_duckdb();
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  duckdb_result result;
  open(nullptr, &database);
  db->duckdb_connect(database, &connection);
  EXPECT_EQ(query(connection, sql.c_str(), &result), DuckDBSuccess) << db->duckdb_result_error(&result);
  db->duckdb_destroy_result(&result);
  db->duckdb_disconnect(&connection);
  db->duckdb_close(&database);
}

const char kUsage[] =
    R"({"type":"identify","messageId":"m1","userId":"ann","timestamp":"2026-03-01T09:00:00Z","traits":{"email":"ann@acme.com"},"context":{}})" "\n"
    R"({"type":"track","messageId":"m2","userId":"ann","event":"Report \"A\", shared","timestamp":"2026-03-01T09:00:01Z","properties":{"files":3,"area":"a,b\nc","share":0.25},"context":{"groupId":"acme"}})" "\n"
    R"({"type":"group","messageId":"m3","userId":"ann","groupId":"acme","timestamp":"2026-03-01T09:00:02Z","traits":{"plan":"pro"}})" "\n"
    R"({"type":"track","messageId":"m2","userId":"ann","event":"X","timestamp":"2026-03-02T09:00:00.123Z","properties":{"files":4}})" "\n"
    R"({"type":"page","messageId":"m4","userId":"bob","name":"Pricing","timestamp":"2026-03-02T09:00:00.123Z"})" "\n";

TEST(Parquet, EveryFormOfTheSameUsageGivesTheSameRecords) {
  const TestFolder folder;
  const std::string json = folder.write("a.jsonl", kUsage);
  const std::string rows = "read_json('" + json + "', format='newline_delimited', columns={type:'VARCHAR', messageId:'VARCHAR', userId:'VARCHAR', event:'VARCHAR', groupId:'VARCHAR', name:'VARCHAR', timestamp:'VARCHAR', "
                           "properties:'STRUCT(files BIGINT, area VARCHAR, share DOUBLE)', traits:'STRUCT(email VARCHAR, plan VARCHAR)', context:'STRUCT(groupId VARCHAR)'})";
  const std::string flat = "SELECT type, messageId, userId, event, groupId, name, timestamp, properties.files AS \"properties.files\", properties.area AS \"properties.area\", properties.share AS \"properties.share\", "
                           "traits.email AS \"traits.email\", traits.plan AS \"traits.plan\", context.groupId AS \"context.groupId\" FROM " + rows;
  run_sql("COPY (" + flat + ") TO '" + folder / "flat.csv" + "' (HEADER)");
  run_sql("COPY (" + flat + ") TO '" + folder / "flat.parquet" + "' (FORMAT parquet)");
  run_sql("COPY (SELECT * REPLACE (timestamp::TIMESTAMP AS timestamp) FROM " + rows + ") TO '" + folder / "nested.parquet" + "' (FORMAT parquet)");
  run_sql("COPY (SELECT * REPLACE (timestamp::TIMESTAMPTZ AS timestamp, json_merge_patch('{}', properties::JSON) AS properties, json_merge_patch('{}', traits::JSON) AS traits, json_merge_patch('{}', context::JSON) AS context) FROM " + rows + ") TO '" + folder / "json[1].parquet" + "' (FORMAT parquet)");
  run_sql("COPY (SELECT * REPLACE (timestamp::TIMESTAMP_NS AS timestamp, json_merge_patch('{}', to_json(properties)) AS properties, json_merge_patch('{}', to_json(traits)) AS traits, json_merge_patch('{}', to_json(context)) AS context) FROM " + rows + ") TO '" + folder / "json.csv" + "' (HEADER)");
  // A page has its name from a column of its own, which is a property beside that.
  const std::string expected = replace_all(read_as_text({json}).records, "Viewed Pricing Page id=m4", "Viewed Pricing Page id=m4 name:Pricing");
  EXPECT_EQ(std::count(expected.begin(), expected.end(), '\n'), 5 + 1 - 1);  // a line end inside a value, a copy dropped
  for (const char* name : {"flat.csv", "flat.parquet", "nested.parquet", "json[1].parquet", "json.csv"}) {
    const ReadUsage read = read_as_text({folder / name});
    EXPECT_EQ(read.records, expected) << name << read.errors;
    EXPECT_EQ(read.rejects, "") << name;
    EXPECT_EQ(read.summary.duplicates, 1u) << name;
  }
}

TEST(Parquet, EveryTypeIsTheTextItWouldHaveInJson) {
  const TestFolder folder;
  run_sql("COPY (SELECT TIMESTAMP '2026-03-01 09:00:00.123456' AS ts, 7 AS user_id, 'E' AS event, true AS b, (-5)::TINYINT AS i8, 40000::UINTEGER AS u32, 18446744073709551615::UBIGINT AS u64, "
          "170141183460469231731687303715884105727::HUGEINT AS h, 0.1::FLOAT AS f, 5.0::DOUBLE AS d, 1e300::DOUBLE AS big, 'nan'::DOUBLE AS nan, (-12.50)::DECIMAL(9,2) AS dec, 0.05::DECIMAL(30,2) AS dec2, "
          "DATE '2026-02-28' AS day, TIMESTAMP_MS '2026-03-01 10:00:00.5' AS at, UUID '0a1b2c3d-0000-4000-8000-00000000ffff' AS code, 'x'::BLOB AS blob, [1,2] AS list, MAP {'k': 'v'} AS map, "
          "{'p': {'q': 1}, 'n': NULL} AS struct, '' AS empty, NULL::VARCHAR AS none, 'free'::ENUM('free', 'pro') AS enum) TO '" + folder / "a.parquet" + "' (FORMAT parquet)");
  EXPECT_EQ(read_as_text({folder / "a.parquet"}).records,
            "2026-03-01T09:00:00.123Z track user=7 event=E b:true i8:-5 u32:40000 u64:18446744073709551615 h:1.7014118346046923e+38 f:0.1 d:5 big:1e+300 dec:-12.50 dec2:0.05 day:2026-02-28 "
            "at:2026-03-01T10:00:00.500Z code:0a1b2c3d-0000-4000-8000-00000000ffff blob:x list: map:{k:v} struct:{p:} empty: enum:free\n");
}

TEST(Parquet, RowsWithoutTimeOrUserAreRejectsAndOnlyWantedColumnsAreRead) {
  const TestFolder folder;
  run_sql("COPY (SELECT * FROM (VALUES (NULL, 'u', 'E', 1, 2), (TIMESTAMP '2026-03-01 09:00:00', NULL, 'E', 1, 2), (TIMESTAMP '1969-12-31 23:59:59', 'u', 'E', 1, 2), (TIMESTAMP 'infinity', 'u', 'E', 1, 2), "
          "(TIMESTAMP '2026-03-01 09:00:00', 'u', 'E', 1, 2)) t(ts, \"user\"\"id\", event, \"a\"\"; DROP\", b)) TO '" + folder / "a.parquet" + "' (FORMAT parquet)");
  UsageOptions options;
  options.files = {folder / "a.parquet"};
  EXPECT_EQ(read_as_text(options).errors, "a.parquet:1: no column for the user in the header (ts, user\"id, event, a\"; DROP, b)\n  say which: {user: …} in the motion's `input:` or in a file given with --map\n");
  options.mapping = Mapping{};
  options.mapping->time = "ts";
  options.mapping->user = "user\"id";
  options.mapping->event = "event";
  options.wanted.everything = false;
  options.wanted.events = {"E"};
  options.wanted.properties = {"a\"; DROP"};
  const ReadUsage read = read_as_text(options);
  EXPECT_EQ(read.records, "2026-03-01T09:00:00.000Z track user=u event=E a\"; DROP:1\n") << read.errors;
  EXPECT_EQ(read.rejects,
            "a.parquet:1: no time that can be read; expected 2026-03-02T09:00:00Z, years 1970 to 9999\na.parquet:2: no user and no account\n"
            "a.parquet:3: no time that can be read; expected 2026-03-02T09:00:00Z, years 1970 to 9999\na.parquet:4: no time that can be read; expected 2026-03-02T09:00:00Z, years 1970 to 9999\n");
}

TEST(Parquet, WhatCannotBeReadIsAnError) {
  const TestFolder folder;
  run_sql("COPY (SELECT 5 AS ts, 'u' AS user, 'E' AS event, range AS n FROM range(100000)) TO '" + folder / "a.parquet" + "' (FORMAT parquet)");
  EXPECT_EQ(read_as_text({folder / "a.parquet"}).errors,
            "a.parquet: column 'ts' holds no time; expected a TIMESTAMP, or texts as 2026-03-02T09:00:00Z\n  name another with {time: …} in the motion's `input:` or in a file given with --map\n");
  std::ifstream file(folder / "a.parquet", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  EXPECT_TRUE(read_as_text({folder.write("short.parquet", bytes.substr(0, bytes.size() / 2))}).errors.starts_with("short.parquet: cannot be read as Parquet: ")) << read_as_text({folder / "short.parquet"}).errors;
  UsageOptions options;
  options.files = {folder / "a.parquet"};
  options.mapping = Mapping{};
  options.mapping->time = "tss";
  options.mapping->user = "user";
  options.mapping->event = "event";
  options.mapping->properties = {"m"};
  EXPECT_EQ(read_as_text(options).errors, "a.parquet:1: no column 'tss' (time of the mapping); the header has ts, user, event, n\n  did you mean 'ts'?\n"
                                          "a.parquet:1: no column 'm' (properties of the mapping); the header has ts, user, event, n\n  did you mean 'n'?\n");
}

TEST(Parquet, ManyRowsKeepTheirOrder) {
  const TestFolder folder;
  run_sql("COPY (SELECT TIMESTAMP '2026-03-01 00:00:00' + INTERVAL (range) SECOND AS ts, 'u' || (range % 1000) AS user_id, 'E' AS event, range AS n, range::VARCHAR AS message_id FROM range(500000)) TO '" +
          folder / "a.parquet" + "' (FORMAT parquet, ROW_GROUP_SIZE 20000)");
  RecordList list;
  UsageOptions options;
  options.files = {folder / "a.parquet"};
  double share = 0;
  options.progress = [&](const Progress& progress) {
    EXPECT_LE(progress.bytes_done, progress.bytes_total);
    share = static_cast<double>(progress.bytes_done) / static_cast<double>(progress.bytes_total);
    return true;
  };
  const auto summary = read_usage(options, list);
  ASSERT_TRUE(summary) << print_errors(summary.errors());
  EXPECT_TRUE(summary->sorted);
  EXPECT_EQ(share, 1);
  ASSERT_EQ(list.records.size(), 500'000u);
  for (size_t i = 0; i < list.records.size(); i += 777) EXPECT_EQ(list.records[i].values[0].value.text, std::to_string(i));
}

#endif

}  // namespace
}  // namespace handraise
