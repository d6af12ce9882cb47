// Verdicts on random small policies, whose rules hang on several questions at once, against brute
// force over all completions.
#include <doctest/doctest.h>

#include "oracle.hpp"
#include "policy_builder.hpp"
#include "random_logic.hpp"
#include "random_policy.hpp"
#include "rules/evaluate.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

constexpr Day today = 20779;  // 2026-11-22
constexpr std::uint64_t seed = 6060;

template <class List>
std::vector<std::string> ids(const std::vector<std::size_t>& indexes, const List& list) {
  std::vector<std::string> result;
  for (const std::size_t i : indexes) result.push_back(list[i].id);
  return result;
}

void check_asked(const CompiledPolicy& policy, const Oracle& oracle, const Json& answers) {
  const Answers known = answers_of(policy.policy, answers);
  if (oracle.completions(Json::object(), today) > 1500) return;
  const Flags asked = asked_questions(policy, known, today);
  std::vector<std::size_t> asked_indexes;
  for (std::size_t q = 0; q < asked.size(); ++q) {
    if (asked[q]) asked_indexes.push_back(q);
  }
  REQUIRE(ids(asked_indexes, policy.policy.questions) == oracle.asked(answers, today));
}

void check_answers(const CompiledPolicy& policy, const Oracle& oracle, const Json& answers) {
  CAPTURE(answers);
  const Answers known = answers_of(policy.policy, answers);
  const Evaluation evaluation = evaluate(policy, known, today);
  const Judgement expected = oracle.judge(answers, today);
  REQUIRE(name_of(evaluation.verdict) == expected.verdict);
  REQUIRE(evaluation.settled == expected.settled);
  REQUIRE(ids(evaluation.reasons, policy.policy.rules) == expected.reasons);
  REQUIRE(ids(evaluation.unknown, policy.policy.questions) == expected.unknown);

  if (oracle.completions(answers, today) > 100) return;
  const Day horizon = today + 78;
  const Day change = oracle.first_change(answers, today, horizon);
  if (change <= horizon) {
    REQUIRE(evaluation.valid_until == change - 1);
    return;
  }
  // No known date and no threshold reaches further, but an open date does where dates end.
  REQUIRE(evaluation.valid_until.value_or(day_max) >= day_max - 20);
  if (!evaluation.valid_until) return;
  const Day last = *evaluation.valid_until;
  REQUIRE(oracle.judge(answers, last).verdict == expected.verdict);
  REQUIRE(oracle.judge(answers, last + 1).verdict != expected.verdict);
}

}  // namespace

TEST_CASE("random policies are judged as brute force judges them") {
  CAPTURE(seed);
  Random random(seed);
  for (int i = 0; i < 300; ++i) {
    const Json json = random_policy(random);
    CAPTURE(json["rules"]);
    const CompiledPolicy policy = compiled(json);
    const Oracle oracle(json);
    for (int j = 0; j < 10; ++j) {
      Json answers = Json::object();
      for (const Json& question : json["questions"]) {
        if (random.one_in(2)) continue;
        answers[question["id"].get<std::string>()] = random_answer(question, today, random);
      }
      check_answers(policy, oracle, answers);
      check_asked(policy, oracle, answers);
    }
  }
}

TEST_CASE("a rule on a question or its opposite fires whatever the answer is") {
  Json json = minimal_policy();
  add_question(json, boolean_question("x"));
  add_question(json, boolean_question("y"));
  add_rule(json, "always", "may_refuse", json_of(R"({"or":[{"var":"x"},{"!":{"var":"x"}}]})"));
  add_rule(json, "never", "blocks", json_of(R"({"and":[{"var":"y"},{"!":{"var":"y"}}]})"));
  const CompiledPolicy policy = compiled(json);
  const Evaluation evaluation = evaluate(policy, Answers(2), today);
  CHECK(evaluation.verdict == Verdict::may_be_refused);
  CHECK(evaluation.settled);
  CHECK(evaluation.reasons == std::vector<std::size_t>{0});
  CHECK(evaluation.unknown.empty());
  CHECK(asked_questions(policy, Answers(2), today) == Flags{0, 0});
}

TEST_CASE("two rules of which one must fire refuse together what neither refuses alone") {
  Json json = minimal_policy();
  add_question(json, boolean_question("x"));
  add_rule(json, "if_yes", "blocks", json_of(R"({"var":"x"})"));
  add_rule(json, "if_no", "may_refuse", json_of(R"({"!":{"var":"x"}})"));
  const Evaluation evaluation = evaluate(compiled(json), Answers(1), today);
  CHECK(evaluation.verdict == Verdict::may_be_refused);
  CHECK_FALSE(evaluation.settled);
  CHECK(evaluation.reasons.empty());
  CHECK(evaluation.unknown == std::vector<std::size_t>{0});
}

TEST_CASE("a policy without rules makes everyone eligible") {
  Json json = minimal_policy();
  add_question(json, boolean_question("x"));
  const Evaluation evaluation = evaluate(compiled(json), Answers(1), today);
  CHECK(evaluation.verdict == Verdict::eligible);
  CHECK(evaluation.settled);
  CHECK(evaluation.unknown.empty());
}
