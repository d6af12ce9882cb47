// Loading a policy: parse, then compile.
#include "rules/compiled_policy.hpp"

namespace precall {

Result<CompiledPolicy> load_policy(std::string_view text) {
  Result<Policy> policy = parse_policy(text);
  if (!policy) return policy.error();
  Result<RuleMatrix> matrix = compile_rules(policy.value());
  if (!matrix) return matrix.error();
  return CompiledPolicy{std::move(policy).value(), std::move(matrix).value()};
}

}  // namespace precall
