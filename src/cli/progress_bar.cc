#include "cli/progress_bar.h"

#include <algorithm>
#include <cmath>
#include <ostream>

#include "base/text.h"

namespace handraise {
namespace {

std::string rate_words(double rate) {
  if (rate >= 1e6) return print_fixed(rate / 1e6, 1) + " M/s";
  if (rate >= 1e3) return print_fixed(rate / 1e3, 0) + " k/s";
  return print_fixed(rate, 0) + "/s";
}
std::string time_words(double seconds) {
  if (seconds < 90) return print_fixed(std::max(1.0, std::ceil(seconds)), 0) + " s";
  return print_fixed(std::ceil(seconds / 60), 0) + " min";
}

}  // namespace

std::string print_progress(const std::string& what, uint64_t done, uint64_t total, uint64_t count, const std::string& unit, double seconds) {
  std::string line = what;
  const double share = total == 0 ? 0 : std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  if (total > 0) {
    const size_t full = static_cast<size_t>(share * 20);
    line += "  [" + std::string(full, '#') + std::string(20 - full, '.') + "]  " + print_fixed(std::floor(share * 100), 0) + " %";
  }
  if (count > 0) {
    line += "  " + print_count(static_cast<double>(count)) + " " + unit;
    if (seconds > 0) line += ", " + rate_words(static_cast<double>(count) / seconds);
  }
  if (total > 0 && share > 0.01 && share < 1) line += ", " + time_words(seconds * (1 - share) / share) + " left";
  return line;
}

void ProgressBar::show(const std::string& what, uint64_t done, uint64_t total, uint64_t count, const std::string& unit) {
  if (!on_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - started_ < std::chrono::seconds(1) || now - shown_ < std::chrono::milliseconds(100)) return;
  shown_ = now;
  drawn_ = true;
  out_ << "\r\x1b[K" << print_progress(what, done, total, count, unit, std::chrono::duration<double>(now - started_).count()) << std::flush;
}

void ProgressBar::clear() {
  if (drawn_) out_ << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

}  // namespace handraise
