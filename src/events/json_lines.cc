#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "events/record_reader.h"
#include "events/record_stream.h"

namespace handraise {
namespace {

constexpr size_t kBlock = 256u << 10;
constexpr size_t kLineMax = 16u << 20;

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

class JsonLines final : public RecordStream {
 public:
  JsonLines(InputFile& file, std::unique_ptr<ContentStream> content, const StreamOptions& options)
      : file_(file), content_(std::move(content)), reader_(options.usage.wanted), order_(options.first_order), buffer_(kBlock) {}

  Result<bool> next(Batch& batch) override {
    batch.clear();
    // Whole lines only; what remains is carried over.
    while (true) {
      if (end_ == buffer_.size()) {
        if (begin_ > 0) {
          if (end_ > begin_) std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
          end_ -= begin_;
          begin_ = 0;
        }
        if (end_ - begin_ > kLineMax) {  // not held any longer
          skipping_ = true;
          end_ = begin_;
        } else if (end_ == buffer_.size()) {
          buffer_.resize(buffer_.size() * 2);
        }
      }
      const auto count = content_->read(buffer_.data() + end_, buffer_.size() - end_);
      if (!count) return count.errors();
      const size_t before = end_;
      end_ += *count;
      if (*count == 0) {
        if (begin_ == end_ && !skipping_) return false;
        take(batch, end_);
        return true;
      }
      const void* newline = memrchr(buffer_.data() + before, '\n', *count);
      if (newline == nullptr) continue;
      take(batch, static_cast<size_t>(static_cast<const char*>(newline) - buffer_.data()) + 1);
      return true;
    }
  }

 private:
  // Lines up to `stop`, the last one with or without its end.
  void take(Batch& batch, size_t stop) {
    while (begin_ != stop || skipping_) {
      const char* const from = buffer_.data() + begin_;
      const void* newline = std::memchr(from, '\n', stop - begin_);
      const size_t length = newline ? static_cast<size_t>(static_cast<const char*>(newline) - from) : stop - begin_;
      begin_ += length + (newline ? 1 : 0);
      take_line(batch, {from, length});
    }
  }

  void take_line(Batch& batch, std::string_view line) {
    ++line_;
    const auto reject = [&](std::string reason) { batch.rejects.push_back({file_.name(), line_, std::move(reason)}); };
    if (line_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    if (skipping_ || line.size() > kLineMax) {
      skipping_ = false;
      ++batch.lines;
      ++order_;
      reject("longer than 16 MiB");
      return;
    }
    if (is_blank(line)) return;
    ++batch.lines;
    ReadRecord& place = batch.add();
    const char* const why = reader_.read(line, static_cast<size_t>(buffer_.data() + buffer_.size() - line.data()), place.record);
    place.record.input_order = order_++;
    place.derived = false;
    if (why == nullptr) return;
    --batch.count;
    reject(why);
  }

  InputFile& file_;
  std::unique_ptr<ContentStream> content_;
  RecordReader reader_;
  uint64_t order_;
  int64_t line_ = 0;
  std::vector<char> buffer_;
  size_t begin_ = 0, end_ = 0;
  bool skipping_ = false;  // the line that begins the buffer is too long, and its beginning is gone
};

}  // namespace

std::unique_ptr<RecordStream> open_json_lines(InputFile& file, std::unique_ptr<ContentStream> content, const StreamOptions& options) {
  return std::make_unique<JsonLines>(file, std::move(content), options);
}

}  // namespace handraise
