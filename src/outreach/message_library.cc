#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "outreach/kit.h"
#include "outreach/message_slots.h"
#include "outreach/record_reader.h"
#include "outreach/tags.h"

namespace handraise {
namespace {

const std::vector<std::string> kSteps = {"first", "next", "meeting", "closing", "support"};
// Slots that write_kit knows by itself; beside them "<role>_signals".
const std::vector<std::string> kOwnSlots = {"greeting", "touches", "last_day"};

Result<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{"cannot be read", {path, 0, 0}, "is it there, and may it be read?", ""};
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

bool kind_of(const std::string& name, SignalKind* kind) {
  static const std::vector<std::pair<std::string, SignalKind>> kinds = {
      {"activation", SignalKind::activation}, {"depth", SignalKind::depth}, {"breadth", SignalKind::breadth},
      {"integration", SignalKind::integration}, {"invite", SignalKind::invite}, {"admin", SignalKind::admin},
      {"intent", SignalKind::intent}, {"fit", SignalKind::fit}, {"risk", SignalKind::risk}};
  for (const auto& [word, value] : kinds) {
    if (word == name) { *kind = value; return true; }
  }
  return false;
}

void check_subjects(RecordReader& reader, const std::vector<std::string>& subjects, const Place& at, const std::string& what) {
  if (subjects.size() != 2 || subjects[0] == subjects[1]) reader.fail(at, what + " needs two different subjects");
}

MessageTemplate read_message(RecordReader& reader, const YamlNode& node) {
  MessageTemplate message;
  message.at = node.at;
  if (!reader.map_of(node, "a message", {"id", "name", "when", "step", "rank", "trigger", "recipient", "not_if", "ask", "subjects", "body", "uses", "variants"}))
    return message;
  message.id = reader.text(node, "id", "a message", true);
  const std::string what = "message '" + message.id + "'";
  message.name = reader.text(node, "name", what, true);
  message.when = reader.texts(node, "when", what);
  message.step = reader.text(node, "step", what, true);
  if (std::find(kSteps.begin(), kSteps.end(), message.step) == kSteps.end())
    reader.fail(node.at, "'step' of " + what + " is '" + message.step + "'; expected one of " + join_words(kSteps, "or"));
  double rank = 0;
  const YamlNode* rank_node = node.find("rank");
  if (rank_node == nullptr || !read_number(*rank_node, &rank) || rank < 1 || rank > 99) reader.fail(node.at, what + " needs a 'rank', a number from 1");
  message.rank = static_cast<int>(rank);
  message.trigger = reader.text(node, "trigger", what, true);
  message.recipient = reader.text(node, "recipient", what, true);
  message.not_if = reader.text(node, "not_if", what, true);
  message.ask = reader.text(node, "ask", what, false);
  if (message.ask.empty() != (message.step == "closing")) reader.fail(node.at, what + ": every message has one ask, a closing note has none");
  message.subjects = reader.texts(node, "subjects", what);
  check_subjects(reader, message.subjects, node.at, what);
  message.body = reader.text(node, "body", what, true);
  message.uses = reader.texts(node, "uses", what);
  if (const YamlNode* variants = node.find("variants")) {
    for (const YamlNode& item : variants->items) {
      MessageVariant variant;
      if (!reader.map_of(item, "a variant of " + what, {"when", "subjects", "body"})) continue;
      variant.when = reader.texts(item, "when", what);
      if (variant.when.empty()) reader.fail(item.at, "a variant of " + what + " needs a 'when'");
      variant.subjects = reader.texts(item, "subjects", what);
      if (!variant.subjects.empty()) check_subjects(reader, variant.subjects, item.at, "a variant of " + what);
      variant.body = reader.text(item, "body", what, false);
      message.variants.push_back(std::move(variant));
    }
  }
  return message;
}

std::vector<TaggedText> read_tagged(RecordReader& reader, const YamlNode& root, const std::string& key, const std::string& text) {
  std::vector<TaggedText> out;
  const YamlNode* list = root.find(key);
  if (list == nullptr || !list->is_list()) { reader.fail(root.at, "'" + key + "' must be a list"); return out; }
  for (const YamlNode& item : list->items) {
    if (!reader.map_of(item, "an item of '" + key + "'", {"when", text})) continue;
    out.push_back({reader.texts(item, "when", key), reader.text(item, text, "an item of '" + key + "'", true)});
  }
  if (out.empty() || !out.back().when.empty()) reader.fail(list->at, "the last item of '" + key + "' must hold always (when: [])");
  return out;
}

void read_kit_file(const std::string& path, MessageLibrary& library, Errors& errors) {
  const Result<std::string> text = read_file(path);
  if (!text) { errors.insert(errors.end(), text.errors().begin(), text.errors().end()); return; }
  const Result<YamlNode> root = parse_yaml(*text, path);
  if (!root) { errors.insert(errors.end(), root.errors().begin(), root.errors().end()); return; }
  RecordReader reader(*text);
  if (reader.map_of(*root, "this file", {"sets", "aliases", "roles", "role_words", "slots", "slot_roles", "neutral", "days", "greetings", "footers", "stops_on", "blanks"})) {
    library.choices = read_tagged(reader, *root, "sets", "id");
    library.aliases = reader.words(*root, "aliases", "this file");
    library.role_words = reader.words(*root, "role_words", "this file");
    library.slots = reader.words(*root, "slots", "this file");
    library.slot_roles = reader.words(*root, "slot_roles", "this file");
    library.neutral = reader.words(*root, "neutral", "this file");
    library.greetings = read_tagged(reader, *root, "greetings", "text");
    library.footers = read_tagged(reader, *root, "footers", "text");
    library.stops_on = reader.text(*root, "stops_on", "this file", true);
    if (const YamlNode* roles = root->find("roles"); roles != nullptr && roles->is_map()) {
      for (const auto& [role, kinds] : roles->fields) {
        for (const YamlNode& item : kinds.items) {
          SignalKind kind = SignalKind::depth;
          if (!kind_of(item.text, &kind)) reader.fail(item.at, "no kind of signal named '" + item.text + "'");
          else library.roles[role].push_back(kind);
        }
        if (!library.role_words.contains(role)) reader.fail(kinds.at, "role '" + role + "' has no words in 'role_words'");
      }
    } else {
      reader.fail(root->at, "'roles' must be a map");
    }
    for (const auto& [slot, role] : library.slot_roles) {
      if (!library.roles.contains(role) || !library.neutral.contains(slot)) reader.fail(root->at, "'" + slot + "' of slot_roles needs a known role and a 'neutral' wording");
    }
    if (const YamlNode* days = root->find("days"); days != nullptr && days->is_list()) {
      for (const YamlNode& item : days->items) {
        double day = 0;
        if (!read_number(item, &day) || day < 0) reader.fail(item.at, "'days' are numbers from 0");
        library.days.push_back(static_cast<int>(day));
      }
    }
    if (const YamlNode* blanks = root->find("blanks"); blanks != nullptr && blanks->is_list()) {
      for (const YamlNode& item : blanks->items) {
        if (!reader.map_of(item, "a blank", {"name", "meaning", "who"})) continue;
        library.blanks.push_back({reader.text(item, "name", "a blank", true), reader.text(item, "meaning", "a blank", true), reader.text(item, "who", "a blank", true)});
      }
    }
  }
  errors.insert(errors.end(), reader.errors.begin(), reader.errors.end());
}

void read_compliance(const std::string& path, MessageLibrary& library, Errors& errors) {
  const Result<std::string> text = read_file(path);
  if (!text) { errors.insert(errors.end(), text.errors().begin(), text.errors().end()); return; }
  const Result<YamlNode> root = parse_yaml(*text, path);
  if (!root) { errors.insert(errors.end(), root.errors().begin(), root.errors().end()); return; }
  RecordReader reader(*text);
  if (reader.map_of(*root, "this file", {"confirm", "strictest", "lines"})) {
    library.confirm = reader.text(*root, "confirm", "this file", true);
    library.strictest = reader.texts(*root, "strictest", "this file");
    if (const YamlNode* lines = root->find("lines"); lines != nullptr && lines->is_list()) {
      for (const YamlNode& item : lines->items) {
        if (!reader.map_of(item, "a line", {"id", "covers", "regions", "line", "source", "date"})) continue;
        static const std::vector<std::string> settled = {"footer", "basis", "opt_out", "headers", "records"};
        const std::vector<std::string> covers = reader.texts(item, "covers", "a line");
        // The source stands in brackets behind the line, and packs cut it off there.
        if (contains(reader.text(item, "source", "a line", true), " (")) reader.fail(item.at, "a 'source' may hold no bracket behind a blank");
        if (covers.empty()) reader.fail(item.at, "a line needs 'covers': " + join_words(settled, "or"));
        for (const std::string& each : covers) {
          if (std::find(settled.begin(), settled.end(), each) == settled.end()) reader.fail(item.at, "'covers' knows " + join_words(settled) + ", not '" + each + "'");
        }
        library.compliance.push_back({reader.text(item, "id", "a line", true), reader.texts(item, "regions", "a line"), reader.text(item, "line", "a line", true),
                                      reader.text(item, "source", "a line", true), reader.text(item, "date", "a line", true), covers});
      }
    }
    for (const std::string& id : library.strictest) {
      if (std::none_of(library.compliance.begin(), library.compliance.end(), [&](const ComplianceLine& line) { return line.id == id; }))
        reader.fail(root->find("strictest")->at, "'strictest' names '" + id + "', which is no line's id");
    }
  }
  errors.insert(errors.end(), reader.errors.begin(), reader.errors.end());
}

// Every <slot> and {{blank}} of a text is known.
void check_names(const std::string& text, const Place& at, const std::string& what, const MessageLibrary& library, Errors& errors) {
  std::vector<std::string> known = kOwnSlots;
  for (const auto& [role, kinds] : library.roles) known.push_back(role + "_signals");
  std::vector<std::string> blanks;
  for (const Blank& blank : library.blanks) blanks.push_back(blank.name);
  known.insert(known.end(), blanks.begin(), blanks.end());
  for (const std::string& name : slots_in(text)) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::string near = nearest_word(name, known);
    errors.push_back({what + " has a slot <" + name + "> that nothing fills", at, near.empty() ? "a slot needs a blank of its name in kit.yaml" : "did you mean <" + near + ">?", ""});
  }
  for (const std::string& name : blanks_in(text)) {
    if (std::find(blanks.begin(), blanks.end(), name) != blanks.end()) continue;
    const std::string near = nearest_word(name, blanks);
    errors.push_back({what + " has a blank {{" + name + "}} that kit.yaml does not explain", at, near.empty() ? "" : "did you mean {{" + near + "}}?", ""});
  }
}

void check_message_names(const MessageTemplate& message, const MessageLibrary& library, Errors& errors) {
  const std::string what = "message '" + message.id + "'";
  for (const std::string* text : {&message.trigger, &message.recipient, &message.not_if, &message.ask, &message.body}) check_names(*text, message.at, what, library, errors);
  for (const std::string& subject : message.subjects) check_names(subject, message.at, what, library, errors);
  for (const MessageVariant& variant : message.variants) {
    check_names(variant.body, message.at, what, library, errors);
    for (const std::string& subject : variant.subjects) check_names(subject, message.at, what, library, errors);
  }
  for (const std::string& role : message.uses) {
    if (!library.roles.contains(role)) errors.push_back({what + " uses role '" + role + "', which kit.yaml does not know", message.at, "", ""});
  }
}

Result<MessageLibrary> load(const std::string& directory, const std::vector<std::string>* tags) {
  MessageLibrary library;
  Errors errors;
  const std::string folder = directory + "/messages/";
  read_kit_file(folder + "kit.yaml", library, errors);
  read_compliance(directory + "/compliance.yaml", library, errors);
  std::vector<std::string> ids = {"support"};
  if (tags != nullptr) {
    const std::vector<std::string> all = with_aliases(*tags, library);
    for (const TaggedText& choice : library.choices) {
      if (situation_holds(choice.when, all)) { ids.push_back(choice.text); break; }
    }
  } else {
    for (const TaggedText& choice : library.choices) {
      if (std::find(ids.begin(), ids.end(), choice.text) == ids.end()) ids.push_back(choice.text);
    }
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
      const std::string name = entry.path().stem().string();
      if (entry.path().extension() == ".yaml" && name != "kit" && std::find(ids.begin(), ids.end(), name) == ids.end())
        errors.push_back({"no choice of 'sets' in kit.yaml leads to this file", {entry.path().string(), 0, 0}, "add it to 'sets'", ""});
    }
  }
  for (const std::string& id : ids) {
    const std::string path = folder + id + ".yaml";
    const Result<std::string> text = read_file(path);
    if (!text) { errors.insert(errors.end(), text.errors().begin(), text.errors().end()); continue; }
    Result<MessageSet> set = parse_message_set(*text, path, id);
    if (!set) { errors.insert(errors.end(), set.errors().begin(), set.errors().end()); continue; }
    if (tags == nullptr) {
      for (const MessageTemplate& message : set->messages) check_message_names(message, library, errors);
      check_names(set->opener, {path, 0, 0}, "the opener", library, errors);
      check_names(set->stop_rule, {path, 0, 0}, "the stop rule", library, errors);
    }
    if (id != "support") { library.sets.push_back(std::move(*set)); continue; }
    for (MessageTemplate& message : set->messages) (message.step == "support" ? library.support : library.spare).push_back(std::move(message));
  }
  if (!errors.empty()) return errors;
  return library;
}

}  // namespace

std::vector<std::string> with_aliases(std::vector<std::string> tags, const MessageLibrary& library) {
  for (size_t i = 0; i < tags.size(); ++i) {  // an alias may set a tag that has an alias
    const auto alias = library.aliases.find(tags[i]);
    if (alias != library.aliases.end() && std::find(tags.begin(), tags.end(), alias->second) == tags.end()) tags.push_back(alias->second);
  }
  return tags;
}

Result<MessageSet> parse_message_set(std::string_view yaml, const std::string& file, const std::string& id) {
  const Result<YamlNode> root = parse_yaml(yaml, file);
  if (!root) return root.errors();
  RecordReader reader(yaml);
  MessageSet set;
  set.id = id;
  const bool support_file = id == "support";
  if (reader.map_of(*root, "this file", {"support", "opener", "stop_rule", "messages"})) {
    if (const YamlNode* support = root->find("support")) {
      if (!read_bool(*support, &set.support)) reader.fail(support->at, "'support' must be true or false");
    }
    set.opener = reader.text(*root, "opener", "this file", !support_file);
    set.stop_rule = reader.text(*root, "stop_rule", "this file", !support_file);
    std::set<std::string> ids;
    std::set<int> ranks;
    int first = 0, closing = 0;
    const YamlNode* messages = root->find("messages");
    if (messages == nullptr || !messages->is_list() || messages->items.empty()) {
      reader.fail(root->at, "this file needs a list of 'messages'");
    } else {
      for (const YamlNode& item : messages->items) {
        MessageTemplate message = read_message(reader, item);
        if (!ids.insert(message.id).second) reader.fail(item.at, "two messages named '" + message.id + "'");
        if (!ranks.insert(message.rank).second) reader.fail(item.at, "two messages of rank " + std::to_string(message.rank));
        first += message.step == "first";
        closing += message.step == "closing";
        const bool common = message.step == "support" || (support_file && message.step == "next");
        if (support_file != common) reader.fail(item.at, "messages of step 'support' stand in support.yaml, beside spare ones of step 'next'");
        set.messages.push_back(std::move(message));
      }
      if (!support_file && (first != 1 || closing != 1)) reader.fail(messages->at, "a situation has exactly one message of step 'first' and one of step 'closing'");
    }
  }
  if (!reader.errors.empty()) return reader.errors;
  return set;
}

Result<MessageLibrary> load_messages(const std::string& directory) { return load(directory, nullptr); }

Result<MessageLibrary> load_messages_for(const std::string& directory, const std::vector<std::string>& tags) { return load(directory, &tags); }

}  // namespace handraise
