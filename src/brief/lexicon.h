// The words the brief room knows. A phrase is a run of words with a kind ("crm") and a value ("salesforce"); the lists are data:
// playbooks/lexicon/*.yaml holds kind, value, and phrases between commas. In a phrase
//   =US        is written exactly so (its case counts)
//   invite~    is any form of the verb: invite, invites, invited, inviting
//   (a|b|)     is a or b or nothing
//   ..3        is up to three words of any kind, ~~3 also over commas
//   <crm>      is any phrase of that kind, <crm:hubspot> one with that value, <#> a number
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace handraise {

struct Phrase {
  struct Part {
    std::vector<std::string> stems;   // one of these; none: any words, or a kind
    std::vector<std::vector<std::string>> runs;   // or one of these runs of words
    std::string exact;                // as written, where the case must agree
    bool optional = false;
    size_t gap = 0;                   // up to so many words
    bool over_signs = false;          // the gap may hold commas and the like
    std::vector<std::pair<std::string, std::string>> kinds;   // or a phrase of one of these kinds (and values)
    bool number = false;
  };
  std::string kind;    // "crm"
  std::string value;   // "salesforce"
  std::vector<Part> parts;
};

struct Words {
  std::vector<Phrase> phrases;
  // Phrases by the stem or "<kind>" they begin with: of plain words; patterns, which may build on those; patterns that build on patterns.
  std::unordered_map<std::string, std::vector<int>> plain, patterns, nested;
  std::vector<std::string> long_stems;      // sorted: what a misspelt word may have meant
  std::unordered_set<std::string> swappable;   // short words that two swapped letters may hide
  std::unordered_set<std::string> known;    // stems that are words of their own, so never misspelt
  std::map<std::string, std::map<std::string, std::string>, std::less<>> texts;  // sentences by group and name

  std::string text(std::string_view group, const std::string& name) const;
};

// `text` in lower case without accents, quotes made plain: "Nutzer’s Büro" -> "nutzer's buro".
std::string fold(std::string_view text);
// The form under which singular, plural and possessive meet: "companies" -> "company", "SDRs" -> "sdr".
std::string stem(std::string_view folded);

}  // namespace handraise
