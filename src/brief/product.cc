// What the product is.
#include <algorithm>
#include <optional>

#include "base/text.h"
#include "brief/product.h"

namespace handraise {
namespace {

constexpr size_t kPassagesMax = 12;   // a product is introduced early
constexpr size_t kWordsMax = 6;

bool product_label(const Passage& passage) {
  const auto says = [&](std::string_view word) { return std::ranges::find(passage.label, word) != passage.label.end(); };
  return passage.label_end > 0 && passage.label.size() <= 4 && (says("product") || says("what") || says("produkt") || says("producto") || says("produit") || says("tool") || says("prodotto") || says("produto"));
}

// The noun phrase whose last word is a product noun, ending at `head` (exclusive); empty if it is none.
std::optional<Span> phrase_ending(const Passage& passage, size_t head_first, size_t head_last) {
  size_t first = head_first;
  // A hyphen holds words together ("no-code builder"); a possessive is the owner's name.
  while (first > 0 && head_last - first < kWordsMax + 2 && (!is_stop(passage, first - 1) || ((passage.token(first).glued || passage.token(first - 1).glued) && passage.token(first - 1).kind == Token::Kind::word)) && !passage.inside(first - 1, "quality") && !passage.token(first - 1).text.ends_with("'s")) --first;
  if (head_last - first > kWordsMax + 1) return std::nullopt;
  return Span{first, head_last};
}

// What a clause says the company makes or the product is, where no list knows the noun: "makers of a log pipeline", "Fernly is whiteboarding for …",
// "we sell electronic signatures to notaries".
struct Description { Span phrase; int rank = 0; };

std::optional<Description> described(const Passage& passage) {
  for (const Tag* lead : passage.tags_of("product_lead")) {
    if (passage.meant(lead->first, lead->last, kAnyStance & ~kWished)) continue;
    const std::string& manner = lead->phrase->value;
    // "Nimbra does": a name, at the head of a clause, before the verb.
    if (manner == "after_name") {
      if (lead->first == 0 || !is_name(passage, lead->first - 1)) continue;
      size_t first = lead->first;
      while (first > 0 && is_name(passage, first - 1)) --first;
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
  std::optional<Span> best;
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
      const bool denied = passage.meant(tag->first, tag->last, kNegated);   // "we haven't decided what to charge for our podcast editor"
      if (passage.meant(tag->first, tag->last, kAnyStance & ~kWished & ~kNegated)) continue;
      // The last of a run of product nouns is the head.
      size_t head = tag->last;
      while (const Tag* next = passage.tag_at(head, "product_noun")) head = next->last;
      if (passage.tag_at(tag->last, "product_noun")) continue;
      if (head < passage.size() && !passage.inside(head, "noun_first") && !is_stop(passage, head) && !passage.inside(head, "product_tail") && !passage.token(head).capital && passage.token(head).kind == Token::Kind::word) continue;
      std::optional<Span> phrase = phrase_ending(passage, tag->first, head);
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
      const bool apposition = lead > 0 && ((passage.is(lead - 1, ",") && (article || (lead > 1 && is_name(passage, lead - 2)) || (lead > 1 && p < 2 && passage.size() < 14))) || passage.is(lead - 1, "--") || passage.is(lead - 1, ":") || passage.is(lead - 1, "|") || passage.is(lead - 1, "(") || is_quote(passage, lead - 1)) && lead > 1;
      const bool ours = article && passage.inside(before - 1, "our");
      // "leakhound = secret scanner": an unknown word before the sign is its name.
      const bool named_label = passage.label_end > 1 && before == passage.label_end && p < 6 && (passage.is(passage.label_end - 1, "=") || p == 0) && (reading->words.known.count(passage.token(passage.label_end - 2).stem) == 0 || (passage.is(passage.label_end - 1, "=") && reading->words.known.count(passage.token(0).stem) == 0));
      if (product_label(passage) && phrase->first >= passage.label_end) rank = 6;
      else if (named_label) rank = 5;
      else if (copula) rank = 5;
      else if (apposition && p < 6) rank = words > 1 || article ? 4 : 0;
      else if (ours) rank = 3;
      else if (before == 0 && p < 3) rank = words > 1 || passage.size() < 4 ? 3 : 1;
      else if (article && p < 4) rank = 1;
      if (rank == 0 || (denied && !ours)) continue;
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
      if (rank <= 1 && (words == 1 || passage.has("asked_lead"))) continue;   // "spin up a workspace", "a tracking plan and a dashboard"
      if (words > 1) ++rank;
      if (words == 1 && lead < before && passage.inside(before - 1, "quality") && !passage.inside(head - 1, "category")) continue;
      if (rank > best_rank) {
        best_rank = rank;
        // "seat-based BI tool" is a BI tool: how it is sold is another fact.
        if (const Tag* sold = passage.tag_at(phrase->first, "model"); sold && phrase->last - sold->last >= 2 && !passage.inside(phrase->last - 1, "model")) phrase->first = sold->last;
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

  if (best) reading->add_words("product", where, best->first, best->last);
  find_product_name(reading, where, best ? Span{best->first, best->last} : Span{});
  find_category(reading, where, best ? *best : Span{});
}

}  // namespace handraise
