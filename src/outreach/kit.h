// The outreach kit: from a situation to the messages, follow-ups, blanks and compliance lines of a motion.
// All words come from templates/messages/ and templates/compliance.yaml; src/outreach/README.md says how to edit them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "motion/motion.h"

namespace handraise {

// ---- the library: what a marketer edits ----------------------------------------------------------------------------

// Another wording of a message, taken when its tags hold (the first that does).
struct MessageVariant {
  std::vector<std::string> when;
  std::vector<std::string> subjects;  // none: the message's own
  std::string body;                   // "": the message's own
};

// One row of a situation's file. Texts hold design-time slots as <slot> (<Slot>: with a capital first letter) and
// blanks that are filled before sending as {{blank}}. The footer is not part of `body`: write_kit appends it.
struct MessageTemplate {
  std::string id, name;
  std::vector<std::string> when;      // tags; `!tag` negates
  std::string step;                   // first | next | meeting | closing | support: its place in the sequence; a first one is always written
  int rank = 0;                       // 1: kept first when there are too many; unique in the file
  std::string trigger, recipient, not_if, ask;
  std::vector<std::string> subjects;
  std::string body;
  std::vector<std::string> uses;      // roles of signals it refers to (setup team integration admin depth intent); not written
                                      // where such a role has signals, but none that outreach may refer to
  std::vector<MessageVariant> variants;
  Place at;
};

// templates/messages/<id>.yaml: the messages of one situation.
struct MessageSet {
  std::string id;
  bool support = true;                // also takes the message for blocked usage
  std::string stop_rule;
  std::string opener;                 // of a call
  std::vector<MessageTemplate> messages;
};

// A rule of a region, e-mail to business contacts. Not legal advice, and every line says so.
struct ComplianceLine {
  std::string id;
  std::vector<std::string> regions;   // ids of docs/facts.md
  std::string line, source, date;
  std::vector<std::string> covers;    // footer basis opt_out headers records: what it settles
};

struct TaggedText {
  std::vector<std::string> when;
  std::string text;
};

struct MessageLibrary {
  using Words = std::map<std::string, std::string, std::less<>>;
  std::vector<TaggedText> choices;                    // text: id of a set; the first whose tags hold is taken
  std::vector<MessageSet> sets;
  std::vector<MessageTemplate> support;               // blocked usage
  std::vector<MessageTemplate> spare;                 // for a set that is too short for the cadence
  std::vector<TaggedText> greetings, footers;         // the first whose tags hold
  std::vector<Blank> blanks;                          // what every {{blank}} means and who fills it
  std::map<std::string, std::vector<SignalKind>, std::less<>> roles;     // role -> kinds of signals
  Words role_words;                                   // role -> words of a trigger without a signal of it
  Words aliases;                                      // a tag -> a tag that it also sets
  Words slots;                                        // where the situation gives none
  Words neutral;                                      // slot -> what stands in while its role has no approved signal
  Words slot_roles;                                   // slot -> its role
  std::vector<int> days;                              // of e-mails, where no cadence is given
  std::string stops_on;
  std::vector<ComplianceLine> compliance;
  std::vector<std::string> strictest;                 // ids of the lines for an unknown region
  std::string confirm;                                // "have a qualified expert confirm …"
};

// `directory` is the templates folder. All mistakes of a file are named at once.
Result<MessageLibrary> load_messages(const std::string& directory);
// Only what a situation with these tags takes: a few ms less.
Result<MessageLibrary> load_messages_for(const std::string& directory, const std::vector<std::string>& tags);
// One situation's file, for tests and editors.
Result<MessageSet> parse_message_set(std::string_view yaml, const std::string& file, const std::string& id);

// ---- the situation and the kit -------------------------------------------------------------------------------------

struct KitSignal {
  std::string name;
  SignalKind kind = SignalKind::depth;
  std::string phrase;                 // fits behind "help with": "setting up roles"; may be empty
};

// A step that the customer sees, in order of days.
struct KitStep {
  int day = 0;
  std::string channel;                // email | call | in_product | …
  std::string stops_on;               // "": reply, opt-out, purchase or an open ticket
};

struct KitSituation {
  // model: trial (or free_trial) freemium usage_based seat_based open_source · objective: trial_to_paid expansion acv_lift pipeline ·
  // unit: pql pqa · founder · health security sensitive · boundary · category ids of docs/facts.md · card_required · region ids ·
  // segment: smb mid_market enterprise. Unknown tags do no harm. Tones are added as tags.
  std::vector<std::string> tags = {};
  // product (a name; absent: a blank), noun, noun_plural, outcome, setup_step, team_step, evaluation_step, first_value, admin,
  // user_role, buyer_role, segment, trial_days. What is missing or empty becomes a blank of that name.
  std::map<std::string, std::string, std::less<>> slots = {};
  std::vector<KitSignal> approved = {};    // signals that outreach may refer to
  std::vector<KitSignal> unapproved = {};  // scored, never referred to: messages that would hint at them are not written
  std::vector<std::string> never_mention = {};  // further signals and kinds of data, passed on to the kit
  std::vector<std::string> tone = {};      // ids of docs/facts.md
  std::vector<std::string> regions = {};   // ids of docs/facts.md; none: unknown, so the strictest
  std::vector<KitStep> cadence = {};       // none: the library's days, by e-mail
  std::vector<std::string> discovery = {};
  std::vector<Objection> objections = {};
};

// Four to six messages (three where one founder writes, or in a boundary answer, plus the one for blocked usage), M1 … in order.
// Each body ends with the footer; follow_ups has one row for each step of the cadence: its message is an id, or "opener" for a call.
// An error: more e-mails in the cadence than there are messages.
Result<Outreach> write_kit(const KitSituation& situation, const MessageLibrary& library);

// The rows of the library for these regions, in its order: `strictest` for an unknown one.
std::vector<const ComplianceLine*> compliance_of(const std::vector<std::string>& regions, const MessageLibrary& library);
// The lines for these regions, each "line (source, date)", the last one that an expert must confirm.
std::vector<std::string> compliance_lines(const std::vector<std::string>& regions, const MessageLibrary& library);

}  // namespace handraise
