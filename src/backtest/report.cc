#include "backtest/report.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

#include "backtest/drawing.h"
#include "base/markdown.h"
#include "base/page.h"
#include "base/template.h"
#include "base/text.h"
#include "pilot/interval.h"

namespace handraise {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kWeekRows = 13;

std::string percent(double share) { return print_percent(share, share < 0.0995 && share > 0 ? 1 : 0); }
std::string percent_range(double low, double high) { return replace_all(percent(low), " %", "") + "–" + percent(high); }
std::string times(double value) { return print_fixed(value, value < 9.95 ? 1 : 0); }
std::string times_range(const Interval& interval) { return times(interval.low) + "–" + times(interval.high); }
std::string amount(double value) { return value == std::floor(value) ? print_count(value) : print_fixed(value, value < 9.95 ? 1 : 0); }
std::string date(Timestamp time) { return print_time(time).substr(0, 10); }
std::string span(Duration duration) {
  const std::string text = print_duration(duration);
  return text.ends_with("d") ? text.substr(0, text.size() - 1) + (text == "1d" ? " day" : " days") : text;
}

// Markdown as a terminal shows it.
std::string plain(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) { out += text[++i]; continue; }
    if (text[i] == '*' || text[i] == '`') continue;
    out += text[i];
  }
  return out;
}
// For between backticks, where nothing is escaped: one line without the two signs that could end it or its cell.
std::string code(const std::string& text) { return replace_all(replace_all(plain(escape_markdown(replace_all(text, "`", "'"))), "`", "'"), "|", "¦"); }

class Report {
 public:
  Report(const Motion& motion, const Backtest& result, const BacktestSource& source, const BacktestWords& words) : motion_(motion), b_(result), source_(source), words_(words) {
    things_ = motion.unit == Unit::user ? "users" : "accounts";
    title_ = motion.context.title.empty() ? "who qualified, and who grew" : motion.context.title;
    fill_slots();
  }

  Result<std::vector<Advice>> advice() {
    std::vector<std::string> keys = {trust(), volume()};
    for (const std::string& key : mends()) {
      if (keys.size() == 3) break;
      keys.push_back(key);
    }
    std::vector<Advice> all;
    for (const std::string& key : keys) all.push_back({key, say("next." + key)});
    if (!errors_.empty()) return errors_;
    return all;
  }

  Result<BacktestReport> print() {
    const Result<std::vector<Advice>> steps = advice();
    if (!steps) return steps.errors();
    BacktestReport report;
    report.markdown = markdown(*steps);
    report.gist = gist(*steps);
    report.json = json(*steps);
    Page page;
    page.markdown = report.markdown;
    page.css = words_.css;
    page.title = "Backtest";
    page.skip = "Skip to the report";
    page.drawings = {{"volume", draw_volume(b_)}, {"precision", draw_precision(b_)}, {"lead", draw_lead(b_)}, {"signals", draw_signals(b_, motion_)}};
    report.html = print_page(page);
    if (!errors_.empty()) return errors_;
    return report;
  }

 private:
  bool has_outcome() const { return !b_.outcome.empty(); }
  bool judged() const { return has_outcome() && b_.precision.n > 0; }

  // Every slot a sentence may use; what does not exist is empty.
  void fill_slots() {
    slots_.set("things", things_).set("outcome", escape_markdown(b_.outcome)).set("outcome_code", code(b_.outcome)).set("horizon", span(b_.horizon)).set("weeks", print_count(static_cast<double>(b_.weeks.size())));
    slots_.set("volume", amount(b_.recent_mean)).set("recent", std::to_string(b_.recent_weeks)).set("recent_range", amount(b_.recent_low) + "–" + amount(b_.recent_high));
    slots_.set("bar", print_number(motion_.qualify.score_at_least)).set("bar_that_fits", b_.bar_that_fits ? print_number(*b_.bar_that_fits) : "");
    slots_.set("cap", b_.cap ? amount(std::floor(*b_.cap * 10) / 10) : "").set("cap_words", b_.cap_words);
    slots_.set("over", b_.cap ? amount(std::max(0.0, b_.recent_mean - *b_.cap)) : "").set("weeks_over", b_.weeks_over > 0 ? std::to_string(b_.weeks_over) : "").set("backlog", amount(std::ceil(b_.backlog_most)));
    slots_.set("judged", print_count(static_cast<double>(b_.precision.n))).set("hits", print_count(static_cast<double>(b_.precision.of)));
    slots_.set("immature", print_count(static_cast<double>(b_.immature))).set("already_there", print_count(static_cast<double>(b_.already_there)));
    slots_.set("precision", percent(b_.precision.value)).set("precision_range", percent_range(b_.precision.low, b_.precision.high));
    slots_.set("base", b_.base_rate ? percent(b_.base_rate->value) : "unknown").set("lift", b_.lift ? times(b_.lift->value) : "").set("lift_range", b_.lift ? times_range(*b_.lift) : "");
    slots_.set("per_hundred", amount(std::round(b_.precision.value * 100))).set("per_hundred_random", b_.base_rate ? amount(std::round(b_.base_rate->value * 1000) / 10) : "");
    slots_.set("missed", print_count(static_cast<double>(b_.coverage.n - b_.coverage.of))).set("outcomes_out_of_scope", print_count(static_cast<double>(b_.outcomes_out_of_scope)));
    std::vector<std::string> never;
    for (const Warning& warning : b_.warnings) if (warning.kind == Warning::Kind::never_matched) never.push_back("`" + code(warning.signal) + "`");
    slots_.set("never", join_words(never));
    const std::optional<size_t> needed = b_.base_rate && judged() ? judged_needed(b_.precision.value, b_.base_rate->value) : std::nullopt;
    slots_.set("needed", needed ? print_count(static_cast<double>(*needed)) : "many more");
    const bool reachable = needed && *needed > b_.precision.n && b_.recent_mean > 0;
    slots_.set("weeks_needed", reachable ? print_count(std::ceil(static_cast<double>(*needed - b_.precision.n) / b_.recent_mean)) : "");
    for (const char* name : {"signal", "name", "share", "count", "of", "alone", "given_others", "hinges"}) slots_.set(name, "");
  }

  std::string say(const std::string& key) { return say(key, slots_); }
  std::string say(const std::string& key, const Slots& slots) {
    const auto found = words_.sentences.find(key);
    if (found == words_.sentences.end()) {
      errors_.push_back({"no sentence '" + key + "'", {words_.file, 0, 0}, "add it", ""});
      return "";
    }
    return filled(found->second, slots);
  }
  std::string filled(const std::string& text, const Slots& slots) {
    Result<std::string> made = fill(text, slots, words_.file);
    if (made) return *made;
    for (const Error& error : made.errors()) errors_.push_back(error);
    return "";
  }

  enum class Finding { nothing, no_outcomes, unjudged, too_few, better, unproven, worse };
  Finding finding() const {
    if (b_.qualified == 0) return Finding::nothing;
    if (!has_outcome()) return Finding::no_outcomes;
    if (!judged()) return Finding::unjudged;
    if (b_.too_few || !b_.base_rate) return Finding::too_few;
    if (b_.lift && b_.lift->low > 1) return Finding::better;
    if (b_.lift && b_.lift->high < 1) return Finding::worse;
    return Finding::unproven;
  }

  std::string trust() const {
    switch (finding()) {
      case Finding::nothing: return "nothing";
      case Finding::no_outcomes: return "outcomes";
      case Finding::unjudged: return "wait";
      case Finding::too_few: return "gather_few";
      case Finding::better: return "scale";
      case Finding::worse: return "rebuild";
      default: return b_.base_rate && judged_needed(b_.precision.value, b_.base_rate->value) ? "gather" : "rebuild";
    }
  }
  std::string volume() const {
    if (!b_.cap) return "no_team";
    if (b_.recent_mean > *b_.cap) return b_.bar_that_fits ? "raise" : "over";
    if (b_.recent_mean < 0.5 * *b_.cap) return "lower";
    return "fits";
  }

  // What to mend, the worst first; sets the slots that its sentence uses.
  std::vector<std::string> mends() {
    for (const Warning::Kind kind : {Warning::Kind::leakage, Warning::Kind::already_there, Warning::Kind::never_matched, Warning::Kind::script}) {
      for (const Warning& warning : b_.warnings) {
        if (warning.kind != kind) continue;
        put(warning, slots_);
        return {key_of(kind)};
      }
    }
    const SignalEffect *useless = nullptr, *best = nullptr;
    if (!b_.too_few) {
      for (const SignalEffect& effect : b_.signals) {
        const Signal& signal = motion_.signals[effect.signal];
        if (!effect.alone || signal.kind == SignalKind::risk || b_.qualified == 0) continue;
        const bool counts = signal.points > 0;
        if (counts && effect.alone->value < 1.1 && effect.alone->low < 1 && effect.on * 5 >= b_.qualified && (useless == nullptr || effect.alone->value < useless->alone->value)) useless = &effect;
        if (effect.alone->low > 1 && effect.given_others && effect.given_others->low > 1 && (best == nullptr || effect.given_others->value > best->given_others->value)) best = &effect;
      }
    }
    if (useless != nullptr) {
      put(*useless);
      return {"drop"};
    }
    for (const Warning& warning : b_.warnings) {
      if (warning.kind != Warning::Kind::out_of_scope) continue;
      put(warning, slots_);
      return {"out_of_scope"};
    }
    if (has_outcome() && b_.coverage.n >= 10 && b_.coverage.value < 0.5) {
      slots_.set("of", print_count(static_cast<double>(b_.coverage.n)));
      return {"coverage"};
    }
    if (best != nullptr) {
      put(*best);
      return {"lean"};
    }
    return {has_outcome() && !b_.too_few ? "tune" : "tracked"};
  }
  static std::string key_of(Warning::Kind kind) {
    switch (kind) {
      case Warning::Kind::leakage: return "leakage";
      case Warning::Kind::script: return "script";
      case Warning::Kind::few_outcomes: return "few_outcomes";
      case Warning::Kind::never_matched: return "never_matched";
      case Warning::Kind::already_there: return "already_there";
      case Warning::Kind::out_of_scope: return "out_of_scope";
      case Warning::Kind::unjudged: return "unjudged";
    }
    return "";
  }
  static void put(const Warning& warning, Slots& slots) {
    slots.set("signal", code(warning.signal)).set("name", escape_markdown(warning.name)).set("share", percent(warning.share));
    slots.set("count", print_count(static_cast<double>(warning.count))).set("of", print_count(static_cast<double>(warning.of)));
  }
  void put(const SignalEffect& effect) {
    slots_.set("signal", code(motion_.signals[effect.signal].name)).set("alone", effect.alone ? times(effect.alone->value) : "").set("given_others", effect.given_others ? times(effect.given_others->value) : "");
    slots_.set("hinges", percent(static_cast<double>(effect.hinges) / static_cast<double>(b_.qualified)));
  }

  std::string verdict() {
    switch (finding()) {
      case Finding::nothing: return say("verdict.nothing");
      case Finding::no_outcomes: return say("verdict.no_outcomes");
      case Finding::unjudged: return say("verdict.unjudged");
      case Finding::too_few: return say("verdict.too_few");
      case Finding::better: return say("verdict.better");
      case Finding::worse: return say("verdict.worse");
      case Finding::unproven: return say("verdict.unproven");
    }
    return "";
  }

  struct Row { std::string id, name, value, interval, of; };
  std::vector<Row> figures() const {
    std::vector<Row> rows;
    const auto count = [](size_t n) { return print_count(static_cast<double>(n)); };
    const std::string last = b_.recent_weeks == 0 ? "less than a whole week" : "last " + std::to_string(b_.recent_weeks) + " whole weeks";
    rows.push_back({"qualified_week", "Qualified a week", amount(b_.recent_mean), b_.recent_weeks > 1 ? amount(b_.recent_low) + "–" + amount(b_.recent_high) : "", last});
    if (b_.cap) {
      rows.push_back({"cap_week", "The team can take", amount(std::floor(*b_.cap * 10) / 10), "", b_.cap_words});
      rows.push_back({"backlog", "Waiting at the end; at most", amount(std::ceil(b_.backlog_end)) + "; " + amount(std::ceil(b_.backlog_most)), "", "if every qualification is worked"});
    }
    rows.push_back({"qualified", "Qualifications", count(b_.qualified), "", count(b_.accounts) + " " + things_ + ", " + print_count(static_cast<double>(b_.weeks.size())) + " weeks"});
    rows.push_back({"tiers", "Hot; hand-raises", count(b_.hot) + "; " + count(b_.hand_raise), "", "of the qualifications"});
    rows.push_back({"triage", "For triage at the end", count(b_.triage_now), "", count(b_.scope_now) + " " + things_ + " in scope"});
    if (!has_outcome()) return rows;
    if (judged()) {
      rows.push_back({"precision", "Precision", percent(b_.precision.value), percent_range(b_.precision.low, b_.precision.high), count(b_.precision.of) + " of " + count(b_.precision.n) + " judged"});
      rows.push_back({"precision_first", "Precision by " + things_.substr(0, things_.size() - 1), percent(b_.first_precision.value), percent_range(b_.first_precision.low, b_.first_precision.high), count(b_.first_precision.of) + " of " + count(b_.first_precision.n) + " " + things_});
      if (b_.base_rate) rows.push_back({"base_rate", "Base rate", percent(b_.base_rate->value), percent_range(b_.base_rate->low, b_.base_rate->high), count(b_.comparable_looks) + " looks at comparable " + things_});
      if (b_.lift) rows.push_back({"lift", "Lift", "× " + times(b_.lift->value), times_range(*b_.lift), "precision ÷ base rate"});
    }
    if (b_.coverage.n > 0) rows.push_back({"coverage", "Coverage", percent(b_.coverage.value), percent_range(b_.coverage.low, b_.coverage.high), count(b_.coverage.of) + " of " + count(b_.coverage.n) + " outcomes in scope"});
    if (b_.lead_days) rows.push_back({"lead_days", "Lead time, median", amount(std::round(b_.lead_days->value)) + " d", "", "quartiles " + amount(std::round(b_.lead_days->low)) + " and " + amount(std::round(b_.lead_days->high)) + " d, " + count(b_.lead_all.size()) + " outcomes"});
    rows.push_back({"left_out", "Left out: too young; already there", count(b_.immature) + "; " + count(b_.already_there), "", "of " + count(b_.qualified) + " qualifications"});
    return rows;
  }

  std::string effect_words(const std::optional<Interval>& effect) const { return effect ? "× " + times(effect->value) + " (" + times_range(*effect) + ")" : "—"; }

  std::string markdown(const std::vector<Advice>& steps) {
    Slots slots = slots_;
    slots.set("title", escape_markdown(title_)).set("verdict", verdict()).set("from", date(b_.from)).set("to", date(b_.end)).set("records", print_count(static_cast<double>(source_.records)));
    slots.set("outcome_why", b_.outcome_why).set("outcome_others", "");
    std::vector<std::string> others;
    for (const std::string& other : b_.outcome_others) others.push_back("`" + code(other) + "`");
    slots.set("outcome_others", join_words(others));
    for (const Advice& step : steps) slots.row("steps", Slots().set("text", step.text));
    for (const Row& row : figures()) slots.row("figures", Slots().set("name", row.name).set("value", row.value).set("interval", row.interval).set("of", escape_markdown(row.of)));
    slots.set("volume_words", volume_words());
    const size_t from = b_.weeks.size() > kWeekRows ? b_.weeks.size() - kWeekRows : 0;
    for (size_t i = b_.weeks.size(); i-- > from;) {
      const WeekRow& row = b_.weeks[i];
      const bool whole = i >= b_.whole_from && i < b_.whole_to;
      slots.row("weeks", Slots().set("week", date(begin_of_week(row.week)) + (whole ? "" : " (part)")).set("all", std::to_string(row.all)).set("hot", std::to_string(row.hot)).set("hand_raise", std::to_string(row.hand_raise)).set("backlog", b_.cap ? amount(std::ceil(row.backlog)) : "—"));
    }
    if (b_.weeks.empty()) slots.lists["weeks"] = {};
    slots.flag("judged", judged()).flag("has_lead", b_.lead_days.has_value());
    slots.set("judged_words", judged_words()).set("lead_words", lead_words());
    const double all = std::max<double>(1, static_cast<double>(b_.qualified));
    for (const SignalEffect& effect : b_.signals) {
      const Signal& signal = motion_.signals[effect.signal];
      slots.row("signals", Slots().set("name", "`" + code(signal.name) + "`").set("matches", signal.kind == SignalKind::fit ? "fit" : print_count(static_cast<double>(effect.matches)))
                               .set("on", percent(static_cast<double>(effect.on) / all)).set("hinges", percent(static_cast<double>(effect.hinges) / all))
                               .set("alone", effect_words(effect.alone)).set("given_others", effect_words(effect.given_others)));
    }
    if (b_.signals.empty()) slots.lists["signals"] = {};
    slots.flag("has_warnings", !b_.warnings.empty());
    slots.lists["warnings"] = {};
    for (const Warning& warning : b_.warnings) {
      Slots row = slots_;
      put(warning, row);
      slots.row("warnings", Slots().set("text", say("warning." + key_of(warning.kind), row)));
    }
    Slots definition = slots_;
    if (!b_.cap) definition.set("cap_words", "unknown: the motion names no team with hours and a cadence.");
    for (const auto& [name, text] : words_.definitions) slots.row("definitions", Slots().set("name", name).set("text", filled(text, definition)));
    if (judged()) for (const auto& [name, text] : words_.definitions_judged) slots.row("definitions", Slots().set("name", name).set("text", filled(text, definition)));
    return filled_report(slots);
  }
  std::string filled_report(const Slots& slots) {
    Result<std::string> made = fill(words_.report, slots, "report.md");
    if (made) return *made;
    for (const Error& error : made.errors()) errors_.push_back(error);
    return "";
  }

  std::string volume_words() const {
    std::string out = "On average " + amount(b_.week_mean) + " a week over all the history, " + amount(b_.recent_mean) + " over the last " + std::to_string(b_.recent_weeks) + " whole weeks (one week in ten has more than " + amount(std::floor(b_.recent_p90)) + ")";
    if (b_.cap) out += "; the team can take " + amount(std::floor(*b_.cap * 10) / 10) + ". " + (b_.weeks_over == 0 ? "No recent week went over it." : std::to_string(b_.weeks_over) + " of the recent weeks went over it.");
    else out += ". The motion names no team, so there is nothing to hold it against.";
    return out;
  }
  std::string judged_words() const {
    if (!judged()) return "";
    std::string out = print_count(static_cast<double>(b_.precision.of)) + " of " + print_count(static_cast<double>(b_.precision.n)) + " judged qualifications reached `" + code(b_.outcome) + "` within " + span(b_.horizon) + ".";
    if (b_.base_rate) out += " Of comparable " + things_ + " in the same weeks " + percent(b_.base_rate->value) + " did.";
    if (b_.coverage.n > 0) out += " Looked at from the other end: " + print_count(static_cast<double>(b_.coverage.of)) + " of " + print_count(static_cast<double>(b_.coverage.n)) + " outcomes had a qualification before them.";
    return out;
  }
  std::string lead_words() const {
    if (!b_.lead_days) return "";
    return "Half of the outcomes that were found had been announced " + amount(std::round(b_.lead_days->value)) + " days or more before.";
  }

  std::string gist(const std::vector<Advice>& steps) {
    std::string out = plain(verdict()) + "\n\n";
    size_t width = 0;
    for (const Row& row : figures()) width = std::max(width, count_characters(row.name));
    for (const Row& row : figures()) {
      out += "  " + row.name + std::string(width - count_characters(row.name) + 2, ' ') + row.value + (row.interval.empty() ? "" : " (" + row.interval + ")") + (row.of.empty() ? "" : "  " + row.of) + "\n";
    }
    out += "\nNext:\n";
    for (size_t i = 0; i < steps.size(); ++i) out += "  " + std::to_string(i + 1) + ". " + plain(steps[i].text) + "\n";
    for (const Warning& warning : b_.warnings) {
      Slots row = slots_;
      put(warning, row);
      out += "  ! " + plain(say("warning." + key_of(warning.kind), row)) + "\n";
    }
    return out;
  }
  std::string json(const std::vector<Advice>& steps) const {
    const auto interval = [](const std::optional<Interval>& value) -> Json {
      if (!value) return nullptr;
      return {{"value", value->value}, {"low", value->low}, {"high", value->high}};
    };
    const auto share = [](const Share& value) -> Json {
      if (value.n == 0) return nullptr;
      return {{"value", value.value}, {"low", value.low}, {"high", value.high}, {"of", value.of}, {"n", value.n}};
    };
    Json out;
    out["report"] = "handraise backtest 1";
    out["run"] = run_name(b_, source_);
    out["title"] = title_;
    out["unit"] = std::string(name_of(motion_.unit));
    out["from"] = print_time(b_.from);
    out["end"] = print_time(b_.end);
    out["files"] = source_.files;
    out["records"] = source_.records;
    out["rejected"] = source_.rejected;
    out["duplicates"] = source_.duplicates;
    out["horizon_days"] = static_cast<double>(b_.horizon) / static_cast<double>(kDay);
    out["outcome"] = has_outcome() ? Json(b_.outcome) : Json(nullptr);
    Json figures = Json::object();
    const auto figure = [&](const char* id, Json value, const char* unit, const char* definition) {
      if (value.is_null()) return;
      if (!value.is_object()) value = Json{{"value", value}};
      value["unit"] = unit;
      value["definition"] = definition;
      figures[id] = value;
    };
    figure("qualified_week", Json{{"value", b_.recent_mean}, {"low", b_.recent_low}, {"high", b_.recent_high}, {"weeks", b_.recent_weeks}}, "a week", "qualifications a week, mean of the last 26 whole weeks (B6)");
    figure("qualified_week_all", b_.week_mean, "a week", "the same over all whole weeks");
    figure("qualified", b_.qualified, "qualifications", "all of the history");
    figure("qualified_accounts", b_.accounts, things_.c_str(), "different ones that qualified");
    figure("hot_share", b_.qualified == 0 ? Json(nullptr) : share(share_of(b_.hot, b_.qualified)), "share", "tier hot, of all qualifications");
    figure("hand_raise_share", b_.qualified == 0 ? Json(nullptr) : share(share_of(b_.hand_raise, b_.qualified)), "share", "tier hand_raise, of all qualifications");
    figure("triage_now", b_.triage_now, things_.c_str(), "for triage at the end");
    figure("holds_now", b_.holds_now, things_.c_str(), "qualify at the end: what would alert on a first day");
    figure("in_scope_now", b_.scope_now, things_.c_str(), "in scope with a record, at the end");
    figure("cap_week", b_.cap ? Json(*b_.cap) : Json(nullptr), "a week", "what the motion's team can take (F8)");
    figure("backlog_end", b_.cap ? Json(b_.backlog_end) : Json(nullptr), "qualifications", "waiting at the end (B7)");
    figure("backlog_most", b_.cap ? Json(b_.backlog_most) : Json(nullptr), "qualifications", "waiting at most (B7)");
    if (has_outcome()) {
      figure("precision", share(b_.precision), "share", "judged qualifications with the outcome within the horizon (B1)");
      figure("precision_first", share(b_.first_precision), "share", "the same, only the first judged one of each");
      figure("base_rate", interval(b_.base_rate), "share", "comparable ones at the same weeks with the outcome within the horizon (B2)");
      figure("lift", interval(b_.lift), "times", "precision by base rate (B3)");
      figure("coverage", share(b_.coverage), "share", "outcomes in scope with a qualification within the horizon before (B4)");
      if (b_.lead_days) figure("lead_days", Json{{"median", b_.lead_days->value}, {"quartile_low", b_.lead_days->low}, {"quartile_high", b_.lead_days->high}, {"n", b_.lead_all.size()}}, "days", "first such qualification to the outcome (B5)");
      figure("immature", b_.immature, "qualifications", "horizon passes the end of the data: left out");
      figure("already_there", b_.already_there, "qualifications", "outcome reached at or before: left out");
      figure("outcomes_in_data", b_.outcomes_in_data, "outcomes", "reached within the data");
      figure("outcomes_out_of_scope", b_.outcomes_out_of_scope, "outcomes", "of those never in scope");
    }
    out["figures"] = figures;
    Json signals = Json::array();
    for (const SignalEffect& effect : b_.signals) {
      signals.push_back({{"signal", motion_.signals[effect.signal].name}, {"matches", effect.matches}, {"on", effect.on}, {"hinges", effect.hinges}, {"alone", interval(effect.alone)}, {"given_others", interval(effect.given_others)}});
    }
    out["signals"] = signals;
    Json weeks = Json::array();
    for (size_t i = 0; i < b_.weeks.size(); ++i) {
      const WeekRow& row = b_.weeks[i];
      if (row.all == 0 && row.backlog == 0) continue;   // what is not listed is 0
      weeks.push_back({{"week", date(begin_of_week(row.week))}, {"qualified", row.all}, {"hot", row.hot}, {"hand_raise", row.hand_raise}, {"backlog", row.backlog}, {"whole", i >= b_.whole_from && i < b_.whole_to}});
    }
    out["weeks"] = weeks;
    Json warnings = Json::array();
    for (const Warning& warning : b_.warnings) warnings.push_back({{"kind", key_of(warning.kind)}, {"signal", warning.signal}, {"name", warning.name}, {"count", warning.count}, {"of", warning.of}});
    out["warnings"] = warnings;
    Json next = Json::array();
    for (const Advice& step : steps) next.push_back({{"do", step.key}, {"text", plain(step.text)}});
    out["next"] = next;
    return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
  }

  const Motion& motion_;
  const Backtest& b_;
  const BacktestSource& source_;
  const BacktestWords& words_;
  std::string things_, title_;
  Slots slots_;
  Errors errors_;
};

}  // namespace

std::optional<size_t> judged_needed(double precision, double base_rate) {
  if (precision <= base_rate) return std::nullopt;
  // Wilson's lower end rises with n at a fixed rate: doubling, then halving.
  const auto enough = [&](size_t n) { return wilson_interval(static_cast<int64_t>(std::floor(precision * static_cast<double>(n))), static_cast<int64_t>(n)).low > base_rate; };
  size_t high = 20;
  while (!enough(high)) {
    if (high > 1'000'000) return std::nullopt;
    high *= 2;
  }
  size_t low = high / 2;
  while (high - low > 1) {
    const size_t middle = (low + high) / 2;
    (enough(middle) ? high : low) = middle;
  }
  return high;
}

std::string run_name(const Backtest& result, const BacktestSource& source) {
  std::string name = "backtest of " + date(result.from) + " to " + date(result.end) + ", " + print_count(static_cast<double>(source.records)) + " records";
  if (!result.outcome.empty()) name += ", outcome " + result.outcome;
  return name;
}

Result<std::vector<Advice>> next_steps(const Motion& motion, const Backtest& result, const BacktestWords& words) {
  const BacktestSource source;
  return Report(motion, result, source, words).advice();
}

Result<BacktestReport> print_backtest(const Motion& motion, const Backtest& result, const BacktestSource& source, const BacktestWords& words) {
  return Report(motion, result, source, words).print();
}

}  // namespace handraise
