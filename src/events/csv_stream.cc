#include <algorithm>

#include "base/csv.h"
#include "base/text.h"
#include "events/record_stream.h"
#include "events/table_rows.h"

namespace handraise {
namespace {

constexpr size_t kRowsPerBatch = 1024;

class CsvStream final : public RecordStream {
 public:
  CsvStream(InputFile& file, std::unique_ptr<ContentStream> content, const StreamOptions& options)
      : file_(file), content_(std::move(content)), order_(options.first_order) {}

  Result<bool> begin(const StreamOptions& options) {
    const auto head = content_->peek(64u << 10);
    if (!head) return head.errors();
    reader_.emplace([this](char* to, size_t room) { return fill(to, room); }, csv_separator(head->substr(0, head->find('\n'))));
    const bool any = reader_->next(row_);
    if (!errors_.empty()) return errors_;
    if (!any) return Error{"is empty; expected a header with the names of the columns", {file_.name(), 1, 0}, "", ""};
    if (!row_.problem.empty()) return Error{"no header that can be read: " + row_.problem, {file_.name(), static_cast<int>(row_.line), 0}, "", ""};
    const std::vector<std::string> columns = row_.cells;
    for (size_t i = 0; i < columns.size(); ++i) {
      if (std::find(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(i), columns[i]) != columns.begin() + static_cast<std::ptrdiff_t>(i)) {
        return Error{"column '" + columns[i] + "' stands twice in the header", {file_.name(), static_cast<int>(row_.line), 0}, "", ""};
      }
      spread_.push_back(may_hold_json(columns[i]));
    }
    ahead_ = reader_->next(row_);
    if (!errors_.empty()) return errors_;
    Mapping mapping;
    if (options.usage.mapping) {
      mapping = *options.usage.mapping;
    } else {
      TableRow first;
      if (ahead_ && row_.problem.empty()) {
        first.cells.resize(columns.size());
        for (size_t i = 0; i < columns.size(); ++i) first.cells[i].refer(cell_kind(row_.cells[i]), row_.cells[i]);
      }
      auto guessed = guess_mapping(columns, first.cells.empty() ? nullptr : &first, file_.name());
      if (!guessed) return guessed.errors();
      mapping = std::move(*guessed);
      if (options.guessed) options.guessed(file_.name(), mapping);
    }
    auto rows = TableRows::create(columns, mapping, options.usage.wanted, file_.name());
    if (!rows) return rows.errors();
    rows_.emplace(std::move(*rows));
    table_row_.cells.resize(columns.size());
    return true;
  }

  Result<bool> cut(Batch& batch) override {
    batch.clear();
    const std::vector<bool>& needed = rows_->needed();
    while (ahead_ && batch.lines < kRowsPerBatch) {
      ++batch.lines;
      const uint64_t order = order_;
      order_ += 2;
      if (!row_.problem.empty()) {
        batch.rejects.push_back({file_.name(), row_.line, row_.problem});
      } else {
        table_row_.line = row_.line;
        const auto read = [&](size_t i) { table_row_.cells[i].refer(cell_kind(row_.cells[i]), row_.cells[i]); };
        for (size_t i = 0; i < needed.size(); ++i) {
          if (needed[i] && rows_->tells(i)) read(i);
        }
        const bool asked = rows_->asks(table_row_);
        for (size_t i = 0; i < needed.size(); ++i) {
          if (!needed[i] || rows_->tells(i)) continue;
          if (asked || !rows_->is_value(i)) read(i);
          else table_row_.cells[i].refer(Value::Kind::null, {});
          if (spread_[i]) spread_json(table_row_.cells[i]);
        }
        rows_->read(table_row_, order, batch);
      }
      ahead_ = reader_->next(row_);
      if (!errors_.empty()) return errors_;
    }
    return batch.lines > 0;
  }

 private:
  size_t fill(char* to, size_t room) {
    const auto count = content_->read(to, room);
    if (count) return *count;
    errors_ = count.errors();
    return 0;
  }

  InputFile& file_;
  std::unique_ptr<ContentStream> content_;
  uint64_t order_;
  std::optional<CsvReader> reader_;
  Errors errors_;            // of reading; the reader sees an end
  std::vector<bool> spread_;
  CsvRow row_;               // the next one, when `ahead_`
  bool ahead_ = false;
  std::optional<TableRows> rows_;
  TableRow table_row_;
};

}  // namespace

Result<std::unique_ptr<RecordStream>> open_csv(InputFile& file, std::unique_ptr<ContentStream> content, const StreamOptions& options) {
  auto stream = std::make_unique<CsvStream>(file, std::move(content), options);
  if (const auto begun = stream->begin(options); !begun) return begun.errors();
  return std::unique_ptr<RecordStream>(std::move(stream));
}

}  // namespace handraise
