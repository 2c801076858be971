#include "events/record_stream.h"

#ifndef HANDRAISE_DUCKDB

namespace handraise {

Result<std::unique_ptr<RecordStream>> open_parquet(InputFile& file, const StreamOptions&) {
  return Error{"is Parquet, which needs DuckDB; this program was built without", {file.name(), 0, 0}, "run scripts/setup and build again, or give the usage as JSON lines or CSV", ""};
}

}  // namespace handraise

#else

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "events/duckdb_library.h"
#include "events/table_rows.h"

namespace handraise {
namespace {

constexpr Timestamp kTimeMax = 253'402'300'799'999;  // 9999-12-31T23:59:59.999Z

// The values of one column (or of what stands inside it), bound anew to each chunk.
struct Cells {
  duckdb_type type = DUCKDB_TYPE_INVALID;
  duckdb_type inner = DUCKDB_TYPE_INVALID;  // how a decimal or an enum is held
  int scale = 0;                            // of a decimal
  std::vector<std::string> words;           // of an enum; names of a struct
  std::vector<Cells> children;              // of a struct; key and value of a map
  duckdb_vector vector = nullptr;
  void* data = nullptr;
  uint64_t* validity = nullptr;

  bool is_null(size_t row) const { return validity && !(validity[row / 64] >> (row % 64) & 1); }
  template <class T>
  T at(size_t row) const { return static_cast<const T*>(data)[row]; }
  std::string_view bytes(size_t row) const {
    const auto& string = static_cast<const duckdb_string_t*>(data)[row];
    const uint32_t size = string.value.inlined.length;
    return {size <= 12 ? string.value.inlined.inlined : string.value.pointer.ptr, size};
  }
};

Cells describe(const DuckDb& db, duckdb_logical_type type) {
  Cells cells;
  cells.type = db.duckdb_get_type_id(type);
  const auto inside = [&](duckdb_logical_type child) {
    cells.children.push_back(describe(db, child));
    db.duckdb_destroy_logical_type(&child);
  };
  if (cells.type == DUCKDB_TYPE_DECIMAL) {
    cells.inner = db.duckdb_decimal_internal_type(type);
    cells.scale = db.duckdb_decimal_scale(type);
  } else if (cells.type == DUCKDB_TYPE_ENUM) {
    cells.inner = db.duckdb_enum_internal_type(type);
    for (uint32_t i = 0; i < db.duckdb_enum_dictionary_size(type); ++i) {
      char* const word = db.duckdb_enum_dictionary_value(type, i);
      cells.words.emplace_back(word);
      db.duckdb_free(word);
    }
  } else if (cells.type == DUCKDB_TYPE_STRUCT) {
    for (idx_t i = 0; i < db.duckdb_struct_type_child_count(type); ++i) {
      char* const name = db.duckdb_struct_type_child_name(type, i);
      cells.words.emplace_back(name);
      db.duckdb_free(name);
      inside(db.duckdb_struct_type_child_type(type, i));
    }
  } else if (cells.type == DUCKDB_TYPE_MAP) {
    inside(db.duckdb_map_type_key_type(type));
    inside(db.duckdb_map_type_value_type(type));
  }
  return cells;
}

void bind(const DuckDb& db, Cells& cells, duckdb_vector vector) {
  cells.vector = vector;
  cells.data = db.duckdb_vector_get_data(vector);
  cells.validity = db.duckdb_vector_get_validity(vector);
  if (cells.type == DUCKDB_TYPE_STRUCT) {
    for (size_t i = 0; i < cells.children.size(); ++i) bind(db, cells.children[i], db.duckdb_struct_vector_get_child(vector, i));
  } else if (cells.type == DUCKDB_TYPE_MAP) {
    const duckdb_vector entries = db.duckdb_list_vector_get_child(vector);
    for (size_t i = 0; i < 2; ++i) bind(db, cells.children[i], db.duckdb_struct_vector_get_child(entries, i));
  }
}

bool is_time(duckdb_type type) {
  return type == DUCKDB_TYPE_TIMESTAMP || type == DUCKDB_TYPE_TIMESTAMP_TZ || type == DUCKDB_TYPE_TIMESTAMP_S || type == DUCKDB_TYPE_TIMESTAMP_MS || type == DUCKDB_TYPE_TIMESTAMP_NS;
}

int64_t floor_divide(int64_t value, int64_t by) { return value / by - (value % by < 0); }

std::optional<Timestamp> time_at(const Cells& cells, size_t row) {
  const int64_t value = cells.at<int64_t>(row);
  const int64_t time = cells.type == DUCKDB_TYPE_TIMESTAMP_S    ? (value > kTimeMax / 1000 ? -1 : value * 1000)
                       : cells.type == DUCKDB_TYPE_TIMESTAMP_MS ? value
                       : cells.type == DUCKDB_TYPE_TIMESTAMP_NS ? floor_divide(value, 1'000'000)
                                                                : floor_divide(value, 1000);
  return time < 0 || time > kTimeMax ? std::nullopt : std::optional(time);
}

__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 UnsignedWide;

std::string digits_of(UnsignedWide value) {
  std::string digits;
  do digits += static_cast<char>('0' + static_cast<int>(value % 10));
  while ((value /= 10) != 0);
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::string decimal_of(Wide value, int scale) {
  const bool negative = value < 0;
  std::string digits = digits_of(negative ? -static_cast<UnsignedWide>(value) : static_cast<UnsignedWide>(value));
  if (scale > 0) {
    if (digits.size() <= static_cast<size_t>(scale)) digits.insert(0, static_cast<size_t>(scale) + 1 - digits.size(), '0');
    digits.insert(digits.size() - static_cast<size_t>(scale), ".");
  }
  return (negative ? "-" : "") + digits;
}

Wide wide_at(const Cells& cells, size_t row) {
  const auto value = cells.at<duckdb_hugeint>(row);
  return static_cast<Wide>((static_cast<UnsignedWide>(static_cast<uint64_t>(value.upper)) << 64) | value.lower);
}

// The same text as the value would have in JSON; what has none there (lists, intervals, …) is composite: it exists, and passes no other test.
void read_cell(const Cells& cells, size_t row, Value& value, int depth = 0) {
  value.fields.clear();
  value.text.clear();
  value.kind = Value::Kind::null;
  if (cells.is_null(row)) return;
  const auto number = [&](auto x) {
    char digits[64];
    const auto end = std::to_chars(digits, digits + sizeof digits, x).ptr;
    value.text.assign(digits, end);
    value.kind = Value::Kind::number;
  };
  const auto text = [&](std::string_view x) {
    value.text.assign(x);
    value.kind = Value::Kind::text;
  };
  switch (cells.type) {
    case DUCKDB_TYPE_BOOLEAN:
      value.text = cells.at<bool>(row) ? "true" : "false";
      value.kind = Value::Kind::boolean;
      return;
    case DUCKDB_TYPE_TINYINT: return number(static_cast<int>(cells.at<int8_t>(row)));
    case DUCKDB_TYPE_SMALLINT: return number(cells.at<int16_t>(row));
    case DUCKDB_TYPE_INTEGER: return number(cells.at<int32_t>(row));
    case DUCKDB_TYPE_BIGINT: return number(cells.at<int64_t>(row));
    case DUCKDB_TYPE_UTINYINT: return number(static_cast<int>(cells.at<uint8_t>(row)));
    case DUCKDB_TYPE_USMALLINT: return number(cells.at<uint16_t>(row));
    case DUCKDB_TYPE_UINTEGER: return number(cells.at<uint32_t>(row));
    case DUCKDB_TYPE_UBIGINT: return number(cells.at<uint64_t>(row));
    case DUCKDB_TYPE_FLOAT:
      if (std::isfinite(cells.at<float>(row))) number(cells.at<float>(row));  // a NaN is no value
      return;
    case DUCKDB_TYPE_DOUBLE:
      if (!std::isfinite(cells.at<double>(row))) return;
      value.text = print_number(cells.at<double>(row));
      value.kind = Value::Kind::number;
      return;
    case DUCKDB_TYPE_HUGEINT:
      value.text = decimal_of(wide_at(cells, row), 0);
      value.kind = Value::Kind::number;
      return;
    case DUCKDB_TYPE_UHUGEINT:
      value.text = digits_of(static_cast<UnsignedWide>(wide_at(cells, row)));
      value.kind = Value::Kind::number;
      return;
    case DUCKDB_TYPE_DECIMAL:
      value.text = decimal_of(cells.inner == DUCKDB_TYPE_SMALLINT  ? cells.at<int16_t>(row)
                              : cells.inner == DUCKDB_TYPE_INTEGER ? cells.at<int32_t>(row)
                              : cells.inner == DUCKDB_TYPE_BIGINT  ? cells.at<int64_t>(row)
                                                                   : wide_at(cells, row),
                              cells.scale);
      value.kind = Value::Kind::number;
      return;
    case DUCKDB_TYPE_VARCHAR:
    case DUCKDB_TYPE_BLOB: {
      const std::string_view bytes = cells.bytes(row);
      if (cells.type == DUCKDB_TYPE_BLOB && !is_utf8(bytes)) break;
      return text(bytes);
    }
    case DUCKDB_TYPE_ENUM: {
      const size_t word = cells.inner == DUCKDB_TYPE_UTINYINT ? cells.at<uint8_t>(row) : cells.inner == DUCKDB_TYPE_USMALLINT ? cells.at<uint16_t>(row) : cells.at<uint32_t>(row);
      return text(word < cells.words.size() ? cells.words[word] : std::string());
    }
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_TZ:
    case DUCKDB_TYPE_TIMESTAMP_S:
    case DUCKDB_TYPE_TIMESTAMP_MS:
    case DUCKDB_TYPE_TIMESTAMP_NS:
      if (const auto time = time_at(cells, row)) return text(print_time(*time));
      break;
    case DUCKDB_TYPE_DATE: {
      const int64_t days = cells.at<int32_t>(row);
      if (days >= 0 && days <= kTimeMax / kDay) return text(print_time(days * kDay).substr(0, 10));
      break;
    }
    case DUCKDB_TYPE_UUID: {
      const auto bits = static_cast<UnsignedWide>(wide_at(cells, row)) ^ (static_cast<UnsignedWide>(1) << 127);  // held so that it sorts
      for (int i = 31; i >= 0; --i) {
        value.text += "0123456789abcdef"[static_cast<size_t>(bits >> (4 * i)) & 15];
        if (i == 24 || i == 20 || i == 16 || i == 12) value.text += '-';
      }
      value.kind = Value::Kind::text;
      return;
    }
    default: break;
  }
  value.kind = Value::Kind::composite;
  if (depth > 64) return;
  if (cells.type == DUCKDB_TYPE_STRUCT) {
    for (size_t i = 0; i < cells.children.size(); ++i) {
      Field field{cells.words[i], {}};
      read_cell(cells.children[i], row, field.value, depth + 1);
      if (field.value.kind != Value::Kind::null) value.fields.push_back(std::move(field));
    }
  } else if (cells.type == DUCKDB_TYPE_MAP) {
    const auto entry = cells.at<duckdb_list_entry>(row);
    for (uint64_t i = entry.offset; i < entry.offset + entry.length; ++i) {
      Value key;
      read_cell(cells.children[0], i, key, depth + 1);
      if (key.kind == Value::Kind::null || key.kind == Value::Kind::composite) continue;
      Field field{std::move(key.text), {}};
      read_cell(cells.children[1], i, field.value, depth + 1);
      if (field.value.kind != Value::Kind::null) value.fields.push_back(std::move(field));
    }
  }
}

void read_cell(const Cells& cells, size_t row, TableCell& cell) {
  if (cells.is_null(row)) return cell.refer(Value::Kind::null, {});
  if (cells.type == DUCKDB_TYPE_VARCHAR) return cell.refer(Value::Kind::text, cells.bytes(row));
  read_cell(cells, row, cell.own);
  cell.keep();
}

// Rows as DuckDB gave them.
struct Rows final : Piece {
  explicit Rows(const DuckDb& from) : db(from) {}
  ~Rows() override { end(); }
  void end() {
    if (chunk) db.duckdb_destroy_data_chunk(&chunk);
    size = 0;
  }
  const DuckDb& db;
  duckdb_data_chunk chunk = nullptr;
  size_t size = 0;
  uint64_t before = 0;   // rows of the file
};

class ParquetStream final : public RecordStream {
 public:
  ParquetStream(const DuckDb& db, InputFile& file, uint64_t order) : db_(db), file_(file), order_(order) {}
  ~ParquetStream() override {
    end_query();
    if (connection_) db_.duckdb_disconnect(&connection_);
    if (database_) db_.duckdb_close(&database_);
  }

  Result<bool> begin(const StreamOptions& options) {
    auto path = file_.path();
    if (!path) return path.errors();
    path_ = std::move(*path);
    if (const auto opened = open(); !opened) return opened.errors();

    // Rows in the file, for the progress; then its columns, and the first row to guess by.
    if (const auto done = query("SELECT num_rows FROM parquet_file_metadata($1)"); !done) return done.errors();
    {
      Rows rows(db_);
      if (const auto more = fetch(rows); !more) return more.errors();
      else if (*more) {
        bind(columns_, rows);
        rows_total_ = static_cast<uint64_t>(std::max<int64_t>(0, columns_[0].at<int64_t>(0)));
      }
    }
    if (const auto done = query("SELECT * FROM read_parquet($1, hive_partitioning = false) LIMIT 1"); !done) return done.errors();
    std::vector<std::string> names;
    for (idx_t i = 0; i < db_.duckdb_column_count(&result_); ++i) names.emplace_back(db_.duckdb_column_name(&result_, i));
    const std::vector<Cells> all = columns_;
    Rows rows_of_first(db_);
    const auto any = fetch(rows_of_first);
    if (!any) return any.errors();
    if (*any) bind(columns_, rows_of_first);
    TableRow first;
    first.cells.resize(names.size());
    for (size_t i = 0; *any && i < names.size(); ++i) read_cell(columns_[i], 0, first.cells[i]);

    Mapping mapping;
    if (options.usage.mapping) {
      mapping = *options.usage.mapping;
    } else {
      auto guessed = guess_mapping(names, *any ? &first : nullptr, file_.name());
      if (!guessed) return guessed.errors();
      mapping = std::move(*guessed);
      if (options.guessed) options.guessed(file_.name(), mapping);
    }
    auto rows = TableRows::create(names, mapping, options.usage.wanted, file_.name());
    if (!rows) return rows.errors();
    rows_.emplace(std::move(*rows));
    const duckdb_type time_type = all[rows_->time_column()].type;
    time_is_time_ = is_time(time_type);
    if (!time_is_time_ && time_type != DUCKDB_TYPE_VARCHAR && time_type != DUCKDB_TYPE_BLOB) {
      return Error{"column '" + mapping.time + "' holds no time; expected a TIMESTAMP, or texts as 2026-03-02T09:00:00Z", {file_.name(), 0, 0}, "name another with {time: …} in the motion's `input:` or in a file given with --map", ""};
    }
    // Only what is looked at is read. Columns go by their place: no name of the file becomes SQL.
    std::string list;
    for (size_t i = 0; i < names.size(); ++i) {
      if (!rows_->needed()[i]) continue;
      list += (list.empty() ? "#" : ", #") + std::to_string(i + 1);
      (rows_->tells(i) ? telling_ : others_).push_back(places_.size());
      places_.push_back(i);
      spread_.push_back(may_hold_json(names[i]));
    }
    if (const auto begun = query("SELECT " + list + " FROM read_parquet($1, hive_partitioning = false)"); !begun) return begun.errors();
    for (Worker& worker : workers_) {
      worker.columns = columns_;
      worker.row.cells.resize(names.size());
    }
    return true;
  }

  Result<bool> cut(Batch& batch) override {
    batch.clear();
    if (!batch.piece) batch.piece = std::make_unique<Rows>(db_);
    Rows& rows = static_cast<Rows&>(*batch.piece);
    rows.end();
    const auto more = fetch(rows);
    if (!more || !*more) return more;
    rows.before = rows_done_;
    rows_done_ += rows.size;
    if (rows_total_ > 0) file_.set_done(static_cast<double>(rows_done_) / static_cast<double>(rows_total_));
    return true;
  }

  void take_apart(Batch& batch, size_t worker_number) override {
    Rows& rows = static_cast<Rows&>(*batch.piece);
    Worker& worker = workers_[worker_number];
    bind(worker.columns, rows);
    TableRow& row = worker.row;
    for (size_t at = 0; at < rows.size; ++at) {
      row.line = static_cast<int64_t>(rows.before + at) + 1;
      row.time.reset();
      for (const size_t i : telling_) read_cell(worker.columns[i], at, row.cells[places_[i]]);
      const bool asked = rows_->asks(row);
      for (const size_t i : others_) {
        TableCell& cell = row.cells[places_[i]];
        if (!asked && rows_->is_value(places_[i])) {
          cell.refer(Value::Kind::null, {});
        } else if (time_is_time_ && places_[i] == rows_->time_column()) {
          if (!worker.columns[i].is_null(at)) row.time = time_at(worker.columns[i], at);
        } else {
          read_cell(worker.columns[i], at, cell);
          if (spread_[i]) spread_json(cell);
        }
      }
      ++batch.lines;
      rows_->read(row, order_ + 2 * (rows.before + at), batch);
    }
    rows.end();
  }

 private:
  Error broken(const char* said) const {
    std::string message = said ? said : "no reason given";
    message = replace_all(message.substr(0, message.find('\n')), path_, file_.name());
    return {"cannot be read as Parquet: " + message, {file_.name(), 0, 0}, "is it complete?", ""};
  }

  Result<bool> open() {
    duckdb_config config = nullptr;
    db_.duckdb_create_config(&config);
    for (const auto& [name, value] : {std::pair<const char*, const char*>{"autoinstall_known_extensions", "false"}, {"autoload_known_extensions", "false"}, {"threads", "2"}, {"temp_directory", ""}}) {
      db_.duckdb_set_config(config, name, value);
    }
    char* said = nullptr;
    const auto state = db_.duckdb_open_ext(nullptr, &database_, config, &said);
    db_.duckdb_destroy_config(&config);
    if (state != DuckDBSuccess) {
      const Error error = broken(said);
      if (said) db_.duckdb_free(said);
      return error;
    }
    if (db_.duckdb_connect(database_, &connection_) != DuckDBSuccess) return broken("no connection");
    return true;
  }

  void end_query() {
    if (has_result_) db_.duckdb_destroy_result(&result_);
    has_result_ = false;
  }

  // Runs it with the path as its value; `columns_` are those of its result.
  Result<bool> query(const std::string& sql) {
    end_query();
    duckdb_prepared_statement statement = nullptr;
    duckdb_pending_result pending = nullptr;
    std::optional<Error> error;
    if (db_.duckdb_prepare(connection_, sql.c_str(), &statement) != DuckDBSuccess) error = broken(db_.duckdb_prepare_error(statement));
    else if (db_.duckdb_bind_varchar(statement, 1, path_.c_str()) != DuckDBSuccess) error = broken(db_.duckdb_prepare_error(statement));
    else if (db_.duckdb_pending_prepared_streaming(statement, &pending) != DuckDBSuccess) error = broken(db_.duckdb_pending_error(pending));
    else {
      has_result_ = true;
      if (db_.duckdb_execute_pending(pending, &result_) != DuckDBSuccess) error = broken(db_.duckdb_result_error(&result_));
    }
    if (pending) db_.duckdb_destroy_pending(&pending);
    if (statement) db_.duckdb_destroy_prepare(&statement);
    if (error) return *error;
    columns_.clear();
    for (idx_t i = 0; i < db_.duckdb_column_count(&result_); ++i) {
      duckdb_logical_type type = db_.duckdb_column_logical_type(&result_, i);
      columns_.push_back(describe(db_, type));
      db_.duckdb_destroy_logical_type(&type);
    }
    return true;
  }

  // The next rows of the query; false: the end.
  Result<bool> fetch(Rows& rows) {
    rows.chunk = db_.duckdb_fetch_chunk(result_);
    if (!rows.chunk) {
      const char* const said = db_.duckdb_result_error(&result_);
      if (said && *said) return broken(said);
      return false;
    }
    rows.size = db_.duckdb_data_chunk_get_size(rows.chunk);
    return rows.size > 0;
  }

  void bind(std::vector<Cells>& columns, const Rows& rows) const {
    for (size_t i = 0; i < columns.size(); ++i) handraise::bind(db_, columns[i], db_.duckdb_data_chunk_get_vector(rows.chunk, i));
  }

  const DuckDb& db_;
  InputFile& file_;
  uint64_t order_, rows_done_ = 0, rows_total_ = 0;
  std::string path_;
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
  duckdb_result result_{};
  bool has_result_ = false;
  std::vector<Cells> columns_;        // of the query
  std::vector<size_t> places_;        // of these in the file
  std::vector<size_t> telling_, others_;   // columns of the query that are read first, and the rest
  std::vector<bool> spread_;
  std::optional<TableRows> rows_;
  bool time_is_time_ = false;
  struct Worker {
    std::vector<Cells> columns;
    TableRow row;
  };
  std::array<Worker, kWorkers> workers_;
};

}  // namespace

Result<std::unique_ptr<RecordStream>> open_parquet(InputFile& file, const StreamOptions& options) {
  const auto db = load_duckdb();
  if (!db) {
    Errors errors = db.errors();
    errors[0].where.file = file.name();
    return errors;
  }
  auto stream = std::make_unique<ParquetStream>(**db, file, options.first_order);
  if (const auto begun = stream->begin(options); !begun) return begun.errors();
  return std::unique_ptr<RecordStream>(std::move(stream));
}

}  // namespace handraise

#endif
