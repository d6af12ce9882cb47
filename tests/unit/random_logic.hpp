// Random conditions of the product's subset of JsonLogic, and random answers to test them on.
#pragma once

#include "support.hpp"

namespace precall::test {

// One test of one of the policy's `questions` (its JSON list), in any of the ways to write it.
Json random_test(const Json& questions, Random& random);

// A condition of tests, and, or, and not; some of them true or false whatever the answers are.
Json random_condition(const Json& questions, Random& random, int depth);

// A known answer to the question. Dates are within 60 days of `around`.
Json random_answer(const Json& question, Day around, Random& random);

}  // namespace precall::test
