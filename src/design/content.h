// The words of a motion that are neither messages nor signals: funnel, RACI, rules, risks, decisions …, chosen from templates/motion/ by situation.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "design/figures.h"
#include "design/playbook.h"
#include "design/situation.h"
#include "design/texts.h"
#include "motion/motion.h"

namespace handraise {

// templates/motion/<file>.yaml by file name without ending: "decisions", "funnel", …
struct ContentLibrary {
  std::map<std::string, std::vector<TextRow>, std::less<>> files;
};
Result<ContentLibrary> load_content(const std::string& templates_directory);

// `motion` with its words: context (but product, category, nouns, objective, facts, tags, which stand already), decisions, funnel, routing's rules,
// sla.clock, dispositions, workflow, instrumentation, pilot's triggers, calendar, scale, guardrails, backlog, examples, risks, next steps,
// decisions needed. Figures stay in the texts as {=id} and are printed with the pack. Fails only where a text has a hole.
Result<Motion> write_content(Motion motion, const Situation& situation, const Figures& figures, const Playbook& playbook, const ContentLibrary& library);

}  // namespace handraise
