// Proofs in tests: made from JSON, and their findings by name.
#pragma once

#include <string>
#include <vector>

#include "rules/findings.hpp"
#include "support.hpp"

namespace precall::test {

inline constexpr Day proof_day = 20779;  // 2026-11-22

Proof proof_of(const Json& policy, Day today = proof_day);

// The findings' names, in their order.
std::vector<std::string> names_of(const Proof& proof);

// The one finding with this name; the test fails if it is not there.
const Finding& finding_of(const Proof& proof, const std::string& name);

// One more pigeon than holes, and no two may be in the same: nobody is eligible, but with many
// holes that takes very many steps to see.
Json pigeon_policy(std::size_t holes);

// The answers of a witness, as `precall check` reads them.
Json answers_json(const Policy& policy, const Witness& witness);

}  // namespace precall::test
