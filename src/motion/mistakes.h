// Collects the mistakes of one file, so that all are named at once, each at its place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/yaml.h"

namespace handraise {

// "did you mean 'invited'?" for the word of `known` nearest to `word`; "" when none is near.
std::string nearest_hint(std::string_view word, const std::vector<std::string>& known);

// "a, b or c"; more than twelve words are cut short with "…".
std::string choices(const std::vector<std::string>& words);

// What a node holds, for messages: "a list", "a map", "nothing", "'twenty'".
std::string described(const YamlNode& node);

// A user's word within quotes in a message: at most 60 characters, on one line.
std::string quoted_word(std::string_view word);

// Sorts by place, drops doubles, keeps the first 50 (and says how many more there are) and adds the line each stands in.
Errors finish_errors(Errors errors, std::string_view text);

}  // namespace handraise
