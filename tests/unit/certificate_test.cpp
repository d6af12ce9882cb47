// Certificates: what they hold, and that the same proof has the same canonical bytes.
#include "rules/certificate.hpp"

#include <doctest/doctest.h>

#include "policy_builder.hpp"
#include "proof_support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

std::string certificate_of(const Json& policy) {
  return certificate(compiled(policy).policy, proof_of(policy));
}

// A rule that contradicts itself, and one without remedy.
Json policy_with_errors() {
  Json policy = with(minimal_policy(), "/languages", json_of(R"(["vi"])"));
  add_question(policy, boolean_question("x"));
  add_rule(policy, "z_never", "blocks", json_of(R"({"and":[{"var":"x"},{"!":[{"var":"x"}]}]})"));
  add_rule(policy, "a_sometimes", "may_refuse", json_of(R"({"var":"x"})"));
  return policy;
}

}  // namespace

TEST_CASE(
    "a certificate says what was proved, of which policy, by which engine and for which day") {
  const Json policy = policy_with_errors();
  const Json json = json_of(certificate_of(policy));
  CHECK(json == json_of(R"({"format": "precall.certificate/1",
    "policy": {"id": "small", "version": "2026-01-01", "sha256": ")" +
                        compiled(policy).policy.sha256 + R"("},
    "engine": "0.1.0", "day": "2026-11-22", "refused": true,
    "counts": {"error": 1, "warning": 0, "information": 1, "accepted": 0},
    "findings": [
      {"finding": "never_fires:z_never", "kind": "never_fires", "severity": "error",
       "pointer": "/rules/0/when", "about": ["z_never"], "accepted": null, "witnesses": [],
       "message": "rule \"z_never\" never fires: no answers meet its condition on 2026-11-22"},
      {"finding": "no_remedy:a_sometimes", "kind": "no_remedy", "severity": "information",
       "pointer": "/rules/1/when", "about": ["a_sometimes"], "accepted": null,
       "message": "rule \"a_sometimes\" cannot be cleared by changeable answers at x = true",
       "witnesses": [{"answers": {"x": true}, "verdict": "may_be_refused",
                      "reasons": ["a_sometimes"]}]}],
    "witnesses": {"z_never": null, "a_sometimes": {"answers": {"x": true},
      "verdict": "may_be_refused", "reasons": ["a_sometimes"]}}})"));
}

TEST_CASE("an accepted error is counted as accepted, and refuses nothing") {
  Json policy = policy_with_errors();
  policy["accepted_findings"] =
      json_of(R"([{"finding": "never_fires:z_never", "reason": "kept for its number"}])");
  const Json json = json_of(certificate_of(policy));
  CHECK(json["refused"] == Json(false));
  CHECK(json["counts"] ==
        json_of(R"({"error": 0, "warning": 0, "information": 1, "accepted": 1})"));
  CHECK(is_string(json["findings"][0]["accepted"], "kept for its number"));
}

TEST_CASE("a certificate is canonical") {
  Json empty = with(minimal_policy(), "/languages", json_of(R"(["vi"])"));
  add_question(empty, boolean_question("x"));
  empty["accepted_findings"] = json_of(R"([{"finding": "cannot_matter:x", "reason": "so far"}])");
  for (const Json& policy : {company_json(), policy_with_errors(), empty}) {
    const std::string text = certificate_of(policy);
    CHECK(text == canonical(json_of(text)));
    CHECK(text == certificate_of(policy));
  }
  CHECK(json_of(certificate_of(empty))["witnesses"] == Json::object());
}

TEST_CASE("a witness in a certificate is a set of answers with its verdict and reasons") {
  const Json json = json_of(certificate_of(company_json()));
  REQUIRE(json["witnesses"].size() == company().policy.rules.size());
  for (const Rule& rule : company().policy.rules) {
    const Json& witness = json["witnesses"][rule.id];
    const Answers answers = answers_of(company().policy, witness["answers"]);
    const Evaluation evaluation = evaluate(company(), answers, proof_day);
    CHECK(is_string(witness["verdict"], name_of(evaluation.verdict)));
    CHECK(witness["reasons"] == Json::array({rule.id}));
    REQUIRE(evaluation.reasons.size() == 1);
    CHECK(company().policy.rules[evaluation.reasons[0]].id == rule.id);
  }
}
