#include "base/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <sstream>
#include <unordered_set>

#include "base/text.h"

namespace handraise {
namespace {

constexpr size_t kBytesMax = 8u << 20;
constexpr size_t kNodesMax = 200'000;
constexpr size_t kDepthMax = 64;

struct Stop {
  std::string message;
  YAML::Mark mark;
};

size_t count_nodes(const YamlNode& node) {
  size_t count = 1;
  for (const YamlNode& item : node.items) count += count_nodes(item);
  for (const auto& field : node.fields) count += count_nodes(field.second);
  return count;
}

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string file, const std::vector<size_t>& line_starts, std::string_view text)
      : file_(std::move(file)), line_starts_(line_starts), text_(text) {}

  YamlNode root;

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0) throw Stop{"a second document begins; expected one YAML document", mark};
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { add(node(YamlNode::Kind::null, mark), anchor, mark); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) throw Stop{"an alias to something that is not complete yet", mark};
    count(count_nodes(found->second), mark);
    YamlNode copy = found->second;
    place(std::move(copy), mark);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    YamlNode made = node(YamlNode::Kind::scalar, mark);
    made.text = value;
    made.quoted = tag == "!";
    if (!made.quoted && (value == "~" || value == "null")) made.kind = YamlNode::Kind::null;
    add(std::move(made), anchor, mark);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(node(YamlNode::Kind::list, mark), anchor, mark);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(node(YamlNode::Kind::map, mark), anchor, mark);
  }
  void OnMapEnd() override { close(); }

  Place place_of(const YAML::Mark& mark) const {
    Place place{file_, mark.line + 1, mark.column + 1};
    const size_t line = static_cast<size_t>(mark.line);
    if (line < line_starts_.size()) {
      // Marks mostly move forward, so the characters of a long line are counted once and not from its start each time.
      const size_t column = static_cast<size_t>(mark.column);
      if (line != counted_line_ || column < counted_bytes_) {
        counted_line_ = line;
        counted_bytes_ = counted_characters_ = 0;
      }
      counted_characters_ += count_characters(text_.substr(line_starts_[line] + counted_bytes_, column - counted_bytes_));
      counted_bytes_ = column;
      place.column = 1 + static_cast<int>(counted_characters_);
    }
    return place;
  }

 private:
  struct Open {
    YamlNode node;
    YAML::anchor_t anchor = 0;
    bool has_key = false;
    std::string key;
    Place key_place;
    std::unordered_set<std::string> seen;
  };

  YamlNode node(YamlNode::Kind kind, const YAML::Mark& mark) const {
    YamlNode made;
    made.kind = kind;
    made.at = place_of(mark);
    return made;
  }
  void count(size_t nodes, const YAML::Mark& mark) {
    nodes_ += nodes;
    if (nodes_ > kNodesMax) throw Stop{"more than 200,000 values (aliases counted where they are used); expected a file that a person can read", mark};
  }
  void open(YamlNode made, YAML::anchor_t anchor, const YAML::Mark& mark) {
    count(1, mark);
    if (stack_.size() >= kDepthMax) throw Stop{"nested deeper than 64 levels", mark};
    if (!stack_.empty() && stack_.back().node.is_map() && !stack_.back().has_key) throw Stop{"a map or list as a key; expected a word", mark};
    stack_.push_back(Open{std::move(made), anchor, false, {}, {}, {}});
  }
  void close() {
    Open done = std::move(stack_.back());
    stack_.pop_back();
    if (done.anchor != 0) anchors_[done.anchor] = done.node;
    place(std::move(done.node), YAML::Mark());
  }
  void add(YamlNode made, YAML::anchor_t anchor, const YAML::Mark& mark) {
    count(1, mark);
    if (anchor != 0) anchors_[anchor] = made;
    place(std::move(made), mark);
  }
  void place(YamlNode made, const YAML::Mark& mark) {
    if (stack_.empty()) {
      root = std::move(made);
      return;
    }
    Open& top = stack_.back();
    if (top.node.is_list()) {
      top.node.items.push_back(std::move(made));
    } else if (!top.has_key) {
      if (made.is_map() || made.is_list()) throw Stop{"a map or list as a key; expected a word", mark};
      top.key = made.is_null() ? (made.text.empty() ? "~" : made.text) : made.text;
      top.key_place = made.at;
      top.has_key = true;
      if (!top.seen.insert(top.key).second) throw Stop{"'" + top.key.substr(0, 80) + "' stands here twice; expected each key once", mark};
    } else {
      top.node.fields.emplace_back(std::move(top.key), std::move(made));
      top.node.field_places.push_back(top.key_place);
      top.has_key = false;
    }
  }

  std::string file_;
  const std::vector<size_t>& line_starts_;
  std::string_view text_;
  mutable size_t counted_line_ = SIZE_MAX, counted_bytes_ = 0, counted_characters_ = 0;
  std::vector<Open> stack_;
  std::map<YAML::anchor_t, YamlNode> anchors_;
  size_t nodes_ = 0;
  int documents_ = 0;
};

}  // namespace

YamlNode::YamlNode() = default;
YamlNode::YamlNode(const YamlNode&) = default;
YamlNode::YamlNode(YamlNode&&) noexcept = default;
YamlNode& YamlNode::operator=(const YamlNode&) = default;
YamlNode& YamlNode::operator=(YamlNode&&) noexcept = default;
YamlNode::~YamlNode() = default;

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const auto& field : fields) if (field.first == key) return &field.second;
  return nullptr;
}

std::string line_of(std::string_view text, int line) {
  size_t start = 0;
  for (int i = 1; i < line; ++i) {
    start = text.find('\n', start);
    if (start == std::string_view::npos) return "";
    ++start;
  }
  std::string_view found = text.substr(start, text.find('\n', start) - start);
  if (!found.empty() && found.back() == '\r') found.remove_suffix(1);
  size_t end = 0, characters = 0;
  while (end < found.size() && characters < 160) {
    ++end;
    while (end < found.size() && (static_cast<unsigned char>(found[end]) & 0xC0u) == 0x80u) ++end;
    ++characters;
  }
  return repair_utf8(found.substr(0, end));
}

Result<YamlNode> parse_yaml(std::string_view text, const std::string& file) {
  if (text.size() > kBytesMax) return Error{"larger than 8 MB; expected a file that a person can read", {file, 0, 0}, "", ""};
  if (!is_utf8(text)) return Error{"not UTF-8 text; expected YAML in UTF-8", {file, 0, 0}, "save the file as UTF-8", ""};
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  std::vector<size_t> line_starts{0};
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') line_starts.push_back(i + 1);
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 && c != '\n' && c != '\r' && c != '\t') return Error{"a control character; expected text", {file, static_cast<int>(line_starts.size()), 0}, "", ""};
  }
  TreeBuilder builder(file, line_starts, text);
  const auto fail = [&](const std::string& message, const YAML::Mark& mark) {
    const Place place = mark.is_null() ? Place{file, 0, 0} : builder.place_of(mark);
    return Error{message, place, "", line_of(text, place.line)};
  };
  // A depth guard before yaml-cpp, which recurses: brackets and indentation can only nest so far.
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    YamlNode first = std::move(builder.root);
    if (parser.HandleNextDocument(builder)) return Error{"a second document begins; expected one YAML document", {file, 0, 0}, "", ""};
    return first;
  } catch (const Stop& stop) {
    return fail(stop.message, stop.mark);
  } catch (const YAML::Exception& exception) {
    return fail("not readable as YAML: " + exception.msg, exception.mark);
  } catch (const std::exception& exception) {
    return fail(std::string("not readable as YAML: ") + exception.what(), YAML::Mark());
  }
}

bool read_number(const YamlNode& node, double* value) {
  if (!node.is_scalar() || node.quoted || node.text.empty() || node.text.size() > 64) return false;
  std::string_view text = node.text;
  if (text[0] == '+') text.remove_prefix(1);
  bool digit = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') { digit = true; continue; }
    if (c == '-' || c == '+') { if (i > 0 && text[i - 1] != 'e' && text[i - 1] != 'E') return false; continue; }
    if (c == '.') { if (!digit) return false; continue; }
    if (c == 'e' || c == 'E') { if (!digit) return false; continue; }
    return false;
  }
  if (!digit) return false;
  const std::string copy(text);
  char* end = nullptr;
  const double read = std::strtod(copy.c_str(), &end);
  if (end != copy.c_str() + copy.size() || !std::isfinite(read)) return false;
  *value = read;
  return true;
}

bool read_bool(const YamlNode& node, bool* value) {
  if (!node.is_scalar() || node.quoted) return false;
  if (node.text == "true" || node.text == "yes") { *value = true; return true; }
  if (node.text == "false" || node.text == "no") { *value = false; return true; }
  return false;
}

std::string print_yaml_text(std::string_view text) {
  bool plain = !text.empty() && text.size() < 400 && text.front() != ' ' && text.back() != ' ';
  if (plain) {
    const char first = text.front();
    const bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') || static_cast<unsigned char>(first) >= 0xC3;
    plain = letter;
    for (size_t i = 0; i < text.size() && plain; ++i) {
      const unsigned char c = static_cast<unsigned char>(text[i]);
      if (c < 0x20 || c == 0x7F || c == '#' || c == '[' || c == ']' || c == '{' || c == '}' || c == ',' || c == '"' || c == '\'' || c == '`' || c == '?' || c == '!' || c == '|' || c == '>' || c == '&' || c == '*') plain = false;
      if (c == ':' && (i + 1 == text.size() || text[i + 1] == ' ')) plain = false;
      if (c == 0xC2 || c == 0xE2 || c == 0xEF) plain = plain && c == 0xE2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) == 0x80 &&
                                                       i + 2 < text.size() && static_cast<unsigned char>(text[i + 2]) <= 0xA7 && static_cast<unsigned char>(text[i + 2]) >= 0x90;
    }
    static const std::unordered_set<std::string> words = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"};
    if (words.count(lower_ascii(text)) != 0) plain = false;
  }
  if (plain) return std::string(text);
  std::string out = "\"";
  for (size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\t': out += "\\t"; break;
      case '\r': out += "\\r"; break;
      default:
        if (c < 0x20 || c == 0x7F) {
          char buffer[8];
          std::snprintf(buffer, sizeof buffer, "\\x%02x", c);
          out += buffer;
        } else {
          out += static_cast<char>(c);
        }
    }
  }
  return out + "\"";
}

}  // namespace handraise
