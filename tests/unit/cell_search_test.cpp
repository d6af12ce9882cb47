// The search itself: regions that are narrowed and widened, and its limit of steps.
#include "rules/cell_search.hpp"

#include <doctest/doctest.h>

#include "policy_builder.hpp"
#include "proof_support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

constexpr std::size_t many_steps = 1000000;

// x and y are boolean, n has the cells 0–2, 3–5 and 6–9.
CompiledPolicy three_questions() {
  Json policy = minimal_policy();
  add_question(policy, boolean_question("x"));
  add_question(policy, boolean_question("y"));
  add_question(policy, integer_question("n", 0, 9));
  add_rule(policy, "xy", "blocks", json_of(R"({"and":[{"var":"x"},{"var":"y"}]})"));
  add_rule(policy, "n", "blocks",
           json_of(R"({"or":[{">":[{"var":"n"},5]},{"<":[{"var":"n"},3]}]})"));
  add_rule(policy, "x", "blocks", json_of(R"({"!":[{"var":"x"}]})"));
  return compiled(policy);
}

CellSearch search_of(const CompiledPolicy& policy, std::size_t steps = many_steps) {
  const Facts facts =
      locate(policy.matrix, policy.policy, Answers(policy.policy.questions.size()), 0);
  return CellSearch(policy.matrix, facts, steps);
}

std::vector<std::size_t> all_rules(const CompiledPolicy& policy) {
  std::vector<std::size_t> rules;
  for (std::size_t r = 0; r < policy.policy.rules.size(); ++r) rules.push_back(r);
  return rules;
}

}  // namespace

TEST_CASE("answers are found under which no rule fires") {
  const CompiledPolicy policy = three_questions();
  CellSearch search = search_of(policy);
  CHECK(search.avoid(all_rules(policy)) == Point{1, 0, 1});
  CHECK(search.mark() == 0);
}

TEST_CASE("a region is narrowed by terms, tests and cells, and widened again") {
  const CompiledPolicy policy = three_questions();
  CellSearch search = search_of(policy);
  const std::size_t xy[] = {0};
  const std::size_t first_term = policy.matrix.rules[0].first;
  REQUIRE(search.keep_term(first_term));
  CHECK(search.point() == Point{1, 1, 0});
  CHECK_FALSE(search.avoid(xy));
  search.undo(0);
  CHECK(search.avoid(xy) == Point{0, 0, 0});
  REQUIRE(search.tests(first_term).size() == 2);
  REQUIRE(search.keep(search.tests(first_term)[0]));
  REQUIRE(search.exclude(search.tests(first_term)[1]));
  CHECK(search.point() == Point{1, 0, 0});
  const std::size_t before = search.mark();
  REQUIRE(search.keep_cell(2, 2));
  CHECK(search.point() == Point{1, 0, 2});
  CHECK_FALSE(search.keep_cell(2, 1));
  search.undo(before);
  CHECK(search.keep_cell(2, 1));
  CHECK_FALSE(search.is_possible(policy.matrix.rules[1]));
  CHECK_FALSE(search.exclude(search.tests(first_term)[0]));
}

TEST_CASE("preferred answers are taken where they are in the region") {
  const CompiledPolicy policy = three_questions();
  CellSearch search = search_of(policy);
  search.prefer({1, 0, 2});
  CHECK(search.point() == Point{1, 0, 2});
  CHECK(search.avoid(all_rules(policy)) == Point{1, 0, 1});
}

TEST_CASE("answers that cannot be given on the day are not in the region") {
  Json json = minimal_policy();
  add_question(json, date_question("d"));
  add_rule(json, "old", "blocks", json_of(R"({">":[{"days_since":[{"var":"d"}]},10]})"));
  const CompiledPolicy policy = compiled(json);
  CHECK_FALSE(search_of(policy).is_possible(policy.matrix.rules[0]));  // today is 1970-01-01
}

TEST_CASE("a search out of steps says so and finds nothing") {
  const CompiledPolicy policy = compiled(pigeon_policy(5));
  const auto rules = all_rules(policy);
  CellSearch enough = search_of(policy);
  CHECK_FALSE(enough.avoid(rules));
  CHECK_FALSE(enough.exhausted());
  CellSearch few = search_of(policy, 1000);
  CHECK_FALSE(few.avoid(rules));
  CHECK(few.exhausted());
  CHECK(few.mark() == 0);
}

TEST_CASE("a search that may fail does not use up the steps of the others") {
  const CompiledPolicy policy = compiled(pigeon_policy(5));
  const std::vector<std::size_t> rules = all_rules(policy);
  CellSearch search = search_of(policy, 1000);
  for (int i = 0; i < 3; ++i) CHECK_FALSE(search.try_avoid(rules, 500));
  CHECK_FALSE(search.exhausted());
  const std::size_t one[] = {0};
  CHECK(search.avoid(one));
}
