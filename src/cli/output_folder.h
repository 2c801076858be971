// Files that appear together or not at all: written beside, put in place at the end.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace handraise {

class OutputFolder {
 public:
  explicit OutputFolder(std::string folder) : folder_(std::move(folder)) {}
  ~OutputFolder();  // what was not put in place is gone
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;
  Result<bool> write(const std::string& name, std::string_view text);
  // A folder that did not exist appears whole, by one rename; in one that did, each file takes the place of the old one by a rename.
  Result<bool> put_in_place();

 private:
  std::string folder_, part_;
  std::vector<std::string> names_;
};

}  // namespace handraise
