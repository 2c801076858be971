#include "cli/reject_list.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/csv.h"

namespace handraise {

Result<bool> RejectList::open(const std::string& path) {
  if (path.empty()) return true;
  path_ = path;
  file_.open(path + ".part", std::ios::binary | std::ios::trunc);
  file_ << "file,line,reason\n";
  if (!file_) return Error{std::string("cannot be written: ") + std::strerror(errno), {path, 0, 0}, "may you write there?", ""};
  return true;
}

RejectList::~RejectList() {
  if (!path_.empty()) std::remove((path_ + ".part").c_str());
}

void RejectList::add(const Reject& reject) {
  // Places within a line differ from reject to reject.
  const std::string reason = reject.reason.substr(0, reject.reason.find(" (line "));
  if (reasons_.count(reason) > 0 || reasons_.size() < 100) {
    auto& [count, first] = reasons_[reason];
    if (count++ == 0) first = reject;
  }
  if (!path_.empty()) file_ << csv_cell(reject.file) << "," << reject.line << "," << csv_cell(reject.reason) << "\n";
}

Result<bool> RejectList::close() {
  if (path_.empty()) return true;
  file_.close();
  if (!file_ || std::rename((path_ + ".part").c_str(), path_.c_str()) != 0) return Error{std::string("cannot be written: ") + std::strerror(errno), {path_, 0, 0}, "is there room?", ""};
  return true;
}

std::vector<RejectList::Reason> RejectList::by_count() const {
  std::vector<Reason> list;
  for (const auto& [reason, seen] : reasons_) list.push_back({reason, seen.first, seen.second});
  std::stable_sort(list.begin(), list.end(), [](const Reason& a, const Reason& b) { return a.count > b.count; });
  return list;
}

}  // namespace handraise
