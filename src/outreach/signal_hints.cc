#include "outreach/signal_hints.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <string>

#include "base/text.h"
#include "outreach/word_stem.h"

namespace handraise {
namespace {

using Stems = std::set<std::string>;

// A signal that no playbook knows has the brief's own words for its name and label. They are words of everyday language ("one thing",
// "reply"): one of them alone says nothing.
bool named_by_the_brief(const Signal& signal) { return !signal.label.empty() && signal.label == replace_all(signal.name, "_", " "); }

// Which words of a name are hints by themselves: every telling one; none; only those that the rules list with their kin (price, export).
enum class Care { none, together, everyday };

class HintFinder {
 public:
  HintFinder(const HintText& text, const MessageRules::Compiled& rules, const MessageContext& context)
      : text_(text), rules_(rules), context_(context), words_(stems_in(text.folded)), lower_(lower_ascii(text.folded)) {
    for (const Signal& signal : context.approved) {
      for (const StemmedWord& word : stems_in(signal.name)) free_.insert(word.stem);
      for (const StemmedWord& word : stems_in(signal.phrase)) free_.insert(word.stem);
      for (const std::string& event : signal.events) {
        for (const StemmedWord& word : stems_in(event)) free_.insert(word.stem);
      }
    }
  }

  std::vector<HintSpan> find() {
    for (const Signal& signal : context_.unapproved) {
      const Care care = named_by_the_brief(signal) ? Care::everyday : signal.kind == SignalKind::fit || signal.kind == SignalKind::risk ? Care::together : Care::none;
      name(signal.name, care);
      for (const std::string& event : signal.events) name(event, care);
    }
    for (const std::string& never : context_.never_mention) {
      const bool named = std::any_of(context_.unapproved.begin(), context_.unapproved.end(), [&](const Signal& signal) { return signal.name == never; });
      if (contains(never, "_") && !named) name(never, Care::none);
    }
    if (context_.approved_only) for (const HintTopic& each : rules_.topics) topic(each);
    return std::move(found_);
  }

 private:
  // A telling word of the name is enough; where all words say little, or the signal is a trait, a risk or named by the brief (then one must be
  // telling), all of them must stand in one sentence. Words of approved signals are free.
  void name(std::string_view words_of_name, Care care) {
    Stems all, telling;
    for (const StemmedWord& word : stems_in(words_of_name)) {
      all.insert(word.stem);
      if (!rules_.generic.contains(word.stem) && !free_.contains(word.stem) && word.stem.size() > 2) telling.insert(word.stem);
    }
    if (std::includes(free_.begin(), free_.end(), all.begin(), all.end())) return;
    for (const std::string& stem : telling) {
      const auto kin = rules_.kin.find(stem);
      if (care == Care::together || (care == Care::everyday && kin == rules_.kin.end())) continue;
      for (const StemmedWord& word : words_) if (word.stem == stem) found_.push_back({word.begin, word.end});
      if (kin != rules_.kin.end()) for (const std::string& phrase : kin->second) whole_words(phrase);
    }
    if (all.size() < 2 || (care != Care::none && telling.empty())) return;
    for (const MessageSentence& sentence : text_.sentences) {
      Stems here;
      HintSpan span;
      for (const StemmedWord& word : words_) {
        if (word.begin < sentence.begin || word.end > sentence.end || !all.contains(word.stem)) continue;
        if (here.empty()) span.begin = word.begin;
        here.insert(word.stem);
        span.end = word.end;
      }
      if (here.size() == all.size()) found_.push_back(span);
    }
  }
  void whole_words(const std::string& phrase) {
    const auto is_part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '{' || c == '}'; };
    for (size_t at = lower_.find(phrase); at != std::string::npos; at = lower_.find(phrase, at + 1)) {
      const size_t end = at + phrase.size();
      if ((at == 0 || !is_part(lower_[at - 1])) && (end == lower_.size() || !is_part(lower_[end]))) found_.push_back({at, end});
    }
  }
  // What usage shows, whatever the signal is called: said by its name, or beside a word that betrays that somebody looked.
  void topic(const HintTopic& topic) {
    if (std::any_of(topic.stems.begin(), topic.stems.end(), [&](const std::string& stem) { return free_.contains(stem); })) return;
    for (const MessageSentence& sentence : text_.sentences) {
      const std::string_view words = text_.folded.substr(sentence.begin, sentence.end - sentence.begin);
      const bool told = std::any_of(text_.told.begin(), text_.told.end(), [&](const HintSpan& span) { return span.begin < sentence.end && sentence.begin < span.end; });
      if (!told && rules_.no_hints.found(words)) continue;
      std::optional<Pattern::Hit> hit = topic.named.find(words);
      if (!hit && (told || rules_.cues.found(words))) hit = topic.told.find(words);
      if (!hit || approved(words.substr(hit->begin, hit->end - hit->begin))) continue;
      found_.push_back({sentence.begin + hit->begin, sentence.begin + hit->end});
    }
  }
  bool approved(std::string_view words) const {
    const std::vector<StemmedWord> stems = stems_in(words);
    return std::any_of(stems.begin(), stems.end(), [&](const StemmedWord& word) { return free_.contains(word.stem) && !rules_.generic.contains(word.stem); });
  }

  const HintText& text_;
  const MessageRules::Compiled& rules_;
  const MessageContext& context_;
  std::vector<StemmedWord> words_;
  std::string lower_;
  Stems free_;  // words of approved signals
  std::vector<HintSpan> found_;
};

}  // namespace

std::vector<HintSpan> find_hints(const HintText& text, const MessageRules::Compiled& rules, const MessageContext& context) {
  if (context.unapproved.empty() && context.never_mention.empty() && !context.approved_only) return {};
  return HintFinder(text, rules, context).find();
}

bool names_approved(std::string_view words, const MessageRules::Compiled& rules, const MessageContext& context) {
  Stems here;
  for (const StemmedWord& word : stems_in(words)) here.insert(word.stem);
  const auto named = [&](std::string_view name) {
    Stems all, telling;
    for (const StemmedWord& word : stems_in(name)) {
      all.insert(word.stem);
      if (!rules.generic.contains(word.stem) && word.stem.size() > 2) telling.insert(word.stem);
    }
    return std::any_of(telling.begin(), telling.end(), [&](const std::string& stem) { return here.contains(stem); }) || (!all.empty() && std::includes(here.begin(), here.end(), all.begin(), all.end()));
  };
  return std::any_of(context.approved.begin(), context.approved.end(), [&](const Signal& signal) {
    return named(signal.name) || named(signal.phrase) || std::any_of(signal.events.begin(), signal.events.end(), named);
  });
}

std::vector<HintSpan> find_forbidden_kinds(std::string_view folded, const MessageRules::Compiled& rules, const MessageContext& context) {
  std::vector<HintSpan> found;
  if (context.never_mention.empty()) return found;
  const std::vector<StemmedWord> words = stems_in(folded);
  for (const std::string& kind : context.never_mention) {
    const std::vector<StemmedWord> phrase = stems_in(kind);
    if (phrase.size() < 2 || contains(kind, "_")) continue;
    if (std::all_of(phrase.begin(), phrase.end(), [&](const StemmedWord& word) { return rules.generic.contains(word.stem); })) continue;  // "next week"
    for (size_t i = 0; i + phrase.size() <= words.size(); ++i) {
      if (std::equal(phrase.begin(), phrase.end(), words.begin() + static_cast<long>(i), [](const StemmedWord& a, const StemmedWord& b) { return a.stem == b.stem; }))
        found.push_back({words[i].begin, words[i + phrase.size() - 1].end});
    }
  }
  return found;
}

}  // namespace handraise
