// The gate's words: templates/pack/promises.yaml, and looking for them.
#include <algorithm>
#include <cctype>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "base/yaml.h"
#include "pack/gate_parts.h"

namespace handraise {
namespace {

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Word {
  std::string text;        // lower case; "#" for a number, "{{}}" for a blank
  size_t begin = 0, end = 0;
};

// Words of one text, cut into sentences.
std::vector<std::vector<Word>> sentences_of(std::string_view text) {
  static const std::vector<std::string> numbers = {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty", "thirty", "hundred"};
  std::vector<std::vector<Word>> out(1);
  size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (text.substr(at, 2) == "{{") {
      const size_t end = text.find("}}", at);
      if (end == std::string_view::npos) break;
      out.back().push_back({"{{}}", at, end + 2});
      at = end + 2;
    } else if (is_digit(c)) {
      size_t end = at;
      while (end < text.size() && (is_digit(text[end]) || ((text[end] == '.' || text[end] == ',') && end + 1 < text.size() && is_digit(text[end + 1])))) ++end;
      out.back().push_back({"#", at, end});
      at = end;
    } else if (is_letter(c)) {
      size_t end = at;
      while (end < text.size() && (is_letter(text[end]) || (text[end] == '\'' && end + 1 < text.size() && is_letter(text[end + 1])))) ++end;
      Word word{lower_ascii(text.substr(at, end - at)), at, end};
      if (std::find(numbers.begin(), numbers.end(), word.text) != numbers.end()) word.text = "#";
      out.back().push_back(std::move(word));
      at = end;
    } else {
      if (c == '%') out.back().push_back({"%", at, at + 1});
      if ((c == '.' || c == '?' || c == '!') && (at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n')) out.emplace_back();
      ++at;
    }
  }
  return out;
}

bool word_fits(std::string_view pattern, const std::string& word) {
  if (pattern == "_") return true;
  if (pattern.size() > 1 && pattern.back() == '*') return word.compare(0, pattern.size() - 1, pattern.substr(0, pattern.size() - 1)) == 0;
  return word == pattern;
}

std::vector<std::string> pattern_words(const std::string& phrase) {
  std::vector<std::string> words;
  for (const std::string_view word : split(phrase, ' ')) if (!word.empty()) words.emplace_back(word);
  return words;
}

// Index of the first word of the phrase in the sentence, or npos.
size_t find_in(const std::vector<Word>& sentence, const std::vector<std::string>& phrase) {
  if (phrase.empty()) return std::string::npos;
  for (size_t i = 0; i + phrase.size() <= sentence.size(); ++i) {
    size_t k = 0;
    while (k < phrase.size() && word_fits(phrase[k], sentence[i + k].text)) ++k;
    if (k == phrase.size()) return i;
  }
  return std::string::npos;
}

}  // namespace

std::vector<PhraseHit> find_phrases(std::string_view text, const std::vector<PromiseWord>& rules) {
  std::vector<PhraseHit> hits;
  for (const std::vector<Word>& sentence : sentences_of(text)) {
    if (sentence.empty()) continue;
    for (const PromiseWord& rule : rules) {
      const std::string_view first = std::string_view(rule.words).substr(0, rule.words.find(' '));
      if (std::none_of(sentence.begin(), sentence.end(), [&](const Word& word) { return word_fits(first, word.text); })) continue;
      const std::vector<std::string> phrase = pattern_words(rule.words);
      const size_t at = find_in(sentence, phrase);
      if (at == std::string::npos) continue;
      if (std::any_of(rule.unless.begin(), rule.unless.end(), [&](const std::string& each) { return find_in(sentence, pattern_words(each)) != std::string::npos; })) continue;
      const size_t begin = sentence[at].begin, end = sentence[at + phrase.size() - 1].end;
      hits.push_back({&rule, std::string(text.substr(begin, end - begin))});
    }
  }
  return hits;
}

Result<GateWords> parse_gate_words(std::string_view yaml, const std::string& file) {
  Result<YamlNode> tree = parse_yaml(yaml, file);
  if (!tree) return tree.errors();
  Errors errors;
  const auto fail = [&](const Place& at, std::string message) { errors.push_back({std::move(message), at, "", line_of(yaml, at.line)}); };
  GateWords made;
  const auto phrases = [&](const char* key, std::vector<PromiseWord>& into) {
    const YamlNode* list = tree->find(key);
    if (list == nullptr || !list->is_list()) { fail(tree->at, std::string("'") + key + "' must be a list of {id, words, why, unless}"); return; }
    for (const YamlNode& item : list->items) {
      PromiseWord word;
      if (!item.is_map()) { fail(item.at, "expected {id, words, why, unless}"); continue; }
      for (size_t i = 0; i < item.fields.size(); ++i) {
        const auto& [name, value] = item.fields[i];
        if (name == "id") word.id = value.text;
        else if (name == "words") word.words = value.text;
        else if (name == "why") word.why = value.text;
        else if (name == "unless") for (const YamlNode& each : value.items) word.unless.push_back(each.text);
        else fail(item.field_places[i], "no field '" + name + "'; expected id, words, why or unless");
      }
      if (word.id.empty() || word.words.empty() || word.why.empty()) fail(item.at, "needs id, words and why");
      else if (word.words != lower_ascii(word.words)) fail(item.at, "words must be in lower case: '" + word.words + "'");
      into.push_back(std::move(word));
    }
  };
  const auto texts = [&](const char* key, std::vector<std::string>& into) {
    const YamlNode* list = tree->find(key);
    if (list == nullptr || !list->is_list()) { fail(tree->at, std::string("'") + key + "' must be a list of texts"); return; }
    for (const YamlNode& item : list->items) {
      if (item.is_scalar() && !item.text.empty()) into.push_back(item.text);
      else fail(item.at, "expected a text");
    }
  };
  phrases("promises", made.promises);
  phrases("secrets", made.secrets);
  texts("prose_columns", made.prose_columns);
  texts("vanity", made.vanity);
  if (!errors.empty()) return errors;
  return made;
}

Result<GateRules> load_gate_rules(const std::string& directory) {
  const std::string file = directory + "/templates/pack/promises.yaml";
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return Error{"cannot be read", {file, 0, 0}, "is the templates folder beside the program?", ""};
  Result<GateWords> words = parse_gate_words(text.str(), file);
  Result<MessageRules> messages = load_message_rules(directory + "/playbooks/outreach_rules.yaml");
  Errors errors;
  if (!words) errors = words.errors();
  if (!messages) errors.insert(errors.end(), messages.errors().begin(), messages.errors().end());
  if (!errors.empty()) return errors;
  return GateRules{std::move(*words), std::move(*messages)};
}

// ---- small things ------------------------------------------------------------------------------------------------

std::vector<std::string> backticked(std::string_view text) {
  std::vector<std::string> names;
  size_t at = text.find('`');
  while (at != std::string_view::npos) {
    const size_t end = text.find('`', at + 1);
    if (end == std::string_view::npos) break;
    names.emplace_back(text.substr(at + 1, end - at - 1));
    at = text.find('`', end + 1);
  }
  return names;
}

std::vector<double> numbers_before(std::string_view text, std::string_view word) {
  std::vector<double> found;
  size_t at = text.find(word);
  while (at != std::string_view::npos) {
    size_t end = at;
    while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '-')) --end;
    size_t begin = end;
    while (begin > 0 && (is_digit(text[begin - 1]) || text[begin - 1] == '.' || text[begin - 1] == ',')) --begin;
    if (begin < end) {
      std::string digits;
      for (const char c : text.substr(begin, end - begin)) if (c != ',') digits += c;
      found.push_back(std::strtod(digits.c_str(), nullptr));
    }
    at = text.find(word, at + word.size());
  }
  return found;
}

std::vector<int> days_named(std::string_view text) {
  std::vector<int> found;
  size_t at = text.find("D+");
  while (at != std::string_view::npos) {
    int day = 0;
    size_t end = at + 2;
    while (end < text.size() && is_digit(text[end]) && day < 100000) day = day * 10 + (text[end++] - '0');
    if (end > at + 2) found.push_back(day);
    at = text.find("D+", end);
  }
  return found;
}

double holdout_of(const Motion& motion) {
  for (const Arm& arm : motion.pilot.arms) if (arm.name == "holdout") return arm.share;
  return 0;
}
double given(const Motion& motion, std::string_view name, double otherwise) {
  const Quantity* quantity = motion.quantity(name);
  return quantity == nullptr ? otherwise : quantity->value;
}

void each_text(const Motion& motion, const std::function<void(const std::string& path, const std::string& text)>& visit) {
  const auto see = [&](const std::string& path, std::initializer_list<std::pair<const char*, const std::string*>> fields) {
    for (const auto& [name, text] : fields) if (!text->empty()) visit(path + "." + name, *text);
  };
  const auto at = [](const char* list, size_t i) { return std::string(list) + "[" + std::to_string(i + 1) + "]"; };
  const auto all = [&](const char* list, const std::vector<std::string>& texts) { for (size_t i = 0; i < texts.size(); ++i) visit(at(list, i), texts[i]); };
  const Context& c = motion.context;
  see("context", {{"title", &c.title}, {"goal_metric", &c.goal_metric}, {"watched", &c.watched}, {"in_scope", &c.in_scope}, {"out_of_scope", &c.out_of_scope}, {"verdict_reason", &c.verdict_reason}, {"before_day_1", &c.before_day_1}});
  for (size_t i = 0; i < c.readiness.size(); ++i) see(at("context.readiness", i), {{"test", &c.readiness[i].test}, {"needed", &c.readiness[i].needed}, {"found", &c.readiness[i].found}, {"closes", &c.readiness[i].closes}});
  for (size_t i = 0; i < c.prerequisites.size(); ++i) see(at("context.prerequisites", i), {{"what", &c.prerequisites[i].what}, {"done_when", &c.prerequisites[i].done_when}, {"unlocks", &c.prerequisites[i].unlocks}});
  for (size_t i = 0; i < motion.decisions.size(); ++i) see("decisions." + motion.decisions[i].id, {{"choice", &motion.decisions[i].choice}, {"because", &motion.decisions[i].because}, {"flip", &motion.decisions[i].flip}});
  for (size_t i = 0; i < motion.funnel.stages.size(); ++i) {
    const Stage& s = motion.funnel.stages[i];
    see(at("funnel.stages", i), {{"enters_when", &s.enters_when}, {"leaves_when", &s.leaves_when}, {"sla", &s.sla}, {"guardrail", &s.guardrail}});
  }
  for (size_t i = 0; i < motion.funnel.interventions.size(); ++i) see(at("funnel.interventions", i), {{"moment", &motion.funnel.interventions[i].moment}, {"adds", &motion.funnel.interventions[i].adds}, {"leaves_alone", &motion.funnel.interventions[i].leaves_alone}});
  see("funnel", {{"low_touch", &motion.funnel.low_touch}});
  const Routing& r = motion.routing;
  for (size_t i = 0; i < r.rules.size(); ++i) see(at("routing.rules", i), {{"condition", &r.rules[i].condition}, {"action", &r.rules[i].action}, {"why", &r.rules[i].why}});
  all("routing.over_capacity", r.over_capacity);
  all("routing.forbidden", r.forbidden);
  see("routing", {{"crediting", &r.crediting}, {"triage", &r.triage}});
  see("sla", {{"clock", &motion.sla.clock}});
  for (size_t i = 0; i < motion.dispositions.size(); ++i) see("dispositions." + motion.dispositions[i].value, {{"meaning", &motion.dispositions[i].meaning}, {"next_step", &motion.dispositions[i].next_step}, {"teaches", &motion.dispositions[i].teaches}});
  const Workflow& w = motion.workflow;
  for (size_t i = 0; i < w.alert_card.size(); ++i) see(at("workflow.alert_card", i), {{"field", &w.alert_card[i].field}, {"example", &w.alert_card[i].example}});
  for (size_t i = 0; i < w.next_actions.size(); ++i) see(at("workflow.next_actions", i), {{"pattern", &w.next_actions[i].pattern}, {"by_when", &w.next_actions[i].by_when}});
  all("workflow.required_actions", w.required_actions);
  for (size_t i = 0; i < w.escalations.size(); ++i) see(at("workflow.escalations", i), {{"when", &w.escalations[i].when}, {"action", &w.escalations[i].action}});
  for (size_t i = 0; i < w.review.size(); ++i) see(at("workflow.review", i), {{"item", &w.review[i].item}, {"rule", &w.review[i].rule}});
  see("workflow", {{"review_when", &w.review_when}, {"change_rule", &w.change_rule}});
  const Outreach& o = motion.outreach;
  for (const Message& message : o.messages) {
    for (const std::string& subject : message.subjects) visit("outreach.messages." + message.id + ".subjects", subject);
    see("outreach.messages." + message.id, {{"body", &message.body}, {"ask", &message.ask}});
  }
  see("outreach", {{"stop_rule", &o.stop_rule}, {"opener", &o.opener}});
  all("outreach.discovery", o.discovery);
  for (size_t i = 0; i < o.objections.size(); ++i) see(at("outreach.objections", i), {{"answer", &o.objections[i].answer}, {"leave_off", &o.objections[i].leave_off}});
  for (const Blank& blank : o.blanks) see("outreach.blanks." + blank.name, {{"meaning", &blank.meaning}});
  const Instrumentation& t = motion.instrumentation;
  for (size_t i = 0; i < t.dashboards.size(); ++i) see(at("instrumentation.dashboards", i), {{"question", &t.dashboards[i].question}, {"formula", &t.dashboards[i].formula}});
  for (size_t i = 0; i < t.indicators.size(); ++i) see(at("instrumentation.indicators", i), {{"metric", &t.indicators[i].metric}, {"baseline", &t.indicators[i].baseline}, {"target", &t.indicators[i].target}});
  all("instrumentation.quality_checks", t.quality_checks);
  const Pilot& p = motion.pilot;
  for (size_t i = 0; i < p.arms.size(); ++i) see("pilot.arms." + p.arms[i].name, {{"what", &p.arms[i].what}});
  for (size_t i = 0; i < p.triggers.size(); ++i) see("pilot.triggers." + p.triggers[i].name, {{"counts", &p.triggers[i].counts}, {"action", &p.triggers[i].action}});
  all("pilot.guardrails", p.guardrails);
  for (size_t i = 0; i < p.calendar.size(); ++i) see(at("pilot.calendar", i), {{"work", &p.calendar[i].work}, {"exit", &p.calendar[i].exit}});
  for (size_t i = 0; i < p.scale.size(); ++i) see(at("pilot.scale", i), {{"when", &p.scale[i].when}, {"change", &p.scale[i].change}});
  all("pilot.backlog", p.backlog);
  for (size_t i = 0; i < motion.risks.size(); ++i) {
    const Risk& k = motion.risks[i];
    see(at("risks", i), {{"what", &k.what}, {"likelihood", &k.likelihood}, {"effect", &k.effect}, {"sign", &k.sign}, {"move", &k.move}});
  }
  for (size_t i = 0; i < motion.open_questions.size(); ++i) see(at("open_questions", i), {{"question", &motion.open_questions[i].question}, {"why_now", &motion.open_questions[i].why_now}, {"moves", &motion.open_questions[i].moves}});
  for (size_t i = 0; i < motion.next_steps.size(); ++i) see(at("next_steps", i), {{"step", &motion.next_steps[i].step}, {"due", &motion.next_steps[i].due}, {"done_when", &motion.next_steps[i].done_when}});
  for (size_t i = 0; i < motion.decisions_needed.size(); ++i) see(at("decisions_needed", i), {{"decision", &motion.decisions_needed[i].decision}, {"default_if_silent", &motion.decisions_needed[i].default_if_silent}});
}

}  // namespace handraise
