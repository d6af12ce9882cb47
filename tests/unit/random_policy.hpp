// Random small policies, whose rules hang on several questions at once.
#pragma once

#include "support.hpp"

namespace precall::test {

// Three to five questions of any type and one to six rules on them. No answer is changeable.
Json random_policy(Random& random);

// Makes each question changeable or not, by chance.
void change_changeable(Json& policy, Random& random);

}  // namespace precall::test
