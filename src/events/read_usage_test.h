// A folder that is gone when the test is, and records as text. For tests only.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/result.h"
#include "events/usage.h"

namespace handraise {

class TestFolder {
 public:
  TestFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "usage-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~TestFolder() { std::filesystem::remove_all(path_); }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  std::string write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ + "/" + name, std::ios::binary) << bytes;
    return path_ + "/" + name;
  }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }
  size_t files() const { return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(path_), std::filesystem::directory_iterator())); }

 private:
  std::string path_;
};

struct RecordList final : RecordSink {
  void begin() override { records.clear(); ++begun; }
  void add(const Record& record) override { records.push_back(record); }
  std::vector<Record> records;
  int begun = 0;
};

// A record on one line.
inline std::string line_of(const Record& record) {
  std::string out = print_time(record.time) + " " + std::string(name_of(record.type));
  for (const auto& [name, text] : {std::pair<const char*, const std::string*>{"user", &record.user}, {"other", &record.other_user}, {"group", &record.group}, {"event", &record.event}, {"id", &record.message_id}}) {
    if (!text->empty()) out += std::string(" ") + name + "=" + *text;
  }
  for (const Field& field : record.values) {
    out += " " + field.name + ":" + field.value.text;
    for (const Field& inner : field.value.fields) out += "{" + inner.name + ":" + inner.value.text + "}";
  }
  return out + "\n";
}

// What reading gives, as text: records, then rejects, notices, counts or errors. Folders are left out.
struct ReadUsage {
  std::string records, rejects, notices, errors;
  UsageSummary summary;
};
inline ReadUsage read_as_text(UsageOptions options) {
  ReadUsage read;
  RecordList list;
  const auto short_name = [](const std::string& file) { return file.substr(file.rfind('/') == std::string::npos ? 0 : file.rfind('/') + 1); };
  options.reject = [&](const Reject& reject) { read.rejects += short_name(reject.file) + ":" + std::to_string(reject.line) + ": " + reject.reason + "\n"; };
  options.notice = [&](const std::string& notice) { read.notices += short_name(notice) + "\n"; };
  const auto summary = read_usage(options, list);
  if (!summary) {
    Errors errors = summary.errors();
    for (Error& error : errors) error.where.file = short_name(error.where.file);
    read.errors = print_errors(errors);
    return read;
  }
  read.summary = *summary;
  for (const Record& record : list.records) read.records += line_of(record);
  return read;
}
inline ReadUsage read_as_text(const std::vector<std::string>& files) {
  UsageOptions options;
  options.files = files;
  return read_as_text(options);
}

}  // namespace handraise
