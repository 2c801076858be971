#include "told.h"

#include <algorithm>
#include <tuple>

#include "engine/naive_engine.h"
#include "engine/stream_engine.h"
#include "events/replay_queue.h"
#include "events/usage.h"

namespace handraise {
namespace {

std::string who(const State& state) { return "'" + state.account + "'" + (state.user.empty() ? "" : "/" + state.user) + " at " + print_time(state.time); }

std::string state_difference(const History& history, const State& wanted, const State& found) {
  if (std::tie(wanted.account, wanted.user, wanted.time) != std::tie(found.account, found.user, found.time)) return "wanted " + who(wanted) + ", found " + who(found);
  const std::string at = who(wanted) + ": ";
  if (wanted.score != found.score) return at + "score " + print_micro(wanted.score) + " is " + print_micro(found.score);
  if (wanted.holds != found.holds) return at + (wanted.holds ? "does not hold" : "holds");
  if (wanted.triage != found.triage) return at + (wanted.triage ? "is not in triage" : "is in triage");
  if (wanted.gates != found.gates) return at + "gates differ";
  if (wanted.reasons.size() != found.reasons.size()) return at + "number of reasons";
  for (size_t i = 0; i < wanted.reasons.size(); ++i) {
    const Reason &a = wanted.reasons[i], &b = found.reasons[i];
    const std::string signal = at + history.motion.signals[i].name + ": ";
    if (a.signal != b.signal || a.on != b.on) return signal + (a.on ? "is off" : "is on");
    if (a.at_least != b.at_least || std::min(a.value, a.at_least) != std::min(b.value, b.at_least)) return signal + "value " + std::to_string(a.value) + " is " + std::to_string(b.value);
    if (a.points != b.points || a.points_now != b.points_now) return signal + "points " + print_micro(a.points_now) + " are " + print_micro(b.points_now);
    if (a.newest.has_value() != b.newest.has_value() || (a.newest && a.newest->time != b.newest->time)) {
      return signal + "newest " + (a.newest ? print_time(a.newest->time) : "none") + " is " + (b.newest ? print_time(b.newest->time) : "none");
    }
  }
  return "";
}

class Collected final : public RecordSink {
 public:
  void begin() override {}
  void add(const Record& record) override { records.push_back(record); }
  std::vector<Record> records;
};

bool same_state(const State& x, const State& y) {
  return std::tie(x.account, x.user, x.time, x.score, x.holds, x.triage) == std::tie(y.account, y.user, y.time, y.score, y.holds, y.triage);
}

// What identity records of one time are ordered by; events come behind.
int rank(const Record& record) { return record.type == RecordType::alias ? 0 : record.type == RecordType::identify ? 1 : record.type == RecordType::group ? 2 : 3; }

}  // namespace

std::vector<Record> replayed(const History& history) {
  std::vector<ReadRecord> read;
  for (const Record& record : history.records) read.push_back({record});
  std::sort(read.begin(), read.end(), [](const ReadRecord& a, const ReadRecord& b) {
    return std::tie(a.record.time, a.record.input_order) < std::tie(b.record.time, b.record.input_order);
  });
  Collected collected;
  ReplayQueue queue(collected, history.as_of, false);
  queue.add(read.data(), read.data() + read.size());
  queue.finish();
  return std::move(collected.records);
}

std::vector<Record> replayed_naively(const History& history) {
  const auto came_before = [](const Record& a, const Record& b) { return std::tie(a.time, a.input_order) < std::tie(b.time, b.input_order); };
  const auto is_copy_of = [&](const Record& record, const Record& other) {
    return !record.message_id.empty() && other.message_id == record.message_id && came_before(other, record) && other.time > record.time - kDay;
  };
  std::vector<Record> kept;
  for (const Record& record : history.records) {
    if (history.as_of && record.time > *history.as_of) continue;
    if (std::none_of(history.records.begin(), history.records.end(), [&](const Record& other) { return is_copy_of(record, other); })) kept.push_back(record);
  }
  std::sort(kept.begin(), kept.end(), [](const Record& a, const Record& b) {
    return std::tuple(a.time, rank(a), a.is_event() ? "" : a.message_id, a.input_order) < std::tuple(b.time, rank(b), b.is_event() ? "" : b.message_id, b.input_order);
  });
  return kept;
}

Told tell(const History& history, const std::vector<Record>& records, const MakeEngine& make_engine) {
  const auto engine = make_engine(EngineInput{history.motion, history.account_traits, history.outcomes, history.bundled_domains});
  Told told;
  size_t next = 0;
  for (const Timestamp time : history.asked) {
    if (history.as_of && time > *history.as_of) break;
    while (next < records.size() && records[next].time <= time) engine->add(records[next++]);
    told.states.push_back(engine->states_at(time));
  }
  while (next < records.size()) engine->add(records[next++]);
  if (history.as_of) engine->advance_to(*history.as_of);
  else if (!records.empty()) engine->advance_to(records.back().time);
  told.qualifications = engine->take_qualifications();
  return told;
}

Told tell_by_stream(const History& history) {
  return tell(history, replayed(history), [](EngineInput input) { return make_engine(std::move(input)); });
}

Told tell_naively(const History& history) {
  return tell(history, replayed_naively(history), [](EngineInput input) { return std::make_unique<NaiveEngine>(std::move(input)); });
}

std::string difference(const History& history, const Told& wanted, const Told& found) {
  for (size_t i = 0; i < std::max(wanted.qualifications.size(), found.qualifications.size()); ++i) {
    if (i >= wanted.qualifications.size()) return "one qualification too many: " + who(found.qualifications[i].state);
    if (i >= found.qualifications.size()) return "a qualification is missing: " + who(wanted.qualifications[i].state);
    const Qualification &a = wanted.qualifications[i], &b = found.qualifications[i];
    if (const std::string what = state_difference(history, a.state, b.state); !what.empty()) return "qualification " + std::to_string(i + 1) + ": " + what;
    if (a.time != b.time || a.tier != b.tier) return "qualification " + std::to_string(i + 1) + ": " + who(a.state) + " tier or time";
  }
  for (size_t t = 0; t < wanted.states.size(); ++t) {
    for (size_t i = 0; i < std::max(wanted.states[t].size(), found.states[t].size()); ++i) {
      if (i >= wanted.states[t].size()) return "one state too many: " + who(found.states[t][i]);
      if (i >= found.states[t].size()) return "a state is missing: " + who(wanted.states[t][i]);
      if (const std::string what = state_difference(history, wanted.states[t][i], found.states[t][i]); !what.empty()) return "state: " + what;
    }
  }
  return "";
}

bool qualifications_differ(const Told& a, const Told& b) {
  const auto same = [](const Qualification& x, const Qualification& y) {
    return std::tie(x.time, x.tier, x.state.account, x.state.user, x.state.score) == std::tie(y.time, y.tier, y.state.account, y.state.user, y.state.score);
  };
  return !std::equal(a.qualifications.begin(), a.qualifications.end(), b.qualifications.begin(), b.qualifications.end(), same);
}

bool answer_differs(const Told& a, const Told& b) {
  const auto same_states = [](const std::vector<State>& x, const std::vector<State>& y) { return std::equal(x.begin(), x.end(), y.begin(), y.end(), same_state); };
  return qualifications_differ(a, b) || !std::equal(a.states.begin(), a.states.end(), b.states.begin(), b.states.end(), same_states);
}

}  // namespace handraise
