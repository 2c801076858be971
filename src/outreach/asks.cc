#include "outreach/asks.h"

#include <algorithm>
#include <optional>

namespace handraise {
namespace {

// Without "Hi Ann, " in front.
std::string_view without_greeting(std::string_view sentence, const Pattern& greeting) {
  return sentence.substr(greeting.length_at_start(sentence));
}
// More than one imperative in a row.
bool lists_requests(std::string_view sentence, const Pattern& series) {
  int count = 0;
  for (std::optional<Pattern::Hit> hit = series.find(sentence); hit; hit = series.find(sentence, std::max(hit->end, hit->begin + 1))) ++count;
  return count > 1;
}

}  // namespace

Asks find_asks(std::string_view text, const std::vector<MessageSentence>& sentences, const MessageRules::Compiled& rules) {
  Asks asks;
  size_t last_ask = SIZE_MAX;
  for (size_t i = 0; i < sentences.size(); ++i) {
    const MessageSentence& sentence = sentences[i];
    const std::string_view words = without_greeting(text.substr(sentence.begin, sentence.end - sentence.begin), rules.greeting);
    if (words.empty() || rules.not_asks.found(words)) continue;
    if (is_quoted(text, sentence.end - 1)) continue;   // somebody else's question
    const bool after_ask = last_ask != SIZE_MAX && i == last_ask + 1;
    if (after_ask && rules.answers.found(words)) {
      asks.hard.back().lead = false;
      last_ask = i;
      continue;
    }
    if (!asks.hard.empty() && rules.echoes.found(words)) continue;
    const bool request = rules.requests.found(words);
    if (rules.soft.found(words)) { asks.soft = true; continue; }
    if (!sentence.question && !request) continue;
    const bool lead = sentence.question && rules.leads.found(words);
    if (after_ask && sentence.question && asks.hard.back().meeting && rules.times.found(words)) { last_ask = i; continue; }
    if (!asks.hard.empty() && asks.hard.back().lead) asks.hard.pop_back();  // a half question, answered now
    asks.hard.push_back({i, lead, rules.meetings.found(words)});
    last_ask = i;
    if ((rules.joined.found(words) && !rules.own.found(words)) || rules.joined_you.found(words) || (request && lists_requests(words, rules.series))) asks.extra.push_back(i);
  }
  return asks;
}

}  // namespace handraise
