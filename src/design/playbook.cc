#include "design/playbook.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/text.h"
#include "base/yaml.h"
#include "motion/facts.h"

namespace handraise {
namespace {

using Words = std::vector<std::string>;

constexpr size_t kHeadBytes = 16 << 10;  // `categories:` must stand in the head of the file

const Words& kind_names() {
  static const Words names = {"activation", "depth", "breadth", "integration", "invite", "admin", "intent", "fit", "risk"};
  return names;
}
const Words& test_names() {
  static const Words names = {"equals", "not_equals", "in", "not_in", "at_least", "at_most", "between", "exists"};
  return names;
}

bool is_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string nearest_hint(std::string_view word, const Words& known) {
  const std::string near = nearest_word(word, known);
  return near.empty() ? "" : "did you mean '" + near + "'?";
}

// Reads nodes of one file and collects what is wrong with them.
class Reader {
 public:
  Reader(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {}

  Errors errors;

  void fail(const Place& at, std::string message, std::string hint = "") {
    errors.push_back({std::move(message), at, std::move(hint), at.line > 0 ? line_of(text_, at.line) : ""});
  }
  Place top() const { return {file_, 1, 1}; }

  bool is_map(const YamlNode& node, const std::string& what) {
    if (node.is_map()) return true;
    fail(node.at, what + ": expected keys with values");
    return false;
  }
  void only(const YamlNode& node, const Words& known) {
    for (size_t i = 0; i < node.fields.size(); ++i) {
      const std::string& key = node.fields[i].first;
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      const std::string hint = nearest_hint(key, known);
      fail(node.field_places[i], "no key '" + key + "' here; expected one of " + join_words(known, "or"), hint);
    }
  }
  const YamlNode* get(const YamlNode& node, const char* key, bool required = true) {
    const YamlNode* found = node.find(key);
    if (found != nullptr && !found->is_null()) return found;
    if (required) fail(node.at, std::string("'") + key + "' is missing");
    return nullptr;
  }
  std::string text(const YamlNode& node, const char* key, bool required = true) {
    const YamlNode* found = get(node, key, required);
    if (found == nullptr) return "";
    if (!found->is_scalar()) fail(found->at, std::string(key) + ": expected a text");
    else if (required && trim(found->text).empty()) fail(found->at, std::string(key) + ": expected a text, found nothing");
    return found->text;
  }
  std::string id(const YamlNode& node, const char* key) {
    std::string found = text(node, key);
    if (!found.empty() && !is_id(found)) fail(node.find(key)->at, std::string(key) + ": '" + found + "' is no id; expected lower_snake_case");
    return found;
  }
  double number(const YamlNode& node, const char* key) {
    double value = 0;
    const YamlNode* found = get(node, key);
    if (found != nullptr && !read_number(*found, &value)) fail(found->at, std::string(key) + ": expected a number");
    return value;
  }
  bool yes(const YamlNode& node, const char* key, bool otherwise) {
    const YamlNode* found = get(node, key, false);
    bool value = otherwise;
    if (found != nullptr && !read_bool(*found, &value)) fail(found->at, std::string(key) + ": expected true or false");
    return value;
  }
  Words texts(const YamlNode& node, const char* key, bool required = true) {
    const YamlNode* found = get(node, key, required);
    return found == nullptr ? Words{} : items(*found, key);
  }
  // A list of scalars; one scalar is a list of one.
  Words items(const YamlNode& node, const std::string& what) {
    Words made;
    if (node.is_scalar()) return {node.text};
    if (!node.is_list()) {
      fail(node.at, what + ": expected a list");
      return made;
    }
    for (const YamlNode& item : node.items) {
      if (item.is_scalar()) made.push_back(item.text);
      else fail(item.at, what + ": expected a word");
    }
    return made;
  }
  const YamlNode& list(const YamlNode& node, const char* key, bool required = true) {
    static const YamlNode none;
    const YamlNode* found = get(node, key, required);
    if (found == nullptr) return none;
    if (found->is_list()) return *found;
    fail(found->at, std::string(key) + ": expected a list");
    return none;
  }
  void one_of(const YamlNode& node, const char* key, const std::string& value, const Words& known) {
    if (std::find(known.begin(), known.end(), value) != known.end()) return;
    const YamlNode* found = node.find(key);
    fail(found == nullptr ? node.at : found->at, std::string(key) + ": no '" + value + "'; expected one of " + join_words(known, "or"), nearest_hint(value, known));
  }
  void ordered(const YamlNode& node, double low, double value, double high) {
    if (!(low <= value && value <= high))
      fail(node.at, "low " + print_number(low) + ", value " + print_number(value) + ", high " + print_number(high) + ": expected low ≤ value ≤ high");
  }

 private:
  std::string_view text_;
  std::string file_;
};

RangedNumber read_range(Reader& in, const YamlNode& node) {
  RangedNumber made;
  if (!in.is_map(node, "range")) return made;
  in.only(node, {"value", "low", "high", "source"});
  made.value = in.number(node, "value");
  made.low = in.number(node, "low");
  made.high = in.number(node, "high");
  made.source = in.text(node, "source");
  in.ordered(node, made.low, made.value, made.high);
  return made;
}

RangedDuration read_window(Reader& in, const YamlNode& node) {
  RangedDuration made;
  if (node.is_scalar() && node.text == "ever") {
    made.source = "assumed";
    return made;
  }
  if (!in.is_map(node, "within")) return made;
  in.only(node, {"value", "low", "high", "source"});
  const auto read = [&](const char* key) -> Duration {
    const std::string text = in.text(node, key);
    const std::optional<Duration> duration = parse_duration(text);
    if (!text.empty() && !duration) in.fail(node.find(key)->at, std::string(key) + ": '" + text + "' is no duration; expected a number and s, m, h, d or w");
    return duration.value_or(0);
  };
  made.value = read("value");
  made.low = read("low");
  made.high = read("high");
  made.source = in.text(node, "source");
  if (!(made.low <= made.value && made.value <= made.high)) in.fail(node.at, "expected low ≤ value ≤ high");
  return made;
}

Test read_test(Reader& in, const YamlNode& node, const std::string& what) {
  Test test;
  if (node.is_scalar()) {
    test.equals = {node.text};
    return test;
  }
  if (node.is_list()) {
    test.in = in.items(node, what);
    return test;
  }
  if (!in.is_map(node, what)) return test;
  in.only(node, test_names());
  for (const auto& [key, value] : node.fields) {
    const auto number = [&](const YamlNode& from) {
      double read = 0;
      if (!read_number(from, &read)) in.fail(from.at, what + ": expected a number");
      return read;
    };
    if (key == "equals") test.equals = in.items(value, what);
    else if (key == "not_equals") test.not_equals = in.items(value, what);
    else if (key == "in") test.in = in.items(value, what);
    else if (key == "not_in") test.not_in = in.items(value, what);
    else if (key == "at_least") test.at_least = number(value);
    else if (key == "at_most") test.at_most = number(value);
    else if (key == "between") {
      if (!value.is_list() || value.items.size() != 2) {
        in.fail(value.at, what + ": expected [low, high]");
        continue;
      }
      test.at_least = number(value.items[0]);
      test.at_most = number(value.items[1]);
      in.ordered(value, *test.at_least, *test.at_least, *test.at_most);
    } else if (key == "exists") {
      bool exists = true;
      if (!read_bool(value, &exists)) in.fail(value.at, what + ": expected true or false");
      test.exists = exists;
    }
  }
  return test;
}

bool read_kind(std::string_view name, SignalKind* kind) {
  const Words& names = kind_names();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return false;
  *kind = static_cast<SignalKind>(found - names.begin());
  return true;
}

enum class Form { full, own_rule };  // an own rule has no name, event, answers and label: they come from the brief's name

void read_count(Reader& in, const YamlNode& node, Signal& signal) {
  const YamlNode* count = in.get(node, "count", false);
  if (count == nullptr) return;
  if (count->is_map()) {
    in.only(*count, {"distinct", "sum"});
    if (count->fields.size() != 1) return in.fail(count->at, "count: expected one of distinct or sum with a property");
    signal.count = count->fields[0].first == "sum" ? Count::sum : Count::distinct;
    signal.count_property = count->fields[0].second.text;
    return;
  }
  static const Words names = {"events", "users", "new_users", "days"};
  const auto found = std::find(names.begin(), names.end(), count->text);
  if (found == names.end())
    return in.fail(count->at, "count: no '" + count->text + "'; expected events, users, new_users, days, {distinct: property} or {sum: property}",
                   nearest_hint(count->text, names));
  signal.count = static_cast<Count>(found - names.begin());
}

PlaybookSignal read_signal(Reader& in, const YamlNode& node, const std::string& playbook, Form form) {
  PlaybookSignal made;
  if (!in.is_map(node, "signal")) return made;
  Words known = {"kind", "where", "properties", "count", "once_per", "at_least", "within", "account", "units", "half_life", "hand_raise",
                 "phrase", "approved", "why", "mistaken_when", "control", "fires_when", "check"};
  if (form == Form::full) known.insert(known.end(), {"name", "answers", "event", "label", "rank", "trait", "test", "source"});
  else known.push_back("words");
  in.only(node, known);

  Signal signal;
  signal.from = Origin::assumed;
  if (form == Form::full) {
    signal.name = in.id(node, "name");
    signal.label = in.text(node, "label");
    signal.source = playbook + "." + signal.name;
    made.answers = in.texts(node, "answers", false);
    if (const YamlNode* rank = in.get(node, "rank", false); rank != nullptr) {
      const double read = in.number(node, "rank");
      if (read < 1 || read != std::floor(read) || read > 1000) in.fail(rank->at, "rank: expected a whole number from 1");
      else made.rank = static_cast<int>(read);
    }
  }
  made.name = signal.name;
  const std::string kind = in.text(node, "kind");
  if (!kind.empty() && !read_kind(kind, &signal.kind)) in.one_of(node, "kind", kind, kind_names());
  signal.why = in.text(node, "why");
  signal.false_positives = in.text(node, "mistaken_when");
  signal.control = in.text(node, "control");
  made.fires_when = in.text(node, "fires_when");
  made.check = in.text(node, "check");
  signal.phrase = in.text(node, "phrase", false);
  signal.approved = in.yes(node, "approved", false);
  signal.hand_raise = in.yes(node, "hand_raise", false);
  if (signal.approved && signal.phrase.empty()) in.fail(node.find("approved")->at, "approved: true, but there is no phrase that outreach may use");
  if (!signal.approved && !signal.phrase.empty()) in.fail(node.find("phrase")->at, "phrase: the signal is not approved; expected no phrase, or approved: true");

  if (signal.kind == SignalKind::fit) {
    for (const char* key : {"event", "where", "count", "within", "at_least", "half_life", "account"})
      if (const YamlNode* found = node.find(key); found != nullptr) in.fail(found->at, std::string(key) + ": a fit signal tests a trait and counts no events");
    TraitTest trait;
    trait.trait = in.text(node, "trait");
    if (!trait.trait.empty() && trait.trait.rfind("account.", 0) != 0 && trait.trait.rfind("user.", 0) != 0)
      in.fail(node.find("trait")->at, "trait: '" + trait.trait + "'; expected account.<name> or user.<name>");
    if (const YamlNode* test = in.get(node, "test", false); test != nullptr) trait.test = read_test(in, *test, "test");
    const std::string source = in.text(node, "source");
    const bool of_user = trait.trait.rfind("user.", 0) == 0;
    signal.trait = trait;
    made.user = {true, signal, {1, 1, 1, source}, {0, 0, 0, source}};
    if (!of_user) made.account = made.user;
    return made;
  }

  for (const char* key : {"trait", "test", "source"})
    if (const YamlNode* found = node.find(key); found != nullptr) in.fail(found->at, std::string(key) + ": only a signal of kind fit has it");
  if (form == Form::full) {
    signal.events = in.texts(node, "event");
    for (const std::string& event : signal.events)
      if (trim(event).empty()) in.fail(node.find("event")->at, "event: expected a name");
  }
  if (const YamlNode* properties = in.get(node, "properties", form == Form::full); properties != nullptr && in.is_map(*properties, "properties")) {
    static const Words types = {"string", "boolean", "integer", "number", "timestamp"};
    for (const auto& [name, type] : properties->fields) {
      if (std::find(types.begin(), types.end(), type.text) == types.end())
        in.fail(type.at, "properties." + name + ": no type '" + type.text + "'; expected one of " + join_words(types, "or"), nearest_hint(type.text, types));
      made.properties.push_back({name, type.text});
    }
  }
  const auto declared = [&](const std::string& property, const Place& at, const std::string& where) {
    Words names;
    for (const EventProperty& each : made.properties) names.push_back(each.name);
    if (std::find(names.begin(), names.end(), property) == names.end())
      in.fail(at, where + ": property '" + property + "' is not among this signal's properties", nearest_hint(property, names));
  };
  if (const YamlNode* where = in.get(node, "where", false); where != nullptr && in.is_map(*where, "where")) {
    for (size_t i = 0; i < where->fields.size(); ++i) {
      const auto& [property, test] = where->fields[i];
      declared(property, where->field_places[i], "where");
      signal.where.push_back({property, read_test(in, test, "where." + property)});
    }
  }
  read_count(in, node, signal);
  if (!signal.count_property.empty()) declared(signal.count_property, node.find("count")->at, "count");
  if (const YamlNode* once = in.get(node, "once_per", false); once != nullptr) {
    if (once->text == "1m") signal.once_per = Period::minute;
    else if (once->text == "1h") signal.once_per = Period::hour;
    else if (once->text == "1d") signal.once_per = Period::day;
    else in.fail(once->at, "once_per: expected 1m, 1h or 1d");
    if (signal.count != Count::events) in.fail(once->at, "once_per: goes with count: events only");
  }
  if (const YamlNode* half_life = in.get(node, "half_life", false); half_life != nullptr) {
    HalfLife read;
    read.none = half_life->text == "none";
    if (!read.none) {
      const std::optional<Duration> duration = parse_duration(half_life->text);
      if (!duration) in.fail(half_life->at, "half_life: expected none or a duration such as 7d");
      read.duration = duration.value_or(kDay);
    }
    signal.half_life = read;
  }

  const auto whole = [&](const YamlNode& at, const RangedNumber& range) {
    if (signal.count == Count::sum) {
      if (!(range.low > 0)) in.fail(at.at, "at_least: expected more than 0");
      return;
    }
    for (const double each : {range.low, range.value, range.high})
      if (each < 1 || each != std::floor(each)) return in.fail(at.at, "at_least: expected whole numbers from 1");
  };
  RangedNumber at_least;
  RangedDuration within;
  if (const YamlNode* found = in.get(node, "at_least"); found != nullptr) {
    at_least = read_range(in, *found);
    whole(*found, at_least);
  }
  if (const YamlNode* found = in.get(node, "within"); found != nullptr) within = read_window(in, *found);
  bool for_user = true, for_account = true;
  if (const YamlNode* units = in.get(node, "units", false); units != nullptr) {
    const Words names = in.items(*units, "units");
    for (const std::string& each : names)
      if (each != "user" && each != "account") in.fail(units->at, "units: no '" + each + "'; expected user or account", nearest_hint(each, {"user", "account"}));
    for_user = std::find(names.begin(), names.end(), "user") != names.end();
    for_account = std::find(names.begin(), names.end(), "account") != names.end();
  }
  if (for_user && (signal.count == Count::users || signal.count == Count::new_users) && at_least.value > 1)
    in.fail(node.find("count")->at, "count: a user's own records hold one user, so " + print_number(at_least.value) + " can never be reached for unit user",
            "count a distinct property, or write units: [account]");

  const auto fill = [&](UnitSignal& unit, const RangedNumber& value, const RangedDuration& window) {
    unit.meant = true;
    unit.signal = signal;
    unit.signal.at_least = value.value;
    unit.signal.within = window.value;
    unit.at_least = value;
    unit.within = window;
  };
  if (for_user) fill(made.user, at_least, within);
  if (const YamlNode* account = in.get(node, "account", false); account != nullptr && in.is_map(*account, "account")) {
    in.only(*account, {"at_least", "within"});
    if (!for_account) in.fail(account->at, "account: the signal is not meant for accounts");
    if (const YamlNode* found = in.get(*account, "at_least", false); found != nullptr) {
      at_least = read_range(in, *found);
      whole(*found, at_least);
    }
    if (const YamlNode* found = in.get(*account, "within", false); found != nullptr) within = read_window(in, *found);
  }
  if (for_account) fill(made.account, at_least, within);
  return made;
}

Result<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{"cannot be read; expected a file of the playbooks folder", {path.generic_string(), 0, 0}, "", ""};
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// Reads and parses `name`, then lets `read` make a T of its root node.
template <class T, class Read>
Result<T> read_yaml(std::string_view text, const std::string& file, Read read) {
  Result<YamlNode> root = parse_yaml(text, file);
  if (!root) return root.errors();
  Reader in(text, file);
  if (!root->is_map()) {
    in.fail(in.top(), "expected keys with values");
    return in.errors;
  }
  T made = read(in, *root);
  if (!in.errors.empty()) return in.errors;
  return made;
}

template <class T, class Read>
Result<T> load_yaml(const std::string& directory, const char* name, Read read) {
  const std::filesystem::path path = std::filesystem::path(directory) / name;
  Result<std::string> text = read_file(path);
  if (!text) return text.errors();
  return read_yaml<T>(*text, path.generic_string(), read);
}

Playbook read_playbook(Reader& in, const YamlNode& root, const std::string& id) {
  Playbook made;
  in.only(root, {"playbook", "name", "categories", "noun", "noun_plural", "outcome", "first_value", "setup_step", "team_step", "evaluation_step",
                 "users", "buyers", "admin", "sensitive", "discovery", "objections", "interventions", "signals"});
  made.id = in.id(root, "playbook");
  if (!made.id.empty() && made.id != id) in.fail(root.find("playbook")->at, "playbook: '" + made.id + "' in a file named '" + id + "'; expected the file's name");
  made.name = in.text(root, "name");
  made.categories = in.texts(root, "categories");
  const FactKind* category = fact_kind("category");
  if (category != nullptr)
    for (const std::string& each : made.categories)
      if (std::find(category->ids.begin(), category->ids.end(), each) == category->ids.end())
        in.fail(root.find("categories")->at, "categories: no '" + each + "'; expected ids of docs/facts.md", nearest_hint(each, category->ids));
  made.noun = in.text(root, "noun");
  made.noun_plural = in.text(root, "noun_plural");
  made.outcome = in.text(root, "outcome");
  made.first_value = in.text(root, "first_value");
  made.setup_step = in.text(root, "setup_step");
  made.team_step = in.text(root, "team_step");
  made.evaluation_step = in.text(root, "evaluation_step");
  made.users = in.texts(root, "users");
  made.buyers = in.texts(root, "buyers");
  made.admin = in.text(root, "admin");
  made.sensitive = in.texts(root, "sensitive", false);
  made.discovery = in.texts(root, "discovery");
  for (const YamlNode& node : in.list(root, "objections").items) {
    if (!in.is_map(node, "objections")) continue;
    in.only(node, {"said", "answer", "leave_off"});
    made.objections.push_back({in.text(node, "said"), in.text(node, "answer"), in.text(node, "leave_off")});
  }
  for (const YamlNode& node : in.list(root, "interventions").items) {
    if (!in.is_map(node, "interventions")) continue;
    in.only(node, {"moment", "adds", "leaves_alone"});
    made.interventions.push_back({in.text(node, "moment"), in.text(node, "adds"), in.text(node, "leaves_alone")});
  }
  Words names, ranks;
  for (const YamlNode& node : in.list(root, "signals").items) {
    PlaybookSignal signal = read_signal(in, node, id, Form::full);
    if (std::find(names.begin(), names.end(), signal.name) != names.end())
      in.fail(node.at, "signals: a second '" + signal.name + "'; expected each name once");
    const std::string rank = std::to_string(signal.rank);
    if (signal.rank == 0) in.fail(node.at, "'rank' is missing");
    else if (std::find(ranks.begin(), ranks.end(), rank) != ranks.end()) in.fail(node.at, "rank: a second " + rank + "; expected each rank once");
    names.push_back(signal.name);
    ranks.push_back(rank);
    made.signals.push_back(std::move(signal));
  }
  std::stable_sort(made.signals.begin(), made.signals.end(), [](const PlaybookSignal& a, const PlaybookSignal& b) { return a.rank < b.rank; });
  return made;
}

Catalogue read_catalogue(Reader& in, const YamlNode& root) {
  Catalogue made;
  in.only(root, {"signals", "own", "at_once"});
  made.at_once = in.text(root, "at_once");
  for (const YamlNode& node : in.list(root, "signals").items) {
    PlaybookSignal signal = read_signal(in, node, "catalogue", Form::full);
    if (made.signal(signal.name) != nullptr) in.fail(node.at, "signals: a second '" + signal.name + "'; expected each id once");
    if (signal.answers.empty()) signal.answers = {signal.name};
    made.signals.push_back(std::move(signal));
  }
  const YamlNode& own = in.list(root, "own");
  for (size_t i = 0; i < own.items.size(); ++i) {
    const YamlNode& node = own.items[i];
    Catalogue::OwnRule rule;
    rule.words = in.texts(node, "words", false);
    const bool last = i + 1 == own.items.size();
    if (rule.words.empty() != last) in.fail(node.at, last ? "own: the last rule serves all other names; expected no words" : "own: expected words; only the last rule has none");
    rule.made = read_signal(in, node, "catalogue", Form::own_rule);
    made.own.push_back(std::move(rule));
  }
  if (made.own.empty()) in.fail(root.at, "own: expected at least the rule without words");
  return made;
}

std::vector<Benchmark> read_benchmarks(Reader& in, const YamlNode& root) {
  std::vector<Benchmark> made;
  in.only(root, {"benchmarks"});
  for (const YamlNode& node : in.list(root, "benchmarks").items) {
    if (!in.is_map(node, "benchmarks")) continue;
    in.only(node, {"name", "key", "what", "value", "low", "high", "unit", "year", "tier", "source", "note", "when"});
    Benchmark row;
    row.name = in.id(node, "name");
    row.key = in.text(node, "key");
    row.what = in.text(node, "what");
    row.value = in.number(node, "value");
    row.low = in.number(node, "low");
    row.high = in.number(node, "high");
    in.ordered(node, row.low, row.value, row.high);
    row.unit = in.text(node, "unit");
    row.year = static_cast<int>(in.number(node, "year"));
    row.tier = in.text(node, "tier");
    in.one_of(node, "tier", row.tier, {"A", "B", "C"});
    row.source = in.text(node, "source");
    row.note = in.text(node, "note");
    row.when = in.texts(node, "when", false);
    made.push_back(std::move(row));
  }
  return made;
}

std::vector<PlanningDefault> read_planning(Reader& in, const YamlNode& root) {
  std::vector<PlanningDefault> made;
  Words closed;  // names whose last row, without `when`, has passed
  in.only(root, {"planning"});
  const YamlNode& rows = in.list(root, "planning");
  for (const YamlNode& node : rows.items) {
    if (!in.is_map(node, "planning")) continue;
    in.only(node, {"name", "label", "value", "low", "high", "unit", "source", "changes", "check", "pass", "when"});
    PlanningDefault row;
    Quantity& quantity = row.quantity;
    quantity.name = in.text(node, "name");
    quantity.label = in.text(node, "label");
    quantity.value = in.number(node, "value");
    quantity.low = in.number(node, "low");
    quantity.high = in.number(node, "high");
    in.ordered(node, quantity.low, quantity.value, quantity.high);
    quantity.unit = in.text(node, "unit");
    quantity.source = in.text(node, "source");
    quantity.from = quantity.source == "ours" ? Origin::assumed : Origin::published;
    quantity.changes = in.text(node, "changes");
    quantity.check = in.text(node, "check");
    quantity.pass = in.text(node, "pass");
    row.when = in.texts(node, "when", false);
    if (std::find(closed.begin(), closed.end(), quantity.name) != closed.end())
      in.fail(node.at, "'" + quantity.name + "' can never be taken: a row of that name without `when` stands before it");
    if (row.when.empty()) closed.push_back(quantity.name);
    made.push_back(std::move(row));
  }
  for (size_t i = 0; i < made.size(); ++i) {
    const std::string& name = made[i].quantity.name;
    const bool last = std::none_of(made.begin() + static_cast<long>(i) + 1, made.end(), [&](const PlanningDefault& row) { return row.quantity.name == name; });
    if (last && !made[i].when.empty()) in.fail(rows.items[i].at, "'" + name + "' has no row for all other cases; expected its last row without `when`");
  }
  return made;
}

// Checks a path of docs/facts.md and, if given, a value for it.
void check_fact(Reader& in, const Place& at, const std::string& path, const YamlNode* value) {
  const FactKind* kind = fact_kind(path);
  if (kind == nullptr) {
    Words known;
    for (const FactKind& each : fact_kinds()) known.push_back(each.path);
    if (std::find(known.begin(), known.end(), path) == known.end()) in.fail(at, "'" + path + "' is no path of docs/facts.md", nearest_hint(path, known));
    return;
  }
  if (value == nullptr) return;
  double number = 0;
  bool yes = false;
  if (kind->type == FactKind::Type::number && !read_number(*value, &number)) in.fail(value->at, path + ": expected a number");
  if (kind->type == FactKind::Type::yes_no && !read_bool(*value, &yes)) in.fail(value->at, path + ": expected yes or no");
  if (kind->type == FactKind::Type::id && !kind->ids.empty() && std::find(kind->ids.begin(), kind->ids.end(), value->text) == kind->ids.end())
    in.fail(value->at, path + ": no '" + value->text + "'; expected one of " + join_words(kind->ids, "or"), nearest_hint(value->text, kind->ids));
}

Questions read_questions(Reader& in, const YamlNode& root) {
  static const Words groups = {"product_and_model", "objective_and_baseline", "data_and_signals", "sales_and_capacity", "tooling_and_constraints", "pilot"};
  Questions made;
  in.only(root, {"questions", "contradiction", "no_move"});
  made.no_move = in.text(root, "no_move");
  if (const YamlNode* asked = in.get(root, "contradiction", true); asked != nullptr && in.is_map(*asked, "contradiction")) {
    in.only(*asked, {"question", "why"});
    made.contradiction = in.text(*asked, "question");
    made.contradiction_why = in.text(*asked, "why");
  }
  for (const YamlNode& node : in.list(root, "questions").items) {
    if (!in.is_map(node, "questions")) continue;
    in.only(node, {"id", "group", "fact", "question", "why", "choices", "default", "never_if"});
    QuestionCandidate question;
    question.id = in.id(node, "id");
    question.group = in.text(node, "group");
    in.one_of(node, "group", question.group, groups);
    question.fact = in.text(node, "fact");
    if (const YamlNode* fact = node.find("fact"); fact != nullptr) check_fact(in, fact->at, question.fact, nullptr);
    question.question = in.text(node, "question");
    question.why = in.text(node, "why");
    for (const YamlNode& choice : in.list(node, "choices").items) {
      if (!in.is_map(choice, "choices")) continue;
      in.only(choice, {"label", "facts"});
      QuestionCandidate::Choice one;
      one.label = in.text(choice, "label");
      const YamlNode* facts = in.get(choice, "facts", false);
      if (facts != nullptr && in.is_map(*facts, "facts")) {
        for (size_t i = 0; i < facts->fields.size(); ++i) {
          const auto& [path, value] = facts->fields[i];
          const std::vector<YamlNode> single = {value};
          for (const YamlNode& item : value.is_list() ? value.items : single) {
            check_fact(in, facts->field_places[i], path, &item);
            bool yes = false;
            const FactKind* kind = fact_kind(path);
            const bool yes_no = kind != nullptr && kind->type == FactKind::Type::yes_no && read_bool(item, &yes);
            one.facts.emplace_back(path, yes_no ? (yes ? "yes" : "no") : item.text);
          }
        }
      }
      question.choices.push_back(std::move(one));
    }
    if (question.choices.size() < 2 || question.choices.size() > 4) in.fail(node.at, "choices: expected two to four");
    const double otherwise = in.number(node, "default");
    if (otherwise < 0 || otherwise != std::floor(otherwise) || otherwise >= static_cast<double>(question.choices.size()))
      in.fail(node.at, "default: expected the index of a choice, from 0");
    else question.otherwise = static_cast<int>(otherwise);
    question.never_if = in.texts(node, "never_if");
    for (const std::string& path : question.never_if) check_fact(in, node.find("never_if")->at, path, nullptr);
    made.candidates.push_back(std::move(question));
  }
  return made;
}

std::filesystem::path signals_of(const std::string& directory) { return std::filesystem::path(directory) / "signals"; }

Result<Words> playbook_ids(const std::string& directory) {
  Words ids;
  std::error_code error;
  for (std::filesystem::directory_iterator at(signals_of(directory), error), end; !error && at != end; at.increment(error))
    if (at->path().extension() == ".yaml") ids.push_back(at->path().stem().string());
  if (error) return Error{"cannot be read; expected the playbooks folder with a folder signals", {directory, 0, 0}, "", ""};
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

const PlaybookSignal* Playbook::signal(std::string_view wanted) const {
  for (const PlaybookSignal& each : signals)
    if (each.name == wanted) return &each;
  return nullptr;
}

const PlaybookSignal* Playbook::answering(std::string_view wanted, Unit unit) const {
  const PlaybookSignal* best = nullptr;
  size_t best_position = 0;
  for (const PlaybookSignal& each : signals) {
    if (!each.of(unit).meant) continue;
    const size_t position = static_cast<size_t>(std::find(each.answers.begin(), each.answers.end(), wanted) - each.answers.begin());
    if (position == each.answers.size() || (best != nullptr && position >= best_position)) continue;
    best = &each;
    best_position = position;
  }
  return best;
}

std::string PlaybookIndex::serving(std::string_view category) const {
  for (const Entry& entry : entries)
    if (std::find(entry.categories.begin(), entry.categories.end(), category) != entry.categories.end()) return entry.id;
  return "general";
}

const PlaybookSignal* Catalogue::signal(std::string_view id) const {
  for (const PlaybookSignal& each : signals)
    if (each.name == id) return &each;
  return nullptr;
}

PlaybookSignal Catalogue::own_signal(std::string_view id, std::string_view event) const {
  const OwnRule* rule = nullptr;
  for (const OwnRule& each : own) {
    const bool serves = each.words.empty() || std::any_of(each.words.begin(), each.words.end(), [&](const std::string& word) { return contains(id, word); });
    if (!serves) continue;
    rule = &each;
    break;
  }
  PlaybookSignal made = rule == nullptr ? PlaybookSignal{} : rule->made;
  Words words, titles;
  for (std::string_view word : split(id, '_')) {
    if (word.empty()) continue;
    words.emplace_back(word);
    titles.push_back(upper_first(word));
  }
  made.name = std::string(id);
  made.answers = {made.name};
  for (UnitSignal* unit : {&made.user, &made.account}) {
    if (!unit->meant) continue;
    unit->signal.name = made.name;
    unit->signal.label = join(words, " ");
    unit->signal.events = {event.empty() ? join(titles, " ") : std::string(event)};
    unit->signal.source = "catalogue.own";
  }
  return made;
}

const Playbook* Knowledge::playbook(std::string_view id) const {
  for (const Playbook& each : playbooks)
    if (each.id == id) return &each;
  return nullptr;
}

bool tags_hold(const std::vector<std::string>& when, const std::vector<std::string>& tags) {
  return std::all_of(when.begin(), when.end(), [&](const std::string& tag) {
    const bool negated = !tag.empty() && tag[0] == '!';
    return (std::find(tags.begin(), tags.end(), negated ? tag.substr(1) : tag) != tags.end()) != negated;
  });
}

const PlanningDefault* find_planning(const std::vector<PlanningDefault>& rows, std::string_view name, const std::vector<std::string>& tags) {
  for (const PlanningDefault& row : rows)
    if (row.quantity.name == name && tags_hold(row.when, tags)) return &row;
  return nullptr;
}

const Benchmark* find_benchmark(const std::vector<Benchmark>& rows, std::string_view name, const std::vector<std::string>& tags) {
  for (const Benchmark& row : rows)
    if (row.name == name && tags_hold(row.when, tags)) return &row;
  return nullptr;
}

const Benchmark* benchmark_of_key(const std::vector<Benchmark>& rows, std::string_view key) {
  for (const Benchmark& row : rows)
    if (row.key == key) return &row;
  return nullptr;
}

Result<Playbook> parse_playbook(std::string_view yaml, const std::string& file, const std::string& id) {
  return read_yaml<Playbook>(yaml, file, [&](Reader& in, const YamlNode& root) { return read_playbook(in, root, id); });
}

Result<std::vector<PlanningDefault>> parse_planning(std::string_view yaml, const std::string& file) {
  return read_yaml<std::vector<PlanningDefault>>(yaml, file, read_planning);
}

Result<PlaybookIndex> load_index(const std::string& directory) {
  Result<Words> ids = playbook_ids(directory);
  if (!ids) return ids.errors();
  PlaybookIndex index;
  Errors errors;
  for (const std::string& id : *ids) {
    const std::filesystem::path path = signals_of(directory) / (id + ".yaml");
    std::ifstream file(path, std::ios::binary);
    std::string head(kHeadBytes, '\0');
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<size_t>(file.gcount()));
    PlaybookIndex::Entry entry{id, {}};
    bool found = false;
    int number = 0;
    for (std::string_view line : split(head, '\n')) {
      ++number;
      if (line.rfind("categories:", 0) != 0) continue;
      found = true;
      line = trim(line.substr(std::string_view("categories:").size()));
      if (const size_t comment = line.find('#'); comment != std::string_view::npos) line = trim(line.substr(0, comment));
      if (line.size() < 2 || line.front() != '[' || line.back() != ']') {
        errors.push_back({"categories: expected a list on one line: [analytics]", {path.generic_string(), number, 1}, "", std::string(line)});
        break;
      }
      for (std::string_view piece : split(line.substr(1, line.size() - 2), ','))
        if (!trim(piece).empty()) entry.categories.emplace_back(trim(piece));
      break;
    }
    if (!found) errors.push_back({"'categories' is missing from the head of the file", {path.generic_string(), 1, 1}, "", ""});
    index.entries.push_back(std::move(entry));
  }
  if (!errors.empty()) return errors;
  return index;
}

Result<Playbook> load_playbook(const std::string& directory, std::string_view id) {
  Result<Words> ids = playbook_ids(directory);
  if (!ids) return ids.errors();
  if (std::find(ids->begin(), ids->end(), id) == ids->end())
    return Error{"no playbook '" + std::string(id) + "'; expected one of " + join_words(*ids, "or"), {signals_of(directory).generic_string(), 0, 0}, nearest_hint(id, *ids), ""};
  const std::filesystem::path path = signals_of(directory) / (std::string(id) + ".yaml");
  Result<std::string> text = read_file(path);
  if (!text) return text.errors();
  return parse_playbook(*text, path.generic_string(), std::string(id));
}

Result<Catalogue> load_catalogue(const std::string& directory) { return load_yaml<Catalogue>(directory, "catalogue.yaml", read_catalogue); }
Result<std::vector<Benchmark>> load_benchmarks(const std::string& directory) {
  return load_yaml<std::vector<Benchmark>>(directory, "benchmarks.yaml", read_benchmarks);
}
Result<std::vector<PlanningDefault>> load_planning(const std::string& directory) {
  return load_yaml<std::vector<PlanningDefault>>(directory, "planning.yaml", read_planning);
}
Result<Questions> load_questions(const std::string& directory) {
  return load_yaml<Questions>(directory, "questions.yaml", read_questions);
}

Result<Knowledge> load_knowledge(const std::string& directory) {
  Knowledge made;
  Errors errors;
  const auto take = [&](auto result, auto& into) {
    if (result) into = std::move(*result);
    else errors.insert(errors.end(), result.errors().begin(), result.errors().end());
  };
  take(load_index(directory), made.index);
  take(load_catalogue(directory), made.catalogue);
  take(load_benchmarks(directory), made.benchmarks);
  take(load_planning(directory), made.planning);
  take(load_questions(directory), made.questions);
  for (const PlaybookIndex::Entry& entry : made.index.entries) {
    Playbook playbook;
    take(load_playbook(directory, entry.id), playbook);
    made.playbooks.push_back(std::move(playbook));
  }
  if (!errors.empty()) return errors;

  const auto fail = [&](const std::string& file, std::string message, std::string hint = "") {
    errors.push_back({std::move(message), {(std::filesystem::path(directory) / file).generic_string(), 0, 0}, std::move(hint), ""});
  };
  Words ids, keys = {"assumed", "ours"};
  for (const PlaybookSignal& signal : made.catalogue.signals) ids.push_back(signal.name);
  for (const Benchmark& row : made.benchmarks) keys.push_back(row.key);
  const auto known_source = [&](const std::string& file, const std::string& name, const std::string& source) {
    if (std::find(keys.begin(), keys.end(), source) == keys.end())
      fail(file, name + ": no source '" + source + "'; expected assumed or a key of benchmarks.yaml", nearest_hint(source, keys));
  };
  Words served;
  for (const Playbook& playbook : made.playbooks) {
    const std::string file = "signals/" + playbook.id + ".yaml";
    for (const std::string& category : playbook.categories) {
      if (std::find(served.begin(), served.end(), category) != served.end()) fail(file, "categories: '" + category + "' is served by another playbook already");
      served.push_back(category);
    }
    for (const PlaybookSignal& signal : playbook.signals) {
      for (const std::string& answer : signal.answers)
        if (std::find(ids.begin(), ids.end(), answer) == ids.end()) fail(file, signal.name + ": answers: no signal id '" + answer + "' in catalogue.yaml", nearest_hint(answer, ids));
      for (const UnitSignal* unit : {&signal.user, &signal.account}) {
        if (!unit->meant) continue;
        known_source(file, signal.name, unit->at_least.source);
        known_source(file, signal.name, unit->within.source);
      }
    }
  }
  for (const PlanningDefault& row : made.planning) known_source("planning.yaml", row.quantity.name, row.quantity.source);
  if (!errors.empty()) return errors;
  return made;
}

}  // namespace handraise
