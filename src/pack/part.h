// What the parts of a pack share while one is written. Inside the room only.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/template.h"
#include "pack/assumptions.h"
#include "pack/pack.h"

namespace handraise {

// What may be dropped when the pack is over its budget, in the order of docs: objections, dashboards, calendar rows, messages.
struct Limits {
  int page_cut = 0;               // of page 1: 1 not half the lift, 2 not what hurts (part 1 has it), 3 no signals by name, 4 not what we do instead of what was refused, 5 not what must be true before day 1 (part 1 has it)
  size_t objections = 99;
  size_t dashboards = 99;
  bool gated_calendar = false;    // only weeks that a gate ends
  bool distinct_messages = false; // no two messages with one recipient and one ask
  bool first_subject = false;     // one subject a message
  size_t messages = 9;            // beside the closing note and the one of support
  bool backlog = true;
  bool leaves_off = true;         // what an answer to an objection leaves off
  size_t questions = 5;
  size_t question_moves = 3;      // what a question moves, largest first
  bool snapshot_core = false;     // only facts that the plan rests on
  size_t choices = 9;             // of one part
  size_t interventions = 3;
  size_t discovery = 5;
  bool control_only = false;      // of a signal: how it is guarded, not how it is mistaken
  bool signal_reasons = true;     // why a signal counts
  bool data_checks = true;
  size_t risks = 6;
  size_t arithmetic = 14;         // figures printed with formula and inputs; gate.json has all
  bool minor_checks = true;       // of the grouped assumptions
  bool minor_values = true;       // of the grouped assumptions; else only where they stand
  size_t register_rows = 5;       // assumptions with a row of their own; the others stand in groups
};

// Everything a part reads. Marks are collected while the parts are written and put in order afterwards.
class PackContext {
 public:
  PackContext(const Motion& motion, const Figures& figures, const PackTemplates& templates, const std::vector<CaseResult>& cases);

  const Motion& motion;
  const Figures& figures;
  const PackTemplates& templates;
  const std::vector<CaseResult>& cases;
  const Assumptions assumptions;
  Limits limits;

  // The motion's own text, safe in Markdown: {=id} becomes the figure with its range, {=id.shown} without.
  std::string text(std::string_view raw) const;
  // The same with names of signals as their numbers: "data_connected on" is "S1 on".
  std::string refs(std::string_view raw) const;
  std::string signal_ref(std::string_view name) const;            // S1
  std::string texts(const std::vector<std::string>& raw) const;   // "a, b and c"
  // An id of a fact or role as a reader writes it: names.yaml `group.id`, then `id`, else the id with blanks for underscores.
  std::string name(std::string_view group, std::string_view id) const;
  std::string role(std::string_view id, bool many = false) const;

  // Marks for a From column. Empty where nothing is known of the source.
  std::string mark_fact(std::string_view path) const;             // you
  std::string mark_figure(std::string_view id) const;             // =F8, or the figure's own mark
  std::string mark_formula(int formula) const;                    // =F8 for a row of a table that has no figure of its own
  std::string mark_quantity(const Quantity& quantity) const;      // you, A4, B2, run
  std::string mark_origin(Origin from, std::string_view source, std::string_view assumption) const;
  std::string mark(std::string mark, std::string behind) const;

  // A fact's values, named and joined: "US, UK and EU"; "" when the brief does not say.
  std::string fact(std::string_view path) const;
  // Takes the hidden mark numbers out of `markdown`; gives the marks in the order of the document.
  std::vector<PackMark> take_marks(std::string& markdown) const;

 private:
  std::string safe(std::string_view raw) const;
  mutable std::vector<PackMark> marks_;
};

// Slots that every template may use: the figures (`id`, `id_range`, `id_full`, `id_with`, `id_from`), the tags as flags, and the words of the
// situation: product, noun(s), unit_word(s), unit_thing(s), account(s), first_role(s), closer_role(s), binding_role(s), outcome_…
Slots common_slots(const PackContext& in);

// How a signal is measured: "`Invite Accepted`, role: member"; and its threshold: "≥ 2 users / 14 d".
std::string signal_event(const PackContext& in, const Signal& signal);
std::string signal_threshold(const Signal& signal);
std::string print_test(const Test& test);                          // "≥ 200", "in a, b"; escaped
std::string print_trait(const TraitTest& trait);                   // "`account.employees` 200–2000"
std::string print_span(Duration duration);                         // "14 d", "36 h", "ever" for 0
std::string print_minutes(double minutes);                         // 45 min, 2.5 h
std::string strip_point(std::string text);                         // 2.0 -> 2

// `text` in backticks where that is safe, else escaped.
std::string code_span(std::string_view text);
std::vector<std::pair<std::string, size_t>> count_part_words(std::string_view markdown);

std::string without_stop(std::string text);                        // without the full stop at its end
std::string sentence(std::string text);                            // capital first, full stop last; "" stays ""
std::string lower_first(std::string text);                         // "Usage grows" -> "usage grows"; "SDRs" stays
std::vector<std::string> shortest_pattern(const PackContext& in);    // labels of the fewest signals that reach the bar, in italics
std::string must_haves(const PackContext& in, bool thresholds);    // labels of the must-have signals: "a and b"
// The choices of one part with their reasons: list `<part>_decisions`, flag `has_<part>_decisions`.
void put_decisions(const PackContext& in, Slots& slots, std::string_view part, const std::vector<std::string>& without = {});

// One function a part: fills its slots. The template of the same name holds the words.
void fill_summary(const PackContext& in, Slots& slots);
void fill_context(const PackContext& in, Slots& slots);
void fill_funnel(const PackContext& in, Slots& slots);
void fill_definition(const PackContext& in, Slots& slots);
void fill_signals(const PackContext& in, Slots& slots);
void fill_routing(const PackContext& in, Slots& slots);
void fill_outreach(const PackContext& in, Slots& slots);
void fill_instrumentation(const PackContext& in, Slots& slots);
void fill_pilot(const PackContext& in, Slots& slots);
void fill_closing(const PackContext& in, Slots& slots);
void fill_boundary(const PackContext& in, Slots& slots);

}  // namespace handraise
