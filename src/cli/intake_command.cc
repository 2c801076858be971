#include <nlohmann/json.hpp>

#include <cstdlib>
#include <iostream>

#include "base/text.h"
#include "brief/brief.h"
#include "cli/commands.h"
#include "cli/reading.h"
#include "design/intake.h"

namespace handraise {
namespace {

using Json = nlohmann::ordered_json;

Json as_json(const QuestionMeasure& measure) {
  Json choices = Json::array();
  for (const QuestionCandidate::Choice& choice : measure.candidate->choices) choices.push_back(choice.label);
  return {{"id", measure.candidate->id}, {"group", measure.candidate->group}, {"fact", measure.candidate->fact}, {"question", measure.candidate->question},
          {"answered", measure.answered}, {"total", measure.total}, {"doubt", measure.doubt}, {"verdict", measure.verdict}, {"unit", measure.unit},
          {"signals", measure.signals}, {"volume", measure.volume}, {"pilot", measure.pilot}, {"moves", measure.moves}, {"choices", choices},
          {"default", measure.candidate->otherwise}};
}

}  // namespace

Exit run_intake(const IntakeOptions& options, Terminal& terminal) {
  Result<Facts> facts = read_facts_of(options.brief, terminal);
  if (!facts) return report(facts.errors(), terminal, options.json);
  Result<Library> library = Library::load(terminal.directory);
  if (!library) return report(library.errors(), terminal, options.json);
  const Result<std::vector<QuestionMeasure>> measures = measure_questions(*facts, *library);
  if (!measures) return report(measures.errors(), terminal, options.json);
  if (options.json) {
    Json list = Json::array();
    for (const QuestionMeasure& measure : *measures) list.push_back(as_json(measure));
    terminal.out << Json{{"questions", list}}.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
    return Exit::done;
  }
  const bool asking = options.ask && terminal.asks && options.brief != "-";
  size_t asked = 0;
  for (const QuestionMeasure& measure : *measures) {
    if (measure.answered || measure.total < kQuestionWorth || asked == kQuestionsMax) continue;
    const QuestionCandidate& candidate = *measure.candidate;
    ++asked;
    std::ostream& to = asking ? terminal.err : terminal.out;
    to << asked << ". " << candidate.question << "\n   why: " << candidate.why << "\n";
    if (!measure.moves.empty()) to << "   " << measure.moves << "\n";
    for (size_t i = 0; i < candidate.choices.size(); ++i) {
      to << "   " << static_cast<char>('a' + i) << ") " << candidate.choices[i].label << (static_cast<int>(i) == candidate.otherwise ? "   (assumed if you skip)" : "") << "\n";
    }
    if (!asking) continue;
    for (;;) {
      to << "   letter, a value, or Enter to skip: " << std::flush;
      std::string line;
      if (!std::getline(terminal.in, line)) { to << "\n"; break; }
      const std::string answer(trim(line));
      if (answer.empty()) break;
      if (answer.size() == 1 && answer[0] >= 'a' && static_cast<size_t>(answer[0] - 'a') < candidate.choices.size()) {
        *facts = with_answers(*facts, candidate.choices[static_cast<size_t>(answer[0] - 'a')].facts);
        break;
      }
      // A value of one's own goes through the same reading as brief.yaml.
      const FactKind* kind = fact_kind(candidate.fact);
      if (kind == nullptr) { to << "   choose a letter\n"; continue; }
      if (kind->type == FactKind::Type::number) {
        char* end = nullptr;
        const double value = std::strtod(answer.c_str(), &end);
        if (end == nullptr || *end != '\0') { to << "   expected a plain number, such as 1200 or 0.04\n"; continue; }
        *facts = with_answers(*facts, {{candidate.fact, print_number(value)}});
        break;
      }
      if (kind->type == FactKind::Type::text) {
        *facts = with_answers(*facts, {{candidate.fact, answer}});
        break;
      }
      const std::string nearest = nearest_word(answer, kind->ids);
      to << "   not one of " << join(kind->ids, ", ") << (nearest.empty() ? "" : "; did you mean " + nearest + "?") << "\n";
    }
  }
  if (asked == 0) terminal.out << "Nothing is left to ask that would change the pack.\n";
  if (!options.write.empty()) {
    const Result<bool> written = write_file(options.write, print_brief(*facts));
    if (!written) return report(written.errors(), terminal);
    terminal.err << "written: " << options.write << "\n";
  } else if (asking) {
    terminal.out << print_brief(*facts);
  }
  return Exit::done;
}

}  // namespace handraise
