// A brief while it is read: its passages, and what the matchers found in them. Each matcher looks for its own facts only.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "brief/passage.h"
#include "motion/facts.h"

namespace handraise {

constexpr uint8_t kAnyStance = kNegated | kPast | kOther | kSupposed | kWished;
constexpr uint8_t kNotReal = kPast | kOther | kSupposed;

struct Found {
  std::string path, value;
  size_t begin = 0, end = 0;   // bytes
  size_t passage = 0;
};

class Reading {
 public:
  Reading(std::string_view text, const std::string& file, const Words& words);

  std::string_view text;
  const std::string& file;
  const Words& words;
  std::vector<Passage> passages;
  std::deque<Found> found;   // adding moves none: matchers keep pointers to the first of a path

  void add(std::string_view path, std::string value, size_t passage, size_t first, size_t last);   // tokens [first, last)
  void add_number(std::string_view path, double value, size_t passage, size_t first, size_t last);
  // The value is the words themselves.
  void add_words(std::string_view path, size_t passage, size_t first, size_t last);
  bool has(std::string_view path) const;
  bool has(std::string_view path, std::string_view value) const;
  const Found* first(std::string_view path) const;
  std::string written(const Passage& passage, size_t first, size_t last) const;
  const Passage* heading_of(const Passage& passage) const;   // nullptr: stands under none
  // A phrase of `kind` is in the label of the passage, or in the heading it stands under.
  bool labelled(const Passage& passage, std::string_view kind, std::string_view value = "") const;
  bool in_label(const Passage& passage, std::string_view kind, std::string_view value = "") const;
};

// Runs of words that name one thing: [first, last).
struct Span { size_t first = 0, last = 0; };
// The items of a list that begins at token `i`: "A, B and C", up to `end` or to where no list goes on.
std::vector<Span> read_list(const Passage& passage, size_t i, size_t end);
// End of the clause (or sentence) that token `i` stands in.
size_t clause_end(const Passage& passage, size_t i);
size_t clause_begin(const Passage& passage, size_t i);
bool is_stop(const Passage& passage, size_t i);   // an article, preposition, verb, sign: no part of a name
size_t skip_articles(const Passage& passage, size_t i);
std::string snake_case(const Passage& passage, size_t first, size_t last);

// The matchers, in the order in which they run.
void find_product(Reading* reading);        // product, product_name, category
void find_pricing(Reading* reading);        // model, trial_days, card_required, free_limit, plans, price, acv, budget
void find_people(Reading* reading);         // reps, rep_hours, user_roles, buyer_roles
void find_market(Reading* reading);         // seats, employees, segments, industries, regions, compliance
void find_baselines(Reading* reading);      // baselines, consent_share, mapping.coverage, sla, target
void find_signals(Reading* reading);        // signals, events, usage_data, self_serve, mapping.method
void find_workflow(Reading* reading);       // routing, territories, crm, alert_channel, tools, bottleneck, approvals
void find_pilot(Reading* reading);
void find_request(Reading* reading);        // objective, tone, language, asked_for

// The date to a target that stands at [first, last): "by Q3", "bis Ende Juni", "before Christmas"; behind it, else before it.
void find_deadline(Reading* reading, size_t passage, size_t first, size_t last);

// One reading of each fact: the same said twice is one; two values of a single-valued fact are a contradiction.
void settle(const Reading& reading, Facts* facts);
void judge(const Reading& reading, Facts* facts);   // verdict and refused_parts: boundary.cc

}  // namespace handraise
