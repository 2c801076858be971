#include "pack/case_run.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "base/text.h"
#include "engine/naive_engine.h"
#include "engine/value_check.h"

namespace handraise {
namespace {

constexpr Timestamp kBase = 1772442000000;  // Monday 2026-03-02 09:00 UTC
constexpr const char* kAccount = "customer.example";
constexpr size_t kRecordsMax = 20'000;      // of one case; what is beyond is left out

double points_of(Micro value) { return static_cast<double>(value) / kMicro; }

Timestamp time_of(double day) { return kBase + static_cast<Timestamp>(std::llround(std::clamp(day, 0.0, 36'500.0) * static_cast<double>(kDay))); }

struct History {
  std::vector<Record> records;   // in the order of the case
  Timestamp end = kBase;         // when it is evaluated
};

Record identity(RecordType type, const std::string& user, Timestamp time) {
  Record record;
  record.type = type;
  record.user = user;
  record.time = time;
  return record;
}

// Everybody is of one account, whatever the motion knows accounts by.
void introduce(const Motion& motion, const WorkedCase& worked_case, const std::string& user, size_t number, Timestamp time, std::vector<Record>& records) {
  Record identify = identity(RecordType::identify, user, time);
  identify.values.push_back({"email", text_value("user" + std::to_string(number) + "@" + kAccount)});
  for (const std::string& by : motion.identity.account_by) {
    if (by.starts_with("trait:")) set_value(identify.values, by.substr(6), text_value(kAccount));
  }
  for (const auto& [name, value] : worked_case.traits) {
    if (name.starts_with("user.")) set_value(identify.values, name.substr(5), cell_value(value));
  }
  records.push_back(std::move(identify));
  const auto& ways = motion.identity.account_by;
  if (std::find(ways.begin(), ways.end(), "group") == ways.end()) return;
  Record group = identity(RecordType::group, user, time);
  group.group = kAccount;
  records.push_back(std::move(group));
}

History history_of(const Motion& motion, const WorkedCase& worked_case) {
  History history;
  std::vector<std::string> users;
  for (const CaseRecord& each : worked_case.records) {
    const std::string user = each.user.empty() ? "user" : each.user;
    const Timestamp first = time_of(each.day);
    if (std::find(users.begin(), users.end(), user) == users.end()) {
      users.push_back(user);
      Timestamp earliest = first;
      for (const CaseRecord& other : worked_case.records) {
        if ((other.user.empty() ? "user" : other.user) == user) earliest = std::min(earliest, time_of(other.day));
      }
      introduce(motion, worked_case, user, users.size(), earliest, history.records);
    }
    for (int i = 0; i < each.times && history.records.size() < kRecordsMax; ++i) {
      Record record;
      record.time = first + i * kMinute;
      record.user = user;
      record.event = each.event;
      for (const auto& [name, value] : each.properties) set_value(record.values, name, cell_value(value));
      history.end = std::max(history.end, record.time);
      history.records.push_back(std::move(record));
    }
  }
  history.end = std::max(history.end, time_of(worked_case.evaluated_day));
  for (size_t i = 0; i < history.records.size(); ++i) history.records[i].input_order = i;
  return history;
}

// "3 × Query Run by analyst A and analyst B"
std::string events_in_words(const std::vector<const Record*>& records) {
  std::vector<std::string> events, users;
  const auto note = [](std::vector<std::string>& list, const std::string& word) {
    if (std::find(list.begin(), list.end(), word) == list.end()) list.push_back(word);
  };
  for (const Record* record : records) {
    note(events, record->event);
    note(users, record->user);
  }
  if (users.size() > 3) {
    const size_t others = users.size() - 2;
    users.resize(2);
    users.push_back(std::to_string(others) + " others");
  }
  return (records.size() > 1 ? std::to_string(records.size()) + " × " : "") + join_words(events) + " by " + join_words(users);
}

std::string label_of(const Motion& motion, const std::string& name) {
  const Signal* signal = motion.signal(name);
  return signal && !signal->label.empty() ? signal->label : name;
}

std::string unit_value(const Motion& motion, const Reason& reason, int64_t value) {
  return motion.signals[reason.signal].count == Count::sum ? print_micro(value) : std::to_string(value);
}

// The first gate that stands in the way.
std::string reason_in_words(const Motion& motion, const State& state) {
  const auto failed = std::find_if(state.gates.begin(), state.gates.end(), [](const Gate& gate) { return !gate.met; });
  if (failed == state.gates.end()) return "";
  switch (failed->kind) {
    case GateKind::barred: return "its domain is barred";
    case GateKind::never_if: {
      const Exclusion& exclusion = motion.qualify.never_if[failed->index];
      if (!exclusion.signal.empty()) return "excluded by “" + label_of(motion, exclusion.signal) + "”";
      return "excluded by " + (!exclusion.outcome.empty() ? "the outcome “" + exclusion.outcome + "”" : "the trait “" + exclusion.trait->trait + "”");
    }
    case GateKind::segment: return "outside the segment";
    case GateKind::must_have: {
      const std::string& name = motion.qualify.must_have[failed->index];
      std::string words = "“" + label_of(motion, name) + "” is not reached";
      for (const Reason& reason : state.reasons) {
        if (motion.signals[reason.signal].name == name && motion.signals[reason.signal].kind != SignalKind::fit) words += ": " + unit_value(motion, reason, reason.value) + " of " + unit_value(motion, reason, reason.at_least);
      }
      return words;
    }
    case GateKind::any_of: {
      std::vector<std::string> labels;
      for (const std::string& name : motion.qualify.any_of) labels.push_back("“" + label_of(motion, name) + "”");
      return labels.size() == 1 ? labels[0] + " is not reached" : "none of " + join_words(labels, "or") + " is reached";
    }
    case GateKind::kinds_at_least: return std::to_string(failed->found) + (failed->found == 1 ? " kind" : " kinds") + " of signal of the " + std::to_string(failed->needed) + " asked for";
    case GateKind::trust: return "the account is known by e-mail domain alone";
    case GateKind::score_at_least: {
      // As few decimals as tell the score from the bar.
      std::string score = print_micro((failed->found >= 0 ? failed->found + 50'000 : failed->found - 50'000) / 100'000 * 100'000);
      const std::string bar = print_micro(failed->needed);
      if (score == bar) score = print_micro(failed->found);
      return "score " + score + ", below the bar of " + bar;
    }
  }
  return "";
}

std::string outcome_of(const Motion& motion, const State& state) {
  const bool excluded = std::any_of(state.gates.begin(), state.gates.end(),
                                    [](const Gate& gate) { return !gate.met && (gate.kind == GateKind::barred || gate.kind == GateKind::never_if); });
  for (const Reason& reason : state.reasons) {
    if (motion.signals[reason.signal].hand_raise && reason.on && !excluded) return "hand_raise";
  }
  if (!state.holds) return state.triage ? "triage" : "not_qualified";
  return motion.qualify.hot_at && state.score >= micro(*motion.qualify.hot_at) ? "hot" : "qualified";
}

// Of a user motion, the user that got furthest.
const State* subject_of(const std::vector<State>& states) {
  const State* best = nullptr;
  for (const State& state : states) {
    if (!best || std::make_tuple(state.holds, state.triage, state.score) > std::make_tuple(best->holds, best->triage, best->score)) best = &state;
  }
  return best;
}

}  // namespace

CaseResult run_case(const Motion& motion, const WorkedCase& worked_case) {
  CaseResult result;
  result.id = worked_case.id;
  result.outcome = "not_qualified";
  const History history = history_of(motion, worked_case);
  AccountTraits traits{kAccount, {}};
  for (const auto& [name, value] : worked_case.traits) {
    if (name.starts_with("user.")) continue;
    set_value(traits.traits, name.starts_with("account.") ? name.substr(8) : name, cell_value(value));
  }
  NaiveEngine engine(EngineInput{motion, {traits}}, Evaluate::on_request);
  replay(engine, history.records, history.end);
  const std::vector<State> states = engine.states_at(history.end);
  const State* state = subject_of(states);
  if (!state) return result;

  struct Row {
    CaseRow row;
    Timestamp newest = -1;  // fit: before all
    Micro points = 0;
  };
  std::vector<Row> rows;
  for (const Reason& reason : state->reasons) {
    const Signal& signal = motion.signals[reason.signal];
    Row made;
    CaseRow& row = made.row;
    if (signal.kind != SignalKind::fit) {
      std::vector<const Record*> seen, in_window;
      for (const Record& record : history.records) {
        if (!matches(signal, record) || (motion.unit == Unit::user && record.user != state->user)) continue;
        seen.push_back(&record);
        if (signal.within == 0 || record.time > history.end - signal.within) in_window.push_back(&record);
      }
      if (seen.empty()) continue;
      for (const Record* record : seen) made.newest = std::max(made.newest, record->time);
      row.when = "day " + std::to_string((made.newest - kBase) / kDay);
      row.event = events_in_words(in_window.empty() ? seen : in_window);
    }
    const bool sum = signal.count == Count::sum && signal.kind != SignalKind::fit;
    row.signal = signal.name;
    row.value = sum ? points_of(reason.value) : static_cast<double>(reason.value);
    row.at_least = sum ? points_of(reason.at_least) : static_cast<double>(reason.at_least);
    row.on = reason.on;
    row.points = points_of(reason.points);
    row.points_now = points_of(reason.points_now);
    made.points = reason.points_now;
    rows.push_back(std::move(made));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.newest < b.newest; });
  Micro total = 0;
  for (Row& row : rows) {
    total += row.points;
    row.row.running_total = points_of(total);
    result.rows.push_back(std::move(row.row));
  }
  result.score = points_of(state->score);
  result.outcome = outcome_of(motion, *state);
  if (result.outcome == "triage" || result.outcome == "not_qualified") result.reason = reason_in_words(motion, *state);
  return result;
}

}  // namespace handraise
