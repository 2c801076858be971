#include "cli/interrupt.h"

#include <csignal>

namespace handraise {
namespace {

volatile std::sig_atomic_t g_requested = 0;
struct sigaction g_before_int, g_before_term;

void note(int signal) {
  g_requested = 1;
  std::signal(signal, SIG_DFL);
}

}  // namespace

Interrupt::Interrupt() {
  g_requested = 0;
  struct sigaction action = {};
  action.sa_handler = note;
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, &g_before_int);
  sigaction(SIGTERM, &action, &g_before_term);
}

Interrupt::~Interrupt() {
  sigaction(SIGINT, &g_before_int, nullptr);
  sigaction(SIGTERM, &g_before_term, nullptr);
}

bool Interrupt::requested() { return g_requested != 0; }

}  // namespace handraise
