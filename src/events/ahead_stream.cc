#include "events/ahead_stream.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace handraise {
namespace {

constexpr size_t kAhead = 2;   // batches that wait

class AheadStream final : public RecordStream {
 public:
  AheadStream(std::unique_ptr<RecordStream> stream, const InputFile& file) : stream_(std::move(stream)), file_(file), thread_([this] { work(); }) {}
  ~AheadStream() override {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      stop_ = true;
    }
    room_.notify_one();
    thread_.join();
  }

  Result<bool> next(Batch& batch) override {
    std::unique_lock<std::mutex> lock(mutex_);
    used_.push_back(std::move(batch));   // its memory is filled again
    batch = {};
    come_.wait(lock, [&] { return !ready_.empty() || end_; });
    if (ready_.empty()) return *end_;
    batch = std::move(ready_.front());
    ready_.pop_front();
    lock.unlock();
    room_.notify_one();
    return true;
  }

 private:
  void work() {
    while (true) {
      Batch batch;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        room_.wait(lock, [&] { return ready_.size() < kAhead || stop_; });
        if (stop_) return;
        if (!used_.empty()) {
          batch = std::move(used_.back());
          used_.pop_back();
        }
      }
      Result<bool> more = stream_->next(batch);
      batch.bytes_done = file_.bytes_done();
      const std::lock_guard<std::mutex> lock(mutex_);
      if (more && *more) ready_.push_back(std::move(batch));
      else end_ = std::move(more);
      come_.notify_one();
      if (end_) return;
    }
  }

  std::unique_ptr<RecordStream> stream_;
  const InputFile& file_;
  std::mutex mutex_;
  std::condition_variable come_, room_;
  std::deque<Batch> ready_;
  std::vector<Batch> used_;
  std::optional<Result<bool>> end_;
  bool stop_ = false;
  std::thread thread_;   // last: it uses all of the above
};

}  // namespace

std::unique_ptr<RecordStream> read_ahead(std::unique_ptr<RecordStream> stream, const InputFile& file) { return std::make_unique<AheadStream>(std::move(stream), file); }

}  // namespace handraise
