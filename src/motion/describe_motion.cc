// The tables: every section and field of motion.yaml, with its form, default and one line of meaning.
#include <algorithm>

#include "base/text.h"
#include "motion/describe.h"
#include "motion/facts_yaml.h"

namespace handraise {
namespace {

// ---- tables of fields ----------------------------------------------------------------------------------------------

template <auto member>
struct Member;
template <class S, class V, V S::*member>
struct Member<member> {
  using Value = V;
  static void* at(void* value) { return &(static_cast<S*>(value)->*member); }
};

// The fields of a struct; specialised below, inner structs first.
template <class T>
std::vector<FormField> fields_of();

template <class T>
inline constexpr bool flow_rows = false;

template <class T>
const FormRecord& record_of() {
  static const T blank{};
  static const FormRecord record(&blank, fields_of<T>(), flow_rows<T>);
  return record;
}

template <class T>
struct FormFor {
  static const Form& get() { return record_of<T>(); }
};
template <class T>
struct FormFor<std::vector<T>> {
  static const Form& get() {
    static const RowsOf<T> rows;
    static const ListForm form(rows, FormFor<T>::get(), "maps");
    return form;
  }
};
template <class T>
struct FormFor<std::optional<T>> {
  static const Form& get() { static const OptionalForm<T> form(FormFor<T>::get()); return form; }
};
template <> struct FormFor<std::string> { static const Form& get() { return text_form(); } };
template <> struct FormFor<std::vector<std::string>> { static const Form& get() { return texts_form(); } };
template <> struct FormFor<double> { static const Form& get() { return number_form(); } };
template <> struct FormFor<bool> { static const Form& get() { return yes_no_form(); } };

template <auto member>
FormField field(const char* name, const char* comment, const Form& form = FormFor<typename Member<member>::Value>::get()) {
  return {name, comment, &form, &Member<member>::at, false, FormField::plain, false};
}
FormField required(FormField given) { given.required = true; return given; }
FormField always(FormField given) { given.always = true; return given; }
FormField explained(FormField given) { given.show = FormField::explained; return given; }

const Form& share_form() { static const Form& form = number_form(0, 1); return form; }
const Form& amount_form() { static const Form& form = number_form(0, 1e300); return form; }
const Form& trait_form() { static const Form& form = text_form("account.<name>, or user.<name> for unit: user"); return form; }
const Form& day_form() { static const Form& form = whole_form(-1, 3650); return form; }

const Form& origin_form() {
  static const ChoiceForm<Origin> form({{"stated", Origin::stated}, {"answer", Origin::answer}, {"measured", Origin::measured},
                                        {"computed", Origin::computed}, {"published", Origin::published}, {"assumed", Origin::assumed},
                                        {"unknown", Origin::unknown}});
  return form;
}

// ---- forms of sections 2 to 4 of the motion language ---------------------------------------------------------------

class VersionForm : public FormOf<std::string> {
 public:
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    if (node.is_scalar() && node.text == "1") get(value) = "1";
    else reader.fail(spot, node.at, described(node), expected());
  }
  std::string flow(const void* value) const override { return print_value(get(value)); }
  std::string expected() const override { return "1, the version of the motion language"; }
  std::string schema() const override { return R"({"enum":[1,"1"]})"; }
};

class AccountByForm : public FormOf<std::string> {
 public:
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    static const std::vector<std::string> words = {"group", "email_domain"};
    if (node.is_map() && node.fields.size() == 1 && node.fields[0].first == "trait" && node.fields[0].second.is_scalar() && !node.fields[0].second.text.empty()) {
      get(value) = "trait:" + node.fields[0].second.text;
      return;
    }
    if (node.is_scalar() && std::find(words.begin(), words.end(), node.text) != words.end()) {
      get(value) = node.text;
      return;
    }
    reader.fail(spot, node.at, described(node), expected(), node.is_scalar() ? nearest_hint(node.text, words) : "");
  }
  std::string flow(const void* value) const override {
    const std::string& text = get(value);
    return text.compare(0, 6, "trait:") == 0 ? "{trait: " + print_text(text.substr(6)) + "}" : print_text(text);
  }
  std::string expected() const override { return "group, email_domain or {trait: <name of a user trait>}"; }
  std::string schema() const override {
    return R"({"anyOf":[{"enum":["group","email_domain"]},{"type":"object","additionalProperties":false,"properties":{"trait":{"type":"string"}},"required":["trait"]}]})";
  }
};

const char kValueSchema[] = R"({"type":["string","number","boolean"]})";

bool reads_value(const YamlNode& node, const Spot& spot, Reader& reader, std::string* text) {
  if (node.is_scalar()) {
    *text = node.text;
    return true;
  }
  reader.fail(spot, node.at, described(node), "a value", node.is_null() ? "a missing value is tested by exists: false" : "");
  return false;
}

// equals, not_equals
class ValueForm : public FormOf<std::vector<std::string>> {
 public:
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    std::string text;
    if (reads_value(node, spot, reader, &text)) get(value) = {text};
  }
  std::string flow(const void* value) const override { return print_value(get(value).front()); }
  std::string expected() const override { return "a value"; }
  std::string schema() const override { return kValueSchema; }
};

// in, not_in
class ValuesForm : public FormOf<std::optional<std::vector<std::string>>> {
 public:
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    if (!node.is_list() || node.items.empty()) return reader.fail(spot, node.at, node.is_list() ? "an empty list" : described(node), expected());
    std::vector<std::string> values;
    for (const YamlNode& item : node.items) {
      std::string text;
      if (reads_value(item, spot, reader, &text)) values.push_back(std::move(text));
    }
    get(value) = std::move(values);
  }
  std::string flow(const void* value) const override { return print_values(*get(value)); }
  std::string expected() const override { return "a list of values"; }
  std::string schema() const override { return std::string(R"({"type":"array","minItems":1,"items":)") + kValueSchema + "}"; }
  static std::string print_values(const std::vector<std::string>& values) {
    std::string out = "[";
    for (size_t i = 0; i < values.size(); ++i) out += (i > 0 ? ", " : "") + print_value(values[i]);
    return out + "]";
  }
};

// at_least and at_most of one test stand as `between: [low, high]`: one of three sides of the same pair.
class BoundForm : public Form {
 public:
  enum Side { lower, upper, both };
  explicit BoundForm(Side side) : side_(side) {}
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    Test& test = *static_cast<Test*>(value);
    double low = 0, high = 0;
    if (side_ == both) {
      if (!node.is_list() || node.items.size() != 2 || !read_number(node.items[0], &low) || !read_number(node.items[1], &high)) {
        return reader.fail(spot, node.at, described(node), expected());
      }
      if (test.at_least || test.at_most) return reader.fail(spot, node.at, "stands beside at_least or at_most", "one of them");
      if (low > high) return reader.fail(spot, node.at, node.items[0].text + " is above " + node.items[1].text, "[low, high]");
      test.at_least = low;
      test.at_most = high;
      return;
    }
    if (!read_number(node, &low)) return reader.fail(spot, node.at, described(node), expected(), number_mistake_hint(node));
    if (side_ == upper && test.at_least && low < *test.at_least) {
      return reader.fail(spot, node.at, node.text + " is below at_least, " + print_number(*test.at_least), "at_most not below it");
    }
    (side_ == lower ? test.at_least : test.at_most) = low;
  }
  std::string flow(const void* value) const override {
    const Test& test = *static_cast<const Test*>(value);
    if (side_ == lower) return print_number(*test.at_least);
    if (side_ == upper) return print_number(*test.at_most);
    return "[" + print_number(*test.at_least) + ", " + print_number(*test.at_most) + "]";
  }
  bool same(const void* a, const void* b) const override { return shown(a) == shown(b); }
  std::string expected() const override { return side_ == both ? "[low, high], two numbers" : "a number"; }
  std::string schema() const override {
    return side_ == both ? R"({"type":"array","minItems":2,"maxItems":2,"items":{"type":"number"}})" : R"({"type":"number"})";
  }

 private:
  std::vector<double> shown(const void* value) const {
    const Test& test = *static_cast<const Test*>(value);
    if (test.at_least && test.at_most) return side_ == both ? std::vector<double>{*test.at_least, *test.at_most} : std::vector<double>{};
    if (side_ == lower && test.at_least) return {*test.at_least};
    if (side_ == upper && test.at_most) return {*test.at_most};
    return {};
  }
  Side side_;
};

// The fields of a test that stands within another struct; `test` finds it there.
template <Test& (*test)(void*)>
void add_test_fields(std::vector<FormField>& fields) {
  static const ValueForm value;
  static const ValuesForm values;
  static const BoundForm lower(BoundForm::lower), upper(BoundForm::upper), both(BoundForm::both);
  static const OptionalForm<bool> yes_no(yes_no_form());
  const auto add = [&](const char* name, const char* comment, const Form& form, void* (*member)(void*)) {
    fields.push_back({name, comment, &form, member, false, FormField::plain, false});
  };
  add("equals", "is this value; numbers compare as numbers", value, [](void* at) -> void* { return &test(at).equals; });
  add("not_equals", "is not; holds where it is missing", value, [](void* at) -> void* { return &test(at).not_equals; });
  add("in", "is one of these", values, [](void* at) -> void* { return &test(at).in; });
  add("not_in", "is none of these; holds where it is missing", values, [](void* at) -> void* { return &test(at).not_in; });
  add("at_least", "is a number not below this", lower, [](void* at) -> void* { return &test(at); });
  add("at_most", "is a number not above this", upper, [](void* at) -> void* { return &test(at); });
  add("between", "is a number from low to high, both included", both, [](void* at) -> void* { return &test(at); });
  add("exists", "is there at all, or is not", yes_no, [](void* at) -> void* { return &test(at).exists; });
}

Test& test_itself(void* at) { return *static_cast<Test*>(at); }
Test& test_of_trait(void* at) { return static_cast<TraitTest*>(at)->test; }
Test& test_of_signal(void* at) { return static_cast<Signal*>(at)->trait->test; }
Test& test_of_exclusion(void* at) { return static_cast<Exclusion*>(at)->trait->test; }

template <> std::vector<FormField> fields_of<Test>() {
  std::vector<FormField> fields;
  add_test_fields<test_itself>(fields);
  return fields;
}
template <> constexpr bool flow_rows<Test> = true;

template <> std::vector<FormField> fields_of<TraitTest>() {
  std::vector<FormField> fields = {required(field<&TraitTest::trait>("trait", "account.<name>, or user.<name> for unit: user; without a test: it exists", trait_form()))};
  add_test_fields<test_of_trait>(fields);
  return fields;
}
template <> constexpr bool flow_rows<TraitTest> = true;

// property: value | [values] | {tests}
class WhereForm : public FormOf<std::vector<PropertyTest>> {
 public:
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    if (!node.is_map()) return reader.fail(spot, node.at, described(node), expected());
    for (size_t i = 0; i < node.fields.size(); ++i) {
      const auto& [property, child] = node.fields[i];
      PropertyTest read;
      read.property = property;
      const Spot inner{spot.part + "." + property, node.field_places[i]};
      if (child.is_map()) {
        record_of<Test>().read(child, &read.test, inner, reader);
        if (child.fields.empty()) reader.fail(inner, child.at, "an empty test", "a value, a list of values or a test, as {at_least: 1}");
      } else if (child.is_list()) {
        ValuesForm().read(child, &read.test.in, inner, reader);
      } else {
        ValueForm().read(child, &read.test.equals, inner, reader);
      }
      get(value).push_back(std::move(read));
    }
  }
  std::string flow(const void* value) const override {
    std::string out = "{";
    for (const PropertyTest& each : get(value)) out += (out.size() > 1 ? ", " : "") + print_text(each.property) + ": " + print_test(each.test);
    return out + "}";
  }
  bool wants_block(const void* value, int room) const override { return !get(value).empty() && count_characters(flow(value)) > static_cast<size_t>(std::max(room, 0)); }
  void print_block(Printer& printer, const void* value, int indent) const override {
    printer.out += "\n";
    for (const PropertyTest& each : get(value)) {
      printer.margin(indent);
      printer.out += print_text(each.property) + ": " + print_test(each.test) + "\n";
    }
  }
  std::string expected() const override { return "a map of properties, each with a value, a list of values or a test"; }
  std::string schema() const override {
    return std::string(R"({"type":"object","additionalProperties":{"anyOf":[)") + kValueSchema + "," + ValuesForm().schema() + "," + record_of<Test>().schema() + "]}}";
  }

 private:
  static std::string print_test(const Test& test) {
    Test rest = test;
    rest.equals.clear();
    if (rest.empty() && !test.equals.empty()) return print_value(test.equals.front());
    rest = test;
    rest.in.reset();
    if (rest.empty() && test.in) return ValuesForm::print_values(*test.in);
    return record_of<Test>().flow(&test);
  }
};

class EventsForm : public FormOf<std::vector<std::string>> {
 public:
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    std::vector<std::string> events;
    if (node.is_list()) {
      for (const YamlNode& item : node.items) {
        if (!reads_text(item, spot, reader, &events.emplace_back())) return;
        if (events.back().empty()) return reader.fail(spot, item.at, "an empty name", "the name of an event");
      }
      if (events.empty()) return reader.fail(spot, node.at, "an empty list", expected());
      if (events.size() > 1 && std::find(events.begin(), events.end(), "any") != events.end()) {
        return reader.fail(spot, node.at, "any beside other names", "any alone, or names of events");
      }
    } else {
      if (!node.is_scalar() || node.text.empty()) return reader.fail(spot, node.at, node.is_scalar() ? "an empty name" : described(node), expected());
      events = {node.text};
    }
    get(value) = std::move(events);
  }
  std::string flow(const void* value) const override { return get(value).size() == 1 ? print_text(get(value).front()) : texts_form().flow(value); }
  bool wants_block(const void* value, int room) const override { return get(value).size() > 1 && texts_form().wants_block(value, room); }
  void print_block(Printer& printer, const void* value, int indent) const override { texts_form().print_block(printer, value, indent); }
  std::string expected() const override { return "the name of an event, a list of names, or any"; }
  std::string schema() const override { return R"({"anyOf":[{"type":"string"},{"type":"array","minItems":1,"items":{"type":"string"}}]})"; }
};

// events | users | new_users | days | {distinct: property} | {sum: property}; "distinct: property" in quotes is read, too.
class CountForm : public Form {
 public:
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    Signal& signal = *static_cast<Signal*>(value);
    static const std::vector<std::string> words = {"events", "users", "new_users", "days", "distinct", "sum"};
    std::string word, property;
    Place at = node.at;
    if (node.is_scalar()) {
      const size_t colon = node.text.find(':');
      word = node.text.substr(0, colon);
      if (colon != std::string::npos) property = std::string(trim(std::string_view(node.text).substr(colon + 1)));
    } else if (node.is_map() && node.fields.size() == 1 && node.fields[0].second.is_scalar()) {
      word = node.fields[0].first;
      property = node.fields[0].second.text;
      at = node.field_places[0];
    } else {
      return reader.fail(spot, node.at, described(node), expected());
    }
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) return reader.fail(spot, at, quoted_word(word), expected(), nearest_hint(word, words));
    const Count count = static_cast<Count>(found - words.begin());
    const bool wants_property = count == Count::distinct || count == Count::sum;
    if (wants_property == property.empty()) {
      return reader.fail(spot, at, wants_property ? word + " of nothing" : word + " of a property", wants_property ? "count: {" + word + ": <property>}" : "count: " + word);
    }
    signal.count = count;
    signal.count_property = property;
  }
  std::string flow(const void* value) const override {
    const Signal& signal = *static_cast<const Signal*>(value);
    const std::string word(name_of(signal.count));
    return signal.count_property.empty() ? word : "{" + word + ": " + print_text(signal.count_property) + "}";
  }
  bool same(const void* a, const void* b) const override {
    const Signal &left = *static_cast<const Signal*>(a), &right = *static_cast<const Signal*>(b);
    return left.count == right.count && left.count_property == right.count_property;
  }
  std::string expected() const override { return "events, users, new_users, days, {distinct: <property>} or {sum: <property>}"; }
  std::string schema() const override {
    const auto of = [](const std::string& word) {
      return R"({"type":"object","additionalProperties":false,"properties":{")" + word + R"(":{"type":"string","minLength":1}},"required":[")" + word + "\"]}";
    };
    return R"({"anyOf":[{"enum":["events","users","new_users","days"]},)" + of("distinct") + "," + of("sum") + "]}";
  }
};

class HalfLifeForm : public FormOf<HalfLife> {
 public:
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    Duration duration = -1;
    duration_form_.read(node, &duration, spot, reader);
    if (duration >= 0) get(value) = {duration == 0, duration};
  }
  std::string flow(const void* value) const override { return get(value).none ? "none" : print_duration(get(value).duration); }
  std::string expected() const override { return duration_form_.expected(); }
  std::string schema() const override { return duration_form_.schema(); }

 private:
  const Form& duration_form_ = duration_form("none");
};

class CooldownForm : public FormOf<std::optional<Duration>> {
 public:
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    Duration duration = -1;
    duration_form_.read(node, &duration, spot, reader);
    if (duration > 0) get(value) = duration;
    if (duration == 0) get(value).reset();
  }
  std::string flow(const void* value) const override { return get(value) ? print_duration(*get(value)) : "forever"; }
  std::string expected() const override { return duration_form_.expected(); }
  std::string schema() const override { return duration_form_.schema(); }

 private:
  const Form& duration_form_ = duration_form("forever");
};

const Form& half_life_form() { static const HalfLifeForm form; return form; }

// ---- signals -------------------------------------------------------------------------------------------------------

class KindForm : public ChoiceForm<SignalKind> {
 public:
  explicit KindForm(bool fit)
      : ChoiceForm<SignalKind>({{"activation", SignalKind::activation}, {"depth", SignalKind::depth}, {"breadth", SignalKind::breadth},
                                {"integration", SignalKind::integration}, {"invite", SignalKind::invite}, {"admin", SignalKind::admin},
                                {"intent", SignalKind::intent}, {"fit", SignalKind::fit}, {"risk", SignalKind::risk}}),
        fit_(fit) {}
  // Reads every kind (the two sorts of signals are told apart before); the schema names those that belong here.
  std::string schema() const override {
    return fit_ ? R"({"enum":["fit"]})" : R"({"enum":["activation","depth","breadth","integration","invite","admin","intent","risk"]})";
  }

 private:
  bool fit_;
};
const Form& event_kind_form() { static const KindForm form(false); return form; }
const Form& fit_kind_form() { static const KindForm form(true); return form; }

// What an event signal and a fit signal share, after what they test.
void add_signal_texts(std::vector<FormField>& fields) {
  fields.push_back(explained(field<&Signal::approved>("approved", "may outreach refer to it?")));
  fields.push_back(explained(field<&Signal::phrase>("phrase", "the helpful wording that outreach may use")));
  fields.push_back(explained(field<&Signal::label>("label", "what a reader calls it")));
  fields.push_back(field<&Signal::why>("why", "why it shows value or intent"));
  fields.push_back(explained(field<&Signal::false_positives>("false_positives", "when it is mistaken")));
  fields.push_back(explained(field<&Signal::control>("control", "what is done about that")));
  fields.push_back(explained(field<&Signal::exists>("tracked", "does the event arrive today? false: still to be built, and off until then")));
  fields.push_back(field<&Signal::from>("from", "where it came from", origin_form()));
  fields.push_back(field<&Signal::source>("source", "words of the brief, or the playbook's entry"));
}

const Form& points_form() { static const Form& form = number_form(-1e6, 1e6, true); return form; }

void* itself(void* value) { return value; }

const FormRecord& event_signal_form() {
  static const Signal blank{};
  static const FormRecord record = [] {
    static const EventsForm events;
    static const WhereForm where;
    static const CountForm count;
    static const ChoiceForm<Period> period({{"1m", Period::minute}, {"1h", Period::hour}, {"1d", Period::day}});
    static const OptionalForm<HalfLife> half_life(half_life_form());
    std::vector<FormField> fields = {
        required(field<&Signal::kind>("kind", "what it is evidence of", event_kind_form())),
        required(field<&Signal::events>("event", "the event, a list (any of these), or any: every event", events)),
        explained(field<&Signal::where>("where", "tests on the event's properties; all must hold", where)),
        explained({"count", "events, or users, new_users, days, {distinct: property}, {sum: property}", &count, itself}),
        explained(field<&Signal::once_per>("once_per", "counts a user once in this period (against bursts and scripts)", period)),
        explained(field<&Signal::at_least>("at_least", "on from this many; 1 where it is not said")),
        required(explained(field<&Signal::within>("within", "how far back is counted; ever: without end", duration_form("ever")))),
        explained(field<&Signal::points>("points", "what it adds to the score; risk takes away", points_form())),
        explained(field<&Signal::half_life>("half_life", "its points fall by half in this time after its newest event", half_life)),
        explained(field<&Signal::hand_raise>("hand_raise", "asking for sales outright: qualifies at once, whatever the score")),
    };
    add_signal_texts(fields);
    return FormRecord(&blank, std::move(fields));
  }();
  return record;
}

const FormRecord& fit_signal_form() {
  static const Signal blank = [] {
    Signal signal;
    signal.kind = SignalKind::fit;
    signal.trait.emplace();
    return signal;
  }();
  static const FormRecord record = [] {
    std::vector<FormField> fields = {
        required(field<&Signal::kind>("kind", "fit: it tests a trait; no window, no decay", fit_kind_form())),
        required({"trait", "account.<name>, or user.<name> for unit: user; without a test: it exists", &trait_form(),
                  [](void* at) -> void* { return &static_cast<Signal*>(at)->trait->trait; }}),
    };
    add_test_fields<test_of_signal>(fields);
    fields.push_back(explained(field<&Signal::points>("points", "what it adds to the score; risk takes away", points_form())));
    add_signal_texts(fields);
    return FormRecord(&blank, std::move(fields));
  }();
  return record;
}

bool is_signal_name(const std::string& name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto inner = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
  return !name.empty() && name.size() <= 64 && letter(name.front()) && std::all_of(name.begin(), name.end(), inner);
}

class SignalsForm : public FormOf<std::vector<Signal>> {
 public:
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    if (!node.is_map()) return reader.fail(spot, node.at, described(node), expected());
    for (size_t i = 0; i < node.fields.size() && reader.errors.size() <= 200; ++i) {
      const std::string& name = node.fields[i].first;
      const Spot inner{spot.part + "." + (is_signal_name(name) ? name : quoted_word(name)), node.field_places[i]};
      if (!is_signal_name(name)) {
        reader.fail(inner, inner.at, "no name for a signal", "a letter, then letters, digits, _ and -, at most 64");
      }
      Signal signal;
      signal.name = name;
      read_signal(node.fields[i].second, &signal, inner, reader);
      get(value).push_back(std::move(signal));
    }
  }
  std::string flow(const void*) const override { return "{}"; }
  bool wants_block(const void* value, int) const override { return !get(value).empty(); }
  void print_block(Printer& printer, const void* value, int indent) const override {
    printer.out += "\n";
    std::vector<const void*> events, fits;
    for (const Signal& signal : get(value)) (signal.trait ? fits : events).push_back(&signal);
    print_legend(printer, events.empty() ? fit_signal_form() : event_signal_form(), events.empty() ? fits : events, indent);
    for (const Signal& signal : get(value)) {
      if (&signal != &get(value).front()) printer.out += "\n";
      printer.margin(indent);
      printer.out += print_text(signal.name) + ":\n";
      (signal.trait ? fit_signal_form() : event_signal_form()).print_fields(printer, &signal, indent + 2, false);
    }
  }
  std::string expected() const override { return "a map of signals: name, then its fields"; }
  std::string schema() const override {
    return R"({"type":"object","additionalProperties":{"if":{"required":["trait"]},"then":)" + fit_signal_form().schema() + ",\"else\":" +
           event_signal_form().schema() + "}}";
  }
  std::vector<const FormRecord*> records() const override { return {&event_signal_form(), &fit_signal_form()}; }

 private:
  static void read_signal(const YamlNode& node, Signal* signal, const Spot& spot, Reader& reader) {
    const YamlNode* kind = node.is_map() ? node.find("kind") : nullptr;
    const bool fit = kind && kind->is_scalar() && kind->text == "fit";
    if (!node.is_map() || !(fit || node.find("trait"))) return event_signal_form().read(node, signal, spot, reader);
    // A fit signal has no window: what belongs to one gets its own words.
    static const std::vector<std::string> misplaced = {"event", "where", "count", "once_per", "within", "half_life", "hand_raise"};
    YamlNode rest = node;
    rest.fields.clear();
    rest.field_places.clear();
    for (size_t i = 0; i < node.fields.size(); ++i) {
      if (std::find(misplaced.begin(), misplaced.end(), node.fields[i].first) != misplaced.end()) {
        reader.fail({spot.part + "." + node.fields[i].first, spot.at}, node.field_places[i], "stands in a signal that tests a trait", "a trait and a test, without window and decay");
        continue;
      }
      rest.fields.push_back(node.fields[i]);
      rest.field_places.push_back(node.field_places[i]);
    }
    signal->trait.emplace();
    if (kind && kind->is_scalar() && !fit) reader.fail({spot.part + ".kind", spot.at}, kind->at, quoted_word(kind->text) + " tests a trait", "kind: fit, as trait and fit go together");
    fit_signal_form().read(rest, signal, spot, reader);
    signal->kind = SignalKind::fit;
  }
};

// ---- qualification -------------------------------------------------------------------------------------------------

const char kExclusionWhy[] = "why it excludes";

const FormRecord& signal_exclusion_form() {
  static const Exclusion blank{};
  static const FormRecord record(&blank, {required(field<&Exclusion::signal>("signal", "a signal of this file that is on")), field<&Exclusion::why>("why", kExclusionWhy)}, true);
  return record;
}
const FormRecord& outcome_exclusion_form() {
  static const Exclusion blank{};
  static const FormRecord record(
      &blank, {required(field<&Exclusion::outcome>("outcome", "an outcome that was reached: from the outcomes file or the desk's dispositions")), field<&Exclusion::why>("why", kExclusionWhy)}, true);
  return record;
}
const FormRecord& trait_exclusion_form() {
  static const Exclusion blank = [] {
    Exclusion exclusion;
    exclusion.trait.emplace();
    return exclusion;
  }();
  static const FormRecord record = [] {
    std::vector<FormField> fields = {required({"trait", "account.<name>, or user.<name> for unit: user; without a test: it exists", &trait_form(),
                                           [](void* at) -> void* { return &static_cast<Exclusion*>(at)->trait->trait; }})};
    add_test_fields<test_of_exclusion>(fields);
    fields.push_back(field<&Exclusion::why>("why", kExclusionWhy));
    return FormRecord(&blank, std::move(fields), true);
  }();
  return record;
}

class ExclusionForm : public FormOf<Exclusion> {
 public:
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    if (!node.is_map()) return reader.fail(spot, node.at, described(node), expected());
    const bool signal = node.find("signal"), outcome = node.find("outcome"), trait = node.find("trait");
    if (signal + outcome + trait != 1) {
      return reader.fail(spot, node.at, signal + outcome + trait == 0 ? "nothing to exclude by" : "several in one", expected());
    }
    if (trait) get(value).trait.emplace();
    (trait ? trait_exclusion_form() : outcome ? outcome_exclusion_form() : signal_exclusion_form()).read(node, value, spot, reader);
  }
  std::string flow(const void* value) const override { return record(value).flow(value); }
  std::string expected() const override { return "one of signal, outcome and trait (with a test)"; }
  std::string schema() const override {
    return "{\"anyOf\":[" + signal_exclusion_form().schema() + "," + outcome_exclusion_form().schema() + "," + trait_exclusion_form().schema() + "]}";
  }
  std::vector<const FormRecord*> records() const override { return {&signal_exclusion_form(), &outcome_exclusion_form(), &trait_exclusion_form()}; }
  bool is_row() const override { return true; }

 private:
  static const FormRecord& record(const void* value) {
    const Exclusion& exclusion = get(value);
    return exclusion.trait ? trait_exclusion_form() : !exclusion.outcome.empty() ? outcome_exclusion_form() : signal_exclusion_form();
  }
};

template <> std::vector<FormField> fields_of<Identity>() {
  static const AccountByForm item;
  static const RowsOf<std::string> rows;
  static const ListForm account_by(rows, item, "group, email_domain and {trait: <name>}, in this order");
  return {
      explained(field<&Identity::account_by>("account_by", "the first that gives an account: group, email_domain, {trait: <user trait>}", account_by)),
      explained(field<&Identity::domain_exact>("domain", "of an e-mail address: registrable (acme.co.uk), or exact", two_words_form("registrable", "exact"))),
      explained(field<&Identity::personal_domains>("personal_domains", "give no account; the word bundled stands for the bundled list")),
      explained(field<&Identity::internal_domains>("internal_domains", "our own: their events count nowhere")),
      explained(field<&Identity::competitor_domains>("competitor_domains", "never qualify")),
      explained(field<&Identity::solo_included>("solo", "users that nothing ties to an account: exclude, or include as accounts of one", two_words_form("exclude", "include"))),
      explained(field<&Identity::trust_confirmed>("trust", "confirmed: an e-mail domain alone does not qualify", two_words_form("any", "confirmed"))),
  };
}

template <> std::vector<FormField> fields_of<Qualify>() {
  static const Form& score = number_form(-1e9, 1e9, true);
  static const OptionalForm<double> optional_score(score);
  static const CooldownForm cooldown;
  static const ExclusionForm exclusion;
  static const RowsOf<Exclusion> rows;
  static const ListForm never_if(rows, exclusion, "exclusions");
  return {
      explained(field<&Qualify::score_at_least>("score_at_least", "points that qualify", score)),
      explained(field<&Qualify::hot_at>("hot_at", "points that are hot", optional_score)),
      explained(field<&Qualify::half_life>("half_life", "points of a signal fall by half in this time, unless it has its own", half_life_form())),
      explained(field<&Qualify::must_have>("must_have", "all of these signals are on")),
      explained(field<&Qualify::any_of>("any_of", "at least one of these is on")),
      explained(field<&Qualify::kinds_at_least>("kinds_at_least", "a pattern, not a click: so many kinds of signals with points, fit not counted", whole_form(0, 8))),
      explained(field<&Qualify::never_if>("never_if", "any one of these excludes", never_if)),
      explained(field<&Qualify::cooldown>("cooldown", "no second alert before this time; forever: once", cooldown)),
      explained(field<&Qualify::triage_from>("triage_from", "from these points a person looks; nobody is alerted", optional_score)),
  };
}

template <> std::vector<FormField> fields_of<Segment>() {
  return {field<&Segment::words>("words", "what it is, for readers"), explained(field<&Segment::all>("all", "tests on traits; all must hold, none: everybody"))};
}

// ---- context, planning, decisions ----------------------------------------------------------------------------------

class FactsForm : public FormOf<Facts> {
 public:
  void read(const YamlNode& node, void* value, const Spot&, Reader& reader) const override { read_facts(node, &get(value), &reader.errors); }
  std::string flow(const void*) const override { return "{}"; }
  bool wants_block(const void*, int) const override { return true; }
  void print_block(Printer& printer, const void* value, int indent) const override {
    printer.out += "\n";
    print_facts(printer.out, get(value), indent);
  }
  std::string expected() const override { return "the map of brief.yaml: facts, contradictions, unread, verdict, refused_parts"; }
  std::string schema() const override {
    return R"({"type":"object","additionalProperties":false,"properties":{"facts":{"type":"object"},)"
           R"("contradictions":{"type":"array","items":{"type":"object"}},"unread":{"type":"array","items":{"type":"string"}},)"
           R"("verdict":{"type":"object","additionalProperties":false,"properties":{"value":{"enum":["ready","needs_prerequisites","not_a_fit","refused"]},)"
           R"("reasons":{"type":"array","items":{"type":"string"}}}},"refused_parts":{"type":"array","items":{"type":"object"}}}})";
  }
};

// name: value, name: value
class PairsForm : public FormOf<std::vector<std::pair<std::string, std::string>>> {
 public:
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    if (!node.is_map()) return reader.fail(spot, node.at, described(node), expected());
    for (const auto& [name, child] : node.fields) {
      std::string text;
      if (reads_value(child, {spot.part + "." + name, child.at}, reader, &text)) get(value).emplace_back(name, std::move(text));
    }
  }
  std::string flow(const void* value) const override {
    std::string out = "{";
    for (const auto& [name, text] : get(value)) out += (out.size() > 1 ? ", " : "") + print_text(name) + ": " + print_value(text);
    return out + "}";
  }
  std::string expected() const override { return "a map of names and values"; }
  std::string schema() const override { return std::string(R"({"type":"object","additionalProperties":)") + kValueSchema + "}"; }
};

template <> std::vector<FormField> fields_of<ReadinessRow>() {
  return {field<&ReadinessRow::test>("test", "what is tested before day 1"), field<&ReadinessRow::needed>("needed", "what passes"),
          field<&ReadinessRow::found>("found", "what the brief or a run showed"), field<&ReadinessRow::state>("state", "pass, open or fail", words_form({"pass", "open", "fail"})),
          field<&ReadinessRow::closes>("closes", "when, and by whom")};
}
template <> constexpr bool flow_rows<ReadinessRow> = true;
template <> std::vector<FormField> fields_of<Prerequisite>() {
  return {field<&Prerequisite::what>("what", "what is missing"), field<&Prerequisite::owner>("owner", "who brings it"),
          field<&Prerequisite::done_when>("done_when", "how one sees that it is there"), field<&Prerequisite::unlocks>("unlocks", "what can begin then"),
          explained(field<&Prerequisite::days>("days", "working days that it takes", whole_form(0, 3650)))};
}
template <> std::vector<FormField> fields_of<Context>() {
  static const FactsForm facts;
  return {
      field<&Context::title>("title", "product, objective, unit"),
      field<&Context::product>("product", "what the product is, a noun phrase"),
      explained(field<&Context::category>("category", "id of the playbook used")),
      explained(field<&Context::noun>("noun", "the thing that users make or use, one")),
      field<&Context::noun_plural>("noun_plural", "several of them"),
      field<&Context::objective>("objective", "what it is for", words_form({"trial_to_paid", "expansion", "acv_lift", "pipeline"})),
      explained(field<&Context::goal_metric>("goal_metric", "what is counted, denominators spelt out")),
      explained(field<&Context::watched>("watched", "what is only watched, never a goal")),
      field<&Context::in_scope>("in_scope", "who is in scope"),
      field<&Context::out_of_scope>("out_of_scope", "who is not"),
      explained(field<&Context::readiness>("readiness", "what must be true before anybody is called; state: pass, open or fail")),
      explained(field<&Context::prerequisites>("prerequisites", "what is missing in a motion that is not ready")),
      explained(field<&Context::verdict_reason>("verdict_reason", "the one decisive reason")),
      field<&Context::before_day_1>("before_day_1", "what must be true before day 1"),
      explained(field<&Context::facts>("facts", "what the brief said, in the form of brief.yaml: words and place of each fact", facts)),
      explained(field<&Context::tags>("tags", "the situation, by which texts are chosen")),
  };
}

template <> std::vector<FormField> fields_of<Quantity>() {
  return {
      required(field<&Quantity::name>("name", "unique in the file")),
      field<&Quantity::label>("label", "what a reader calls it"),
      required(explained(field<&Quantity::value>("value", "planned with; low and high hold it in four of five cases"))),
      field<&Quantity::low>("low", "lower end of the 80 % interval"),
      field<&Quantity::high>("high", "upper end of the 80 % interval"),
      field<&Quantity::unit>("unit", "share, a month, minutes, hours a week, days, weeks, USD a year, points, people, …"),
      always(field<&Quantity::from>("from", "where it came from", origin_form())),
      explained(field<&Quantity::source>("source", "words of the brief, ours, a key of playbooks/benchmarks.yaml, or the run that measured it")),
      explained(field<&Quantity::replaces>("replaces", "what stood here before it was measured")),
      explained(field<&Quantity::changes>("changes", "what changes if it is wrong")),
      explained(field<&Quantity::check>("check", "how to check it within ten working days")),
      explained(field<&Quantity::pass>("pass", "pass mark of that check")),
  };
}

// low and high are the value itself where the file does not say them.
class QuantityForm : public FormRecord {
 public:
  QuantityForm() : FormRecord(&blank(), fields_of<Quantity>(), true) {}
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    FormRecord::read(node, value, spot, reader);
    Quantity& quantity = *static_cast<Quantity*>(value);
    const auto given = [&](const char* name) { const YamlNode* child = node.is_map() ? node.find(name) : nullptr; return child && !child->is_null(); };
    if (!given("low")) quantity.low = quantity.value;
    if (!given("high")) quantity.high = quantity.value;
  }
  bool shows(const FormField& field, const void* value) const override {
    const Quantity& quantity = *static_cast<const Quantity*>(value);
    if (field.name == "low") return quantity.low != quantity.value;
    if (field.name == "high") return quantity.high != quantity.value;
    return FormRecord::shows(field, value);
  }

 private:
  static const Quantity& blank() { static const Quantity quantity{}; return quantity; }
};
template <> struct FormFor<Quantity> { static const Form& get() { static const QuantityForm form; return form; } };

template <> std::vector<FormField> fields_of<Decision>() {
  return {
      required(field<&Decision::id>("id", "D1 to D29, X<n> beyond that list; unique")),
      field<&Decision::part>("part", "which part of the pack it shapes", words_form({"definition", "signals", "routing", "outreach", "pilot", "context"})),
      field<&Decision::choice>("choice", "what was chosen"),
      field<&Decision::because>("because", "why, and why not the others"),
      explained(field<&Decision::inputs>("inputs", "facts, quantities and formulas that it rests on")),
      always(field<&Decision::from>("from", "where it came from", origin_form())),
      explained(field<&Decision::flips>("flips", "another choice wins inside the range of an input")),
      explained(field<&Decision::flip>("flip", "which input, at which value, to which choice")),
  };
}

// ---- funnel, routing, sla, dispositions, workflow ------------------------------------------------------------------

template <> std::vector<FormField> fields_of<Stage>() {
  return {field<&Stage::name>("name", "the stage"), field<&Stage::enters_when>("enters_when", "what brings an account in"),
          field<&Stage::leaves_when>("leaves_when", "what takes it out"), field<&Stage::owner>("owner", "who answers for it"),
          explained(field<&Stage::human>("human", "does a person write or call? yes, maybe or no", words_form({"yes", "maybe", "no"}))),
          field<&Stage::sla>("sla", "within what time"), explained(field<&Stage::guardrail>("guardrail", "what must not happen here")),
          explained(field<&Stage::flow>("flow", "figure that gives accounts a week"))};
}
template <> std::vector<FormField> fields_of<Intervention>() {
  return {field<&Intervention::moment>("moment", "when a person steps in"), field<&Intervention::adds>("adds", "what that adds"),
          field<&Intervention::leaves_alone>("leaves_alone", "what stays self-serve")};
}
template <> std::vector<FormField> fields_of<Responsibility>() {
  return {field<&Responsibility::activity>("activity", "what is done"), field<&Responsibility::roles>("roles", "one entry for each of funnel.roles: A, R, A/R, C, I or empty")};
}
template <> constexpr bool flow_rows<Responsibility> = true;
template <> std::vector<FormField> fields_of<Funnel>() {
  return {field<&Funnel::stages>("stages", "the way of an account, stage by stage"), field<&Funnel::interventions>("interventions", "where a person helps"),
          explained(field<&Funnel::low_touch>("low_touch", "what sales must not touch")), explained(field<&Funnel::roles>("roles", "columns of raci")),
          explained(field<&Funnel::raci>("raci", "accountable A, responsible R, consulted C, informed I; entries in the order of roles"))};
}

template <> std::vector<FormField> fields_of<Pool>() {
  return {field<&Pool::role>("role", "sdr, ae, csm, se, founder, support, rep, …"), field<&Pool::people>("people", "how many", amount_form()),
          field<&Pool::from>("from", "where that came from", origin_form()),
          explained(field<&Pool::selling_hours>("selling_hours", "a week and person", number_form(0, 168))),
          explained(field<&Pool::share>("share", "of those hours for this motion", share_form())),
          explained(field<&Pool::absence>("absence", "share of the time away: holidays, illness", share_form())), field<&Pool::works>("works", "what they do here")};
}
template <> constexpr bool flow_rows<Pool> = true;
template <> std::vector<FormField> fields_of<RoutingRule>() {
  return {field<&RoutingRule::condition>("condition", "when it applies"), field<&RoutingRule::action>("action", "what happens then"), field<&RoutingRule::why>("why", "why")};
}
template <> std::vector<FormField> fields_of<Slot>() {
  return {required(field<&Slot::from>("from", "hh:mm, local time")), required(field<&Slot::to>("to", "hh:mm, after from"))};
}
template <> constexpr bool flow_rows<Slot> = true;
template <> std::vector<FormField> fields_of<CadenceStep>() {
  return {field<&CadenceStep::name>("name", "research, first message, call, logging, …"),
          field<&CadenceStep::tier>("tier", "hot, qualified or both", words_form({"hot", "qualified", "both"})), field<&CadenceStep::role>("role", "who does it"),
          explained(field<&CadenceStep::day>("day", "after qualification; -1: no step that the customer sees", day_form())),
          field<&CadenceStep::minutes>("minutes", "work of one such step", amount_form()),
          explained(field<&CadenceStep::share>("share", "of accounts that reach it, expected; 1 where it is not said", share_form())),
          explained(field<&CadenceStep::conditional>("conditional", "happens only for that share (an agreed meeting), and is planned with it")),
          field<&CadenceStep::stops_on>("stops_on", "what ends the sequence before it")};
}
template <> constexpr bool flow_rows<CadenceStep> = true;
template <> std::vector<FormField> fields_of<Routing>() {
  return {
      field<&Routing::pools>("pools", "people with one role"),
      explained(field<&Routing::rules>("rules", "in order: the first that applies wins")),
      field<&Routing::channel>("channel", "where alerts arrive"),
      field<&Routing::crm>("crm", "where it is logged"),
      explained(field<&Routing::open_from>("open_from", "open hours, local time, Monday to Friday")),
      field<&Routing::open_to>("open_to", "end of the open hours"),
      explained(field<&Routing::duty_slots>("duty_slots", "when reps look at alerts")),
      explained(field<&Routing::cadence>("cadence", "the steps for one account: the only source of effort")),
      explained(field<&Routing::over_capacity>("over_capacity", "what gives first when there is too much, in order")),
      explained(field<&Routing::forbidden>("forbidden", "what reps may not do")),
      explained(field<&Routing::crediting>("crediting", "who gets the credit, and from when")),
      explained(field<&Routing::triage>("triage", "what is done with ambiguous accounts, at most how many a day")),
  };
}

template <> std::vector<FormField> fields_of<Promise>() {
  return {field<&Promise::tier>("tier", "hand_raise, hot or qualified", words_form({"hand_raise", "hot", "qualified"})),
          field<&Promise::minutes>("minutes", "of open hours", amount_form()),
          field<&Promise::kept_wanted>("kept_wanted", "share of accounts for which it must be kept; default 0.9", share_form()),
          field<&Promise::from>("from", "where it came from", origin_form()), field<&Promise::words>("words", "as a reader says it: 2 open hours")};
}
template <> constexpr bool flow_rows<Promise> = true;
template <> std::vector<FormField> fields_of<Sla>() {
  return {field<&Sla::clock>("clock", "what starts it, and what stops it"), explained(field<&Sla::promises>("promises", "minutes of open hours to the first touch, by tier")),
          explained(field<&Sla::asked>("asked", "what the brief asked for, where it differs"))};
}
template <> std::vector<FormField> fields_of<Disposition>() {
  return {field<&Disposition::value>("value", "what a rep logs"), field<&Disposition::meaning>("meaning", "when it is the right one"),
          field<&Disposition::next_step>("next_step", "what follows"), field<&Disposition::teaches>("teaches", "what the motion learns from it")};
}
template <> constexpr bool flow_rows<Disposition> = true;

template <> std::vector<FormField> fields_of<AlertField>() {
  return {field<&AlertField::field>("field", "a line of the card"), field<&AlertField::example>("example", "how it looks"), field<&AlertField::hidden>("hidden", "kept from reps")};
}
template <> constexpr bool flow_rows<AlertField> = true;
template <> std::vector<FormField> fields_of<NextAction>() {
  return {field<&NextAction::pattern>("pattern", "what was seen"), field<&NextAction::who>("who", "who acts"), field<&NextAction::message>("message", "id of one of outreach.messages"),
          field<&NextAction::by_when>("by_when", "until when")};
}
template <> constexpr bool flow_rows<NextAction> = true;
template <> std::vector<FormField> fields_of<CrmField>() {
  return {field<&CrmField::name>("name", "of the field in the CRM"), field<&CrmField::type>("type", "its type there"), field<&CrmField::values>("values", "what it may hold"),
          field<&CrmField::written_by>("written_by", "who or what fills it")};
}
template <> constexpr bool flow_rows<CrmField> = true;
template <> std::vector<FormField> fields_of<Escalation>() {
  return {field<&Escalation::when>("when", "what has happened"), field<&Escalation::action>("action", "what is done"), field<&Escalation::owner>("owner", "by whom")};
}
template <> constexpr bool flow_rows<Escalation> = true;
template <> std::vector<FormField> fields_of<AgendaItem>() {
  return {field<&AgendaItem::minutes>("minutes", "how long", whole_form(0, 1440)), field<&AgendaItem::item>("item", "what is looked at"), field<&AgendaItem::owner>("owner", "who leads it"),
          field<&AgendaItem::rule>("rule", "what is decided by it")};
}
template <> constexpr bool flow_rows<AgendaItem> = true;
template <> std::vector<FormField> fields_of<Workflow>() {
  return {
      explained(field<&Workflow::alert_card>("alert_card", "what a rep must see; hidden: kept from reps")),
      explained(field<&Workflow::next_actions>("next_actions", "what to do for which pattern; message: id of one of outreach.messages")),
      field<&Workflow::required_actions>("required_actions", "what every rep does for every account"),
      field<&Workflow::crm_fields>("crm_fields", "what is written to the CRM"),
      field<&Workflow::escalations>("escalations", "when somebody else must know"),
      field<&Workflow::review_when>("review_when", "of the weekly review"),
      field<&Workflow::review>("review", "agenda of the weekly review"),
      explained(field<&Workflow::change_rule>("change_rule", "what must be true before a signal is changed")),
  };
}

// ---- outreach, instrumentation, pilot ------------------------------------------------------------------------------

template <> std::vector<FormField> fields_of<Message>() {
  return {
      required(field<&Message::id>("id", "M1, M2, …; unique")),
      field<&Message::name>("name", "what it is about"),
      explained(field<&Message::trigger>("trigger", "pattern of signals that chooses it")),
      field<&Message::recipient>("recipient", "to whom"),
      field<&Message::not_if>("not_if", "when it is not sent"),
      explained(field<&Message::ask>("ask", "the one ask; empty for a closing note")),
      explained(field<&Message::signals>("signals", "signals that it may refer to: approved ones only")),
      field<&Message::subjects>("subjects", "one is chosen"),
      explained(field<&Message::body>("body", "paragraphs with a blank line between; {{name}} is filled before sending")),
      explained(field<&Message::closing>("closing", "a closing note may have no ask")),
      explained(field<&Message::support>("support", "goes to support and sells nothing")),
  };
}
template <> std::vector<FormField> fields_of<FollowUp>() {
  return {field<&FollowUp::day>("day", "after qualification", day_form()), field<&FollowUp::channel>("channel", "email, call, in_product, …"),
          field<&FollowUp::message>("message", "id of one of the messages, or what is done"), field<&FollowUp::stops_on>("stops_on", "what ends the sequence before it")};
}
template <> constexpr bool flow_rows<FollowUp> = true;
template <> std::vector<FormField> fields_of<Blank>() {
  return {field<&Blank::name>("name", "as in {{name}}"), field<&Blank::meaning>("meaning", "what goes in"), field<&Blank::who>("who", "who fills it")};
}
template <> constexpr bool flow_rows<Blank> = true;
template <> std::vector<FormField> fields_of<Objection>() {
  return {field<&Objection::said>("said", "what they say"), field<&Objection::answer>("answer", "what helps"), explained(field<&Objection::leave_off>("leave_off", "when to stop"))};
}
template <> std::vector<FormField> fields_of<Outreach>() {
  return {
      field<&Outreach::tone>("tone", "how it sounds"),
      field<&Outreach::messages>("messages", "each with one ask"),
      field<&Outreach::follow_ups>("follow_ups", "the sequence, by day"),
      field<&Outreach::stop_rule>("stop_rule", "what ends every sequence"),
      explained(field<&Outreach::opener>("opener", "of a call")),
      explained(field<&Outreach::discovery>("discovery", "questions for a call")),
      field<&Outreach::objections>("objections", "what they say, and what helps"),
      explained(field<&Outreach::blanks>("blanks", "what every {{name}} means, and who fills it")),
      explained(field<&Outreach::never_mention>("never_mention", "signals and kinds of data that no message refers to")),
      explained(field<&Outreach::compliance>("compliance", "rules of the regions in scope, each with its source; not legal advice")),
      field<&Outreach::footer>("footer", "below every message"),
  };
}

template <> std::vector<FormField> fields_of<TrackedEvent>() {
  return {field<&TrackedEvent::event>("event", "its name"), field<&TrackedEvent::fires_when>("fires_when", "when it is sent"), field<&TrackedEvent::properties>("properties", "what it carries"),
          field<&TrackedEvent::id>("id", "what makes it unique"), field<&TrackedEvent::state>("state", "exists, missing or unknown", words_form({"exists", "missing", "unknown"})),
          field<&TrackedEvent::builder>("builder", "who builds it"), field<&TrackedEvent::check>("check", "how one sees that it is right"),
          explained(field<&TrackedEvent::needed_by>("needed_by", "D+5: five working days after the launch is approved"))};
}
template <> std::vector<FormField> fields_of<Dashboard>() {
  return {field<&Dashboard::question>("question", "what it answers"), field<&Dashboard::formula>("formula", "numerator and denominator"), field<&Dashboard::owner>("owner", "who reads it"),
          field<&Dashboard::cadence>("cadence", "how often")};
}
template <> constexpr bool flow_rows<Dashboard> = true;
template <> std::vector<FormField> fields_of<Indicator>() {
  return {field<&Indicator::metric>("metric", "what is counted"), field<&Indicator::baseline>("baseline", "today"), field<&Indicator::target>("target", "wanted"),
          field<&Indicator::read>("read", "weekly, or at readout", words_form({"weekly", "at readout"})),
          field<&Indicator::leading>("leading", "moves before the outcome does; default true")};
}
template <> constexpr bool flow_rows<Indicator> = true;
template <> std::vector<FormField> fields_of<Instrumentation>() {
  return {field<&Instrumentation::events>("events", "the tracking plan"), field<&Instrumentation::dashboards>("dashboards", "questions, each with its formula"),
          field<&Instrumentation::indicators>("indicators", "what is read when"), field<&Instrumentation::quality_checks>("quality_checks", "of the data, before and during the pilot")};
}

template <> std::vector<FormField> fields_of<Arm>() {
  return {field<&Arm::name>("name", "treatment or holdout"), field<&Arm::share>("share", "of qualified accounts; all arms add up to 1", share_form()), field<&Arm::what>("what", "what happens")};
}
template <> constexpr bool flow_rows<Arm> = true;
template <> std::vector<FormField> fields_of<Trigger>() {
  return {field<&Trigger::name>("name", "of the trigger"), field<&Trigger::kind>("kind", "stop, look or scale", words_form({"stop", "look", "scale"})),
          field<&Trigger::counts>("counts", "what is counted, among whom"), explained(field<&Trigger::p_ok>("p_ok", "a rate that is fine", share_form())),
          explained(field<&Trigger::p_bad>("p_bad", "a rate that is bad", share_form())),
          explained(field<&Trigger::k>("k", "fires at this count or more (scale: at most)", whole_form(0, 1'000'000'000))), field<&Trigger::action>("action", "what is done then")};
}
template <> std::vector<FormField> fields_of<CalendarRow>() {
  return {field<&CalendarRow::week>("week", "which"), field<&CalendarRow::work>("work", "what is done"), field<&CalendarRow::exit>("exit", "what must be true to go on"),
          field<&CalendarRow::owner>("owner", "who answers for it")};
}
template <> constexpr bool flow_rows<CalendarRow> = true;
template <> std::vector<FormField> fields_of<ScaleStep>() {
  return {field<&ScaleStep::stage>("stage", "of the roll-out"), field<&ScaleStep::when>("when", "what must be true"), field<&ScaleStep::change>("change", "what changes then")};
}
template <> constexpr bool flow_rows<ScaleStep> = true;
template <> std::vector<FormField> fields_of<Pilot>() {
  static const ChoiceForm<GoRule> rule({{"prove", GoRule::prove}, {"bet", GoRule::bet}, {"learn", GoRule::learn}});
  static const ChoiceForm<Looks> looks({{"once", Looks::once}, {"weekly", Looks::weekly}});
  return {
      field<&Pilot::segment>("segment", "who is in it"),
      explained(field<&Pilot::weeks>("weeks", "of enrolment; default 4", number_form(0, 520))),
      explained(field<&Pilot::asked_weeks>("asked_weeks", "what the brief asked for", number_form(0, 520))),
      explained(field<&Pilot::asked_includes_readout>("asked_includes_readout", "the weeks asked for end with the readout")),
      explained(field<&Pilot::start>("start", "the brief's words; none: D+n counts from the day the launch is approved")),
      field<&Pilot::arms>("arms", "their shares add up to 1"),
      explained(field<&Pilot::rule>("rule", "prove: the lift must be shown; bet: it must be likely enough; learn: no claim about lift", rule)),
      explained(field<&Pilot::looks>("looks", "at the outcome. once: at the end, not before; weekly: each week, with an interval that allows it (rule prove only); default once", looks)),
      explained(field<&Pilot::randomised_by>("randomised_by", "what is drawn: the account")),
      field<&Pilot::power>("power", "default 0.8", share_form()),
      field<&Pilot::alpha>("alpha", "default 0.05", share_form()),
      field<&Pilot::triggers>("triggers", "counts at which something is done"),
      explained(field<&Pilot::guardrails>("guardrails", "what must not get worse")),
      field<&Pilot::calendar>("calendar", "week by week"),
      field<&Pilot::scale>("scale", "from the pilot to everybody"),
      explained(field<&Pilot::backlog>("backlog", "what to try next")),
  };
}

// ---- examples, risks, questions, steps -----------------------------------------------------------------------------

template <> std::vector<FormField> fields_of<CaseRecord>() {
  static const PairsForm pairs;
  return {field<&CaseRecord::day>("day", "after the case's first record", amount_form()), field<&CaseRecord::user>("user", "an invented role, never a name"),
          field<&CaseRecord::event>("event", "what the user did"), field<&CaseRecord::properties>("properties", "of the event", pairs),
          field<&CaseRecord::times>("times", "repeated, a minute apart", whole_form(1, 100'000))};
}
template <> constexpr bool flow_rows<CaseRecord> = true;
template <> std::vector<FormField> fields_of<WorkedCase>() {
  static const PairsForm pairs;
  return {required(field<&WorkedCase::id>("id", "qualifies, near_miss, lone_pricing_visit, …; unique")), field<&WorkedCase::story>("story", "what happened, for readers"),
          field<&WorkedCase::expect>("expect", "what the engine must say", words_form({"qualified", "hot", "triage", "not_qualified"})),
          explained(field<&WorkedCase::traits>("traits", "account.<name>: value", pairs)),
          explained(field<&WorkedCase::records>("records", "day: after the first; times: repeated, a minute apart")),
          explained(field<&WorkedCase::evaluated_day>("evaluated_day", "when it is looked at", amount_form()))};
}
template <> std::vector<FormField> fields_of<Risk>() {
  return {field<&Risk::what>("what", "what happens, and what sets it off"), field<&Risk::likelihood>("likelihood", "how likely"), field<&Risk::effect>("effect", "in numbers"),
          explained(field<&Risk::sign>("sign", "what to watch")), explained(field<&Risk::move>("move", "what the owner does then")), field<&Risk::owner>("owner", "who answers for it")};
}
template <> std::vector<FormField> fields_of<Question>() {
  return {field<&Question::id>("id", "Q1, Q2, …"), field<&Question::question>("question", "what we do not know"), field<&Question::why_now>("why_now", "why it matters now"),
          explained(field<&Question::moves>("moves", "what the answer changes"))};
}
template <> std::vector<FormField> fields_of<NextStep>() {
  return {field<&NextStep::step>("step", "what to do"), field<&NextStep::owner>("owner", "who does it"), field<&NextStep::due>("due", "until when"), field<&NextStep::done_when>("done_when", "how one sees it")};
}
template <> constexpr bool flow_rows<NextStep> = true;
template <> std::vector<FormField> fields_of<DecisionNeeded>() {
  return {field<&DecisionNeeded::decision>("decision", "what must be decided"), field<&DecisionNeeded::owner>("owner", "by whom"), field<&DecisionNeeded::by>("by", "until when"),
          explained(field<&DecisionNeeded::default_if_silent>("default_if_silent", "what we do if nobody answers"))};
}

template <> std::vector<FormField> fields_of<Mapping>() {
  return {required(field<&Mapping::time>("time", "column with the time: RFC 3339 with seconds, or a timestamp of Parquet")),
          field<&Mapping::user>("user", "column with userId"),
          field<&Mapping::anonymous>("anonymous", "column with anonymousId: the user where there is no userId"),
          field<&Mapping::event>("event", "column with the name of the event"),
          field<&Mapping::account>("account", "column with the account: groupId of a group row, context.groupId of an event"),
          field<&Mapping::email>("email", "column with the user's address; beside an event it is an identify of its own"),
          field<&Mapping::message_id>("message_id", "column with what tells copies apart"),
          field<&Mapping::type>("type", "column with track, identify, group, page, screen or alias"),
          field<&Mapping::previous>("previous", "column with previousId of an alias"),
          field<&Mapping::event_name>("event_name", "the event of every row, where no column says it"),
          field<&Mapping::row_type>("row_type", "what a row is where `type` does not say it; default track", words_form({"track", "identify", "group", "page", "screen", "alias"})),
          field<&Mapping::properties>("properties", "of the other columns only these are properties or traits; default: all")};
}
template <> constexpr bool flow_rows<Mapping> = true;

template <> std::vector<FormField> fields_of<Motion>() {
  static const VersionForm version;
  static const ChoiceForm<Unit> unit({{"account", Unit::account}, {"user", Unit::user}});
  static const SignalsForm signals;
  return {
      field<&Motion::handraise>("handraise", "Version of the motion language.", version),
      field<&Motion::unit>("unit", "Who qualifies: account (a PQA) or user (a PQL).", unit),
      field<&Motion::time_zone>("time_zone", "For calendar days only."),
      field<&Motion::identity>("identity", "Whose usage is it?"),
      required(field<&Motion::signals>("signals", "What counts as evidence. A signal is on while enough matching events lie in its window.", signals)),
      required(field<&Motion::qualify>("qualify", "Who qualifies: points of the signals that are on, gates, and what excludes.")),
      field<&Motion::segment>("segment", "Who is in scope."),
      field<&Motion::input>("input", "Columns of CSV and Parquet files of usage; without it they are guessed from the header."),
      field<&Motion::context>("context", "What this motion is for, and what the brief said."),
      field<&Motion::planning>("planning", "Every number that the plan rests on, with its 80 % interval, where it came from, and how to check it."),
      field<&Motion::decisions>("decisions", "What was chosen, and why."),
      field<&Motion::funnel>("funnel", "The way of an account from signup to customer, and who touches it where."),
      field<&Motion::routing>("routing", "Who gets which account, when they look, and what one account costs them."),
      field<&Motion::sla>("sla", "Within what time the first touch happens."),
      field<&Motion::dispositions>("dispositions", "What a rep logs for every account that was routed."),
      field<&Motion::workflow>("workflow", "What a rep sees and does, and how the motion is reviewed."),
      field<&Motion::outreach>("outreach", "What is written and said: one ask a message, nothing that shows we watch."),
      field<&Motion::instrumentation>("instrumentation", "The tracking plan, the dashboards and what is read when."),
      field<&Motion::pilot>("pilot", "How the motion is tested before it is scaled."),
      field<&Motion::examples>("examples", "Small histories that are run through the engine and printed with the score added up."),
      field<&Motion::risks>("risks", "What can go wrong, and what is done about it."),
      field<&Motion::open_questions>("open_questions", "What we do not know yet."),
      field<&Motion::next_steps>("next_steps", "What happens next."),
      field<&Motion::decisions_needed>("decisions_needed", "What somebody must decide, and what we do if nobody does."),
  };
}

}  // namespace

const FormRecord& motion_form() { return record_of<Motion>(); }
const FormRecord& mapping_form() { return record_of<Mapping>(); }

}  // namespace handraise
