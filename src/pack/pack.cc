#include "pack/pack.h"

#include <algorithm>

#include "base/text.h"
#include "pack/part.h"

namespace handraise {
namespace {

constexpr size_t kWordsMost = 4'500;

// The build sheet takes what the parts only refer to.
void fill_whole_build_sheet(const PackContext& in, Slots& slots) {
  fill_definition(in, slots);
  fill_signals(in, slots);
  fill_routing(in, slots);
  fill_outreach(in, slots);
  fill_instrumentation(in, slots);
  fill_pilot(in, slots);
  fill_build_sheet(in, slots);
  slots.flag("gates_there", !slots.lists["gates"].empty()).flag("dispositions_there", !in.motion.dispositions.empty()).flag("texts_there", !in.motion.outreach.messages.empty());
}

using Fill = void (*)(const PackContext&, Slots&);
struct PartStep {
  std::string_view part;   // template
  Fill fill;
};

std::vector<PartStep> steps_of(VerdictValue verdict) {
  switch (verdict) {
    case VerdictValue::ready:
      return {{"part1_summary", fill_summary}, {"part1_context", fill_context}, {"part2_funnel", fill_funnel}, {"part3_definition", fill_definition}, {"part4_signals", fill_signals}, {"part5_routing", fill_routing},
              {"part6_outreach", fill_outreach}, {"part7_instrumentation", fill_instrumentation}, {"part8_pilot", fill_pilot}, {"end", fill_closing}, {"build_sheet", fill_whole_build_sheet}, {"glossary", nullptr}, {"arithmetic", fill_arithmetic}};
    case VerdictValue::needs_prerequisites:
      return {{"needs_prerequisites", fill_boundary}, {"part3_definition", fill_definition}, {"part4_signals", fill_signals}, {"part7_instrumentation", fill_instrumentation}, {"next_look", fill_closing}, {"build_sheet", fill_whole_build_sheet}, {"glossary", nullptr}};
    case VerdictValue::refused: return {{"refused", fill_boundary}};
    case VerdictValue::not_a_fit: return {{"redirected", fill_boundary}};
  }
  return {};
}

// One blank line between blocks, none inside tables and lists that a section left holes in.
std::string tidy(const std::string& text) {
  std::string out;
  out.reserve(text.size());
  bool blank = true;
  char before = '\n';  // first character of the line before: blocks of another kind need a blank line between
  for (const std::string_view line : split(text, '\n')) {
    std::string_view kept = line;
    while (!kept.empty() && (kept.back() == ' ' || kept.back() == '\t')) kept.remove_suffix(1);
    if (kept.empty()) {
      if (!blank) out += '\n';
      blank = true;
      continue;
    }
    const char first = kept.front();
    const bool list = kept.starts_with("- ");
    const bool opens = first == '#' || kept.starts_with("**") || ((first == '|') != (before == '|')) || ((first == '>') != (before == '>')) || (list != (before == '-'));
    if (!blank && opens) out += '\n';
    before = first == '-' && !list ? 'x' : first;
    out.append(kept).append("\n");
    blank = false;
  }
  while (out.size() > 1 && out[out.size() - 1] == '\n' && out[out.size() - 2] == '\n') out.pop_back();
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
        {"risks past three", "end", [](Limits& limits) { limits.risks = 3; }},
        {"the question that moves least", "end", [](Limits& limits) { limits.questions = 4; }},
        {"checks of the assumptions that move the plan least", "end", [](Limits& limits) { limits.register_rows = 3; }},
    };
    size_t words = count();
    for (const auto& drop : drops) {
      if (words <= kWordsMost) break;
      drop.apply(in.limits);
      print(drop.part);
      const size_t left = count();
      if (left < words) pack.dropped.emplace_back(drop.what);
      words = left;
    }
    // What the register no longer checks stands in the appendix.
    if (!pack.dropped.empty()) print("arithmetic");
  }
  for (const std::string& part : parts) pack.markdown += part + "\n";
  while (pack.markdown.ends_with("\n\n")) pack.markdown.pop_back();
  pack.marks = in.take_marks(pack.markdown);
  pack.words = count_pack_words(pack.markdown);
  pack.words_by_part = count_part_words(pack.markdown);
  return pack;
}

}  // namespace handraise
