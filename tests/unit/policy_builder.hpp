// Small policies for tests, as JSON.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"

namespace precall::test {

// A policy with two clauses, both forms, and no questions or rules yet.
Json minimal_policy();

Json boolean_question(const std::string& id);
Json choice_question(const std::string& id, const std::vector<std::string>& options);
Json integer_question(const std::string& id, std::int64_t min, std::int64_t max);
Json date_question(const std::string& id);

// Adds the question, in a step of its own.
void add_question(Json& policy, const Json& question);

void add_rule(Json& policy, const std::string& id, const std::string& effect, const Json& when);

}  // namespace precall::test
