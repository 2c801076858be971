// libduckdb, loaded the first time it is asked for: what never reads Parquet never pays for it. Only for .cc files of this room that include
// duckdb.h themselves.
#pragma once

#include <duckdb.h>

#include "base/result.h"

namespace handraise {

// The functions that are used, under their names.
#define HANDRAISE_DUCKDB_FUNCTIONS(X)                                                                                                      \
  X(duckdb_create_config) X(duckdb_set_config) X(duckdb_destroy_config) X(duckdb_open_ext) X(duckdb_close) X(duckdb_connect)               \
  X(duckdb_disconnect) X(duckdb_free) X(duckdb_prepare) X(duckdb_prepare_error) X(duckdb_destroy_prepare) X(duckdb_bind_varchar)           \
  X(duckdb_pending_prepared_streaming) X(duckdb_pending_error) X(duckdb_execute_pending) X(duckdb_destroy_pending) X(duckdb_result_error)  \
  X(duckdb_destroy_result) X(duckdb_column_count) X(duckdb_column_name) X(duckdb_column_logical_type) X(duckdb_destroy_logical_type)       \
  X(duckdb_get_type_id) X(duckdb_decimal_scale) X(duckdb_decimal_internal_type) X(duckdb_enum_internal_type) X(duckdb_enum_dictionary_size) \
  X(duckdb_enum_dictionary_value) X(duckdb_struct_type_child_count) X(duckdb_struct_type_child_name) X(duckdb_struct_type_child_type)      \
  X(duckdb_map_type_key_type) X(duckdb_map_type_value_type) X(duckdb_fetch_chunk) X(duckdb_destroy_data_chunk) X(duckdb_data_chunk_get_size) \
  X(duckdb_data_chunk_get_vector) X(duckdb_vector_get_data) X(duckdb_vector_get_validity) X(duckdb_struct_vector_get_child)                \
  X(duckdb_list_vector_get_child)

struct DuckDb {
#define HANDRAISE_DUCKDB_MEMBER(name) decltype(&::name) name = nullptr;
  HANDRAISE_DUCKDB_FUNCTIONS(HANDRAISE_DUCKDB_MEMBER)
#undef HANDRAISE_DUCKDB_MEMBER
};

// Found as any library is: beside the program, where the build found it, or where the system looks. An error says what to install.
Result<const DuckDb*> load_duckdb();

}  // namespace handraise
