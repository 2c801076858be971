#include "brief/sellers.h"

#include <algorithm>
#include <cstdlib>

#include "base/text.h"

namespace handraise {
namespace {

constexpr size_t kNamesMax = 6;

bool names_somebody(const Reading& reading, const Passage& passage, size_t i) {
  const Token& token = passage.token(i);
  if (token.kind != Token::Kind::word || !token.capital || token.upper || token.text.size() < 2) return false;
  for (const std::string_view kind : {"stop", "article", "role", "role_word", "crm", "tool", "region", "month", "weekday", "metric", "greeting", "language", "asked", "product_noun", "job", "industry", "plan_common", "tone", "objective", "compliance", "segment_noun", "time_word", "intro_noun"})
    if (passage.inside(i, kind)) return false;
  const Found* product = reading.first("product_name");
  return !product || lower_ascii(product->value) != token.text;
}

}  // namespace

std::string Sellers::role_of(const Passage& passage, size_t i) const {
  if (i >= passage.size() || !passage.token(i).capital) return "";
  const auto found = roles.find(passage.token(i).stem);
  return found == roles.end() ? "" : found->second;
}

void find_sellers(Reading* reading, size_t p, const std::vector<RoleMention>& roles, Sellers* sellers) {
  const Passage& passage = reading->passages[p];
  for (const RoleMention& mention : roles) {
    if (passage.meant(mention.first, mention.last, kNotReal | kNegated)) continue;
    // Back over what joins a name and a role.
    size_t at = mention.first;
    bool verb = false, joined = false;
    while (at > passage.label_end && mention.first - at < 5) {
      const size_t i = at - 1;
      if (passage.is(i, "is") || passage.is(i, "are") || passage.is(i, "'s") || passage.is(i, "ist") || passage.is(i, "sind")) verb = joined = true;
      else if (passage.is(i, "as") || passage.is(i, "als") || passage.is(i, "(") || (passage.is(i, ",") && at < mention.first)) joined = true;
      else if (!(passage.inside(i, "article") || passage.is(i, "who") || passage.is(i, "both") || passage.inside(i, "one_article"))) break;
      --at;
    }
    if (!joined) continue;
    const bool head = mention.role == "sales_manager" || mention.role == "founder" || mention.role == "revops";   // a title behind a name signs a mail
    if (head && !verb) continue;
    // "Jürgen and Petra in the back office (SDRs both)"
    if (at >= 3 && passage.is(at, "(") && passage.inside(at - 2, "article") && passage.is(at - 3, "in")) at -= 3;
    std::vector<size_t> names;
    size_t i = at;
    while (i > passage.label_end && names.size() < kNamesMax) {
      const size_t before = i - 1;
      const bool me = passage.is(before, "me") || (passage.is(before, "i") && before > 0);
      if (me || names_somebody(*reading, passage, before)) {
        if (!names.empty() && i < at && i == names.back()) {   // a first and a second name are one
          names.back() = before;
        } else {
          names.push_back(before);
        }
        i = before;
        continue;
      }
      if (!names.empty() && i == names.back() && (passage.inside(before, "and") || passage.is(before, ",")) && before > 0 && (passage.is(before - 1, "me") || names_somebody(*reading, passage, before - 1))) {
        i = before;
        names.push_back(i);   // where the next name ends; replaced below
        names.pop_back();
        names.push_back(before - 1);
        i = before - 1;
        continue;
      }
      break;
    }
    if (names.empty()) continue;
    for (const size_t name : names) sellers->roles[passage.token(name).stem] = mention.role;
    const std::string path = "reps." + mention.role;
    bool stated = false;   // "two of us, Gaétan and I, both BDRs"
    for (const Found& finding : reading->found) stated = stated || finding.path == path;
    if (!stated) reading->add_number(path, static_cast<double>(names.size()), p, names.back(), mention.last);
  }
}

std::string named_role(const Sellers& sellers, const Passage& passage, const Amount& hours) {
  size_t since = 0;   // a figure before it has its own people
  for (const Amount& other : passage.amounts)
    if (other.last <= hours.first && other.unit == Amount::Unit::duration) since = other.last;
  std::string role;
  for (size_t i = since; i < hours.first; ++i)
    if (const std::string now = sellers.role_of(passage, i); !now.empty()) {
      if (!role.empty() && role != now) return "all";
      role = now;
    }
  for (size_t i = hours.last; role.empty() && i < std::min(passage.size(), hours.last + 6); ++i) {
    if (passage.token(i).kind == Token::Kind::sign) break;
    role = sellers.role_of(passage, i);
  }
  return role;
}

}  // namespace handraise
