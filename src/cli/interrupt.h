// Ctrl-C: a command that writes files ends in order, with nothing half-written, and exit code 130.
#pragma once

namespace handraise {

// While it lives SIGINT and SIGTERM are noted instead of ending the program; a second one ends it at once. One at a time.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  static bool requested();
};

}  // namespace handraise
