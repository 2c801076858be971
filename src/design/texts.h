// The words of a motion, as data: templates/motion/*.yaml. A file is a list of rows; a row has `when:` (tags that must hold; `!tag` negates),
// and fields whose texts may hold {{slots}} (filled here, from the situation) and {=figures} (kept, and printed from the figures).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/template.h"

namespace handraise {

struct TextRow {
  std::string id;                                             // empty where the file has none
  std::string group;                                          // rows of one group: the first whose tags hold is taken
  std::vector<std::string> when;
  std::map<std::string, std::string, std::less<>> fields;     // texts
  std::map<std::string, std::vector<std::string>, std::less<>> lists;
  std::string file;
  int line = 0;

  // The field with its slots filled; "" where the row has no such field.
  const std::string& field(std::string_view name) const;
  const std::vector<std::string>& list(std::string_view name) const;
};

// Reads one file of rows: keys `id`, `group`, `when`; other keys are fields (a scalar) or lists (of scalars).
Result<std::vector<TextRow>> load_texts(const std::string& path);
Result<std::vector<TextRow>> parse_texts(std::string_view yaml, const std::string& file);

// The rows whose tags hold, in the order of the file, of each group the first only; slots filled.
// A slot that is not given is an error with file and line: a hole in the words never reaches a pack.
Result<std::vector<TextRow>> choose_texts(const std::vector<TextRow>& rows, const std::vector<std::string>& tags, const Slots& slots);

}  // namespace handraise
