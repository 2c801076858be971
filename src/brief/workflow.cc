// How sales works today: routing, territories, CRM, alerts, tools, the bottleneck, approvals.
#include <algorithm>

#include "brief/reading.h"

namespace handraise {
namespace {

// The words from `i` to where the sentence ends or a sign breaks it; commas belong to them.
size_t text_end(const Passage& passage, size_t i) {
  size_t end = i;
  while (end < passage.size()) {
    const Token& token = passage.token(end);
    if ((token.is(".") || token.is("!") || token.is("?") || token.is(";") || token.is("|") || token.is("--")) && end > i) break;
    ++end;
  }
  while (end > i && passage.token(end - 1).kind == Token::Kind::sign && !passage.token(end - 1).is("%") && !passage.token(end - 1).is(")")) --end;
  return end;
}

void find_routing(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  for (const Tag* tag : passage.tags_of("routing")) {
    if (passage.meant(tag->first, tag->last, kAnyStance & ~kWished)) continue;
    const std::string& value = tag->phrase->value;
    const bool word = tag->last - tag->first == 1 && (passage.is(tag->first, "rotation") || passage.is(tag->first, "rotate") || passage.is(tag->first, "rotates"));   // crews rotate too
    const bool own = (value == "round_robin" && !word) || tag->last - tag->first >= 3 || passage.inside(tag->first, "routing_strong");
    if (!own && !passage.has("routing_word") && !reading->labelled(passage, "routing_word")) continue;
    if (tag->last <= passage.label_end && passage.label.size() <= 2) continue;
    reading->add("routing", value, p, tag->first, tag->last);
  }
}

void find_territories(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  for (const Tag* label : passage.tags_of("territory_label")) {
    size_t i = label->last;
    bool sign = false;
    while (i < passage.size() && (passage.is(i, ":") || passage.is(i, "|") || passage.inside(i, "be") || passage.is(i, ",") || passage.is(i, "(") || passage.inside(i, "namely"))) {
      sign = true;
      ++i;
    }
    if (!sign && !(i < passage.size() && passage.token(i).capital)) continue;
    size_t end = i;
    while (end < passage.size() && !passage.is(end, ".") && !passage.is(end, ";") && !passage.is(end, ")") && !passage.is(end, "--") && !passage.is(end, "|") && !passage.is(end, "(")) ++end;
    std::vector<Span> names;
    for (const Span& item : read_list(passage, i, end)) {
      bool name = passage.token(item.first).capital && item.last - item.first <= 4 && !passage.inside(item.first, "role") && !passage.inside(item.first, "crm") && !passage.inside(item.first, "alert_word");
      for (size_t k = item.first; k < item.last && name; ++k) name = passage.token(k).kind == Token::Kind::word && (passage.token(k).capital || passage.inside(k, "article") || passage.is(k, "de") || passage.is(k, "of"));
      if (!name) break;
      names.push_back(item);
    }
    if (names.size() < 2 && !(names.size() == 1 && passage.label_end > 0)) continue;
    for (const Span& name : names) reading->add_words("territories", p, name.first, name.last);
    return;
  }
}

void find_tools(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  for (const Tag* tag : passage.tags_of("crm")) {
    if (passage.meant(tag->first, tag->last, kAnyStance & ~kWished)) continue;
    if (reading->has("crm")) {
      // Two CRMs named are a contradiction only where both are said to be the CRM.
      if (reading->has("crm", tag->phrase->value) || !passage.has("crm_word")) continue;
    }
    if (passage.inside(tag->first, "crm_not")) continue;
    // "our product syncs with Salesforce and HubSpot": what customers connect is not where we log.
    bool synced = false;
    for (const Tag* sync : passage.tags_of("sync_word")) synced = synced || (sync->last <= tag->first && tag->first <= sync->last + 4 && passage.clause[sync->first] == passage.clause[tag->first] && !passage.has("crm_word") && !(sync->first > 0 && passage.inside(sync->first - 1, "we_word")));
    if (synced) continue;
    reading->add("crm", tag->phrase->value, p, tag->first, tag->last);
  }
  if (const Tag* none = passage.first_of("crm_none"); none && !passage.meant(none->first, none->last, kPast | kOther | kSupposed) && !reading->has("crm")) {
    if (none->phrase->value == "n" && (!passage.is(none->first, "spreadsheet") || passage.has("crm_word"))) reading->add("crm", "none", p, none->first, none->last);
  }
  for (const Tag* tag : passage.tags_of("tool")) {
    if (passage.meant(tag->first, tag->last, kAnyStance & ~kWished)) continue;
    if (passage.inside(tag->first, "tool_not")) continue;
    // A word that is also a common one says nothing at the head of a sentence: "Front-desk staff", "Segments not wanted".
    if (tag->first == 0 && !tag->phrase->parts.front().exact.empty() && passage.size() > 3) continue;
    if (tag->phrase->value == "segment" && passage.is(tag->last, ":") && tag->first <= 1) continue;
    reading->add("tools", tag->phrase->value, p, tag->first, tag->last);
  }
  for (const Tag* tag : passage.tags_of("channel")) {
    if (passage.meant(tag->first, tag->last, kAnyStance & ~kWished)) continue;
    const std::string& value = tag->phrase->value;
    if (passage.inside(tag->first, "mapping") && value == "email") continue;
    bool alert = reading->labelled(passage, "alert_word");
    for (const Tag* word : passage.tags_of("alert_word")) {
      const size_t gap = word->first > tag->last ? word->first - tag->last : tag->first > word->last ? tag->first - word->last : 0;
      alert = alert || (gap <= (value == "email" ? 4u : 8u) && (passage.clause[word->first] == passage.clause[tag->first]));
    }
    // "round robin, HubSpot, Teams": in a list of tools it is where alerts go.
    if (value == "teams" && passage.token(tag->first).capital && passage.size() <= 14)
      for (const Tag* tool : passage.tags_of("crm")) alert = alert || (tool->last + 1 == tag->first && passage.token(tool->last).kind == Token::Kind::sign) || (tag->last + 1 == tool->first && passage.token(tag->last).kind == Token::Kind::sign);
    const bool own = value == "slack" || value == "discord" || passage.inside(tag->first, "channel_strong");
    if (!alert && !own) continue;
    const Found* product = reading->first("product");
    if (!alert && product && product->passage == p && passage.token(tag->first).begin <= product->end + 60) continue;
    if (value == "email" && (!alert || passage.has("forbidden") || passage.has("language_lead_only"))) continue;
    if (reading->has("alert_channel") && !alert) continue;
    reading->add("alert_channel", value, p, tag->first, tag->last);
  }
}

void find_bottleneck(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  if (reading->has("bottleneck") || passage.sentence.shape == Sentence::Shape::heading) return;
  if (const Passage* heading = reading->heading_of(passage); heading && heading->size() <= 9 && heading->has("bottleneck_lead") && passage.label_end == 0 && passage.size() > 1) {
    reading->add_words("bottleneck", p, 0, text_end(passage, 0));
    return;
  }
  for (const Tag* lead : passage.tags_of("bottleneck_lead")) {
    if (passage.meant(lead->first, lead->last, kNegated | kNotReal)) continue;
    size_t i = lead->last;
    const bool leads = passage.inside(lead->first, "bottleneck_direct") || (passage.sentence.column && i == passage.label_end) || passage.is(i, ":") || passage.inside(i, "be") || passage.is(i, "|") || passage.is(i, "--") || passage.is(i, "=") || (lead->last - lead->first >= 2 && (passage.token(lead->last - 1).is("is") || passage.token(lead->last - 1).is("ist")));
    const bool soon = passage.is(i + 1, ":") || (passage.is(i, "?") && passage.is(i + 1, ":"));   // "which is the bottleneck btw: …", "What hurts?: …"
    if (leads || soon) {
      if (soon && !leads) i += 2;
      while (i < passage.size() && (passage.token(i).kind == Token::Kind::sign || passage.inside(i, "be") || passage.is(i, "that") || passage.is(i, "now") || passage.is(i, "dass") || passage.is(i, "que"))) ++i;
      size_t end = text_end(passage, i);
      for (size_t k = i + 4; k + 1 < end; ++k)   // ", and meanwhile …", ", without knowing …"
        if (passage.is(k, ",") && passage.inside(k + 1, "bottleneck_end")) end = k;
      if (end > i) {
        reading->add_words("bottleneck", p, i, end);
        return;
      }
    }
    // "…, that's the bottleneck"
    const size_t stop = lead->first;
    size_t back = stop;
    while (back > 0 && !passage.is(back - 1, ",") && !passage.is(back - 1, "--") && stop - back < 5) --back;
    if (back > 2 && passage.token(back - 1).kind == Token::Kind::sign && stop - back <= 4 && passage.has("that_is")) {
      size_t first = 0;
      for (size_t k = back - 1; k > 0; --k)
        if (passage.is(k - 1, ":") || passage.is(k - 1, ".")) { first = k; break; }
      reading->add_words("bottleneck", p, first, back - 1);
      return;
    }
  }
  if (const Tag* weak = passage.first_of("weak_number"); weak && !passage.meant(weak->first, weak->last, kNegated | kNotReal)) reading->add_words("bottleneck", p, weak->first, weak->last);
}

void find_approvals(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  const Tag* word = passage.first_of("approval_word");
  if (!word || passage.has("approval_done") || passage.meant(word->first, word->last, word->phrase->value == "only" ? kNotReal : kNegated | kNotReal)) return;   // "nothing goes out without her okay"
  const bool texts = passage.has("approval_object");
  if (!texts && (passage.has("buyer_label") || passage.inside(word->first, "buyer_verb"))) return;
  for (const Tag* purchase : passage.tags_of("purchase"))
    if (purchase->first >= word->last && purchase->first <= word->last + 4) return;
  if (reading->in_label(passage, "approval_word")) {
    size_t end = text_end(passage, passage.label_end);
    reading->add_words("approvals", p, skip_articles(passage, passage.label_end), end);
    return;
  }
  // Who must approve what: the whole clause around the word.
  size_t first = word->first;
  while (first > 0 && !passage.is(first - 1, ",") && !passage.is(first - 1, ".") && !passage.is(first - 1, ";") && !passage.is(first - 1, "--") && !passage.is(first - 1, ":") && !passage.inside(first - 1, "clause_break")) --first;
  size_t last = word->last;
  while (last < passage.size() && !passage.is(last, ",") && !passage.is(last, ".") && !passage.is(last, ";") && !passage.is(last, "--") && !passage.inside(last, "approval_end")) ++last;
  if (last - first < 3) return;
  reading->add_words("approvals", p, first, last);
}

}  // namespace

void find_workflow(Reading* reading) {
  for (size_t p = 0; p < reading->passages.size(); ++p) {
    find_routing(reading, p);
    find_territories(reading, p);
    find_tools(reading, p);
    find_bottleneck(reading, p);
    find_approvals(reading, p);
  }
}

}  // namespace handraise
