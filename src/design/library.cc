#include "design/design.h"

namespace handraise {

Result<Library> Library::load(const std::string& directory) {
  Library library;
  library.directory = directory;
  const std::string playbooks = directory + "/playbooks", templates = directory + "/templates";
  Errors errors;
  const auto take = [&](auto result, auto& into) {
    if (result) into = std::move(*result);
    else errors.insert(errors.end(), result.errors().begin(), result.errors().end());
  };
  take(load_index(playbooks), library.index);
  take(load_planning(playbooks), library.planning);
  take(load_questions(playbooks), library.questions);
  take(load_content(templates), library.content);
  // A published figure is never printed without its source, year and tier.
  Result<std::vector<Benchmark>> benchmarks = load_benchmarks(playbooks);
  if (!benchmarks) errors.insert(errors.end(), benchmarks.errors().begin(), benchmarks.errors().end());
  if (!errors.empty()) return errors;
  for (PlanningDefault& row : library.planning) {
    if (row.quantity.from != Origin::published) continue;
    if (const Benchmark* benchmark = benchmark_of_key(*benchmarks, row.quantity.source)) row.quantity.label += " (" + benchmark->source + ", " + std::to_string(benchmark->year) + ", tier " + benchmark->tier + ")";
  }
  return library;
}

Result<const Playbook*> Library::playbook(const std::string& id) {
  const std::lock_guard<std::mutex> guard(*lock_);
  const auto found = playbooks_.find(id);
  if (found != playbooks_.end()) return static_cast<const Playbook*>(found->second.get());
  Result<Playbook> read = load_playbook(directory + "/playbooks", id);
  if (!read) return read.errors();
  auto owned = std::make_unique<Playbook>(std::move(*read));
  const Playbook* made = owned.get();
  playbooks_[id] = std::move(owned);
  return made;
}

Result<const Catalogue*> Library::catalogue() {
  const std::lock_guard<std::mutex> guard(*lock_);
  if (catalogue_ == nullptr) {
    Result<Catalogue> read = load_catalogue(directory + "/playbooks");
    if (!read) return read.errors();
    catalogue_ = std::make_unique<Catalogue>(std::move(*read));
  }
  return static_cast<const Catalogue*>(catalogue_.get());
}

}  // namespace handraise
