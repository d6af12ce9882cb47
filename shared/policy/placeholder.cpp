// Finding and checking of {placeholders}.
#include "policy/placeholder.hpp"

#include <algorithm>

#include "policy/policy.hpp"

namespace precall {
namespace {

constexpr std::string_view days_suffix = ".days";

void check_message(std::string_view message, const Place& place,
                   std::span<const Question> questions, Reader& reader) {
  for (const MessagePart& part : split_message(message)) {
    const bool known = std::any_of(questions.begin(), questions.end(), [&](const Question& q) {
      return q.id == part.text && (!part.days || q.type == QuestionType::date);
    });
    if (part.placeholder && !known) {
      reader.fail(place, "{" + part.text + "} names no question that fits",
                  "use {question} or, for a date, {question.days}");
    }
  }
}

}  // namespace

std::vector<MessagePart> split_message(std::string_view message) {
  std::vector<MessagePart> parts;
  while (true) {
    const std::size_t open = message.find('{');
    const std::size_t close = open == std::string_view::npos ? open : message.find('}', open);
    if (close == std::string_view::npos) break;
    parts.push_back({std::string(message.substr(0, open)), false, false});
    std::string_view name = message.substr(open + 1, close - open - 1);
    const bool days = name.ends_with(days_suffix);
    if (days) name.remove_suffix(days_suffix.size());
    parts.push_back({std::string(name), true, days});
    message.remove_prefix(close + 1);
  }
  parts.push_back({std::string(message), false, false});
  return parts;
}

void check_placeholders(const Text& text, const Place& place, std::span<const Question> questions,
                        Reader& reader) {
  check_message(text.vi, child(place, "vi"), questions, reader);
  check_message(text.en, child(place, "en"), questions, reader);
}

}  // namespace precall
