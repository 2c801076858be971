// Scalars as motion.yaml and brief.yaml write them. Both read back as the same text, in block and in flow ([…], {…}).
#pragma once

#include <string>
#include <string_view>

namespace handraise {

std::string print_text(std::string_view text);   // plain where safe, else in double quotes
std::string print_value(std::string_view text);  // numbers, true, false, yes and no stand plain: a value is its text, however it is written

}  // namespace handraise
