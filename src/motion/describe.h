// The one home of the names of motion.yaml: each struct is described once, as a table of fields, and the reader, the printer and the
// schema walk the table. Forms are type-erased (void*), so that a new struct costs a table and no new code.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/yaml.h"
#include "motion/mistakes.h"
#include "motion/motion.h"
#include "motion/yaml_text.h"

namespace handraise {

// Where a value stands: its name in messages ("signals.invited.within") and the place of its key (or list item).
struct Spot {
  std::string part;
  Place at;
};

// Collects what is wrong while reading.
class Reader {
 public:
  Errors errors;
  // "part: wrong; expected expected"
  void fail(const Spot& spot, const Place& at, std::string_view wrong, std::string_view expected, std::string hint = "");
};

// Text that grows while printing.
struct Printer {
  std::string out;
  void margin(int indent) { out.append(static_cast<size_t>(indent), ' '); }
  void comment(std::string_view text, int indent);  // as many lines as it needs
};

class FormRecord;

// The form in the file of one C++ type. `value` always points to that type.
class Form {
 public:
  virtual ~Form() = default;
  // Reads; on a mistake reports it and leaves the value as it was, or partly read.
  virtual void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const = 0;
  virtual std::string flow(const void* value) const = 0;                                        // on one line
  virtual bool wants_block(const void* /*value*/, int /*room*/) const { return false; }         // better on lines of its own?
  virtual void print_block(Printer& /*printer*/, const void* /*value*/, int /*indent*/) const {}  // what follows "key:", to the end of the line
  virtual bool same(const void* a, const void* b) const = 0;
  virtual std::string expected() const = 0;                                                     // "a duration, as 7d"
  virtual std::string schema() const = 0;                                                       // JSON, an object
  virtual std::vector<const FormRecord*> records() const { return {}; }                             // the tables of what stands inside
  virtual bool is_row() const { return false; }                                                 // in a list: a line of its own
};

struct FormField {
  enum Show { plain, explained };   // explained: the printer writes the comment into the file
  std::string name;
  std::string comment;
  const Form* form = nullptr;
  void* (*member)(void*) = nullptr;
  bool required = false;
  Show show = plain;
  bool always = false;              // printed even where it is the default
};

// A struct as a map of its fields.
class FormRecord : public Form {
 public:
  // `blank` holds the defaults. `flow_rows`: an item of a list may stand on one line.
  FormRecord(const void* blank, std::vector<FormField> fields, bool flow_rows = false) : blank_(blank), fields_(std::move(fields)), flow_rows_(flow_rows) {}

  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override;
  std::string flow(const void* value) const override;
  bool wants_block(const void* value, int room) const override;
  void print_block(Printer& printer, const void* value, int indent) const override;
  // a `same` that looks at the described fields only
  bool same(const void* a, const void* b) const override;
  std::string expected() const override;
  std::string schema() const override;
  std::vector<const FormRecord*> records() const override { return {this}; }
  bool is_row() const override { return true; }

  const std::vector<FormField>& fields() const { return fields_; }
  virtual bool shows(const FormField& field, const void* value) const;   // does the file say this field?
  std::vector<std::string> names() const;
  bool flow_rows() const { return flow_rows_; }
  void print_fields(Printer& printer, const void* value, int indent, bool comments) const;

 private:
  const void* blank_;
  std::vector<FormField> fields_;
  bool flow_rows_;
};

// Rows of one type, type-erased.
class Rows {
 public:
  virtual ~Rows() = default;
  virtual size_t size(const void* list) const = 0;
  virtual const void* at(const void* list, size_t i) const = 0;
  virtual void* add(void* list) const = 0;
  virtual void clear(void* list) const = 0;
  virtual bool same(const void* a, const void* b) const = 0;
};
template <class T>
class RowsOf : public Rows {
 public:
  size_t size(const void* list) const override { return static_cast<const std::vector<T>*>(list)->size(); }
  const void* at(const void* list, size_t i) const override { return &(*static_cast<const std::vector<T>*>(list))[i]; }
  void clear(void* list) const override { static_cast<std::vector<T>*>(list)->clear(); }
  void* add(void* list) const override {
    static_cast<std::vector<T>*>(list)->emplace_back();
    return &static_cast<std::vector<T>*>(list)->back();
  }
  bool same(const void* a, const void* b) const override { return *static_cast<const std::vector<T>*>(a) == *static_cast<const std::vector<T>*>(b); }
};

// A list of items of one form.
class ListForm : public Form {
 public:
  ListForm(const Rows& rows, const Form& item, std::string word) : rows_(rows), item_(item), word_(std::move(word)) {}
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override;
  std::string flow(const void* value) const override;
  bool wants_block(const void* value, int room) const override;
  void print_block(Printer& printer, const void* value, int indent) const override;
  bool same(const void* a, const void* b) const override { return rows_.same(a, b); }
  std::string expected() const override { return "a list of " + word_; }
  std::string schema() const override;
  std::vector<const FormRecord*> records() const override { return item_.records(); }

 private:
  const Rows& rows_;
  const Form& item_;
  std::string word_;
};

// Comments of the explained fields that some row shows, before the rows themselves.
void print_legend(Printer& printer, const FormRecord& record, const std::vector<const void*>& rows, int indent);

// A form of one C++ type: comparison comes for free.
template <class T>
class FormOf : public Form {
 public:
  bool same(const void* a, const void* b) const override { return get(a) == get(b); }

 protected:
  static const T& get(const void* value) { return *static_cast<const T*>(value); }
  static T& get(void* value) { return *static_cast<T*>(value); }
};

template <class T>
class OptionalForm : public FormOf<std::optional<T>> {
 public:
  explicit OptionalForm(const Form& inner) : inner_(inner) {}
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override {
    inner_.read(node, &this->get(value).emplace(), spot, reader);
  }
  std::string flow(const void* value) const override { return inner_.flow(&*this->get(value)); }
  bool wants_block(const void* value, int room) const override { return inner_.wants_block(&*this->get(value), room); }
  void print_block(Printer& printer, const void* value, int indent) const override { inner_.print_block(printer, &*this->get(value), indent); }
  std::string expected() const override { return inner_.expected(); }
  std::string schema() const override { return inner_.schema(); }
  std::vector<const FormRecord*> records() const override { return inner_.records(); }

 private:
  const Form& inner_;
};

// One of a few words, each a value of the enum.
template <class E>
class ChoiceForm : public FormOf<E> {
 public:
  explicit ChoiceForm(std::vector<std::pair<std::string, E>> choices) : choices_(std::move(choices)) {}
  void read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const override;
  std::string flow(const void* value) const override {
    for (const auto& choice : choices_)
      if (choice.second == this->get(value)) return choice.first;
    return choices_.front().first;
  }
  std::string expected() const override { return handraise::choices(words()); }
  std::string schema() const override;

 private:
  std::vector<std::string> words() const {
    std::vector<std::string> words;
    for (const auto& choice : choices_) words.push_back(choice.first);
    return words;
  }
  std::vector<std::pair<std::string, E>> choices_;
};

// ---- plain forms ---------------------------------------------------------------------------------------------------

const Form& text_form();                                       // std::string
const Form& text_form(std::string expected);                   // std::string; `expected` names it in messages
const Form& words_form(std::vector<std::string> words);        // std::string, one of these (or absent)
const Form& texts_form();                                      // std::vector<std::string>
const Form& number_form();                                     // double
const Form& number_form(double min, double max, bool micro = false);  // micro: at most 6 decimals
const Form& whole_form(int min, int max);                      // int
const Form& yes_no_form();                                     // bool
const Form& two_words_form(std::string no, std::string yes);   // bool
const Form& duration_form(std::string zero);                   // Duration; `zero` is the word for 0

bool reads_word(const YamlNode& node, const std::vector<std::string>& words, const Spot& spot, Reader& reader, size_t* which);
bool reads_text(const YamlNode& node, const Spot& spot, Reader& reader, std::string* text);
std::string number_mistake_hint(const YamlNode& node);
std::string json_text(std::string_view text);
std::string json_words(const std::vector<std::string>& words);
// Is the shortest decimal form of this at most six decimals long?
bool six_decimals(double value);

template <class E>
void ChoiceForm<E>::read(const YamlNode& node, void* value, const Spot& spot, Reader& reader) const {
  size_t which = 0;
  if (reads_word(node, words(), spot, reader, &which)) this->get(value) = choices_[which].second;
}
template <class E>
std::string ChoiceForm<E>::schema() const { return "{\"enum\":" + json_words(words()) + "}"; }

// ---- the whole file ------------------------------------------------------------------------------------------------

// Of a Motion. In describe_motion.cc.
const FormRecord& motion_form();
const FormRecord& mapping_form();  // of a Mapping: `input:`
}  // namespace handraise
