#include "desk/worked_csv.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <tuple>
#include <unordered_map>

#include "base/csv.h"
#include "base/text.h"
#include "pilot/pilot_table.h"

namespace handraise {
namespace {

struct Cells {
  const std::vector<TableColumn>& columns;
  const CsvRow& row;
  bool has(size_t column) const { return columns[column].at < row.cells.size(); }
  std::string text(size_t column) const { return has(column) ? std::string(csv_text(row.cells[columns[column].at])) : std::string(); }
};

bool is_date(std::string_view text) { return trim(text).size() == 10; }

std::optional<Tier> tier_of(std::string_view text) {
  for (const Tier tier : {Tier::qualified, Tier::hot, Tier::hand_raise}) if (text == name_of(tier)) return tier;
  return std::nullopt;
}

}  // namespace

Result<WorkedCsv> WorkedCsv::read(const Motion& motion, const WorkedTables& tables) {
  WorkedCsv made;
  std::unordered_map<std::string, uint16_t> signals;
  std::vector<std::string> signal_names, values = tables.known_dispositions;
  for (const Signal& each : motion.signals) {
    signals.emplace(each.name, static_cast<uint16_t>(signal_names.size()));
    signal_names.push_back(each.name);
  }
  for (const Disposition& each : motion.dispositions) values.push_back(each.value);

  struct Row { WorkedAccount worked; std::string of; };   // of: the user's account
  std::vector<Row> rows;
  std::vector<TableColumn> columns = {{"account"}, {"qualified_at"}, {"tier"}, {"score"}, {"signals"}, {"hinges", false}, {"user_account", false}};
  Result<bool> read = read_table(tables.qualifications, tables.qualifications_file, columns, "account,qualified_at,tier,score,signals,hinges", [&](const CsvRow& row, const TableWrong& wrong) {
    const Cells cells{columns, row};
    Row each;
    each.worked.account = cells.text(0);
    if (each.worked.account.empty()) return wrong(columns[0].at, "no account");
    const std::optional<Timestamp> at = parse_time(cells.text(1));
    if (!at) return wrong(columns[1].at, "'" + cells.text(1) + "' is no time; expected one as 2026-03-02T09:00:00Z");
    each.worked.qualified_at = each.worked.alerted_at = *at;
    const std::optional<Tier> tier = tier_of(cells.text(2));
    if (!tier) return wrong(columns[2].at, "'" + cells.text(2) + "' is no tier; expected qualified, hot or hand_raise");
    each.worked.tier = *tier;
    const std::string score = cells.text(3);
    char* end = nullptr;
    each.worked.score = std::strtod(score.c_str(), &end);
    if (score.empty() || *end != '\0' || !(each.worked.score > -1e12 && each.worked.score < 1e12)) return wrong(columns[3].at, "'" + score + "' is no score; expected a number");
    for (const auto& [column, list] : {std::pair<size_t, std::vector<uint16_t>*>{4, &each.worked.signals}, {5, &each.worked.hinges}}) {
      if (cells.text(column).empty()) continue;
      const std::string text = cells.text(column);
      for (const std::string_view name : split(text, ';')) {
        const auto found = signals.find(std::string(name));
        if (found == signals.end()) {
          const std::string near = nearest_word(name, signal_names);
          return wrong(columns[column].at, "the motion has no signal '" + std::string(name) + "'" + (near.empty() ? "; expected the table of this motion" : "; did you mean '" + near + "'?"));
        }
        list->push_back(found->second);
      }
    }
    if (motion.unit == Unit::user) each.of = cells.text(6);
    made.hinges_ = cells.has(5);
    // The pilot draws a user by the account, one without as `~` and the user.
    const std::string drawn = motion.unit == Unit::account ? each.worked.account : each.of.empty() ? "~" + each.worked.account : each.of;
    if (tables.held_out.count(drawn) == 0 || each.worked.tier == Tier::hand_raise) rows.push_back(std::move(each));
  });
  if (!read) return read.errors();
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return std::tie(a.worked.qualified_at, a.worked.account) < std::tie(b.worked.qualified_at, b.worked.account); });

  std::unordered_map<std::string, std::vector<size_t>> named, owning;   // by time
  for (size_t i = 0; i < rows.size(); ++i) {
    named[rows[i].worked.account].push_back(i);
    if (!rows[i].of.empty()) owning[rows[i].of].push_back(i);
    made.newest_ = std::max(made.newest_, rows[i].worked.qualified_at);
  }
  const auto newest_before = [&](const std::string& account, Timestamp at) -> WorkedAccount* {
    for (const auto* index : {&named, &owning}) {
      const auto found = index->find(account);
      if (found == index->end()) continue;
      const auto after = std::upper_bound(found->second.begin(), found->second.end(), at, [&](Timestamp time, size_t i) { return time < rows[i].worked.qualified_at; });
      if (after != found->second.begin()) return &rows[*std::prev(after)].worked;
    }
    return nullptr;
  };

  struct Told { Timestamp at; std::string owner; };
  std::unordered_map<WorkedAccount*, Told> owners;
  std::unordered_map<WorkedAccount*, Timestamp> alerts;
  columns = {{"account"}, {"at"}, {"disposition"}, {"owner", false}, {"cause", false}, {"alerted_at", false}, {"first_touch_at", false}};
  read = read_table(tables.dispositions, tables.dispositions_file, columns, "account,at,disposition[,owner][,cause][,alerted_at][,first_touch_at]", [&](const CsvRow& row, const TableWrong& wrong) {
    const Cells cells{columns, row};
    const std::string account = cells.text(0), value = cells.text(2);
    if (account.empty()) return wrong(columns[0].at, "no account");
    std::optional<Timestamp> at = parse_date_or_time(cells.text(1));
    if (!at) return wrong(columns[1].at, "'" + cells.text(1) + "' is no time; expected one as 2026-03-02 or 2026-03-02T09:00:00Z");
    if (is_date(cells.text(1))) *at += kDay - 1;
    if (std::find(values.begin(), values.end(), value) == values.end()) {
      const std::string near = nearest_word(value, values);
      return wrong(columns[2].at, "'" + value + "' is no disposition of the motion" + (near.empty() ? "; expected " + join_words(values, "or") : "; did you mean '" + near + "'?"));
    }
    std::optional<Timestamp> times[2];
    for (const size_t column : {5u, 6u}) {
      const std::string text = cells.text(column);
      if (text.empty()) continue;
      times[column - 5] = parse_time(text);
      if (!times[column - 5]) return wrong(columns[column].at, "'" + text + "' is no time; expected one as 2026-03-02T09:00:00Z" + (parse_date_or_time(text) ? ": a day alone does not tell whether a promise was kept" : ""));
    }
    const auto& [alerted, touched] = times;
    if (alerted && touched && *touched < *alerted) return wrong(columns[6].at, "the first touch lies before the alert");
    made.touches_ = made.touches_ || touched.has_value();
    WorkedAccount* worked = newest_before(account, *at);
    if (worked == nullptr) {
      ++made.unmatched_;
      return;
    }
    made.newest_ = std::max(made.newest_, *at);
    worked->dispositions.push_back({*at, value, cells.text(4)});
    if (alerted) {
      const auto [found, first] = alerts.emplace(worked, *alerted);
      if (!first) found->second = std::min(found->second, *alerted);
      worked->alerted_at = found->second;
    }
    if (touched && (!worked->first_touch_at || *touched < *worked->first_touch_at)) worked->first_touch_at = touched;
    if (const std::string owner = cells.text(3); !owner.empty()) {
      Told& told = owners.try_emplace(worked, Told{*at, owner}).first->second;
      if (*at >= told.at) told = {*at, owner};
      worked->owner = told.owner;
    }
  });
  if (!read) return read.errors();

  if (tables.outcomes != nullptr) {
    made.outcomes_ = true;
    std::unordered_map<std::string, std::vector<const Outcome*>> users, accounts;
    for (const Outcome& each : *tables.outcomes) {
      if (motion.unit == Unit::user && !each.user.empty()) users[each.user].push_back(&each);
      else accounts[each.account].push_back(&each);
    }
    for (Row& row : rows) {
      const auto look = [&](const auto& index, const std::string& name) {
        const auto found = name.empty() ? index.end() : index.find(name);
        if (found == index.end()) return;
        for (const Outcome* each : found->second) {
          std::optional<Timestamp>& first = row.worked.outcome_at;
          if (each->reached_at > row.worked.qualified_at && (!first || each->reached_at < *first)) first = each->reached_at;
        }
      };
      if (motion.unit == Unit::user) look(users, row.worked.account), look(accounts, row.of);
      else look(accounts, row.worked.account);
    }
  }
  for (Row& row : rows) {
    std::stable_sort(row.worked.dispositions.begin(), row.worked.dispositions.end(), [](const WorkedDisposition& a, const WorkedDisposition& b) { return a.at < b.at; });
    made.accounts_.push_back(std::move(row.worked));
  }
  return made;
}

std::vector<WorkedAccount> WorkedCsv::between(Timestamp from, Timestamp to) const {
  const auto before = [](const WorkedAccount& each, Timestamp time) { return each.qualified_at < time; };
  return {std::lower_bound(accounts_.begin(), accounts_.end(), from, before), std::lower_bound(accounts_.begin(), accounts_.end(), to, before)};
}

}  // namespace handraise
