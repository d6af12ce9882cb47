// JsonLogic as its documentation describes it, walked as a tree: the tests' own reading of
// conditions. It shares nothing with the product's, which has no such walk.
#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/json.hpp"

namespace precall::test {

// A value of JsonLogic: a boolean, a number, a string (by its number in a list), or a date.
struct Value {
  enum class Kind { boolean, number, string, date };
  Kind kind = Kind::boolean;
  std::int64_t number = 0;

  bool operator==(const Value&) const = default;
};

// The strings that occur in data and conditions, so that values compare as numbers.
class Strings {
 public:
  std::int64_t number_of(const std::string& text);

 private:
  std::vector<std::string> texts_;
};

class Logic {
 public:
  // `ids` are the variables' names; data comes in their order.
  Logic(const Json& expression, const std::vector<std::string>& ids, Strings& strings);

  bool holds(const std::vector<Value>& data, Day today) const;

  // The numbers that the variable is compared with, here or below.
  void collect_numbers(std::size_t variable, std::vector<std::int64_t>& numbers) const;

 private:
  Value walk(const std::vector<Value>& data, Day today) const;
  Value compare(const Value& left, const Value& right) const;
  bool mentions(std::size_t variable) const;

  std::string operator_;  // "literal" for a value, "list" for an array
  Value literal_;
  std::size_t variable_ = 0;
  std::vector<Logic> arguments_;
};

}  // namespace precall::test
