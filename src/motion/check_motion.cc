#include "motion/check_motion.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/text.h"
#include "motion/describe.h"
#include "motion/mistakes.h"

namespace handraise {
namespace {

constexpr size_t kNameMax = 256;          // bytes of a property, trait or outcome: a key that YAML can hold on one line
constexpr double kCountMax = 1'000'000;   // the engines remember `at_least` records a signal and account
constexpr double kSumMax = 1e12;
constexpr size_t kSignalsMax = 1000;
constexpr size_t kErrorsEnough = 200;     // a file with so many mistakes is not looked at any further

// A way into the file; what is not there has the place of what holds it.
struct Way {
  const YamlNode* node = nullptr;
  Place at;
  Way operator[](std::string_view key) const {
    const YamlNode* child = node && node->is_map() ? node->find(key) : nullptr;
    return child ? Way{child, child->at} : Way{nullptr, at};
  }
  Way item(size_t i) const {
    if (!node || !node->is_list() || i >= node->items.size()) return {nullptr, at};
    return {&node->items[i], node->items[i].at};
  }
  Place key(std::string_view name) const {
    if (node && node->is_map())
      for (size_t i = 0; i < node->fields.size(); ++i)
        if (node->fields[i].first == name) return node->field_places[i];
    return at;
  }
};

class Checker {
 public:
  Checker(const Motion& motion, const YamlNode& root, Errors* errors) : motion_(motion), root_{&root, root.at}, errors_(errors) {
    if (root_.at.line == 0) root_.at.line = root_.at.column = 1;
    for (const Signal& signal : motion.signals) {
      signal_names_.push_back(signal.name);
      signals_.emplace(signal.name, &signal);
    }
    for (const Message& message : motion.outreach.messages)
      if (std::find(message_ids_.begin(), message_ids_.end(), message.id) == message_ids_.end()) message_ids_.push_back(message.id);
    for (const std::string& name : motion.outreach.never_mention) never_mention_.insert(name);
    for (const Fact& fact : motion.context.facts.all) {
      if (fact.path == "forbidden_signals.never_mention") never_mention_.insert(fact.value);
      if (fact.path == "forbidden_signals.never_use") never_use_.insert(fact.value);
    }
  }

  void check() {
    if (errors_->size() > kErrorsEnough) return;
    if (motion_.signals.size() > kSignalsMax) {
      return fail(root_["signals"].at, "signals", std::to_string(motion_.signals.size()) + " of them", "at most " + std::to_string(kSignalsMax));
    }
    check_identity();
    check_signals();
    check_qualify();
    const Way all = root_["segment"]["all"];
    for (size_t i = 0; i < motion_.segment.all.size(); ++i) check_trait(motion_.segment.all[i], "segment.all", all.item(i)["trait"].at);
    check_planning();
    check_routing();
    check_outreach();
    check_pilot();
  }

 private:
  void fail(const Place& at, const std::string& part, const std::string& wrong, const std::string& expected, std::string hint = "") {
    errors_->push_back({part + ": " + wrong + (expected.empty() ? "" : "; expected " + expected), at, std::move(hint), ""});
  }


  void check_signal_name(const std::string& name, const std::string& part, const Place& at) {
    if (signals_.count(name) != 0 || errors_->size() > kErrorsEnough) return;
    const std::string near = nearest_word(name, signal_names_);
    std::string hint;
    if (!near.empty()) hint = "did you mean '" + near + "' (line " + std::to_string(root_["signals"].key(near).line) + ")?";
    fail(at, part, "no signal named " + quoted_word(name), "one of this file's signals", std::move(hint));
  }

  void check_signal_names(const std::vector<std::string>& names, const std::string& part, const Way& way) {
    std::set<std::string> seen;
    for (size_t i = 0; i < names.size(); ++i) {
      const Place at = way.item(i).at;
      check_signal_name(names[i], part, at);
      if (!seen.insert(names[i]).second) fail(at, part, quoted_word(names[i]) + " stands here twice", "each signal once");
    }
  }

  void check_name_length(const std::string& name, const std::string& part, const Place& at) {
    if (name.empty()) fail(at, part, "an empty name", "a name");
    if (name.size() > kNameMax) fail(at, part, "a name of " + std::to_string(name.size()) + " bytes", "at most " + std::to_string(kNameMax));
  }

  void check_trait(const TraitTest& test, const std::string& part, const Place& at) {
    const std::string& trait = test.trait;
    if (trait.empty()) return;  // reported as missing, or empty
    const bool account = trait.starts_with("account.") && trait.size() > 8, user = trait.starts_with("user.") && trait.size() > 5;
    if (!account && !user) {
      const std::string other = motion_.unit == Unit::user ? " or user.<name>" : "";
      return fail(at, part, quoted_word(trait) + " is no trait", "account.<name>" + other, trait.find('.') == std::string::npos ? "did you mean 'account." + trait.substr(0, 60) + "'?" : "");
    }
    if (user && motion_.unit == Unit::account) {
      return fail(at, part, quoted_word(trait) + " with unit: account", "account.<name>", "traits of a user are for unit: user only");
    }
    check_name_length(trait, part, at);
  }

  void check_identity() {
    const std::string& zone = motion_.time_zone;
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '_' || c == '-' || c == '+'; };
    if (zone.empty() || zone.size() > 64 || !std::all_of(zone.begin(), zone.end(), fits)) {
      fail(root_["time_zone"].at, "time_zone", quoted_word(zone), "an IANA name, as UTC or Europe/Berlin");
    }
    const Way identity = root_["identity"];
    const Identity& given = motion_.identity;
    if (given.account_by.empty() && motion_.unit == Unit::account) {
      fail(identity["account_by"].at, "identity.account_by", "an empty list", "group, email_domain or {trait: <name of a user trait>}");
    }
    std::set<std::string> seen;
    for (size_t i = 0; i < given.account_by.size(); ++i) {
      if (!given.account_by[i].empty() && !seen.insert(given.account_by[i]).second) {
        fail(identity["account_by"].item(i).at, "identity.account_by", quoted_word(given.account_by[i]) + " stands here twice", "each way once");
      }
    }
    for (size_t i = 0; i < given.personal_domains.size(); ++i) {
      const std::string& domain = given.personal_domains[i];
      if (domain == "bundled") continue;
      if (domain.find('.') == std::string::npos || domain.find_first_of("@ /") != std::string::npos) {
        const std::vector<std::string> bundled = {"bundled"};
        fail(identity["personal_domains"].item(i).at, "identity.personal_domains", quoted_word(domain) + " is no domain", "a domain, as gmail.com, or bundled", nearest_hint(domain, bundled));
      }
    }
    const auto not_empty = [&](const std::vector<std::string>& names, const std::string& key) {
      for (size_t i = 0; i < names.size(); ++i)
        if (names[i].empty()) fail(identity[key].item(i).at, "identity." + key, "an empty name", "a domain, as acme.com");
    };
    not_empty(given.internal_domains, "internal_domains");
    not_empty(given.competitor_domains, "competitor_domains");
  }

  void check_signals() {
    const Way signals = root_["signals"];
    if (motion_.signals.empty() && signals.node && signals.node->is_map() && motion_.context.facts.verdict.value == VerdictValue::ready) {
      fail(signals.at, "signals", "none", "at least one");
    }
    for (const Signal& signal : motion_.signals) check_signal(signal, signals[signal.name], signals.key(signal.name));
  }

  void check_signal(const Signal& signal, const Way& way, const Place& key) {
    const std::string part = "signals." + signal.name;
    const auto at = [&](std::string_view field) { return way.node && way.node->is_map() && way.node->find(field) ? way[field].at : key; };
    const bool risk = signal.kind == SignalKind::risk;
    const YamlNode* kind = way["kind"].node;
    const bool sure = kind && kind->text == name_of(signal.kind);  // no second mistake for a kind that could not be read
    if (sure && risk && signal.points > 0) fail(at("points"), part + ".points", print_number(signal.points) + " for a risk", "a number not above 0", "did you mean -" + print_number(signal.points) + "?");
    if (sure && !risk && signal.points < 0) {
      fail(at("points"), part + ".points", print_number(signal.points) + " for kind: " + std::string(name_of(signal.kind)), "a number not below 0", "only kind: risk takes points away");
    }
    check_forbidden(signal, part, at("approved"), key);
    if (signal.trait) {
      if (way["trait"].node && signal.trait->trait.empty()) fail(at("trait"), part + ".trait", "an empty name", "account.<name>");
      return check_trait(*signal.trait, part + ".trait", at("trait"));
    }
    if (signal.count == Count::sum) {
      if (!(signal.at_least > 0 && signal.at_least <= kSumMax && six_decimals(signal.at_least))) {
        fail(at("at_least"), part + ".at_least", print_number(signal.at_least) + " for a sum", "a number above 0, up to 1000000000000, with at most six decimals");
      }
    } else if (!(signal.at_least >= 1 && signal.at_least <= kCountMax && signal.at_least == std::floor(signal.at_least))) {
      fail(at("at_least"), part + ".at_least", print_number(signal.at_least) + " " + std::string(name_of(signal.count)), "a whole number from 1 to 1000000");
    }
    if (signal.once_per != Period::none && signal.count != Count::events) {
      fail(at("once_per"), part + ".once_per", "stands with count: " + std::string(name_of(signal.count)), "count: events", "once_per counts users and periods; leave one of the two out");
    }
    if (risk && signal.hand_raise) fail(at("hand_raise"), part + ".hand_raise", "a risk that asks for sales", "hand_raise with another kind");
    if (risk && signal.half_life) fail(at("half_life"), part + ".half_life", "stands in a risk signal", "none", "a risk does not decay; it goes off when its window has passed");
    if (signal.count == Count::distinct || signal.count == Count::sum) check_name_length(signal.count_property, part + ".count", at("count"));
    for (const PropertyTest& test : signal.where) check_name_length(test.property, part + ".where", way["where"].key(test.property));
  }

  // What the brief forbids binds signals and messages alike.
  void check_forbidden(const Signal& signal, const std::string& part, const Place& approved, const Place& key) {
    if (never_use_.count(signal.name) != 0) {
      fail(key, part, "the brief forbids to use it (context.facts: forbidden_signals.never_use)", "", "leave the signal out");
    } else if (signal.approved && never_mention_.count(signal.name) != 0) {
      fail(approved, part + ".approved", "true for a signal that must never be mentioned", "false");
    }
  }

  void check_qualify() {
    const Way qualify = root_["qualify"];
    const Qualify& given = motion_.qualify;
    check_signal_names(given.must_have, "qualify.must_have", qualify["must_have"]);
    check_signal_names(given.any_of, "qualify.any_of", qualify["any_of"]);
    std::set<SignalKind> kinds;
    for (const Signal& signal : motion_.signals)
      if (signal.kind != SignalKind::fit && signal.points > 0) kinds.insert(signal.kind);
    if (given.kinds_at_least > static_cast<int>(kinds.size())) {
      fail(qualify["kinds_at_least"].at, "qualify.kinds_at_least",
           std::to_string(given.kinds_at_least) + ", but the signals with points are of " + std::to_string(kinds.size()) + (kinds.size() == 1 ? " kind" : " kinds"),
           "at most " + std::to_string(kinds.size()), "fit does not count; a signal without points neither");
    }
    for (size_t i = 0; i < given.never_if.size(); ++i) {
      const Exclusion& exclusion = given.never_if[i];
      const Way way = qualify["never_if"].item(i);
      if ((way["signal"].node != nullptr) + (way["outcome"].node != nullptr) + (way["trait"].node != nullptr) != 1) continue;  // reported already
      if (exclusion.trait) {
        if (way["trait"].node && exclusion.trait->trait.empty()) fail(way["trait"].at, "qualify.never_if", "an empty name", "account.<name>");
        check_trait(*exclusion.trait, "qualify.never_if", way["trait"].at);
      } else if (way["outcome"].node) {
        check_name_length(exclusion.outcome, "qualify.never_if", way["outcome"].at);
      } else if (way["signal"].node) {
        check_signal_name(exclusion.signal, "qualify.never_if", way["signal"].at);
      }
    }
    const std::string bar = print_number(given.score_at_least);
    if (given.hot_at && *given.hot_at < given.score_at_least) {
      fail(qualify["hot_at"].at, "qualify.hot_at", print_number(*given.hot_at) + " is below score_at_least, " + bar, "a number not below " + bar);
    }
    if (given.triage_from && *given.triage_from > given.score_at_least) {
      fail(qualify["triage_from"].at, "qualify.triage_from", print_number(*given.triage_from) + " is above score_at_least, " + bar, "a number not above " + bar);
    }
  }

  // Ids of rows: there, and each once.
  template <class Row>
  void check_ids(const std::vector<Row>& rows, std::string Row::*id, const std::string& part, const std::string& key, const Way& way) {
    std::set<std::string> seen;
    for (size_t i = 0; i < rows.size(); ++i) {
      const std::string& name = rows[i].*id;
      const Way field = way.item(i)[key];
      if (name.empty() && field.node) fail(field.at, part, "an empty " + key, "a name");
      if (!name.empty() && !seen.insert(name).second) fail(field.at, part, quoted_word(name) + " stands here twice", "each " + key + " once");
    }
  }

  void check_planning() {
    const Way planning = root_["planning"];
    check_ids(motion_.planning, &Quantity::name, "planning", "name", planning);
    for (size_t i = 0; i < motion_.planning.size(); ++i) {
      const Quantity& quantity = motion_.planning[i];
      if (quantity.low <= quantity.value && quantity.value <= quantity.high) continue;
      fail(planning.item(i)["value"].at, "planning." + quantity.name, print_number(quantity.value) + " lies outside " + print_number(quantity.low) + " to " + print_number(quantity.high),
           "low, value and high in this order");
    }
    check_ids(motion_.decisions, &Decision::id, "decisions", "id", root_["decisions"]);
    check_ids(motion_.examples, &WorkedCase::id, "examples", "id", root_["examples"]);
    for (size_t i = 0; i < motion_.examples.size(); ++i) {
      const WorkedCase& example = motion_.examples[i];
      const Way way = root_["examples"].item(i);
      for (const auto& trait : example.traits) check_name_length(trait.first, "examples.traits", way["traits"].key(trait.first));
      for (size_t k = 0; k < example.records.size(); ++k)
        for (const auto& property : example.records[k].properties)
          check_name_length(property.first, "examples.records.properties", way["records"].item(k)["properties"].key(property.first));
    }
    const Way raci = root_["funnel"]["raci"];
    const size_t width = motion_.funnel.roles.size();
    for (size_t i = 0; i < motion_.funnel.raci.size(); ++i) {
      const Responsibility& row = motion_.funnel.raci[i];
      if (row.roles.size() != width) {
        fail(raci.item(i)["roles"].at, "funnel.raci", std::to_string(row.roles.size()) + (row.roles.size() == 1 ? " entry" : " entries") + " for " + quoted_word(row.activity),
             std::to_string(width) + ", one for each of funnel.roles");
      }
    }
  }

  // Minutes after midnight, or -1.
  static int minutes_of(const std::string& text) {
    const auto digit = [&](size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return -1;
    const int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
    return hour > 24 || minute > 59 || (hour == 24 && minute > 0) ? -1 : hour * 60 + minute;
  }

  void check_hours(const std::string& from, const std::string& to, const std::string& part, const Place& from_at, const Place& to_at) {
    const int begin = minutes_of(from), end = minutes_of(to);
    if (begin < 0) fail(from_at, part, quoted_word(from), "a time, as 09:30");
    if (end < 0) fail(to_at, part, quoted_word(to), "a time, as 17:30");
    if (begin >= 0 && end >= 0 && begin >= end) fail(to_at, part, to + " does not lie after " + from, "an end after the beginning");
  }

  void check_routing() {
    const Way routing = root_["routing"];
    check_hours(motion_.routing.open_from, motion_.routing.open_to, "routing.open_from, open_to", routing["open_from"].at, routing["open_to"].at);
    for (size_t i = 0; i < motion_.routing.duty_slots.size(); ++i) {
      const Slot& slot = motion_.routing.duty_slots[i];
      const Way way = routing["duty_slots"].item(i);
      if (way["from"].node && way["to"].node) check_hours(slot.from, slot.to, "routing.duty_slots", way["from"].at, way["to"].at);
    }
  }

  void check_message_id(const std::string& id, const std::string& part, const Place& at) {
    if (id.empty() || errors_->size() > kErrorsEnough || std::find(message_ids_.begin(), message_ids_.end(), id) != message_ids_.end()) return;
    fail(at, part, "no message has the id " + quoted_word(id), message_ids_.empty() ? "an id of outreach.messages" : choices(message_ids_), nearest_hint(id, message_ids_));
  }

  void check_outreach() {
    const Way outreach = root_["outreach"];
    const Outreach& given = motion_.outreach;
    check_ids(given.messages, &Message::id, "outreach.messages", "id", outreach["messages"]);
    for (size_t i = 0; i < given.messages.size(); ++i) {
      const Message& message = given.messages[i];
      const Way signals = outreach["messages"].item(i)["signals"];
      const std::string part = "outreach.messages." + message.id + ".signals";
      check_signal_names(message.signals, part, signals);
      for (size_t k = 0; k < message.signals.size(); ++k) check_mention(message.signals[k], part, signals.item(k).at);
    }
    const Way actions = root_["workflow"]["next_actions"];
    for (size_t i = 0; i < motion_.workflow.next_actions.size(); ++i) {
      check_message_id(motion_.workflow.next_actions[i].message, "workflow.next_actions", actions.item(i)["message"].at);
    }
    // A follow-up may say in words what is done; only what looks like an id must be one.
    for (size_t i = 0; i < given.follow_ups.size(); ++i) {
      const std::string& id = given.follow_ups[i].message;
      const bool looks = id.size() > 1 && id.size() < 4 && id[0] == 'M' && id.find_first_not_of("0123456789", 1) == std::string::npos;
      if (looks) check_message_id(id, "outreach.follow_ups", outreach["follow_ups"].item(i)["message"].at);
    }
  }

  void check_mention(const std::string& name, const std::string& part, const Place& at) {
    const auto found = signals_.find(name);
    if (found == signals_.end() || errors_->size() > kErrorsEnough) return;
    const bool forbidden = never_mention_.count(name) != 0 || never_use_.count(name) != 0;
    const std::string line = std::to_string(root_["signals"].key(name).line);
    if (forbidden) fail(at, part, quoted_word(name) + " must never be mentioned", "a signal that outreach may refer to", "see outreach.never_mention and context.facts: forbidden_signals");
    else if (!found->second->approved) fail(at, part, quoted_word(name) + " is not approved", "a signal with approved: true", "approve it (line " + line + "), or write without it");
  }

  void check_pilot() {
    const Way pilot = root_["pilot"];
    double sum = 0;
    for (const Arm& arm : motion_.pilot.arms) sum += arm.share;
    if (!motion_.pilot.arms.empty() && std::fabs(sum - 1) > 1e-9) {
      fail(pilot["arms"].at, "pilot.arms", "the shares add up to " + print_number(std::round(sum * 1e6) / 1e6), "1");
    }
    if (motion_.pilot.looks == Looks::weekly && motion_.pilot.rule != GoRule::prove) {
      fail(pilot["looks"].at, "pilot.looks", "a pilot whose rule is " + std::string(name_of(motion_.pilot.rule)) + " is read once", "once, or rule: prove");
    }
  }

  const Motion& motion_;
  Way root_;
  Errors* errors_;
  std::vector<std::string> signal_names_;
  std::map<std::string, const Signal*> signals_;
  std::set<std::string> never_mention_, never_use_;
  std::vector<std::string> message_ids_;
};

}  // namespace

void check_motion(const Motion& motion, const YamlNode& root, Errors* errors) { Checker(motion, root, errors).check(); }

}  // namespace handraise
