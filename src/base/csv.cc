#include "base/csv.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"

namespace handraise {
namespace {

constexpr size_t kFirstBuffer = 256u << 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kFormula = "=+-@\t\r";

std::string too_long(size_t bytes_max) {
  return "longer than " + (bytes_max >= 1u << 20 ? std::to_string(bytes_max >> 20) + " MiB" : std::to_string(bytes_max) + " bytes");
}

}  // namespace

CsvReader::CsvReader(std::string_view text, char separator)
    : CsvReader(
          [text](char* to, size_t room) mutable {
            const size_t count = std::min(room, text.size());
            std::copy_n(text.data(), count, to);
            text.remove_prefix(count);
            return count;
          },
          separator) {}

CsvReader::CsvReader(Fill fill, char separator, size_t row_bytes_max) : fill_(std::move(fill)), separator_(separator), row_bytes_max_(row_bytes_max) {}

bool CsvReader::refill() {
  if (at_end_) return false;
  if (begin_ > 0) {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_), buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size()) buffer_.resize(std::max(std::min(kFirstBuffer, row_bytes_max_ + 1), buffer_.size() * 2));
  const size_t before = end_;
  while (end_ < buffer_.size() && !at_end_) {  // a row is scanned anew when there is more of it: so not for a few bytes
    const size_t count = fill_(buffer_.data() + end_, buffer_.size() - end_);
    if (count == 0) at_end_ = true;
    end_ += count;
  }
  return end_ > before;
}

std::string CsvReader::place(const char* begin_of_line, const char* at, int64_t line) const {
  const size_t column = count_characters({begin_of_line, static_cast<size_t>(at - begin_of_line)}) + 1;
  return " (line " + std::to_string(line) + ", column " + std::to_string(column) + ")";
}

CsvReader::Step CsvReader::scan(CsvRow& row) {
  const char* const begin = buffer_.data() + begin_;
  const char* const end = buffer_.data() + end_;
  const char* at = begin;
  const char* line_begin = begin;
  int64_t line = line_;
  size_t count = 0;
  row.line = line_;
  row.problem.clear();
  open_quote_ = broken_ = false;

  const size_t room = width_ > 0 ? width_ : kColumnsMax;

  const auto finish = [&](const char* behind, bool newline) {
    row.cells.resize(std::min(count, room));
    if (static_cast<size_t>(behind - begin) > row_bytes_max_ && row.problem.empty()) row.problem = too_long(row_bytes_max_);
    if (row.problem.empty() && !is_utf8({begin, static_cast<size_t>(behind - begin)})) row.problem = "not UTF-8";
    if (row.problem.empty() && width_ == 0 && count > room) row.problem = "more than 10,000 columns";
    if (row.problem.empty() && width_ > 0 && count != width_) {
      row.problem = std::to_string(count) + (count == 1 ? " cell" : " cells") + "; expected " + std::to_string(width_) + " as in the first row";
    }
    if (row.problem.empty()) width_ = count;
    line_ = line + (newline ? 1 : 0);
    begin_ += static_cast<size_t>(behind - begin);
    return Step::row;
  };
  // What is wrong reaches to the end of the line.
  const auto fail = [&](std::string problem) {
    const char* newline = static_cast<const char*>(std::memchr(at, '\n', static_cast<size_t>(end - at)));
    if (newline == nullptr && !at_end_) { broken_ = true; return Step::more; }
    row.problem = std::move(problem);
    return finish(newline ? newline + 1 : end, newline != nullptr);
  };

  while (true) {
    if (row.cells.size() == count && count < room) row.cells.emplace_back();
    std::string& cell = count < room ? row.cells[count] : spare_;
    cell.clear();
    if (at == end && !at_end_) return Step::more;
    if (at != end && *at == '"') {
      const char* const opened = at;
      const char* const opened_line_begin = line_begin;
      const int64_t opened_line = line;
      ++at;
      while (true) {
        const char* quote = static_cast<const char*>(std::memchr(at, '"', static_cast<size_t>(end - at)));
        const char* const stop = quote ? quote : end;
        for (const char* newline = at; (newline = static_cast<const char*>(std::memchr(newline, '\n', static_cast<size_t>(stop - newline)))) != nullptr;) {
          ++line;
          line_begin = ++newline;
        }
        cell.append(at, stop);
        if (!quote || (quote + 1 == end && !at_end_)) {
          if (!at_end_) { open_quote_ = !quote; return Step::more; }
          if (!quote) {
            ++count;
            row.problem = "a quote that opens a cell is never closed" + place(opened_line_begin, opened, opened_line);
            return finish(end, false);
          }
        }
        at = quote + 1;
        if (at == end || *at != '"') break;
        cell += '"';
        ++at;
      }
      ++count;
      if (at == end) return finish(end, false);
      if (*at == separator_) { ++at; continue; }
      if (*at == '\n') return finish(at + 1, true);
      if (*at == '\r' && (at + 1 == end ? !at_end_ : at[1] == '\n')) {
        if (at + 1 == end) return Step::more;
        return finish(at + 2, true);
      }
      return fail("expected a separator or the end of the row behind the closing quote" + place(line_begin, at, line));
    }
    const char* const from = at;
    while (at != end && *at != separator_ && *at != '\n' && *at != '\r' && *at != '"') ++at;
    cell.append(from, at);
    if (at == end) {
      if (!at_end_) return Step::more;
      ++count;
      return finish(end, false);
    }
    if (*at == separator_) { ++count; ++at; continue; }
    if (*at == '\n') { ++count; return finish(at + 1, true); }
    if (*at == '"') return fail("a quote inside a cell without quotes" + place(line_begin, at, line));
    if (at + 1 == end && !at_end_) return Step::more;
    if (at + 1 != end && at[1] == '\n') { ++count; return finish(at + 2, true); }
    if (at + 1 == end) { ++count; return finish(end, false); }
    return fail("a carriage return without a line feed" + place(line_begin, at, line));
  }
}

void CsvReader::skip_row(CsvRow& row) {
  row.cells.clear();
  row.problem = too_long(row_bytes_max_);
  // Quotes of what is in the buffer were counted by the scan; from here on they are only toggled.
  for (size_t i = begin_; i < end_; ++i) line_ += buffer_[i] == '\n';
  begin_ = end_ = 0;
  while (refill()) {
    for (size_t i = begin_; i < end_; ++i) {
      if (buffer_[i] == '"' && !broken_) open_quote_ = !open_quote_;
      if (buffer_[i] != '\n') continue;
      ++line_;
      if (open_quote_) continue;
      begin_ = i + 1;
      return;
    }
    begin_ = end_ = 0;
  }
}

bool CsvReader::next(CsvRow& row) {
  if (!started_) {
    while (end_ - begin_ < kByteOrderMark.size() && refill()) {}
    if (std::string_view(buffer_.data(), end_).starts_with(kByteOrderMark)) begin_ = kByteOrderMark.size();
    started_ = true;
  }
  while (true) {
    while (true) {  // empty lines
      if (begin_ == end_ && !refill()) return false;
      if (buffer_[begin_] == '\r' && begin_ + 1 == end_) refill();
      if (buffer_[begin_] == '\n') ++begin_;
      else if (buffer_[begin_] == '\r' && begin_ + 1 < end_ && buffer_[begin_ + 1] == '\n') begin_ += 2;
      else break;
      ++line_;
    }
    while (scan(row) == Step::more) {
      if (end_ - begin_ > row_bytes_max_) {
        skip_row(row);
        return true;
      }
      refill();
    }
    return true;
  }
}

char csv_separator(std::string_view header) {
  bool quoted = false;
  char other = 0;
  for (const char c : header) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == ',') return c == ',' ? ',' : other ? other : ',';
    if (!other && (c == ';' || c == '\t')) other = c;
  }
  return other ? other : ',';
}

std::string csv_cell(std::string_view text) {
  std::string cell;
  if (!text.empty() && kFormula.find(text[0]) != std::string_view::npos) cell += '\'';
  cell += text;
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  return "\"" + replace_all(std::move(cell), "\"", "\"\"") + "\"";
}

std::string_view csv_text(std::string_view cell) {
  return cell.size() > 1 && cell[0] == '\'' && kFormula.find(cell[1]) != std::string_view::npos ? cell.substr(1) : cell;
}

Place csv_place(std::string_view text, const std::string& file, const CsvRow& row, size_t cell, char separator) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  for (int64_t line = 1; line < row.line && !text.empty(); ++line) text.remove_prefix(std::min(text.size(), text.find('\n') + 1));
  Place place{file, static_cast<int>(row.line), 1};
  std::string_view before = text.substr(0, 0);   // of the line, up to the cell
  bool quoted = false;
  for (size_t i = 0; i < text.size() && cell > 0; ++i) {
    if (text[i] == '"') quoted = !quoted;
    else if (text[i] == separator && !quoted) --cell;
    if (text[i] == '\n') {
      if (!quoted) break;
      ++place.line;
      text.remove_prefix(i + 1);
      i = static_cast<size_t>(-1);
      before = {};
      continue;
    }
    before = text.substr(0, i + 1);
  }
  place.column = static_cast<int>(count_characters(before)) + 1;
  return place;
}

}  // namespace handraise
