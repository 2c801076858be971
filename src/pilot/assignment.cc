#include "pilot/assignment.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "base/csv.h"
#include "base/text.h"
#include "pilot/pilot_table.h"

namespace handraise {
namespace {

using Json = nlohmann::ordered_json;
constexpr size_t kErrorsEnough = 20;

// A list has no header: one column, and its first line is an account like the others unless it is the word `account`.
bool is_list(std::string_view text) {
  CsvReader reader(text, csv_separator(text.substr(0, text.find('\n'))));
  CsvRow row;
  return reader.next(row) && row.problem.empty() && row.cells.size() == 1 && row.cells[0] != "account";
}

}  // namespace

Result<Candidates> read_candidates(std::string_view text, const std::string& file, const CandidateOptions& options) {
  std::string with_header;
  const bool list = is_list(text);
  Candidates candidates;
  std::vector<TableColumn> columns = {{"account"}, {"qualified_at", false}, {"tier", false}, {"user_account", false}, {options.stratum, !options.stratum.empty()}};
  if (list) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    with_header = "account\n" + std::string(text);
  }
  const std::string_view table = list ? std::string_view(with_header) : text;
  Result<bool> read = read_table(table, file, columns, "account,qualified_at,tier,… or a list with an account a line", [&](const CsvRow& row, const TableWrong& wrong) {
    const auto cell = [&](size_t column) { return columns[column].at < row.cells.size() ? std::string(csv_text(row.cells[columns[column].at])) : std::string(); };
    Candidate each;
    each.cells = row.cells;
    each.account = cell(0);
    if (each.account.empty()) return wrong(columns[0].at, "no account");
    if (options.unit == Unit::user && columns[3].at < row.cells.size()) each.account = cell(3).empty() ? "~" + each.account : cell(3);
    each.hand_raise = cell(2) == "hand_raise";
    each.stratum = options.stratum.empty() ? "" : cell(4);
    std::optional<Timestamp> at = options.at;
    if (const std::string own = cell(1); !own.empty()) {
      at = parse_time(own);
      if (!at) return wrong(columns[1].at, "'" + own + "' is no time; expected one as 2026-03-02T09:00:00Z");
    }
    if (!at) return wrong(columns[0].at, "no time at which '" + each.account + "' qualified; expected a column qualified_at, or --at for the list");
    each.at = *at;
    candidates.rows.push_back(std::move(each));
  });
  if (!read) {
    Errors errors = read.errors();
    if (list) for (Error& error : errors) --error.where.line;   // of the header that was put before it
    return errors;
  }
  CsvReader reader(table, csv_separator(table.substr(0, table.find('\n'))));
  CsvRow header;
  if (reader.next(header)) candidates.header = header.cells;
  return candidates;
}

Result<std::map<std::string, std::string, std::less<>>> read_account_column(std::string_view text, const std::string& file, const std::string& name) {
  std::map<std::string, std::string, std::less<>> cells;
  std::string with_header;
  const bool list = name.empty() && is_list(text);
  if (list) text = with_header = "account\n" + std::string(text);
  std::vector<TableColumn> columns = {{"account"}, {name, !name.empty()}};
  const Result<bool> read = read_table(text, file, columns, name.empty() ? "a column account, or an account a line" : "account," + name, [&](const CsvRow& row, const TableWrong& wrong) {
    const std::string account(csv_text(row.cells[columns[0].at]));
    if (account.empty()) return wrong(columns[0].at, "no account");
    if (!cells.emplace(account, name.empty() ? "" : std::string(csv_text(row.cells[columns[1].at]))).second && !name.empty()) wrong(columns[0].at, "account '" + account + "' stands twice");
  });
  if (!read) return read.errors();
  return cells;
}

Result<Assignment> assign(const Motion& motion, const HashKey& key, const Candidates& candidates, const std::vector<Exposure>& before, const std::string& file,
                          const std::set<std::string>& owned) {
  const double share = holdout_share(motion);
  const std::string id = motion_id(motion);
  if (const auto same = check_motion(before, id, file); !same) return same.errors();
  Errors errors;
  std::unordered_map<std::string, ExposureArm> arms;
  for (const Exposure& each : before) {
    arms.emplace(each.account, each.arm);
    if (errors.size() >= kErrorsEnough) break;
    if (each.drawn() && draw_arm(key, id, each.stratum, each.account, share) != each.arm) {
      errors.push_back({"account '" + each.account + "' would not be drawn to " + std::string(name_of(each.arm)) + " again", {file, static_cast<int>(each.line), 1}, "another key, or the file was edited: arms must stay as they were drawn", ""});
    }
  }
  if (!errors.empty()) return errors;

  Assignment result;
  std::vector<const Candidate*> order;
  for (const Candidate& each : candidates.rows) order.push_back(&each);
  std::stable_sort(order.begin(), order.end(), [](const Candidate* a, const Candidate* b) {
    return std::tie(a->at, a->account, b->hand_raise) < std::tie(b->at, b->account, a->hand_raise);   // at one time a hand-raise first
  });
  std::set<std::string> known;
  for (const Candidate* each : order) {
    if (const auto found = arms.find(each->account); found != arms.end()) {
      known.insert(each->account);
      continue;
    }
    Exposure exposure{each->account, each->at, ExposureArm::owned, each->stratum, id, 0};
    if (each->hand_raise) exposure.arm = ExposureArm::hand_raise;
    else if (owned.count(each->account) == 0) exposure.arm = draw_arm(key, id, each->stratum, each->account, share);
    arms.emplace(each->account, exposure.arm);
    result.added.push_back(std::move(exposure));
  }
  for (const Exposure& each : result.added) known.erase(each.account);
  result.known = static_cast<int64_t>(known.size());
  for (const Candidate& each : candidates.rows) {
    if (arms.at(each.account) != ExposureArm::holdout || each.hand_raise) result.alerts.push_back(&each);
    else ++result.held_alerts;
  }
  std::map<std::string, Balance> balance;
  for (const auto* list : {&before, static_cast<const std::vector<Exposure>*>(&result.added)}) {
    for (const Exposure& each : *list) {
      Balance* row = nullptr;
      if (each.drawn()) row = &balance[each.stratum], row->stratum = each.stratum;
      switch (each.arm) {
        case ExposureArm::treatment: ++result.treated, ++row->treated; break;
        case ExposureArm::holdout: ++result.held, ++row->held; break;
        case ExposureArm::hand_raise: ++result.hand_raises; break;
        case ExposureArm::owned: ++result.owned; break;
      }
    }
  }
  for (auto& [stratum, row] : balance) result.balance.push_back(std::move(row));
  result.ratio = check_sample_ratio(result.treated, result.held, share);
  return result;
}

std::string print_alerts(const Candidates& candidates, const Assignment& assignment) {
  std::vector<std::string> lines;
  std::string out = candidates.header.empty() ? "account" : "";
  for (size_t i = 0; i < candidates.header.size(); ++i) out += (i == 0 ? "" : ",") + csv_cell(candidates.header[i]);
  out += "\n";
  for (const Candidate* each : assignment.alerts) {
    for (size_t i = 0; i < each->cells.size(); ++i) out += (i == 0 ? "" : ",") + csv_cell(csv_text(each->cells[i]));
    out += "\n";
  }
  return out;
}

std::string print_assignment(const Motion& motion, const Assignment& assignment) {
  const auto count = [](int64_t value) { return print_count(static_cast<double>(value)); };
  int64_t treated = 0, held = 0, raised = 0, owned = 0;
  for (const Exposure& each : assignment.added) {
    treated += each.arm == ExposureArm::treatment, held += each.arm == ExposureArm::holdout;
    raised += each.arm == ExposureArm::hand_raise, owned += each.arm == ExposureArm::owned;
  }
  const double share = holdout_share(motion);
  std::string out = count(static_cast<int64_t>(assignment.added.size())) + (assignment.added.size() == 1 ? " account is" : " accounts are") + " new: " + count(treated) + " to treatment, " + count(held) + " held out";
  if (raised > 0) out += ", " + count(raised) + " asked for a person (apart, never held out)";
  if (owned > 0) out += ", " + count(owned) + " owned already (apart)";
  out += ".\n\n";
  const auto row = [&](std::string name, const std::string& value) {
    name.resize(std::max<size_t>(name.size(), 34), ' ');
    out += "  " + name + value + "\n";
  };
  row("Had an arm already", count(assignment.known));
  row("Rows that alert a rep", count(static_cast<int64_t>(assignment.alerts.size())));
  row("Rows of held-out accounts, silent", count(assignment.held_alerts));
  row("Treated; held out, in all", count(assignment.treated) + "; " + count(assignment.held) + "  drawn at " + print_percent(1 - share) + " and " + print_percent(share));
  row("Arms as drawn", assignment.ratio.mismatch ? "no: such a split has a chance under 1 in 1,000 (p = " + print_number(std::stod(print_fixed(assignment.ratio.p, 6))) + "); find out why before any readout" : "yes (p = " + print_fixed(assignment.ratio.p, 3) + ")");
  row("Motion", motion_id(motion));
  if (assignment.balance.size() > 1 || (assignment.balance.size() == 1 && !assignment.balance[0].stratum.empty())) {
    out += "\n  stratum                           treated      held\n";
    for (const Balance& each : assignment.balance) {
      std::string name = each.stratum.empty() ? "(none)" : escape_controls(each.stratum);
      if (count_characters(name) < 30) name.append(30 - count_characters(name), ' ');
      const std::string a = count(each.treated), b = count(each.held);
      out += "  " + name + std::string(a.size() < 11 ? 11 - a.size() : 0, ' ') + a + std::string(b.size() < 10 ? 10 - b.size() : 0, ' ') + b + "\n";
    }
    out += "  (Reported, not forced: each account is drawn by itself.)\n";
  }
  return out;
}

std::string print_assignment_json(const Motion& motion, const Assignment& assignment) {
  Json added = Json::array(), balance = Json::array();
  for (const Exposure& each : assignment.added) added.push_back({{"account", each.account}, {"at", print_time(each.at)}, {"arm", std::string(name_of(each.arm))}, {"stratum", each.stratum}});
  for (const Balance& each : assignment.balance) balance.push_back({{"stratum", each.stratum}, {"treated", each.treated}, {"held", each.held}});
  return Json{{"motion", motion_id(motion)}, {"holdout_share", holdout_share(motion)}, {"added", added}, {"known", assignment.known}, {"alerts", assignment.alerts.size()}, {"held_rows", assignment.held_alerts},
              {"treated", assignment.treated}, {"held", assignment.held}, {"hand_raises", assignment.hand_raises}, {"owned", assignment.owned}, {"balance", balance},
              {"sample_ratio", {{"chi_square", assignment.ratio.chi_square}, {"p", assignment.ratio.p}, {"mismatch", assignment.ratio.mismatch}}}}
             .dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace handraise
