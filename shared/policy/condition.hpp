// When a rule fires: the typed form of a JsonLogic condition. Negation is pushed into the tests
// while parsing, so that a condition is only "all of", "any of", and tests of one question.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace precall {

struct Question;

// Closed interval of ordinals.
struct Interval {
  std::int64_t from = 0;
  std::int64_t to = 0;

  bool operator==(const Interval&) const = default;
};

// Sorted, disjoint, non-adjacent intervals.
using Intervals = std::vector<Interval>;

Intervals complement(const Intervals& set, Interval domain);
Intervals intersect(const Intervals& a, const Intervals& b);
bool contains(const Intervals& set, std::int64_t value);

// A test of one question. What it tests is the answer's ordinal: false 0 and true 1, the index of
// an option, the integer, or for a date the whole days from it to today.
struct Test {
  std::size_t question = 0;
  Intervals accepted;
};

struct Condition {
  enum class Kind { all, any, test };
  Kind kind = Kind::all;
  std::vector<Condition> parts;  // of all and any
  Test test;                     // of test
};

// The range of a question's ordinals. For a date it is wide enough for every date on every day.
Interval ordinal_domain(const Question& question);

// Type-checks the JsonLogic subset `var == != < <= > >= and or ! in days_since`. The meaning is
// JsonLogic's own for known answers. Fails on `reader` with the place inside `pointer`.
Condition parse_condition(const Json& logic, const Place& pointer,
                          std::span<const Question> questions, Reader& reader);

}  // namespace precall
