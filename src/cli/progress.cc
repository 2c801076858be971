#include "cli/progress.h"

#include <csignal>

#include <cmath>
#include <cstdint>
#include <ostream>

#include "base/text.h"

namespace handraise {
namespace {

volatile std::sig_atomic_t interrupted = 0;
constexpr int kSignals[2] = {SIGINT, SIGTERM};
struct sigaction before[2];

}  // namespace

Interruption::Interruption() {
  interrupted = 0;
  struct sigaction action {};
  action.sa_handler = [](int) { interrupted = 1; };
  action.sa_flags = SA_RESETHAND;  // a second time ends the program at once, should it wait for input
  for (int i = 0; i < 2; ++i) {
    sigaction(kSignals[i], nullptr, &before[i]);
    if (before[i].sa_handler != SIG_IGN) sigaction(kSignals[i], &action, nullptr);  // not where it was started to ignore them
  }
}

Interruption::~Interruption() {
  for (int i = 0; i < 2; ++i) sigaction(kSignals[i], &before[i], nullptr);
}

bool Interruption::asked() { return interrupted != 0; }

std::string progress_text(const std::string& verb, const Progress& progress, double seconds) {
  std::string text = verb;
  const double share = progress.bytes_total > 0 ? static_cast<double>(progress.bytes_done) / static_cast<double>(progress.bytes_total) : 0;
  if (progress.bytes_total > 0) text += "  " + print_percent(share);
  text += "  " + print_count(static_cast<double>(progress.records)) + " records";
  if (seconds > 0) text += "  " + print_count(std::round(static_cast<double>(progress.records) / seconds)) + "/s";
  if (share > 0 && share < 1 && seconds > 0) {
    const auto left = static_cast<int64_t>(std::ceil(seconds * (1 - share) / share));
    const std::string rest = std::to_string(left % 60);
    text += "  " + std::to_string(left / 60) + ":" + (rest.size() < 2 ? "0" : "") + rest + " left";
  }
  return text;
}

bool ProgressLine::operator()(const Progress& progress) {
  if (terminal_.shows_progress) {
    const auto now = std::chrono::steady_clock::now();
    if (now - drawn_ >= std::chrono::milliseconds(200)) {
      drawn_ = now;
      std::string text = progress_text(verb_, progress, std::chrono::duration<double>(now - started_).count());
      const size_t width = count_characters(text);
      if (width < width_) text.append(width_ - width, ' ');
      width_ = width;
      terminal_.err << "\r" << text << std::flush;
    }
  }
  return !Interruption::asked();
}

void ProgressLine::clear() {
  if (width_ > 0) terminal_.err << "\r" << std::string(width_, ' ') << "\r" << std::flush;
  width_ = 0;
}

}  // namespace handraise
