// The bit matrix: its cells cover each question, its rows are the terms, and 64 terms are no edge.
#include "rules/matrix.hpp"

#include <doctest/doctest.h>

#include "policy_builder.hpp"
#include "rules/evaluate.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

constexpr Day today = 20779;  // 2026-11-22

}  // namespace

TEST_CASE("the cells of a question cover its answers in order and without gaps") {
  const auto& matrix = company().matrix;
  for (std::size_t q = 0; q < matrix.questions.size(); ++q) {
    const Question& question = company().policy.questions[q];
    CAPTURE(question.id);
    const auto& cells = matrix.questions[q].cells;
    const Interval domain = ordinal_domain(question);
    CHECK(cells.front().from == domain.from);
    CHECK(cells.back().to == domain.to);
    for (std::size_t c = 1; c < cells.size(); ++c) CHECK(cells[c].from == cells[c - 1].to + 1);
    CHECK(matrix.questions[q].rows.size() == cells.size() * matrix.term_words());
  }
}

TEST_CASE("the company's thresholds cut its questions into the cells of the proof") {
  std::size_t product = 1;
  for (const auto& question : company().matrix.questions) product *= question.cells.size();
  CHECK(product == 65536);
}

TEST_CASE("a known answer is in one cell and an open one in all that it may be in") {
  const Policy& policy = company().policy;
  const Json answers = with(eligible_answers(), "/prior_guidance_count", "unknown");
  const Facts facts = locate(company().matrix, policy, answers_of(policy, answers), today);
  for (std::size_t q = 0; q < facts.size(); ++q) {
    const std::string& id = policy.questions[q].id;
    CAPTURE(id);
    const bool open = id == "prior_guidance_count" || id == "sales_designation";
    CHECK(facts[q].size() == (open ? 2 : 1));
  }
}

TEST_CASE("a range that ends before a threshold has no cell beyond it") {
  Json json = minimal_policy();
  add_question(json, date_question("day"));
  add_rule(json, "later", "blocks", json_of(R"({">":[{"days_since":[{"var":"day"}]},30000]})"));
  const CompiledPolicy policy = compiled(json);
  // 30,000 days before today no date can be answered.
  CHECK(locate(policy.matrix, policy.policy, Answers(1), today)[0].size() == 1);
  CHECK(evaluate(policy, Answers(1), today).verdict == Verdict::eligible);
  CHECK(evaluate(policy, Answers(1), 30001).verdict == Verdict::undetermined);
}

TEST_CASE("rules beyond the 64th term are evaluated like the first") {
  for (const std::size_t count : {63, 64, 65, 128, 129, 200}) {
    CAPTURE(count);
    Json json = minimal_policy();
    add_question(json, integer_question("n", 0, 999));
    for (std::size_t r = 0; r < count; ++r) {
      Json when = json_of(R"({"==":[{"var":"n"},0]})");
      when["=="][1] = r;
      add_rule(json, "r" + std::to_string(r), r % 2 == 0 ? "blocks" : "may_refuse", when);
    }
    const CompiledPolicy policy = compiled(json);
    CHECK(policy.matrix.term_count == count);
    for (std::size_t r = 0; r < count; ++r) {
      const Evaluation evaluation = evaluate(policy, Answers{static_cast<std::int64_t>(r)}, today);
      REQUIRE(evaluation.reasons == std::vector<std::size_t>{r});
    }
    CHECK(evaluate(policy, Answers{999}, today).verdict == Verdict::eligible);
    const Evaluation open = evaluate(policy, Answers(1), today);
    CHECK(open.verdict == Verdict::undetermined);
    CHECK(open.unknown.size() == 1);
  }
}
