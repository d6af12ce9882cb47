// Random changes of small policies, as JSON: of rules, and of what is asked.
#pragma once

#include "support.hpp"

namespace precall::test {

// The policy with one random change. It may not load any more.
Json mutated_policy(Json policy, Random& random);

}  // namespace precall::test
