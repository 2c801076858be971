#include "cli/reading.h"

#include "base/text.h"
#include "brief/brief.h"
#include "design/design.h"
#include "pack/case_run.h"

namespace handraise {

Result<Facts> read_facts_of(const std::string& path, Terminal& terminal, bool yaml) {
  bool cut = false;
  Result<std::string> text = read_file(path, terminal, 8u << 20, &cut);
  if (!text) return text.errors();
  // The file's name alone: the same brief gives the same bytes wherever it lies.
  const std::string name = path == "-" ? "brief" : path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
  if (yaml || looks_like_brief_yaml(*text)) return parse_brief(*text, name);
  Result<Lexicon> lexicon = load_lexicon(terminal.directory + "/playbooks");
  if (!lexicon) return lexicon.errors();
  return read_brief(*text, name, *lexicon);
}

Result<PackTools> load_pack_tools(const std::string& directory) {
  Result<PackTemplates> templates = load_pack_templates(directory + "/templates");
  if (!templates) return templates.errors();
  Result<GateRules> rules = load_gate_rules(directory);
  if (!rules) return rules.errors();
  return PackTools{std::move(*templates), std::move(*rules)};
}

std::future<Result<PackTools>> begin_pack_tools(const std::string& directory) {
  return std::async(std::launch::async, load_pack_tools, directory);
}

Result<PrintedPack> print_pack(const Motion& motion, const PackTools& tools) {
  PrintedPack made;
  made.figures = compute_figures(motion);
  const Motion printed = with_figures(motion, made.figures);
  for (const WorkedCase& each : printed.examples) made.cases.push_back(run_case(printed, each));
  Result<Pack> pack = write_pack(printed, made.figures, tools.templates, made.cases);
  if (!pack) return pack.errors();
  made.pack = std::move(*pack);
  made.gate = check_gate({motion, made.figures, made.cases, nullptr, "", ""}, tools.rules);
  made.pack.markdown += "\n" + std::string(kGateHeading) + "\n\n" + print_gate_page(made.gate);
  made.html = print_html(made.pack, printed, made.figures, tools.templates);
  return made;
}

}  // namespace handraise
