// The two channels of every core function: a value, or an Error that a person can act on.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace precall {

// What went wrong. `place` is a JSON Pointer, a file, or an option; `remedy` says what to do next.
struct Error {
  Error() = default;
  // Out of line: there are hundreds of these calls, and the browser downloads each.
  Error(std::string_view where, std::string_view what, std::string_view advice);

  std::string place;
  std::string problem;
  std::string remedy;

  bool operator==(const Error&) const = default;
};

// "place: problem; remedy", always one line.
std::string to_line(const Error& error);

// A T or an Error. `value()` and `error()` may only be called on the side that is held.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return held_.index() == 0; }
  const T& value() const& { return *std::get_if<0>(&held_); }
  T&& value() && { return std::move(*std::get_if<0>(&held_)); }
  const T* operator->() const { return std::get_if<0>(&held_); }
  const Error& error() const { return *std::get_if<1>(&held_); }

 private:
  std::variant<T, Error> held_;
};

}  // namespace precall
