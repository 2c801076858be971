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
  if (!errors.empty()) return errors;
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
