// The findings that rules and questions give rise to: whether rules can fire, must fire, or add
// nothing to others, and whether answers matter.
#pragma once

#include <optional>
#include <vector>

#include "rules/findings.hpp"

namespace precall {

struct RuleProof {
  std::vector<Finding> findings;
  std::vector<std::optional<Witness>> witnesses;  // as in Proof
};

// As `prove`. Rules that fire never or always are not compared with others.
Result<RuleProof> prove_rules(const CompiledPolicy& compiled, Day today);

}  // namespace precall
