// A policy with its rule matrix: what everything after loading works with.
#pragma once

#include "policy/policy.hpp"
#include "rules/matrix.hpp"

namespace precall {

struct CompiledPolicy {
  Policy policy;
  RuleMatrix matrix;
};

// Parses, type-checks and compiles. Errors as parse_policy and compile_rules.
Result<CompiledPolicy> load_policy(std::string_view text);

}  // namespace precall
