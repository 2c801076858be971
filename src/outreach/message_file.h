// Messages as people keep them in files: plain text, Markdown, JSON lines, or the outreach of a motion.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "outreach/check_message.h"

namespace handraise {

enum class MessageForm { text, markdown, json_lines, motion };
// By the ending of the name (.md .markdown .jsonl .ndjson .yaml .yml, else text); for "-" by how the text begins.
MessageForm form_of(std::string_view file, std::string_view text);

struct FiledMessage {
  MessageText text;
  MessageContext context;
  std::optional<std::vector<std::string>> expect;  // rules that a labelled message breaks
  std::vector<uint32_t> subject_at, body_at;       // place in the file, in bytes, of each byte and of the end
};

// What could be read and what could not: one bad line costs no other.
struct MessageFile {
  std::vector<FiledMessage> messages;
  Errors errors;
};

// `text` is the whole file, below 4 GB. How a message is written in each form: docs/outreach.md. Any bytes do.
MessageFile read_message_file(std::string_view text, const std::string& file, MessageForm form);

// A span of a message in its file. Lines and columns count from 1, columns and lengths in characters.
struct FiledSpan {
  Place begin, end;
  size_t length = 0;
};
// Finds spans of messages of one file, each in time that does not grow with the file.
class FilePlaces {
 public:
  FilePlaces(std::string_view text, std::string file);  // `text` must outlive it
  Place place(size_t byte) const;
  FiledSpan span(const FiledMessage& message, const Finding& finding) const;

 private:
  std::string_view text_;
  std::string file_;
  std::vector<size_t> line_starts_;
};

}  // namespace handraise
