// <slots>, filled when a kit is written, and {{blanks}}, filled before a message is sent.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "outreach/kit.h"

namespace handraise {

// Names in order of appearance, each once; a slot's in lower case.
std::vector<std::string> slots_in(std::string_view text);
std::vector<std::string> blanks_in(std::string_view text);
// Each <slot> by its value; <Slot> gets a capital first letter unless the value is a blank. `value` is never asked twice for one place.
std::string fill_slots(std::string_view text, const std::function<std::string(const std::string&)>& value);

std::vector<std::string> with_aliases(std::vector<std::string> tags, const MessageLibrary& library);

}  // namespace handraise
