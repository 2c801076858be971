// Tests on values: `where`, traits of fit signals, exclusions and the segment (docs/motion-language.md, section 3).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "events/record.h"
#include "motion/motion.h"

namespace handraise {

// Do two values' texts agree: as numbers when both are JSON numbers, else byte for byte?
bool same_value(std::string_view a, std::string_view b);
// Do all parts of the test hold? `value`: nullptr when missing or null.
bool test_holds(const Test& test, const Value* value);
// Does an event match the signal: its name, all of `where`, and what distinct and sum ask of their property?
bool matches(const Signal& signal, const Record& event);
// What a matching event adds to `sum`, in millionths; nothing when the value is no number in (0, 10¹²].
std::optional<int64_t> summand(const Value* value);

}  // namespace handraise
