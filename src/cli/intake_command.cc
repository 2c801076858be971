#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>

#include "base/text.h"
#include "brief/brief.h"
#include "cli/commands.h"
#include "cli/reading.h"
#include "design/intake.h"

namespace handraise {
namespace {

using Json = nlohmann::ordered_json;

Json as_json(const ChoiceMove& move) {
  return {{"verdict", move.verdict}, {"unit", move.unit}, {"signals", move.signals}, {"volume", move.volume}, {"pilot", move.pilot}};
}
// `total` = 3 verdict + 2 unit + signals + 1.5 volume + pilot + 2 doubt, each the largest over the choices.
Json as_json(const QuestionMeasure& measure) {
  const QuestionCandidate& candidate = *measure.candidate;
  Json choices = Json::array();
  for (size_t i = 0; i < candidate.choices.size(); ++i) {
    Json facts = Json::array();
    for (const auto& [path, value] : candidate.choices[i].facts) facts.push_back({{"path", path}, {"value", value}});
    Json choice = {{"label", candidate.choices[i].label}, {"facts", facts}};
    if (i < measure.choices.size()) choice["moves"] = as_json(measure.choices[i]);
    choices.push_back(std::move(choice));
  }
  Json made = {{"id", candidate.id}, {"group", candidate.group}, {"fact", candidate.fact}, {"question", candidate.question}, {"answered", measure.answered}, {"asked", measure.asks()}, {"total", measure.total}, {"doubt", measure.doubt}};
  made.update(as_json(measure.most));
  made.update({{"moves", measure.moves}, {"choices", choices}, {"usual", candidate.otherwise}, {"nearest", measure.nearest}});
  return made;
}

// An answer in the asker's own words, read as brief.yaml reads it.
Result<Facts> read_answer(const std::string& path, const std::string& answer) {
  Facts given;
  Fact fact;
  fact.path = path;
  fact.value = answer;
  fact.from = Origin::answer;
  given.all.push_back(std::move(fact));
  return parse_brief(print_brief(given), "answer");
}

void print(const QuestionMeasure& measure, size_t number, std::ostream& to) {
  const QuestionCandidate& candidate = *measure.candidate;
  to << number << ". " << candidate.question << "\n   why: " << candidate.why << "\n";
  if (!measure.moves.empty()) to << "   " << measure.moves << "\n";
  for (size_t i = 0; i < candidate.choices.size(); ++i) {
    to << "   " << static_cast<char>('a' + i) << ") " << candidate.choices[i].label << (static_cast<int>(i) == measure.nearest ? "   (nearest to the pack as it is, if you skip)" : "") << "\n";
  }
}

// Asks until there is an answer that can be read, or a skip. false: the input has ended.
bool ask(const QuestionCandidate& candidate, Facts& facts, Terminal& terminal) {
  const bool letters_only = candidate.fact.ends_with("*");
  for (;;) {
    terminal.err << (letters_only ? "   letter, or Enter to skip: " : "   letter, a value, or Enter to skip: ") << std::flush;
    std::string line;
    if (!std::getline(terminal.in, line)) {
      terminal.err << "\n";
      return false;
    }
    const std::string answer(trim(line));
    if (answer.empty()) return true;
    const size_t letter = answer.size() == 1 ? static_cast<size_t>(lower_ascii(answer)[0] - 'a') : candidate.choices.size();
    if (letter < candidate.choices.size()) {
      facts = with_answers(facts, candidate.choices[letter].facts);
      return true;
    }
    if (letters_only) {
      terminal.err << "   expected a letter from a to " << static_cast<char>('a' + candidate.choices.size() - 1) << "\n";
      continue;
    }
    const Result<Facts> read = read_answer(candidate.fact, answer);
    if (read && !read->all.empty()) {
      facts = with_answers(facts, *read);
      return true;
    }
    terminal.err << "   " << (read ? "that is no answer" : read.errors().front().message + (read.errors().front().hint.empty() ? "" : "; " + read.errors().front().hint)) << "\n";
  }
}

}  // namespace

Exit run_intake(const IntakeOptions& options, Terminal& terminal) {
  Result<Facts> facts = read_facts_of(options.brief, terminal);
  if (!facts) return report(facts.errors(), terminal, options.json);
  if (!options.answers.empty()) {
    const Result<Facts> answers = read_facts_of(options.answers, terminal, true);
    if (!answers) return report(answers.errors(), terminal, options.json);
    *facts = with_answers(*facts, *answers);
  }
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
  if (!asking) {
    for (const QuestionMeasure& measure : *measures) if (measure.asks() && asked < kQuestionsMax) print(measure, ++asked, terminal.out);
  } else {
    // Each answer may settle others: what is asked next is measured anew.
    std::vector<std::string> done;
    for (bool more = true; more && asked < kQuestionsMax;) {
      const Result<std::vector<QuestionMeasure>> now = asked == 0 ? measures : measure_questions(*facts, *library);
      if (!now) return report(now.errors(), terminal);
      const auto next = std::find_if(now->begin(), now->end(), [&](const QuestionMeasure& each) { return each.asks() && std::find(done.begin(), done.end(), each.candidate->id) == done.end(); });
      if (next == now->end()) break;
      done.push_back(next->candidate->id);
      print(*next, ++asked, terminal.err);
      more = ask(*next->candidate, *facts, terminal);
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
