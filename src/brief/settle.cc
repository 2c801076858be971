// One value for each fact: the same said twice is one; two values of a single-valued fact are a contradiction, and the safer is used.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/text.h"
#include "brief/reading.h"

namespace handraise {
namespace {

// Facts that come together: the whole group is taken from where its first leaf was found.
std::string group_of(const std::string& path) {
  for (const char* group : {"price.", "acv.", "sla.", "budget.", "employees.", "target."})
    if (path.starts_with(group)) return group;
  return path;
}

double number_of(const std::string& value) { return std::strtod(value.c_str(), nullptr); }

// Whether the larger number is the safer plan: waiting longer, being allowed less often.
bool larger_is_safer(const std::string& path) { return path == "baselines.churn_rate" || path == "baselines.cycle_days" || path == "baselines.time_to_value_hours"; }

// Only facts of this kind, said twice with different values, contradict each other; of the others the first counts.
bool may_contradict(const std::string& path) {
  return path == "trial_days" || path == "card_required" || path == "sla.value" || path == "pilot.weeks" || path == "crm" || path == "mapping.method" || path == "price.amount" || path == "acv.max" || path == "mapping.coverage" || path == "consent_share" ||
         path == "budget.amount" || path == "routing" || path == "alert_channel" || path == "usage_data" || path == "self_serve" || path.starts_with("baselines.") || path.starts_with("reps.") || path.starts_with("rep_hours.");
}

}  // namespace

void settle(const Reading& reading, Facts* facts) {
  std::vector<size_t> line_starts{0};
  for (size_t i = reading.text.find('\n'); i != std::string_view::npos; i = reading.text.find('\n', i + 1)) line_starts.push_back(i + 1);
  const auto place_of = [&](size_t begin) {
    const auto line = std::ranges::upper_bound(line_starts, begin) - 1;
    return Place{reading.file, 1 + static_cast<int>(line - line_starts.begin()), 1 + static_cast<int>(count_characters(reading.text.substr(*line, begin - *line)))};
  };
  const auto fact_of = [&](const Found& finding) {
    return Fact{finding.path, finding.value, std::string(reading.text.substr(finding.begin, finding.end - finding.begin)), place_of(finding.begin), Origin::stated};
  };
  std::vector<Found> found(reading.found.begin(), reading.found.end());
  std::ranges::stable_sort(found, {}, &Found::begin);
  // Which finding each group is taken from.
  const auto unit_hours = [&](const Found& value) {
    for (const Found& unit : found)
      if (unit.path == "sla.unit" && unit.begin == value.begin) return hours_of(number_of(value.value), unit.value);
    return number_of(value.value);
  };
  for (const FactKind& kind : fact_kinds()) {
    std::vector<std::string> paths;
    if (kind.path.ends_with(".*")) {
      for (const std::string& role : kind.ids) paths.push_back(kind.path.substr(0, kind.path.size() - 1) + role);
    } else {
      paths.push_back(kind.path);
    }
    for (const std::string& path : paths) {
      std::vector<const Found*> here;
      for (const Found& finding : found)
        if (finding.path == path) here.push_back(&finding);
      if (here.empty()) continue;
      if (kind.list) {
        std::vector<std::string> seen;
        for (const Found* finding : here) {
          if (std::ranges::find(seen, lower_ascii(finding->value)) != seen.end()) continue;
          seen.push_back(lower_ascii(finding->value));
          facts->all.push_back(fact_of(*finding));
        }
        continue;
      }
      const std::string group = group_of(path);
      const Found* used = here.front();
      if (group != path) {
        // A leaf of a group belongs to the group's chosen place.
        for (const Fact& fact : facts->all)
          if (group_of(fact.path) == group)
            for (const Found* finding : here) {
              const Place at = place_of(finding->begin);
              if (at == fact.at) used = finding;
            }
      }
      if (may_contradict(path)) {
        std::vector<std::string> readings;
        bool same = true;
        for (const Found* finding : here) {
          const bool equal = kind.type == FactKind::Type::number ? std::abs(number_of(finding->value) - number_of(here.front()->value)) <= 0.006 * std::abs(number_of(here.front()->value)) : finding->value == here.front()->value;
          // "a bit less than one in four, let us say 23 %": said twice in one breath, the second time exactly.
          if (path.starts_with("baselines.") && finding != here.front() && finding->passage == here.front()->passage && std::abs(number_of(finding->value) - number_of(here.front()->value)) <= 0.12 * number_of(here.front()->value)) {
            if (here.size() == 2) used = finding;
            continue;
          }
          if (path == "sla.value" && std::abs(unit_hours(*finding) - unit_hours(*here.front())) < 0.01) continue;
          if (!equal) same = false;
          if (std::ranges::find(readings, finding->value) == readings.end()) readings.push_back(finding->value);
        }
        if (path == "sla.value" && readings.empty()) same = true;
        if (!same) {
          std::string why = "first";
          if (kind.type == FactKind::Type::number) {
            const bool larger = larger_is_safer(path);
            for (const Found* finding : here) {
              const double a = path == "sla.value" ? unit_hours(*finding) : number_of(finding->value), b = path == "sla.value" ? unit_hours(*used) : number_of(used->value);
              if (larger ? a > b : a < b) used = finding;
            }
            why = larger ? "larger" : "smaller";
          } else if (kind.type == FactKind::Type::yes_no) {
            for (const Found* finding : here)
              if (finding->value == (path == "card_required" ? "yes" : "no")) used = finding;
            why = "stricter";
          }
          if (readings.size() == 1) readings.push_back(here.back()->value);
          facts->contradictions.push_back({path, readings, used->value, reading.words.text("contradiction", why)});
        }
      }
      facts->all.push_back(fact_of(*used));
    }
  }
  // "expansion" cannot be both the objective and the second one.
  const std::string objective = facts->text("objective");
  std::erase_if(facts->all, [&](const Fact& fact) { return fact.path == "objective_secondary" && fact.value == objective; });
  const auto denied = [&](const std::string& path, const std::string& other) {
    std::erase_if(facts->all, [&](const Fact& fact) { return fact.path == path && facts->includes(other, fact.value); });
  };
  std::vector<Fact> before = facts->all;
  denied("regions", "regions_excluded");
  denied("signals", "forbidden_signals.never_use");
  denied("missing_signals", "forbidden_signals.never_use");
  denied("signals", "missing_signals");
}

}  // namespace handraise
