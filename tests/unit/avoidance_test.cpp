// Rules that can each be avoided, but perhaps not together.
#include "rules/avoidance.hpp"

#include <doctest/doctest.h>

#include "policy_builder.hpp"
#include "rules/report.hpp"
#include "rules/trust.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

constexpr Day today = 20779;  // 2026-11-22

Json literal(std::size_t variable, bool positive) {
  const Json var = Json::object({{"var", "q" + std::to_string(variable)}});
  return positive ? var : Json::object({{"!", Json::array({var})}});
}

// n + 1 pigeons in n holes: rules that cannot all be avoided, and are known to be hard to refute.
Json pigeonholes(std::size_t holes) {
  Json json = minimal_policy();
  const auto sits = [&](std::size_t pigeon, std::size_t hole) { return pigeon * holes + hole; };
  for (std::size_t v = 0; v < (holes + 1) * holes; ++v) {
    add_question(json, boolean_question("q" + std::to_string(v)));
  }
  std::size_t rules = 0;
  const auto add = [&](const Json& all) {
    add_rule(json, "r" + std::to_string(rules++), "blocks", Json::object({{"and", all}}));
  };
  for (std::size_t pigeon = 0; pigeon <= holes; ++pigeon) {
    Json nowhere = Json::array();
    for (std::size_t hole = 0; hole < holes; ++hole) {
      nowhere.push_back(literal(sits(pigeon, hole), false));
      for (std::size_t other = 0; other < pigeon; ++other) {
        add(Json::array({literal(sits(pigeon, hole), true), literal(sits(other, hole), true)}));
      }
    }
    add(nowhere);
  }
  return json;
}

Evaluation unanswered(const CompiledPolicy& policy) {
  return evaluate(policy, Answers(policy.policy.questions.size()), today);
}

}  // namespace

TEST_CASE("rules that cannot all be avoided block whatever is answered") {
  const Evaluation evaluation = unanswered(compiled(pigeonholes(3)));
  CHECK(evaluation.decided);
  CHECK(evaluation.verdict == Verdict::conditions_not_met);
  CHECK(evaluation.settled);
  CHECK(evaluation.reasons.empty());
}

TEST_CASE("what would take too long is not guessed: nobody is called eligible, nor refused") {
  const CompiledPolicy policy = compiled(pigeonholes(9));
  const Evaluation evaluation = unanswered(policy);
  CHECK_FALSE(evaluation.decided);
  CHECK(evaluation.verdict == Verdict::undetermined);
  CHECK_FALSE(evaluation.settled);
  const auto report = verdict_report(policy, Answers(90), today, Language::en);
  CHECK(line_of(report).find("takes more than 20000 steps to find out") != std::string::npos);
}

TEST_CASE("what to check is not named where a verdict could not be decided") {
  const CompiledPolicy policy = compiled(pigeonholes(9));
  CHECK(place_of(find_trust(policy, Answers(90), today)) == "/rules");
}

TEST_CASE("no plan is promised whose verdict could not be decided") {
  Json json = pigeonholes(9);
  Json question = boolean_question("paid");
  question["changeable"] = true;
  question["how"] = json_of(R"({"vi":"pay"})");
  add_question(json, question);
  add_rule(json, "unpaid", "blocks", json_of(R"({"!":[{"var":"paid"}]})"));
  const CompiledPolicy policy = compiled(json);
  Answers answers(91);
  answers[90] = 0;
  // With the rule firing the verdict is known; without it, it would not be.
  const Evaluation evaluation = evaluate(policy, answers, today);
  CHECK(evaluation.verdict == Verdict::conditions_not_met);
  CHECK_FALSE(plan_repairs(policy, answers, today, evaluation));
}
