#include "engine/qualification.h"

#include <cmath>
#include <limits>

namespace handraise {

Micro micro(double value) {
  const double scaled = std::round(value * kMicro);
  if (scaled >= 9.2e18) return std::numeric_limits<Micro>::max();
  if (scaled <= -9.2e18) return -std::numeric_limits<Micro>::max();
  return static_cast<Micro>(scaled);
}

std::string print_micro(Micro value) {
  const uint64_t size = value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  std::string text = (value < 0 ? "-" : "") + std::to_string(size / kMicro);
  if (size % kMicro == 0) return text;
  std::string decimals = std::to_string(size % kMicro);
  decimals.insert(0, 6 - decimals.size(), '0');
  decimals.erase(decimals.find_last_not_of('0') + 1);
  return text + "." + decimals;
}

std::string_view name_of(Tier tier) {
  switch (tier) {
    case Tier::qualified: return "qualified";
    case Tier::hot: return "hot";
    case Tier::hand_raise: return "hand_raise";
  }
  return "";
}

Micro decayed(Micro points, Duration since, Duration half_life) {
  const double x = static_cast<double>(since) / static_cast<double>(half_life);
  return static_cast<Micro>(std::floor(static_cast<double>(points) * std::pow(0.5, x) + 0.5));
}

std::string_view name_of(GateKind kind) {
  switch (kind) {
    case GateKind::barred: return "barred";
    case GateKind::never_if: return "never_if";
    case GateKind::segment: return "segment";
    case GateKind::must_have: return "must_have";
    case GateKind::any_of: return "any_of";
    case GateKind::kinds_at_least: return "kinds_at_least";
    case GateKind::trust: return "trust";
    case GateKind::score_at_least: return "score_at_least";
  }
  return "";
}

}  // namespace handraise
