// Placeholders in rule messages: {question} is the answer in words, {question.days} the days since
// a date. They are checked when the policy is read, so that filling them cannot fail.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "policy/text.hpp"

namespace precall {

struct Question;

// A stretch of a message: plain text, or the question that stands between braces.
struct MessagePart {
  std::string text;  // or the question's id
  bool placeholder = false;
  bool days = false;
};

// Takes a message apart; a brace that is not closed stays text.
std::vector<MessagePart> split_message(std::string_view message);

// Fails on `reader` at `place` unless every placeholder in both languages names a question (and a
// date question before ".days").
void check_placeholders(const Text& text, const Place& place, std::span<const Question> questions,
                        Reader& reader);

}  // namespace precall
