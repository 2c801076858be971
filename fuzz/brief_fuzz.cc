// Any bytes as a brief, and as a brief.yaml: never a crash, the words stand in the text, and what is printed reads back the same.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "brief/brief.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace handraise;
  static const Result<Lexicon> lexicon = load_lexicon(HANDRAISE_SOURCE_DIR "/playbooks");
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  looks_like_brief_yaml(text);
  if (const Result<Facts> facts = parse_brief(text, "brief.yaml")) {
    const Result<Facts> back = parse_brief(print_brief(*facts), "brief.yaml");
    if (!back) std::abort();
  }
  if (const Result<Facts> facts = read_brief(text, "brief.txt", *lexicon)) {
    for (const Fact& fact : facts->all)
      if (fact.words.empty() || text.find(fact.words) == std::string_view::npos || !fact_kind(fact.path)) std::abort();
    const Result<Facts> back = parse_brief(print_brief(*facts), "brief.yaml");
    if (!back || !(*back == *facts)) std::abort();
  }
  return 0;
}
