// Every limit, at it and over it. Those of form fields are tested with the fields.
#include "base/limits.hpp"

#include <doctest/doctest.h>

#include "policy_builder.hpp"
#include "rules/evaluate.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

std::string line_of_policy(const Json& policy) {
  return line_of(load_policy(canonical(policy)));
}

Json condition(const char* op, const char* question, const Json& value) {
  const Json variable = Json::object({{"var", question}});
  return Json::object({{op, Json::array({variable, value})}});
}

// A policy with this many boolean questions in one step.
Json policy_with_questions(std::size_t count) {
  Json policy = minimal_policy();
  add_question(policy, boolean_question("q0"));
  for (std::size_t q = 1; q < count; ++q) {
    const std::string id = "q" + std::to_string(q);
    policy["questions"].push_back(boolean_question(id));
    policy["steps"][0]["questions"].push_back(id);
  }
  return policy;
}

Json any_of(std::vector<Json> parts) {
  return Json::object({{"or", parts}});
}

}  // namespace

TEST_CASE("a policy may have so many bytes and no more") {
  const std::string text = company_text();
  const std::string padding(limits::policy_bytes_max - text.size(), ' ');
  CHECK(parse_policy(text + padding));
  CHECK(line_of(parse_policy(text + padding + " ")).find("longer than 1048576 bytes") !=
        std::string::npos);
}

TEST_CASE("a policy may have so many questions and no more") {
  CHECK(line_of_policy(policy_with_questions(limits::questions_max)) == "no error");
  CHECK(line_of_policy(policy_with_questions(limits::questions_max + 1)) ==
        "/questions: more than 512 entries; remove some");
}

TEST_CASE("a choice may have so many options and no more") {
  const auto policy = [](std::size_t count) {
    std::vector<std::string> options;
    for (std::size_t i = 0; i < count; ++i) options.push_back("o" + std::to_string(i));
    Json json = minimal_policy();
    add_question(json, choice_question("pick", options));
    return json;
  };
  CHECK(line_of_policy(policy(limits::options_max)) == "no error");
  CHECK(line_of_policy(policy(limits::options_max + 1)) ==
        "/questions/0/options: more than 256 entries; remove some");
}

TEST_CASE("a policy may have so many rules and no more") {
  const auto policy = [](std::size_t count) {
    Json json = policy_with_questions(1);
    for (std::size_t r = 0; r < count; ++r) {
      add_rule(json, "r" + std::to_string(r), "blocks", json_of(R"({"var":"q0"})"));
    }
    return json;
  };
  CHECK(line_of_policy(policy(limits::rules_max)) == "no error");
  CHECK(line_of_policy(policy(limits::rules_max + 1)) ==
        "/rules: more than 2048 entries; remove some");
}

TEST_CASE("a policy may have so many clauses and no more") {
  const auto policy = [](std::size_t count) {
    Json json = policy_with_questions(1);
    while (json["clauses"].size() < count) {
      Json clause = json["clauses"][1];
      clause["id"] = "c" + std::to_string(json["clauses"].size());
      json["clauses"].push_back(std::move(clause));
    }
    return json;
  };
  CHECK(line_of_policy(policy(limits::clauses_max)) == "no error");
  CHECK(line_of_policy(policy(limits::clauses_max + 1)) ==
        "/clauses: more than 1024 entries; remove some");
}

TEST_CASE("a form may have so many fields and no more") {
  const auto policy = [](std::size_t count) {
    Json json = policy_with_questions(1);
    Json& fields = json["forms"][0]["fields"];
    while (fields.size() < count) {
      Json field = json_of(R"({"kind":"line","label":{"vi":"x"}})");
      field["id"] = "f" + std::to_string(fields.size());
      fields.push_back(std::move(field));
    }
    return json;
  };
  CHECK(line_of_policy(policy(limits::fields_max)) == "no error");
  CHECK(line_of_policy(policy(limits::fields_max + 1)) ==
        "/forms/0/fields: more than 64 entries; remove some");
}

TEST_CASE("the rules may come to so many terms and no more") {
  const auto policy = [](std::size_t terms) {
    Json json = minimal_policy();
    add_question(json, integer_question("n", 0, 100000));
    std::vector<Json> parts;
    for (std::size_t t = 0; t < terms; ++t) parts.push_back(condition("==", "n", t * 2));
    const std::size_t half = terms / 2;
    const auto middle = parts.begin() + static_cast<std::ptrdiff_t>(half);
    add_rule(json, "first", "blocks", any_of({parts.begin(), middle}));
    add_rule(json, "second", "blocks", any_of({middle, parts.end()}));
    return json;
  };
  CHECK(line_of_policy(policy(limits::terms_max)) == "no error");
  CHECK(line_of_policy(policy(limits::terms_max + 1)) ==
        "/rules/1/when: more than 4096 terms; simplify the condition or split the rule");
}

TEST_CASE("a condition that explodes when it is expanded is refused and not expanded") {
  // (a or b) and (c or d) and …: two terms to the power of the parts.
  const auto policy = [](std::size_t parts) {
    Json json = policy_with_questions(parts * 2);
    Json all = Json::object({{"and", Json::array()}});
    for (std::size_t p = 0; p < parts; ++p) {
      const Json left = Json::object({{"var", "q" + std::to_string(p * 2)}});
      const Json right = Json::object({{"var", "q" + std::to_string(p * 2 + 1)}});
      all["and"].push_back(any_of({left, right}));
    }
    add_rule(json, "r", "blocks", all);
    return json;
  };
  CHECK(line_of_policy(policy(8)) == "no error");
  for (const std::size_t parts : {std::size_t{13}, std::size_t{40}, std::size_t{200}}) {
    CHECK(line_of_policy(policy(parts)).find("/rules/0/when: more than 4096 terms") == 0);
  }
}

TEST_CASE("a rule may have so many combinations of its own cells and no more") {
  const auto policy = [](std::size_t questions) {
    Json json = policy_with_questions(questions);
    std::vector<Json> parts;
    for (std::size_t q = 0; q < questions; ++q) {
      parts.push_back(Json::object({{"var", "q" + std::to_string(q)}}));
    }
    add_rule(json, "r", "blocks", any_of(parts));
    return json;
  };
  const Json largest = policy(16);  // 2^16
  CHECK(line_of_policy(largest) == "no error");
  CHECK(evaluate(compiled(largest), Answers(16), 20779).unknown.size() == 16);
  CHECK(line_of_policy(policy(17)) ==
        "/rules/0/when: more than 65536 combinations of its questions' cells; split the rule");
}

TEST_CASE("integers of a question may be so large and no larger") {
  const auto policy = [](std::int64_t min, std::int64_t max) {
    Json json = minimal_policy();
    add_question(json, integer_question("n", min, max));
    add_rule(json, "r", "blocks", condition("<", "n", max));
    return json;
  };
  const std::int64_t most = limits::integer_max;
  CHECK(line_of_policy(policy(-most, most)) == "no error");
  CHECK(line_of_policy(policy(-most, most + 1)).find("/questions/0/max") == 0);
  CHECK(line_of_policy(policy(-most - 1, most)).find("/questions/0/min") == 0);
}
