#include "outreach/message_file.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "base/yaml.h"
#include "motion/parse_motion.h"

namespace handraise {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kTouch[] = "a whole number from 1 on, the place in the sequence, or closing";

// "2", or "closing" for the last one.
bool read_touch(const std::string& said, MessageContext* context) {
  if (lower_ascii(said) == "closing") {
    context->closing = true;
    context->touch = std::max(context->touch, 2);
    return true;
  }
  int touch = 0;
  const auto read = std::from_chars(said.data(), said.data() + said.size(), touch);
  if (read.ec != std::errc() || read.ptr != said.data() + said.size() || touch < 1 || touch > 1000) return false;
  context->touch = touch;
  return true;
}

const std::vector<std::string> kFields = {"id", "subject", "body", "approved_signals", "unapproved_signals", "touch", "in_thread", "closing", "support", "opt_out_required", "sender_required", "filled", "expect"};

Signal named(std::string name) {
  Signal signal;
  signal.name = std::move(name);
  return signal;
}

std::string line_at(std::string_view text, size_t begin) { return std::string(text.substr(begin, std::min<size_t>(text.find('\n', begin) - begin, 160))); }

// A text that stands in another one with indentation, folded lines or escapes: where each of its bytes is, from `from` on.
std::vector<uint32_t> written_at(std::string_view file, size_t from, std::string_view text) {
  std::vector<uint32_t> at;
  at.reserve(text.size() + 1);
  const auto push = [&](size_t place) { at.push_back(static_cast<uint32_t>(std::min(place, file.size()))); };
  size_t raw = from;
  for (size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (raw < file.size() && file[raw] == '\\' && raw + 1 < file.size()) {
      const char escape = file[raw + 1];
      const bool unicode = escape == 'u' || escape == 'U' || escape == 'x';
      if (c != '\\' || escape == '\\' || unicode) {
        size_t bytes = 1, width = 2;
        if (unicode) {
          const size_t digits = escape == 'u' ? 4 : escape == 'x' ? 2 : 8;
          width = 2 + digits;
          const unsigned char head = static_cast<unsigned char>(c);
          bytes = head < 0x80 ? 1 : head < 0xe0 ? 2 : head < 0xf0 ? 3 : 4;
          if (bytes == 4 && escape == 'u') width *= 2;
        }
        for (size_t k = 0; k < bytes && i < text.size(); ++k, ++i) push(raw);
        raw += width;
        continue;
      }
    }
    if (raw < file.size() && file[raw] != c && !(c == ' ' && file[raw] == '\n')) {
      const size_t next = file.substr(raw, 400).find(c);
      if (next != std::string_view::npos) raw += next;
    }
    push(raw);
    if (raw < file.size()) ++raw;
    ++i;
  }
  push(raw);
  return at;
}

// ---- JSON lines ----------------------------------------------------------------------------------------------------

// Where the value of a key of the object begins in its valid JSON, behind the quotation mark.
size_t string_value_at(std::string_view json, std::string_view wanted) {
  size_t found = 0;
  int depth = 0;
  std::string key;
  bool value = false;
  for (size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (c == '{' || c == '[') ++depth;
    else if (c == '}' || c == ']') --depth;
    else if (c == ':' && depth == 1) value = true;
    else if (c == ',' && depth == 1) value = false;
    else if (c == '"') {
      const size_t begin = ++at;
      while (at < json.size() && json[at] != '"') at += json[at] == '\\' ? 2 : 1;
      if (depth != 1) continue;
      if (!value) key = json.substr(begin, at - begin);
      else if (key == wanted) found = begin;
    }
  }
  return found;
}

class LineReader {
 public:
  LineReader(std::string_view text, const std::string& file, MessageFile* out) : text_(text), file_(file), out_(out) {}

  void read(size_t begin, size_t end, int number) {
    line_ = text_.substr(begin, end - begin);
    begin_ = begin;
    number_ = number;
    if (trim(line_).empty()) return;
    Json json;
    try {
      json = Json::parse(line_);
    } catch (const Json::parse_error& error) {
      std::string what = error.what();
      const size_t colon = what.find("]");
      if (colon != std::string::npos) what = what.substr(colon + 2);
      fail(error.byte == 0 ? 0 : error.byte - 1, "is no JSON: " + what, "each line is one message: {\"id\": \"1\", \"subject\": \"…\", \"body\": \"…\"}");
      return;
    }
    if (!json.is_object()) return fail(0, "is no message; expected an object with at least a body", "");
    FiledMessage message;
    message.text.id = std::to_string(number);
    faults_ = false;
    for (const auto& [key, value] : json.items()) field(key, value, message);
    if (faults_) return;
    // Mail that must let people opt out must say who sends it, in every region's law (templates/compliance.yaml).
    if (!json.contains("sender_required")) message.context.sender_required = message.context.opt_out_required;
    if (!json.contains("body")) return fail(0, "has no 'body'", "expected {\"id\": …, \"subject\": …, \"body\": …}");
    message.subject_at = written_at(text_, begin + string_value_at(line_, "subject"), message.text.subject);
    message.body_at = written_at(text_, begin + string_value_at(line_, "body"), message.text.body);
    out_->messages.push_back(std::move(message));
  }

 private:
  void field(const std::string& key, const Json& value, FiledMessage& message) {
    const auto wrong = [&](const char* expected) { fail(0, "'" + key + "' must be " + expected, ""); };
    const auto flag = [&](bool* target) { if (value.is_boolean()) *target = value.get<bool>(); else wrong("true or false"); };
    const auto text = [&](std::string* target) {
      if (value.is_string()) *target = value.get<std::string>();
      else if (key != "body" && value.is_null()) target->clear();
      else if (key == "id" && value.is_number()) *target = value.dump();
      else wrong("a text");
    };
    const auto list = [&](std::vector<std::string>* target) {
      target->clear();
      if (!value.is_array()) return wrong("a list of texts");
      for (const Json& item : value) {
        if (!item.is_string()) return wrong("a list of texts");
        target->push_back(item.get<std::string>());
      }
    };
    MessageContext& context = message.context;
    std::vector<std::string> names;
    if (key == "id") text(&message.text.id);
    else if (key == "subject") text(&message.text.subject);
    else if (key == "body") text(&message.text.body);
    else if (key == "closing") flag(&context.closing);
    else if (key == "support") flag(&context.support);
    else if (key == "in_thread") flag(&context.in_thread);
    else if (key == "opt_out_required") flag(&context.opt_out_required);
    else if (key == "sender_required") flag(&context.sender_required);
    else if (key == "filled") flag(&context.filled);
    else if (key == "touch") {
      if (!read_touch(value.is_string() ? value.get<std::string>() : value.dump(), &context)) wrong(kTouch);
    } else if (key == "approved_signals") {
      list(&names);
      context.approved_only = true;
      for (std::string& name : names) context.approved.push_back(named(std::move(name)));
    } else if (key == "unapproved_signals") {
      list(&names);
      for (std::string& name : names) context.unapproved.push_back(named(std::move(name)));
    } else if (key == "expect") {
      list(&names);
      message.expect = std::move(names);
    } else if (const std::string near = nearest_word(key, kFields); !near.empty()) {
      fail(0, "has no field '" + key + "'", "did you mean '" + near + "'?");
    }
  }
  void fail(size_t byte, std::string message, std::string hint) {
    faults_ = true;
    const size_t inside = std::min(byte, line_.size());
    out_->errors.push_back({std::move(message), {file_, number_, static_cast<int>(count_characters(line_.substr(0, inside))) + 1}, std::move(hint), ""});
  }

  std::string_view text_, line_;
  const std::string& file_;
  MessageFile* out_;
  size_t begin_ = 0;
  int number_ = 0;
  bool faults_ = false;
};

void read_json_lines(std::string_view text, const std::string& file, MessageFile* out) {
  LineReader reader(text, file, out);
  int number = 0;
  for (size_t begin = text.starts_with("\xef\xbb\xbf") ? 3 : 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    reader.read(begin, end, ++number);
    begin = end + 1;
  }
}

// ---- plain text and Markdown ---------------------------------------------------------------------------------------

// One message of a text: what stands before the body, then the body. A mark of Markdown (emphasis, heading, quotation) is no part of it.
class TextReader {
 public:
  TextReader(std::string_view text, const std::string& file, bool markdown, MessageFile* out) : text_(text), file_(file), markdown_(markdown), out_(out) {}

  // Messages begin at "Subject:" lines; where there is none, Markdown's at headings, and a text is one message.
  void read() {
    std::vector<size_t> starts;
    bool subjects = false;
    each_line(0, text_.size(), [&](size_t begin, size_t end) { subjects |= key_of(begin, end) == "subject"; });
    size_t heading = text_.size(), header = text_.size();
    each_line(0, text_.size(), [&](size_t begin, size_t end) {
      const std::string_view line = trim(text_.substr(begin, end - begin));
      const std::string key = key_of(begin, end);
      const bool is_heading = markdown_ && line.starts_with("#");
      if (is_heading) { heading = begin; if (!subjects) starts.push_back(begin); }
      else if (!key.empty()) {
        if (header == text_.size()) header = begin;
        if (key == "subject") starts.push_back(std::min(heading, header));
      }
      if (!line.empty() && key.empty()) { header = text_.size(); if (!is_heading) heading = text_.size(); }
    });
    if (starts.empty()) starts.push_back(text_.starts_with("\xef\xbb\xbf") ? 3 : 0);
    for (size_t i = 0; i < starts.size(); ++i) message(starts[i], i + 1 < starts.size() ? starts[i + 1] : text_.size(), starts.size() > 1);
  }

 private:
  template <class Do>
  void each_line(size_t begin, size_t end, Do act) const {
    while (begin < end) {
      const size_t stop = std::min(text_.find('\n', begin), end);
      act(begin, stop);
      begin = stop + 1;
    }
  }
  // The field that a line names, in "Subject: …", "**Subject:** …" or "- Subject: …"; "" for none.
  std::string key_of(size_t begin, size_t end, size_t* value = nullptr) const {
    size_t at = begin;
    while (at < end && (text_[at] == ' ' || (markdown_ && (text_[at] == '*' || text_[at] == '_' || text_[at] == '-' || text_[at] == '>' || text_[at] == '#')))) ++at;
    const size_t colon = text_.substr(0, end).find(':', at);
    if (colon == std::string_view::npos || colon - at > 24) return "";
    std::string key = lower_ascii(trim(text_.substr(at, colon - at)));
    while (!key.empty() && (key.back() == '*' || key.back() == '_')) key.pop_back();
    key = replace_all(std::move(key), " ", "_");
    if (key == "body" || std::find(kFields.begin(), kFields.end(), key) == kFields.end()) return "";
    if (value != nullptr) {
      *value = colon + 1;
      while (*value < end && (text_[*value] == ' ' || text_[*value] == '\t' || (markdown_ && (text_[*value] == '*' || text_[*value] == '_')))) ++*value;
    }
    return key;
  }
  void message(size_t begin, size_t end, bool several) {
    FiledMessage out;
    size_t body = begin;
    bool open = true;   // still before the body
    each_line(begin, end, [&](size_t from, size_t to) {
      if (!open) return;
      const std::string_view line = trim(text_.substr(from, to - from));
      size_t value = to;
      const std::string key = key_of(from, to, &value);
      if (!key.empty()) field(key, value, to, out);
      else if (markdown_ && line.starts_with("#") && out.text.id.empty()) out.text.id = std::string(trim(line.substr(line.find_first_not_of('#') == std::string_view::npos ? line.size() : line.find_first_not_of('#'))));
      else if (!line.empty()) { open = false; return; }
      body = std::min(to + 1, end);
    });
    while (end > body && (std::isspace(static_cast<unsigned char>(text_[end - 1])) != 0)) --end;
    copy(body, end, &out.text.body, &out.body_at);
    const size_t whole = trim(out.text.body).empty() ? 0 : static_cast<size_t>(trim(out.text.body).data() - out.text.body.data()) + trim(out.text.body).size();
    out.text.body.resize(whole);
    out.body_at.resize(whole + 1);
    if (out.subject_at.empty()) out.subject_at.push_back(static_cast<uint32_t>(begin));
    if (several && out.text.body.empty() && out.text.subject.empty()) return;   // a heading over headings
    if (out.text.id.empty()) out.text.id = std::to_string(out_->messages.size() + 1);
    out_->messages.push_back(std::move(out));
  }
  // Bytes without the marks of Markdown: * ` and _ around words, # and > before a line, rules, comments, the address of a link.
  void copy(size_t begin, size_t end, std::string* text, std::vector<uint32_t>* at) const {
    bool line_start = true;
    for (size_t i = begin; i < end; ++i) {
      const std::string_view rest = text_.substr(i, end - i);
      if (markdown_) {
        if (rest.starts_with("<!--")) {
          const size_t shut = rest.find("-->");
          if (shut != std::string_view::npos) { i += shut + 2; continue; }
        }
        if (line_start) {
          const std::string_view line = trim(rest.substr(0, rest.find('\n')));
          if (line.size() >= 3 && line.find_first_not_of(line[0]) == std::string_view::npos && (line[0] == '-' || line[0] == '*' || line[0] == '_' || line[0] == '`' || line[0] == '~')) {
            i += rest.substr(0, rest.find('\n')).size();
            if (i >= end) break;
          } else if (rest[0] == '#' || rest[0] == '>') {
            while (i < end && (text_[i] == '#' || text_[i] == '>' || text_[i] == ' ')) ++i;
            if (i >= end) break;
          }
        }
        const char c = text_[i];
        const auto word = [&](size_t place) { return place < end && place >= begin && std::isalnum(static_cast<unsigned char>(text_[place])) != 0; };
        if (c == '`' || (c == '*' && !(line_start && i + 1 < end && text_[i + 1] == ' ')) || (c == '_' && !(i > begin && word(i - 1) && word(i + 1)))) { line_start = false; continue; }
        if (c == '\\' && i + 1 < end && std::ispunct(static_cast<unsigned char>(text_[i + 1])) != 0) ++i;
      }
      line_start = text_[i] == '\n';
      text->push_back(text_[i]);
      at->push_back(static_cast<uint32_t>(i));
    }
    at->push_back(static_cast<uint32_t>(end));
  }
  void field(const std::string& key, size_t value, size_t end, FiledMessage& out) {
    while (end > value && (std::isspace(static_cast<unsigned char>(text_[end - 1])) != 0)) --end;
    const std::string_view words = text_.substr(value, end - value);
    const auto fail = [&](const char* expected) {
      out_->errors.push_back({"'" + key + "' must be " + expected, FilePlaces(text_, file_).place(value), "", line_at(text_, text_.rfind('\n', value) == std::string_view::npos ? 0 : text_.rfind('\n', value) + 1)});
    };
    const auto flag = [&](bool* target) {
      const std::string word = lower_ascii(words);
      if (word == "yes" || word == "true") *target = true;
      else if (word == "no" || word == "false") *target = false;
      else fail("yes or no");
    };
    const auto list = [&] {
      std::vector<std::string> names;
      for (const std::string_view name : split(words, ',')) if (!trim(name).empty()) names.emplace_back(trim(name));
      return names;
    };
    MessageContext& context = out.context;
    if (key == "subject") { out.text.subject.clear(); out.subject_at.clear(); copy(value, end, &out.text.subject, &out.subject_at); }
    else if (key == "id") out.text.id = std::string(words);
    else if (key == "closing") flag(&context.closing);
    else if (key == "support") flag(&context.support);
    else if (key == "in_thread") flag(&context.in_thread);
    else if (key == "opt_out_required") { flag(&context.opt_out_required); context.sender_required = context.opt_out_required; }
    else if (key == "sender_required") flag(&context.sender_required);
    else if (key == "filled") flag(&context.filled);
    else if (key == "touch") {
      if (!read_touch(std::string(words), &context)) fail(kTouch);
    } else if (key == "approved_signals") {
      context.approved_only = true;
      for (std::string& name : list()) context.approved.push_back(named(std::move(name)));
    } else if (key == "unapproved_signals") {
      for (std::string& name : list()) context.unapproved.push_back(named(std::move(name)));
    } else if (key == "expect") {
      out.expect = list();
    }
  }

  std::string_view text_;
  const std::string& file_;
  bool markdown_;
  MessageFile* out_;
};

// ---- the outreach of a motion --------------------------------------------------------------------------------------

void read_motion(std::string_view text, const std::string& file, MessageFile* out) {
  const Result<Motion> motion = parse_motion(text, file);
  if (!motion) { out->errors = motion.errors(); return; }
  const Result<YamlNode> root = parse_yaml(text, file);
  if (!root) { out->errors = root.errors(); return; }
  const YamlNode* outreach = root->find("outreach");
  const YamlNode* messages = outreach == nullptr ? nullptr : outreach->find("messages");
  const FilePlaces places(text, file);
  std::vector<size_t> lines = {0};
  for (size_t i = 0; i < text.size(); ++i) if (text[i] == '\n') lines.push_back(i + 1);
  const auto byte_of = [&](const Place& place) {
    size_t at = place.line < 1 || static_cast<size_t>(place.line) > lines.size() ? 0 : lines[static_cast<size_t>(place.line) - 1];
    for (int column = 1; column < place.column && at < text.size(); ++column) {
      do ++at; while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80);
    }
    return at;
  };
  // A node's text as it stands there: behind the quotation mark, or on the line after "|-".
  const auto placed = [&](const YamlNode* node, std::string_view words) {
    if (node == nullptr) return std::vector<uint32_t>(words.size() + 1, 0);
    size_t at = byte_of(node->at);
    if (at < text.size() && (text[at] == '|' || text[at] == '>')) at = std::min(text.find('\n', at), text.size());
    else if (at < text.size() && (text[at] == '"' || text[at] == '\'')) ++at;
    return written_at(text, at, words);
  };
  const MessageContext context = kit_context(motion->outreach, motion->signals);
  for (size_t i = 0; i < motion->outreach.messages.size(); ++i) {
    const Message& message = motion->outreach.messages[i];
    const YamlNode* node = messages == nullptr || i >= messages->items.size() ? nullptr : &messages->items[i];
    const YamlNode* subjects = node == nullptr ? nullptr : node->find("subjects");
    const YamlNode* body = node == nullptr ? nullptr : node->find("body");
    for (size_t s = 0; s < std::max<size_t>(message.subjects.size(), 1); ++s) {  // each further subject without the body, which is judged once
      FiledMessage filed;
      filed.text = {message.id, s < message.subjects.size() ? message.subjects[s] : "", s == 0 ? message.body : ""};
      filed.context = message_context(context, message);
      filed.context.subject_only = s > 0;
      filed.subject_at = placed(subjects == nullptr || s >= subjects->items.size() ? nullptr : &subjects->items[s], filed.text.subject);
      filed.body_at = placed(body, filed.text.body);
      out->messages.push_back(std::move(filed));
    }
  }
}

}  // namespace

MessageForm form_of(std::string_view file, std::string_view text) {
  const std::string name = lower_ascii(file);
  if (name.ends_with(".md") || name.ends_with(".markdown")) return MessageForm::markdown;
  if (name.ends_with(".jsonl") || name.ends_with(".ndjson") || name.ends_with(".json")) return MessageForm::json_lines;
  if (name.ends_with(".yaml") || name.ends_with(".yml")) return MessageForm::motion;
  if (name != "-") return MessageForm::text;
  const std::string_view begin = trim(text.substr(0, std::min<size_t>(text.size(), 4096)));
  if (begin.starts_with("{\"")) return MessageForm::json_lines;
  if (begin.starts_with("motion:") || contains(begin, "\nmotion:")) return MessageForm::motion;
  if (begin.starts_with("#") || begin.starts_with("**")) return MessageForm::markdown;
  return MessageForm::text;
}

MessageFile read_message_file(std::string_view text, const std::string& file, MessageForm form) {
  MessageFile out;
  if (form == MessageForm::json_lines) read_json_lines(text, file, &out);
  else if (form == MessageForm::motion) read_motion(text, file, &out);
  else TextReader(text, file, form == MessageForm::markdown, &out).read();
  return out;
}

FilePlaces::FilePlaces(std::string_view text, std::string file) : text_(text), file_(std::move(file)), line_starts_({0}) {
  for (size_t i = 0; i < text.size(); ++i) if (text[i] == '\n') line_starts_.push_back(i + 1);
}

Place FilePlaces::place(size_t byte) const {
  byte = std::min(byte, text_.size());
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), byte);
  const size_t begin = *(after - 1);
  return {file_, static_cast<int>(after - line_starts_.begin()), static_cast<int>(count_characters(text_.substr(begin, byte - begin))) + 1};
}

FiledSpan FilePlaces::span(const FiledMessage& message, const Finding& finding) const {
  const std::vector<uint32_t>& at = finding.part == "subject" ? message.subject_at : message.body_at;
  const std::string& part = finding.part == "subject" ? message.text.subject : message.text.body;
  if (at.empty()) return {place(0), place(0), 0};
  const auto byte = [&](size_t index) -> size_t { return at[std::min(index, at.size() - 1)]; };
  // The end is behind the last byte, not before the next one: between them may stand the indentation of a line.
  size_t end = byte(finding.end);
  if (finding.end > finding.begin && part[finding.end - 1] != ' ' && byte(finding.end - 1) < text_.size() && text_[byte(finding.end - 1)] == part[finding.end - 1]) end = byte(finding.end - 1) + 1;
  return {place(byte(finding.begin)), place(std::max(end, byte(finding.begin))), count_characters(finding.words)};
}

}  // namespace handraise
