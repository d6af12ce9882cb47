// Placeholders in rule messages: {question} is the answer in words, {question.days} the days since
// a date. They are checked when the policy is read, so that filling them cannot fail.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "base/json.hpp"
#include "policy/text.hpp"

namespace precall {

struct Question;

// Fails on `reader` at `place` unless every {…} in both languages names a question (and a date
// question before ".days").
void check_placeholders(const Text& text, const std::string& place,
                        std::span<const Question> questions, Reader& reader);

// Replaces every {name} by `value_of(name)`; a brace that is not closed stays as it is.
std::string fill_placeholders(const std::string& text,
                              const std::function<std::string(const std::string&)>& value_of);

}  // namespace precall
