// Texts with slots, as in templates/: {{slot}}, {{#list}}…{{/list}}, {{^list}}…{{/list}}, {{.}}. No escaping: the caller escapes what goes in.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace handraise {

// What fills a text: words by name, flags by name ({{#flag}}…{{/flag}}), lists of rows by name.
struct Slots {
  std::map<std::string, std::string, std::less<>> words;
  std::map<std::string, bool, std::less<>> flags;
  std::map<std::string, std::vector<Slots>, std::less<>> lists;

  Slots& set(std::string_view name, std::string value) { words.insert_or_assign(std::string(name), std::move(value)); return *this; }
  Slots& flag(std::string_view name, bool value) { flags.insert_or_assign(std::string(name), value); return *this; }
  Slots& row(std::string_view name, Slots value) { lists[std::string(name)].push_back(std::move(value)); return *this; }
};

// Fills the text. A name that no slot gives (here or in an enclosing row) is an error naming `file` and the line.
Result<std::string> fill(std::string_view text, const Slots& slots, const std::string& file);

}  // namespace handraise
