// The people who sell by name: "Sigrid and Olav are AEs", "Benedikt, an account executive", "Hannes as AE".
#pragma once

#include <map>

#include "brief/reading.h"

namespace handraise {

struct RoleMention {
  std::string role;
  size_t first, last;   // tokens of the role's name
};

struct Sellers {
  std::map<std::string, std::string> roles;   // by the name, folded
  std::string role_of(const Passage& passage, size_t i) const;   // empty: nobody known
};

// Adds who is named beside the roles of passage `p`, and counts them where no figure does.
void find_sellers(Reading* reading, size_t p, const std::vector<RoleMention>& roles, Sellers* sellers);
// Whose the hours are by the names around them: "Jürgen and Petra can each put 12 hours", "ten hours is what Mirjam offered"; empty if nobody's.
std::string named_role(const Sellers& sellers, const Passage& passage, const Amount& hours);

}  // namespace handraise
