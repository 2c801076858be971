// The boundary: what must be refused, what does not fit, what must exist first.
#include <algorithm>

#include "brief/reading.h"

namespace handraise {

void judge(const Reading& reading, Facts* facts) {
  (void)reading;
  (void)facts;
}

}  // namespace handraise
