#include "events/usage.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "events/ahead_stream.h"
#include "events/input_file.h"
#include "events/record_sorter.h"
#include "events/record_stream.h"
#include "events/replay_queue.h"

namespace handraise {
namespace {

constexpr size_t kOpenFiles = 64;
constexpr uint64_t kOrdersPerFile = uint64_t{1} << 40;  // records of one file; the file's number stands above

// One of the files, with what is told of it while it is read.
struct Source {
  std::unique_ptr<InputFile> file;
  std::unique_ptr<BatchSource> stream;
  bool ahead = false;                // it reads on a thread of its own
  Batch batch;
  size_t at = 0;                     // in the batch
  uint64_t lines = 0, rejected = 0;  // of this pass
  uint64_t told = 0;                 // rejects handed out, in this pass or the one before
  std::optional<Timestamp> newest;
  Timestamp begins = 0;              // time of the first record of a file that is not open at the moment

  ReadRecord& front() { return batch.records[at]; }
};

class Reading {
 public:
  Reading(const UsageOptions& options, RecordSink& sink) : options_(options), sink_(sink) { options_.wanted.event_ids = !options.keep_duplicates; }

  Result<UsageSummary> run() {
    const auto files = expand_files(options_.files, options_.notice);
    if (!files) return files.errors();
    for (const std::string& name : *files) {
      auto file = InputFile::open(name, options_.scratch_folder, options_.memory_bytes / 4);
      if (!file) return file.errors();
      if (files->size() > kOpenFiles) (*file)->release();
      sources_.emplace_back().file = std::move(*file);
    }
    auto done = stream();
    if (done && !sorted_) done = sort();
    if (!done) return done.errors();
    return summary_;
  }

 private:
  // ---- a pass over the files -----------------------------------------------------------------------------------------

  void begin() {
    summary_ = {};
    summary_.sorted = sorted_;
    records_ = 0;
    queue_ = std::make_unique<ReplayQueue>(sink_, options_.as_of, options_.keep_duplicates);
    sink_.begin();
  }

  // From its beginning.
  Result<bool> open(Source& source) {
    source.stream.reset();
    if (const auto rewound = source.file->rewind(); !rewound) return rewound.errors();
    source.lines = source.rejected = 0;
    source.newest.reset();
    source.at = source.batch.count = 0;
    StreamOptions stream_options{options_, static_cast<uint64_t>(&source - sources_.data()) * kOrdersPerFile, {}};
    stream_options.guessed = [this](const std::string& name, const Mapping& mapping) {
      if (guessed_.emplace(name, mapping).second && options_.notice) options_.notice(name + ": columns read as " + print_mapping(mapping));
    };
    auto stream = open_record_stream(*source.file, stream_options);
    if (!stream) return stream.errors();
    source.ahead = sources_.size() == 1;
    if (source.ahead) source.stream = read_ahead(std::move(*stream), *source.file);
    else source.stream = std::move(*stream);
    return true;
  }

  static void close(Source& source) {
    source.stream.reset();
    source.batch = {};
    source.file->release();
  }

  // The next records of a file, with its rejects told; false: it has ended, or `progress` said stop.
  Result<bool> refill(Source& source) {
    source.at = 0;
    while (true) {
      const auto more = source.stream->next(source.batch);
      if (!more) return with_count(more.errors(), source);
      if (!*more) {
        if (const auto same = source.file->check_unchanged(); !same) return same.errors();
        close(source);
        return false;
      }
      source.lines += source.batch.lines;
      for (const Reject& reject : source.batch.rejects) {
        if (options_.strict) {
          return Error{reject.reason, {reject.file, static_cast<int>(std::min<int64_t>(reject.line, std::numeric_limits<int>::max())), 0}, "without --strict it would go to the rejects", ""};
        }
        if (++source.rejected <= source.told) continue;
        source.told = source.rejected;
        if (options_.reject) options_.reject(reject);
      }
      records_ += source.batch.count;
      if (options_.progress) {
        Progress progress{0, 0, records_};
        bool known = true;
        for (const Source& each : sources_) {
          progress.bytes_done += each.ahead ? each.batch.bytes_done : each.file->bytes_done();
          progress.bytes_total += each.file->bytes_total();
          known = known && each.file->bytes_total() > 0;
        }
        if (!known) progress.bytes_total = 0;
        if (!options_.progress(progress)) {
          stopped_ = true;
          return false;
        }
      }
      if (source.batch.count > 0) return true;
    }
  }

  static Errors with_count(Errors errors, const Source& source) {
    for (Error& error : errors) {
      if (error.hint.empty()) error.hint = print_count(static_cast<double>(source.lines)) + " records of it were read before; is the file complete?";
    }
    return errors;
  }

  // How many records from the front on lie before `other` and in order; notices what is not.
  size_t run_length(Source& source, std::optional<Timestamp> other, bool other_is_earlier_file) {
    size_t end = source.at;
    Timestamp newest = source.newest.value_or(std::numeric_limits<Timestamp>::min());
    for (; end < source.batch.count; ++end) {
      const Timestamp time = source.batch.records[end].record.time;
      if (time < newest) {
        sorted_ = false;
        break;
      }
      if (other && (time > *other || (time == *other && other_is_earlier_file))) break;
      newest = time;
    }
    source.newest = newest;
    return end - source.at;
  }

  // ---- sorted files: merged as they come -------------------------------------------------------------------------------

  Result<bool> stream() {
    begin();
    // When each file begins is looked up first, so that of many files only those are open that overlap.
    std::vector<Source*> open_ones, waiting;
    for (Source& source : sources_) {
      if (const auto opened = open(source); !opened) return opened.errors();
      const auto any = refill(source);
      if (!any) return any.errors();
      if (stopped_) return finish();
      if (!*any) continue;
      source.begins = source.front().record.time;
      if (sources_.size() <= kOpenFiles) {
        open_ones.push_back(&source);
      } else {
        close(source);
        waiting.push_back(&source);
      }
    }
    std::stable_sort(waiting.begin(), waiting.end(), [](const Source* a, const Source* b) { return b->begins < a->begins; });  // the last is the next
    while (!open_ones.empty() || !waiting.empty()) {
      while (!waiting.empty() && (open_ones.empty() || std::any_of(open_ones.begin(), open_ones.end(), [&](Source* each) { return each->front().record.time >= waiting.back()->begins; }))) {
        Source* const next = waiting.back();
        waiting.pop_back();
        if (const auto opened = open(*next); !opened) return opened.errors();
        const auto any = refill(*next);
        if (!any) return any.errors();
        if (stopped_) return finish();
        if (*any) open_ones.insert(std::upper_bound(open_ones.begin(), open_ones.end(), next), next);
      }
      if (open_ones.empty()) break;
      // The earliest front; of equal ones that of the first file. `open_ones` keeps the order of the files, and there are few.
      size_t first = 0;
      for (size_t i = 1; i < open_ones.size(); ++i) {
        if (open_ones[i]->front().record.time < open_ones[first]->front().record.time) first = i;
      }
      // What the others, and a file not open yet, begin with.
      std::optional<Timestamp> other;
      bool other_is_earlier_file = false;
      const auto meet = [&](Timestamp time, bool is_earlier_file) {
        if (other && time >= *other) return;
        other = time;
        other_is_earlier_file = is_earlier_file;
      };
      for (size_t i = 0; i < open_ones.size(); ++i) {
        if (i != first) meet(open_ones[i]->front().record.time, i < first);
      }
      if (!waiting.empty()) meet(waiting.back()->begins, true);
      Source& source = *open_ones[first];
      const size_t length = run_length(source, other, other_is_earlier_file);
      if (!sorted_) {
        if (options_.notice) options_.notice((source.file->name() == "-" ? "standard input" : source.file->name()) + " is not sorted by time: sorting" + (sources_.size() > 1 ? " all files" : ""));
        return true;
      }
      ReadRecord* const front = source.batch.records.data() + source.at;
      queue_->add(front, front + length);
      source.at += length;
      if (source.at < source.batch.count) continue;
      const auto more = refill(source);
      if (!more) return more.errors();
      if (stopped_) return finish();
      if (!*more) open_ones.erase(open_ones.begin() + static_cast<std::ptrdiff_t>(first));
    }
    return finish();
  }

  // ---- others: sorted first ----------------------------------------------------------------------------------------------

  Result<bool> sort() {
    begin();
    for (Source& source : sources_) close(source);
    RecordSorter sorter(options_.memory_bytes, options_.scratch_folder);
    for (Source& source : sources_) {
      if (const auto opened = open(source); !opened) return opened.errors();
      while (true) {
        const auto more = refill(source);
        if (!more) return more.errors();
        if (stopped_) return finish();
        if (!*more) break;
        for (size_t i = 0; i < source.batch.count; ++i) {
          if (const auto added = sorter.add(source.batch.records[i]); !added) return added.errors();
        }
      }
    }
    if (sorter.bytes_on_disk() > 0 && options_.notice) {
      options_.notice("sorting on disk: " + print_count(static_cast<double>(sorter.bytes_on_disk() >> 20)) + " MB of temporary files");
    }
    std::vector<ReadRecord> records(1024);
    while (true) {
      const auto count = sorter.take(records.data(), records.size());
      if (!count) return count.errors();
      if (*count == 0) break;
      queue_->add(records.data(), records.data() + *count);
      if (options_.progress && !options_.progress({total_bytes(), total_bytes(), records_})) {
        stopped_ = true;
        break;
      }
    }
    return finish();
  }

  uint64_t total_bytes() const {
    uint64_t total = 0;
    for (const Source& source : sources_) total += source.file->bytes_done();
    return total;
  }

  Result<bool> finish() {
    if (!stopped_) queue_->finish();
    const ReplayQueue::Counts& counts = queue_->counts();
    summary_.records = counts.records;
    summary_.duplicates = counts.duplicates;
    summary_.later = counts.later;
    summary_.first = counts.first;
    summary_.last = counts.last;
    for (const Source& source : sources_) {
      summary_.lines += source.lines;
      summary_.rejected += source.rejected;
    }
    summary_.guessed = guessed_;
    summary_.interrupted = stopped_;
    return true;
  }

  UsageOptions options_;
  RecordSink& sink_;
  std::vector<Source> sources_;
  std::unique_ptr<ReplayQueue> queue_;
  std::map<std::string, Mapping> guessed_;
  UsageSummary summary_;
  uint64_t records_ = 0;
  bool sorted_ = true, stopped_ = false;
};

}  // namespace

Result<UsageSummary> read_usage(const UsageOptions& options, RecordSink& sink) { return Reading(options, sink).run(); }

}  // namespace handraise
