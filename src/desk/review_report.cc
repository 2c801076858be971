#include "desk/review_report.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

#include "base/markdown.h"
#include "base/text.h"
#include "desk/review_clock.h"

namespace handraise {
namespace {

using Json = nlohmann::ordered_json;
using Row = std::vector<std::string>;
struct Table { std::string title, below; Row header; std::vector<Row> rows; };
struct Decision { std::string change, owner; std::vector<std::string> lines; };
// What is printed, before it is known where.
struct Sheet {
  std::string title, verdict;
  std::vector<Decision> decisions;
  std::vector<std::pair<std::string, std::string>> facts;
  std::vector<std::string> unsaid;
  std::vector<Table> tables;
};

std::string date(Timestamp time) { return print_time(time).substr(0, 10); }
std::string count(int64_t value) { return print_count(static_cast<double>(value)); }
std::string amount(double value) { return print_number(std::round(value * 10) / 10); }
// "3 of 12, 25 % (9–53 %)": shares of few are seldom what they look like.
std::string share_of(int64_t of, int64_t n) {
  if (n == 0) return "–";
  const ShareInterval range = wilson_interval(of, n);
  return count(of) + " of " + count(n) + ", " + print_percent(static_cast<double>(of) / static_cast<double>(n)) + " (" + print_fixed(range.low * 100, 0) + "–" + print_percent(range.high) + ")";
}
std::string names_of(const Motion& motion, const std::vector<uint16_t>& signals) {
  std::vector<std::string> names;
  for (const uint16_t i : signals) names.push_back(motion.signals[i].name);
  return names.empty() ? "–" : join(names, ", ");
}

class Printing {
 public:
  Printing(const Motion& motion, const WeeklyReview& review, const ReviewRules& rules, bool asked_replay) : motion_(motion), review_(review), rules_(rules), asked_(asked_replay) {}

  Result<Sheet> sheet() {
    Sheet sheet;
    const bool over = review_.as_of >= review_.week + kWeek - 1;
    sheet.title = "Weekly review " + print_week(review_.week) + ", " + date(review_.week) + " to " + (over ? date(review_.week + kWeek - 1) : date(review_.as_of) + ", so far");
    std::vector<std::string> changes;
    for (const Proposal& each : review_.proposals) changes.push_back(each.change);
    const Slots weeks = Slots().set("weeks", std::to_string(rules_.weeks)).set("count", std::to_string(changes.size())).set("changes", join(changes, " "));
    sheet.verdict = review_.all.accounts == 0 ? say("quiet", weeks) : say(changes.empty() ? "verdict_none" : "verdict", weeks);
    for (const Proposal& each : review_.proposals) sheet.decisions.push_back(decision(each));
    facts(sheet);
    for (const std::string& each : review_.later) sheet.unsaid.push_back("Also called for, after these: " + each);
    sheet.unsaid.insert(sheet.unsaid.end(), review_.unsaid.begin(), review_.unsaid.end());
    tables(sheet);
    if (!errors_.empty()) return errors_;
    return sheet;
  }

 private:
  std::string say(std::string_view sentence, const Slots& slots) {
    const Result<std::string> said = rules_.say(sentence, slots);
    if (said) return *said;
    errors_.insert(errors_.end(), said.errors().begin(), said.errors().end());
    return "";
  }

  Decision decision(const Proposal& proposal) {
    Decision made{proposal.change, proposal.owner, {proposal.evidence, proposal.flip}};
    if (proposal.replayed) {
      const ReplayedChange& each = *proposal.replayed;
      made.lines.push_back(say("replayed", Slots().set("weeks", count(each.weeks)).set("end", date(each.end)).set("before", amount(each.before)).set("after", amount(each.after)).set("before_hot", amount(each.before_hot)).set("after_hot", amount(each.after_hot))
                                               .set("bad", count(each.bad)).set("bad_gone", count(each.bad_gone)).set("accepted", count(each.accepted)).set("accepted_gone", count(each.accepted_gone))));
    } else if (proposal.rule == "cause") {
      made.lines.push_back(say("not_replayable", {}));
    } else if (proposal.changed && !asked_ && proposal.path != "routing.duty_slots") {
      made.lines.push_back(say("not_replayed", {}));
    }
    if (proposal.simulated) made.lines.push_back(say("simulated", Slots().set("before", print_percent(proposal.simulated->first)).set("after", print_percent(proposal.simulated->second))));
    if (proposal.changes_who_qualifies && !motion_.pilot.arms.empty()) made.lines.push_back(say("waits", {}));
    return made;
  }

  void facts(Sheet& sheet) const {
    const auto fact = [&](std::string name, std::string value) { sheet.facts.emplace_back(std::move(name), std::move(value)); };
    const WorkedTally &week = review_.this_week, &all = review_.all;
    fact("Qualified this week", count(week.accounts) + "; " + count(all.accounts) + " since " + date(review_.from));
    fact("Reported on", count(week.reported) + " of them; " + count(all.reported) + " of all");
    fact("Accepted", share_of(all.accepted, all.reported));
    fact("Meetings", share_of(all.meetings, all.reported));
    fact("Converted", share_of(all.converted, all.accounts) + (review_.knows_outcomes ? "" : "; as reported, no outcomes were given"));
    fact("Bad", share_of(all.bad, all.reported));
    if (review_.cap) fact("The team can take", amount(*review_.cap) + " a week; " + review_.cap_role + " bind");
  }

  void tables(Sheet& sheet) const {
    Table signals{"Signals", std::string(review_.knows_hinges ? "Hinged: without the signal it would not have qualified; shares are of those reported on. " : "The table does not tell what hinged on a signal: accounts with it on. ") + "Accounts since " + date(review_.from) + ".",
                  {"signal", "points", "on", "hinged", "accepted", "meetings", "converted", "bad"}, {}};
    for (const SignalTally& each : review_.signals) {
      if (each.on.accounts == 0) continue;
      const Signal& signal = motion_.signals[each.signal];
      signals.rows.push_back({signal.name, print_number(signal.points), count(each.on.accounts), count(each.hinged.accounts), share_of(each.hinged.accepted, each.hinged.reported), count(each.hinged.meetings), count(each.hinged.converted), share_of(each.hinged.bad, each.hinged.reported)});
    }
    Table causes{"Bad, by cause", "Rows of the dispositions; a change is called for at " + std::to_string(rules_.same_cause) + " of one cause in a week.", {"disposition", "cause", "this week", std::to_string(rules_.weeks) + " weeks"}, {}};
    for (const CauseTally& each : review_.causes) causes.rows.push_back({each.value, each.cause.empty() ? "(not said)" : each.cause, count(each.week), count(each.all)});
    Table promises{"In time", "Open hours from the alert to the first touch; alerts of the last " + std::to_string(rules_.sla_weeks) + " weeks that fell due.", {"tier", "promised", "wanted", "this week", "kept", "waiting"}, {}};
    for (const PromiseTally& each : review_.promises) promises.rows.push_back({std::string(name_of(each.tier)), each.words, print_percent(each.wanted), count(each.week_kept) + " of " + count(each.week_due), share_of(each.kept, each.due), count(each.waiting)});
    Table volume{"Volume", "Whole weeks; hand-raises apart.", {"week", "accounts", "hand-raises", "of what the team can take"}, {}};
    for (const VolumeWeek& each : review_.volume) volume.rows.push_back({print_week(each.from), count(each.accounts), count(each.hand_raises), review_.cap && *review_.cap > 0 ? print_percent(static_cast<double>(each.accounts) / *review_.cap) : "–"});
    Table aloud{"To read aloud", count(review_.reported_week) + " reported this week, " + count(review_.bad_week) + " of them bad.", {"account", "disposition", "cause", "owner", "day", "hinged on"}, {}};
    for (const ReportedRow& each : review_.aloud) aloud.rows.push_back({each.account, each.disposition.value, each.disposition.cause.empty() ? "–" : each.disposition.cause, each.owner.empty() ? "–" : each.owner, date(each.disposition.at), names_of(motion_, each.hinges)});
    Table agenda{"Agenda", motion_.workflow.review_when.empty() ? "" : upper_first(motion_.workflow.review_when) + ".", {"minutes", "item", "owner", "rule", "now"}, {}};
    for (const AgendaRow& each : review_.agenda) agenda.rows.push_back({std::to_string(each.item.minutes), each.item.item, each.item.owner.empty() ? "–" : each.item.owner, each.item.rule.empty() ? "–" : each.item.rule, each.now.empty() ? "–" : each.now});
    for (Table* each : {&signals, &causes, &promises, &volume, &aloud, &agenda}) if (!each->rows.empty()) sheet.tables.push_back(std::move(*each));
  }

  const Motion& motion_;
  const WeeklyReview& review_;
  const ReviewRules& rules_;
  const bool asked_;
  Errors errors_;
};

std::string print_terminal(const Sheet& sheet) {
  std::string out = escape_controls(sheet.title) + "\n" + escape_controls(sheet.verdict) + "\n";
  for (size_t i = 0; i < sheet.decisions.size(); ++i) {
    const Decision& each = sheet.decisions[i];
    out += "\n  " + std::to_string(i + 1) + ". " + escape_controls(each.change) + (each.owner.empty() ? "" : "  [" + escape_controls(each.owner) + "]") + "\n";
    for (const std::string& line : each.lines) out += "     " + escape_controls(line) + "\n";
  }
  if (!sheet.unsaid.empty()) out += "\n";
  for (const std::string& each : sheet.unsaid) out += "  - " + escape_controls(each) + "\n";
  out += "\n";
  for (const auto& [name, value] : sheet.facts) {
    std::string shown = escape_controls(name);
    if (count_characters(shown) < 22) shown.append(22 - count_characters(shown), ' ');
    out += "  " + shown + " " + escape_controls(value) + "\n";
  }
  for (const Table& table : sheet.tables) {
    std::vector<size_t> widths(table.header.size(), 0);
    std::vector<Row> rows = {table.header};
    rows.insert(rows.end(), table.rows.begin(), table.rows.end());
    for (Row& row : rows) {
      for (size_t i = 0; i < row.size(); ++i) row[i] = escape_controls(row[i]), widths[i] = std::max(widths[i], count_characters(row[i]));
    }
    out += "\n  " + table.title + "\n";
    for (const Row& row : rows) {
      std::string line;
      for (size_t i = 0; i < row.size(); ++i) line += "  " + row[i] + std::string(widths[i] - count_characters(row[i]), ' ');
      while (line.ends_with(' ')) line.pop_back();
      out += line + "\n";
    }
    if (!table.below.empty()) out += "  (" + escape_controls(table.below) + ")\n";
  }
  return out;
}

std::string print_markdown(const Sheet& sheet) {
  std::string out = "# " + escape_markdown(sheet.title) + "\n\n**" + escape_markdown(sheet.verdict) + "**\n";
  if (!sheet.decisions.empty()) out += "\n## Decide\n\n";
  for (size_t i = 0; i < sheet.decisions.size(); ++i) {
    const Decision& each = sheet.decisions[i];
    out += std::to_string(i + 1) + ". **" + escape_markdown(each.change) + "**" + (each.owner.empty() ? "" : " Owner: " + escape_markdown(each.owner) + ".") + "\n";
    for (const std::string& line : each.lines) out += "   - " + escape_markdown(line) + "\n";
  }
  if (!sheet.unsaid.empty()) out += "\n## Not decided\n\n";
  for (const std::string& each : sheet.unsaid) out += "- " + escape_markdown(each) + "\n";
  out += "\n## Figures\n\n| | |\n| :-- | :-- |\n";
  for (const auto& [name, value] : sheet.facts) out += "| " + escape_markdown(name) + " | " + escape_markdown(value) + " |\n";
  for (const Table& table : sheet.tables) {
    out += "\n## " + table.title + "\n\n|";
    for (const std::string& cell : table.header) out += " " + escape_markdown(cell) + " |";
    out += "\n|";
    for (size_t i = 0; i < table.header.size(); ++i) out += " :-- |";
    out += "\n";
    for (const Row& row : table.rows) {
      out += "|";
      for (const std::string& cell : row) out += " " + escape_markdown(cell) + " |";
      out += "\n";
    }
    if (!table.below.empty()) out += "\n" + escape_markdown(table.below) + "\n";
  }
  return out;
}

Json json_of(const WorkedTally& tally) {
  return {{"accounts", tally.accounts}, {"reported", tally.reported}, {"accepted", tally.accepted}, {"meetings", tally.meetings}, {"converted", tally.converted}, {"bad", tally.bad}};
}

std::string print_json(const Motion& motion, const WeeklyReview& review, const Sheet& sheet) {
  Json root = {{"week", print_week(review.week)}, {"as_of", print_time(review.as_of)}, {"from", print_time(review.from)}, {"verdict", sheet.verdict}, {"this_week", json_of(review.this_week)}, {"all", json_of(review.all)}};
  root["proposals"] = Json::array();
  for (const Proposal& each : review.proposals) {
    Json made = {{"rule", each.rule}, {"owner", each.owner}, {"change", each.change}, {"evidence", each.evidence}, {"flip", each.flip}, {"path", each.path}, {"before", each.before}, {"after", each.after}, {"changes_who_qualifies", each.changes_who_qualifies}, {"replayed", Json()}, {"simulated", Json()}};
    if (each.replayed) {
      const ReplayedChange& replayed = *each.replayed;
      made["replayed"] = {{"weeks", replayed.weeks}, {"end", print_time(replayed.end)}, {"before", replayed.before}, {"after", replayed.after}, {"before_hot", replayed.before_hot}, {"after_hot", replayed.after_hot}, {"bad", replayed.bad}, {"bad_gone", replayed.bad_gone}, {"accepted", replayed.accepted}, {"accepted_gone", replayed.accepted_gone}};
    }
    if (each.simulated) made["simulated"] = {{"before", each.simulated->first}, {"after", each.simulated->second}};
    root["proposals"].push_back(std::move(made));
  }
  root["later"] = review.later;
  root["unsaid"] = review.unsaid;
  root["knows"] = {{"touches", review.knows_touches}, {"hinges", review.knows_hinges}, {"outcomes", review.knows_outcomes}};
  root["signals"] = Json::array();
  for (const SignalTally& each : review.signals) {
    const ShareInterval bad = wilson_interval(each.hinged.bad, each.hinged.reported);
    root["signals"].push_back({{"signal", motion.signals[each.signal].name}, {"points", motion.signals[each.signal].points}, {"on", json_of(each.on)}, {"hinged", json_of(each.hinged)}, {"others", json_of(each.others)}, {"bad_low", bad.low}, {"bad_high", bad.high}});
  }
  root["causes"] = Json::array();
  for (const CauseTally& each : review.causes) root["causes"].push_back({{"disposition", each.value}, {"cause", each.cause}, {"week", each.week}, {"all", each.all}});
  root["promises"] = Json::array();
  for (const PromiseTally& each : review.promises) root["promises"].push_back({{"tier", std::string(name_of(each.tier))}, {"promised", each.words}, {"wanted", each.wanted}, {"week_due", each.week_due}, {"week_kept", each.week_kept}, {"due", each.due}, {"kept", each.kept}, {"waiting", each.waiting}});
  root["cap"] = review.cap ? Json(*review.cap) : Json();
  root["volume"] = Json::array();
  for (const VolumeWeek& each : review.volume) root["volume"].push_back({{"week", print_week(each.from)}, {"accounts", each.accounts}, {"hand_raises", each.hand_raises}});
  root["read_aloud"] = Json::array();
  for (const ReportedRow& each : review.aloud) root["read_aloud"].push_back({{"account", each.account}, {"disposition", each.disposition.value}, {"cause", each.disposition.cause}, {"owner", each.owner}, {"at", print_time(each.disposition.at)}});
  root["agenda"] = Json::array();
  for (const AgendaRow& each : review.agenda) root["agenda"].push_back({{"minutes", each.item.minutes}, {"item", each.item.item}, {"owner", each.item.owner}, {"rule", each.item.rule}, {"now", each.now}});
  return root.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

Result<ReviewReport> print_review(const Motion& motion, const WeeklyReview& review, const ReviewRules& rules, bool asked_replay) {
  const Result<Sheet> sheet = Printing(motion, review, rules, asked_replay).sheet();
  if (!sheet) return sheet.errors();
  return ReviewReport{print_terminal(*sheet), print_markdown(*sheet), print_json(motion, review, *sheet)};
}

}  // namespace handraise
