#include "events/ahead_stream.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace handraise {
namespace {

class AheadStream final : public BatchSource {
 public:
  AheadStream(std::unique_ptr<RecordStream> stream, const InputFile& file) : stream_(std::move(stream)), file_(file) {
    const size_t others = std::clamp<size_t>(std::thread::hardware_concurrency(), 2, RecordStream::kWorkers) - 1;
    ahead_ = 2 * others + 1;
    for (size_t i = 1; i <= others; ++i) threads_.emplace_back([this, i] { help(i); });
  }
  ~AheadStream() override {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      stop_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  Result<bool> next(Batch& batch) override {
    std::unique_lock<std::mutex> lock(mutex_);
    used_.push_back(std::move(batch));   // its memory is filled again
    batch = {};
    while (pieces_.empty() || pieces_.front().state != State::done) {
      if (pieces_.empty() && end_) return *end_;
      if (!work(lock, 0)) changed_.wait(lock);
    }
    batch = std::move(pieces_.front().batch);
    pieces_.pop_front();
    lock.unlock();
    changed_.notify_one();   // there is room
    stream_->number(batch);
    return true;
  }

 private:
  enum class State { cut, taken, done };
  struct Part {
    Batch batch;
    State state = State::cut;
  };

  void help(size_t worker) {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!stop_) {
      if (!work(lock, worker)) changed_.wait(lock);
    }
  }

  // Does one thing that is to be done; false: there was nothing. Unlocks meanwhile.
  bool work(std::unique_lock<std::mutex>& lock, size_t worker) {
    for (Part& part : pieces_) {   // a part stays in its place until it is done
      if (part.state != State::cut) continue;
      part.state = State::taken;
      lock.unlock();
      stream_->take_apart(part.batch, worker);
      lock.lock();
      part.state = State::done;
      changed_.notify_all();
      return true;
    }
    if (cutting_ || end_ || pieces_.size() >= ahead_) return false;
    cutting_ = true;
    Part part;
    if (!used_.empty()) {
      part.batch = std::move(used_.back());
      used_.pop_back();
    }
    lock.unlock();
    Result<bool> more = stream_->cut(part.batch);
    part.batch.bytes_done = file_.bytes_done();
    lock.lock();
    cutting_ = false;
    if (more && *more) pieces_.push_back(std::move(part));
    else end_ = std::move(more);
    changed_.notify_all();
    return true;
  }

  std::unique_ptr<RecordStream> stream_;
  const InputFile& file_;
  size_t ahead_ = 0;             // pieces that are held at most
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Part> pieces_;      // in the order of the file
  std::vector<Batch> used_;
  std::optional<Result<bool>> end_;
  bool cutting_ = false, stop_ = false;
  std::vector<std::thread> threads_;   // last: they use all of the above
};

}  // namespace

std::unique_ptr<BatchSource> read_ahead(std::unique_ptr<RecordStream> stream, const InputFile& file) { return std::make_unique<AheadStream>(std::move(stream), file); }

}  // namespace handraise
