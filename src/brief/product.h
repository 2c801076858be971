// What the matchers of the product tell each other.
#pragma once

#include "brief/reading.h"

namespace handraise {

// Whether token `i` can be (part of) a proper name: a capital, and no word that a list knows as something else.
bool is_name(const Passage& passage, size_t i);
bool is_quote(const Passage& passage, size_t i);

// The product's or company's name. `product` is its description in `passage`; empty if none was found.
void find_product_name(Reading* reading, size_t passage, Span product);
// The category, from the words of the description and whom it is made for.
void find_category(Reading* reading, size_t passage, Span product);

}  // namespace handraise
