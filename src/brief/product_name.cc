// The name of the product or the company: every place where one could stand, with how much it says; the best is taken.
#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "brief/product.h"

namespace handraise {

bool is_quote(const Passage& passage, size_t i) { return passage.is(i, "\"") || passage.is(i, "'") || passage.is(i, "*"); }

bool is_name(const Passage& passage, size_t i) {
  if (i >= passage.size()) return false;
  const Token& token = passage.token(i);
  if (token.kind != Token::Kind::word || !token.capital) return false;
  if (i + 1 < passage.size() && passage.token(i + 1).glued && passage.token(i + 1).kind == Token::Kind::word && !passage.token(i + 1).capital) return false;   // Self-serve, not Roadrunner-Kaya
  for (const std::string_view kind : {"stop", "article", "crm", "tool", "region", "compliance", "greeting", "role", "quality", "intro_noun", "month", "weekday", "language", "state_word", "time_word", "metric", "plan_common"})
    if (passage.inside(i, kind)) return false;
  return true;
}

namespace {

constexpr size_t kEarly = 12;    // passages in which a company introduces itself
constexpr size_t kNameWords = 4;

size_t name_end(const Passage& passage, size_t i) {
  size_t end = i;
  while (end < i + kNameWords && (is_name(passage, end) || (end > i && passage.is(end, "&") && is_name(passage, end + 1)))) ++end;
  return end;
}

size_t name_begin(const Passage& passage, size_t end) {
  size_t first = end;
  while (first > 0 && end - first < kNameWords && (is_name(passage, first - 1) || (first > 1 && first < end && passage.is(first - 1, "&") && is_name(passage, first - 2)))) --first;
  return first;
}

struct Candidate {
  double strength = 0;
  size_t passage = 0, begin = 0, end = 0;   // bytes
  std::string text;
};

class Namer {
 public:
  explicit Namer(Reading* reading) : reading_(*reading) {}

  void run(size_t where, Span product) {
    find_people();
    count_names();
    if (product.last > product.first) beside(where, product);
    for (size_t p = 0; p < std::min(reading_.passages.size(), kEarly); ++p) introductions(p);
    for (const auto& [name, times] : mentions_)
      if (times.size() >= 2) add(times.front().strength + 0.8, times.front());
    const Candidate* best = nullptr;
    for (const Candidate& candidate : candidates_)
      if (!best || candidate.strength > best->strength) best = &candidate;
    if (best) reading_.found.push_back({"product_name", best->text, best->begin, best->end, best->passage});
  }

 private:
  void add(double strength, Candidate candidate) {
    if (candidate.text.empty() || people_.count(lower_ascii(candidate.text.substr(0, candidate.text.find(' ')))) != 0) return;
    const auto times = mentions_.find(candidate.text);
    candidate.strength = strength + (times == mentions_.end() ? 0 : std::min(0.9, 0.3 * static_cast<double>(times->second.size() - 1)));
    candidates_.push_back(std::move(candidate));
  }
  void add(double strength, size_t p, size_t first, size_t last) {
    const Passage& passage = reading_.passages[p];
    if (first >= last || passage.meant(first, last, kPast | kOther)) return;
    Candidate candidate{0, p, passage.token(first).begin, passage.token(last - 1).end, ""};
    candidate.text = std::string(reading_.text.substr(candidate.begin, candidate.end - candidate.begin));
    // "Fernly's users": the owner without the ending.
    for (const std::string_view ending : {"'s", "\xE2\x80\x99s"})
      if (candidate.text.ends_with(ending)) {
        candidate.text.resize(candidate.text.size() - ending.size());
        candidate.end -= ending.size();
      }
    add(strength, std::move(candidate));
  }

  // Who writes, who is written to, who sells: no product.
  void find_people() {
    for (size_t p = 0; p < reading_.passages.size(); ++p) {
      const Passage& passage = reading_.passages[p];
      for (size_t i = 0; i < passage.size(); ++i) {
        const Token& token = passage.token(i);
        if (token.kind != Token::Kind::word || !token.capital || passage.inside(i, "stop")) continue;
        bool person = passage.inside(i, "first_name");
        if (i > 0 && (passage.inside(i - 1, "person_lead") || (passage.inside(i - 1, "greeting") && !passage.is(i - 1, "from") && !passage.is(i - 1, "to")))) person = true;
        if (i > 1 && passage.is(i - 1, ",") && passage.inside(i - 2, "greeting")) person = true;
        // "Anna (AE)", "Tom, head of sales": a role behind a name.
        if ((passage.is(i + 1, "(") || passage.is(i + 1, ",")) && (passage.inside(i + 2, "role") || passage.inside(i + 2, "job") || passage.inside(i + 3, "job")) && !passage.inside(i + 2, "product_noun") && !passage.inside(i + 3, "product_noun") && !passage.inside(i + 2, "article")) person = true;
        // "Me and Curro", "Gaétan and I"
        if (i > 1 && passage.inside(i - 1, "and") && (passage.is(i - 2, "me") || passage.is(i - 2, "i"))) person = true;
        if (passage.inside(i + 1, "and") && (passage.is(i + 2, "me") || passage.is(i + 2, "i"))) person = true;
        // The last line is a signature.
        if (passage.size() <= 2 && p + 2 >= reading_.passages.size() && p > 2) person = true;
        if (person) people_.insert(lower_ascii(reading_.text.substr(token.begin, token.end - token.begin)));
      }
    }
  }

  // Words with a capital inside a sentence that no list knows.
  void count_names() {
    for (size_t p = 0; p < reading_.passages.size(); ++p) {
      const Passage& passage = reading_.passages[p];
      for (size_t i = 0; i < passage.size(); ++i) {
        if (!is_name(passage, i) || reading_.words.known.count(passage.token(i).stem) != 0 || passage.token(i).text.size() < 3 || passage.token(i).text.find('_') != std::string::npos || passage.meant(i, i + 1, kOther)) continue;
        if (passage.inside(i, "category") || passage.inside(i, "event")) continue;
        const bool owner = passage.token(i).text.ends_with("'s");
        Candidate candidate{1.2, p, passage.token(i).begin, passage.token(i).end - (owner ? (reading_.text[passage.token(i).end - 2] == '\'' ? 2u : 4u) : 0u), ""};
        candidate.text = std::string(reading_.text.substr(candidate.begin, candidate.end - candidate.begin));
        mentions_[candidate.text].push_back(candidate);
      }
    }
  }

  void quoted_after(double strength, size_t p, size_t i) {
    const Passage& passage = reading_.passages[p];
    for (size_t k = i; k < std::min(i + 3, passage.size()); ++k)
      if (is_quote(passage, k) && k + 1 < passage.size() && passage.token(k + 1).capital) {
        size_t end = k + 1;
        while (end < passage.size() && end < k + 4 && !is_quote(passage, end)) ++end;
        if (is_quote(passage, end)) add(strength, p, k + 1, end);
        return;
      }
  }

  // "Fernly is whiteboarding …", "our app, Tidewatch,", "system (Vivier)", "Redline's contract assistant".
  void beside(size_t p, Span product) {
    const Passage& passage = reading_.passages[p];
    quoted_after(5.5, p, product.last);
    size_t lead = product.first;
    if (lead > 0 && passage.token(lead - 1).text.ends_with("'s") && passage.token(lead - 1).capital) add(5, p, lead - 1, lead);
    while (lead > 0 && (passage.inside(lead - 1, "article") || passage.inside(lead - 1, "quality"))) --lead;
    if (lead > 0) {
      size_t end = lead;
      while (end > 0 && lead - end < 6 && !is_name(passage, end - 1) && (passage.inside(end - 1, "company_form") || passage.inside(end - 1, "is_a") || passage.inside(end - 1, "stop") || passage.inside(end - 1, "product_lead") || passage.token(end - 1).kind == Token::Kind::sign)) --end;
      const size_t first = name_begin(passage, end);
      const bool place = first > 0 && (passage.is(first - 1, "from") || passage.is(first - 1, "in") || passage.is(first - 1, "aus") || passage.is(first - 1, "of"));   // "we are Abwanderix from Graz, an analytics product"
      const bool verb = end < lead && (passage.inside(end, "company_form") || passage.token(end).kind == Token::Kind::sign || passage.inside(end, "is_a") || passage.inside(end, "product_lead"));
      if (first < end && verb && !place) add(5, p, first, end);
      // "we're fernly, a scheduling app": who writes everything small.
      if (first == end && lead > 1 && passage.is(lead - 1, ",") && passage.token(lead - 2).kind == Token::Kind::word && reading_.words.known.count(passage.token(lead - 2).stem) == 0 && lead > 2 && passage.inside(lead - 3, "name_lead")) add(4, p, lead - 2, lead - 1);
    }
    size_t after = product.last;
    const bool sign = passage.is(after, ",") || passage.is(after, "(") || passage.is(after, ":") || passage.is(after, "--");
    if (sign) ++after;
    if (passage.inside(after, "name_lead") || passage.is(after, "called") || passage.is(after, "named")) ++after;
    if (is_name(passage, after)) {
      const size_t end = name_end(passage, after);
      if (!sign || end >= passage.size() || passage.token(end).kind == Token::Kind::sign) add(5, p, after, end);
    }
  }

  void introductions(size_t p) {
    const Passage& passage = reading_.passages[p];
    const auto closed = [&](size_t end) { return end >= passage.size() || passage.token(end).kind == Token::Kind::sign || passage.inside(end, "stop") || passage.inside(end, "article") || passage.inside(end, "name_verb"); };
    const auto unknown = [&](size_t i) { return reading_.words.known.count(passage.token(i).stem) == 0; };
    // "Company: Inkwell GmbH"
    if (reading_.in_label(passage, "name_label")) {
      size_t first = passage.label_end;
      while (first < passage.size() && is_quote(passage, first)) ++first;
      if (is_name(passage, first) && closed(name_end(passage, first))) add(6, p, first, name_end(passage, first));
    }
    for (const Tag& tag : passage.tags) {
      if (tag.phrase->kind != "name_lead") continue;
      const std::string& manner = tag.phrase->value;
      if (is_quote(passage, tag.last)) quoted_after(4.5, p, tag.last);
      if (manner == "quoted" || !is_name(passage, tag.last)) continue;
      const size_t end = name_end(passage, tag.last);
      if (!closed(end)) continue;
      add((manner == "weak" ? 2 : 4) + (unknown(tag.last) ? 0.5 : -1) - 0.1 * static_cast<double>(p), p, tag.last, end);
    }
    // "A quality inspection app for factories. Gaugepost."
    if (p > 0 && p < 6 && passage.size() <= 3 && is_name(passage, 0) && unknown(0) && name_end(passage, 0) + 1 >= passage.size() && passage.sentence.paragraph == reading_.passages[p - 1].sentence.paragraph) add(2.6, p, 0, name_end(passage, 0));
    // "So, Apiarist. It's hive monitoring software."
    if (p < 4 && p + 1 < reading_.passages.size() && passage.size() <= 6) {
      size_t first = 0;
      while (first < passage.size() && (passage.is(first, "so") || passage.is(first, "well") || passage.is(first, "ok") || passage.is(first, ","))) ++first;
      const Passage& next = reading_.passages[p + 1];
      if (is_name(passage, first) && unknown(first) && name_end(passage, first) + 1 >= passage.size() && next.size() > 2 && next.inside(0, "is_a")) add(3, p, first, name_end(passage, first));
    }
    // "Here is Thais, from Laudo Certo."
    for (size_t i = 1; p < 4 && i + 1 < passage.size(); ++i)
      if (passage.is(i, "from") && passage.is(i - 1, ",") && passage.has("person_lead") && is_name(passage, i + 1) && unknown(i + 1) && closed(name_end(passage, i + 1))) add(2.1, p, i + 1, name_end(passage, i + 1));
    // "In Mesalista we do table booking", "with Nightjar we find leaks"; "I'm Tess from Marrowbone"
    for (size_t i = 0; p < 6 && i + 2 < passage.size(); ++i) {
      const bool inside = (passage.is(i, "in") || passage.is(i, "with") || passage.is(i, "at")) && is_name(passage, i + 1) && unknown(i + 1);
      if (const size_t end = inside ? name_end(passage, i + 1) : i; inside && (passage.is(end, "we") || (passage.is(end, ",") && passage.is(end + 1, "we"))) && passage.inside(end + 1, "product_lead")) add(3.6, p, i + 1, end);
      else if (inside && passage.is(end, "we") && (passage.inside(end + 1, "is_a") || passage.is(end + 1, "do") || passage.is(end + 1, "make") || passage.is(end + 1, "build") || passage.is(end + 1, "offer"))) add(3.6, p, i + 1, end);
      if (i > 1 && (passage.is(i, "from") || passage.is(i, "at") || passage.is(i, "with")) && passage.token(i - 1).capital && (passage.inside(i - 2, "person_lead") || passage.is(i - 2, "i'm") || passage.is(i - 2, "is")) && is_name(passage, i + 1) && unknown(i + 1) && closed(name_end(passage, i + 1))) add(2.6, p, i + 1, name_end(passage, i + 1));
    }
    // "Think of Rookery as time tracking", "Our little app Mossgrove helps"
    for (size_t i = 0; p < 6 && i + 1 < passage.size(); ++i) {
      if (!is_name(passage, i) || !unknown(i) || i == 0) continue;
      const size_t end = name_end(passage, i);
      if (passage.is(i - 1, "of") && i > 1 && passage.is(i - 2, "think") && passage.is(end, "as")) add(4.2, p, i, end);
      if (passage.inside(i - 1, "product_noun") && passage.inside(end, "name_verb") && i > 1) {
        size_t k = i - 1;
        while (k > 0 && i - k < 5 && !passage.inside(k, "our")) --k;
        if (passage.inside(k, "our")) add(4.2, p, i, end);
      }
    }
    // named keyring mole: who writes everything small
    for (const Tag* lead : passage.tags_of("name_lead"))
      if (lead->phrase->value == "any" && lead->last < passage.size() && !passage.token(lead->last).capital && passage.token(lead->last).kind == Token::Kind::word && (passage.is(lead->last - 1, "named") || passage.is(lead->last - 1, "called")) && unknown(lead->last)) {
        size_t end = lead->last;
        while (end < passage.size() && end < lead->last + 3 && passage.token(end).kind == Token::Kind::word && !passage.inside(end, "stop")) ++end;
        if (end >= passage.size() || passage.token(end).kind == Token::Kind::sign) add(4, p, lead->last, end);
      }
    // "Our app, Tidewatch, helps", "the product (Tidewatch)".
    for (const Tag* noun : passage.tags_of("product_noun"))
      if ((passage.is(noun->last, ",") || passage.is(noun->last, "(")) && is_name(passage, noun->last + 1) && noun->first > 0 && passage.inside(noun->first - 1, "our")) {
        const size_t end = name_end(passage, noun->last + 1);
        if (passage.is(end, ",") || passage.is(end, ")")) add(4.5, p, noun->last + 1, end);
      }
    // "Murmur does meeting transcription": a name at the head of a sentence, and a verb.
    size_t head = 0;
    while (head < passage.size() && head < 2 && (is_quote(passage, head) || passage.inside(head, "greeting") || passage.is(head, ",") || passage.is(head, "!"))) ++head;
    if (is_name(passage, head) && unknown(head)) {
      size_t end = name_end(passage, head);
      const size_t name_last = end;
      if (passage.is(end, "(")) {   // "Inkwell (inkwell.io) offers"
        while (end < passage.size() && end < head + 9 && !passage.is(end, ")")) ++end;
        ++end;
      }
      if (passage.inside(end, "name_verb") && name_last - head <= 3) add(3.5 - 0.1 * static_cast<double>(p), p, head, name_last);
      // "Ledgerlight – expense reporting", "Vaultic, a password manager", a title line.
      else if (p < 3 && passage.inside(name_last, "company_form")) add(4.2, p, head, name_last);
      else if (p < 3 && (passage.is(name_last, "--") || passage.is(name_last, ":") || (passage.is(name_last, ",") && passage.inside(name_last + 1, "article")))) add(2.5, p, head, name_last);
      else if (p == 0 && name_last == passage.size() && passage.sentence.shape == Sentence::Shape::heading) add(2.2, p, head, name_last);
      else if (passage.token(name_last - 1).text.ends_with("'s")) add(2, p, head, name_last);
    }
    // "respawnly is a multiplayer backend", "leakhound = secret scanner": who writes everything small.
    if (p < 6 && passage.size() > 3 && passage.token(0).kind == Token::Kind::word && !passage.token(0).capital && unknown(0) && passage.token(0).stem.size() > 3 && (passage.is(1, "=") || ((passage.is(1, "is") || passage.is(1, "does")) && passage.inside(2, "article")))) add(3.5, p, 0, 1);
    if (passage.label_end == 2 && passage.is(1, "=") && p < 6 && passage.token(0).capital && unknown(0)) add(3.5, p, 0, 1);
    if (passage.label_end > 2 && passage.label_end <= 4 && passage.is(passage.label_end - 1, "=") && p < 6 && is_name(passage, 0) && name_end(passage, 0) == passage.label_end - 1) add(3.5, p, 0, passage.label_end - 1);
    for (size_t i = 0; i + 2 < passage.size(); ++i) {
      // "…, not what we offer: Cohortwell is an electronic data capture system"
      if (i > 0 && is_name(passage, i) && unknown(i) && (passage.is(i + 1, "is") || passage.is(i + 1, "ist")) && passage.inside(i + 2, "article") && passage.token(i - 1).kind == Token::Kind::sign) add(3.4 - 0.1 * static_cast<double>(p), p, name_begin(passage, i + 1), i + 1);
      // "community analytics for gaming studios (Lobbylens)"
      if (passage.is(i, "(") && is_name(passage, i + 1) && unknown(i + 1) && passage.is(name_end(passage, i + 1), ")") && (passage.has("product_noun") || reading_.in_label(passage, "name_label"))) add(2.3, p, i + 1, name_end(passage, i + 1));
    }
    // "Togglesmith here."
    for (size_t i = 0; i + 1 < passage.size() && i < 5; ++i)
      if (passage.is(i + 1, "here") && is_name(passage, i)) add(2.4, p, name_begin(passage, i + 1), i + 1);
  }

  Reading& reading_;
  std::set<std::string> people_;
  std::map<std::string, std::vector<Candidate>> mentions_;
  std::vector<Candidate> candidates_;
};

}  // namespace

void find_product_name(Reading* reading, size_t passage, Span product) { Namer(reading).run(passage, product); }

}  // namespace handraise
