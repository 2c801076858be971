#include "motion/motion.h"

namespace handraise {

const Signal* Motion::signal(std::string_view name) const {
  for (const Signal& signal : signals) if (signal.name == name) return &signal;
  return nullptr;
}
const Quantity* Motion::quantity(std::string_view name) const {
  for (const Quantity& quantity : planning) if (quantity.name == name) return &quantity;
  return nullptr;
}
const Decision* Motion::decision(std::string_view id) const {
  for (const Decision& decision : decisions) if (decision.id == id) return &decision;
  return nullptr;
}
bool Motion::tagged(std::string_view tag) const {
  for (const std::string& each : context.tags) if (each == tag) return true;
  return false;
}

std::string_view name_of(Unit unit) { return unit == Unit::account ? "account" : "user"; }
std::string_view name_of(SignalKind kind) {
  static constexpr std::string_view names[] = {"activation", "depth", "breadth", "integration", "invite", "admin", "intent", "fit", "risk"};
  return names[static_cast<int>(kind)];
}
std::string_view name_of(Count count) {
  static constexpr std::string_view names[] = {"events", "users", "new_users", "days", "distinct", "sum"};
  return names[static_cast<int>(count)];
}
std::string_view name_of(Period period) {
  static constexpr std::string_view names[] = {"none", "1m", "1h", "1d"};
  return names[static_cast<int>(period)];
}
std::string_view name_of(GoRule rule) {
  static constexpr std::string_view names[] = {"prove", "bet", "learn"};
  return names[static_cast<int>(rule)];
}
std::string_view name_of(Looks looks) { return looks == Looks::once ? "once" : "weekly"; }

}  // namespace handraise
