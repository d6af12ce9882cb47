// JsonLogic to typed conditions, one function per form of the subset.
#include "policy/condition.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include "base/limits.hpp"
#include "policy/policy.hpp"

namespace precall {
namespace {

// Days between any two dates that may be answered or be today, with room for later days.
constexpr std::int64_t days_domain = 200000;
constexpr std::int64_t days_literal_max = 100000;

// What an operand stands for: a question, and whether its days since today are meant.
struct Operand {
  std::size_t question = 0;
  bool days = false;
};

class ConditionParser {
 public:
  ConditionParser(std::span<const Question> questions, Reader& reader)
      : questions_(questions), reader_(reader) {}

  Condition parse(const Json& logic, const Place& pointer, bool negated) {
    if (!logic.is_object() || logic.size() != 1) {
      return failed(pointer, "not a condition",
                    "write an object with one operator: and, or, !, ==, !=, <, <=, >, >=, in, var");
    }
    const std::string& op = logic.begin().key();
    const Json& argument = logic.begin().value();
    const Place inner = child(pointer, op);
    if (op == "and" || op == "or") return parse_parts(argument, inner, op == "and", negated);
    if (op == "!") {
      const bool wrapped = argument.is_array() && argument.size() == 1;
      return parse(wrapped ? argument[0] : argument, wrapped ? child(inner, 0) : inner, !negated);
    }
    if (op == "var") return parse_truth(logic, pointer, negated);
    if (op == "in") return parse_membership(argument, inner, negated);
    if (is_comparison(op)) return parse_comparison(op, argument, inner, negated);
    return failed(inner, "unknown operator",
                  "use one of and, or, !, ==, !=, <, <=, >, >=, in, var, days_since");
  }

 private:
  static bool is_comparison(std::string_view op) {
    return op == "==" || op == "!=" || op == "<" || op == "<=" || op == ">" || op == ">=";
  }

  Condition failed(const Place& place, std::string_view problem, std::string_view remedy) {
    reader_.fail(place, problem, remedy);
    return {};
  }

  Condition test(std::size_t question, Intervals accepted, bool negated) {
    if (negated) accepted = complement(accepted, ordinal_domain(questions_[question]));
    return {Condition::Kind::test, {}, {question, std::move(accepted)}};
  }

  Condition parse_parts(const Json& list, const Place& pointer, bool all, bool negated) {
    if (!list.is_array() || list.empty()) {
      return failed(pointer, "needs a list of conditions", "write at least one");
    }
    Condition result;
    result.kind = all != negated ? Condition::Kind::all : Condition::Kind::any;
    for (std::size_t i = 0; i < list.size() && !reader_.failed(); ++i) {
      result.parts.push_back(parse(list[i], child(pointer, i), negated));
    }
    return result;
  }

  Condition parse_truth(const Json& logic, const Place& pointer, bool negated) {
    const auto operand = parse_operand(logic, pointer);
    if (!operand) return {};
    if (questions_[operand->question].type != QuestionType::boolean) {
      return failed(pointer, "only a boolean question is a condition by itself",
                    "compare it with a value");
    }
    return test(operand->question, {{1, 1}}, negated);
  }

  Condition parse_membership(const Json& arguments, const Place& pointer, bool negated) {
    if (!arguments.is_array() || arguments.size() != 2 || !arguments[1].is_array() ||
        arguments[1].empty() || arguments[1].size() > limits::options_max) {
      return failed(pointer, "needs a question and a list of up to 256 values",
                    "write [{\"var\": …}, [value, …]]");
    }
    const auto operand = parse_operand(arguments[0], child(pointer, 0));
    if (!operand) return {};
    // The union of single values is built as the complement of what none of them leaves.
    const Interval domain = ordinal_domain(questions_[operand->question]);
    Intervals rest = {domain};
    for (std::size_t i = 0; i < arguments[1].size(); ++i) {
      const auto value = literal(*operand, arguments[1][i], child(child(pointer, 1), i));
      if (!value) return {};
      rest = intersect(rest, complement({{*value, *value}}, domain));
    }
    return test(operand->question, complement(rest, domain), negated);
  }

  Condition parse_comparison(std::string op, const Json& arguments, const Place& pointer,
                             bool negated) {
    if (!arguments.is_array() || arguments.size() != 2) {
      return failed(pointer, "needs two arguments", "compare one question with one value");
    }
    if (arguments[0].is_object() && arguments[1].is_object()) {
      return failed(pointer, "compares two questions with each other",
                    "compare one question with one value");
    }
    const std::size_t side = arguments[0].is_object() ? 0 : 1;
    const auto operand = parse_operand(arguments[side], child(pointer, side));
    if (!operand) return {};
    const auto value = literal(*operand, arguments[1 - side], child(pointer, 1 - side));
    if (!value) return {};
    if (side == 1) op = mirrored(op);
    const Question& question = questions_[operand->question];
    const bool ordered =
        question.type == QuestionType::integer || question.type == QuestionType::date;
    if (!ordered && op != "==" && op != "!=") {
      return failed(pointer, "the answers of " + question.id + " have no order",
                    "use ==, != or in");
    }
    const Interval domain = ordinal_domain(question);
    return test(operand->question, accepted_by(op, *value, domain), negated);
  }

  static std::string mirrored(const std::string& op) {
    if (op == "<") return ">";
    if (op == "<=") return ">=";
    if (op == ">") return "<";
    if (op == ">=") return "<=";
    return op;
  }

  static Intervals accepted_by(std::string_view op, std::int64_t value, Interval domain) {
    if (op == "==") return {{value, value}};
    if (op == "!=") return complement({{value, value}}, domain);
    if (op == "<") return intersect({{domain.from, value - 1}}, {domain});
    if (op == "<=") return {{domain.from, value}};
    if (op == ">") return intersect({{value + 1, domain.to}}, {domain});
    return {{value, domain.to}};
  }

  std::optional<Operand> parse_operand(const Json& value, const Place& pointer) {
    if (value.is_object() && value.size() == 1 && value.begin().key() == "days_since") {
      const Place inner = child(pointer, "days_since");
      const Json& argument = value.begin().value();
      const bool wrapped = argument.is_array() && argument.size() == 1;
      const auto question =
          parse_variable(wrapped ? argument[0] : argument, wrapped ? child(inner, 0) : inner);
      if (!question) return std::nullopt;
      if (questions_[*question].type != QuestionType::date) {
        failed(inner, "days_since needs a date question", "name one, or compare it directly");
        return std::nullopt;
      }
      return Operand{*question, true};
    }
    const auto question = parse_variable(value, pointer);
    if (!question) return std::nullopt;
    if (questions_[*question].type == QuestionType::date) {
      failed(pointer, "a date is compared by the days since it",
             "write {\"days_since\": [{\"var\": \"" + questions_[*question].id + "\"}]}");
      return std::nullopt;
    }
    return Operand{*question, false};
  }

  std::optional<std::size_t> parse_variable(const Json& value, const Place& pointer) {
    const Json* name = Reader::find(value, "var");
    if (name != nullptr && name->is_array() && name->size() == 1) name = &(*name)[0];
    if (name == nullptr || !name->is_string() || value.size() != 1) {
      failed(pointer, "not a question", "write {\"var\": \"question id\"}");
      return std::nullopt;
    }
    const std::string& id = name->get_ref<const std::string&>();
    for (std::size_t i = 0; i < questions_.size(); ++i) {
      if (questions_[i].id == id) return i;
    }
    failed(child(pointer, "var"), "no question has the id \"" + id + "\"",
           "use the id of a question");
    return std::nullopt;
  }

  std::optional<std::int64_t> literal(Operand operand, const Json& value, const Place& pointer) {
    const Question& question = questions_[operand.question];
    switch (question.type) {
      case QuestionType::boolean:
        if (const auto* truth = value.get_ptr<const bool*>()) return *truth ? 1 : 0;
        failed(pointer, question.id + " is true or false", "compare it with true or false");
        return std::nullopt;
      case QuestionType::choice:
        for (std::size_t i = 0; i < question.options.size(); ++i) {
          if (is_string(value, question.options[i].id)) return static_cast<std::int64_t>(i);
        }
        failed(pointer, "not an option of " + question.id, "compare it with one of its options");
        return std::nullopt;
      case QuestionType::integer:
        return bounded(value, pointer, question.min, question.max);
      case QuestionType::date:
        return bounded(value, pointer, -days_literal_max, days_literal_max);
    }
    return std::nullopt;
  }

  std::optional<std::int64_t> bounded(const Json& value, const Place& pointer, std::int64_t min,
                                      std::int64_t max) {
    const auto* number = value.get_ptr<const Json::number_integer_t*>();
    if (number != nullptr && *number >= min && *number <= max) return *number;
    failed(pointer, "not a whole number from " + std::to_string(min) + " to " + std::to_string(max),
           "compare with a number in the question's range");
    return std::nullopt;
  }

  std::span<const Question> questions_;
  Reader& reader_;
};

}  // namespace

Intervals complement(const Intervals& set, Interval domain) {
  Intervals result;
  std::int64_t next = domain.from;
  for (const Interval& interval : set) {
    if (interval.from > next) result.push_back({next, interval.from - 1});
    next = interval.to + 1;
  }
  if (next <= domain.to) result.push_back({next, domain.to});
  return result;
}

Intervals intersect(const Intervals& a, const Intervals& b) {
  Intervals result;
  for (const Interval& x : a) {
    for (const Interval& y : b) {
      const Interval both{std::max(x.from, y.from), std::min(x.to, y.to)};
      if (both.from <= both.to) result.push_back(both);
    }
  }
  return result;
}

bool contains(const Intervals& set, std::int64_t value) {
  return std::any_of(set.begin(), set.end(), [value](const Interval& interval) {
    return interval.from <= value && value <= interval.to;
  });
}

Interval ordinal_domain(const Question& question) {
  if (question.type == QuestionType::date) return {-days_domain, days_domain};
  return {question.min, question.max};
}

Condition parse_condition(const Json& logic, const Place& pointer,
                          std::span<const Question> questions, Reader& reader) {
  return ConditionParser(questions, reader).parse(logic, pointer, false);
}

}  // namespace precall
