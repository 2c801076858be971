// What the product is, its name and its category.
#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "brief/reading.h"

namespace handraise {
namespace {

constexpr std::array<std::string_view, 12> kVerticals = {"ecommerce", "healthcare", "education", "legal", "logistics", "real_estate",
                                                         "construction", "manufacturing", "hospitality", "nonprofit", "", ""};
constexpr size_t kPassagesMax = 12;   // a product is introduced early
constexpr size_t kWordsMax = 6;

bool product_label(const Passage& passage) {
  const auto says = [&](std::string_view word) { return std::ranges::find(passage.label, word) != passage.label.end(); };
  return passage.label_end > 0 && passage.label.size() <= 4 && (says("product") || says("what") || says("produkt") || says("producto") || says("produit") || says("tool") || says("prodotto") || says("produto"));
}

struct NounPhrase { size_t first = 0, last = 0; };

// The noun phrase whose last word is a product noun, ending at `head` (exclusive); empty if it is none.
std::optional<NounPhrase> phrase_ending(const Passage& passage, size_t head_first, size_t head_last) {
  size_t first = head_first;
  // A hyphen holds words together ("no-code builder"); a possessive is the owner's name.
  while (first > 0 && head_last - first < kWordsMax + 2 && (!is_stop(passage, first - 1) || ((passage.token(first).glued || passage.token(first - 1).glued) && passage.token(first - 1).kind == Token::Kind::word)) && !passage.inside(first - 1, "quality") && !passage.token(first - 1).text.ends_with("'s")) --first;
  if (head_last - first > kWordsMax + 1) return std::nullopt;
  return NounPhrase{first, head_last};
}

bool proper(const Passage& passage, size_t i) {
  if (i >= passage.size()) return false;
  const Token& token = passage.token(i);
  if (i + 1 < passage.size() && passage.token(i + 1).glued && passage.token(i + 1).kind == Token::Kind::word) return false;   // Self-serve
  return token.kind == Token::Kind::word && token.capital && !passage.inside(i, "stop") && !passage.inside(i, "article") && !passage.inside(i, "crm") && !passage.inside(i, "tool") && !passage.inside(i, "region") &&
         !passage.inside(i, "compliance") && !passage.inside(i, "greeting") && !passage.inside(i, "role") && !passage.inside(i, "quality") && !passage.inside(i, "intro_noun");
}

bool quote(const Passage& passage, size_t i) { return passage.is(i, "\"") || passage.is(i, "'") || passage.is(i, "*"); }

// A proper name that ends just before `last` or begins at `i`: up to three capitalised words.
size_t name_end(const Passage& passage, size_t i) {
  size_t end = i;
  while (end < i + 4 && (proper(passage, end) || (end > i && passage.is(end, "&") && proper(passage, end + 1)))) ++end;
  return end;
}

// What a clause says the company makes or the product is, where no list knows the noun: "makers of a log pipeline", "Fernly is whiteboarding for …",
// "we sell electronic signatures to notaries".
struct Description { NounPhrase phrase; int rank = 0; };

std::optional<Description> described(const Passage& passage) {
  for (const Tag* lead : passage.tags_of("product_lead")) {
    if (passage.meant(lead->first, lead->last, kAnyStance & ~kWished)) continue;
    const std::string& manner = lead->phrase->value;
    // "Nimbra does": a name, at the head of a clause, before the verb.
    if (manner == "after_name") {
      if (lead->first == 0 || !proper(passage, lead->first - 1)) continue;
      size_t first = lead->first;
      while (first > 0 && proper(passage, first - 1)) --first;
      if (first > 0 && passage.token(first - 1).kind == Token::Kind::word && !passage.inside(first - 1, "name_lead") && !passage.inside(first - 1, "and")) continue;
      if (passage.inside(first, "metric") || passage.inside(first, "job")) continue;
    }
    size_t first = lead->last;
    bool article = false;
    while (passage.inside(first, "article") || passage.inside(first, "quality") || passage.is(first, "\"")) article = article || passage.inside(first, "article"), ++first;
    if (manner == "is" && !article) continue;
    size_t last = first;
    while (last < passage.size() && last - first < kWordsMax && passage.token(last).kind == Token::Kind::word && !passage.inside(last, "clause_break") && !passage.inside(last, "and") &&
           (!is_stop(passage, last) || (passage.token(last).glued && last > first) || (last + 1 < passage.size() && passage.token(last + 1).glued && passage.token(last + 1).kind == Token::Kind::word)) && !(passage.inside(last, "is_a") && last > first && !passage.inside(last, "category") && !passage.inside(last, "product_noun")))
      ++last;
    // "alternative to spreadsheets", "Software für die Lohnabrechnung": the purpose belongs to the noun.
    if (last > first && passage.inside(last - 1, "noun_to") && (passage.is(last, "to") || passage.is(last, "for") || passage.inside(last, "noun_first") || passage.is(last, "fur") || passage.is(last, "zur") || passage.is(last, "pour") || passage.is(last, "para"))) {
      size_t end = last + 1;
      while (passage.inside(end, "article")) ++end;
      const size_t purpose = end;
      while (end < passage.size() && end < purpose + 3 && passage.token(end).kind == Token::Kind::word && !is_stop(passage, end)) ++end;
      const bool people = end > purpose && (passage.inside(end - 1, "segment_noun") || passage.inside(end - 1, "job") || passage.inside(end - 1, "industry"));
      if (end > purpose && !people) last = end;
    }
    if (last <= first || last - first > kWordsMax) continue;
    bool noun = true;   // no people, places, roles, figures
    for (size_t i = first; i < last; ++i)
      noun = noun && !passage.inside(i, "role") && !passage.inside(i, "number") && !passage.inside(i, "asked_strong") && !passage.inside(i, "crm_word");
    const size_t head = last - 1;
    if (!noun || passage.inside(head, "segment_noun") || passage.inside(head, "company_noun") || passage.inside(head, "region") || passage.inside(head, "no_product") || passage.inside(first, "no_product") || passage.inside(head, "compliance") || passage.inside(head, "model") || passage.inside(head, "plan_lead")) continue;
    if (passage.inside(head, "job") && !passage.inside(head, "product_noun") && !passage.inside(head, "category")) continue;
    if (last - first == 1 && !passage.inside(head, "category") && passage.token(head).capital) continue;   // a name
    if (last - first == 1 && passage.inside(head, "bare_product") && !passage.inside(head, "category")) continue;
    const bool closed = last == passage.size() || passage.token(last).kind == Token::Kind::sign || passage.inside(last, "product_tail") || passage.inside(last, "for") || passage.inside(last, "and") || passage.inside(last, "stop");
    if (!closed) continue;
    return Description{{first, last}, 5};
  }
  return std::nullopt;
}

}  // namespace

void find_product(Reading* reading) {
  std::optional<NounPhrase> best;
  size_t where = 0;
  int best_rank = 0;
  size_t limit = std::min(reading->passages.size(), kPassagesMax);
  for (size_t p = 0; p < limit; ++p) {
    const Passage& passage = reading->passages[p];
    std::vector<const Tag*> nouns = passage.tags_of("product_noun");
    // "Zeiterfassungssoftware": the noun is the end of a longer word.
    std::vector<Tag> compounds;
    for (size_t i = 0; i < passage.size(); ++i) {
      const std::string& word = passage.token(i).text;
      for (const std::string_view ending : {"software", "plattform", "losung", "programm", "tool", "app"})
        if (word.size() > ending.size() + 4 && word.ends_with(ending) && !passage.inside(i, "product_noun")) {
          static const Phrase compound{"product_noun", "p", {}};
          compounds.push_back({&compound, i, i + 1});
          break;
        }
    }
    for (const Tag& tag : compounds) nouns.push_back(&tag);
    for (const Tag* tag : nouns) {
      if (passage.meant(tag->first, tag->last, kAnyStance & ~kWished)) continue;
      // The last of a run of product nouns is the head.
      size_t head = tag->last;
      while (const Tag* next = passage.tag_at(head, "product_noun")) head = next->last;
      if (passage.tag_at(tag->last, "product_noun")) continue;
      if (head < passage.size() && !passage.inside(head, "noun_first") && !is_stop(passage, head) && !passage.inside(head, "product_tail") && !passage.token(head).capital && passage.token(head).kind == Token::Kind::word) continue;
      std::optional<NounPhrase> phrase = phrase_ending(passage, tag->first, head);
      if (!phrase) continue;
      // "plataforma de gestion de nominas", "outil de planning": the noun stands first.
      if (passage.inside(head, "noun_first")) {
        size_t end = head;
        while (end < passage.size() && end < head + 6 && passage.token(end).kind == Token::Kind::word && (!is_stop(passage, end) || passage.inside(end, "noun_first"))) ++end;
        while (end > head && passage.inside(end - 1, "noun_first")) --end;
        phrase->last = end;
      }
      if (passage.inside(head - 1, "role") || passage.inside(head - 1, "crm") || passage.inside(head - 1, "asked") || passage.inside(head - 1, "tool")) {
        if (!passage.inside(head - 1, "category") || passage.inside(head - 1, "role")) continue;
      }
      if (passage.inside(head - 1, "job") && passage.token(head - 1).text.ends_with("s")) continue;   // practice managers are people
      if (passage.inside(head - 1, "usage_yes") || passage.inside(head - 1, "usage_no")) continue;
      const size_t before = phrase->first;
      const size_t words = phrase->last - phrase->first;
      int rank = 0;
      const bool article = before > 0 && (passage.inside(before - 1, "article") || passage.inside(before - 1, "quality"));
      size_t lead = before;
      while (lead > 0 && (passage.inside(lead - 1, "article") || passage.inside(lead - 1, "quality"))) --lead;
      const bool copula = lead > 0 && passage.inside(lead - 1, "is_a");
      const bool apposition = lead > 0 && ((passage.is(lead - 1, ",") && (article || (lead > 1 && proper(passage, lead - 2)) || (lead > 1 && p < 2 && passage.size() < 14))) || passage.is(lead - 1, "--") || passage.is(lead - 1, ":") || passage.is(lead - 1, "|") || passage.is(lead - 1, "(") || quote(passage, lead - 1)) && lead > 1;
      const bool ours = article && passage.inside(before - 1, "our");
      if (product_label(passage) && phrase->first >= passage.label_end) rank = 6;
      else if (copula) rank = 5;
      else if (apposition && p < 6) rank = words > 1 || article ? 4 : 0;
      else if (ours) rank = 3;
      else if (before == 0 && p < 3) rank = words > 1 || passage.size() < 4 ? 3 : 1;
      else if (article && p < 4) rank = 1;
      if (rank == 0) continue;
      if (words == 1 && passage.inside(head - 1, "bare_product")) {
        // "Software für Zeiterfassung", "a tool for time tracking": the purpose belongs to it.
        size_t end = head;
        if (passage.is(head, "for") || passage.is(head, "fur") || passage.is(head, "zur") || passage.is(head, "pour") || passage.is(head, "para")) {
          end = head + 1;
          while (end < passage.size() && end < head + 4 && !is_stop(passage, end) && passage.token(end).kind == Token::Kind::word) ++end;
        }
        if (end <= head + 1 || passage.inside(end - 1, "segment_noun") || passage.inside(end - 1, "industry") || passage.inside(end - 1, "job") || !passage.inside(head - 1, "bare_purpose")) continue;
        phrase->last = end;
      }
      if (words == 1 && !passage.inside(head - 1, "category")) rank = std::min(rank, 1);
      if (words > 1) ++rank;
      if (words == 1 && lead < before && passage.inside(before - 1, "quality") && !passage.inside(head - 1, "category")) continue;
      if (rank > best_rank) {
        best_rank = rank;
        best = phrase;
        where = p;
      }
    }
    if (best_rank >= 5 && p >= where + 2) break;
  }
  for (size_t p = 0; p < std::min<size_t>(limit, 8) && best_rank < 5; ++p)
    if (const std::optional<Description> said = described(reading->passages[p]); said && said->rank > best_rank) {
      best_rank = said->rank;
      best = said->phrase;
      where = p;
    }

  // The name: beside the description, or where somebody introduces himself.
  const auto add_name = [&](size_t p, size_t first, size_t last) {
    if (!reading->has("product_name") && first < last) reading->add_words("product_name", p, first, last);
  };
  const auto quoted_after = [&](const Passage& passage, size_t p, size_t i) {
    for (size_t k = i; k < std::min(i + 3, passage.size()); ++k)
      if (quote(passage, k) && k + 1 < passage.size() && passage.token(k + 1).capital) {
        size_t end = k + 1;
        while (end < passage.size() && end < k + 4 && !quote(passage, end)) ++end;
        if (quote(passage, end)) add_name(p, k + 1, end);
        return;
      }
  };
  if (best) {
    const Passage& passage = reading->passages[where];
    reading->add_words("product", where, best->first, best->last);
    quoted_after(passage, where, best->last);
    if (best->first > 0 && passage.token(best->first - 1).text.ends_with("'s") && passage.token(best->first - 1).capital && !reading->has("product_name")) {
      const Token& owner = passage.token(best->first - 1);
      const std::string_view words = reading->text.substr(owner.begin, owner.end - owner.begin);
      const size_t mark = std::min(words.rfind('\''), words.rfind("\xE2\x80\x99"));
      if (mark != std::string_view::npos) reading->found.push_back({"product_name", std::string(words.substr(0, mark)), owner.begin, owner.begin + mark, where});
    }
    size_t lead = best->first;
    while (lead > 0 && (passage.inside(lead - 1, "article") || passage.inside(lead - 1, "quality"))) --lead;
    if (lead > 0 && (passage.inside(lead - 1, "is_a") || passage.is(lead - 1, ",") || passage.is(lead - 1, "--") || passage.is(lead - 1, ":") || passage.is(lead - 1, "(") || quote(passage, lead - 1))) {
      size_t end = lead - 1;
      while (end > 0 && (passage.inside(end, "is_a") || passage.inside(end, "stop") || passage.token(end).kind == Token::Kind::sign) && !proper(passage, end)) --end;
      if (proper(passage, end) && lead - end <= 4) {
        size_t first = end;
        while (first > 0 && end - first < 3 && (proper(passage, first - 1) || (first > 1 && passage.is(first - 1, "&") && proper(passage, first - 2)))) --first;
        add_name(where, first, end + 1);
      }
    }
    // "assistant, Redlinely, for …" and "system (Vivier)".
    if ((passage.is(best->last, ",") || passage.is(best->last, "(")) && proper(passage, best->last + 1)) {
      const size_t end = name_end(passage, best->last + 1);
      if (passage.is(end, ",") || passage.is(end, ")") || end == passage.size() || passage.is(end, ".")) add_name(where, best->last + 1, end);
    } else if (proper(passage, best->last) && best->last < passage.size()) {
      add_name(where, best->last, name_end(passage, best->last));
    }
  }
  for (size_t p = 0; p < limit && !reading->has("product_name"); ++p) {
    const Passage& passage = reading->passages[p];
    // "Company: Inkwell GmbH"
    if (reading->in_label(passage, "name_label") && proper(passage, passage.label_end)) {
      const size_t end = name_end(passage, passage.label_end);
      if (end >= passage.size() || passage.token(end).kind == Token::Kind::sign || passage.inside(end, "stop")) add_name(p, passage.label_end, end);
    }
    for (const Tag& tag : passage.tags) {
      if (tag.phrase->kind != "name_lead") continue;
      size_t i = tag.last;
      if (quote(passage, i)) quoted_after(passage, p, i);
      else if (tag.phrase->value != "quoted" && proper(passage, i)) {
        const size_t end = name_end(passage, i);
        const bool closed = end >= passage.size() || passage.token(end).kind == Token::Kind::sign || passage.inside(end, "stop") || passage.inside(end, "article");
        if (closed && !passage.meant(i, end, kPast | kOther)) add_name(p, i, end);
      }
      if (reading->has("product_name")) break;
    }
    // "Murmur does meeting transcription": a name at the head of an early sentence, and a verb.
    if (p < 4 && proper(passage, 0) && reading->words.known.count(passage.token(0).stem) == 0) {
      size_t end = name_end(passage, 0);
      const size_t name_last = end;
      if (passage.is(end, "(")) {   // "Inkwell (inkwell.io) offers"
        while (end < passage.size() && end < 9 && !passage.is(end, ")")) ++end;
        ++end;
      }
      if (passage.inside(end, "name_verb") && name_last <= 2 && !passage.inside(0, "category") && !passage.inside(0, "metric") && !passage.inside(0, "segment_noun") && !passage.inside(0, "job") && !passage.inside(0, "target_lead")) add_name(p, 0, name_last);
    }
    // "Togglesmith here."
    for (size_t i = 0; i + 1 < passage.size() && i < 5; ++i)
      if (passage.is(i + 1, "here") && proper(passage, i)) add_name(p, i, i + 1);
  }

  // The category: a vertical that the product is made for, else its kind. Of several groups none is whom it is made for.
  const auto categorise = [&](size_t p, size_t first, size_t last, size_t reach) {
    const Passage& passage = reading->passages[p];
    const auto vertical = [&](const Tag& tag) { return std::ranges::find(kVerticals, tag.phrase->value) != kVerticals.end() && !passage.inside(tag.first, "category_general"); };
    const Tag* made_for = nullptr;
    const Tag* kind = nullptr;
    bool several = false;
    for (const Tag* tag : passage.tags_of("category")) {
      if (tag->first < first || tag->last > reach || passage.meant(tag->first, tag->last, kNegated)) continue;
      const bool own = tag->last <= last;
      if (vertical(*tag)) {
        if (made_for && !own && made_for->first >= last && made_for->phrase->value != tag->phrase->value) several = true;
        if (!made_for) made_for = tag;
      } else if (own && (!kind || tag->last - tag->first > kind->last - kind->first)) {
        kind = tag;   // the longest phrase says most
      }
    }
    for (size_t i = last; i < reach && made_for && made_for->first >= last; ++i)
      if (passage.inside(i, "and"))
        for (const Tag* other : passage.tags_of("segment_noun")) several = several || (other->first >= i && other->last <= reach && !passage.inside(other->first, "category"));
    if (made_for && !(several && kind)) kind = made_for;
    if (kind) reading->add("category", kind->phrase->value, p, kind->first, kind->last);
    return kind != nullptr;
  };
  if (best) {
    const Passage& passage = reading->passages[where];
    // "… for hotels", "… made for secondary schools": up to the end of the clause.
    size_t reach = best->last;
    if (best->last < passage.size() && (passage.inside(best->last, "for") || passage.inside(best->last, "product_tail"))) {
      reach = best->last + 1;
      while (reach < passage.size() && reach < best->last + 9 && passage.clause[reach] == passage.clause[best->last] && passage.token(reach).kind == Token::Kind::word && !passage.inside(reach, "with")) ++reach;
    }
    if (!categorise(where, best->first, best->last, reach)) {
      for (const Tag* tag : passage.tags_of("category"))
        if (tag->first >= best->last && tag->last <= reach) {
          reading->add("category", tag->phrase->value, where, tag->first, tag->last);
          break;
        }
    }
  }
}

}  // namespace handraise
