#include "design/intake.h"

#include <algorithm>
#include <cmath>
#include <future>
#include <optional>
#include <set>

#include "base/text.h"

namespace handraise {
namespace {

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

Result<std::vector<QuestionMeasure>> measure_questions(const Facts& facts, Library& library) {
  const Result<Motion> base = design_core(facts, library);
  if (!base) return base.errors();
  const Figures base_figures = compute_figures(*base, Depth::plan);
  const std::set<std::string> base_signature = signature(*base);
  const auto measure_one = [&](const QuestionCandidate& candidate) -> Result<QuestionMeasure> {
    QuestionMeasure measure;
    measure.candidate = &candidate;
    measure.answered = answers_hold(facts, candidate);
    if (!measure.answered) {
      double most = 0;
      for (const QuestionCandidate::Choice& choice : candidate.choices) {
        const Facts tried = with_answers(facts, choice.facts);
        const Result<Motion> motion = design_core(tried, library);
        if (!motion) return motion.errors();
        const Figures figures = compute_figures(*motion, Depth::plan);
        const double verdict = motion->context.facts.verdict.value != base->context.facts.verdict.value ? 1 : 0;
        const double unit = motion->unit != base->unit ? 1 : 0;
        const double signals = difference(signature(*motion), base_signature);
        const double volume = volume_move(figures, base_figures), pilot = pilot_move(*motion, figures, *base, base_figures);
        const double all = 3 * verdict + 2 * unit + signals + 1.5 * volume + pilot;
        if (all > most) {
          most = all;
          std::vector<std::string> moves;
          if (verdict > 0) moves.push_back("the verdict: " + replace_all(std::string(name_of(motion->context.facts.verdict.value)), "_", " "));
          if (unit > 0) moves.push_back(motion->unit == Unit::account ? "the unit: PQA instead of PQL" : "the unit: PQL instead of PQA");
          const auto from_to = [&](const char* id, const std::string& what) {
            if (base_figures.find(id) != nullptr && figures.find(id) != nullptr && base_figures.shown(id) != figures.shown(id)) moves.push_back(what + ": " + base_figures.shown(id) + " → " + figures.shown(id));
          };
          if (volume > 0.02) { from_to("qualified_week", "accounts a week"); from_to("signups_needed", "signups needed"); from_to("accounts_needed", "accounts needed"); }
          if (motion->pilot.rule != base->pilot.rule) moves.push_back("the go rule: " + std::string(name_of(base->pilot.rule)) + " → " + std::string(name_of(motion->pilot.rule)));
          else if (pilot > 0.02) from_to("needed_per_arm", "accounts per arm needed");
          if (signals > 0.05 || moves.empty()) moves.push_back(print_percent(signals) + " of the definition");
          if (moves.size() > 3) moves.resize(3);
          measure.moves = (moves.empty() ? "" : "“" + choice.label + "” moves ") + join(moves, "; ");
        }
        measure.verdict = std::max(measure.verdict, verdict);
        measure.unit = std::max(measure.unit, unit);
        measure.signals = std::max(measure.signals, signals);
        measure.volume = std::max(measure.volume, volume);
        measure.pilot = std::max(measure.pilot, pilot);
      }
      std::set<std::string> paths = {candidate.fact};
      for (const QuestionCandidate::Choice& choice : candidate.choices) for (const auto& answer : choice.facts) paths.insert(answer.first);
      for (const std::string& path : paths) {
        const char* quantity = quantity_of(path);
        for (const DoubtRow& row : base_figures.doubt) if (quantity != nullptr && row.quantity == quantity) measure.doubt = std::max(measure.doubt, row.share);
      }
      if (measure.moves.empty() && measure.doubt > 0.005) measure.moves = "takes " + print_percent(measure.doubt) + " of the doubt out of the volume";
      measure.total = 3 * measure.verdict + 2 * measure.unit + measure.signals + 1.5 * measure.volume + measure.pilot + 2 * measure.doubt;
    }
    return measure;
  };
  // Two threads share the candidates; the order of the results is that of the file.
  std::vector<std::optional<Result<QuestionMeasure>>> results(library.questions.size());
  const auto work = [&](size_t from) {
    for (size_t i = from; i < results.size(); i += 2) results[i].emplace(measure_one(library.questions[i]));
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
  std::stable_sort(measures.begin(), measures.end(), [](const QuestionMeasure& a, const QuestionMeasure& b) { return a.answered != b.answered ? b.answered : a.total > b.total; });
  return measures;
}

}  // namespace handraise
