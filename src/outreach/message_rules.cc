#include "outreach/message_rules.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <future>
#include <sstream>

#include "base/text.h"
#include "outreach/record_reader.h"
#include "outreach/word_stem.h"

namespace handraise {

std::vector<std::string> MessageRules::ids() const { return compiled_->ids; }
const std::vector<RuleExamples>& MessageRules::examples() const { return compiled_->examples; }
RuleWords MessageRules::words_of(std::string_view id) const {
  for (const MessageRule& rule : compiled_->rules) if (rule.id == id) return {rule.why, rule.better};
  return {};
}

namespace {

const std::vector<std::string> kChecks = {"many_asks", "no_ask", "too_long", "hard_reading", "no_opt_out", "no_sender", "broken_placeholder", "unapproved_signal"};

class RulesReader {
 public:
  RulesReader(std::string_view yaml, const std::string& file) : reader_(yaml), yaml_(yaml), file_(file), out_(std::make_shared<MessageRules::Compiled>()) {}

  Result<MessageRules> read() {
    const Result<YamlNode> parsed = parse_yaml(yaml_, file_);
    if (!parsed) return parsed.errors();
    const YamlNode& root = *parsed;
    if (reader_.map_of(root, "this file", {"bounds", "macros", "asks", "opt_out", "sender", "closing", "hints", "rules"})) {
      read_bounds(root);
      for (auto& [name, text] : reader_.words(root, "macros", "this file")) macros_[name] = text;
      const std::vector<std::pair<std::string, Pattern*>> ask_fields = {
          {"greeting", &out_->greeting}, {"requests", &out_->requests}, {"not_asks", &out_->not_asks}, {"soft", &out_->soft}, {"answers", &out_->answers}, {"echoes", &out_->echoes},
          {"leads", &out_->leads}, {"meetings", &out_->meetings}, {"times", &out_->times}, {"joined", &out_->joined}, {"joined_you", &out_->joined_you}, {"series", &out_->series}, {"own", &out_->own}};
      std::vector<std::string> names;
      for (const auto& [name, pattern] : ask_fields) names.push_back(name);
      if (const YamlNode* asks = root.find("asks"); asks == nullptr) reader_.fail(root.at, "this file needs 'asks', a map");
      else if (reader_.map_of(*asks, "'asks'", names)) for (const auto& [name, pattern] : ask_fields) compile(*asks, name, "'asks'", pattern);
      compile(root, "opt_out", "this file", &out_->opt_out);
      compile(root, "sender", "this file", &out_->sender);
      compile(root, "closing", "this file", &out_->closing);
      read_hints(root);
      const YamlNode* rules = root.find("rules");
      if (rules == nullptr || !rules->is_list()) reader_.fail(root.at, "this file needs a list of 'rules'");
      else {
        out_->rules.reserve(rules->items.size());
        for (const YamlNode& node : rules->items) read_rule(node);
      }
    }
    compile_all();
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
    if (hints == nullptr || !reader_.map_of(*hints, "'hints'", {"generic", "kin", "topics", "cues", "unless"})) return;
    for (const std::string& word : reader_.texts(*hints, "generic", "'hints'")) out_->generic.insert(stem_of(word));
    if (const YamlNode* kin = hints->find("kin"); kin != nullptr && kin->is_map()) {
      for (const auto& [word, list] : kin->fields) {
        for (const YamlNode& item : list.items) out_->kin[stem_of(word)].push_back(lower_ascii(item.text));
      }
    }
    compile(*hints, "cues", "'hints'", &out_->cues);
    compile(*hints, "unless", "'hints'", &out_->no_hints);
    const YamlNode* topics = hints->find("topics");
    if (topics == nullptr) return;
    if (!topics->is_list()) return reader_.fail(topics->at, "'topics' must be a list");
    out_->topics.reserve(topics->items.size());
    for (const YamlNode& node : topics->items) {
      if (!reader_.map_of(node, "a topic", {"signals", "named", "told"})) continue;
      HintTopic& topic = out_->topics.emplace_back();
      for (const std::string& word : reader_.texts(node, "signals", "a topic")) topic.stems.insert(stem_of(word));
      if (topic.stems.empty()) reader_.fail(node.at, "a topic needs 'signals': words of the signals that approve it");
      compile(node, "named", "a topic", &topic.named);
      compile(node, "told", "a topic", &topic.told);
    }
  }
  std::string expand(std::string text) const {
    for (int depth = 0; depth < 4; ++depth) {
      for (const auto& [name, value] : macros_) text = replace_all(std::move(text), "<" + name + ">", value);
    }
    return text;
  }
  // The patterns of a field, a text or a list of them, as one; it stands in `*target` after compile_all. Neither `target` nor `node` may move until then.
  void compile(const YamlNode& node, std::string_view key, const std::string& what, Pattern* target) {
    const YamlNode* field = node.find(key);
    if (field == nullptr || field->is_null()) return;
    Job job{target, what, {}, ""};
    if (field->is_list()) for (const YamlNode& item : field->items) job.items.push_back(&item);
    else job.items.push_back(field);
    for (const YamlNode* item : job.items) job.expression += (job.expression.empty() ? "(?:" : "|(?:") + expand(item->text) + ")";
    jobs_.push_back(std::move(job));
  }
  // Long patterns take milliseconds: two hands halve the time before anything can be checked.
  void compile_all() {
    std::atomic<size_t> next = 0;
    const auto work = [&] {
      for (size_t i = next++; i < jobs_.size(); i = next++) *jobs_[i].target = Pattern(jobs_[i].expression);
    };
    std::future<void> other = std::async(std::launch::async, work);
    work();
    other.get();
    for (const Job& job : jobs_) {
      if (job.target->ok()) continue;
      const size_t before = reader_.errors.size();
      for (const YamlNode* item : job.items) {  // say which
        const Pattern single(expand(item->text));
        if (!single.ok()) reader_.fail(item->at, "a pattern of " + job.what + " does not compile: " + single.error());
      }
      if (reader_.errors.size() == before) reader_.fail(job.items[0]->at, "the patterns of " + job.what + " do not compile: " + job.target->error());
    }
  }
  void read_rule(const YamlNode& node) {
    if (!reader_.map_of(node, "a rule", {"id", "why", "better", "where", "when", "patterns", "unless", "check", "context", "examples"})) return;
    MessageRule& rule = out_->rules.emplace_back();
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
      else if (word == "unapproved") rule.unapproved = true;
      else if (word == "unquoted") rule.unquoted = true;
      else reader_.fail(node.at, "'when' of " + what + " knows first_touch, cold, sells, unapproved and unquoted, not '" + word + "'");
    }
    compile(node, "patterns", what, &rule.pattern);
    compile(node, "unless", what, &rule.unless);
    if (node.find("patterns") == nullptr && rule.check.empty()) reader_.fail(node.at, what + " needs 'patterns' or a 'check'");
    if (std::find(out_->ids.begin(), out_->ids.end(), rule.id) == out_->ids.end()) out_->ids.push_back(rule.id);
    read_examples(node, rule.id);
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
    if (const YamlNode* context = node.find("context"); context != nullptr && reader_.map_of(*context, "'context' of " + what, {"closing", "opt_out_required", "sender_required", "unapproved", "approved", "approved_only"})) {
      const auto flag = [&](std::string_view key, bool* value) {
        if (const YamlNode* field = context->find(key); field != nullptr && !read_bool(*field, value)) reader_.fail(field->at, "must be true or false");
      };
      flag("closing", &examples.context.closing);
      flag("opt_out_required", &examples.context.opt_out_required);
      flag("sender_required", &examples.context.sender_required);
      flag("approved_only", &examples.context.approved_only);
      for (const std::string& name : reader_.texts(*context, "unapproved", what)) { examples.context.unapproved.emplace_back(); examples.context.unapproved.back().name = name; }
      for (const std::string& name : reader_.texts(*context, "approved", what)) { examples.context.approved.emplace_back(); examples.context.approved.back().name = name; }
    }
    out_->examples.push_back(std::move(examples));
  }

  struct Job {
    Pattern* target;
    std::string what;
    std::vector<const YamlNode*> items;
    std::string expression;
  };

  RecordReader reader_;
  std::string_view yaml_;
  const std::string& file_;
  std::map<std::string, std::string> macros_;
  std::vector<Job> jobs_;
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

}  // namespace handraise
