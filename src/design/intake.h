// Which questions are worth asking: how far the plan moves between the plausible answers of each.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "design/design.h"

namespace handraise {

constexpr size_t kQuestionsMax = 5;      // at a time
constexpr double kQuestionWorth = 0.05;  // below this an answer changes nothing worth a person's time

// How far the plan moves under one answer, against the plan without it.
struct ChoiceMove {
  double verdict = 0;      // 1: the verdict changes
  double unit = 0;         // 1: PQL becomes PQA or back
  double signals = 0;      // share of rules (signal with threshold, window and points; the bar) that differ, 0 to 1
  double volume = 0;       // |ln ratio| of qualified accounts a week, or of the signups needed, over ln 10; at most 1
  double pilot = 0;        // the same of the accounts per arm that are needed or enrolled; 1 where the go rule changes
  double total() const { return 3 * verdict + 2 * unit + signals + 1.5 * volume + pilot; }
};

// One candidate. Each part is the largest move over its choices; 0 where nothing moves.
struct QuestionMeasure {
  std::shared_ptr<const QuestionCandidate> candidate;
  bool contradiction = false;          // the brief says two things: asked first
  bool answered = false;               // the brief says it, so it is never asked
  double doubt = 0;                    // share of the doubt in the volume that the answer would remove (F3)
  ChoiceMove most;                     // part by part
  std::vector<ChoiceMove> choices;     // of each choice; none where answered
  int nearest = 0;                     // the choice that moves the plan least: what skipping comes nearest to
  double total = 0;                    // most.total() + 2 doubt
  std::string moves;                   // in words: what changes most

  bool asks() const { return !answered && (contradiction || total >= kQuestionWorth); }
};

// All candidates: contradictions of the brief, then the most worth first; answered ones last. Ties stand in the order of the file.
Result<std::vector<QuestionMeasure>> measure_questions(const Facts& facts, Library& library, const BacktestEvidence* evidence = nullptr);

// `facts` with a choice's answers: same paths replaced, lists added to.
Facts with_answers(const Facts& facts, const std::vector<std::pair<std::string, std::string>>& answers);
// `facts` overridden, path by path, by those of another brief.yaml.
Facts with_answers(const Facts& facts, const Facts& answers);

}  // namespace handraise
