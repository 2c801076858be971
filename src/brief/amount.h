// Numbers as people write them: "~3%", "200–2,000", "$20/seat/mo", "two weeks", "a couple of hundred", "about a fifth".
#pragma once

#include <string>
#include <vector>

#include "brief/lexicon.h"
#include "brief/sentence.h"

namespace handraise {

struct Amount {
  enum class Unit { count, percent, money, duration };
  Unit unit = Unit::count;
  size_t first = 0, last = 0;     // tokens [first, last)
  double low = 0, high = 0;       // equal unless it is a range
  bool range = false;             // "2-3", "between 2 and 3"
  bool change = false;            // "from 2 to 3", "2 -> 3"
  bool at_least = false, at_most = false;   // "100+", "over 50"; "up to 20", "under 300"
  bool times = false;             // "3x": a factor, no amount
  std::string currency;           // ISO
  std::string duration;           // minute hour business_hour day business_day week month quarter year
  std::string period;             // per what time: minute ... year
  std::string per;                // money: per what (seat, user, ...)
  bool used = false;              // some fact was made of it
  double middle() const { return (low + high) / 2; }
};

struct Passage;

struct Tag {
  const Phrase* phrase;
  size_t first, last;             // tokens [first, last)
};

// Quantities of a sentence, in order. Numbers inside a phrase of the lexicon ("SOC 2") are none.
std::vector<Amount> read_amounts(const Passage& passage);

// Hours of a duration: working days and hours count as days and hours.
double hours_of(double value, const std::string& unit);
// How often a month the period comes: week 52/12, day 365/12, year 1/12; 0 if it is none.
double per_month(const std::string& period);

}  // namespace handraise
