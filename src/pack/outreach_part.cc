// Part 6: which message when, the messages themselves, the call, the blanks.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "pack/part.h"

namespace handraise {
namespace {

// The lines of a paragraph, safe, with hard breaks inside a quote.
std::string quoted(const PackContext& in, std::string_view paragraph) {
  std::string out;
  for (const std::string_view line : split(paragraph, '\n')) {
    const std::string safe = in.text(line);
    if (safe.empty()) continue;
    out += (out.empty() ? "" : "\\\n> ") + safe;
  }
  return out;
}

// The paragraphs of a message; its standing last one (opt-out, sender) is printed once, as the footer.
std::vector<std::string> paragraphs_of(const Outreach& outreach, const Message& message) {
  std::string body = message.body;
  const std::string_view footer = trim(outreach.footer);
  if (!footer.empty()) {
    const size_t at = body.rfind(footer);
    if (at != std::string::npos && trim(std::string_view(body).substr(at + footer.size())).empty()) body.resize(at);
  }
  std::vector<std::string> paragraphs;
  std::string paragraph;
  for (const std::string_view line : split(body, '\n')) {
    if (!trim(line).empty()) { paragraph.append(line).append("\n"); continue; }
    if (!paragraph.empty()) paragraphs.push_back(std::move(paragraph));
    paragraph.clear();
  }
  if (!paragraph.empty()) paragraphs.push_back(std::move(paragraph));
  return paragraphs;
}

// Without the law and the date at its end: "… (CAN-SPAM Act, 2008-07)".
std::string_view without_source(std::string_view line) {
  if (!line.ends_with(")")) return line;
  size_t open = line.size(), depth = 0;  // the bracket that the last one shuts: a source may hold brackets of its own
  do {
    if (open == 0) return line;
    --open;
    depth += line[open] == ')' ? 1 : 0;
    depth -= line[open] == '(' ? 1 : 0;
  } while (depth > 0);
  if (open == 0) return line;
  --open;
  return line[open] != ' ' || line.size() < open + 10 || line[line.size() - 4] != '-' ? line : line.substr(0, open);
}

}  // namespace

void fill_outreach(const PackContext& in, Slots& slots) {
  const Outreach& outreach = in.motion.outreach;
  for (const char* list : {"texts", "compliance", "discovery", "objections", "blanks"}) slots.lists[list];
  std::set<std::string> seen;
  std::vector<std::string> left;   // texts that stand in motion.yaml only
  std::string printed = outreach.footer + outreach.opener;
  for (const Message& message : outreach.messages) {
    if (slots.lists["texts"].size() >= in.limits.messages && !message.closing && !message.support) { left.push_back(in.text(message.id)); continue; }
    if (in.limits.distinct_messages && !message.closing && !message.support && !seen.insert(message.recipient + "|" + message.ask).second) { left.push_back(in.text(message.id)); continue; }
    std::vector<std::string> subjects;
    for (const std::string& subject : message.subjects) if (subjects.empty() || !in.limits.first_subject) subjects.push_back("“" + in.text(subject) + "”");
    printed += message.body + join(message.subjects, " ");
    Slots text;
    text.set("id", in.text(message.id)).set("name", in.text(message.name)).set("recipient", in.text(message.recipient)).set("not_if", without_stop(in.text(message.not_if))).set("subjects", join_words(subjects, "or"));
    const std::vector<std::string> paragraphs = paragraphs_of(outreach, message);
    text.lists["paragraphs"];
    for (size_t i = 0; i < paragraphs.size(); ++i) text.row("paragraphs", Slots().set("text", quoted(in, paragraphs[i])).flag("last", i + 1 == paragraphs.size()));
    slots.row("texts", std::move(text));
  }
  std::vector<std::string> never;
  for (const std::string& each : outreach.never_mention) {
    const Signal* signal = in.motion.signal(each);
    never.push_back(signal != nullptr && !signal->label.empty() ? in.text(signal->label) : in.text(replace_all(each, "_", " ")));
  }
  slots.set("never_mention", join_words(never)).set("left_messages", join_words(left)).flag("one_left", left.size() == 1);
  put_decisions(in, slots, "outreach");
  std::vector<std::string> footer;
  for (const std::string_view line : split(outreach.footer, '\n')) if (!trim(line).empty()) footer.push_back(in.text(line));
  slots.set("footer", join(footer, " · "));
  slots.set("stop_rule", sentence(in.text(outreach.stop_rule))).set("opener", in.text(outreach.opener));
  for (const std::string& question : outreach.discovery) if (slots.lists["discovery"].size() < in.limits.discovery) slots.row("discovery", Slots().set("question", in.text(question)));
  for (const Objection& each : outreach.objections) {
    if (slots.lists["objections"].size() >= in.limits.objections) break;
    printed += each.answer + (in.limits.leaves_off ? each.leave_off : "");
    slots.row("objections", Slots().set("said", without_stop(in.text(each.said))).set("answer", in.text(each.answer)).set("leave_off", in.text(each.leave_off)));
  }
  slots.flag("has_objections", !outreach.objections.empty()).flag("leaves_off", in.limits.leaves_off);
  // A row for each who fills them: the blanks of what is printed.
  std::vector<std::string> fillers;
  for (const Blank& each : outreach.blanks) if (std::find(fillers.begin(), fillers.end(), each.who) == fillers.end()) fillers.push_back(each.who);
  for (const std::string& who : fillers) {
    std::vector<std::string> names;
    for (const Blank& each : outreach.blanks) if (each.who == who && contains(printed, "{{" + each.name + "}}")) names.push_back(in.text("{{" + each.name + "}}"));
    if (names.empty()) continue;
    slots.row("blanks", Slots().set("who", in.text(who)).set("names", join(names, ", ")));
  }
  slots.flag("has_blanks", !outreach.blanks.empty());
  // Laws and dates of reading stand in motion.yaml; on paper what to do.
  for (const std::string& line : outreach.compliance) {
    const std::string_view rule = without_source(line);
    const size_t colon = rule.find(": ");
    const bool headed = colon != std::string_view::npos && colon < 30;
    slots.row("compliance", Slots().set("where", headed ? in.text(rule.substr(0, colon)) : "").set("line", without_stop(in.text(headed ? rule.substr(colon + 2) : rule))));
  }
  slots.flag("has_compliance", !outreach.compliance.empty());
}

}  // namespace handraise
