// Who includes whom under src/: arrows point one way, heavy headers stay out of our own headers.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "running.h"

namespace handraise {
namespace {

namespace fs = std::filesystem;

// From left to right; rooms of one row ignore each other.
const std::vector<std::vector<std::string>> kRows = {
    {"base"}, {"motion"}, {"brief", "events", "outreach", "pilot"}, {"design", "engine", "warehouse"}, {"backtest", "desk"}, {"tune"}, {"pack"}, {"serve", "mcp"}, {"cli"}};
const std::vector<std::string> kHeavy = {"nlohmann/json.hpp", "valijson", "CLI/", "httplib", "soci", "Eigen", "boost/", "yaml-cpp", "re2/", "simdjson", "date/"};

struct Graph {
  std::map<std::string, std::set<std::string>> arrows;  // room -> rooms it includes
  std::vector<std::string> faults;
};

int row_of(const std::string& room) {
  for (size_t i = 0; i < kRows.size(); ++i) {
    if (std::find(kRows[i].begin(), kRows[i].end(), room) != kRows[i].end()) return static_cast<int>(i);
  }
  return -1;
}

Graph scan(const fs::path& src) {
  Graph graph;
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(src)) {
    if (entry.path().extension() == ".h" || entry.path().extension() == ".cc") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    const std::string name = fs::relative(file, src).generic_string();
    const std::string room = name.substr(0, name.find('/'));
    graph.arrows[room];
    if (row_of(room) < 0) graph.faults.push_back(name + ": room '" + room + "' has no place in the graph");
    int number = 0;
    for (const std::string& line : running::lines_of(running::read(file.string()))) {
      ++number;
      const std::string place = "src/" + name + ":" + std::to_string(number) + ": ";
      if (line.rfind("#include ", 0) != 0) continue;
      const size_t from = line.find_first_of("\"<");
      const size_t to = line.find_first_of("\">", from + 1);
      if (from == std::string::npos || to == std::string::npos) continue;
      const std::string included = line.substr(from + 1, to - from - 1);
      if (file.extension() == ".h") {
        for (const std::string& heavy : kHeavy) {
          if (included.rfind(heavy, 0) == 0) graph.faults.push_back(place + included + " is heavy and stands in a header");
        }
      }
      if (line[from] != '"' || included.find('/') == std::string::npos) continue;
      const std::string other = included.substr(0, included.find('/'));
      if (other == room) continue;
      graph.arrows[room].insert(other);
      if (row_of(other) < 0) graph.faults.push_back(place + "includes " + included + ", which is no room");
      else if (row_of(room) >= 0 && row_of(other) >= row_of(room)) graph.faults.push_back(place + room + " includes " + included + ": an arrow back");
    }
  }
  return graph;
}

std::string print(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

TEST(IncludeGraph, ArrowsPointOneWayAndHeavyHeadersStayOutOfOurs) {
  const Graph graph = scan(running::source("src"));
  for (const std::vector<std::string>& row : kRows) {
    for (const std::string& room : row) {
      const auto found = graph.arrows.find(room);
      if (found == graph.arrows.end()) continue;
      std::cout << room << " ->";
      for (const std::string& other : found->second) std::cout << " " << other;
      std::cout << "\n";
    }
  }
  EXPECT_GE(graph.arrows.size(), 8u);
  EXPECT_EQ(print(graph.faults), "");
}

TEST(IncludeGraph, ReportsArrowsBackNeighboursUnknownRoomsAndHeavyHeaders) {
  running::Folder tree;
  for (const char* room : {"base", "motion", "brief", "events", "pack", "utils"}) fs::create_directories(tree / room);
  running::write(tree / "base/text.h", "#pragma once\n#include <string>\n#include \"motion/motion.h\"\n");
  running::write(tree / "motion/motion.h", "#include <nlohmann/json_fwd.hpp>\n#include <nlohmann/json.hpp>\n#include \"base/text.h\"\n");
  running::write(tree / "brief/brief.cc", "#include <re2/re2.h>\n#include \"events/record.h\"\n#include \"brief/brief.h\"\n");
  running::write(tree / "events/record.h", "#include \"motion/motion.h\"\n");
  running::write(tree / "pack/pack.cc", "#include \"brief/brief.h\"\n#include \"helpers/strings.h\"\n");
  running::write(tree / "utils/misc.h", "");
  EXPECT_EQ(print(scan(tree.path()).faults),
            "src/base/text.h:3: base includes motion/motion.h: an arrow back\n"
            "src/brief/brief.cc:2: brief includes events/record.h: an arrow back\n"
            "src/motion/motion.h:2: nlohmann/json.hpp is heavy and stands in a header\n"
            "src/pack/pack.cc:2: includes helpers/strings.h, which is no room\n"
            "utils/misc.h: room 'utils' has no place in the graph\n");
}

}  // namespace
}  // namespace handraise
