#include "motion/motion_schema.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "motion/describe.h"

namespace handraise {
namespace {

std::string cell(std::string text) { return replace_all(replace_all(std::move(text), "|", "\\|"), "<", "&lt;"); }

// A table of one struct, then those of what stands inside it.
void add_tables(std::string& out, const std::string& name, const Form& form) {
  const std::vector<const FormRecord*> records = form.records();
  for (size_t i = 0; i < records.size(); ++i) {
    const std::string variant = records.size() == 1 ? "" : " with `" + std::string(records[i]->fields()[name == "signals" ? 1 : 0].name) + "`";
    out += "\n### `" + name + "`" + variant + "\n\n| field | form | meaning |\n| --- | --- | --- |\n";
    for (const FormField& field : records[i]->fields()) {
      const bool below = !field.form->records().empty();
      std::string form_words = below && field.form->is_row() ? "a map" : field.form->expected();
      if (below) form_words += ", below";
      out += "| `" + field.name + "` | " + cell(form_words) + (field.required ? "; required" : "") + " | " + cell(field.comment) + " |\n";
    }
    for (const FormField& field : records[i]->fields())
      if (!field.form->records().empty()) add_tables(out, name + "." + field.name, *field.form);
  }
}

}  // namespace

std::string motion_schema() {
  nlohmann::ordered_json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                                   {"$id", "motion.schema.json"},
                                   {"title", "Handraise motion"},
                                   {"description", "Form of motion.yaml. What a form cannot show (names that refer to nothing, contradicting rules) `handraise check` finds."}};
  schema.update(nlohmann::ordered_json::parse(motion_form().schema()));
  return schema.dump(2) + "\n";
}

std::string motion_reference() {
  std::string out = "| section | meaning |\n| --- | --- |\n";
  for (const FormField& field : motion_form().fields()) out += "| `" + field.name + "`" + (field.required ? " (required)" : "") + " | " + cell(field.comment) + " |\n";
  for (const FormField& field : motion_form().fields())
    if (!field.form->records().empty()) add_tables(out, field.name, *field.form);
  return out;
}

}  // namespace handraise
