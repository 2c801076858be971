// Every qualification of a history: ours beside DuckDB's, from the same files, in one run, interleaved; and what both answer must be the same to the row.
// usage: backtest_bench [--events N] [--accounts N] [--rounds N] [--agree] [--memory]
//   --system NAME: runs that one alone, in this process, for a profiler
//   --agree: one round, prints only whether all agree      --memory: bytes an account and a user for 1, 5 and 10 million events
// Each system runs in a process of its own: seconds by the wall, processor seconds and peak memory as the kernel counts them. Medians of the rounds.
#include <duckdb.h>
#include <fcntl.h>
#include <simdjson.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cinttypes>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>

#include "base/text.h"
#include "engine/recording.h"
#include "engine/stream_engine.h"
#include "events/usage.h"
#include "generate.h"
#include "motion/parse_motion.h"

using namespace handraise;

namespace {

const std::string kFolder = "out/bench/backtest";

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}
[[noreturn]] void fail(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::exit(1);
}
Motion motion() {
  Result<Motion> read = parse_motion(read_text("bench/backtest/motion.yaml"), "bench/backtest/motion.yaml");
  if (!read) fail(print_errors(read.errors()));
  return std::move(*read);
}

// ---- ours ------------------------------------------------------------------------------------------------------------

// account, time, score in millionths: one a line, in order.
void write_rows(std::vector<std::array<int64_t, 3>> rows, const std::string& path) {
  std::sort(rows.begin(), rows.end());
  std::string text;
  for (const auto& row : rows) text += std::to_string(row[0]) + " " + std::to_string(row[1]) + " " + std::to_string(row[2]) + "\n";
  std::ofstream(path, std::ios::binary) << text;
}
void write_rows(const std::vector<Qualification>& all, const std::string& path) {
  std::vector<std::array<int64_t, 3>> rows;
  for (const Qualification& each : all) rows.push_back({std::atoll(each.state.account.c_str() + 1), each.time, each.state.score});
  write_rows(std::move(rows), path);
}

class Feed : public RecordSink {
 public:
  Feed(const Motion& motion, EngineOptions options) : motion_(motion), options_(options) {}
  void begin() override { engine_ = make_engine({motion_}, options_); }
  void expect(const Record& record) override { engine_->expect(record); }
  void add(const Record& record) override { engine_->add(record); last_ = record.time; }
  std::vector<Qualification> finish() { engine_->advance_to(last_); return engine_->take_qualifications(); }

 private:
  const Motion& motion_;
  EngineOptions options_;
  std::unique_ptr<Engine> engine_;
  Timestamp last_ = 0;
};

void run_ours(const std::string& file, bool keep_duplicates, const std::string& out) {
  const Motion run = motion();
  Feed feed(run, {Explain::no, Tell::that_matter});
  UsageOptions options;
  options.files = {file};
  options.wanted = wanted_of(run);
  options.keep_duplicates = keep_duplicates;
  const Result<UsageSummary> read = read_usage(options, feed);
  if (!read) fail(print_errors(read.errors()));
  write_rows(feed.finish(), out);
}

void run_scan(const std::string& file) {
  simdjson::ondemand::parser parser;
  std::FILE* input = std::fopen(file.c_str(), "rb");
  std::vector<char> block(1 << 20);
  std::string rest;
  uint64_t sum = 0;
  const auto take = [&](char* line, size_t length, size_t room) {
    auto document = parser.iterate(line, length, room);
    std::string_view type, event, time;
    if (document["type"].get_string().get(type) || document["event"].get_string().get(event) || document["timestamp"].get_string().get(time)) fail("scan: a line is no record");
    sum += type.size() + event.size() + time.size();
  };
  size_t kept = 0;
  std::vector<char> buffer(8 << 20);
  while (true) {
    const size_t got = std::fread(buffer.data() + kept, 1, buffer.size() - kept - simdjson::SIMDJSON_PADDING, input);
    const size_t have = kept + got;
    size_t from = 0;
    while (char* end = static_cast<char*>(std::memchr(buffer.data() + from, '\n', have - from))) {
      const size_t to = static_cast<size_t>(end - buffer.data());
      take(buffer.data() + from, to - from, buffer.size() - from);
      from = to + 1;
    }
    kept = have - from;
    std::memmove(buffer.data(), buffer.data() + from, kept);
    if (got == 0) break;
  }
  std::fclose(input);
  if (sum == 0) fail("scan: nothing read");
}

// The file is sorted: it stands in the last line.
Timestamp newest_in(const std::string& file) {
  std::ifstream input(file, std::ios::binary);
  constexpr std::streamoff kTail = 4096;
  input.seekg(-std::min<std::streamoff>(kTail, static_cast<std::streamoff>(std::filesystem::file_size(file))), std::ios::end);
  Timestamp newest = 0;
  for (std::string line; std::getline(input, line);) {
    if (const auto record = parse_record(line)) newest = record->time;
  }
  return newest;
}

Record record_of(const bench::Event& event) {
  Record record;
  record.time = event.time;
  record.group = "a" + std::to_string(event.account);
  record.user = "u" + std::to_string(event.account) + "-" + std::to_string(event.user);
  record.event = "Event " + std::to_string(event.event);
  record.values.push_back({"amount", {Value::Kind::number, std::to_string(event.amount), {}}});
  return record;
}

// ---- DuckDB ----------------------------------------------------------------------------------------------------------

class Database {
 public:
  explicit Database(int threads) {
    if (duckdb_open(nullptr, &database_) != DuckDBSuccess || duckdb_connect(database_, &connection_) != DuckDBSuccess) fail("DuckDB does not open");
    run("set threads = " + std::to_string(threads));
    run("set preserve_insertion_order = false");
  }
  ~Database() {
    duckdb_disconnect(&connection_);
    duckdb_close(&database_);
  }
  // Rows of whole numbers.
  std::vector<std::vector<int64_t>> run(const std::string& sql) {
    duckdb_result result;
    if (duckdb_query(connection_, sql.c_str(), &result) != DuckDBSuccess) fail(std::string("DuckDB: ") + duckdb_result_error(&result) + "\n" + sql);
    std::vector<std::vector<int64_t>> rows;
    const idx_t columns = duckdb_column_count(&result);
    while (duckdb_data_chunk chunk = duckdb_fetch_chunk(result)) {
      const idx_t count = duckdb_data_chunk_get_size(chunk);
      const size_t before = rows.size();
      rows.resize(before + count, std::vector<int64_t>(columns));
      for (idx_t column = 0; column < columns; ++column) {
        if (duckdb_column_type(&result, column) != DUCKDB_TYPE_BIGINT) continue;
        const int64_t* const data = static_cast<const int64_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, column)));
        for (idx_t row = 0; row < count; ++row) rows[before + row][column] = data[row];
      }
      duckdb_destroy_data_chunk(&chunk);
    }
    duckdb_destroy_result(&result);
    return rows;
  }
  void append(const std::string& table, const std::vector<std::pair<int64_t, int64_t>>& rows) {
    duckdb_appender appender;
    if (duckdb_appender_create(connection_, nullptr, table.c_str(), &appender) != DuckDBSuccess) fail("DuckDB: no appender");
    for (const auto& [account, time] : rows) {
      duckdb_append_varchar(appender, ("a" + std::to_string(account)).c_str());
      duckdb_append_int64(appender, time);
      duckdb_appender_end_row(appender);
    }
    duckdb_appender_destroy(&appender);
  }

 private:
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

const std::string kColumns = "columns = {event: 'VARCHAR', userId: 'VARCHAR', \"timestamp\": 'TIMESTAMP', context: 'STRUCT(groupId VARCHAR)', properties: 'STRUCT(amount DOUBLE)'}";
std::string rows_of(const std::string& file) {
  return file.ends_with(".parquet") ? "(select event, userId, \"timestamp\", {'groupId': groupId} as context, {'amount': amount} as properties from read_parquet('" + file + "'))" : "read_json('" + file + "', format = 'newline_delimited', " + kColumns + ")";
}

// The parts of rival.sql that follow from the motion.
std::map<std::string, std::string> parts_of(const Motion& run) {
  std::string frames, counts, score, newest = "greatest(0", holds, kinds;
  std::map<SignalKind, std::string> by_kind;
  for (size_t i = 0; i < run.signals.size(); ++i) {
    const Signal& signal = run.signals[i];
    const std::string n = std::to_string(i + 1), of = " filter (s = " + n + ")", comma = i == 0 ? "" : ",\n  ";
    const std::string what = signal.count == Count::sum ? "coalesce(sum(amount)" : signal.count == Count::users ? "coalesce(count(distinct who)" : "coalesce(count(*)";
    frames += comma + what + of + " over (partition by account order by t range between " + std::to_string(signal.within - 1) + " preceding and current row), 0) as c" + n;
    frames += ", max(t)" + of + " over (partition by account order by t range between unbounded preceding and current row) as l" + n;
    const std::string recent = " filter (m.s = " + n + " and m.t > a.t - " + std::to_string(signal.within) + ")";
    counts += comma + replace_all(replace_all(what, "amount", "m.amount"), "who", "m.who") + recent + ", 0) as c" + n + ", max(m.t) filter (m.s = " + n + ") as l" + n;
    const std::string on = "c" + n + " >= " + print_number(signal.at_least);
    score += (i == 0 ? "" : " + ") + std::string("(case when ") + on + " then floor(" + print_number(signal.points * 1e6) + "::double * pow(0.5::double, (t - l" + n + ")::double / " + std::to_string(run.qualify.half_life.duration) + "::double) + 0.5) else 0 end)";
    newest += ", case when " + on + " then l" + n + " else 0 end";
    by_kind[signal.kind] += (by_kind[signal.kind].empty() ? "" : " or ") + on;
    if (signal.name == run.qualify.must_have.front()) holds = on;
  }
  for (const auto& [kind, on] : by_kind) kinds += (kinds.empty() ? "" : " + ") + std::string("(") + on + ")::int";
  return {{"frames", frames}, {"counts", counts}, {"score", "(" + score + ")"}, {"newest", newest + ")"}, {"bar", print_number(run.qualify.score_at_least * 1e6)}, {"holds", holds + " and " + kinds + " >= " + std::to_string(run.qualify.kinds_at_least)}};
}

// `end`: the time of the newest event; told, so that it need not read the file again for it.
void run_rival(const std::string& file, int threads, Timestamp end, const std::string& out) {
  const Motion run = motion();
  std::vector<std::string> statements(1);
  const std::string sql = read_text("bench/backtest/rival.sql");
  for (const std::string_view line : split(sql, '\n')) {
    if (line.starts_with("----")) statements.emplace_back();
    else if (!line.starts_with("--")) statements.back() += std::string(line) + "\n";
  }
  if (statements.size() != 5) fail("rival.sql: expected five statements");
  for (std::string& statement : statements) {
    for (const auto& [name, text] : parts_of(run)) statement = replace_all(statement, "{" + name + "}", text);
    statement = replace_all(statement, "{rows}", rows_of(file));
    statement = replace_all(statement, "{asked}", "asked");
  }
  Database database(threads);
  database.run(statements[0]);
  database.run(statements[1]);
  // The reader keeps the cooldown: it walks each account's times, and asks what the account looks like where a cooldown ends between them.
  struct Walk { std::vector<std::array<int64_t, 3>> rows; size_t next = 0; int64_t qualified = -1; };
  std::map<int64_t, Walk> accounts;
  for (const std::vector<int64_t>& row : database.run(statements[2])) accounts[row[0]].rows.push_back({row[1], row[2], row[3]});
  const int64_t cooldown = *run.qualify.cooldown;
  std::vector<std::array<int64_t, 3>> qualified;
  std::map<int64_t, Walk*> open;
  for (auto& [account, walk] : accounts) {
    qualified.push_back({account, walk.rows[0][0], walk.rows[0][1]});
    walk.qualified = walk.rows[0][0];
    open[account] = &walk;
  }
  database.run("create temp table asked (account varchar, t bigint)");
  while (!open.empty()) {
    std::vector<std::pair<int64_t, int64_t>> ask;
    for (auto it = open.begin(); it != open.end();) {
      if (it->second->qualified + cooldown > end) it = open.erase(it);
      else ask.emplace_back(it->first, it->second->qualified + cooldown), ++it;
    }
    database.run("delete from asked");
    database.append("asked", ask);
    database.run(statements[3]);
    std::map<int64_t, std::array<int64_t, 2>> at_end;
    for (const std::vector<int64_t>& row : database.run(statements[4])) at_end[row[0]] = {row[2], row[3]};
    for (auto it = open.begin(); it != open.end();) {
      Walk& walk = *it->second;
      const int64_t last = walk.qualified, over = last + cooldown;
      const auto found = at_end.find(it->first);
      if (found != at_end.end() && found->second[1] > last) {
        qualified.push_back({it->first, over, found->second[0]});
        walk.qualified = over;
        ++it;
        continue;
      }
      while (walk.next < walk.rows.size() && (walk.rows[walk.next][0] < over || walk.rows[walk.next][2] <= last)) ++walk.next;
      if (walk.next == walk.rows.size()) {
        it = open.erase(it);
        continue;
      }
      qualified.push_back({it->first, walk.rows[walk.next][0], walk.rows[walk.next][1]});
      walk.qualified = walk.rows[walk.next][0];
      ++it;
    }
  }
  write_rows(std::move(qualified), out);
}

void run_rival_scan(const std::string& file, int threads) {
  Database database(threads);
  database.run("select count(event), count(userId), count(\"timestamp\"), count(context.groupId), count(properties.amount) from " + rows_of(file));
}

// ---- measuring -------------------------------------------------------------------------------------------------------

struct Spent {
  double seconds = 0, processor = 0, megabytes = 0;
};
double clock_of(clockid_t clock) {
  timespec now;
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}
Spent measure(const std::function<void()>& work) {
  const double begun = clock_of(CLOCK_MONOTONIC);
  const pid_t child = fork();
  if (child == 0) {
    work();
    std::fflush(nullptr);
    _exit(0);
  }
  int status = 0;
  rusage used;
  if (wait4(child, &status, 0, &used) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) fail("a measured process failed");
  const double ended = clock_of(CLOCK_MONOTONIC);
  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6; };
  return {ended - begun, seconds(used.ru_utime) + seconds(used.ru_stime), static_cast<double>(used.ru_maxrss) / 1024};
}
double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

struct System {
  std::string name;
  std::function<void()> work;
  std::vector<Spent> spent = {};
  double seconds() const { return of(&Spent::seconds); }
  double of(double Spent::*part) const {
    std::vector<double> values;
    for (const Spent& each : spent) values.push_back(each.*part);
    return median(values);
  }
};

// ---- memory ----------------------------------------------------------------------------------------------------------

void print_memory(uint32_t accounts) {
  const Motion run = motion();
  std::printf("\nWhat the engine holds, the same %u accounts\n  %12s %10s %10s %14s %14s\n", accounts, "events", "accounts", "users", "bytes/account", "bytes/user");
  for (const uint64_t events : {uint64_t{1'000'000}, uint64_t{5'000'000}, uint64_t{10'000'000}}) {
    Resolver resolver({run}, Tell::that_matter);
    Scorer scorer(run, resolver.names(), Explain::no);
    Steps steps;
    bench::Generator generator(events, accounts);
    bench::Event event;
    while (generator.next(event)) {
      resolver.add(record_of(event), steps);
      if (steps.size() < 1024) continue;
      scorer.apply(steps);
      steps.clear();
      (void)scorer.take_qualifications();
    }
    resolver.finish(steps);
    scorer.apply(steps);
    const Remembered held = scorer.remembered();
    const double bytes = static_cast<double>(held.bytes + resolver.bytes());
    std::printf("  %12" PRIu64 " %10zu %10zu %14.0f %14.0f\n", events, held.subjects, resolver.users(), bytes / static_cast<double>(std::max<size_t>(1, held.subjects)), bytes / static_cast<double>(std::max<size_t>(1, resolver.users())));
  }
}

}  // namespace

int main(int argc, char** argv) {
  uint64_t events = 1'000'000, rounds = 5;
  uint32_t accounts = 0;
  bool agree = false, memory = false;
  std::string only;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const auto value = [&] { return i + 1 < argc ? std::strtoull(argv[++i], nullptr, 10) : 0; };
    if (word == "--events") events = value();
    else if (word == "--accounts") accounts = static_cast<uint32_t>(value());
    else if (word == "--rounds") rounds = value();
    else if (word == "--agree") agree = true, rounds = 1;
    else if (word == "--memory") memory = true;
    else if (word == "--system" && i + 1 < argc) only = argv[++i];
    else fail("unknown word " + word + "; usage: backtest_bench [--events N] [--accounts N] [--rounds N] [--agree] [--memory] [--system NAME]");
  }
  if (accounts == 0) accounts = static_cast<uint32_t>(std::max<uint64_t>(1000, events / 50));
  if (memory) {
    print_memory(200'000);
    return 0;
  }
  std::filesystem::create_directories(kFolder);
  const std::string json = kFolder + "/" + std::to_string(events) + "-" + std::to_string(accounts) + ".jsonl", parquet = json.substr(0, json.size() - 6) + ".parquet";
  if (!std::filesystem::exists(json)) {
    bench::Generator generator(events, accounts);
    bench::Event event;
    std::string line;
    {
      std::ofstream file(json + ".part", std::ios::binary);
      while (generator.next(event)) {
        bench::print(event, line);
        file << line;
      }
    }
    std::filesystem::rename(json + ".part", json);
  }
  const double bytes = static_cast<double>(std::filesystem::file_size(json));
  // As a warehouse holds it: a column each, in order of time.
  if (!std::filesystem::exists(parquet)) {
    measure([&] {
      Database database(1);
      database.run("set preserve_insertion_order = true");
      database.run("copy (select type, event, userId, messageId, \"timestamp\", context.groupId as groupId, properties.amount as amount, properties.plan as plan, properties.path as path from read_json('" + json + "', format = 'newline_delimited', columns = {type: 'VARCHAR', event: 'VARCHAR', userId: 'VARCHAR', messageId: 'VARCHAR', \"timestamp\": 'TIMESTAMP', context: 'STRUCT(groupId VARCHAR)', "
                      "properties: 'STRUCT(amount DOUBLE, plan VARCHAR, path VARCHAR)'})) to '" + parquet + "' (format parquet)");
    });
  }
  const Timestamp end = newest_in(json);
  const auto out = [](const std::string& name) { return kFolder + "/" + name + ".rows"; };
  std::vector<System> systems;
  const auto add = [&](std::string name, std::function<void()> work) { systems.push_back({std::move(name), std::move(work)}); };
  add("parse only", [&] { run_scan(json); });
  add("ours, JSONL", [&] { run_ours(json, true, out("json")); });
  add("ours, JSONL, duplicates dropped", [&] { run_ours(json, false, out("dropped")); });
  add("ours, Parquet", [&] { run_ours(parquet, true, out("parquet")); });
  add("DuckDB scan, JSONL, 2 threads", [&] { run_rival_scan(json, 2); });
  add("DuckDB, JSONL, 1 thread", [&] { run_rival(json, 1, end, out("duck1")); });
  add("DuckDB, JSONL, 2 threads", [&] { run_rival(json, 2, end, out("duck2")); });
  add("DuckDB, Parquet, 1 thread", [&] { run_rival(parquet, 1, end, out("duckp1")); });
  add("DuckDB, Parquet, 2 threads", [&] { run_rival(parquet, 2, end, out("duckp2")); });
  if (!only.empty()) {   // for a profiler: in this process
    for (System& system : systems) if (system.name == only) system.work();
    return 0;
  }
  for (uint64_t round = 0; round < rounds; ++round) for (System& system : systems) system.spent.push_back(measure(system.work));

  // From memory: recorded once, scored again and again.
  System again{"ours, from memory", {}}, changed{"ours, from memory, a threshold moved", {}};
  {
    const Motion run = motion();
    Motion other = run;
    other.signals[2].at_least = 3;
    Recording recording({run});
    bench::Generator generator(events, accounts);
    bench::Event event;
    while (generator.next(event)) recording.add(record_of(event));
    recording.finish();
    for (uint64_t round = 0; round < rounds; ++round) {
      for (const bool change : {false, true}) {
        const double begun = clock_of(CLOCK_MONOTONIC), used = clock_of(CLOCK_PROCESS_CPUTIME_ID);
        const std::vector<Qualification> found = recording.qualifications(change ? other : run, Explain::no);
        (change ? changed : again).spent.push_back({clock_of(CLOCK_MONOTONIC) - begun, clock_of(CLOCK_PROCESS_CPUTIME_ID) - used, static_cast<double>(recording.bytes()) / 1048576});
        if (!change) write_rows(found, out("memory"));
      }
    }
  }
  const std::string wanted = read_text(out("json"));
  const size_t qualifications = static_cast<size_t>(std::count(wanted.begin(), wanted.end(), '\n'));
  bool same = qualifications > 0;
  for (const char* name : {"dropped", "parquet", "memory", "duck1", "duck2", "duckp1", "duckp2"}) {
    const bool here = read_text(out(name)) == wanted;
    if (!here) std::printf("%s: other qualifications than ours from JSONL (%s/%s.rows)\n", name, kFolder.c_str(), name);
    same = same && here;
  }
  std::printf("%" PRIu64 " events, %u accounts, %.2f GB; %zu qualifications, %s\n", events, accounts, bytes / 1e9, qualifications, same ? "the same to the row from all" : "NOT THE SAME");
  if (agree || !same) return same ? 0 : 1;

  std::printf("\n  %-34s %9s %9s %9s %7s\n", ("median of " + std::to_string(rounds)).c_str(), "seconds", "cpu s", "peak MB", "GB/s");
  for (const System& system : systems) std::printf("  %-34s %9.3f %9.3f %9.0f %7.2f\n", system.name.c_str(), system.seconds(), system.of(&Spent::processor), system.of(&Spent::megabytes), bytes / 1e9 / system.seconds());
  for (const System* system : {&again, &changed}) std::printf("  %-34s %9.3f %9.3f %9.0f\n", system->name.c_str(), system->seconds(), system->of(&Spent::processor), system->of(&Spent::megabytes));
  const auto of = [&](const char* name) -> const System& { return *std::find_if(systems.begin(), systems.end(), [&](const System& system) { return system.name == name; }); };
  const auto faster = [](const System& one, const System& other) -> const System& { return one.seconds() < other.seconds() ? one : other; };
  const System &scan = of("DuckDB scan, JSONL, 2 threads"), &rival = of("DuckDB, JSONL, 2 threads");
  const System &best = faster(of("DuckDB, JSONL, 1 thread"), rival), &best_parquet = faster(of("DuckDB, Parquet, 1 thread"), of("DuckDB, Parquet, 2 threads"));
  const System &ours = of("ours, JSONL"), &dropped = of("ours, JSONL, duplicates dropped"), &parse = of("parse only"), &parquet_ours = of("ours, Parquet");
  // Each by the wall, and by what processors worked: where others use the machine, only the second is steady.
  std::printf("\n  %-58s %9s %9s\n", "ratios", "seconds", "cpu s");
  const auto ratio = [&](const char* what, const System& above, const System& below, const char* wanted_value) {
    std::printf("  %-58s %9.2f %9.2f   %s\n", what, above.seconds() / below.seconds(), above.of(&Spent::processor) / below.of(&Spent::processor), wanted_value);
  };
  ratio("JSONL: DuckDB (its faster) by ours", best, ours, "at least 4");
  ratio("JSONL: DuckDB (its faster) by ours, duplicates dropped", best, dropped, "at least 2");
  ratio("JSONL: ours by parse only", ours, parse, "at most 2");
  ratio("JSONL: ours, duplicates dropped, by DuckDB's scan", dropped, scan, "at most 1");
  ratio("Parquet: DuckDB (its faster) by ours", best_parquet, parquet_ours, "at least 2");
  ratio("JSONL: DuckDB by its own scan, both 2 threads", rival, scan, rival.seconds() > 3.5 * scan.seconds() ? "a bad rival: at most 3.5" : "at most 3.5");
  const double millions = static_cast<double>(events) / 1e6;
  std::printf("  %-58s %9.2f %9.2f   at least 10\n", "from memory, million events a second", millions / again.seconds(), millions / again.of(&Spent::processor));
  std::printf("  %-58s %9.3f %9.3f   at most 0.2\n", "from memory, a threshold moved, a million events", changed.seconds() / millions, changed.of(&Spent::processor) / millions);
  return 0;
}
