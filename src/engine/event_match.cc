#include "engine/event_match.h"

namespace handraise {

EventMatch::EventMatch(const Motion& motion) : motion_(motion), by_event_(1) {
  for (size_t i = 0; i < motion.signals.size(); ++i) {
    const Signal& signal = motion.signals[i];
    if (signal.kind == SignalKind::fit) continue;
    if (signal.events.size() == 1 && signal.events[0] == "any") {
      any_.push_back(i);
      continue;
    }
    for (const std::string& event : signal.events) {
      const NameId id = events_.intern(event);
      if (id >= by_event_.size()) by_event_.resize(id + 1);
      if (by_event_[id].empty() || by_event_[id].back() != i) by_event_[id].push_back(i);  // a list may name an event twice
    }
  }
}

void EventMatch::find(const Record& event, std::vector<Matched>& matched) const {
  matched.clear();
  for (const size_t signal : by_event_[events_.find(event.event)]) try_signal(signal, event, matched);
  for (const size_t signal : any_) try_signal(signal, event, matched);
}

void EventMatch::try_signal(size_t index, const Record& event, std::vector<Matched>& matched) const {
  const Signal& signal = motion_.signals[index];
  for (const PropertyTest& where : signal.where) {
    const Value* const value = find_value(event.values, where.property);
    if (!test_holds(where.test, value) || (where.test.empty() && !value)) return;
  }
  Matched match;
  match.signal = index;
  if (signal.count == Count::distinct) {
    match.value = find_value(event.values, signal.count_property);
    if (!match.value || match.value->kind == Value::Kind::composite) return;
  } else if (signal.count == Count::sum) {
    const auto summand = handraise::summand(find_value(event.values, signal.count_property));
    if (!summand) return;
    match.summand = *summand;
  }
  matched.push_back(match);
}

}  // namespace handraise
