// Comparisons of two policies for tests, and the check of one against brute force.
#pragma once

#include "support.hpp"

namespace precall::test {

// What `precall policy diff --json` prints of these two documents, on one day for both.
Json diff_of(const Json& before, const Json& after, Day today, Language language = Language::en);

// Whether a class's witness is a full set of answers to each policy that the tests' own evaluation
// judges as the report says, and differently under the two. Fails the test if not.
void check_witness(const Json& before, const Json& after, const Json& found, Day today);

// Walks every combination of answers: its differences are those of the classes that contain it,
// each in exactly one box; a verdict changes in a class exactly if the class says so; witnesses
// are right.
void check_diff(const Json& before, const Json& after, Day today);

}  // namespace precall::test
