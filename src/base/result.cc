#include "base/result.h"

#include "base/text.h"

namespace handraise {

std::string print_errors(const Errors& errors) {
  std::string out;
  for (const Error& error : errors) {
    if (!error.where.file.empty()) {
      out += escape_controls(error.where.file);
      if (error.where.line > 0) {
        out += ":" + std::to_string(error.where.line);
        if (error.where.column > 0) out += ":" + std::to_string(error.where.column);
      }
      out += ": ";
    }
    out += escape_controls(error.message, true) + "\n";
    if (!error.excerpt.empty()) {
      out += "  " + escape_controls(error.excerpt, true) + "\n";
      if (error.where.column > 0) {
        out += "  " + std::string(static_cast<size_t>(error.where.column - 1), ' ') + "^\n";
      }
    }
    if (!error.hint.empty()) out += "  " + escape_controls(error.hint, true) + "\n";
  }
  return out;
}

}  // namespace handraise
