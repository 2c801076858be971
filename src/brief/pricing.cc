// How it is sold and what it costs: model, trial, card, free limit, plans, price, contract value, budget.
#include <algorithm>

#include "brief/reading.h"

namespace handraise {
namespace {

double days_of(double value, const std::string& unit) {
  if (unit == "month") return value * 30;
  return hours_of(value, unit) / 24;
}

bool overlaps(const Passage& passage, const Tag& tag, std::string_view kind, std::string_view value) {
  return std::ranges::any_of(passage.tags, [&](const Tag& other) {
    return other.phrase->kind == kind && other.phrase->value == value && other.first < tag.last && tag.first < other.last && other.last - other.first >= 2;
  });
}

void find_model(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  for (const Tag* tag : passage.tags_of("model")) {
    const std::string& value = tag->phrase->value;
    if (passage.meant(tag->first, tag->last, kAnyStance & ~kWished)) continue;
    if (value == "free_trial") {
      const bool bare = tag->last - tag->first == 1;
      if (bare && ((passage.is(tag->last, "free") && passage.token(tag->last).glued) || passage.inside(tag->first, "not_a_number"))) continue;   // "trial-free", "clinical trials"
      if (overlaps(passage, *tag, "metric", "trial_to_paid") || overlaps(passage, *tag, "objective", "trial_to_paid")) continue;
      if (bare && passage.inside(tag->first, "pilot_word")) continue;
      if (bare && (passage.inside(tag->first, "signal_lead") || passage.is(tag->last, "user"))) continue;
    }
    if (value == "freemium" && passage.token(tag->first).kind == Token::Kind::number) {
      // "3 boards free" limits a free plan; "30 days free" is a trial.
      bool time = false;
      for (const Amount& amount : passage.amounts)
        if (amount.first <= tag->first && tag->first < amount.last && amount.unit != Amount::Unit::count) time = true;
      for (size_t i = tag->first + 1; i < tag->last; ++i)
        if (passage.token(i).kind == Token::Kind::sign || passage.inside(i, "and") || passage.inside(i, "duration")) time = true;
      if (time || passage.is(tag->last, "trial")) continue;
    }
    if (value == "seat_based" && passage.tag_at(tag->first, "metric")) continue;
    reading->add("model", value, p, tag->first, tag->last);
  }
}

void find_trial(Reading* reading, size_t p) {
  Passage& passage = reading->passages[p];
  const bool labelled = reading->in_label(passage, "trial_word") && !reading->in_label(passage, "pilot_word");
  for (Amount& amount : passage.amounts) {
    if (amount.unit != Amount::Unit::duration || amount.used || amount.range || !amount.period.empty()) continue;
    if (amount.duration == "minute" || amount.duration == "hour" || amount.duration == "business_hour") continue;
    bool near = labelled && amount.first >= passage.label_end;
    for (const Tag* word : passage.tags_of("trial_word")) {
      const bool after = word->first >= amount.last && word->first <= amount.last + 2;
      const bool before = word->last <= amount.first && amount.first <= word->last + 7;
      if ((!after && !before) || passage.inside(word->first, "pilot_word")) continue;
      bool broken = false;
      for (size_t i = std::min(word->last, amount.last); i < std::max(word->first, amount.first); ++i)
        if (passage.is(i, ",") || passage.is(i, ".") || passage.is(i, ";") || passage.is(i, "|") || passage.inside(i, "metric") ? !passage.inside(i, "trial_word") && (passage.is(i, ".") || after || passage.inside(i, "metric") || passage.is(i, ";")) : false) broken = true;
      for (const Tag* metric : passage.tags_of("metric"))
        if (metric->phrase->value == "trial_to_paid" && metric->last - metric->first >= 2 && metric->first <= word->first && word->last <= metric->last) broken = true;
      if (!broken) near = true;
    }
    if (const Tag* free = passage.tag_at(amount.last, "free_word"); free && !near) near = true;
    if (!near || passage.meant(amount.first, amount.last, kNotReal | kNegated)) continue;
    if (passage.has("pilot_word") && !passage.has("card") && !reading->in_label(passage, "trial_word")) {
      const Tag* pilot = passage.first_of("pilot_word");
      bool same = false;
      for (const Tag* word : passage.tags_of("trial_word")) same = same || (pilot->first < word->last && word->first < pilot->last);
      if (!same && pilot->first < amount.first && amount.first - pilot->last < 4) continue;
    }
    amount.used = true;
    reading->add_number("trial_days", days_of(amount.middle(), amount.duration), p, amount.first, amount.last);
    if (!reading->has("model", "free_trial")) reading->add("model", "free_trial", p, amount.first, amount.last);
  }
}

void find_card(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  for (const Tag* card : passage.tags_of("card")) {
    if (passage.meant(card->first, card->last, kNotReal)) continue;
    const bool trial = passage.has("trial_word") || passage.has("free_word") || (p > 0 && reading->passages[p - 1].has("trial_word"));
    const size_t begin = clause_begin(passage, card->first), end = clause_end(passage, card->first);
    // "card: yes since spring"
    if (passage.is(card->last, ":") && (passage.is(card->last + 1, "yes") || passage.is(card->last + 1, "no"))) {
      reading->add("card_required", passage.is(card->last + 1, "yes") ? "yes" : "no", p, card->first, card->last + 2);
      continue;
    }
    if (const Tag* no = passage.first_of("card_required", "no"); no && no->first >= card->last && no->last <= end + 3 && (trial || reading->has("trial_days"))) {   // "registration of a card is unnecessary", "the card we ask only in the end"
      reading->add("card_required", "no", p, card->first, no->last);
      continue;
    }
    const bool denied = passage.meant(card->first, card->last, kNegated);
    bool required = false;
    const Tag* said = nullptr;
    for (const Tag* tag : passage.tags_of("card_required")) {
      if (tag->first < begin || tag->last > end) continue;
      if (tag->phrase->value == "yes") required = true, said = tag;
      else if (tag->last + 2 >= card->first && tag->first < card->first && trial) required = true;
    }
    size_t first = card->first, last = card->last;
    if (denied) {
      while (first > begin && passage.meant(first - 1, first, kNegated) && !passage.is(first - 1, ",") && card->first - first < 4) --first;
      const bool alone = passage.size() <= 4;
      if (!trial && !alone && !said && !passage.tag_before(card->first, "negator") && !reading->has("trial_days")) continue;
      reading->add("card_required", "no", p, first, last);
    } else if (required && (trial || reading->has("trial_days"))) {
      if (said) first = std::min(first, said->first), last = std::max(last, said->last);
      reading->add("card_required", "yes", p, first, last);
    }
  }
}

void find_free_limit(Reading* reading, size_t p) {
  Passage& passage = reading->passages[p];
  for (Amount& amount : passage.amounts) {
    if (amount.used || amount.unit == Amount::Unit::percent || amount.times) continue;
    const bool money = amount.unit == Amount::Unit::money;   // "free as long as a parish takes in under 5,000 euro"
    if (money && (!amount.at_most || !amount.per.empty())) continue;
    if (amount.unit == Amount::Unit::duration && amount.duration != "minute" && amount.duration != "hour" && amount.duration != "second") continue;
    if (passage.meant(amount.first, amount.last, kNotReal)) continue;
    // Its end: the number, the nouns behind it, and what it is per.
    size_t end = amount.last;
    while (end < passage.size() && end < amount.last + 8 && passage.token(end).kind == Token::Kind::word && !passage.inside(end, "and") && !passage.inside(end, "or") && !passage.inside(end, "clause_break") &&
           !(passage.inside(end, "stop") && !passage.inside(end, "per") && !passage.inside(end, "period") && !passage.inside(end, "free_word") && !passage.is(end, "of")))
      ++end;
    if (end == amount.last && amount.unit == Amount::Unit::count && amount.per.empty() && amount.high < 1000) continue;
    const bool first_of = amount.first > 0 && passage.is(amount.first - 1, "first");
    bool limit = false;
    const Tag* lead = nullptr;
    // "without paying as long as you have no more than five hives", "the first hundred thousand, which cost nothing".
    if ((amount.at_most || first_of) && amount.unit != Amount::Unit::duration)
      for (const char* kind : {"free_word", "free_lead"})
        for (const Tag* tag : passage.tags_of(kind)) {
          if (passage.inside(tag->first, "trial_word") || passage.is(tag->last, "trial")) continue;
          const size_t from = tag->last <= amount.first ? tag->last : end, to = tag->last <= amount.first ? amount.first : tag->first;
          if (to < from || to - from > (tag->last <= amount.first ? 14u : 4u)) continue;
          bool broken = false;
          for (size_t i = from; i < to; ++i) broken = broken || passage.is(i, ".") || passage.is(i, ";") || passage.is(i, "|") || passage.inside(i, "metric_strong") || passage.token(i).kind == Token::Kind::number;
          limit = limit || !broken;
        }
    if (money && !limit) continue;
    for (const Tag* tag : passage.tags_of("free_lead"))
      if (tag->last <= amount.first && amount.first <= tag->last + 5) {
        bool broken = false;
        for (size_t i = tag->last; i < amount.first; ++i)
          if ((passage.is(i, ",") && i != tag->last) || passage.is(i, ";") || passage.is(i, ".") || passage.is(i, "|") || passage.inside(i, "metric_strong") || passage.is(i, "--") || (passage.token(i).kind == Token::Kind::number) || passage.inside(i, "trial_word")) broken = true;
        if (!broken) limit = true, lead = tag;
      }
    // "3 boards free", but not "1,120 shops on the free plan".
    for (const Tag* tag : passage.tags_of("free_word"))
      if (tag->first >= amount.last && (tag->first <= end || (tag->first == end + 1 && passage.inside(end, "is_a"))) && tag->last - tag->first <= 2 && !passage.inside(tag->first, "trial_word") && !passage.is(tag->last, "trial")) {
        limit = true;
        if (tag->first <= end && !passage.inside(tag->first - 1, "is_a")) end = std::max(end, tag->last);
      }
    if (!limit || passage.tag_at(amount.last, "role") || passage.tag_at(amount.last + 1, "role")) continue;
    // How many accounts are on the free plan is no limit of it.
    bool counted = passage.inside(amount.last, "free_word") && (passage.inside(amount.last + 1, "user_noun") || passage.inside(amount.last + 1, "account_noun"));
    for (const Tag* tag : passage.tags_of("metric"))
      if (tag->first >= amount.first && tag->first <= amount.last + 1 && (tag->phrase->value == "signups" || tag->phrase->value == "active_accounts" || tag->phrase->value == "active_users" || tag->phrase->value == "paying_accounts")) counted = true;
    if (counted || amount.high > 5e6) continue;
    size_t first = amount.first;
    if (first > 0 && (passage.is(first - 1, "first"))) --first;
    else if (const Tag* bound = passage.tag_before(first, "bound")) first = std::max(bound->first, lead ? lead->first : 0);
    if (lead) first = std::max(first, lead->last > first ? first : first);
    amount.used = true;
    while (end > amount.last && passage.inside(end - 1, "stop") && !passage.inside(end - 1, "free_word")) --end;
    reading->add_words("free_limit", p, first, end);
    const bool metered = first_of && (reading->has("model", "usage_based") || passage.has("model", "usage_based"));   // "$0.0004 a request after the first hundred thousand"
    if (!passage.has("trial_word") && !metered && !reading->has("model", "freemium")) reading->add("model", "freemium", p, first, end);
  }
}

bool plan_word(const Passage& passage, size_t i) {
  return i < passage.size() && passage.token(i).kind == Token::Kind::word && passage.token(i).capital && (!passage.inside(i, "stop") || passage.inside(i, "plan_common")) && !passage.inside(i, "region") && !passage.inside(i, "crm") && !passage.inside(i, "currency") &&
         !passage.inside(i, "role") && !passage.inside(i, "compliance") && !passage.inside(i, "asked");
}

void find_plans(Reading* reading, size_t p) {
  const Passage& passage = reading->passages[p];
  const auto add_list = [&](size_t i, bool whole) {
    std::vector<Span> names;
    int depth = 0;
    size_t k = i;
    for (; k < passage.size(); ++k) {
      const Token& token = passage.token(k);
      if (token.is("(")) ++depth;
      if (token.is(")")) --depth;
      if (depth > 0 || token.is(")") || token.is("\"")) continue;
      if (token.is(",") || token.is("/") || token.is("&") || (!token.capital && (passage.inside(k, "and") || passage.inside(k, "or")))) continue;
      if (!plan_word(passage, k)) break;
      size_t last = k + 1;
      while (last < k + 2 && plan_word(passage, last)) ++last;
      names.push_back({k, last});
      k = last - 1;
    }
    if (names.size() < 2 && !whole) return;
    for (const Span& name : names) reading->add_words("plans", p, name.first, name.last);
  };
  for (const Tag* lead : passage.tags_of("plan_lead")) {
    if (passage.meant(lead->first, lead->last, kNotReal)) continue;
    size_t i = lead->last;
    if (passage.is(i, ":") || passage.is(i, "|") || passage.is(i, "(")) ++i;
    if (passage.is(i, "are") || passage.is(i, "is") || passage.is(i, "called")) ++i;
    bool called = false;   // "the plan is called Steady"
    if (passage.is(i - 1, "called") || passage.is(i - 1, "named"))
      for (size_t k = i >= 4 ? i - 4 : 0; k + 1 < i; ++k) called = called || passage.inside(k, "plan_name_noun");
    add_list(i, called);
  }
  // "a plan at $49, simply called Steady", "There's a smaller one called Hamlet."
  for (size_t i = 0; i + 1 < passage.size(); ++i)
    if ((passage.is(i, "called") || passage.is(i, "named")) && i > 0 && (passage.is(i - 1, "one") || passage.is(i - 1, "is")) && (passage.has("plan_name_noun") || (passage.is(i - 1, "one") && p > 0 && reading->passages[p - 1].has("plan_name_noun")))) add_list(i + 1, true);
  // "upgrades to Grand, $99 monthly", "they're on Bench (£60 per workspace) or on Core": a name before what it costs.
  for (const Amount& amount : passage.amounts) {
    if (amount.unit != Amount::Unit::money || (amount.per.empty() && amount.period.empty()) || amount.first < 3 || passage.meant(amount.first, amount.last, kNotReal)) continue;
    const size_t sign = amount.first - 1;
    if (!passage.is(sign, ",") && !passage.is(sign, "(") && !passage.is(sign, "at") && !passage.is(sign, "for")) continue;
    const size_t name = sign - 1;
    if (!plan_word(passage, name) || passage.token(name).upper || !(passage.is(name - 1, "to") || passage.is(name - 1, "on") || passage.is(name - 1, "onto") || passage.is(name - 1, "then"))) continue;
    reading->add_words("plans", p, name, name + 1);
    for (size_t i = amount.last; i + 2 < passage.size() && i < amount.last + 3; ++i)
      if (passage.inside(i, "or") && passage.is(i + 1, "on") && plan_word(passage, i + 2)) reading->add_words("plans", p, i + 2, i + 3);
  }
  // "Plus costs £39 per workspace", "Starter, Crew and Fleet are the plans".
  for (const Tag* name : passage.tags_of("plan_common"))
    if (name->last - name->first == 1 && passage.token(name->first).capital && (passage.inside(name->last, "price_verb") || passage.is(name->last, ":") || passage.is(name->last, "("))) {
      for (const Amount& amount : passage.amounts)
        if (amount.unit == Amount::Unit::money && amount.first >= name->last && amount.first <= name->last + 3) {
          reading->add_words("plans", p, name->first, name->last);
          break;
        }
      if (passage.inside(name->last, "negotiated")) reading->add_words("plans", p, name->first, name->last);
    }
  for (const Tag* are : passage.tags_of("are_plans")) {
    size_t first = are->first;
    while (first > 0 && (plan_word(passage, first - 1) || passage.is(first - 1, ",") || passage.inside(first - 1, "and"))) --first;
    add_list(first, true);
  }
  for (const Tag* noun : passage.tags_of("plan_name_noun")) {
    size_t first = noun->first;
    if (first > 2 && passage.is(first - 1, "\"") && passage.is(first - 3, "\"") && plan_word(passage, first - 2)) {   // the "Crew" plan
      reading->add_words("plans", p, first - 2, first - 1);
      continue;
    }
    const bool loose = passage.is(noun->first, "contract") || passage.is(noun->first, "contracts") || passage.is(noun->first, "licence") || passage.is(noun->first, "offer");
    if (loose && !(first > 0 && passage.inside(first - 1, "plan_common") && passage.token(first - 1).capital)) continue;
    while (first > 0 && (plan_word(passage, first - 1) || passage.inside(first - 1, "and") || passage.is(first - 1, ","))) --first;
    while (first < noun->first && !plan_word(passage, first)) ++first;
    // At the head of a sentence every word has a capital.
    if (first == 0 && noun->first - first == 1) continue;
    if (passage.meant(first, noun->last, kNotReal)) continue;
    for (const Span& name : read_list(passage, first, noun->first))
      if (plan_word(passage, name.first) && name.last - name.first <= 2 && !passage.inside(name.first, "free_word") && !passage.inside(name.first, "model") && !passage.inside(name.first, "asked_lead"))
        reading->add_words("plans", p, name.first, name.last);
  }
}

void find_money(Reading* reading, size_t p) {
  Passage& passage = reading->passages[p];
  for (Amount& amount : passage.amounts) {
    if (amount.unit != Amount::Unit::money || amount.used) continue;
    if (passage.meant(amount.first, amount.last, kNotReal)) continue;
    const size_t begin = clause_begin(passage, amount.first), end = clause_end(passage, amount.first);
    const auto in_clause = [&](std::string_view kind) {
      for (const Tag& tag : passage.tags)
        if (tag.phrase->kind == kind && tag.first >= begin && tag.last <= end) return true;
      return false;
    };
    bool pipeline = false;   // "$400k of new pipeline" is what is wanted, see find_baselines
    for (const Tag* tag : passage.tags_of("objective")) pipeline = pipeline || (tag->phrase->value == "pipeline" && tag->first <= amount.last + 4 && amount.first <= tag->last + 6);
    if (amount.change && amount.per.empty() && !passage.has("acv") && reading->has("acv.min") && passage.has("target_lead")) continue;   // "ACV is $14k, the goal is lifting it: from $14k to $19k"
    pipeline = pipeline || (amount.change && p > 0 && reading->passages[p - 1].has("objective", "pipeline"));
    if (pipeline && (amount.per.empty() || amount.per == "other")) continue;
    const bool budget = in_clause("budget") || reading->labelled(passage, "budget");
    const bool strong = reading->in_label(passage, "acv") || in_clause("acv_strong");
    // "contracts … run from $9,000 to $30,000", "between 6 and 22 thousand a year per customer": a range of large sums beside contracts.
    const bool spread = (amount.range || amount.change) && amount.low >= 1000 && (amount.per.empty() || amount.per == "account") && (amount.period.empty() || amount.period == "year") && (passage.has("acv") || amount.per == "account");
    if (spread && !passage.has("target_lead") && !reading->has("acv.min") && !in_clause("budget")) {
      amount.used = true;
      reading->add_number("acv.min", amount.low, p, amount.first, amount.last);
      reading->add_number("acv.max", amount.high, p, amount.first, amount.last);
      reading->add("acv.currency", amount.currency, p, amount.first, amount.last);
      reading->add("acv.period", "year", p, amount.first, amount.last);
      continue;
    }
    // "every contract, the smallest being 1.1 million euros a year": one end of what contracts are worth.
    if (amount.per.empty() && amount.period == "year" && amount.low >= 1000 && !amount.range && passage.has("acv") && !reading->has("acv.min"))
      if (const Tag* edge = passage.first_of("edge_word"); edge && edge->last <= amount.first && amount.first <= edge->last + 3) {
        amount.used = true;
        reading->add_number("acv." + edge->phrase->value, amount.low, p, amount.first, amount.last);
        reading->add("acv.currency", amount.currency, p, amount.first, amount.last);
        reading->add("acv.period", "year", p, amount.first, amount.last);
        continue;
      }
    const bool acv = strong || in_clause("acv");
    if (budget && amount.per.empty()) {
      amount.used = true;
      reading->add_number("budget.amount", amount.high, p, amount.first, amount.last);
      reading->add("budget.currency", amount.currency, p, amount.first, amount.last);
    } else if (amount.per.empty() && (strong || (acv && (amount.period.empty() || amount.period == "year") && amount.high >= 500))) {
      // What one would like it to be is a target, see find_baselines.
      bool aimed = false;   // "expects 14k": between the figure before and this one
      for (const Tag* lead : passage.tags_of("target_lead")) {
        bool nearest = lead->last <= amount.first && passage.clause[lead->first] == passage.clause[amount.first];
        for (const Amount& other : passage.amounts) nearest = nearest && !(other.first >= lead->last && other.last <= amount.first);
        aimed = aimed || nearest;
      }
      const bool target = passage.meant(amount.first, amount.last, kWished) || in_clause("target_only") || (aimed && !amount.change && reading->has("acv.min"));
      if (target && reading->has("acv.min")) continue;
      if (target && !strong) continue;
      if ((amount.change && passage.has("target_lead")) || (target && !amount.range && !amount.change)) continue;
      amount.used = true;
      reading->add_number("acv.min", amount.low, p, amount.first, amount.last);
      reading->add_number("acv.max", amount.high, p, amount.first, amount.last);
      reading->add("acv.currency", amount.currency, p, amount.first, amount.last);
      reading->add("acv.period", "year", p, amount.first, amount.last);
    } else if (!amount.per.empty() || !amount.period.empty() || in_clause("price_word") || reading->labelled(passage, "price_word")) {
      if (amount.per.empty() && in_clause("acv")) continue;
      if (passage.meant(amount.first, amount.last, kNegated)) continue;
      amount.used = true;
      if (reading->has("price.amount")) continue;
      reading->add_number("price.amount", amount.middle(), p, amount.first, amount.last);
      reading->add("price.currency", amount.currency, p, amount.first, amount.last);
      if (amount.per.empty() && passage.has("price_seat")) amount.per = "seat";
      // "18 bucks a seat. Monthly."
      if (amount.period.empty() && amount.last + 1 >= passage.size() && p + 1 < reading->passages.size() && reading->passages[p + 1].size() <= 2)
        if (const Tag* adverb = reading->passages[p + 1].tag_at(0, "adverb_period")) amount.period = adverb->phrase->value;
      if (!amount.per.empty()) reading->add("price.per", amount.per, p, amount.first, amount.last);
      if (!amount.period.empty() && amount.period != "minute") reading->add("price.period", amount.period == "quarter" ? "month" : amount.period, p, amount.first, amount.last);
      for (const char* used : {"message", "event", "gb", "order", "request", "contact", "minute", "credit"})
        if (amount.per == used) reading->add("model", "usage_based", p, amount.first, amount.last);
      if (amount.per == "other" && amount.last > amount.first && passage.inside(amount.last - 1, "use_noun")) reading->add("model", "usage_based", p, amount.first, amount.last);
      if (amount.per == "seat" || amount.per == "user") reading->add("model", "seat_based", p, amount.first, amount.last);
    }
  }
}

}  // namespace

void find_pricing(Reading* reading) {
  for (size_t p = 0; p < reading->passages.size(); ++p) {
    find_model(reading, p);
    find_trial(reading, p);
    find_free_limit(reading, p);
    find_card(reading, p);
    find_plans(reading, p);
    find_money(reading, p);
  }
}

}  // namespace handraise
