// What is known about a company: facts by path, as docs/facts.md lists them, each with the words it came from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace handraise {

// Where a fact or a number came from.
enum class Origin { stated, answer, measured, computed, published, assumed, unknown };
std::string_view name_of(Origin origin);                       // "stated", ...
bool parse_origin(std::string_view text, Origin* origin);

struct Fact {
  std::string path;         // "trial_days", "reps.sdr", "baselines.signups_per_month"; a list has one Fact an item
  std::string value;        // ids and texts as they are; numbers as print_number writes them; yes or no
  std::string words;        // exact substring of the brief; empty for answers
  Place at;                 // of the first character of `words`
  Origin from = Origin::stated;
  bool operator==(const Fact&) const = default;
};

struct Contradiction {
  std::string fact;                   // path
  std::vector<std::string> readings;  // values, in the order of the text
  std::string used;
  std::string why;
  bool operator==(const Contradiction&) const = default;
};

struct RefusedPart {
  std::string words;    // exact substring of the brief
  std::string reason;   // id, as in docs/facts.md
  std::string why;      // a sentence
  std::string instead;  // a sentence: what we do instead
  bool operator==(const RefusedPart&) const = default;
};

enum class VerdictValue { ready, needs_prerequisites, not_a_fit, refused };
std::string_view name_of(VerdictValue value);
bool parse_verdict(std::string_view text, VerdictValue* value);

struct Verdict {
  VerdictValue value = VerdictValue::ready;
  std::vector<std::string> reasons;  // ids, as in docs/facts.md
  bool operator==(const Verdict&) const = default;
};

// The content of brief.yaml. Facts stand in the order of docs/facts.md, items of a list in the order of the text.
class Facts {
 public:
  std::vector<Fact> all;
  std::vector<Contradiction> contradictions;
  std::vector<std::string> unread;            // sentences that gave no fact
  Verdict verdict;
  std::vector<RefusedPart> refused_parts;

  const Fact* find(std::string_view path) const;                        // the first with this path
  bool has(std::string_view path) const { return find(path) != nullptr; }
  std::string text(std::string_view path, std::string_view otherwise = "") const;
  double number(std::string_view path, double otherwise = 0) const;     // `otherwise` where absent or no number
  std::vector<std::string> list(std::string_view path) const;           // all values with this path
  bool includes(std::string_view path, std::string_view value) const;   // one of the values is this
  bool operator==(const Facts&) const = default;
};

// What docs/facts.md says of a path: its type, and for an id the allowed values.
struct FactKind {
  enum class Type { text, number, id, yes_no };
  std::string path;       // "reps.*" stands for every role
  Type type = Type::text;
  bool list = false;
  std::vector<std::string> ids;
};
// All kinds in the order of docs/facts.md.
const std::vector<FactKind>& fact_kinds();
const FactKind* fact_kind(std::string_view path);   // nullptr: no such path

}  // namespace handraise
