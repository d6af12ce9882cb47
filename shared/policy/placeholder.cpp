// Finding, checking and filling of {placeholders}.
#include "policy/placeholder.hpp"

#include <algorithm>

#include "policy/policy.hpp"

namespace precall {
namespace {

constexpr std::string_view days_suffix = ".days";

}  // namespace

std::string fill_placeholders(const std::string& text,
                              const std::function<std::string(const std::string&)>& value_of) {
  std::string result;
  std::size_t position = 0;
  while (true) {
    const std::size_t open = text.find('{', position);
    const std::size_t close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) return result + text.substr(position);
    result += text.substr(position, open - position);
    result += value_of(text.substr(open + 1, close - open - 1));
    position = close + 1;
  }
}

void check_placeholders(const Text& text, const std::string& place,
                        std::span<const Question> questions, Reader& reader) {
  const auto check = [&](std::string name) -> std::string {
    const bool days = name.ends_with(days_suffix);
    if (days) name.resize(name.size() - days_suffix.size());
    const bool known = std::any_of(questions.begin(), questions.end(), [&](const Question& q) {
      return q.id == name && (!days || q.type == QuestionType::date);
    });
    if (!known) {
      reader.fail(place, "{" + name + "} names no question that fits",
                  "use {question} or, for a date, {question.days}");
    }
    return {};
  };
  fill_placeholders(text.vi, check);
  fill_placeholders(text.en, check);
}

}  // namespace precall
