#include "pack/pack.h"

#include <algorithm>

#include "base/text.h"
#include "pack/part.h"

namespace handraise {
namespace {

constexpr size_t kWordsMost = 4'500, kPageWordsMost = 400;

using Fill = void (*)(const PackContext&, Slots&);
struct PartStep {
  std::string_view part;   // template
  Fill fill;
};

std::vector<PartStep> steps_of(VerdictValue verdict) {
  switch (verdict) {
    case VerdictValue::ready:
      return {{"part1_summary", fill_summary}, {"part1_context", fill_context}, {"part2_funnel", fill_funnel}, {"part3_definition", fill_definition}, {"part4_signals", fill_signals}, {"part5_routing", fill_routing},
              {"part6_outreach", fill_outreach}, {"part7_instrumentation", fill_instrumentation}, {"part8_pilot", fill_pilot}, {"end", fill_closing}};
    case VerdictValue::needs_prerequisites:
      return {{"needs_prerequisites", fill_boundary}, {"part3_definition", fill_definition}, {"part4_signals", fill_signals}, {"part7_instrumentation", fill_instrumentation}, {"next_look", fill_closing}};
    case VerdictValue::refused: return {{"refused", fill_boundary}};
    case VerdictValue::not_a_fit: return {{"redirected", fill_boundary}};
  }
  return {};
}

// One blank line between blocks, none inside tables and lists that a section left holes in.
std::string tidy(const std::string& text) {
  std::vector<std::string_view> lines;
  for (const std::string_view line : split(text, '\n')) {
    std::string_view kept = line;
    while (!kept.empty() && (kept.back() == ' ' || kept.back() == '\t')) kept.remove_suffix(1);
    lines.push_back(kept);
  }
  const auto kind_of = [](std::string_view line) {
    return line.empty() ? ' ' : line.front() == '|' || line.front() == '>' || line.front() == '#' ? line.front() : line.starts_with("- ") ? '-' : line.starts_with("**") ? '*' : 'x';
  };
  // The line under a head: only a new table begins with two rows of which the second is this.
  const auto is_rule = [](std::string_view line) { return line.starts_with("| :") || line.starts_with("| -"); };
  std::string out;
  out.reserve(text.size());
  char before = '\n';   // kind of the last line that was kept
  bool blank = true;     // a blank line stands before this one
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].empty()) { blank = true; continue; }
    const char kind = kind_of(lines[i]);
    const bool row = kind == '|' && before == '|' && !(i + 1 < lines.size() && is_rule(lines[i + 1]));
    const bool item = kind == '-' && before == '-';
    const bool apart = kind == '#' || kind == '*' || kind != before;
    if (!out.empty() && !row && !item && (blank || apart)) out += '\n';
    out.append(lines[i]).append("\n");
    before = kind;
    blank = false;
  }
  return out;
}

// Two blanks in a row come from inline sections that printed nothing.
std::string single_blanks(const std::string& text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == ' ' && !out.empty() && out.back() == ' ') continue;
    out += c;
  }
  return out;
}

Result<std::string> print_part(const PackContext& in, const Slots& common, const PartStep& step) {
  const auto part = in.templates.parts.find(step.part);
  const std::string file = in.templates.directory + "/" + std::string(step.part) + ".md";
  if (part == in.templates.parts.end()) return Error{"this part of the pack is missing", {file, 0, 0}, "", ""};
  Slots slots = common;
  if (step.fill != nullptr) step.fill(in, slots);
  Result<std::string> filled = fill(part->second, slots, file);
  if (!filled) return filled;
  return tidy(single_blanks(*filled));
}

}  // namespace

Result<Pack> write_pack(const Motion& motion, const Figures& figures, const PackTemplates& templates, const std::vector<CaseResult>& cases) {
  PackContext in(motion, figures, templates, cases);
  const Slots common = common_slots(in);
  const std::vector<PartStep> steps = steps_of(motion.context.facts.verdict.value);
  std::vector<std::string> parts(steps.size());
  Errors errors;
  // Prints the named part again, or all of them.
  const auto print = [&](std::string_view only) {
    for (size_t i = 0; i < steps.size(); ++i) {
      if (!only.empty() && steps[i].part != only) continue;
      Result<std::string> printed = print_part(in, common, steps[i]);
      if (printed) parts[i] = std::move(*printed);
      else errors.insert(errors.end(), printed.errors().begin(), printed.errors().end());
    }
  };
  const auto count = [&] {
    size_t words = 0;
    for (const std::string& part : parts) words += count_pack_words(part);
    return words;
  };
  print("");
  if (!errors.empty()) return errors;
  Pack pack;
  if (motion.context.facts.verdict.value == VerdictValue::ready) {
    // Over the budget, things go in this order; flip points, the odds of triggers and the register never do.
    const struct { const char* what; const char* part; void (*apply)(Limits&); } drops[] = {
        {"objections past four", "part6_outreach", [](Limits& limits) { limits.objections = 4; }},
        {"reports past four", "part7_instrumentation", [](Limits& limits) { limits.dashboards = 4; }},
        {"calendar weeks without a gate", "part8_pilot", [](Limits& limits) { limits.gated_calendar = true; }},
        {"messages that ask the same person for the same", "part6_outreach", [](Limits& limits) { limits.distinct_messages = true; }},
        {"second subjects", "part6_outreach", [](Limits& limits) { limits.first_subject = true; }},
        {"risks past four", "end", [](Limits& limits) { limits.risks = 4; }},
        {"objections past three", "part6_outreach", [](Limits& limits) { limits.objections = 3; }},
        {"what a question moves past the first", "end", [](Limits& limits) { limits.question_moves = 1; }},
        {"checks of the assumptions that move the plan least", "end", [](Limits& limits) { limits.register_rows = 4; }},
        {"moments past two", "part2_funnel", [](Limits& limits) { limits.interventions = 2; }},
        {"formulas of figures that others contain", "end", [](Limits& limits) { limits.arithmetic = 8; }},
        {"risks past three", "end", [](Limits& limits) { limits.risks = 3; }},
        {"choices past three of a part", "", [](Limits& limits) { limits.choices = 3; }},
        {"the question that moves least", "end", [](Limits& limits) { limits.questions = 4; }},
        {"discovery questions past four", "part6_outreach", [](Limits& limits) { limits.discovery = 4; }},
        {"objections past two", "part6_outreach", [](Limits& limits) { limits.objections = 2; }},
        {"checks past three", "end", [](Limits& limits) { limits.register_rows = 3; }},
        {"how a signal is mistaken, where its control says it", "part4_signals", [](Limits& limits) { limits.control_only = true; }},
        {"what an answer leaves off", "part6_outreach", [](Limits& limits) { limits.leaves_off = false; }},
        {"choices past two of a part", "", [](Limits& limits) { limits.choices = 2; }},
        {"reports past three", "part7_instrumentation", [](Limits& limits) { limits.dashboards = 3; }},
        {"facts that other parts repeat", "part1_context", [](Limits& limits) { limits.snapshot_core = true; }},
        {"what comes later", "part8_pilot", [](Limits& limits) { limits.backlog = false; }},
        {"formulas past six", "end", [](Limits& limits) { limits.arithmetic = 6; }},
        {"discovery questions past three", "part6_outreach", [](Limits& limits) { limits.discovery = 3; }},
        {"messages past three, closing note and support apart", "part6_outreach", [](Limits& limits) { limits.messages = 3; }},
        {"choices past one of a part", "", [](Limits& limits) { limits.choices = 1; }},
        {"questions past three", "end", [](Limits& limits) { limits.questions = 3; }},
        {"moments past one", "part2_funnel", [](Limits& limits) { limits.interventions = 1; }},
        {"formulas past four", "end", [](Limits& limits) { limits.arithmetic = 4; }},
        {"messages past two, closing note and support apart", "part6_outreach", [](Limits& limits) { limits.messages = 2; }},
        {"checks past two", "end", [](Limits& limits) { limits.register_rows = 2; }},
        {"formulas past two", "end", [](Limits& limits) { limits.arithmetic = 2; }},
        {"discovery questions past two", "part6_outreach", [](Limits& limits) { limits.discovery = 2; }},
        {"objections past one", "part6_outreach", [](Limits& limits) { limits.objections = 1; }},
        {"risks past two", "end", [](Limits& limits) { limits.risks = 2; }},
        {"questions past two", "end", [](Limits& limits) { limits.questions = 2; }},
        {"checks of the smaller assumptions", "end", [](Limits& limits) { limits.minor_checks = false; }},
        {"why a signal counts", "part4_signals", [](Limits& limits) { limits.signal_reasons = false; }},
        {"checks of the data", "part7_instrumentation", [](Limits& limits) { limits.data_checks = false; }},
        {"values of the smaller assumptions", "end", [](Limits& limits) { limits.minor_values = false; }},
    };
    while (count_pack_words(parts.front()) > kPageWordsMost && in.limits.page_cut < 5) {
      ++in.limits.page_cut;
      print(steps.front().part);
    }
    size_t words = count();
    for (const auto& drop : drops) {
      if (words <= kWordsMost) break;
      drop.apply(in.limits);
      print(drop.part);
      const size_t left = count();
      if (left < words) pack.dropped.emplace_back(drop.what);
      words = left;
    }
  }
  for (const std::string& part : parts) pack.markdown += part + "\n";
  while (pack.markdown.ends_with("\n\n")) pack.markdown.pop_back();
  pack.marks = in.take_marks(pack.markdown);
  pack.words = count_pack_words(pack.markdown);
  pack.words_by_part = count_part_words(pack.markdown);
  return pack;
}

}  // namespace handraise
