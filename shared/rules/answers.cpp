// Reading and writing typed answers.
#include "rules/answers.hpp"

#include "base/date.hpp"

namespace precall {
namespace {

std::optional<std::int64_t> parse_answer(const Question& question, const Json& value) {
  switch (question.type) {
    case QuestionType::boolean:
      if (const auto* truth = value.get_ptr<const bool*>()) return *truth ? 1 : 0;
      break;
    case QuestionType::choice:
      for (std::size_t i = 0; i < question.options.size(); ++i) {
        if (is_string(value, question.options[i].id)) return static_cast<std::int64_t>(i);
      }
      break;
    case QuestionType::integer: {
      const auto* number = value.get_ptr<const Json::number_integer_t*>();
      if (number != nullptr && *number >= question.min && *number <= question.max) return *number;
      break;
    }
    case QuestionType::date:
      if (value.is_string()) return parse_iso_date(value.get_ref<const std::string&>());
      break;
  }
  return std::nullopt;
}

std::string expected(const Question& question) {
  switch (question.type) {
    case QuestionType::boolean:
      return "write true, false or \"unknown\"";
    case QuestionType::choice: {
      std::string list = "write one of";
      for (const Option& option : question.options) list += " \"" + option.id + "\"";
      return list + " \"unknown\"";
    }
    case QuestionType::integer:
      return "write a whole number from " + std::to_string(question.min) + " to " +
             std::to_string(question.max) + ", or \"unknown\"";
    case QuestionType::date:
      break;
  }
  return "write a date that exists as \"YYYY-MM-DD\", " + iso_date(day_min) + " to " +
         iso_date(day_max) + ", or \"unknown\"";
}

}  // namespace

Result<Answers> parse_answers(const Json& object, const Place& place, const Policy& policy) {
  if (!object.is_object()) {
    return Error{place.text(), "not an object of answers", "write {\"question\": answer, …}"};
  }
  Answers answers(policy.questions.size());
  for (const auto& item : object.items()) {
    const Place inner = child(place, item.key());
    const auto index = find_question(policy, item.key());
    if (!index)
      return Error{inner.text(), "unknown question", "use the ids of the policy's questions"};
    if (item.value().is_null() || is_string(item.value(), "unknown")) continue;
    answers[*index] = parse_answer(policy.questions[*index], item.value());
    if (!answers[*index]) {
      return Error{inner.text(), "not an answer to this question",
                   expected(policy.questions[*index])};
    }
  }
  return answers;
}

Json answer_to_json(const Question& question, std::int64_t value) {
  switch (question.type) {
    case QuestionType::boolean:
      return value != 0;
    case QuestionType::choice:
      return question.options[static_cast<std::size_t>(value)].id;
    case QuestionType::integer:
      return value;
    case QuestionType::date:
      break;
  }
  return iso_date(static_cast<Day>(value));
}

}  // namespace precall
