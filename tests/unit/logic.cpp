// The tree walk.
#include "logic.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace precall::test {
namespace {

Value truth(bool value) {
  return {Value::Kind::boolean, value ? 1 : 0};
}

bool truthy(const Value& value) {
  return value.number != 0;
}

}  // namespace

std::int64_t Strings::number_of(const std::string& text) {
  const auto found = std::find(texts_.begin(), texts_.end(), text);
  if (found != texts_.end()) return 1 + (found - texts_.begin());
  texts_.push_back(text);
  return static_cast<std::int64_t>(texts_.size());
}

Logic::Logic(const Json& expression, const std::vector<std::string>& ids, Strings& strings) {
  if (expression.is_boolean()) {
    operator_ = "literal";
    literal_ = truth(expression.get<bool>());
  } else if (expression.is_number_integer()) {
    operator_ = "literal";
    literal_ = {Value::Kind::number, expression.get<std::int64_t>()};
  } else if (expression.is_string()) {
    operator_ = "literal";
    literal_ = {Value::Kind::string, strings.number_of(expression.get<std::string>())};
  } else if (expression.is_array()) {
    operator_ = "list";
    for (const Json& entry : expression) arguments_.emplace_back(entry, ids, strings);
  } else {
    REQUIRE(expression.size() == 1);
    operator_ = expression.begin().key();
    const Json& argument = expression.begin().value();
    if (operator_ == "var") {
      const Json& name = argument.is_array() ? argument[0] : argument;
      const auto found = std::find(ids.begin(), ids.end(), name.get<std::string>());
      REQUIRE(found != ids.end());
      variable_ = static_cast<std::size_t>(found - ids.begin());
    } else if (argument.is_array()) {
      for (const Json& entry : argument) arguments_.emplace_back(entry, ids, strings);
    } else {
      arguments_.emplace_back(argument, ids, strings);
    }
  }
}

bool Logic::holds(const std::vector<Value>& data, Day today) const {
  return truthy(walk(data, today));
}

Value Logic::walk(const std::vector<Value>& data, Day today) const {
  if (operator_ == "literal") return literal_;
  if (operator_ == "var") return data[variable_];
  const auto argument = [&](std::size_t i) { return arguments_[i].walk(data, today); };
  if (operator_ == "!") return truth(!truthy(argument(0)));
  if (operator_ == "and" || operator_ == "or") {
    // The first falsy, or the first truthy, argument, or else the last.
    Value last;
    for (std::size_t i = 0; i < arguments_.size(); ++i) {
      last = argument(i);
      if (truthy(last) == (operator_ == "or")) break;
    }
    return last;
  }
  if (operator_ == "in") {
    const Value needle = argument(0);
    const auto& list = arguments_[1].arguments_;
    return truth(std::any_of(list.begin(), list.end(), [&](const Logic& entry) {
      return entry.walk(data, today) == needle;
    }));
  }
  if (operator_ == "days_since") {
    const Value date = argument(0);
    return {Value::Kind::number, today - date.number};
  }
  return compare(argument(0), argument(1));
}

Value Logic::compare(const Value& left, const Value& right) const {
  if (operator_ == "==") return truth(left == right);
  if (operator_ == "!=") return truth(left != right);
  if (operator_ == "<") return truth(left.number < right.number);
  if (operator_ == "<=") return truth(left.number <= right.number);
  if (operator_ == ">") return truth(left.number > right.number);
  REQUIRE(operator_ == ">=");
  return truth(left.number >= right.number);
}

bool Logic::mentions(std::size_t variable) const {
  return (operator_ == "var" && variable_ == variable) ||
         std::any_of(arguments_.begin(), arguments_.end(),
                     [&](const Logic& argument) { return argument.mentions(variable); });
}

void Logic::collect_numbers(std::size_t variable, std::vector<std::int64_t>& numbers) const {
  const bool connective = operator_ == "and" || operator_ == "or" || operator_ == "!";
  for (const Logic& argument : arguments_) {
    if (connective) {
      argument.collect_numbers(variable, numbers);
    } else if (mentions(variable)) {
      if (argument.operator_ == "literal") numbers.push_back(argument.literal_.number);
      for (const Logic& entry : argument.arguments_) {
        if (entry.operator_ == "literal") numbers.push_back(entry.literal_.number);
      }
    }
  }
}

}  // namespace precall::test
