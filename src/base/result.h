// An answer or the reasons why there is none. User's input and the outside world give a Result; our own bugs assert.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace handraise {

// A place in a text. Lines and columns count from 1, columns in characters (not bytes). line 0: no place inside the file.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
  bool operator==(const Place&) const = default;
};

struct Error {
  std::string message;   // what is wrong, and what was expected: "no signal named 'invted'; expected one of this file's signals"
  Place where;
  std::string hint;      // what to do: "did you mean 'invited' (line 6)?"; may be empty
  std::string excerpt;   // the line of the text that it stands in; may be empty
};
using Errors = std::vector<Error>;

// Prints `file:line:column: message`, the excerpt with a caret, and the hint, each error in turn.
std::string print_errors(const Errors& errors);

template <class T>
class Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Errors errors) : state_(std::move(errors)) {}
  Result(Error error) : state_(Errors{std::move(error)}) {}
  explicit operator bool() const { return state_.index() == 0; }
  const T& operator*() const { assert(*this); return std::get<0>(state_); }
  T& operator*() { assert(*this); return std::get<0>(state_); }
  const T* operator->() const { return &**this; }
  T* operator->() { return &**this; }
  const Errors& errors() const { assert(!*this); return std::get<1>(state_); }

 private:
  std::variant<T, Errors> state_;
};

}  // namespace handraise
