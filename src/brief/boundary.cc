// The boundary: what must be refused, what does not fit, what must exist first, what an expert decides. The cues are data
// (playbooks/lexicon/boundary.yaml); here stands when a cue counts and what follows from several.
#include <algorithm>
#include <cstdlib>

#include "brief/reading.h"

namespace handraise {
namespace {

constexpr double kCrowdLeast = 500;         // fewer people than this are no mass
constexpr double kActivationLeast = 0.05;   // fewer users than this reach value: there is nothing to sell on

bool ends(const Passage& passage, size_t i) {
  return passage.is(i, ";") || passage.is(i, "--") || passage.is(i, ".") || passage.is(i, "!") || passage.is(i, "?") || passage.is(i, "|");
}

struct Part { size_t passage, first, last; std::string reason; };

class Judge {
 public:
  Judge(const Reading& reading, Facts* facts) : reading_(reading), facts_(*facts) {}

  void run() {
    find_refused();
    const bool blast = refused("mass_outreach");
    const bool fair = fair_request() && std::ranges::none_of(reading_.passages, [](const Passage& passage) { return passage.has("main_thing") && !passage.has("asked"); });
    for (const Part& part : parts_) add_reason(part.reason);
    Verdict& verdict = facts_.verdict;
    if (!parts_.empty() && !fair) {
      verdict.value = VerdictValue::refused;
      if (blast && !shows_usage()) add_reason("no_product_signals");
      print_parts();
      return;
    }
    print_parts();
    find_misfits(fair);
    find_prerequisites();
    find_expert_work();
  }

 private:
  static bool unmeant(const Passage& passage, const Tag& tag, uint8_t mask) { return passage.meant(tag.first, tag.first + 1, mask) || passage.meant(tag.first, tag.last, kPast | kOther); }

  bool refused(std::string_view reason) const {
    return std::ranges::any_of(parts_, [&](const Part& part) { return part.reason == reason; });
  }
  void add_reason(const std::string& reason) {
    std::vector<std::string>& reasons = facts_.verdict.reasons;
    if (std::ranges::find(reasons, reason) == reasons.end()) reasons.push_back(reason);
  }
  bool shows_usage() const { return facts_.text("usage_data") == "yes"; }

  // Whether the brief asks for something else that can be done: it speaks of a product in use and of people who sell.
  bool fair_request() const {
    int known = 0;
    known += facts_.has("model") ? 1 : 0;
    known += shows_usage() ? 1 : 0;
    known += facts_.has("mapping.method") ? 1 : 0;
    bool sellers = false, measured = false;
    for (const Fact& fact : facts_.all) {
      sellers = sellers || (fact.path.starts_with("reps.") && fact.value != "0");
      measured = measured || fact.path.starts_with("baselines.");
    }
    known += sellers ? 1 : 0;
    known += measured ? 1 : 0;
    // Numbers alone ask for nothing: somebody sells, or a part of the pack is wanted.
    return known >= 2 && (sellers || facts_.has("asked_for") || facts_.has("mapping.method"));
  }

  void find_refused() {
    for (size_t p = 0; p < reading_.passages.size(); ++p) {
      const Passage& passage = reading_.passages[p];
      std::vector<const Tag*> cues;
      for (const Tag* cue : passage.tags_of("refuse")) {
        if (unmeant(passage, *cue, kNegated)) continue;
        const std::string& reason = cue->phrase->value;
        if (passage.has("harmless") && reason != "mass_outreach" && reason != "optout_evasion") continue;   // a phishing simulator impersonates by trade
        if (reason == "mass_outreach" && !mass(passage, *cue)) continue;
        // One part, one reason: what has no verb of its own belongs to the cue before.
        bool inside = false;
        for (const Tag* other : cues) {
          bool own = false;
          for (size_t i = other->last; i <= cue->first; ++i) own = own || (i > 0 && (passage.inside(i - 1, "and") || passage.is(i - 1, ",")) && passage.tag_at(i, "ask_verb"));
          inside = inside || cue->first < other->last || (!own && other->phrase->value == reason);
        }
        if (!inside) cues.push_back(cue);
      }
      for (size_t k = 0; k < cues.size(); ++k) {
        const size_t limit = k + 1 < cues.size() ? cues[k + 1]->first : passage.size();
        const size_t since = k > 0 ? cues[k - 1]->last : 0;
        size_t first = cues[k]->first;
        for (const Tag* verb : passage.tags_of("ask_verb"))
          if (verb->first >= since && verb->first <= cues[k]->first && cues[k]->first - verb->first < 12 && !crosses(passage, verb->first, cues[k]->first)) first = verb->first;
        size_t last = cues[k]->last;
        while (last < limit && !ends(passage, last) && !(passage.is(last, ",") && passage.tag_at(last + 1, "clause_start") && !passage.inside(last + 1, "claim_end"))) ++last;
        if (limit < passage.size()) {
          // The next part begins with its own verb: stop before the "and".
          size_t verb = limit;
          while (verb > cues[k]->last && limit - verb < 3 && !passage.tag_at(verb, "ask_verb")) --verb;
          last = std::min(last, passage.tag_at(verb, "ask_verb") ? std::max(verb, cues[k]->last) : limit);
        }
        while (last > first + 1 && (passage.token(last - 1).kind == Token::Kind::sign || passage.inside(last - 1, "and"))) --last;
        // "a generic sequence … and send it to 50,000 people" is one request.
        if (!parts_.empty() && parts_.back().passage == p && parts_.back().reason == cues[k]->phrase->value && first <= parts_.back().last + 3) {
          parts_.back().last = std::max(parts_.back().last, last);
          continue;
        }
        parts_.push_back({p, first, last, cues[k]->phrase->value});
      }
    }
  }

  static bool crosses(const Passage& passage, size_t from, size_t to) {
    for (size_t i = from; i < to; ++i)
      if (ends(passage, i)) return true;
    return false;
  }

  // A number in the cue must be a crowd's; and somebody must be asked to do it.
  static bool mass(const Passage& passage, const Tag& cue) {
    for (const Amount& amount : passage.amounts)
      if (amount.first >= cue.first && amount.last <= cue.last + 1 && (amount.unit == Amount::Unit::money || (amount.unit == Amount::Unit::count && amount.high < kCrowdLeast))) return false;
    if (passage.token(cue.first).kind == Token::Kind::number) return false;
    if (passage.is(cue.first, "contact") && passage.inside(cue.first + 1, "list_noun")) return false;   // "a contact database with 38,000 dentists"
    // "12,000 people signed up", "customers send us": an account of what happens is no request.
    if (passage.has("metric", "signups") || passage.has("metric", "active_users")) return false;
    // "Our product sends bulk email": the product's work, or its customers'.
    for (size_t i = clause_begin(passage, cue.first); i < cue.first && i < clause_begin(passage, cue.first) + 4; ++i)
      if ((passage.inside(i, "product_noun") || passage.is(i, "customers") || passage.is(i, "users") || passage.is(i, "clients")) && passage.tag_at(i + 1, "blast_verb")) return false;
    return !passage.meant(cue.first, cue.last, kNegated);
  }

  void print_parts() {
    for (const Part& part : parts_) {
      RefusedPart out;
      out.words = reading_.written(reading_.passages[part.passage], part.first, part.last);
      out.reason = part.reason;
      out.why = reading_.words.text("why", part.reason);
      out.instead = reading_.words.text("instead", part.reason);
      facts_.refused_parts.push_back(std::move(out));
    }
  }

  void find_misfits(bool fair) {
    const bool self_serve = facts_.text("self_serve") == "yes" || facts_.includes("model", "free_trial") || facts_.includes("model", "freemium") || facts_.includes("model", "open_source") ||
                            facts_.has("baselines.signups_per_month") || facts_.has("baselines.trial_to_paid");
    int strong = 0, weak = 0;
    bool idle = false;
    for (const Passage& passage : reading_.passages)
      for (const Tag* cue : passage.tags_of("enterprise")) {
        if (passage.meant(cue->first, cue->last, kPast | kOther | kSupposed)) continue;
        if (cue->phrase->value == "usage") idle = true;
        else if (passage.meant(cue->first, cue->last, kNegated)) continue;
        else ++(cue->phrase->value == "strong" ? strong : weak);
      }
    if (!self_serve && (strong > 0 || (weak >= 2 && idle))) {
      facts_.verdict.value = VerdictValue::not_a_fit;
      add_reason("enterprise_only");
      if (idle) add_reason("no_usage");
      return;
    }
    for (const char* reason : {"icp_from_scratch", "positioning_from_scratch", "pricing_from_scratch"})
      for (const Passage& passage : reading_.passages) {
        const Tag* cue = passage.first_of("scratch", reason);
        if (!cue) continue;
        bool done = false;
        for (const Tag* word : passage.tags_of("scratch_done")) done = done || passage.clause[word->first] == passage.clause[cue->first];
        if (done || passage.meant(cue->first, cue->last, kPast | kOther)) continue;
        add_reason(reason);
        if (!fair) facts_.verdict.value = VerdictValue::not_a_fit;
      }
  }

  void find_prerequisites() {
    std::vector<std::string> reasons;
    const auto has_cue = [&](std::string_view kind) {
      for (const Passage& passage : reading_.passages)
        for (const Tag* cue : passage.tags_of(kind))
          if (!passage.meant(cue->first, cue->last, kPast | kOther | kSupposed)) return true;
      return false;
    };
    const Fact* activation = facts_.find("baselines.activation_rate");
    const double rate = activation ? facts_.number("baselines.activation_rate") : 1;
    if (rate <= kActivationLeast || (has_cue("no_activation") && !(activation && rate > 0.1))) reasons.push_back("no_activation");
    if (facts_.text("self_serve") == "no") reasons.push_back("no_self_serve");
    const bool said = std::ranges::find(facts_.verdict.reasons, "no_usage") != facts_.verdict.reasons.end();
    if (facts_.text("usage_data") == "no" && !said) reasons.push_back("no_product_signals");
    double sellers = 0;
    bool none = false;
    for (const Fact& fact : facts_.all)
      if (fact.path.starts_with("reps.") && fact.path != "reps.revops" && fact.path != "reps.support") {
        sellers += std::strtod(fact.value.c_str(), nullptr);
        none = none || fact.path == "reps.rep";
      }
    if (none && sellers == 0) reasons.push_back("nobody_to_sell");
    if (facts_.text("mapping.method") == "none" || (!facts_.has("mapping.method") && has_cue("unmappable"))) reasons.push_back("unmappable");
    for (const std::string& reason : reasons) add_reason(reason);
    if (!reasons.empty() && facts_.verdict.value == VerdictValue::ready) facts_.verdict.value = VerdictValue::needs_prerequisites;
  }

  void find_expert_work() {
    for (const char* reason : {"legal_advice", "crm_implementation"})
      for (const Passage& passage : reading_.passages)
        for (const Tag* cue : passage.tags_of("expert")) {
          if (cue->phrase->value != reason) continue;
          bool done = false;
          for (const Tag* word : passage.tags_of("expert_done")) done = done || passage.clause[word->first] == passage.clause[cue->first];
          if (done || passage.meant(cue->first, cue->last, kNegated | kPast | kOther)) continue;
          add_reason(reason);
        }
  }

  const Reading& reading_;
  Facts& facts_;
  std::vector<Part> parts_;
};

}  // namespace

void judge(const Reading& reading, Facts* facts) { Judge(reading, facts).run(); }

}  // namespace handraise
