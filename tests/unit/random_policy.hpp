// Random small policies, whose rules hang on several questions at once.
#pragma once

#include "support.hpp"

namespace precall::test {

// A question of a random type with few answers, as JSON.
Json random_question(const std::string& id, Random& random);

// Three to five questions and up to six rules, as JSON.
Json random_policy(Random& random);

}  // namespace precall::test
