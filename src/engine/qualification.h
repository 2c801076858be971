// What an engine says about an account (or, for `unit: user`, a user): that it qualified and why, and its state at a time.
// Points are exact, in millionths: they add up to the score to the last digit.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace handraise {

using Micro = int64_t;  // millionths
constexpr Micro kMicro = 1'000'000;
Micro micro(double value);               // to the nearest; within ±9 × 10¹²
std::string print_micro(Micro value);    // 80, 56.568542, -0.5: no trailing zeros

enum class Tier { qualified, hot, hand_raise };
std::string_view name_of(Tier tier);

// Points at `x` half-lives after the signal's newest record: floor(P × 0.5^x + 0.5).
Micro decayed(Micro points, Duration since, Duration half_life);

// A signal's record, for the explanation.
struct Evidence {
  Timestamp time = 0;
  std::string event;
  std::string user;        // empty: none
  std::string message_id;  // empty: none
  bool operator==(const Evidence&) const = default;
};

// A signal at a time. Values are counts; of `sum` millionths, of fit 1 or 0.
struct Reason {
  size_t signal = 0;                // index into Motion::signals
  bool on = false;
  int64_t value = 0;                // all that count, not only up to at_least
  int64_t at_least = 1;             // same unit
  Micro points = 0;                 // before decay, 0 when off
  Micro points_now = 0;             // after it
  std::optional<Evidence> newest;   // newest matching record in the window; of several at one time the last
  bool operator==(const Reason&) const = default;
};

// Why an account holds or does not, each part with its result, in this order.
enum class GateKind { barred, never_if, segment, must_have, any_of, kinds_at_least, trust, score_at_least };
std::string_view name_of(GateKind kind);
struct Gate {
  GateKind kind = GateKind::segment;
  size_t index = 0;       // never_if, must_have: which of the motion's list
  bool met = false;       // true: it does not stand in the way (a never_if that holds is not met)
  int64_t found = 0;      // kinds_at_least: kinds; score_at_least: score in millionths
  int64_t needed = 0;
  bool operator==(const Gate&) const = default;
};

// The state at a time: engines always agree on it, save on `Reason::value` above `at_least` and on all of `newest` but its time.
struct State {
  std::string account;    // unit: user: of the user, empty when unknown
  std::string user;       // unit: user only
  Timestamp time = 0;
  Micro score = 0;
  bool holds = false;
  bool triage = false;
  std::vector<Reason> reasons;  // one per signal of the motion, in its order
  std::vector<Gate> gates;
};

struct Qualification {
  Timestamp time = 0;
  Tier tier = Tier::qualified;
  State state;            // the explanation
};

}  // namespace handraise
