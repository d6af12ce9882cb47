// Makes proofs and looks into them.
#include "proof_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "policy_builder.hpp"

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

Json pigeon_policy(std::size_t holes) {
  Json policy = with(minimal_policy(), "/languages", json_of(R"(["vi"])"));
  std::vector<std::string> options;
  for (std::size_t h = 0; h < holes; ++h) options.push_back("h" + std::to_string(h));
  const auto is_in = [](std::size_t pigeon, const std::string& hole) {
    const Json var = Json::object({{"var", "p" + std::to_string(pigeon)}});
    return Json::object({{"==", Json::array({var, hole})}});
  };
  for (std::size_t p = 0; p <= holes; ++p) {
    add_question(policy, choice_question("p" + std::to_string(p), options));
    for (std::size_t other = 0; other < p; ++other) {
      Json ways = Json::array();
      for (const std::string& hole : options) {
        ways.push_back(Json::object({{"and", Json::array({is_in(p, hole), is_in(other, hole)})}}));
      }
      add_rule(policy, "r" + std::to_string(p) + "_" + std::to_string(other), "blocks",
               Json::object({{"or", ways}}));
    }
  }
  return policy;
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
