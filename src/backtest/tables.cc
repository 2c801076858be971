#include "backtest/tables.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <tuple>

#include "base/csv.h"
#include "base/text.h"

namespace handraise {
namespace {

using Json = nlohmann::ordered_json;

std::string value_of(const Signal& signal, int64_t value) { return signal.count == Count::sum ? print_micro(value) : std::to_string(value); }

void by_name(const Motion& motion, std::vector<State>& states) {
  if (motion.unit == Unit::account) return;
  std::sort(states.begin(), states.end(), [](const State& a, const State& b) { return std::tie(a.user, a.account) < std::tie(b.user, b.account); });
}

// One line, nothing that a terminal would obey.
std::string shown(std::string_view text) {
  std::string out = repair_utf8(text);
  std::replace(out.begin(), out.end(), '\n', ' ');
  std::replace(out.begin(), out.end(), '\t', ' ');
  return out;
}

std::string padded(std::string text, size_t width) {
  const size_t length = count_characters(text);
  if (length < width) text.append(width - length, ' ');
  return text;
}

}  // namespace

std::string print_score(Micro score) {
  const uint64_t size = score < 0 ? 0 - static_cast<uint64_t>(score) : static_cast<uint64_t>(score);
  const std::string rest = std::to_string(size % kMicro);
  return (score < 0 ? "-" : "") + std::to_string(size / kMicro) + "." + std::string(6 - rest.size(), '0') + rest;
}

std::string print_qualifications(const UsageHistory& history) {
  const Motion& motion = history.input().motion;
  const bool user = motion.unit == Unit::user, outcome = !history.input().outcome.empty();
  std::string out = std::string("account,qualified_at,tier,score,signals,hinges") + (user ? ",user_account" : "") + (outcome ? ",outcome_at,judged" : "") + "\n";
  std::vector<const Qualified*> rows;
  for (const Qualified& each : history.qualified()) rows.push_back(&each);
  std::sort(rows.begin(), rows.end(), [&](const Qualified* a, const Qualified* b) {
    return std::tie(a->time, a->name(motion.unit), a->account) < std::tie(b->time, b->name(motion.unit), b->account);
  });
  for (const Qualified* each : rows) {
    const auto names = [&](const std::vector<uint16_t>& signals) {
      std::string all;
      for (const uint16_t i : signals) all += (all.empty() ? "" : ";") + motion.signals[i].name;
      return csv_cell(all);
    };
    out += csv_cell(each->name(motion.unit)) + "," + print_time(each->time) + "," + std::string(name_of(each->tier)) + "," + print_score(each->score) + "," + names(each->on) + "," + names(each->hinges);
    if (user) out += "," + csv_cell(each->account);
    if (outcome) {
      const std::optional<Timestamp> reached = history.clock().reached(each->account, each->user);
      const Timestamp until = each->time + history.input().horizon;
      const char* judged = reached && *reached <= each->time ? "already_there" : until > history.end().value_or(0) ? "immature" : reached && *reached <= until ? "hit" : "miss";
      out += "," + (reached ? print_time(*reached) : "") + "," + judged;
    }
    out += "\n";
  }
  return out;
}

std::string print_states_csv(const Motion& motion, const std::vector<State>& states) {
  std::string out = "account,score,holds,triage";
  for (const Signal& signal : motion.signals) out += "," + csv_cell(signal.name);
  out += "\n";
  std::vector<State> rows = states;
  by_name(motion, rows);
  for (const State& state : rows) {
    out += csv_cell(motion.unit == Unit::user ? state.user : state.account) + "," + print_score(state.score) + "," + (state.holds ? "yes" : "no") + "," + (state.triage ? "yes" : "no");
    for (const Reason& reason : state.reasons) out += "," + value_of(motion.signals[reason.signal], reason.value);
    out += "\n";
  }
  return out;
}

std::string print_states_json(const Motion& motion, const std::vector<State>& states, Timestamp as_of) {
  Json list = Json::array();
  std::vector<State> rows = states;
  by_name(motion, rows);
  for (const State& state : rows) {
    Json row = {{"account", state.account}};
    if (motion.unit == Unit::user) row["user"] = state.user;
    row["score"] = static_cast<double>(state.score) / static_cast<double>(kMicro);
    row["holds"] = state.holds;
    row["triage"] = state.triage;
    Json signals = Json::object();
    for (const Reason& reason : state.reasons) {
      const Signal& signal = motion.signals[reason.signal];
      const double unit = signal.count == Count::sum ? static_cast<double>(kMicro) : 1;
      Json one = {{"on", reason.on}, {"value", static_cast<double>(reason.value) / unit}, {"at_least", static_cast<double>(reason.at_least) / unit}, {"points_now", static_cast<double>(reason.points_now) / static_cast<double>(kMicro)}};
      if (unit == 1) one["value"] = reason.value, one["at_least"] = reason.at_least;
      if (reason.newest) one["newest"] = print_time(reason.newest->time);
      signals[signal.name] = one;
    }
    row["signals"] = signals;
    Json gates = Json::array();
    for (const Gate& gate : state.gates) if (!gate.met) gates.push_back(std::string(name_of(gate.kind)));
    row["not_met"] = gates;
    list.push_back(row);
  }
  return Json{{"as_of", print_time(as_of)}, {"unit", std::string(name_of(motion.unit))}, {"states", list}}.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string print_states(const Motion& motion, std::vector<State> states, Timestamp as_of, size_t rows_max) {
  const bool user = motion.unit == Unit::user;
  size_t holding = 0, triage = 0;
  for (const State& state : states) holding += state.holds, triage += state.triage;
  const std::string things = user ? "users" : "accounts";
  std::string out = print_count(static_cast<double>(states.size())) + " " + things + " at " + print_time(as_of) + ": " + print_count(static_cast<double>(holding)) + " hold, " + print_count(static_cast<double>(triage)) + " for triage\n";
  std::sort(states.begin(), states.end(), [&](const State& a, const State& b) {
    if (a.holds != b.holds) return a.holds;
    if (a.triage != b.triage) return a.triage;
    if (a.score != b.score) return a.score > b.score;
    return std::tie(a.account, a.user) < std::tie(b.account, b.user);
  });
  if (states.size() > rows_max) states.resize(rows_max);
  size_t width = 7;
  for (const State& state : states) width = std::max(width, std::min<size_t>(count_characters(shown(user ? state.user : state.account)), 40));
  if (!states.empty()) out += "\n" + padded(user ? "user" : "account", width) + "       score  state    because\n";
  for (const State& state : states) {
    const std::string score = print_score(state.score);
    out += padded(shown(user ? state.user : state.account), width) + std::string(score.size() < 12 ? 12 - score.size() : 0, ' ') + score + "  " + (state.holds ? "holds    " : state.triage ? "triage   " : "-        ");
    std::vector<std::string> because;
    for (const Reason& reason : state.reasons) {
      const Signal& signal = motion.signals[reason.signal];
      if (!reason.on) continue;
      std::string words = signal.name;
      if (signal.kind != SignalKind::fit) words += " " + value_of(signal, reason.value);
      if (reason.points_now != 0) words += " (" + std::string(reason.points_now > 0 ? "+" : "") + print_micro(reason.points_now) + ")";
      because.push_back(words);
    }
    std::vector<std::string> missing;
    for (const Gate& gate : state.gates) {
      if (gate.met) continue;
      std::string words(name_of(gate.kind));
      if (gate.kind == GateKind::must_have && gate.index < motion.qualify.must_have.size()) words = motion.qualify.must_have[gate.index];
      missing.push_back(words);
    }
    out += because.empty() ? "nothing on" : join(because, ", ");
    if (!state.holds && !missing.empty()) out += "; missing: " + join(missing, ", ");
    out += "\n";
  }
  return out;
}

}  // namespace handraise
