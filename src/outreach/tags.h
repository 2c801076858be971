// Tags that choose texts.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace handraise {

// Every item holds: `a` is among the tags, `!a` is not, `a|!b` one of the two.
inline bool situation_holds(const std::vector<std::string>& when, const std::vector<std::string>& tags) {
  return std::all_of(when.begin(), when.end(), [&](const std::string& item) {
    const std::vector<std::string_view> choices = split(item, '|');
    return std::any_of(choices.begin(), choices.end(), [&](std::string_view choice) {
      const bool negated = !choice.empty() && choice[0] == '!';
      if (negated) choice.remove_prefix(1);
      return (std::find(tags.begin(), tags.end(), choice) != tags.end()) != negated;
    });
  });
}

}  // namespace handraise
