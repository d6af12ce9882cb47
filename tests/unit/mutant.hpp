// Mutants of a policy: the small mistakes that an author makes in rules.
#pragma once

#include <string>

#include "support.hpp"

namespace precall::test {

struct Mutant {
  std::string what;  // "threshold of /rules/11/when/>"
  std::string kind;  // "threshold"
  Json policy;
};

// One random mistake in one rule, or a way of writing the same rule differently.
Mutant make_mutant(Json policy, Random& random);

}  // namespace precall::test
