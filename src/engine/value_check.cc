#include "engine/value_check.h"

#include <algorithm>
#include <cmath>

namespace handraise {

bool same_value(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const auto x = read_json_number(a), y = read_json_number(b);
  return x && y && *x == *y;
}

bool test_holds(const Test& test, const Value* value) {
  const bool plain = value && value->kind != Value::Kind::composite;
  const auto equals = [&](const std::string& wanted) { return plain && same_value(value->text, wanted); };
  const auto any = [&](const std::vector<std::string>& list) { return std::any_of(list.begin(), list.end(), equals); };
  if (test.exists && *test.exists != (value != nullptr)) return false;
  if (!std::all_of(test.equals.begin(), test.equals.end(), equals)) return false;
  if (any(test.not_equals)) return false;
  if (test.in && !any(*test.in)) return false;
  if (test.not_in && any(*test.not_in)) return false;
  if (test.at_least || test.at_most) {
    const auto number = plain ? read_json_number(value->text) : std::nullopt;
    if (!number) return false;
    if (test.at_least && !(*number >= *test.at_least)) return false;
    if (test.at_most && !(*number <= *test.at_most)) return false;
  }
  return true;
}

std::optional<int64_t> summand(const Value* value) {
  if (!value || value->kind == Value::Kind::composite) return std::nullopt;
  const auto number = read_json_number(value->text);
  if (!number || !(*number > 0) || *number > 1e12) return std::nullopt;
  return static_cast<int64_t>(std::floor(*number * 1e6 + 0.5));
}

bool matches(const Signal& signal, const Record& event) {
  if (signal.kind == SignalKind::fit || !event.is_event()) return false;
  const bool any = signal.events.size() == 1 && signal.events[0] == "any";
  if (!any && std::find(signal.events.begin(), signal.events.end(), event.event) == signal.events.end()) return false;
  for (const PropertyTest& where : signal.where) {
    const Value* value = find_value(event.values, where.property);
    if (!test_holds(where.test, value) || (where.test.empty() && !value)) return false;
  }
  if (signal.count == Count::distinct) {
    const Value* value = find_value(event.values, signal.count_property);
    return value && value->kind != Value::Kind::composite;
  }
  return signal.count != Count::sum || summand(find_value(event.values, signal.count_property)).has_value();
}

}  // namespace handraise
