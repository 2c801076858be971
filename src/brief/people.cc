// Who sells and how many hours; who uses the product and who buys it.
#include <algorithm>

#include "base/text.h"
#include "brief/reading.h"
#include "brief/sellers.h"

namespace handraise {
namespace {

std::vector<RoleMention> roles_in(const Passage& passage) {
  std::vector<RoleMention> roles;
  for (const Tag* tag : passage.tags_of("role")) {
    std::string role = tag->phrase->value;
    // "three commerciaux (AE)", "2 comerciales (they do SDR work)": the bracket says which.
    if (role == "rep" && passage.is(tag->last, "("))
      for (const Tag* inner : passage.tags_of("role"))
        if (inner->first > tag->last && inner->first <= tag->last + 4 && inner->phrase->value != "rep") {
          role = inner->phrase->value;
          break;
        }
    // "one person in sales: SDR, Marisol"
    if (role == "rep" && passage.is(tag->last, ":"))
      if (const Tag* inner = passage.tag_at(tag->last + 1, "role")) role = inner->phrase->value;
    if (!roles.empty() && roles.back().last + 3 >= tag->first && passage.tag_before(tag->first, "role") == nullptr) {
      bool bracket = false;
      for (size_t i = roles.back().last; i < tag->first; ++i) bracket = bracket || passage.is(i, "(");
      bracket = bracket || (roles.back().role == tag->phrase->value && passage.is(roles.back().last, ":"));
      if (bracket && (roles.back().role == tag->phrase->value || tag->phrase->value == "rep")) continue;
    }
    roles.push_back({role, tag->first, tag->last});
  }
  return roles;
}

// Between a count and its role only words that describe it may stand: "two inside sales reps", "4 senior AEs".
bool describes(const Passage& passage, size_t first, size_t last) {
  for (size_t i = first; i < last; ++i) {
    const Token& token = passage.token(i);
    if (token.kind != Token::Kind::word || passage.inside(i, "and") || passage.inside(i, "or")) return false;
    const bool in_department = (token.is("in") || token.is("from")) && i + 1 == last && !passage.inside(last, "role_word");   // "two people in support", "one in customer success"
    if (passage.inside(i, "stop") && !token.is("of") && !token.is("our") && !token.is("more") && !in_department) return false;
    if (passage.inside(i, "duration") || passage.inside(i, "metric_strong")) return false;
  }
  return last - first <= 3;
}

// Names before "are AEs", ": account executive": how many people.
size_t names_before(const Passage& passage, size_t end) {
  size_t count = 0;
  for (size_t i = 0; i < end; ++i) {
    const Token& token = passage.token(i);
    if (token.kind == Token::Kind::word && passage.inside(i, "and")) continue;
    if (token.is(",") || token.is("&")) continue;
    if (token.kind != Token::Kind::word || !token.capital || passage.inside(i, "stop") || passage.inside(i, "role") || passage.inside(i, "role_word") || passage.inside(i, "greeting") || passage.inside(i, "crm")) return 0;
    ++count;
  }
  return count;
}

void find_reps(Reading* reading, size_t p) {
  Passage& passage = reading->passages[p];
  const std::vector<RoleMention> roles = roles_in(passage);
  bool counted = false;
  for (const RoleMention& mention : roles) {
    if (passage.meant(mention.first, mention.last, kNotReal)) continue;
    const bool wished = passage.meant(mention.first, mention.last, kWished) && passage.meant(mention.first, mention.last, kWished);
    const std::string path = "reps." + mention.role;
    // "Anna (AE), Tom (SDR)"
    if (mention.first >= 2 && passage.is(mention.first - 1, "(") && passage.is(mention.last, ")") && passage.token(mention.first - 2).capital && !passage.inside(mention.first - 2, "role") && !passage.inside(mention.first - 2, "role_word") && !passage.inside(mention.first - 2, "metric")) {
      std::string count = "1";
      for (const Found& other : reading->found)
        if (other.path == path && other.passage == p) count = "";
      if (!count.empty()) {
        reading->add(path, count, p, mention.first - 2, mention.last + 1);
        counted = true;
        continue;
      }
    }
    // A count before the role.
    Amount* number = nullptr;
    for (Amount& amount : passage.amounts)
      if (amount.unit == Amount::Unit::count && amount.last <= mention.first && describes(passage, amount.last, mention.first)) number = &amount;
    if (number && !number->times && number->high <= 500) {
      if (number->low == 1 && passage.token(number->first).kind == Token::Kind::word && reading->has(path) && reading->first(path)->passage != p) continue;   // "One SDR can give 25 hours"
      if (number->used || (wished && passage.inside(mention.first, "hire"))) continue;
      bool hiring = false;
      for (const Tag* tag : passage.tags_of("hire")) hiring = hiring || (tag->last <= number->first && clause_begin(passage, number->first) <= tag->first);
      if (hiring) continue;
      if (passage.meant(number->first, number->last, kPast)) continue;
      number->used = true;
      counted = true;
      // "1 AE for Québec, 1 AE for Ontario": together.
      if (passage.is(mention.last, "for") || passage.is(mention.last, "in") || passage.is(mention.last, "(")) {
        bool summed = false;
        for (Found& other : reading->found)
          if (other.path == path && other.passage == p && std::ranges::any_of(roles, [&](const RoleMention& earlier) { return &earlier != &mention && passage.token(earlier.last - 1).end == other.end && (passage.is(earlier.last, "for") || passage.is(earlier.last, "in") || passage.is(earlier.last, "(")); })) {
            other.value = print_number(std::strtod(other.value.c_str(), nullptr) + number->low);
            summed = true;
            break;
          }
        if (summed) continue;
      }
      reading->add_number(path, number->range ? number->middle() : number->low, p, number->first, mention.last);
      continue;
    }
    // "a sales team of five"
    if (mention.role == "rep" && passage.is(mention.last, "of")) {
      if (Amount* after = passage.amount_at(mention.last + 1); after && after->unit == Amount::Unit::count && after->high <= 500 && !after->used) {
        after->used = true;
        counted = true;
        reading->add_number(path, after->low, p, mention.first, after->last);
        continue;
      }
    }
    // "AEs: 3", "SDR | 2", {"CSM": 2}.
    const size_t quote = passage.is(mention.last, "\"") && passage.is(mention.last + 1, ":") ? 1 : 0;
    if (Amount* after = quote > 0 ? passage.amount_at(mention.last + 2) : nullptr; after && after->unit == Amount::Unit::count && !after->used && after->high <= 500 && !reading->labelled(passage, "hours_label")) {
      after->used = true;
      counted = true;
      reading->add_number(path, after->low, p, mention.first, after->last);
      continue;
    }
    if (mention.last < passage.size() && (passage.is(mention.last, ":") || passage.is(mention.last, "|") || passage.is(mention.last, "=") || passage.is(mention.last, "x"))) {
      Amount* after = passage.amount_at(mention.last + 1);
      if (after && after->unit == Amount::Unit::count && after->high <= 500 && !after->used && !passage.tag_at(after->last, "role") && !passage.tag_at(after->last + 1, "role") && !passage.tag_at(after->last + 2, "role")) {
        after->used = true;
        counted = true;
        reading->add_number(path, after->low, p, mention.first, after->last);
        continue;
      }
      if (passage.is(mention.last + 1, "none") || passage.is(mention.last + 1, "no")) {
        reading->add(path, "0", p, mention.first, mention.last + 2);
        continue;
      }
    }
    // "AEs 5, SDRs 3", "my guy (AE, 1)", "sales engineer is 2 persons", "for account executives it's four".
    {
      size_t numbered = 0;   // "SDR 4, AE 2, CSM 1"
      for (const RoleMention& other : roles) numbered += passage.amount_at(other.last) ? 1 : 0;
      const bool plural = passage.token(mention.last - 1).text.ends_with("s") || numbered >= 2;
      const bool bracketed = mention.first > 0 && passage.is(mention.first - 1, "(") && passage.is(mention.last, ",");
      const bool persons = passage.is(mention.last, "is") || passage.is(mention.last, "are");
      const bool it_is = mention.first > 0 && passage.is(mention.first - 1, "for") && (passage.is(mention.last, "it's") || (passage.is(mention.last, "it") && passage.is(mention.last + 1, "is")) || (passage.is(mention.last, "there") && passage.is(mention.last + 1, "are")));
      const size_t at = bracketed || persons ? mention.last + 1 : it_is ? mention.last + (passage.is(mention.last, "it's") ? 1 : 2) : mention.last;
      bool hours = false;
      for (const Amount& amount : passage.amounts) hours = hours || (amount.unit == Amount::Unit::duration && amount.duration == "hour");
      Amount* after = passage.amount_at(at);
      const bool closed = after && (after->last >= passage.size() || passage.token(after->last).kind == Token::Kind::sign || passage.inside(after->last, "and"));
      const bool fits = bracketed || it_is ? closed : persons ? after && passage.inside(after->last, "people_noun") : plural && closed && !hours && !reading->labelled(passage, "hours_label");
      if (fits && after->unit == Amount::Unit::count && !after->used && !after->times && after->high <= 500 && after->period.empty() && !passage.meant(mention.first, mention.last, kNegated)) {
        after->used = true;
        counted = true;
        reading->add_number(path, after->low, p, mention.first, after->last);
        continue;
      }
    }
    if (passage.meant(mention.first, mention.last, kNegated)) {
      // "no SDRs", "keinen Vertrieb", "no sales team"; "don't tell the AEs" is none.
      size_t first = mention.first;
      const size_t begin = clause_begin(passage, first);
      while (first > begin && mention.first - first < 6 && !passage.tag_at(first, "negator")) --first;
      const Tag* negator = passage.tag_at(first, "negator");
      if (!negator || (negator->phrase->value != "noun" && !(mention.role == "rep" && passage.inside(mention.first, "role_word")))) continue;
      bool direct = true;
      for (size_t i = negator->last; i < mention.first; ++i)
        direct = direct && (passage.token(i).kind != Token::Kind::word || !passage.inside(i, "stop") || passage.inside(i, "or") || passage.inside(i, "article"));
      if (direct) reading->add(path, "0", p, first, mention.last);
      continue;
    }
    // "a CSM", "an AE", "and a RevOps analyst".
    size_t before = mention.first;
    while (before > 0 && before + 2 > mention.first && !passage.inside(before - 1, "stop") && !passage.inside(before - 1, "one_article") && passage.token(before - 1).kind == Token::Kind::word && !passage.token(before - 1).capital) --before;
    const bool one = before > 0 && passage.inside(before - 1, "one_article");
    const bool several = roles.size() > 1 || counted || passage.has("have") || reading->labelled(passage, "role_word");
    if (one && reading->has(path)) continue;   // "a BDR spends 6 hours" speaks of one of those counted
    if (one && (several || reading->labelled(passage, "role_word")) && !(before > 1 && (passage.inside(before - 2, "as") || passage.inside(before - 2, "per") || passage.inside(before - 2, "to")))) {
      reading->add(path, "1", p, before - 1, mention.last);
      counted = true;
      continue;
    }
    // "Joy and Pim are AEs", "Kirra: account executive", "Marta's a CSM".
    if (mention.first >= 2 && mention.first <= 9) {
      size_t end = mention.first;
      while (end > 0 && (passage.inside(end - 1, "is_a") || passage.is(end - 1, ":") || passage.inside(end - 1, "article") || passage.is(end - 1, "--"))) --end;
      const size_t names = end < mention.first ? names_before(passage, end) : passage.token(0).capital && passage.token(0).text.ends_with("'s") && mention.first <= 2 ? 1 : 0;
      if (names > 0 && names < 6) {
        reading->add_number(path, static_cast<double>(names), p, 0, mention.last);
        counted = true;
        continue;
      }
      if (passage.token(0).text.ends_with("'s") && passage.token(0).capital && passage.inside(1, "one_article") && mention.first == 2) {
        reading->add(path, "1", p, 0, mention.last);
        continue;
      }
    }
    // "i do revops", "me for RevOps", "the only RevOps person"
    if (mention.role == "revops" && !reading->has(path) && !passage.meant(mention.first, mention.last, kNegated)) {
      size_t k = mention.first;
      while (k > 0 && mention.first - k < 6 && !passage.inside(k - 1, "me_word") && passage.token(k - 1).kind == Token::Kind::word) --k;
      if (k > 0 && passage.inside(k - 1, "me_word")) {
        reading->add(path, "1", p, k - 1, mention.last);
        counted = true;
        continue;
      }
    }
    if (mention.role == "founder") {
      // Somebody who sells himself; a founder who signs a mail sells nothing.
      const bool others = mention.first > 0 && passage.is(mention.first - 1, "my");   // "my co-founder insists"
      const bool me = passage.has("me_founder") && !others;
      const bool sells = passage.has("i_sell") || reading->labelled(passage, "role_word") || (me && roles.size() > 1) || (p + 1 < reading->passages.size() && reading->passages[p + 1].has("i_sell"));
      if (me && sells) reading->add(path, "1", p, mention.first, mention.last);
    }
  }
  if (passage.has("i_sell") && !reading->has("reps.founder") && passage.has("me_founder")) {
    const Tag* tag = passage.first_of("me_founder");
    reading->add("reps.founder", "1", p, tag->first, tag->last);
  }
  // "We are two founders. I do sales.": one of them sells.
  if (passage.has("i_sell") && passage.has("me_word"))
    for (Found& finding : reading->found)
      if (finding.path == "reps.founder" && finding.passage + 1 == p) finding.value = "1";
  // "The chart shows three SDRs, but one left, so it's two."
  for (const Tag* so : passage.tags_of("so_it_is"))
    if (Amount* after = passage.amount_at(so->last); after && after->unit == Amount::Unit::count && !after->used && (after->last >= passage.size() || passage.token(after->last).kind == Token::Kind::sign))
      for (auto finding = reading->found.rbegin(); finding != reading->found.rend(); ++finding)
        if (finding->passage == p && finding->path.starts_with("reps.")) {
          finding->value = print_number(after->low);
          after->used = true;
          break;
        }
  // "Sales: 3 people"
  if (roles.empty() && reading->in_label(passage, "role_word"))
    for (Amount& amount : passage.amounts)
      if (amount.unit == Amount::Unit::count && !amount.used && amount.high <= 200 && passage.inside(amount.last, "people_noun")) {
        amount.used = true;
        reading->add_number("reps.rep", amount.low, p, amount.first, amount.last + 1);
        break;
      }
  if (const Tag* none = passage.first_of("nobody_sells"); none && !passage.meant(none->first, none->last, kNotReal)) reading->add("reps.rep", "0", p, none->first, none->last);
}

// "Six people sell: 2 BDRs, 3 AEs and 1 CSM": the sum is no role of its own.
void drop_sums(Reading* reading) {
  for (size_t k = 0; k < reading->found.size();) {
    const Found& rep = reading->found[k];
    bool sum = false;
    if (rep.path == "reps.rep") {
      double total = 0;
      for (const Found& other : reading->found)
        if (other.path.starts_with("reps.") && other.path != "reps.rep" && other.passage >= rep.passage && other.passage <= rep.passage + 1) total += std::strtod(other.value.c_str(), nullptr);
      sum = total > 0 && (std::strtod(rep.value.c_str(), nullptr) == total || rep.value == "0");
    }
    if (sum) reading->found.erase(reading->found.begin() + static_cast<long>(k));
    else ++k;
  }
}

void find_hours(Reading* reading, const Sellers& sellers, size_t p) {
  Passage& passage = reading->passages[p];
  for (Amount& amount : passage.amounts) {
    const bool counted = amount.unit == Amount::Unit::count && reading->labelled(passage, "hours_label") && amount.first >= passage.label_end;   // "Hours: AE 12/wk"
    if (amount.used || (!counted && (amount.unit != Amount::Unit::duration || amount.duration != "hour")) || amount.high > 60) continue;
    if (!amount.period.empty() && amount.period != "week") continue;
    bool week = amount.period == "week";
    for (size_t i = amount.last; i < std::min(passage.size(), amount.last + 2) && !week; ++i) {
      const Tag* adverb = passage.tag_at(i, "adverb_period");
      week = adverb && adverb->phrase->value == "week" && !passage.is(i - 1, ",");
    }
    week = week || (passage.has("week_word") && !passage.has("metric", "time_to_value_hours") && !passage.has("metric", "sla") && (passage.has("each") || passage.has("role") || reading->labelled(passage, "hours_context")));
    // "Three BDRs, ten hours each", "One sales manager who can spare four hours": beside people who sell.
    if (!week && amount.period.empty() && amount.high <= 45 && !passage.has("metric", "sla") && !passage.has("metric", "time_to_value_hours") && !passage.has("sla_word"))
      for (const Found& finding : reading->found)
        if (finding.path.starts_with("reps.") && finding.passage == p && finding.value != "0" && !amount.at_most && amount.duration == "hour") week = true;
    if (!week && reading->labelled(passage, "hours_label") && amount.period.empty() && !passage.has("metric")) week = true;
    // "Telesales: 22 SDRs in Indore. Each gives full 40 hours."
    if (!week && amount.period.empty() && amount.high <= 45 && passage.has("each") && p > 0 && !passage.has("metric", "sla") && !passage.has("metric", "time_to_value_hours") && !passage.has("sla_word"))
      for (const Found& finding : reading->found) week = week || (finding.path.starts_with("reps.") && finding.passage + 1 == p && finding.value != "0");
    if (!week || passage.meant(amount.first, amount.last, kNotReal)) continue;
    std::vector<RoleMention> roles = roles_in(passage);
    std::erase_if(roles, [&](const RoleMention& mention) { return passage.meant(mention.first, mention.last, kNegated); });   // "nobody here is a salesperson"
    std::string role = named_role(sellers, passage, amount);
    const size_t end = clause_end(passage, amount.first);
    // After it, bound by "per", "for each" or a dash: "9 hours a week per AM".
    for (const RoleMention& mention : roles)
      if (mention.first >= amount.last && mention.first <= amount.last + 4 && mention.last <= end && role.empty()) {
        bool bound = false;
        for (size_t i = amount.last; i < mention.first; ++i) bound = bound || passage.inside(i, "per") || passage.is(i, "for") || passage.is(i, "pour") || passage.is(i, "fur") || passage.is(i, "para");
        for (size_t i = amount.last; i < mention.first; ++i) if (passage.is(i, ",") || passage.is(i, ".") || passage.is(i, ":") || passage.inside(i, "and")) bound = false;
        if (bound) role = mention.role;
      }
    if (role.empty()) {
      std::vector<std::string> before;
      const RoleMention* nearest = nullptr;
      size_t since = 0;   // a figure before it has its own roles
      for (const Amount& other : passage.amounts)
        if (other.last <= amount.first && other.unit == Amount::Unit::duration && other.duration == "hour") since = other.last;
      for (const RoleMention& mention : roles)
        if (mention.last <= amount.first && mention.first >= since && !(mention.last <= passage.label_end && mention.role == "rep")) {
          nearest = &mention;
          if (std::ranges::find(before, mention.role) == before.end()) before.push_back(mention.role);
        }
      bool each = false;
      for (const Tag* tag : passage.tags_of("each")) each = each || (tag->first + 6 >= amount.first && tag->last <= amount.first) || (tag->first >= amount.last && tag->first <= amount.last + 3);
      if (nearest) {
        bool gap = false;   // "3 AEs, 2 SDRs; each 10 hours": all of them
        for (size_t i = nearest->last; i < amount.first; ++i) gap = gap || passage.is(i, ";") || passage.is(i, ",") || passage.is(i, ".") || passage.is(i, ":");
        bool definite = nearest->first > 0 && (passage.is(nearest->first - 1, "the") || passage.is(nearest->first - 1, "each"));
        role = each && before.size() > 1 && gap && (!definite || passage.has("me_founder")) ? "all" : nearest->role;
      } else if (p > 0 && passage.sentence.paragraph == reading->passages[p - 1].sentence.paragraph) {
        std::vector<std::string> earlier;
        for (const Found& finding : reading->found)
          if (finding.path.starts_with("reps.") && finding.passage == p - 1 && finding.value != "0" && std::ranges::find(earlier, finding.path) == earlier.end()) earlier.push_back(finding.path);
        role = earlier.size() == 1 ? earlier[0].substr(5) : "all";
      } else {
        role = "all";
      }
      if (passage.has("me_founder") && roles.size() <= 1 && role != "all") role = "founder";
    }
    // Where only one kind of people sells, they are all.
    if (role == "all") {
      std::string only;
      for (const Found& finding : reading->found)
        if (finding.path.starts_with("reps.") && finding.value != "0" && finding.path != only && finding.path != "reps.revops") only = only.empty() ? finding.path : "several";
      if (only.starts_with("reps.")) role = only.substr(5);
    }
    amount.used = true;
    reading->add_number("rep_hours." + role, amount.middle(), p, amount.first, amount.last);
  }
}

// "SDRs can put eight hours a week each into this, AEs four", "one SDR with 16 hours a week, one AE with 12".
void find_more_hours(Reading* reading, const Sellers& sellers, size_t p) {
  Passage& passage = reading->passages[p];
  bool hours = false;
  for (const Found& finding : reading->found) hours = hours || (finding.passage == p && finding.path.starts_with("rep_hours."));
  if (!hours) return;
  std::vector<RoleMention> mentions = roles_in(passage);
  for (size_t i = 0; i < passage.size(); ++i)
    if (const std::string role = sellers.role_of(passage, i); !role.empty()) mentions.push_back({role, i, i + 1});
  for (const RoleMention& mention : mentions) {
    size_t at = mention.last;
    while (passage.inside(at, "and") || passage.inside(at, "gives_hours") || (passage.is(at, "only") && at > mention.last - 1)) ++at;
    if (passage.is(at, "\"") && passage.is(at + 1, ":")) ++at;
    if (passage.is(at, "with") || passage.is(at, ":") || passage.is(at, "mit") || passage.is(at, "have") || passage.is(at, "has")) ++at;
    else if (passage.is(at, "who") && (passage.is(at + 1, "has") || passage.is(at + 1, "have"))) at += 2;
    Amount* amount = passage.amount_at(at);
    if (!amount || amount->used || amount->unit != Amount::Unit::count || amount->high > 45 || amount->times || reading->has("rep_hours." + mention.role)) continue;
    const bool ends = amount->last >= passage.size() || passage.token(amount->last).kind == Token::Kind::sign || passage.inside(amount->last, "and") || passage.inside(amount->last, "each");
    if ((!ends && !passage.is(amount->last, "}")) || passage.meant(mention.first, amount->last, kNotReal)) continue;
    amount->used = true;
    reading->add_number("rep_hours." + mention.role, amount->middle(), p, amount->first, amount->last);
  }
}

// A person's title around the job word at `tag`: words before it that describe it, "of …" behind it.
Span title_around(const Passage& passage, const Tag& tag) {
  size_t first = tag.first, last = tag.last;
  while (first > 0 && tag.first - first < 3 && passage.token(first - 1).kind == Token::Kind::word && (!passage.inside(first - 1, "stop") || passage.token(first).glued) && !passage.token(first - 1).text.ends_with("'s") && !passage.inside(first - 1, "and") && !passage.inside(first - 1, "user_verb") &&
         !passage.inside(first - 1, "buyer_verb") && !passage.inside(first - 1, "user_label") && !passage.inside(first - 1, "title_stop") && !passage.inside(first - 1, "buyer_label"))
    --first;
  while (last < passage.size() && passage.tag_at(last, "job") && passage.token(last - 1).kind == Token::Kind::word) last = passage.tag_at(last, "job")->last;
  if (passage.inside(last, "job_of") && last + 1 < passage.size() && passage.token(last + 1).kind == Token::Kind::word && (passage.inside(tag.first, "job_head")) ) {
    size_t end = last + 1;
    if (passage.inside(end, "article")) ++end;
    const size_t begin = end;
    while (end < passage.size() && end < begin + 2 && passage.token(end).kind == Token::Kind::word && !passage.inside(end, "stop") && !passage.inside(end, "and") && !passage.inside(end, "user_verb") && !passage.inside(end, "buyer_verb")) ++end;
    if (end > begin) last = end;
  } else if (passage.inside(tag.first, "vice") && last < passage.size() && passage.token(last).kind == Token::Kind::word && passage.token(last).capital && !passage.inside(last, "stop")) {
    ++last;
    if (last < passage.size() && passage.token(last).capital && passage.token(last).kind == Token::Kind::word && !passage.inside(last, "stop") && !passage.inside(last, "and")) ++last;
  }
  return {first, last};
}

// A word that names people by what they do though no list has it: "pickers", "welders", "optometrist".
bool names_people(const Passage& passage, size_t i) {
  const Token& token = passage.token(i);
  if (token.kind != Token::Kind::word || token.stem.size() < 5 || passage.inside(i, "stop") || passage.inside(i, "no_people") || passage.inside(i, "role") || passage.inside(i, "segment_noun") || passage.inside(i, "industry") || passage.inside(i, "product_noun") || passage.inside(i, "user_label") ||
      passage.inside(i, "buyer_label") || passage.inside(i, "user_verb") || passage.inside(i, "buyer_verb") || passage.inside(i, "adverb"))
    return false;
  for (const std::string_view ending : {"er", "or", "ist", "ian", "eur", "folk", "people", "men", "man", "woman", "women"})
    if (token.stem.ends_with(ending)) return true;
  return false;
}

void find_users_and_buyers(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  std::vector<Span> titles;
  std::vector<Tag> jobs;
  for (const Tag* tag : passage.tags_of("job")) jobs.push_back(*tag);
  static const Phrase worker{"job", "j", {}};
  for (size_t i = passage.label_end; i < passage.size(); ++i)
    if (!passage.inside(i, "job") && names_people(passage, i)) jobs.push_back({&worker, i, i + 1});
  // "Sommeliers use it", "the Polier signs": who stands before such a verb, at the head of the clause, is somebody.
  for (const char* kind : {"user_verb", "buyer_verb"})
    for (const Tag* verb : passage.tags_of(kind)) {
      size_t end = verb->first;
      while (end > passage.label_end && passage.inside(end - 1, "adverb")) --end;
      size_t first = end;
      while (first > passage.label_end && end - first < 2 && passage.token(first - 1).kind == Token::Kind::word && !passage.inside(first - 1, "stop") && !passage.inside(first - 1, "and") && !passage.inside(first - 1, "or") && passage.clause[first - 1] == passage.clause[verb->first]) --first;
      if (first == end) continue;
      const bool article = first > 0 && passage.inside(first - 1, "article") && !passage.inside(first - 1, "possessive");   // "enter their field records" has no people before a verb
      const bool head = first == passage.label_end || first == clause_begin(passage, first) || article || passage.inside(first - 1, "and") || passage.is(first - 1, ",");
      const Token& noun = passage.token(end - 1);
      if (!head || (!article && !noun.text.ends_with("s")) || noun.stem.size() < 4 || passage.inside(end - 1, "job")) continue;
      bool somebody = true;
      for (size_t i = first; i < end; ++i)
        for (const std::string_view other : {"product_noun", "segment_noun", "account_noun", "user_noun", "no_people", "role", "role_word", "region", "metric", "signal", "industry", "category", "user_verb", "buyer_verb", "number", "plan_name_noun", "company_noun", "month", "tool", "crm", "segment_generic", "title_stop", "no_product", "bare_product", "duration", "asked"})
          somebody = somebody && !passage.inside(i, other);
      if (somebody) jobs.push_back({&worker, end - 1, end});
    }
  std::ranges::stable_sort(jobs, {}, &Tag::first);
  for (const Tag& job : jobs) {
    const Tag* tag = &job;
    if (!titles.empty() && tag->first < titles.back().last) continue;
    if (passage.inside(tag->first, "product_noun") && reading->first("product") && reading->passages[p].sentence.tokens[tag->first].begin >= reading->first("product")->begin && reading->passages[p].sentence.tokens[tag->first].begin < reading->first("product")->end) continue;
    Span span = title_around(passage, *tag);
    titles.push_back(span);
  }
  const auto value_of = [&](const Span& span) {
    std::string value;
    size_t head = span.last - 1;   // the word that has a plural: the one before "of"
    for (size_t i = span.first + 1; i < span.last; ++i)
      if (passage.inside(i, "job_of")) {
        head = i - 1;
        break;
      }
    for (size_t i = span.first; i < span.last; ++i) {
      const Token& token = passage.token(i);
      if (token.kind == Token::Kind::sign) continue;
      std::string word = reading->written(passage, i, i + 1);
      // Singular, lower case; CFO, VP Product and IT keep their capitals.
      const bool keep = token.upper || (i > span.first && token.capital && passage.inside(span.first, "vice")) || passage.token(span.first).upper;
      if (!keep) word = lower_ascii(word.substr(0, 1)) + word.substr(1);
      if (i == head && token.stem != token.text && word.size() > token.stem.size() && token.text.ends_with("s") && !word.ends_with("staff")) {
        if (word.ends_with("ies")) word = word.substr(0, word.size() - 3) + "y";
        else if (word.ends_with("s")) word.pop_back();
      }
      value += (value.empty() ? "" : token.glued ? reading->text.substr(passage.token(i - 1).end, token.begin - passage.token(i - 1).end) == "-" ? "-" : " " : " ") + word;
    }
    return value;
  };
  const auto add = [&](const char* path, const Span& span) {
    if (passage.meant(span.first, span.last, kNotReal | kNegated)) return;
    const std::string value = value_of(span);
    if (!value.empty() && !reading->has(path, value)) reading->add(path, value, p, span.first, span.last);
  };
  const Passage* heading = reading->heading_of(passage);
  // "Who buys it? The owner." stands like a heading, also in one line.
  const Passage* question = p > 0 && passage.size() <= 14 && reading->passages[p - 1].size() > 0 && reading->passages[p - 1].size() <= 6 && reading->passages[p - 1].token(reading->passages[p - 1].size() - 1).is("?") ? &reading->passages[p - 1] : nullptr;
  if (!heading && question) heading = question;
  const bool headed = heading && heading->size() <= 6 && passage.size() <= 14 && passage.label_end == 0;
  const bool users = reading->in_label(passage, "user_label") || reading->in_label(passage, "user_verb") || (headed && heading->has("user_label") && !heading->has("buyer_label"));
  const bool buyers = reading->in_label(passage, "buyer_label") || reading->in_label(passage, "buyer_verb") || (headed && heading->has("buyer_label") && !heading->has("user_label"));
  for (const Span& span : titles) {
    if (span.first < passage.label_end) continue;
    // What is said of the people: the verb that follows in the same clause, before other people are named; or the one before ("used by").
    const size_t end = passage.size();
    bool uses = false, buys = false;
    // "used by lawyers", "buyer is the CFO": words that end right before the people.
    size_t lead = span.first;
    while (lead > 0 && (passage.inside(lead - 1, "article") || passage.is(lead - 1, ":") || passage.inside(lead - 1, "be"))) --lead;
    const bool led_to_use = lead > 0 && passage.inside(lead - 1, "user_label") && passage.token(lead - 1).kind == Token::Kind::word;
    const bool led_to_buy = lead > 0 && passage.inside(lead - 1, "buyer_label") && passage.token(lead - 1).kind == Token::Kind::word;
    size_t i = span.last;
    if (passage.is(i, "of") || passage.is(i, "at") || passage.is(i, "in")) {   // "the partner of the firm decides"
      size_t k = i + 1;
      while (passage.inside(k, "article")) ++k;
      if (k < passage.size() && passage.token(k).kind == Token::Kind::word && (passage.inside(k + 1, "buyer_verb") || passage.inside(k + 1, "user_verb"))) i = k + 1;
    }
    const auto same_list = [&](size_t k) {   // "A and B use it": A's verb is B's
      for (const Span& other : titles) if (other.first == k) return other.last;
      return k;
    };
    while (i < end && i < span.last + 14 && !led_to_use && !led_to_buy) {
      const size_t jump = same_list(i);
      if (jump != i) { i = jump; continue; }
      if (passage.tag_at(i, "user_verb")) { uses = true; if (const Tag* verb = passage.tag_at(i, "user_verb")) { size_t k = verb->last; if (passage.inside(k, "and") && passage.tag_at(k + 1, "buyer_verb")) buys = true; } break; }
      if (const Tag* verb = passage.tag_at(i, "buyer_verb")) { buys = true; if (passage.inside(verb->last, "and") && passage.tag_at(verb->last + 1, "user_verb")) uses = true; break; }
      if (passage.inside(i, "and") || passage.inside(i, "or") || passage.is(i, ",") || passage.is(i, "/") || passage.is(i, "(") || passage.inside(i, "article") || passage.inside(i, "adverb")) {
        if (passage.is(i, "(")) { while (i < end && !passage.is(i, ")")) ++i; }
        ++i;
        continue;
      }
      break;
    }
    // "Designers are our users and design managers our buyers", "Lawyers draft with it".
    if (!uses && !buys && !led_to_use && !led_to_buy) {
      size_t k = span.last;
      while (passage.inside(k, "be") || passage.inside(k, "article")) ++k;
      if (k > span.last) {
        if (const Tag* label = passage.tag_at(k - 1, "user_label") ? passage.tag_at(k - 1, "user_label") : passage.tag_at(k, "user_label"); label && passage.token(label->last - 1).stem.starts_with("user")) uses = true;
        if (const Tag* label = passage.tag_at(k - 1, "buyer_label") ? passage.tag_at(k - 1, "buyer_label") : passage.tag_at(k, "buyer_label"); label && passage.token(label->last - 1).stem.starts_with("buyer")) buys = true;
      }
      for (size_t n = 1; n <= 3 && !uses && !buys; ++n) {
        const size_t it = span.last + n;
        if (it >= end || passage.clause[it] != passage.clause[span.last] || passage.token(it - 1).kind != Token::Kind::word) break;
        bool verb = true;
        for (size_t v = span.last; v < it; ++v) verb = verb && !passage.inside(v, "buyer_verb") && !passage.inside(v, "job") && !passage.inside(v, "no_use_verb") && !passage.inside(v, "and") && !passage.inside(v, "be");
        for (size_t v = span.last; v < it; ++v) verb = verb && !passage.token(v).text.ends_with("ed");   // "the last consultant skipped it" is a story
        if (verb && (passage.is(it, "it") || ((passage.is(it, "the") || passage.is(it, "our")) && passage.inside(it + 1, "bare_product") && !passage.inside(it + 1, "no_use_verb")))) uses = true;
      }
    }
    if (!uses && !buys) {
      // A label or a verb before: "buyers are research leads", "used by lawyers and paralegals", "our user is the wiki admin".
      size_t k = span.first;
      while (k > 0 && k + 10 > span.first) {
        const size_t before = k - 1;
        bool title = false;
        for (const Span& other : titles)
          if (before >= other.first && before < other.last) { k = other.first; title = true; break; }
        if (title) continue;
        if (passage.inside(before, "buyer_label")) { buys = true; break; }
        if (passage.inside(before, "user_label")) { uses = true; break; }
        if (passage.inside(before, "and") || passage.inside(before, "or") || passage.is(before, ",") || passage.is(before, "/") || passage.inside(before, "article") || passage.inside(before, "be")) { --k; continue; }
        if (passage.is(before, ":") || passage.is(before, "=")) { --k; continue; }
        break;
      }
    }
    if (!uses && !buys && span.first > 0 && p < 8) {
      // "log search service for developers"
      size_t k = span.first;
      while (k > 0 && passage.inside(k - 1, "article")) --k;
      const Found* product = reading->first("product");
      if (k > 0 && passage.is(k - 1, "for") && product && product->passage == p && k >= 2 && passage.token(k - 1).begin > product->begin && passage.token(k - 1).begin < product->end + 30 && !passage.inside(span.last - 1, "segment_noun") && !passage.inside(span.first, "industry") && !passage.inside(span.last - 1, "industry") && !passage.inside(span.last, "segment_noun")) uses = true;
    }
    if (!uses && !buys) uses = users, buys = buyers;
    // "Legal signs off the templates": an approval, no purchase; "leads" alone are no people who use it.
    if (buys && passage.has("approval_object") && passage.has("approval_word")) buys = false;
    if (span.last - span.first == 1 && passage.token(span.first).stem == "lead") uses = buys = false;
    if (span.last - span.first == 1 && passage.inside(span.first, "job_small") && !users) uses = false;   // departments buy and approve
    if (uses) add("user_roles", span);
    if (buys) add("buyer_roles", span);
  }
}

}  // namespace

void find_people(Reading* reading) {
  Sellers sellers;
  for (size_t p = 0; p < reading->passages.size(); ++p) {
    find_reps(reading, p);
    find_sellers(reading, p, roles_in(reading->passages[p]), &sellers);
    find_hours(reading, sellers, p);
    find_more_hours(reading, sellers, p);
    find_users_and_buyers(reading, p);
  }
  drop_sums(reading);
}

}  // namespace handraise
