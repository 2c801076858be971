// The category of the product: a vertical that it is made for, else its kind.
#include <algorithm>
#include <array>

#include "brief/product.h"

namespace handraise {
namespace {

constexpr std::array<std::string_view, 10> kVerticals = {"ecommerce", "healthcare", "education", "legal", "logistics", "real_estate", "construction", "manufacturing", "hospitality", "nonprofit"};
constexpr size_t kReachMax = 14;

// Looks at the tokens from the product's first to `reach`; what lies behind the product says whom it is for.
bool categorise(Reading* reading, size_t p, Span product, size_t reach) {
  const Passage& passage = reading->passages[p];
  const Tag* made_for = nullptr;
  const Tag* kind = nullptr;
  bool several = false;   // of several groups none is whom it is made for
  for (const Tag* tag : passage.tags_of("category")) {
    if (tag->first < product.first || tag->last > reach || passage.meant(tag->first, tag->last, kNegated)) continue;
    const bool own = tag->last <= product.last;
    if (std::ranges::find(kVerticals, tag->phrase->value) != kVerticals.end() && !passage.inside(tag->first, "category_general")) {
      if (made_for && !own && made_for->first >= product.last && made_for->phrase->value != tag->phrase->value) several = true;
      if (!made_for) made_for = tag;
    } else if (own && (!kind || tag->last - tag->first > kind->last - kind->first)) {
      kind = tag;   // the longest phrase says most
    }
  }
  for (size_t i = product.last; i < reach && made_for && made_for->first >= product.last; ++i)
    if (passage.inside(i, "and"))
      for (const Tag* other : passage.tags_of("segment_noun")) several = several || (other->first >= i && other->last <= reach && !passage.inside(other->first, "category"));
  if (made_for && !(several && kind)) kind = made_for;
  if (kind) reading->add("category", kind->phrase->value, p, kind->first, kind->last);
  return kind != nullptr;
}

}  // namespace

void find_category(Reading* reading, size_t p, Span product) {
  // "category security", "HR category", "Category: healthcare": said in so many words.
  for (size_t q = 0; q < std::min<size_t>(reading->passages.size(), 12); ++q) {
    const Passage& said = reading->passages[q];
    for (const Tag* word : said.tags_of("category_word")) {
      if (said.meant(word->first, word->last, kNotReal | kNegated)) continue;
      for (const Tag* tag : said.tags_of("category")) {
        size_t behind = word->last;
        while (said.is(behind, ":") || said.is(behind, "\"") || said.is(behind, "|") || said.is(behind, "is") || said.is(behind, "=")) ++behind;
        if (tag->first != behind && tag->last != word->first) continue;
        reading->add("category", tag->phrase->value, q, tag->first, tag->last);
        return;
      }
    }
  }
  if (product.last == product.first) return;
  const Passage& passage = reading->passages[p];
  // "… for hotels", "… made for secondary schools": up to the end of the clause.
  size_t reach = product.last;
  if (product.last < passage.size() && (passage.inside(product.last, "for") || passage.inside(product.last, "product_tail"))) {
    reach = product.last + 1;
    while (reach < passage.size() && reach < product.last + kReachMax && passage.clause[reach] == passage.clause[product.last] && passage.token(reach).kind == Token::Kind::word && !passage.inside(reach, "with")) ++reach;
  }
  if (categorise(reading, p, product, reach)) return;
  for (const Tag* tag : passage.tags_of("category"))
    if (tag->first >= product.last && tag->last <= reach) {
      reading->add("category", tag->phrase->value, p, tag->first, tag->last);
      return;
    }
}

}  // namespace handraise
