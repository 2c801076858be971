#include "motion/describe.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>

#include "base/text.h"

namespace handraise {
namespace {

constexpr int kWidth = 110;  // a list or row that fits stands on one line

// The fields of a struct are read from a const object, too; nothing is written through the result.
const void* member_of(const FormField& field, const void* value) { return field.member(const_cast<void*>(value)); }

// May this text stand as a literal block and come back unchanged?
bool block_safe(const std::string& text) {
  if (text.find('\n') == std::string::npos || text.size() > 20'000) return false;
  for (const std::string_view line : split(text, '\n')) {
    if (line.empty()) continue;
    if (line.front() == ' ' || line.back() == ' ') return false;
    for (size_t i = 0; i < line.size(); ++i) {
      const unsigned char c = static_cast<unsigned char>(line[i]);
      if (c < 0x20 || c == 0x7F || c == 0xEF) return false;               // 0xEF: a byte order mark, and what lives near it
      const unsigned char next = i + 1 < line.size() ? static_cast<unsigned char>(line[i + 1]) : 0;
      const unsigned char last = i + 2 < line.size() ? static_cast<unsigned char>(line[i + 2]) : 0;
      if (c == 0xC2 && next < 0xA0) return false;                         // controls, next line
      if (c == 0xE2 && next == 0x80 && last >= 0xA8 && last <= 0xAE) return false;  // line separators, directions
    }
  }
  return text.front() != '\n' && text.back() != '\n';
}

class TextForm : public FormOf<std::string> {
 public:
  explicit TextForm(std::vector<std::string> words, std::string expected = "a text") : words_(std::move(words)), expected_(std::move(expected)) {}
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    if (words_.empty()) {
      reads_text(node, spot, reader, &get(value));
      return;
    }
    size_t which = 0;
    if (reads_word(node, words_, spot, reader, &which)) get(value) = words_[which];
  }
  std::string flow(const void* value) const override { return print_text(get(value)); }
  bool wants_block(const void* value, int) const override { return block_safe(get(value)); }
  void print_block(Printer& printer, const void* value, int indent) const override {
    printer.out += " |-\n";
    for (const std::string_view line : split(get(value), '\n')) {
      if (!line.empty()) {
        printer.margin(indent);
        printer.out += line;
      }
      printer.out += "\n";
    }
  }
  std::string expected() const override { return words_.empty() ? expected_ : choices(words_); }
  std::string schema() const override { return words_.empty() ? R"({"type":"string"})" : "{\"enum\":" + json_words(words_) + "}"; }

 private:
  std::vector<std::string> words_;
  std::string expected_;
};

class NumberForm : public FormOf<double> {
 public:
  NumberForm(double min, double max, bool micro) : min_(min), max_(max), micro_(micro) {}
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    double number = 0;
    if (!read_number(node, &number)) return reader.fail(spot, node.at, described(node), expected(), number_mistake_hint(node));
    if (number < min_ || number > max_) return reader.fail(spot, node.at, node.text, expected());
    if (micro_ && !six_decimals(number)) return reader.fail(spot, node.at, node.text + " has more than six decimals", "at most six");
    get(value) = number;
  }
  std::string flow(const void* value) const override { return print_number(get(value)); }
  std::string expected() const override {
    if (min_ == -kNone && max_ == kNone) return "a number";
    if (max_ == kNone) return min_ == 0 ? "a number not below 0" : "a number not below " + print_number(min_);
    return "a number from " + print_number(min_) + " to " + print_number(max_);
  }
  std::string schema() const override {
    std::string out = R"({"type":"number")";
    if (min_ != -kNone) out += ",\"minimum\":" + print_number(min_);
    if (max_ != kNone) out += ",\"maximum\":" + print_number(max_);
    return out + "}";
  }
  static constexpr double kNone = 1e300;

 private:
  double min_, max_;
  bool micro_;
};

class WholeForm : public FormOf<int> {
 public:
  WholeForm(int min, int max) : min_(min), max_(max) {}
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    double number = 0;
    if (!read_number(node, &number)) return reader.fail(spot, node.at, described(node), expected(), number_mistake_hint(node));
    if (number != std::floor(number) || number < min_ || number > max_) return reader.fail(spot, node.at, node.text, expected());
    get(value) = static_cast<int>(number);
  }
  std::string flow(const void* value) const override { return std::to_string(get(value)); }
  std::string expected() const override { return "a whole number from " + std::to_string(min_) + " to " + std::to_string(max_); }
  std::string schema() const override {
    return R"({"type":"integer","minimum":)" + std::to_string(min_) + ",\"maximum\":" + std::to_string(max_) + "}";
  }

 private:
  int min_, max_;
};

class YesNoForm : public FormOf<bool> {
 public:
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    if (!read_bool(node, &get(value))) reader.fail(spot, node.at, described(node), expected());
  }
  std::string flow(const void* value) const override { return get(value) ? "true" : "false"; }
  std::string expected() const override { return "true or false"; }
  std::string schema() const override { return R"({"type":"boolean"})"; }
};

class TwoWordsForm : public FormOf<bool> {
 public:
  TwoWordsForm(std::string no, std::string yes) : words_{std::move(no), std::move(yes)} {}
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    size_t which = 0;
    if (reads_word(node, words_, spot, reader, &which)) get(value) = which == 1;
  }
  std::string flow(const void* value) const override { return words_[get(value) ? 1 : 0]; }
  std::string expected() const override { return choices(words_); }
  std::string schema() const override { return "{\"enum\":" + json_words(words_) + "}"; }

 private:
  std::vector<std::string> words_;
};

class DurationForm : public FormOf<Duration> {
 public:
  explicit DurationForm(std::string zero) : zero_(std::move(zero)) {}
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    if (node.is_scalar() && !zero_.empty() && node.text == zero_) {
      get(value) = 0;
      return;
    }
    const std::optional<Duration> duration = node.is_scalar() ? parse_duration(node.text) : std::nullopt;
    if (!duration) {
      return reader.fail(spot, node.at, described(node), expected(), node.is_scalar() ? hint(node) : "");
    }
    get(value) = *duration;
  }
  std::string flow(const void* value) const override { return get(value) == 0 && !zero_.empty() ? zero_ : print_duration(get(value)); }
  std::string expected() const override { return "a number and s, m, h, d or w, as 7d" + (zero_.empty() ? "" : "; or " + zero_); }
  std::string schema() const override { return R"({"type":"string","minLength":2,"maxLength":20})"; }

 private:
  // 7 is meant as 7d, and "7 days" too.
  static std::string hint(const YamlNode& node) {
    double number = 0;
    if (read_number(node, &number) && number > 0) return "did you mean " + node.text + "d (days)?";
    const size_t end = node.text.find_first_not_of("0123456789.");
    if (end == std::string::npos || end == 0) return "";
    const std::string unit(trim(std::string_view(node.text).substr(end)));
    for (const char* name : {"second", "minute", "hour", "day", "week"}) {
      const std::string known(name);
      const std::string guess = node.text.substr(0, end) + known[0];
      if ((unit == known || unit == known + "s") && parse_duration(guess)) return "did you mean " + guess + "?";
    }
    return "";
  }
  std::string zero_;
};

}  // namespace

// ---- reading -------------------------------------------------------------------------------------------------------

void Reader::fail(const Spot& spot, const Place& at, std::string_view wrong, std::string_view expected, std::string hint) {
  std::string message = spot.part.empty() ? "" : spot.part + ": ";
  message += wrong;
  if (!expected.empty()) message.append("; expected ").append(expected);
  errors.push_back({std::move(message), at, std::move(hint), ""});
}

bool reads_word(const YamlNode& node, const std::vector<std::string>& words, const Spot& spot, Reader& reader, size_t* which) {
  if (node.is_scalar()) {
    const auto found = std::find(words.begin(), words.end(), node.text);
    if (found != words.end()) {
      *which = static_cast<size_t>(found - words.begin());
      return true;
    }
  }
  reader.fail(spot, node.at, described(node), choices(words), node.is_scalar() ? nearest_hint(node.text, words) : "");
  return false;
}

bool reads_text(const YamlNode& node, const Spot& spot, Reader& reader, std::string* text) {
  if (!node.is_scalar()) {
    std::string hint;
    if (node.is_map()) hint = "a text with ': ' in it needs quotes";
    reader.fail(spot, node.at, described(node), "a text", std::move(hint));
    return false;
  }
  *text = node.text;
  return true;
}

std::string number_mistake_hint(const YamlNode& node) {
  if (!node.is_scalar()) return "";
  YamlNode plain = node;
  plain.quoted = false;
  double number = 0;
  if (node.quoted && read_number(plain, &number)) return "write it without quotes";
  if (!plain.text.empty() && plain.text.back() == '%') return "a share is written 0.3, not 30%";
  plain.text = replace_all(plain.text, ",", "");
  if (read_number(plain, &number)) return "did you mean " + plain.text + "?";
  return "";
}

bool six_decimals(double value) {
  const std::string text = print_number(value);
  const size_t point = text.find('.');
  if (text.find('e') != std::string::npos) return std::fabs(value) >= 1;
  return point == std::string::npos || text.size() - point - 1 <= 6;
}

// ---- printing ------------------------------------------------------------------------------------------------------

void Printer::comment(std::string_view text, int indent) {
  std::string line;
  const auto flush = [&] {
    if (line.empty()) return;
    margin(indent);
    out += "#" + line + "\n";
    line.clear();
  };
  for (const std::string_view word : split(text, ' ')) {
    if (!line.empty() && static_cast<size_t>(indent) + count_characters(line) + count_characters(word) > kWidth) flush();
    line.append(" ").append(word);
  }
  flush();
}

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string json_words(const std::vector<std::string>& words) {
  std::string out = "[";
  for (size_t i = 0; i < words.size(); ++i) out += (i > 0 ? "," : "") + json_text(words[i]);
  return out + "]";
}

void print_legend(Printer& printer, const FormRecord& record, const std::vector<const void*>& rows, int indent) {
  for (const FormField& field : record.fields()) {
    if (field.show != FormField::explained) continue;
    if (std::any_of(rows.begin(), rows.end(), [&](const void* row) { return record.shows(field, row); })) {
      printer.comment(field.name + ": " + field.comment, indent);
    }
  }
}

// ---- a struct ------------------------------------------------------------------------------------------------------

void FormRecord::read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const {
  if (!node.is_map()) return reader.fail(spot, node.at, described(node), expected());
  size_t known = 0;
  for (const FormField& field : fields_) {
    const YamlNode* child = node.find(field.name);
    known += child != nullptr;
    if (child && !child->is_null()) {
      const Spot inner{spot.part.empty() ? field.name : spot.part + "." + field.name, child->at};
      field.form->read(*child, field.member(value), inner, reader);
    } else if (field.required) {
      reader.fail(spot, spot.at, field.name + " is missing", field.form->expected());
    }
  }
  if (known == node.fields.size()) return;
  const std::vector<std::string> known_names = names();
  for (size_t i = 0; i < node.fields.size() && reader.errors.size() <= 200; ++i) {
    const std::string& key = node.fields[i].first;
    if (std::find(known_names.begin(), known_names.end(), key) != known_names.end()) continue;
    reader.fail(spot, node.field_places[i], "no field is named " + quoted_word(key), choices(known_names), nearest_hint(key, known_names));
  }
}

bool FormRecord::shows(const FormField& field, const void* value) const {
  return field.required || field.always || !field.form->same(member_of(field, value), member_of(field, blank_));
}

std::vector<std::string> FormRecord::names() const {
  std::vector<std::string> names;
  for (const FormField& field : fields_) names.push_back(field.name);
  return names;
}

std::string FormRecord::flow(const void* value) const {
  std::string out = "{";
  for (const FormField& field : fields_) {
    if (!shows(field, value)) continue;
    if (out.size() > 1) out += ", ";
    out += field.name + ": " + field.form->flow(member_of(field, value));
  }
  return out + "}";
}

bool FormRecord::wants_block(const void* value, int room) const {
  bool any = false;
  for (const FormField& field : fields_) {
    if (!shows(field, value)) continue;
    any = true;
    if (field.form->wants_block(member_of(field, value), room)) return true;
  }
  return any && (!flow_rows_ || count_characters(flow(value)) > static_cast<size_t>(std::max(room, 0)));
}

void FormRecord::print_fields(Printer& printer, const void* value, int indent, bool comments) const {
  for (const FormField& field : fields_) {
    if (!shows(field, value)) continue;
    const void* member = member_of(field, value);
    const int room = kWidth - indent - static_cast<int>(field.name.size()) - 2;
    const bool block = field.form->wants_block(member, room);
    const std::string line = block ? "" : field.form->flow(member);
    const bool explain = comments && field.show == FormField::explained;
    // A short value has its comment behind it, from column 34 on; all others above.
    const size_t end = static_cast<size_t>(indent) + field.name.size() + 2 + line.size();
    const bool behind = explain && !block && end < 33 && field.comment.size() < 90;
    if (explain && !behind) printer.comment(field.comment, indent);
    printer.margin(indent);
    printer.out += field.name + ":";
    if (block) {
      field.form->print_block(printer, member, indent + 2);
    } else {
      printer.out += " " + line;
      if (behind) printer.out += std::string(33 - end, ' ') + "# " + field.comment;
      printer.out += "\n";
    }
  }
}

void FormRecord::print_block(Printer& printer, const void* value, int indent) const {
  printer.out += "\n";
  print_fields(printer, value, indent, true);
}

bool FormRecord::same(const void* a, const void* b) const {
  return std::all_of(fields_.begin(), fields_.end(), [&](const FormField& field) { return field.form->same(member_of(field, a), member_of(field, b)); });
}

std::string FormRecord::expected() const { return "a map with " + choices(names()); }

std::string FormRecord::schema() const {
  std::string out = R"({"type":"object","additionalProperties":false,"properties":{)";
  std::vector<std::string> required;
  for (const FormField& field : fields_) {
    if (out.back() != '{') out += ",";
    std::string inner = field.form->schema();
    if (!field.comment.empty()) inner.insert(1, "\"description\":" + json_text(field.comment) + (inner == "{}" ? "" : ","));
    out += json_text(field.name) + ":" + inner;
    if (field.required) required.push_back(field.name);
  }
  out += "}";
  if (!required.empty()) out += ",\"required\":" + json_words(required);
  return out + "}";
}

// ---- a list --------------------------------------------------------------------------------------------------------

void ListForm::read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const {
  if (!node.is_list()) return reader.fail(spot, node.at, described(node), expected());
  rows_.clear(value);  // the default, where there is one
  for (const YamlNode& item : node.items) if (reader.errors.size() <= 200) item_.read(item, rows_.add(value), {spot.part, item.at}, reader);
}

std::string ListForm::flow(const void* value) const {
  std::string out = "[";
  for (size_t i = 0; i < rows_.size(value); ++i) out += (i > 0 ? ", " : "") + item_.flow(rows_.at(value, i));
  return out + "]";
}

bool ListForm::wants_block(const void* value, int room) const {
  if (rows_.size(value) == 0) return false;
  if (item_.is_row()) return true;
  return count_characters(flow(value)) > static_cast<size_t>(std::max(room, 0));
}

void ListForm::print_block(Printer& printer, const void* value, int indent) const {
  printer.out += "\n";
  const FormRecord* record = dynamic_cast<const FormRecord*>(&item_);
  if (record) {
    std::vector<const void*> rows;
    for (size_t i = 0; i < rows_.size(value); ++i) rows.push_back(rows_.at(value, i));
    print_legend(printer, *record, rows, indent);
  }
  for (size_t i = 0; i < rows_.size(value); ++i) {
    const void* row = rows_.at(value, i);
    if (!record || !record->wants_block(row, kWidth + 20 - indent - 2)) {
      printer.margin(indent);
      printer.out += "- " + item_.flow(row) + "\n";
      continue;
    }
    const size_t start = printer.out.size() + static_cast<size_t>(indent);
    record->print_fields(printer, row, indent + 2, false);
    printer.out[start] = '-';  // over the blank before the first field
  }
}

std::string ListForm::schema() const { return R"({"type":"array","items":)" + item_.schema() + "}"; }

// ---- plain forms ---------------------------------------------------------------------------------------------------

namespace {
// Forms live as long as the program, longer than the tables that point to them. Tables may be made by several threads at once.
template <class T, class... Arguments>
const Form& kept(Arguments&&... arguments) {
  static std::mutex mutex;
  static auto& all = *new std::vector<std::unique_ptr<const Form>>;
  const std::lock_guard<std::mutex> lock(mutex);
  all.push_back(std::make_unique<T>(std::forward<Arguments>(arguments)...));
  return *all.back();
}
}  // namespace

const Form& text_form() { static const TextForm form({}); return form; }
const Form& text_form(std::string expected) { return kept<TextForm>(std::vector<std::string>(), std::move(expected)); }
const Form& words_form(std::vector<std::string> words) { return kept<TextForm>(std::move(words)); }
const Form& texts_form() {
  static const RowsOf<std::string> rows;
  static const ListForm form(rows, text_form(), "texts");
  return form;
}
const Form& number_form() { static const NumberForm form(-NumberForm::kNone, NumberForm::kNone, false); return form; }
const Form& number_form(double min, double max, bool micro) { return kept<NumberForm>(min, max, micro); }
const Form& whole_form(int min, int max) { return kept<WholeForm>(min, max); }
const Form& yes_no_form() { static const YesNoForm form; return form; }
const Form& two_words_form(std::string no, std::string yes) { return kept<TwoWordsForm>(std::move(no), std::move(yes)); }
const Form& duration_form(std::string zero) { return kept<DurationForm>(std::move(zero)); }

}  // namespace handraise
