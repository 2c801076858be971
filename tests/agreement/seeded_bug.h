// Which seeded bug is switched on: the number of its place in seeded_bugs.txt, 0: none.
#pragma once

namespace handraise {
extern int seeded_bug;
}
