#include <nlohmann/json.hpp>

#include <algorithm>
#include <future>
#include <iostream>
#include <optional>

#include "base/text.h"
#include "brief/brief.h"
#include "cli/commands.h"
#include "cli/reading.h"
#include "design/design.h"
#include "design/evidence.h"
#include "design/intake.h"
#include "motion/parse_motion.h"
#include "motion/print_motion.h"
#include "pack/case_run.h"
#include "pack/gate.h"
#include "pack/pack.h"

namespace handraise {
namespace {

using Json = nlohmann::ordered_json;

std::string gist(const Motion& motion, const Figures& figures, const Pack& pack, const GateReport& gate, const std::string& folder, const std::vector<std::string>& left_out) {
  const Verdict& verdict = motion.context.facts.verdict;
  const bool refused = verdict.value == VerdictValue::refused || verdict.value == VerdictValue::not_a_fit;  // the refused parts say why
  std::string out = motion.context.title + "\n";
  out += "  verdict   " + replace_all(std::string(name_of(verdict.value)), "_", " ") + (refused || motion.context.verdict_reason.empty() ? "" : ": " + motion.context.verdict_reason) + "\n";
  if (verdict.value == VerdictValue::ready) {
    if (figures.find("qualified_week") != nullptr) {
      out += "  volume    " + figures.full("qualified_week") + " qualified a week; the team can take " + figures.shown("cap_week", "none yet") + "\n";
    }
    if (figures.find("per_arm") != nullptr) {
      out += "  pilot     " + figures.shown("weeks") + " weeks, " + figures.shown("per_arm") + (figures.shown("per_arm") == "1" ? " account" : " accounts") + " in the smaller arm, readout " + figures.shown("readout_day") + ", rule: " + std::string(name_of(motion.pilot.rule)) + "\n";
    }
  }
  for (const RefusedPart& part : motion.context.facts.refused_parts) out += "  refused   “" + part.words + "”: " + part.why + " " + part.instead + "\n";
  if (!motion.context.facts.unread.empty()) out += "  unread    " + std::to_string(motion.context.facts.unread.size()) + " sentences gave no fact; see unread: in brief.yaml\n";
  const auto measured = std::count_if(motion.planning.begin(), motion.planning.end(), [](const Quantity& each) { return each.from == Origin::measured; });
  if (measured > 0) out += "  measured  " + std::to_string(measured) + " numbers from " + motion.planning.front().source.substr(0, motion.planning.front().source.find(": ")) + "\n";
  for (const std::string& each : left_out) out += "            " + each + "\n";
  out += "  gate      " + std::to_string(gate.total) + " of 20, " + std::to_string(gate.disagreements.size()) + " disagreements: " + (gate.passed ? "passed" : "FAILED") + "\n";
  out += "  written   " + folder + "/{pack.md, pack.html, motion.yaml, brief.yaml, gate.json}, " + print_count(static_cast<double>(pack.words)) + " words\n";
  if (!pack.dropped.empty()) out += "  shortened " + join(pack.dropped, "; ") + ": in motion.yaml, not on paper\n";
  return out;
}

// Both files of a backtest's folder.
Result<BacktestEvidence> read_evidence_folder(const std::string& folder, Terminal& terminal) {
  std::string texts[2];
  const char* const names[] = {"report.json", "motion.yaml"};
  for (size_t i = 0; i < 2; ++i) {
    Result<std::string> text = read_file(folder + "/" + names[i], terminal, 64u << 20);
    if (!text) {
      Errors errors = text.errors();
      errors.front().hint = "--evidence wants the folder that handraise backtest -o wrote";
      return errors;
    }
    texts[i] = std::move(*text);
  }
  return read_evidence(texts[0], texts[1], folder);
}

}  // namespace

Exit run_pack(const PackOptions& options, Terminal& terminal) {
  if (options.brief.empty() == options.motion.empty()) {
    return report({{"expected a brief or --motion MOTION, one of them", {}, "handraise pack brief.txt -o out", ""}}, terminal, options.json);
  }
  Motion motion;
  std::future<Result<PackTools>> begun = begin_pack_tools(terminal.directory);
  std::vector<std::string> left_out;
  if (!options.motion.empty() && !options.evidence.empty()) {
    return report({{"--evidence designs anew around what was measured, so it needs the brief, not --motion", {}, "handraise pack brief.yaml --evidence " + options.evidence + " -o out (brief.yaml lies beside the motion.yaml)", ""}}, terminal, options.json);
  }
  if (options.motion.empty()) {
    std::future<Result<Library>> library_begun = std::async(std::launch::async, &Library::load, terminal.directory);
    Result<Facts> facts = read_facts_of(options.brief, terminal);
    if (!facts) return report(facts.errors(), terminal, options.json);
    if (!options.answers.empty()) {
      Result<Facts> answers = read_facts_of(options.answers, terminal, true);
      if (!answers) return report(answers.errors(), terminal, options.json);
      *facts = with_answers(*facts, *answers);
    }
    Result<Library> library = library_begun.get();
    if (!library) return report(library.errors(), terminal, options.json);
    std::optional<BacktestEvidence> evidence;
    if (!options.evidence.empty()) {
      Result<BacktestEvidence> read = read_evidence_folder(options.evidence, terminal);
      if (!read) return report(read.errors(), terminal, options.json);
      evidence = std::move(*read);
    }
    Result<Motion> designed = design_motion(*facts, *library, evidence ? &*evidence : nullptr, &left_out);
    if (!designed) return report(designed.errors(), terminal, options.json);
    motion = std::move(*designed);
  } else {
    Result<std::string> text = read_file(options.motion, terminal, 8u << 20);
    if (!text) return report(text.errors(), terminal, options.json);
    Result<Motion> parsed = parse_motion(*text, options.motion);
    if (!parsed) return report(parsed.errors(), terminal, options.json);
    motion = std::move(*parsed);
  }
  Result<PackTools> tools = begun.get();
  if (!tools) return report(tools.errors(), terminal, options.json);
  Result<PrintedPack> printed = print_pack(motion, *tools);
  if (!printed) return report(printed.errors(), terminal, options.json);
  const VerdictValue verdict = motion.context.facts.verdict.value;
  Exit exit = verdict == VerdictValue::refused || verdict == VerdictValue::not_a_fit ? Exit::refused : printed->gate.passed ? Exit::done : Exit::failed;
  if (options.folder.empty()) {
    terminal.out << printed->pack.markdown;
    if (exit == Exit::failed) terminal.err << print_gate(printed->gate);
    return exit;
  }
  const Result<bool> folder = make_directory(options.folder);
  if (!folder) return report(folder.errors(), terminal, options.json);
  const std::pair<const char*, std::string> files[] = {{"pack.md", printed->pack.markdown}, {"pack.html", printed->html}, {"motion.yaml", print_motion(motion)},
                                                       {"brief.yaml", print_brief(motion.context.facts)}, {"gate.json", print_gate_json(printed->gate, &printed->figures)}};
  for (const auto& [name, text] : files) {
    const Result<bool> written = write_file(options.folder + "/" + name, text);
    if (!written) return report(written.errors(), terminal, options.json);
  }
  if (options.json) {
    Json summary = {{"title", motion.context.title}, {"verdict", std::string(name_of(verdict))}, {"reasons", motion.context.facts.verdict.reasons},
                    {"gate", {{"total", printed->gate.total}, {"passed", printed->gate.passed}}}, {"words", printed->pack.words}, {"folder", options.folder}};
    terminal.out << summary.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
  } else {
    terminal.out << gist(with_figures(motion, printed->figures), printed->figures, printed->pack, printed->gate, options.folder, left_out);
  }
  if (exit == Exit::failed) terminal.err << print_gate(printed->gate);
  return exit;
}

}  // namespace handraise
