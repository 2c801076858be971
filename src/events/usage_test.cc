#include "events/usage.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "base/text.h"
#include "events/duplicates.h"
#include "events/read_usage_test.h"

namespace handraise {
namespace {

namespace fs = std::filesystem;

using Folder = TestFolder;

std::string gzip(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::string zstd(const std::string& text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
  return packed;
}

using Sink = RecordList;
using Outcome = ReadUsage;

template <class What>
Outcome read(const What& what) {
  Outcome outcome = read_as_text(what);
  const UsageSummary& summary = outcome.summary;
  EXPECT_EQ(summary.lines, summary.records + summary.rejected + summary.duplicates + summary.later);
  return outcome;
}
Outcome read(const std::vector<std::string>& files) { return read<std::vector<std::string>>(files); }

std::string track(const std::string& time, const std::string& user, const std::string& event, const std::string& id = "", const std::string& properties = "") {
  return R"({"type":"track","timestamp":"2026-03-)" + time + R"(Z","userId":")" + user + R"(","event":")" + event + "\"" +
         (id.empty() ? "" : R"(,"messageId":")" + id + "\"") + (properties.empty() ? "" : R"(,"properties":)" + properties) + "}\n";
}

const char kThree[] =
    "2026-03-01T09:00:00.000Z track user=ann event=A\n"
    "2026-03-01T10:00:00.000Z track user=bob event=B\n"
    "2026-03-01T11:00:00.000Z track user=ann event=C\n";
std::string three(int i) { return i == 0 ? track("01T09:00:00", "ann", "A") : i == 1 ? track("01T10:00:00", "bob", "B") : track("01T11:00:00", "ann", "C"); }

// ---- forms of files ----------------------------------------------------------------------------------------------------

TEST(Usage, EveryPackingGivesTheSameRecordsWhateverTheName) {
  const Folder folder;
  const std::string all = three(0) + three(1) + three(2);
  for (const auto& [name, bytes] : std::vector<std::pair<std::string, std::string>>{
           {"plain.jsonl", all},
           {"no-last-newline", all.substr(0, all.size() - 1)},
           {"crlf.jsonl", replace_all(all, "\n", "\r\n")},
           {"mark.jsonl", "\xEF\xBB\xBF\n \t\n" + all + "\n\n"},
           {"one.gz", gzip(all)},
           {"members.jsonl.gz", gzip(three(0)) + gzip(three(1) + three(2).substr(0, 10)) + gzip("") + gzip(three(2).substr(10))},
           {"padded.gz", gzip(all) + std::string(1000, '\0')},
           {"gzip-by-another-name.jsonl", gzip(all)},
           {"one.zst", zstd(all)},
           {"frames.jsonl.zst", zstd(three(0)) + std::string("\x50\x2A\x4D\x18\x04\0\0\0skip", 12) + zstd(three(1)) + zstd(three(2))},
           {"skipped-first.zst", std::string("\x5F\x2A\x4D\x18\x01\0\0\0x", 9) + zstd(all)},
       }) {
    const Outcome outcome = read({folder.write(name, bytes)});
    EXPECT_EQ(outcome.records, kThree) << name << outcome.errors;
    EXPECT_EQ(outcome.rejects + outcome.notices, "") << name;
    EXPECT_TRUE(outcome.summary.sorted);
    EXPECT_EQ(outcome.summary.lines, 3u);
    EXPECT_EQ(print_time(*outcome.summary.first) + print_time(*outcome.summary.last), "2026-03-01T09:00:00.000Z2026-03-01T11:00:00.000Z");
  }
}

TEST(Usage, LargeContentThatPacksWellIsUnpackedWhole) {
  const Folder folder;
  std::string text;
  for (int i = 0; i < 30'000; ++i) text += track("01T09:00:00", "ann", "A", "", R"({"note":")" + std::string(300, 'x') + "\"}");
  EXPECT_EQ(read({folder.write("a.gz", gzip(text))}).summary.records, 30'000u);
  EXPECT_EQ(read({folder.write("a.zst", zstd(text))}).summary.records, 30'000u);
}

TEST(Usage, WhatIsBrokenIsAnErrorThatSaysHowMuchWasRead) {
  const Folder folder;
  std::string text;
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) text += track("01T09:00:00", "u" + std::to_string(random()), "A");
  const std::string packed = gzip(text), framed = zstd(text);
  const std::string short_gzip = read({folder.write("short.gz", packed.substr(0, packed.size() / 2))}).errors;
  EXPECT_TRUE(short_gzip.starts_with("short.gz: ends in the middle of its gzip data\n  ")) << short_gzip;
  EXPECT_TRUE(short_gzip.ends_with(" records of it were read before; is the file complete?\n")) << short_gzip;
  const std::string short_zstd = read({folder.write("short.zst", framed.substr(0, framed.size() / 2))}).errors;
  EXPECT_TRUE(short_zstd.starts_with("short.zst: ends in the middle of its zstd data\n")) << short_zstd;
  EXPECT_EQ(read({folder.write("tail.gz", packed.substr(0, packed.size() - 3))}).errors, "tail.gz: ends in the middle of its gzip data\n  20,000 records of it were read before; is the file complete?\n");
  EXPECT_EQ(read({folder.write("head.gz", packed.substr(0, 5))}).errors, "head.gz: ends in the middle of its gzip data\n");
  EXPECT_TRUE(read({folder.write("more.gz", gzip(three(0)) + "more")}).errors.starts_with("more.gz: holds something that is no gzip behind its gzip data\n"));
  std::string damaged = packed;
  for (size_t i = damaged.size() / 2; i < damaged.size() / 2 + 20; ++i) damaged[i] = static_cast<char>(~damaged[i]);
  EXPECT_TRUE(read({folder.write("damaged.gz", damaged)}).errors.starts_with("damaged.gz: is broken gzip data: "));
  damaged = framed;
  for (size_t i = damaged.size() / 2; i < damaged.size() / 2 + 20; ++i) damaged[i] = static_cast<char>(~damaged[i]);
  EXPECT_TRUE(read({folder.write("damaged.zst", damaged)}).errors.starts_with("damaged.zst: "));
  EXPECT_EQ(read({folder.write("wide.jsonl", std::string("\xFF\xFE{\0", 4))}).errors, "wide.jsonl: is UTF-16; expected UTF-8\n  iconv -f UTF-16 -t UTF-8\n");
}

TEST(Usage, NamesAndPatterns) {
  const Folder folder;
  folder.write("b-2.jsonl", three(1));
  folder.write("b-10.jsonl", three(0));
  folder.write("a[1].jsonl", three(2));
  EXPECT_EQ(read({folder / "b-*.jsonl", folder / "a[1].jsonl"}).records, kThree);
  const Outcome twice = read({folder / "b-2.jsonl", folder / "b-*", folder / "a[1].jsonl", folder / "./b-2.jsonl"});
  EXPECT_EQ(twice.records, kThree);
  EXPECT_EQ(twice.notices, "b-2.jsonl: read once\nb-2.jsonl: read once\n");
  EXPECT_EQ(read({folder / "c-*", folder / "none.jsonl", folder.path()}).errors,
            "c-*: no file has a name like this\n  is the folder right?\n"
            "none.jsonl: cannot be read: No such file or directory\n  is the path right?\n" +
                fs::path(folder.path()).filename().string() + ": is a folder; expected a file\n  name its files: '" + folder.path() + "/*.jsonl.gz'\n");
  EXPECT_EQ(read(std::vector<std::string>{}).errors, "expected files of usage\n  name them, or - for standard input\n");
}

// ---- order -------------------------------------------------------------------------------------------------------------

TEST(Usage, AtOneTimeAliasThenIdentifyThenGroupByMessageIdThenEvents) {
  const Folder folder;
  const auto at = [](const std::string& rest) { return R"({"timestamp":"2026-03-01T09:00:00Z",)" + rest + "}\n"; };
  const std::string text = at(R"("type":"track","userId":"u","event":"E")") + at(R"("type":"group","userId":"u","groupId":"g","messageId":"2")") +
                           at(R"("type":"identify","userId":"u","messageId":"b")") + at(R"("type":"group","userId":"u","groupId":"h","messageId":"10")") +
                           at(R"("type":"identify","userId":"v")") + at(R"("type":"alias","userId":"u","previousId":"p")") + at(R"("type":"page","userId":"u")");
  EXPECT_EQ(replace_all(read({folder.write("a", text)}).records, "2026-03-01T09:00:00.000Z ", ""),
            "alias user=u other=p\nidentify user=v\nidentify user=u id=b\ngroup user=u group=h id=10\ngroup user=u group=g id=2\ntrack user=u event=E\npage user=u event=Viewed Page\n");
}

TEST(Usage, UnsortedInputIsNoticedAndSortedAndTellsItsRejectsOnce) {
  const Folder folder;
  const std::string text = three(1) + "rubbish\n" + three(0) + "{}\n" + three(2);
  for (const uint64_t memory : {uint64_t{512} << 20, uint64_t{1}}) {
    UsageOptions options;
    options.files = {folder.write("a.jsonl", text)};
    options.memory_bytes = memory;
    options.scratch_folder = folder.path();
    const Outcome outcome = read(options);
    EXPECT_EQ(outcome.records, kThree) << outcome.errors;
    EXPECT_EQ(outcome.rejects, "a.jsonl:2: not a JSON object\na.jsonl:4: unknown type; expected track, identify, group, page, screen or alias\n");
    EXPECT_EQ(outcome.notices, std::string("a.jsonl is not sorted by time: sorting\n") + (memory > 1 ? "" : "sorting on disk: 0 MB of temporary files\n"));
    EXPECT_FALSE(outcome.summary.sorted);
    EXPECT_EQ(outcome.summary.rejected, 2u);
    EXPECT_EQ(folder.files(), 1u);
  }
}

// All kinds of records at few times, in files of every packing, sorted and not, in memory and not: as if all lay in memory.
TEST(Usage, ManyFilesAreOneHistory) {
  std::mt19937 random(20261127);
  const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  uint64_t unsorted = 0, duplicates = 0;
  for (int round = 0; round < 150; ++round) {
    const Folder folder;
    const Folder scratch;
    const unsigned files = round % 10 == 0 ? 70 + below(20) : 1 + below(4);
    const bool sorted = round % 2 == 0;
    std::vector<std::vector<std::pair<Timestamp, std::string>>> lines(files);
    for (unsigned i = 0, count = below(400); i < count; ++i) {
      const Timestamp time = 1'772'000'000'000 + below(60) * kHour + below(2);
      const std::string user = "u" + std::to_string(below(5));
      std::string json = R"({"timestamp":")" + print_time(time) + R"(","userId":")" + user + "\"";
      switch (below(5)) {
        case 0: json += R"(,"type":"alias","previousId":"p")"; break;
        case 1: json += R"(,"type":"identify","traits":{"email":"a@b.com","n":null,"o":{"p":[1,2]}})"; break;
        case 2: json += R"(,"type":"group","groupId":"g")"; break;
        default: json += R"(,"type":"track","event":"E","properties":{"n":)" + std::to_string(i) + ",\"text\":\"" + std::string(below(200), 'x') + "\"}"; break;
      }
      if (below(3)) json += R"(,"messageId":"m)" + std::to_string(below(40)) + "\"";
      lines[below(files)].push_back({time, json + "}\n"});
    }
    UsageOptions options;
    std::vector<Record> expected;
    for (unsigned f = 0; f < files; ++f) {
      if (sorted) std::stable_sort(lines[f].begin(), lines[f].end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      std::string text;
      for (const auto& [time, line] : lines[f]) {
        const uint64_t order = (uint64_t{f} << 40) | std::count(text.begin(), text.end(), '\n');
        expected.push_back(*parse_record(line, order));
        text += line;
      }
      const unsigned packing = below(3);
      options.files.push_back(folder.write(std::to_string(f), packing == 0 ? text : packing == 1 ? gzip(text) : zstd(text)));
    }
    const size_t dropped = order_records(expected);
    options.memory_bytes = below(2) ? 512u << 20 : below(4000);
    options.scratch_folder = scratch.path();
    Sink sink;
    const auto summary = read_usage(options, sink);
    ASSERT_TRUE(summary) << print_errors(summary.errors());
    std::string got, want;
    for (const Record& record : sink.records) got += std::to_string(record.input_order) + " " + line_of(record);
    for (const Record& record : expected) want += std::to_string(record.input_order) + " " + line_of(record);
    ASSERT_EQ(got, want) << "round " << round;
    ASSERT_EQ(summary->duplicates, dropped);
    unsorted += !summary->sorted;
    duplicates += dropped;
    EXPECT_EQ(scratch.files(), 0u);
    EXPECT_EQ(sink.begun, summary->sorted ? 1 : 2);
  }
  EXPECT_GT(unsorted, 50u);
  EXPECT_GT(duplicates, 1000u);
}

TEST(Usage, ManyRunsOnDiskAreMerged) {
  const Folder folder;
  std::string text;
  std::vector<Record> expected;
  for (int i = 0; i < 2000; ++i) {
    const std::string line = R"({"type":"track","userId":"u","event":"E","timestamp":")" + print_time(1'772'000'000'000 + (i * 7919) % 2003) + "\"}\n";
    expected.push_back(*parse_record(line, static_cast<uint64_t>(i)));
    text += line;
  }
  order_records(expected);
  UsageOptions options;
  options.files = {folder.write("a", text)};
  options.memory_bytes = 100;  // two or three records a run: the limit of runs is reached more than once
  options.scratch_folder = folder.path();
  Sink sink;
  ASSERT_TRUE(read_usage(options, sink));
  ASSERT_EQ(sink.records.size(), expected.size());
  for (size_t i = 0; i < expected.size(); ++i) ASSERT_EQ(sink.records[i].input_order, expected[i].input_order);
  EXPECT_EQ(folder.files(), 1u);
}

// ---- pipes -------------------------------------------------------------------------------------------------------------

TEST(Usage, APipeThatProvesUnsortedIsReadAgainFromItsCopy) {
  for (const uint64_t memory : {uint64_t{512} << 20, uint64_t{64}}) {
    for (const bool packed : {false, true}) {
      const Folder folder;
      const std::string pipe = folder / "pipe";
      ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
      std::string text = three(2) + three(0);
      for (int i = 0; i < 20'000; ++i) text += "\n";
      text += three(1);
      std::thread writer([&] { folder.write("pipe", packed ? gzip(text) : text); });
      UsageOptions options;
      options.files = {pipe};
      options.memory_bytes = memory;
      options.scratch_folder = folder.path();
      const Outcome outcome = read(options);
      writer.join();
      EXPECT_EQ(outcome.records, kThree) << outcome.errors;
      EXPECT_EQ(folder.files(), 1u);
    }
  }
}

// ---- duplicates, the end, stopping ---------------------------------------------------------------------------------------

TEST(Usage, CopiesWithinADayAreDroppedAndRejectsCountAsNeverSeen) {
  const Folder folder;
  const std::string text = "{\"type\":\"track\",\"messageId\":\"m\"}\n" + track("01T09:00:00", "u", "A", "m") + track("02T08:59:59", "u", "B", "m") + track("03T08:59:58", "u", "C", "m") +
                           track("04T08:59:58", "u", "D", "m");
  Outcome outcome = read({folder.write("a.jsonl", text)});
  EXPECT_EQ(outcome.records, "2026-03-01T09:00:00.000Z track user=u event=A id=m\n2026-03-04T08:59:58.000Z track user=u event=D id=m\n");
  EXPECT_EQ(outcome.summary.duplicates, 2u);
  UsageOptions options;
  options.files = {folder / "a.jsonl"};
  options.keep_duplicates = true;
  EXPECT_EQ(read(options).summary.records, 4u);
  options.keep_duplicates = false;
  options.as_of = parse_time("2026-03-02T08:59:59Z");
  outcome = read(options);
  EXPECT_EQ(outcome.summary.records, 1u);
  EXPECT_EQ(outcome.summary.duplicates, 1u);
  EXPECT_EQ(outcome.summary.later, 2u);
}

TEST(Usage, StrictStopsAtTheFirstReject) {
  const Folder folder;
  UsageOptions options;
  options.files = {folder.write("a.jsonl", three(0) + "{]\n" + three(1) + "nothing\n")};
  options.strict = true;
  EXPECT_EQ(read(options).errors, "a.jsonl:2: not a JSON object\n  without --strict it would go to the rejects\n");
}

TEST(Usage, ProgressCanStopItAnywhereAndNothingIsLeftBehind) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += track((i % 2 ? "01T09:00:" : "01T10:00:") + std::to_string(10 + i % 50), "ann", "A", "", R"({"a":"some text to fill the line"})");
  const Folder folder;
  UsageOptions options;
  options.files = {folder.write("a.jsonl", text)};
  options.memory_bytes = 100'000;
  options.scratch_folder = folder.path();
  int calls = 0;
  for (int stop_at = 1;; stop_at += 3) {
    calls = 0;
    options.progress = [&](const Progress& progress) {
      EXPECT_LE(progress.bytes_done, progress.bytes_total);
      EXPECT_EQ(progress.bytes_total, text.size());
      return ++calls < stop_at;
    };
    Sink sink;
    const auto summary = read_usage(options, sink);
    ASSERT_TRUE(summary);
    EXPECT_EQ(folder.files(), 1u);
    EXPECT_EQ(summary->interrupted, calls == stop_at);
    if (!summary->interrupted) {
      EXPECT_EQ(summary->records, 20'000u);
      break;
    }
  }
  EXPECT_GT(calls, 20);
}

// ---- hostile input -------------------------------------------------------------------------------------------------------

TEST(Usage, AFileThatChangesWhileItIsReadIsAnError) {
  const Folder folder;
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += three(0);
  for (const int change : {0, 1, 2}) {
    const std::string file = folder.write("a.jsonl", text);
    UsageOptions options;
    options.files = {file};
    bool done = false;
    options.progress = [&](const Progress&) {
      if (!done && change == 0) std::ofstream(file, std::ios::app) << three(1);
      if (!done && change == 1) fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(1));
      if (!done && change == 2) fs::rename(folder.write("b", text), file);
      done = true;
      return true;
    };
    EXPECT_EQ(read(options).errors, "a.jsonl: changed while it was read\n  read it again when nothing writes to it any more, or read a copy\n") << change;
  }
}

TEST(Usage, ALineOver16MiBIsRejectedAndReadPast) {
  const Folder folder;
  const size_t limit = 16u << 20;
  const std::string text = three(0) + std::string(limit + 1, 'x') + "\n" + track("01T10:00:00", "bob", "B", "", R"({"a":")" + std::string(limit - 150, 'y') + "\"}") + std::string(3 * limit, '{') +
                           "\n" + three(2) + std::string(2 * limit, ' ');
  UsageOptions options;
  options.files = {folder.write("a.jsonl", text)};
  options.wanted.everything = false;
  const Outcome outcome = read(options);
  EXPECT_EQ(outcome.rejects, "a.jsonl:2: longer than 16 MiB\na.jsonl:4: longer than 16 MiB\na.jsonl:6: longer than 16 MiB\n");
  EXPECT_EQ(outcome.summary.records, 3u);
}

TEST(Usage, HostileLinesAreRejectsOrRecordsNeverACrash) {
  const Folder folder;
  const auto at = [](const std::string& time, const std::string& properties) { return R"({"type":"track","userId":"u","event":"E","timestamp":")" + time + R"(","properties":)" + properties + "}\n"; };
  const std::string good = "2026-03-01T09:00:00Z";
  const Outcome outcome = read({folder.write("a.jsonl", at("0000-01-01T00:00:00Z", "{}") + at("1969-12-31T23:59:59Z", "{}") + at("10000-01-01T00:00:00Z", "{}") + at("2026-02-30T00:00:00Z", "{}") +
                                                             at("2026-03-01T09:00:00+25:00", "{}") + at("2026-03-01T09:00:00Europe/Berlin", "{}") + at("2026-03-01T09:00Z", "{}") + at(good, "{\"a\":NaN}") +
                                                             at(good, std::string(10'000, '[') + std::string(10'000, ']')) + at(good, "{\"a\":\"\xFF\"}") + at(good, "{\"a\":1,\"a\":2}") +
                                                             at(good, "{\"a\":1e999}") + at(good, "{\"a\":" + std::string(1000, '9') + "}") + at(good, "{\"a\":\"x\0y\"}") +
                                                             at(good, R"({"a":"\u0000"})") + std::string("{\"type\":\"track\"\0}\n", 18) + "[" + at(good, "{}") + at("9999-12-31T23:59:59.999Z", "{}"))});
  EXPECT_EQ(outcome.rejects,
            []() {
              std::string expected;
              const std::string time = "no time that can be read in timestamp, originalTimestamp or receivedAt; expected 2026-03-02T09:00:00Z, years 1970 to 9999";
              for (int line = 1; line <= 7; ++line) expected += "a.jsonl:" + std::to_string(line) + ": " + time + "\n";
              for (const auto& [line, more] : {std::pair{8, ""}, {9, " that can be read: nested more than 256 deep"}, {10, ": not UTF-8"}, {14, ""}, {16, ""}, {17, ""}}) expected += "a.jsonl:" + std::to_string(line) + ": not a JSON object" + more + "\n";
              return expected;
            }());
  EXPECT_EQ(outcome.summary.records, 5u);
  EXPECT_EQ(print_time(*outcome.summary.last), "9999-12-31T23:59:59.999Z");
}

TEST(Usage, NothingAtAllIsNoError) {
  const Folder folder;
  const Outcome outcome = read({folder.write("a.jsonl", ""), folder.write("b.jsonl", "\n")});
  EXPECT_EQ(outcome.errors, "");
  EXPECT_EQ(outcome.summary.lines, 0u);
  EXPECT_FALSE(outcome.summary.first.has_value());
}

// ---- tables --------------------------------------------------------------------------------------------------------------

TEST(Usage, ATableIsTheSameRecordsAsColumns) {
  const Folder folder;
  const Outcome outcome = read({folder.write("a.csv",
                                             "timestamp,type,userId,anonymousId,event,groupId,previousId,messageId,traits.email,properties.plan,count,name\r\n"
                                             "2026-03-01T09:00:00Z,identify,ann,x1,,,,m1,ann@acme.com,,,\r\n"
                                             "2026-03-01 09:00:01.5,track,,x2,\"Invite, Sent\",,,m2,,pro,2,\r\n"
                                             "2026-03-01T11:00:02+02:00,page,ann,,ignored,acme,,,,,,Pricing\r\n"
                                             "2026-03-01T09:00:03Z,group,ann,,,acme,,,,,3,\r\n"
                                             "2026-03-01T09:00:04Z,alias,ann,,,,old,,,,,\r\n"
                                             "2026-03-01T09:00:05Z,track,ann,,,,,,,,,\r\n"
                                             "2026-03-01T09:00:05Z,click,ann,,E,,,,,,,\r\n"
                                             "2026-03-01,track,ann,,E,,,,,,,\r\n"
                                             "2026-03-01T09:00:06Z,track,,,E,,,,,,,\r\n"
                                             "2026-03-01T09:00:06Z,track,ann\r\n")});
  EXPECT_EQ(outcome.records,
            "2026-03-01T09:00:00.000Z identify user=ann other=x1 id=m1 email:ann@acme.com\n"
            "2026-03-01T09:00:01.500Z track user=x2 event=Invite, Sent id=m2 plan:pro count:2\n"
            "2026-03-01T09:00:02.000Z page user=ann group=acme event=Viewed Pricing Page name:Pricing\n"
            "2026-03-01T09:00:03.000Z group user=ann group=acme count:3\n"
            "2026-03-01T09:00:04.000Z alias user=ann other=old\n");
  EXPECT_EQ(outcome.rejects,
            "a.csv:7: track without event\na.csv:8: unknown type; expected track, identify, group, page, screen or alias\n"
            "a.csv:9: no time that can be read; expected 2026-03-02T09:00:00Z, years 1970 to 9999\na.csv:10: no user and no account\n"
            "a.csv:11: 3 cells; expected 12 as in the first row\n");
  EXPECT_EQ(outcome.notices, "a.csv: columns read as {time: timestamp, user: userId, anonymous: anonymousId, event: event, account: groupId, email: traits.email, message_id: messageId, type: type, previous: previousId}\n");
}

TEST(Usage, AnAddressBesideAnEventIsAnIdentifyAndGoesWithItsCopy) {
  const Folder folder;
  const std::string text =
      "time;user;event;email;company;id;seats\n2026-03-01T09:00:00Z;ann;A;ann@acme.com;acme;m1;3\n2026-03-01T09:00:00Z;bob;B;;acme;m2;\n2026-03-01T10:00:00Z;ann;A;ann@acme.com;acme;m1;3\n";
  UsageOptions options;
  options.files = {folder.write("a.csv", text)};
  Outcome outcome = read(options);
  EXPECT_EQ(outcome.records,
            "2026-03-01T09:00:00.000Z identify user=ann email:ann@acme.com\n"
            "2026-03-01T09:00:00.000Z track user=ann group=acme event=A id=m1 seats:3\n"
            "2026-03-01T09:00:00.000Z track user=bob group=acme event=B id=m2\n");
  EXPECT_EQ(outcome.summary.records, 2u);
  EXPECT_EQ(outcome.summary.duplicates, 1u);
  options.wanted.everything = false;
  outcome = read(options);
  EXPECT_EQ(outcome.records, "2026-03-01T09:00:00.000Z track user=ann group=acme event=A id=m1\n2026-03-01T09:00:00.000Z track user=bob group=acme event=B id=m2\n");
  options.wanted.traits = {"email"};
  options.memory_bytes = 1;
  options.files = {folder.write("b.csv", "time;user;event;email\n2026-03-02T09:00:00Z;ann;A;a@b.com\n2026-03-01T09:00:00Z;ann;A;a@b.com\n")};
  EXPECT_EQ(read(options).records, "2026-03-01T09:00:00.000Z identify user=ann email:a@b.com\n2026-03-01T09:00:00.000Z track user=ann event=A\n"
                                   "2026-03-02T09:00:00.000Z identify user=ann email:a@b.com\n2026-03-02T09:00:00.000Z track user=ann event=A\n");
}

TEST(Usage, WhatTheColumnsAreIsGuessedFromTheHeader) {
  const Folder folder;
  const auto guess = [&](const std::string& header, const std::string& row) {
    const Outcome outcome = read({folder.write("a.csv", header + "\n" + row + "\n")});
    return outcome.errors + outcome.notices.substr(0, outcome.notices.find('\n') + 1) + outcome.records;
  };
  const std::string at = "2026-03-01T09:00:00Z", read_as = "a.csv: columns read as ", then = "\n2026-03-01T09:00:00.000Z ";
  EXPECT_EQ(guess("created_at,Event Name,User ID,workspace_id,uuid,plan", at + ",Login,7,w,m,pro"),
            read_as + "{time: created_at, user: User ID, event: Event Name, account: workspace_id, message_id: uuid}" + then + "track user=7 group=w event=Login id=m plan:pro\n");
  EXPECT_EQ(guess("ts,type,email", at + ",Login,a@b.com"),  // `type` is no record type here
            read_as + "{time: ts, user: email, event: type, email: email}" + then + "identify user=a@b.com email:a@b.com" + then + "track user=a@b.com event=Login\n");
  EXPECT_EQ(guess("id,email,created_at,company,role", "7,a@b.com," + at + ",acme,admin"),  // a table of users
            read_as + "{time: created_at, user: id, account: company, email: email, row_type: identify}" + then + "identify user=7 email:a@b.com role:admin" + then + "group user=7 group=acme\n");
  EXPECT_EQ(guess("who,what", "a,b"), "a.csv:1: no column for the time in the header (who, what)\n  say which: {time: …} in the motion's `input:` or in a file given with --map\n");
  EXPECT_EQ(guess("time,user", at + ",b"), "a.csv:1: no column for the event in the header (time, user)\n  say which: {event: …}, or {event_name: …} when all rows are one event, in the motion's `input:` or in a file given with --map\n");
  EXPECT_EQ(guess("time,user,time", ",,"), "a.csv:1: column 'time' stands twice in the header\n");
  EXPECT_EQ(guess("time,\"us", ""), "a.csv:1: no header that can be read: a quote that opens a cell is never closed (line 1, column 6)\n");
  EXPECT_EQ(guess("", ""), "a.csv:1: is empty; expected a header with the names of the columns\n");
}

TEST(Usage, AGivenMappingSaysWhatTheColumnsAre) {
  const Folder folder;
  UsageOptions options;
  options.files = {folder.write("a.tsv", "when\twho\tnote\tplan\n2026-03-01T09:00:00Z\tann\tx\tpro\n")};
  options.mapping = Mapping{};
  options.mapping->time = "when";
  options.mapping->user = "who";
  options.mapping->event_name = "Login";
  options.mapping->properties = {"plan"};
  const Outcome outcome = read(options);
  EXPECT_EQ(outcome.records, "2026-03-01T09:00:00.000Z track user=ann event=Login plan:pro\n");
  EXPECT_EQ(outcome.notices, "");
  EXPECT_TRUE(outcome.summary.guessed.empty());
  options.mapping->event_name.clear();
  EXPECT_EQ(read(options).errors, "a.tsv: the mapping says nowhere what the event is\n  {event: …}, or {event_name: …} when all rows are one event, or {row_type: identify} for a table of users\n");
}

TEST(Usage, APackedTableAndAPipedOneAreTables) {
  const Folder folder;
  const std::string text = "time,user,event\n2026-03-01T10:00:00Z,bob,\"B\n\"\n2026-03-01T09:00:00Z,ann,A\n";
  const std::string expected = "2026-03-01T09:00:00.000Z track user=ann event=A\n2026-03-01T10:00:00.000Z track user=bob event=B\n\n";
  EXPECT_EQ(read({folder.write("a.csv.gz", gzip(text))}).records, expected);
  EXPECT_EQ(read({folder.write("no-ending", zstd(text))}).records, expected);
  ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
  std::thread writer([&] { folder.write("pipe", text); });
  const Outcome outcome = read({folder / "pipe"});
  writer.join();
  EXPECT_EQ(outcome.records, expected) << outcome.errors;
  EXPECT_EQ(outcome.notices, "pipe: columns read as {time: time, user: user, event: event}\npipe is not sorted by time: sorting\n");
}

}  // namespace
}  // namespace handraise
