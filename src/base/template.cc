#include "base/template.h"

#include <algorithm>

#include "base/text.h"

namespace handraise {
namespace {

// A small recursive renderer over the mustache tags named in the header.
class Filler {
 public:
  Filler(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  // Renders [from, to) with the given chain of scopes, innermost last.
  void render(size_t from, size_t to, std::vector<const Slots*>& scopes, std::string& out) {
    size_t at = from;
    while (at < to) {
      const size_t open = text_.find("{{", at);
      if (open == std::string_view::npos || open >= to) { out.append(text_.substr(at, to - at)); return; }
      const size_t shut = text_.find("}}", open);
      if (shut == std::string_view::npos || shut >= to) { fail(open, "'{{' without '}}'"); return; }
      std::string_view tag = trim(text_.substr(open + 2, shut - open - 2));
      const char kind = tag.empty() ? ' ' : tag[0];
      size_t before = open;
      size_t after = shut + 2;
      const bool section = kind == '#' || kind == '^' || kind == '/' || kind == '!';
      if (section) stand_alone(from, before, after);
      out.append(text_.substr(at, std::max(before, at) - at));
      if (kind == '!') { at = after; continue; }
      if (kind == '#' || kind == '^') {
        const std::string name(trim(tag.substr(1)));
        size_t body_end = 0, next = 0;
        if (!find_end(after, to, name, &body_end, &next)) { fail(open, "'{{" + std::string(tag) + "}}' is never closed"); return; }
        section_of(name, kind == '^', after, body_end, scopes, out, open);
        at = next;
        continue;
      }
      if (kind == '/') { fail(open, "'{{" + std::string(tag) + "}}' closes nothing"); return; }
      bool found = false;
      for (auto scope = scopes.rbegin(); scope != scopes.rend() && !found; ++scope) {
        const auto word = (*scope)->words.find(tag);
        if (word != (*scope)->words.end()) { out += word->second; found = true; }
      }
      if (!found) fail(open, "no slot named '" + std::string(tag.substr(0, 60)) + "'");
      at = after;
    }
  }
  Errors errors;

 private:
  // A section tag alone on its line takes its line end with it.
  void stand_alone(size_t from, size_t& before, size_t& after) const {
    size_t start = before;
    while (start > from && (text_[start - 1] == ' ' || text_[start - 1] == '\t')) --start;
    if (start != 0 && text_[start - 1] != '\n') return;
    size_t end = after;
    while (end < text_.size() && (text_[end] == ' ' || text_[end] == '\t')) ++end;
    if (end < text_.size() && text_[end] != '\n') return;
    before = start;
    after = std::min(end + 1, text_.size());
  }
  bool find_end(size_t from, size_t to, const std::string& name, size_t* body_end, size_t* next) const {
    int depth = 0;
    for (size_t at = text_.find("{{", from); at != std::string_view::npos && at < to; at = text_.find("{{", at + 2)) {
      const size_t shut = text_.find("}}", at);
      if (shut == std::string_view::npos) return false;
      const std::string_view tag = trim(text_.substr(at + 2, shut - at - 2));
      if (tag.empty() || trim(tag.substr(1)) != name) continue;
      if (tag[0] == '#' || tag[0] == '^') ++depth;
      if (tag[0] == '/' && depth-- == 0) {
        size_t before = at, after = shut + 2;
        stand_alone(from, before, after);
        *body_end = std::max(before, from);
        *next = after;
        return true;
      }
    }
    return false;
  }
  void section_of(const std::string& name, bool inverted, size_t from, size_t to, std::vector<const Slots*>& scopes, std::string& out, size_t open) {
    for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope) {
      const auto list = (*scope)->lists.find(name);
      if (list != (*scope)->lists.end()) {
        if (inverted) { if (list->second.empty()) render(from, to, scopes, out); return; }
        for (const Slots& row : list->second) {
          scopes.push_back(&row);
          render(from, to, scopes, out);
          scopes.pop_back();
        }
        return;
      }
      const auto flag = (*scope)->flags.find(name);
      if (flag != (*scope)->flags.end()) { if (flag->second != inverted) render(from, to, scopes, out); return; }
      const auto word = (*scope)->words.find(name);
      if (word != (*scope)->words.end()) { if (word->second.empty() == inverted) render(from, to, scopes, out); return; }
    }
    fail(open, "no list or flag named '" + name.substr(0, 60) + "'");
  }
  void fail(size_t at, std::string message) {
    const int line = 1 + static_cast<int>(std::count(text_.begin(), text_.begin() + static_cast<long>(at), '\n'));
    const size_t start = text_.rfind('\n', at) == std::string_view::npos ? 0 : text_.rfind('\n', at) + 1;
    errors.push_back({std::move(message), {file_, line, 1 + static_cast<int>(count_characters(text_.substr(start, at - start)))}, "", ""});
  }

  std::string_view text_;
  const std::string& file_;
};

}  // namespace

Result<std::string> fill(std::string_view text, const Slots& slots, const std::string& file) {
  Filler filler(text, file);
  std::string out;
  std::vector<const Slots*> scopes{&slots};
  filler.render(0, text.size(), scopes, out);
  if (!filler.errors.empty()) return filler.errors;
  return out;
}

}  // namespace handraise
