#include "events/record_stream.h"

#include "base/csv.h"
#include "base/text.h"

namespace handraise {
namespace {

bool named(const std::string& name, std::initializer_list<std::string_view> endings) {
  std::string lower = lower_ascii(name);
  for (const std::string_view packing : {".gz", ".zst"}) {
    if (lower.ends_with(packing)) lower.resize(lower.size() - packing.size());
  }
  for (const std::string_view ending : endings) {
    if (lower.ends_with(ending)) return true;
  }
  return false;
}

}  // namespace

Result<bool> RecordStream::next(Batch& batch) {
  const auto more = cut(batch);
  if (!more || !*more) return more;
  take_apart(batch, 0);
  number(batch);
  return true;
}

Result<std::unique_ptr<RecordStream>> open_record_stream(InputFile& file, const StreamOptions& options) {
  auto content = std::make_unique<ContentStream>(file);
  auto head = content->peek(64u << 10);
  if (!head) return head.errors();
  if (head->starts_with("PAR1")) {
    if (const auto rewound = file.rewind(); !rewound) return rewound.errors();
    return open_parquet(file, options);
  }
  if (head->starts_with("\xFF\xFE") || head->starts_with("\xFE\xFF")) return Error{"is UTF-16; expected UTF-8", {file.name(), 0, 0}, "iconv -f UTF-16 -t UTF-8", ""};
  std::string_view text = *head;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text = trim(text);
  // A table says so by its name; what has neither name nor a first line of JSON is one when its first line has columns.
  const bool table = named(file.name(), {".csv", ".tsv"}) ||
                     (!named(file.name(), {".jsonl", ".ndjson", ".json", ".log"}) && !text.empty() && text[0] != '{' && text[0] != '[' &&
                      text.substr(0, text.find('\n')).find_first_of(",;\t") != std::string_view::npos);
  if (table) return open_csv(file, std::move(content), options);
  return open_json_lines(file, std::move(content), options);
}

}  // namespace handraise
