// What must not stand in the files that we hand out: paths of one machine, hosts of a registry, talk about how the work was organised.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <string>
#include <vector>

#include "running.h"

namespace handraise {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> our_files() {
  std::vector<std::string> files;
  const running::Finished git = running::run({"git", "-C", HANDRAISE_SOURCE_DIR, "ls-files"});
  if (git.code == 0 && !git.out.empty()) return running::lines_of(git.out);
  // No checkout: everything but what a build leaves behind.
  for (auto each = fs::recursive_directory_iterator(HANDRAISE_SOURCE_DIR); each != fs::recursive_directory_iterator(); ++each) {
    const std::string name = each->path().filename().string();
    if (each->is_directory() && (name.rfind("build", 0) == 0 || name == "out" || name == "node_modules" || name[0] == '.')) each.disable_recursion_pending();
    else if (each->is_regular_file()) files.push_back(fs::relative(each->path(), HANDRAISE_SOURCE_DIR).generic_string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool is_word_at(const std::string& text, size_t at, size_t length) {
  const auto letter = [&](size_t i) { return i < text.size() && (std::isalnum(static_cast<unsigned char>(text[i])) != 0 || text[i] == '_'); };
  return !(at > 0 && letter(at - 1)) && !letter(at + length);
}

// Places where one of the words stands as a whole word (or, beginning with a sign, anywhere).
std::vector<std::string> places(const std::string& file, const std::vector<std::string>& words) {
  std::vector<std::string> found;
  int number = 0;
  for (std::string line : running::lines_of(running::read(running::source(file)))) {
    ++number;
    std::transform(line.begin(), line.end(), line.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const std::string& word : words) {
      for (size_t at = line.find(word); at != std::string::npos; at = line.find(word, at + 1)) {
        const bool sign = std::isalnum(static_cast<unsigned char>(word[0])) == 0;
        if (sign || is_word_at(line, at, word.size())) found.push_back(file + ":" + std::to_string(number) + ": " + word);
      }
    }
  }
  return found;
}

std::string print(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// Each word in two pieces, so that this file does not hold it.
std::string word(const char* one, const char* two) { return std::string(one) + two; }

TEST(Words, NoPathOfOneMachineAndNoRegistryHost) {
  const std::vector<std::string> words = {word("/wo", "rk/"), word("/ho", "me/"), word("/ro", "ot/"), word("../sha", "red/"), word("registry.", "npmjs"),
                                          word("/deb", "ian-mirror"), word("\"resol", "ved\":")};
  std::vector<std::string> found;
  for (const std::string& file : our_files()) {
    const std::vector<std::string> here = places(file, words);
    found.insert(found.end(), here.begin(), here.end());
  }
  EXPECT_EQ(print(found), "");
}

TEST(Words, NoTalkAboutHowTheWorkWasOrganised) {
  const std::vector<std::string> words = {word("sub", "agent"), word("sub-", "agent"), word("cla", "ude"), word("anthro", "pic"), word("next is", "sue"),
                                          word("this is", "sue"), word("other is", "sues"), word("follow-up is", "sue"), word("task br", "ief"), word("my br", "ief"),
                                          word("as instr", "ucted"), word("helper se", "ssion"), word("being wi", "red up"), word("someone el", "se writes"),
                                          word("work pac", "kage"), word("mile", "stone 1")};
  std::vector<std::string> found;
  for (const std::string& file : our_files()) {
    if (file.rfind("tests/briefs/", 0) == 0) continue;  // words of customers
    const std::vector<std::string> here = places(file, words);
    found.insert(found.end(), here.begin(), here.end());
  }
  EXPECT_EQ(print(found), "");
}

}  // namespace
}  // namespace handraise
