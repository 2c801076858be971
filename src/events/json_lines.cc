#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <utility>

#include "events/record_reader.h"
#include "events/record_stream.h"

namespace handraise {
namespace {

constexpr size_t kBlock = 256u << 10;
constexpr size_t kLineMax = 16u << 20;
constexpr size_t kReadable = 64;   // room behind the last line, so that it need not be copied to be read

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

// Whole lines.
struct Lines final : Piece {
  std::vector<char> bytes;
  size_t begin = 0, used = 0;
  bool cut_short = false;  // the first line is what is left of one too long to be held
  int64_t all = 0;         // empty ones too

  void make_room(size_t wanted) {
    if (bytes.size() < wanted + kReadable) bytes.resize(wanted + kReadable);
  }
  size_t room() const { return bytes.size() - kReadable; }
};

class JsonLines final : public RecordStream {
 public:
  JsonLines(InputFile& file, std::unique_ptr<ContentStream> content, const StreamOptions& options) : file_(file), content_(std::move(content)), order_(options.first_order) {
    for (auto& reader : readers_) reader.emplace(options.usage.wanted);
  }

  Result<bool> cut(Batch& batch) override {
    batch.clear();
    if (!batch.piece) batch.piece = std::make_unique<Lines>();
    Lines& lines = static_cast<Lines&>(*batch.piece);
    if (lines.bytes.size() > 4 * kBlock) lines.bytes = {};
    lines.make_room(std::max(kBlock, 2 * rest_.size()));
    std::memcpy(lines.bytes.data(), rest_.data(), rest_.size());
    lines.used = rest_.size();
    rest_.clear();
    lines.begin = 0;
    lines.cut_short = false;
    lines.all = 0;
    while (true) {
      const auto count = content_->read(lines.bytes.data() + lines.used, lines.room() - lines.used);
      if (!count) return count.errors();
      if (*count == 0) {
        skip_mark(lines);
        return lines.used > lines.begin || lines.cut_short;
      }
      const size_t before = lines.used;
      lines.used += *count;
      if (const void* newline = memrchr(lines.bytes.data() + before, '\n', *count)) {
        const size_t whole = static_cast<size_t>(static_cast<const char*>(newline) - lines.bytes.data()) + 1;
        rest_.assign(lines.bytes.data() + whole, lines.used - whole);
        lines.used = whole;
        skip_mark(lines);
        return true;
      }
      if (lines.used > kLineMax) {  // not held any longer
        lines.cut_short = true;
        lines.used = 0;
      } else if (lines.used == lines.room()) {
        lines.make_room(2 * lines.used);
      }
    }
  }

  void take_apart(Batch& batch, size_t worker) override {
    Lines& lines = static_cast<Lines&>(*batch.piece);
    const char* at = lines.bytes.data() + lines.begin;
    const char* const stop = lines.bytes.data() + lines.used;
    bool too_long = lines.cut_short;
    while (at != stop || too_long) {
      const size_t left = static_cast<size_t>(stop - at);
      const void* newline = left > 0 ? std::memchr(at, '\n', left) : nullptr;
      const size_t length = newline ? static_cast<size_t>(static_cast<const char*>(newline) - at) : left;
      take_line(batch, lines, {at, length}, std::exchange(too_long, false), *readers_[worker]);
      at += length + (newline ? 1 : 0);
    }
  }

  void number(Batch& batch) override {
    for (Reject& reject : batch.rejects) reject.line += line_;
    for (size_t i = 0; i < batch.count; ++i) batch.records[i].record.input_order += order_;
    line_ += static_cast<Lines&>(*batch.piece).all;
    order_ += batch.lines;
  }

 private:
  // What some editors put before the first line.
  void skip_mark(Lines& lines) {
    if (std::exchange(first_, false) && std::string_view(lines.bytes.data(), lines.used).starts_with("\xEF\xBB\xBF")) lines.begin = 3;
  }

  void take_line(Batch& batch, Lines& lines, std::string_view line, bool too_long, RecordReader& reader) {
    ++lines.all;
    const auto reject = [&](std::string reason) { batch.rejects.push_back({file_.name(), lines.all, std::move(reason)}); };
    if (too_long || line.size() > kLineMax) {
      ++batch.lines;
      reject("longer than 16 MiB");
      return;
    }
    if (is_blank(line)) return;
    const uint64_t order = batch.lines++;
    ReadRecord& place = batch.add();
    const char* const why = reader.read(line, static_cast<size_t>(lines.bytes.data() + lines.bytes.size() - line.data()), place.record);
    place.record.input_order = order;
    place.derived = false;
    if (why == nullptr) return;
    --batch.count;
    reject(why);
  }

  InputFile& file_;
  std::unique_ptr<ContentStream> content_;
  bool first_ = true;
  std::string rest_;   // of the bytes read: the beginning of a line
  std::array<std::optional<RecordReader>, kWorkers> readers_;
  int64_t line_ = 0;   // lines and records before the next batch
  uint64_t order_;
};

}  // namespace

std::unique_ptr<RecordStream> open_json_lines(InputFile& file, std::unique_ptr<ContentStream> content, const StreamOptions& options) {
  return std::make_unique<JsonLines>(file, std::move(content), options);
}

}  // namespace handraise
