// The gate's report as Markdown and as JSON.
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "pack/gate.h"
#include "pack/pack.h"

namespace handraise {

std::string print_gate(const GateReport& report) {
  std::string out = "**" + std::to_string(report.total) + " of 20, " + (report.passed ? "passed" : "not passed") + ".** ";
  size_t held = 0;
  for (const GateItem& item : report.checklist) held += item.pass ? 1 : 0;
  out += std::to_string(held) + " of " + std::to_string(report.checklist.size()) + " items of the checklist hold; " + std::to_string(report.disagreements.size()) + (report.disagreements.size() == 1 ? " disagreement.\n" : " disagreements.\n");
  if (!report.disagreements.empty()) {
    out += "\n| Place | What | Expected | Found |\n| :-- | :-- | :-- | :-- |\n";
    for (const Disagreement& each : report.disagreements) out += "| " + escape_markdown(each.place) + " | " + escape_markdown(each.what) + " | " + (each.expected.empty() ? "–" : escape_markdown(each.expected)) + " | " + (each.found.empty() ? "–" : escape_markdown(each.found)) + " |\n";
  }
  out += "\n| Item | Pass | Evidence |\n| :-- | :-: | :-- |\n";
  std::string group;
  for (const GateItem& item : report.checklist) {
    if (item.group != group) {
      group = item.group;
      out += "| **" + item.id.substr(0, 1) + " " + escape_markdown(group) + "** | | |\n";
    }
    out += "| " + item.id + " " + escape_markdown(item.question) + " | " + (item.pass ? "yes" : "**no**") + " | " + escape_markdown(item.evidence) + " |\n";
  }
  out += "\n| Rubric | Score | Evidence |\n| :-- | :-: | :-- |\n";
  for (const RubricItem& item : report.rubric) out += "| " + item.id + " " + escape_markdown(item.name) + " | " + (item.score == 2 ? "2" : "**" + std::to_string(item.score) + "**") + " | " + escape_markdown(item.evidence) + " |\n";
  if (!report.notes.empty()) {
    out += "\nOther words for the same, no failure: ";
    for (size_t i = 0; i < report.notes.size() && i < 12; ++i) out += (i > 0 ? ", " : "") + report.notes[i].place + " (" + report.notes[i].what + ")";
    if (report.notes.size() > 12) out += " and " + std::to_string(report.notes.size() - 12) + " more";
    out += ".\n";
  }
  return out;
}

std::string print_gate_page(const GateReport& report) {
  // Of each group the item whose evidence a reader would ask for first.
  static constexpr std::string_view telling[] = {"A2", "B2", "C2", "D3", "E2", "F3", "G4", "H3"};
  std::string out = "**" + std::to_string(report.total) + " of 20, " + (report.passed ? "passed" : "not passed") + ".** " + std::to_string(report.disagreements.size()) + (report.disagreements.size() == 1 ? " disagreement" : " disagreements") + " between words and figures. Item by item: gate.json.\n";
  if (!report.disagreements.empty()) {
    out += "\n| Place | What | Expected | Found |\n| :-- | :-- | :-- | :-- |\n";
    for (size_t i = 0; i < report.disagreements.size() && i < 12; ++i) {
      const Disagreement& each = report.disagreements[i];
      out += "| " + escape_markdown(each.place) + " | " + escape_markdown(each.what) + " | " + (each.expected.empty() ? "–" : escape_markdown(each.expected)) + " | " + (each.found.empty() ? "–" : escape_markdown(each.found)) + " |\n";
    }
  }
  out += "\n| Checklist | Holds | Evidence |\n| :-- | :-: | :-- |\n";
  for (size_t at = 0; at < report.checklist.size();) {
    const std::string letter = report.checklist[at].id.substr(0, 1), group = report.checklist[at].group;
    size_t held = 0, all = 0;
    std::string evidence, failed;
    for (; at < report.checklist.size() && report.checklist[at].group == group; ++at, ++all) {
      const GateItem& item = report.checklist[at];
      held += item.pass ? 1 : 0;
      if (!item.pass) failed += (failed.empty() ? "" : "; ") + item.id + ": " + item.evidence;
      for (const std::string_view id : telling) if (item.id == id) evidence = item.evidence;
    }
    out += "| " + letter + " " + escape_markdown(group) + " | " + (held < all ? "**" : "") + std::to_string(held) + " of " + std::to_string(all) + (held < all ? "**" : "") + " | " + escape_markdown(failed.empty() ? evidence : failed) + " |\n";
  }
  out += "\n| Rubric | Score | Evidence |\n| :-- | :-: | :-- |\n";
  for (const RubricItem& item : report.rubric) {
    // The first checks that have a name of their own; those of the checklist stand above.
    std::vector<std::string> named;
    for (const std::string& check : item.passed) if (check.size() > 3 && named.size() < 3) named.push_back(check);
    const std::string evidence = item.score == 2 && !named.empty() ? std::to_string(item.passed.size()) + " checks, among them: " + join(named, "; ") : item.evidence;
    out += "| " + item.id.substr(1) + " " + escape_markdown(item.name) + " | " + (item.score == 2 ? "2" : "**" + std::to_string(item.score) + "**") + " | " + escape_markdown(evidence) + " |\n";
  }
  return out;
}

std::string print_gate_json(const GateReport& report, const Figures* figures) {
  using Json = nlohmann::ordered_json;
  const auto text = [](const std::string& raw) { return is_utf8(raw) ? raw : repair_utf8(raw); };
  Json out;
  out["passed"] = report.passed;
  out["total"] = report.total;
  out["of"] = 20;
  out["checklist"] = Json::array();
  for (const GateItem& item : report.checklist) out["checklist"].push_back({{"id", item.id}, {"group", item.group}, {"question", item.question}, {"pass", item.pass}, {"evidence", text(item.evidence)}});
  out["rubric"] = Json::array();
  for (const RubricItem& item : report.rubric) out["rubric"].push_back({{"id", item.id}, {"name", item.name}, {"score", item.score}, {"passed", item.passed}, {"failed", item.failed}, {"evidence", text(item.evidence)}});
  const auto list = [&](const std::vector<Disagreement>& rows) {
    Json made = Json::array();
    for (const Disagreement& each : rows) made.push_back({{"place", text(each.place)}, {"what", each.what}, {"expected", text(each.expected)}, {"found", text(each.found)}});
    return made;
  };
  out["disagreements"] = list(report.disagreements);
  out["notes"] = list(report.notes);
  if (figures != nullptr) {
    out["figures"] = Json::array();
    for (const auto& [id, figure] : figures->all) {
      Json row = {{"id", id}, {"label", text(figure.label)}, {"shown", text(figure.full())}, {"unit", text(figure.unit)}};
      if (!figure.with.empty()) row["with"] = text(figure.with);
      if (figure.formula > 0) row["formula"] = "F" + std::to_string(figure.formula);
      row["from"] = text(figure.from);
      out["figures"].push_back(std::move(row));
    }
  }
  return out.dump(2) + "\n";
}

}  // namespace handraise
