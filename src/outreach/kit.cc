#include "outreach/kit.h"

#include <algorithm>

#include "base/text.h"
#include "outreach/message_slots.h"
#include "outreach/tags.h"
#include "outreach/word_stem.h"

namespace handraise {
namespace {

constexpr size_t kMessagesMax = 6;

bool has_kind(const std::vector<SignalKind>& kinds, SignalKind kind) { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); }

template <class Rows>
const auto* first_holding(const Rows& rows, const std::vector<std::string>& tags) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return situation_holds(row.when, tags); });
  return found == rows.end() ? nullptr : &*found;
}

bool is_email(std::string_view channel) { return contains(lower_ascii(channel), "mail"); }
bool is_call(std::string_view channel) {
  const std::string lower = lower_ascii(channel);
  return contains(lower, "call") || contains(lower, "phone");
}

class KitWriter {
 public:
  KitWriter(const KitSituation& situation, const MessageLibrary& library) : situation_(situation), library_(library) {
    std::vector<std::string> tags = situation.tags;
    tags.insert(tags.end(), situation.tone.begin(), situation.tone.end());
    tags.insert(tags.end(), situation.regions.begin(), situation.regions.end());
    tags_ = with_aliases(std::move(tags), library);
    cadence_ = situation.cadence;
    if (cadence_.empty()) {
      for (const int day : library.days) cadence_.push_back({day, "email", ""});
    }
    std::stable_sort(cadence_.begin(), cadence_.end(), [](const KitStep& a, const KitStep& b) { return a.day < b.day; });
  }

  Result<Outreach> write() {
    const TaggedText* choice = first_holding(library_.choices, tags_);
    const auto set = std::find_if(library_.sets.begin(), library_.sets.end(), [&](const MessageSet& one) { return choice != nullptr && one.id == choice->text; });
    if (set == library_.sets.end()) return Error{"the library holds no messages for these tags: " + join(tags_, " "), {}, "load it with load_messages, or for the same tags", ""};
    const TaggedText* footer = first_holding(library_.footers, tags_);
    Outreach kit;
    kit.tone = situation_.tone;
    kit.footer = filled(footer->text);
    std::vector<std::string> steps;
    for (const MessageTemplate* message : chosen(*set)) {
      kit.messages.push_back(written(*message, kit.footer, "M" + std::to_string(kit.messages.size() + 1)));
      steps.push_back(message->step);
    }
    if (Errors errors = follow_up(steps, *set, kit); !errors.empty()) return errors;
    kit.stop_rule = filled(set->stop_rule);
    kit.opener = filled(set->opener);
    kit.discovery = situation_.discovery;
    kit.objections = situation_.objections;
    for (const KitSignal& signal : situation_.unapproved) add_once(kit.never_mention, signal.name);
    for (const std::string& name : situation_.never_mention) add_once(kit.never_mention, name);
    kit.compliance = compliance_lines(situation_.regions, library_);
    list_blanks(kit);
    return kit;
  }

 private:
  static void add_once(std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  bool any_of_role(const std::vector<KitSignal>& signals, const std::string& role) const {
    const auto kinds = library_.roles.find(role);
    return kinds != library_.roles.end() && std::any_of(signals.begin(), signals.end(), [&](const KitSignal& signal) { return has_kind(kinds->second, signal.kind); });
  }
  // The role has signals, but none that outreach may refer to.
  bool hidden(const std::string& role) const { return any_of_role(situation_.unapproved, role) && !any_of_role(situation_.approved, role); }

  std::string filled(std::string_view text) const {
    return fill_slots(text, [this](const std::string& name) { return value(name); });
  }
  std::string value(const std::string& name) const {
    if (name == "greeting") return first_holding(library_.greetings, tags_)->text;
    if (name == "touches") return std::to_string(cadence_.size());
    if (name == "last_day") return std::to_string(cadence_.empty() ? 0 : cadence_.back().day);
    if (name.ends_with("_signals")) return signals_of(name.substr(0, name.size() - 8));
    const auto role = library_.slot_roles.find(name);
    if (role != library_.slot_roles.end() && hidden(role->second)) return filled(library_.neutral.find(name)->second);
    const auto given = situation_.slots.find(name);
    if (given != situation_.slots.end() && !given->second.empty()) {
      const auto neutral = library_.neutral.find(name);
      return neutral != library_.neutral.end() && names_unapproved(given->second) ? filled(neutral->second) : given->second;
    }
    if (role != library_.slot_roles.end()) {
      const std::vector<SignalKind>& kinds = library_.roles.find(role->second)->second;
      for (const KitSignal& signal : situation_.approved) {
        if (has_kind(kinds, signal.kind) && !signal.phrase.empty()) return signal.phrase;
      }
    }
    const auto usual = library_.slots.find(name);
    if (usual != library_.slots.end()) return filled(usual->second);
    return "{{" + name + "}}";
  }
  // "comparing plans" says "plan_comparison": all words of a signal's name.
  bool names_unapproved(std::string_view text) const {
    const std::vector<StemmedWord> words = stems_in(text);
    return std::any_of(situation_.unapproved.begin(), situation_.unapproved.end(), [&](const KitSignal& signal) {
      const std::vector<StemmedWord> name = stems_in(signal.name);
      return !name.empty() && std::all_of(name.begin(), name.end(), [&](const StemmedWord& one) {
        return std::any_of(words.begin(), words.end(), [&](const StemmedWord& word) { return word.stem == one.stem; });
      });
    });
  }
  // For triggers, which only our own people read: all signals of the role, three at most.
  std::string signals_of(const std::string& role) const {
    const auto kinds = library_.roles.find(role);
    std::vector<std::string> names;
    for (const std::vector<KitSignal>* signals : {&situation_.approved, &situation_.unapproved}) {
      for (const KitSignal& signal : *signals) {
        if (kinds != library_.roles.end() && has_kind(kinds->second, signal.kind) && names.size() < 3) add_once(names, signal.name);
      }
    }
    if (!names.empty()) return join_words(names, "or");
    const auto words = library_.role_words.find(role);
    return words == library_.role_words.end() ? role : words->second;
  }

  size_t emails() const {
    return static_cast<size_t>(std::count_if(cadence_.begin(), cadence_.end(), [](const KitStep& step) { return is_email(step.channel); }));
  }
  std::vector<const MessageTemplate*> chosen(const MessageSet& set) const {
    std::vector<const MessageTemplate*> out;
    for (const MessageTemplate& message : set.messages) {
      if (!situation_holds(message.when, tags_)) continue;
      const bool hints = std::any_of(message.uses.begin(), message.uses.end(), [&](const std::string& role) { return hidden(role); });
      if (hints && message.step != "first") continue;
      out.push_back(&message);
    }
    const auto sequence = static_cast<size_t>(std::count_if(out.begin(), out.end(), [](const MessageTemplate* message) { return message->step != "meeting"; }));
    for (size_t i = 0; i < library_.spare.size() && sequence + i < emails(); ++i) {
      const auto closing = std::find_if(out.begin(), out.end(), [](const MessageTemplate* message) { return message->step == "closing"; });
      out.insert(closing, &library_.spare[i]);
    }
    const size_t room = kMessagesMax - (set.support ? library_.support.size() : 0);
    while (out.size() > room) {
      auto last = out.end();
      for (auto one = out.begin(); one != out.end(); ++one) {
        if ((*one)->step != "closing" && (*one)->step != "first" && (last == out.end() || (*one)->rank > (*last)->rank)) last = one;
      }
      out.erase(last);
    }
    if (set.support) {
      for (const MessageTemplate& message : library_.support) out.push_back(&message);
    }
    return out;
  }

  Message written(const MessageTemplate& text, const std::string& footer, std::string id) const {
    const MessageVariant* variant = first_holding(text.variants, tags_);
    Message message;
    message.id = std::move(id);
    message.name = text.name;
    message.trigger = filled(text.trigger);
    message.recipient = filled(text.recipient);
    message.not_if = filled(text.not_if);
    message.ask = filled(text.ask);
    for (const std::string& subject : variant != nullptr && !variant->subjects.empty() ? variant->subjects : text.subjects) message.subjects.push_back(filled(subject));
    message.body = filled(variant != nullptr && !variant->body.empty() ? variant->body : text.body) + "\n\n" + footer;
    for (const std::string& role : text.uses) {
      for (const KitSignal& signal : situation_.approved) {
        if (has_kind(library_.roles.find(role)->second, signal.kind)) add_once(message.signals, signal.name);
      }
    }
    message.closing = text.step == "closing";
    message.support = text.step == "support";
    return message;
  }

  // One row for each step: the first message, then the next ones in order, the closing note last.
  Errors follow_up(const std::vector<std::string>& steps, const MessageSet& set, Outreach& kit) const {
    std::vector<std::string> middle;
    std::string first, closing;
    for (size_t i = 0; i < steps.size(); ++i) {
      if (steps[i] == "first") first = kit.messages[i].id;
      if (steps[i] == "next") middle.push_back(kit.messages[i].id);
      if (steps[i] == "closing") closing = kit.messages[i].id;
    }
    if (emails() > middle.size() + 2) {
      return {Error{"the cadence has " + std::to_string(emails()) + " e-mails, but '" + set.id + "' has " + std::to_string(middle.size() + 2) + " messages for it", {}, "take e-mails out of the cadence", ""}};
    }
    size_t sent = 0;
    for (const KitStep& step : cadence_) {
      FollowUp row;
      row.day = step.day;
      row.channel = step.channel;
      row.stops_on = step.stops_on.empty() ? library_.stops_on : step.stops_on;
      if (is_email(step.channel)) {
        ++sent;
        row.message = sent == 1 ? first : sent == emails() ? closing : middle[sent - 2];
      } else if (is_call(step.channel)) {
        row.message = "opener";
      }
      kit.follow_ups.push_back(std::move(row));
    }
    return {};
  }

  void list_blanks(Outreach& kit) const {
    std::vector<std::string> names;
    const auto add = [&](std::string_view text) { for (const std::string& name : blanks_in(text)) add_once(names, name); };
    for (const Message& message : kit.messages) {
      for (const std::string& subject : message.subjects) add(subject);
      for (const std::string* text : {&message.body, &message.trigger, &message.recipient, &message.not_if}) add(*text);
    }
    add(kit.opener);
    add(kit.stop_rule);
    for (const std::string& prompt : kit.discovery) add(prompt);
    for (const Objection& objection : kit.objections) { add(objection.answer); add(objection.leave_off); }
    for (const Blank& blank : library_.blanks) {
      const auto used = std::find(names.begin(), names.end(), blank.name);
      if (used == names.end()) continue;
      kit.blanks.push_back(blank);
      names.erase(used);
    }
    for (const std::string& name : names) kit.blanks.push_back({name, replace_all(name, "_", " "), "sender"});
  }

  const KitSituation& situation_;
  const MessageLibrary& library_;
  std::vector<std::string> tags_;
  std::vector<KitStep> cadence_;
};

}  // namespace

Result<Outreach> write_kit(const KitSituation& situation, const MessageLibrary& library) { return KitWriter(situation, library).write(); }

std::vector<const ComplianceLine*> compliance_of(const std::vector<std::string>& regions, const MessageLibrary& library) {
  std::vector<bool> taken(library.compliance.size(), false);
  bool unknown = regions.empty();
  for (const std::string& region : regions) {
    const std::string whole = region.substr(0, region.find('_'));
    bool found = false;
    for (size_t i = 0; i < library.compliance.size(); ++i) {
      const std::vector<std::string>& listed = library.compliance[i].regions;
      if (std::find(listed.begin(), listed.end(), region) == listed.end() && std::find(listed.begin(), listed.end(), whole) == listed.end()) continue;
      taken[i] = true;
      found = true;
    }
    if (!found || region == "worldwide" || region == "apac") unknown = true;
  }
  std::vector<const ComplianceLine*> out;
  for (size_t i = 0; i < library.compliance.size(); ++i) {
    const ComplianceLine& line = library.compliance[i];
    const bool strict = unknown && std::find(library.strictest.begin(), library.strictest.end(), line.id) != library.strictest.end();
    const bool everywhere = std::find(line.regions.begin(), line.regions.end(), "everywhere") != line.regions.end();
    if (taken[i] || strict || everywhere) out.push_back(&line);
  }
  return out;
}

std::vector<std::string> compliance_lines(const std::vector<std::string>& regions, const MessageLibrary& library) {
  std::vector<std::string> out;
  for (const ComplianceLine* line : compliance_of(regions, library)) out.push_back(line->line + " (" + line->source + ", " + line->date + ")");
  out.push_back(library.confirm);
  return out;
}

}  // namespace handraise
