#include "motion/print_motion.h"

#include "motion/describe.h"

namespace handraise {

std::string print_motion(const Motion& motion) {
  Printer printer;
  printer.comment("A motion: who qualifies for a conversation, who has it within what time, what is written, how it is tested.", 0);
  printer.comment("Numbers and texts may be changed here; what is not said has its default. docs/motion-language.md explains every field.", 0);
  const FormRecord& form = motion_form();
  bool head = false;  // the first lines stand together
  for (const FormField& field : form.fields()) {
    const void* value = field.member(const_cast<Motion*>(&motion));
    const bool always = field.name == "handraise" || field.name == "unit" || field.name == "time_zone";
    if (!always && !form.shows(field, &motion)) continue;
    if (!always || !head) printer.out += "\n";
    head = head || always;
    printer.comment(field.comment, 0);
    printer.out += field.name + ":";
    if (field.form->wants_block(value, 0)) field.form->print_block(printer, value, 2);
    else printer.out += " " + field.form->flow(value) + "\n";
  }
  return printer.out;
}

}  // namespace handraise
