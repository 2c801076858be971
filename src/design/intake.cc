#include "design/intake.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <future>
#include <optional>
#include <set>

#include "base/text.h"

namespace handraise {
namespace {

// As page 1 of the pack would begin.
std::string verdict_words(VerdictValue verdict) {
  switch (verdict) {
    case VerdictValue::ready: return "ready";
    case VerdictValue::needs_prerequisites: return "not yet";
    case VerdictValue::not_a_fit: return "another way first";
    case VerdictValue::refused: return "no";
  }
  return "";
}

// Quantities whose doubt a fact would remove.
const char* quantity_of(std::string_view path) {
  if (path == "baselines.signups_per_month") return "signups_per_month";
  if (path == "baselines.activation_rate") return "activated_share";
  if (path == "mapping.coverage" || path == "mapping.method") return "mapped_share";
  if (path == "consent_share") return "consent_share";
  if (path == "employees.from" || path == "segments") return "segment_share";
  if (path == "baselines.qualified_per_week") return "reaching_share";
  return nullptr;
}

bool answers_hold(const Facts& facts, const QuestionCandidate& candidate) {
  for (const std::string& path : candidate.never_if) {
    if (path.size() > 2 && path.compare(path.size() - 2, 2, ".*") == 0) {
      const std::string prefix = path.substr(0, path.size() - 1);
      for (const Fact& fact : facts.all) if (fact.path.compare(0, prefix.size(), prefix) == 0) return true;
    } else if (facts.has(path)) {
      return true;
    }
  }
  return facts.has(candidate.fact);
}

// What the brief says twice, as a question whose choices are its own readings.
std::vector<QuestionMeasure> contradictions_of(const Facts& facts, const Questions& questions) {
  std::vector<QuestionMeasure> made;
  for (const Contradiction& each : facts.contradictions) {
    const FactKind* kind = fact_kind(each.fact);
    if (kind == nullptr || each.readings.size() < 2 || !std::all_of(each.readings.begin(), each.readings.end(), fits_a_sentence)) continue;
    const auto words = [&](const std::string& reading) {
      const double number = std::strtod(reading.c_str(), nullptr);
      return kind->type != FactKind::Type::number ? plain_words(reading) : number > 0 && number < 1 ? print_percent(number, 1) : number >= 1000 ? print_count(number) : reading;
    };
    QuestionCandidate candidate;
    candidate.id = "which_" + replace_all(each.fact, ".", "_");
    candidate.group = "contradiction";
    candidate.fact = each.fact;
    const std::string fact = replace_all(plain_words(each.fact.rfind("baselines.", 0) == 0 ? each.fact.substr(10) : each.fact), ".", " ");
    std::vector<std::string> readings, seen;
    for (const std::string& reading : each.readings) {
      if (candidate.choices.size() == 4 || std::find(seen.begin(), seen.end(), reading) != seen.end()) continue;
      seen.push_back(reading);
      if (reading == each.used) candidate.otherwise = static_cast<int>(candidate.choices.size());
      readings.push_back(words(reading));
      candidate.choices.push_back({words(reading), {{each.fact, reading}}});
    }
    if (seen.size() < 2) continue;
    std::string why = each.why;
    while (!why.empty() && why.back() == '.') why.pop_back();
    candidate.question = replace_all(replace_all(questions.contradiction, "{{readings}}", join_words(readings, "and")), "{{fact}}", fact);
    candidate.why = replace_all(replace_all(questions.contradiction_why, "{{used}}", words(each.used)), "{{why}}", why);
    QuestionMeasure measure;
    measure.candidate = std::make_shared<const QuestionCandidate>(std::move(candidate));
    measure.contradiction = true;
    made.push_back(std::move(measure));
  }
  return made;
}

std::set<std::string> signature(const Motion& motion) {
  std::set<std::string> made;
  for (const Signal& signal : motion.signals) {
    made.insert(signal.name + " " + print_number(signal.at_least) + " " + std::to_string(signal.within) + " " + print_number(signal.points) + (signal.exists ? "" : " missing") + (signal.approved ? "" : " silent"));
  }
  made.insert("bar " + print_number(motion.qualify.score_at_least));
  return made;
}
double difference(const std::set<std::string>& a, const std::set<std::string>& b) {
  size_t both = 0;
  for (const std::string& each : a) both += b.count(each);
  const size_t all = a.size() + b.size() - both;
  return all == 0 ? 0 : 1 - static_cast<double>(both) / static_cast<double>(all);
}
double log_move(double a, double b) {
  if (a <= 0 || b <= 0) return a == b ? 0 : 1;
  return std::min(1.0, std::fabs(std::log(a / b)) / std::log(10.0));
}
// What "volume" means for a plan: accounts a week, and the start that they need.
double volume_move(const Figures& a, const Figures& b) {
  double move = log_move(a.value("qualified_week"), b.value("qualified_week"));
  for (const char* id : {"signups_needed", "accounts_needed"}) {
    if (a.find(id) != nullptr && b.find(id) != nullptr) move = std::max(move, log_move(a.value(id), b.value(id)));
  }
  return move;
}
double pilot_move(const Motion& a, const Figures& fa, const Motion& b, const Figures& fb) {
  if (a.pilot.rule != b.pilot.rule) return 1;
  return std::max(log_move(fa.value("needed_per_arm", 1), fb.value("needed_per_arm", 1)), log_move(std::max(1.0, fa.value("per_arm")), std::max(1.0, fb.value("per_arm"))));
}

}  // namespace

Facts with_answers(const Facts& facts, const std::vector<std::pair<std::string, std::string>>& answers) {
  Facts given;
  for (const auto& [path, value] : answers) {
    Fact fact;
    fact.path = path;
    fact.value = value;
    fact.from = Origin::answer;
    given.all.push_back(std::move(fact));
  }
  return with_answers(facts, given);
}

Facts with_answers(const Facts& facts, const Facts& answers) {
  Facts made = facts;
  std::set<std::string> replaced;
  for (const Fact& fact : answers.all) {
    if (replaced.insert(fact.path).second) {
      made.all.erase(std::remove_if(made.all.begin(), made.all.end(), [&](const Fact& each) { return each.path == fact.path; }), made.all.end());
      made.contradictions.erase(std::remove_if(made.contradictions.begin(), made.contradictions.end(), [&](const Contradiction& each) { return each.fact == fact.path; }), made.contradictions.end());
    }
    made.all.push_back(fact);
  }
  const auto rank = [](const Fact& fact) {
    const FactKind* kind = fact_kind(fact.path);
    return kind == nullptr ? fact_kinds().size() : static_cast<size_t>(kind - fact_kinds().data());
  };
  std::stable_sort(made.all.begin(), made.all.end(), [&](const Fact& a, const Fact& b) { return rank(a) < rank(b); });
  return made;
}

Result<std::vector<QuestionMeasure>> measure_questions(const Facts& facts, Library& library, const BacktestEvidence* evidence) {
  const Result<Motion> base = design_core(facts, library, evidence);
  if (!base) return base.errors();
  const Figures base_figures = compute_figures(*base, Depth::plan);
  const std::set<std::string> base_signature = signature(*base);
  std::vector<QuestionMeasure> asked = contradictions_of(facts, library.questions);
  for (const QuestionCandidate& each : library.questions.candidates) {
    asked.emplace_back();
    asked.back().candidate = std::make_shared<const QuestionCandidate>(each);
    asked.back().answered = answers_hold(facts, each);
  }
  const auto measure_one = [&](QuestionMeasure measure) -> Result<QuestionMeasure> {
    const QuestionCandidate& candidate = *measure.candidate;
    if (!measure.answered) {
      double most = 0, least = 1e9;
      for (const QuestionCandidate::Choice& choice : candidate.choices) {
        const Facts tried = with_answers(facts, choice.facts);
        const Result<Motion> motion = design_core(tried, library, evidence);
        if (!motion) return motion.errors();
        const Figures figures = compute_figures(*motion, Depth::plan);
        ChoiceMove move;
        move.verdict = motion->context.facts.verdict.value != base->context.facts.verdict.value ? 1 : 0;
        move.unit = motion->unit != base->unit ? 1 : 0;
        move.signals = difference(signature(*motion), base_signature);
        move.volume = volume_move(figures, base_figures);
        move.pilot = pilot_move(*motion, figures, *base, base_figures);
        const int index = static_cast<int>(measure.choices.size());
        if (move.total() < least - 1e-9 || (move.total() < least + 1e-9 && index == candidate.otherwise)) {
          least = move.total();
          measure.nearest = index;
        }
        if (move.total() > most) {
          most = move.total();
          std::vector<std::string> moves;
          if (move.verdict > 0) moves.push_back("the verdict becomes “" + verdict_words(motion->context.facts.verdict.value) + "”");
          if (move.unit > 0) moves.push_back(motion->unit == Unit::account ? "PQAs instead of PQLs" : "PQLs instead of PQAs");
          const auto from_to = [&](const char* id, const std::string& what) {
            if (base_figures.find(id) != nullptr && figures.find(id) != nullptr && base_figures.shown(id) != figures.shown(id)) moves.push_back(what + " " + base_figures.shown(id) + " → " + figures.shown(id));
          };
          if (move.volume > 0.02) { from_to("qualified_week", "accounts a week"); from_to("signups_needed", "signups needed"); from_to("accounts_needed", "accounts needed"); }
          if (motion->pilot.rule != base->pilot.rule) moves.push_back("rule of decision " + std::string(name_of(base->pilot.rule)) + " → " + std::string(name_of(motion->pilot.rule)));
          else if (move.pilot > 0.02) from_to("needed_per_arm", "accounts per arm needed");
          if (move.signals > 0.05 || (moves.empty() && move.signals > 0.01)) moves.push_back(print_percent(move.signals) + " of the definition changes");
          if (moves.size() > 3) moves.resize(3);
          measure.moves = moves.empty() ? "" : "“" + choice.label + "”: " + join(moves, "; ");
        }
        measure.most.verdict = std::max(measure.most.verdict, move.verdict);
        measure.most.unit = std::max(measure.most.unit, move.unit);
        measure.most.signals = std::max(measure.most.signals, move.signals);
        measure.most.volume = std::max(measure.most.volume, move.volume);
        measure.most.pilot = std::max(measure.most.pilot, move.pilot);
        measure.choices.push_back(move);
      }
      std::set<std::string> paths = {candidate.fact};
      for (const QuestionCandidate::Choice& choice : candidate.choices) for (const auto& answer : choice.facts) paths.insert(answer.first);
      for (const std::string& path : paths) {
        const char* quantity = quantity_of(path);
        for (const DoubtRow& row : base_figures.doubt) if (quantity != nullptr && row.quantity == quantity) measure.doubt = std::max(measure.doubt, row.share);
      }
      if (measure.moves.empty() && measure.doubt > 0.005) measure.moves = "takes " + print_percent(measure.doubt) + " of the doubt out of the volume";
      if (measure.moves.empty()) measure.moves = library.questions.no_move;
      measure.total = measure.most.total() + 2 * measure.doubt;
    }
    return measure;
  };
  // Two threads share the candidates; the order of the results is that of the file.
  std::vector<std::optional<Result<QuestionMeasure>>> results(asked.size());
  const auto work = [&](size_t from) {
    for (size_t i = from; i < results.size(); i += 2) results[i].emplace(measure_one(asked[i]));
  };
  std::future<void> other = std::async(std::launch::async, work, 1);
  work(0);
  other.get();
  std::vector<QuestionMeasure> measures;
  for (std::optional<Result<QuestionMeasure>>& each : results) {
    Result<QuestionMeasure>& result = each.value();
    if (!result) return result.errors();
    measures.push_back(std::move(*result));
  }
  std::stable_sort(measures.begin(), measures.end(), [](const QuestionMeasure& a, const QuestionMeasure& b) {
    return a.answered != b.answered ? b.answered : a.contradiction != b.contradiction ? a.contradiction : a.total > b.total;
  });
  return measures;
}

}  // namespace handraise
