#include <nlohmann/json.hpp>

#include <cmath>
#include <functional>

#include "base/markdown.h"
#include "base/text.h"
#include "pilot/readout.h"

namespace handraise {
namespace {

using Json = nlohmann::ordered_json;
using Row = std::vector<std::string>;
struct Table { std::string title, below; Row header; std::vector<Row> rows; };
// What is printed, before it is known where: facts by name, then tables.
struct Sheet {
  std::string verdict;
  std::vector<std::pair<std::string, std::string>> facts;
  std::vector<Table> tables;
  std::vector<std::string> notes;
};

std::string date(Timestamp time) { return print_time(time).substr(0, 10); }
std::string count(int64_t value) { return print_count(static_cast<double>(value)); }
std::string amount(double value) { return print_number(std::round(value * 10) / 10); }
std::string signed_points(double share) { return (share > 0 ? "+" : "") + print_fixed(share * 100, 1); }
std::string times(double ratio) { return std::isfinite(ratio) ? print_fixed(ratio, 2) : "without end"; }
std::string share_of(int64_t events, int64_t accounts) { return count(events) + " of " + count(accounts) + (accounts > 0 ? " (" + print_percent(static_cast<double>(events) / static_cast<double>(accounts), 1) + ")" : ""); }
std::string difference(const Effect& effect) {
  const double points = (effect.rate_treated() - effect.rate_held()) * 100;
  return print_fixed(std::fabs(points), 1) + (points < 0 ? " pp less (" : " pp more (") + signed_points(effect.difference.low) + " to " + signed_points(effect.difference.high) + ")";
}
std::string ratio(const Effect& effect) {
  const std::string range = "(" + times(effect.ratio.low) + " to " + times(effect.ratio.high) + ")";
  return effect.counts.events_held > 0 ? "× " + times(effect.rate_treated() / effect.rate_held()) + " " + range : "nobody held out got there " + range;
}

Sheet sheet_of(const Motion& motion, const Readout& readout, const std::string& outcome) {
  Sheet sheet;
  sheet.verdict = upper_first(std::string(name_of(readout.verdict))) + ": " + readout.because;
  const auto fact = [&](std::string name, std::string value) { sheet.facts.emplace_back(std::move(name), std::move(value)); };
  const Pilot& pilot = motion.pilot;
  fact("Rule", std::string(name_of(pilot.rule)) + "; " + (pilot.rule == GoRule::learn ? "no verdict on the outcome" : readout.method));
  fact("Read", "as of " + print_time(readout.as_of) + (readout.known_until != 0 && pilot.looks == Looks::weekly ? "; outcomes due by " + date(readout.known_until) + ", the end of a whole week" : ""));
  if (readout.treated + readout.held > 0) {
    fact("Drawn", count(readout.treated) + " treated, " + count(readout.held) + " held out since " + date(readout.start) + "; " + amount(readout.weekly) + " a week");
    fact("Arms as drawn", readout.ratio.mismatch ? "no (p < .001)" : "yes (p = " + print_fixed(readout.ratio.p, 3) + ")");
  }
  if (readout.hand_raises + readout.owned > 0) fact("Apart, not compared", count(readout.hand_raises) + " hand-raises, " + count(readout.owned) + " owned already");
  if (readout.late > 0) fact("Drawn after enrolment", count(readout.late) + ", not compared");
  if (readout.there_already > 0) fact("There already when drawn", count(readout.there_already) + ", not compared");
  if (readout.held_touched > 0) fact("Held out, yet worked by a rep", count(readout.held_touched) + ", counted as held out all the same: the difference is understated");
  if (readout.effect) {
    const Effect& effect = *readout.effect;
    if (readout.waiting > 0) fact("Outcome not known yet", count(readout.waiting));
    fact("Treated: " + outcome, share_of(effect.counts.events_treated, effect.counts.treated));
    fact("Held out: " + outcome, share_of(effect.counts.events_held, effect.counts.held));
    const bool both = effect.counts.treated > 0 && effect.counts.held > 0;
    if (both) fact("Difference", difference(effect) + (readout.judged ? "" : "  shown, not judged"));
    if (both) fact("Ratio", ratio(effect));
    if (both && pilot.rule == GoRule::bet) fact("Treated better", "with a probability of " + print_percent(effect.chance_better));
  }
  if (pilot.rule == GoRule::prove && readout.needed && readout.verdict != PilotVerdict::scale) {
    fact("The plan's difference needs", count(accounts_needed(readout.needed->treated)) + " treated, " + count(accounts_needed(readout.needed->held)) + " held out" + (readout.weeks_more && *readout.weeks_more > 0 ? "; at this volume " + std::to_string(*readout.weeks_more) + (*readout.weeks_more == 1 ? " more week, until " : " more weeks, until ") + date(*readout.tells_at) : ""));
  }
  if (readout.verdict == PilotVerdict::too_early) fact("Can be read on", date(readout.readout_at));

  if (!readout.triggers.empty()) {
    Table table{"Triggers", "False alarm and power at this number of treated accounts; power under 50 %: a reason to look, no stop.", {"trigger", "kind", "count", "fires at", "of", "false alarm", "power", "says"}, {}};
    for (const TriggerReading& each : readout.triggers) {
      const bool gate = each.trigger.kind == "scale";
      const std::string says = !each.count ? "not counted" : gate ? (each.fired ? "closed" : "open") : each.fired ? each.trigger.kind + (each.trigger.action.empty() ? "" : ": " + each.trigger.action) : "quiet";
      table.rows.push_back({each.trigger.name, each.trigger.kind, each.count ? count(*each.count) : "–", (gate ? "over " : "") + std::to_string(each.trigger.k), count(each.n), print_percent(each.false_alarm, 1), print_percent(each.power), says});
    }
    sheet.tables.push_back(std::move(table));
  }
  if (!readout.guardrails.empty()) {
    Table table{"Guardrails, accounts", "Counts after the exposure, of drawn accounts; rows tell the load.", {"what", "treated", "held out", "rows treated", "rows held out", "rows a week"}, {}};
    const double weeks = std::max(1.0, static_cast<double>(readout.as_of - readout.start) / static_cast<double>(kWeek));
    for (const GuardrailCount& each : readout.guardrails) {
      table.rows.push_back({each.what, share_of(each.treated, readout.treated), share_of(each.held, readout.held), count(each.rows_treated), count(each.rows_held), amount(static_cast<double>(each.rows_treated + each.rows_held) / weeks)});
    }
    sheet.tables.push_back(std::move(table));
  }
  if (!readout.segments.empty()) {
    Table table{"Segments", "Each interval at " + print_percent(1 - motion.pilot.alpha / static_cast<double>(readout.segments.size()), 1) + ", so that all together hold as one does (Bonferroni). They decide nothing.", {"segment", "treated", "held out", "difference"}, {}};
    for (const SegmentEffect& each : readout.segments) {
      table.rows.push_back({each.stratum.empty() ? "(none)" : each.stratum, share_of(each.effect.counts.events_treated, each.effect.counts.treated), share_of(each.effect.counts.events_held, each.effect.counts.held), difference(each.effect)});
    }
    sheet.tables.push_back(std::move(table));
  }
  sheet.notes.push_back("By intention to treat, by account: each counts in the arm it was drawn to.");
  return sheet;
}

}  // namespace

std::string print_readout(const Motion& motion, const Readout& readout, const std::string& outcome) {
  const Sheet sheet = sheet_of(motion, readout, outcome);
  std::string out = escape_controls(sheet.verdict) + "\n\n";
  for (const auto& [name, value] : sheet.facts) {
    std::string shown = escape_controls(name);
    if (count_characters(shown) < 34) shown.append(34 - count_characters(shown), ' ');
    out += "  " + shown + " " + escape_controls(value) + "\n";
  }
  for (const Table& table : sheet.tables) {
    std::vector<size_t> widths(table.header.size(), 0);
    const auto each_row = [&](const std::function<void(const Row&)>& use) { use(table.header); for (const Row& row : table.rows) use(row); };
    each_row([&](const Row& row) { for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], count_characters(escape_controls(row[i]))); });
    out += "\n  " + table.title + "\n";
    each_row([&](const Row& row) {
      std::string line;
      for (size_t i = 0; i < row.size(); ++i) {
        const std::string cell = escape_controls(row[i]);
        line += "  " + cell + std::string(widths[i] - count_characters(cell), ' ');
      }
      while (line.ends_with(' ')) line.pop_back();
      out += line + "\n";
    });
    out += "  (" + table.below + ")\n";
  }
  for (const std::string& note : sheet.notes) out += "\n  " + note + "\n";
  return out;
}

std::string print_readout_markdown(const Motion& motion, const Readout& readout, const std::string& outcome) {
  const Sheet sheet = sheet_of(motion, readout, outcome);
  std::string out = "# Pilot readout\n\n**" + escape_markdown(sheet.verdict) + "**\n\n| | |\n| :-- | :-- |\n";
  for (const auto& [name, value] : sheet.facts) out += "| " + escape_markdown(name) + " | " + escape_markdown(value) + " |\n";
  for (const Table& table : sheet.tables) {
    out += "\n## " + table.title + "\n\n|";
    for (const std::string& cell : table.header) out += " " + cell + " |";
    out += "\n|";
    for (size_t i = 0; i < table.header.size(); ++i) out += " :-- |";
    out += "\n";
    for (const Row& row : table.rows) {
      out += "|";
      for (const std::string& cell : row) out += " " + escape_markdown(cell) + " |";
      out += "\n";
    }
    out += "\n" + table.below + "\n";
  }
  for (const std::string& note : sheet.notes) out += "\n" + note + "\n";
  return out;
}

std::string print_readout_json(const Motion& motion, const Readout& readout, const std::string& outcome) {
  const auto finite = [](double value) { return std::isfinite(value) ? Json(value) : Json(); };
  const auto effect_of = [&](const Effect& effect) {
    return Json{{"treated", effect.counts.treated}, {"treated_reached", effect.counts.events_treated}, {"held", effect.counts.held}, {"held_reached", effect.counts.events_held},
                {"difference", effect.rate_treated() - effect.rate_held()}, {"difference_low", effect.difference.low}, {"difference_high", effect.difference.high},
                {"ratio", effect.counts.events_held > 0 ? Json(effect.rate_treated() / effect.rate_held()) : Json()}, {"ratio_low", effect.ratio.low}, {"ratio_high", finite(effect.ratio.high)}, {"chance_better", effect.chance_better}};
  };
  Json root = {{"verdict", std::string(name_of(readout.verdict))}, {"because", readout.because}, {"outcome", outcome}, {"rule", std::string(name_of(motion.pilot.rule))}, {"looks", std::string(name_of(motion.pilot.looks))},
               {"method", readout.method}, {"alpha", motion.pilot.alpha}, {"motion", motion_id(motion)}, {"as_of", print_time(readout.as_of)}, {"start", print_time(readout.start)},
               {"enrolment_end", print_time(readout.enrolment_end)}, {"readout_at", print_time(readout.readout_at)}, {"treated", readout.treated}, {"held", readout.held}, {"hand_raises", readout.hand_raises},
               {"owned", readout.owned}, {"late", readout.late}, {"there_already", readout.there_already}, {"waiting", readout.waiting}, {"held_touched", readout.held_touched}, {"weekly", readout.weekly},
               {"sample_ratio", {{"p", readout.ratio.p}, {"mismatch", readout.ratio.mismatch}}}, {"effect", readout.effect ? effect_of(*readout.effect) : Json()}, {"judged", readout.judged}};
  root["segments"] = Json::array();
  for (const SegmentEffect& each : readout.segments) {
    Json segment = effect_of(each.effect);
    segment["stratum"] = each.stratum;
    root["segments"].push_back(segment);
  }
  root["triggers"] = Json::array();
  for (const TriggerReading& each : readout.triggers) {
    root["triggers"].push_back({{"name", each.trigger.name}, {"kind", each.trigger.kind}, {"k", each.trigger.k}, {"n", each.n}, {"count", each.count ? Json(*each.count) : Json()}, {"fired", each.fired}, {"false_alarm", each.false_alarm}, {"power", each.power}});
  }
  root["guardrails"] = Json::array();
  for (const GuardrailCount& each : readout.guardrails) {
    root["guardrails"].push_back({{"what", each.what}, {"treated", each.treated}, {"held", each.held}, {"rows_treated", each.rows_treated}, {"rows_held", each.rows_held}});
  }
  root["needed"] = readout.needed ? Json{{"treated", accounts_needed(readout.needed->treated)}, {"held", accounts_needed(readout.needed->held)}} : Json();
  root["weeks_more"] = readout.weeks_more ? Json(*readout.weeks_more) : Json();
  root["tells_at"] = readout.tells_at ? Json(print_time(*readout.tells_at)) : Json();
  return root.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace handraise
