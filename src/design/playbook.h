// The knowledge under playbooks/: signals of each kind of product, planning defaults, published figures, questions.
// All of it is data that a RevOps person edits; playbooks/README.md is the author's guide. Reading is the only thing done here.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "motion/motion.h"
#include "motion/quantity.h"

namespace handraise {

// A number with the range in which the truth lies with 80 %. `source` is "assumed" (ours) or a key of benchmarks.yaml.
struct RangedNumber {
  double value = 0, low = 0, high = 0;
  std::string source;
};
struct RangedDuration {
  Duration value = 0, low = 0, high = 0;  // 0: ever
  std::string source;
};

struct EventProperty {
  std::string name;
  std::string type;  // string | boolean | integer | number | timestamp
};

// A signal for one unit, ready to be put into a motion: points are 0 and `exists` is true until the design decides.
struct UnitSignal {
  bool meant = false;        // false: not for this unit, nothing else is set
  Signal signal;             // at_least and within hold the middle values; from assumed; source "<playbook>.<name>"
  RangedNumber at_least;     // of a fit signal: {1, 1, 1}
  RangedDuration within;     // of a fit signal: 0
};

struct PlaybookSignal {
  std::string name;
  UnitSignal user, account;            // at least one is meant
  std::vector<std::string> answers;    // ids of docs/facts.md that this signal answers to, the closest first
  std::vector<EventProperty> properties;
  std::string fires_when;              // "the connection test succeeds"; of a fit signal: how the trait is got
  std::string check;                   // data-quality check
  int rank = 0;                        // 1: take first; unique in the playbook
  SignalKind kind() const { return any().kind; }
  const UnitSignal& of(Unit unit) const { return unit == Unit::user ? user : account; }
  const Signal& any() const { return account.meant ? account.signal : user.signal; }  // for names and words, same in both
};

struct Playbook {
  std::string id;                      // the file's name
  std::string name;                    // "Analytics"
  std::vector<std::string> categories; // ids of docs/facts.md
  std::string noun, noun_plural;       // dashboard, dashboards
  std::string outcome;                 // "a dashboard that …": what the customer wants
  std::string first_value;             // "first dashboard saved on the customer's own data"
  std::string setup_step, team_step, evaluation_step;  // "connecting a data source": each fits behind "help with"
  std::vector<std::string> users, buyers;              // assumed roles where the brief names none
  std::string admin;                   // "workspace admin"
  std::vector<std::string> sensitive;  // kinds of data never named or used in outreach
  std::vector<std::string> discovery;
  std::vector<Objection> objections;
  std::vector<Intervention> interventions;
  std::vector<PlaybookSignal> signals; // by rank

  const PlaybookSignal* signal(std::string_view name) const;
  // The first by rank that is meant for `unit` and answers to `id`, the id's first answerers before the others; or nullptr.
  const PlaybookSignal* answering(std::string_view id, Unit unit) const;
};

// Which playbook serves which category; cheap: reads only the heads of the files.
struct PlaybookIndex {
  struct Entry {
    std::string id;
    std::vector<std::string> categories;
  };
  std::vector<Entry> entries;          // by id
  // The playbook that serves `category`; "general" for "", "other" and what nobody serves.
  std::string serving(std::string_view category) const;
};

// Generic signals, one for each signal id of docs/facts.md, and the rule for names outside of it.
struct Catalogue {
  std::vector<PlaybookSignal> signals;  // name = the id; answers = {id}
  struct OwnRule {                      // first rule with a word in the name; the last has no words
    std::vector<std::string> words;
    PlaybookSignal made;                // name, event and label are filled from the id
  };
  std::vector<OwnRule> own;
  std::string at_once;                  // control where a short trial has no time for a delayed test

  const PlaybookSignal* signal(std::string_view id) const;
  // A signal for a name that only the brief knows: "board_pinned" counts `event`, or "Board Pinned" where that is empty.
  PlaybookSignal own_signal(std::string_view id, std::string_view event = "") const;
};

// A published figure that a pack may print, always as an assumption that the company's own number replaces.
struct Benchmark {
  std::string name;                    // "free_to_paid"; rows of one name differ in `when`
  std::string key;                     // of its source: "B1"
  std::string what;                    // "free-to-paid conversion of B2B products"
  double value = 0, low = 0, high = 0;
  std::string unit;
  int year = 0;
  std::string tier;                    // A first-hand, B practitioner, C unsourced
  std::string source;                  // who published it
  std::string note;                    // what to keep in mind
  std::vector<std::string> when;       // tags, `!tag` negates
};

struct PlanningDefault {
  Quantity quantity;                   // from assumed, or published where `source` is a key of benchmarks.yaml
  std::vector<std::string> when;       // tags, `!tag` negates; the last row of a name has none
};

struct QuestionCandidate {
  struct Choice {
    std::string label;
    std::vector<std::pair<std::string, std::string>> facts;  // path, value; a list repeats its path
  };
  std::string id, group, fact, question, why;
  std::vector<Choice> choices;         // 2 to 4, spanning what is plausible
  int otherwise = 0;                   // index of the usual answer (`default` in the file)
  std::vector<std::string> never_if;   // paths that answer it ("reps.*" stands for every role)
};
// questions.yaml: the candidates, and how a contradiction of the brief is asked, with slots {{fact}} and {{readings}}.
struct Questions {
  std::vector<QuestionCandidate> candidates;
  std::string contradiction, contradiction_why;
  std::string no_move;                 // what an answer changes where no figure moves by much
};

struct Knowledge {
  PlaybookIndex index;
  std::vector<Playbook> playbooks;     // by id
  Catalogue catalogue;
  std::vector<Benchmark> benchmarks;
  std::vector<PlanningDefault> planning;
  Questions questions;

  const Playbook* playbook(std::string_view id) const;
};

// All tags of `when` hold: each is among `tags`, or, written `!tag`, is not.
bool tags_hold(const std::vector<std::string>& when, const std::vector<std::string>& tags);
// The first row of `name` whose tags hold, or nullptr.
const PlanningDefault* find_planning(const std::vector<PlanningDefault>& rows, std::string_view name, const std::vector<std::string>& tags);
const Benchmark* find_benchmark(const std::vector<Benchmark>& rows, std::string_view name, const std::vector<std::string>& tags);
const Benchmark* benchmark_of_key(const std::vector<Benchmark>& rows, std::string_view key);

// `directory` is the playbooks folder. Errors name file, line, column and the nearest word, all mistakes of a file at once.
Result<PlaybookIndex> load_index(const std::string& directory);
Result<Playbook> load_playbook(const std::string& directory, std::string_view id);  // a few ms; load_knowledge reads all fourteen
Result<Catalogue> load_catalogue(const std::string& directory);
Result<std::vector<Benchmark>> load_benchmarks(const std::string& directory);
Result<std::vector<PlanningDefault>> load_planning(const std::string& directory);
Result<Questions> load_questions(const std::string& directory);
// Everything, checked across files too: categories served once, answers and sources that exist. For tests and `check`.
Result<Knowledge> load_knowledge(const std::string& directory);

// One file's text, for tests and editors.
Result<Playbook> parse_playbook(std::string_view yaml, const std::string& file, const std::string& id);
Result<std::vector<PlanningDefault>> parse_planning(std::string_view yaml, const std::string& file);

}  // namespace handraise
