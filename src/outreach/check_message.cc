#include "outreach/check_message.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "base/text.h"
#include "outreach/asks.h"
#include "outreach/message_rules.h"
#include "outreach/reading_ease.h"
#include "outreach/sentences.h"
#include "outreach/signal_hints.h"

namespace handraise {

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

namespace {

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
    told_.clear();
    const size_t first = findings_.size();
    for (const MessageRule& rule : rules_.rules) {
      if (subject ? !rule.subject : !rule.body) continue;
      if ((rule.first_touch && (context_.touch > 1 || context_.in_thread)) || (rule.cold && context_.in_thread) || (rule.sells && context_.support)) continue;
      if (rule.pattern) match(rule);
      if (rule.check == "broken_placeholder") broken_blanks(rule);
      if (rule.check == "unapproved_signal") {
        for (const HintSpan& hint : find_hints({plain_.folded, sentences_, told_}, rules_, context_)) add(rule, hint.begin, hint.end);
      }
      if (rule.id == "sensitive_data") {
        for (const HintSpan& kind : find_forbidden_kinds(plain_.folded, rules_, context_)) add(rule, kind.begin, kind.end);
      }
      if (!subject) whole_body(rule);
    }
    std::stable_sort(findings_.begin() + static_cast<long>(first), findings_.end(), [](const Finding& a, const Finding& b) { return a.begin < b.begin; });
  }

  // [begin, end) of the folded text.
  void add(const MessageRule& rule, size_t begin, size_t end) {
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
  void match(const MessageRule& rule) {
    const std::string_view text = plain_.folded;
    for (std::optional<Pattern::Hit> hit = rule.pattern.find(text); hit; hit = rule.pattern.find(text, std::max(hit->end, hit->begin + 1))) {
      size_t begin = hit->begin, end = hit->end;
      while (begin < end && (text[begin] == ' ' || text[begin] == '\n')) ++begin;
      while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\n')) --end;
      const auto inside_word = [&](size_t at) { return at > 0 && at < text.size() && std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0 && std::isalnum(static_cast<unsigned char>(text[at])) != 0; };
      while (inside_word(begin)) --begin;
      while (inside_word(end)) ++end;
      if (rule.unless.found(sentence_at(begin, end))) continue;
      if (rule.unquoted && is_quoted(text, begin)) continue;
      if (rule.unapproved && names_approved(sentence_at(begin, end), rules_, context_)) continue;
      add(rule, begin, end);
      if (rule.id == "surveillance") told_.push_back({begin, end});
    }
  }

  void whole_body(const MessageRule& rule) {
    const size_t end = plain_.folded.size();
    if (rule.check == "too_long") {
      if (static_cast<int>(count_words(plain_.folded)) > rules_.words_max) add(rule, word_start(static_cast<size_t>(rules_.words_max)), end);
    } else if (rule.check == "many_asks" || rule.check == "no_ask") {
      const Asks asks = find_asks(plain_.folded, sentences_, rules_);
      if (rule.check == "no_ask" && asks.count() == 0 && !context_.closing && !rules_.closing.found(plain_.folded)) add(rule, end, end);
      if (rule.check == "many_asks" && asks.count() > 1) {
        const size_t second = asks.hard.size() > 1 ? asks.hard[1].sentence : asks.extra[0];
        add(rule, sentences_[second].begin, sentences_[second].end);
      }
    } else if (rule.check == "hard_reading") {
      const Reading reading = read_text(plain_.folded, sentences_);
      if (reading.words >= rules_.reading_words_min && reading.ease() < rules_.reading_ease_min) add(rule, 0, end);
    } else if (rule.check == "no_opt_out") {
      if (context_.opt_out_required && !rules_.opt_out.found(plain_.lines)) add(rule, end, end);
    } else if (rule.check == "no_sender") {
      if (context_.sender_required && !rules_.sender.found(plain_.lines)) add(rule, end, end);
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

  void broken_blanks(const MessageRule& rule) {
    const std::string_view text = plain_.folded;
    for (size_t at = 0; at < text.size(); ++at) {
      const char c = text[at];
      if (c == '{' && at + 1 < text.size() && text[at + 1] == '{') {
        const size_t end = blank_end(text, at);
        if (end == 0) { add(rule, at, std::min(text.size(), text.find_first_of(" ,\n", at))); at += 1; continue; }
        const std::string_view name = text.substr(at + 2, end - at - 4);
        if (context_.filled || !is_blank_name(name) || (!context_.blanks.empty() && std::find(context_.blanks.begin(), context_.blanks.end(), name) == context_.blanks.end())) add(rule, at, end);
        at = end - 1;
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

  const MessageRules::Compiled& rules_;
  const MessageContext& context_;
  const std::string* written_ = nullptr;
  bool subject_ = false;
  PlainText plain_;
  std::vector<MessageSentence> sentences_;
  std::vector<HintSpan> told_;   // of this part: what surveillance was found in
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
