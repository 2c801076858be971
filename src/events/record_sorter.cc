#include "events/record_sorter.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <tuple>

namespace handraise {
namespace {

constexpr size_t kRunsMax = 256;
constexpr size_t kRunBuffer = 64u << 10;
constexpr size_t kChunk = 1u << 20;

// ---- a record as bytes: only this file writes and reads them -----------------------------------------------------------

void put_number(std::string& out, uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  out += static_cast<char>(value);
}

void put_text(std::string& out, std::string_view text) {
  put_number(out, text.size());
  out += text;
}

void put_fields(std::string& out, const std::vector<Field>& fields) {
  put_number(out, fields.size());
  for (const Field& field : fields) {
    put_text(out, field.name);
    out += static_cast<char>(field.value.kind);
    put_text(out, field.value.text);
    put_fields(out, field.value.fields);
  }
}

void put_record(std::string& out, const ReadRecord& read) {
  const Record& record = read.record;
  put_number(out, static_cast<uint64_t>(record.time));
  put_number(out, record.input_order);
  out += static_cast<char>(static_cast<int>(record.type) | (read.derived ? 0x40 : 0));
  for (const std::string* text : {&record.user, &record.other_user, &record.group, &record.event, &record.message_id}) put_text(out, *text);
  put_fields(out, record.values);
}

const char* get_number(const char* at, uint64_t* value) {
  *value = 0;
  for (int shift = 0;; shift += 7) {
    const auto byte = static_cast<unsigned char>(*at++);
    *value |= static_cast<uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return at;
  }
}

const char* get_text(const char* at, std::string* text) {
  uint64_t size = 0;
  at = get_number(at, &size);
  text->assign(at, size);
  return at + size;
}

const char* get_fields(const char* at, std::vector<Field>* fields) {
  uint64_t count = 0;
  at = get_number(at, &count);
  fields->resize(count);
  for (Field& field : *fields) {
    at = get_text(at, &field.name);
    field.value.kind = static_cast<Value::Kind>(*at++);
    at = get_text(at, &field.value.text);
    at = get_fields(at, &field.value.fields);
  }
  return at;
}

const char* get_record(const char* at, ReadRecord* read) {
  Record& record = read->record;
  uint64_t time = 0;
  at = get_number(at, &time);
  record.time = static_cast<Timestamp>(time);
  at = get_number(at, &record.input_order);
  const int type = *at++;
  record.type = static_cast<RecordType>(type & 0x3F);
  read->derived = (type & 0x40) != 0;
  for (std::string* text : {&record.user, &record.other_user, &record.group, &record.event, &record.message_id}) at = get_text(at, text);
  return get_fields(at, &record.values);
}

}  // namespace

// A sorted run in the scratch file, read piece by piece. Each record stands behind its length (four bytes).
class RecordSorter::Run {
 public:
  Run(uint64_t begin, uint64_t end) : at_(begin), end_(end) {}

  Result<bool> advance(const ScratchFile& file) {  // to the next record; false: the end
    const auto first = need(file, 4);
    if (!first) return first.errors();
    if (!*first) return false;
    uint32_t size = 0;
    std::memcpy(&size, buffer_.data() + from_, 4);
    const auto rest = need(file, 4 + size_t{size});
    if (!rest) return rest.errors();
    assert(*rest);
    record_ = {buffer_.data() + from_ + 4, size};
    from_ += 4 + size_t{size};
    uint64_t time_bits = 0;
    get_number(get_number(record_.data(), &time_bits), &order);
    time = static_cast<Timestamp>(time_bits);
    return true;
  }
  std::string_view record() const { return record_; }
  bool operator<(const Run& other) const { return std::tie(time, order) < std::tie(other.time, other.order); }
  Timestamp time = 0;
  uint64_t order = 0;

 private:
  Result<bool> need(const ScratchFile& file, size_t count) {
    if (to_ - from_ >= count) return true;
    if (to_ > from_) std::memmove(buffer_.data(), buffer_.data() + from_, to_ - from_);
    to_ -= from_;
    from_ = 0;
    if (buffer_.size() < std::max(count, kRunBuffer)) buffer_.resize(std::max(count, kRunBuffer));
    while (to_ < count) {
      const auto got = file.read_at(at_, buffer_.data() + to_, std::min<uint64_t>(buffer_.size() - to_, end_ - at_));
      if (!got) return got.errors();
      if (*got == 0) return false;
      at_ += *got;
      to_ += *got;
    }
    return true;
  }

  uint64_t at_, end_;       // what of the file is not in the buffer
  std::vector<char> buffer_;
  size_t from_ = 0, to_ = 0;
  std::string_view record_;
};

RecordSorter::RecordSorter(uint64_t memory_bytes, std::string scratch_folder) : memory_bytes_(memory_bytes), scratch_folder_(std::move(scratch_folder)) {}
RecordSorter::~RecordSorter() = default;

uint64_t RecordSorter::bytes_on_disk() const { return file_ ? file_->size() : 0; }

Result<bool> RecordSorter::add(const ReadRecord& record) {
  assert(!taking_);
  if (chunks_.empty() || chunks_.back().size() >= kChunk) {
    chunks_.emplace_back();
    chunks_.back().reserve(kChunk + kChunk / 8);
  }
  std::string& chunk = chunks_.back();
  const size_t at = chunk.size();
  entries_.push_back({record.record.time, record.record.input_order, (chunks_.size() - 1) << 32 | at});
  chunk.append(4, '\0');
  put_record(chunk, record);
  const auto size = static_cast<uint32_t>(chunk.size() - at - 4);
  std::memcpy(chunk.data() + at, &size, 4);
  bytes_ += size + 4 + sizeof(Entry);
  return bytes_ <= memory_bytes_ ? Result<bool>(true) : write_run();
}

std::string_view RecordSorter::held(const Entry& entry) const {
  const char* const at = chunks_[entry.at >> 32].data() + (entry.at & 0xFFFFFFFF);
  uint32_t size = 0;
  std::memcpy(&size, at, 4);
  return {at, size + size_t{4}};
}

void RecordSorter::sort_entries() {
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return std::tie(a.time, a.order) < std::tie(b.time, b.order); });
}

Result<bool> RecordSorter::write_run() {
  if (entries_.empty()) return true;
  if (!file_) {
    auto made = ScratchFile::create(scratch_folder_);
    if (!made) return made.errors();
    file_ = std::move(*made);
  }
  sort_entries();
  const uint64_t begin = file_->size();
  std::string out;
  for (size_t i = 0; i < entries_.size(); ++i) {
    out.append(held(entries_[i]));
    if (out.size() < kRunBuffer && i + 1 < entries_.size()) continue;
    if (auto written = file_->append(out.data(), out.size()); !written) return written.errors();
    out.clear();
  }
  entries_.clear();
  chunks_.clear();
  bytes_ = 0;
  runs_.push_back(std::make_unique<Run>(begin, file_->size()));
  return runs_.size() < kRunsMax ? Result<bool>(true) : merge_runs();
}

namespace {
constexpr auto later = [](const auto* a, const auto* b) { return *b < *a; };
}

Result<bool> RecordSorter::merge_runs() {
  auto made = ScratchFile::create(scratch_folder_);
  if (!made) return made.errors();
  std::unique_ptr<ScratchFile> merged = std::move(*made);
  heap_.clear();
  for (const auto& run : runs_) {
    const auto any = run->advance(*file_);
    if (!any) return any.errors();
    if (*any) heap_.push_back(run.get());
  }
  std::make_heap(heap_.begin(), heap_.end(), later);
  std::string out;
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), later);
    Run* const run = heap_.back();
    const auto size = static_cast<uint32_t>(run->record().size());
    out.append(reinterpret_cast<const char*>(&size), 4);
    out.append(run->record());
    const auto any = run->advance(*file_);
    if (!any) return any.errors();
    if (*any) std::push_heap(heap_.begin(), heap_.end(), later);
    else heap_.pop_back();
    if (out.size() < kRunBuffer && !heap_.empty()) continue;
    if (auto written = merged->append(out.data(), out.size()); !written) return written.errors();
    out.clear();
  }
  runs_.clear();
  runs_.push_back(std::make_unique<Run>(0, merged->size()));
  file_ = std::move(merged);
  return true;
}

Result<bool> RecordSorter::begin_taking() {
  taking_ = true;
  if (!file_) {
    sort_entries();
    return true;
  }
  if (auto written = write_run(); !written) return written.errors();
  entries_ = std::vector<Entry>();
  heap_.clear();
  for (const auto& run : runs_) {
    const auto any = run->advance(*file_);
    if (!any) return any.errors();
    if (*any) heap_.push_back(run.get());
  }
  std::make_heap(heap_.begin(), heap_.end(), later);
  return true;
}

Result<size_t> RecordSorter::take(ReadRecord* to, size_t room) {
  if (!taking_) {
    if (const auto begun = begin_taking(); !begun) return begun.errors();
  }
  size_t count = 0;
  if (!file_) {
    while (count < room && taken_ < entries_.size()) get_record(held(entries_[taken_++]).data() + 4, &to[count++]);
    return count;
  }
  while (count < room && !heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), later);
    Run* const run = heap_.back();
    get_record(run->record().data(), &to[count++]);
    const auto any = run->advance(*file_);
    if (!any) return any.errors();
    if (*any) std::push_heap(heap_.begin(), heap_.end(), later);
    else heap_.pop_back();
  }
  return count;
}

}  // namespace handraise
