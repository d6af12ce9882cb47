// Proofs of the largest policies, and of those that would take too long.
#include <doctest/doctest.h>

#include "base/limits.hpp"
#include "policy_builder.hpp"
#include "proof_support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

Json variable(std::size_t question) {
  return Json::object({{"var", "q" + std::to_string(question)}});
}

// As many boolean questions as there may be, in one step.
Json most_questions() {
  Json policy = with(minimal_policy(), "/languages", json_of(R"(["vi"])"));
  add_question(policy, boolean_question("q0"));
  for (std::size_t q = 1; q < limits::questions_max; ++q) {
    const std::string id = "q" + std::to_string(q);
    policy["questions"].push_back(boolean_question(id));
    policy["steps"][0]["questions"].push_back(id);
  }
  return policy;
}

std::size_t count(const Proof& proof, FindingKind kind) {
  std::size_t result = 0;
  for (const Finding& finding : proof.findings) result += finding.kind == kind ? 1 : 0;
  return result;
}

}  // namespace

TEST_CASE("the largest policy is proved: 2,048 rules over pairs of 512 questions") {
  Json policy = most_questions();
  for (std::size_t r = 0; r < limits::rules_max; ++r) {
    const std::size_t first = r % limits::questions_max;
    const std::size_t second = (first + 1 + r / limits::questions_max) % limits::questions_max;
    add_rule(policy, "r" + std::to_string(r), "blocks",
             Json::object({{"and", Json::array({variable(first), variable(second)})}}));
  }
  const Proof proof = proof_of(policy);
  CHECK(proof.findings.size() == limits::rules_max);
  CHECK(count(proof, FindingKind::no_remedy) == limits::rules_max);
  for (std::size_t r = 0; r < limits::rules_max; ++r) {
    REQUIRE(proof.witnesses[r]);
    REQUIRE(proof.witnesses[r]->reasons == std::vector<std::size_t>{r});
  }
}

TEST_CASE("2,048 rules of which each implies the ones before are proved") {
  Json policy = with(minimal_policy(), "/languages", json_of(R"(["vi"])"));
  add_question(policy, integer_question("n", 0, 10000));
  for (std::int64_t r = 0; r < static_cast<std::int64_t>(limits::rules_max); ++r) {
    add_rule(policy, "r" + std::to_string(r), "blocks",
             Json::object({{">", Json::array({Json::object({{"var", "n"}}), r})}}));
  }
  const Proof proof = proof_of(policy);
  CHECK(count(proof, FindingKind::masked) == limits::rules_max - 1);
  for (const Finding& finding : proof.findings) {
    if (finding.kind == FindingKind::masked) REQUIRE(finding.about[1] == "r0");
  }
}

TEST_CASE("a proof takes so many steps and no more") {
  const Json small = pigeon_policy(5);
  CHECK(name_of(proof_of(small).findings[0]) == "never_eligible:small");
  const Json large = pigeon_policy(14);
  CHECK(line_of(prove(compiled(large), canonical(large), proof_day)) ==
        "/rules: a proof takes more than 100000000 steps; use fewer rules over the same "
        "questions, or simpler conditions");
}

TEST_CASE("so many findings may be accepted and no more") {
  const auto policy = [](std::size_t count) {
    Json json = company_json();
    json["accepted_findings"] = Json::array();
    for (std::size_t i = 0; i < count; ++i) {
      json["accepted_findings"].push_back(
          Json::object({{"finding", "masked:a:" + std::to_string(i)}, {"reason", "x"}}));
    }
    return canonical(json);
  };
  CHECK(line_of(load_policy(policy(limits::accepted_findings_max))) == "no error");
  CHECK(line_of(load_policy(policy(limits::accepted_findings_max + 1))) ==
        "/accepted_findings: more than 1024 entries; remove some");
}
