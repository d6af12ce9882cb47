// Makes proofs and looks into them.
#include "proof_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace precall::test {

Proof proof_of(const Json& policy, Day today) {
  Result<Proof> proof = prove(compiled(policy), canonical(policy), today);
  REQUIRE_MESSAGE(proof, line_of(proof));
  return std::move(proof).value();
}

std::vector<std::string> names_of(const Proof& proof) {
  std::vector<std::string> names;
  for (const Finding& finding : proof.findings) names.push_back(name_of(finding));
  return names;
}

const Finding& finding_of(const Proof& proof, const std::string& name) {
  const auto found = std::find_if(proof.findings.begin(), proof.findings.end(),
                                  [&](const Finding& finding) { return name_of(finding) == name; });
  REQUIRE_MESSAGE(found != proof.findings.end(), name);
  return *found;
}

Json answers_json(const Policy& policy, const Witness& witness) {
  Json answers = Json::object();
  for (std::size_t q = 0; q < policy.questions.size(); ++q) {
    REQUIRE(witness.answers[q].has_value());
    answers[policy.questions[q].id] = answer_to_json(policy.questions[q], *witness.answers[q]);
  }
  return answers;
}

}  // namespace precall::test
