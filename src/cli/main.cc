#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "cli/command_line.h"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  handraise::Terminal terminal{std::cin, std::cout, std::cerr, isatty(0) != 0 && isatty(2) != 0, handraise::find_data(argv[0]), isatty(2) != 0};
  if (const char* folder = std::getenv("TMPDIR")) terminal.scratch_folder = folder;
  const handraise::Exit exit = handraise::run_command_line(argc, argv, terminal);
  std::cout.flush();
  return std::cout ? static_cast<int>(exit) : 2;
}
