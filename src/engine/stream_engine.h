// The engine for real amounts: one pass, memory by accounts and users, never by events. Identity makes steps of records, the scorer
// qualifications of steps; engine.h says what it does, naive_engine.h what it must agree with.
#pragma once

#include <memory>

#include "engine/engine.h"
#include "engine/resolver.h"
#include "engine/scorer.h"
#include "events/wanted.h"

namespace handraise {

struct EngineOptions {
  Explain explain = Explain::yes;  // no: a qualification's state has account, user, time and score only
  Tell tell = Tell::all;           // that_matter: states_at may leave out subjects none of whose events matches a signal
};

std::unique_ptr<Engine> make_engine(EngineInput input, EngineOptions options = {});

// What the engine will look at in records.
Wanted wanted_of(const Motion& motion);

}  // namespace handraise
