// What the product can tell: signals, events, what is missing or must not be used, and how users are tied to accounts.
#include <algorithm>

#include "brief/reading.h"

namespace handraise {
namespace {

enum class Sense { none, seen, missing, never_mention, never_use };

std::string_view path_of(Sense sense) {
  switch (sense) {
    case Sense::seen: return "signals";
    case Sense::missing: return "missing_signals";
    case Sense::never_mention: return "forbidden_signals.never_mention";
    case Sense::never_use: return "forbidden_signals.never_use";
    case Sense::none: break;
  }
  return "";
}

// What a label or heading says about the signals below it.
Sense sense_of_label(const Reading& reading, const Passage& passage) {
  const Passage* heading = reading.heading_of(passage);
  for (const Passage* where : {&passage, heading}) {
    if (!where) continue;
    const size_t end = where == &passage ? passage.label_end : where->size();
    if (where == heading && heading->size() > 14) continue;
    if (where == heading && heading->sentence.shape == Sentence::Shape::prose && heading->token(heading->size() - 1).is("?") && !heading->has("signal_opening")) continue;   // "How often do they log in?" asks for no signals
    Sense sense = Sense::none;
    for (const Tag& tag : where->tags) {
      if (tag.last > end) continue;
      if (tag.phrase->kind == "forbidden") return tag.phrase->value == "never_use" ? Sense::never_use : Sense::never_mention;
      if (tag.phrase->kind == "signal_missing") sense = Sense::missing;
      if (tag.phrase->kind == "signal_lead" && sense == Sense::none) sense = where->meant(tag.first, tag.last, kNegated) ? Sense::missing : Sense::seen;
    }
    if (sense != Sense::none) return sense;
  }
  return Sense::none;
}

// "Fourth, what we can see. Reagent imports, …", "Which usage do we see? …": a short sentence that names nothing leads the next.
Sense sense_of_lead(const Reading& reading, size_t p) {
  if (p == 0) return Sense::none;
  const Passage& before = reading.passages[p - 1];
  const size_t n = before.size();
  if (n == 0 || n > 9 || before.sentence.paragraph != reading.passages[p].sentence.paragraph || before.has("signal") || before.has("forbidden")) return Sense::none;
  const Tag* opening = before.first_of("signal_opening");
  if (!opening || opening->last + 1 < n || before.meant(opening->first, opening->last, kPast | kOther)) return Sense::none;
  return opening->phrase->value == "missing" ? Sense::missing : Sense::seen;
}

// The sense in which token `i` of a passage is spoken of.
Sense sense_at(const Passage& passage, size_t i, Sense label) {
  Sense sense = Sense::none;
  size_t best = 0;
  bool found = false;
  const size_t begin = clause_begin(passage, i), end = clause_end(passage, i);
  const auto consider = [&](const Tag& tag, Sense candidate, bool strong) {
    // The nearest word before wins; a strong one may stand behind ("support tickets must not be used").
    if (tag.last <= i) {
      if (!found || tag.last > best || strong) {
        if (strong || candidate == Sense::seen || tag.first >= begin || passage.clause[tag.first] == passage.clause[i]) sense = candidate, best = tag.last, found = true;
      }
    } else if (tag.first > i && (tag.first < end || (candidate == Sense::seen && !strong)) && (strong || !found)) {
      sense = candidate;
      found = true;
      best = i;
    }
  };
  for (const Tag& tag : passage.tags)
    if (tag.phrase->kind == "signal_lead" && tag.last <= i && tag.first >= passage.label_end) consider(tag, passage.meant(tag.first, tag.last, kNegated) && !passage.inside(tag.first, "still") ? Sense::missing : Sense::seen, false);
  for (const Tag& tag : passage.tags)
    if (tag.phrase->kind == "signal_lead" && tag.first > i && (tag.first < end || (tag.first > 0 && passage.inside(tag.first - 1, "that_is"))) && !found) consider(tag, passage.meant(tag.first, tag.last, kNegated) ? Sense::missing : Sense::seen, false);
  for (const Tag& tag : passage.tags)
    if (tag.phrase->kind == "signal_missing" && tag.first < end && (passage.clause[tag.first] == passage.clause[i] || (tag.last <= i && passage.meant(i, i + 1, kNegated)))) {
      // "I can see API calls and exports, can't see tickets": what stands before the comma has its own verb.
      bool own = false;
      if (tag.first > i)
        for (const Tag& lead : passage.tags)
          if (lead.phrase->kind == "signal_lead" && lead.last <= i && !passage.meant(lead.first, lead.last, kNegated))
            for (size_t k = i; k < tag.first; ++k) own = own || passage.is(k, ",");
      if (!own) consider(tag, Sense::missing, true);
    }
  bool banned_before = false;
  for (const Tag& tag : passage.tags)
    if (tag.phrase->kind == "forbidden") {
      // "Patient data must never be used, and tickets must not be mentioned": what follows its own things speaks of them.
      const bool passive = tag.first > i && tag.first <= i + 6 && passage.inside(tag.first, "forbidden_passive");
      if (tag.first > i && banned_before && !passive) break;   // "don't mention docs, and never use tickets": each its own
      banned_before = banned_before || tag.last <= i;
      const bool same = passage.clause[tag.first] == passage.clause[i];
      bool object = false;   // "Legal says never mention API usage": it has its own object
      for (const Tag& other : passage.tags) object = object || (other.phrase->kind == "signal" && other.first >= tag.last && other.first <= tag.last + 3 && passage.clause[other.first] == passage.clause[tag.first]);
      const bool next = tag.first > i && !passage.has("signal_lead") && !object;
      if (same || next || tag.last <= i || (tag.first > i && passage.tags_of("signal").size() == 1 && !object)) {
        const Sense forbidden = tag.phrase->value == "never_use" ? Sense::never_use : Sense::never_mention;
        sense = forbidden;
        found = true;
      }
    }
  if (found) return sense;
  return label;
}

// Words of an item that are no signal: "when a user hits the limit" keeps "hits the limit".
bool plausible_item(const Passage& passage, size_t first, size_t last) {
  if (last <= first || last - first > 4) return false;
  bool telling = false;
  for (size_t i = first; i < last; ++i) {
    const Token& token = passage.token(i);
    if (token.kind != Token::Kind::word || token.text.find('_') != std::string::npos) return false;
    if (passage.inside(i, "tool") || passage.inside(i, "crm") || passage.inside(i, "usage_yes") || passage.inside(i, "usage_no") || passage.inside(i, "role")) return false;
    if (token.is("everything") || token.is("nothing") || token.is("something") || token.is("anything") || token.is("all")) return false;
    telling = telling || !(passage.inside(i, "no_signal") || passage.inside(i, "mapping_word") || passage.inside(i, "channel"));
    if (passage.inside(i, "stop") && !token.is("of") && !token.is("by")) return false;
  }
  if (last - first == 1)
    for (const std::string_view act : {"act_share", "act_invite", "act_connect", "act_install", "act_see", "act_ask", "act_talk", "act_create"})
      if (passage.inside(first, act)) return false;   // a verb alone names nothing
  return telling;
}

// "a tour was published": the noun's participle, behind a form of "to be" or "to get"; `last` where there is none.
size_t participle_end(const Passage& passage, size_t last) {
  if (const Tag* verb = last > 0 ? passage.tag_at(last - 1, "participle") : nullptr; verb && verb->last > last) return verb->last;   // "geofences set up"
  if (!passage.inside(last, "passive_be")) return last;
  size_t verb = last + 1;
  if (passage.inside(verb, "passive_be")) ++verb;   // "is being"
  if (verb >= passage.size() || passage.token(verb).kind != Token::Kind::word) return last;
  const std::string& word = passage.token(verb).text;
  if (!(word.size() > 4 && word.ends_with("ed")) && !passage.inside(verb, "participle")) return last;
  return verb + 1;
}

std::string item_name(const Passage& passage, size_t first, size_t last, size_t verb) {
  if (verb > last && !passage.inside(last, "passive_be")) return snake_case(passage, first, verb);
  std::string name = snake_case(passage, first, last);
  if (verb > last) name += "_" + snake_case(passage, verb - 1, verb);
  return name;
}

// A ban that points back: "we can talk about exports, but the second site, never mention it" means the last thing named before it.
const Tag* pointing_ban(const Passage& passage) {
  for (const Tag* ban : passage.tags_of("forbidden")) {
    if (passage.is(ban->last, "it") || passage.is(ban->last, "them")) return ban;
    if (ban->last - ban->first > 3 && passage.inside(ban->first + 1, "pronoun")) return ban;   // "keep that out of the mails"
    const bool alone = ban->last + 1 >= passage.size() || passage.token(ban->last + 1).kind == Token::Kind::sign || passage.is(ban->last + 1, "in") || passage.is(ban->last + 1, "to");
    if (alone && (passage.is(ban->last, "that") || passage.is(ban->last, "those") || passage.is(ban->last, "these") || passage.is(ban->last, "this"))) return ban;
  }
  return nullptr;
}
bool spared(const Passage& passage, const Tag& tag) {
  const Tag* ban = pointing_ban(passage);
  if (!ban || tag.first > ban->first) return ban != nullptr && tag.first > ban->first;
  // What it points to begins behind the last "but" or sign before it; "may be scored but never mention it" has nothing between.
  size_t since = ban->first;
  while (since > 0 && (passage.inside(since - 1, "clause_break") || passage.token(since - 1).kind == Token::Kind::sign || passage.inside(since - 1, "adverb") || passage.inside(since - 1, "and"))) --since;
  while (since > 0 && !passage.inside(since - 1, "clause_break") && !passage.is(since - 1, ";") && !passage.is(since - 1, "--") && !passage.is(since - 1, ":")) --since;
  return tag.first < since;
}

// What a ban behind a pronoun or a label means: "It records harsh braking as well, which must never appear in a mail", "Salaries are visible, and
// they stay outside of this", "Phone numbers of guests: this cannot be used", "Call recordings: not to be touched".
Span banned_before(const Passage& passage, const Tag& ban) {
  size_t at = ban.first;
  while (at > 0 && (passage.inside(at - 1, "be") || passage.inside(at - 1, "adverb") || passage.inside(at - 1, "ban_verb"))) --at;
  const bool pronoun = at > 0 && passage.inside(at - 1, "pronoun");
  const auto noun_at = [&](size_t i) {
    return i < passage.size() && passage.token(i).kind == Token::Kind::word && !passage.inside(i, "stop") && !passage.inside(i, "signal_lead") && !passage.inside(i, "pronoun");
  };
  const auto from = [&](size_t first, size_t end) {
    first = skip_articles(passage, first);
    size_t last = first;
    while (last < end && last < first + 3 && noun_at(last)) ++last;
    return Span{first, last};
  };
  if (passage.label_end > 0 && (at == passage.label_end || (pronoun && at == passage.label_end + 1))) return from(0, passage.label_end - 1);
  if (!pronoun || at < 2) return {};
  if (passage.is(at - 1, "which") || passage.is(at - 1, "that")) {
    size_t last = at - 1;
    while (last > 0 && (passage.token(last - 1).kind == Token::Kind::sign || passage.inside(last - 1, "as_well"))) --last;
    size_t first = last;
    while (first > 0 && last - first < 3 && noun_at(first - 1)) --first;
    return {first, last};
  }
  return from(passage.label_end, at - 1);
}

// "They invite teammates and hit the cap. We see all of that." What the next sentence says of this one.
Sense sense_behind(const Reading& reading, size_t p) {
  if (p + 1 >= reading.passages.size()) return Sense::none;
  const Passage& next = reading.passages[p + 1];
  if (next.sentence.paragraph != reading.passages[p].sentence.paragraph) return Sense::none;
  const Tag* back = next.first_of("signal_back");
  if (!back || back->first > 8 || next.meant(back->first, back->last, kNotReal)) return Sense::none;
  if (next.has("forbidden")) return Sense::none;
  if (next.has("signal_missing") || next.meant(back->first, back->last, kNegated)) return Sense::missing;
  return next.has("signal_lead") || next.has("signal_logged") ? Sense::seen : Sense::none;
}

// The sense of a row of a table whose head speaks of signals: "| Invites | yes |".
Sense sense_of_row(const Reading& reading, const Passage& passage) {
  const Passage* head = reading.heading_of(passage);
  if (passage.sentence.shape != Sentence::Shape::row || !head || head->sentence.shape != Sentence::Shape::row || !head->has("signal_lead")) return Sense::none;
  for (const Tag* no : passage.tags_of("signal_row_no"))
    if (no->first >= passage.label_end && (no->first == 0 || passage.is(no->first - 1, "|"))) return Sense::missing;
  return Sense::seen;
}

// A head row names columns, no facts.
bool is_head_row(const Reading& reading, size_t p) {
  return reading.passages[p].sentence.shape == Sentence::Shape::row && p + 1 < reading.passages.size() && reading.passages[p + 1].sentence.shape == Sentence::Shape::row && reading.heading_of(reading.passages[p + 1]) == &reading.passages[p];
}

void find_signal_words(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  if (is_head_row(*reading, p)) return;
  if (const Sense row = sense_of_row(*reading, passage); row != Sense::none) {
    // The first cell is the signal.
    bool any = false;
    for (const Tag* tag : passage.tags_of("signal"))
      if (tag->last < passage.label_end && !any) {
        reading->add(path_of(row), tag->phrase->value, p, tag->first, tag->last);
        any = true;
      }
    size_t first = 0, last = passage.label_end > 0 ? passage.label_end - 1 : 0;
    while (first < last && passage.token(first).kind == Token::Kind::sign) ++first;
    while (last > first && passage.token(last - 1).kind == Token::Kind::sign) --last;
    if (!any && plausible_item(passage, first, last)) reading->add(path_of(row), snake_case(passage, first, last), p, first, last);
    return;
  }
  Sense label = sense_of_label(*reading, passage);
  if (label == Sense::none && !passage.has("signal_lead") && !passage.has("forbidden")) label = sense_behind(*reading, p);
  bool named_behind = label != Sense::none && sense_of_label(*reading, passage) == Sense::none;   // by the sentence after it: only what the catalogue knows
  if (label == Sense::none) label = sense_of_lead(*reading, p);
  // "Also seat limit warnings": goes on where the sentence before stopped.
  if (label == Sense::none && p > 0 && passage.has("goes_on") && passage.first_of("goes_on")->first == 0) label = sense_of_label(*reading, reading->passages[p - 1]);
  std::vector<Span> known;
  for (const Tag* tag : passage.tags_of("signal")) {
    if (tag->last <= passage.label_end) continue;
    if (passage.meant(tag->first, tag->last, kPast | kOther | kSupposed)) continue;
    bool inside = false;   // one word, two readings: the longer or earlier holds
    for (const Span& span : known) inside = inside || (tag->first < span.last && span.first < tag->last);
    if (inside) continue;
    const Sense sense = sense_at(passage, tag->first, label);
    if (sense == Sense::none) continue;
    // "activation 41 %", "login": a number beside it makes it a figure, "SSO" a way of mapping.
    bool figure = false;
    for (const Amount& amount : passage.amounts)
      figure = figure || (amount.used && amount.unit != Amount::Unit::count && ((amount.last >= tag->first && amount.last <= tag->first + 1 && amount.last <= tag->first) || (amount.first >= tag->last && amount.first <= tag->last + 3)));
    for (const Amount& amount : passage.amounts) figure = figure || (tag->phrase->value == "activation" && amount.unit == Amount::Unit::percent);
    if (figure && (tag->phrase->value == "activation" || tag->phrase->value == "usage_limit" || tag->phrase->value == "seat_limit")) continue;
    if (passage.inside(tag->first, "asked") && (passage.has("asked_lead") && !passage.has("signal_lead"))) continue;
    if (sense == Sense::seen && passage.meant(tag->first, tag->last, kNegated)) {
      if (label == Sense::seen || passage.has("signal_lead")) reading->add("missing_signals", tag->phrase->value, p, tag->first, tag->last);
      continue;
    }
    if ((sense == Sense::never_mention || sense == Sense::never_use) && spared(passage, *tag)) {
      known.push_back({tag->first, tag->last});
      continue;
    }
    known.push_back({tag->first, tag->last});
    reading->add(path_of(sense), tag->phrase->value, p, tag->first, tag->last);
  }
  // "no pricing page tracking yet", "SSO we don't have at all" need no lead.
  // "Route published, comp mode switched on: can't see either yet": the label names them.
  if (passage.label_end > 1 && !passage.has("forbidden"))
    for (const Tag* missing : passage.tags_of("signal_missing"))
      if (missing->first >= passage.label_end && missing->first <= passage.label_end + 2 && passage.inside(missing->last, "pronoun")) {
        for (const Span& item : read_list(passage, 0, passage.label_end - 1)) {
          const Tag* tag = nullptr;
          for (const Tag* one : passage.tags_of("signal")) if (one->first < item.last && item.first < one->last) tag = one;
          if (tag) reading->add("missing_signals", tag->phrase->value, p, tag->first, tag->last);
          else if (plausible_item(passage, item.first, std::min(item.last, item.first + 2))) reading->add("missing_signals", snake_case(passage, item.first, std::min(item.last, item.first + 2)), p, item.first, std::min(item.last, item.first + 2));
        }
        return;
      }
  // "Log-ins aren't.": behind what is recorded.
  if (p > 0 && passage.size() <= 7 && passage.has("elliptic_no"))
    for (const Tag* tag : passage.tags_of("signal"))
      if (passage.tag_at(tag->last, "elliptic_no"))
        if (std::ranges::any_of(reading->found, [&](const Found& finding) { return finding.passage + 1 == p && finding.path == "signals"; })) reading->add("missing_signals", tag->phrase->value, p, tag->first, tag->last);
  // Lists that are told to be signals may hold the company's own: "Diaries written, photo uploads, invites sent".
  size_t from = passage.size();
  Sense sense = label;
  if (label != Sense::none && !named_behind) from = passage.label_end;
  if (const Passage* heading = reading->heading_of(passage); label != Sense::none && heading && passage.label_end == 0) from = 0;
  for (const Tag& tag : passage.tags) {
    const bool forbidden = tag.phrase->kind == "forbidden";
    if (!forbidden && tag.phrase->kind != "signal_list") continue;
    // "Incidents are off limits", "support tickets must not be used": the things stand before it.
    const bool fronted = forbidden && tag.first > 1 && passage.inside(tag.first - 1, "we_word") && (tag.last >= passage.size() || passage.token(tag.last).kind == Token::Kind::sign);   // "Scan findings we never mention."
    if (forbidden && (fronted || passage.inside(tag.first, "forbidden_passive")) && tag.first > passage.label_end + (passage.label_end > 0 ? 0 : 1) && !passage.is(tag.last, ":")) {
      from = passage.size();
      break;
    }
    if (passage.meant(tag.first, tag.last, kOther | kSupposed | kPast)) continue;
    from = std::max(tag.last, tag.last <= passage.label_end ? passage.label_end : 0);
    sense = forbidden ? (tag.phrase->value == "never_use" ? Sense::never_use : Sense::never_mention) : passage.meant(tag.first, tag.last, kNegated) || tag.phrase->value == "missing" ? Sense::missing : Sense::seen;
    break;
  }
  if (from >= passage.size()) {
    // "Support tickets must not be used", "Incidents are off limits entirely", "Orders, label prints and API calls are logged in Segment".
    for (const Tag& tag : passage.tags) {
      const bool forbidden = tag.phrase->kind == "forbidden";
      const bool logged = tag.phrase->kind == "signal_logged";
      if ((!forbidden && !logged) || tag.first == 0) continue;
      if (forbidden)
        if (const Span item = banned_before(passage, tag); item.last > item.first) {
          const bool known_word = std::ranges::any_of(known, [&](const Span& span) { return span.first < item.last && item.first < span.last; });
          if (!known_word && plausible_item(passage, item.first, item.last)) reading->add(path_of(tag.phrase->value == "never_use" ? Sense::never_use : Sense::never_mention), snake_case(passage, item.first, item.last), p, item.first, item.last);
          break;
        }
      size_t end = tag.first;
      while (end > 0 && (passage.inside(end - 1, "be") || passage.inside(end - 1, "stop"))) --end;
      const size_t begin = std::max(clause_begin(passage, tag.first), passage.label_end);
      for (Span item : read_list(passage, begin, end)) {
        while (item.first < item.last && (passage.inside(item.first, "stop") || passage.inside(item.first, "present_word"))) ++item.first;
        bool has = false;
        for (const Span& span : known) has = has || (span.first < item.last && item.first < span.last);
        for (size_t k = item.first; k < item.last; ++k)   // "signals of …, as a signal"
          if (passage.is(k, "may") || passage.is(k, "must") || passage.is(k, "should") || passage.is(k, "are") || passage.is(k, "is")) item.last = k;
        for (size_t k = item.first + 2; k < item.last; ++k)   // "fee dues of parents" are fee dues
          if (passage.is(k, "of")) item.last = k;
        if (has || !plausible_item(passage, item.first, item.last)) continue;
        const Sense kind = forbidden ? (tag.phrase->value == "never_use" ? Sense::never_use : Sense::never_mention) : passage.meant(tag.first, tag.last, kNegated) ? Sense::missing : Sense::seen;   // of what is logged
        if (logged && end - begin > 14) continue;
        reading->add(path_of(kind), snake_case(passage, item.first, item.last), p, item.first, item.last);
      }
      break;
    }
    return;
  }
  if (sense == Sense::none) return;
  // "never mention, please": nothing follows that is banned.
  if ((sense == Sense::never_use || sense == Sense::never_mention) && from > passage.label_end && (passage.is(from, ",") || passage.is(from, ";") || passage.is(from, "--") || passage.inside(from, "ban_tail"))) return;
  while (from < passage.size() && (passage.is(from, ":") || passage.is(from, ".") || passage.is(from, "|") || passage.inside(from, "signal_skip"))) ++from;
  size_t end = from;
  while (end < passage.size() && !passage.is(end, "--") && !passage.is(end, ";") && !passage.is(end, "|") && !passage.is(end, ":") && !passage.is(end, "(") && !passage.inside(end, "clause_break") && !passage.inside(end, "signal_end") && !(passage.is(end, ".") && end + 1 < passage.size())) ++end;
  for (Span item : read_list(passage, from, end)) {
    bool has = false;
    for (const Tag* tag : passage.tags_of("signal")) has = has || (tag->first < item.last && item.first < tag->last);
    if (has) continue;
    size_t first = item.first;
    while (first < item.last && (passage.inside(first, "stop") || passage.inside(first, "signal_skip"))) ++first;
    size_t last = first;
    while (last < item.last && (!is_stop(passage, last) || (passage.is(last, "of") && last > first))) ++last;
    for (size_t k = first + 2; k < last; ++k)   // "absence data of pupils" is absence data
      if (passage.is(k, "of")) last = k;
    while (last > first && passage.is(last - 1, "of")) --last;
    const size_t verb = participle_end(passage, last);
    // "job volume (usage depth, basically)": the bracket says which of the catalogue it is.
    if (passage.is(verb, "(")) {
      bool known_as = false;
      for (const Tag* tag : passage.tags_of("signal")) known_as = known_as || (tag->first > verb && tag->first <= verb + 5);
      if (known_as) continue;
    }
    const bool banned = sense == Sense::never_use || sense == Sense::never_mention;
    if (banned && pointing_ban(passage)) break;
    if (!plausible_item(passage, first, last)) {
      if (banned) break;   // "don't use player counts, the studios' numbers are theirs": the list is over
      continue;
    }
    if (banned && item.last < end && last < item.last && passage.inside(last, "be")) break;
    if (banned && (passage.inside(first, "number") || (item.first > from + 1 && (passage.inside(first, "segment_noun") || passage.inside(item.first - 1, "article"))))) break;
    if ((!banned && (passage.inside(first, "industry") || passage.inside(first, "region"))) || passage.meant(first, last, kPast | kOther)) continue;
    reading->add(path_of(sense), item_name(passage, first, last, verb), p, first, verb);
  }
}

// "Production volumes can be guessed, don't use them", "Support tickets are elsewhere; never use these": nothing was named right before the ban,
// so it means what its sentence began with, else the last signal of the sentence before.
void find_pointed_at(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  const Tag* ban = pointing_ban(passage);
  if (!ban || passage.meant(ban->first, ban->last, kNotReal)) return;
  for (const Found& finding : reading->found)
    if (finding.passage == p && finding.path.starts_with("forbidden_signals.")) return;
  const std::string path(path_of(ban->phrase->value == "never_use" ? Sense::never_use : Sense::never_mention));
  const Tag* last = nullptr;
  for (const Tag* tag : passage.tags_of("signal"))
    if (tag->last <= ban->first) last = tag;
  if (last) {
    reading->add(path, last->phrase->value, p, last->first, last->last);
    return;
  }
  size_t end = passage.label_end;
  while (end < passage.size() && end < passage.label_end + 4 && passage.token(end).kind == Token::Kind::word && !is_stop(passage, end)) ++end;
  if (end > passage.label_end && end < ban->first && passage.inside(end, "stop") && plausible_item(passage, passage.label_end, end)) {
    reading->add(path, snake_case(passage, passage.label_end, end), p, passage.label_end, end);
    return;
  }
  for (size_t back = 1; back <= std::min<size_t>(p, 3); ++back) {
    const Passage& before = reading->passages[p - back];
    if (before.sentence.paragraph != passage.sentence.paragraph && reading->heading_of(passage) != reading->heading_of(before)) return;
    for (const Tag* tag : before.tags_of("signal")) last = tag;
    if (last) {
      reading->add(path, last->phrase->value, p - back, last->first, last->last);
      return;
    }
    // "Oh, and hive losses.": a fragment that only names it.
    size_t first = 0;
    size_t stop = before.size();
    while (stop > 0 && before.token(stop - 1).kind == Token::Kind::sign) --stop;
    for (size_t i = 0; i < stop; ++i)
      if (is_stop(before, i) || before.inside(i, "interjection")) first = i + 1;
    if (before.size() <= 7 && stop > first && stop - first <= 3 && plausible_item(before, first, stop)) {
      reading->add(path, snake_case(before, first, stop), p - back, first, stop);
      return;
    }
  }
}

void find_events(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  for (size_t i = 0; i < passage.size(); ++i) {
    const Token& token = passage.token(i);
    if (token.kind != Token::Kind::word || token.text.find('_') == std::string::npos || token.text.size() < 4 || token.text.front() == '_' || token.text.back() == '_') continue;
    if (passage.meant(i, i + 1, kNotReal)) continue;
    if (passage.meant(i, i + 1, kNegated) || sense_at(passage, i, Sense::none) == Sense::missing) continue;
    if (passage.has("forbidden")) continue;
    reading->add_words("events", p, i, i + 1);
  }
}

void find_mapping(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  if (const Tag* none = passage.first_of("mapping_none"); none && !passage.meant(none->first, none->last, kPast | kOther | kSupposed)) {
    bool partly = false;
    for (const Found& finding : reading->found) partly = partly || finding.path == "mapping.coverage";
    if (!partly && !passage.first_of("mapping", "manual")) {
      reading->add("mapping.method", "none", p, none->first, none->last);
      return;
    }
  }
  const bool label = reading->labelled(passage, "mapping_word");
  const bool word = passage.has("mapping_word");
  for (const Tag* tag : passage.tags_of("mapping")) {
    if (passage.meant(tag->first, tag->last, kAnyStance & ~kWished)) continue;
    const bool strong = passage.inside(tag->first, "mapping_strong");
    if (!label && !word && !strong) continue;
    if (tag->last <= passage.label_end && !strong) continue;
    if (passage.inside(tag->first, "signal") && !passage.inside(tag->first, "mapping_near") && !label) {
      bool lead = false;
      for (const Tag* near : passage.tags_of("mapping_word")) lead = lead || passage.clause[near->first] == passage.clause[tag->first];
      if (!lead || passage.tag_at(tag->first, "signal")) continue;
    }
    bool near = label || strong;
    for (const Tag* lead : passage.tags_of("mapping_word")) {
      const size_t gap = lead->first > tag->last ? lead->first - tag->last : tag->first > lead->last ? tag->first - lead->last : 0;
      if (gap <= 10 && (passage.clause[lead->first] == passage.clause[tag->first] || gap <= 3)) near = true;
      // "through SSO", "by workspace id", "over email domain": the word alone must not be the link itself ("billing: Stripe").
    }
    if (!near) continue;
    // "Workspaces map to companies by email domain": a bare group is the way only where something leads to it.
    if (tag->phrase->value == "group" && tag->last - tag->first == 1 && !label) {
      bool led = false;
      for (size_t i = tag->first >= 4 ? tag->first - 4 : 0; i < tag->first; ++i) led = led || passage.inside(i, "mapping_by");
      if (!led && !passage.is(tag->last, "=") && !passage.is(tag->last, "(") && !(tag->first > 0 && passage.is(tag->first - 1, "("))) continue;
    }
    if (reading->has("mapping.method")) continue;
    reading->add("mapping.method", tag->phrase->value, p, tag->first, tag->last);
  }
}

// "Scoring on label prints, please": asked for, which says nothing of what is recorded.
bool only_wished(const Reading& reading, size_t p) {
  const Passage& passage = reading.passages[p];
  return passage.has("asked_lead") && passage.has("asked") && !passage.has("signal_lead", "can") && !passage.has("signal_list") && !passage.has("signal_logged");
}

}  // namespace

void find_signals(Reading* reading) {
  for (size_t p = 0; p < reading->passages.size(); ++p) {
    const Passage& passage = reading->passages[p];
    find_signal_words(reading, p);
    find_pointed_at(reading, p);
    find_events(reading, p);
    find_mapping(reading, p);
    if (const Tag* no = passage.first_of("usage_no"); no && !passage.meant(no->first, no->last, kPast | kOther | kSupposed)) reading->add("usage_data", "no", p, no->first, no->last);
    else if (const Tag* yes = passage.first_of("usage_yes"); yes && !passage.meant(yes->first, yes->last, kAnyStance & ~kWished) && !passage.has("asked_lead")) reading->add("usage_data", "yes", p, yes->first, yes->last);
    if (const Tag* no = passage.first_of("self_serve_no"); no && !passage.meant(no->first, no->last, kPast | kOther | kSupposed)) reading->add("self_serve", "no", p, no->first, no->last);
    else if (const Tag* yes = passage.first_of("self_serve_yes"); yes && !passage.has("no_signup_word") && !passage.meant(yes->first, yes->last, kPast | kOther | kSupposed | kWished) && !passage.meant(yes->first, yes->first + 1, kNegated)) reading->add("self_serve", "yes", p, yes->first, yes->last);
  }
  // Signals and events that can be seen are usage data.
  if (!reading->has("usage_data"))
    for (const Found& finding : reading->found)
      if ((finding.path == "signals" && !only_wished(*reading, finding.passage)) || finding.path == "events") {
        Found usage = finding;
        usage.path = "usage_data";
        usage.value = "yes";
        reading->found.push_back(usage);
        break;
      }
}

}  // namespace handraise
