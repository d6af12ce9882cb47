// The combined rows say of full answers what the matrix says: at thresholds, beyond 16 questions,
// and beyond 64 terms.
#include "rules/table.hpp"

#include <doctest/doctest.h>

#include "policy_builder.hpp"
#include "random_logic.hpp"
#include "random_policy.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

constexpr Day today = 20779;  // 2026-11-22

void check_classified(const CompiledPolicy& policy, const VerdictTable& table,
                      const Answers& answers) {
  std::vector<std::int32_t> raw(table.answer_stride(), 7);  // padding means nothing
  for (std::size_t q = 0; q < answers.size(); ++q) raw[q] = static_cast<std::int32_t>(*answers[q]);
  Bits fired(table.rule_words(), 1);  // what stood there before means nothing
  const Verdict verdict = classify(table, raw.data(), today, fired.data());
  const Evaluation expected = evaluate(policy, answers, today);
  REQUIRE(verdict == expected.verdict);
  std::vector<std::size_t> reasons;
  for (std::size_t r = 0; r < policy.policy.rules.size(); ++r) {
    if (test_bit(fired, r)) reasons.push_back(r);
  }
  REQUIRE(reasons == expected.reasons);
}

Answers random_answers(const CompiledPolicy& policy, const Json& json, Random& random) {
  Json answers = Json::object();
  for (const Json& question : json["questions"]) {
    answers[question["id"].get<std::string>()] = random_answer(question, today, random);
  }
  return answers_of(policy.policy, answers);
}

}  // namespace

TEST_CASE("full answers to random policies are classified as they are evaluated") {
  constexpr std::uint64_t seed = 512;
  CAPTURE(seed);
  Random random(seed);
  for (int i = 0; i < 500; ++i) {
    const Json json = random_policy(random);
    CAPTURE(json["rules"]);
    const CompiledPolicy policy = compiled(json);
    const VerdictTable table = make_table(policy);
    for (int j = 0; j < 20; ++j) {
      check_classified(policy, table, random_answers(policy, json, random));
    }
  }
}

TEST_CASE("answers at and around each threshold of the company's policy are classified") {
  const VerdictTable table = make_table(company());
  const Answers eligible = [] {
    Answers answers = answers_of(company().policy, eligible_answers());
    for (auto& answer : answers) answer = answer.value_or(1);
    return answers;
  }();
  for (std::size_t q = 0; q < eligible.size(); ++q) {
    const Question& question = company().policy.questions[q];
    CAPTURE(question.id);
    const bool date = question.type == QuestionType::date;
    const std::int64_t from = date ? today - 15 : question.min;
    const std::int64_t to = date ? today + 15 : std::min<std::int64_t>(question.max, 5);
    for (std::int64_t value = from; value <= to; ++value) {
      Answers answers = eligible;
      answers[q] = value;
      check_classified(company(), table, answers);
    }
  }
}

TEST_CASE("policies of many questions and terms are classified") {
  constexpr std::uint64_t seed = 17;
  CAPTURE(seed);
  Random random(seed);
  for (const std::size_t questions : {15, 16, 17, 33}) {
    for (const std::size_t rules : {1, 63, 64, 65, 200}) {
      Json json = minimal_policy();
      for (std::size_t q = 0; q < questions; ++q) {
        const std::string id = "q" + std::to_string(q);
        add_question(json, q % 3 == 0   ? boolean_question(id)
                           : q % 3 == 1 ? integer_question(id, -5, 5)
                                        : date_question(id));
      }
      for (std::size_t r = 0; r < rules; ++r) {
        add_rule(json, "r" + std::to_string(r), random.one_in(2) ? "blocks" : "may_refuse",
                 random_condition(json["questions"], random, 2));
      }
      CAPTURE(json["rules"]);
      const CompiledPolicy policy = compiled(json);
      const VerdictTable table = make_table(policy);
      for (int j = 0; j < 40; ++j) {
        check_classified(policy, table, random_answers(policy, json, random));
      }
    }
  }
}

TEST_CASE("a policy without rules finds everyone eligible") {
  Json json = minimal_policy();
  add_question(json, boolean_question("x"));
  const CompiledPolicy policy = compiled(json);
  check_classified(policy, make_table(policy), Answers{0});
}
