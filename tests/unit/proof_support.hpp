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

// The answers of a witness, as `precall check` reads them.
Json answers_json(const Policy& policy, const Witness& witness);

}  // namespace precall::test
