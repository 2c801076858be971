// What every command has: where it reads and writes, and its exit code. Clock, files and terminal enter the program here and nowhere below.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

#include "base/result.h"

namespace handraise {

// 0 done · 2 bad usage or bad input · 3 the request was refused or redirected · 4 the gate (or a check) failed, lint found something · 130 ended by Ctrl-C
enum class Exit { done = 0, bad_input = 2, refused = 3, failed = 4, interrupted = 130 };

struct Terminal {
  std::istream& in;
  std::ostream& out;       // results
  std::ostream& err;       // progress and messages
  bool asks = false;       // in and err are a terminal: questions can be asked
  std::string directory;   // holds playbooks/ and templates/
  bool shows_progress = false;  // err is a terminal: a line may be drawn again and again
  std::string scratch_folder = {};  // for what does not fit into memory: $TMPDIR; empty: /tmp
};

// At most `bytes_max` bytes of a file, or of standard input for "-"; longer ones are cut there (`*cut` says so).
Result<std::string> read_file(const std::string& path, Terminal& terminal, size_t bytes_max, bool* cut = nullptr);
// Writes beside and renames, so that nobody sees half a file.
Result<bool> write_file(const std::string& path, std::string_view text);
Result<bool> make_directory(const std::string& path);
Exit report(const Errors& errors, Terminal& terminal, bool json = false);  // prints and gives bad_input

// Folder that holds playbooks/ and templates/: $HANDRAISE_DATA, beside the program, ../share/handraise or the source tree around a build.
std::string find_data(const std::string& program);

}  // namespace handraise
