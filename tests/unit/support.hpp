// What many tests of the core need: the company's policy, JSON from text, edits of it, fixed
// random numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/json.hpp"
#include "rules/compiled_policy.hpp"

namespace precall::test {

// A file below the repository, or nothing if it is not there. "../" leads to its neighbours.
std::optional<std::string> read_if_there(const std::string& path);

// The company's policy: its text, its JSON, and as the core loads it.
const std::string& company_text();
const Json& company_json();
const CompiledPolicy& company();

// The answers of a customer who meets every condition on any day of 2026.
Json eligible_answers();

// Text that the test itself wrote; the test fails if it cannot be read.
Json json_of(std::string_view text);
CompiledPolicy compiled(const Json& policy);
Answers answers_of(const Policy& policy, const Json& answers);
Day day_of(std::string_view iso_date);
Instant instant_of(std::string_view timestamp);

// The value with one member set or removed; `pointer` is a JSON Pointer, "-" appends to an array.
Json with(Json value, const std::string& pointer, const Json& member);
Json without(Json value, const std::string& pointer);

// Where an operation failed, or "no error".
template <class T>
std::string place_of(const Result<T>& result) {
  return result ? "no error" : result.error().place;
}

// "place: problem; remedy", or "no error".
template <class T>
std::string line_of(const Result<T>& result) {
  return result ? "no error" : to_line(result.error());
}

std::string repeated(std::string_view part, std::size_t count);

// Random numbers that are the same on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  std::int64_t between(std::int64_t from, std::int64_t to) {
    return from + static_cast<std::int64_t>(below(static_cast<std::size_t>(to - from + 1)));
  }
  // True once in `times`.
  bool one_in(std::size_t times) { return below(times) == 0; }
  template <class T>
  const T& pick(const std::vector<T>& list) {
    return list[below(list.size())];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace precall::test
