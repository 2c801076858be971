// Words of the command line to a command and its options.
#pragma once

#include "cli/command.h"

namespace handraise {

Exit run_command_line(int argc, const char* const* argv, Terminal& terminal);

}  // namespace handraise
