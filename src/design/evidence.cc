#include "design/evidence.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "motion/parse_motion.h"

namespace handraise {
namespace {

using Json = nlohmann::json;

constexpr const char* kReport = "handraise backtest 1";
constexpr const char* kAgain = "run handraise backtest -o again and give its folder";

// One figure of the report, bounds and counts where it has them.
struct Measured {
  double value = 0, low = 0, high = 0, of = 0, n = 0, weeks = 0;
};

class ReportReader {
 public:
  ReportReader(const Json& report, std::string file) : report_(report), file_(std::move(file)) {}

  Result<BacktestEvidence> run() {
    if (!report_.is_object() || text(report_, "report") != kReport) {
      return Error{"no report of a backtest: expected \"report\": \"" + std::string(kReport) + "\"", {file_, 0, 0}, kAgain, ""};
    }
    source_ = text(report_, "run");
    outcome_ = text(report_, "outcome");
    evidence_.horizon_days = number(report_, "horizon_days");
    if (source_.empty()) complain("run", "the name of the run");
    if (evidence_.horizon_days <= 0) complain("horizon_days", "a number of days above 0");
    const Json* figures = report_.contains("figures") ? &report_["figures"] : nullptr;
    if (figures == nullptr || !figures->is_object()) {
      complain("figures", "the figures of the report");
      return errors_;
    }
    figures_ = figures;
    volume();
    outcome();
    if (!errors_.empty()) return errors_;
    return std::move(evidence_);
  }

 private:
  static std::string text(const Json& json, const char* key) { return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string(); }
  static double number(const Json& json, const char* key) {
    const double value = json.contains(key) && json[key].is_number() ? json[key].get<double>() : 0;
    return std::isfinite(value) ? value : 0;
  }
  void complain(const std::string& what, const std::string& expected) { errors_.push_back({what + ": expected " + expected, {file_, 0, 0}, kAgain, ""}); }

  // Absent, null or out of [least, most]: none; the latter is a mistake.
  std::optional<Measured> figure(const char* id, double most) {
    if (!figures_->contains(id) || (*figures_)[id].is_null()) return std::nullopt;
    const Json& json = (*figures_)[id];
    const char* middle = json.is_object() && json.contains("median") ? "median" : "value";
    Measured made;
    const auto good = [&](double value) { return std::isfinite(value) && value >= 0 && value <= most; };
    if (!json.is_object() || !json.contains(middle) || !json[middle].is_number()) {
      complain("figures." + std::string(id), "a number as \"value\"");
      return std::nullopt;
    }
    made.value = json[middle].get<double>();
    const bool quartiles = json.contains("quartile_low");
    const char* low = quartiles ? "quartile_low" : "low";
    const char* high = quartiles ? "quartile_high" : "high";
    made.low = json.contains(low) && json[low].is_number() ? json[low].get<double>() : made.value;
    made.high = json.contains(high) && json[high].is_number() ? json[high].get<double>() : made.value;
    made.of = number(json, "of");
    made.n = number(json, "n");
    made.weeks = number(json, "weeks");
    if (!good(made.value) || !good(made.low) || !good(made.high) || made.low > made.value || made.high < made.value) {
      complain("figures." + std::string(id), "0 ≤ low ≤ value ≤ high" + (most == 1 ? std::string(" ≤ 1") : std::string()));
      return std::nullopt;
    }
    return made;
  }

  void put(const char* name, const char* label, const char* unit, const Measured& made, const std::string& counted) {
    Quantity quantity;
    quantity.name = name;
    quantity.label = label;
    quantity.unit = unit;
    quantity.value = made.value;
    quantity.low = made.low;
    quantity.high = made.high;
    quantity.from = Origin::measured;
    quantity.source = source_ + (counted.empty() ? "" : ": " + counted);
    evidence_.measured.push_back(std::move(quantity));
  }
  static std::string count(double value) { return print_count(value); }

  void volume() {
    const std::optional<Measured> week = figure("qualified_week", 1e12), hot = figure("hot_share", 1), raised = figure("hand_raise_share", 1);
    if (!week) {
      if (errors_.empty()) complain("figures.qualified_week", "qualifications a week");
      return;
    }
    if (week->value <= 0 || !raised || raised->n <= 0) {
      evidence_.left_out.push_back("The volume stays assumed: nothing qualified in " + source_ + ".");
      return;
    }
    const double all = raised->n, others = all - raised->of;
    Measured plain = *week;
    const double share = others / all;
    plain.value *= share;
    plain.low *= share;
    plain.high *= share;
    if (others <= 0) {
      evidence_.left_out.push_back("The volume stays assumed: all " + count(all) + " qualifications of the run are hand-raises.");
      return;
    }
    put("qualified_week", "qualified accounts a week, hand-raises not counted", "a week", plain, "mean of " + count(week->weeks) + " weeks");
    if (hot) {
      Measured of_others{hot->of / others, hot->low * all / others, std::min(1.0, hot->high * all / others), hot->of, others, 0};
      put("hot_share", "qualified accounts that are hot", "share", of_others, count(hot->of) + " of " + count(others));
    }
    Measured for_each{raised->of / others, raised->low / std::max(1e-9, 1 - raised->low), raised->high / std::max(1e-9, 1 - raised->high), raised->of, others, 0};
    if (const auto now = figure("holds_now", 1e12)) put("stock_now", "accounts that qualify today", "accounts", *now, "at the end of the data");
    put("hand_raise_share", "hand-raises for each qualified account", "share", for_each, count(raised->of) + " beside " + count(others));
  }

  void outcome() {
    if (outcome_.empty()) {
      evidence_.left_out.push_back("The baseline stays assumed: the run had no outcomes to compare with (--outcomes).");
      return;
    }
    // Too few is the report's own judgement: it warns.
    bool few = false;
    if (report_.contains("warnings") && report_["warnings"].is_array()) {
      for (const Json& warning : report_["warnings"]) few = few || (warning.is_object() && text(warning, "kind") == "few_outcomes");
    }
    const std::optional<Measured> precision = figure("precision", 1);
    if (!precision || precision->n <= 0) {
      evidence_.left_out.push_back("The baseline stays assumed: no qualification of the run is old enough to be judged.");
      return;
    }
    const std::string counted = count(precision->of) + " of " + count(precision->n) + " reached " + outcome_ + " within " + print_number(evidence_.horizon_days) + " days";
    put("baseline_rate", "qualified accounts that got there without a rep", "share", *precision, counted);
    if (few) {
      evidence_.baseline_doubt = counted + ", too few to plan on";
      return;
    }
    if (const auto made = figure("base_rate", 1)) put("comparable_rate", "comparable accounts that got there", "share", *made, outcome_ + " within " + print_number(evidence_.horizon_days) + " days");
    if (const auto made = figure("lift", 1e9)) put("found_lift", "times as often as comparable accounts", "times", *made, "qualified against comparable, same weeks");
    if (const auto made = figure("coverage", 1)) put("coverage", "of all who got there, those who qualified before", "share", *made, count(made->of) + " of " + count(made->n));
    if (const auto made = figure("lead_days", 1e6)) put("lead_days", "days from qualification to the outcome", "days", *made, "median of " + count(made->n) + ", quartiles");
  }

  const Json& report_;
  const Json* figures_ = nullptr;
  std::string file_, source_, outcome_;
  BacktestEvidence evidence_;
  Errors errors_;
};

// What stood there before, as the register prints it: "12 % (8–20 %), assumed".
std::string stood(const Quantity& quantity) {
  const auto shown = [&](double value) { return quantity.unit == "share" ? print_percent(value, value < 0.0995 ? 1 : 0) : print_number(std::round(value * 100) / 100); };
  std::string text = shown(quantity.value);
  if (quantity.low != quantity.high) text += " (" + shown(quantity.low) + "–" + shown(quantity.high) + ")";
  return text + ", " + std::string(name_of(quantity.from));
}

}  // namespace

Result<BacktestEvidence> read_evidence(const std::string& report, const std::string& motion, const std::string& folder) {
  const Json json = Json::parse(report, nullptr, false);
  if (json.is_discarded()) return Error{"no JSON: the file is cut or damaged", {folder + "/report.json", 0, 0}, kAgain, ""};
  Result<Motion> definition = parse_motion(motion, folder + "/motion.yaml");
  if (!definition) return definition.errors();
  Result<BacktestEvidence> evidence = ReportReader(json, folder + "/report.json").run();
  if (!evidence) return evidence.errors();
  const std::string unit = json.contains("unit") && json["unit"].is_string() ? json["unit"].get<std::string>() : "";
  if (unit != name_of(definition->unit)) {
    return Error{"unit: the report speaks of '" + unit + "', motion.yaml beside it of '" + std::string(name_of(definition->unit)) + "'", {folder + "/report.json", 0, 0}, kAgain, ""};
  }
  evidence->definition = std::move(*definition);
  return evidence;
}

void adopt_definition(Motion& motion, const Motion& measured) {
  std::vector<Signal> signals = measured.signals;
  for (Signal& signal : signals) {
    const Signal* designed = motion.signal(signal.name);
    if (designed == nullptr) {
      if (signal.label.empty()) signal.label = replace_all(signal.name, "_", " ");
      continue;
    }
    for (std::string Signal::*words : {&Signal::label, &Signal::phrase, &Signal::why, &Signal::false_positives, &Signal::control, &Signal::source}) {
      if ((signal.*words).empty()) signal.*words = designed->*words;
    }
  }
  motion.signals = std::move(signals);
  motion.unit = measured.unit;
  motion.time_zone = measured.time_zone;
  motion.identity = measured.identity;
  motion.qualify = measured.qualify;
  motion.input = measured.input;
  const std::string words = measured.segment.words.empty() ? motion.segment.words : measured.segment.words;
  motion.segment = measured.segment;
  motion.segment.words = words;
}

std::vector<std::string> adopt_numbers(Motion& motion, const BacktestEvidence& evidence, const std::string& volume_before) {
  std::vector<std::string> left_out = evidence.left_out;
  const Quantity* horizon = motion.quantity("horizon_days");
  const bool same_horizon = horizon != nullptr && std::fabs(horizon->value - evidence.horizon_days) < 0.5;
  bool volume = false;
  for (const Quantity& row : evidence.measured) {
    if (row.name == "baseline_rate" && same_horizon && !evidence.baseline_doubt.empty()) {
      left_out.push_back("The baseline stays assumed: " + evidence.baseline_doubt + ".");
      continue;
    }
    if (row.name == "baseline_rate" && !same_horizon) {
      left_out.push_back("The baseline stays assumed: the run counted outcomes over " + print_number(evidence.horizon_days) + " days, the plan reads out after " +
                         (horizon != nullptr ? print_number(horizon->value) : "an unknown number of") + "; run handraise backtest again with --horizon " + (horizon != nullptr ? print_number(horizon->value) + "d" : "") + ".");
      continue;
    }
    Quantity made = row;
    const auto at = std::find_if(motion.planning.begin(), motion.planning.end(), [&](const Quantity& each) { return each.name == row.name; });
    if (row.name == "qualified_week") {
      volume = true;
      made.replaces = volume_before;
    }
    if (at == motion.planning.end()) {
      motion.planning.push_back(std::move(made));
      continue;
    }
    made.label = at->label;
    made.replaces = stood(*at);
    *at = std::move(made);
  }
  // A measured volume needs no chain from the signups; what the brief itself stated stays on paper.
  if (volume) {
    static const char* const chain[] = {"mapped_share", "segment_share", "activated_share", "users_per_account", "weeks_qualified"};
    std::erase_if(motion.planning, [&](const Quantity& each) {
      return (each.from == Origin::assumed || each.from == Origin::published) && std::any_of(std::begin(chain), std::end(chain), [&](const char* name) { return each.name == name; });
    });
  }
  std::stable_partition(motion.planning.begin(), motion.planning.end(), [](const Quantity& each) { return each.from == Origin::measured; });
  return left_out;
}

}  // namespace handraise
