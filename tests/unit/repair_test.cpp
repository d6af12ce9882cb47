// Repair plans by example. Brute force over all answers is in brute_force_test.cpp.
#include "rules/repair.hpp"

#include <doctest/doctest.h>

#include "policy_builder.hpp"
#include "rules/report.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

constexpr Day today = 20779;  // 2026-11-22

Json report_of(const CompiledPolicy& policy, const Json& answers) {
  const auto report =
      verdict_report(policy, answers_of(policy.policy, answers), today, Language::en);
  REQUIRE(report);
  return report.value();
}

Json report_of(const Json& answers) {
  return report_of(company(), answers);
}

Json repaired_questions(const Json& report) {
  Json ids = Json::array();
  for (const Json& repair : report["repairs"]) ids.push_back(repair["question"]);
  return ids;
}

}  // namespace

TEST_CASE("nothing has to be repaired where nothing fires") {
  const Json report = report_of(eligible_answers());
  CHECK(report["repairs"] == Json::array());
  CHECK(report["after_repair"].is_null());
}

TEST_CASE("a customer who owes something is told to pay, and until when that holds") {
  Json answers = with(eligible_answers(), "/unpaid_costs", "part");
  answers["service_expiry_date"] = "2026-11-22";
  const Json report = report_of(answers);
  CHECK(report["repairs"] == json_of(R"([{"question":"unpaid_costs","accept":["none"],
                                          "how":"Pay the remaining costs"}])"));
  CHECK(report["after_repair"] == json_of(R"({"verdict":"eligible","valid_until":"2026-12-02"})"));
}

TEST_CASE(
    "an expired service is repaired by any date from ten days ago on, with no promise of a day") {
  const Json report = report_of(with(eligible_answers(), "/service_expiry_date", "2026-11-01"));
  CHECK(report["repairs"][0]["accept"] == json_of(R"({"from":"2026-11-12"})"));
  CHECK(report["after_repair"] == json_of(R"({"verdict":"eligible","valid_until":null})"));
}

TEST_CASE("what the customer needs is not changed to please the rules") {
  Json answers = with(eligible_answers(), "/request_kind", "outside_duty");
  CHECK(report_of(answers)["repairs"] == Json::array());
  answers["admin_account"] = false;
  const Json report = report_of(answers);
  CHECK(repaired_questions(report) == json_of(R"(["admin_account"])"));
  CHECK(is_string(report["after_repair"]["verdict"], "may_be_refused"));
}

TEST_CASE("where either of two answers helps, the question that comes first is changed") {
  Json json = minimal_policy();
  for (const char* id : {"x", "y"}) {
    Json question = boolean_question(id);
    question["changeable"] = true;
    question["how"] = json_of(R"({"vi":"change it"})");
    add_question(json, question);
  }
  add_rule(json, "both", "blocks", json_of(R"({"and":[{"var":"x"},{"var":"y"}]})"));
  const Json report = report_of(compiled(json), json_of(R"({"x":true,"y":true})"));
  CHECK(repaired_questions(report) == json_of(R"(["x"])"));
  CHECK(report["repairs"][0]["accept"] == json_of("[false]"));
}

TEST_CASE("one change that clears two rules is better than two changes") {
  Json json = minimal_policy();
  for (const char* id : {"a", "b", "c"}) {
    Json question = boolean_question(id);
    question["changeable"] = true;
    question["how"] = json_of(R"({"vi":"change it"})");
    add_question(json, question);
  }
  add_rule(json, "first", "blocks", json_of(R"({"and":[{"var":"a"},{"var":"c"}]})"));
  add_rule(json, "second", "blocks", json_of(R"({"and":[{"var":"b"},{"var":"c"}]})"));
  const Json answers = json_of(R"({"a":true,"b":true,"c":true})");
  CHECK(repaired_questions(report_of(compiled(json), answers)) == json_of(R"(["c"])"));
}

TEST_CASE("of answers that clear a rule, those are accepted that leave no other one possible") {
  Json json = minimal_policy();
  Json color = choice_question("color", {"red", "green", "blue"});
  color["changeable"] = true;
  color["how"] = json_of(R"({"vi":"change it"})");
  add_question(json, color);
  add_question(json, boolean_question("open"));
  add_rule(json, "no_red", "blocks", json_of(R"({"==":[{"var":"color"},"red"]})"));
  add_rule(json, "green_if", "blocks",
           json_of(R"({"and":[{"==":[{"var":"color"},"green"]},{"var":"open"}]})"));
  const Json report = report_of(compiled(json), json_of(R"({"color":"red"})"));
  CHECK(report["repairs"][0]["accept"] == json_of(R"(["blue"])"));
  CHECK(is_string(report["after_repair"]["verdict"], "eligible"));
}

TEST_CASE("a plan that would take too long is refused with the limit") {
  Json json = minimal_policy();
  Json parts = Json::array();
  for (int i = 0; i < 40; ++i) {
    const std::string id = "q" + std::to_string(i);
    Json question = boolean_question(id);
    question["changeable"] = true;
    question["how"] = json_of(R"({"vi":"change it"})");
    add_question(json, question);
  }
  Random random(4);
  for (int r = 0; r < 400; ++r) {
    Json any = Json::array();
    for (int i = 0; i < 3; ++i) {
      const Json var = Json::object({{"var", "q" + std::to_string(random.below(40))}});
      any.push_back(random.one_in(2) ? var : Json::object({{"!", Json::array({var})}}));
    }
    add_rule(json, "r" + std::to_string(r), "may_refuse", Json::object({{"and", any}}));
  }
  const CompiledPolicy policy = compiled(json);
  const Answers answers(40, 0);
  const auto plan = plan_repairs(policy, answers, today, evaluate(policy, answers, today));
  CHECK(line_of(plan) ==
        "/rules: finding what would change the verdict takes more than 20000 steps; "
        "let fewer changeable questions share rules");
}
