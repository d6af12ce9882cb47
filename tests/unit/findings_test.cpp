// Every kind of finding, on small policies and on edits of the company's.
#include "rules/findings.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "policy_builder.hpp"
#include "proof_support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

using Names = std::vector<std::string>;

// A policy in Vietnamese alone with a boolean x and an integer n, both changeable or not.
Json small_policy(bool changeable = true) {
  Json policy = with(minimal_policy(), "/languages", json_of(R"(["vi"])"));
  add_question(policy, boolean_question("x"));
  add_question(policy, integer_question("n", 0, 9));
  for (Json& question : policy["questions"]) {
    question["changeable"] = changeable;
    if (changeable) question["how"] = json_of(R"({"vi":"how"})");
  }
  return policy;
}

// The small policy with these rules, and rules that let both questions matter.
Json policy_of(const std::vector<std::pair<std::string, std::string>>& rules) {
  Json policy = small_policy();
  for (const auto& [id, when] : rules) add_rule(policy, id, "blocks", json_of(when));
  return policy;
}

const Finding& only_finding(const Proof& proof) {
  REQUIRE(names_of(proof).size() == 1);
  return proof.findings[0];
}

Json company_with_rule(const std::string& id, const std::string& effect, const std::string& when) {
  Json policy = company_json();
  add_rule(policy, id, effect, json_of(when));
  return policy;
}

// The names of findings that the company's policy has not.
Names added(const Json& edited) {
  const Names before = names_of(proof_of(company_json()));
  Names result;
  for (const std::string& name : names_of(proof_of(edited))) {
    if (std::find(before.begin(), before.end(), name) == before.end()) result.push_back(name);
  }
  return result;
}

void find_texts(const Json& value, const std::string& pointer, Names& pointers) {
  if (value.is_object() && value.contains("vi") && value["vi"].is_string()) {
    pointers.push_back(pointer);
  } else if (value.is_object()) {
    for (const auto& item : value.items()) {
      find_texts(item.value(), pointer + "/" + item.key(), pointers);
    }
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      find_texts(value[i], pointer + "/" + std::to_string(i), pointers);
    }
  }
}

}  // namespace

TEST_CASE("the company's policy has no error, and rules that some customers cannot clear") {
  const Proof proof = proof_of(company_json());
  Names names;
  for (const Finding& finding : proof.findings) {
    CHECK_FALSE(is_refused(finding));
    if (finding.kind == FindingKind::no_remedy) names.push_back(name_of(finding));
  }
  CHECK_FALSE(is_refused(proof));
  CHECK(names == Names{"no_remedy:outside_duty", "no_remedy:guidance_repeated",
                       "no_remedy:source_code_review"});
  CHECK(finding_of(proof, "no_remedy:guidance_repeated").message ==
        "rule \"guidance_repeated\" cannot be cleared by changeable answers at "
        "prior_guidance_count = 2");
  // Each rule fires alone, from answers that are eligible but for its own questions.
  for (std::size_t r = 0; r < proof.witnesses.size(); ++r) {
    REQUIRE(proof.witnesses[r]);
    CHECK(proof.witnesses[r]->reasons == std::vector<std::size_t>{r});
  }
}

TEST_CASE("a rule that fires for no answers is an error") {
  const Json policy = policy_of({{"a", R"({"var":"x"})"},
                                 {"b", R"({"and":[{"var":"x"},{">":[{"var":"n"},5]},
                                                  {"<":[{"var":"n"},5]}]})"},
                                 {"c", R"({">":[{"var":"n"},5]})"}});
  const Proof proof = proof_of(policy);
  const Finding& finding = only_finding(proof);
  CHECK(name_of(finding) == "never_fires:b");
  CHECK(severity_of(finding.kind) == Severity::error);
  CHECK(finding.pointer == "/rules/1/when");
  CHECK(finding.message == "rule \"b\" never fires: no answers meet its condition on 2026-11-22");
  CHECK(finding.witnesses.empty());
  CHECK(is_refused(proof));
  CHECK_FALSE(proof.witnesses[1]);
}

TEST_CASE("a proof is for its day: dates reach back to 1970 only") {
  const Json policy = company_with_rule(
      "ancient", "blocks", R"({">=":[{"days_since":[{"var":"service_expiry_date"}]},20779]})");
  CHECK(names_of(proof_of(policy, 20778)).front() == "never_fires:ancient");
  const Proof proof = proof_of(policy, 20779);
  CHECK(names_of(proof).front() != "never_fires:ancient");
  REQUIRE(proof.witnesses[15]);
  CHECK(is_string(answers_json(company().policy, *proof.witnesses[15])["service_expiry_date"],
                  "1970-01-01"));
}

TEST_CASE("witnesses have dates that can be answered, even where today cannot") {
  for (const Day today : {-1, 0, 20779, 84005, 84006}) {
    const Proof proof = proof_of(company_json(), today);
    for (const auto& witness : proof.witnesses) {
      if (!witness) continue;
      const Answers read = answers_of(company().policy, answers_json(company().policy, *witness));
      CHECK(read == witness->answers);
      CHECK(evaluate(company(), read, today).reasons == witness->reasons);
    }
  }
}

TEST_CASE("a rule that always fires is an error, and leaves nobody eligible") {
  const Json policy = policy_of(
      {{"a", R"({"or":[{"var":"x"},{"!":{"var":"x"}}]})"}, {"b", R"({">":[{"var":"n"},5]})"}});
  const Proof proof = proof_of(policy);
  CHECK(names_of(proof) == Names{"always_fires:a", "never_eligible:small", "cannot_matter:x"});
  const Finding& finding = proof.findings[0];
  CHECK(finding.pointer == "/rules/0/when");
  CHECK(finding.message == "rule \"a\" fires whatever is answered on 2026-11-22");
  REQUIRE(finding.witnesses.size() == 1);
  CHECK(finding.witnesses[0].reasons == std::vector<std::size_t>{0});
  CHECK(finding.witnesses[0].verdict == Verdict::conditions_not_met);
}

TEST_CASE("rules that leave no answers eligible together are an error") {
  Json policy = small_policy();
  add_rule(policy, "yes", "blocks", json_of(R"({"and":[{"var":"x"},{"<":[{"var":"n"},5]}]})"));
  add_rule(policy, "no", "may_refuse", json_of(R"({"!":[{"var":"x"}]})"));
  CHECK(names_of(proof_of(policy)).empty());
  add_rule(policy, "more", "may_refuse", json_of(R"({">":[{"var":"n"},4]})"));
  const Proof proof = proof_of(policy);
  const Finding& finding = only_finding(proof);
  CHECK(name_of(finding) == "never_eligible:small");
  CHECK(finding.pointer == "/rules");
  CHECK(finding.message.find("policy \"small\" are eligible on 2026-11-22") != std::string::npos);
  CHECK(is_refused(proof));
}

TEST_CASE("two rules on the same answers are found however they are written") {
  Json policy = policy_of({{"a", R"({"and":[{"var":"x"},{">":[{"var":"n"},1]}]})"},
                           {"b", R"({"!":[{"or":[{"!":[{"var":"x"}]},{"<=":[{"var":"n"},1]}]}]})"},
                           {"c", R"({"and":[{"in":[{"var":"n"},[2,3,4,5,6,7,8,9]]},
                                            {"==":[{"var":"x"},true]}]})"}});
  policy["rules"][1]["effect"] = "may_refuse";
  const Proof proof = proof_of(policy);
  CHECK(names_of(proof) == Names{"same_condition:b:a", "same_condition:c:a"});
  const Finding& finding = proof.findings[0];
  CHECK(severity_of(finding.kind) == Severity::warning);
  CHECK(finding.pointer == "/rules/1/when");
  CHECK(finding.message ==
        "rules \"b\" and \"a\" fire for exactly the same answers, as at x = true, n = 2");
  REQUIRE(finding.witnesses.size() == 1);
  CHECK(finding.witnesses[0].reasons == std::vector<std::size_t>{0, 1, 2});
  CHECK_FALSE(is_refused(proof));
}

TEST_CASE("a rule that adds nothing to another that is as grave is masked") {
  const Proof proof =
      proof_of(policy_of({{"wide", R"({">":[{"var":"n"},2]})"},
                          {"narrow", R"({"and":[{"var":"x"},{">":[{"var":"n"},5]}]})"},
                          {"x", R"({"and":[{"var":"x"},{"<":[{"var":"n"},2]}]})"}}));
  const Finding& finding = only_finding(proof);
  CHECK(name_of(finding) == "masked:narrow:wide");
  CHECK(severity_of(finding.kind) == Severity::warning);
  CHECK(finding.pointer == "/rules/1/when");
  CHECK(finding.message ==
        "rule \"narrow\" adds nothing to the verdict: wherever it fires, as at x = true, n = 6, "
        "rule \"wide\" does too, which also fires at n = 3");
  REQUIRE(finding.witnesses.size() == 2);
  CHECK(finding.witnesses[0].reasons == std::vector<std::size_t>{0, 1});
  CHECK(finding.witnesses[1].reasons == std::vector<std::size_t>{0});
}

TEST_CASE("a rule is masked by a graver one, and not by a milder one") {
  Json policy = small_policy();
  add_rule(policy, "wide", "may_refuse", json_of(R"({"or":[{"var":"x"},{">":[{"var":"n"},2]}]})"));
  add_rule(policy, "narrow", "blocks", json_of(R"({">":[{"var":"n"},5]})"));
  CHECK(names_of(proof_of(policy)).empty());
  policy["rules"][0]["effect"] = "blocks";
  policy["rules"][1]["effect"] = "may_refuse";
  CHECK(names_of(proof_of(policy)) == Names{"masked:narrow:wide"});
}

TEST_CASE("a rule that is masked by several others together is not masked by one") {
  CHECK(names_of(proof_of(policy_of({{"yes", R"({"and":[{"var":"x"},{">":[{"var":"n"},2]}]})"},
                                     {"no", R"({"and":[{"!":{"var":"x"}},{">":[{"var":"n"},3]}]})"},
                                     {"both", R"({">":[{"var":"n"},5]})"}})))
            .empty());
}

TEST_CASE("a question that no rule hangs on cannot matter") {
  const Proof unused = proof_of(policy_of({{"a", R"({">":[{"var":"n"},1]})"}}));
  const Finding& finding = only_finding(unused);
  CHECK(name_of(finding) == "cannot_matter:x");
  CHECK(severity_of(finding.kind) == Severity::warning);
  CHECK(finding.pointer == "/questions/0");
  // Mentioned, but without effect.
  const Proof vain = proof_of(policy_of(
      {{"a", R"({"or":[{">":[{"var":"n"},1]},{"and":[{"var":"x"},{">":[{"var":"n"},4]}]}]})"}}));
  CHECK(name_of(only_finding(vain)) == "cannot_matter:x");
}

TEST_CASE("a clause counts as encoded by a rule, a quote, a question, the notice or the contact") {
  Json policy = policy_of({{"a", R"({"and":[{"var":"x"},{">":[{"var":"n"},1]}]})"}});
  for (const char* id : {"2", "3", "4", "5", "6"}) {
    Json clause = policy["clauses"][1];
    clause["id"] = id;
    policy["clauses"].push_back(clause);
  }
  policy["rules"][0]["clause"] = "2";
  policy["rules"][0]["quotes"] = Json::array({"3"});
  policy["questions"][0]["clauses"] = Json::array({"4"});
  policy["contact"] = "5";
  const Proof proof = proof_of(policy);
  const Finding& finding = only_finding(proof);
  CHECK(name_of(finding) == "clause_not_encoded:6");
  CHECK(severity_of(finding.kind) == Severity::warning);
  CHECK(finding.pointer == "/clauses/6");
  policy["questions"][1]["clauses"] = Json::array({"6"});
  CHECK(names_of(proof_of(policy)) == Names{"clause_not_encoded:1"});
}

TEST_CASE("a rule is without remedy where unchangeable answers alone keep it firing") {
  Json policy = policy_of({{"a", R"({"or":[{"var":"x"},{">":[{"var":"n"},5]}]})"}});
  CHECK(names_of(proof_of(policy)).empty());
  policy["questions"][1]["changeable"] = false;
  policy["questions"][1].erase("how");
  const Proof proof = proof_of(policy);
  const Finding& finding = only_finding(proof);
  CHECK(name_of(finding) == "no_remedy:a");
  CHECK(severity_of(finding.kind) == Severity::information);
  CHECK(finding.message == "rule \"a\" cannot be cleared by changeable answers at n = 6");
  REQUIRE(finding.witnesses.size() == 1);
  CHECK(finding.witnesses[0].verdict == Verdict::conditions_not_met);
  policy["rules"][0]["when"] = json_of(R"({"and":[{"var":"x"},{">":[{"var":"n"},5]}]})");
  CHECK(names_of(proof_of(policy)).empty());
}

TEST_CASE("every text of the company's policy is missed in English when it is not there") {
  Names pointers;
  find_texts(company_json(), "", pointers);
  REQUIRE(pointers.size() > 100);
  for (const std::string& pointer : pointers) {
    CAPTURE(pointer);
    const Json edited = without(company_json(), pointer + "/en");
    REQUIRE(added(edited) == Names{"text_missing:en:" + pointer});
  }
  const Json edited = with(company_json(), "/clauses/3/label/en", "");
  const Proof proof = proof_of(edited);
  const Finding& finding = finding_of(proof, "text_missing:en:/clauses/3/label");
  CHECK(severity_of(finding.kind) == Severity::error);
  CHECK(finding.pointer == "/clauses/3/label");
  CHECK(finding.message == "the text \"Điều 3\" has no words in \"en\"");
  CHECK(is_refused(proof));
  CHECK(added(with(edited, "/languages", json_of(R"(["vi"])"))).empty());
}

TEST_CASE("an accepted finding keeps its place and is no reason to refuse") {
  Json policy = policy_of({{"a", R"({"and":[{"var":"x"},{"!":[{"var":"x"}]}]})"},
                           {"b", R"({"and":[{"var":"x"},{">":[{"var":"n"},1]}]})"}});
  CHECK(is_refused(proof_of(policy)));
  policy["accepted_findings"] = json_of(
      R"([{"finding":"never_fires:a","reason":"kept for its number"},
          {"finding":"never_fires:b","reason":"was so once"},
          {"finding":"no_such_kind:b","reason":"a slip"}])");
  const Proof proof = proof_of(policy);
  CHECK(names_of(proof) == Names{"never_fires:a", "stale_acceptance:never_fires:b",
                                 "stale_acceptance:no_such_kind:b"});
  CHECK(proof.findings[0].accepted == "kept for its number");
  CHECK_FALSE(is_refused(proof));
  CHECK(severity_of(proof.findings[1].kind) == Severity::warning);
  CHECK(proof.findings[1].pointer == "/accepted_findings/1");
  CHECK(proof.findings[1].message ==
        "the accepted finding \"never_fires:b\" is not found any more");
}

TEST_CASE("edits of the company's policy are found out") {
  CHECK(added(company_with_rule("again", "blocks", R"({"!":[{"var":"owner_verified"}]})")) ==
        Names{"same_condition:again:ownership_unproven"});
  CHECK(added(company_with_rule("later", "may_refuse",
                                R"({">":[{"days_since":[{"var":"service_expiry_date"}]},30]})")) ==
        Names{"masked:later:service_expired"});
  CHECK(added(company_with_rule("impossible", "blocks",
                                R"({"and":[{"==":[{"var":"request_kind"},"outside_duty"]},
                                           {"==":[{"var":"request_kind"},"full_guidance"]}]})")) ==
        Names{"never_fires:impossible"});
  CHECK(added(company_with_rule("anyone", "may_refuse",
                                R"({">=":[{"var":"prior_guidance_count"},0]})")) ==
        Names{"always_fires:anyone", "never_eligible:choixanh"});
  CHECK(
      added(company_with_rule("paid", "may_refuse", R"({"==":[{"var":"unpaid_costs"},"none"]})")) ==
      Names{"never_eligible:choixanh"});
  CHECK(added(without(company_json(), "/rules/6")) == Names{"cannot_matter:data_storage_consent"});
  CHECK(added(without(without(company_json(), "/rules/6"), "/questions/8/clauses")) ==
        Names{"cannot_matter:data_storage_consent", "clause_not_encoded:4"});
}
