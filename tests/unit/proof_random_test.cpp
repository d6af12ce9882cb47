// Proofs of random policies, and of the company's policy and edits of it, against brute force over
// all completions; and every witness against the oracle.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "policy_builder.hpp"
#include "proof_oracle.hpp"
#include "proof_support.hpp"
#include "random_policy.hpp"

using namespace precall;
using namespace precall::test;

namespace {

constexpr std::uint64_t seed = 90125;

using Names = std::vector<std::string>;

bool is_about_rules(const Finding& finding) {
  return finding.kind != FindingKind::text_missing &&
         finding.kind != FindingKind::clause_not_encoded &&
         finding.kind != FindingKind::stale_acceptance;
}

Names ids(const std::vector<std::size_t>& rules, const Policy& policy) {
  Names result;
  for (const std::size_t r : rules) result.push_back(policy.rules[r].id);
  return result;
}

bool has(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// What the witness says is what the oracle and the product say. Returns the rules that fire.
Names checked_reasons(const CompiledPolicy& compiled, const Oracle& oracle,
                      const Witness& witness) {
  const Json answers = answers_json(compiled.policy, witness);
  CAPTURE(answers);
  const Judgement judgement = oracle.judge(answers, proof_day);
  REQUIRE(judgement.settled);
  REQUIRE(judgement.verdict == name_of(witness.verdict));
  REQUIRE(judgement.reasons == ids(witness.reasons, compiled.policy));
  const Answers typed = answers_of(compiled.policy, answers);
  REQUIRE(typed == witness.answers);
  const Evaluation evaluation = evaluate(compiled, typed, proof_day);
  REQUIRE(evaluation.settled);
  REQUIRE(evaluation.verdict == witness.verdict);
  REQUIRE(evaluation.reasons == witness.reasons);
  return judgement.reasons;
}

// The answers that cannot be changed.
Json unchangeable(const Policy& policy, Json answers) {
  for (const Question& question : policy.questions) {
    if (question.changeable) answers.erase(question.id);
  }
  return answers;
}

// The finding's witnesses show what it claims.
void check_claim(const CompiledPolicy& compiled, const Oracle& oracle, const Finding& finding) {
  CAPTURE(finding.message);
  std::vector<Names> reasons;
  for (const Witness& witness : finding.witnesses) {
    reasons.push_back(checked_reasons(compiled, oracle, witness));
  }
  const std::string& id = finding.about[0];
  switch (finding.kind) {
    case FindingKind::always_fires:
      REQUIRE(reasons.size() == 1);
      REQUIRE(has(reasons[0], id));
      break;
    case FindingKind::same_condition:
      REQUIRE(reasons.size() == 1);
      REQUIRE(has(reasons[0], id));
      REQUIRE(has(reasons[0], finding.about[1]));
      break;
    case FindingKind::masked:
      REQUIRE(reasons.size() == 2);
      REQUIRE(has(reasons[0], id));
      REQUIRE(has(reasons[0], finding.about[1]));
      REQUIRE_FALSE(has(reasons[1], id));
      REQUIRE(has(reasons[1], finding.about[1]));
      break;
    case FindingKind::no_remedy: {
      REQUIRE(reasons.size() == 1);
      const Json answers = answers_json(compiled.policy, finding.witnesses[0]);
      const Json fixed = unchangeable(compiled.policy, answers);
      REQUIRE(has(oracle.judge(fixed, proof_day).reasons, id));
      break;
    }
    default:
      REQUIRE(reasons.empty());
  }
}

// Returns the kinds that were found, one a finding.
std::vector<FindingKind> check_proof(const Json& json) {
  CAPTURE(json["rules"]);
  const CompiledPolicy policy = compiled(json);
  const ProofOracle oracle(json, proof_day);
  const Proof proof = proof_of(json);
  Names found;
  std::vector<FindingKind> kinds;
  for (const Finding& finding : proof.findings) {
    if (!is_about_rules(finding)) continue;
    found.push_back(name_of(finding));
    kinds.push_back(finding.kind);
    check_claim(policy, oracle.oracle(), finding);
  }
  std::sort(found.begin(), found.end());
  REQUIRE(found == oracle.findings());
  REQUIRE(proof.witnesses.size() == policy.policy.rules.size());
  for (std::size_t r = 0; r < proof.witnesses.size(); ++r) {
    REQUIRE(proof.witnesses[r].has_value() == oracle.fires(r));
    if (!proof.witnesses[r]) continue;
    const Names reasons = checked_reasons(policy, oracle.oracle(), *proof.witnesses[r]);
    REQUIRE(has(reasons, policy.policy.rules[r].id));
    REQUIRE((reasons.size() == 1) == oracle.fires_alone(r));
  }
  return kinds;
}

}  // namespace

TEST_CASE("random policies have the findings that brute force has, and witnesses that show them") {
  CAPTURE(seed);
  Random random(seed);
  std::map<FindingKind, int> counts;
  for (int i = 0; i < 2000; ++i) {
    Json json = random_policy(random);
    change_changeable(json, random);
    for (const FindingKind kind : check_proof(json)) ++counts[kind];
  }
  for (const FindingKind kind :
       {FindingKind::never_fires, FindingKind::always_fires, FindingKind::never_eligible,
        FindingKind::same_condition, FindingKind::masked, FindingKind::cannot_matter,
        FindingKind::no_remedy}) {
    CAPTURE(name_of(kind));
    CHECK(counts[kind] >= 40);
  }
}

TEST_CASE("random policies of many rules over few questions are proved as by brute force") {
  CAPTURE(seed);
  Random random(seed + 1);
  for (int i = 0; i < 60; ++i) {
    Json json = random_policy(random);
    change_changeable(json, random);
    while (json["rules"].size() < 40) {
      Json rule = json["rules"][random.below(json["rules"].size())];
      const Json& other = json["rules"][random.below(json["rules"].size())]["when"];
      const char* op = random.one_in(2) ? "and" : "or";
      rule["when"] = Json::object({{op, Json::array({rule["when"], other})}});
      rule["id"] = "m" + std::to_string(json["rules"].size());
      rule["effect"] = random.one_in(2) ? "blocks" : "may_refuse";
      if (rule["when"].dump().size() > 600) rule["when"] = other;
      json["rules"].push_back(rule);
    }
    check_proof(json);
  }
}

TEST_CASE("the company's policy has the findings that brute force has") {
  check_proof(company_json());
}

TEST_CASE("edits of the company's policy have the findings that brute force has") {
  Json json = company_json();
  Json copy = json["rules"][11];  // service_expired
  copy["id"] = "service_long_expired";
  copy["when"][">"][1] = 30;
  json["rules"].push_back(copy);
  copy["id"] = "service_expired_again";
  copy["when"][">"][1] = 10;
  copy["effect"] = "blocks";
  json["rules"].push_back(copy);
  json["rules"][4]["when"] = json["rules"][3]["when"];  // and nothing on the mouse is left
  json["questions"][11]["changeable"] = false;          // unpaid_costs
  json["questions"][11].erase("how");
  check_proof(json);
}
