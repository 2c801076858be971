#include "tune/tune_report.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "motion/print_motion.h"

namespace handraise {
namespace {

using Json = nlohmann::ordered_json;

std::string date(Timestamp time) { return print_time(time).substr(0, 10); }
std::string amount(double value) { return print_fixed(value, 1); }
std::string signed_amount(double value) { return (value >= 0.05 ? "+" : "") + (std::fabs(value) < 0.05 ? "0" : amount(value)); }
std::string signed_range(const Interval& interval) { return signed_amount(interval.value) + " (" + signed_amount(interval.low) + " to " + signed_amount(interval.high) + ")"; }
std::string days(Duration duration) { return print_number(static_cast<double>(duration) / static_cast<double>(kDay)) + " days"; }
std::string hits(const TunePart& part) {
  if (part.judged == 0) return "none of its calls old enough to be judged";
  return print_count(static_cast<double>(part.hits)) + (part.hits == 1 ? " outcome" : " outcomes") + " found by " + print_count(static_cast<double>(part.judged)) + (part.judged == 1 ? " call" : " calls");
}

std::string verdict(const Tuned& tuned) {
  switch (tuned.finding) {
    case Tuned::Finding::better: return "Better: on the later part the changed list is worth " + signed_range(tuned.gain) + " outcomes beyond chance more than the first one.";
    case Tuned::Finding::noise: {
      const std::string found = "No change is better than noise: on the later part the best list found earlier is worth " + signed_range(tuned.gain) + " outcomes beyond chance more than the first one, and ";
      if (tuned.gain.low <= 0) return found + "0 lies within.";
      if (tuned.by_chance > kByChanceMost) return found + "chance alone gives as many in " + print_percent(tuned.by_chance, 1) + " of drawings (at most " + print_percent(kByChanceMost, 1) + " would do).";
      return found + "too few got there to tell.";
    }
    case Tuned::Finding::too_few: return "No change is better than noise, as far as can be told: too few outcomes, neither list found five in the later part.";
    case Tuned::Finding::nothing_found: return "No change is better than noise: none of those tried gains anything even on the part it was chosen on.";
  }
  return "";
}
const char* name_of(Tuned::Finding finding) {
  switch (finding) {
    case Tuned::Finding::better: return "better";
    case Tuned::Finding::noise: return "noise";
    case Tuned::Finding::too_few: return "too_few";
    case Tuned::Finding::nothing_found: return "nothing_found";
  }
  return "";
}

// The changes as they stand in the file: section, signal, and a line each for what was and what is.
std::string print_diff(const Tuned& tuned) {
  std::string out, section, signal;
  size_t width = 0;
  const auto line = [](const TuneChange& change, const std::string& value) {
    const std::vector<std::string_view> path = split(change.path, '.');
    return std::string(path.size() > 2 ? 4 : 2, ' ') + std::string(path.back()) + ": " + value;
  };
  for (const TuneChange& change : tuned.changes) width = std::max(width, line(change, change.to).size() + 1);
  std::vector<TuneChange> in_file = tuned.changes;
  std::stable_sort(in_file.begin(), in_file.end(), [](const TuneChange& a, const TuneChange& b) { return a.path.starts_with("signals.") && !b.path.starts_with("signals."); });
  std::vector<std::string> order;
  for (const TuneChange& change : in_file) {
    const std::string head = change.path.substr(0, change.path.rfind('.'));
    if (std::find(order.begin(), order.end(), head) == order.end()) order.push_back(head);
  }
  // Changes that only make sense together buy what they buy together: told at the first of them.
  std::vector<size_t> told;
  const auto note = [&](const TuneChange& change) -> std::string {
    if (std::find(told.begin(), told.end(), change.group) != told.end()) return "# points and bar";
    told.push_back(change.group);
    const bool alone = std::count_if(in_file.begin(), in_file.end(), [&](const TuneChange& each) { return each.group == change.group; }) == 1;
    return std::string(alone ? "# buys " : "# points and bar together buy ") + signed_range(change.buys);
  };
  for (const std::string& head : order) {
    const std::vector<std::string_view> path = split(head, '.');
    if (section != path[0]) out += "   " + std::string(section = path[0]) + ":\n";
    if (path.size() > 1) out += "     " + std::string(path[1]) + ":\n";
    for (const TuneChange& change : in_file) {
      if (change.path.substr(0, change.path.rfind('.')) != head) continue;
      out += " - " + line(change, change.from) + "\n";
      const std::string now = line(change, change.to);
      out += " + " + now + std::string(width - now.size() + 1, ' ') + note(change) + "\n";
    }
  }
  return out;
}

}  // namespace

std::string print_tuned(const Tuned& tuned, const Motion& first, const TuneSource& source) {
  const std::string things = first.unit == Unit::user ? "users" : "accounts";
  std::string out = verdict(tuned) + "\n\n";
  out += "  Chosen on     " + date(tuned.from) + " to " + date(tuned.split) + ", " + print_count(static_cast<double>(tuned.tried)) + " lists tried\n";
  out += "  Judged on     " + date(tuned.split) + " to " + date(tuned.end) + ", which had no say in the choice\n";
  out += "  An outcome    " + source.outcome + " within " + days(source.horizon) + "\n";
  const auto row = [&](const char* name, const TunePart& part) {
    out += std::string("  ") + name + print_fixed(part.week, part.week < 9.95 ? 1 : 0) + " a week; " + hits(part) + "; " + signed_amount(part.worth) + " beyond chance\n";
  };
  row("Before        ", tuned.first_late);
  if (!tuned.changes.empty()) row("After         ", tuned.best_late);
  out += "  (An outcome counts once, however many calls came before it. Beyond chance: more than as many calls to comparable " + things + " in the same weeks would find.)\n";
  if (tuned.changes.empty()) return out;
  out += tuned.finding == Tuned::Finding::better ? "\nThe changes, each with what it buys on the later part:\n\n" : "\nWhat looked best on the earlier part, each with what it buys on the later one. Do not take it over:\n\n";
  return out + print_diff(tuned);
}

std::string print_tuned_json(const Tuned& tuned, const TuneSource& source) {
  const auto part = [](const TunePart& each) {
    return Json{{"calls", each.calls}, {"judged", each.judged}, {"hits", each.hits}, {"a_week", each.week}, {"beyond_chance", each.beyond}, {"worth", each.worth}};
  };
  const auto interval = [](const Interval& each) { return Json{{"value", each.value}, {"low", each.low}, {"high", each.high}}; };
  Json out;
  out["report"] = "handraise tune 1";
  out["command"] = source.command;
  out["input"] = source.input;
  out["outcome"] = source.outcome;
  out["horizon_days"] = static_cast<double>(source.horizon) / static_cast<double>(kDay);
  out["finding"] = name_of(tuned.finding);
  out["better"] = tuned.finding == Tuned::Finding::better;
  out["from"] = print_time(tuned.from);
  out["split"] = print_time(tuned.split);
  out["end"] = print_time(tuned.end);
  out["tried"] = tuned.tried;
  out["early"] = {{"before", part(tuned.first_early)}, {"after", part(tuned.best_early)}};
  out["late"] = {{"before", part(tuned.first_late)}, {"after", part(tuned.best_late)}, {"gain", interval(tuned.gain)}, {"by_chance", tuned.by_chance}};
  out["changes"] = Json::array();
  for (const TuneChange& change : tuned.changes) out["changes"].push_back({{"path", change.path}, {"from", change.from}, {"to", change.to}, {"group", change.group}, {"buys", interval(change.buys)}});
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string print_tuned_motion(const Tuned& tuned, const Motion& first, const TuneSource& source) {
  const bool better = tuned.finding == Tuned::Finding::better;
  std::string head = std::string(better ? "# Found by: " : "# Kept by: ") + source.command + "\n# Input: " + source.input + " (FNV-1a of the files' bytes)\n";
  head += "# Chosen on " + date(tuned.from) + " to " + date(tuned.split) + ", judged on " + date(tuned.split) + " to " + date(tuned.end) + "; outcome " + source.outcome + " within " + days(source.horizon) + ".\n";
  head += "# " + verdict(tuned) + "\n";
  if (better) head += "# Later part, before: " + hits(tuned.first_late) + ". After: " + hits(tuned.best_late) + ".\n";
  else head += "# So nothing was changed. Later part: " + hits(tuned.first_late) + ".\n";
  for (char& each : head) if (static_cast<unsigned char>(each) < 0x20 && each != '\n') each = ' ';
  return head + print_motion(better ? tuned.best : first);
}

}  // namespace handraise
