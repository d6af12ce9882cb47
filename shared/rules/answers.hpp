// Answers to a policy's questions, typed. An answer that is not known is simply absent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "policy/policy.hpp"

namespace precall {

// By question index: false 0 and true 1, the index of an option, the integer, or the Day.
using Answers = std::vector<std::optional<std::int64_t>>;

// One yes or no a question or rule. Bytes, because the code of vector<bool> is a download of 2 KB.
using Flags = std::vector<std::uint8_t>;

// Reads an answers object. Absent, null and "unknown" are open. An unknown question, a value of
// another type, out of range, or a date that does not exist is an Error at its JSON Pointer.
Result<Answers> parse_answers(const Json& object, const Place& place, const Policy& policy);

// One known answer as JSON, as parse_answers reads it.
Json answer_to_json(const Question& question, std::int64_t value);

}  // namespace precall
