#include "outreach/check_message.h"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/text.h"
#include "outreach/record_reader.h"
#include "outreach/sentences.h"
#include "outreach/word_stem.h"

namespace handraise {
namespace {

using Pattern = std::unique_ptr<RE2>;

struct Rule {
  std::string id, why, better, check;
  bool subject = true, body = true;
  bool first_touch = false, cold = false, sells = false;
  Pattern pattern, unless;
};

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }
bool found(const Pattern& pattern, std::string_view text) { return pattern && RE2::PartialMatch(piece(text), *pattern); }

}  // namespace

struct MessageRules::Compiled {
  int words_max = 120;
  double reading_ease_min = 40;
  size_t reading_words_min = 30;
  std::vector<Rule> rules;
  Pattern requests, not_asks, soft, answers, leads, meetings, times, joined, joined_you, series, own, opt_out, sender;
  std::set<std::string> generic;                              // stems
  std::map<std::string, std::vector<std::string>> kin;        // stem -> words and phrases in lower case
  std::vector<std::string> ids;
  std::vector<RuleExamples> examples;
};

std::vector<std::string> MessageRules::ids() const { return compiled_->ids; }
RuleWords MessageRules::words_of(std::string_view id) const {
  for (const Rule& rule : compiled_->rules) if (rule.id == id) return {rule.why, rule.better};
  return {};
}
const std::vector<RuleExamples>& MessageRules::examples() const { return compiled_->examples; }

// ---- reading the rules ---------------------------------------------------------------------------------------------

namespace {

const std::vector<std::string> kChecks = {"many_asks", "no_ask", "too_long", "hard_reading", "no_opt_out", "no_sender", "broken_placeholder", "unapproved_signal"};

class RulesReader {
 public:
  RulesReader(std::string_view yaml, const std::string& file) : reader_(yaml), yaml_(yaml), file_(file), out_(std::make_shared<MessageRules::Compiled>()) {}

  Result<MessageRules> read() {
    const Result<YamlNode> parsed = parse_yaml(yaml_, file_);
    if (!parsed) return parsed.errors();
    const YamlNode& root = *parsed;
    if (reader_.map_of(root, "this file", {"bounds", "macros", "asks", "opt_out", "sender", "hints", "rules"})) {
      read_bounds(root);
      for (auto& [name, text] : reader_.words(root, "macros", "this file")) macros_[name] = text;
      if (const YamlNode* asks = root.find("asks"); asks != nullptr && reader_.map_of(*asks, "'asks'", {"requests", "not_asks", "soft", "answers", "leads", "meetings", "times", "joined", "joined_you", "series", "own"})) {
        out_->requests = compile(*asks, "requests", "'asks'");
        out_->not_asks = compile(*asks, "not_asks", "'asks'");
        out_->soft = compile(*asks, "soft", "'asks'");
        out_->answers = compile(*asks, "answers", "'asks'");
        out_->leads = compile(*asks, "leads", "'asks'");
        out_->meetings = compile(*asks, "meetings", "'asks'");
        out_->times = compile(*asks, "times", "'asks'");
        out_->joined = compile(*asks, "joined", "'asks'");
        out_->joined_you = compile(*asks, "joined_you", "'asks'");
        out_->series = compile(*asks, "series", "'asks'");
        out_->own = compile(*asks, "own", "'asks'");
      } else {
        reader_.fail(root.at, "this file needs 'asks', a map");
      }
      out_->opt_out = compile(root, "opt_out", "this file");
      out_->sender = compile(root, "sender", "this file");
      read_hints(root);
      const YamlNode* rules = root.find("rules");
      if (rules == nullptr || !rules->is_list()) reader_.fail(root.at, "this file needs a list of 'rules'");
      else for (const YamlNode& node : rules->items) read_rule(node);
    }
    if (!reader_.errors.empty()) return reader_.errors;
    return MessageRules(out_);
  }

 private:
  void read_bounds(const YamlNode& root) {
    const YamlNode* bounds = root.find("bounds");
    if (bounds == nullptr || !reader_.map_of(*bounds, "'bounds'", {"words_max", "reading_ease_min", "reading_words_min"})) return;
    double number = 0;
    if (const YamlNode* node = bounds->find("words_max"); node != nullptr && read_number(*node, &number)) out_->words_max = static_cast<int>(number);
    if (const YamlNode* node = bounds->find("reading_ease_min"); node != nullptr && read_number(*node, &number)) out_->reading_ease_min = number;
    if (const YamlNode* node = bounds->find("reading_words_min"); node != nullptr && read_number(*node, &number) && number >= 0) out_->reading_words_min = static_cast<size_t>(number);
  }
  void read_hints(const YamlNode& root) {
    const YamlNode* hints = root.find("hints");
    if (hints == nullptr || !reader_.map_of(*hints, "'hints'", {"generic", "kin"})) return;
    for (const std::string& word : reader_.texts(*hints, "generic", "'hints'")) out_->generic.insert(stem_of(word));
    const YamlNode* kin = hints->find("kin");
    if (kin == nullptr || !kin->is_map()) return;
    for (const auto& [word, list] : kin->fields) {
      for (const YamlNode& item : list.items) out_->kin[stem_of(word)].push_back(lower_ascii(item.text));
    }
  }
  std::string expand(std::string text) const {
    for (int depth = 0; depth < 4; ++depth) {
      for (const auto& [name, value] : macros_) text = replace_all(std::move(text), "<" + name + ">", value);
    }
    return text;
  }
  // The patterns of a field, a text or a list of them, as one.
  Pattern compile(const YamlNode& node, std::string_view key, const std::string& what) {
    const YamlNode* field = node.find(key);
    if (field == nullptr || field->is_null()) return nullptr;
    std::string whole;
    const std::vector<YamlNode> one = {*field};
    RE2::Options options;
    options.set_case_sensitive(false);
    options.set_log_errors(false);
    options.set_encoding(RE2::Options::EncodingLatin1);  // bytes: a tenth of the states for [^.?!]{0,60}
    options.set_max_mem(32 << 20);
    for (const YamlNode& item : field->is_list() ? field->items : one) {
      const std::string text = "(?:" + expand(item.text) + ")";
      whole += (whole.empty() ? "" : "|") + text;
    }
    auto pattern = std::make_unique<RE2>(whole, options);
    if (pattern->ok()) return pattern;
    for (const YamlNode& item : field->is_list() ? field->items : one) {  // say which
      const RE2 single(expand(item.text), options);
      if (!single.ok()) reader_.fail(item.at, "a pattern of " + what + " does not compile: " + single.error());
    }
    if (reader_.errors.empty()) reader_.fail(field->at, "the patterns of " + what + " do not compile: " + pattern->error());
    return nullptr;
  }
  void read_rule(const YamlNode& node) {
    Rule rule;
    if (!reader_.map_of(node, "a rule", {"id", "why", "better", "where", "when", "patterns", "unless", "check", "context", "examples"})) return;
    rule.id = reader_.text(node, "id", "a rule", true);
    const std::string what = "rule '" + rule.id + "'";
    rule.why = reader_.text(node, "why", what, true);
    rule.better = reader_.text(node, "better", what, true);
    rule.check = reader_.text(node, "check", what, false);
    if (!rule.check.empty() && std::find(kChecks.begin(), kChecks.end(), rule.check) == kChecks.end())
      reader_.fail(node.at, "no check named '" + rule.check + "'; expected one of " + join_words(kChecks, "or"));
    const std::string where = reader_.text(node, "where", what, false);
    if (!where.empty() && where != "both" && where != "subject" && where != "body") reader_.fail(node.at, "'where' of " + what + " must be both, subject or body");
    rule.subject = where != "body";
    rule.body = where != "subject";
    for (const std::string& word : reader_.texts(node, "when", what)) {
      if (word == "first_touch") rule.first_touch = true;
      else if (word == "cold") rule.cold = true;
      else if (word == "sells") rule.sells = true;
      else reader_.fail(node.at, "'when' of " + what + " knows first_touch, cold and sells, not '" + word + "'");
    }
    rule.pattern = compile(node, "patterns", what);
    rule.unless = compile(node, "unless", what);
    if (!rule.pattern && rule.check.empty()) reader_.fail(node.at, what + " needs 'patterns' or a 'check'");
    if (std::find(out_->ids.begin(), out_->ids.end(), rule.id) == out_->ids.end()) out_->ids.push_back(rule.id);
    read_examples(node, rule.id);
    out_->rules.push_back(std::move(rule));
  }
  void read_examples(const YamlNode& node, const std::string& id) {
    RuleExamples examples;
    examples.rule = id;
    const std::string what = "rule '" + id + "'";
    const YamlNode* list = node.find("examples");
    if (list == nullptr || !reader_.map_of(*list, "'examples' of " + what, {"bad", "good", "friends"})) { reader_.fail(node.at, what + " needs 'examples'"); return; }
    examples.bad = reader_.texts(*list, "bad", what);
    examples.good = reader_.texts(*list, "good", what);
    examples.friends = reader_.texts(*list, "friends", what);
    if (examples.bad.size() < 2 || examples.good.size() < 2) reader_.fail(list->at, what + " needs at least two bad and two good examples");
    if (const YamlNode* context = node.find("context"); context != nullptr && reader_.map_of(*context, "'context' of " + what, {"closing", "opt_out_required", "sender_required", "unapproved", "approved"})) {
      const auto flag = [&](std::string_view key, bool* value) {
        if (const YamlNode* field = context->find(key); field != nullptr && !read_bool(*field, value)) reader_.fail(field->at, "must be true or false");
      };
      flag("closing", &examples.context.closing);
      flag("opt_out_required", &examples.context.opt_out_required);
      flag("sender_required", &examples.context.sender_required);
      for (const std::string& name : reader_.texts(*context, "unapproved", what)) { examples.context.unapproved.emplace_back(); examples.context.unapproved.back().name = name; }
      for (const std::string& name : reader_.texts(*context, "approved", what)) { examples.context.approved.emplace_back(); examples.context.approved.back().name = name; }
    }
    out_->examples.push_back(std::move(examples));
  }

  RecordReader reader_;
  std::string_view yaml_;
  const std::string& file_;
  std::map<std::string, std::string> macros_;
  std::shared_ptr<MessageRules::Compiled> out_;
};

}  // namespace

Result<MessageRules> parse_message_rules(std::string_view yaml, const std::string& file) { return RulesReader(yaml, file).read(); }

Result<MessageRules> load_message_rules(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Error{"cannot be read", {file, 0, 0}, "is it there, and may it be read?", ""};
  std::ostringstream text;
  text << in.rdbuf();
  return parse_message_rules(text.str(), file);
}

MessageText read_message_text(std::string_view text) {
  MessageText out;
  if (lower_ascii(text.substr(0, 8)) == "subject:") {
    const size_t end = text.find('\n');
    out.subject = std::string(trim(text.substr(8, end == std::string_view::npos ? end : end - 8)));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    while (!text.empty() && (text[0] == '\n' || text[0] == '\r')) text.remove_prefix(1);
  }
  out.body = std::string(text);
  return out;
}

// ---- asks ----------------------------------------------------------------------------------------------------------

namespace {

struct Ask {
  size_t sentence = 0;
  bool lead = false, meeting = false;
};
struct Asks {
  std::vector<Ask> hard;       // each something to do
  std::vector<size_t> extra;   // sentences that join a second thing to do by "and"
  bool soft = false;
  int count() const { return hard.empty() ? (soft ? 1 : 0) : static_cast<int>(hard.size() + extra.size()); }
};

// Without "Hi Ann, " in front.
std::string_view without_greeting(std::string_view sentence) {
  static const RE2 greeting("(?i)^(?:hi|hello|hey|dear|good (?:morning|afternoon|day))\\b[^.?!,]{0,40},[ \\n]*");
  re2::StringPiece rest = piece(sentence);
  RE2::Consume(&rest, greeting);
  return {rest.data(), rest.size()};
}
// More than one imperative in a row.
bool lists_requests(std::string_view sentence, const Pattern& series) {
  re2::StringPiece rest = piece(sentence);
  int count = 0;
  for (size_t at = 0; series && at < sentence.size(); ++count) {
    re2::StringPiece hit;
    if (!series->Match(rest, at, sentence.size(), RE2::UNANCHORED, &hit, 1)) break;
    at = static_cast<size_t>(hit.data() - sentence.data()) + hit.size();
  }
  return count > 1;
}

// See src/outreach/README.md, "How asks are counted".
Asks find_asks(std::string_view text, const std::vector<MessageSentence>& sentences, const MessageRules::Compiled& rules) {
  Asks asks;
  size_t last_ask = SIZE_MAX;
  for (size_t i = 0; i < sentences.size(); ++i) {
    const MessageSentence& sentence = sentences[i];
    const std::string_view words = without_greeting(text.substr(sentence.begin, sentence.end - sentence.begin));
    if (words.empty() || found(rules.not_asks, words)) continue;
    const bool after_ask = last_ask != SIZE_MAX && i == last_ask + 1;
    if (after_ask && found(rules.answers, words)) {
      asks.hard.back().lead = false;
      last_ask = i;
      continue;
    }
    const bool request = found(rules.requests, words);
    if (found(rules.soft, words)) { asks.soft = true; continue; }
    if (!sentence.question && !request) continue;
    const bool lead = sentence.question && found(rules.leads, words);
    if (after_ask && sentence.question && asks.hard.back().meeting && found(rules.times, words)) { last_ask = i; continue; }
    if (!asks.hard.empty() && asks.hard.back().lead) asks.hard.pop_back();  // a half question, answered now
    asks.hard.push_back({i, lead, found(rules.meetings, words)});
    last_ask = i;
    if ((found(rules.joined, words) && !found(rules.own, words)) || found(rules.joined_you, words) || (request && lists_requests(words, rules.series))) asks.extra.push_back(i);
  }
  return asks;
}

// ---- reading ease --------------------------------------------------------------------------------------------------

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }

int syllables(std::string_view word) {
  const std::string w = lower_ascii(word);
  int count = 0;
  for (size_t i = 0; i < w.size(); ++i) count += is_vowel(w[i]) && (i == 0 || !is_vowel(w[i - 1]));
  const size_t n = w.size();
  const auto consonant = [&](size_t back) { return n > back && !is_vowel(w[n - 1 - back]); };
  if (n > 2 && w[n - 1] == 'e' && consonant(1) && !(w[n - 2] == 'l' && consonant(2))) --count;                       // "make", not "table"
  if (n > 3 && w.ends_with("ed") && consonant(2) && w[n - 3] != 't' && w[n - 3] != 'd') --count;                    // "asked"
  if (n > 3 && w.ends_with("es") && consonant(2) && std::string_view("sxzcgh").find(w[n - 3]) == std::string_view::npos && !(w[n - 3] == 'l' && consonant(3))) --count;  // "makes"
  return std::max(count, 1);
}

struct Reading {
  size_t words = 0, sentences = 0, syllables = 0;
  double ease() const { return 206.835 - 1.015 * static_cast<double>(words) / static_cast<double>(sentences) - 84.6 * static_cast<double>(syllables) / static_cast<double>(words); }
};

Reading read_text(std::string_view folded, const std::vector<MessageSentence>& sentences) {
  Reading reading;
  for (const MessageSentence& sentence : sentences) {
    const std::string_view text = folded.substr(sentence.begin, sentence.end - sentence.begin);
    size_t words = 0;
    for (size_t at = 0; at < text.size();) {
      if (text.substr(at).starts_with("{{")) {
        const size_t shut = text.find("}}", at);
        at = shut == std::string_view::npos ? at + 2 : shut + 2;
        continue;
      }
      if (std::isalpha(static_cast<unsigned char>(text[at])) == 0) { ++at; continue; }
      size_t end = at;
      while (end < text.size() && (std::isalpha(static_cast<unsigned char>(text[end])) != 0 || (text[end] == '\'' && end > at))) ++end;
      reading.syllables += static_cast<size_t>(syllables(text.substr(at, end - at)));
      ++words;
      at = end;
    }
    reading.words += words;
    reading.sentences += words > 0;
  }
  return reading;
}

// ---- one message ---------------------------------------------------------------------------------------------------

class Checker {
 public:
  Checker(const MessageRules::Compiled& rules, const MessageContext& context) : rules_(rules), context_(context) {}

  std::vector<Finding> check(const MessageText& text) {
    if (!text.subject.empty()) part(text.subject, true);
    if (!context_.subject_only) part(text.body, false);
    return std::move(findings_);
  }

 private:
  void part(const std::string& written, bool subject) {
    written_ = &written;
    subject_ = subject;
    plain_ = plain_text(written);
    sentences_ = sentences_of(plain_.folded);
    const size_t first = findings_.size();
    for (const Rule& rule : rules_.rules) {
      if (subject ? !rule.subject : !rule.body) continue;
      if ((rule.first_touch && (context_.touch > 1 || context_.in_thread)) || (rule.cold && context_.in_thread) || (rule.sells && context_.support)) continue;
      if (rule.pattern) match(rule);
      if (rule.check == "broken_placeholder") broken_blanks(rule);
      if (rule.check == "unapproved_signal") unapproved(rule);
      if (rule.id == "sensitive_data") forbidden_kinds(rule);
      if (!subject) whole_body(rule);
    }
    std::stable_sort(findings_.begin() + static_cast<long>(first), findings_.end(), [](const Finding& a, const Finding& b) { return a.begin < b.begin; });
  }

  // [begin, end) of the folded text.
  void add(const Rule& rule, size_t begin, size_t end) {
    Finding finding;
    finding.rule = rule.id;
    finding.part = subject_ ? "subject" : "body";
    finding.begin = plain_.at[begin];
    finding.end = begin == end ? finding.begin : plain_.at[end];
    finding.words = written_->substr(finding.begin, finding.end - finding.begin);
    finding.why = rule.why;
    finding.better = rule.better;
    for (const Finding& other : findings_) {
      if (other.rule == finding.rule && other.part == finding.part && other.begin < finding.end && finding.begin < other.end) return;
    }
    findings_.push_back(std::move(finding));
  }
  std::string_view sentence_at(size_t begin, size_t end) const {
    const std::string_view text = plain_.folded;
    size_t from = begin, to = end;
    for (const MessageSentence& sentence : sentences_) {
      if (sentence.end > begin && sentence.begin < end) { from = std::min(from, sentence.begin); to = std::max(to, sentence.end); }
    }
    return text.substr(from, to - from);
  }
  void match(const Rule& rule) {
    const std::string_view text = plain_.folded;
    for (size_t at = 0; at < text.size();) {
      re2::StringPiece hit;
      if (!rule.pattern->Match(piece(text), at, text.size(), RE2::UNANCHORED, &hit, 1)) return;
      size_t begin = static_cast<size_t>(hit.data() - text.data());
      size_t end = begin + hit.size();
      at = std::max(end, begin + 1);
      while (begin < end && (text[begin] == ' ' || text[begin] == '\n')) ++begin;
      while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\n')) --end;
      if (!found(rule.unless, sentence_at(begin, end))) add(rule, begin, end);
    }
  }

  void whole_body(const Rule& rule) {
    const size_t end = plain_.folded.size();
    if (rule.check == "too_long") {
      if (static_cast<int>(count_words(plain_.folded)) > rules_.words_max) add(rule, word_start(static_cast<size_t>(rules_.words_max)), end);
    } else if (rule.check == "many_asks" || rule.check == "no_ask") {
      const Asks asks = find_asks(plain_.folded, sentences_, rules_);
      if (rule.check == "no_ask" && asks.count() == 0 && !context_.closing) add(rule, end, end);
      if (rule.check == "many_asks" && asks.count() > 1) {
        const size_t second = asks.hard.size() > 1 ? asks.hard[1].sentence : asks.extra[0];
        add(rule, sentences_[second].begin, sentences_[second].end);
      }
    } else if (rule.check == "hard_reading") {
      const Reading reading = read_text(plain_.folded, sentences_);
      if (reading.words >= rules_.reading_words_min && reading.ease() < rules_.reading_ease_min) add(rule, 0, end);
    } else if (rule.check == "no_opt_out") {
      if (context_.opt_out_required && !found(rules_.opt_out, plain_.lines)) add(rule, end, end);
    } else if (rule.check == "no_sender") {
      if (context_.sender_required && !found(rules_.sender, plain_.lines)) add(rule, end, end);
    }
  }
  // Where the word after `words` words starts.
  size_t word_start(size_t words) const {
    const std::string& text = plain_.folded;
    size_t at = 0;
    while (at < text.size()) {
      while (at < text.size() && (text[at] == ' ' || text[at] == '\n')) ++at;
      size_t end = at;
      while (end < text.size() && text[end] != ' ' && text[end] != '\n') ++end;
      if (count_words(std::string_view(text).substr(at, end - at)) > 0 && words-- == 0) return at;
      at = end;
    }
    return text.size();
  }

  void broken_blanks(const Rule& rule) {
    const std::string_view text = plain_.folded;
    for (size_t at = 0; at < text.size(); ++at) {
      const char c = text[at];
      if (c == '{' && at + 1 < text.size() && text[at + 1] == '{') {
        const size_t shut = text.find("}}", at);
        const size_t again = text.find("{{", at + 2);
        if (shut == std::string_view::npos || again < shut) { add(rule, at, std::min(text.size(), text.find_first_of(" ,\n", at))); at += 1; continue; }
        const std::string_view name = text.substr(at + 2, shut - at - 2);
        if (!is_blank_name(name) || (!context_.blanks.empty() && std::find(context_.blanks.begin(), context_.blanks.end(), name) == context_.blanks.end())) add(rule, at, shut + 2);
        at = shut + 1;
      } else if (c == '{' || c == '}') {
        const size_t shut = text.find('}', at);
        add(rule, at, shut == std::string_view::npos ? at + 1 : shut + 1);
        if (shut != std::string_view::npos) at = shut;
      } else if (c == '[' || c == '<' || c == '%') {
        const char closing = c == '[' ? ']' : c == '<' ? '>' : '%';
        const size_t shut = text.find(closing, at + 1);
        if (shut == std::string_view::npos || shut - at > 40 || shut - at < 4) continue;
        const std::string_view name = text.substr(at + 1, shut - at - 1);
        const bool linked = c == '[' && shut + 1 < text.size() && text[shut + 1] == '(';
        const bool spaced = c == '[';
        if (!linked && std::all_of(name.begin(), name.end(), [&](char l) { return std::isalpha(static_cast<unsigned char>(l)) != 0 || l == '_' || (spaced && (l == ' ' || l == '\'')); })) {
          add(rule, at, shut + 1);
          at = shut;
        }
      }
    }
  }
  static bool is_blank_name(std::string_view name) {
    return !name.empty() && std::islower(static_cast<unsigned char>(name[0])) != 0 &&
           std::all_of(name.begin(), name.end(), [](char c) { return std::islower(static_cast<unsigned char>(c)) != 0 || std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '_'; });
  }

  // A signal that no playbook knows has the brief's own words for its name and label. They are words of everyday language ("one thing",
  // "reply"): one of them alone says nothing.
  static bool named_by_the_brief(const Signal& signal) { return !signal.label.empty() && signal.label == replace_all(signal.name, "_", " "); }
  // Names of signals that outreach may not refer to: a telling word of the name is enough; where all words say little, or the signal is a
  // trait, a risk or named by the brief (then one must be telling), all of them must stand in one sentence. Words of approved signals are free.
  void unapproved(const Rule& rule) {
    if (context_.unapproved.empty() && context_.never_mention.empty()) return;
    std::set<std::string> free;
    for (const Signal& signal : context_.approved) {
      for (const StemmedWord& word : stems_in(signal.name)) free.insert(word.stem);
      for (const StemmedWord& word : stems_in(signal.phrase)) free.insert(word.stem);
      for (const std::string& event : signal.events) {
        for (const StemmedWord& word : stems_in(event)) free.insert(word.stem);
      }
    }
    const std::vector<StemmedWord> words = stems_in(plain_.folded);
    const std::string lower = lower_ascii(plain_.folded);
    for (const Signal& signal : context_.unapproved) {
      const Care care = named_by_the_brief(signal) ? Care::everyday : signal.kind == SignalKind::fit || signal.kind == SignalKind::risk ? Care::together : Care::none;
      name_hints(rule, signal.name, care, free, words, lower);
      for (const std::string& event : signal.events) name_hints(rule, event, care, free, words, lower);
    }
    for (const std::string& name : context_.never_mention) {
      const bool named = std::any_of(context_.unapproved.begin(), context_.unapproved.end(), [&](const Signal& signal) { return signal.name == name; });
      if (contains(name, "_") && !named) name_hints(rule, name, Care::none, free, words, lower);
    }
  }
  // Which words of a name are hints by themselves: every telling one; none; only those that the rules list with their kin (price, export).
  enum class Care { none, together, everyday };
  void name_hints(const Rule& rule, std::string_view name, Care care, const std::set<std::string>& free, const std::vector<StemmedWord>& words, const std::string& lower) {
    std::set<std::string> all, telling;
    for (const StemmedWord& word : stems_in(name)) {
      all.insert(word.stem);
      if (!rules_.generic.contains(word.stem) && !free.contains(word.stem) && word.stem.size() > 2) telling.insert(word.stem);
    }
    if (std::includes(free.begin(), free.end(), all.begin(), all.end())) return;
    std::set<std::string> alone;
    for (const std::string& stem : telling) if (care == Care::none || (care == Care::everyday && rules_.kin.contains(stem))) alone.insert(stem);
    if (!alone.empty()) {
      for (const StemmedWord& word : words) {
        if (alone.contains(word.stem)) add(rule, word.begin, word.end);
      }
      for (const std::string& stem : alone) {
        const auto kin = rules_.kin.find(stem);
        if (kin == rules_.kin.end()) continue;
        for (const std::string& phrase : kin->second) {
          for (size_t at = lower.find(phrase); at != std::string::npos; at = lower.find(phrase, at + 1)) {
            const bool starts = at == 0 || (std::isalnum(static_cast<unsigned char>(lower[at - 1])) == 0 && lower[at - 1] != '_' && lower[at - 1] != '{');
            const size_t end = at + phrase.size();
            const bool ends = end == lower.size() || (std::isalnum(static_cast<unsigned char>(lower[end])) == 0 && lower[end] != '_' && lower[end] != '}');
            if (starts && ends) add(rule, at, end);
          }
        }
      }
    }
    if (all.size() < 2 || (care != Care::none && telling.empty())) return;
    for (const MessageSentence& sentence : sentences_) {
      std::set<std::string> here;
      size_t begin = 0, end = 0;
      for (const StemmedWord& word : words) {
        if (word.begin < sentence.begin || word.end > sentence.end || !all.contains(word.stem)) continue;
        if (here.empty()) begin = word.begin;
        here.insert(word.stem);
        end = word.end;
      }
      if (here.size() == all.size()) add(rule, begin, end);
    }
  }
  // Kinds of data, as phrases: "query text", "dashboard titles".
  void forbidden_kinds(const Rule& rule) {
    const std::vector<StemmedWord> words = stems_in(plain_.folded);
    for (const std::string& kind : context_.never_mention) {
      const std::vector<StemmedWord> phrase = stems_in(kind);
      if (phrase.size() < 2 || contains(kind, "_")) continue;
      if (std::all_of(phrase.begin(), phrase.end(), [&](const StemmedWord& word) { return rules_.generic.contains(word.stem); })) continue;  // "next week"
      for (size_t i = 0; i + phrase.size() <= words.size(); ++i) {
        if (std::equal(phrase.begin(), phrase.end(), words.begin() + static_cast<long>(i), [](const StemmedWord& a, const StemmedWord& b) { return a.stem == b.stem; }))
          add(rule, words[i].begin, words[i + phrase.size() - 1].end);
      }
    }
  }

  const MessageRules::Compiled& rules_;
  const MessageContext& context_;
  const std::string* written_ = nullptr;
  bool subject_ = false;
  PlainText plain_;
  std::vector<MessageSentence> sentences_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> check_message(const MessageText& text, const MessageRules& rules, const MessageContext& context) { return Checker(rules.compiled(), context).check(text); }

MessageContext kit_context(const Outreach& outreach, const std::vector<Signal>& signals) {
  MessageContext context;
  for (const Signal& signal : signals) (signal.approved ? context.approved : context.unapproved).push_back(signal);
  context.never_mention = outreach.never_mention;
  context.opt_out_required = context.sender_required = true;
  for (const Blank& blank : outreach.blanks) context.blanks.push_back(blank.name);
  return context;
}

MessageContext message_context(MessageContext kit, const Message& message) {
  kit.closing = message.closing;
  kit.support = message.support;
  return kit;
}

std::vector<MessageFindings> check_kit(const Outreach& outreach, const std::vector<Signal>& signals, const MessageRules& rules) {
  const MessageContext kit = kit_context(outreach, signals);
  std::vector<MessageFindings> out;
  for (const Message& message : outreach.messages) {
    MessageContext context = message_context(kit, message);
    for (const std::string& subject : message.subjects) {
      out.push_back({message.id, subject, check_message({message.id, subject, message.body}, rules, context)});
      context.subject_only = true;
    }
  }
  return out;
}

int count_asks(std::string_view body, const MessageRules& rules) {
  const PlainText plain = plain_text(body);
  return find_asks(plain.folded, sentences_of(plain.folded), rules.compiled()).count();
}

double reading_ease(std::string_view body) {
  const PlainText plain = plain_text(body);
  const Reading reading = read_text(plain.folded, sentences_of(plain.folded));
  return reading.words < 20 ? 100 : reading.ease();
}

}  // namespace handraise
