#ifdef HANDRAISE_DUCKDB
#include "events/duckdb_library.h"

#include <dlfcn.h>

namespace handraise {
namespace {

Result<DuckDb> load() {
  void* const library = dlopen("libduckdb.so", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return Error{std::string("DuckDB, which reads Parquet, is not there: ") + dlerror(), {}, "scripts/setup fetches libduckdb.so; or give the usage as JSON lines or CSV", ""};
  DuckDb functions;
  std::string missing;
#define HANDRAISE_DUCKDB_FIND(name)                                                   \
  functions.name = reinterpret_cast<decltype(&::name)>(dlsym(library, #name));       \
  if (functions.name == nullptr) missing = #name;
  HANDRAISE_DUCKDB_FUNCTIONS(HANDRAISE_DUCKDB_FIND)
#undef HANDRAISE_DUCKDB_FIND
  if (!missing.empty()) return Error{"DuckDB, which reads Parquet, is too old: it lacks " + missing, {}, "scripts/setup fetches libduckdb.so", ""};
  return functions;
}

}  // namespace

Result<const DuckDb*> load_duckdb() {
  static const Result<DuckDb> loaded = load();
  if (!loaded) return loaded.errors();
  return &*loaded;
}

}  // namespace handraise
#endif
