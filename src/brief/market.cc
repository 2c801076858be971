// Whom it is for and where: seats, company size, segments, industries, regions, regimes.
#include <algorithm>

#include "brief/reading.h"

namespace handraise {
namespace {

void find_seats(Reading* reading, size_t p) {
  Passage& passage = reading->passages[p];
  std::vector<Amount*> seats;
  for (Amount& amount : passage.amounts) {
    if (amount.used || amount.unit != Amount::Unit::count || amount.times || passage.meant(amount.first, amount.last, kNotReal)) continue;
    const Tag* noun = passage.tag_at(amount.last, "seat_noun");
    if (!noun || passage.tag_at(amount.last, "signal")) continue;
    if (passage.has("pilot_word") || passage.has("free_lead")) continue;
    seats.push_back(&amount);
  }
  // "clubs should go from 12 users to 60"
  if (seats.empty() && passage.has("growth_word") && !passage.has("metric", "signups"))
    for (size_t k = 0; k + 1 < passage.amounts.size(); ++k) {
      Amount& from = passage.amounts[k];
      Amount& to = passage.amounts[k + 1];
      if (from.used || to.used || from.unit != Amount::Unit::count || to.unit != Amount::Unit::count || from.low >= to.low || to.low > 100000 || !from.period.empty() || !to.period.empty()) continue;
      // "from two people inside the client to at least fifteen"
      size_t towards = from.last + 1;
      while (towards < to.first && towards < from.last + 6 && !passage.tag_at(towards, "to") && passage.token(towards).kind == Token::Kind::word) ++towards;
      if (!(passage.inside(from.last, "seat_noun") || passage.inside(from.last, "user_noun")) || !passage.tag_at(towards, "to") || to.first > towards + 3 || !passage.tag_before(from.first, "from")) continue;
      from.used = to.used = true;
      reading->add_number("seats.from", from.low, p, from.first, from.last + 1);
      reading->add_number("seats.to", to.low, p, to.first, to.last);
      break;
    }
  // "SEATS: 3 today, 20 wanted"
  if (seats.empty() && reading->in_label(passage, "seat_noun")) {
    std::vector<Amount*> counts;
    for (Amount& amount : passage.amounts)
      if (!amount.used && amount.unit == Amount::Unit::count && amount.first >= passage.label_end && amount.period.empty()) counts.push_back(&amount);
    if (counts.size() == 2 && counts[0]->low < counts[1]->low) {
      reading->add_number("seats.from", counts[0]->low, p, counts[0]->first, counts[0]->last);
      reading->add_number("seats.to", counts[1]->low, p, counts[1]->first, counts[1]->last);
      counts[0]->used = counts[1]->used = true;
    }
  }
  // "seats from 10 -> 90"
  if (seats.empty())
    for (Amount& amount : passage.amounts)
      if (!amount.used && amount.unit == Amount::Unit::count && (amount.change || amount.range) && !passage.meant(amount.first, amount.last, kNotReal))
        for (size_t k = amount.first >= 3 ? amount.first - 3 : 0; k < amount.first; ++k)
          if (passage.tag_at(k, "seat_noun") && !amount.used) {
            amount.used = true;
            reading->add_number("seats.from", amount.low, p, k, amount.last);
            reading->add_number("seats.to", amount.high, p, k, amount.last);
          }
  // "6 seats on average, we want 25", "come in with 8 seats and should be at 30"
  if (seats.size() == 1)
    for (Amount& amount : passage.amounts) {
      if (amount.used || &amount == seats[0] || amount.first < seats[0]->last || amount.unit != Amount::Unit::count || amount.low <= seats[0]->high || !amount.period.empty() || amount.change) continue;
      const bool bare = amount.last >= passage.size() || passage.token(amount.last).kind == Token::Kind::sign || passage.inside(amount.last, "by_word");
      bool aimed = passage.meant(amount.first, amount.last, kWished);
      for (const Tag* lead : passage.tags_of("target_lead")) aimed = aimed || (lead->last <= amount.first && lead->first >= seats[0]->last);
      if (!bare || !aimed) continue;
      amount.used = seats[0]->used = true;
      reading->add_number("seats.from", seats[0]->low, p, seats[0]->first, seats[0]->last);
      reading->add_number("seats.to", amount.low, p, amount.first, amount.last);
      return;
    }
  for (size_t k = 0; k < seats.size(); ++k) {
    Amount& amount = *seats[k];
    const size_t noun_end = passage.tag_at(amount.last, "seat_noun")->last;
    const bool contracts = passage.inside(noun_end, "contract_word");
    const bool wanted = passage.meant(amount.first, amount.last, kWished) || contracts || amount.at_least;
    // "of 20 seats to 200": one amount with two ends.
    if (amount.change || (amount.range && passage.has("growth_word"))) {
      reading->add_number("seats.from", amount.low, p, amount.first, noun_end);
      reading->add_number("seats.to", amount.high, p, amount.first, noun_end);
    } else if (seats.size() >= 2 && k == 0) {
      reading->add_number("seats.from", amount.low, p, amount.first, noun_end);
    } else if (seats.size() >= 2 || wanted) {
      reading->add_number("seats.to", amount.high, p, amount.first, noun_end);
    } else if (passage.has("average_word") || passage.has("growth_word")) {
      reading->add_number("seats.from", amount.middle(), p, amount.first, noun_end);
    } else {
      continue;
    }
    amount.used = true;
  }
}

void find_employees(Reading* reading, size_t p) {
  Passage& passage = reading->passages[p];
  const bool label = reading->in_label(passage, "size_label");
  for (Amount& amount : passage.amounts) {
    if (amount.used || amount.unit != Amount::Unit::count || amount.times || amount.high < 2 || passage.meant(amount.first, amount.last, kNotReal)) continue;
    size_t noun = amount.last;
    // "number of employees from 300", "headcount over 50"
    bool before = false;
    for (size_t i = amount.first >= 4 ? amount.first - 4 : 0; i < amount.first && amount.at_least && amount.unit == Amount::Unit::count; ++i) before = before || (passage.inside(i, "size_label") && passage.clause[i] == passage.clause[amount.first]);
    const bool strong = before || passage.inside(noun, "employee_noun") || (!is_stop(passage, noun) && passage.inside(noun + 1, "employee_noun"));
    const bool people = !strong && passage.inside(noun, "people_noun");
    if (!strong && !people && !(label && amount.first >= passage.label_end)) continue;
    const bool bounded = amount.range || amount.at_least || amount.at_most || amount.change;
    if (!bounded) continue;
    const bool firms = passage.has("segment_noun") || passage.has("industry") || label || passage.has("segment_label");
    if (people && (!firms || passage.has("have_users") || passage.inside(amount.last + 1, "in_sales"))) continue;
    if (strong && !firms && !passage.has("size_word") && p > 0 && !reading->passages[p - 1].has("segment_noun") && !reading->labelled(passage, "segment_label")) continue;
    if (passage.has("free_lead") && !amount.range) continue;
    if (passage.has("signal_lead") && people) continue;
    size_t end = amount.last;
    if (before) end = amount.last;
    else if (strong || people) end = amount.last + 1 + (passage.inside(noun, "employee_noun") || people ? 0 : 1);
    amount.used = true;
    if (amount.range || amount.change) {
      reading->add_number("employees.from", amount.low, p, amount.first, end);
      reading->add_number("employees.to", amount.high, p, amount.first, end);
    } else if (amount.at_least) {
      reading->add_number("employees.from", amount.low, p, amount.first, end);
    } else {
      reading->add_number("employees.to", amount.high, p, amount.first, end);
    }
  }
}

// "hotels", "fashion retailers": an industry, unless a size or kind is named with it ("small manufacturers").
bool bare_industry(const Passage& passage, size_t first, size_t last) {
  bool industry = false, quality = false;
  for (size_t i = first; i < last; ++i) {
    industry = industry || passage.inside(i, "industry");
    quality = quality || passage.inside(i, "segment_quality");
  }
  return industry && !quality;
}

// Where the segments of a passage stand: behind "for", "customers are", a label.
void find_segments(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  // `said`: told to be the segment in so many words; `product`: only whom the product is for.
  struct Region { size_t first, last; bool out, said = false, product = false; };
  std::vector<Region> regions;
  const Found* product = reading->first("product");
  const auto stop_at = [&](size_t i) {
    size_t end = i;
    int depth = 0;
    while (end < passage.size()) {
      const Token& token = passage.token(end);
      if (token.is("(")) ++depth;
      if (token.is(")")) --depth;
      if (depth < 0) break;
      if (depth == 0 && (token.is(".") || (token.is(";") && passage.label_end == 0) || token.is("--") || token.is(":") || token.is("|") || passage.inside(end, "clause_break"))) break;
      if (passage.inside(end, "segment_end") && end > i && !(end + 1 < passage.size() && passage.token(end + 1).glued && passage.token(end + 1).kind == Token::Kind::word)) break;
      ++end;
    }
    return end;
  };
  const bool label = reading->in_label(passage, "segment_label");
  const bool label_out = reading->in_label(passage, "segment_out");
  if ((label || label_out) && passage.label_end > 0) {
    regions.push_back({passage.label_end, stop_at(passage.label_end), label_out, reading->in_label(passage, "segment_said")});
  } else if (const Passage* heading = reading->heading_of(passage); heading && passage.sentence.shape == Sentence::Shape::bullet && heading->size() <= 8 && (heading->has("segment_label") || heading->has("segment_out"))) {
    regions.push_back({0, stop_at(0), heading->has("segment_out"), heading->has("segment_said")});
  }
  for (const Tag* lead : passage.tags_of("segment_lead")) {
    const bool plain = passage.token(lead->first).text == "for" || passage.token(lead->first).text == "fur" || passage.token(lead->first).text == "pour" || passage.token(lead->first).text == "to" || passage.token(lead->first).text == "para";
    if (plain && lead->last - lead->first == 1) {
      // "for" says whom the product is for only beside the product.
      const bool beside = product && product->passage == p && passage.token(lead->first).begin >= product->begin && passage.token(lead->first).begin <= product->end + 40;
      const bool verb = lead->first > 0 && (passage.inside(lead->first - 1, "product_noun") || passage.inside(lead->first - 1, "category"));
      if (!beside && !(verb && p < 6)) continue;
      const size_t at = lead->last;
      regions.push_back({at, stop_at(at), passage.meant(lead->first, lead->last, kNegated), false, true});
      continue;
    }
    const size_t from = lead->last + (passage.is(lead->last, ":") ? 1 : 0);
    regions.push_back({from, stop_at(from), passage.meant(lead->first, lead->last, kNegated), passage.inside(lead->first, "segment_said")});
  }
  // "Mid-size biotechs are the target", "private schools are our segments": before the words.
  for (const Tag* said : passage.tags_of("segment_said_behind")) {
    if (passage.meant(said->first, said->last, kNotReal | kNegated)) continue;
    size_t begin = std::max(clause_begin(passage, said->first), passage.label_end);
    if (begin < said->first) regions.push_back({begin, said->first, false, true});
  }
  for (const Tag* out : passage.tags_of("segment_out")) {
    if (out->phrase->value != "o") continue;
    const std::string& word = passage.token(out->first).text;
    const bool strong = out->last - out->first >= 2 || word == "excluded" || word == "excluding" || word == "except";
    if (!strong) continue;
    const size_t from = out->last + (passage.is(out->last, ":") ? 1 : 0);
    if (from < passage.size() && stop_at(from) > from && !passage.inside(out->first, "negator_after")) regions.push_back({from, stop_at(from), true});
    // "Freelancers are out of scope", "publishers are a no".
    size_t begin = clause_begin(passage, out->first);
    if (out->first > begin && (word == "excluded" || word == "out" || word == "not" || word == "are" || word == "is" || word == "stay")) regions.push_back({begin, out->first, true});
  }
  std::ranges::stable_sort(regions, [](const Region& a, const Region& b) { return a.out > b.out; });
  std::vector<Span> taken;
  for (const Region& region : regions) {
    for (Span item : read_list(passage, region.first, region.last)) {
      // The item's head: the last word before a preposition or a verb.
      while (item.first < item.last && passage.inside(item.first, "stop") && !(item.first + 1 < item.last && passage.token(item.first + 1).glued)) ++item.first;
      size_t last = item.first;
      while (last < item.last && (!is_stop(passage, last) || passage.token(last).glued || (last + 1 < item.last && passage.token(last + 1).glued)) && passage.token(last).kind == Token::Kind::word) ++last;
      // "D2C brands doing a million", "startups building on it": the noun, not what it does.
      for (size_t i = item.first + 1; i < last; ++i)
        if (passage.inside(i - 1, "segment_noun") && passage.token(i).text.ends_with("ing") && !passage.token(i).glued && !passage.inside(last - 1, "segment_noun")) last = i;
      if (last - item.first > 1 && passage.token(item.first).text.size() == 1) ++item.first;   // "Series A and B startups"
      if (last == item.first || last - item.first > 5) continue;
      const bool noun = passage.inside(last - 1, "segment_noun");
      if (!noun && !(region.said && passage.inside(last - 1, "industry")) && !(region.out && last - item.first <= 3 && (passage.inside(last - 1, "industry") || passage.inside(last - 1, "job")))) continue;
      if (last - item.first == 1 && passage.inside(item.first, "segment_generic")) continue;
      if (passage.meant(item.first, last, kNotReal)) continue;
      if (std::ranges::any_of(taken, [&](const Span& span) { return span.first < last && item.first < span.last; })) continue;
      const bool negated = region.out || passage.meant(item.first, last, kNegated);
      if (passage.inside(last - 1, "region")) continue;
      taken.push_back({item.first, last});
      bool quality = false, all_industry = true;
      for (size_t i = item.first; i < last; ++i) all_industry = all_industry && passage.inside(i, "industry");
      for (size_t i = item.first; i < last; ++i) quality = quality || passage.inside(i, "segment_quality");
      if (!negated && !region.said && bare_industry(passage, item.first, last)) continue;
      if (!negated && region.said && !quality && (all_industry || (passage.inside(last - 1, "industry") && passage.inside(item.first, "sell_to")))) continue;   // "in scope: banks" names an industry
      // "for support teams" is said of the product; "for small wholesalers" names a kind of customer.
      bool sized = last - item.first >= 2 && passage.inside(item.first, "segment_size");
      for (size_t i = item.first; i < last; ++i) sized = sized && !passage.inside(i, "industry");
      if (!negated && region.product && !quality && !sized) continue;
      reading->add_words(negated ? "segments_excluded" : "segments", p, item.first, last);
    }
  }
  // "Mid-market deals", "our SMB customers".
  for (const Tag* named : passage.tags_of("segment_named")) {
    if (!passage.inside(named->last, "segment_of") || passage.meant(named->first, named->last, kNotReal | kNegated) || passage.inside(named->last + 1, "segment_end_owner")) continue;
    if (std::ranges::any_of(taken, [&](const Span& span) { return span.first < named->last && named->first < span.last; }) || passage.has("segment_out")) continue;
    taken.push_back({named->first, named->last});
    reading->add_words("segments", p, named->first, named->last);
  }
  // Industries stand where segments do, or beside the company size.
  for (const Tag* tag : passage.tags_of("industry")) {
    if (passage.meant(tag->first, tag->last, kNotReal | kNegated)) continue;
    if (tag->last - tag->first == 1 && passage.inside(tag->first, "job") && passage.token(tag->first).text.ends_with("s")) continue;   // accountants are people, accounting firms an industry
    bool in = false, out = false;
    for (const Region& region : regions)
      if (tag->first >= region.first && tag->last <= region.last) (region.out ? out : in) = true;
    if (product && product->passage == p && passage.token(tag->first).begin >= product->begin && passage.token(tag->first).end <= product->end + 80 && passage.clause[tag->first] == passage.clause[std::min(passage.size() - 1, tag->first)]) {
      bool broken = false;   // up to the first sign behind the product
      for (size_t i = 0; i < tag->first; ++i) broken = broken || (passage.token(i).begin >= product->end && passage.token(i).kind == Token::Kind::sign && !passage.is(i, ",") && !passage.is(i, "\""));
      in = in || (!broken && passage.token(tag->first).begin >= product->end && passage.has("for"));
    }
    if (reading->in_label(passage, "industry_label") && tag->first >= passage.label_end) in = true;
    if (p < 8 && passage.inside(tag->last, "industry_label") && passage.token(tag->last).kind == Token::Kind::word) in = true;   // "food industry", "nonprofit sector"
    if (p < 4 && tag->first > 0 && passage.is(tag->first - 1, "(") && passage.is(tag->last, ")")) in = true;                      // "for newspapers (media)"
    for (const Amount& amount : passage.amounts)
      if (amount.used && passage.clause[amount.first] == passage.clause[tag->first] && passage.has("employee_noun") && (tag->first >= amount.last || tag->last + 4 >= amount.first) && reading->has("employees.from")) in = true;
    for (const Tag* lead : passage.tags_of("sell_to"))
      in = in || passage.clause[tag->first] == passage.clause[lead->first] || (lead->last <= tag->first && tag->first <= lead->last + 12 && !passage.inside(lead->first, "sell_near"));
    if (!in || out || passage.has("pilot_word") || reading->has("industries", tag->phrase->value)) continue;
    if (std::ranges::any_of(passage.tags, [&](const Tag& other) { return other.phrase->kind == "industry" && other.first < tag->first && tag->first < other.last; })) continue;
    reading->add("industries", tag->phrase->value, p, tag->first, tag->last);
  }
}

bool adjective(const Passage& passage, const Tag& tag) {
  if (passage.token(tag.first).text.ends_with("s") && passage.token(tag.first).stem != passage.token(tag.first).text) return false;   // "the Nordics"
  for (const Tag& other : passage.tags)
    if (other.first == tag.first && other.last == tag.last && other.phrase->kind == "demonym") return true;
  return false;
}

void find_regions(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  const bool out_label = reading->in_label(passage, "region_out") || (reading->heading_of(passage) && reading->heading_of(passage)->size() <= 6 && reading->heading_of(passage)->has("region_out"));
  for (const Tag* tag : passage.tags_of("region")) {
    const std::string& value = tag->phrase->value;
    if (passage.meant(tag->first, tag->last, kPast | kOther | kSupposed) && !passage.meant(tag->first, tag->last, kNegated)) continue;
    if (adjective(passage, *tag)) {
      // "German companies" is a place, "German mails" a language.
      const bool people = passage.inside(tag->last, "segment_noun") || passage.inside(tag->last, "region_label") || passage.inside(tag->last, "industry") || passage.inside(tag->last + 1, "segment_noun");
      if (!people || reading->labelled(passage, "language_lead")) continue;
    }
    if (passage.is(tag->last, "$") || passage.inside(tag->first, "not_region")) continue;
    if (value == "worldwide" && passage.has("negator")) continue;
    if (reading->in_label(passage, "territory_label") && !reading->in_label(passage, "region_label")) continue;
    if (passage.has("territory_label") && !reading->in_label(passage, "region_label") && passage.first_of("territory_label")->first < tag->first && (clause_begin(passage, tag->first) <= passage.first_of("territory_label")->first || passage.has("routing_word"))) continue;
    if (reading->labelled(passage, "name_only") || (tag->first == 0 && passage.size() <= 2 && passage.sentence.shape == Sentence::Shape::prose && p + 1 == reading->passages.size())) continue;
    // "Canada yes, Québec no"
    const bool no = passage.is(tag->last, "no") && (tag->last + 1 >= passage.size() || passage.token(tag->last + 1).kind == Token::Kind::sign);
    const bool negated = out_label || no || passage.meant(tag->first, tag->last, kNegated);
    // "Not Denmark", "Switzerland is not served"; "we don't have a team in Spain" excludes nothing but is no region either.
    reading->add(negated ? "regions_excluded" : "regions", value, p, tag->first, tag->last);
  }
}

// "canada + us": who writes everything small, beside another country.
void find_small_us(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  for (size_t i = 0; i < passage.size(); ++i) {
    if (!passage.is(i, "us") || passage.token(i).capital || passage.inside(i, "region") || passage.meant(i, i + 1, kNotReal | kNegated)) continue;
    const auto joint = [&](size_t k) { return k < passage.size() && (passage.is(k, "+") || passage.is(k, ",") || passage.is(k, "/") || passage.is(k, "&") || passage.inside(k, "and")); };
    const bool closed = i + 1 >= passage.size() || passage.token(i + 1).kind == Token::Kind::sign || passage.inside(i + 1, "and") || passage.inside(i + 1, "clause_break");
    size_t before = i;
    if (before > 0 && joint(before - 1)) --before;
    if (before > 0 && passage.is(before - 1, ")")) while (before > 0 && !passage.is(before, "(")) --before;
    const bool beside = (before < i && before > 0 && passage.inside(before - 1, "region")) || (joint(i + 1) && passage.inside(i + 2, "region"));
    if (closed && beside) reading->add("regions", "us", p, i, i + 1);
  }
}

void find_compliance(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  for (const Tag* tag : passage.tags_of("compliance")) {
    if (passage.meant(tag->first, tag->last, kNotReal)) continue;
    bool out = false;
    for (const Tag* no : passage.tags_of("compliance_out"))
      if (no->first >= tag->last && passage.clause[no->first] == passage.clause[tag->first]) {
        out = true;
        for (size_t i = tag->last; i < no->first; ++i) out = out && !passage.is(i, ",");
      }
    const Tag* before = passage.tag_before(tag->first, "negator");
    if (out || before) continue;
    reading->add("compliance", tag->phrase->value, p, tag->first, tag->last);
  }
}

}  // namespace

void find_market(Reading* reading) {
  for (size_t p = 0; p < reading->passages.size(); ++p) {
    find_seats(reading, p);
    find_employees(reading, p);
    find_segments(reading, p);
    find_regions(reading, p);
    find_small_us(reading, p);
    find_compliance(reading, p);
  }
}

}  // namespace handraise
