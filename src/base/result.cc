#include "base/result.h"

namespace handraise {

std::string print_errors(const Errors& errors) {
  std::string out;
  for (const Error& error : errors) {
    if (!error.where.file.empty()) {
      out += error.where.file;
      if (error.where.line > 0) {
        out += ":" + std::to_string(error.where.line);
        if (error.where.column > 0) out += ":" + std::to_string(error.where.column);
      }
      out += ": ";
    }
    out += error.message + "\n";
    if (!error.excerpt.empty()) {
      out += "  " + error.excerpt + "\n";
      if (error.where.column > 0) {
        out += "  " + std::string(static_cast<size_t>(error.where.column - 1), ' ') + "^\n";
      }
    }
    if (!error.hint.empty()) out += "  " + error.hint + "\n";
  }
  return out;
}

}  // namespace handraise
